"""Given mentions of events as muster's linker takes them: claims of reports.

A mention is read as a trigger of the codebook would be: its head word has a frame, and muster's own rules fill the
slots (participants, place, time, figures, status, sources) from it. Where a rule of the codebook fires on the word, its
roles hold, else the usual ones of verbs and nouns. The type is that of the codebook, or, as the sets that are read here
tell a killing from the shooting that caused it, the deed that the word names: *shot* and *shooting* are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from benchmarks.coref.documents import Document, Mention
from muster.codebook import Codebook, EventType, Roles, TriggerRule
from muster.extract import Extractor
from muster.extract.claims import Reading
from muster.extract.predicates import frame
from muster.extract.syntax import lemma
from muster.extract.triggers import Match
from muster.language import parse
from muster.link.text import deed
from muster.pipeline import dated
from muster.read import read_text
from muster.record import Claim, Report, Trigger

CLOSING = frozenset(".,;:!?)]}%'’”") | {"n't", "...", "''"}
OPENING = frozenset("([{$“") | {"``"}
QUOTES = {"``": "“", "''": "”"}
ADDRESS = re.compile(r"(?:https?|www)\b", re.IGNORECASE)
VERB = Roles(actor=("subj",), recipient=("obj", "iobj"))
NOUN = Roles(actor=("subj", "poss", "by", "mod"), recipient=("of", "obj"))


@dataclass(frozen=True)
class Given:
    """A document as a report with a claim for each mention. ``lemmas``: of their head words."""

    report: Report
    claims: tuple[Claim, ...]
    lemmas: tuple[str, ...]


def claims_of(document: Document, extractor: Extractor) -> Given:
    """Read ``document`` and make a claim of each of its mentions; a claim's number is its mention's."""
    report, places = report_of(document)
    doc = parse(report.text, hard_breaks=[line[-1][1] + 1 for line in places if line])
    heads = [_head(doc, places[mention.sentence], mention) for mention in document.mentions]
    fired = {match.token.i: match for sentence in doc.sents for match in extractor.index.find(sentence)}
    lemmas = tuple(lemma(head) for head in heads)
    reader = Extractor(with_types(extractor.codebook, lemmas), extractor.gazetteer, extractor.names)
    reading = Reading.of(report, doc, reader)
    claims = []
    for number, head in enumerate(heads):
        rule = reader.codebook.types[lemma(head)].triggers[0]
        plain = Match(lemma(head), rule, 0, head, head.i, head.i + 1, frame(head))
        claim = reading.claim(fired.get(head.i, plain), head.sent) or reading.claim(plain, head.sent)
        assert claim is not None, "only a state of the codebook that nobody holds makes no claim"
        trigger = Trigger(text=head.text, start=head.idx, end=head.idx + len(head.text))
        claims.append(replace(claim, id=f"c{number}", report=report.id, trigger=trigger))
    return Given(report, tuple(claims), lemmas)


def typed_by_deed(given: Given) -> Given:
    """The same with the deed that its word names as the type of each claim."""
    claims = (replace(claim, type=deed(word)) for claim, word in zip(given.claims, given.lemmas, strict=True))
    return Given(given.report, tuple(claims), given.lemmas)


def with_types(codebook: Codebook, names: Iterable[str]) -> Codebook:
    """The codebook with a type of one word for each name that it has no type for."""
    new = {name: _entry(name) for name in sorted(set(names))}
    return replace(codebook, types=new | codebook.types)


def _entry(name: str) -> EventType:
    rule = TriggerRule(words=(name,), pos=("VERB", "NOUN"))
    return EventType(label=name, definition=name, family=name, triggers=(rule,), roles=VERB, noun_roles=NOUN)


def report_of(document: Document) -> tuple[Report, list[list[tuple[int, int]]]]:
    """The document as a report, a sentence a line, and the offsets of every token by sentence.

    An address in the first line is the page's: the day that it bears is the day of publication.
    """
    address = None
    lines = list(document.sentences)
    if lines and lines[0] and ADDRESS.match(lines[0][0]):
        address = "".join(lines[0])
    pieces: list[str] = []
    places: list[list[tuple[int, int]]] = []
    at = 0
    for number, line in enumerate(lines):
        found: list[tuple[int, int]] = []
        glued = True
        for token in line if address is None or number else ():
            word = QUOTES.get(token, token)
            if not glued and token not in CLOSING and not token.startswith(("'s", "’s")):
                pieces.append(" ")
                at += 1
            pieces.append(word)
            found.append((at, at + len(word)))
            at += len(word)
            glued = token in OPENING
        pieces.append("\n")
        at += 1
        places.append(found)
    text = "".join(pieces)
    known = read_text(text or "-", source=document.name, url=address)
    return dated(replace(known, id=f"r-{document.name}", text=text, boilerplate=())), places


def _head(doc: Doc, places: Sequence[tuple[int, int]], mention: Mention) -> Token:
    """The word of the mention that the others hang on."""
    spans = [doc.char_span(*places[token], alignment_mode="expand") for token in mention.tokens]
    words = [word for span in spans for word in span or () if not word.is_space]
    inside = {word.i for word in words}
    return next((word for word in words if word.head == word or word.head.i not in inside), words[0])
