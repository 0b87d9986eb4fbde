"""From pairs to events: best-first agglomeration of coherent clusters.

The best pair of clusters is merged first and compared anew as one, so every merge is judged against everything that the
cluster says; a veto against any part of it forbids the merge. Ties fall by claim key: the result does not depend on the
order of the input. Claims that say too little to stand for an event come later (:mod:`muster.link.attach`).

Agglomerative clustering with recomputed merge scores is old; that the pair is judged by the whole of both clusters,
which keeps chains of look-alikes from growing, follows entity-level coreference (Culotta et al. 2007).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from muster.link.compare import compare, total
from muster.link.lexicon import link_lexicon
from muster.link.profile import Profile, merge
from muster.link.signals import TELLING, Signal
from muster.link.weights import THRESHOLD

EDGE = 2.0  # score from which a pair of claims can lead two clusters to be compared: less is left to vague claims
BEST = 2  # pairs of a claim, from EDGE, that lead on however weak: a claim may always join what fits it best
STRONG = 3.0  # score from which every pair leads on
SURE = 4.5  # the same in a crowd, where the two times agree closely
FAR = 10**6  # days between claims of which one has no time at all
NARROW = 10  # days: an event told to within so many, a copy printed within so many, lead on surely
UNLIKE = -200  # of 1000: reports no less alike let claims of a type that a word or two name meet, though they are vague
WORDED = 0.4  # share of rare words that joins vague claims of different reports
Near = Mapping[str, Mapping[str, Signal]]


def agglomerate(claims: Mapping[str, Profile], near: Near) -> list[Profile]:
    """Coherent clusters of all claims, each in exactly one; sorted by their members.

    ``claims``: profiles of single claims by key. ``near``: what two claims share, both ways, for pairs to be compared.
    """
    return _Agglomeration(claims, near).run()


class _Agglomeration:
    """A cluster goes by its least claim key; ``version`` counts its merges, so that scores of what it was are void."""

    def __init__(self, claims: Mapping[str, Profile], near: Near) -> None:
        self.alive = dict(claims)
        self.near = {key: dict(near.get(key, {})) for key in claims}
        self.version = dict.fromkeys(claims, 0)
        self.heap: list[tuple[float, str, str, int, int]] = []

    def run(self) -> list[Profile]:
        for a in self.alive:
            for b in self.near[a]:
                if a < b:
                    self._push(a, b)
        while self.heap:
            _, a, b, version_a, version_b = heapq.heappop(self.heap)
            if self.version.get(a) == version_a and self.version.get(b) == version_b:
                self._join(a, b)
        return sorted(self.alive.values(), key=lambda profile: profile.members)

    def _push(self, a: str, b: str) -> None:
        score = joining(self.alive[a], self.alive[b], self.near[a][b])
        if score is not None:
            a, b = sorted((a, b))
            heapq.heappush(self.heap, (-score, a, b, self.version[a], self.version[b]))

    def _join(self, a: str, b: str) -> None:
        """``b`` goes up in ``a`` (the lesser key), and every neighbour is compared with the two as one."""
        self.alive[a] = merge(self.alive[a], self.alive.pop(b))
        self.version[a] += 1
        del self.version[b]
        for other, signal in self.near.pop(b).items():
            del self.near[other][b]
            if other != a:
                known = self.near[a].get(other)
                self.near[a][other] = self.near[other][a] = known.join(signal) if known else signal
        for other in self.near[a]:
            self._push(a, other)


def joining(a: Profile, b: Profile, signal: Signal) -> float | None:
    """The score with which two clusters become one; ``None`` where they do not."""
    if b.members < a.members:
        a, b = b, a
    score = total(compare(a, b, signal))
    return score if score >= THRESHOLD and _grounded(a, b, signal) else None


class Lead(NamedTuple):
    """How well two claims fit by themselves, best first: the score (negated), days between them. ``strong``: the pair
    leads on however many fit better; ``sure``: even in a crowd.
    """

    order: float
    days: int
    strong: bool = False
    sure: bool = False


def lead(a: Profile, b: Profile, signal: Signal) -> Lead | None:
    """How well two claims (the lesser key first) fit; ``None`` where they lead nowhere.

    A claim without a day fits whatever happened around its date: it leads on to the best, and of equals to the nearest.
    """
    score = total(compare(a, b, signal))
    if score < EDGE:
        return None
    one, other = a.best or a.news, b.best or b.news
    days = one.gap(other) if one and other else FAR
    dated = days == 0 and all(p.best is not None and (p.best.days or FAR) <= NARROW for p in (a, b))
    copied = signal.copy and a.news is not None and b.news is not None and a.news.gap(b.news) <= NARROW
    sure = score >= SURE and (dated or copied or signal.anaphor or bool(a.names & b.names))
    return Lead(-score, days, score >= STRONG, sure)


def joined(signals: Iterable[Signal]) -> Signal:
    """What two clusters share whose claims share these."""
    first, *others = signals
    for signal in others:
        first = first.join(signal)
    return first


def _grounded(a: Profile, b: Profile, signal: Signal) -> bool:
    """Whether two clusters may meet: a vague one only by a telling figure or its words; the rest is for later."""
    if signal.copy or signal.anaphor or (anchored(a) and anchored(b)):
        return True
    if a.narrow and b.narrow and signal.stories[1] and signal.stories[0] >= UNLIKE * signal.stories[1]:
        return True
    figures = {(f.kind, f.value) for f in a.figures} & {(f.kind, f.value) for f in b.figures}
    heads = {e.head for e in a.recipients | a.actors} & {e.head for e in b.recipients | b.actors}
    return any(value > TELLING for _, value in figures) or bool(figures and heads) or signal.wording >= WORDED


def anchored(profile: Profile) -> bool:
    """Whether the cluster says enough to stand for an event: name, day or month, place, speaker or both parties."""
    lexicon = link_lexicon()
    if profile.names or profile.specific or (profile.best and (profile.best.days or 999) <= 62):
        return True
    if profile.types & lexicon.speech:
        return any(entity.id or entity.head in lexicon.institutions for entity in profile.actors)
    if profile.types <= lexicon.shared and len({entity.id for entity in profile.actors} - {""}) > 1:
        return True
    if any(entity.id for entity in profile.actors) and any(entity.id for entity in profile.recipients):
        return True
    return bool(profile.types & lexicon.broad and profile.named_places)
