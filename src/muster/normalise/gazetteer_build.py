"""Builds the gazetteer file: one SQLite database of places, the names they are found by, and keys of their spelling.

A place is stored as its :class:`GazetteerEntry` in MessagePack, which is read in a fifth of the time that columns take.
What a name that many places bear means is kept ready-made beside them (``often``): ranked matches in one piece.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from muster.normalise.gazetteer_entry import EXACT, OFTEN, GazetteerEntry, Match, entry_of, match_of, ranked
from muster.normalise.gazetteer_sources import Place, all_places, is_usable
from muster.normalise.spelling import transliteration_keys

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, geonameid INTEGER, country TEXT, entry BLOB NOT NULL, alternates TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE spelling (bones TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (bones, key)) WITHOUT ROWID;
CREATE TABLE often (key TEXT PRIMARY KEY, matches BLOB NOT NULL);
"""
_OFTEN_BORNE = "SELECT key FROM name GROUP BY key HAVING count(*) >= ? ORDER BY key"
_BEARERS = "SELECT p.entry, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
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
        write_often_borne(connection)
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


def write_often_borne(connection: sqlite3.Connection) -> None:
    """Write anew what the names that many places bear mean; to be called when all places are there."""
    encode = msgspec.msgpack.Encoder().encode
    connection.execute("DELETE FROM often")
    for (key,) in connection.execute(_OFTEN_BORNE, (OFTEN,)).fetchall():
        bearers = connection.execute(_BEARERS, (key,))
        matches = ranked(match_of(entry_of(packed), bool(main)) for packed, main in bearers)
        connection.execute("INSERT INTO often VALUES (?,?)", (key, encode([_short(match) for match in matches])))


def _short(match: Match) -> list[object]:
    """A match as an array without the defaults at its end and at that of its entry: less to read."""
    entry: list[object] = list(msgspec.structs.astuple(match.entry))
    while entry[-1] in (None, ()):
        entry.pop()
    return [entry, match.score] if match.reason == EXACT else [entry, match.score, match.reason]
