"""Standing facts: who holds, is stationed in or belongs to what, with the time for which it was told.

A slot is what one fact can fill: a territory and its holder, a force and its host, a member and its organisation. A
later claim updates its own slot and no other, however alike; what it replaces stays visible with the day up to which
it was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from muster.record import Claim, Event, Quantity, Report, Status

# What names the slot of a state of the codebook, and what fills it. States of one's own codebook are named by all.
SLOTS = {"control": ("where",), "presence": ("actors", "where", "recipients"), "membership": ("actors", "recipients")}
_ALL = ("actors", "where", "recipients")


@dataclass(frozen=True)
class Holding:
    """One telling of a standing fact. ``since`` and ``until``: the validity that the claim itself gives (ISO days, or
    ``None``); ``as_of``: the day of report; ``replaced``: the day of the later claim that updates the slot.
    """

    claim: Claim
    holders: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    since: str | None
    until: str | None
    as_of: str | None
    replaced: str | None = None


@dataclass(frozen=True)
class Slot:
    """One fact: its type, what names it ("Kunduz"), and all that was told of it in order of report."""

    type: str
    names: tuple[str, ...]
    events: tuple[str, ...]
    holdings: tuple[Holding, ...]


def slots(
    events: Sequence[Event], claims: Mapping[str, Claim], reports: Mapping[str, Report], standing: frozenset[str]
) -> tuple[Slot, ...]:
    """The slots that the ``standing`` events fill, sorted by type and name.

    Two events with one slot are one slot; a claim that names no slot of its own has that of its event.
    """
    found: dict[tuple[str, tuple[str, ...]], list[Holding]] = defaultdict(list)
    filled: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for event in events:
        if event.type not in standing:
            continue
        names = _names(event)
        key = event.type, names or (event.title,)
        filled[key].append(event.id)
        for claim in (claims[k] for k in event.claims if k in claims):
            if claim.type in standing and claim.status is not Status.SIMULATED:
                found[key].append(_holding(claim, reports[str(claim.report)]))
    return tuple(
        Slot(kind, names, tuple(filled[kind, names]), _replaced(found[kind, names]))
        for kind, names in sorted(filled)
        if found[kind, names]
    )


def _names(event: Event) -> tuple[str, ...]:
    of = {"actors": event.actors[:1], "where": tuple(p.name for p in event.where[:1]), "recipients": event.recipients}
    return tuple(dict.fromkeys(name for slot in SLOTS.get(event.type, _ALL) for name in of[slot]))


def _holding(claim: Claim, report: Report) -> Holding:
    when = claim.when
    return Holding(
        claim=claim,
        holders=tuple(dict.fromkeys(actor.name for actor in claim.actors)),
        quantities=claim.quantities,
        since=when.from_ if when else None,
        until=when.to if when else None,
        as_of=report.published.to or report.published.from_,
    )


def _replaced(told: Sequence[Holding]) -> tuple[Holding, ...]:
    """In order of report; each marked with the first later claim that says otherwise of the same slot."""
    ordered = sorted(told, key=lambda h: (h.as_of or "9999", h.claim.key))
    made = []
    for position, holding in enumerate(ordered):
        later = next((h for h in ordered[position + 1 :] if _updates(h, holding)), None)
        made.append(replace(holding, replaced=later.as_of if later else None))
    return tuple(made)


def _updates(later: Holding, holding: Holding) -> bool:
    """A later claim of what is: another holder, or another figure of one kind. What is denied or planned is no news."""
    if not (later.as_of and holding.as_of and later.as_of > holding.as_of):
        return False
    if later.claim.status not in (Status.DONE, Status.ONGOING):
        return False
    new, old = set(later.holders), set(holding.holders)
    if later.claim.type == "control" and new and old and not new & old:
        return True
    figures = {q.kind: q.value for q in later.quantities}
    return any(q.kind in figures and figures[q.kind] != q.value for q in holding.quantities)
