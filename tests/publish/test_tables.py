"""CSV and GeoJSON exports."""

from __future__ import annotations

import csv
import io
import json

import pytest
from drills import drills
from hypothesis import given
from hypothesis import strategies as st
from pages import one_claim

from muster.publish import claims_csv, events_csv, events_geojson
from muster.publish.tables import safe_cell
from muster.record import CaseRecord, from_json, to_json


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_event_row() -> None:
    row = next(row for row in rows(events_csv(drills())) if row["id"] == "e-drill")
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "e-drill", "type": "exercise", "title": "Russia, Tajikistan, Uzbekistan: exercise, Kharb-Maidon",
        "status": "done", "from": "2021-08-05", "to": "2021-08-10", "precision": "day",
        "actors": "Russia | Tajikistan | Uzbekistan", "place": "Kharb-Maidon", "country": "TJ", "lat": "37.63",
        "lon": "68.6", "places": "Kharb-Maidon | Tajikistan", "reports": "5", "outlets": "5", "origins": "5",
        "disputed": "personnel", "personnel": "about 1,000 | 1,800 | more than 2,500 | 2,500 | at most 2,000",
        "equipment": "at most 500 vehicles", "duration": "6 days",
    }  # fmt: skip


def test_a_claim_row() -> None:
    record = drills()
    row = next(row for row in rows(claims_csv(record)) if row["trigger"] == "servicemen")
    assert {name: cell for name, cell in row.items() if cell} == {
        "claim": "r-08/c2", "event": "e-drill", "report": "r-08", "outlet": "Frontier Brief", "published": "2021-08-02",
        "type": "exercise", "status": "planned", "trigger": "servicemen", "from": "2021-08-05", "precision": "day",
        "when_text": "from 5 August", "place": "Kharb-Maidon", "country": "TJ", "lat": "37.63", "lon": "68.6",
        "places": "Kharb-Maidon", "quantities": "personnel: more than 2,500 | equipment: at most 500 vehicles",
        "speakers": "Central Military District", "media": "statement", "agencies": "Interfax", "confidence": "1.0",
        "start": row["start"], "end": row["end"], "evidence": row["evidence"],
    }  # fmt: skip
    report = next(report for report in record.reports if report.id == "r-08")
    assert report.text[int(row["start"]) : int(row["end"])] == row["evidence"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+7", "'+7"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'=1"),
        ("\r\n=1", "'=1"), ("＝1+1", "'＝1+1"),
        ("a=b", "a=b"), ("two\nlines", "two lines"), (-12.5, -12.5), (None, None),
    ],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_is_defused(cell: str | float | None, written: str | float | None) -> None:
    assert safe_cell(cell) == written


@given(st.text(min_size=1).filter(str.strip))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    record = one_claim(text, outlet=text)
    for table in (events_csv(record), claims_csv(record)):
        for row in csv.reader(io.StringIO(table)):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_every_place_with_coordinates_is_a_point() -> None:
    features = json.loads(events_geojson(drills()))["features"]
    drill = [f for f in features if f["properties"]["event"] == "e-drill"]
    assert [(f["geometry"]["coordinates"], f["properties"]["whole_country"]) for f in drill] == [
        ([68.6, 37.63], False),
        ([71.0, 38.9], True),
    ]
    assert drill[0]["properties"]["disputed"] == ["personnel"]
    assert not [f for f in features if f["properties"]["place"] == "Lyaur range"]


def test_the_case_itself_survives_json() -> None:
    record = drills()
    assert from_json(to_json(record), CaseRecord) == record
