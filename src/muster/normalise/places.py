"""Toponym resolution: which place each name of a text means.

Candidates come from the gazetteer. What speaks for one: how well the name fits it, how prominent it is, that the text
says what it lies in ("Termez, Uzbekistan"), and the other places of the text (:mod:`muster.normalise.places_scene`). A
name means one place throughout a text unless the text puts a mention elsewhere (one sense per discourse).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from muster.normalise.countries import Countries
from muster.normalise.gazetteer import Gazetteer, GazetteerEntry, Match, prominence
from muster.normalise.geodesy import distance_km
from muster.normalise.places_patterns import Toponym, find_toponyms_by_pattern
from muster.normalise.places_reading import Mention, areas, inside, read_mentions, within
from muster.normalise.places_scene import WEIGHTS, Weights, weigh
from muster.normalise.spelling import fold, strip_possessive

__all__ = [
    "NO_CONTEXT", "PlaceContext", "Resolved", "Toponym", "find_toponyms_by_pattern", "resolve_toponyms",
]  # fmt: skip

# In the unit of a full name match; set on LGL with places_scene.WEIGHTS.
IN_CONTAINER = 0.78
NOT_IN_CONTAINER = -0.48
SURELY = 4.0  # times NOT_IN_CONTAINER, where the text leaves no doubt
OF_KIND = 0.5
BESIDE = 0.8
GIVEN_COUNTRY = 0.35
GIVEN_NEAR = 0.5
GIVEN_NEAR_KM = 100.0
USERS_OWN = 0.6
_MOST_CANDIDATES = 120  # of one name; "San José" has more, none of them likelier


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known beside the text: ISO codes of countries it is about, and points (lat, lon) it is likely near."""

    countries: tuple[str, ...] = ()
    near: tuple[tuple[float, float], ...] = ()


