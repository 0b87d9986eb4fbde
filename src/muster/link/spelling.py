"""Keys under which spellings of one name meet: what is left of a name across alphabets, languages and typists."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

# Letters that transliterations and neighbouring languages interchange, applied in order to lower-case ASCII.
_INTERCHANGED = (
    (re.compile(r"^ouq?(?=[aeiou])"), "w"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"kh|gh|ch(?=[aou])|^j(?=[aou])|^h"), "h"),
    (re.compile(r"dzh|dj|zh"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q|c(?![eiyh])"), "k"),
    (re.compile(r"v|w"), "v"),
    (re.compile(r"y|ij"), "i"),
    (re.compile(r"ii+"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
SIMILAR = 0.84  # two keys this near are spellings of one name; short keys must be equal
SHORT = 5


def words(text: str) -> list[str]:
    """The words of ``text``, without possessive endings."""
    return [re.sub(r"['’]s$", "", word) for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """``text`` in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def spelling_key(word: str) -> str:
    """``word`` with interchangeable letters made one: Mouka and Mouca, Youwarou and Youvarou share a key."""
    key = plain(word)
    for pattern, letter in _INTERCHANGED:
        key = pattern.sub(letter, key)
    return key


@lru_cache(maxsize=200_000)
def similarity(a: str, b: str) -> float:
    """0-1: how near two spelling keys are; short keys are the same or not."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) < SHORT:
        return 0.0
    return fuzz.ratio(a, b) / 100.0


def similar(a: str, b: str) -> bool:
    """Whether two keys are spellings of one name."""
    return similarity(a, b) >= SIMILAR
