"""The reports of a case as mentions: what each claim says once names stand for entities and events.

A report changes what others mean: it explains an acronym, gives a fuller name, names an exercise. Reports whose
mentions may be others now are read again, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from muster.codebook import Codebook
from muster.link.entities import Entities
from muster.link.mention import Mention, narrow_types, report_mentions
from muster.link.naming import EventNames
from muster.link.profile import Profile, profile_of
from muster.normalise.names import NameLexicon
from muster.record import Claim, Published, Report


class Change(NamedTuple):
    """What an update did: keys of mentions that are gone or changed, new or changed mentions, and the claims of all
    reports that were read again.
    """

    removed: set[str]
    made: list[Mention]
    told: set[str]


class Readings:
    """Reports, their claims and their mentions. ``told``: claim keys of each report in order of the text."""

    def __init__(self, codebook: Codebook, names: NameLexicon) -> None:
        self.families = {name: entry.family for name, entry in codebook.types.items()}
        self._narrow = narrow_types(codebook)
        self.names = names
        self.entities = Entities(names)
        self.event_names = EventNames(names)
        self.reports: dict[str, Report] = {}
        self.claims: dict[str, tuple[Claim, ...]] = {}  # of each report
        self.dates: Mapping[str, Published] = {}
        self._naming: dict[str, set[str]] = defaultdict(set)  # name -> reports whose claims mention it
        self.mentions: dict[str, Mention] = {}
        self.single: dict[str, Profile] = {}
        self.told: dict[str, tuple[str, ...]] = {}

    def update(
        self,
        gone: Iterable[str],
        new: Sequence[tuple[Report, Sequence[Claim]]],
        dates: Mapping[str, Published] | None,
    ) -> Change:
        """Forget the reports with the ids ``gone``; take in ``new`` ones, in place of those with the same id."""
        stale = self._replace({*gone, *(report.id for report, _ in new)} & self.reports.keys(), new)
        if dates is not None:
            before, self.dates = self.dates, dict(dates)
            stale |= {r for r in {*before, *dates} & self.reports.keys() if before.get(r) != dates.get(r)}
        removed, made = self._read_again(stale)
        told = {key for report in stale for key in self.told.get(report, ())} if removed or made else set()
        return Change(removed, made, told)

    def _replace(self, gone: set[str], new: Sequence[tuple[Report, Sequence[Claim]]]) -> set[str]:
        """The ids of reports whose mentions are not, or may not be, what they were."""
        old = [self.reports.pop(report_id) for report_id in sorted(gone)]
        old_claims = [claim for report in old for claim in self.claims.pop(report.id)]
        fresh, fresh_claims = [report for report, _ in new], [claim for _, claims in new for claim in claims]
        for claim in old_claims:
            for name in parties(claim):
                self._naming[name].discard(str(claim.report))
        for report, claims in new:
            self.hold(report, claims)
        stale = {report.id for report in (*old, *fresh)}
        for name in self.entities.update(old, old_claims, fresh, fresh_claims):
            stale |= self._naming.get(name, set())
        return stale | (self.event_names.update(old, old_claims, fresh, fresh_claims) & self.reports.keys())

    def hold(self, report: Report, claims: Sequence[Claim]) -> None:
        """Keep a report with its claims, and note whom they name."""
        self.reports[report.id] = report
        self.claims[report.id] = tuple(claims)
        for claim in claims:
            for name in parties(claim):
                self._naming[name].add(report.id)

    def keep(self, report_id: str, mentions: Sequence[Mention]) -> None:
        """Take over the mentions of a report that are known."""
        self.told[report_id] = in_order(mentions)
        for mention in mentions:
            self.mentions[mention.key] = mention
            self.single[mention.key] = profile_of(mention)

    def _read_again(self, reports: set[str]) -> tuple[set[str], list[Mention]]:
        """Mentions of these reports anew: keys of those that are gone or changed, and what is new or changed."""
        removed: set[str] = set()
        made: list[Mention] = []
        for report_id in sorted(reports):
            before = self.told.pop(report_id, ())
            after: list[Mention] = []
            if report_id in self.reports:
                after = self._read(report_id)
                self.told[report_id] = in_order(after)
            changed = [m for m in after if self.mentions.get(m.key) != m]
            kept = {m.key for m in after} - {m.key for m in changed}
            removed.update(key for key in before if key not in kept)
            made += changed
        for key in removed:
            del self.mentions[key], self.single[key]
        for mention in made:
            self.mentions[mention.key] = mention
            self.single[mention.key] = profile_of(mention)
        return removed, made

    def _read(self, report_id: str) -> list[Mention]:
        report, claims = self.reports[report_id], self.claims[report_id]
        named = self.event_names.of(report, claims)
        published = self.dates.get(report_id, report.published)
        return report_mentions(report, claims, self.families, self.names, self.entities, named, published, self._narrow)


def parties(claim: Claim) -> set[str]:
    """The names of all participants."""
    return {participant.name for participant in (*claim.actors, *claim.recipients)}


def in_order(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The claim keys of one report in order of the text."""
    return tuple(m.key for m in sorted(mentions, key=lambda m: (m.order, m.key)))
