"""Where a place is, for the map and the exports: pins with a reach, borders, ways, or nothing."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
from pages import one_claim

from muster.normalise.geodesy import distance_km
from muster.publish import brief_html, brief_markdown
from muster.publish.basemap import border
from muster.publish.desk import view
from muster.publish.map import MapView, map_view
from muster.publish.shapes import Shape, shape_of, told
from muster.publish.tables import events_csv, events_geojson
from muster.publish.terminal import event_text
from muster.record import Anchor, CaseRecord, EventPlace

GAO = {"lat": 16.27, "lon": -0.04, "radius_km": 5.0}
EAST_OF_GAO = EventPlace(
    name="20 km east of Gao", near=(Anchor(name="Gao", **GAO, distance_km=20.0, direction="east"),)
)
NEAR_GAO = EventPlace(name="Gao", country="ML", lat=16.27, lon=-0.04, radius_km=30.0, near=(Anchor(name="Gao", **GAO),))
FRONTIER = EventPlace(name="Chadian-Sudanese border", country="TD", border=("TD", "SD"))
ROAD = EventPlace(
    name="road from Gao to Kidal", near=(Anchor(name="Gao", **GAO), Anchor(name="Kidal", lat=18.4, lon=1.4))
)
NORTH = EventPlace(name="northern Mali", country="ML", lat=19.0, lon=-1.0, radius_km=350.0, box=(-4.0, 17.6, 2.0, 20.4))
NOWHERE = EventPlace(name="Oltu range", country="ML")
OFF_YEMEN = EventPlace(name="coast of Yemen", near=(Anchor(name="Yemen", lat=15.5, lon=47.5, radius_km=500.0),))


def record_of(*places: EventPlace) -> CaseRecord:
    record = one_claim("Shots.")
    return msgspec.structs.replace(record, events=(msgspec.structs.replace(record.events[0], where=places),))


def map_of(*places: EventPlace) -> MapView:
    shown = map_view(view(record_of(*places), title="").events)
    assert shown is not None
    return shown


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (EAST_OF_GAO, "20 km east of Gao"),
        (NEAR_GAO, "near Gao"),
        (FRONTIER, "along the border of Chad and Sudan"),
        (ROAD, "between Gao and Kidal"),
        (NORTH, "within 350 km"),
        (NOWHERE, ""),
        (EventPlace(name="Mali", country="ML", lat=17.0, lon=-4.0, radius_km=700.0), ""),
        (EventPlace(name="x", near=(Anchor(name="y", border=("TD",), distance_km=3),)), "3 km from the border of Chad"),
        (EventPlace(name="x", near=(Anchor(name="Gao", direction="north"),)), "north of Gao"),
    ],
)  # fmt: skip
def test_told_in_words(place: EventPlace, words: str) -> None:
    assert told(place) == words


def test_a_measure_and_a_side_give_a_point_that_far_away() -> None:
    shape = shape_of(EAST_OF_GAO)
    assert shape.point is not None and shape.estimated
    lon, lat = shape.point
    assert distance_km(16.27, -0.04, lat, lon) == pytest.approx(20, abs=0.1)
    assert lon > -0.04 and lat == pytest.approx(16.27, abs=0.01)
    assert 5 < shape.reach_km < 20  # Gao's own size, and what "east" leaves open


@pytest.mark.parametrize(("km", "reach"), [(40.0, 45.0), (msgspec.UNSET, 30.0)])
def test_without_a_side_the_place_is_somewhere_around(km: float, reach: float) -> None:
    shape = shape_of(EventPlace(name="camp", near=(Anchor(name="Gao", **GAO, distance_km=km),)))
    assert (shape.point, shape.reach_km) == ((-0.04, 16.27), reach)


@pytest.mark.parametrize("place", [NOWHERE, OFF_YEMEN, EventPlace(name="x", border=("ML", "FR"))])
def test_what_tells_no_point_has_none(place: EventPlace) -> None:
    assert shape_of(place) == Shape()
    shown = map_of(place)
    assert (shown.pins, [site.name for site in shown.unplaced]) == ((), [place.name])


def test_borders_are_shared_lines() -> None:
    lines = border("TD", "SD")
    assert lines == border("SD", "TD")
    assert all(21 < lon < 25 and 10 < lat < 20 for line in lines for lon, lat in line)
    assert set(lines) < set(border("TD"))
    assert border("TD", "FR") == border("QQ") == ()


def test_the_map_draws_reaches_boxes_and_lines() -> None:
    shown = map_of(EAST_OF_GAO, NEAR_GAO, ROAD, NORTH, FRONTIER, NOWHERE)
    assert {pin.site.name for pin in shown.pins} == {"20 km east of Gao", "Gao", "northern Mali"}
    assert [site.name for site, _ in shown.ways] == ["road from Gao to Kidal"]  # the other is far away
    assert {path.path[-1] for path in shown.reaches} == {"Z"}
    assert sum("H" in path.path for path in shown.reaches) == 1
    assert [site.name for site in shown.drawn] == ["Chadian-Sudanese border", "road from Gao to Kidal"]
    assert [site.name for site in shown.unplaced] == ["Oltu range"]


def test_a_border_alone_frames_the_map() -> None:
    ((site, way),) = map_of(FRONTIER).ways
    assert site.name == "Chadian-Sudanese border"
    assert 0 < way.x < 1000 and 0 < way.y < 560
    assert way.path.count("L") > 20


def test_lines_and_reaches_are_on_the_page_with_their_events() -> None:
    page = brief_html(record_of(EventPlace(name="Abéché", lat=13.8, lon=20.8, radius_km=40.0), FRONTIER))
    assert 'class="reach st-' in page
    assert 'data-place="Chadian-Sudanese border"' in page
    assert "(along the border of Chad and Sudan)" in page


def test_other_forms_tell_it_too() -> None:
    record = record_of(NEAR_GAO, EAST_OF_GAO, FRONTIER, NOWHERE)
    markdown = brief_markdown(record)
    assert "- 20 km east of Gao" in markdown
    assert "Chadian-Sudanese border, Chad (along the border of Chad and Sudan)" in markdown
    text = event_text(record, record.events[0].id)
    assert "Gao, Mali: 16.270, -0.040, near Gao" in text
    assert "Oltu range, Mali: not known where" in text
    (row,) = csv.DictReader(io.StringIO(events_csv(record)))
    assert (row["lat"], row["radius_km"], row["told"]) == ("16.27", "30.0", "near Gao")


def test_geojson_has_lines_boxes_and_estimates() -> None:
    features = json.loads(events_geojson(record_of(NORTH, EAST_OF_GAO, ROAD, FRONTIER, NOWHERE)))["features"]
    assert [f["geometry"]["type"] for f in features] == ["Point", "Point", "MultiLineString", "MultiLineString"]
    assert features[0]["bbox"] == [-4.0, 17.6, 2.0, 20.4]
    assert [f["properties"]["estimated"] for f in features] == [False, True, True, False]
    assert features[1]["properties"]["told"] == "20 km east of Gao"


def test_a_box_across_the_antimeridian_is_no_rectangle() -> None:
    fiji = EventPlace(
        name="western Fiji", country="FJ", lat=-18, lon=178, radius_km=200.0, box=(177.0, -19.0, -179.9, -16.0)
    )
    assert map_of(fiji).reaches == ()
