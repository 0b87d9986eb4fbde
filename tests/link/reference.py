"""Linking done plainly: every pair looked at, every score taken afresh, nothing kept. What the fast linker must equal.

It shares the judgements (how a pair compares, where a vague claim goes) and none of the bookkeeping: no order of time
under a key, no heap, no memory of a state before. Cubic in the claims: for small cases only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import muster.link.groups as link_groups
from muster.codebook import Codebook
from muster.link.attach import choose, settle, takes_in
from muster.link.block import Blocks, kin_groups
from muster.link.cluster import BEST, Lead, anchored, joined, joining, lead
from muster.link.compare import may_be_one
from muster.link.entities import Entities
from muster.link.groups import ANY, NEXT, SURE
from muster.link.mention import Mention, report_mentions
from muster.link.naming import EventNames
from muster.link.profile import Profile, merge, profile_of
from muster.link.signals import Signal, signals
from muster.link.whole import whole_of
from muster.normalise.names import NameLexicon
from muster.record import Claim, Report

Members = tuple[str, ...]
Pairs = dict[tuple[str, str], Signal]


def reference(
    reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon
) -> tuple[list[Members], dict[Members, Members]]:
    """The claims of each event, and the claims of an event -> those of the event that it is a part of."""
    mentions = read(reports, claims, codebook, names)
    pairs = alike(mentions, codebook)
    finals = attach(cluster(mentions, pairs), mentions, pairs)
    return scenarios(finals, mentions)


def read(
    reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon
) -> dict[str, Mention]:
    """All mentions by key."""
    families = {name: entry.family for name, entry in codebook.types.items()}
    entities, event_names = Entities(names, reports, claims), EventNames(names)
    event_names.update((), (), reports, claims)
    found: dict[str, Mention] = {}
    for report in reports:
        told = [claim for claim in claims if claim.report == report.id]
        named = event_names.of(report, told)
        for mention in report_mentions(report, told, families, names, entities, named, report.published):
            found[mention.key] = mention
    return dict(sorted(found.items()))


def alike(mentions: dict[str, Mention], codebook: Codebook) -> Pairs:
    """What two claims share, both ways, for all pairs under one key."""
    blocks = Blocks(kin_groups({name: entry.family for name, entry in codebook.types.items()}))
    found: Pairs = {}
    for a, b in combinations(mentions.values(), 2):
        if blocks.keys(a) & blocks.keys(b) and may_be_one(a, b):
            found[a.key, b.key] = found[b.key, a.key] = signals(a, b)
    return found


def cluster(mentions: dict[str, Mention], pairs: Pairs) -> list[Profile]:
    """Merge the best pair of clusters until none is left that scores well enough."""
    clusters = {key: profile_of(mention) for key, mention in mentions.items()}
    group = groups(clusters, pairs)
    while True:
        options = []
        for a, b in combinations(sorted(clusters), 2):
            shared = [pairs[x, y] for x in clusters[a].members for y in clusters[b].members if (x, y) in pairs]
            if shared and group[a] == group[b]:
                score = joining(clusters[a], clusters[b], joined(shared))
                if score is not None:
                    options.append((-score, a, b))
        if not options:
            return list(clusters.values())
        _, a, b = min(options)
        clusters[a] = merge(clusters[a], clusters.pop(b))


def groups(single: dict[str, Profile], pairs: Pairs) -> dict[str, frozenset[str]]:
    """The claims that each may be clustered with: what steps connect, the surest only where they connect a crowd."""
    steps: dict[tuple[str, str], int] = {}
    for a in single:
        fits = [(fit, b) for b in single if (a, b) in pairs and (fit := _lead(a, b, single, pairs)) is not None]
        for rank, (fit, b) in enumerate(sorted(fits)):
            if rank < BEST or fit.strong:
                steps[a, b] = NEXT if rank == 0 else SURE if fit.sure else ANY
    found = {}
    for cuts in (NEXT, SURE, ANY):  # what fewer cuts leave replaces what more would, where it is no crowd
        of = {key: frozenset((key,)) for key in single}
        for (a, b), withstands in steps.items():
            if withstands >= cuts:
                both = of[a] | of[b]
                of |= dict.fromkeys(both, both)
        found |= {key: group for key, group in of.items() if cuts == NEXT or len(group) <= link_groups.CROWD}
    return found


def _lead(a: str, b: str, single: dict[str, Profile], pairs: Pairs) -> Lead | None:
    one, other = sorted((a, b))
    return lead(single[one], single[other], pairs[a, b])


def attach(clusters: Sequence[Profile], mentions: dict[str, Mention], pairs: Pairs) -> list[Profile]:
    """Each vague cluster with the one that it goes to."""
    by_key = {profile.members[0]: profile for profile in clusters}
    in_report = {m.report: sum(other.report == m.report for other in mentions.values()) for m in mentions.values()}
    choices: dict[str, str] = {}
    for key, vague in by_key.items():
        targets = []
        for target in by_key.values():
            shared = [pairs[x, y] for x in vague.members for y in target.members if (x, y) in pairs]
            if shared and target is not vague and takes_in(target):
                targets.append((target, joined(shared)))
        target_key = choose(vague, targets, mentions, pairs, in_report)
        if not anchored(vague) and target_key is not None:
            choices[key] = target_key
    together: dict[str, Profile] = {}
    for key, profile in by_key.items():
        root = settle(key, choices)
        together[root] = merge(together[root], profile) if root in together else profile
    return list(together.values())


def scenarios(finals: Sequence[Profile], mentions: dict[str, Mention]) -> tuple[list[Members], dict[Members, Members]]:
    """Events and their wholes, with what is simulated in one exercise put together."""
    owner = {key: profile for profile in finals for key in profile.members}
    told: dict[str, list[str]] = {}
    for mention in sorted(mentions.values(), key=lambda m: (m.report, m.order, m.key)):
        told.setdefault(mention.report, []).append(mention.key)
    wholes = {profile.members: whole_of(profile, mentions, told, owner) for profile in finals}
    scenes: dict[Members, Profile] = {}  # all that is simulated, by the outermost exercise it is part of
    made = []
    for profile in finals:
        top = profile
        while profile.simulated and (whole := wholes[top.members]) is not None:
            top = whole
        if top is profile:
            made.append(profile)
        else:
            scenes[top.members] = merge(scenes[top.members], profile) if top.members in scenes else profile
    made += scenes.values()
    parts = {event.members: whole_of(event, mentions, told, owner) for event in made}
    event_of = {key: event.members for event in made for key in event.members}
    return (
        sorted(event.members for event in made),
        {part: event_of[whole.members[0]] for part, whole in parts.items() if whole is not None},
    )
