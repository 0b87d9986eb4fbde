"""From scores to structures: dependency trees and name tags, both in numpy.

Sources of the methods: Chu and Liu 1965, Edmonds 1967 (maximum spanning arborescence); Dozat and Manning 2017 (greedy
heads first); Viterbi 1967 for tags.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER = np.float32(-1e9)


def decode_heads(scores: Scores) -> list[int]:
    """Heads of n words from scores (n, n + 1): row = dependent, column 0 = root, column j = word j - 1.

    Returns n numbers in the same counting (0 = root, j = word j - 1): a tree with exactly one root.
    """
    if len(scores) == 0:
        return []
    exact = scores.astype(np.float64)
    np.fill_diagonal(exact[:, 1:], _NEVER)
    greedy = exact.argmax(axis=1)
    if np.count_nonzero(greedy == 0) == 1 and not _find_cycle(np.concatenate(([0], greedy))):
        return [int(head) for head in greedy]
    return _best_single_root(exact)


def _best_single_root(scores: NDArray[np.float64]) -> list[int]:
    """The best tree with one root: the arborescence, with every root arc made dear enough to be used only once."""
    spread = float(scores[scores > _NEVER / 2].max() - scores[scores > _NEVER / 2].min()) + 1.0
    full = np.full((len(scores) + 1, len(scores) + 1), float(_NEVER) * 10)
    full[1:] = scores
    full[1:, 0] -= spread * (len(scores) + 1)
    return [int(head) for head in _arborescence(full)[1:]]


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds: best head for every node of scores (n, n) but node 0, the root; rows are dependents."""
    heads: NDArray[np.int64] = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    members = np.array(cycle)
    loss = scores[members, heads[members]]  # what leaving the cycle at each member costs
    entering = scores[np.ix_(members, outer)] - loss[:, None]
    leaving = scores[np.ix_(outer, members)]
    size = len(outer)
    contracted = np.full((size + 1, size + 1), float(_NEVER) * 10)
    contracted[:size, :size] = scores[np.ix_(outer, outer)]
    contracted[size, :size] = entering.max(axis=0)
    contracted[:size, size] = leaving.max(axis=1)
    inner = _arborescence(contracted)
    result = heads.copy()
    for position, node in enumerate(outer):
        head = inner[position]
        result[node] = members[leaving[position].argmax()] if head == size else outer[head]
    broken = members[entering[:, inner[size]].argmax()]
    result[broken] = outer[inner[size]]
    result[0] = 0
    return result


def _find_cycle(heads: NDArray[np.int64]) -> list[int]:
    """Nodes of one cycle among heads (node 0 is the root, its own head), or nothing."""
    seen = np.zeros(len(heads), dtype=np.int64)
    seen[0] = -1
    for start in range(1, len(heads)):
        node = start
        while seen[node] == 0:
            seen[node] = start
            node = int(heads[node])
        if seen[node] == start:
            cycle = [node]
            while int(heads[cycle[-1]]) != node:
                cycle.append(int(heads[cycle[-1]]))
            return cycle
        node = start
        while seen[node] == start:
            seen[node] = -1
            node = int(heads[node])
    return []


def bio_transitions(tags: Sequence[str]) -> Scores:
    """Penalties (tags, tags) from one tag to the next: I-X only after B-X or I-X. Row = before."""
    allowed = [[not after.startswith("I-") or before[2:] == after[2:] for after in tags] for before in tags]
    return np.where(np.array(allowed), np.float32(0), _NEVER)


def decode_names(scores: Scores, tags: Sequence[str]) -> list[int]:
    """Best legal BIO sequence (tag numbers) of n words from scores (n, tags)."""
    if len(scores) == 0:
        return []
    greedy = scores.argmax(axis=1)
    transitions = bio_transitions(tags)
    if tags[greedy[0]][:2] != "I-" and not transitions[greedy[:-1], greedy[1:]].any():
        return [int(tag) for tag in greedy]
    best = scores[0] + np.array([_NEVER if tag.startswith("I-") else 0 for tag in tags], dtype=np.float32)
    back: list[NDArray[np.int64]] = []
    for row in scores[1:]:
        paths = best[:, None] + transitions
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
