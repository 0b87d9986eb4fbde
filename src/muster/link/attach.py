"""Vague claims ("the attack left many dead") go each to the one event that fits best, or stay alone.

All choose before any moves, so that a vague claim never glues two events together.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from muster.link.cluster import anchored
from muster.link.compare import compare, total
from muster.link.mention import Mention
from muster.link.profile import Profile
from muster.link.signals import Signal
from muster.link.weights import THRESHOLD, VETO, evidence

ATTACH = 1.0  # a claim that names no time, place or event goes to the best event of its own report from this score
ATTACH_FAR = 2.2  # the same for an event that only other reports tell of
# A claim that names who and where shares one of these with its event, or stands right beside it.
SLOTS = frozenset({"actor", "recipient", "where", "when", "figure", "name"})
BESIDE = 0.5
CATAPHORA = 0.5  # how much of its nearness a claim counts for that comes after the vague one
Choices = Mapping[str, str]


def takes_in(profile: Profile) -> bool:
    """Whether vague claims may go to this cluster."""
    return anchored(profile) or len(profile.members) > 1


def choose(
    vague: Profile,
    targets: Sequence[tuple[Profile, Signal]],
    mentions: Mapping[str, Mention],
    pairs: Mapping[tuple[str, str], Signal],
    in_report: Mapping[str, int],
) -> str | None:
    """The least claim key of the cluster that ``vague`` goes to. ``targets``: clusters near it, with what they share;
    ``pairs``: what single claims share, (of the vague one, of the target); ``in_report``: claims of each report.
    """
    options = []
    telling = bool(vague.named_places) and any(entity.id for entity in vague.actors)
    for target, signal in targets:
        own = target.reports & vague.reports
        if signal.contrast and not signal.copy:
            continue  # the text itself tells them apart; a vague claim gives no reason to doubt it
        led = dataclasses.replace(signal, discourse=_leading(target, vague, mentions, pairs))
        found = compare(target, vague, led)
        shared = any(one.value > 0 and one.feature in SLOTS for one in found)
        if telling and led.discourse < BESIDE and not shared:
            continue
        if own and found[0].value != VETO:
            told = sum(mentions[key].report in own for key in target.members)
            found.append(evidence("salience", told / sum(in_report[report] for report in own), "of its report"))
        needed = (ATTACH if own else ATTACH_FAR) if target.types & vague.types else THRESHOLD
        if total(found) >= needed:
            options.append((not own, -total(found), -len(target.members), target.members[0]))
    return min(options)[3] if options else None


def _leading(
    target: Profile, vague: Profile, mentions: Mapping[str, Mention], pairs: Mapping[tuple[str, str], Signal]
) -> float:
    """How a report leads from the target to the vague claim: what was said before it in full, after it in part."""
    best = 0.0
    for key in vague.members:
        for member in target.members:
            signal = pairs.get((key, member))
            if signal is not None and signal.discourse:
                ahead = mentions[member].order > mentions[key].order and not signal.title
                best = max(best, signal.discourse * (CATAPHORA if ahead else 1.0))
    return best


def settle(key: str, choices: Choices) -> str:
    """Where the choices lead from ``key``: to a cluster that stays, or to the least key of a circle."""
    seen = [key]
    while (target := choices.get(seen[-1])) is not None:
        if target in seen:
            return min(seen[seen.index(target) :])
        seen.append(target)
    return seen[-1]
