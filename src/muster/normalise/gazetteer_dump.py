"""GeoNames' own dumps as places: one tab-separated file of a country, or of all, in a zip archive.

Columns as in https://download.geonames.org/export/dump/readme.txt. Which kinds of place are kept, and how far they
reach, is said in ``data/geonames_features.tsv``.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from muster.normalise.gazetteer_entry import GazetteerError
from muster.normalise.gazetteer_sources import Place, is_usable
from muster.normalise.tables import data_lines

COLUMNS = 19
SHORTEST = 3  # letters of an alternate name that is kept; shorter ones are codes
ID, NAME, ALTERNATES, LAT, LON, CLASS, CODE, COUNTRY, ADMIN1, ADMIN2, POPULATION = 0, 1, 3, 4, 5, 6, 7, 8, 10, 11, 14


@cache
def kept_features() -> dict[tuple[str, str], float]:
    """(class, code) -> reach in km of every kind of place that is kept."""
    return {
        (fclass, code): float(row["radius_km"])
        for row in data_lines("geonames_features.tsv")
        for fclass, _, code in [row["code"].partition(".")]
    }


def read_dump(path: Path, divisions: dict[str, str]) -> Iterator[Place]:
    """The places of a dump: ``CC.zip`` with ``CC.txt`` inside, or the bare ``.txt``.

    ``divisions`` gives the name of a division by its code (``TJ.03``).

    Raises:
        GazetteerError: the file is no such dump; says where it is wrong.
    """
    for number, line in enumerate(_lines(path), 1):
        fields = line.rstrip("\n").split("\t")
        if len(fields) != COLUMNS:
            raise GazetteerError(
                f"{path}: line {number} has {len(fields)} columns, a GeoNames dump has {COLUMNS}; is it another file?"
            )
        place = _place(fields, divisions, f"{path}: line {number}")
        if place is not None:
            yield place


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.suffix.lower() != ".zip":
            with path.open(encoding="utf-8", newline="\n") as stream:
                yield from stream
            return
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".txt") and "readme" not in n.lower()]
            if len(names) != 1:
                raise GazetteerError(f"{path}: holds {len(names)} tables, one is expected; give a country's dump")
            with archive.open(names[0]) as raw:
                yield from io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
    except (zipfile.BadZipFile, EOFError) as error:
        raise GazetteerError(f"{path}: is a damaged zip archive ({error}); delete it and fetch it again") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: is not UTF-8 text ({error.reason}); a GeoNames dump is") from error
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _place(fields: list[str], divisions: dict[str, str], where: str) -> Place | None:
    reach = kept_features().get((fields[CLASS], fields[CODE]))
    if reach is None or not fields[NAME]:
        return None
    try:
        number, population = int(fields[ID]), int(fields[POPULATION] or 0)
        lat, lon = float(fields[LAT]), float(fields[LON])
    except ValueError:
        raise GazetteerError(f"{where}: id, coordinates and population must be numbers; is it another file?") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise GazetteerError(f"{where}: {lat}, {lon} is not on the globe")
    country = fields[COUNTRY] or None
    first = f"{country}.{fields[ADMIN1]}"
    if fields[CLASS] == "P":
        reach = round(max(reach, 0.012 * math.sqrt(population)), 1)
    alternates = [name for name in fields[ALTERNATES].split(",") if len(name) >= SHORTEST and is_usable(name)]
    return Place(
        fields[NAME], lat, lon, country, fields[CLASS], fields[CODE], population, number,
        divisions.get(first), divisions.get(f"{first}.{fields[ADMIN2]}"), reach, alternates,
    )  # fmt: skip
