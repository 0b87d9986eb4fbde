"""Parts of places and ways on the globe: properties, and a few places that everybody can look up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise.gazetteer_entry import Box, GazetteerEntry
from muster.normalise.geodesy import destination, distance_km
from muster.normalise.places_parts import part_of
from muster.normalise.places_words import PlaceWords

latitudes, longitudes = st.floats(-80, 80), st.floats(-179.9, 179.9)
sides = st.sampled_from(sorted(set(PlaceWords.load().directions.values())))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    south, west = draw(latitudes), draw(longitudes)
    north, east = min(84.0, south + draw(st.floats(0.5, 40))), west + draw(st.floats(0.5, 90))
    return west, south, east - 360 if east > 180 else east, north


def holds(box: Box, lat: float, lon: float) -> bool:
    west, south, east, north = box
    across = west - 1e-3 <= lon <= east + 1e-3 if west <= east else lon >= west - 1e-3 or lon <= east + 1e-3
    return south - 1e-3 <= lat <= north + 1e-3 and across


@given(boxes(), sides)
def test_a_part_lies_in_the_whole_and_its_centre_in_the_part(box: Box, side: tuple[float, float]) -> None:
    part = part_of(GazetteerEntry("x", "X", 0.0, 0.0, box=box), "part of X", side)
    assert part.box is not None and part.lat is not None and part.lon is not None
    west, south, east, north = part.box
    for lat, lon in ((south, west), (north, east)):
        assert holds(box, lat, lon)
        assert distance_km(part.lat, part.lon, lat, lon) <= part.radius_km + 1
    assert holds(part.box, part.lat, part.lon)


@given(latitudes, longitudes, st.floats(1, 5000), sides)
def test_a_part_of_a_circle_is_half_as_wide_and_lies_within(
    lat: float, lon: float, km: float, side: tuple[float, float]
) -> None:
    whole = GazetteerEntry("x", "X", lat, lon, radius_km=km)
    part = part_of(whole, "part of X", side)
    assert part.lat is not None and part.lon is not None and abs(part.lon) <= 180 and part.box is None
    assert part.radius_km == pytest.approx(km / 2, abs=0.1)
    if km < 1000:
        assert distance_km(lat, lon, part.lat, part.lon) <= 0.75 * km


@given(latitudes, longitudes, st.floats(0, 9000), st.floats(0, 360))
def test_a_way_of_so_many_km_ends_so_many_km_away(lat: float, lon: float, km: float, bearing: float) -> None:
    there = destination(lat, lon, km, bearing)
    assert distance_km(lat, lon, *there) == pytest.approx(km, abs=0.01)
    assert abs(there[0]) <= 90 and abs(there[1]) <= 180


@pytest.mark.parametrize(
    ("km", "bearing", "lat", "lon"),
    [(111.2, 0, 1, 179.5), (111.2, 180, -1, 179.5), (111.2, 90, 0, -179.5), (111.2, 270, 0, 178.5)],
)
def test_the_ways_of_the_compass(km: float, bearing: float, lat: float, lon: float) -> None:
    assert destination(0, 179.5, km, bearing) == pytest.approx((lat, lon), abs=0.01)
