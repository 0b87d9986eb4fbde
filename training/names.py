"""One span convention for names, whatever set they come from.

* PER: personal names, without titles, ranks and honorifics ("Colonel [Aziz Karimov]").
* ORG: named organisations, ministries, parties, outlets, military units, armed groups; without a leading "the".
* LOC: countries (also where they act), regions, towns, waters, mountains, bases, buildings; without a leading "the".
* NORP: nationalities, peoples, faiths, and the adjectives of countries.
* MISC: named operations, exercises, wars, treaties, elections, works, models of weapons and other products.

Tags are BIO; UNKNOWN marks a word whose tag the source does not settle: it takes no part in the loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

UNKNOWN = "?"
NAME_TAGS = ("O", *(f"{prefix}-{label}" for label in ("PER", "ORG", "LOC", "NORP", "MISC") for prefix in "BI"))
_LEXICONS = Path(__file__).parent / "lexicons"


@cache
def lexicon(name: str) -> frozenset[str]:
    """Lower-cased lines of a file in training/lexicons; blank lines and # comments apart."""
    lines = (_LEXICONS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def settle(words: Sequence[str], spans: Iterable[tuple[int, int, str]], unknown: Iterable[int] = ()) -> tuple[str, ...]:
    """BIO tags for `words` from half-open word spans with labels, brought to the convention above."""
    tags = ["O"] * len(words)
    for position in unknown:
        tags[position] = UNKNOWN
    for start, end, label in spans:
        start, end = trim(words, start, end, label)
        if label == "MISC" and all(_is_demonym(word) for word in words[start:end]):
            label = "NORP"
        only_title = label == "PER" and all(word.lower().rstrip(".") in lexicon("titles") for word in words[start:end])
        if start < end and not only_title:
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    for position, word in enumerate(words):
        longer = tags[position + 1 : position + 2] == ["I" + tags[position][1:]]
        if tags[position] in ("O", UNKNOWN, "B-LOC", "B-MISC") and not longer and _is_demonym(word):
            tags[position] = "B-NORP"
    return tuple(tags)


def trim(words: Sequence[str], start: int, end: int, label: str) -> tuple[int, int]:
    """Take articles, titles, possessives and punctuation off the edges of a name."""
    while start < end and (words[start].lower() in ("the", "a", "an") and label != "MISC"):
        start += 1
    while label == "PER" and end - start > 1 and words[start].lower().rstrip(".") in lexicon("titles"):
        start += 1
    while start < end and (words[end - 1].lower() in ("'s", "’s", "'", "’") or not _has_letter(words[end - 1])):
        if words[end - 1][:1].isdigit() or words[end - 1] == ")":
            break
        end -= 1
    return start, end


def _is_demonym(word: str) -> bool:
    return word[:1].isupper() and word.lower() in lexicon("demonyms")


def _has_letter(word: str) -> bool:
    return any(char.isalpha() for char in word)


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Half-open spans with labels from BIO tags; a stray I-X opens a span."""
    found: list[tuple[int, int, str]] = []
    for position, tag in enumerate(tags):
        if tag in ("O", UNKNOWN):
            continue
        label = tag[2:]
        if tag[0] == "I" and found and found[-1][1] == position and found[-1][2] == label:
            found[-1] = (found[-1][0], position + 1, label)
        else:
            found.append((position, position + 1, label))
    return found
