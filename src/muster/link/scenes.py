"""Events from clusters: which is part of which, and all that is simulated in one exercise as one scenario."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import reduce

from muster.link.gathering import Gathering
from muster.link.profile import Profile, merge
from muster.link.readings import Readings
from muster.link.whole import whole_of


class Scenes:
    """The events of a case. ``events``: claim -> its event: its cluster, or the scenario that holds it."""

    def __init__(self, readings: Readings, gathering: Gathering) -> None:
        self._readings = readings
        self._final = gathering.final
        self.whole: dict[str, str] = {}  # least claim of a cluster -> least claim of its whole
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._top: dict[str, str] = {}  # least claim of a simulated cluster -> that of the outermost exercise
        self._scenes: dict[str, set[str]] = defaultdict(set)
        self.events: dict[str, Profile] = {}
        self.altered: set[str] = set()  # least claims of clusters with another whole since it was last emptied

    def update(self, changed: set[str], told: set[str], removed: set[str]) -> set[str]:
        """Find the wholes of what changed and of what its reports speak of; the claims of all events that changed."""
        reports = {self._readings.mentions[key].report for key in changed | told}
        beside = {key for report in reports for key in self._readings.told[report]}
        gone = {key for key in changed | removed if key not in self._final or self._final[key].members[0] != key}
        stale = {self._final[key].members[0] for key in changed | beside}
        moved: set[str] = set()
        for key in sorted(stale | gone):
            whole = self._find_whole(self._final[key]) if key in stale else None
            before, after = self.whole.pop(key, None), whole.members[0] if whole else None
            if before is not None:
                self._parts[before].discard(key)
            if after is not None:
                self.whole[key] = after
                self._parts[after].add(key)
            if before != after or key in gone:
                moved.add(key)
                self.altered.add(key)
        return self._scenarios(changed, moved, removed)

    def restore(self, whole: Mapping[str, str]) -> None:
        """Take over wholes that are known, by the least claims of the clusters, and make the events."""
        for part, key in whole.items():
            self.whole[part] = key
            self._parts[key].add(part)
        self._scenarios(set(self._final), set(), set())

    def whole_of(self, event: Profile) -> Profile | None:
        """The event that ``event`` is a part of."""
        final = self._final[event.members[0]]
        if final.members != event.members:
            whole = self._find_whole(event)
            return self.events[whole.members[0]] if whole is not None else None
        key = self.whole.get(event.members[0])
        return self.events[key] if key is not None else None

    def _find_whole(self, part: Profile) -> Profile | None:
        return whole_of(part, self._readings.mentions, self._readings.told, self._final)

    def _scenarios(self, changed: set[str], moved: set[str], removed: set[str]) -> set[str]:
        """Make the events of these claims."""
        ids = self._with_parts({self._final[key].members[0] for key in changed} | moved)
        scenes: set[str] = set()
        made: list[Profile] = []
        for key in sorted(ids):
            final = self._final.get(key)
            before = self._top.pop(key, None)
            if before is not None:
                self._scenes[before].discard(key)
                scenes.add(before)
            if final is None or final.members[0] != key:
                continue
            if final.simulated and key in self.whole:
                self._top[key] = top = self._outermost(key)
                self._scenes[top].add(key)
                scenes.add(top)
            else:
                made.append(final)
        for top in sorted(scenes):
            clusters = [self._final[key] for key in sorted(self._scenes[top])]
            if clusters:
                made.append(reduce(merge, clusters))
        for key in removed - self._readings.mentions.keys():
            self.events.pop(key, None)
        new: set[str] = set()
        for event in made:
            new |= {member for member in event.members if self.events.get(member) != event}
            self.events.update(dict.fromkeys(event.members, event))
        return new | changed | {member for key in moved if key in self.events for member in self.events[key].members}

    def _with_parts(self, ids: set[str]) -> set[str]:
        """These clusters, their parts, and the parts of those."""
        queue = list(ids)
        while queue:
            for part in self._parts.get(queue.pop(), ()):
                if part not in ids:
                    ids.add(part)
                    queue.append(part)
        return ids

    def _outermost(self, key: str) -> str:
        seen = {key}
        while (whole := self.whole.get(key)) is not None and whole not in seen:
            seen.add(whole)
            key = whole
        return key
