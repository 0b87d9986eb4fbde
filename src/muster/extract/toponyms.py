"""The place names of a text: the name finder's, and names beside a place word ("the town of X", "X province").

A text also names places where it speaks of something else: "the *Minnesota* House", "*Lagos* police", "the University
of *Malta*". Such associative toponyms (the word is that of Gritta et al. 2020, "A pragmatic guide to geoparsing
evaluation") are listed, and are no place of an event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from muster.extract.syntax import text_of
from muster.normalise.countries import Countries
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.places import Toponym, find_toponyms_by_pattern
from muster.normalise.places_words import PlaceWords
from muster.normalise.spelling import fold, strip_possessive

LARGE = 15_000  # inhabitants of a town that the name of a body is taken to begin with
_LONGEST = 4  # words of a name within the name of a body
_LINKS = frozenset({"of", "in", "at", "for"})


def find_toponyms(doc: Doc, skip: Sequence[tuple[int, int]] = ()) -> list[Toponym]:
    """Toponyms in order of the text, none inside ``skip`` (character ranges), none overlapping another.

    Demonyms ("Tajik") are included: they resolve to their country, which tells the resolver where the report is.
    """
    found: list[Toponym] = []
    for entity in doc.ents:
        if entity.label_ in ("LOC", "NORP") and not PlaceWords.load().is_kind(entity.text):
            found.append(_toponym(doc, entity.start_char, entity.end_char))
    for pattern in find_toponyms_by_pattern(text_of(doc)):
        if not any(pattern.start < t.end and t.start < pattern.end for t in found):
            found.append(pattern)
    kept = [t for t in found if not any(start <= t.start < end for start, end in skip)]
    return sorted(kept, key=lambda t: (t.start, t.end))


def listed_toponyms(doc: Doc, gazetteer: Gazetteer) -> list[Toponym]:
    """As :func:`find_toponyms`, with the places that other names are made of, without peoples of no state ("Tamils").

    Within the name of a body a place is one that the text names elsewhere, a state, a division or a large town; of a
    facility that the gazetteer lacks ("Kasese Hospital") its place is listed in its stead.
    """
    peoples = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "NORP" and not _is_state(e.text)}
    plain = [t for t in find_toponyms(doc) if (t.start, t.end) not in peoples]
    within = _Within(gazetteer, frozenset(fold(strip_possessive(t.name)) for t in plain))
    found: list[Toponym] = []
    for entity in doc.ents:
        if entity.label_ in ("ORG", "MISC") or (entity.label_ == "LOC" and not gazetteer.search(entity.text)):
            found += [_toponym(doc, span.start_char, span.end_char) for span in within.of(entity)]
    kept = [t for t in plain if not any(t.start < f.end and f.start < t.end for f in found)]
    return sorted([*kept, *found], key=lambda t: (t.start, t.end))


class _Within:
    """The places that names of bodies are made of; ``known`` are the folded names of places that the text names."""

    def __init__(self, gazetteer: Gazetteer, known: frozenset[str]) -> None:
        self._gazetteer = gazetteer
        self._known = known

    def of(self, name: Span) -> Iterator[Span]:
        """The place that the name begins with, and the one after "of", "in", "at" or "for"."""
        starts = [name.start + (name[0].lower_ == "the")]
        starts += [t.i + 1 + (t.i + 1 < name.end and t.nbor().lower_ == "the") for t in name if t.lower_ in _LINKS]
        for start in starts:
            for end in range(min(start + _LONGEST, name.end), start, -1):
                if self._is_place(name.doc[start:end], whole=end == name.end, head=start == starts[0]):
                    yield name.doc[start:end]
                    break

    def _is_place(self, words: Span, *, whole: bool, head: bool) -> bool:
        text = words.text
        if not text[:1].isupper() or PlaceWords.load().is_kind(text):
            return False
        if fold(strip_possessive(text)) in self._known or _is_state(text):
            return True
        if whole and head:
            return False
        body = words.doc[words.end].lower_ if not whole else ""
        if head and body not in PlaceWords.load().bodies:
            return False
        return any(
            m.reason == "exact" and (m.entry.feature_code == "ADM1" or m.entry.population >= LARGE)
            for m in self._gazetteer.search(text)[:1]
        )


def _is_state(name: str) -> bool:
    return Countries.load().find(strip_possessive(name)) is not None


def _toponym(doc: Doc, start: int, end: int) -> Toponym:
    text = text_of(doc)[start:end]
    return Toponym(start=start, end=end, text=text, name=" ".join(text.split()))
