"""Number words and digits: "twenty-five" -> 25, "3,200" -> 3200, "1.5" -> 1.5. The words are data/numbers.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=4)
def load_words(name: str) -> dict[str, Any]:
    """One YAML lexicon of ``normalise/data`` as nested dictionaries."""
    text = files("muster.normalise").joinpath("data", name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@lru_cache(maxsize=1)
def cardinals() -> dict[str, int]:
    """Single cardinal words: "nine" -> 9, "twenty" -> 20."""
    words: dict[str, int] = load_words("numbers.yaml")["cardinals"]
    return words


@lru_cache(maxsize=1)
def magnitudes() -> dict[str, int]:
    """Words that multiply what stands before: "hundred", "million"."""
    words: dict[str, int] = load_words("numbers.yaml")["magnitudes"]
    return words


def digits_value(digits: str) -> int | float:
    """The value of digits with optional thousands separators (comma, space, thin space) and a decimal point."""
    plain = "".join(c for c in digits if c.isdigit() or c == ".")
    return float(plain) if "." in plain else int(plain)


def words_value(words: Sequence[str]) -> int | None:
    """The value of a row of lower-case number words without "and" ("two", "hundred", "six"); None when ill-formed.

    Well-formed means as it is spoken: units after tens, each magnitude once and in falling order.
    """
    total, part, last_scale = 0, 0, 10**15
    room = 10**15  # what may still be added to `part`: "twenty" leaves room for 1-9, "five" for nothing
    if not words:
        return None
    for word in words:
        if word in cardinals():
            value = cardinals()[word]
            if value >= room:
                return None
            part += value
            room = 10 if 20 <= value < 100 else 1
        elif word == "hundred":
            if not 0 < part < 100:
                return None
            part *= 100
            room = 100
        elif word in magnitudes():
            scale = magnitudes()[word]
            if part == 0 or scale >= last_scale:
                return None
            total, part, last_scale, room = total + part * scale, 0, scale, 10**15
        else:
            return None
    return total + part
