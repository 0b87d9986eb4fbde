"""How the words before a place name tell another place by it: "20 km (12 miles) east of Gao", "near the city of Gao",
and which part of a place they speak of: "northern Mali", "the north of Mali".

Read from the text alone: a parser hangs measures and sides now on the verb, now on the noun, now on the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.normalise.numbers import find_numbers
from muster.normalise.places_words import PlaceWords
from muster.normalise.tables import data_yaml

_WINDOW = 90  # characters before a name that are looked at


@dataclass(frozen=True, slots=True)
class Bearing:
    """Words from ``start`` to a name that tell a place by it: how far away it is (km) and in which direction, as far as
    they say, and the words of nearness.
    """

    start: int
    distance_km: float | None = None
    direction: str | None = None
    words: str = ""

    @property
    def measured(self) -> bool:
        """Whether they say how far or on which side: such a place is not the name's."""
        return self.distance_km is not None or self.direction is not None


def bearing_before(text: str, start: int) -> Bearing | None:
    """What the words right before the name at ``start`` say of nearness; None where they say nothing of it."""
    first = max(0, start - _WINDOW)
    before = text[first:start]
    measured, aside, beside = _patterns()
    for number in find_numbers(before):
        if number.unit == "km" and (match := measured.fullmatch(before, number.end)):
            return Bearing(first + number.number_start, round(float(number.value), 3), _direction(match["side"]))
    if match := aside.search(before):
        return Bearing(first + match.start(), None, _direction(match["side"]))
    if match := beside.search(before):
        return Bearing(first + match.start("words"), words=match["words"].lower())
    return None


def side_before(text: str, start: int) -> tuple[int, str] | None:
    """Where the words begin that speak of a part of the place named at ``start``, and its side: "northern", "north"."""
    before = text[max(0, start - 40) : start]
    match = _sides().search(before)
    if match is None:
        return None
    word = (match["adjective"] or match["noun"]).lower()
    return start - len(before) + match.start("adjective" if match["adjective"] else "noun"), word


def _direction(word: str | None) -> str | None:
    return re.sub(r"[\s-]", "", word.lower()) if word else None


_SIDE = r"(?P<side>(?:north|south)(?:[ -]?(?:east|west))?|east|west)(?:wards?)?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = data_yaml("place_words.yaml")
    kinds = "|".join(re.escape(word) for words in table["kinds"].values() for word in words)
    fillers = "|".join(map(re.escape, sorted(table["before_name"], key=len, reverse=True)))
    gap = rf"\s+(?:(?:{fillers})\s+)*(?:(?:{kinds})\s+of\s+|(?:capital|{kinds}),?\s+)?"
    beside = "|".join(word.replace(" ", r"\s+") for word in sorted(table["beside"], key=len, reverse=True))
    aside = rf"(?:(?:to|on|in)\s+the\s+)?(?:due\s+|just\s+|further\s+)?{_SIDE}\s+(?:of|from)"
    measured = rf"(?:\s*\([^()]*\))?(?:\s+or\s+so)?(?:\s+away)?\s+(?:{aside}|from|of|outside|off){gap}"
    return (
        re.compile(measured, re.IGNORECASE),
        re.compile(rf"(?:\bto\s+the\s+|(?<!\bthe\s)(?<!Middle\s)(?<!Far\s)\b){_SIDE}\s+of{gap}$", re.IGNORECASE),
        re.compile(rf"\b(?P<words>{beside}){gap}$", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def _sides() -> re.Pattern[str]:
    directions = [word for word in PlaceWords.load().directions if word not in ("upper", "lower")]
    words = "|".join(map(re.escape, sorted(directions, key=len, reverse=True)))
    adjective, noun = rf"(?P<adjective>{words})\s+", rf"(?<!to )the\s+(?P<noun>{words})\s+of\s+"
    return re.compile(rf"\b(?:{adjective}|{noun})(?:the\s+)?$", re.IGNORECASE)
