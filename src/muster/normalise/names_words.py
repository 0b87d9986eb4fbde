"""The words inside names: titles, unit numbers, spelling, initials (``data/name_words.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.normalise.spelling import fold, strip_possessive
from muster.normalise.tables import data_yaml

_INNER_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")
_QUOTES = "\"'“”‘’«» \t\n,;:.-–—"
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_NUMBERS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameWords:
    titles: tuple[str, ...]
    particles: frozenset[str]
    suffixes: frozenset[str]
    units: frozenset[str]
    unit_fillers: frozenset[str]
    spelling: dict[str, str]
    stop: frozenset[str]
    mouthpieces: tuple[str, ...]
    kind_words: dict[str, frozenset[str]]
    no_person: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> NameWords:
        table = data_yaml("name_words.yaml")

        def longest_first(words: list[str]) -> tuple[str, ...]:
            return tuple(sorted(words, key=lambda word: (-len(word.split()), word)))

        return NameWords(
            titles=longest_first(table["titles"]),
            particles=frozenset(table["particles"]),
            suffixes=frozenset(table["suffixes"]),
            units=frozenset(table["units"]),
            unit_fillers=frozenset(table["unit_fillers"]),
            spelling=table["spelling"],
            stop=frozenset(table["stop"]),
            mouthpieces=longest_first(table["mouthpieces"]),
            kind_words={kind: frozenset(words) for kind, words in table["kind_words"].items()},
            no_person=frozenset(table["no_person"]).union(*table["kind_words"].values()),
        )


def clean(name: str) -> str:
    """A name without quotes, a closing bracket ("(CSTO)"), a final 's and a leading "the"."""
    text = _PARENTHESIS.sub("", " ".join(name.split())) or name
    text = strip_possessive(text.strip(_QUOTES + "()[]"))
    return re.sub(r"^(?:the|an|a)\s+(?=\S)", "", text, flags=re.IGNORECASE).strip(_QUOTES) or name.strip()


def words_of(name: str) -> list[str]:
    """The folded words of a name in British spelling, inner 's dropped: "Russia's Defense" -> russia defence."""
    spelling = NameWords.load().spelling
    return " ".join(spelling.get(w, w) for w in fold(_INNER_POSSESSIVE.sub("", name)).split()).split()


def content_words(name: str) -> list[str]:
    """:func:`words_of` without those that make no name different ("of", "the", "and")."""
    stop = NameWords.load().stop
    return [word for word in words_of(name) if word not in stop]


def name_key(name: str) -> str:
    """The look-up form of a name: its words in British spelling without a leading article."""
    return " ".join(words_of(clean(name)))


def unit_numbers(name: str) -> tuple[str, ...]:
    """The numbers of a unit's name as figures: "201st military base" -> ("201",), "Third Army" -> ("3",)."""
    found = []
    for word in words_of(name):
        match = _ORDINAL.match(word)
        if match or word in _NUMBERS:
            found.append(match[1] if match else _NUMBERS[word])
    return tuple(found)


def is_unit(name: str) -> bool:
    """Whether a name is that of a numbered military unit."""
    return bool(unit_numbers(name)) and any(word in NameWords.load().units for word in words_of(name))


def split_titles(name: str) -> tuple[str, str]:
    """Titles and bare name: "Col. Gen. Anton Orlov" -> ("Col. Gen.", "Anton Orlov"). Either may be empty."""
    words, table = clean(name).split(), NameWords.load().titles
    first = 0
    while first < len(words):
        for title in table:
            length = len(title.split())
            if fold(" ".join(words[first : first + length]).replace(".", " ")) == title and first + length < len(words):
                first += length
                break
        else:
            break
    return " ".join(words[:first]), " ".join(words[first:])


def initials(name: str) -> str:
    """The initials of a name's content words: "Collective Security Treaty Organisation" -> "CSTO"."""
    return "".join(word[0] for word in content_words(name)).upper()


def is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalnum() and letters.upper() == letters and not letters.isdigit()


def surname(person: str) -> str:
    """The last name with its particles, folded: "Mohammed bin Salman" -> "bin salman"; one word is itself."""
    table, words = NameWords.load(), fold(person).split()
    while len(words) > 1 and words[-1] in table.suffixes:
        words.pop()
    first = len(words) - 1
    while first > 0 and words[first - 1] in table.particles:
        first -= 1
    return " ".join(words[max(first, 0) :])
