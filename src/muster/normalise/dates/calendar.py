"""Calendar arithmetic on inclusive intervals of days: units, shifts, seasons, parts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from muster.normalise.dates.types import Interval
from muster.normalise.numerals import load_words

_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_MIDWEEK = 2
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "weekend": 2.0,
    "fortnight": 14.0,
    "month": 365.2425 / 12,
    "quarter": 365.2425 / 4,
    "year": 365.2425,
    "decade": 3652.425,
    "century": 36524.25,
}


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Interval | None:
    """The days of a month; ``month`` may run over the year's ends."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def months_from(year: int, month: int, count: int, grain: str) -> Interval | None:
    """``count`` months from the given one."""
    first, last = month_of(year, month), month_of(year, month + count - 1)
    return Interval(first.first, last.last, grain) if first and last else None


def years(first: int, count: int = 1) -> Interval | None:
    """``count`` calendar years from ``first``."""
    return months_from(first, 1, 12 * count, {1: "year", 10: "decade", 100: "century"}.get(count, "year"))


def season(code: str, year: int) -> Interval | None:
    """Three months, northern meteorological; winter runs into the next year."""
    return months_from(year, load_words("time.yaml")["season_months"][code], 3, "season")


def add_days(day: date, days: float) -> date | None:
    """``day`` moved by whole days, None outside the years 1-9999."""
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None


def add_units(day: date, count: float, unit: str) -> date | None:
    """``day`` moved by ``count`` units; months keep the day of the month or the month's last day."""
    if unit in _DAYS_IN:
        return add_days(day, round(count * _DAYS_IN[unit]))
    if unit in ("hour", "minute", "second"):
        return add_days(day, int(count * UNIT_DAYS[unit]))
    months = round(count * _MONTHS_IN[unit])
    target = month_of(day.year, day.month + months)
    if target is None or target.first is None or target.last is None:
        return None
    return target.first.replace(day=min(day.day, target.last.day))


def unit_around(day: date, unit: str, shift: int = 0) -> Interval | None:
    """The calendar unit that holds ``day``, moved by ``shift`` units; weeks begin on Monday, weekends on Saturday."""
    if unit in ("second", "minute", "hour"):
        return Interval(day, day, "day")
    moved = add_units(day, shift, unit)
    if moved is None:
        return None
    if unit == "day":
        return Interval(moved, moved, "day")
    if unit in ("week", "weekend", "fortnight"):
        return _week_around(moved, unit)
    if unit == "month":
        return month_of(moved.year, moved.month)
    if unit == "quarter":
        return months_from(moved.year, (moved.month - 1) // 3 * 3 + 1, 3, "quarter")
    if unit == "year":
        return years(moved.year)
    span = 10 if unit == "decade" else 100
    return years(moved.year // span * span, span)


def _week_around(day: date, unit: str) -> Interval | None:
    monday = add_days(day, -day.weekday())
    first = add_days(day, 5 - day.weekday()) if unit == "weekend" else monday
    last = add_days(day, 6 - day.weekday())
    return Interval(first, last, unit) if first and last else None


def part_of(interval: Interval, part: str) -> Interval:
    """Early, mid or late within a period: days 1-10, 11-20, 21-end of a month; thirds of anything longer than a day."""
    first, last = interval.first, interval.last
    if first is None or last is None or first == last:
        return interval
    if interval.grain == "month":
        cuts = {"early": (1, 10), "beginning": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
        begin, end = cuts[part]
        return Interval(first.replace(day=begin), first.replace(day=min(end, last.day)), "month", interval.approximate)
    if interval.grain == "year" and part in ("beginning", "end"):
        edge = month_of(first.year, 1) if part == "beginning" else month_of(last.year, 12)
        if edge is not None:
            return Interval(edge.first, edge.last, "year", True)
    return _third(first, last, interval, part)


def _third(first: date, last: date, interval: Interval, part: str) -> Interval:
    days = (last - first).days + 1
    if interval.grain == "year" or interval.grain == "season":
        months = 4 if interval.grain == "year" else 1
        cut_one, cut_two = add_units(first, months, "month"), add_units(first, 2 * months, "month")
    elif interval.grain == "decade":
        cut_one, cut_two = date(first.year + 3, 1, 1), date(first.year + 7, 1, 1)
    else:
        cut_one = first + timedelta(days=max(1, days // 3))
        cut_two = first + timedelta(days=max(1, days * 2 // 3))
    one, two = cut_one or first, cut_two or last
    day = timedelta(days=1)
    bounds = {"early": (first, one - day), "mid": (one, max(one, two - day)), "late": (two, last)}
    begin, end = bounds[{"beginning": "early", "end": "late"}.get(part, part)]
    return Interval(begin, end, interval.grain, interval.approximate)


def nth_unit(whole: Interval, index: int, unit: str, count: int = 1) -> Interval | None:
    """The ``index``-th ``unit`` of a closed period, counted from its first day, or with -1 its last; ``count`` of
    them. A week is seven days from there, approximate, since others may count from its Monday."""
    if whole.first is None or whole.last is None:
        return None
    if index > 0:
        first = add_units(whole.first, index - 1, unit)
        after = add_units(whole.first, index - 1 + count, unit)
    else:
        after = add_days(whole.last, 1)
        first = add_units(after, -count, unit) if after else None
    last = add_days(after, -1) if after else None
    if first is None or last is None or not whole.first <= first <= last:
        return None
    inside = min(last, whole.last)
    grain = unit if count == 1 else "day"
    return Interval(first, inside, grain, unit == "week") if first <= inside else None


def moved(period: Interval, count: int, unit: str) -> Interval | None:
    """A closed period moved by ``count`` units; units of the calendar stay whole: two years before this month."""
    if period.first is None or period.last is None:
        return None
    first, last = add_units(period.first, count, unit), add_units(period.last, count, unit)
    if first is not None and period.grain in ("week", "month", "quarter", "year"):
        return unit_around(first, period.grain)
    return replace(period, first=first, last=last) if first and last else None


def around(period: Interval, unit: str) -> Interval | None:
    """The unit that holds the first day of a period; the weekend before a Monday or a Tuesday, else the one after."""
    if period.first is None:
        return None
    return unit_around(period.first, unit, -1 if unit == "weekend" and period.first.weekday() < _MIDWEEK else 0)


def month_days(day: int, weekday: int | None, months: Iterable[Interval]) -> list[date]:
    """The ``day``-th of each of ``months`` that has one, and on the ``weekday`` where that is said."""
    found = (make_day(m.first.year, m.first.month, day) for m in months if m.first)
    return [one for one in found if one and weekday in (None, one.weekday())]
