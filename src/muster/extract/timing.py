"""When an event is: which time expression of its sentence is its own, and what that comes to on the calendar.

A time expression dates the word that it hangs on. An event takes the times of its trigger and of the verbs that carry
it (the *chain* of its frame); where it has none, those that its sentence lets it share: of the clause it is coordinated
with, of the clause whose circumstance or outcome it is, of a plain verb whose argument it is. A time on a verb of
saying, planning or asking dates the saying, unless it lies ahead. Ranks order these, nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec
from spacy.tokens import Doc, Token

from muster.extract.apart import counted_apart
from muster.extract.lasting import day_itself, lasted, length_head, since_clause, up_to_now, year_before
from muster.extract.predicates import Frame
from muster.extract.sources import cues
from muster.extract.status_words import Effect, clause_effect, object_effect, status_words
from muster.extract.syntax import children, dep, is_passive, lemma, preposition, text_of, verb_lemma
from muster.extract.time_words import (
    NEAR,
    OCCASION,
    PASSED,
    VERBAL,
    as_of,
    before_noun,
    clefted,
    clefted_by_be,
    compares,
    opened_by_when,
    owned,
    ranks_among,
    right_behind,
    timex_governor,
)
from muster.normalise.dates import Reach, Tense, Timex, resolve_timex
from muster.normalise.dates.types import Base
from muster.record import Published, Status, When

END, SHARED, LOOSE = 10, 4, 7  # ranks: an end of the interval, a shared time, one of a verb that only has the event
ENDS = frozenset({Reach.UNTIL, Reach.THROUGH})
ATTITUDES = frozenset({Effect.PLANNED, Effect.POSSIBLE, Effect.REFUSED, Effect.DENIED, Effect.PREVENTED, Effect.REAL})
NOW = frozenset({"now", "currently", "so far", "to date", "at present"})
MEANWHILE = frozenset({"when", "as", "while"})
SAME_TIME = frozenset({"when", "as", "while", "where", "with"})


@dataclass(frozen=True)
class Dating:
    """A time expression that may date an event: the lower the rank, the surer. ``word`` is what it hangs on;
    ``speaking`` where that word only speaks of the event."""

    rank: int
    timex: Timex
    word: Token
    speaking: bool = False


def event_when(
    doc: Doc,
    around: Frame,
    timexes: Sequence[Timex],
    verdict: Status,
    published: Published,
    anchor: When | None,
    others: frozenset[int] = frozenset(),
) -> When | None:
    """When the event of a frame is: ``timexes`` are the report's, ``others`` the sentence's other trigger words."""
    found: list[tuple[Dating, When]] = []
    for dating in event_datings(doc, around, timexes, others, real=verdict in (Status.DONE, Status.ONGOING)):
        tense = Tense.PAST if dating.speaking else _tense(dating.word, verdict)
        base = _base(around, dating.timex, timexes, published) or anchor
        when = resolve_timex(up_to_now(dating.timex, dating.word), published, tense=tense, anchor=base)
        if when is not None and verdict is Status.DONE and _past(dating.word) and _begins_now(when, published):
            when = year_before(dating.timex, when, published)  # in June, what was done "on 14 August"
        if when is None or not (when.from_ or when.to):
            continue
        if dating.speaking and not _lies_ahead(when, published):
            continue
        if verdict is Status.DONE and dating.timex.text.lower() in NOW:
            continue  # "the toll *now* stands at six": the count is of now, what it counts is past
        found.append((dating, when))
    best = counted_apart(doc, around, timexes, published) or _joined(doc, found)
    return lasted(around.trigger, timexes, best) if found and _ceases(found[0][0].word) else best


def event_datings(
    doc: Doc, around: Frame, timexes: Sequence[Timex], others: frozenset[int] = frozenset(), *, real: bool = True
) -> list[Dating]:
    """The time expressions that may date the event, best first; one that is ``real`` shares those of the act that
    carries it out ("crossed on Monday *to escape*")."""
    sentence = around.trigger.sent
    inside = [t for t in timexes if sentence.start_char <= t.start < sentence.end_char]
    carriers = list(_carriers(around, real, inside))
    found = []
    for timex in inside:
        dating = _dating(doc, around, timex, carriers, others)
        if dating is not None:
            # says less than any other date of the sentence
            found.append(replace(dating, rank=dating.rank + END) if ranks_among(doc, timex) else dating)
    if not found:
        found = [Dating(SHARED, timex, word) for timex, word in since_clause(doc, around, inside)]
    if not found:
        found = list(_told_next(doc, around, timexes))
    return sorted(found, key=lambda d: (d.rank, abs(d.timex.start - around.trigger.idx), d.timex.start))


def _dating(
    doc: Doc, around: Frame, timex: Timex, carriers: Sequence[tuple[Token, int]], others: frozenset[int]
) -> Dating | None:
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    governor = timex_governor(doc, timex)
    if span is None or governor is None:
        return None
    late = END if timex.reach in (*ENDS, Reach.BY) else 0  # an end says less than a date of its own
    if clefted(around.trigger, span.start, span.end) or clefted_by_be(around.trigger, governor, span.root):
        return Dating(0, day_itself(timex), around.trigger)
    if opened_by_when(around.trigger, span.end):
        return Dating(0, day_itself(timex), around.trigger)
    if compares(doc, timex):
        return None
    if right_behind(around.trigger, span.start, span.end):
        return Dating(1, timex, around.trigger)
    current, decided = governor, False
    for step in range(NEAR + 1):
        for carrier, rank in carriers:
            if carrier.i == current.i:
                foreign = owned(span.root, governor) and not before_noun(span.start, carrier)
                if (step and foreign) or as_of(around.trigger, current):
                    return None
                speaking = _speaks(around, current, span.root) or (decided and current != around.trigger)
                return Dating(rank + step + late, timex, current, speaking)
        other = current.i in others and preposition(current) not in PASSED
        blocked = current.pos_ in VERBAL or other or dep(current) in ("acl", "advcl", "ccomp")
        if blocked or current.head == current:
            return None
        occasion = current.i in others
        if preposition(current) == "since" and timex.reach is Reach.AT:
            timex = replace(timex, reach=Reach.SINCE)  # "*since* the coup in 2021"
        current = current.head
        if occasion and dep(current) == "xcomp" and clause_effect(current.head) in ATTITUDES:
            current, decided = current.head, True  # "*agreed* to hold drills at a meeting in May"
    return None


def _carriers(around: Frame, real: bool, timexes: Sequence[Timex]) -> Iterator[tuple[Token, int]]:
    """The words whose times are the event's, with their ranks."""
    for rank, token in enumerate(around.chain):
        if rank and dep(around.trigger) == "conj" and token == around.trigger.head and token.pos_ in VERBAL:
            continue  # ranked below, as a shared time
        yield token, 2 * rank
    yield from _sharing(around, real, timexes)


