"""Who said it first in public: the claims of a case by the act of saying that they go back to.

A claim's voice is its nearest named speaker; of an act of speech, its actor; else the agency whose copy the report
carries, or the outlet itself. Claims of one voice are one act of saying when nothing speaks against it (another day of
saying) and something for it: one report, the same day, the same words, or the same figure in the same event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from muster.link.copies import agency_copy, shared_text
from muster.link.entities import Entities
from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.text import plain, words
from muster.record import Attribution, Claim, Origin, Report, Role, Status, content_id

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAYING = "said|says|told|announced|stated|reported|denied|declared|warned|repeated|added|released|confirmed|accused"
_DAY = f"({'|'.join(day.title() for day in _DAYS)})"
_SAID_ON = re.compile(
    rf"\b(?:{_SAYING})(?:\s+[\w’']+){{0,3}}?\s+(?:on\s+)?{_DAY}\b"
    rf"|\bon {_DAY}(?: evening| morning)? (?:{_SAYING})\b"
)
SAME_WORDS = 0.6  # share of meaning words from which two sentences are one statement repeated
NEAR_DAYS = 2  # days between publications within which one voice on one matter is still the same act


@dataclass(frozen=True)
class Voice:
    """Who speaks in a claim. ``own``: the report itself speaks. ``day``: ordinal of the day of saying, where told."""

    name: str
    identity: str
    own: bool
    day: int | None


def origins(
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    clusters: Sequence[Sequence[str]],
    entities: Entities,
) -> tuple[Origin, ...]:
    """The origins of all claims, each claim in one."""
    ledger = _Ledger(reports, mentions, clusters, entities)
    ledger.join_reports()
    ledger.join_events()
    ledger.join_titles()
    ledger.hand_on()
    return ledger.origins()


class _Ledger:
    def __init__(
        self,
        reports: Sequence[Report],
        mentions: Sequence[Mention],
        clusters: Sequence[Sequence[str]],
        entities: Entities,
    ) -> None:
        self.reports = {report.id: report for report in reports}
        self.mentions = {mention.key: mention for mention in mentions}
        self.clusters = sorted(sorted(keys) for keys in clusters)
        self.copies = agency_copy(reports, shared_text(reports))
        self.parent = {key: key for key in self.mentions}
        self.days: dict[str, set[int]] = {}
        self.voices: dict[str, Voice] = {}
        last: dict[str, Voice] = {}
        for mention in sorted(mentions, key=lambda m: (m.report, m.order, m.key)):
            voice = self._voice(mention, entities, last.get(mention.report))
            self.voices[mention.key] = voice
            self.days[mention.key] = {voice.day} if voice.day else set()
            if not voice.own:
                last[mention.report] = voice

    def _voice(self, mention: Mention, entities: Entities, last: Voice | None) -> Voice:
        claim, report = mention.claim, self.reports[mention.report]
        source = _nearest(claim)
        day = _said_on(claim, report)
        if source is not None:
            entity = entities.entity(source.name)
            if plain(source.name) in link_lexicon().pronouns and last is not None:
                return Voice(last.name, last.identity, own=False, day=day)
            return Voice(source.name, entity.id or entity.head, own=source.role is Role.AGENCY, day=day)
        if claim.type in link_lexicon().speech and claim.actors:
            entity = entities.entity(claim.actors[0].name)
            return Voice(claim.actors[0].name, entity.id or entity.head, own=False, day=day)
        agency = next((a.name for a in claim.attribution if a.role is Role.AGENCY), self.copies.get(report.id))
        name = agency or report.outlet or report.source
        return Voice(name, plain(name), own=True, day=None)

    def join_reports(self) -> None:
        """One voice in one report is one act, days permitting."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, mention in sorted(self.mentions.items()):
            groups[mention.report, self.voices[key].identity].append(key)
        for keys in groups.values():
            for key in keys[1:]:
                self._union(keys[0], key)

    def join_events(self) -> None:
        """One voice on one event in several reports, where day, words or figures say that it is one statement."""
        for keys in self.clusters:
            groups: dict[str, list[str]] = defaultdict(list)
            for key in keys:
                groups[self.voices[key].identity].append(key)
            for group in groups.values():
                for position, a in enumerate(group):
                    for b in group[position + 1 : position + 60]:
                        if self.mentions[a].report != self.mentions[b].report and self._one_act(a, b):
                            self._union(a, b)

    def join_titles(self) -> None:
        """A title sums up: it speaks with the voice of the first claim below that gives its figures, or else the first."""
        for keys in self.clusters:
            for key in keys:
                title = self.mentions[key]
                if not title.title or not self.voices[key].own:
                    continue
                below = [k for k in keys if self.mentions[k].report == title.report and not self.mentions[k].title]
                figures = {(f.kind, f.value) for f in title.figures}
                below.sort(key=lambda k: (not figures & _values(self.mentions[k]), self.mentions[k].order, k))
                if below and not any(self.parent[k] == key for k in self.parent if k != key):
                    self._move(key, below[0])

    def _one_act(self, a: str, b: str) -> bool:
        one, other = self.mentions[a], self.mentions[b]
        if self._find(a) == self._find(b):
            return False
        if self.days[self._find(a)] & self.days[self._find(b)]:
            return True
        if _overlap(one, other) >= SAME_WORDS:
            return True
        shared = _values(one) & _values(other)
        if self.voices[a].own:
            return bool(shared) and _days_apart(one, other) <= NEAR_DAYS
        if shared:
            return True
        differing = one.figures and other.figures
        return not differing and _days_apart(one, other) <= NEAR_DAYS

    def hand_on(self) -> None:
        """What a report says in its own name may be handed on: rewritten agency copy, and plans told by their maker."""
        for keys in self.clusters:
            ordered = sorted(keys, key=lambda k: (_first_day(self.mentions[k]), k))
            for position, key in enumerate(ordered):
                voice, mention = self.voices[key], self.mentions[key]
                if not voice.own or mention.report in self.copies:
                    continue
                source = next((k for k in ordered[:position] if self._handed(k, key)), None)
                if source is not None:
                    self._move(key, source)

    def _handed(self, source: str, key: str) -> bool:
        one, other = self.mentions[source], self.mentions[key]
        if one.report == other.report:
            return False
        same = bool(_values(one) & _values(other)) or _overlap(one, other) >= SAME_WORDS
        agencies = self.reports[other.report].agencies
        if self.copies.get(one.report) in agencies and agencies:
            return same or (not other.figures and one.type == other.type)
        ahead = (Status.PLANNED, Status.CANCELLED)
        planned = one.claim.status is Status.PLANNED and other.claim.status in ahead
        return planned and not self.voices[source].own and (same or (one.when is not None and one.when == other.when))

    def _move(self, key: str, source: str) -> None:
        self.parent[key] = self._find(source)

    def _find(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def _union(self, a: str, b: str) -> None:
        one, other = sorted((self._find(a), self._find(b)))
        days, more = self.days[one], self.days[other]
        if one == other or (days and more and not days & more):
            return
        self.parent[other] = one
        self.days[one] = days | more

    def origins(self) -> tuple[Origin, ...]:
        groups: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.mentions):
            groups[self._find(key)].append(key)
        made = []
        for keys in groups.values():
            first = min(keys, key=lambda k: (_first_day(self.mentions[k]), k))
            outlets = {self.reports[self.mentions[k].report].outlet or "" for k in keys} - {""}
            made.append(
                Origin(
                    id=content_id("o-", first),
                    name=self.voices[first].name,
                    claims=tuple(keys),
                    outlets=tuple(sorted(outlets)),
                )
            )
        return tuple(sorted(made, key=lambda origin: (_first_day(self.mentions[origin.claims[0]]), origin.id)))


