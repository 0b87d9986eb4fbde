"""Whom and what participants name: one identity per actor across spellings, acronyms and reports of a case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from muster.link.lexicon import link_lexicon
from muster.link.shortforms import acronyms, shortest, spokespeople
from muster.link.spellings import Spellings
from muster.link.text import plain, words
from muster.normalise.names import Kind, NameLexicon
from muster.normalise.spelling import fold
from muster.record import Claim, Report

_JOINTS = frozenset({"of", "the", "for", "and", "de", "du", "des", "la"})
_NAMED_KINDS = frozenset({Kind.ALLIANCE, Kind.ORGANISATION, Kind.ARMED_GROUP, Kind.AGENCY, Kind.OUTLET, Kind.UNIT})
_STATE_KINDS = frozenset({Kind.STATE, Kind.GOVERNMENT_ORGAN, Kind.ARMED_FORCE})
OF = "of "  # before a word: its use as a place, which tells "the drivers of Gao" from a name
T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Entity:
    """A participant as the linker compares it. ``id`` is empty where nobody in particular is named.

    ``country``: ISO code of the state it is of. ``side``: the organisation that it speaks for or is an organ of.
    ``head``: the word for it ("fighters"), one word for like things.
    """

    id: str
    country: str
    head: str
    side: str = ""


class EntitiesState(msgspec.Struct, array_like=True, frozen=True):
    """What :class:`Entities` has learned."""

    long: dict[str, dict[str, int]]
    long_names: dict[str, int]
    agencies: dict[str, int]
    places: dict[str, int]
    mentioned: dict[str, int]
    proper: dict[str, str]
    fuller: dict[str, str | None]
    sides: dict[str, dict[str, tuple[str, ...]]]
    speakers: dict[str, dict[str, int]]
    known: dict[str, Entity]


class Entities:
    """The actors of one case. Learns acronyms, spokespeople and spelling variants from its reports.

    What a name stands for follows from the reports and claims that are known, in whatever order they came.
    """

    def __init__(self, names: NameLexicon, reports: Sequence[Report] = (), claims: Sequence[Claim] = ()) -> None:
        self._names = names
        self._long: dict[str, Counter[str]] = defaultdict(Counter)  # acronym -> its long names, by reports
        self._long_names: Counter[str] = Counter()
        self._agencies: Counter[str] = Counter()  # their initials, in datelines, are no acronyms of actors
        self._places: Counter[str] = Counter()  # words of place names
        self._mentioned: Counter[str] = Counter()
        self._with_word: dict[str, set[str]] = defaultdict(set)  # word -> the mentioned names that hold it
        self._proper: dict[str, str] = {}  # mentioned name -> the part of it that names somebody
        self._bearers: dict[str, set[str]] = defaultdict(set)  # that part -> mentioned names
        self._spellings = Spellings()
        self._sides: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)  # person -> report -> bodies
        self._speakers: dict[str, Counter[str]] = defaultdict(Counter)  # body -> persons
        self._cache: dict[str, Entity] = {}
        self._others: dict[str, Entity] = {}  # of names that no claim mentions
        self.update((), (), reports, claims)

    def state(self) -> EntitiesState:
        """All that was learned."""
        return EntitiesState(
            long={acronym: dict(names) for acronym, names in self._long.items() if names},
            long_names=dict(self._long_names),
            agencies=dict(self._agencies),
            places=dict(self._places),
            mentioned=dict(self._mentioned),
            proper=dict(self._proper),
            fuller=self._spellings.state(),
            sides={person: told for person, told in self._sides.items() if told},
            speakers={body: dict(persons) for body, persons in self._speakers.items() if persons},
            known=dict(self._cache),
        )

    def restore(self, state: EntitiesState) -> None:
        """Know what was learned, and nothing else."""
        self._long.update({acronym: Counter(names) for acronym, names in state.long.items()})
        self._long_names = Counter(state.long_names)
        self._agencies = Counter(state.agencies)
        self._places = Counter(state.places)
        self._mentioned = Counter(state.mentioned)
        self._proper = dict(state.proper)
        for name, proper in self._proper.items():
            self._bearers[proper].add(name)
            self._index(name)
        self._spellings.restore(state.fuller)
        self._sides.update({person: dict(told) for person, told in state.sides.items()})
        self._speakers.update({body: Counter(persons) for body, persons in state.speakers.items()})
        self._cache = dict(state.known)

    def _index(self, name: str) -> None:
        """Note the words that decide what a mentioned name stands for."""
        for word in _telling_words(name):
            self._with_word[word].add(name)

    def update(
        self,
        gone: Sequence[Report],
        gone_claims: Sequence[Claim],
        reports: Sequence[Report],
        claims: Sequence[Claim],
    ) -> set[str]:
        """Forget reports with their claims, learn others; the mentioned names that may stand for another entity now."""
        words_before: dict[str, object] = {}
        spoken: set[str] = set()
        for report in gone:
            spoken |= self._count_report(report, -1, words_before)
        for report in reports:
            spoken |= self._count_report(report, 1, words_before)
        stale = self._count_claims(gone_claims, -1, words_before) | self._count_claims(claims, 1, words_before)
        for word, before in words_before.items():
            if self._meaning(word) != before:
                stale |= self._with_word.get(word, set())
                spoken |= self._speakers.get(word, {}).keys()
        moved = self._rename(stale)
        spoken |= {person for body in moved for person in self._speakers.get(body, ())}
        moved |= self._spellings.below(spoken)
        self._others.clear()
        changed = set()
        for name in stale | {name for proper in moved for name in self._bearers.get(proper, ())}:
            before = self._cache.pop(name, None)
            if before is None or before != self.entity(name):
                changed.add(name)
        return changed

    def _count_report(self, report: Report, sign: int, words_before: dict[str, object]) -> set[str]:
        """Learn or forget what the text says of names; the persons whose side it tells."""
        known = acronyms(report, self._names)
        for agency in report.agencies:
            words_before.setdefault(agency, self._meaning(agency))
            _count(self._agencies, agency, sign)
        for acronym, long in known.items():
            for word in (acronym, long):
                words_before.setdefault(word, self._meaning(word))
            _count(self._long[acronym], long, sign)
            _count(self._long_names, long, sign)
        told: dict[str, tuple[str, ...]] = {}
        for person, bodies in spokespeople(report, known):
            told.setdefault(self._names.canonical(person), bodies)
        for person, bodies in told.items():
            for body in bodies:
                _count(self._speakers[body], person, sign)
            if sign > 0:
                self._sides[person][report.id] = bodies
            else:
                self._sides[person].pop(report.id, None)
        return set(told)

    def _count_claims(self, claims: Sequence[Claim], sign: int, words_before: dict[str, object]) -> set[str]:
        """Learn or forget the words of places and the names mentioned; the names that came or went."""
        stale = set()
        for claim in claims:
            for place in claim.where:
                for word in words(place.name):
                    if word[:1].isupper():
                        key = OF + fold(word)
                        words_before.setdefault(key, self._meaning(key))
                        _count(self._places, fold(word), sign)
            for name in named_in(claim):
                _count(self._mentioned, name, sign)
                if self._mentioned[name] in (0, sign):  # gone, or here for the first time
                    stale.add(name)
        return stale

    def _meaning(self, word: str) -> object:
        """What the case knows of a word: of an acronym its long name, of others whether they name a place."""
        if word.startswith(OF):
            return word.removeprefix(OF) in self._places
        return self._long_name(word), word in self._long_names

    def _long_name(self, acronym: str) -> str:
        return "" if acronym in self._agencies else min(self._long.get(acronym, ()), key=shortest, default="")

    def _rename(self, stale: set[str]) -> set[str]:
        """Bring the proper parts of these names up to date; the proper parts whose fullest form may have changed."""
        touched: dict[str, None] = {}
        for name in sorted(stale):
            before = self._proper.get(name)
            after = self._proper_part(name) if name in self._mentioned else None
            if before is None and after is not None:
                self._index(name)
            elif after is None:
                for word in _telling_words(name):
                    self._with_word[word].discard(name)
            if before == after:
                continue
            if before is not None:
                del self._proper[name]
                self._bearers[before].discard(name)
                touched[before] = None
            if after is not None:
                self._proper[name] = after
                self._bearers[after].add(name)
                touched[after] = None
        touched.pop("", None)
        gone = [proper for proper in touched if proper in self._spellings and not self._bearers[proper]]
        new = [proper for proper in touched if proper not in self._spellings and self._bearers[proper]]
        return self._spellings.update(gone, new)

    def entity(self, name: str) -> Entity:
        """The entity that ``name`` stands for."""
        cache = self._cache if name in self._mentioned else self._others
        if name not in cache:
            cache[name] = self._resolve(name)
        return cache[name]

    def is_person(self, name: str) -> bool:
        """Whether ``name`` names a person by its form or title."""
        return self._names.kind(name) is Kind.PERSON

    def is_state(self, name: str) -> bool:
        """Whether ``name`` names a state, one of its organs or its armed forces."""
        return self._names.kind(name) in _STATE_KINDS

    def kind_word(self, name: str) -> str:
        """The common noun that reports use for what ``name`` names; a group known by its acronym alone has fighters."""
        kind = self._names.kind(name)
        if kind is Kind.UNKNOWN and name in self._long_names:
            kind = Kind.ARMED_GROUP
        return link_lexicon().kind_words.get(str(kind), "")

    def _resolve(self, name: str) -> Entity:
        country = self._names.country(name) or self._country_word(name)
        proper = self._proper.get(name) or self._proper_part(name)
        identity = self._spellings.root(proper)
        side = self._side(identity) or self._organ_of(name, identity)
        return Entity(identity, country, _head(name), side)

    def _side(self, person: str) -> str:
        """The body that ``person`` speaks for, as the first report says that names one."""
        for _, bodies in sorted(self._sides.get(person, {}).items()):
            for body in bodies:
                long = self._long_name(body) or (body if body in self._long_names else "")
                if long:
                    return self._spellings.root(long)
        return ""

    def _country_word(self, name: str) -> str:
        return next((code for word in words(name) if word[:1].isupper() and (code := self._names.demonym(word))), "")

    def _organ_of(self, name: str, identity: str) -> str:
        """The known organisation that a longer name begins with ("NATO's maritime command")."""
        for word in words(name)[:2]:
            if word[:1].isupper() and self._names.kind(word) in _NAMED_KINDS:
                known = self._names.canonical(word)
                return known if known != identity else ""
        return ""

    def _proper_part(self, name: str) -> str:
        """The canonical form of the part of ``name`` that names somebody; empty for "the militants"."""
        kind = self._names.kind(name)
        if kind in _STATE_KINDS and self._names.country(name):
            return self._names.as_government(name) or self._names.canonical(name)
        generic = any(plain(word) in link_lexicon().generic for word in words(name))
        if kind in _NAMED_KINDS or (kind is Kind.PERSON and len(words(name)) > 1 and not generic):
            return self._names.canonical(name)
        kept = self._capitals(name)
        if not kept:
            return ""
        for token in kept:
            if long := self._long_name(token):
                return long
        phrase = " ".join(kept)
        return self._names.as_government(phrase) or self._names.canonical(phrase)

    def _capitals(self, name: str) -> list[str]:
        """The capitalised run that names somebody; a people's adjective before a common noun names nobody."""
        generic, titles = link_lexicon().generic, link_lexicon().titles
        tokens = words(name)
        kept: list[str] = []
        for position, token in enumerate(tokens):
            if token[:1].isupper() or (token[:1].isdigit() and token[-1:].isalpha()):
                if kept or position or plain(token) not in generic | {"the", "a", "an"}:
                    kept.append(token)
            elif kept and plain(token) in _JOINTS:
                kept.append(token)
            elif kept:
                if all(self._names.demonym(token) for token in kept):
                    return []  # "Tanzanian battalion"
                break
        while kept and plain(kept[-1]) in _JOINTS:
            kept.pop()
        while len(kept) > 1 and plain(kept[0]) in titles:
            kept.pop(0)
        if not kept or all(plain(token) in generic for token in kept):
            return []
        before = [plain(token) for token in tokens[: tokens.index(kept[0])]]
        if "of" in before and all(fold(token) in self._places for token in kept):
            return []  # "drivers of Gao": people of a place
        return kept


def named_in(claim: Claim) -> list[str]:
    """The names of all participants and sources of ``claim``."""
    return [p.name for p in (*claim.actors, *claim.recipients)] + [source.name for source in claim.attribution]


def _telling_words(name: str) -> set[str]:
    return {key for token in words(name) for key in (token, OF + fold(token))}


def _head(name: str) -> str:
    """The common noun of a name, one word for like things; its last word where it has none."""
    lexicon = link_lexicon()
    tokens = words(name)
    parts = [plain(token) for token in tokens]
    before_of = parts[: parts.index("of")] if "of" in parts[1:] else parts
    generic = [word for word in before_of if word in lexicon.generic]
    lowered = [plain(token) for token in tokens[: len(before_of)] if token[:1].islower()]
    head = (generic or lowered or parts or [""])[-1]
    return lexicon.same_thing.get(head, head)


def _count(counter: Counter[T], item: T, sign: int) -> None:
    counter[item] += sign
    if not counter[item]:
        del counter[item]