def _sharing(around: Frame, real: bool, timexes: Sequence[Timex]) -> Iterator[tuple[Token, int]]:
    """Verbs outside the chain whose times the event shares."""
    top = around.predicate or around.trigger
    length = length_head(around.trigger, timexes)
    if length is not None and length.head.pos_ in VERBAL:
        yield length.head, LOOSE  # "three days of fighting *ended* on Monday"
        return
    if top.pos_ not in VERBAL:
        yield from _plain_verb(around)
        return
    for _ in range(2):
        head, relation = top.head, dep(top)
        if head == top:
            break
        if relation == "conj" and head.pos_ in VERBAL:
            if _looks_ahead(top) == _looks_ahead(head):
                yield head, SHARED
        elif relation == "acl" and top.tag_ == "VBG" and lemma(head) in cues().content_nouns | cues().media_nouns:
            yield head, SHARED  # "posted a letter on Friday *urging* them"
            if head.head.pos_ in VERBAL and dep(head) in ("obj", "obl", "nsubj"):
                yield head.head, SHARED + 1
            break
        elif relation in ("advcl", "xcomp", "ccomp") and head.pos_ in VERBAL and _same_time(top, real):
            yield head, SHARED + 1
        else:
            break
        top = head
    for other in children(around.predicate or around.trigger, "conj"):
        if other.pos_ in VERBAL and not children(other, "nsubj") and _looks_ahead(other) == _looks_ahead(other.head):
            yield other, LOOSE
    if any(lemma(aux) == "have" and aux.tag_ == "VBD" for aux in children(around.predicate or around.trigger, "aux")):
        return  # "had fought for two years *when* a truce was signed in 2019": before it
    for other in children(around.predicate or around.trigger, "advcl"):
        marks = {child.lower_ for child in children(other, "mark", "advmod")}
        if other.pos_ in VERBAL and marks & MEANWHILE and _looks_ahead(other) == _looks_ahead(other.head):
            yield other, LOOSE  # "was attacked *as it left* on Sunday"


