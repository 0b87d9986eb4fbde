"""One line that names an event: who, what, where, when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from muster.record import EventPlace, EventWhen, Precision

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MOST_ACTORS = 3


def event_title(actors: Sequence[str], label: str, where: Sequence[EventPlace], when: EventWhen | None) -> str:
    """ "Chile, Peru: exercise, Arica, 5–10 Aug 2021"; what is unknown is left out."""
    who = ", ".join(actors[:MOST_ACTORS]) + (" and others" if len(actors) > MOST_ACTORS else "")
    parts = [label, where[0].name if where else "", days(when) if when else ""]
    what = ", ".join(part for part in parts if part)
    return f"{who}: {what}" if who else what[:1].upper() + what[1:]


def days(when: EventWhen) -> str:
    """The interval in words, as short as it can be: "5–10 Aug 2021", "Aug 2021", "until 31 Mar 2025"."""
    first, last = (date.fromisoformat(day) if day else None for day in (when.from_, when.to))
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"from {_day(first)}" if first else f"until {_day(last)}"
    if when.precision is Precision.MONTH and (first.year, first.month) == (last.year, last.month) and first.day == 1:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first == last:
        return _day(first)
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{first.day}–{_day(last)}"


def _day(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
