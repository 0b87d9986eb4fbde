"""The time expressions of a running text with their values: tense from cue words, anchors from what was said before.

An expression that counts from another ("the same day", "a year earlier", "the quarter") counts from the last date told.
Two things are kept apart from that one date, as reports do: the period reported on (a month or quarter that is over),
from which comparisons count ("$5 million, up from $4 million a year ago" is the same quarter of the year before), and
the comparisons themselves, from which nothing counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from muster.normalise.dates.find import find_timexes
from muster.normalise.dates.reading import Reading, explain
from muster.normalise.dates.rules_calendar import PERIOD_OF_YEAR
from muster.normalise.dates.tense import tense_at
from muster.normalise.dates.timex3 import timex3_value
from muster.normalise.dates.types import (
    Base,
    Calendar,
    Day,
    Duration,
    Form,
    Month,
    Part,
    Quarter,
    Reach,
    Reference,
    Season,
    Shift,
    Tense,
    Timex,
    TimexType,
    Weekday,
    Years,
)
from muster.normalise.numerals import load_words
from muster.record import Precision, Published, When

_NEAR = 90  # characters before an expression in which a word of comparison is looked for
_PERIODS = frozenset({Precision.MONTH, Precision.SEASON})
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"“'‘(])|\n[ \t\r]*\n")
_ENDED = re.compile(r",?\s+(?:ended|ending|ends)\s+(?:on\s+)?$")
_FIGURE_BEFORE = re.compile(
    r"\d[\d,.]*(?: [a-z]+)?,? $|\ba share,? $"
)  # "31 a year ago", "four cents a share, a year ago"
_HALF_QUARTER = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression as it stands in its text: ``tense`` of its clause, how it was read, its TIMEX3 value."""

    timex: Timex
    tense: Tense
    reading: Reading
    value: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told so far: the last date and where it ends, the quarter last named, the period reported on.

    ``period`` is the latest month or quarter named that is over; ``near`` the one named last, up to ``until``, None
    where that was a length of months ("in the nine months").
    """

    last: When | None = None
    end: int = -1
    quarter: When | None = None
    period: When | None = None
    near: When | None = None
    until: int = -1


def read_timexes(text: str, published: Published | tuple[date, date] | date) -> list[Dated]:
    """The time expressions of ``text`` in order, resolved in the light of those before them.

    >>> [dated.value for dated in read_timexes("On 3 May 2021 they met; two days later they left.", date(2021, 6, 1))]
    ['2021-05-03', '2021-05-05']
    """
    told = _Told()
    found = []
    timexes = find_timexes(text)
    for index, timex in enumerate(timexes):
        compared = _compares(text, timex)
        period = _compared_with(told, text, timex.start)
        if compared and period is not None:
            timex = replace(timex, form=_from_anchor(timex.form))
        if timex.rule == PERIOD_OF_YEAR:
            timex, compared = replace(timex, form=_same_quarter(timex.form, told)), True
        tense = tense_at(text, timex.start, timex.end)
        anchor = told.last
        if _is_quarter(timex):
            anchor = told.quarter or _by_its_end(text, timex, timexes[index + 1 : index + 2], published)
        elif period is not None and _of_period(timex):
            anchor = period
        elif compared and not _one_sentence(text, told.end, timex.start):
            anchor = _today(published)
        whole = timex.form.of if isinstance(timex.form, Part) else timex.form
        if anchor is None and isinstance(whole, Calendar):
            anchor = _today(published)  # "earlier in the day", with no day named before
        reading = explain(timex, published, tense=tense, anchor=anchor)
        if timex.ends:
            found += _both_ends(timex, tense, reading, published)
        else:
            found.append(Dated(timex, tense, reading, timex3_value(timex, reading.named)))
        if not compared:
            told = _with(told, timex, reading.when, _today(published))
    return found


def _today(published: Published | tuple[date, date] | date) -> When | None:
    """The day of publication, where it is known as one day."""
    if isinstance(published, Published):
        first, last = published.from_, published.to
    else:
        ends = published if isinstance(published, tuple) else (published, published)
        first, last = (end.isoformat() for end in ends)
    return When(from_=first, to=last, precision=Precision.DAY) if first and first == last else None


def _compared_with(told: _Told, text: str, start: int) -> When | None:
    """The period that a comparison counts from: that of its sentence, else the one reported on."""
    here = told.until >= 0 and (told.near is None or _one_sentence(text, told.until, start))
    return told.near if here else told.period


def _one_sentence(text: str, end: int, start: int) -> bool:
    """Whether no sentence ends between the end of one expression (-1 for none) and the start of another."""
    return end >= 0 and not _SENTENCE_END.search(text, end, start + 1)


def _with(told: _Told, timex: Timex, when: When | None, today: When | None) -> _Told:
    """What is told once ``timex`` has been read."""
    if isinstance(timex.form, Duration) and timex.form.unit == "month":
        return replace(told, near=None, until=timex.end)
    if when is None or not _anchors(timex, when):
        return told
    told = replace(told, last=when, end=timex.end)
    if when.precision not in _PERIODS or isinstance(timex.form, Season):
        return told
    told = replace(told, near=when, until=timex.end)
    over = today is None or (when.to or "") < (today.from_ or "")
    if over and (told.period is None or (when.from_ or "") >= (told.period.from_ or "")):
        told = replace(told, period=when)  # of an earlier one only its own sentence speaks
    return replace(told, quarter=when) if when.precision is Precision.SEASON else told


def _by_its_end(
    text: str, timex: Timex, following: Sequence[Timex], published: Published | tuple[date, date] | date
) -> When | None:
    """ "the quarter ended July 31": the calendar's quarter that has most of its days, by a day in its middle."""
    if not following or not _ENDED.fullmatch(text, timex.end, following[0].start):
        return None
    end = explain(following[0], published).named
    if end is None or end.to is None or end.precision is not Precision.DAY:
        return None
    middle = (date.fromisoformat(end.to) - _HALF_QUARTER).isoformat()
    return When(from_=middle, to=middle, precision=Precision.SEASON)


