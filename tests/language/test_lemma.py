from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.language.lemma import KEEP, LemmaRule, Lemmatiser, apply_rule, known_lemma, lemma_rule


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


@pytest.mark.parametrize(
    ("word", "tag", "predicted", "lemma"),
    [
        ("shelled", "VBD", "shelle", "shell"),
        ("besieged", "VBN", "besieg", "besiege"),
        ("ministries", "NNS", "ministrie", "ministry"),
        ("Kabul", "NNP", "Kabul", "Kabul"),
        ("quadcopterised", "VBN", "quadcopterise", "quadcopterise"),  # in no dictionary
        ("left", "VBD", "leave", "leave"),
    ],
)
def test_the_dictionary_corrects_the_network(word: str, tag: str, predicted: str, lemma: str) -> None:
    assert known_lemma(word, tag, predicted) == lemma


def test_the_table_comes_before_dictionary_and_network() -> None:
    lemmatiser = Lemmatiser({("men", "NNS"): "man", ("Guards", "NNPS"): "Guard"})
    assert lemmatiser.lemma("Men", "NNS", LemmaRule("lower", 1, "")) == "man"
    assert lemmatiser.lemma("Guards", "NNPS", KEEP) == "Guard"
    assert lemmatiser.lemma("guards", "NNS", LemmaRule("lower", 1, "")) == "guard"
