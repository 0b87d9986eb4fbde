"""The words for kinds and parts of places (``data/place_words.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from muster.normalise.tables import data_yaml


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words of kind with the feature classes they fit, and sides as (north, east) in -1 to 1."""

    kinds: dict[str, str]
    directions: dict[str, tuple[float, float]]
    pattern: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    bodies: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> PlaceWords:
        table = data_yaml("place_words.yaml")
        kinds = {word: classes for classes, words in table["kinds"].items() for word in words}
        words = _alternatives(kinds)
        pattern = re.compile(
            rf"(?:the )?(?:(?P<before>{words}) of (?P<after_of>.+)|(?P<bare>.+?)(?:['’]s)? (?P<after>{words}))", re.I
        )
        directions = {word: (float(north), float(east)) for word, (north, east) in table["directions"].items()}
        telling = _alternatives(word for word, classes in kinds.items() if classes not in ("ALP", "LP"))
        after = re.compile(rf"(?:['’]s)?\s+({telling})\b", re.IGNORECASE)
        before = re.compile(rf"\b({telling})\s+of\s+$", re.IGNORECASE)
        return PlaceWords(kinds, directions, pattern, after, before, frozenset(table["bodies"]))

    def is_kind(self, name: str) -> bool:
        """Whether the words say a kind of place and no name: "the Republic", "Region", not "the Gulf"."""
        word = name.lower().removeprefix("the ")
        return self.kinds.get(word, "").strip("ALP") == "" and word in self.kinds

    def strip(self, name: str) -> tuple[str, str, str] | None:
        """The name without its word of kind, the feature classes that word fits, and the word; None without one."""
        match = self.pattern.fullmatch(name.strip())
        if match is None:
            return None
        word = match["before"] or match["after"]
        return match["after_of"] or match["bare"], self.kinds[word.lower()], word

    def beside(self, text: str, start: int, end: int) -> str | None:
        """The word of kind right after ``[start, end)`` or, with "of", right before it, in small letters."""
        found = self.after.match(text, end) or self.before.search(text, max(0, start - 40), start)
        return found[1].lower() if found else None


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
