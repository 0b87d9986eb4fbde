"""Words, stems and sentences of plain text, as far as comparing claims needs them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from muster.link.lexicon import link_lexicon

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s$")
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "e")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-Z\d])|\n\s*\n|\n")


def words(text: str) -> list[str]:
    """The words of ``text``, without possessive endings."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """``text`` in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A rough stem, enough to see that "exercises" and "exercise" or "ambushed" and "ambush" are one word."""
    lowered = plain(word)
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 3:
            return lowered[: -len(ending)]
    return lowered


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning, and all figures."""
    stop = link_lexicon().stop
    return frozenset(
        stem(word) for word in words(text) if word[:1].isdigit() or (len(word) > 3 and plain(word) not in stop)
    )


def head_word(text: str | None) -> str:
    """The last word of what is counted, in the singular, one word for like things; empty for none."""
    found = words(text or "")
    if not found:
        return ""
    head = plain(found[-1])
    head = link_lexicon().same_thing.get(head, head)
    return head[:-1] if head.endswith("s") and len(head) > 3 else head
