"""An event from the claims of a cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from muster.codebook import Codebook
from muster.link import is_durative
from muster.reconcile.agreement import agreement
from muster.reconcile.timing import event_status, event_when
from muster.reconcile.title import event_title
from muster.reconcile.values import Ledger, Telling, alternatives, tellings
from muster.record import Attribute, Claim, Event, EventPlace, Place, QuantityKind, Status

ORDER = (*(kind.value for kind in QuantityKind), "when", "where", "status", "actor", "recipient")


def build_event(event_id: str, claims: Sequence[Claim], ledger: Ledger, codebook: Codebook) -> Event:
    """The event that ``claims`` make; all of them appear in its attributes."""
    ordered = sorted(claims, key=lambda claim: (ledger.day(claim), claim.key))
    told = tellings(ordered, ledger)
    kind = event_type(ordered)
    attributes = tuple(
        Attribute(name=name, agreement=agreement(name, told[name], kind), alternatives=alternatives(told[name]))
        for name in ORDER
        if name in told
    )
    # soldiers called up for a drill that is then called off: what goes with an event does not say how it went
    status = event_status([t for t in told["status"] if t.claim.type == kind])
    when = event_when(told.get("when", []), status, long=is_durative(kind))
    actors = _names(told.get("actor", []), ledger)
    where = _places(told.get("where", []))
    entry = codebook.types.get(kind)
    return Event(
        id=event_id,
        type=kind,
        title=event_title(actors, entry.label if entry else kind, where, when),
        status=status,
        claims=tuple(claim.key for claim in ordered),
        actors=actors,
        recipients=_names(told.get("recipient", []), ledger),
        when=when,
        where=where,
        attributes=attributes,
        reports=len({claim.report for claim in claims}),
        outlets=len({ledger.reports[str(claim.report)].outlet for claim in claims} - {None}),
        origins=tuple(dict.fromkeys(ledger.tell(claim, "").origin for claim in ordered)),
    )


def event_type(claims: Sequence[Claim]) -> str:
    """The type that most claims have; of equals the one told first."""
    counts = Counter(claim.type for claim in claims)
    most = max(counts.values())
    return next(claim.type for claim in claims if counts[claim.type] == most)


def _names(told: Sequence[Telling], ledger: Ledger) -> tuple[str, ...]:
    """Who takes part: named ones by how many origins name them; nobody in particular only where none is named."""
    asserted = [t for t in told if t.status is not Status.DENIED]
    named = [t for t in asserted if ledger.entities.entity(str(t.value)).id]
    support: dict[str, set[str]] = {}
    for telling in named or asserted:
        support.setdefault(str(telling.value), set()).add(telling.origin)
    first = list(support)
    return tuple(sorted(support, key=lambda name: (-len(support[name]), first.index(name))))


def _places(told: Sequence[Telling]) -> tuple[EventPlace, ...]:
    """The places, those with coordinates first, then by how many origins name them."""
    support: dict[str, set[str]] = {}
    places: dict[str, EventPlace] = {}
    for telling in told:
        value = telling.value
        assert isinstance(value, dict)
        name = str(value["name"])
        support.setdefault(name, set()).add(telling.origin)
        assert isinstance(telling.source, Place)
        place = _event_place(name, telling.source)
        if name not in places or (places[name].lat is None and place.lat is not None):
            places[name] = place
    first = list(support)
    return tuple(
        places[name]
        for name in sorted(support, key=lambda n: (places[n].lat is None, -len(support[n]), first.index(n)))
    )


def _event_place(name: str, place: Place) -> EventPlace:
    return EventPlace(
        name=name, country=place.country, lat=place.lat, lon=place.lon, radius_km=place.radius_km, box=place.box,
        border=place.border, near=place.near,
    )  # fmt: skip
