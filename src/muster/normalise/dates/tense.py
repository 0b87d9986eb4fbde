"""The tense of the clause around a time expression, from cue words; a parser's verb is better where there is one."""

from __future__ import annotations

import re
from functools import lru_cache

from muster.normalise.dates.types import Tense
from muster.normalise.numerals import load_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[\"“'‘(]?[^\W\d_a-z])|\n[ \t\r]*\n")
_WINDOW = 300  # characters looked at to either side


@lru_cache(maxsize=1)
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_words("time.yaml")["tense"].items()}


def tense_at(text: str, start: int, end: int) -> Tense:
    """The tense that the words around ``text[start:end]`` show: the nearest cue before it in its sentence, else after.

    Cues are data/time.yaml ``tense``: "will", "plans", "scheduled" are future; "said", "was", "-ed" are past, unless an
    auxiliary ("to be", "will be") stands right before. Past where nothing is shown.
    """
    return shown_tense(text, start, end) or Tense.PAST


def shown_tense(text: str, start: int, end: int, window: int = _WINDOW) -> Tense | None:
    """As :func:`tense_at`, with cues at most ``window`` characters away; None where there are none."""
    before = text[max(0, start - window) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    words = [match.group().lower() for match in _WORD.finditer(before)]
    for index in range(len(words) - 1, -1, -1):
        tense = _tense_of(words, index)
        if tense is not None:
            return tense
    after = text[end : end + window]
    stop = _SENTENCE_END.search(after)
    following = [match.group().lower() for match in _WORD.finditer(after[: stop.start()] if stop else after)]
    for index in range(len(following)):
        tense = _tense_of(following, index)
        if tense is not None:
            return tense
    return None


def _tense_of(words: list[str], index: int) -> Tense | None:
    cues, word = _cues(), words[index]
    word = word.replace("’", "'")
    if word in cues["future"] or word.endswith("'ll"):
        return Tense.FUTURE
    if word in cues["toward"] and "".join(words[index + 1 : index + 2]) in ("to", "for", "be"):
        return Tense.FUTURE
    if word in cues["past"]:
        return None if words[max(0, index - 1) : index] == ["be"] else Tense.PAST  # "will be held"
    if word.endswith("ed") and len(word) > 4:
        near = words[max(0, index - 2) : index]
        return None if cues["auxiliary"].intersection(near) else Tense.PAST
    return None
