"""What a report says of names beside its claims: acronyms with their long forms, and who speaks for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.link.lexicon import link_lexicon
from muster.link.text import plain
from muster.normalise.names import Kind, NameLexicon
from muster.record import Report

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s+(?:(?:of|the|for|and|du|de|des|la)\s+)*){1,6}[A-Z][\w'’-]+)"
    r"(?:\s*\(|, or |, known by its (?:\w+ )?initials )([A-Z][A-Za-z]{0,4}[A-Z][A-Za-z]?)\b"
)
_SPOKESPERSON = re.compile(r"spokes(?:man|woman|person),? ((?:[A-Z][\w.'’-]+ ){1,4}?[A-Z][\w'’-]+)")
_SHORT = re.compile(r"\b[A-Z][A-Za-z]{0,4}[A-Z][A-Za-z]?\b")
BEFORE = 300  # characters before a spokesperson's name in which the body stands


def acronyms(report: Report, names: NameLexicon) -> dict[str, str]:
    """Acronym -> long name, where the report gives both; agencies in datelines are none."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(report.text):
        name, acronym = " ".join(match[1].split()), match[2]
        agency = acronym in report.agencies or names.kind(acronym) is Kind.AGENCY
        if agency or re.match(r"\)?\s*[-–—]", report.text[match.end() : match.end() + 4]):
            continue
        first = re.match(r"(\w+) of (?:the )?", name)
        if first and plain(first[1]) in link_lexicon().generic:
            name = name[first.end() :]  # "Fighters of the X Front (XF)"
        name = name.removeprefix("The ")
        found[acronym] = min(found.get(acronym, name), name, key=shortest)
    return found


def shortest(name: str) -> tuple[int, str]:
    """The order in which one of several long names is taken."""
    return len(name), name


def spokespeople(report: Report, known: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(person, bodies): acronyms and long names of ``known`` that stand before "spokesman X", the nearest first.

    ``known``: the report's own acronyms; what looks like an acronym may be explained by another report.
    """
    for match in _SPOKESPERSON.finditer(report.text):
        before = report.text[max(0, match.start() - BEFORE) : match.start()]
        bodies = {word[0] for word in _SHORT.finditer(before)} | {long for long in known.values() if long in before}
        if bodies:
            yield match[1], tuple(sorted(bodies, key=lambda body: (-before.rfind(body), body)))
