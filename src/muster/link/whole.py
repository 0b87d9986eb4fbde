"""Which event is part of which: a landing of a drill, the mock attack in it, a captured town of an offensive.

A whole is a long event (see ``wholes`` in the data) that a report of the part speaks of and that holds the part's time.
Among several, the one that the reports last spoke of before the part is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from muster.link.lexicon import link_lexicon
from muster.link.mention import Interval, Mention
from muster.link.profile import Profile

SLACK = 1  # days by which a part may begin before or end after its whole, told by other sources
GREATER = 1.5  # how much larger a figure of the whole is than the part's of the same kind


def whole_of(
    part: Profile,
    mentions: Mapping[str, Mention],
    reports: Mapping[str, Sequence[str]],
    owner: Mapping[str, Profile],
) -> Profile | None:
    """The event that ``part`` is a part of. No circles: a whole is longer than its part, and never simulated.

    ``reports``: the claim keys of each report in order of the text; ``owner``: the event of each claim.
    """
    votes: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[str, ...], Profile] = {}
    own = frozenset(part.members)
    for key in part.members:
        mention = mentions[key]
        told = [mentions[other] for other in reports[mention.report] if other not in own]
        before = [other for other in reversed(told) if other.order <= mention.order]
        after = [other for other in told if other.order > mention.order]
        for other in (*before, *after):  # what the report spoke of last; where there is none, the first after it
            whole = owner[other.key]
            if _holds(whole, part):
                votes[whole.members] += 1
                found[whole.members] = whole
                break
    return found[min(votes, key=lambda members: (-votes[members], members))] if votes else None


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
