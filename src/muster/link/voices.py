"""Who speaks in a claim: its nearest named speaker, resolved inside its report; else the agency or the outlet.

Of an act of speech the actor speaks. A title speaks with the voice of the claim below that it sums up. A person quoted
right after an organisation's statement speaks for it. "The ministry" is the ministry that the report names; an organ
that is called by what it is ("NATO's maritime command", "its press service") speaks for whose it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from muster.link.entities import Entities
from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.text import plain, words
from muster.record import Attribution, Claim, Participant, Report, Role

_OWNER = re.compile(r"([A-Z][\w.-]*(?: [A-Z][\w.-]*)*|[a-z]+)(?:['’]s|s['’])\s+(?:[a-z]+ ){0,2}$")
_ITS = re.compile(r"\b(?:its|their|his|her)\s+(?:[a-z]+ ){0,2}$")
_WITHIN = re.compile(r"^(.+?)(?:['’]s|s['’]) (.+)$")
_QUOTE_MARK = re.compile(r"[“”«»\"]")
_ANAPHOR = re.compile(r"^(?:the )?same\b")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAYING = "said|says|told|announced|stated|reported|denied|declared|warned|repeated|added|released|confirmed|accused"
_DAY = f"({'|'.join(day.title() for day in _DAYS)})"
_SAID_ON = re.compile(
    rf"\b(?:{_SAYING})(?:\s+[\w’']+){{0,3}}?\s+(?:on\s+)?{_DAY}\b"
    rf"|\bon {_DAY}(?: evening| morning)? (?:{_SAYING})\b"
)


@dataclass(frozen=True)
class Voice:
    """Who speaks. ``identity``: the person or body; ``body``: the body or state spoken for; ``own``: the report itself
    speaks, or the agency it copies; ``day``: ordinal of the day of saying, where the sentence tells it. ``rule``: how
    the speaker was found, ``text`` the words that show it.
    """

    name: str
    identity: str
    body: str
    own: bool
    day: int | None = None
    rule: str = "own words"
    text: str | None = None


def voices(
    reports: Mapping[str, Report], mentions: Sequence[Mention], copies: Mapping[str, str], entities: Entities
) -> dict[str, Voice]:
    """The voice of every claim, by claim key. ``copies``: report id -> the agency whose copy it is."""
    by_report: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.report, m.order, m.key)):
        by_report[mention.report].append(mention)
    found: dict[str, Voice] = {}
    for report_id, told in sorted(by_report.items()):
        report = reports[report_id]
        found |= _ReportVoices(report, told, copies.get(report_id), entities).voices()
    return found


class _ReportVoices:
    def __init__(self, report: Report, told: Sequence[Mention], agency: str | None, entities: Entities) -> None:
        self.report = report
        self.told = told
        self.agency = agency
        self.entities = entities
        self.named = _named_bodies(told, entities)
        self.text = report.text

    def voices(self) -> dict[str, Voice]:
        found: dict[str, Voice] = {}
        last: tuple[Mention, Voice] | None = None
        for mention in self.told:
            voice = self._voice(mention, last)
            found[mention.key] = voice
            if not voice.own:
                last = mention, voice
        return found

    def _voice(self, mention: Mention, last: tuple[Mention, Voice] | None) -> Voice:
        claim = mention.claim
        source = _nearest(claim)
        day = _said_on(claim, self.report)
        if source is not None:
            return self._spoken(source, source.role is Role.AGENCY, day, mention, last)
        if claim.type in link_lexicon().speech and claim.actors:
            return self._spoken(claim.actors[0], False, day, mention, last)
        if (beside := self._beside(mention)) is not None:
            return self._spoken(beside, beside.role is Role.AGENCY, day, mention, last)
        agency = next((link.name for link in claim.attribution if link.role is Role.AGENCY), self.agency)
        name = agency or self.report.outlet or self.report.source
        return Voice(name, plain(name), plain(name), own=True, rule="agency copy" if agency else "own words")

    def _beside(self, mention: Mention) -> Attribution | None:
        """The source of another claim of the sentence, for what is quoted there, or said there by nobody else."""
        evidence, trigger = mention.claim.evidence, mention.claim.trigger
        quoted = len(_QUOTE_MARK.findall(self.text[evidence.start : trigger.start])) % 2 == 1
        if not quoted and mention.type not in link_lexicon().speech:
            return None
        beside = (m for m in self.told if m.claim.evidence == evidence and m.key != mention.key)
        return next((source for m in beside if (source := _nearest(m.claim)) is not None), None)

    def _spoken(
        self,
        source: Attribution | Participant,
        agency: bool,
        day: int | None,
        mention: Mention,
        last: tuple[Mention, Voice] | None,
    ) -> Voice:
        name, text = source.name, source.text
        if (plain(name) in link_lexicon().pronouns or _ANAPHOR.match(plain(name))) and last is not None:
            return Voice(last[1].name, last[1].identity, last[1].body, own=False, day=day, rule="pronoun", text=text)
        entity = self.entities.entity(name)
        identity = entity.id or self._body_named(entity.head, mention) or entity.head
        resolved = self.entities.entity(identity) if identity != entity.head else entity
        body = resolved.side or (resolved.country and f"state {resolved.country}") or identity
        if last is not None and not entity.side and self._in_statement(name, mention, *last):
            day = day or last[1].day
            return Voice(name, last[1].identity, last[1].body, own=False, day=day, rule="statement", text=text)
        unnamed = not entity.id and identity == entity.head and entity.head in link_lexicon().organs
        owner = self._owner(source, mention, last) if unnamed else None
        if owner:
            whose = name if _WITHIN.match(name) else f"{owner}’s {name}"
            organ, state = self.entities.entity(whose), self.entities.entity(owner).country
            identity = organ.id if organ.id not in ("", owner) else f"{owner} {entity.head}"
            body = f"state {state}" if state and self.entities.is_state(owner) else owner
            return Voice(whose, identity, body, own=False, day=day, rule="organ", text=text)
        rule = "pronoun" if text and plain(text) in link_lexicon().pronouns else "named"
        return Voice(name, identity, body, own=agency, day=day, rule=rule, text=text)

    def _owner(
        self, source: Attribution | Participant, mention: Mention, last: tuple[Mention, Voice] | None
    ) -> str | None:
        """Whose organ a source called by a common noun is: by its genitive, or the party that "its" stands for."""
        within = _WITHIN.match(source.name)
        if within is not None:
            return self._named_owner(within[1], mention)
        if source.start is None:
            return None
        before = self.text[max(0, source.start - 60) : source.start]
        if (genitive := _OWNER.search(before)) is not None:
            return self._named_owner(genitive[1], mention)
        if _ITS.search(before) is None:
            return None
        parties = [self.entities.entity(actor.name).id for actor in mention.claim.actors]
        return next(filter(None, parties), last[1].body if last else None)

    def _named_owner(self, name: str, mention: Mention) -> str | None:
        entity = self.entities.entity(name)
        return entity.id or self._body_named(entity.head, mention) or None

    def _body_named(self, head: str, mention: Mention) -> str:
        """The body that the report names by ``head`` nearest before the claim; for a title, first below it."""
        known = self.named.get(head, [])
        before = [identity for position, identity in known if position <= mention.order]
        return before[-1] if before else known[0][1] if known and mention.title else ""

    def _in_statement(self, name: str, mention: Mention, earlier: Mention, voice: Voice) -> bool:
        """Whether a person's quotation goes on with the written statement that the sentence before is taken from."""
        if mention.sentence - earlier.sentence != 1 or not self.entities.is_person(name):
            return False
        start, end = earlier.claim.evidence.start, earlier.claim.evidence.end
        written = any(word in link_lexicon().written for word in map(plain, words(self.text[start:end])))
        quoted = self.text[mention.claim.evidence.start] in "\"“‘'"
        return written and quoted and not self.entities.is_person(voice.name)


def _named_bodies(told: Sequence[Mention], entities: Entities) -> dict[str, list[tuple[int, str]]]:
    """Common noun -> the bodies that the report names by it ("ministry": Russian Ministry of Defence), by position."""
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for mention in told:
        claim = mention.claim
        for name in (*(p.name for p in claim.actors), *(link.name for link in claim.attribution)):
            entity = entities.entity(name)
            if entity.id:
                for word in {plain(word) for word in words(entity.id)} | {entities.kind_word(entity.id)}:
                    if word in link_lexicon().generic:
                        found[link_lexicon().same_thing.get(word, word)].add((mention.order, entity.id))
    return {word: sorted(named) for word, named in found.items()}


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
