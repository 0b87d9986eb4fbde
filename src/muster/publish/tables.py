"""Flat exports: events and claims as CSV, event places as GeoJSON. The whole case as JSON is the record's own codec.

CSV follows RFC 4180. A text cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV
injection"); numbers are written by us and stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from msgspec import UNSET

from muster.publish.desk import outlet_of
from muster.publish.shapes import Shape, is_country, shape_of, told
from muster.publish.words import one_line, value_text
from muster.record import (
    Agreement,
    Attribute,
    CaseRecord,
    Claim,
    Event,
    EventPlace,
    Place,
    Published,
    Quantity,
    QuantityKind,
    Report,
    Role,
)

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
JOIN = " | "

# fmt: off
EVENT_COLUMNS = (
    "id", "type", "title", "status", "from", "to", "precision", "actors", "recipients", "place", "country", "lat",
    "lon", "radius_km", "told", "places", "reports", "outlets", "origins", "disputed", "part_of",
)
CLAIM_COLUMNS = (
    "claim", "event", "report", "outlet", "published", "type", "status", "trigger", "actors", "recipients",
    "from", "to", "precision", "when_text", "place", "country", "lat", "lon", "radius_km", "told", "places",
    "quantities", "speakers", "media", "agencies", "confidence", "start", "end", "evidence",
)
# fmt: on


def events_csv(record: CaseRecord) -> str:
    """One row per event, one column per kind of quantity, alternatives side by side in one cell."""
    kinds = [kind.value for kind in QuantityKind]
    return _csv((*EVENT_COLUMNS, *kinds), (_event_row(event, kinds) for event in record.events))


def claims_csv(record: CaseRecord) -> str:
    """One row per claim, with its event, its chain of sources and its evidence, as one line; offsets: code points."""
    reports = {report.id: report for report in record.reports}
    event_of = {key: event.id for event in record.events for key in event.claims}
    rows = (_claim_row(claim, reports[str(claim.report)], event_of.get(claim.key)) for claim in record.claims)
    return _csv(CLAIM_COLUMNS, rows)


def events_geojson(record: CaseRecord) -> str:
    """A FeatureCollection (RFC 7946): a point or a line for each place of each event, with its box where it is an area.

    No feature for a place that is nowhere known. ``radius_km`` is how far around the point the place may be, ``told``
    says the same in words, ``estimated`` that the point was worked out from words ("20 km east of Gao").
    """
    features = [
        {
            "type": "Feature",
            "id": f"{event.id}/{n}",
            **({"bbox": list(shape.box)} if shape.box is not None else {}),
            "geometry": _geometry(shape),
            "properties": {
                "event": event.id,
                "type": event.type,
                "status": event.status.value,
                "title": event.title,
                "place": place.name,
                "country": place.country,
                "whole_country": is_country(place),
                "radius_km": shape.reach_km or None,
                "told": told(place) or None,
                "estimated": shape.estimated,
                "from": event.when.from_ if event.when else None,
                "to": event.when.to if event.when else None,
                "actors": list(event.actors),
                "recipients": list(event.recipients),
                "reports": event.reports,
                "origins": len(event.origins),
                "disputed": _disputed(event),
            },
        }
        for event in record.events
        for n, place in enumerate(event.where, 1)
        if (shape := shape_of(place)) != Shape()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def _geometry(shape: Shape) -> dict[str, object]:
    if shape.point is not None:
        return {"type": "Point", "coordinates": list(shape.point)}
    lines = [[[round(lon, 4), round(lat, 4)] for lon, lat in line] for line in shape.lines]
    return {"type": "MultiLineString", "coordinates": lines}


def safe_cell(cell: Cell) -> Cell:
    """``cell`` as it may stand in a CSV file that a spreadsheet opens: text without control characters or formulas."""
    if not isinstance(cell, str):
        return cell
    return f"'{text}" if (text := one_line(cell)).startswith(_FORMULA) or cell.startswith(_FORMULA) else text


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _disputed(event: Event) -> list[str]:
    return [attribute.name for attribute in event.attributes if attribute.agreement is Agreement.DISPUTED]


def _alternatives(attribute: Attribute | None) -> str:
    if attribute is None:
        return ""
    return JOIN.join(value_text(attribute.name, alternative.value) for alternative in attribute.alternatives)


def _told(place: EventPlace | Place | None) -> list[Cell]:
    """How far around its coordinates a place may be, and what is known of where it is, in words."""
    if place is None:
        return [None, None]
    return [None if place.radius_km is UNSET else place.radius_km, told(place) or None]


def _event_row(event: Event, kinds: Sequence[str]) -> list[Cell]:
    of = {attribute.name: attribute for attribute in event.attributes}
    place = event.where[0] if event.where else None
    when = event.when
    return [
        event.id,
        event.type,
        event.title,
        event.status.value,
        when.from_ if when else None,
        when.to if when else None,
        when.precision.value if when else None,
        JOIN.join(event.actors),
        JOIN.join(event.recipients),
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        *_told(place),
        JOIN.join(entry.name for entry in event.where),
        event.reports,
        event.outlets,
        len(event.origins),
        JOIN.join(_disputed(event)),
        event.part_of,
        *(_alternatives(of.get(kind)) for kind in kinds),
    ]


def _day_or_interval(published: Published) -> str:
    """An ISO 8601 day, or interval ``from/to``."""
    if not (published.from_ or published.to):
        return ""
    return "/".join(dict.fromkeys(day or ".." for day in (published.from_, published.to)))


def _quantity(quantity: Quantity) -> str:
    value = {"value": quantity.value, "comparator": quantity.comparator.value, "of": quantity.of}
    return f"{quantity.kind}: {value_text(quantity.kind, {**value, 'low': quantity.low, 'high': quantity.high})}"


def _claim_row(claim: Claim, report: Report, event: str | None) -> list[Cell]:
    place = claim.where[0] if claim.where else None
    when = claim.when

    def sources(role: Role) -> str:
        return JOIN.join(link.name for link in claim.attribution if link.role is role)

    return [
        claim.key,
        event,
        report.id,
        outlet_of(report),
        _day_or_interval(report.published),
        claim.type,
        claim.status.value,
        claim.trigger.text,
        JOIN.join(actor.name for actor in claim.actors),
        JOIN.join(recipient.name for recipient in claim.recipients),
        when.from_ if when else None,
        when.to if when else None,
        when.precision.value if when else None,
        when.text if when else None,
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        *_told(place),
        JOIN.join(entry.name for entry in claim.where),
        JOIN.join(map(_quantity, claim.quantities)),
        sources(Role.SPEAKER),
        sources(Role.MEDIUM),
        sources(Role.AGENCY),
        claim.confidence,
        claim.evidence.start,
        claim.evidence.end,
        report.text[claim.evidence.start : claim.evidence.end],
    ]
