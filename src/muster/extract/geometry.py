"""What the coordinates of a place stand for: its reach, a border, or the places that its words tell it by.

Nothing is guessed: "20 km east of Gao" has no coordinates of its own but Gao's, a distance and a direction; "the
Tajik-Afghan border" is the border of two countries; "near Gao" is Gao with a wider reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from muster.normalise.countries import Countries
from muster.normalise.gazetteer import GazetteerEntry
from muster.normalise.places import Resolved
from muster.normalise.places_near import Bearing
from muster.normalise.places_parts import part_of
from muster.normalise.places_words import PlaceWords
from muster.record import Anchor, Place

NEAR_KM = 25.0  # "near" a place is within this of its reach


@dataclass(frozen=True)
class Described:
    """The words of a place: ``text`` at ``offset`` of the report, of which ``core`` are those without a measure, the
    ``name`` that the place bears, and the ``item`` that the toponym in them is resolved to.

    ``border``: it is, or is told by, the border of these countries, the second of which rests on ``basis`` where the
    words do not name it; ``among``: the names within the words.
    ``descriptive``: the words describe a place beside what the name means, or a way between names.
    """

    text: str
    offset: int
    name: str
    core: str
    item: Resolved | None
    bearing: Bearing | None = None
    border: tuple[str, ...] = ()
    basis: str | None = None
    among: tuple[Resolved, ...] = ()
    descriptive: bool = False
    side: str | None = None


def place_of(words: Described) -> Place:
    """The place with all that is known of where it is."""
    entry = words.item.entry if words.item is not None else None
    country = entry.country if entry is not None else (words.item.country if words.item is not None else None)
    bare = Place(
        name=words.name, text=words.text, start=words.offset, end=words.offset + len(words.text), country=country
    )
    if words.border:
        if words.basis is not None:
            bare = replace(bare, basis=words.basis)
        if words.bearing is None:
            return replace(bare, border=words.border)
        return replace(bare, near=(_anchor(words.core, None, words.bearing, words.border),))
    if entry is None or words.descriptive:
        return replace(bare, near=_anchors(words))
    if entry.lat is None:
        return replace(bare, geonameid=entry.geonameid)
    part = _part(entry, words)
    if part is not None:
        return replace(bare, lat=part.lat, lon=part.lon, radius_km=part.radius_km, box=part.box or UNSET)
    located = replace(bare, lat=entry.lat, lon=entry.lon, geonameid=entry.geonameid)
    if words.bearing is not None:
        near = _anchor(words.name, entry, words.bearing)
        return replace(located, radius_km=entry.radius_km + NEAR_KM, near=(near,))
    return replace(located, radius_km=entry.radius_km, box=entry.box or UNSET)


def _part(entry: GazetteerEntry, words: Described) -> GazetteerEntry | None:
    """ "northern Mali" of Mali. "Southern Helmand" is often a province in the south: it stays whole."""
    if words.side is None or entry.lat is None or not (entry.is_country or entry.feature_class in "LTH"):
        return None
    return part_of(entry, words.text, PlaceWords.load().directions[words.side])


def _anchors(words: Described) -> tuple[Anchor, ...] | UnsetType:
    """The one place that the words tell theirs by, or the two that it is between; a people's name is no place."""
    located = {item.entry.id: item for item in words.among if item.entry is not None and item.entry.lat is not None}
    items = [item for item in located.values() if not _is_demonym(item)]
    if not 1 <= len(items) <= 2:
        return UNSET
    return tuple(_anchor(item.toponym.text, item.entry, words.bearing if len(items) == 1 else None) for item in items)


def _is_demonym(item: Resolved) -> bool:
    return any(reason.startswith("demonym") for reason in item.reasons)


def _anchor(name: str, entry: GazetteerEntry | None, bearing: Bearing | None, border: Sequence[str] = ()) -> Anchor:
    distance = bearing.distance_km if bearing is not None else None
    direction = bearing.direction if bearing is not None else None
    located = entry is not None and entry.lat is not None
    return Anchor(
        name=" ".join(name.split()),
        country=entry.country if entry is not None else None,
        lat=entry.lat if entry is not None else None,
        lon=entry.lon if entry is not None else None,
        radius_km=entry.radius_km if entry is not None and located else UNSET,
        geonameid=entry.geonameid if entry is not None else None,
        border=tuple(border) or UNSET,
        distance_km=UNSET if distance is None else distance,
        direction=UNSET if direction is None else direction,
    )


def bordering(words: str, among: Iterable[Resolved]) -> tuple[str, ...]:
    """The codes of the one or two countries that the words of a border name, in their order; else none.

    "Tajik-Afghan border", "the border between Chad and Sudan", "Algeria's border": names that the resolver knows as
    countries, and the parts of a hyphenated pair.
    """
    found: dict[str, int] = {}
    for item in among:
        if item.entry is not None and item.entry.is_country and item.entry.country:
            found.setdefault(item.entry.country, words.find(item.toponym.text))
    for match in re.finditer(r"[^\s–—/-]+", words):
        country = Countries.load().find(re.sub(r"['’]s?$", "", match[0])) if match[0][:1].isupper() else None
        if country is not None:
            found.setdefault(country.code, match.start())
    codes = tuple(sorted(found, key=lambda code: (found[code], code)))
    return codes if len(codes) <= 2 else ()
