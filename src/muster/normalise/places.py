"""Toponym resolution: which place each name of a text means.

Candidates come from the gazetteer. What speaks for one, in order of weight: the text says what it lies in ("Termez,
Uzbekistan"); it lies in a country or province that the text names, or near its other places; it is large. A name means
one place throughout a text unless the text says otherwise (one sense per discourse).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from muster.normalise.countries import Countries
from muster.normalise.gazetteer import Gazetteer, GazetteerEntry, Match, prominence
from muster.normalise.spelling import fold, strip_possessive

# What each reason adds to match score (0-1) plus prominence (0 to about 1.1). Set on LGL (benchmarks/place).
W_CONTAINER = 0.8
W_NOT_IN_CONTAINER = -0.5
W_COUNTRY = 0.35
W_GIVEN_COUNTRY = 0.3
W_ADMIN1 = 0.3
W_NEAR = 0.45
NEAR_KM = 120.0
_ROUNDS = 3
_MOST_CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at ``[start, end)`` of the text; ``name`` is what to look up (often the same as ``text``)."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known beside the text: ISO codes of countries it is about, and points (lat, lon) it is likely near."""

    countries: tuple[str, ...] = ()
    near: tuple[tuple[float, float], ...] = ()


NO_CONTEXT = PlaceContext()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a toponym means. Without an ``entry`` (unknown name) ``country`` is what the text itself says of it, if so.

    ``score`` is 0-1 and grows with the lead over the next candidate; ``reasons`` name what spoke for the entry.
    """

    toponym: Toponym
    entry: GazetteerEntry | None
    country: str | None
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class _Name:
    """One toponym with its candidates and the toponym that the text puts around it."""

    toponym: Toponym
    candidates: tuple[Match, ...]
    container: int | None = None
    chosen: Match | None = None
    total: float = 0.0
    lead: float = 0.0
    reasons: list[str] = field(default_factory=list)


def resolve_toponyms(
    text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, context: PlaceContext = NO_CONTEXT
) -> list[Resolved]:
    """One :class:`Resolved` for each toponym, in the order given. Offsets are those of ``text``.

    A name in no gazetteer keeps no entry: its country is that of the place the text puts it in ("the X training ground
    in Tajikistan"), never a guess. Demonyms ("Tajik") resolve to their country.
    """
    names = [_Name(toponym, _candidates(toponym, gazetteer)) for toponym in toponyms]
    _find_containers(text, names)
    for _ in range(_ROUNDS):
        scene = _Scene.of(names, context)
        for name in names:
            _choose(name, names, scene)
        _one_sense(names)
    return [_resolved(name, names) for name in names]


def _candidates(toponym: Toponym, gazetteer: Gazetteer) -> tuple[Match, ...]:
    country = Countries.load().find(strip_possessive(toponym.name))
    found = gazetteer.search(toponym.name)
    if country is not None and not any(m.entry.is_country and m.entry.country == country.code for m in found):
        whole = [m for m in gazetteer.search(country.name) if m.entry.is_country and m.entry.country == country.code]
        return tuple(replace(m, reason=f"demonym {toponym.name!r}") for m in whole)
    return found[:_MOST_CANDIDATES]


# What may stand between a place and the place around it. "X, Y", "X (Y)", "X in (the province of) Y", "X of Y".
_WITHIN = re.compile(
    r"\s*(?:,|\(|,?\s*(?:\w+\s+){0,5}?(?:in|of)\b)(?:\s*(?:the|eastern|western|northern|southern|central|north\w*|south\w*"
    r"|province|region|state|city|town|district|county|capital|neighbou?ring|republic|of|oblast))*\s*",
    re.IGNORECASE,
)
# "Uzbekistan's Termez", "the Tajik city of Khujand", "Syria's northern city of Aleppo".
_OWNED = re.compile(
    r"(?:['’]s?)?\s*(?:[a-z-]+\s+){0,3}?(?:(?:capital|city|town|village|province|region|district|port|port city|county"
    r"|state)(?:\s+of)?|border\s+\w+\s+(?:of|at))?(?:\s*,)?\s*"
)


def _find_containers(text: str, names: list[_Name]) -> None:
    order = sorted(range(len(names)), key=lambda i: (names[i].toponym.start, names[i].toponym.end))
    for left, right in pairwise(order):
        inner, outer = names[left], names[right]
        gap = text[inner.toponym.end : outer.toponym.start]
        if outer.toponym.start < inner.toponym.end or len(gap) > 60 or "." in gap.replace("St.", ""):
            continue
        if _WITHIN.fullmatch(gap) and _may_contain(outer, inner):
            inner.container = right
        elif _OWNED.fullmatch(gap) and _is_area(inner) and outer.container is None and _may_contain(inner, outer):
            outer.container = left


def _is_area(name: _Name) -> bool:
    return any(m.entry.feature_code in ("PCLI", "ADM1") for m in name.candidates[:3])


def _may_contain(outer: _Name, inner: _Name) -> bool:
    areas = [m.entry for m in outer.candidates if m.entry.feature_code in ("PCLI", "ADM1", "ADM2", "RGN")]
    if not inner.candidates:
        return any(a.is_country for a in areas[:1]) or bool(areas)
    return any(_inside(m.entry, area) for m in inner.candidates for area in areas)


def _inside(entry: GazetteerEntry, area: GazetteerEntry) -> bool:
    if entry.id == area.id:
        return False
    if area.is_country:
        return entry.country == area.country and not entry.is_country
    if area.feature_code == "ADM1":
        return entry.country == area.country and entry.admin1 == area.name
    if area.feature_code == "ADM2":
        return entry.country == area.country and entry.admin2 == area.name and entry.admin1 == area.admin1
    return not entry.is_country and _km(entry, area) <= area.radius_km


def _km(a: GazetteerEntry, b: GazetteerEntry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return _distance(a.lat, a.lon, b.lat, b.lon)


def _distance(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres on a flat chart stretched by the latitude: near enough to weigh nearness, and fast."""
    east = (lon_b - lon_a + 180) % 360 - 180
    return 111.2 * math.hypot(lat_b - lat_a, east * math.cos(math.radians((lat_a + lat_b) / 2)))


@dataclass(slots=True)
class _Scene:
    """What the text's places, as chosen so far, say together."""

    countries: Counter[str]
    total: int
    admin1: Counter[tuple[str | None, str]]
    points: list[tuple[str, float, float]]
    context: PlaceContext

    @classmethod
    def of(cls, names: list[_Name], context: PlaceContext) -> _Scene:
        chosen: dict[str, GazetteerEntry] = {}
        for name in names:
            match = name.chosen or (name.candidates[0] if name.candidates else None)
            if match is not None:
                chosen.setdefault(fold(name.toponym.name), match.entry)
        countries = Counter(e.country for e in chosen.values() if e.country)
        admin1 = Counter(
            (e.country, e.name if e.feature_code == "ADM1" else e.admin1)
            for e in chosen.values()
            if e.feature_code == "ADM1" or e.admin1
        )
        points = [
            (key, e.lat, e.lon)
            for key, e in chosen.items()
            if e.lat is not None and e.lon is not None and e.radius_km < 150 and not e.is_country
        ]
        return cls(countries, sum(countries.values()), admin1, points, context)  # type: ignore[arg-type]


def _choose(name: _Name, names: list[_Name], scene: _Scene) -> None:
    best: list[tuple[float, Match, list[str]]] = []
    for match in name.candidates:
        total, reasons = _weigh(match, name, names, scene)
        best.append((total, match, reasons))
    if not best:
        return
    best.sort(key=lambda row: (-row[0], row[1].entry.id))
    name.total, name.chosen, name.reasons = best[0]
    rivals = [t for t, m, _ in best[1:] if _km(m.entry, best[0][1].entry) > 100]
    name.lead = best[0][0] - rivals[0] if rivals else 1.0


def _weigh(match: Match, name: _Name, names: list[_Name], scene: _Scene) -> tuple[float, list[str]]:
    entry, own = match.entry, fold(name.toponym.name)
    total = match.score + prominence(entry)
    reasons = [match.reason]
    if name.container is not None:
        outer = names[name.container]
        areas = [m.entry for m in (outer.chosen,) if m] if outer.chosen else [m.entry for m in outer.candidates[:3]]
        if any(_inside(entry, area) for area in areas):
            total += W_CONTAINER
            reasons.append(f"in {outer.toponym.text}")
        else:
            total += W_NOT_IN_CONTAINER
    previous = name.chosen.entry if name.chosen else (name.candidates[0].entry if name.candidates else None)
    if entry.country:
        others = scene.countries[entry.country] - (previous is not None and previous.country == entry.country)
        if others > 0:
            total += W_COUNTRY * others / max(1, scene.total - 1)
            reasons.append(f"other places in {entry.country}")
        if entry.country in scene.context.countries:
            total += W_GIVEN_COUNTRY
            reasons.append(f"context {entry.country}")
    if entry.admin1 and entry.feature_code != "ADM1":
        key = (entry.country, entry.admin1)
        mine = previous is not None and (previous.country, previous.admin1) == key
        if scene.admin1[key] - mine > 0:
            total += W_ADMIN1
            reasons.append(f"other places in {entry.admin1}")
    near = _nearness(entry, own, scene)
    if near > 0.05:
        total += W_NEAR * near
        reasons.append("near other places")
    return total, reasons


def _nearness(entry: GazetteerEntry, own: str, scene: _Scene) -> float:
    if entry.lat is None or entry.lon is None or entry.is_country:
        return 0.0
    points = [(lat, lon) for key, lat, lon in scene.points if key != own]
    points += scene.context.near
    nearest = min((_distance(entry.lat, entry.lon, lat, lon) for lat, lon in points), default=math.inf)
    return math.exp(-nearest / NEAR_KM)


def _one_sense(names: list[_Name]) -> None:
    """Give every mention of a name the choice of its best-founded mention, unless the text puts it elsewhere."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        groups[fold(strip_possessive(name.toponym.name))].append(name)
    for group in groups.values():
        best = max(group, key=lambda n: (n.total, -n.toponym.start))
        for name in group:
            if name is not best and name.container is None and best.chosen is not None:
                if name.chosen is not None and name.chosen.entry.id != best.chosen.entry.id:
                    name.reasons = [*best.reasons, "as elsewhere in the text"]
                name.chosen, name.lead = best.chosen, max(name.lead, best.lead)


def _resolved(name: _Name, names: list[_Name]) -> Resolved:
    if name.chosen is None:
        outer = names[name.container] if name.container is not None else None
        country = outer.chosen.entry.country if outer is not None and outer.chosen is not None else None
        reason = f"unknown name, in {outer.toponym.text}" if outer is not None else "unknown name"
        return Resolved(name.toponym, None, country, 0.3 if country else 0.0, (reason,))
    score = 0.45 * name.chosen.score + 0.55 * min(1.0, name.lead / 0.6)
    entry = name.chosen.entry
    return Resolved(name.toponym, entry, entry.country, round(min(1.0, score), 3), tuple(name.reasons))
