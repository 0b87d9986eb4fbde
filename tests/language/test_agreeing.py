"""A name has one kind in a text: that for which all its mentions together speak."""

from __future__ import annotations

import numpy as np

from muster.language.agreeing import agreeing_names
from muster.language.network import Analysis

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")


def analysis(names: list[str], sure: float) -> Analysis:
    scores = []
    for tag in names:
        row = np.zeros(len(TAGS), dtype=np.float32)
        row[TAGS.index(tag)] = sure
        scores.append(row)
    blank = [""] * len(names)
    return Analysis(blank, blank, [0] * len(names), blank, blank, names, scores)


def test_the_surer_mention_decides() -> None:
    sentences = [["took", "Port", "Ada"], ["in", "Port", "Ada"]]
    told = [analysis(["O", "B-ORG", "I-ORG"], 1.0), analysis(["O", "B-LOC", "I-LOC"], 5.0)]
    assert [a.names for a in agreeing_names(sentences, told, TAGS)] == [["O", "B-LOC", "I-LOC"]] * 2


def test_other_words_are_another_name() -> None:
    sentences = [["Ada", "spoke"], ["in", "Port", "Ada"]]
    told = [analysis(["B-PER", "O"], 1.0), analysis(["O", "B-LOC", "I-LOC"], 5.0)]
    assert [a.names for a in agreeing_names(sentences, told, TAGS)] == [["B-PER", "O"], ["O", "B-LOC", "I-LOC"]]
