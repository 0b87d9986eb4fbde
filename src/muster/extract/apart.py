"""Events dated by how long before another they were: "a week after 44 died", "two days after rebels took the town"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from muster.extract.predicates import Frame
from muster.extract.syntax import children, lemma
from muster.normalise.dates import Timex, resolve_timex
from muster.normalise.dates.types import Base, Count, Duration, Shift, TimexType
from muster.record import Published, When

SIGNS = {"after": -1, "before": 1}
IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}  # longer lengths are counted as the calendar has them
COMING = frozenset({"come", "follow"})  # "the attack comes a week after": the news itself, whatever its tense


def counted_apart(doc: Doc, around: Frame, timexes: Sequence[Timex], published: Published) -> When | None:
    """The days of an event that its sentence sets so many days after or before another, whose own day it tells or which
    is the news itself ("it comes a week after"). None where nothing of the kind is said."""
    sentence = around.trigger.sent
    inside = [t for t in timexes if sentence.start_char <= t.start < sentence.end_char]
    for timex in inside:
        sign = _sign(doc, around, timex)
        form = timex.form
        if sign == 0 or not isinstance(form, Duration) or form.count.low != form.count.high:
            continue
        base = _other_day(doc, around, timex, inside, published)
        if base is None:
            return None
        days = IN_DAYS.get(form.unit)
        count, unit = (Count(form.count.low * days, form.count.high * days), "day") if days else (form.count, form.unit)
        counted = replace(timex, form=Shift(count, unit, sign, Base.ANCHOR), type=TimexType.DATE, mod="APPROX")
        return resolve_timex(counted, published, anchor=base)
    return None


def _sign(doc: Doc, around: Frame, timex: Timex) -> int:
    """-1 where "after" stands right behind the length and marks the event's own clause or noun, +1 for "before"."""
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    if span is None or span.end >= len(doc):
        return 0
    word = doc[span.end]
    # a parser may hang it on the clause's subject
    marked = (word.head, word.head.head) if word.head.dep_ == "nsubj" else (word.head,)
    own = any(token == head for token in (around.trigger, around.predicate, *around.chain) for head in marked)
    return SIGNS.get(word.lower_, 0) if own and word.dep_ in ("mark", "case") else 0


def _other_day(doc: Doc, around: Frame, length: Timex, inside: Sequence[Timex], published: Published) -> When | None:
    """The day of the other event: the only one told outside the clause of this one, else that of the news itself."""
    clause = {token.i for token in (around.predicate or around.trigger).subtree}
    days = []
    for timex in inside:
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is None or timex == length or any(token.i in clause for token in span):
            continue
        when = resolve_timex(timex, published)
        if when is not None and when.from_ and when.from_ == when.to:
            days.append(when)
    if days:
        return days[0] if len(days) == 1 else None
    main = next(_verbs_above(around.predicate or around.trigger), None)
    if main is None or not (main.tag_ in ("VBZ", "VBP") or lemma(main) in COMING):
        return None
    known = published.from_ is not None and published.from_ == published.to
    return When(from_=published.from_, to=published.to) if known and not children(main, "aux") else None


def _verbs_above(token: Token) -> Iterator[Token]:
    return (above for above in token.ancestors if above.pos_ == "VERB")
