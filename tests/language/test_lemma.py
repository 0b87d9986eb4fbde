from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.language.lemma import LemmaRule, apply_rule, lemma_rule


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("Troops", "troop", LemmaRule("lower", 1, "")),
        ("troops", "troop", LemmaRule("lower", 1, "")),
        ("moved", "move", LemmaRule("lower", 1, "")),
        ("Kabul", "Kabul", LemmaRule("keep", 0, "")),
        ("MOSCOW", "Moscow", LemmaRule("title", 0, "")),
        ("was", "be", LemmaRule("lower", 3, "be")),
    ],
)
def test_rules(word: str, lemma: str, rule: LemmaRule) -> None:
    assert lemma_rule(word, lemma) == rule or apply_rule(word, lemma_rule(word, lemma)) == lemma
    assert apply_rule(word, rule) == lemma


@pytest.mark.parametrize("rule", [LemmaRule("lower", 9, "x"), LemmaRule("lower", 2, "")])
def test_a_rule_that_leaves_nothing_leaves_the_word(rule: LemmaRule) -> None:
    assert apply_rule("it", rule) == "it"


@given(st.text(max_size=12), st.text(min_size=1, max_size=12))
def test_a_rule_gives_back_the_lemma_it_was_made_from(word: str, lemma: str) -> None:
    assert apply_rule(word, lemma_rule(word, lemma)) == lemma
