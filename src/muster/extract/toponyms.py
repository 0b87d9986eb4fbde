"""The place names of a text: the name finder's, and names beside a place word ("the town of X", "X province")."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from muster.extract.syntax import text_of
from muster.normalise.places import Toponym, find_toponyms_by_pattern


def find_toponyms(doc: Doc, skip: Sequence[tuple[int, int]] = ()) -> list[Toponym]:
    """Toponyms in order of the text, none inside ``skip`` (character ranges), none overlapping another.

    Demonyms ("Tajik") are included: they resolve to their country, which tells the resolver where the report is.
    """
    found: list[Toponym] = []
    for entity in doc.ents:
        if entity.label_ in ("LOC", "NORP"):
            found.append(_toponym(doc, entity.start_char, entity.end_char))
    for pattern in find_toponyms_by_pattern(text_of(doc)):
        if not any(pattern.start < t.end and t.start < pattern.end for t in found):
            found.append(pattern)
    kept = [t for t in found if not any(start <= t.start < end for start, end in skip)]
    return sorted(kept, key=lambda t: (t.start, t.end))


def _toponym(doc: Doc, start: int, end: int) -> Toponym:
    text = text_of(doc)[start:end]
    return Toponym(start=start, end=end, text=text, name=" ".join(text.split()))
