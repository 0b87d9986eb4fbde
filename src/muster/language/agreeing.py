"""One kind for each name of a text: what is a place in one sentence is no organisation in the next.

A name keeps its sense throughout a text (Gale, Church and Yarowsky 1992, "One sense per discourse"), while the network
sees one sentence at a time: "took *Tambo*" tells less of a town than "killed *in Tambo*". All that it sees of a name,
wherever the text has it in the same words, is weighed together.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.language.network import Analysis

KINDS = ("PER", "ORG", "LOC", "MISC")  # peoples are told by their form, and are left as they are
Place = tuple[int, int, int]  # sentence, first word, end


def agreeing_names(
    sentences: Sequence[Sequence[str]], analyses: Sequence[Analysis], tags: Sequence[str]
) -> list[Analysis]:
    """The analyses of a text's sentences, each name with the kind that all its mentions together speak for.

    ``tags``: the BIO tags in the order of the scores.
    """
    mentions: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for number, (words, analysis) in enumerate(zip(sentences, analyses, strict=True)):
        for start, end in _spans(analysis.names):
            if analysis.names[start][2:] in KINDS and analysis.name_scores:
                mentions[tuple(words[start:end])].append((number, start, end))
    names = [list(analysis.names) for analysis in analyses]
    first = [tags.index(f"B-{kind}") for kind in KINDS]
    for places in mentions.values():
        if len({names[number][start] for number, start, _ in places}) == 1:
            continue
        scores = sum(_log_odds(analyses[number].name_scores[start][first]) for number, start, _ in places)
        kind = KINDS[int(np.argmax(scores))]
        for number, start, end in places:
            names[number][start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return [dataclasses.replace(a, names=found) for a, found in zip(analyses, names, strict=True)]


def _log_odds(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = scores.astype(np.float64)
    return np.asarray(wide - np.logaddexp.reduce(wide))


def _spans(names: Sequence[str]) -> list[tuple[int, int]]:
    """Half-open word ranges of the names."""
    found = []
    for start, tag in enumerate(names):
        if tag.startswith("B-"):
            end = start + 1
            while end < len(names) and names[end].startswith("I-"):
                end += 1
            found.append((start, end))
    return found
