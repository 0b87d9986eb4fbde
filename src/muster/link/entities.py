"""Whom and what participants name: one identity per actor across spellings, acronyms and reports of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muster.link.lexicon import link_lexicon
from muster.link.text import plain, words
from muster.normalise.names import Kind, NameLexicon
from muster.normalise.spelling import SAME_NAME, fold, name_similarity, transliteration_key
from muster.record import Claim, Report

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s+(?:(?:of|the|for|and|du|de|des|la)\s+)*){1,6}[A-Z][\w'’-]+)"
    r"(?:\s*\(|, or |, known by its (?:\w+ )?initials )([A-Z][A-Za-z]{0,4}[A-Z][A-Za-z]?)\b"
)
_SPOKESPERSON = re.compile(r"spokes(?:man|woman|person),? ((?:[A-Z][\w.'’-]+ ){1,4}?[A-Z][\w'’-]+)")
_JOINTS = frozenset({"of", "the", "for", "and", "de", "du", "des", "la"})
_NAMED_KINDS = frozenset({Kind.ALLIANCE, Kind.ORGANISATION, Kind.ARMED_GROUP, Kind.AGENCY, Kind.OUTLET, Kind.UNIT})
_STATE_KINDS = frozenset({Kind.STATE, Kind.GOVERNMENT_ORGAN, Kind.ARMED_FORCE})
SURNAMES = 0.7  # likeness of two surnames that makes them one person's where the given names agree


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


class Entities:
    """The actors of one case. Learns acronyms, spokespeople and spelling variants from its reports."""

    def __init__(self, names: NameLexicon, reports: Sequence[Report], claims: Sequence[Claim]) -> None:
        ordered = sorted(reports, key=lambda report: report.id)
        self._names = names
        self._acronyms = _acronyms(ordered)
        self._places = {fold(w) for c in claims for p in c.where for w in words(p.name) if w[:1].isupper()}
        mentioned = sorted({name for claim in claims for name in named_in(claim)})
        self._proper = {name: self._proper_part(name) for name in mentioned}
        self._ids = _merge_spellings(sorted({proper for proper in self._proper.values() if proper}))
        self._sides = self._spokespeople(ordered)
        self._cache: dict[str, Entity] = {}

    def entity(self, name: str) -> Entity:
        """The entity that ``name`` stands for."""
        if name not in self._cache:
            self._cache[name] = self._resolve(name)
        return self._cache[name]

    def is_person(self, name: str) -> bool:
        """Whether ``name`` names a person by its form or title."""
        return self._names.kind(name) is Kind.PERSON

    def is_state(self, name: str) -> bool:
        """Whether ``name`` names a state, one of its organs or its armed forces."""
        return self._names.kind(name) in _STATE_KINDS

    def kind_word(self, name: str) -> str:
        """The common noun that reports use for what ``name`` names; a group known by its acronym alone has fighters."""
        kind = self._names.kind(name)
        if kind is Kind.UNKNOWN and name in self._acronyms.values():
            kind = Kind.ARMED_GROUP
        return link_lexicon().kind_words.get(str(kind), "")

    def _resolve(self, name: str) -> Entity:
        country = self._names.country(name) or self._country_word(name)
        proper = self._proper.get(name) or self._proper_part(name)
        identity = self._ids.get(proper, proper)
        side = self._sides.get(identity, "") or self._organ_of(name, identity)
        return Entity(identity, country, _head(name), side)

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
            if token in self._acronyms:
                return self._acronyms[token]
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

    def _spokespeople(self, reports: Sequence[Report]) -> dict[str, str]:
        """Person -> the organisation they speak for: the last one named before "spokesman X" in the text."""
        organisations = {short: self._ids.get(long, long) for short, long in self._acronyms.items()}
        organisations |= {long: self._ids.get(long, long) for long in self._acronyms.values()}
        sides: dict[str, str] = {}
        for report in reports:
            for match in _SPOKESPERSON.finditer(report.text):
                person = self._ids.get(self._proper_part(match[1]), "")
                before = report.text[max(0, match.start() - 300) : match.start()]
                named = [(before.rfind(name), identity) for name, identity in organisations.items() if name in before]
                if person and named:
                    sides.setdefault(person, max(named)[1])
        return sides


def named_in(claim: Claim) -> list[str]:
    """The names of all participants and sources of ``claim``."""
    return [p.name for p in (*claim.actors, *claim.recipients)] + [source.name for source in claim.attribution]


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


def _acronyms(reports: Sequence[Report]) -> dict[str, str]:
    """Acronym -> long name, where a report of the case gives both; agencies in datelines are none."""
    agencies = {agency for report in reports for agency in report.agencies}
    found: dict[str, str] = {}
    for report in reports:
        for match in _ACRONYM.finditer(report.text):
            name, acronym = " ".join(match[1].split()), match[2]
            if acronym in agencies or re.match(r"\)?\s*[-–—]", report.text[match.end() : match.end() + 4]):
                continue
            first = re.match(r"(\w+) of (?:the )?", name)
            if first and plain(first[1]) in link_lexicon().generic:
                name = name[first.end() :]  # "Fighters of the X Front (XF)"
            name = name.removeprefix("The ")
            found[acronym] = min(found.get(acronym, name), name, key=lambda n: (len(n), n))
    return found


def _merge_spellings(names: Sequence[str]) -> dict[str, str]:
    """Each name to the fullest name of the case that it is a spelling or a short form of."""
    merged: dict[str, str] = {}
    by_key: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n.split()), -len(n), n)):
        keys = sorted(set(_block_keys(name)))
        candidates = sorted({other for key in keys for other in by_key.get(key, ())})
        target = next((other for other in candidates if _same_name(name, other)), None)
        merged[name] = merged.get(target, target) if target else name
        for key in keys:
            by_key.setdefault(key, []).append(name)
    return merged


def _block_keys(name: str) -> Iterator[str]:
    for token in _name_tokens(name):
        yield transliteration_key(token)[:3] or fold(token)


def _name_tokens(name: str) -> list[str]:
    return [token for token in words(name) if plain(token) not in link_lexicon().titles]


def _same_name(short: str, long: str) -> bool:
    """Equal but for spelling, or a surname of a person, never across different numbers."""
    a, b = _name_tokens(short), _name_tokens(long)
    if not a or not b or _numbers(a) != _numbers(b):
        return False
    if len(a) == len(b) == 1:
        return name_similarity(a[0], b[0]) >= SAME_NAME
    if len(a) == len(b):
        return fold(a[0]) == fold(b[0]) and all(name_similarity(x, y) >= SURNAMES for x, y in zip(a, b, strict=True))
    if len(a) == 1:
        return len(a[0]) > 3 and fold(a[0]) == fold(b[-1]) and len(b) <= 3
    if _numbers(a):
        return {fold(token) for token in a} <= {fold(token) for token in b}
    return [fold(token) for token in a] == [fold(token) for token in b[-len(a) :]]


def _numbers(tokens: Sequence[str]) -> set[str]:
    return {token for token in tokens if token[:1].isdigit()}
