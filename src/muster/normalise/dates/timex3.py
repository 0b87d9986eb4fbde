"""TIMEX3 values (TimeML annotation guidelines 1.2.1): "1998-08-07", "1989-W43", "1989-Q3", "P3D", "PRESENT_REF"."""

from __future__ import annotations

from datetime import date, timedelta

from muster.normalise.dates.types import (
    Around,
    Calendar,
    Count,
    Day,
    Duration,
    Form,
    Month,
    Moved,
    Nth,
    Overnight,
    Part,
    Quarter,
    Range,
    Reach,
    Recurrence,
    Reference,
    Rolling,
    Season,
    Shift,
    Timex,
    TimexType,
    Years,
)
from muster.record import When

_UNIT = {"day": "D", "week": "W", "fortnight": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y"}
# ISO 8601, which TIMEX3 follows for lengths, has no letter for decades and centuries.
_IN_YEARS = {"decade": 10, "century": 100}
_SHORT = {"hour": "H", "minute": "M", "second": "S"}


def timex3_value(timex: Timex, when: When | None) -> str:
    """The TIMEX3 value of ``timex`` once resolved to ``when``; "" where neither gives one."""
    form = timex.form
    match form:
        case Duration(rest=Duration() as rest):
            return _added(_period(form.count, form.unit), _period(rest.count, rest.unit))
        case Duration() | Rolling():
            return _period(form.count, form.unit)
        case Recurrence():
            return _recurrence(form, timex.day_part)
        case Reference():
            return f"{form.to.upper()}_REF"
        case Range(last=Season(code=code)) if timex.type is TimexType.SET:
            return f"XXXX-{code}"
    extent = _extent(when, timex.reach)
    if extent is None:
        return timex.clock and f"XXXX-XX-XX{timex.clock}"
    value = _calendar_value(form, *extent, approximate=when is not None and when.approximate)
    if timex.clock:
        return f"{value}{timex.clock}"
    return f"{value}T{timex.day_part}" if timex.day_part else value


def _recurrence(form: Recurrence, day_part: str) -> str:
    if day_part:
        return f"XXXX-XX-XXT{day_part}"
    if form.unit == "weekend":
        return "XXXX-WXX-WE"
    if form.weekday is not None:
        return f"XXXX-WXX-{form.weekday + 1}"
    return f"XXXX-{form.of_year}" if form.of_year else _period(form.count, form.unit)


def _period(count: Count, unit: str) -> str:
    years = _IN_YEARS.get(unit, 1)
    prefix, letter = ("PT", _SHORT[unit]) if unit in _SHORT else ("P", "Y" if years > 1 else _UNIT[unit])
    size = count.low * years * (2 if unit == "fortnight" else 1)
    if not count.vague and size % 1 == 0.5 and unit in _HALVES:
        return f"{prefix}{int(size) or ''}{letter if size >= 1 else ''}{_HALVES[unit]}"
    return f"{prefix}{'X' if count.vague else f'{size:g}'}{letter}"


def _added(length: str, rest: str) -> str:
    """ "P1Y" and "P2M" are "P1Y2M", "P1D" and "PT6H" "P1DT6H"."""
    short = rest.removeprefix("PT" if length.startswith("PT") and rest.startswith("PT") else "P")
    return length + short


# Half a unit in the next smaller one: "5 1/2 hours" -> PT5H30M.
_HALVES = {"hour": "30M", "minute": "30S", "day": "T12H", "year": "6M"}


def _extent(when: When | None, reach: Reach) -> tuple[date, date] | None:
    """The days the words name, without what the preposition makes of them."""
    if when is None or (when.from_ is None and when.to is None):
        return None
    first, last = when.from_ or when.to, when.to or when.from_
    assert first and last
    day = timedelta({Reach.BEFORE: 1, Reach.AFTER: -1}.get(reach, 0) if when.from_ is None or when.to is None else 0)
    return date.fromisoformat(first) + day, date.fromisoformat(last) + day


def _calendar_value(form: Form, first: date, last: date, *, approximate: bool) -> str:
    match form:
        case Part():
            return _calendar_value(form.of, first, last, approximate=approximate)
        case Season():
            return f"{first.year}-{form.code}"
        case Quarter():
            return f"{first.year}-{'Q' if form.parts == 4 else 'H'}{form.index}"
        case Years():
            return {1: f"{form.first}", 10: f"{form.first // 10}", 100: f"{form.first // 100}"}[form.count]
        case Day():
            return first.isoformat()
        case Month():
            return f"{first.year}-{first.month:02d}"
        case Overnight():
            return f"{first.isoformat()}TNI"
        case Calendar():
            return _unit_value(form.unit, first)
        case Shift(unit="week" | "fortnight") if 1 < (last - first).days < 7:
            return _unit_value("week", first + (last - first) / 2)
        case Moved():
            return _calendar_value(form.of, first, last, approximate=approximate)
        case Around():
            return _unit_value(form.unit, first)
        case Nth(unit="week", count=1):
            return _unit_value("week", first + timedelta(days=3))
        case Shift() if form.count.low != form.count.high:
            return "PAST_REF" if form.sign < 0 else "FUTURE_REF"
    return _by_length(first, last)


def _unit_value(unit: str, first: date) -> str:
    iso = first.isocalendar()
    match unit:
        case "week" | "fortnight":
            return f"{iso.year}-W{iso.week:02d}"
        case "weekend":
            return f"{iso.year}-W{iso.week:02d}-WE"
        case "month":
            return f"{first.year}-{first.month:02d}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "year":
            return f"{first.year}"
        case "decade":
            return f"{first.year // 10}"
        case "century":
            return f"{first.year // 100}"
    return first.isoformat()


def _by_length(first: date, last: date) -> str:
    days = (last - first).days + 1
    iso = first.isocalendar()
    if days == 1:
        return first.isoformat()
    if days == 2 and first.weekday() == 5:
        return f"{iso.year}-W{iso.week:02d}-WE"
    if days == 7 and first.weekday() == 0:
        return f"{iso.year}-W{iso.week:02d}"
    if first.day == 1 and 28 <= days <= 31 and last.month == first.month:
        return f"{first.year}-{first.month:02d}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        span = last.year - first.year + 1
        if span in (1, 10, 100):
            return {1: f"{first.year}", 10: f"{first.year // 10}", 100: f"{first.year // 100}"}[span]
    if first.day == 1 and first.month % 3 == 1 and 90 <= days <= 92:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return f"{first.isoformat()}/{last.isoformat()}"
