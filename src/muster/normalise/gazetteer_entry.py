"""What the gazetteer gives: a place, and how a name fits it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees (RFC 7946): west is greater than east across the antimeridian."""


class GazetteerError(Exception):
    """The gazetteer cannot be built or read; the message is one line that says what to do."""


class GazetteerEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One place. Coordinates are WGS 84 degrees of its centre, ``radius_km`` its reach around them, ``box`` what it
    lies in, where that is known: the mainland of a country, the towns of a division.

    ``feature_class`` and ``feature_code`` are those of GeoNames (P/PPL town, A/ADM1 province, H/SEA, S/PSTB border
    post ...); ``country`` is ISO 3166-1 alpha-2, None for what lies in several. ``lat`` and ``lon`` are None only for a
    place that is described and not located. ``id`` is ``gn<geonameid>``, ``own:<name>`` or ``user:<name>``.
    ``alternates`` are read of a user's own places only; of others :meth:`Gazetteer.names` has them.
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
    box: Box | None = None
    alternates: tuple[str, ...] = ()

    @property
    def is_country(self) -> bool:
        return self.feature_code == "PCLI"


EXACT = "exact"


class Match(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry a name may mean, how well the name fits it (0-1) and why ("exact", "another name", "spelling" ...)."""

    entry: GazetteerEntry
    score: float
    reason: str = EXACT


def prominence(entry: GazetteerEntry) -> float:
    """How likely a place is meant by its name when nothing else is known; 0.3 (hamlet) to 2 (a sea, a continent)."""
    if entry.geonameid is not None and entry.feature_class in "LHTS":
        return _OF_A_DUMP  # muster's own regions, seas and bases are the famous ones; a dump has every brook
    weight = _PROMINENCE.get(entry.feature_code)
    if weight is None:
        weight = _PROMINENCE.get(entry.feature_class, 0.2)
    return weight + 0.095 * math.log10(max(entry.population, 1))


_OF_A_DUMP = 0.2  # a feature without people that a user installed: below every town

# Added to 0.095 for each power of ten of the population, by GeoNames feature code or, failing that, class.
_PROMINENCE = {
    "PCLI": 0.9, "CONT": 2.2, "ADM1": 0.5, "ADM2": 0.15, "PPLC": 0.62, "P": 0.25,
    "L": 2.0, "H": 2.0, "T": 2.0, "S": 1.6,
}  # fmt: skip


def match_of(entry: GazetteerEntry, main: bool) -> Match:
    """An entry found by its name (``main``) or by another one of its names.

    Other names count less the smaller the place: those of hamlets are mostly historical or of other languages.
    """
    if main:
        return Match(entry, 1.0)
    size = 1.0 if entry.is_country else min(1.0, math.log10(max(entry.population, 1)) / 6)
    return Match(entry, round(_OTHER_NAME + (0.97 - _OTHER_NAME) * size, 3), "another name")


_OTHER_NAME = 0.67


def ranked(matches: Iterable[Match]) -> list[Match]:
    """Likeliest first, of each place its best match; a user's own places before all others."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.entry.id not in best or match.score > best[match.entry.id].score:
            best[match.entry.id] = match
    return sorted(
        best.values(), key=lambda m: (not m.entry.id.startswith("user:"), -m.score - prominence(m.entry), m.entry.id)
    )


OFTEN = 8
"""Places of one name from which the gazetteer keeps what the name means ready-made: ranked, in one piece."""

entry_of = msgspec.msgpack.Decoder(GazetteerEntry).decode
matches_of = msgspec.msgpack.Decoder(list[Match]).decode
