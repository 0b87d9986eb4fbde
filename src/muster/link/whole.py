"""Which event is part of which: a landing of a drill, the mock attack in it, a captured town of an offensive.

A whole is a long event (see ``wholes`` in the data) that a report of the part speaks of and that holds the part's time.
Among several, the one that the reports last spoke of before the part is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from muster.link.lexicon import link_lexicon
from muster.link.mention import Interval, Mention
from muster.link.profile import Profile, merge

SLACK = 1  # days by which a part may begin before or end after its whole, told by other sources
GREATER = 1.5  # how much larger a figure of the whole is than the part's of the same kind
Parts = dict[int, int]


def join_scenarios(profiles: Sequence[Profile], mentions: Mapping[str, Mention]) -> list[Profile]:
    """Clusters of simulated claims that belong to one exercise become one scenario."""
    parts = find_wholes(profiles, mentions)
    scenarios: dict[int, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        if profile.simulated and position in parts:
            scenarios[_top(position, parts)].append(position)
    gone: set[int] = set()
    joined = list(profiles)
    for positions in scenarios.values():
        first, *others = positions
        for other in others:
            joined[first] = merge(joined[first], joined[other])
            gone.add(other)
    return sorted((p for i, p in enumerate(joined) if i not in gone), key=lambda p: p.members)


def find_wholes(profiles: Sequence[Profile], mentions: Mapping[str, Mention]) -> Parts:
    """Position of a part among ``profiles`` -> position of its whole. No circles: a whole is longer than its part."""
    owner = {key: position for position, profile in enumerate(profiles) for key in profile.members}
    by_report: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions.values(), key=lambda m: (m.report, m.order, m.key)):
        by_report[mention.report].append(mention)
    found: Parts = {}
    for position, part in enumerate(profiles):
        votes: Counter[int] = Counter()
        for key in part.members:
            vote = _last_whole(mentions[key], position, by_report, owner, profiles)
            if vote is not None:
                votes[vote] += 1
        if votes:
            found[position] = min(votes, key=lambda whole: (-votes[whole], profiles[whole].members))
    return found


def _last_whole(
    mention: Mention,
    position: int,
    by_report: Mapping[str, Sequence[Mention]],
    owner: Mapping[str, int],
    profiles: Sequence[Profile],
) -> int | None:
    """The whole that the report spoke of last before ``mention``; where there is none, the first after it."""
    told = [m for m in by_report[mention.report] if owner[m.key] != position]
    before = [m for m in reversed(told) if m.order <= mention.order]
    after = [m for m in told if m.order > mention.order]
    for other in (*before, *after):
        if _holds(profiles[owner[other.key]], profiles[position]):
            return owner[other.key]
    return None


def _holds(whole: Profile, part: Profile) -> bool:
    wholes = link_lexicon().wholes
    kinds = {kind for kind in whole.types if kind in wholes}
    if not kinds or whole.simulated:
        return False
    if part.simulated:
        return "exercise" in kinds
    if not any(part.types <= wholes[kind] for kind in kinds):
        return False
    one, other = _hull(whole), part.best
    if one is None or other is None or one.first is None or other.first is None:
        return False
    last = one.last if one.last is not None else 10**7
    inside = one.first - SLACK <= other.first and (other.last or other.first) <= last + SLACK
    if part.types & kinds:  # a drill within a drill: shorter, smaller, without a name of its own
        return inside and not part.names and (other.days or 0) < (one.days or 10**6) and _smaller(part, whole)
    return inside


def _hull(profile: Profile) -> Interval | None:
    times = [t for t in profile.times if t.days is None or t.days <= 200]
    firsts = [t.first for t in times if t.first is not None]
    lasts = [t.last for t in times if t.last is not None]
    return Interval(min(firsts), max(lasts)) if firsts and lasts else None


def _smaller(part: Profile, whole: Profile) -> bool:
    for kind in {f.kind for f in part.figures} & {f.kind for f in whole.figures}:
        of_part, of_whole = (max(f.value for f in p.figures if f.kind == kind) for p in (part, whole))
        if of_whole < GREATER * of_part:
            return False
    return True


def _top(position: int, parts: Parts) -> int:
    seen = {position}
    while parts.get(position, position) not in seen:
        position = parts[position]
        seen.add(position)
    return position
