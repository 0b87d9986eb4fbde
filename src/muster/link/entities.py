"""Whom and what participants name: one identity per actor across spellings, acronyms and reports of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from muster.link.lexicon import LinkLexicon, link_lexicon
from muster.link.spelling import plain, similar, similarity, spelling_key, words
from muster.record import Claim, Report

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s+(?:(?:of|the|for|and|du|de|des|la)\s+)*){1,6}[A-Z][\w'’-]+)"
    r"(?:\s*\(|, or |, known by its (?:\w+ )?initials )([A-Z][A-Za-z]{0,4}[A-Z][A-Za-z]?)\b"
)
_SPOKESPERSON = re.compile(r"spokes(?:man|woman|person),? ((?:[A-Z][\w.'’-]+ ){1,4}?[A-Z][\w'’-]+)")
SURNAMES = 0.7  # likeness of two surnames that makes them one person's where the given names agree


class Names(Protocol):
    """The part of the name lexicon that the linker asks."""

    def canonical(self, name: str) -> str: ...

    def kind(self, name: str) -> str: ...

    def country(self, name: str) -> str | None: ...


@dataclass(frozen=True, order=True)
class Entity:
    """A participant as the linker compares it. ``id`` is empty where nobody in particular is named.

    ``side`` is the organisation that a spokesperson speaks for.
    """

    id: str
    country: str
    head: str
    side: str = ""


class Entities:
    """The actors of one case. Learns acronyms and spelling variants from its reports, in an order of its own."""

    def __init__(self, names: Names, reports: Sequence[Report], claims: Sequence[Claim]) -> None:
        self._names = names
        self._lexicon: LinkLexicon = link_lexicon()
        self._acronyms = _acronyms(reports)
        self._places = {
            spelling_key(w) for c in claims for place in c.where for w in words(place.name) if w[:1].isupper()
        }
        mentioned = {name for claim in claims for name in named_in(claim)}
        self._proper = {name: self._proper_part(name) for name in sorted(mentioned)}
        self._ids = _merge_spellings(sorted({proper for proper in self._proper.values() if proper}))
        self._organisations = {name: self._ids.get(name, name) for pair in self._acronyms.items() for name in pair}
        self._organisations |= {acronym: self._ids.get(long, long) for acronym, long in self._acronyms.items()}
        self._sides = self._spokespeople(reports)
        self._cache: dict[str, Entity] = {}

    def entity(self, name: str) -> Entity:
        """The entity that ``name`` stands for."""
        if name not in self._cache:
            self._cache[name] = self._resolve(name)
        return self._cache[name]

    def _spokespeople(self, reports: Sequence[Report]) -> dict[str, str]:
        """Person -> the organisation they speak for: the last one named before "spokesman X" in the text."""
        sides: dict[str, str] = {}
        for report in sorted(reports, key=lambda r: r.id):
            for match in _SPOKESPERSON.finditer(report.text):
                person = self._ids.get(self._proper_part(match[1]), "")
                before = report.text[max(0, match.start() - 300) : match.start()]
                named = [(before.rfind(n), i) for n, i in self._organisations.items() if n in before]
                if person and named:
                    sides.setdefault(person, max(named)[1])
        return sides

    def _resolve(self, name: str) -> Entity:
        proper = self._proper.get(name) or self._proper_part(name)
        parts = [plain(word) for word in words(name)]
        generic = [word for word in parts if word in self._lexicon.generic]
        lowered = [word for word, original in zip(parts, words(name), strict=True) if original[:1].islower()]
        head = (generic or lowered or parts or [""])[-1]
        head = self._lexicon.same_thing.get(head, head)
        country = self._names.country(name) or (self._names.country(proper) if proper else None) or ""
        identity = self._ids.get(proper, proper) if proper else ""
        if proper and country and generic and plain(proper) not in (plain(name), ""):
            identity = ""  # "Tanzanian battalion": a country's people, nobody by name
        return Entity(id=identity, country=country, head=head, side=self._sides.get(identity, ""))

    def _proper_part(self, name: str) -> str:
        """The canonical form of the part of ``name`` that names somebody; empty for "the militants"."""
        canonical = self._names.canonical(name)
        if canonical != name and self._names.kind(name) != "unknown":
            return canonical
        tokens = words(name)
        kept: list[str] = []
        for position, token in enumerate(tokens):
            if token[:1].isupper() or (token[:1].isdigit() and token[-1:].isalpha()):
                if position == 0 and plain(token) in self._lexicon.generic | {"the", "a", "an"}:
                    continue
                kept.append(token)
            elif kept and plain(token) in ("of", "the", "for", "and", "de", "du") and position + 1 < len(tokens):
                kept.append(token)
            elif kept and plain(token) in self._lexicon.generic:
                break
        while kept and not (kept[-1][:1].isupper() or kept[-1][:1].isdigit()):
            kept.pop()
        while len(kept) > 1 and plain(kept[0]) in self._lexicon.titles:
            kept.pop(0)
        if not kept or all(plain(token) in self._lexicon.generic for token in kept):
            return ""
        phrase = " ".join(kept)
        lowered = [plain(token) for token in tokens]
        if "of" in lowered[: tokens.index(kept[0])] and all(spelling_key(token) in self._places for token in kept):
            return ""  # "drivers of Bria": people of a place
        for token in kept:
            if token in self._acronyms:
                return self._acronyms[token]
        known = self._names.canonical(phrase)
        return self._acronyms.get(known, known)


def named_in(claim: Claim) -> list[str]:
    """The names of all participants and sources of ``claim``."""
    return [p.name for p in (*claim.actors, *claim.recipients)] + [source.name for source in claim.attribution]


def _acronyms(reports: Sequence[Report]) -> dict[str, str]:
    """Acronym -> long name, where a report of the case gives both; agencies in datelines are none."""
    agencies = {agency for report in reports for agency in report.agencies}
    found: dict[str, str] = {}
    for report in sorted(reports, key=lambda r: r.id):
        for match in _ACRONYM.finditer(report.text):
            name, acronym = " ".join(match[1].split()), match[2]
            if acronym in agencies or re.match(r"\)?\s*[-–—]", report.text[match.end() : match.end() + 4]):
                continue
            name = re.sub(r"^The ", "", name)
            found[acronym] = min(found.get(acronym, name), name, key=lambda n: (len(n), n))
    return found


def _merge_spellings(names: Sequence[str]) -> dict[str, str]:
    """Each name to the fullest name of the case that it is a spelling or a short form of."""
    merged: dict[str, str] = {}
    by_key: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n.split()), -len(n), n)):
        keys = _name_keys(name)
        candidates = sorted({other for key in keys for other in by_key.get(key[:1], ())})
        target = next((other for other in candidates if _same_name(name, other)), None)
        merged[name] = merged.get(target, target) if target else name
        for key in keys:
            by_key.setdefault(key[:1], []).append(name)
    return merged


def _name_keys(name: str) -> list[str]:
    return [spelling_key(word) for word in words(name) if plain(word) not in link_lexicon().titles]


def _same_name(short: str, long: str) -> bool:
    """Equal but for spelling, or a surname of a person, never across different numbers."""
    a, b = (
        [spelling_key(word) for word in words(name) if plain(word) not in link_lexicon().titles]
        for name in (short, long)
    )
    if not a or not b or {w for w in a if w[:1].isdigit()} != {w for w in b if w[:1].isdigit()}:
        return False
    if len(a) == len(b):
        if len(a) == 1:
            return similar(a[0], b[0])
        return a[0] == b[0] and all(_near(x, y) for x, y in zip(a, b, strict=True))
    if len(a) == 1:
        return len(a[0]) > 3 and (a[0] == b[-1] and len(b) <= 3)
    return len(a) >= 2 and a == b[-len(a) :]


def _near(a: str, b: str) -> bool:
    """A looser likeness, for surnames under one given name."""
    return similar(a, b) or (min(len(a), len(b)) > 4 and similarity(a, b) >= SURNAMES)
