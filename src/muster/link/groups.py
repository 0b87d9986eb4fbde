"""Groups: claims connected by pairs that fit well. Clusters never reach across two groups, so each is clustered alone.

Every claim leads on to the two that fit it best, and to all that fit it surely. In a crowd of look-alikes - the same
thing in the same town, every few days - such steps go on without end. A group of more than :data:`CROWD` claims is
therefore cut: within it only the surest steps count, and where these still hold more together, only the step to the
best. The nearest-neighbour graph that is left has small parts in any crowd (Eppstein, Paterson and Yao 1997). How far
a step leads is a matter of the two claims and their neighbours alone: what is far away changes no group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from muster.link.block import Blocks
from muster.link.cluster import BEST, Lead, lead
from muster.link.compare import may_be_one
from muster.link.mention import Mention
from muster.link.profile import Profile
from muster.link.signals import signals

CROWD = 64  # claims of one group beyond which it is a crowd
ANY, SURE, NEXT = 0, 1, 2  # how many cuts a step withstands: none, the first, all


class Groups:
    """The groups of a case. ``mentions`` and ``single`` (their profiles) are those of the case, and change with it."""

    def __init__(self, blocks: Blocks, mentions: Mapping[str, Mention], single: Mapping[str, Profile]) -> None:
        self.blocks = blocks
        self._mentions = mentions
        self._single = single
        self.scores: dict[str, dict[str, Lead]] = defaultdict(dict)  # of the pairs that fit well
        self._steps: dict[str, dict[str, int]] = {}  # claim -> those it leads on to, and the cuts that this withstands
        self._back: dict[str, dict[str, int]] = defaultdict(dict)  # the same from the other end
        self.of: dict[str, frozenset[str]] = {}  # claim -> the claims of its group
        self.altered: set[str] = set()  # claims with other fits or another group since it was last emptied

    def update(self, removed: set[str], made: Sequence[Mention]) -> tuple[set[str], set[str]]:
        """Compare what is new or newly near. Claims whose group must be made anew; claims that other claims are near to
        now, or no longer."""
        touched = {mention.key for mention in made}
        rescored = set(touched)
        for key in removed:
            for other in self.scores.pop(key, {}):
                if other in self.scores:
                    self.scores[other].pop(key, None)
                    rescored.add(other)
                    self.altered.add(other)  # its fit with what is gone, whether or not it led on
            for other in self._steps.pop(key, ()):
                self._back[other].pop(key, None)
                touched.add(other)
            touched |= self.of.pop(key, frozenset())
        shifted: set[str] = set()
        for a, b in self.blocks.replace(sorted(removed), made):
            shifted |= {a, b}
            if self.of.get(a) is self.of.get(b):
                touched |= {a, b}
            if self._compare(a, b, self.blocks.meet(a, b)):
                rescored |= {a, b}
        for mention in made:
            for other in self.blocks.near(mention.key):
                if other not in self.scores[mention.key] and self._compare(mention.key, other, True):
                    rescored.add(other)
        for key in rescored & self._mentions.keys():
            touched |= self._lead_on(key)
        touched |= {key for known in list(touched) for key in self.of.get(known, ())}
        return touched & self._mentions.keys(), shifted & self._mentions.keys()

    def restore(self, fits: Mapping[str, Mapping[str, Lead]], of: Mapping[str, str]) -> None:
        """Take over fits (of each claim with greater ones) and groups (by their least claims) that are known."""
        for a, others in fits.items():
            for b, fit in others.items():
                self.scores[a][b] = self.scores[b][a] = fit
        for key in fits:
            self._lead_on(key)
        members: dict[str, set[str]] = defaultdict(set)
        for key, least in of.items():
            members[least].add(key)
        for group in map(frozenset, members.values()):
            self.of.update(dict.fromkeys(group, group))

    def _compare(self, a: str, b: str, near: bool) -> bool:
        """Note how well the pair fits, where that is well enough; whether that is new."""
        if b < a:
            a, b = b, a
        before = self.scores[a].pop(b, None)
        self.scores[b].pop(a, None)
        one, other = self._mentions[a], self._mentions[b]
        after: Lead | None = None
        if near and may_be_one(one, other):
            after = lead(self._single[a], self._single[b], signals(one, other))
        if after is not None:
            self.scores[a][b] = self.scores[b][a] = after
        if after == before:
            return False
        self.altered.add(a)
        return True

    def _lead_on(self, key: str) -> set[str]:
        """Note anew where a claim leads on to; the claims at both ends of what changed."""
        ranked = sorted((fit, other) for other, fit in self.scores[key].items())
        steps = {
            other: NEXT if rank == 0 else SURE if fit.sure else ANY
            for rank, (fit, other) in enumerate(ranked)
            if rank < BEST or fit.strong
        }
        before = self._steps.get(key, {})
        changed = {other for other in steps.keys() | before.keys() if steps.get(other) != before.get(other)}
        for other in changed:
            if other in steps:
                self._back[other][key] = steps[other]
            else:
                self._back[other].pop(key, None)
        self._steps[key] = steps
        return changed | {key} if changed else changed

    def group(self, key: str) -> frozenset[str]:
        """The claims connected with this one by steps that count."""
        group = self._reach(key, ANY)
        for cuts in (SURE, NEXT):
            if len(group) > CROWD:
                group = self._reach(key, cuts)
        for member in group:
            self.of[member] = group
        self.altered |= group
        return group

    def _reach(self, key: str, cuts: int) -> frozenset[str]:
        """What steps lead to that withstand so many cuts; no more than shows that it is a crowd."""
        seen, queue = {key}, [key]
        while queue and (len(seen) <= CROWD or cuts == NEXT):
            current = queue.pop()
            for steps in (self._steps[current], self._back.get(current, {})):
                for other, withstands in steps.items():
                    if withstands >= cuts and other not in seen:
                        seen.add(other)
                        queue.append(other)
        return frozenset(seen)
