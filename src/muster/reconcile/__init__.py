"""What the claims of an event come to: attributes with every value told, who told it, and how the values agree."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from muster.codebook import Codebook
from muster.link import Entities, Linked, event_id
from muster.normalise.names import NameLexicon
from muster.reconcile.course import Stage, Step, latest_day, life_cycle, not_confirmed
from muster.reconcile.event import build_event
from muster.reconcile.ladder import BEST, MINIMUM, TOTALS, LowBestHigh, Rung, ladder, low_best_high, minimum
from muster.reconcile.sources import Count, Sources
from muster.reconcile.standing import Holding, Slot, slots
from muster.reconcile.values import Ledger
from muster.record import Claim, Event, Report

__all__ = [
    "BEST",
    "MINIMUM",
    "TOTALS",
    "Count",
    "Holding",
    "LowBestHigh",
    "Rung",
    "Slot",
    "Sources",
    "Stage",
    "Step",
    "ladder",
    "latest_day",
    "life_cycle",
    "low_best_high",
    "minimum",
    "not_confirmed",
    "reconcile",
    "slots",
]


def reconcile(
    linked: Linked, reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon
) -> tuple[Event, ...]:
    """The events of ``linked``, sorted by time and id."""
    by_key = {claim.key: claim for claim in claims}
    by_id = {report.id: report for report in reports}
    ledger = Ledger(
        reports=by_id,
        published=linked.published,
        origins={key: origin.id for origin in linked.origins for key in origin.claims},
        origin_names={origin.id: origin.name for origin in linked.origins},
        entities=Entities(names, reports, claims),
    )
    events = []
    for keys in linked.clusters:
        made = build_event(event_id(keys, by_key, by_id), [by_key[key] for key in keys], ledger, codebook)
        events.append(msgspec.structs.replace(made, part_of=linked.part_of.get(made.id)))
    return tuple(sorted(events, key=_by_time))


def _by_time(event: Event) -> tuple[str, str]:
    first = (event.when.from_ or event.when.to) if event.when else None
    return first or "9999", event.id
