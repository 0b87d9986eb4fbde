"""The time and the status of an event as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from muster.reconcile.agreement import AHEAD, HAPPENED
from muster.reconcile.values import Telling
from muster.record import EventWhen, Precision, Status, When

STRENGTH = (Status.DONE, Status.ONGOING, Status.PLANNED, Status.CANCELLED, Status.POSSIBLE, Status.DENIED)


def event_status(told: Sequence[Telling]) -> Status:
    """What it came to: what happened outweighs plans; else the latest report's word, the strongest of it.

    Simulated only where every claim is; denied only where nobody says otherwise.
    """
    values = {t.status for t in told}
    if values == {Status.SIMULATED}:
        return Status.SIMULATED
    real = [t for t in told if t.status not in (Status.SIMULATED, Status.DENIED)]
    if not real:
        return next(iter(sorted(values)))
    happened = [t for t in real if t.status in HAPPENED]
    latest_happened = max((t.day for t in happened), default=-1)
    called_off = [t for t in real if t.status is Status.CANCELLED and t.day > latest_happened]
    pool = happened if happened and not called_off else [t for t in real if t.day == max(t.day for t in real)]
    if happened and not called_off:
        latest = max(t.day for t in happened)
        pool = [t for t in happened if t.day == latest]
    found = {t.status for t in pool}
    return next((status for status in STRENGTH if status in found), Status.DONE)


def event_when(told: Sequence[Telling], status: Status, *, long: bool) -> EventWhen | None:
    """The most precise interval that the claims support.

    Of postponed plans the latest; of a long event the range that holds the single days told of it; of one that has
    happened what is told as happened, where that is as precise as the plan.
    """
    usable = [t for t in told if t.status not in (Status.DENIED, Status.CANCELLED)] or list(told)
    if not usable:
        return None
    whens = [(t, t.source) for t in usable if isinstance(t.source, When)]
    if status in AHEAD:
        whens = _latest_plan(whens)
    exact = [w for _, w in whens if w.precision is Precision.DAY and not w.approximate and w.from_ and w.to]
    if long:
        loose = [w for t, w in whens if w.from_ and w.to and t.status in HAPPENED and w.precision is Precision.DAY]
        ranges = sorted((w for w in [*exact, *loose] if w.from_ != w.to), key=_span)
        days = [w for w in exact if w.from_ == w.to]
        holding = [w for w in ranges if all(_within(d, w) for d in days)]
        exact_holding = [w for w in holding if w in exact]
        if days and holding:
            return _as_event(*_ends((exact_holding or holding)[0]))
        if days and not ranges:
            return _as_event(min(str(d.from_) for d in days), max(str(d.to) for d in days))
    best = min((w for _, w in whens), key=lambda w: (w not in exact, _open(w), _span(w)))
    return _as_event(best.from_, best.to, best.precision)


def _latest_plan(whens: list[tuple[Telling, When]]) -> list[tuple[Telling, When]]:
    """What the latest report says, and earlier plans only where they agree with it."""
    if not whens:
        return whens
    last = max(t.day for t, _ in whens)
    late = [w for t, w in whens if t.day == last]
    return [(t, w) for t, w in whens if t.day == last or any(_meets(w, x) for x in late if w.from_ and x.from_)]


def _meets(a: When, b: When) -> bool:
    return not ((a.to and b.from_ and a.to < b.from_) or (b.to and a.from_ and b.to < a.from_))


def _within(day: When, range_: When) -> bool:
    return bool(
        range_.from_ and range_.to and day.from_ and day.to and range_.from_ <= day.from_ and day.to <= range_.to
    )


def _ends(when: When) -> tuple[str | None, str | None]:
    return when.from_, when.to


def _open(when: When) -> bool:
    return when.from_ is None or when.to is None


def _span(when: When) -> tuple[int, str]:
    if when.from_ is None or when.to is None:
        return 10**6, when.to or when.from_ or ""
    return (date.fromisoformat(when.to) - date.fromisoformat(when.from_)).days, when.from_


def _as_event(first: str | None, last: str | None, precision: Precision = Precision.DAY) -> EventWhen:
    return EventWhen(from_=first, to=last, precision=precision)
