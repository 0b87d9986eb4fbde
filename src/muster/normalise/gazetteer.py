"""The gazetteer: names to places with coordinates, from one embedded database and the user's own table.

The database is built once, at first use, into the user's cache folder (or ``$MUSTER_CACHE``) from tables that are
installed with muster (:mod:`muster.normalise.gazetteer_sources`); nothing is fetched. Its file name carries a digest of
what it was built from, so a new version builds a new file.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from muster.normalise.gazetteer_entry import (
    GazetteerEntry,
    GazetteerError,
    Match,
    entry_of,
    match_of,
    matches_of,
    prominence,
    ranked,
)
from muster.normalise.gazetteer_files import database, installed_database, own_places, read_user_places
from muster.normalise.places_parts import part_of
from muster.normalise.places_words import PlaceWords
from muster.normalise.spelling import (
    SAME_NAME,
    fold,
    name_similarity,
    phonetic,
    strip_possessive,
    transliteration_key,
)

__all__ = ["Gazetteer", "GazetteerEntry", "GazetteerError", "Match", "prominence"]


class Gazetteer:
    """Read-only look-up of place names. Open it with :meth:`open`; one instance serves one thread."""

    def __init__(
        self, connections: Sequence[sqlite3.Connection], user_entries: tuple[GazetteerEntry, ...] = ()
    ) -> None:
        self._connections = tuple(connections)
        self._user: dict[str, list[GazetteerEntry]] = defaultdict(list)
        self._user_bones: dict[str, set[str]] = defaultdict(set)
        for entry in user_entries:
            for key in {fold(name) for name in (entry.name, *entry.alternates)} - {""}:
                self._user[key].append(entry)
                self._user_bones[transliteration_key(key)].add(key)
        self._words = PlaceWords.load()
        self.search = lru_cache(maxsize=20000)(self._search)

    @classmethod
    def open(cls, user_places: Path | None = None) -> Gazetteer:
        """The gazetteer, built on first use, with the places of the ``user_places`` CSV before all others, then those
        that the user has added for good (:mod:`muster.normalise.gazetteer_install`), then countries that he installed.

        The CSV has a head row with ``name,lat,lon`` and any of ``country,feature,alternate names,radius_km``
        (alternate names separated by "|"; feature a GeoNames code such as ``S.INSM``, default ``P.PPL``).

        Raises:
            GazetteerError: the database cannot be built or read, or a row of the CSV is wrong (with its line).
        """
        tables = [path for path in (own_places(),) if path.exists()] + ([user_places] if user_places else [])
        entries = {entry.id: entry for path in tables for entry in read_user_places(path)}  # of one name the last holds
        databases = [database(), *(path for path in (installed_database(),) if path.exists())]
        return cls([_opened(path) for path in databases], tuple(entries.values()))

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def has(self, geonameid: int) -> bool:
        """Whether the place of this GeoNames id is in the gazetteer."""
        asked = "SELECT 1 FROM place WHERE geonameid = ? LIMIT 1"
        return any(connection.execute(asked, (geonameid,)).fetchone() for connection in self._connections)

    def names(self, geonameid: int) -> tuple[str, ...]:
        """Other names of the place of this GeoNames id that the gazetteer shows; empty where it has no such place."""
        asked = "SELECT alternates FROM place WHERE geonameid = ? LIMIT 1"
        found = (connection.execute(asked, (geonameid,)).fetchone() for connection in self._connections)
        return next((tuple(row[0].split("|")) for row in found if row and row[0]), ())

    def lookup(self, name: str) -> list[GazetteerEntry]:
        """The places that ``name`` may mean, likeliest first; empty when it is unknown. See :meth:`search`."""
        return [match.entry for match in self.search(name)]

    def _search(self, name: str) -> tuple[Match, ...]:
        """As :meth:`lookup`, with scores and reasons (``search`` is this, remembered).

        In turn, until something is found: the name itself; without a final 's; without the word for its kind ("X
        province", "the town of X"), kept to that kind where the gazetteer has it; a part of a place ("northern X");
        another spelling of it (:func:`~muster.normalise.spelling.name_similarity` of ``SAME_NAME`` and more).
        """
        for spelled in dict.fromkeys((name.strip(), strip_possessive(name))):
            found = self._exact(spelled)
            if all(m.entry.feature_class == "P" and m.entry.population < _SMALL_TOWN for m in found):
                part = self._part(spelled)  # "South Lebanon" is a village in Ohio, too
                found = ranked([*found, *part]) if part else found
            found = found or ranked(self._by_kind(spelled))
            if found:
                return tuple(found)
        return tuple(ranked(self._by_spelling(strip_possessive(name))))

    def _exact(self, name: str) -> list[Match]:
        """The places of exactly this name, likeliest first."""
        key = fold(name)
        if not key:
            return []
        found = self._called(key)
        if len(key) <= 3 and name.isupper():  # "EU" and "IS" are no villages
            found = [m for m in found if m.entry.feature_class != "P" or m.entry.population > 1e6]
        own = [Match(entry, 1.0, "your places") for entry in self._user.get(key, ())]
        return ranked([*own, *found]) if own else found

    def _called(self, key: str) -> list[Match]:
        """The places of the databases that a folded name is a name of, likeliest first."""
        some = [found for connection in self._connections if (found := _read(connection, key))]
        if len(some) < 2:
            return some[0] if some else []
        best: dict[str, Match] = {}
        for match in (match for found in some for match in found):
            best.setdefault(match.entry.id, match)  # what muster knows of a place comes before what a dump says of it
        return ranked(best.values())

    def _by_kind(self, name: str) -> list[Match]:
        stripped = self._words.strip(name)
        if stripped is None:
            return []
        bare, classes, word = stripped
        found = self._exact(bare) or self._by_spelling(bare)
        fitting = [m for m in found if m.entry.feature_class in classes]
        reason = f"without {word!r}"
        if fitting:
            return [replace(m, score=m.score - 0.02, reason=reason) for m in fitting]
        towns = [m for m in found if m.entry.feature_class in "PA"]
        return [
            *(division for town in towns if "A" in classes for division in self._division_of(town, bare)),
            *(replace(town, score=0.6, reason=f"{reason}, kind differs") for town in towns),
        ]

    def _division_of(self, town: Match, name: str) -> list[Match]:
        """The first-level division named after its town in its own language: Orenburg -> Orenburgskaya Oblast'."""
        entry = town.entry
        if entry.admin1 is None or fold(entry.admin1)[:_SHARED] != fold(name)[:_SHARED]:
            return []
        return [
            Match(division, town.score - 0.05, f"division of {entry.name}")
            for division in (match.entry for match in self._called(fold(entry.admin1)))
            if division.feature_code == "ADM1" and division.country == entry.country
        ]

    def _part(self, name: str) -> list[Match]:
        """ "northern Syria": the half of the place on that side."""
        side, _, rest = name.strip().removeprefix("the ").partition(" ")
        shift = self._words.directions.get(side.lower().rstrip("-"))
        if shift is None or not rest:
            return []
        whole = self._exact(rest.removeprefix("of ")) or self._by_kind(rest)
        wide = ranked([m for m in whole if m.entry.feature_class in "ALTH" and m.entry.lat is not None])
        deductions = (
            0.05,
            *(0.3 for _ in wide[1:]),
        )  # what the bare name means comes first
        return [
            Match(part_of(m.entry, name.strip(), shift), max(0.1, m.score - less), f"{side} part of {rest}")
            for m, less in zip(wide, deductions, strict=False)
        ]

    def _by_spelling(self, name: str) -> list[Match]:
        bones = transliteration_key(name)
        if len(bones) < 2 or len(fold(name)) < _SHORTEST_SPELT or name.islower():
            return []
        keys = set(self._user_bones.get(bones, ()))
        for connection in self._connections if len(bones) >= _FEWEST_BONES else ():
            keys.update(row[0] for row in connection.execute("SELECT key FROM spelling WHERE bones = ?", (bones,)))
        found: list[Match] = []
        for key in sorted(keys):
            if phonetic(key)[:1] != phonetic(name)[:1]:
                continue
            likeness = name_similarity(name, key)
            if likeness >= SAME_NAME:
                score = 0.9 * likeness
                found += [
                    replace(m, score=min(score, m.score), reason=f"spelling of {key!r}") for m in self._exact(key)
                ]
        return found


def _opened(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection.execute("PRAGMA cache_size=-16000")
        connection.execute("SELECT 1 FROM name, often LIMIT 1")
    except sqlite3.Error as error:
        raise GazetteerError(f"gazetteer {path} cannot be read ({error}); delete it to build it anew") from error
    return connection


def _read(connection: sqlite3.Connection, key: str) -> list[Match]:
    ready = connection.execute(_OFTEN_BORNE, (key,)).fetchone()
    if ready is not None:
        return matches_of(ready[0])
    return ranked(match_of(entry_of(packed), bool(main)) for packed, main in connection.execute(_BY_KEY, (key,)))


_BY_KEY = "SELECT p.entry, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
_OFTEN_BORNE = "SELECT matches FROM often WHERE key = ?"
_SMALL_TOWN = 50_000  # inhabitants
_FEWEST_BONES = 3  # consonants of a name that is looked for in other spellings: "Kolu" is not "Colo."
_SHORTEST_SPELT = 4  # letters of a name that is looked for in other spellings
_SHARED = 5  # first letters that a division shares with the town it is named after
