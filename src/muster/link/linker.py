"""Linking that follows a case as it grows: what a report changes is linked again, what it does not touch stays.

Each step is a function of what the step before gives for the claims near at hand, and notes what it was made from:

    reports and claims -> names -> mentions -> pairs -> groups -> clusters -> vague claims -> wholes and scenarios
    (readings)                              (groups)         (gathering)                     (scenes)

An update walks down these steps with the set of what changed. It gives what linking all anew would give, because no
step looks at the order of arrival or at totals of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from muster.codebook import Codebook
from muster.link.block import Blocks, kin_groups
from muster.link.compare import may_be_one
from muster.link.copies import TextReuse, shingles
from muster.link.entities import Entities
from muster.link.gathering import Gathering
from muster.link.groups import Groups
from muster.link.mention import Mention
from muster.link.profile import Profile
from muster.link.readings import Readings
from muster.link.scenes import Scenes
from muster.link.signals import Signal, signals
from muster.normalise.names import NameLexicon
from muster.record import Claim, Published, Report

if TYPE_CHECKING:
    from muster.link.state import ClaimState


class Linker:
    """The events of one case. :meth:`update` takes reports in and out; the rest tells what follows from them."""

    def __init__(self, codebook: Codebook, names: NameLexicon) -> None:
        self.readings = Readings(codebook, names)
        blocks = Blocks(kin_groups(self.readings.families))
        self.groups = Groups(blocks, self.readings.mentions, self.readings.single)
        self.gathering = Gathering(self.readings, self.groups)
        self.scenes = Scenes(self.readings, self.gathering)
        self.reuse = TextReuse()
        self.changed: set[str] = set()  # claims whose event came, went or changed
        self._altered: set[str] = set()  # reports of which linking made something else

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
        gone = set(gone)
        for report_id in {*gone, *(report.id for report, _ in new)} & self.reports.keys():
            self.reuse.remove(report_id)
        for report, _ in new:
            self.reuse.add(report.id, shingles(report))
        removed, made, told = self.readings.update(gone, new, dates)
        touched, shifted = self.groups.update(removed, made)
        clustered = self.gathering.update(touched, shifted, removed, told)
        changed = self.scenes.update(clustered, told, removed)
        self.changed |= changed
        self._altered |= {*gone, *(report.id for report, _ in new), *(mention.report for mention in made)}
        return changed

    def restore(self, kept: Mapping[str, ClaimState]) -> None:
        """Take over what was made of claims whose mentions are held already, and nothing else."""
        self.groups.blocks.restore(self.mentions, {key: state.keys for key, state in kept.items()})
        of = {key: state.group for key, state in kept.items()}
        self.groups.restore({key: state.fits for key, state in kept.items()}, of)
        choices = {key: state.choice for key, state in kept.items() if state.choice is not None}
        self.gathering.restore({key: state.core for key, state in kept.items()}, choices)
        self.scenes.restore({key: state.whole for key, state in kept.items() if state.whole is not None})
        self.altered()

    def altered(self) -> set[str]:
        """The ids of reports of which linking made something else since this was last asked; gone ones too."""
        parts = (self.groups, self.gathering, self.scenes)
        claims = set().union(*(part.altered for part in parts)) & self.mentions.keys()
        found = self._altered | {self.mentions[key].report for key in claims}
        for part in parts:
            part.altered.clear()
        self._altered = set()
        return found

    @property
    def reports(self) -> Mapping[str, Report]:
        """All reports by id."""
        return self.readings.reports

    @property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each report."""
        return self.readings.claims

    @property
    def mentions(self) -> Mapping[str, Mention]:
        """All claims as they are compared, by key."""
        return self.readings.mentions

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """Each claim as a cluster of its own."""
        return self.readings.single

    @property
    def entities(self) -> Entities:
        """Whom names stand for."""
        return self.readings.entities

    def event(self, key: str) -> Profile:
        """The event of the claim with this key."""
        return self.scenes.events[key]

    def clusters(self) -> list[Profile]:
        """All events, sorted by their claims."""
        return sorted({id(e): e for e in self.scenes.events.values()}.values(), key=lambda event: event.members)

    def wholes(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The claims of an event -> the claims of the event that it is a part of."""
        found = {event.members: self.scenes.whole_of(event) for event in self.clusters()}
        return {part: whole.members for part, whole in found.items() if whole is not None}

    def signal(self, a: str, b: str) -> Signal | None:
        """What two claims share beside their slots; ``None`` where they share too little to be compared."""
        one, other = self.mentions[a], self.mentions[b]
        return signals(one, other) if self.groups.blocks.meet(a, b) and may_be_one(one, other) else None
