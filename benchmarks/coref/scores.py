"""How well two partitions of the same mentions agree: MUC, B-cubed, CEAF-e and their mean, the CoNLL F1.

Mentions are given, so key and response hold the same ones; a mention that one of them lacks stands there alone. Single
mentions are chains like others, as usual on ECB+; MUC, which counts links, does not see them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

Chains = Sequence[frozenset[Hashable]]


class Score(NamedTuple):
    """Recall and precision, 0-1."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


class Scores(NamedTuple):
    """The three measures of one comparison."""

    muc: Score
    b_cubed: Score
    ceaf_e: Score

    @property
    def conll(self) -> float:
        """The mean F1 of the three (Pradhan et al. 2012, CoNLL-2012 shared task)."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def scores(key: Iterable[Iterable[Hashable]], response: Iterable[Iterable[Hashable]]) -> Scores:
    """The response against the key; each is a partition of mentions."""
    gold, found = _whole(key, response), _whole(response, key)
    return Scores(muc(gold, found), b_cubed(gold, found), ceaf_e(gold, found))


def muc(key: Chains, response: Chains) -> Score:
    """Shares of links kept (Vilain et al. 1995): a chain in p parts keeps |chain| - p of its |chain| - 1 links."""
    return Score(_links(key, response), _links(response, key))


def b_cubed(key: Chains, response: Chains) -> Score:
    """Shares of each mention's chain that are right, mean over mentions (Bagga and Baldwin 1998)."""
    mentions = sum(map(len, key))
    recall = precision = 0.0
    for chain, shared in zip(key, _overlaps(key, response), strict=True):
        for other, count in shared.items():
            recall += count * count / len(chain)
            precision += count * count / len(response[other])
    return Score(recall / mentions, precision / mentions) if mentions else Score(0.0, 0.0)


def ceaf_e(key: Chains, response: Chains) -> Score:
    """The best one-to-one alignment of chains by phi4, 2 |K & R| / (|K| + |R|), per chain (Luo 2005)."""
    weights = {
        (row, column): 2 * count / (len(key[row]) + len(response[column]))
        for row, shared in enumerate(_overlaps(key, response))
        for column, count in shared.items()
    }
    total = sum(best_assignment(part) for part in _parts(weights))
    return Score(total / len(key), total / len(response)) if key and response else Score(0.0, 0.0)


def best_assignment(weights: Mapping[tuple[int, int], float]) -> float:
    """The greatest sum of weights such that each row and each column counts once; a pair not listed weighs 0.

    The Hungarian method in O(n^3), with potentials (Kuhn 1955; Munkres 1957).
    """
    rows = sorted({row for row, _ in weights})
    columns = sorted({column for _, column in weights})
    if len(rows) > len(columns):
        return best_assignment({(column, row): weight for (row, column), weight in weights.items()})
    cost = [[-weights.get((row, column), 0.0) for column in columns] for row in rows]
    row_potential, column_potential = [0.0] * (len(rows) + 1), [0.0] * (len(columns) + 1)
    holder = [0] * (len(columns) + 1)  # the row, from 1, that holds a column, from 1; column 0 is the start of a search
    for row in range(1, len(rows) + 1):
        holder[0] = row
        way = [0] * (len(columns) + 1)
        slack = [float("inf")] * (len(columns) + 1)
        used = [False] * (len(columns) + 1)
        column = 0
        while holder[column]:
            used[column] = True
            delta, following = float("inf"), 0
            for other in range(1, len(columns) + 1):
                if not used[other]:
                    held = holder[column]
                    reduced = cost[held - 1][other - 1] - row_potential[held] - column_potential[other]
                    if reduced < slack[other]:
                        slack[other], way[other] = reduced, column
                    if slack[other] < delta:
                        delta, following = slack[other], other
            for other in range(len(columns) + 1):
                if used[other]:
                    row_potential[holder[other]] += delta
                    column_potential[other] -= delta
                else:
                    slack[other] -= delta
            column = following
        while column:
            holder[column] = holder[way[column]]
            column = way[column]
    return -sum(cost[holder[column] - 1][column - 1] for column in range(1, len(columns) + 1) if holder[column])


def _whole(chains: Iterable[Iterable[Hashable]], other: Iterable[Iterable[Hashable]]) -> list[frozenset[Hashable]]:
    """The chains, and each mention that only ``other`` has as a chain of its own."""
    found = [frozenset(chain) for chain in chains]
    known = frozenset().union(*found)
    return [chain for chain in found if chain] + [
        frozenset((mention,)) for chain in other for mention in chain if mention not in known
    ]


def _links(chains: Chains, other: Chains) -> float:
    kept = sum(len(chain) - len(shared) for chain, shared in zip(chains, _overlaps(chains, other), strict=True))
    links = sum(len(chain) - 1 for chain in chains)
    return kept / links if links else 0.0


def _overlaps(chains: Chains, other: Chains) -> list[Counter[int]]:
    """For each chain: index of another partition's chain -> mentions shared."""
    at = {mention: index for index, chain in enumerate(other) for mention in chain}
    return [Counter(at[mention] for mention in chain) for chain in chains]


def _parts(weights: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The weights by connected parts, which can be assigned one by one."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for row, column in weights:
        root[find(("row", row))] = find(("column", column))
    parts: dict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (row, column), weight in weights.items():
        parts[find(("row", row))][row, column] = weight
    return list(parts.values())
