"""Who says so: the sayings of a report put together, and the chain of sources of one trigger.

A *saying* is a cue ("said", "according to", "cited"), its source and the stretch of text that is the content (the three
parts of PARC and PolNeAR: source, cue, content). Quotations that run over sentences keep their speaker. The chain
of a claim orders the sayings whose content holds its trigger from the innermost outwards: speaker, medium, agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from muster.extract.clauses import Range
from muster.extract.quotations import quotations
from muster.extract.relays import headline_sayings, noun_sayings, phrase_sayings, relay_sayings
from muster.extract.sayings import Saying, in_quotation, verb_sayings
from muster.extract.sources import Link, cues
from muster.extract.speakers import attributions
from muster.extract.syntax import children, dep, lemma, text_of
from muster.normalise.names import NameLexicon
from muster.record import Role

__all__ = ["Saying", "attributions", "chain", "content_spans", "cue_span", "sayings", "source_span"]

SPEECH = 25  # characters; what is shorter in quotation marks and no sentence is a quoted word
CLOSING = "\"”»'’›"
EDGES = " \t\n,;"
GAP = 700  # characters between a cue and a quotation that continues


def sayings(doc: Doc, names: NameLexicon) -> list[Saying]:
    """Every saying of the report, in order of its cue."""
    quotes = quotations(text_of(doc))
    quoted = in_quotation(doc, quotes)
    found = list(verb_sayings(doc, names, quotes))
    found.extend(relay_sayings(doc, names, quoted))
    found.extend(phrase_sayings(doc, names))
    found.extend(noun_sayings(doc, names))
    found.extend(headline_sayings(doc, names, quoted))
    taken = [content for saying in found for content in saying.content]
    found = [_with_quotations(saying, doc, quotes, taken) for saying in found]
    found = _carried(doc, found, quotes)
    return sorted(found, key=lambda s: (s.cue, s.size))


def chain(offset: int, found: Sequence[Saying], trigger: int, acting: frozenset[int] = frozenset()) -> list[Link]:
    """The sources of what stands at ``offset``, from the innermost saying outwards, each once.

    ``acting`` are words that are the actor of the claim itself: whoever accuses is no source of the accusing.
    """
    links: list[Link] = []
    seen: set[int] = set(acting)
    for saying in _layers(offset, found, trigger):
        for token, role in saying.links:
            passes_on = saying.cue != trigger or role is not Role.SPEAKER
            if passes_on and token.i not in seen:
                seen.add(token.i)
                links.append((token, role))
    return links


def _layers(offset: int, found: Sequence[Saying], trigger: int) -> list[Saying]:
    """The sayings around a trigger from the innermost outwards.

    A trigger that is a cue itself ("accused") heads them with the medium or agency that carries it.
    """
    covering = sorted((s for s in found if s.covers(offset) and s.cue != trigger), key=lambda s: (s.size, s.cue))
    return [*[s for s in found if s.cue == trigger][:1], *covering]


def cue_span(doc: Doc, saying: Saying) -> Range:
    """Token range of the cue as written: the verb with its auxiliaries, adverbs and particle, or the preposition."""
    cue = doc[saying.cue]
    parts = [cue.i, *[t.i for t in children(cue, "compound:prt", "fixed") if t.i == cue.i + 1]]
    start = cue.i
    while cue.pos_ == "VERB" and start > cue.sent.start and doc[start - 1].head == cue and _of_verb(doc[start - 1]):
        start -= 1
    end = max(parts) + 1
    return start, end + (1 if _leads_in(doc, saying, end) else 0)


def _leads_in(doc: Doc, saying: Saying, i: int) -> bool:
    """Whether token ``i`` is the preposition that the verb calls for, its phrase the content: "called *for*"."""
    calls = cues().oblique_verbs.get(lemma(doc[saying.cue]), frozenset())
    return i < len(doc) and doc[i].lower_ in calls and any(start == doc[i].idx for start, _ in saying.content)


def content_spans(doc: Doc, saying: Saying) -> tuple[Range, ...]:
    """What is said as half-open character ranges, without the cue's own preposition and the reporter's asides."""
    cue_end = cue_span(doc, saying)[1]
    cut = [*saying.asides, (doc[cue_end - 1].idx, doc[cue_end - 1].idx + len(doc[cue_end - 1].text))]
    kept = list(saying.content)
    for low, high in cut:
        kept = [piece for start, end in kept for piece in ((start, min(end, low)), (max(start, high), end))]
        kept = [(start, end) for start, end in kept if start < end]
    spans = [text_of(doc)[start:end] for start, end in kept]
    edges = [(len(s) - len(s.lstrip(EDGES)), len(s) - len(s.rstrip(EDGES))) for s in spans]
    ranges = [(start + left, end - right) for (start, end), (left, right) in zip(kept, edges, strict=True)]
    return tuple((start, end) for start, end in ranges if start < end)


def _of_verb(token: Token) -> bool:
    return dep(token) in ("aux", "advmod") and token.pos_ in ("AUX", "ADV", "PART")


def source_span(doc: Doc, saying: Saying) -> Range | None:
    """Token range of the source's whole phrase, with titles, appositions and relative clauses."""
    if saying.source is None:
        return None
    head = saying.source
    marks = {c.i for c in children(head, "case", "cc") if c.i < head.i}
    inside = {t.i for t in head.subtree} - {t.i for i in marks for t in doc[i].subtree}
    if head.i != saying.cue and saying.cue in inside:
        inside = {head.i}
    start = end = head.i
    while start - 1 in inside or (start > 0 and start - 2 in inside and doc[start - 1].is_space):
        start -= 1
    while end + 1 in inside and end + 1 != saying.cue:
        end += 1
    while end > start and (doc[end].is_punct or doc[end].is_space) and doc[end].text not in ')]"”':
        end -= 1
    return start, end + 1


