"""Text reuse between reports: which share runs of words, and which carry an agency's copy.

Shingles of :data:`SHINGLE` words in an inverted index: exact, linear in the text, and indifferent to cuts, new
headlines and moved paragraphs. Boilerplate is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from muster.link.text import plain, words
from muster.record import Report

SHINGLE = 6  # words; shorter runs recur by chance, longer ones do not survive an editor
COMMON = 40  # reports that hold a shingle beyond which it is a set phrase
CARRIES = 0.35  # share of the shorter text's shingles from which it carries the longer one's copy


def shared_text(reports: Sequence[Report]) -> dict[tuple[str, str], float]:
    """Pairs of report ids (the lesser first) -> share of the shorter text's shingles that the other holds too."""
    sizes: dict[str, int] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: r.id):
        shingles = set(_shingles(report))
        sizes[report.id] = len(shingles)
        for shingle in shingles:
            holders[shingle].append(report.id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if 1 < len(ids) <= COMMON:
            shared.update((a, b) for i, a in enumerate(ids) for b in ids[i + 1 :])
    return {pair: count / max(1, min(sizes[pair[0]], sizes[pair[1]])) for pair, count in sorted(shared.items())}


def agency_copy(reports: Sequence[Report], shared: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Report id -> the agency whose copy it carries: by its credit line, or by its text where the credit was cut."""
    carried = {report.id: agency for report in reports if (agency := _credited(report))}
    for (a, b), share in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if share < CARRIES:
            break
        for one, other in ((a, b), (b, a)):
            if one in carried and other not in carried:
                carried[other] = carried[one]
    return carried


def _credited(report: Report) -> str | None:
    """The agency that a dateline or byline near the top names as the author."""
    top = report.text[:600]
    for agency in report.agencies:
        name = re.escape(agency)
        if re.search(rf"\({name}\)\s*[-–—.]|[Bb]y {name}\b|/{name}/", top) or agency in (report.byline or ""):
            return agency
        if report.outlet and agency == report.outlet:
            return agency
    return None


def _shingles(report: Report) -> Iterator[int]:
    at = 0
    kept = []
    for stretch in report.boilerplate:
        kept.append(report.text[at : stretch.start])
        at = stretch.end
    kept.append(report.text[at:])
    tokens = [plain(word) for word in words(" ".join(kept))]
    for position in range(len(tokens) - SHINGLE + 1):
        yield hash_words(tokens[position : position + SHINGLE])


def hash_words(tokens: Sequence[str]) -> int:
    """A stable hash of a run of words (Python's own differs from run to run)."""
    value = 1469598103934665603
    for byte in " ".join(tokens).encode():
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value
