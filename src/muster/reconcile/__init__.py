"""What the claims of an event come to: attributes with every value told, who told it, and how the values agree."""

from __future__ import annotations

from collections.abc import Sequence

from muster.codebook import Codebook
from muster.link import Linked, Names, event_id
from muster.record import Claim, Event, Report


def reconcile(
    linked: Linked, reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: Names
) -> tuple[Event, ...]:
    """The events of ``linked``, sorted by id."""
    by_key = {claim.key: claim for claim in claims}
    by_id = {report.id: report for report in reports}
    events = []
    for keys in linked.clusters:
        first = by_key[keys[0]]
        events.append(
            Event(id=event_id(keys, by_key, by_id), type=first.type, title=first.type, status=first.status, claims=keys)
        )
    return tuple(sorted(events, key=lambda event: event.id))
