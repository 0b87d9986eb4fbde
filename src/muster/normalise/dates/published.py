"""When a report without a date was published, as far as its own words tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from muster.normalise.dates import calendar as cal
from muster.normalise.dates.find import find_timexes
from muster.normalise.dates.resolve import Context, interval_of
from muster.normalise.dates.tense import tense_at
from muster.normalise.dates.types import (
    Base,
    Calendar,
    Day,
    Interval,
    Month,
    Part,
    Range,
    Reach,
    Tense,
    Timex,
    TimexType,
    Weekday,
    Years,
)
from muster.record import DateBasis, Published

# News names a weekday for days within a week; it rarely goes without a date of the last year.
_WEEK = timedelta(days=6)
_YEAR = timedelta(days=366)
# "next month" and "August 5-10" speak of one thing when this near in the text, or when both look ahead.
_TOGETHER, _BOTH_AHEAD = 120, 800
# A report says "on Thursday" of its own news within this many characters from its beginning.
_LEAD = 600
_OPEN = frozenset({Reach.UNTIL, Reach.BY, Reach.THROUGH, Reach.BEFORE})


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What explicit dates allow: published no earlier than ``first``, no later than ``last``; with their words."""

    first: date | None
    last: date | None
    text: str | None


def infer_published(text: str, timexes: Sequence[Timex] | None = None) -> Published | None:
    """The interval in which ``text`` was published, by its words; None where they say nothing. ``basis`` is text.

    In order of strength: a past weekday with its date ("on Wednesday, July 14") was within the week before; "next
    month" beside a named month gives the month of publication; the lead's past weekday is the first one from the last
    day that the report tells of; past dates with their year are a lower bound and coming ones an upper. A date without
    its year takes the first year in which weekday and day agree after the lower bound, and is left aside where that
    lies more than a year later.
    """
    found = list(find_timexes(text) if timexes is None else timexes)
    tenses = [tense_at(text, timex.start, timex.end) for timex in found]
    bounds = _bounds(found, tenses)
    sources = (_from_weekdays(found, tenses, bounds), _from_months(found, tenses, bounds), _from_lead(found, tenses))
    for interval, words in chain.from_iterable(sources):
        first = max(interval.first or date.min, bounds.first or date.min)
        last = min(interval.last or date.max, bounds.last or date.max)
        if first <= last:
            return Published(from_=first.isoformat(), to=last.isoformat(), basis=DateBasis.TEXT, text=words)
    if bounds.first is None:
        return None
    until = bounds.last if bounds.last and bounds.last >= bounds.first else None
    return Published(
        from_=bounds.first.isoformat(), to=until.isoformat() if until else None, basis=DateBasis.TEXT, text=bounds.text
    )


def narrow_published(text: str, published: Published) -> Published:
    """``published``, an interval known from elsewhere, narrowed by the report's own words.

    "next month ... August 5-10" keeps the days of July, the lead's past "Monday" the Mondays from first to last. Words
    that contradict the interval narrow nothing.
    """
    if published.from_ is None or published.to is None:
        return published
    first, last = date.fromisoformat(published.from_), date.fromisoformat(published.to)
    found = find_timexes(text)
    tenses = [tense_at(text, timex.start, timex.end) for timex in found]
    for month, _ in _from_months(found, tenses, _Bounds(first, last, None)):
        if month.first and month.last and month.first <= last and first <= month.last:
            first, last = max(first, month.first), min(last, month.last)
    lead = _lead_weekday(found, tenses)
    if lead is not None:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        named = [day for day in days if day.weekday() == lead[0].weekday]
        if named:
            first, last = named[0], named[-1]
    return Published(from_=first.isoformat(), to=last.isoformat(), basis=published.basis, text=published.text)


def _bounds(found: list[Timex], tenses: list[Tense]) -> _Bounds:
    first: date | None = None
    last: date | None = None
    text: str | None = None
    for timex, tense in zip(found, tenses, strict=True):
        named = _explicit(timex)
        if named is None or named.first is None or named.last is None or timex.reach in _OPEN:
            continue
        if tense is Tense.FUTURE:
            last = min(last or named.last, named.last)
        elif first is None or named.first > first:
            first, text = named.first, timex.text
    return _Bounds(first, last, text)


def _explicit(timex: Timex) -> Interval | None:
    """The interval of a form that names its own year."""
    form = timex.form.of if isinstance(timex.form, Part) else timex.form
    form = form.last if isinstance(form, Range) else form
    if not (isinstance(form, Day | Month) and form.year is not None) and not (
        isinstance(form, Years) and form.count == 1
    ):
        return None
    return interval_of(form, Context(None, Tense.PAST, None))


