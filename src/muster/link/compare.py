"""How two clusters of claims compare, slot by slot. Every judgement is a list of :class:`Evidence`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from muster.link.entities import Entity
from muster.link.lexicon import link_lexicon
from muster.link.mention import Figure, Interval, Mention, Spot
from muster.link.profile import Profile
from muster.link.weights import VETO, Evidence, evidence, veto
from muster.normalise.spelling import SAME_NAME, name_similarity
from muster.record import Status

NEWS = (
    (21, 0.0),
    (60, -0.3),
    (150, -0.6),
    (10**7, -0.9),
)  # days from publication to an event: value for an undated claim
PAST = 150  # days before publication from which a date is background: its chance agreement is rare
ELSEWHERE = -0.8  # a difference of places that nearness in the text does not outweigh
WIDE = 0.25  # one country or sea: it holds many events
NEAR_KM, FAR_KM = 30.0, 120.0
MATTER = 0.25  # share of rare words from which two sentences are about one matter
TELLING_WORDS = 8.0  # summed rarity of shared words (log of claims per claim that has it) that tells in full
COPIED = 0.85  # share of rare words from which two sentences are one, edited
TIGHTNESS = ((2, 1.0), (10, 0.8), (35, 0.5), (100, 0.3), (370, 0.2), (10**9, 0.1))  # days of the wider time: value
APART = 31  # days between two times from which they are two events
RANGE_SLACK = 2  # days by which two tellings of one range may differ
POSTPONED = 200  # days by which a named event may move and remain itself


@dataclass(frozen=True)
class Signal:
    """What two claims share beside their slots.

    ``wording`` 0-1: share of rare words. ``copy``: the same sentence in two reports. ``discourse`` 0-1.2:
    nearness in one report. ``contrast``: the text says that it is another one. ``ahead``: in one report, one is planned
    and one is not.
    ``title``: one is in the title, which sums up the report. ``anaphor``: "the drills" right after drills were told of.
    """

    wording: float = 0.0
    copy: bool = False
    discourse: float = 0.0
    contrast: bool = False
    same_sentence: bool = False
    ahead: bool = False
    title: bool = False
    anaphor: bool = False

    def join(self, other: Signal) -> Signal:
        """The stronger of both, for clusters; a contrast counts while no copy or discourse outweighs it."""
        return Signal(
            max(self.wording, other.wording),
            self.copy or other.copy,
            max(self.discourse, other.discourse),
            self.contrast or other.contrast,
            self.same_sentence or other.same_sentence,
            self.ahead and other.ahead,
            self.title or other.title,
            self.anaphor or other.anaphor,
        )


NOTHING = Signal()
_HAPPENED = frozenset({Status.DONE, Status.ONGOING})


def compare(a: Profile, b: Profile, signal: Signal = NOTHING) -> list[Evidence]:
    """The evidence that ``a`` and ``b`` are one event; a veto stands first and alone."""
    found: list[Evidence] = []
    for part in (_kind, _named, _when):
        found += part(a, b)
        if found and found[-1].value == VETO:
            return found[-1:]
    for part in (_reality, _where, _who, _figures):
        found += part(a, b)
    elsewhere = any(item.feature == "where" and item.value <= ELSEWHERE for item in found)
    return found + _text(a, b, signal, elsewhere=elsewhere)


def total(found: Iterable[Evidence]) -> float:
    """The score of the evidence."""
    return round(sum(item.score for item in found), 4)


def _kind(a: Profile, b: Profile) -> list[Evidence]:
    if a.simulated != b.simulated:
        return [veto("type", "simulated and real")]
    if a.simulated:
        return [evidence("scenario", 1.0 if a.reports & b.reports or a.names & b.names else 0.2, "both simulated")]
    return [_kinship(a.types, b.types, a.families, b.families)]


@lru_cache(maxsize=10_000)
def _kinship(a: frozenset[str], b: frozenset[str], family_a: frozenset[str], family_b: frozenset[str]) -> Evidence:
    """All types of both clusters must be kin; the nearest pair counts."""
    families = min(family_a), min(family_b)
    near = [link_lexicon().kinship(x, y, *families) for x in a for y in b]
    known = [value for value in near if value is not None]
    note = f"{_join(a)} and {_join(b)}"
    if len(known) < len(near):
        return veto("type", note)
    value = max(known)
    return evidence("type", value if value == 1.0 else value - 0.8, note)


def _named(a: Profile, b: Profile) -> list[Evidence]:
    if not a.names or not b.names:
        return []
    if a.names & b.names:
        return [evidence("name", 1.0, _join(a.names & b.names))]
    return [veto("name", f"{_join(a.names)} and {_join(b.names)}")]


def _reality(a: Profile, b: Profile) -> list[Evidence]:
    happened = _HAPPENED
    if len(a.statuses) > 1 and len(b.statuses) > 1:
        return []
    for one, other in ((a, b), (b, a)):
        for unreal in (Status.POSSIBLE, Status.CANCELLED):
            placed = unreal is Status.POSSIBLE or bool(one.named_places or one.times or one.names)
            if placed and one.statuses == {unreal} and other.statuses & happened and unreal not in other.statuses:
                return [evidence("reality", -1.0, f"{unreal} and {_join(other.statuses)}")]
    return []


def is_durative(*types: str) -> bool:
    """Whether an event of these types takes time, so that different days of it may be told."""
    return not link_lexicon().durative.isdisjoint(types)


def _when(a: Profile, b: Profile) -> list[Evidence]:
    one, other = a.best, b.best
    if one is None and other is None:
        standing = bool(a.types & link_lexicon().standing)
        gap = a.news.gap(b.news) if a.news and b.news and not standing else 0
        return [evidence("when", -min(1.0, gap / 200), f"undated, told {gap} days apart")] if gap > 45 else []
    if one is None or other is None:
        dated, undated = (a, b) if other is None else (b, a)
        return _one_dated(dated, undated)
    if is_durative(*a.types, *b.types):
        return _long_times(a, b, one, other)
    clash = [(x, y) for x in a.sharp for y in b.sharp if x.gap(y)]
    if clash:
        return [veto("when", f"{_show(clash[0][0])} and {_show(clash[0][1])}")]
    return _meeting_times(a, b, one, other)


def _one_dated(dated: Profile, undated: Profile) -> list[Evidence]:
    """An undated claim is about the news of its day: the farther that is from the date, the less about this."""
    news, best = undated.news, dated.best
    if news is None or best is None:
        return []
    if undated.types & link_lexicon().standing and not _past(dated, best):
        return []
    gap = best.gap(news)
    value = next(value for limit, value in NEWS if gap <= limit)
    return [evidence("when", value, f"{_show(best)}, the other undated, told {gap} days apart")] if value else []


def _long_times(a: Profile, b: Profile, one: Interval, other: Interval) -> list[Evidence]:
    gap = min(x.gap(y) for x in a.times for y in b.times)
    note = f"{_show(one)} and {_show(other)}"
    if gap == 0:
        ranges = [(x, y) for x in a.sharp for y in b.sharp if (x.days or 0) > 2 and (y.days or 0) > 2]
        if ranges and all(_other_range(x, y) for x, y in ranges):
            return [evidence("when", -0.6, f"{note}: ranges of other days")]
        starts = {x.first for x in a.times} & {y.first for y in b.times} - {None}
        if starts and one.first == other.first:
            return [evidence("when", 0.8, f"{note}: one beginning")]
        return _meeting_times(a, b, one, other)
    if a.names & b.names and gap <= POSTPONED and _year(one) == _year(other):
        return [evidence("when", -0.3, f"{note}: moved?")]
    if gap > APART:
        return [veto("when", note)]
    return [evidence("when", -0.3 if gap <= 7 else -0.7, note)]


def _other_range(x: Interval, y: Interval) -> bool:
    """Whether two ranges of days begin or end too far apart to be one told twice."""
    return abs((x.first or 0) - (y.first or 0)) > RANGE_SLACK or abs((x.last or 0) - (y.last or 0)) > RANGE_SLACK


def _meeting_times(a: Profile, b: Profile, one: Interval, other: Interval) -> list[Evidence]:
    note = f"{_show(one)} and {_show(other)}"
    gap = one.gap(other)
    if gap:
        if gap > APART:
            return [veto("when", note)]
        return [evidence("when", -0.4 if gap <= 1 else -1.0, note)]
    spread = max(one.days or 10**4, other.days or 10**4)
    value = next(
        v for limit, v in ((2, 1.0), (10, 0.8), (35, 0.5), (100, 0.3), (370, 0.2), (10**9, 0.1)) if spread <= limit
    )
    if _past(a, one) and _past(b, other):
        value = max(value, 0.8)
    return [evidence("when", value, note)]


def _past(profile: Profile, when: Interval) -> bool:
    news = profile.news
    return bool(news and news.first is not None and when.last is not None and when.last < news.first - PAST)


def _where(a: Profile, b: Profile) -> list[Evidence]:
    if not a.spots or not b.spots:
        return []
    wide = _best_places(a.broad, b.named_places) or _best_places(a.named_places, b.broad)
    exact = _best_places(a.specific, b.specific)
    if exact is not None and (exact[0] > 0 or wide is None or wide[0] < 0.5):
        return [evidence("where", *exact)]  # two towns of one country are two places
    if wide is None:
        heads = {s.head for s in a.spots if not s.key} & {s.head for s in b.spots if not s.key}
        return [evidence("where", 0.2, f"the {_join(heads)}")] if heads else []
    value, note = wide
    if value == WIDE and (a.types | b.types) & link_lexicon().broad:
        value = 0.7
    return [evidence("where", value, note)]


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
    if same >= SAME_NAME:
        return 1.0 if same == 1.0 else 0.85
    if x.lat is not None and y.lat is not None and x.lon is not None and y.lon is not None:
        km = distance_km(x.lat, x.lon, y.lat, y.lon)
        return 0.7 if km <= NEAR_KM else (-1.0 if km > FAR_KM else -0.5)
    return -1.0


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km."""
    p = math.pi / 180
    h = (
        math.sin((lat_b - lat_a) * p / 2) ** 2
        + math.cos(lat_a * p) * math.cos(lat_b * p) * math.sin((lon_b - lon_a) * p / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(h))


def _who(a: Profile, b: Profile) -> list[Evidence]:
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
            value, note = _entity(x, y)
            if value is not None and (best is None or value > best[0]):
                best = value, note
    if best is None and strict:
        pair = next(((x, y) for x in sorted(left) for y in sorted(right) if x.head and y.head), None)
        return (-0.5, f"{pair[0].id or pair[0].head} and {pair[1].id or pair[1].head}") if pair else None
    if best is None:
        return None
    if best[0] < 0 and not all(named):
        return None
    return best


def _entity(x: Entity, y: Entity) -> tuple[float | None, str]:
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
        return (0.1 if x.head in link_lexicon().anybody else 0.6), note
    return None, note


def _figures(a: Profile, b: Profile) -> list[Evidence]:
    if not a.figures or not b.figures:
        return []
    shared = [(f, g) for f in a.figures for g in b.figures if f.kind == g.kind and _same_thing(f, g)]
    same = [f for f, g in shared if f.value == g.value]
    if same:
        weight = max(_telling(f) for f in same)
        return [evidence("figure", weight, _join({f"{f.value:g} {f.kind}" for f in same}))]
    if shared:
        f, g = min(shared, key=lambda pair: abs(math.log((pair[0].value + 1) / (pair[1].value + 1))))
        ratio = min(f.value, g.value) / max(f.value, g.value, 1e-9)
        return [evidence("figure", -0.1 if ratio > 0.3 else -0.4, f"{f.value:g} and {g.value:g} {f.kind}")]
    return []


def _same_thing(f: Figure, g: Figure) -> bool:
    return f.kind != "count" or not f.of or not g.of or f.of == g.of


def _telling(figure: Figure) -> float:
    """How rarely two events share the figure by chance: small counts often do."""
    if figure.kind == "share":
        return 0.8
    return 0.5 if figure.value <= 3 else 0.8 if figure.value < 20 else 1.0


def _text(a: Profile, b: Profile, signal: Signal, *, elsewhere: bool) -> list[Evidence]:
    """What the text says beside the slots; nearness and wording do not outweigh that the places differ."""
    found = []
    if a.triggers & b.triggers and not signal.same_sentence:
        found.append(evidence("trigger", 1.0, _join(a.triggers & b.triggers)))
    if signal.copy:
        found.append(evidence("copy", 1.0, "the same sentence"))
    elif signal.wording and not signal.same_sentence and not elsewhere:
        found.append(evidence("wording", signal.wording, "shared rare words"))
    if (a.types | b.types) & link_lexicon().speech:
        if a.reports & b.reports and signal.wording < MATTER and signal.discourse and not signal.title:
            found.append(evidence("repeated", -1.0, "two acts of speech in one report"))
    elif signal.discourse and not elsewhere:
        found.append(evidence("discourse", signal.discourse, "in one report"))
    if signal.anaphor:
        found.append(evidence("anaphor", 1.0, "the one just told of"))
    if signal.contrast and not signal.copy:
        found.append(evidence("contrast", -1.0, "the text speaks of another one"))
    if signal.ahead and not signal.copy and not a.names & b.names:
        found.append(evidence("status", -1.0, "planned and past in one report"))
    return found


def _year(interval: Interval) -> int:
    day = interval.first if interval.first is not None else interval.last
    return int((day or 0) / 365.2425)


def _show(interval: Interval) -> str:
    ends = [date.fromordinal(day).isoformat() if day else "" for day in (interval.first, interval.last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}..{ends[1]}"


def _join(values: Iterable[object]) -> str:
    return ", ".join(sorted(str(value) for value in values))


def signals(a: Mention, b: Mention, rarity: Mapping[str, float]) -> Signal:
    """What two claims share in wording and in the flow of their report."""
    same_text = a.claim.evidence == b.claim.evidence and a.report == b.report
    wording = 0.0 if same_text else _share(a.matter, b.matter, rarity)
    if a.report != b.report:
        copy = a.type == b.type and a.trigger == b.trigger and _share(a.words, b.words, rarity) > COPIED
        return Signal(wording, copy)
    first, second = sorted((a, b), key=lambda m: (m.order, m.key))
    apart = second.sentence - first.sentence
    plans = {m.claim.status in (Status.PLANNED, Status.POSSIBLE) for m in (a, b)}
    ahead = len(plans) > 1
    if apart == 0:
        return Signal(discourse=0.2, same_sentence=True, ahead=ahead)
    if first.title:
        return Signal(wording, discourse=0.4, contrast=second.contrast, ahead=ahead, title=True)
    discourse = {1: 0.7, 2: 0.4}.get(apart, 0.2 if apart <= 5 else 0.0)
    if second.definite and apart <= 3:
        discourse += 0.4
    other = second.contrast or second.segue or (first.contrast and apart > 1)
    anaphor = apart == 1 and second.definite and first.trigger == second.trigger and not other
    return Signal(wording, discourse=discourse, contrast=other, ahead=ahead, anaphor=anaphor)


def _share(a: frozenset[str], b: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Weight of the shared words over that of the poorer side; 0 below :data:`MATTER`, which chance can reach."""
    shared = a & b
    if not shared:
        return 0.0
    smaller = min(sum(rarity[word] for word in a), sum(rarity[word] for word in b)) or 1.0
    weight = sum(rarity[word] for word in shared)
    share = weight / smaller * min(1.0, weight / TELLING_WORDS)
    return round(share, 3) if share > MATTER else 0.0
