"""From pairs to events: best-first agglomeration of coherent clusters, then vague claims to one event each.

The best pair of clusters is merged first and compared anew as one, so every merge is judged against everything that
the cluster says; a veto against any part of it forbids the merge. Ties fall by claim key. The result does not depend on
the order of the input.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence

from muster.link.compare import NOTHING, Signal, compare, total
from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.profile import Profile, merge, profile_of
from muster.link.weights import THRESHOLD

ATTACH = 1.0  # a claim that names no time, place or event goes to the best event of its own report from this score
TELLING = 5  # figures above this are rarely shared by chance
WORDED = 0.4  # share of rare words that joins vague claims of different reports
Pairs = Mapping[tuple[str, str], Signal]


def cluster(claims: Sequence[Mention], pairs: Pairs) -> list[Profile]:
    """Coherent clusters of all claims, each claim in exactly one; sorted by their least claim key."""
    merged = _Agglomeration(claims, pairs).run()
    return sorted(_attach_vague(merged), key=lambda profile: profile.members)


class _Agglomeration:
    def __init__(self, claims: Sequence[Mention], pairs: Pairs) -> None:
        self.alive = {mention.key: profile_of(mention) for mention in claims}
        self.near: dict[str, dict[str, Signal]] = defaultdict(dict)
        for (a, b), signal in pairs.items():
            self.near[a][b] = signal
            self.near[b][a] = signal
        self.heap: list[tuple[float, str, str, int, int]] = []
        self.version: dict[str, int] = defaultdict(int)

    def run(self) -> tuple[dict[str, Profile], dict[str, dict[str, Signal]]]:
        for a in sorted(self.alive):
            for b in sorted(self.near[a]):
                if a < b:
                    self._push(a, b)
        while self.heap:
            _, a, b, version_a, version_b = heapq.heappop(self.heap)
            current = a in self.alive and b in self.alive
            if current and (self.version[a], self.version[b]) == (version_a, version_b):
                self._join(a, b)
        return self.alive, self.near

    def _push(self, a: str, b: str) -> None:
        one, other, signal = self.alive[a], self.alive[b], self.near[a][b]
        score = total(compare(one, other, signal))
        if score >= THRESHOLD and (signal.copy or one.reports & other.reports or _grounded(one, other, signal)):
            a, b = sorted((a, b))
            heapq.heappush(self.heap, (-score, a, b, self.version[a], self.version[b]))

    def _join(self, a: str, b: str) -> None:
        """``b`` goes up in ``a`` (the lesser key), and every neighbour is compared with the two as one."""
        self.alive[a] = merge(self.alive[a], self.alive.pop(b))
        self.version[a] += 1
        for other, signal in self.near.pop(b).items():
            self.near[other].pop(b, None)
            if other != a:
                self.near[a][other] = self.near[a].get(other, signal).join(signal)
                self.near[other][a] = self.near[a][other]
        for other in sorted(self.near[a]):
            self._push(a, other)


def _grounded(a: Profile, b: Profile, signal: Signal) -> bool:
    """Whether two clusters of different reports may meet: a vague one only by a telling figure or by its words."""
    if anchored(a) and anchored(b):
        return True
    figures = {(f.kind, f.value) for f in a.figures if f.value > TELLING} & {(f.kind, f.value) for f in b.figures}
    return bool(figures) or signal.wording >= WORDED


def anchored(profile: Profile) -> bool:
    """Whether the cluster says enough to stand for an event: a name, a day or month, a place, a speaker."""
    lexicon = link_lexicon()
    if profile.names or profile.specific or (profile.best and (profile.best.days or 999) <= 62):
        return True
    if profile.types & lexicon.speech and any(entity.id for entity in profile.actors):
        return True
    return bool(profile.types & lexicon.broad and profile.named_places)


def _attach_vague(state: tuple[dict[str, Profile], dict[str, dict[str, Signal]]]) -> list[Profile]:
    """Every vague cluster goes to the one anchored event that fits best, or stays; all choose before any moves."""
    alive, near = state
    anchors = {key for key, profile in alive.items() if anchored(profile)}
    chosen: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(alive) - anchors):
        options = []
        for other in sorted(set(near[key]) & anchors):
            found = compare(alive[other], alive[key], near[key].get(other, NOTHING))
            own = bool(alive[other].reports & alive[key].reports)
            score = total(found)
            if score >= (ATTACH if own else THRESHOLD):
                options.append((not own, -score, -len(alive[other].members), other))
        if options:
            chosen[min(options)[3]].append(key)
    profiles = dict(alive)
    for target, keys in chosen.items():
        for key in keys:
            profiles[target] = merge(profiles[target], profiles.pop(key))
    return list(profiles.values())
