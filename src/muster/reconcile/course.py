"""The life cycle of an event: announced, postponed, under way, held, cancelled, denied, each step with its sources.

A plan whose time has passed without any report that it came about is "not confirmed": no source says so, hence the
step has none. The time is measured at the latest report of the case, never by the clock of the reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muster.reconcile.agreement import HAPPENED, MOVED_DAYS
from muster.reconcile.sources import Sources
from muster.record import Claim, Event, Report, Status, When


class Stage(StrEnum):
    """A step in the life of an event."""

    FEARED = "possible"
    ANNOUNCED = "announced"
    POSTPONED = "postponed"
    BROUGHT_FORWARD = "brought forward"
    UNDER_WAY = "under way"
    HELD = "held"
    CANCELLED = "cancelled"
    DENIED = "denied"
    NOT_CONFIRMED = "not confirmed"


_STAGES = {
    Status.POSSIBLE: Stage.FEARED,
    Status.PLANNED: Stage.ANNOUNCED,
    Status.ONGOING: Stage.UNDER_WAY,
    Status.DONE: Stage.HELD,
    Status.CANCELLED: Stage.CANCELLED,
    Status.DENIED: Stage.DENIED,
}


@dataclass(frozen=True)
class Step:
    """One step. ``day``: ISO day of the first report that tells it; ``when``: the time that it gives for the event;
    ``claims``: keys, in order of report, empty only for what no source says.
    """

    stage: Stage
    day: str | None
    when: When | None
    claims: tuple[str, ...]


def life_cycle(
    event: Event, claims: Sequence[Claim], reports: Mapping[str, Report], sources: Sources, latest: str
) -> tuple[Step, ...]:
    """The steps of ``event`` in order of report. ``latest``: ISO day of the latest report of the case.

    Claims of one origin and stage are one step, as are claims of one stage in a row.
    """
    told = sorted(
        (claim for claim in claims if claim.status in _STAGES), key=lambda c: (_day(c, reports) or "9999", _rank(c))
    )
    steps: list[Step] = []
    seen: dict[tuple[Stage, str], int] = {}
    plan: When | None = None
    for claim in told:
        stage = _STAGES[claim.status]
        if claim.status is Status.PLANNED:
            fresh = not steps or steps[-1].day == _day(claim, reports)
            stage = Stage.ANNOUNCED if fresh else _moved(plan, claim.when)
            plan = claim.when if claim.when is not None and (plan is None or stage is not Stage.ANNOUNCED) else plan
        origin = sources.origin(claim.key)
        mark = stage, origin.id if origin else claim.key
        at = seen.get(mark, len(steps) - 1 if steps and steps[-1].stage is stage else -1)
        if at < 0:
            steps.append(Step(stage, _day(claim, reports), claim.when, (claim.key,)))
            at = len(steps) - 1
        else:
            old = steps[at]
            steps[at] = Step(stage, old.day, old.when or claim.when, (*old.claims, claim.key))
        seen[mark] = at
    if not_confirmed(event, latest):
        steps.append(Step(Stage.NOT_CONFIRMED, latest, None, ()))
    return tuple(steps)


def not_confirmed(event: Event, latest: str) -> bool:
    """Whether the event was announced for a time that has passed at ``latest``, and no report says more of it."""
    if event.status is not Status.PLANNED or event.when is None or not latest:
        return False
    statuses = {a.value for attribute in event.attributes if attribute.name == "status" for a in attribute.alternatives}
    end = event.when.to or event.when.from_
    return end is not None and end < latest and not statuses & {*HAPPENED, Status.CANCELLED}


def latest_day(reports: Sequence[Report]) -> str:
    """The latest day on which a report of the case was certainly out; empty where no date is known."""
    return max((report.published.from_ for report in reports if report.published.from_), default="")


def _moved(plan: When | None, new: When | None) -> Stage:
    """What a later report of a plan makes of it."""
    if plan is None or new is None:
        return Stage.ANNOUNCED
    return Stage.POSTPONED if _after(new, plan) else Stage.BROUGHT_FORWARD if _after(plan, new) else Stage.ANNOUNCED


def _after(one: When, other: When) -> bool:
    """Whether ``one`` lies wholly after ``other``; of two deadlines, more than a few days after."""
    if one.from_ and other.to:
        return one.from_ > other.to
    if one.from_ is None and other.from_ is None and one.to and other.to:
        return (date.fromisoformat(one.to) - date.fromisoformat(other.to)).days > MOVED_DAYS
    return False


def _day(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    published = reports[str(claim.report)].published
    return published.to or published.from_


def _rank(claim: Claim) -> tuple[int, str]:
    """Within a day the steps come in the order of life."""
    return list(_STAGES).index(claim.status), claim.key
