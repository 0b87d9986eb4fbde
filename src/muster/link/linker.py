"""Linking that follows a case as it grows: what a report changes is linked again, what it does not touch stays.

Each step is a function of what the step before gives for the claims near at hand, and notes what it was made from:

    reports and claims -> names -> mentions -> pairs -> groups -> clusters -> vague claims -> wholes and scenarios
    (readings)                              (groups)         (gathering)                     (scenes)

An update walks down these steps with the set of what changed. It gives what linking all anew would give, because no
step looks at the order of arrival or at totals of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from muster.codebook import Codebook
from muster.link.block import Blocks, kin_groups
from muster.link.compare import may_be_one
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


class Linker:
    """The events of one case. :meth:`update` takes reports in and out; the rest tells what follows from them."""

    def __init__(self, codebook: Codebook, names: NameLexicon) -> None:
        self._readings = Readings(codebook, names)
        blocks = Blocks(kin_groups(self._readings.families))
        self._groups = Groups(blocks, self._readings.mentions, self._readings.single)
        self._gathering = Gathering(self._readings, self._groups)
        self._scenes = Scenes(self._readings, self._gathering)

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
        removed, made, told = self._readings.update(gone, new, dates)
        touched, shifted = self._groups.update(removed, made)
        changed = self._gathering.update(touched, shifted, removed, told)
        return self._scenes.update(changed, told, removed)

    @property
    def reports(self) -> Mapping[str, Report]:
        """All reports by id."""
        return self._readings.reports

    @property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each report."""
        return self._readings.claims

    @property
    def mentions(self) -> Mapping[str, Mention]:
        """All claims as they are compared, by key."""
        return self._readings.mentions

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """Each claim as a cluster of its own."""
        return self._readings.single

    @property
    def entities(self) -> Entities:
        """Whom names stand for."""
        return self._readings.entities

    def event(self, key: str) -> Profile:
        """The event of the claim with this key."""
        return self._scenes.events[key]

    def clusters(self) -> list[Profile]:
        """All events, sorted by their claims."""
        return sorted({id(e): e for e in self._scenes.events.values()}.values(), key=lambda event: event.members)

    def wholes(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The claims of an event -> the claims of the event that it is a part of."""
        found = {event.members: self._scenes.whole_of(event) for event in self.clusters()}
        return {part: whole.members for part, whole in found.items() if whole is not None}

    def signal(self, a: str, b: str) -> Signal | None:
        """What two claims share beside their slots; ``None`` where they share too little to be compared."""
        one, other = self.mentions[a], self.mentions[b]
        return signals(one, other) if self._groups.blocks.meet(a, b) and may_be_one(one, other) else None