def _from_weekdays(found: list[Timex], tenses: list[Tense], bounds: _Bounds) -> Iterator[tuple[Interval, str]]:
    """ "on Wednesday, July 14": the days up to a week after it, or before it where it is to come."""
    for timex, tense in zip(found, tenses, strict=True):
        form = timex.form
        if not isinstance(form, Day) or form.weekday is None:
            continue
        day = _day_of(form, bounds)
        if day is None:
            continue
        first, last = (day - _WEEK, day) if tense is Tense.FUTURE else (day, day + _WEEK)
        yield Interval(first, last), timex.text


def _day_of(form: Day, bounds: _Bounds) -> date | None:
    if form.year is not None:
        return cal.make_day(form.year, form.month, form.day)
    if bounds.first is None:
        return None
    for year in range(bounds.first.year, bounds.first.year + 3):
        day = cal.make_day(year, form.month, form.day)
        if day and day.weekday() == form.weekday and bounds.first - _WEEK <= day <= bounds.first + _YEAR:
            return day
    return None


def _from_months(found: list[Timex], tenses: list[Tense], bounds: _Bounds) -> Iterator[tuple[Interval, str]]:
    """ "next month ... August 5-10": July; of the first year it fits after the lower bound."""
    for relative, tense in zip(found, tenses, strict=True):
        form = relative.form
        if not (isinstance(form, Calendar) and form.unit == "month" and form.base is Base.PUBLISHED):
            continue
        for named, its_tense in zip(found, tenses, strict=True):
            month = _named_month(named)
            near = _BOTH_AHEAD if tense is its_tense is Tense.FUTURE else _TOGETHER
            if month is None or abs(named.start - relative.start) > near:
                continue
            interval = _month_after(month.month - form.shift, month.year, bounds)
            if interval is not None:
                yield interval, relative.text


def _from_lead(found: list[Timex], tenses: list[Tense]) -> Iterator[tuple[Interval, str]]:
    """ "... reported Thursday. ... ended on July 15": the first Thursday from the last past day that is told of.

    A day without a year takes that of the same month elsewhere in the text ("In July 2017"), or is left aside.
    """
    years = {form.month: form.year for form in map(_plain, found) if isinstance(form, Day | Month) and form.year}
    past = [
        form
        for timex, tense in zip(found, tenses, strict=True)
        if tense is Tense.PAST and isinstance(form := _plain(timex), Day)
    ]
    days = [
        day
        for form in past
        if (year := form.year or years.get(form.month)) and (day := cal.make_day(year, form.month, form.day))
    ]
    lead = _lead_weekday(found, tenses)
    if not days or lead is None:
        return
    last, (weekday, words) = max(days), lead
    day = last + timedelta(days=(weekday.weekday - last.weekday()) % 7)
    yield Interval(day, day), words


def _lead_weekday(found: list[Timex], tenses: list[Tense]) -> tuple[Weekday, str] | None:
    """The first bare past weekday of the report's beginning: the day of its news, and mostly of its publication."""
    for timex, tense in zip(found, tenses, strict=True):
        if timex.start < _LEAD and tense is Tense.PAST and isinstance(timex.form, Weekday) and _is_bare_weekday(timex):
            return timex.form, timex.text
    return None


def _plain(timex: Timex) -> object:
    """The form of an expression, of a range its end."""
    return timex.form.last if isinstance(timex.form, Range) else timex.form


def _is_bare_weekday(timex: Timex) -> bool:
    return isinstance(timex.form, Weekday) and timex.form.shift is None and timex.form.week is None


def _named_month(timex: Timex) -> Day | Month | None:
    form = timex.form.first if isinstance(timex.form, Range) else timex.form
    form = form.of if isinstance(form, Part) else form
    return form if isinstance(form, Day | Month) and timex.type is TimexType.DATE else None


def _month_after(month: int, year: int | None, bounds: _Bounds) -> Interval | None:
    if year is not None:
        return cal.month_of(year, month)
    if bounds.first is None:
        return None
    for candidate in (bounds.first.year, bounds.first.year + 1):
        interval = cal.month_of(candidate, month)
        if interval and interval.first and interval.last and interval.last >= bounds.first:
            return interval if interval.first <= bounds.first + _YEAR else None
    return None
