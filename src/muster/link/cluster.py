"""From pairs to events: best-first agglomeration of coherent clusters, then vague claims to one event each.

The best pair of clusters is merged first and compared anew as one, so every merge is judged against everything that
the cluster says; a veto against any part of it forbids the merge. Ties fall by claim key. The result does not depend on
the order of the input.
"""

from __future__ import annotations

import dataclasses
import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from muster.link.compare import compare, total
from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.profile import Profile, merge, profile_of
from muster.link.signals import NOTHING, Signal
from muster.link.weights import THRESHOLD, VETO, evidence

ATTACH = 1.0  # a claim that names no time, place or event goes to the best event of its own report from this score
CATAPHORA = 0.5  # how much of its nearness a claim counts for that comes after the vague one
ATTACH_FAR = 2.2  # the same for an event that only other reports tell of
TELLING = 5  # figures above this are rarely shared by chance
WORDED = 0.4  # share of rare words that joins vague claims of different reports
Pairs = Mapping[tuple[str, str], Signal]


def cluster(claims: Sequence[Mention], pairs: Pairs) -> list[Profile]:
    """Coherent clusters of all claims, each claim in exactly one; sorted by their least claim key."""
    alive, near = _Agglomeration(claims, pairs).run()
    attached = _attach_vague(alive, near, _Flow(claims, pairs))
    return sorted(attached, key=lambda profile: profile.members)


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
        found = compare(one, other, signal)
        if found[0].value == VETO:
            if (
                found[0].feature != "name"
            ):  # what speaks for good against a pair goes on doing so for what it grows into
                del self.near[a][b], self.near[b][a]
            return
        score = total(found)
        if score >= THRESHOLD and _grounded(one, other, signal):
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
    """Whether two clusters may meet: a vague one only by a telling figure or its words; the rest is for later."""
    if signal.copy or signal.anaphor or (anchored(a) and anchored(b)):
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


class _Flow:
    """How a report leads to a claim: nearness of what was said before it, in full, and of what comes after, in part."""

    def __init__(self, claims: Sequence[Mention], pairs: Pairs) -> None:
        self.pairs = pairs
        self.order = {mention.key: mention.order for mention in claims}

    def signal(self, target: Profile, vague: Profile, known: Signal) -> Signal:
        """``known`` with the discourse that leads from ``target`` to ``vague``."""
        best = 0.0
        for key in vague.members:
            for member in target.members:
                signal = self.pairs.get((min(key, member), max(key, member)))
                if signal is not None and signal.discourse:
                    ahead = self.order[member] > self.order[key]
                    best = max(best, signal.discourse * (CATAPHORA if ahead and not signal.title else 1.0))
        return dataclasses.replace(known, discourse=best)


def _attach_vague(alive: Mapping[str, Profile], near: Mapping[str, Mapping[str, Signal]], flow: _Flow) -> list[Profile]:
    """Every vague cluster goes to the one event that fits best, or stays; all choose before any moves."""
    targets = {key for key, profile in alive.items() if anchored(profile) or len(profile.members) > 1}
    vague = {key for key, profile in alive.items() if not anchored(profile)}
    in_report = Counter(member.split("/")[0] for profile in alive.values() for member in profile.members)
    chosen: dict[str, str] = {}
    for key in sorted(vague):
        options = []
        for other in sorted(set(near[key]) & targets - {key}):
            target, this = alive[other], alive[key]
            own = target.reports & this.reports
            signal = near[key].get(other, NOTHING)
            if signal.contrast and not signal.copy:
                continue  # the text itself tells them apart; a vague claim gives no reason to doubt it
            found = compare(target, this, flow.signal(target, this, signal))
            if own and found[0].value != VETO:
                told = sum(member.split("/")[0] in own for member in target.members)
                found.append(evidence("salience", told / sum(in_report[report] for report in own), "of its report"))
            needed = (ATTACH if own else ATTACH_FAR) if target.types & this.types else THRESHOLD
            if total(found) >= needed:
                options.append((not own, -total(found), -len(target.members), other))
        if options:
            chosen[key] = min(options)[3]
    profiles = dict(alive)
    for key in sorted(chosen):
        target_key = _final(key, chosen)
        if target_key != key:
            profiles[target_key] = merge(profiles[target_key], profiles.pop(key))
    return list(profiles.values())


def _final(key: str, chosen: Mapping[str, str]) -> str:
    """Where the choices lead from ``key``: to a cluster that stays, or to the least key of a circle."""
    seen = [key]
    while seen[-1] in chosen and chosen[seen[-1]] not in seen:
        seen.append(chosen[seen[-1]])
    last = seen[-1]
    return min(seen[seen.index(chosen[last]) :]) if last in chosen else last
