"""Linking that follows a case as it grows: what a report changes is linked again, what it does not touch stays.

Each step is a function of what the step before gives for the claims near at hand, and notes what it was made from:

    reports and claims -> names -> mentions -> pairs -> groups -> clusters -> vague claims -> wholes and scenarios

An update walks down these steps with the set of what changed. It gives what linking all anew would give, because no
step looks at the order of arrival or at totals of the case. *Groups* are claims connected by pairs that score
well: clusters never reach across two of them, so each is clustered on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from muster.codebook import Codebook
from muster.link.attach import choose, settle, takes_in
from muster.link.block import Blocks, Pair, kin_groups
from muster.link.cluster import BEST, EDGE, STRONG, agglomerate, anchored, joined, pair_score
from muster.link.compare import may_be_one
from muster.link.entities import Entities
from muster.link.mention import Mention, report_mentions
from muster.link.naming import EventNames
from muster.link.profile import Profile, merge, profile_of
from muster.link.signals import Signal, signals
from muster.link.whole import whole_of
from muster.normalise.names import NameLexicon
from muster.record import Claim, Published, Report


class Linker:
    """The events of one case. :meth:`update` takes reports in and out; the rest tells what follows from them."""

    def __init__(self, codebook: Codebook, names: NameLexicon) -> None:
        self._families = {name: entry.family for name, entry in codebook.types.items()}
        self._names = names
        self.entities = Entities(names)
        self._event_names = EventNames(names)
        self.reports: dict[str, Report] = {}
        self.claims: dict[str, tuple[Claim, ...]] = {}  # of each report
        self._dates: Mapping[str, Published] = {}
        self._naming: dict[str, set[str]] = defaultdict(set)  # name -> reports whose claims mention it
        self.mentions: dict[str, Mention] = {}
        self._single: dict[str, Profile] = {}
        self._told: dict[str, tuple[str, ...]] = {}  # report -> its claim keys in order of the text
        self._blocks = Blocks(kin_groups(self._families))
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)  # of the pairs that score well
        self._best: dict[str, frozenset[str]] = {}  # the pairs of a claim that lead on: strong ones and its best
        self._leads: dict[str, set[str]] = defaultdict(set)  # the claims among whose best it is
        self._group: dict[str, frozenset[str]] = {}  # claim -> the claims of its group
        self._core: dict[str, Profile] = {}  # claim -> its cluster before vague claims are attached
        self._choice: dict[str, str] = {}  # least claim of a vague cluster -> least claim of its target
        self._choosers: dict[str, set[str]] = defaultdict(set)
        self._final: dict[str, Profile] = {}  # claim -> its cluster with the vague claims that go to it
        self._whole: dict[str, str] = {}  # least claim of a cluster -> least claim of its whole
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._top: dict[str, str] = {}  # least claim of a simulated cluster -> that of the outermost exercise
        self._scenes: dict[str, set[str]] = defaultdict(set)
        self.events: dict[str, Profile] = {}  # claim -> its event: its cluster, or the scenario that holds it

    # -- from outside

    def update(
        self,
        gone: Iterable[str] = (),
        new: Sequence[tuple[Report, Sequence[Claim]]] = (),
        dates: Mapping[str, Published] | None = None,
    ) -> set[str]:
        """Forget the reports with the ids ``gone``; take in ``new`` ones, in place of those with the same id.

        ``dates``: dates of publication that the case fixes, by report id, in place of those given before. Gives the
        keys of all claims whose event came, went or changed.
        """
        stale = self._replace_reports({*gone, *(r.id for r, _ in new)} & self.reports.keys(), new)
        if dates is not None:
            before, self._dates = self._dates, dict(dates)
            stale |= {r for r in {*before, *dates} & self.reports.keys() if before.get(r) != dates.get(r)}
        removed, made = self._mentions(stale)
        told = {key for report in stale for key in self._told.get(report, ())} if removed or made else set()
        touched, shifted = self._pairs(removed, made)
        changed = self._clusters(touched, removed)
        settled = self._attach(changed | told, shifted, removed)
        return self._events(settled, told, removed)

    def clusters(self) -> list[Profile]:
        """All events, sorted by their claims."""
        return sorted({id(e): e for e in self.events.values()}.values(), key=lambda event: event.members)

    def wholes(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The claims of an event -> the claims of the event that it is a part of."""
        found = {}
        for event in self.clusters():
            whole = self._whole_of(event)
            if whole is not None:
                found[event.members] = self.events[whole.members[0]].members
        return found

    def signal(self, a: str, b: str) -> Signal | None:
        """What two claims share beside their slots; ``None`` where they share too little to be compared."""
        one, other = self.mentions[a], self.mentions[b]
        return signals(one, other) if self._blocks.meet(a, b) and may_be_one(one, other) else None

    # -- reports, names, mentions

    def _replace_reports(self, gone: set[str], new: Sequence[tuple[Report, Sequence[Claim]]]) -> set[str]:
        """The ids of reports whose mentions are not, or may not be, what they were."""
        old = [self.reports.pop(report_id) for report_id in sorted(gone)]
        old_claims = [claim for report in old for claim in self.claims.pop(report.id)]
        fresh, fresh_claims = [report for report, _ in new], [claim for _, claims in new for claim in claims]
        for claim in old_claims:
            for name in _parties(claim):
                self._naming[name].discard(str(claim.report))
        for report, claims in new:
            self.reports[report.id] = report
            self.claims[report.id] = tuple(claims)
            for claim in claims:
                for name in _parties(claim):
                    self._naming[name].add(report.id)
        stale = {report.id for report in (*old, *fresh)}
        for name in self.entities.update(old, old_claims, fresh, fresh_claims):
            stale |= self._naming.get(name, set())
        return stale | (self._event_names.update(old, old_claims, fresh, fresh_claims) & self.reports.keys())

    def _mentions(self, reports: set[str]) -> tuple[set[str], list[Mention]]:
        """Mentions of these reports anew: keys of those that are gone or changed, and what is new or changed."""
        removed: set[str] = set()
        made: list[Mention] = []
        for report_id in sorted(reports):
            before = self._told.pop(report_id, ())
            after: list[Mention] = []
            if report_id in self.reports:
                after = self._read(report_id)
                self._told[report_id] = tuple(m.key for m in sorted(after, key=lambda m: (m.order, m.key)))
            changed = [m for m in after if self.mentions.get(m.key) != m]
            kept = {m.key for m in after} - {m.key for m in changed}
            removed.update(key for key in before if key not in kept)
            made += changed
        for key in removed:
            del self.mentions[key], self._single[key]
        for mention in made:
            self.mentions[mention.key] = mention
            self._single[mention.key] = profile_of(mention)
        return removed, made

    def _read(self, report_id: str) -> list[Mention]:
        report, claims = self.reports[report_id], self.claims[report_id]
        named = self._event_names.of(report, claims)
        published = self._dates.get(report_id, report.published)
        return report_mentions(report, claims, self._families, self._names, self.entities, named, published)

    # -- pairs and groups

    def _pairs(self, removed: set[str], made: Sequence[Mention]) -> tuple[set[str], set[str]]:
        """Compare what is new or newly near. Claims whose group must be made anew; claims that other claims are near to
        now, or no longer."""
        touched = {mention.key for mention in made}
        rescored = set(touched)
        for key in removed:
            for other in self._scores.pop(key, {}):
                if other in self._scores:
                    self._scores[other].pop(key, None)
                    rescored.add(other)
            for other in self._best.pop(key, ()):
                self._leads[other].discard(key)
            touched |= self._group.pop(key, frozenset())
        shifted: set[str] = set()
        for a, b in self._blocks.replace(sorted(removed), made):
            shifted |= {a, b}
            if self._group.get(a) is self._group.get(b):
                touched |= {a, b}
            if self._compare(a, b, self._blocks.meet(a, b)):
                rescored |= {a, b}
        for mention in made:
            for other in self._blocks.near(mention.key):
                if other not in self._scores[mention.key] and self._compare(mention.key, other, True):
                    rescored.add(other)
        for key in rescored & self.mentions.keys():
            scores = self._scores[key]
            ranked = sorted(scores, key=lambda other: (-scores[other], other))
            best = frozenset(other for rank, other in enumerate(ranked) if rank < BEST or scores[other] >= STRONG)
            for other in best ^ self._best.get(key, frozenset()):
                touched.add(other)
                (self._leads[other].add if other in best else self._leads[other].discard)(key)
            self._best[key] = best
        touched |= {key for known in list(touched) for key in self._group.get(known, ())}
        return touched & self.mentions.keys(), shifted & self.mentions.keys()

    def _compare(self, a: str, b: str, near: bool) -> bool:
        """Note how well the pair scores, where that is well enough; whether that is new."""
        a, b = sorted((a, b))
        before = self._scores[a].pop(b, None)
        self._scores[b].pop(a, None)
        one, other = self.mentions[a], self.mentions[b]
        after: float | None = None
        if near and may_be_one(one, other):
            score = pair_score(self._single[a], self._single[b], signals(one, other))
            after = score if score >= EDGE else None
        if after is not None:
            self._scores[a][b] = self._scores[b][a] = after
        return after != before

    def _reach(self, key: str) -> frozenset[str]:
        """The claims connected with this one by pairs that lead on."""
        seen, queue = {key}, [key]
        while queue:
            current = queue.pop()
            for other in self._best[current] | self._leads.get(current, frozenset()):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return frozenset(seen)

    # -- clusters

    def _clusters(self, touched: set[str], removed: set[str]) -> set[str]:
        """Cluster the groups of these claims anew; the claims that are in another cluster now."""
        for key in removed - self.mentions.keys():
            self._core.pop(key, None)
        changed: set[str] = set()
        done: set[str] = set()
        for key in sorted(touched):
            if key in done:
                continue
            group = self._reach(key)
            done |= group
            for core in agglomerate({k: self._single[k] for k in sorted(group)}, self._shared(group)):
                for member in core.members:
                    self._group[member] = group
                    if self._core.get(member) != core:
                        changed.add(member)
                    self._core[member] = core
        return changed

    def _shared(self, group: frozenset[str]) -> dict[str, dict[str, Signal]]:
        """What the claims of a group share, both ways."""
        found: dict[str, dict[str, Signal]] = {key: {} for key in group}
        for key in sorted(group) if len(group) > 1 else ():
            for other in self._blocks.near(key) & group:
                one, two = self.mentions[key], self.mentions[other]
                if key < other and may_be_one(one, two):
                    found[key][other] = found[other][key] = signals(one, two)
        return found

    # -- vague claims

    def _attach(self, changed: set[str], shifted: set[str], removed: set[str]) -> set[str]:
        """Let vague clusters near what changed choose anew; the claims whose cluster may have grown or shrunk."""
        cores = {self._core[key].members[0] for key in changed}
        stale = {self._core[key].members[0] for key in changed | shifted}
        stale |= {self._core[other].members[0] for key in changed for other in self._blocks.near(key)}
        gone = {key for key in changed | removed if key not in self._core or self._core[key].members[0] != key}
        for key in gone:
            stale |= self._choosers.get(key, set()) & self.mentions.keys()
        moved = cores | {key for key in gone if key in self._final}
        for key in sorted(stale | gone):
            vague = key in self._core and self._core[key].members[0] == key and not anchored(self._core[key])
            target = self._choose(self._core[key]) if vague else None
            before = self._choice.pop(key, None)
            if before is not None:
                self._choosers[before].discard(key)
            if target is not None:
                self._choice[key] = target
                self._choosers[target].add(key)
            if before != target:
                moved.add(key)
        return self._settle(moved, removed)

    def _choose(self, vague: Profile) -> str | None:
        pairs: dict[Pair, Signal] = {}
        near: dict[str, list[Signal]] = defaultdict(list)
        for key in vague.members:
            for other in sorted(self._blocks.near(key)):
                core = self._core[other]
                one, two = self.mentions[key], self.mentions[other]
                if core is not vague and takes_in(core) and may_be_one(one, two):
                    pairs[key, other] = signals(one, two)
                    near[core.members[0]].append(pairs[key, other])
        targets = [(self._core[key], joined(shared)) for key, shared in sorted(near.items())]
        in_report = {report: len(self._told[report]) for report in vague.reports}
        return choose(vague, targets, self.mentions, pairs, in_report) if targets else None

    def _settle(self, moved: set[str], removed: set[str]) -> set[str]:
        """Put together the clusters that ``moved`` and those they were, or are, with; the claims of all of them."""
        olds = [old for key in moved | removed if (old := self._final.get(key)) is not None]
        members = {member for old in olds for member in old.members} | moved
        for key in removed - self.mentions.keys():
            self._final.pop(key, None)
        roots = {settle(self._core[key].members[0], self._choice) for key in members if key in self._core}
        changed: set[str] = set()
        for root in sorted(roots):
            together = sorted(self._following(root))
            final = self._core[together[0]]
            for key in together[1:]:
                final = merge(final, self._core[key])
            for member in final.members:
                if self._final.get(member) != final:
                    changed.add(member)
            for member in final.members:
                self._final[member] = final
        return changed

    def _following(self, root: str) -> set[str]:
        """The clusters whose choices lead to ``root``, and itself."""
        seen, queue = {root}, [root]
        while queue:
            for other in self._choosers.get(queue.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return seen

    # -- wholes and scenarios

    def _events(self, changed: set[str], told: set[str], removed: set[str]) -> set[str]:
        """Find the wholes of what changed and of what its reports speak of; the claims of all events that changed."""
        reports = {self.mentions[key].report for key in changed | told}
        beside = {key for report in reports for key in self._told[report]}
        gone = {key for key in changed | removed if key not in self._final or self._final[key].members[0] != key}
        stale = {self._final[key].members[0] for key in changed | beside}
        moved: set[str] = set()
        for key in sorted(stale | gone):
            whole = self._find_whole(self._final[key]) if key in stale else None
            before, after = self._whole.pop(key, None), whole.members[0] if whole else None
            if before is not None:
                self._parts[before].discard(key)
            if after is not None:
                self._whole[key] = after
                self._parts[after].add(key)
            if before != after or key in gone:
                moved.add(key)
        return self._scenarios(changed, moved, removed)

    def _find_whole(self, part: Profile) -> Profile | None:
        return whole_of(part, self.mentions, self._told, self._final)

    def _scenarios(self, changed: set[str], moved: set[str], removed: set[str]) -> set[str]:
        """Make the events of these claims: clusters, or all that is simulated in one exercise."""
        ids = {self._final[key].members[0] for key in changed} | moved
        queue = list(ids)
        while queue:
            for part in self._parts.get(queue.pop(), ()):
                if part not in ids:
                    ids.add(part)
                    queue.append(part)
        scenes = set()
        made: list[Profile] = []
        for key in sorted(ids):
            final = self._final.get(key)
            alive = final is not None and final.members[0] == key
            before = self._top.pop(key, None)
            if before is not None:
                self._scenes[before].discard(key)
                scenes.add(before)
            if final is None or not alive:
                continue
            if final.simulated and key in self._whole:
                self._top[key] = top = self._outermost(key)
                self._scenes[top].add(key)
                scenes.add(top)
            else:
                made.append(final)
        for top in sorted(scenes):
            clusters = [self._final[key] for key in sorted(self._scenes[top])]
            if clusters:
                event = clusters[0]
                for cluster in clusters[1:]:
                    event = merge(event, cluster)
                made.append(event)
        for key in removed - self.mentions.keys():
            self.events.pop(key, None)
        new: set[str] = set()
        for event in made:
            for member in event.members:
                if self.events.get(member) != event:
                    new.add(member)
            for member in event.members:
                self.events[member] = event
        return new | changed | {member for key in moved if key in self.events for member in self.events[key].members}

    def _outermost(self, key: str) -> str:
        seen = {key}
        while (whole := self._whole.get(key)) is not None and whole not in seen:
            seen.add(whole)
            key = whole
        return key

    def _whole_of(self, event: Profile) -> Profile | None:
        final = self._final[event.members[0]]
        if final.members != event.members:
            return self._find_whole(event)
        whole = self._whole.get(event.members[0])
        return self._final[whole] if whole is not None else None


def _parties(claim: Claim) -> set[str]:
    return {participant.name for participant in (*claim.actors, *claim.recipients)}
