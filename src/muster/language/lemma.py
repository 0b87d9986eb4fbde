"""Lemmas: a table of what the treebanks have, and edit rules (what to cut from a word's end, what to put there).

Source of the method: Chrupala 2006, "Simple data-driven context-sensitive lemmatization", reduced to suffixes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lemminflect import getAllLemmas


class LemmaRule(NamedTuple):
    """`cut` characters off the end of the recased word, then `add`. ("lower", 1, "") makes "Troops" "troop"."""

    case: str  # "lower", "keep" or "title"
    cut: int
    add: str


KEEP = LemmaRule("keep", 0, "")

# Universal tags of what inflects, by the beginning of the Penn tag
_INFLECTED = {"VB": "VERB", "NN": "NOUN", "JJ": "ADJ", "RB": "ADV"}


def lemma_rule(word: str, lemma: str) -> LemmaRule:
    """The rule that makes `lemma` of `word`; lower case is tried first, so that a rule outlives a capital."""
    case = next((case for case in ("lower", "keep", "title") if _shared(_recase(word, case), lemma)), "lower")
    base = _recase(word, case)
    shared = _shared(base, lemma)
    return LemmaRule(case, len(base) - shared, lemma[shared:])


def apply_rule(word: str, rule: LemmaRule) -> str:
    """The lemma; the word itself where the rule would leave nothing of it."""
    base = _recase(word, rule.case)
    if rule.cut > len(base):
        return word
    return (base[: len(base) - rule.cut] + rule.add) or word


class Lemmatiser:
    """Lemmas of words with their Penn tags: the treebanks' own, else the dictionary's, else the network's.

    `table` maps (form, tag) to a lemma; forms are in lower case but for proper nouns.
    """

    def __init__(self, table: Mapping[tuple[str, str], str]) -> None:
        self._table = table

    def lemma(self, word: str, tag: str, rule: LemmaRule) -> str:
        """`rule`: what the network would do."""
        found = self._table.get(lemma_key(word, tag))
        # the dictionary has the last word over the table too: treebanks have slips ("fled" as "flead")
        return known_lemma(word, tag, found if found is not None else apply_rule(word, rule))


@lru_cache(maxsize=50_000)
def known_lemma(word: str, tag: str, predicted: str) -> str:
    """`predicted`, unless the dictionary knows the inflected word and other lemmas for it ("besieged": besiege).

    Edit rules cannot know whether a stem ends in "e"; LemmInflect's dictionary (from the NIH's SPECIALIST Lexicon)
    does. Words that it does not hold, and names, keep the prediction.
    """
    upos = _INFLECTED.get(tag[:2])
    if upos is None or tag.startswith("NNP"):
        return predicted
    known = getAllLemmas(word.lower(), upos).get(upos, ())
    if not known or predicted in known:
        return predicted
    return str(next((lemma for lemma in known if lemma != word.lower()), known[0]))


def lemma_key(word: str, tag: str) -> tuple[str, str]:
    return (word if tag.startswith("NNP") else word.lower(), tag)


def read_table(path: Path) -> dict[tuple[str, str], str]:
    """Lines of form, tag and lemma, separated by tabs."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {(form, tag): lemma for form, tag, lemma in rows}


def _recase(word: str, case: str) -> str:
    return word.lower() if case == "lower" else word[:1].upper() + word[1:].lower() if case == "title" else word


def _shared(left: str, right: str) -> int:
    """Length of the common beginning."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
