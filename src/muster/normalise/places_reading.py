"""What the words around a place name say of it: what kind of place it is, and what it lies in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from muster.normalise.gazetteer import GazetteerEntry, Match
from muster.normalise.geodesy import distance_km
from muster.normalise.places_near import bearing_before
from muster.normalise.places_patterns import Toponym
from muster.normalise.places_words import PlaceWords


@dataclass(slots=True)
class Mention:
    """A toponym with its candidates and what the text says of it.

    ``outer`` is the index of the mention that the text puts around it, ``sure`` in "X, Y" and "X (Y)" with a country or
    first-level division. ``kinds`` are the feature classes of the word of kind beside it, "" where there is none.
    ``beside`` is the mention that the text tells it by ("X, 20 km north of *Y*"), and how many km away it is at most.
    """

    toponym: Toponym
    candidates: tuple[Match, ...]
    outer: int | None = None
    sure: bool = False
    kinds: str = ""
    beside: tuple[int, float] | None = None


def read_mentions(
    text: str, toponyms: Sequence[Toponym], candidates: Callable[[str], tuple[Match, ...]]
) -> list[Mention]:
    """One mention for each toponym, in the order given, with what the text says of it."""
    mentions = [_read_kind(text, toponym, candidates) for toponym in toponyms]
    _find_outer(text, mentions)
    _find_beside(text, mentions)
    return mentions


def _read_kind(text: str, toponym: Toponym, candidates: Callable[[str], tuple[Match, ...]]) -> Mention:
    """ "Kunduz" in "Kunduz province": candidates of that kind, found with the word, come before the others."""
    words = PlaceWords.load()
    own = words.strip(toponym.name)
    if own is not None:
        return Mention(toponym, candidates(toponym.name), kinds=own[1])
    found = candidates(toponym.name)
    beside = words.beside(text, toponym.start, toponym.end)
    if beside is None or not found or found[0].entry.is_country:
        return Mention(toponym, found)
    kinds = words.kinds[beside]
    of_kind = [m for m in candidates(f"{toponym.name} {beside}") if m.entry.feature_class in kinds]
    known = {m.entry.id for m in of_kind}
    return Mention(toponym, (*of_kind, *(m for m in found if m.entry.id not in known)), kinds=kinds)


_AREA_WORDS = (
    "the|eastern|western|northern|southern|central|north\\w*|south\\w*|province|region|state|city|town|district|county"
    "|capital|neighbou?ring|republic|oblast|of"
)
_COMMA = re.compile(rf"\s*(?:,|\()(?:\s*\b(?:{_AREA_WORDS})\b)*\s*", re.IGNORECASE)
# Between a place and the place around it: "X, a town in (the province of) Y", "X of Y".
_WITHIN = re.compile(rf"\s*,?\s*(?:[\w-]+\s+){{0,5}}?(?:in|of)\b(?:\s*\b(?:{_AREA_WORDS})\b)*\s*", re.IGNORECASE)
# Between a place and a place inside it: "Uzbekistan's Termez", "the Tajik city of Khujand".
_OWNED = re.compile(
    r"(?:['’]s?)?\s*(?:[a-z-]+\s+){0,3}?(?:(?:capital|city|town|village|province|region|district|port|port city|county"
    r"|state)(?:\s+of)?)?\s*,?\s*"
)
_LONGEST_GAP = 60
_KIND_AND_COMMA = re.compile(
    r"(?:\s+(?:training|proving|firing|military|air|army|test|naval|border|refugee|"
    r"ground|range|base|area|site|camp|post|town|village|district|airbase|airfield|checkpoint|crossing|prison|valley))*"
    r"\s*,?\s*(?:(?:some|about|around|just|only|located|lying|nearly|roughly)\s+)*",
    re.IGNORECASE,
)


def _find_outer(text: str, mentions: list[Mention]) -> None:
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].toponym.start, mentions[i].toponym.end))
    for left, right in pairwise(order):
        before, after = mentions[left], mentions[right]
        gap = text[before.toponym.end : after.toponym.start]
        if after.toponym.start < before.toponym.end or len(gap) > _LONGEST_GAP or re.search(r"[.!?]\s", gap):
            continue
        bare = gap.lstrip(".")
        if _COMMA.fullmatch(bare):
            within = _may_contain(after, before) and not _lists(before, after)
        else:
            within = _WITHIN.fullmatch(bare) is not None and _may_contain(after, before)
        if within:
            before.outer = right
            before.sure = _COMMA.fullmatch(bare) is not None and _is_wide(after)
        elif after.outer is None and bare.strip() != "," and _OWNED.fullmatch(gap) and _may_contain(before, after):
            after.outer = left


_NEAR_KM = 100.0  # what "near" can mean
_SLACK = 1.5  # times the distance told: roads are longer than ways through the air, and figures are round
_WIDE_KM = 150.0  # the reach of a place that tells nothing by being near


def _find_beside(text: str, mentions: list[Mention]) -> None:
    """ "Tolo, 20 km north of Gao", "the Tolo training ground near Gao": Gao tells where Tolo is."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].toponym.start, mentions[i].toponym.end))
    for left, right in pairwise(order):
        before, after = mentions[left], mentions[right]
        if after.toponym.start < before.toponym.end or after.toponym.start - before.toponym.end > _LONGEST_GAP:
            continue
        bearing = bearing_before(text, after.toponym.start)
        wide = not after.candidates or after.candidates[0].entry.radius_km > _WIDE_KM
        if bearing is None or wide or bearing.start < before.toponym.end or bearing.words.endswith(" of"):
            continue  # "the Lyon suburb of Bron" lies in Lyon
        if _KIND_AND_COMMA.fullmatch(text[before.toponym.end : bearing.start]):
            told = bearing.distance_km
            before.beside = right, (_NEAR_KM if told is None else told * _SLACK) + after.candidates[0].entry.radius_km