def _both_ends(
    timex: Timex, tense: Tense, reading: Reading, published: Published | tuple[date, date] | date
) -> list[Dated]:
    """A range as TimeML has it, an expression for each end with a value of its own; the interval is that of both."""
    named = reading.named
    days = (named.from_, named.to) if named is not None else (None, None)
    found = []
    for end, day in zip(timex.ends, days, strict=True):
        fixed = replace(end, form=_on(end.form, date.fromisoformat(day)) if day else end.form, reach=Reach.AT)
        value = timex3_value(fixed, explain(fixed, published, tense=tense).named)
        found.append(Dated(end, tense, reading, value))
    return found


def _on(form: Form, day: date) -> Form:
    """An end without its year, fixed by a day of the range."""
    match form:
        case Weekday():
            return Day(day.month, day.day, day.year)
        case Day(year=None) | Month(year=None) | Quarter(year=None):
            return replace(form, year=day.year, in_year=None)
    return form


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
    compared = bool(words & frozenset(load_words("time.yaml")["comparison"])) and any(c.isdigit() for c in before)
    return compared or bool(_FIGURE_BEFORE.search(before))


def _same_quarter(form: Form, told: _Told) -> Form:
    """ "the 1988 period": the quarter reported on, in that year; the year where a length of months was named last."""
    period = told.period if told.near is not None else None
    if not isinstance(form, Years) or period is None or period.precision is not Precision.SEASON or not period.from_:
        return form
    return Quarter((int(period.from_[5:7]) + 2) // 3, 4, form.first)


def _from_anchor(form: Form) -> Form:
    """A comparison counts from the period reported on."""
    return replace(form, base=Base.ANCHOR) if isinstance(form, Shift) else form