def _same_time(clause: Token, real: bool) -> bool:
    """A circumstance or outcome: "killing ten", "when the trucks were ambushed"; no purpose, no cause."""
    marks = {child.lower_ for child in children(clause, "mark", "advmod")}
    if "to" in marks:
        return real and dep(clause) == "advcl"
    if dep(clause) == "ccomp":
        return False
    participle = clause.tag_ in ("VBG", "VBN") and not children(clause, "aux", "nsubj") and not marks
    return participle or bool(marks & SAME_TIME)


def _plain_verb(around: Frame) -> Iterator[tuple[Token, int]]:
    """ "beat off an attack *on Wednesday*": the verb of which the event is an argument, unless it speaks of it."""
    host = next((token for token in reversed(around.chain) if token.pos_ not in VERBAL), around.trigger)
    verb, relation = host.head, dep(host)
    prep = preposition(host)
    said = verb_lemma(verb) in status_words().speech and prep not in OCCASION  # but "said *at talks* on Monday"
    if verb == host or verb.pos_ not in VERBAL or said:
        return
    if relation == "obl" and prep not in ("for", "in", "during", "with", "as part of", "at", "by"):
        return
    if relation not in ("obj", "nsubj", "obl"):
        return
    if relation != "nsubj" and (object_effect(verb, prep) in ATTITUDES or clause_effect(verb) in ATTITUDES):
        return
    yield verb, LOOSE


def _looks_ahead(verb: Token) -> bool:
    return any(child.lower_ in ("will", "would", "shall", "to") for child in children(verb, "aux", "mark"))


def _speaks(around: Frame, word: Token, time: Token) -> bool:
    """Whether the word only speaks of the event, so that its time is no time of the event: "*agreed* in May to hold",
    "*announced* drills on Monday". A time behind the complement, or one after "for", is the event's."""
    if word == around.trigger or word.pos_ not in VERBAL:
        return False
    if object_effect(word, None) is Effect.POSTPONED:
        return preposition(time) not in ("to", "until", "till", "for", "from")
    behind = any(token.i < time.i for token in around.chain if token != word and token.head == word)
    complement = any(dep(t) == "xcomp" and t.head == word for t in around.chain)
    if complement:
        return not behind and clause_effect(word) in ATTITUDES
    said = lemma(word) in status_words().speech or lemma(word) in status_words().demands
    return said and not is_passive(word) and object_effect(word, None) in ATTITUDES


def _tense(word: Token, verdict: Status) -> Tense:
    """The tense to read a weekday by: the verb's own modal, else what the status says."""
    auxiliaries = children(word, "aux") if word.pos_ in VERBAL else []
    perfect = any(lemma(a) == "have" for a in auxiliaries)
    if any(a.tag_ == "MD" for a in auxiliaries) and not perfect:
        return Tense.FUTURE
    if verdict is Status.PLANNED:
        return Tense.FUTURE
    if dep(word) == "acl" and object_effect(word, None) is Effect.PLANNED:
        return Tense.FUTURE  # "the talks, *scheduled* for Thursday, were cancelled"
    if verdict is Status.POSSIBLE:
        past = perfect or (word.tag_ == "VBD" and word.pos_ in VERBAL)
        return Tense.PAST if past else Tense.FUTURE
    return Tense.PRESENT if verdict is Status.ONGOING else Tense.PAST


