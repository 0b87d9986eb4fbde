"""The timeline of a brief: dated events as bars over days, with the days on which reports came out.

Lengths are pixels. Scenario events are left out: nothing happened on a day. Acts of speech are left out too; the
reports' marks show when things were said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from muster.publish.view import EventView, ReportView, weightiest
from muster.publish.words import MONTHS
from muster.record import Status

WIDTH, ROW, HEAD = 1160, 24, 30
MARGIN = 14
CHARACTER = 6.5  # mean width of a label's character, in pixels at 12.5 px
MAX_ROWS = 40
ROOM = timedelta(days=45)  # how far before the first and after the last report the axis may reach
STEPS = (1, 2, 7, 14)


@dataclass(frozen=True, slots=True)
class Bar:
    """One event: ``x`` and ``width`` of the bar, ``y`` of its row's middle, where its label begins (or ends)."""

    event: EventView
    x: float
    width: float
    y: float
    opens: bool
    closes: bool
    label: str
    label_x: float
    label_anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the timeline template draws. ``outside``: dated events off the axis; ``more``: how many found no row."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, ReportView], ...]
    outside: tuple[EventView, ...]
    undated: int
    more: int


def timeline(events: Sequence[EventView], reports: Sequence[ReportView]) -> Timeline | None:
    """The timeline of ``events`` (in order of date); None when none of them is dated."""
    shown = [e for e in events if e.status is not Status.SIMULATED and e.group != "said"]
    dated = [e for e in shown if e.first or e.last]
    if not dated:
        return None
    first, last = _axis(dated, reports)
    inside = [e for e in dated if _starts(e, first) <= last and _ends(e, last) >= first]
    on_axis = {e.anchor for e in inside}
    rows = weightiest(inside, MAX_ROWS)
    days = (last - first).days + 1
    per_day = (WIDTH - 2 * MARGIN) / days

    def x(day: date) -> float:
        return round(MARGIN + (day - first).days * per_day, 1)

    bars = tuple(_bar(e, HEAD + ROW * n + ROW / 2, first, last, per_day) for n, e in enumerate(rows))
    return Timeline(
        height=HEAD + ROW * len(rows) + 26,
        bars=bars,
        ticks=tuple((x(day), text) for day, text in _ticks(first, last, per_day)),
        marks=tuple(
            (round(x(day) + per_day / 2, 1), report)
            for report in reports
            if report.published_day and first <= (day := date.fromisoformat(report.published_day)) <= last
        ),
        outside=tuple(e for e in dated if e.anchor not in on_axis),
        undated=len(shown) - len(dated),
        more=len(inside) - len(rows),
    )


def _starts(event: EventView, first: date) -> date:
    return date.fromisoformat(event.first) if event.first else min(first, date.fromisoformat(event.last or ""))


def _ends(event: EventView, last: date) -> date:
    return date.fromisoformat(event.last) if event.last else max(last, date.fromisoformat(event.first or ""))


def _axis(events: Sequence[EventView], reports: Sequence[ReportView]) -> tuple[date, date]:
    """First and last day: as far as events within :data:`ROOM` of the reports' days reach, but no farther."""
    ends = [date.fromisoformat(day) for e in events for day in (e.first, e.last) if day]
    published = [date.fromisoformat(r.published_day) for r in reports if r.published_day]
    if not published:
        return min(ends), max(ends)
    low, high = min(published) - ROOM, max(published) + ROOM
    near = [day for day in ends if low <= day <= high] + published
    pad = timedelta(days=1 + (max(near) - min(near)).days // 40)
    return min(near) - pad, max(near) + pad


def _bar(event: EventView, y: float, first: date, last: date, per_day: float) -> Bar:
    start, end = _starts(event, first), _ends(event, last)
    x1 = MARGIN + (max(start, first) - first).days * per_day
    x2 = max(x1 + 4, MARGIN + ((min(end, last) - first).days + 1) * per_day)
    label, label_x, anchor = _label(f"{event.type_label}: {event.headline}", x1, x2)
    return Bar(
        event=event,
        x=round(x1, 1),
        width=round(x2 - x1, 1),
        y=y,
        opens=event.first is None or start < first,
        closes=event.last is None or end > last,
        label=label,
        label_x=round(label_x, 1),
        label_anchor=anchor,
    )


def _label(text: str, x1: float, x2: float) -> tuple[str, float, str]:
    """Where the label of a bar from ``x1`` to ``x2`` goes: after it, else before it, else onto it."""
    after, before = WIDTH - x2 - 20, x1 - 20
    width = len(text) * CHARACTER
    if width <= after or (after >= before and after > 150):
        return _shortened(text, after), x2 + 12, "start"
    if before > 150:
        return _shortened(text, before), x1 - 12, "end"
    return _shortened(text, x2 - x1), (x1 + x2) / 2, "middle"


def _shortened(text: str, room: float) -> str:
    length = int(room / CHARACTER)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _ticks(first: date, last: date, per_day: float) -> list[tuple[date, str]]:
    """Days to mark on the axis, at least 70 pixels apart: every 1, 2, 7 or 14 days, else months, else years."""
    span = (last - first).days
    for step in STEPS:
        if step * per_day >= 70:
            days = [first + timedelta(days=n) for n in range(span + 1)]
            marked = [day for day in days if day.toordinal() % step == (1 if step >= 7 else 0)]  # weeks begin on Monday
            return [(day, f"{day.day} {MONTHS[day.month]}") for day in marked]
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    months = [day for day in months if first <= day <= last]
    if per_day * 30 >= 70:
        return [(day, f"{MONTHS[day.month]} {day.year}") for day in months]
    every = 1 + int(70 / (per_day * 365))
    return [(day, str(day.year)) for day in months if day.month == 1 and day.year % every == 0]
