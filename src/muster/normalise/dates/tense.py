"""The tense of the clause around a time expression, from cue words; a parser's verb is better where there is one."""

from __future__ import annotations

import re
from functools import lru_cache

from muster.normalise.dates.types import Tense
from muster.normalise.numerals import load_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_OWNER = re.compile(r"['’]s\b")
_NOUN = re.compile(r"\s+[a-z]")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[\"“'‘(]?[^\W\d_a-z])|\n[ \t\r]*\n")
_WINDOW = 300  # characters looked at to either side
# Words around a time before a noun that may tell when that is: "ahead of Sunday's election", "the 3 May vote will".
_NOUN_WORDS = 4


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
    ends = [match.end() for match in _SENTENCE_END.finditer(before) if not _abbreviates(before, match.start())]
    words = _words(before[ends[-1] :] if ends else before)
    after = text[end : end + window]
    attributive = bool(_OWNER.match(after)) or (words[-1:] == ["the"] and bool(_NOUN.match(after)))
    if attributive:
        words = words[-_NOUN_WORDS:]
    for index in range(len(words) - 1, -1, -1):
        tense = _tense_of(words, index)
        if tense is not None:
            return tense
    stop = next((m for m in _SENTENCE_END.finditer(after) if not _abbreviates(after, m.start())), None)
    following = _words(after[: stop.start()] if stop else after)
    if attributive:
        following = following[:_NOUN_WORDS]
    for index in range(len(following)):
        tense = _tense_of(following, index)
        if tense is not None:
            return tense
    return None


def _words(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]


def _abbreviates(text: str, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation: "St. Lucia", "U.S. forces"."""
    found = _LAST_WORD.search(text, max(0, stop - 8), stop)
    word = found.group().lower() if found else ""
    return text[stop] == "." and (len(word) == 1 or word in _cues()["abbreviations"])


def _tense_of(words: list[str], index: int) -> Tense | None:
    cues, word = _cues(), words[index]
    following = "".join(words[index + 1 : index + 2])
    if word in cues["future"] or word.endswith("'ll"):
        return Tense.FUTURE
    if word in cues["unreal"] and following != "have":
        return Tense.FUTURE
    if word in cues["toward"] and following in cues["ahead"]:
        return Tense.FUTURE
    if word in cues["past"]:
        return None if words[max(0, index - 1) : index] == ["be"] else Tense.PAST  # "will be held"
    if word.endswith("ed") and len(word) > 4:
        near = words[max(0, index - 2) : index]
        return None if cues["auxiliary"].intersection(near) else Tense.PAST
    return None
