"""Where a place is, as far as its record says: a point with a reach, a box, a line, or nothing; drawn and put in words.

A place that words tell by another one ("20 km east of Gao") has a point that is worked out from them and a reach that
says how far off it may be. A whole country and a place that nothing tells have none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from msgspec import UNSET

from muster.normalise.geodesy import destination
from muster.publish.basemap import border, country_names
from muster.publish.words import figure, one_line
from muster.record import DIRECTIONS, Anchor, Box, EventPlace, Place

LonLat = tuple[float, float]
NEAR_KM = 25.0  # beyond an anchor's own reach, where no distance is told
WIDEST_KM = 300.0  # an anchor of a wider reach tells no point
_SIDEWAYS = math.sin(math.radians(22.5))  # "east" is anything nearer to east than to the next of eight directions


@dataclass(frozen=True, slots=True)
class Shape:
    """``point`` (lon, lat) is the middle of where the place is, ``reach_km`` how far around that it may be, ``box`` an
    area's extent, ``lines`` a border, or the straight way between two places. ``estimated``: worked out from words.
    """

    point: LonLat | None = None
    reach_km: float = 0.0
    box: Box | None = None
    lines: tuple[tuple[LonLat, ...], ...] = ()
    estimated: bool = False


def shape_of(place: EventPlace | Place) -> Shape:
    """The shape of a place; an empty one where its record does not say where it is."""
    if place.border is not UNSET:
        return Shape(lines=_border(place.border))
    if place.lat is not None and place.lon is not None:
        reach = 0.0 if place.radius_km is UNSET else place.radius_km
        return Shape((place.lon, place.lat), reach, None if place.box is UNSET else place.box)
    anchors = () if place.near is UNSET else place.near
    if len(anchors) == 1:
        return _beside(anchors[0])
    if len(anchors) == 2:
        return _between(*anchors)
    return Shape()


def is_country(place: EventPlace | Place) -> bool:
    """Whether ``place`` is a whole country: a dot in its middle would claim more than the reports do."""
    return country_names().get(place.country or "", "").casefold() == place.name.casefold()


def told(place: EventPlace | Place) -> str:
    """What is known of where the place is, in words: "20 km east of Gao", "within 29 km"; empty where nothing is."""
    if place.border is not UNSET:
        return f"along the {_border_name(place.border)}"
    anchors = () if place.near is UNSET else place.near
    if len(anchors) == 2:
        return f"between {one_line(anchors[0].name)} and {one_line(anchors[1].name)}"
    if anchors:
        return _told_by(anchors[0])
    if place.radius_km is UNSET or is_country(place):
        return ""
    return f"within {figure(math.ceil(place.radius_km))} km"


def _told_by(anchor: Anchor) -> str:
    name = _border_name(anchor.border) if anchor.border is not UNSET else one_line(anchor.name)
    name = f"the {name}" if anchor.border is not UNSET else name
    distance = "" if anchor.distance_km is UNSET else f"{figure(round(anchor.distance_km, 1))} km"
    if anchor.direction is not UNSET:
        return f"{distance} {anchor.direction} of {name}".strip()
    return f"{distance} from {name}" if distance else f"near {name}"


def _border_name(codes: tuple[str, ...]) -> str:
    return "border of " + " and ".join(country_names().get(code, code) for code in codes)


def _border(codes: tuple[str, ...]) -> tuple[tuple[LonLat, ...], ...]:
    return border(codes[0], codes[1] if len(codes) > 1 else None)


def _beside(anchor: Anchor) -> Shape:
    if anchor.border is not UNSET:
        return Shape(lines=_border(anchor.border), estimated=True)
    radius = 0.0 if anchor.radius_km is UNSET else anchor.radius_km
    if anchor.lat is None or anchor.lon is None or radius > WIDEST_KM:
        return Shape()
    here = anchor.lon, anchor.lat
    if anchor.direction is UNSET:
        reach = radius + (NEAR_KM if anchor.distance_km is UNSET else anchor.distance_km)
        return Shape(here, reach, estimated=True)
    km = radius + NEAR_KM / 2 if anchor.distance_km is UNSET else anchor.distance_km
    lat, lon = destination(anchor.lat, anchor.lon, km, 45.0 * DIRECTIONS.index(anchor.direction))
    reach = km if anchor.distance_km is UNSET else radius + km * _SIDEWAYS
    return Shape((round(lon, 4), round(lat, 4)), round(reach, 1), estimated=True)


def _between(first: Anchor, second: Anchor) -> Shape:
    if None in (first.lat, first.lon, second.lat, second.lon):
        return Shape()
    ends = tuple(
        (anchor.lon, anchor.lat) for anchor in (first, second) if anchor.lon is not None and anchor.lat is not None
    )
    return Shape(lines=(ends,), estimated=True)
