from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.language.trees import bio_transitions, decode_heads, decode_names

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it."""
    if heads.count(0) != 1:
        return False
    for node in range(1, len(heads) + 1):
        seen: set[int] = set()
        while node and node not in seen:
            seen.add(node)
            node = heads[node - 1]
        if node:
            return False
    return True


def slow_best(scores: np.ndarray) -> float:
    size = len(scores)
    trees = (heads for heads in product(range(size + 1), repeat=size) if is_tree(heads))
    return max(sum(float(scores[word, head]) for word, head in enumerate(heads)) for heads in trees)


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        ([[1.0, 0.0]], [0]),
        ([[9, 0, 1], [1, 9, 0]], [0, 1]),  # a tree already
        ([[5, 0, 9], [1, 9, 0]], [0, 1]),  # each wants the other
        ([[9, 0, 1], [8, 5, 0]], [0, 1]),  # both want to be the root
    ],
    ids=["one word", "greedy", "a cycle", "two roots"],
)
def test_heads(scores: list[list[float]], heads: list[int]) -> None:
    assert decode_heads(np.array(scores, dtype=np.float32)) == heads


def test_no_words_no_heads() -> None:
    assert decode_heads(np.zeros((0, 1), dtype=np.float32)) == []
    assert decode_names(np.zeros((0, 5), dtype=np.float32), TAGS) == []


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_fast_tree_is_as_good_as_the_best_of_all(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    heads = decode_heads(scores)
    assert is_tree(tuple(heads))
    total = sum(float(scores[word, head]) for word, head in enumerate(heads))
    assert total == pytest.approx(slow_best(scores), abs=1e-4)


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tags_are_the_best_legal_ones(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, len(TAGS))).astype(np.float32)
    allowed = bio_transitions(TAGS) == 0
    legal = [
        tags
        for tags in product(range(len(TAGS)), repeat=size)
        if not TAGS[tags[0]].startswith("I-") and all(allowed[a, b] for a, b in pairwise(tags))
    ]
    found = decode_names(scores, TAGS)
    assert tuple(found) in legal
    assert sum(scores[i, tag] for i, tag in enumerate(found)) == pytest.approx(
        max(sum(scores[i, tag] for i, tag in enumerate(tags)) for tags in legal), abs=1e-4
    )
