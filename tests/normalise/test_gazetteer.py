from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise import gazetteer_files
from muster.normalise.gazetteer import Gazetteer, GazetteerError
from muster.normalise.gazetteer_files import cache_folder
from muster.normalise.geodesy import distance_km
from muster.normalise.places_words import PlaceWords

OWN = "name,lat,lon,country,feature,alternate names,radius_km\n"


@pytest.mark.parametrize(
    ("name", "country", "code", "lat", "lon"),
    [
        ("Dushanbe", "TJ", "PPLC", 38.54, 68.78),
        ("Termez", "UZ", "PPL", 37.22, 67.28),
        ("Kharkov", "UA", "PPL", 49.98, 36.25),
        ("Lashkargah", "AF", "PPL", 31.59, 64.37),
        ("Russia's", "RU", "PCLI", 60.0, 100.0),
        ("the Central African Republic", "CF", "PCLI", 7.0, 21.0),
        ("DRC", "CD", "PCLI", -2.5, 23.5),
        ("Khatlon province", "TJ", "ADM1", 37.8, 69.0),
        ("the province of Takhar", "AF", "ADM1", 36.9, 69.6),
        ("Sughd Region", "TJ", "ADM1", 40.2, 69.5),
        ("Orenburg region", "RU", "ADM1", 52.0, 55.0),
        ("Rapides Parish", "US", "ADM2", 31.2, -92.4),
        ("the town of Panj", "TJ", "PPL", 37.24, 69.1),
        ("Surkhandarya", "UZ", "ADM1", 37.8, 67.5),
        ("Hodeidah", "YE", "PPL", 14.8, 42.95),
        ("Calif.", "US", "ADM1", 37.25, -119.75),
        ("Donbas", "UA", "RGN", 48.3, 38.0),
        ("the Strait of Hormuz", None, "STRT", 26.6, 56.3),
        ("Amu Darya river", None, "STM", 39.5, 63.5),
        ("Bagram air base", "AF", "AIRB", 34.95, 69.27),
    ],
    ids=lambda value: str(value),
)
def test_lookup(gazetteer: Gazetteer, name: str, country: str | None, code: str, lat: float, lon: float) -> None:
    fitting = [e for e in gazetteer.lookup(name)[:3] if (e.country, e.feature_code) == (country, code)]
    assert fitting, gazetteer.lookup(name)[:3]
    assert fitting[0].lat is not None and fitting[0].lon is not None
    assert distance_km(fitting[0].lat, fitting[0].lon, lat, lon) < 150


@pytest.mark.parametrize("name", ["", " ", "'s", "EU", "IS", "Qwrtpsdfg", "the", "province"])
def test_lookup_of_no_place_is_empty(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == []


@pytest.mark.parametrize(
    ("part", "whole", "north", "east"),
    [
        ("northern Syria", "Syria", 1, 0),
        ("southeast Ukraine", "Ukraine", -1, 1),
        ("the western Sahel", "Sahel", 0, -1),
        ("eastern Russia", "Russia", 0, 1),  # its box crosses the antimeridian
        ("northern Chile", "Chile", 1, 0),
        ("southern Bavaria", "Bavaria", -1, 0),
    ],
)
def test_part_of_a_place_moves_to_that_side(gazetteer: Gazetteer, part: str, whole: str, north: int, east: int) -> None:
    moved, still = gazetteer.lookup(part)[0], gazetteer.lookup(whole)[0]
    assert moved.lat is not None and still.lat is not None and moved.lon is not None and still.lon is not None
    if north:
        assert (moved.lat > still.lat) == (north > 0)
    if east:
        assert (moved.lon > still.lon) == (east > 0)
    assert moved.country == still.country and moved.radius_km <= 1.2 * still.radius_km
    assert (moved.box is None) == (still.box is None)


def test_a_country_and_a_province_have_boxes_and_a_town_a_reach(gazetteer: Gazetteer) -> None:
    boxes = {name: gazetteer.lookup(name)[0].box for name in ("Tajikistan", "Khatlon province", "Dushanbe", "Fiji")}
    assert boxes["Tajikistan"] == pytest.approx((67.3, 36.7, 75.1, 41.0), abs=0.3)
    assert boxes["Khatlon province"] == pytest.approx((67.9, 37.0, 70.2, 38.5), abs=0.5)
    assert boxes["Dushanbe"] is None
    fiji = boxes["Fiji"]
    assert fiji is not None and fiji[0] > 170 and fiji[2] < -170  # west is greater than east


def test_other_names_of_a_place(gazetteer: Gazetteer) -> None:
    kyiv = gazetteer.lookup("Kyiv")[0].geonameid
    assert kyiv is not None
    assert {"Kiev", "Kiew"} <= set(gazetteer.names(kyiv))
    assert gazetteer.names(-1) == ()


def test_a_match_says_why(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Dushanbe")[0].reason == "exact"
    assert gazetteer.search("Kharkov")[0].reason == "another name"
    assert "spelling of" in gazetteer.search("Surjan Daria")[0].reason


def test_user_places_come_first_and_are_found_by_spelling(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(OWN + "Lyaur,38.3,68.6,tj,S.INSM,Lyaur range|Lohur,12\n", encoding="utf-8")
    gazetteer = Gazetteer.open(table)
    for name in ("Lyaur", "Lohur", "Liaur", "the Lyaur training ground"):
        entry = gazetteer.lookup(name)[0]
        assert (entry.id, entry.country, entry.feature_code, entry.radius_km) == ("user:lyaur", "TJ", "INSM", 12.0)
    gazetteer.close()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Camp,95,0", "not on the globe"),
        ("Camp,x,0", "must be numbers"),
        (",1,1", "name is empty"),
        ("Camp,1,1,Tajikistan", "no ISO 3166-1"),
        ("Camp,1,1,TJ,Base", "no GeoNames code"),
        ("Camp,nan,1", "not on the globe"),
    ],
)
def test_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    table = tmp_path / "places.csv"
    table.write_text(OWN + "Fine,1,1\n" + row + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=says) as refusal:
        Gazetteer.open(table)
    assert f"{table}:3" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(("content", "says"), [("name,lat\nA,1\n", "no column lon"), ("", "no column name, lat, lon")])
def test_table_without_columns_is_refused(tmp_path: Path, content: str, says: str) -> None:
    table = tmp_path / "places.csv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=says):
        Gazetteer.open(table)


def test_missing_or_binary_table_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "places.csv"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for path, says in ((tmp_path / "none.csv", "cannot be read"), (binary, "no CSV file in UTF-8")):
        with pytest.raises(GazetteerError, match=says):
            Gazetteer.open(path)


def test_cache_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("MUSTER_CACHE", str(blocked / "cache"))
    with pytest.raises(GazetteerError, match="MUSTER_CACHE"):
        gazetteer_files.database()


def test_damaged_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = gazetteer_files.database().name
    (tmp_path / name).write_bytes(b"not a database, long enough to be read as one" * 100)
    monkeypatch.setenv("MUSTER_CACHE", str(tmp_path))
    with pytest.raises(GazetteerError, match="delete it"):
        Gazetteer.open()


def test_cache_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path


@given(st.text(max_size=40))
def test_lookup_never_raises(name: str) -> None:
    _ = _shared().lookup(name)
    PlaceWords.load().strip(name)


def _shared(opened: list[Gazetteer] = []) -> Gazetteer:  # noqa: B006
    if not opened:
        opened.append(Gazetteer.open())
    return opened[0]
