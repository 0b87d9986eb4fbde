"""The news agencies and outlets of the world, as far as ``data/agencies.tsv`` and ``data/outlets.tsv`` list them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Press:
    """Names to look up. Agency names keep their case (``UNI`` is an agency, "uni" is not); outlet names do not."""

    agency_names: Mapping[str, str]
    outlet_names: Mapping[str, str]
    hosts: Mapping[str, str]
    countries: Mapping[str, str]
    _in_text: re.Pattern[str]

    def agency(self, name: str) -> str | None:
        """The short name of the agency that signs as ``name``."""
        name = _trim(name)
        return self.agency_names.get(name) or self.agency_names.get(name.removeprefix("the ").removeprefix("The "))

    def outlet(self, name: str) -> str | None:
        """The usual name of the outlet that calls itself ``name``."""
        return self.outlet_names.get(_trim(name).casefold())

    def outlet_of_host(self, host: str) -> str | None:
        """The outlet or agency whose site is ``host`` or a parent of it ("eng.belta.by" -> "BelTA")."""
        labels = host.casefold().removeprefix("www.").split(".")
        for first in range(len(labels) - 1):
            found = self.hosts.get(".".join(labels[first:]))
            if found:
                return found
        return None

    def agencies_in(self, text: str) -> list[str]:
        """Short names of the agencies named in ``text``, each once, in order."""
        return list(dict.fromkeys(self.agency_names[match.group()] for match in self._in_text.finditer(text)))


def _trim(name: str) -> str:
    return " ".join(name.split()).strip(" .,:;|/()[]'\"“”’")


def _rows(name: str) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Name, country, hosts and other names of each line of a data file."""
    text = files("muster.read").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            full, country, hosts, others = line.split("\t")
            # "CNA (Taiwan)": the note in parentheses only keeps two rows apart.
            plain = re.sub(r"\s*\([^)]*\)$", "", full)
            yield plain, country, [h for h in hosts.split("|") if h], [o for o in others.split("|") if o]


@lru_cache(maxsize=1)
def press() -> Press:
    """The shipped lists. Where two agencies share a name the first listed has it."""
    agencies: dict[str, str] = {}
    outlets: dict[str, str] = {}
    hosts: dict[str, str] = {}
    countries: dict[str, str] = {}
    for name, country, sites, others in _rows("agencies.tsv"):
        for alias in (name, *others):
            agencies.setdefault(alias, name)
        hosts.update(dict.fromkeys(sites, name))
        countries.setdefault(name, country)
    for name, country, sites, others in _rows("outlets.tsv"):
        for alias in (name, *others):
            outlets.setdefault(alias.casefold(), name)
        hosts.update(dict.fromkeys(sites, name))
        countries.setdefault(name, country)
    longest_first = sorted(agencies, key=lambda alias: (-len(alias), alias))
    in_text = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    return Press(agencies, outlets, hosts, countries, in_text)