def _base(around: Frame, timex: Timex, timexes: Sequence[Timex], published: Published) -> When | None:
    """What "the day before", "two days later" count from where the sentence itself has named a day before them."""
    if getattr(timex.form, "base", None) is not Base.ANCHOR:
        return None
    start = around.trigger.sent.start_char
    earlier = [t for t in timexes if start <= t.start and t.end <= timex.start]
    found = (resolve_timex(t, published) for t in reversed(earlier))
    return next((when for when in found if when is not None and when.from_ and when.to), None)


def _past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") and not any(aux.lower_ == "being" for aux in children(verb, "aux", "aux:pass"))


def _ceases(word: Token) -> bool:
    return Effect.CEASED in (object_effect(word, None), clause_effect(word))


def _lies_ahead(when: When, published: Published) -> bool:
    return bool(published.to and when.from_ and when.from_ > published.to)


def _begins_now(when: When, published: Published) -> bool:
    """Whether a time runs from the report on: no time of what has been done."""
    if _lies_ahead(when, published):
        return True
    return bool(published.to and when.from_ == published.to and when.to and when.to > published.to)


def _told_next(doc: Doc, around: Frame, timexes: Sequence[Timex]) -> Iterator[Dating]:
    """ "... an attack. *It began* at dawn on Tuesday": a pronoun with a verb of taking place right behind the event."""
    trigger = around.trigger
    if trigger.pos_ != "NOUN" or trigger.sent.end >= len(doc):
        return
    following = doc[trigger.sent.end].sent
    root = following.root
    pronoun = "they" if trigger.tag_ == "NNS" else "it"
    subject = next(iter(children(root, "nsubj")), None)
    if subject is None or subject.lower_ != pronoun or lemma(root) not in status_words().occurrence - {"be", "hold"}:
        return
    for timex in timexes:
        if following.start_char <= timex.start < following.end_char and timex_governor(doc, timex) == root:
            yield Dating(SHARED, timex, root)


def _joined(doc: Doc, found: Sequence[tuple[Dating, When]]) -> When | None:
    """The best time; with the end that another one gives it, or narrowed to a finer one inside it."""
    if not found:
        return None
    dating, best = found[0]
    for other, when in found[1:]:
        if _listed(doc, dating.timex, other.timex) and best.from_ and best.to and when.from_ and when.to:
            return _spanning(doc, best, when, min(best.from_, when.from_), max(best.to, when.to))
        if _ends(dating, other) and best.from_ and when.to and when.to >= best.from_:
            return _spanning(doc, best, when, best.from_, when.to)
        if _ends(other, dating) and when.from_ and best.to and best.to >= when.from_:
            return _spanning(doc, when, best, when.from_, best.to)
        if other.rank < SHARED and _inside(when, best):
            best = when
    return best


def _spanning(doc: Doc, one: When, other: When, first: str, last: str) -> When:
    start, end = min(one.start or 0, other.start or 0), max(one.end or 0, other.end or 0)
    return msgspec.structs.replace(one, from_=first, to=last, text=text_of(doc)[start:end], start=start, end=end)


def _listed(doc: Doc, one: Timex, other: Timex) -> bool:
    """ "in 2018 *and 2019*": two times in one phrase."""
    between = text_of(doc)[min(one.end, other.end) : max(one.start, other.start)].split()
    return between in (["and"], [",", "and"], ["&"])


def _ends(start: Dating, end: Dating) -> bool:
    """ "began on May 3 and *ended on May 9*", "which began on May 3, *ended*" then; "from Monday *until May 9*"."""
    if start.timex.reach in (*ENDS, Reach.BY) or start.speaking:
        return False
    if end.timex.reach in ENDS and end.rank < END + SHARED:
        return end.word.pos_ in VERBAL
    begins = object_effect(start.word, None) is Effect.BEGUN or clause_effect(start.word) is Effect.BEGUN
    return begins and object_effect(end.word, None) is Effect.CEASED


def _inside(inner: When, outer: When) -> bool:
    if not (inner.from_ and inner.to and outer.from_ and outer.to):
        return False
    return outer.from_ <= inner.from_ and inner.to <= outer.to and (inner.from_, inner.to) != (outer.from_, outer.to)
