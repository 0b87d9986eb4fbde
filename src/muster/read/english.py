"""Is a text English? By the share of English function words; enough to turn away what nothing later could read."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # words
_ENOUGH = 40  # words below which nothing is told
_SHARE = 0.15  # lists of units in a press release have 0.2, news prose 0.35-0.5, French and Spanish news below 0.08


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    lines = files("muster.read").joinpath("data", "english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_english(text: str) -> bool:
    """Whether ``text`` reads as English; short texts pass."""
    words = []
    for match in _WORD.finditer(text):
        words.append(match.group().casefold())
        if len(words) == _SAMPLE:
            break
    if len(words) < _ENOUGH:
        return True
    return sum(word in _function_words() for word in words) >= _SHARE * len(words)
