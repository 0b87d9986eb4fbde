"""How the places, participants and figures of two clusters compare."""

from __future__ import annotations

import math
from collections.abc import Iterable

from muster.link.entities import Entity
from muster.link.lexicon import link_lexicon
from muster.link.mention import Figure, Spot
from muster.link.profile import Profile
from muster.link.weights import Evidence, evidence
from muster.normalise.spelling import SAME_NAME, name_similarity

SAME_HEAD = 0.3  # a place without a name, and one of its kind in the same report
SEAT = 0.75  # the place of whoever tells of an event that has no place itself
WIDE = 0.25  # one country or sea: it holds many events
WIDE_MATTER = 0.7  # the same for campaigns and states, of which a country holds few
STRANGERS = -0.5  # two different speakers without a name ("the prefect", "the government")
OTHERS = -0.2  # two different participants without a name
NEAR_KM, FAR_KM = 30.0, 120.0  # spots this near are one place to the press; this far, never


def compare_places(a: Profile, b: Profile) -> list[Evidence]:
    """The evidence of place: towns before countries, spelling variants nearly as good as equal names."""
    if not a.spots or not b.spots:
        return _compare_seats(a, b)
    wide = _best_places(a.broad, b.named_places) or _best_places(a.named_places, b.broad)
    exact = _best_places(a.specific, b.specific)
    if exact is not None and (exact[0] > 0 or wide is None or wide[0] < 0.5):
        return [evidence("where", *exact)]  # two towns of one country are two places
    if wide is None:
        left, right = ({s.head for s in side.spots if not s.key} - {""} for side in (a, b))
        if a.reports & b.reports:  # "the bridge" after "the bridge of Tambo"
            named = left & {s.head for s in b.spots} | right & {s.head for s in a.spots}
            if named:
                return [evidence("where", SAME_HEAD, f"the {', '.join(sorted(named))}")]
        return [evidence("where", 0.2, f"the {', '.join(sorted(left & right))}")] if left & right else []
    value, note = wide
    if value == WIDE and (a.types | b.types) & link_lexicon().broad:
        value = WIDE_MATTER
    return [evidence("where", value, note)]


def _compare_seats(a: Profile, b: Profile) -> list[Evidence]:
    """A claim without a place: whether those who speak in it are of the place of the other."""
    for one, other in ((a, b), (b, a)):
        places = {spot.key for spot in other.specific} | other.seats
        if not one.spots and one.seats:
            same = [
                seat for seat in sorted(one.seats) if any(name_similarity(seat, key) >= SAME_NAME for key in places)
            ]
            return [evidence("where", SEAT, f"told by those of {same[0]}")] if same else []
    return []


def _best_places(left: frozenset[Spot], right: frozenset[Spot]) -> tuple[float, str] | None:
    if not left or not right:
        return None
    values = [(value, f"{x.key} and {y.key}") for x in left for y in right if (value := _places(x, y)) is not None]
    return max(values, default=None)


def _places(x: Spot, y: Spot) -> float | None:
    """1 for one place, less for a spelling or a country's worth, below 0 for two places; ``None`` where unknown."""
    if x.broad != y.broad:
        if x.country and y.country:
            return 0.1 if x.country == y.country else -0.6
        return None
    same = name_similarity(x.key, y.key)
    if x.broad:
        return WIDE if same >= SAME_NAME or x.key in y.key or y.key in x.key else -0.3
    km = _apart(x, y)
    if same >= SAME_NAME and (same == 1.0 or km is None or km <= FAR_KM):
        return 1.0 if same == 1.0 else 0.85
    if km is not None:
        return 0.7 if km <= NEAR_KM else (-1.0 if km > FAR_KM else -0.5)
    return -1.0


