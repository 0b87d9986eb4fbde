"""Sets of days as sorted, disjoint, inclusive spans of ordinals: what a report's possible days of publication are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import accumulate

Days = tuple[tuple[int, int], ...]

FIRST_YEAR, LAST_YEAR = 1950, 2100  # in which a report can have been published
ALL: Days = ((date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()),)


def spans(pairs: Iterable[tuple[int | None, int | None]]) -> Days:
    """The days of ``pairs`` (``None`` is an open end), joined where they meet and cut to :data:`ALL`."""
    (begin, end), joined = ALL[0], list[tuple[int, int]]()
    clipped = ((max(first or begin, begin), min(last or end, end)) for first, last in pairs)
    for first, last in sorted(pair for pair in clipped if pair[0] <= pair[1]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def meet(a: Days, b: Days) -> Days:
    """The days in both."""
    found, i, j = list[tuple[int, int]](), 0, 0
    while i < len(a) and j < len(b):
        first, last = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if first <= last:
            found.append((first, last))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def most_agreed(days: Days, sets: Collection[Days]) -> Days:
    """The days of ``days`` that lie in the most of ``sets``: in all where these agree, in the majority where not."""
    change: dict[int, int] = {}
    for first, last in (span for each in set(sets) for span in each):
        change[first] = change.get(first, 0) + 1
        change[last + 1] = change.get(last + 1, 0) - 1
    edges = sorted(change)
    depths = list(accumulate(change[edge] for edge in edges))
    by_depth: dict[int, list[tuple[int, int]]] = {}
    for first, next_, depth in zip(edges, edges[1:], depths, strict=False):
        by_depth.setdefault(depth, []).append((first, next_ - 1))
    for depth in sorted(by_depth, reverse=True):
        if depth and (left := meet(days, tuple(by_depth[depth]))):
            return spans(left)
    return days


def hull(days: Days) -> tuple[int, int]:
    """The first and the last of ``days``, which are not none."""
    return days[0][0], days[-1][1]
