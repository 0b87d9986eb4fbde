"""The map: what is pinned, what is only listed, and the geometry underneath."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import pytest
from drills import drills
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import one_claim

from muster.publish.basemap import WORLD, Window, clip, countries, country_names, land, latitude, project
from muster.publish.desk import view
from muster.publish.map import map_view
from muster.publish.view import Brief
from muster.record import CaseRecord, EventPlace, Status


def brief_of(*places: EventPlace, status: Status = Status.DONE) -> Brief:
    record = one_claim("Shots.")
    event = msgspec.structs.replace(record.events[0], where=places, status=status)
    return view(msgspec.structs.replace(record, events=(event,)), title="")


def test_places_are_pinned_or_listed_but_never_guessed() -> None:
    shown = map_view(view(drills(), title="").events)
    assert shown is not None
    assert [site.name for site in shown.unplaced] == ["Lyaur range"]
    assert [site.name for site in shown.countries] == ["Tajikistan", "Afghanistan"]
    assert {pin.site.name: pin.site.look for pin in shown.pins} == {
        "Spin Boldak": "contested", "Sheberghan": "contested", "Hairatan": "possible", "Aibak": "done",
        "Badakhshan": "done", "Kharb-Maidon": "done", "Kunduz": "done", "Shir Khan Bandar": "done", "Termez": "done",
    }  # fmt: skip


def test_the_map_shows_the_countries_around() -> None:
    shown = map_view(view(drills(), title="").events)
    assert shown is not None
    assert {name for name, _, _ in shown.labels} >= {"Afghanistan", "Uzbekistan", "Turkmenistan", "Pakistan"}


def test_scenario_events_took_no_place() -> None:
    here = EventPlace(name="Kunduz", country="AF", lat=36.7, lon=68.9)
    assert map_view(brief_of(here, status=Status.SIMULATED).events) is None
    assert map_view(brief_of().events) is None


def test_places_without_coordinates_alone_are_a_list_without_a_map() -> None:
    shown = map_view(brief_of(EventPlace(name="Nowhere")).events)
    assert shown is not None
    assert (shown.pins, shown.paths, [site.name for site in shown.unplaced]) == ((), (), ["Nowhere"])


def test_a_far_place_does_not_shrink_the_map_of_the_others() -> None:
    near = [EventPlace(name=f"Post {n}", country="TJ", lat=37 + n / 10, lon=68 + n / 10) for n in range(8)]
    shown = map_view(brief_of(*near, EventPlace(name="Lima", country="PE", lat=-12.0, lon=-77.0)).events)
    assert shown is not None
    assert [site.name for site in shown.beyond] == ["Lima"]
    assert len(shown.pins) == 8


def test_two_names_of_one_point_share_a_pin() -> None:
    shown = map_view(
        brief_of(EventPlace(name="Base", lat=37.6, lon=68.6), EventPlace(name="Kharb", lat=37.6, lon=68.6)).events
    )
    assert shown is not None
    assert [(pin.site.name, len(pin.site.events)) for pin in shown.pins] == [("Base / Kharb", 1)]


def test_a_longer_name_of_the_same_point_is_left_out() -> None:
    shown = map_view(
        brief_of(EventPlace(name="port of Kisu", lat=-1, lon=42), EventPlace(name="Kisu", lat=-1, lon=42)).events
    )
    assert shown is not None
    assert [pin.site.name for pin in shown.pins] == ["Kisu"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=6))
def test_a_map_can_be_drawn_anywhere_and_its_frame_lies_on_its_sheet(points: list[tuple[float, float]]) -> None:
    places = [EventPlace(name=f"P{n}", lat=lat, lon=lon) for n, (lat, lon) in enumerate(points)]
    shown = map_view(brief_of(*places).events)
    assert shown is not None
    x, y, width, height = shown.frame
    left, top, across, down = shown.sheet
    assert left - 0.2 <= x
    assert x + width <= left + across + 0.2
    assert top - 0.2 <= y
    assert y + height <= top + down + 0.2
    assert len(shown.pins) + len(shown.beyond) >= 1


def test_the_base_map_holds_the_world() -> None:
    assert len(countries()) > 230
    assert [country_names()[code] for code in ("TJ", "AF", "UZ", "CD", "XK")] == [
        "Tajikistan", "Afghanistan", "Uzbekistan", "DR Congo", "Kosovo"
    ]  # fmt: skip


def test_countries_astride_the_antimeridian_leave_no_line_across_the_world() -> None:
    for country in countries():
        for ring in country.rings:
            assert max(abs(b[0] - a[0]) for a, b in pairwise(ring)) < 180 or country.name == "Antarctica"
    x, y = project(-172.0, 66.0)  # Chukotka's far end lies at western longitudes
    assert [country.name for country, _ in land(Window(x - 0.1, y - 0.1, x + 0.1, y + 0.1))] == ["Russia"]


@pytest.mark.parametrize(
    ("lat", "lon", "code"), [(38.54, 68.78, "TJ"), (34.53, 69.17, "AF"), (-1.29, 36.82, "KE"), (55.75, 37.62, "RU")]
)
def test_capitals_lie_in_their_countries(lat: float, lon: float, code: str) -> None:
    x, y = project(lon, lat)
    dot = Window(x - 0.01, y - 0.01, x + 0.01, y + 0.01)
    assert [country.code for country, _ in land(dot)] == [code]


@given(st.floats(-84, 84))
def test_projection_has_its_inverse(lat: float) -> None:
    assert math.isclose(latitude(project(0, lat)[1]), lat, abs_tol=1e-9)


coordinate = st.integers(-20, 20).map(float)


@given(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=12))
def test_clipping_leaves_nothing_outside_and_keeps_what_is_inside(ring: list[tuple[float, float]]) -> None:
    window = Window(-10, -10, 10, 10)
    left = clip(tuple(ring), window)
    assert all(-10.001 <= x <= 10.001 and -10.001 <= y <= 10.001 for x, y in left)
    assert {p for p in ring if max(map(abs, p)) < 10} <= set(left)
    assert clip(tuple(ring), WORLD) == tuple(ring)


def test_an_empty_case_has_no_map() -> None:
    assert map_view(view(CaseRecord(), title="").events) is None