def within(entry: GazetteerEntry, mention: Mention, km: float) -> bool:
    """Whether a place lies within ``km`` of one that the mention may mean."""
    if entry.lat is None or entry.lon is None:
        return False
    km += entry.radius_km if entry.feature_class == "A" else 0.0
    near = (m.entry for m in mention.candidates[:_MOST_ANCHORS])
    return any(
        o.lat is not None and o.lon is not None and distance_km(entry.lat, entry.lon, o.lat, o.lon) <= km for o in near
    )


_MOST_ANCHORS = 3  # candidates of a name that another one is told by


def _lists(first: Mention, second: Mention) -> bool:
    """Whether "X, Y" names two places of one rank rather than a place and what it lies in ("Missouri, Mississippi")."""
    if not first.candidates:
        return False
    inner, outer = first.candidates[0].entry, second.candidates[0].entry
    if inner.is_country:
        return True
    if inner.feature_code == "ADM1":  # "Victoria, Texas" is no list
        return not outer.is_country and outer.country == inner.country
    return outer.feature_code not in ("PCLI", "ADM1", "ADM2", "RGN")


def _is_wide(mention: Mention) -> bool:
    return bool(mention.candidates) and mention.candidates[0].entry.feature_code in ("PCLI", "ADM1")


def areas(mention: Mention) -> list[GazetteerEntry]:
    """The countries, divisions and regions that a mention may mean."""
    return [m.entry for m in mention.candidates if m.entry.feature_code in ("PCLI", "ADM1", "ADM2", "RGN")]


def _may_contain(outer: Mention, inner: Mention) -> bool:
    wide = areas(outer)
    if not inner.candidates:
        return bool(wide)
    return any(inside(m.entry, area) for m in inner.candidates for area in wide)


def inside(entry: GazetteerEntry, area: GazetteerEntry) -> bool:
    """Whether a place lies in a country, division or region (for a region: within its radius)."""
    if entry.id == area.id or entry.is_country:
        return False
    if area.is_country:
        return entry.country == area.country
    if area.feature_code == "ADM1":
        return entry.country == area.country and entry.admin1 == area.name
    if area.feature_code == "ADM2":
        return (entry.country, entry.admin1, entry.admin2) == (area.country, area.admin1, area.name)
    if entry.lat is None or entry.lon is None or area.lat is None or area.lon is None:
        return False
    return distance_km(entry.lat, entry.lon, area.lat, area.lon) <= area.radius_km
