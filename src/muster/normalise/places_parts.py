"""Parts of places: what "northern Syria" is of Syria."""

from __future__ import annotations

import math

import msgspec

from muster.normalise.gazetteer_entry import Box, GazetteerEntry
from muster.normalise.geodesy import KM_PER_DEGREE, distance_km
from muster.normalise.spelling import fold


def part_of(entry: GazetteerEntry, name: str, side: tuple[float, float]) -> GazetteerEntry:
    """The part of ``entry`` to one side, (north, east) in -1..1, (0, 0) its middle; ``name`` is what it is called.

    With a box, the half (the quarter, in the diagonal) of the box on that side, its centre, and the reach to its
    corners; else the centre moved half the reach to that side, and half as wide. ``entry`` must have coordinates.
    """
    box = _side_of(entry.box, side) if entry.box is not None else None
    lat, lon, radius = _around(box) if box is not None else _moved(entry, side)
    return msgspec.structs.replace(
        entry, id=f"{entry.id}:{fold(name)}", name=name, lat=round(lat, 4), lon=round(lon, 4),
        radius_km=round(radius, 1), feature_class="L", feature_code="RGN", population=0, geonameid=None, box=box,
    )  # fmt: skip


def _moved(entry: GazetteerEntry, side: tuple[float, float]) -> tuple[float, float, float]:
    assert entry.lat is not None and entry.lon is not None
    km = entry.radius_km / 2
    lat = max(-89.0, min(89.0, entry.lat + side[0] * km / KM_PER_DEGREE))
    east = side[1] * km / (KM_PER_DEGREE * max(0.2, math.cos(math.radians(entry.lat))))
    return lat, (entry.lon + east + 180) % 360 - 180, km


def _side_of(box: Box, side: tuple[float, float]) -> Box:
    west, south, east, north = box
    east += 360 if east < west else 0  # across the antimeridian
    south, north = _half(south, north, side[0], middle=side == (0, 0))
    west, east = _half(west, east, side[1], middle=side == (0, 0))
    return round(_turned(west), 3), round(south, 3), round(_turned(east), 3), round(north, 3)


def _half(low: float, high: float, towards: float, *, middle: bool) -> tuple[float, float]:
    if middle:
        return low + (high - low) / 4, high - (high - low) / 4
    if towards == 0:
        return low, high
    return ((low + high) / 2, high) if towards > 0 else (low, (low + high) / 2)


def _around(box: Box) -> tuple[float, float, float]:
    """The centre of a box and the distance to its farthest corner in km."""
    west, south, east, north = box
    lat, lon = (south + north) / 2, (west + east + (360 if east < west else 0)) / 2
    return lat, _turned(lon), max(distance_km(lat, lon, corner, west) for corner in (south, north))


def _turned(lon: float) -> float:
    return lon - 360 if lon > 180 else lon