NO_CONTEXT = PlaceContext()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a toponym means. Without an ``entry`` (unknown name) ``country`` is what the text itself says of it, if so.

    ``score`` is 0-1 and grows with the fit of the name and the lead over the next place; ``reasons`` name what spoke
    for the entry.
    """

    toponym: Toponym
    entry: GazetteerEntry | None
    country: str | None
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class _Name:
    """All mentions of one name that the text puts in one place, with the candidates they share."""

    mentions: list[int]
    candidates: tuple[Match, ...]
    kinds: str
    outer: int | None
    beside: tuple[int, float] | None = None
    priors: list[float] = field(default_factory=list)
    chosen: int | None = None
    lead: float = 0.0


def resolve_toponyms(
    text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, context: PlaceContext = NO_CONTEXT,
    weights: Weights = WEIGHTS,
) -> list[Resolved]:  # fmt: skip
    """One :class:`Resolved` for each toponym, in the order given. Offsets are those of ``text``.

    A name in no gazetteer keeps no entry: its country is that of the place the text puts it in ("the X training ground
    in Tajikistan"), never a guess. Demonyms ("Tajik") resolve to their country.
    """
    mentions = read_mentions(text, toponyms, lambda name: _candidates(name, gazetteer))
    names = _grouped(mentions)
    for name in names:
        name.priors = [_prior(match, name, mentions, context) for match in name.candidates]
    totals = weigh([[m.entry for m in n.candidates] for n in names], [n.priors for n in names], weights)
    likely = [
        name.candidates[int(t.argmax())].entry.country if len(t) else None
        for name, t in zip(names, totals, strict=True)
    ]
    for index, (name, total) in enumerate(zip(names, totals, strict=True)):
        others = {*likely[:index], *likely[index + 1 :], *context.countries} - {None}
        astray = [
            name.beside is not None and not within(m.entry, mentions[name.beside[0]], name.beside[1])
            for m in name.candidates
        ]
        _choose(name, [float(t) for t in total], others, astray)
    by_mention = {index: name for name in names for index in name.mentions}
    return [_resolved(i, mentions, by_mention) for i in range(len(mentions))]


def _candidates(name: str, gazetteer: Gazetteer) -> tuple[Match, ...]:
    country = Countries.load().find(strip_possessive(name))
    found = gazetteer.search(name)
    if country is not None and not any(m.entry.is_country and m.entry.country == country.code for m in found):
        whole = [m for m in gazetteer.search(country.name) if m.entry.is_country and m.entry.country == country.code]
        return tuple(replace(m, reason=f"demonym {name!r}") for m in whole)
    return found[:_MOST_CANDIDATES]


def _grouped(mentions: list[Mention]) -> list[_Name]:
    """Mentions by name, kind and, where the text gives one, surrounding place; the rest join the first such group."""
    groups: dict[tuple[str, str, str], _Name] = {}
    first: dict[tuple[str, str], _Name] = {}
    bare: list[int] = []
    for index, mention in enumerate(mentions):
        if mention.outer is None:
            bare.append(index)
            continue
        key = (fold(strip_possessive(mention.toponym.name)), mention.kinds)
        around = fold(mentions[mention.outer].toponym.name)
        name = groups.setdefault((*key, around), _Name([], mention.candidates, mention.kinds, mention.outer))
        name.mentions.append(index)
        first.setdefault(key, name)
    for index in bare:
        mention = mentions[index]
        key = (fold(strip_possessive(mention.toponym.name)), mention.kinds)
        name = first.setdefault(key, _Name([], mention.candidates, mention.kinds, None))
        name.mentions.append(index)
        if name.outer is None:
            groups[(*key, "")] = name
    for name in groups.values():
        name.beside = next((mentions[i].beside for i in name.mentions if mentions[i].beside is not None), None)
    return list(groups.values())


def _prior(match: Match, name: _Name, mentions: list[Mention], context: PlaceContext) -> float:
    entry = match.entry
    prior = match.score + prominence(entry)
    if name.outer is not None:
        if _lies_in(entry, mentions[name.outer]):
            prior += IN_CONTAINER
        else:
            prior += NOT_IN_CONTAINER * (SURELY if mentions[name.mentions[0]].sure else 1.0)
    if name.beside is not None:
        prior += BESIDE if within(entry, mentions[name.beside[0]], name.beside[1]) else -BESIDE
    if name.kinds and entry.feature_class in name.kinds:
        prior += OF_KIND
    if entry.country in context.countries:
        prior += GIVEN_COUNTRY
    if entry.id.startswith("user:"):
        prior += USERS_OWN
    if context.near and entry.lat is not None and entry.lon is not None and not entry.is_country:
        nearest = min(distance_km(entry.lat, entry.lon, lat, lon) for lat, lon in context.near)
        prior += GIVEN_NEAR * (0.5 ** (nearest / GIVEN_NEAR_KM))
    return prior


def _lies_in(entry: GazetteerEntry, outer: Mention) -> bool:
    return any(inside(entry, area) for area in areas(outer))


def _choose(name: _Name, totals: list[float], countries: set[str | None], astray: list[bool]) -> None:
    """The candidate of the highest total that is not doubtful; ``lead`` is how far it is before the best one elsewhere.

    ``countries`` are those of the other names and of the context; ``astray`` says of each candidate that it is not
    where the text tells it to be, beside another place: a town or district is then another of that name.
    """
    order = sorted(range(len(totals)), key=lambda i: (-totals[i], i))
    lost = [astray[i] and _is_small(match.entry) for i, match in enumerate(name.candidates)]
    sound = [i for i in order if not lost[i] and not _doubtful(name.candidates[i], countries)]
    name.chosen = sound[0] if sound else None
    if name.chosen is None:
        return
    best = name.candidates[name.chosen].entry
    rivals = [totals[i] for i in sound[1:] if not _same_spot(name.candidates[i].entry, best)]
    name.lead = totals[name.chosen] - rivals[0] if rivals else 1.0


def _is_small(entry: GazetteerEntry) -> bool:
    return entry.feature_class == "P" or entry.feature_code == "ADM2"


def _doubtful(match: Match, countries: set[str | None]) -> bool:
    """Whether a match rests on a spelling or on a hamlet, and nothing else of the text is in its country."""
    entry, spelt = match.entry, match.reason.startswith("spelling")
    if entry.id.startswith("user:") or entry.country in countries or not (spelt or entry.feature_class == "P"):
        return False
    if spelt:  # a likeness of letters alone moves no event to another country, however large the place
        return bool(countries) or entry.population < 50_000
    return bool(countries) and entry.population < 2_000


def _same_spot(a: GazetteerEntry, b: GazetteerEntry) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return distance_km(a.lat, a.lon, b.lat, b.lon) < 100


def _resolved(index: int, mentions: list[Mention], by_mention: dict[int, _Name]) -> Resolved:
    mention, name = mentions[index], by_mention[index]
    outer = mentions[name.outer] if name.outer is not None else None
    if name.chosen is None:
        around = by_mention[name.outer] if name.outer is not None else None
        country = around.candidates[around.chosen].entry.country if around and around.chosen is not None else None
        reason = f"unknown name, in {outer.toponym.text}" if outer else "unknown name"
        return Resolved(mention.toponym, None, country, 0.3 if country else 0.0, (reason,))
    match = _town_of(name, index in {m.outer for m in mentions})
    reasons = [match.reason]
    if outer is not None and _lies_in(match.entry, outer):
        reasons.append(f"in {outer.toponym.text}" if mention.outer is not None else "as elsewhere in the text")
    reasons += _company(match.entry, name, by_mention)
    score = min(1.0, 0.45 * match.score + 0.55 * min(1.0, name.lead / 0.6))
    return Resolved(mention.toponym, match.entry, match.entry.country, round(score, 3), tuple(reasons))


TOWN_SHARE = 0.07  # of a division's people, from which its namesake town is what the bare name means


def _town_of(name: _Name, is_container: bool) -> Match:
    """The chosen candidate, or the town a division is named after, unless it is said to hold another place."""
    assert name.chosen is not None
    match = name.candidates[name.chosen]
    area = match.entry
    if is_container or area.feature_code not in ("ADM1", "ADM2") or "A" in name.kinds:
        return match
    towns = [
        m
        for m in name.candidates
        if m.entry.feature_class == "P" and inside(m.entry, area) and m.entry.population > TOWN_SHARE * area.population
    ]
    return max(towns, key=lambda m: m.entry.population, default=match)


def _company(entry: GazetteerEntry, name: _Name, by_mention: dict[int, _Name]) -> list[str]:
    """What the chosen places of the other names have in common with ``entry``, the closest relation only."""
    others = {
        id(o): o.candidates[o.chosen].entry for o in by_mention.values() if o is not name and o.chosen is not None
    }
    if any(_same_spot(entry, o) and not o.is_country and o.id != entry.id for o in others.values()):
        return ["near other places of the text"]
    if entry.admin1 and any(o.country == entry.country and entry.admin1 in (o.admin1, o.name) for o in others.values()):
        return [f"other places in {entry.admin1}"]
    if entry.country and any(o.country == entry.country and o.id != entry.id for o in others.values()):
        return [f"other places in {entry.country}"]
    return []
