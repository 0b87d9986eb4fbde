"""The name lexicon: who a name is, under how many names it goes, and to which state it belongs.

Knowledge is in ``data``: ``countries.tsv``, ``organisations.tsv``, ``armed_groups.tsv``, ``agencies.tsv``,
``outlets.tsv``, ``state_organs.yaml``, ``name_words.yaml``. Ministries and forces of any state are recognised by
pattern; people by their titles and form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from muster.normalise.countries import Countries, Country
from muster.normalise.names_words import (
    NameWords,
    clean,
    content_words,
    is_acronym,
    is_unit,
    name_key,
    split_titles,
    unit_numbers,
    words_of,
)
from muster.normalise.tables import data_lines, data_yaml, split_values


class Kind(StrEnum):
    """What a name names."""

    STATE = "state"
    GOVERNMENT_ORGAN = "government organ"
    ARMED_FORCE = "armed force"
    UNIT = "unit"
    ARMED_GROUP = "armed group"
    PERSON = "person"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"
    AGENCY = "agency"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NameInfo:
    """What the lexicon knows of a name: its canonical form, kind and state (ISO alpha-2, None where it has none).

    ``state`` is the name of the state it is an organ or force of, or is; ``is_government`` says that it stands for that
    state when it acts (the state itself, its government, a metonym such as the Kremlin). ``known`` is false for names
    that only form speaks for (people, units, unknown names).
    """

    canonical: str
    kind: Kind
    country: str | None = None
    state: str | None = None
    is_government: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Organ:
    name: str
    kind: Kind
    same_as_state: bool
    national: dict[str, str]


_FILES = ("armed_groups.tsv", "organisations.tsv", "agencies.tsv", "outlets.tsv")
_PERSON = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻ][\w.'’-]*(?:\s+(?:[\w.'’-]+)){0,4}")


class NameLexicon:
    """Names of states, their organs and forces, armed groups, organisations, agencies and outlets. Never raises."""

    def __init__(self, countries: Countries, entries: dict[str, NameInfo], aliases: dict[str, tuple[str, ...]],
                 organs: dict[tuple[str, ...], _Organ], seats: dict[str, Country]) -> None:  # fmt: skip
        self._countries, self._entries, self._aliases = countries, entries, aliases
        self._organs, self._seats = organs, seats
        self._longest = max(map(len, organs), default=0)
        self.info = lru_cache(maxsize=50000)(self._info)

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> NameLexicon:
        """The lexicon from the tables that come with muster (read once)."""
        countries = Countries.load()
        organ_table = data_yaml("state_organs.yaml")
        organs = _organs(organ_table)
        entries: dict[str, NameInfo] = {}
        aliases: dict[str, tuple[str, ...]] = {}
        for file in _FILES:
            for row in data_lines(file):
                state = countries.by_code.get(row["country"])
                of_state = row["kind"] in (Kind.ARMED_FORCE, Kind.GOVERNMENT_ORGAN)
                info = NameInfo(
                    row["name"], Kind(row["kind"]), row["country"] or None, state.name if state and of_state else None
                )
                _enter(entries, aliases, info, split_values(row["aliases"]))
        for row in organ_table["metonyms"]:
            _enter(entries, aliases, _metonym(row, countries, organs), [row["name"], *row["aliases"]])
        seats = {name_key(c.capital): c for c in countries.by_code.values() if c.capital}
        seats |= {name_key(city): countries.by_code[code] for city, code in organ_table["seats"].items()}
        return cls(countries, entries, aliases, organs, seats)

    def canonical(self, name: str) -> str:
        """One form for all names of one thing; a name the lexicon does not know comes back cleaned.

        "ISIS", "Daesh" -> "Islamic State"; "Russia's Defense Ministry" -> "Russian Ministry of Defence"; "the Afghan
        government" -> "Afghanistan"; "Col. Gen. Anton Orlov" -> "Anton Orlov".
        """
        return self.info(name).canonical

    def kind(self, name: str) -> Kind:
        """What ``name`` names; ``Kind.UNKNOWN`` where nothing tells."""
        return self.info(name).kind

    def country(self, name: str) -> str | None:
        """ISO alpha-2 code of the state a name is of ("Russian Defence Ministry" -> "RU"), or None."""
        return self.info(name).country

    def state_of(self, name: str) -> str | None:
        """Name of the state that ``name`` is, or is an organ or force of; None for all others."""
        return self.info(name).state

    def as_government(self, name: str) -> str | None:
        """Name of the state whose government ``name`` stands for when it acts ("Moscow", "the Kremlin", "Russia").

        A capital is its state's government only as an actor; the caller knows whether it is one.
        """
        info = self.info(name)
        if info.is_government:
            return info.state
        seat = self._seats.get(name_key(name))
        return seat.name if seat else None

    def demonym(self, word: str) -> str | None:
        """ISO code of the state of an adjective or people ("Tajik", "Afghans" -> "TJ", "AF"), or None."""
        found = self._countries.demonym(clean(word))
        return found.code if found else None

    def is_agency(self, name: str) -> bool:
        """Whether ``name`` is a news agency."""
        return self.info(name).kind is Kind.AGENCY

    def aliases(self, name: str) -> tuple[str, ...]:
        """The other names the lexicon has for what ``name`` names; empty when it has none."""
        info = self.info(name)
        if info.kind is Kind.STATE and info.country:
            return self._countries.by_code[info.country].aliases
        return self._aliases.get(info.canonical, ())

    def _info(self, name: str) -> NameInfo:
        """All that is known of ``name`` (``info`` is this, remembered)."""
        bare = clean(name)
        for find in (
            self._entry,
            self._state,
            self._organ,
            self._mouthpiece,
            self._demonym_alone,
            self._unit,
            self._person,
            self._by_words,
        ):
            found = find(bare)
            if found is not None:
                return found
        return NameInfo(bare, Kind.UNKNOWN, known=False)

    def _entry(self, name: str) -> NameInfo | None:
        key = name_key(name)
        found = self._entries.get(key) if not _needs_capitals(key) or is_acronym(name) or name != name.lower() else None
        if found is None and key.startswith("al "):
            found = self._entries.get(key[3:])
        return found

    def _state(self, name: str) -> NameInfo | None:
        country = self._countries.named(name) if name != name.lower() else None
        return _state_info(country) if country else None

    def _demonym_alone(self, name: str) -> NameInfo | None:
        country = self._countries.demonym(name) if name != name.lower() else None
        return _state_info(country) if country else None

    def _organ(self, name: str) -> NameInfo | None:
        words = content_words(name)
        for length in range(min(self._longest, len(words)), 0, -1):
            for organ_words, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
                organ = self._organs.get(tuple(organ_words))
                if organ is None:
                    continue
                country = self._countries.find(" ".join(rest)) if rest else None
                if country is not None or not rest:
                    return _organ_info(organ, country, name)
        return None

    def _mouthpiece(self, name: str) -> NameInfo | None:
        """ "the Tajik Interior Ministry spokesman" -> the ministry."""
        words = words_of(name)
        for mouthpiece in NameWords.load().mouthpieces:
            tail = mouthpiece.split()
            if len(words) > len(tail) and words[-len(tail) :] == tail:
                rest = " ".join(name.split()[: -len(tail)])
                found = self._entry(rest) or self._organ(rest)
                if found is not None:
                    return found
        return None

    def _unit(self, name: str) -> NameInfo | None:
        if not is_unit(name):
            return None
        country, rest = self._leading_country(name)
        code, state = (country.code, country.name) if country else (None, None)
        return NameInfo(rest, Kind.UNIT, code, state, known=False)

    def _leading_country(self, name: str) -> tuple[Country | None, str]:
        """The state whose name or demonym a name begins with, and the rest: "Russia's 201st base" -> "201st base"."""
        words = name.split()
        for length in (2, 1):
            country = self._countries.find(clean(" ".join(words[:length]))) if len(words) > length else None
            if country is not None:
                return country, " ".join(words[length:])
        return None, name

    def _person(self, name: str) -> NameInfo | None:
        country, rest = self._leading_country(name)
        title, bare = split_titles(rest)
        if not bare or not _PERSON.fullmatch(bare) or (not title and (country or len(bare.split()) < 2)):
            return None
        table = NameWords.load()
        if any(word in table.units or word in table.no_person for word in words_of(bare)):
            return None
        if any(len(word) > 2 and word.isupper() and "." not in word for word in bare.split()):
            return None
        return NameInfo(bare, Kind.PERSON, country.code if country else None, known=False)

    def _by_words(self, name: str) -> NameInfo | None:
        """A name that only a word in it tells: "Education Ministry", "Tuareg rebels"; of the state it begins with."""
        words = set(words_of(name))
        if len(words) < 2:  # "the army" is whoever's army
            return None
        for kind, telling in NameWords.load().kind_words.items():
            if words.isdisjoint(telling) or (name == name.lower() and kind not in _ANY_CASE):
                continue
            country, _ = self._leading_country(name)
            of_state = country is not None and kind in (Kind.GOVERNMENT_ORGAN, Kind.ARMED_FORCE)
            return NameInfo(
                name,
                Kind(kind),
                country.code if country else None,
                country.name if country and of_state else None,
                known=False,
            )
        return None


_ANY_CASE = (Kind.ARMED_GROUP, Kind.ARMED_FORCE)


def _needs_capitals(key: str) -> bool:
    """Short names that are also words ("is", "who", "aa") count only when written with capitals."""
    return len(key) <= 4 and " " not in key


def _enter(
    entries: dict[str, NameInfo], aliases: dict[str, tuple[str, ...]], info: NameInfo, others: list[str]
) -> None:
    """The first of two entries with one name keeps it; its own name always counts before aliases of later entries."""
    for name in (info.canonical, *others):
        entries.setdefault(name_key(name), info)
    aliases[info.canonical] = tuple(others)


def _organs(table: dict[str, Any]) -> dict[tuple[str, ...], _Organ]:
    organs: dict[tuple[str, ...], _Organ] = {}
    for row in table["organs"]:
        organ = _Organ(row["name"], Kind(row["kind"]), row.get("same_as_state", False), row.get("national", {}))
        for word in row["words"]:
            organs.setdefault(tuple(content_words(word)), organ)
    return organs


def _metonym(row: dict[str, Any], countries: Countries, organs: dict[tuple[str, ...], _Organ]) -> NameInfo:
    country = countries.by_code[row["country"]]
    organ = next(o for o in organs.values() if o.name == row["organ"])
    governs = organ.name in ("president", "prime minister", "government")
    if row.get("own") or governs:
        return NameInfo(
            row["name"],
            organ.kind,
            country.code,
            country.name,
            is_government=governs and organ.kind is Kind.GOVERNMENT_ORGAN,
        )
    return _organ_info(organ, country, row["name"])


def _state_info(country: Country) -> NameInfo:
    return NameInfo(country.name, Kind.STATE, country.code, country.name, is_government=True)


def _organ_info(organ: _Organ, country: Country | None, name: str) -> NameInfo:
    """Of a state's organ; one that names no state keeps its plain name ("the Defence Ministry") and is not known."""
    if country is None:
        return NameInfo(organ.name if organ.kind is not Kind.ARMED_FORCE else name, organ.kind, known=False)
    if organ.same_as_state:
        return NameInfo(country.name, organ.kind, country.code, country.name, is_government=True)
    own = organ.national.get(country.code) or f"{country.demonyms[0]} {organ.name}"
    return NameInfo(own, organ.kind, country.code, country.name)


__all__ = ["Kind", "NameInfo", "NameLexicon", "unit_numbers"]
