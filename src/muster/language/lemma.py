"""Lemmas as edit rules: what to cut from the end of a word and what to put there.

Source of the method: Chrupala 2006, "Simple data-driven context-sensitive lemmatization", reduced to suffixes.
"""

from __future__ import annotations

from typing import NamedTuple


class LemmaRule(NamedTuple):
    """`cut` characters off the end of the recased word, then `add`. ("lower", 1, "") makes "Troops" "troop"."""

    case: str  # "lower", "keep" or "title"
    cut: int
    add: str


KEEP = LemmaRule("keep", 0, "")


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


def _recase(word: str, case: str) -> str:
    return word.lower() if case == "lower" else word[:1].upper() + word[1:].lower() if case == "title" else word


def _shared(left: str, right: str) -> int:
    """Length of the common beginning."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
