"""The days of feasts, by data/time.yaml ``feast_days``: fixed days, weekdays of a month, and the moving calendars.

Islamic, Hebrew, Hindu, Chinese and Persian feasts are dated as the ``holidays`` library has them (observed dates, else
estimates, which may differ by a day between countries), Easter by ``dateutil.easter``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from muster.normalise.dates.types import Interval
from muster.normalise.numerals import load_words

_FIRST_YEAR, _LAST_YEAR = 1900, 2077  # the range of the Islamic tables of `holidays`


@lru_cache(maxsize=512)
def feast(name: str, year: int) -> Interval | None:
    """The days of a feast in a Gregorian year; None where it cannot be dated."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if name == "ramadan":
        return _ramadan(year)
    told: dict[str, Any] = load_words("time.yaml")["feast_days"][name]
    first = _first_day(told, year)
    return Interval(first, first + timedelta(days=told.get("days", 1) - 1)) if first else None


def _first_day(told: dict[str, Any], year: int) -> date | None:
    match told:
        case {"fixed": [month, day]}:
            return date(year, month, day)
        case {"nth": [count, weekday, month]}:
            return _nth_weekday(count, weekday, month, year) + timedelta(days=told.get("plus", 0))
        case {"easter": [method, offset]}:
            from dateutil.easter import easter

            sunday: date = easter(year, method)
            return sunday + timedelta(days=offset)
        case {"islamic": name}:
            from holidays.calendars.islamic import _IslamicLunar

            return _of_year(getattr(_IslamicLunar(), f"{name}_dates")(year), year)
        case {"hebrew": name}:
            from holidays.calendars.hebrew import _HebrewLunisolar

            return _dated(getattr(_HebrewLunisolar(), f"{name}_date")(year), year)
        case {"hindu": name}:
            from holidays.calendars.hindu import _HinduLunisolar

            return _dated(getattr(_HinduLunisolar(), f"{name}_date")(year), year)
        case {"chinese": name}:
            from holidays.calendars.chinese import _ChineseLunisolar

            return _dated(getattr(_ChineseLunisolar(), f"{name}_date")(year), year)
        case {"persian": name}:
            from holidays.calendars.persian import _Persian

            return _dated(getattr(_Persian(), f"{name}_date")(year), year)
    return None


def _nth_weekday(count: int, weekday: int, month: int, year: int) -> date:
    """The ``count``-th such weekday of a month; -1 the last."""
    if count < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _dated(found: Any, year: int) -> date | None:
    """A library's day: a date, a date with whether it is an estimate, or the dates of a year."""
    days = found if isinstance(found, tuple | set | frozenset) else (found,)
    return min((day for day in days if isinstance(day, date) and day.year == year), default=None)


def _of_year(dates: Iterable[tuple[date, bool]], year: int) -> date | None:
    days = [day for day, _ in dates if day.year == year]
    return min(days) if days else None


def _ramadan(year: int) -> Interval | None:
    from holidays.calendars.islamic import _IslamicLunar

    lunar = _IslamicLunar()
    begins = _of_year(lunar.ramadan_beginning_dates(year), year)
    ends = [day for near in (year, min(year + 1, _LAST_YEAR)) for day, _ in lunar.eid_al_fitr_dates(near)]
    closing = [day for day in sorted(ends) if begins and day > begins]
    return Interval(begins, closing[0] - timedelta(days=1)) if begins and closing else None
