"""A user's own additions to the gazetteer: countries from GeoNames' dumps, and a table of places.

They live in the user's data folder (``$MUSTER_DATA``, or the platform's): ``geonames.sqlite`` with its
``geonames.json`` (what was installed, from where, with which sum) and ``places.csv``. Every change is made beside and
moved into place, so that a stopped command leaves what was there before; one process changes them at a time.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from muster.normalise.download import DownloadError, Watcher, fetch, sum_of
from muster.normalise.gazetteer_build import SCHEMA, write_often_borne, write_places
from muster.normalise.gazetteer_dump import read_dump
from muster.normalise.gazetteer_entry import GazetteerError
from muster.normalise.gazetteer_files import (
    data_folder,
    installed_database,
    manifest,
    own_places,
    read_user_places,
    write_user_places,
)
from muster.normalise.gazetteer_sources import Place, division_names

SERVER = "https://download.geonames.org/export/dump"
ALL = "allCountries"  # GeoNames' name for the dump of the whole world
AT_ONCE = 200_000  # places held in memory
WAIT = 5.0  # seconds for another process to be done


@dataclass(frozen=True)
class Installed:
    """A dump in the gazetteer: its code (ISO country or ``allCountries``), where it came from, its sum, its places."""

    code: str
    source: str
    sha256: str
    places: int


def installed() -> list[Installed]:
    """What is installed, by code.

    Raises:
        GazetteerError: the list cannot be read.
    """
    path = manifest()
    if not path.exists():
        return []
    try:
        return [Installed(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise GazetteerError(f"{path} cannot be read ({error}); delete it and install the countries again") from error


def install(codes: Sequence[str], source: str = SERVER, *, watch: Watcher | None = None) -> list[Installed]:
    """Add the dumps of countries (ISO 3166-1 alpha-2 codes, or ``allCountries``), or renew them.

    ``source`` is the address of GeoNames' folder or of a mirror, a folder that holds the dumps, or one dump. A file
    ``<dump>.sha256`` beside a dump on the server is its sum, and is checked.

    Raises:
        GazetteerError: a code is none, a dump cannot be had or is not one, another process changes the gazetteer, or
            the folder cannot be written.
    """
    for code in codes:
        if code != ALL and not re.fullmatch("[A-Z]{2}", code):
            raise GazetteerError(f"{code!r} is no ISO 3166-1 alpha-2 code of a country, such as TJ")
    try:
        with _alone():
            folder = data_folder() / "dumps"
            folder.mkdir(parents=True, exist_ok=True)
            done = []
            for code in codes:
                path, origin, fetched = _dump(code, source, folder, watch)
                done.append(_replace(code, path, origin))
                if fetched:
                    path.unlink()
            return done
    except DownloadError as error:
        raise GazetteerError(str(error)) from error
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(error) from error


def remove(codes: Sequence[str]) -> None:
    """Take installed dumps out again.

    Raises:
        GazetteerError: one of them is not installed, another process changes the gazetteer, or the folder cannot be
            written.
    """
    known = {entry.code for entry in installed()}
    for code in codes:
        if code not in known:
            raise GazetteerError(f"{code} is not installed; 'muster gazetteer info' lists what is")
    try:
        with _alone():
            for code in codes:
                with _changed(installed_database()) as fresh:
                    _delete(fresh, code)
                _note([entry for entry in installed() if entry.code != code])
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(error) from error


def add_places(path: Path) -> tuple[int, int]:
    """Add the rows of a CSV to the user's own places; a row of a known name replaces it. How many are new, and how many
    there are now.

    Raises:
        GazetteerError: a row is wrong (with its line), or the folder cannot be written; nothing is added then.
    """
    fresh = read_user_places(path)
    try:
        with _alone():
            before = read_user_places(own_places()) if own_places().exists() else []
            merged = {entry.id: entry for entry in [*before, *fresh]}
            write_user_places(own_places(), [merged[key] for key in sorted(merged)])
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(error) from error
    return len(merged) - len(before), len(merged)


def _note(entries: Sequence[Installed]) -> None:
    path = manifest()
    part = path.with_name(path.name + ".part")
    rows = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.code)]
    part.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)


def _dump(code: str, source: str, folder: Path, watch: Watcher | None) -> tuple[Path, str, bool]:
    """The dump's file, what it is called in the list, and whether it was fetched."""
    if re.match("https?://", source):
        url = f"{source.rstrip('/')}/{code}.zip"
        found = fetch(url, folder / f"{code}.zip", watch=watch, sha256=_stated_sum(f"{url}.sha256", folder))
        return found.path, url, True
    base = Path(source.removeprefix("file://"))
    names = [base] if base.is_file() else [base / f"{code}.zip", base / f"{code}.txt"]
    for path in names:
        if path.is_file():
            return path, str(path), False
    raise GazetteerError(f"{source}: holds no {code}.zip or {code}.txt; check the path")


