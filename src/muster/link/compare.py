"""How two clusters of claims compare. Every judgement is a list of :class:`Evidence`; a veto stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from math import fsum

from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.profile import Profile
from muster.link.signals import MATTER, NOTHING, Signal
from muster.link.slots import compare_figures, compare_participants, compare_places
from muster.link.text import deed
from muster.link.times import APART, compare_times, is_durative
from muster.link.weights import VETO, Evidence, evidence, veto
from muster.record import Status

ELSEWHERE = -0.8  # a difference of places that nearness in the text does not outweigh
ANOTHER_TIME = -0.7  # the same for two known times: what recurs is told in the same words
UNLIKE = 0.8  # what another type costs, kin as it may be
NEAR, FAR = 14, 10**6  # days of a time that what was hoped for keeps by coming about within it; no time at all
# What reports of one story may tell in two ways ("the court", "Boston"; "last week") of its one event of a narrow type.
VIEWS = frozenset({"actor", "recipient", "reality", "status", "figure", "where", "elsewhere", "when", "contrast"})
Counts = tuple[tuple[str, int], ...]
_HAPPENED = frozenset({Status.DONE, Status.ONGOING})
_UNREAL = frozenset({Status.POSSIBLE, Status.CANCELLED})


def compare(a: Profile, b: Profile, signal: Signal = NOTHING) -> list[Evidence]:
    """The evidence that ``a`` and ``b`` are one event; a veto stands first and alone."""
    found: list[Evidence] = []
    for part in (_kind, _named, compare_times):
        found += part(a, b)
        if found and found[-1].value == VETO:
            return found[-1:]
    for part in (_reality, compare_places, compare_participants, compare_figures):
        found += part(a, b)
    elsewhere = any(item.feature == "where" and item.value <= ELSEWHERE for item in found)
    if elsewhere and (a.types | b.types <= link_lexicon().placed_by_recipient or not is_durative(*a.types, *b.types)):
        found.append(evidence("elsewhere", -1.0, "one incident has one place"))
    dated = a.best is not None and b.best is not None
    apart = elsewhere or (dated and any(item.feature == "when" and item.value <= ANOTHER_TIME for item in found))
    found += _text(a, b, signal, apart=apart)
    if a.narrow and b.narrow and signal.stories[0] > 0:
        return [item for item in found if item.value > 0 or item.feature not in VIEWS]
    return found


def may_be_one(a: Mention, b: Mention) -> bool:
    """Whether nothing forbids the pair at sight: what :func:`compare` would veto anyway."""
    if a.simulated or b.simulated:
        return a.simulated and b.simulated
    if link_lexicon().kinship(a.type, b.type, a.family, b.family) is None:
        return False
    if a.when is None or b.when is None or a.names & b.names or a.moved or b.moved:
        return True
    gap = a.when.gap(b.when)
    return gap <= APART and not (gap and a.when.sharp and b.when.sharp and not is_durative(a.type, b.type))


def total(found: Iterable[Evidence]) -> float:
    """The score of the evidence."""
    return round(fsum([value * weight for _, value, weight, _ in found]), 4)


def _kind(a: Profile, b: Profile) -> list[Evidence]:
    if a.simulated != b.simulated:
        return [veto("type", "simulated and real")]
    if a.simulated:
        return [evidence("scenario", 1.0 if a.reports & b.reports or a.names & b.names else 0.2, "both simulated")]
    if _act_of(a, b) or _act_of(b, a):
        return [veto("type", "an act of an exercise, and an exercise")]
    found = [_kinship(a.counts, b.counts, a.families, b.families)]
    if a.triggers.isdisjoint(_acts()) != b.triggers.isdisjoint(_acts()):
        found.append(evidence("act", -1.0, "one act, and more"))
    if a.narrow and b.narrow and a.types == b.types:
        found.append(evidence("narrow", 1.0, _join(a.types)))
    return found


def _act_of(act: Profile, whole: Profile) -> bool:
    """Whether the first is told by a word for one act (a landing), which can only be a part of the second."""
    wholes = link_lexicon().wholes.keys() & whole.types - act.types
    return bool(wholes) and not act.triggers.isdisjoint(_acts())


@cache
def _acts() -> frozenset[str]:
    return frozenset(map(deed, link_lexicon().acts))


@lru_cache(maxsize=10_000)
def _kinship(a: Counts, b: Counts, family_a: frozenset[str], family_b: frozenset[str]) -> Evidence:
    """All types of both clusters must be kin; how near they are is the mean over the claims of both."""
    families = min(family_a), min(family_b)
    near = [(link_lexicon().kinship(x, y, *families), n * m) for x, n in a for y, m in b]
    known = [(value if value == 1.0 else value - UNLIKE, pairs) for value, pairs in near if value is not None]
    note = f"{_join(x for x, _ in a)} and {_join(y for y, _ in b)}"
    if len(known) < len(near):
        return veto("type", note)
    return evidence("type", fsum(value * pairs for value, pairs in known) / sum(pairs for _, pairs in known), note)


def _named(a: Profile, b: Profile) -> list[Evidence]:
    if not a.names or not b.names:
        return []
    if a.names & b.names:
        return [evidence("name", 1.0, _join(a.names & b.names))]
    return [veto("name", f"{_join(a.names)} and {_join(b.names)}")]


def _reality(a: Profile, b: Profile) -> list[Evidence]:
    if (len(a.statuses) > 1 and len(b.statuses) > 1) or _UNREAL.isdisjoint(a.statuses | b.statuses):
        return []
    if _hope(a, b):
        return []
    for one, other in ((a, b), (b, a)):
        for unreal in (Status.POSSIBLE, Status.CANCELLED):
            placed = unreal is Status.POSSIBLE or bool(one.named_places or one.times or one.names)
            if unreal is Status.CANCELLED and a.types.isdisjoint(b.types):
                continue  # who was mustered for what was then called off had come
            if placed and one.statuses == {unreal} and other.statuses & _HAPPENED and unreal not in other.statuses:
                return [evidence("reality", -1.0, f"{unreal} and {_join(other.statuses)}")]
    return []


def _hope(a: Profile, b: Profile) -> bool:
    """Whether one may tell what the other hoped for: a time was named for it, and that is when it was done."""
    if Status.CANCELLED in a.statuses | b.statuses or a.best is None or b.best is None:
        return False
    return a.best.gap(b.best) == 0 and max(a.best.days or FAR, b.best.days or FAR) <= NEAR


def _text(a: Profile, b: Profile, signal: Signal, *, apart: bool) -> list[Evidence]:
    """What the text says beside the slots; nearness and wording do not outweigh another place or time."""
    found = []
    if a.triggers & b.triggers and not signal.same_sentence:
        found.append(evidence("trigger", 1.0, _join(a.triggers & b.triggers)))
    if signal.copy:
        found.append(evidence("copy", 1.0, "the same sentence"))
    elif signal.wording and not signal.same_sentence and not apart:
        found.append(evidence("wording", signal.wording, "shared rare words"))
    if (a.types | b.types) & link_lexicon().speech:
        if a.reports & b.reports and signal.wording < MATTER and signal.discourse and not signal.title:
            found.append(evidence("repeated", -1.0, "two acts of speech in one report"))
    elif signal.discourse and not apart:
        found.append(evidence("discourse", signal.discourse, "in one report"))
    if signal.stories[0] and not (apart and signal.stories[0] > 0):
        found.append(evidence("story", signal.stories[0] / signal.stories[1] / 1000, "reports alike"))
    if signal.anaphor:
        found.append(evidence("anaphor", 1.0, "the one just told of"))
    if _answers(a) != _answers(b) and not a.names & b.names:
        found.append(evidence("contrast", -1.0, "one answers the other"))
    elif signal.contrast and not signal.copy:
        found.append(evidence("contrast", -1.0, "the text speaks of another one"))
    if signal.ahead and not signal.copy and not a.names & b.names:
        found.append(evidence("status", -1.0, "planned and past in one report"))
    return found


def _answers(profile: Profile) -> bool:
    """Whether the event is an answer to another one by its very word: a counter-offensive, a counterattack."""
    return any(trigger.startswith("counter") for trigger in profile.triggers)


def _join(values: Iterable[object]) -> str:
    return ", ".join(sorted(str(value) for value in values))