def _with_quotations(saying: Saying, doc: Doc, quotes: Sequence[Range], taken: Sequence[Range]) -> Saying:
    """Extend content to the whole of a quotation that it touches, or that stands beside a bare cue.

    A bare cue takes a quotation of its sentence that no other saying has (``taken``: all content by grammar and
    layout), and one that a colon introduces.
    """
    content = list(saying.content)
    cue = doc[saying.cue]
    sentence = cue.sent
    start, end = sentence.start_char, sentence.end_char
    quoted = False
    for q_start, q_end in quotes:
        if q_start <= cue.idx < q_end:
            continue  # a cue inside the quotation speaks for part of it only
        touches = any(a < q_end and q_start < b for a, b in content)
        beside = not saying.content and q_start < end and start < q_end
        beside = beside and not any(a < q_end and q_start < b for a, b in taken)
        runs_on = touches and (q_end > end or q_start < start or _mostly_inside(q_start, q_end, content))
        if runs_on or beside or _introduced(text_of(doc), sentence, q_start):
            content.append((q_start, q_end))
            quoted = True
    return replace(saying, content=_merged(content), quoted=quoted) if quoted else saying


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that overlap made one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _introduced(text: str, sentence: Span, q_start: int) -> bool:
    """ "The spokesman said:" with the quotation as a sentence or paragraph of its own."""
    lead = sentence.text.rstrip()
    gap = text[sentence.start_char + len(lead) : q_start]
    return lead.endswith(":") and sentence.end_char <= q_start + 1 and not gap.strip() and len(gap) < 5


def _mostly_inside(start: int, end: int, content: Sequence[Range]) -> bool:
    inside = sum(max(0, min(end, b) - max(start, a)) for a, b in content)
    return inside * 2 > end - start


def _carried(doc: Doc, found: Sequence[Saying], quotes: Sequence[Range]) -> list[Saying]:
    """Quotations without a cue of their own are more content of the saying before them.

    That is the last saying in the same paragraph, or in the one before where the quotation opens its paragraph and
    goes on from another quotation.
    """
    known = sorted(found, key=lambda s: s.cue)
    for q_start, q_end in quotes:
        if not _is_speech(text_of(doc), q_start, q_end) or _claimed(q_start, q_end, known):
            continue
        if not _opens_sentence(doc, q_start):
            continue  # words before it in its sentence: not a quotation that continues
        at = _speaker_before(doc, known, q_start)
        if at is not None:
            known[at] = _extended(known[at], q_start, q_end)
    return _carried_back(text_of(doc), known, quotes)


def _carried_back(text: str, known: list[Saying], quotes: Sequence[Range]) -> list[Saying]:
    """A quotation left open at its paragraph's end has the speaker of the one that goes on from it."""
    for (start, end), (after, _) in reversed(list(pairwise(quotes))):
        if text[end - 1] in CLOSING or text[end:after].strip() or _claimed(start, end, known):
            continue
        speaking = [n for n, s in enumerate(known) if s.covers(after + 1)]
        if speaking:
            at = max(speaking, key=lambda n: known[n].size)
            known[at] = _extended(known[at], start, end)
    return known


def _extended(saying: Saying, start: int, end: int) -> Saying:
    return replace(saying, content=_merged([*saying.content, (start, end)]), quoted=True)


def _is_speech(text: str, start: int, end: int) -> bool:
    """A quotation long enough, or closed like a sentence; "the \"merger\"" is a quoted word."""
    return end - start >= SPEECH or text[start:end].rstrip(" \"'”’»")[-1:] in (".", "!", "?")


def _claimed(start: int, end: int, found: Sequence[Saying]) -> bool:
    return any(s.covers(start + 1) and _mostly_inside(start, end, s.content) for s in found)


def _opens_sentence(doc: Doc, q_start: int) -> bool:
    span = doc.char_span(q_start, q_start + 1, alignment_mode="expand")
    sentence = span[0].sent if span is not None and len(span) else None
    return sentence is None or not text_of(doc)[sentence.start_char : q_start].strip(" \n\t“\"'‘")


def _speaker_before(doc: Doc, known: Sequence[Saying], q_start: int) -> int | None:
    """Index of the saying that goes on at ``q_start``: the last one that is no part of another's quotation."""
    earlier = [n for n, s in enumerate(known) if s.content and doc[s.cue].idx < q_start and not _inside(doc, s)]
    if not earlier:
        return None
    last = earlier[-1]
    recent = max([doc[known[last].cue].idx, *[end for _, end in known[last].content if end <= q_start]])
    gap = text_of(doc)[recent:q_start]
    if len(gap) > GAP or gap.count("\n\n") > 1:
        return None
    return last


def _inside(doc: Doc, saying: Saying) -> bool:
    """Whether the cue stands in a quotation: what is told there does not speak on after it."""
    at = doc[saying.cue].idx
    return any(start < at < end for start, end in quotations(text_of(doc)))
