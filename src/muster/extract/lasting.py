"""How long events have lasted: "have fought for two years", "since troops left in March", "three days of fighting"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec
from spacy.tokens import Doc, Token

from muster.extract.predicates import Frame
from muster.extract.syntax import children, dep, lemma
from muster.extract.time_words import VERBAL
from muster.extract.words import in_list
from muster.normalise.dates import Reach, Timex, resolve_timex
from muster.normalise.dates.types import Day, Duration, Month, Rolling, TimexType
from muster.record import Published, When

BARE = "bare duration"
IN_DAYS = {"day": 1, "week": 7}


def up_to_now(timex: Timex, word: Token) -> Timex:
    """ "have clashed *for two years*": a length with "for" on a present perfect is the time up to the report.

    Not where the verb sets a term ("has been jailed for two years"). Any other expression is given as it is.
    """
    form = timex.form
    if not isinstance(form, Duration) or timex.reach is not Reach.FOR or timex.rule == BARE:
        return timex  # "for years" says no day
    if in_list(word, "term_verbs"):
        return timex
    perfect = any(lemma(a) == "have" and a.tag_ in ("VBP", "VBZ") for a in children(word, "aux"))
    return replace(timex, form=Rolling(form.count, form.unit, -1), type=TimexType.DATE) if perfect else timex


def since_clause(doc: Doc, around: Frame, timexes: Sequence[Timex]) -> Iterator[tuple[Timex, Token]]:
    """ "have shelled the town *since the garrison left on May 20*": the day that the other clause tells opens the time.

    Gives that expression, opened, and the verb of its clause.
    """
    verb = around.predicate or around.trigger
    for clause in (clause for one in (verb, *children(verb, "conj")) for clause in children(one, "advcl")):
        if clause.pos_ in VERBAL and any(mark.lower_ == "since" for mark in children(clause, "mark")):
            inside = {token.i for token in clause.subtree}
            for timex in timexes:
                span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
                if span is not None and span.root.i in inside and timex.reach is Reach.AT:
                    yield replace(timex, reach=Reach.SINCE), clause


def length_head(word: Token, timexes: Sequence[Timex]) -> Token | None:
    """The head of the length that an event fills: "days" of "three days of *fighting*"."""
    head = word.head
    if dep(word) not in ("nmod", "acl") or not any(child.lower_ == "of" for child in children(word, "case", "mark")):
        return None
    return head if _length_at(head, timexes) is not None else None


def _length_at(head: Token, timexes: Sequence[Timex]) -> Timex | None:
    lengths = (t for t in timexes if isinstance(t.form, Duration) and t.start <= head.idx < t.end)
    return next(lengths, None)


def lasted(word: Token, timexes: Sequence[Timex], end: When | None) -> When | None:
    """ "*Three days* of fighting ended on Monday": from two days before; ``end`` where no length is told."""
    length = _length_at(word.head, timexes) if length_head(word, timexes) is not None else None
    if length is None or end is None or end.from_ is None or end.from_ != end.to:
        return end
    form = length.form
    days = IN_DAYS.get(form.unit) if isinstance(form, Duration) else None
    if not isinstance(form, Duration) or days is None or form.count.low != form.count.high:
        return end
    first = date.fromisoformat(end.from_) - timedelta(days=int(form.count.low * days) - 1)
    return msgspec.structs.replace(end, from_=first.isoformat(), approximate=True)


def day_itself(timex: Timex) -> Timex:
    """The day itself, where a clause hangs on it: "since 2017, *when* a general was killed"."""
    return replace(timex, reach=Reach.AT) if timex.reach is Reach.SINCE else timex


def year_before(timex: Timex, when: When, published: Published) -> When | None:
    """The same day or month of the year before; None for other expressions ("days later", "the next five days")."""
    form = timex.form
    if not isinstance(form, Day | Month) or form.year is not None or form.in_year is not None or not when.from_:
        return None
    return resolve_timex(replace(timex, form=replace(form, year=int(when.from_[:4]) - 1)), published)
