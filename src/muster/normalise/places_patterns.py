"""Place names that their neighbours give away: a capitalised name beside a word for a kind of place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.normalise.countries import Countries
from muster.normalise.tables import data_yaml


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at ``[start, end)`` of the text; ``name`` is what to look up (often the same as ``text``)."""

    start: int
    end: int
    text: str
    name: str


_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'ʻ-]*"
_LINK = r"(?:[ ](?:al|el|ez|e|i|de|du|la|bin|der)[ ]|[ ](?:al|el|ez|ad|ar|as|at|az)-|[ ])"
_NAME = rf"(?P<name>{_WORD}(?:{_LINK}{_WORD}){{0,3}}?)"


def find_toponyms_by_pattern(text: str) -> list[Toponym]:
    """Names before a word of kind ("X province", "X training ground") or after one with "of" ("the town of X").

    The span is the name, with a word of kind that is capitalised too ("Black Sea"); ``name`` always carries it, for the
    gazetteer to use. In order, none overlapping. Countries and demonyms ("the Afghan province") are no names here.
    """
    patterns, no_name = _patterns()
    found: dict[int, Toponym] = {}
    taken = 0
    matches = sorted((m for p in patterns for m in p.finditer(text)), key=lambda m: (m.start("name"), -m.end("name")))
    for match in matches:
        start, end = _trimmed(text, match.start("name"), match.end("name"), no_name)
        if start >= end or start < taken or Countries.load().find(text[start:end]) is not None:
            continue
        name = f"{text[start:end]} {match['kind'].lower()}"
        if match["kind"][0].isupper() and match.start("kind") == end + 1:  # "Black Sea", "Khatlon Province"
            end = match.end("kind")
        found[start] = Toponym(start, end, text[start:end], name)
        taken = end
    return [found[start] for start in sorted(found)]


def _trimmed(text: str, start: int, end: int, no_name: frozenset[str]) -> tuple[int, int]:
    """The name without leading words that are none: countries, demonyms, articles, days, sides."""
    countries = Countries.load()
    while start < end:
        word = re.match(r"\S+", text[start:end])
        assert word is not None
        bare = re.sub(r"['’]s?$", "", word[0])
        if bare.lower() not in no_name and countries.find(bare) is None:
            break
        start += word.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
    while end > start and text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], ...], frozenset[str]]:
    table = data_yaml("place_words.yaml")
    after, before = _words(table["after_name"]), _words(table["before_of"])
    name_first = re.compile(rf"\b{_NAME}(?:['’]s)?[ ](?P<kind>{after})\b")
    name_last = re.compile(rf"\b(?P<kind>{before})[ ]of[ ]{_NAME.replace('}?)', '})')}")
    return (name_first, name_last), frozenset(table["no_name"])


def _words(words: list[str]) -> str:
    """An alternation of the words, longest first, each with small or capital initials."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(" ".join(f"[{w[0]}{w[0].upper()}]{re.escape(w[1:])}" for w in phrase.split()) for phrase in ordered)
