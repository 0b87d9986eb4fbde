"""How rare a word is in English prose: from its rank by frequency, the same in every case.

A weight that counted the reports of the case would change with each report that is added, and with it every pair that
was ever compared. Zipf's law gives the weight without counting: a word's frequency is in inverse proportion to its rank
(Zipf 1949, "Human Behavior and the Principle of Least Effort"), so the log of the rank is its inverse document
frequency but for a constant. The language model's vocabulary lists whole words in order of frequency.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib import resources

from muster.link.text import stem

FIRST = "the"  # the most frequent word: those before it in the file are marks and single letters
COMMON = 150  # ranks up to which a word tells nothing
UNLISTED = 60_000  # rank of a word that the vocabulary lacks: names and technical terms


@cache
def _ranks() -> dict[str, int]:
    """Stem -> the rank of its most frequent word."""
    text = resources.files("muster.language").joinpath("model", "vocab.txt").read_text(encoding="utf-8")
    pieces = text.splitlines()
    found: dict[str, int] = {}
    for rank, piece in enumerate(pieces[pieces.index(FIRST) :], 1):
        if piece.isalpha() and len(piece) > 3:
            found.setdefault(stem(piece), rank)
    return found


@lru_cache(maxsize=100_000)
def rarity(stemmed: str) -> float:
    """The weight of a stem, from 0 (among the :data:`COMMON` words) to 6 (unlisted); figures by their digits."""
    if stemmed.isdigit():
        return min(6.0, 1.5 * len(stemmed))
    return max(0.0, math.log(_ranks().get(stemmed, UNLISTED) / COMMON))


def telling(stems: frozenset[str]) -> frozenset[str]:
    """The stems that are not common."""
    return frozenset(stem for stem in stems if rarity(stem) > 0)


@lru_cache(maxsize=100_000)
def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """How alike two texts are by the stems of each: the cosine of their vectors of rarity, 0-1 (Salton et al. 1975)."""
    return round(_square(a & b) / math.sqrt(_square(a) * _square(b)), 3) if a & b else 0.0


@lru_cache(maxsize=100_000)
def _square(stems: frozenset[str]) -> float:
    return math.fsum(rarity(stem) ** 2 for stem in stems)


@lru_cache(maxsize=200_000)
def weigh(stems: frozenset[str]) -> float:
    """The summed weight of stems."""
    return math.fsum(map(rarity, stems))
