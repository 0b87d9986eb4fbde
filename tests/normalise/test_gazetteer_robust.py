"""Adding to the gazetteer when something goes wrong: at the same time, on a full disk, stopped half-way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from muster.normalise import gazetteer_install as additions
from muster.normalise.gazetteer import Gazetteer, GazetteerError
from muster.normalise.gazetteer_files import installed_database, manifest, own_places
from tests.normalise.dumps import dump, row

TJ = dump("TJ", row(9000101, "Navqala"), row(9000102, "Sebzor"))
UZ = dump("UZ", row(9000111, "Oqtosh Yangi", country="UZ"))


@pytest.fixture(autouse=True)
def dumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path / "data"))
    (tmp_path / "TJ.zip").write_bytes(TJ)
    (tmp_path / "UZ.zip").write_bytes(UZ)
    return tmp_path


def knows(number: int) -> bool:
    with closing(Gazetteer.open()) as gazetteer:
        return gazetteer.has(number)


@contextmanager
def held(folder: Path) -> Iterator[sqlite3.Connection]:
    """The lock, as another process holds it."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / "lock.sqlite", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


def test_whoever_comes_second_is_told_so(dumps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(additions, "WAIT", 0.01)
    additions.install(["UZ"], str(dumps))
    table = dumps / "mine.csv"
    table.write_text("name,lat,lon\nKarvon Range,38,69\n", encoding="utf-8")
    with held(dumps / "data"):
        for change in (
            lambda: additions.install(["TJ"], str(dumps)),
            lambda: additions.remove(["UZ"]),
            lambda: additions.add_places(table),
        ):
            with pytest.raises(GazetteerError, match="another muster is changing the gazetteer") as refusal:
                change()
            assert "\n" not in str(refusal.value)
    assert knows(9000111) and not knows(9000101) and not own_places().exists()
    additions.install(["TJ"], str(dumps))
    assert knows(9000101)


def test_whoever_comes_second_waits_a_while(dumps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(additions, "WAIT", 60.0)
    with held(dumps / "data") as other:
        threading.Timer(0.2, lambda: other.execute("ROLLBACK")).start()
        additions.install(["TJ"], str(dumps))
    assert knows(9000101)


def test_two_at_once_both_arrive(dumps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(additions, "WAIT", 60.0)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda code: additions.install([code], str(dumps)), ("TJ", "UZ")))
    assert [entry.code for entry in additions.installed()] == ["TJ", "UZ"]
    assert knows(9000101) and knows(9000111)


def elsewhere(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in another process, with ``install`` at hand."""
    head = "import os, sys\nfrom muster.normalise import gazetteer_install as additions\n"
    return subprocess.run([sys.executable, "-c", head + code, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX systems")
@pytest.mark.parametrize("limit", [1000, 20_000, 40_000])
def test_a_full_disk_is_one_line_and_leaves_what_was_there(dumps: Path, limit: int) -> None:
    """A limit on the size of files fails as a full disk does: where a file is copied, and where the database grows."""
    additions.install(["UZ"], str(dumps))
    before = installed_database().read_bytes(), manifest().read_bytes()
    rows = (row(9100000 + n, f"Navqala {n}", alternates=f"Nawkala {n}") for n in range(2000))
    (dumps / "TJ.zip").write_bytes(dump("TJ", *rows))
    code = (
        f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))\n"
        "try:\n    additions.install(['TJ'], sys.argv[1])\n"
        "except additions.GazetteerError as error:\n    sys.exit(str(error))\n"
    )
    done = elsewhere(code, str(dumps))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "cannot be written" in line and "make room" in line
    assert (installed_database().read_bytes(), manifest().read_bytes()) == before
    assert not list((dumps / "data").rglob("*.part"))
    assert knows(9000111)


def test_a_process_that_dies_half_way_leaves_what_was_there_and_no_lock(dumps: Path) -> None:
    additions.install(["UZ"], str(dumps))
    before = installed_database().read_bytes(), manifest().read_bytes()
    code = "additions.write_places = lambda *_, **__: os._exit(9)\nadditions.install(['TJ'], sys.argv[1])\n"
    assert elsewhere(code, str(dumps)).returncode == 9
    assert (installed_database().read_bytes(), manifest().read_bytes()) == before
    assert knows(9000111)
    additions.install(["TJ"], str(dumps))
    assert knows(9000101) and knows(9000111)


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("name,lat,lon\nGood,1,1\n\nBad,91,0\n", 4, "not on the globe"),  # blank lines count
        ('name,lat,lon\n"Two\nlines",1,1\nBad,x,0\n', 4, "must be numbers"),  # so do those within quotes
        ("name,lat,lon\nCamp, the old one,1,1\n", 2, "more values than the head row"),
        ("name,lat,lon\nCamp\n", 2, "must be numbers"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_in_the_file(dumps: Path, table: str, line: int, says: str) -> None:
    path = dumps / "mine.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(GazetteerError, match=says) as refusal:
        additions.add_places(path)
    assert f"mine.csv:{line}:" in str(refusal.value)
    assert not own_places().exists()
