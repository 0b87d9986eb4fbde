"""States and territories with the words for them and their people (``data/countries.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from muster.normalise.spelling import fold
from muster.normalise.tables import data_lines, split_values


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: ISO 3166-1 alpha-2 ``code``, short English ``name``, rough centre and radius (km)."""

    code: str
    name: str
    lat: float
    lon: float
    radius_km: float
    capital: str | None
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Countries:
    """All states, looked up by code, by name and by demonym (folded)."""

    by_code: dict[str, Country]
    by_name: dict[str, Country]
    by_demonym: dict[str, Country]
    by_capital: dict[str, Country]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Countries:
        countries = [_country(row) for row in data_lines("countries.tsv")]
        names: dict[str, Country] = {}
        demonyms: dict[str, Country] = {}
        for country in countries:  # the first of two states with one word keeps it: Congolese, Dominican, Guinea
            for name in (country.name, *country.aliases):
                names.setdefault(fold(name), country)
            for word in (*country.demonyms, *country.people):
                demonyms.setdefault(fold(word), country)
            for word in country.people:
                demonyms.setdefault(fold(word) + "s", country)
        capitals = {fold(c.capital): c for c in countries if c.capital}
        return Countries({c.code: c for c in countries}, names, demonyms, capitals)

    def named(self, name: str) -> Country | None:
        """The state of this name: "Russia", "the Russian Federation", "DRC"."""
        return self.by_name.get(fold(name))

    def demonym(self, word: str) -> Country | None:
        """The state of this adjective or people: "Tajik", "Afghans", "Saudi"."""
        return self.by_demonym.get(fold(word))

    def find(self, word: str) -> Country | None:
        """The state of this name or, failing that, of this demonym."""
        return self.named(word) or self.demonym(word)


@lru_cache(maxsize=1)
def neighbours() -> dict[str, frozenset[str]]:
    """The states that each state shares a land border with, by code (``data/borders.tsv``)."""
    return {row["code"]: frozenset(split_values(row["neighbours"])) for row in data_lines("borders.tsv")}


def _country(row: dict[str, str]) -> Country:
    return Country(
        row["code"], row["name"], float(row["lat"]), float(row["lon"]), float(row["radius_km"]), row["capital"] or None,
        tuple(split_values(row["demonyms"])), tuple(split_values(row["people"])), tuple(split_values(row["aliases"])),
    )  # fmt: skip
