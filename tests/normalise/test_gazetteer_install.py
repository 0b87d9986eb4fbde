"""Adding countries from GeoNames' dumps and places of one's own: from a server, a folder, broken and wrong files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from muster.normalise import gazetteer_install as additions
from muster.normalise.gazetteer import Gazetteer, GazetteerError
from muster.normalise.gazetteer_files import additions_digest, installed_database, manifest, own_places
from tests.normalise.dumps import Shelf, dump, row, served

TJ = dump(
    "TJ",
    row(9000001, "Qurghonsoy", alternates="Kurgonsoy,Курғонсой,KGS", lat=37.9, lon=69.1, admin1="02", population=900),
    row(9000002, "Sangdara Training Ground", feature="S.INSM", lat=37.6, lon=68.8),
    row(9000003, "Sangdara Spring", feature="H.SPNG"),
)
UZ = dump("UZ", row(9000011, "Oqmazor", country="UZ", admin1="12"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def found(name: str) -> list[tuple[str, str | None]]:
    gazetteer = Gazetteer.open()
    try:
        return [(entry.id, entry.country) for entry in gazetteer.lookup(name)]
    finally:
        gazetteer.close()


def test_a_country_from_a_server_is_found_by_every_name(folder: Path) -> None:
    with served(Shelf({"/TJ.zip": TJ})) as shelf:
        (entry,) = additions.install(["TJ"], shelf.address)
    assert (entry.places, entry.sha256) == (2, hashlib.sha256(TJ).hexdigest())
    assert found("Qurghonsoy") == found("Kurgonsoy") == [("gn9000001", "TJ")]
    assert found("Sangdara Training Ground") == [("gn9000002", "TJ")]
    assert found("Sangdara Spring") != [("gn9000003", "TJ")]  # springs are not kept
    assert not list(folder.glob("dumps/*"))


def test_the_division_has_its_name_and_the_place_its_reach() -> None:
    with served(Shelf({"/TJ.zip": TJ})) as shelf:
        additions.install(["TJ"], shelf.address)
    (entry,) = Gazetteer.open().lookup("Qurghonsoy")
    assert entry.admin1 == "Khatlon Province"
    assert (entry.lat, entry.lon, entry.radius_km, entry.population) == (37.9, 69.1, 3.0, 900)


def test_a_broken_transfer_goes_on_where_it_stopped(folder: Path) -> None:
    with served(Shelf({"/TJ.zip": TJ})) as shelf:
        shelf.breaks_after = 100
        with pytest.raises(GazetteerError, match="goes on from there"):
            additions.install(["TJ"], shelf.address)
        assert (folder / "dumps/TJ.zip.part").stat().st_size == 100
        assert not installed_database().exists()
        shelf.breaks_after = None
        additions.install(["TJ"], shelf.address)
        assert ("/TJ.zip", "bytes=100-") in shelf.asked
    assert found("Qurghonsoy") == [("gn9000001", "TJ")]


def test_a_file_that_changed_meanwhile_is_fetched_anew() -> None:
    with served(Shelf({"/TJ.zip": dump("TJ", row(1, "Old Name"))})) as shelf:
        shelf.breaks_after = 50
        with pytest.raises(GazetteerError):
            additions.install(["TJ"], shelf.address)
        shelf.files["/TJ.zip"], shelf.tag, shelf.breaks_after = TJ, '"second"', None
        additions.install(["TJ"], shelf.address)
    assert found("Qurghonsoy") == [("gn9000001", "TJ")]


def test_a_stated_sum_is_checked() -> None:
    right = f"{hashlib.sha256(TJ).hexdigest()}  TJ.zip\n".encode()
    with served(Shelf({"/TJ.zip": TJ, "/TJ.zip.sha256": right})) as shelf:
        additions.install(["TJ"], shelf.address)
        shelf.files["/TJ.zip.sha256"] = b"0" * 64
        with pytest.raises(GazetteerError, match="SHA-256"):
            additions.install(["TJ"], shelf.address)
    assert found("Qurghonsoy") == [("gn9000001", "TJ")]  # what was there is kept


def test_countries_stand_side_by_side_are_renewed_and_removed(tmp_path: Path) -> None:
    (tmp_path / "TJ.zip").write_bytes(TJ)
    (tmp_path / "UZ.zip").write_bytes(UZ)
    additions.install(["TJ", "UZ"], str(tmp_path))
    assert [entry.code for entry in additions.installed()] == ["TJ", "UZ"]
    (tmp_path / "TJ.zip").write_bytes(dump("TJ", row(9000004, "Navdeha")))
    additions.install(["TJ"], str(tmp_path))
    assert found("Navdeha") == [("gn9000004", "TJ")]
    assert ("gn9000001", "TJ") not in found("Qurghonsoy")
    assert found("Oqmazor") == [("gn9000011", "UZ")]
    assert Gazetteer.open().has(9000011) and not Gazetteer.open().has(9000001)
    additions.remove(["UZ"])
    assert [entry.code for entry in additions.installed()] == ["TJ"]
    assert ("gn9000011", "UZ") not in found("Oqmazor")


def test_a_name_that_many_places_bear_is_ranked_and_follows_what_is_installed(tmp_path: Path) -> None:
    """Such names are answered from ready-made rows, here beside those of one database and after a renewal."""
    peopled = [row(9000030 + number, "Navobodak", population=number * 1000) for number in range(12)]
    for bearers in (peopled, peopled[:9], peopled[:3]):
        (tmp_path / "TJ.zip").write_bytes(dump("TJ", *bearers))
        additions.install(["TJ"], str(tmp_path))
        wanted = [(f"gn{9000030 + number}", "TJ") for number in reversed(range(2, len(bearers)))]
        assert found("Navobodak")[: len(wanted)] == wanted
        assert len(found("Navobodak")) == len(bearers)


def test_the_bare_table_of_a_dump_will_do(tmp_path: Path) -> None:
    (tmp_path / "TJ.txt").write_text(row(9000001, "Qurghonsoy") + "\n", encoding="utf-8")
    additions.install(["TJ"], str(tmp_path))
    assert found("Qurghonsoy") == [("gn9000001", "TJ")]


def test_what_muster_knows_of_a_place_comes_before_the_dump(tmp_path: Path) -> None:
    before = Gazetteer.open().lookup("Bokhtar")[0]
    assert before.geonameid is not None
    (tmp_path / "TJ.txt").write_text(row(before.geonameid, "Bokhtar", lat=1, lon=1) + "\n", encoding="utf-8")
    additions.install(["TJ"], str(tmp_path))
    assert Gazetteer.open().lookup("Bokhtar")[0] == before


def test_a_brook_or_an_airstrip_of_a_dump_is_no_rival_of_a_city(tmp_path: Path) -> None:
    table = [row(9000021, "Lisbon", feature="H.STM"), row(9000022, "Nairobi", feature="S.AIRF")]
    (tmp_path / "TJ.txt").write_text("\n".join(table) + "\n", encoding="utf-8")
    additions.install(["TJ"], str(tmp_path))
    assert [found(name)[0][1] for name in ("Lisbon", "Nairobi")] == ["PT", "KE"]
    assert [("gn9000021", "TJ") in found("Lisbon"), ("gn9000022", "TJ") in found("Nairobi")] == [True, True]


WRONG = {
    "no zip": ("TJ.zip", b"this is no archive", "damaged zip"),
    "cut off": ("TJ.zip", TJ[: len(TJ) // 2], "damaged zip"),
    "two tables": ("TJ.txt", b"1\tName\n", "has 2 columns"),
    "not numbers": ("TJ.txt", row(1, "Name", lat="north").encode(), "must be numbers"),
    "off the globe": ("TJ.txt", row(1, "Name", lat=99).encode(), "not on the globe"),
    "another country": ("TJ.txt", row(1, "Name", country="UZ").encode(), "no place of TJ"),
    "wrong encoding": ("TJ.txt", row(1, "Größe").encode("latin-1"), "not UTF-8"),
    "empty": ("TJ.txt", b"", "no place of TJ"),
}


@pytest.mark.parametrize(("name", "content", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_dump_is_refused_and_nothing_changes(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / "UZ.zip").write_bytes(UZ)
    additions.install(["UZ"], str(tmp_path))
    before = installed_database().read_bytes(), manifest().read_bytes()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GazetteerError, match=message):
        additions.install(["TJ"], str(tmp_path))
    assert (installed_database().read_bytes(), manifest().read_bytes()) == before
    assert not list(installed_database().parent.glob("*.part"))


def test_errors_of_the_network_are_one_line() -> None:
    with served(Shelf({})) as shelf, pytest.raises(GazetteerError, match="404") as error:
        additions.install(["TJ"], shelf.address)
    assert "\n" not in str(error.value)
    with pytest.raises(GazetteerError, match="cannot be reached"):
        additions.install(["TJ"], shelf.address)  # the server has gone


@pytest.mark.parametrize("code", ["T", "TJK", "tj", "../TJ"])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(GazetteerError, match="no ISO 3166-1"):
        additions.install([code], "/nowhere")


def test_own_places_are_added_replaced_and_kept(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,country\nSangdara Range,37.6,68.8,TJ\nOqmazor,38,69,\n", encoding="utf-8")
    assert additions.add_places(table) == (2, 2)
    table.write_text("name,lat,lon,alternate names\nSangdara Range,37.7,68.9,Sangdara Polygon\n", encoding="utf-8")
    assert additions.add_places(table) == (0, 2)
    (entry,) = Gazetteer.open().lookup("Sangdara Polygon")
    assert (entry.id, entry.lat) == ("user:sangdara range", 37.7)


def test_a_wrong_row_adds_nothing_and_is_named_by_its_line(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon\nGood,1,1\nBad,91,0\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"mine\.csv:3"):
        additions.add_places(table)
    assert not own_places().exists()


def test_the_digest_changes_with_the_additions(tmp_path: Path) -> None:
    seen = [additions_digest()]
    (tmp_path / "TJ.zip").write_bytes(TJ)
    additions.install(["TJ"], str(tmp_path))
    seen.append(additions_digest())
    (tmp_path / "mine.csv").write_text("name,lat,lon\nGood,1,1\n", encoding="utf-8")
    additions.add_places(tmp_path / "mine.csv")
    seen.append(additions_digest())
    assert seen[0] == "" and len(set(seen)) == 3


def test_a_damaged_list_says_what_to_do() -> None:
    manifest().parent.mkdir(parents=True)
    manifest().write_text(json.dumps([{"nonsense": 1}]), encoding="utf-8")
    with pytest.raises(GazetteerError, match="install the countries again"):
        additions.installed()
