"""Which claims, within and across reports, speak of one event; which event is part of which; who said it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.codebook import Codebook
from muster.link.block import candidate_pairs
from muster.link.cluster import cluster
from muster.link.compare import compare
from muster.link.copies import shared_text
from muster.link.dating import fix_dates, is_open, own_words
from muster.link.entities import Entities
from muster.link.linked import Linked, event_id, founding_claim
from muster.link.mention import Mention, mentions
from muster.link.origins import origins
from muster.link.profile import Profile, profile_of
from muster.link.times import is_durative
from muster.link.weights import THRESHOLD, VETO, WEIGHTS, Evidence
from muster.link.whole import find_wholes, join_scenarios
from muster.normalise.dates import published_clues
from muster.normalise.names import NameLexicon
from muster.record import Claim, Published, Report

__all__ = [
    "THRESHOLD",
    "VETO",
    "WEIGHTS",
    "Entities",
    "Evidence",
    "Explanation",
    "Linked",
    "event_id",
    "explain",
    "founding_claim",
    "is_durative",
    "is_open",
    "link",
    "own_words",
]

ROUNDS = 3  # in which a date that the case fixes may help to fix another


@dataclass(frozen=True)
class Explanation:
    """``evidence`` for and against; ``compared``: whether the two share anything for which linking compares claims."""

    evidence: tuple[Evidence, ...]
    compared: bool


def link(reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon) -> Linked:
    """Events, wholes, origins and dates that the case fixes. The same for any order of reports and claims."""
    entities = Entities(names, reports, claims)
    shared = shared_text(reports)
    published: dict[str, Published] = {}
    found, profiles = _events(reports, claims, codebook, names, entities, published)
    own = {report.id: published_clues(own_words(report)) for report in reports if is_open(report.published)}
    for _ in range(ROUNDS):
        fixed = fix_dates(reports, found, [profile.members for profile in profiles], shared, own, published)
        if not fixed:
            break
        published |= fixed  # dates decide which events a report can speak of: link again with them
        found, profiles = _events(reports, claims, codebook, names, entities, published)
    clusters = tuple(profile.members for profile in profiles)
    claim_of, report_of = {claim.key: claim for claim in claims}, {report.id: report for report in reports}
    ids = [event_id(keys, claim_of, report_of) for keys in clusters]
    wholes = find_wholes(profiles, {mention.key: mention for mention in found})
    return Linked(
        clusters=clusters,
        part_of={ids[part]: ids[whole] for part, whole in sorted(wholes.items())},
        origins=origins(reports, found, clusters, entities, shared),
        published=published,
    )


def _events(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    codebook: Codebook,
    names: NameLexicon,
    entities: Entities,
    published: Mapping[str, Published],
) -> tuple[list[Mention], list[Profile]]:
    found = mentions(reports, claims, _families(codebook), names, entities, published)
    by_key = {mention.key: mention for mention in found}
    return found, join_scenarios(cluster(found, candidate_pairs(found)), by_key)


def explain(
    a: str, b: str, reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon
) -> Explanation:
    """Why the claims with keys ``a`` and ``b`` are, or are not, one event: the evidence of this pair alone.

    The score is the sum of their ``score``; from :data:`THRESHOLD` the two are one event, as far as no third claim
    speaks against it.
    """
    found = mentions(reports, claims, _families(codebook), names, Entities(names, reports, claims), {})
    by_key = {mention.key: mention for mention in found}
    pairs = candidate_pairs(found)
    one, other = profile_of(by_key[min(a, b)]), profile_of(by_key[max(a, b)])
    signal = pairs.get((min(a, b), max(a, b)))
    return Explanation(tuple(compare(one, other, signal) if signal else compare(one, other)), signal is not None)


def _families(codebook: Codebook) -> dict[str, str]:
    return {name: entry.family for name, entry in codebook.types.items()}
