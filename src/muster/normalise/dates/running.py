"""The time expressions of a running text with their values: tense from cue words, anchors from what was said before.

An expression that counts from another ("the same day", "a year earlier", "the quarter") counts from the last date told.
Two things are kept apart from that one date, as reports do: the period reported on (the last month or quarter), from
which comparisons count ("$5 million, up from $4 million a year ago" is the same quarter of the year before), and the
comparisons themselves, from which nothing counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from muster.normalise.dates.find import find_timexes
from muster.normalise.dates.reading import Reading, explain
from muster.normalise.dates.tense import tense_at
from muster.normalise.dates.timex3 import timex3_value
from muster.normalise.dates.types import Base, Calendar, Form, Reference, Shift, Tense, Timex, TimexType
from muster.normalise.numerals import load_words
from muster.record import Precision, Published, When

_NEAR = 90  # characters before an expression in which a word of comparison is looked for
_PERIODS = frozenset({Precision.MONTH, Precision.SEASON})
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"“'‘(])")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression as it stands in its text: ``tense`` of its clause, how it was read, its TIMEX3 value."""

    timex: Timex
    tense: Tense
    reading: Reading
    value: str


def read_timexes(text: str, published: Published | tuple[date, date] | date) -> list[Dated]:
    """The time expressions of ``text`` in order, resolved in the light of those before them.

    >>> [dated.value for dated in read_timexes("On 3 May 2021 they met; two days later they left.", date(2021, 6, 1))]
    ['2021-05-03', '2021-05-05']
    """
    last: When | None = None
    period: When | None = None
    quarter: When | None = None
    found = []
    for timex in find_timexes(text):
        compared = _compares(text, timex)
        if compared and period is not None:
            timex = replace(timex, form=_from_anchor(timex.form))
        tense = tense_at(text, timex.start, timex.end)
        anchor = quarter if _is_quarter(timex) else (period if period and _of_period(timex) else last)
        reading = explain(timex, published, tense=tense, anchor=anchor)
        found.append(Dated(timex, tense, reading, timex3_value(timex, reading.when)))
        when = reading.when
        if when is None or compared or not _anchors(timex, when):
            continue
        last = when
        if when.precision in _PERIODS:
            period = when
        if when.precision is Precision.SEASON:
            quarter = when
    return found


def _anchors(timex: Timex, when: When) -> bool:
    """Whether later expressions may count from it: a closed time that is no "now" or "recently"."""
    placed = timex.type in (TimexType.DATE, TimexType.TIME) and not isinstance(timex.form, Reference)
    return placed and when.from_ is not None and when.to is not None


def _of_period(timex: Timex) -> bool:
    """ "a year earlier", "a year ago" of a comparison: of the period reported on, not of a day within it."""
    form = timex.form
    return isinstance(form, Shift) and form.unit == "year" and form.base is Base.ANCHOR


def _is_quarter(timex: Timex) -> bool:
    """ "the quarter": the last one named, whatever month or day was named since."""
    form = timex.form
    return isinstance(form, Calendar) and form.unit == "quarter" and form.base is Base.ANCHOR


def _compares(text: str, timex: Timex) -> bool:
    """Whether a year before is named to compare with it: "the year-earlier quarter", "from ten a year ago"."""
    form = timex.form
    if not isinstance(form, Shift) or (form.unit, form.sign, form.count.low, form.count.high) != ("year", -1, 1, 1):
        return False
    if timex.text.lower().startswith(("year-", "the year-")):
        return True
    before = _SENTENCE_END.split(text[max(0, timex.start - _NEAR) : timex.start + 1])[-1][:-1].lower()
    words = set(re.findall(r"[a-z]+", before))
    return bool(words & frozenset(load_words("time.yaml")["comparison"])) and any(c.isdigit() for c in before)


def _from_anchor(form: Form) -> Form:
    """A comparison counts from the period reported on."""
    return replace(form, base=Base.ANCHOR) if isinstance(form, Shift) else form
