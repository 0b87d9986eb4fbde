"""How a brief is laid out: which events stand under which heading, and what the first screen has room for.

The walls that matter are here, once for all formats: nothing planned, possible, denied, cancelled or simulated ever
stands under "What happened", nor does anything that a source denies; and scenario events stand nowhere but under
"Exercise scenarios".
"""

from __future__ import annotations

from dataclasses import dataclass

from muster.publish.view import REAL, Brief, EventView, Question, weightiest
from muster.record import Status

ROOM = {"happened": 9, "planned": 5, "possible": 4, "undone": 4, "disputes": 5}


@dataclass(frozen=True, slots=True)
class Group:
    """Events under one heading."""

    name: str
    heading: str
    note: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """The first screen: the weightiest events of each kind in order of date, and how many more there are."""

    happened: tuple[EventView, ...]
    planned: tuple[EventView, ...]
    possible: tuple[EventView, ...]
    undone: tuple[EventView, ...]
    disputes: tuple[tuple[EventView, Question], ...]
    more_happened: int
    more_planned: int
    more_possible: int
    more_undone: int
    more_disputes: int


def groups(brief: Brief) -> tuple[Group, ...]:
    """Every event exactly once, under the heading that its status and kind give; empty groups are left out."""
    of = brief.events_of
    happened, holds, said = (_agreed(of(*REAL, group=group)) for group in ("happens", "holds", "said"))
    contested = tuple(event for event in of(*REAL) if event.denied_by)
    found = (
        Group("happened", "What happened", "", happened),
        Group("holds", "What holds", "standing states: control, presence, membership", holds),
        Group("said", "What was said", "accusations, denials, warnings, promises", said),
        Group("contested", "Claimed and denied", "one source reports what another denies", contested),
        Group("planned", "What is planned", "announced or expected", of(Status.PLANNED)),
        Group("possible", "Possible", "feared, considered, conditional or threatened", of(Status.POSSIBLE)),
        Group("denied", "Denied", "the source says that it is not so", of(Status.DENIED)),
        Group("cancelled", "Cancelled", "", of(Status.CANCELLED)),
        Group("scenarios", "Exercise scenarios", "inside a drill, not in the world", of(Status.SIMULATED)),
    )
    return tuple(group for group in found if group.events)


def _agreed(events: tuple[EventView, ...]) -> tuple[EventView, ...]:
    return tuple(event for event in events if not event.denied_by)


def digest(brief: Brief) -> Digest:
    """The first screen of ``brief``; weight is the number of independent origins, then of reports."""
    happened = _agreed(brief.events_of(*REAL, group="happens"))
    planned, possible = brief.events_of(Status.PLANNED), brief.events_of(Status.POSSIBLE)
    undone = brief.events_of(Status.DENIED, Status.CANCELLED)
    return Digest(
        happened=weightiest(happened, ROOM["happened"]),
        planned=weightiest(planned, ROOM["planned"]),
        possible=weightiest(possible, ROOM["possible"]),
        undone=weightiest(undone, ROOM["undone"]),
        disputes=brief.disputes[: ROOM["disputes"]],
        more_happened=max(0, len(happened) - ROOM["happened"]),
        more_planned=max(0, len(planned) - ROOM["planned"]),
        more_possible=max(0, len(possible) - ROOM["possible"]),
        more_undone=max(0, len(undone) - ROOM["undone"]),
        more_disputes=max(0, len(brief.disputes) - ROOM["disputes"]),
    )