def _apart(x: Spot, y: Spot) -> float | None:
    """Km between two places, less what their reports leave open; None where one has no coordinates."""
    if x.lat is None or y.lat is None or x.lon is None or y.lon is None:
        return None
    return max(0.0, distance_km(x.lat, x.lon, y.lat, y.lon) - x.open_km - y.open_km)


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km."""
    p = math.pi / 180
    h = (
        math.sin((lat_b - lat_a) * p / 2) ** 2
        + math.cos(lat_a * p) * math.cos(lat_b * p) * math.sin((lon_b - lon_a) * p / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(h))


def compare_participants(a: Profile, b: Profile) -> list[Evidence]:
    """The evidence of actors and recipients; of acts of speech the actor is the speaker."""
    speech = bool((a.types | b.types) & link_lexicon().speech)
    found = []
    actors = _entities(a.actors, b.actors, strict=speech)
    if actors is not None:
        value, note = actors
        if speech and value < 0:
            value = -1.0
        elif value < 0 and (a.types | b.types) <= link_lexicon().shared:
            value = 0.0
        found.append(evidence("speaker" if speech else "actor", value, note))
    both = {e.id for e in a.actors if e.id} & {e.id for e in b.actors if e.id}
    if len(both) > 1 and (a.types | b.types) <= link_lexicon().shared:
        found.append(evidence("parties", 1.0, ", ".join(sorted(both))))
    recipients = _entities(a.recipients, b.recipients)
    if recipients is not None:
        found.append(evidence("recipient", *recipients))
    return found


def _entities(left: Iterable[Entity], right: Iterable[Entity], *, strict: bool = False) -> tuple[float, str] | None:
    """Agreement of two sets of participants: 1 for a shared name, less for a shared side, country or word.

    ``strict``: different words for nobody in particular ("the prefect", "the government") are different ones.
    """
    if not left or not right:
        return None
    best: tuple[float, str] | None = None
    named = [sum(bool(e.id) for e in side) for side in (left, right)]
    for x in left:
        for y in right:
            found = _entity(x, y, strict=strict)
            if found is not None and (best is None or found > best):
                best = found
    if best is None:
        heads = [sorted(e.head for e in side if e.head not in link_lexicon().anybody) for side in (left, right)]
        if not all(heads):
            return None
        return (STRANGERS if strict else OTHERS), f"{heads[0][0]} and {heads[1][0]}"
    if best[0] < 0 and not all(named):
        return None
    return best


def _entity(x: Entity, y: Entity, *, strict: bool = False) -> tuple[float, str] | None:
    note = f"{x.id or x.head} and {y.id or y.head}"
    if x.id and y.id:
        if x.id == y.id:
            return 1.0, note
        if {x.id, x.side} & {y.id, y.side} - {""}:
            return 0.8, note
        return (0.5 if x.country and x.country == y.country else -0.4), note
    if x.country and y.country:
        return (0.5 if x.country == y.country else -0.4), note
    if x.head and x.head == y.head:
        anybody = x.head in link_lexicon().anybody and not (strict and x.head in link_lexicon().institutions)
        return (0.1 if anybody else 0.6), note
    return None


def compare_figures(a: Profile, b: Profile) -> list[Evidence]:
    """The evidence of figures of one kind: a shared one for, a far smaller one against."""
    if not a.figures or not b.figures:
        return []
    shared = [(f, g) for f in a.figures for g in b.figures if f.kind == g.kind and _same_thing(f, g)]
    same = [f for f, g in shared if f.value == g.value]
    if same:
        weight = max(_telling(f) for f in same)
        return [evidence("figure", weight, ", ".join(sorted({f"{f.value:g} {f.kind}" for f in same})))]
    if shared:
        f, g = min(shared, key=lambda pair: (abs(math.log((pair[0].value + 1) / (pair[1].value + 1))), pair))
        ratio = min(f.value, g.value) / max(f.value, g.value, 1e-9)
        return [evidence("figure", -0.07 if ratio > 0.3 else -0.3, f"{f.value:g} and {g.value:g} {f.kind}")]
    return []


def _same_thing(f: Figure, g: Figure) -> bool:
    return f.kind != "count" or not f.of or not g.of or f.of == g.of


def _telling(figure: Figure) -> float:
    """How rarely two events share the figure by chance: small counts often do, round ones more than others."""
    if figure.kind == "share":
        return 0.6
    if figure.value < 20:
        return 0.35 if figure.value <= 3 else 0.6
    return 0.75 if len(f"{figure.value:.0f}".rstrip("0")) == 1 else 1.0
