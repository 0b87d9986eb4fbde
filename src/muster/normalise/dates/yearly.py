"""What comes once a year or once a month: which of its times is meant, by year, shift, anchor or tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from muster.normalise.dates.types import Base, Day, Holiday, Interval, Month, Quarter, Season, Tense

# A date without its year is the last one before publication unless that lies this far back and the next is nearer:
# in October, "December 7" is rarely last year's.
STALE = timedelta(days=270)


@dataclass(frozen=True, slots=True)
class Context:
    """What a form is resolved against. ``today`` is the day of publication, None where it is unknown."""

    today: date | None
    tense: Tense
    anchor: Interval | None


OfYear = Callable[[int], Interval | None]


def yearly(
    form: Day | Month | Season | Quarter | Holiday, shift: int | None, context: Context, of_year: OfYear
) -> Interval | None:
    """Something that comes once a year: in its year, by shift, or the nearest that suits the tense."""
    today = context.today
    if form.year is not None:
        return of_year(form.year)
    if getattr(form, "base", None) is Base.ANCHOR and context.anchor and context.anchor.first:
        return _beside(context.anchor, shift, of_year)
    if form.in_year is not None:
        return of_year(today.year + form.in_year) if today else None
    if today is None:
        anchor = context.anchor
        return _near_anchor(of_year(anchor.first.year)) if anchor and anchor.first else None
    around = [found for step in range(-2, 3) if (found := of_year(today.year + step))]
    if shift == -1:
        return _last([found for found in around if found.last and found.last < today.replace(day=1)] or around)
    if shift == 1:
        return _first([found for found in around if found.first and found.first > today])
    if shift == 0:
        return of_year(today.year)
    return by_tense(around, today, context.tense)


def _beside(anchor: Interval, shift: int | None, of_year: OfYear) -> Interval | None:
    """ "that summer" of the date spoken of, "the following summer", "the previous one"."""
    assert anchor.first is not None
    around = [found for step in range(-2, 3) if (found := of_year(anchor.first.year + step))]
    if shift == -1:
        return _last([found for found in around if found.last and found.last < anchor.first])
    if shift == 1:
        return _first([found for found in around if found.first and found.first > (anchor.last or anchor.first)])
    return of_year(anchor.first.year)


def _near_anchor(found: Interval | None) -> Interval | None:
    return None if found is None else replace(found, approximate=True)


def _last(found: list[Interval]) -> Interval | None:
    return found[-1] if found else None


def _first(found: list[Interval]) -> Interval | None:
    return found[0] if found else None


def by_tense(around: list[Interval], today: date, tense: Tense) -> Interval | None:
    """Of what comes back, in order: the last up to ``today``, or the next where the tense or a long gap says so."""
    past = _last([found for found in around if found.first and found.first <= today])
    coming = _first([found for found in around if found.last and found.last >= today])
    if past is None or coming is None:
        return past or coming
    assert past.last and coming.first
    since, until = today - past.last, coming.first - today
    if tense is Tense.FUTURE:  # "by 14 January", the day after, is not next year's
        return past if past.grain == "day" and until > STALE and since < until else coming
    if tense is Tense.PRESENT:
        return past if since <= until else coming
    return coming if since > STALE and until < since else past


def nearest_year(of_year: OfYear, context: Context, *, reach: int) -> Interval | None:
    """A weekday with a day and month fixes the year: the nearest year in which they agree."""
    middle = context.today or (context.anchor.first if context.anchor else None)
    if middle is None:
        return None
    found = [of_year(middle.year + step) for step in range(-reach, reach + 1)]
    days = [interval for interval in found if interval and interval.first]
    return min(days, key=lambda interval: abs((interval.first or middle) - middle)) if days else None
