"""Clusters within groups, and the vague claims that go to them: the second half of the way from pairs to events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import reduce

from muster.link.attach import choose, settle, takes_in
from muster.link.block import Pair
from muster.link.cluster import agglomerate, anchored, joined
from muster.link.compare import may_be_one
from muster.link.groups import Groups
from muster.link.profile import Profile, merge
from muster.link.readings import Readings
from muster.link.signals import Signal, signals


class Gathering:
    """The clusters of a case. ``core``: claim -> its cluster before vague ones are attached; ``final``: after."""

    def __init__(self, readings: Readings, groups: Groups) -> None:
        self._readings = readings
        self._mentions = readings.mentions
        self._groups = groups
        self.core: dict[str, Profile] = {}
        self.choice: dict[str, str] = {}  # least claim of a vague cluster -> least claim of its target
        self._choosers: dict[str, set[str]] = defaultdict(set)
        self.final: dict[str, Profile] = {}
        self.altered: set[str] = set()  # claims with another cluster or choice since it was last emptied

    def update(self, touched: set[str], shifted: set[str], removed: set[str], told: set[str]) -> set[str]:
        """Cluster the groups of ``touched`` claims anew and attach what is vague; the claims in another cluster now."""
        changed = self._cluster(touched, removed)
        return self._attach(changed | told, shifted, removed)

    def restore(self, core: Mapping[str, str], choice: Mapping[str, str]) -> None:
        """Take over clusters (by their least claims) and choices that are known."""
        members: dict[str, list[Profile]] = defaultdict(list)
        for key, least in sorted(core.items()):
            members[least].append(self._readings.single[key])
        for profiles in members.values():
            merged = reduce(merge, profiles)
            self.core.update(dict.fromkeys(merged.members, merged))
        for key, target in choice.items():
            self.choice[key] = target
            self._choosers[target].add(key)
        for root in sorted({settle(least, self.choice) for least in members}):
            final = self._together(root)
            self.final.update(dict.fromkeys(final.members, final))

    # -- clusters

    def _cluster(self, touched: set[str], removed: set[str]) -> set[str]:
        for key in removed - self._mentions.keys():
            self.core.pop(key, None)
        changed: set[str] = set()
        done: set[str] = set()
        for key in sorted(touched):
            if key in done:
                continue
            group = self._groups.group(key)
            done |= group
            single = {k: self._readings.single[k] for k in sorted(group)}
            for core in agglomerate(single, self._shared(group)):
                for member in core.members:
                    if self.core.get(member) != core:
                        changed.add(member)
                    self.core[member] = core
        self.altered |= changed
        return changed

    def _shared(self, group: frozenset[str]) -> dict[str, dict[str, Signal]]:
        """What the claims of a group share, both ways."""
        found: dict[str, dict[str, Signal]] = {key: {} for key in group}
        for key in sorted(group) if len(group) > 1 else ():
            for other in self._groups.blocks.near(key) & group:
                one, two = self._mentions[key], self._mentions[other]
                if key < other and may_be_one(one, two):
                    found[key][other] = found[other][key] = signals(one, two)
        return found

    # -- vague claims

    def _attach(self, changed: set[str], shifted: set[str], removed: set[str]) -> set[str]:
        """Let vague clusters near what changed choose anew; the claims whose cluster may have grown or shrunk."""
        cores = {self.core[key].members[0] for key in changed}
        stale = {self.core[key].members[0] for key in changed | shifted}
        stale |= {self.core[other].members[0] for key in changed for other in self._groups.blocks.near(key)}
        gone = {key for key in changed | removed if key not in self.core or self.core[key].members[0] != key}
        for key in gone | cores:  # also of claims that are no longer near what they chose
            stale |= self._choosers.get(key, set()) & self._mentions.keys()
        moved = cores | {key for key in gone if key in self.final}
        for key in sorted(stale | gone):
            vague = key in self.core and self.core[key].members[0] == key and not anchored(self.core[key])
            target = self._choose(self.core[key]) if vague else None
            before = self.choice.pop(key, None)
            if before is not None:
                self._choosers[before].discard(key)
            if target is not None:
                self.choice[key] = target
                self._choosers[target].add(key)
            if before != target:
                moved.add(key)
                self.altered.add(key)
        return self._settle(moved, removed)

    def _choose(self, vague: Profile) -> str | None:
        pairs: dict[Pair, Signal] = {}
        near: dict[str, list[Signal]] = defaultdict(list)
        for key in vague.members:
            for other in sorted(self._groups.blocks.near(key)):
                core = self.core[other]
                one, two = self._mentions[key], self._mentions[other]
                if core is not vague and takes_in(core) and may_be_one(one, two):
                    pairs[key, other] = signals(one, two)
                    near[core.members[0]].append(pairs[key, other])
        targets = [(self.core[key], joined(shared)) for key, shared in sorted(near.items())]
        in_report = {report: len(self._readings.told[report]) for report in vague.reports}
        return choose(vague, targets, self._mentions, pairs, in_report) if targets else None

    def _settle(self, moved: set[str], removed: set[str]) -> set[str]:
        """Put together the clusters that ``moved`` and those they were, or are, with; the claims of all of them."""
        olds = [old for key in moved | removed if (old := self.final.get(key)) is not None]
        members = {member for old in olds for member in old.members} | moved
        for key in removed - self._mentions.keys():
            self.final.pop(key, None)
        roots = {settle(self.core[key].members[0], self.choice) for key in members if key in self.core}
        changed: set[str] = set()
        for root in sorted(roots):
            final = self._together(root)
            for member in final.members:
                if self.final.get(member) != final:
                    changed.add(member)
            for member in final.members:
                self.final[member] = final
        return changed

    def _together(self, root: str) -> Profile:
        """The cluster with all whose choices lead to it."""
        seen, queue = {root}, [root]
        while queue:
            for other in self._choosers.get(queue.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return reduce(merge, [self.core[key] for key in sorted(seen)])