def _nearest(claim: Claim) -> Attribution | None:
    """The link of the chain nearest to the fact that names somebody; unnamed officials leave the word to the report."""
    unnamed = link_lexicon().unnamed
    for source in claim.attribution:
        if source.role is Role.OUTLET:
            continue
        if any(plain(word) in unnamed for word in words(source.name)) and source.name[:1].islower():
            continue
        return source
    return None


def _said_on(claim: Claim, report: Report) -> int | None:
    """The day of saying, where the sentence names a weekday beside the verb and the report has a date."""
    published = report.published.day
    match = _SAID_ON.search(report.text[claim.evidence.start : claim.evidence.end])
    if match is None or published is None:
        return None
    weekday = _DAYS.index((match[1] or match[2]).lower())
    return (published - timedelta(days=(published.weekday() - weekday) % 7)).toordinal()


def _values(mention: Mention) -> set[tuple[str, float]]:
    return {(figure.kind, figure.value) for figure in mention.figures}


def _overlap(a: Mention, b: Mention) -> float:
    return len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))


def _days_apart(a: Mention, b: Mention) -> int:
    """Days between publications; unknown dates count as near."""
    return a.published.gap(b.published) if a.published and b.published else 0


def _first_day(mention: Mention) -> int:
    unknown = date.max.toordinal()
    return mention.published.first or unknown if mention.published else unknown
