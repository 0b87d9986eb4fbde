"""The words for kinds and parts of places (``data/place_words.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.normalise.tables import data_yaml


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words of kind with the feature classes they fit, and sides with their shift (north, east) in half radii."""

    kinds: dict[str, str]
    directions: dict[str, tuple[float, float]]
    pattern: re.Pattern[str]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> PlaceWords:
        table = data_yaml("place_words.yaml")
        kinds = {word: classes for classes, words in table["kinds"].items() for word in words}
        words = "|".join(sorted(map(re.escape, kinds), key=lambda w: (-len(w), w)))
        pattern = re.compile(
            rf"(?:the )?(?:(?P<before>{words}) of (?P<after_of>.+)|(?P<bare>.+?)(?:['’]s)? (?P<after>{words}))", re.I
        )
        directions = {word: (float(north), float(east)) for word, (north, east) in table["directions"].items()}
        return PlaceWords(kinds, directions, pattern)

    def strip(self, name: str) -> tuple[str, str, str] | None:
        """The name without its word of kind, the feature classes that word fits, and the word; None without one."""
        match = self.pattern.fullmatch(name.strip())
        if match is None:
            return None
        word = match["before"] or match["after"]
        return match["after_of"] or match["bare"], self.kinds[word.lower()], word