def _stated_sum(url: str, folder: Path) -> str | None:
    """The sum that the server states beside the dump, where it does."""
    try:
        path = fetch(url, folder / "sum.sha256").path
    except DownloadError:
        return None
    words = path.read_text(encoding="ascii", errors="replace").split()
    path.unlink()
    return words[0] if words and re.fullmatch("[0-9a-fA-F]{64}", words[0]) else None


def _replace(code: str, dump: Path, origin: str) -> Installed:
    wanted = (place for place in read_dump(dump, division_names()) if code == ALL or place.country == code)
    with _changed(installed_database()) as fresh:
        _delete(fresh, code)
        (first,) = fresh.execute("SELECT ifnull(max(id), 0) + 1 FROM place").fetchone()
        count = 0
        for some in _batched(wanted, AT_ONCE):
            count += write_places(fresh, [(place, place.keys()) for place in some], first=first + count)
        if not count:
            raise GazetteerError(f"{dump}: has no place of {code}; is it the dump of another country?")
    entry = Installed(code, origin, sum_of(dump), count)
    _note([entry, *(other for other in installed() if code != ALL and other.code != code)])
    return entry


def _batched(places: Iterator[Place], size: int) -> Iterator[list[Place]]:
    while some := list(islice(places, size)):
        yield some


@contextmanager
def _changed(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a database to work on; it takes the database's place where the work went well, else it is gone."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        known = path.exists()
        if known:
            shutil.copyfile(path, part)
        with closing(sqlite3.connect(part)) as connection:
            connection.execute("PRAGMA journal_mode=OFF")
            if not known:
                connection.executescript("PRAGMA page_size=8192;" + SCHEMA)
            yield connection
            write_often_borne(connection)
            connection.commit()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other processes from changing the user's gazetteer meanwhile.

    The lock is SQLite's own on an empty database: it works on every platform, and the system lets it go when a process
    ends, however it ends.

    Raises:
        GazetteerError: another process still holds it after :data:`WAIT` seconds.
    """
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / "lock.sqlite", timeout=WAIT, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise GazetteerError(
                f"{folder}: another muster is changing the gazetteer; run the command again when it is done"
            ) from error
        yield


def _unwritable(error: Exception) -> GazetteerError:
    return GazetteerError(
        f"{data_folder()}: cannot be written ({error}); make room, or set MUSTER_DATA to another folder"
    )


def _delete(connection: sqlite3.Connection, code: str) -> None:
    """Every place of the country; of all countries for the dump of the whole world."""
    where, values = ("1", ()) if code == ALL else ("country = ?", (code,))
    connection.execute(f"DELETE FROM name WHERE place IN (SELECT id FROM place WHERE {where})", values)
    connection.execute(f"DELETE FROM place WHERE {where}", values)
    connection.execute("DELETE FROM spelling WHERE key NOT IN (SELECT key FROM name)")
