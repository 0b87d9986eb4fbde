"""``muster gazetteer`` and ``muster places``: add places to look names up in, and resolve given names."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from muster.cli.talk import FAILED, MISUSED, Transfer, counted, fail, guarded, out, say
from muster.extract.survey import toponym_data
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.gazetteer_files import data_folder, database, own_places, read_user_places
from muster.normalise.gazetteer_install import ALL, SERVER, add_places, install, installed, remove
from muster.normalise.places import NO_CONTEXT, resolve_toponyms
from muster.normalise.places_patterns import Toponym


@click.group("gazetteer")
def gazetteer() -> None:
    """Add countries and places of your own to the gazetteer.

    What is added stays in your data folder (MUSTER_DATA moves it) and is used by every later command.
    """


@gazetteer.command("install")
@click.argument("countries", nargs=-1, metavar="COUNTRY...")
@click.option("--all", "everything", is_flag=True, help="The whole world (about 400 MB to fetch).")
@click.option("--from", "source", default=SERVER, show_default=True, help="GeoNames' folder, a mirror, or local dumps.")
@guarded
def install_command(countries: Sequence[str], everything: bool, source: str) -> None:
    """Add every village, base, crossing and river that GeoNames has of a COUNTRY (ISO code), or renew them.

    A transfer that was stopped goes on where it was.

    Example: muster gazetteer install TJ UZ AF
    """
    if everything == bool(countries):
        fail("give the codes of countries, such as TJ UZ, or --all", MISUSED)
    codes = [ALL] if everything else list(dict.fromkeys(code.upper() for code in countries))
    watch = Transfer()
    for code in codes:
        (entry,) = install([code], source, watch=watch)
        watch.end()
        say(f"{entry.code}: {counted(entry.places, 'place')} from {entry.source} (SHA-256 {entry.sha256[:12]}…)")


@gazetteer.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@guarded
def add_command(file: Path) -> None:
    """Add places of your own: CSV with name,lat,lon and any of country,feature,radius_km,alternate names.

    A name that is there already is replaced. Nothing is added where a row is wrong.

    Example: muster gazetteer add training-grounds.csv
    """
    new, total = add_places(file)
    say(f"{counted(new, 'new place')}; you have {counted(total, 'place')} of your own in {own_places()}")


@gazetteer.command("remove")
@click.argument("countries", nargs=-1, required=True, metavar="COUNTRY...")
@guarded
def remove_command(countries: Sequence[str]) -> None:
    """Take installed countries out again.

    Example: muster gazetteer remove TJ
    """
    remove([code if code == ALL else code.upper() for code in countries])
    say(f"removed {', '.join(countries)}")


@gazetteer.command("info")
@guarded
def info_command() -> None:
    """Print what the gazetteer holds, as JSON: files, installed countries with their sums, places of your own.

    Example: muster gazetteer info
    """
    own = len(read_user_places(own_places())) if own_places().exists() else 0
    facts = {
        "database": str(database()),
        "data_folder": str(data_folder()),
        "installed": [asdict(entry) for entry in installed()],
        "own_places": own,
    }
    out(json.dumps(facts, indent=2, ensure_ascii=False))


@click.group("places")
def places() -> None:
    """Work with the places that names mean."""


@places.command("resolve")
@click.argument("file", default="-", metavar="[FILE]")
@click.option("--places", "own", type=click.Path(path_type=Path), help="Your own places: CSV with name,lat,lon.")
@guarded
def resolve_command(file: str, own: Path | None) -> None:
    """Say which places the given names of a text mean.

    FILE (or standard input) holds JSON lines {"text": ..., "toponyms": [{"start": 0, "end": 6}]}; offsets count code
    points. Printed is a line for each, with gazetteer id, coordinates, radius, score and reasons of every name.

    Example: muster places resolve names.jsonl > places.jsonl
    """
    try:
        stream = sys.stdin if file == "-" else Path(file).open(encoding="utf-8")  # noqa: SIM115 - closed at exit
        lines = list(stream)
    except OSError as error:
        fail(f"{file}: cannot be read ({error.strerror}); check the path", MISUSED)
    except UnicodeDecodeError:
        fail(f"{file}: is not UTF-8 text; save it as UTF-8", MISUSED)
    found = Gazetteer.open(own)
    wrong = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text, names, rest = _asked(line)
        except ValueError as error:
            say(f"muster: {file}: line {number}: {error}")
            wrong = True
            continue
        resolved = resolve_toponyms(text, names, found, context=NO_CONTEXT)
        out(json.dumps({**rest, "toponyms": [toponym_data(r) for r in resolved]}, ensure_ascii=False))
    if wrong:
        raise SystemExit(FAILED)


def _asked(line: str) -> tuple[str, list[Toponym], dict[str, Any]]:
    """The text, the names asked for, and whatever else the line holds (an id, a date), which is handed on.

    Raises:
        ValueError: the line is not as it should be; says how.
    """
    try:
        given = json.loads(line)
    except ValueError as error:
        raise ValueError(f"is no JSON ({error})") from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise ValueError('is no object with a "text"')
    text, asked = given["text"], given.get("toponyms")
    if not isinstance(asked, list):
        raise ValueError('has no list "toponyms"')
    names = []
    for item in asked:
        ends = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
        start, end = ends
        if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
            raise ValueError(f"toponym {item!r} is no start and end inside the text of {len(text)} characters")
        name = text[start:end]
        names.append(Toponym(start, end, name, " ".join(name.split())))
    return text, names, {key: value for key, value in given.items() if key not in ("text", "toponyms")}
