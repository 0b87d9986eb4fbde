"""What the claims of an event come to: attributes with every value told, who told it, and how the values agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from muster.codebook import Codebook
from muster.link import Entities, Entity, Linked, event_id
from muster.normalise.names import NameLexicon
from muster.reconcile.course import Stage, Step, latest_day, life_cycle, not_confirmed
from muster.reconcile.event import build_event
from muster.reconcile.ladder import BEST, MINIMUM, TOTALS, LowBestHigh, Rung, ladder, low_best_high, minimum
from muster.reconcile.sources import Count, Sources
from muster.reconcile.standing import Holding, Slot, slots
from muster.reconcile.values import Ledger, bare
from muster.record import CaseRecord, Claim, Event, Report

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
    "identities",
    "ladder",
    "latest_day",
    "life_cycle",
    "low_best_high",
    "minimum",
    "not_confirmed",
    "participants",
    "reconcile",
    "slots",
]


def reconcile(
    linked: Linked,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    codebook: Codebook,
    names: NameLexicon,
    *,
    entities: Entities | None = None,
    kept: Mapping[str, Event] = MappingProxyType({}),
) -> tuple[Event, ...]:
    """The events of ``linked``, sorted by time and id.

    ``entities``: those of the case, where they are known. ``kept``: events, by id, of whose claims nothing changed that
    this room looks at: such an event is as it was, but for the whole that it is part of.
    """
    by_key = {claim.key: claim for claim in claims}
    by_id = {report.id: report for report in reports}
    ledger = Ledger(
        reports=by_id,
        published=linked.published,
        origins={key: origin.id for origin in linked.origins for key in origin.claims},
        origin_names={origin.id: origin.name for origin in linked.origins},
        entities=entities if entities is not None else Entities(names, reports, claims),
    )
    events = []
    for keys in linked.clusters:
        identity = event_id(keys, by_key, by_id)
        made = kept.get(identity)
        if made is None or len(made.claims) != len(keys) or set(made.claims) != set(keys):
            made = build_event(identity, [by_key[key] for key in keys], ledger, codebook)
        part_of = linked.part_of.get(identity)
        events.append(made if made.part_of == part_of else msgspec.structs.replace(made, part_of=part_of))
    return tuple(sorted(events, key=_by_time))


def identities(record: CaseRecord, entities: Entities) -> dict[str, Entity]:
    """Whom the names stand for that this room asks for: of participants as events list them, and of origins."""
    names = {name for claim in record.claims for name in participants(claim)}
    return {name: entities.entity(name) for name in sorted(names | {origin.name for origin in record.origins})}


def participants(claim: Claim) -> set[str]:
    """The names of participants as events list them."""
    return {bare(participant.name) for participant in (*claim.actors, *claim.recipients)}


def _by_time(event: Event) -> tuple[str, str]:
    first = (event.when.from_ or event.when.to) if event.when else None
    return first or "9999", event.id
