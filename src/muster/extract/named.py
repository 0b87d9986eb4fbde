"""Events with names of their own: "the Cobra Gold exercise", "a drill, Bulwark", "Operation Joliet".

Where a report ties a name to an event word once, the bare name is a trigger from then on: "Cobra Gold will run until
Friday". The names come from the report itself, none from a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from muster.extract.predicates import light_verbs
from muster.extract.syntax import children, dep, lemma, text_of
from muster.extract.triggers import Match

NAMED_TYPES = frozenset({"exercise", "offensive"})
NEAR = 6  # tokens between an event noun and the name that it is given
OTHER_NAMES = frozenset({"LOC", "NORP", "PER", "ORG"})


@dataclass(frozen=True)
class NamedEvent:
    """A name with the match that introduced it."""

    name: str
    match: Match


def named_events(doc: Doc, matches: Iterable[Match]) -> list[NamedEvent]:
    """Names that the report gives to its events, longest first."""
    found: dict[str, NamedEvent] = {}
    for match in matches:
        if match.type not in NAMED_TYPES or match.token.pos_ not in ("NOUN", "PROPN"):
            continue
        for start, end in _name_spans(doc, match.token):
            name = re.sub(r"[-\s]?(?:19|20)?\d\d$", "", doc[start:end].text).strip(" -\"'“”")
            if len(name) > 2 and name[0].isupper() and not name.isupper():
                found.setdefault(name, NamedEvent(name, match))
    return sorted(found.values(), key=lambda n: (-len(n.name), n.name))


def _name_spans(doc: Doc, noun: Token) -> list[tuple[int, int]]:
    spans = []
    for child in children(noun, "compound", "flat", "appos", "nmod"):
        if child.pos_ == "PROPN" and (dep(child) != "nmod" or child.dep_ in ("nmod:desc", "nmod:unmarked")):
            span = _proper_run(doc, child, noun)
            # "exercise *Iron Shield*", "Kenya's *Iron Shield* exercise": no body's name, whatever the name finder took
            owned = any(owner.i < child.i for owner in children(noun, "nmod:poss"))
            loose = dep(child) in ("appos", "flat") or owned
            if span and (loose or not any(t.ent_type_ in OTHER_NAMES for t in doc[span[0] : span[1]])):
                spans.append(span)
    for clause in children(noun, "acl"):
        if lemma(clause) in light_verbs().naming:
            for child in children(clause, "obj", "xcomp", "obl", "dep"):
                if child.pos_ == "PROPN" and (span := _proper_run(doc, child, noun)):
                    spans.append(span)
    return spans


def _proper_run(doc: Doc, token: Token, noun: Token) -> tuple[int, int] | None:
    """The capitalised words around a token, without the event noun."""
    start = end = token.i
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].i != noun.i:
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].pos_ in ("PROPN", "NUM") and doc[end + 1].i != noun.i:
        end += 1
    words = doc[start : end + 1]
    if any(w.ent_type_ == "LOC" for w in words):
        return None
    return (start, end + 1) if words.text[:1].isupper() else None


def name_tokens(doc: Doc, names: Sequence[NamedEvent]) -> frozenset[int]:
    """Token indexes of every mention of the names: they name events, nobody who acts."""
    found: set[int] = set()
    for named in names:
        for hit in _mentions(named.name, text_of(doc)):
            span = doc.char_span(hit.start(), hit.end(), alignment_mode="expand")
            found.update(token.i for token in span or ())
    return frozenset(found)


def _mentions(name: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"\b{re.escape(name)}(?:[-\s](?:19|20)?\d\d)?\b", text)


def _introduces(start: int, noun: Token) -> bool:
    """Whether the name stands where it is given: in the event noun's own sentence, close behind it."""
    return noun.i < start <= noun.i + NEAR and noun.doc[start].sent == noun.sent


def bare_mentions(doc: Doc, names: Sequence[NamedEvent], known: Sequence[Match]) -> list[tuple[int, int, NamedEvent]]:
    """Token ranges where a name stands without an event word beside it."""
    taken = {m.token.i for m in known}
    found: list[tuple[int, int, NamedEvent]] = []
    covered: set[int] = set()
    for named in names:
        for hit in _mentions(named.name, text_of(doc)):
            span = doc.char_span(hit.start(), hit.end(), alignment_mode="expand")
            if span is None or any(t.i in covered for t in span):
                continue
            covered.update(t.i for t in span)
            around = {span.root.head.i, *[t.i for t in span], *[c.i for c in span.root.children]}
            if not around & taken and not _introduces(span.start, named.match.token):
                found.append((span.start, span.end, named))
    return found
