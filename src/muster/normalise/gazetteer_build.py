"""Builds the gazetteer file: one SQLite database of places, the names they are found by, and keys of their spelling.

A place is stored as its :class:`GazetteerEntry` in MessagePack: a name that a hundred places bear is read in a fifth of
the time that columns take.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from muster.normalise.gazetteer_entry import GazetteerEntry
from muster.normalise.gazetteer_sources import Place, all_places, is_usable
from muster.normalise.spelling import transliteration_keys

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, geonameid INTEGER, country TEXT, entry BLOB NOT NULL, alternates TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE spelling (bones TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (bones, key)) WITHOUT ROWID;
"""
_SHOWN = 40  # alternate names of a place that are kept to be shown
_SHORTEST_BONES = 2  # consonants of a name that is found by its spelling


def build(path: Path) -> None:
    """Write the gazetteer database to ``path`` (which must not exist). Takes some seconds; the same every time.

    Raises:
        GazetteerError: what it is built from is missing or not as expected.
        sqlite3.Error, OSError: ``path`` cannot be written.
    """
    with closing(sqlite3.connect(path)) as connection, _no_garbage_collection():
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + SCHEMA)
        write_places(connection, all_places())
        connection.execute("ANALYZE")
        connection.commit()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Millions of objects are made here and none in a cycle; looking for cycles among them takes half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def write_places(
    connection: sqlite3.Connection, places: Iterable[tuple[Place, dict[str, bool]]], *, first: int = 1
) -> int:
    """Add places with their keys (:meth:`Place.keys`), numbered from ``first``; how many."""
    encode = msgspec.msgpack.Encoder().encode
    rows: list[tuple[object, ...]] = []
    names: list[tuple[str, int, bool]] = []
    for number, (place, keys) in enumerate(places, first):
        shown = sorted({alternate for alternate in place.alternates if alternate != place.name})
        if place.feature_class != "P":  # those of populated places have been sifted
            shown = [alternate for alternate in shown if is_usable(alternate)]
        entry = GazetteerEntry(
            f"gn{place.geonameid}" if place.geonameid else f"own:{number}:{place.name}", place.name,
            place.lat, place.lon, place.country, place.feature_class, place.feature_code, place.population,
            place.admin1, place.admin2, place.radius_km, place.geonameid, place.box,
        )  # fmt: skip
        rows.append((number, place.geonameid, place.country, encode(entry), "|".join(shown[:_SHOWN])))
        names += [(key, number, main) for key, main in keys.items()]
    names.sort()
    distinct = list(dict.fromkeys(key for key, _, _ in names))
    spellings = zip(transliteration_keys(distinct), distinct, strict=True)
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
    connection.executemany(
        "INSERT OR IGNORE INTO spelling VALUES (?,?)",
        sorted(row for row in spellings if len(row[0]) >= _SHORTEST_BONES),
    )
    return len(rows)
