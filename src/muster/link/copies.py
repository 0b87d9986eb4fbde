"""Text reuse between reports: which share runs of words, which carry an agency's copy, and which draw on it.

Shingles of :data:`SHINGLE` words in an inverted index: exact, linear in the text, and indifferent to cuts, new
headlines and moved paragraphs. What an editor rewrites keeps no run of words, but it keeps the quotations and the
figures: :func:`draws_on`. Boilerplate is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from muster.link.text import plain, words
from muster.read.press import press
from muster.record import Arrow, Report

SHINGLE = 6  # words; shorter runs recur by chance, longer ones do not survive an editor
COMMON = 40  # reports that hold a shingle beyond which it is a set phrase
CARRIES = 0.35  # share of the shorter text's shingles from which it carries the longer one's copy
FIGURES = (
    2  # figures that two reports give in their own names beside one quotation, so that one is drawn from the other
)
_QUOTED = re.compile(r"[“„«\"]([^“”«»\"]{20,600})[”“»\"]")


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


def draws_on(
    reports: Sequence[Report],
    copies: Mapping[str, str],
    figures: Mapping[str, tuple[str, set[tuple[str, float]]]],
) -> dict[str, frozenset[str]]:
    """Report id -> the agencies whose copy in the case it may have rewritten, for reports that carry none themselves.

    It names the agency, or it shares a quotation and :data:`FIGURES` figures with its copy. ``figures``: claim key ->
    its report and its (kind, value) pairs, of claims that a report makes in its own name. ``copies``: as of
    :func:`agency_copy`.
    """
    carried = set(copies.values())
    if not carried:
        return {}
    told: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for report_id, values in figures.values():
        told[report_id] |= values
    quoted: dict[int, set[str]] = defaultdict(set)
    for report in reports:
        if report.id in copies:
            for shingle in _quoted(report):
                quoted[shingle].add(report.id)
    found = {}
    for report in reports:
        if report.id in copies:
            continue
        named = {*report.agencies, *press().agencies_in(_own_text(report))} & carried
        shared = {copy for shingle in _quoted(report) for copy in quoted.get(shingle, ())}
        named |= {copies[copy] for copy in shared if len(told[copy] & told[report.id]) >= FIGURES}
        found[report.id] = frozenset(named)
    return found


def copy_arrows(
    reports: Sequence[Report], copies: Mapping[str, str], shared: Mapping[tuple[str, str], float]
) -> dict[str, Arrow]:
    """Why each report of ``copies`` carries its agency's copy, by report id; the arrows' ``claim`` is left empty."""
    best: dict[str, tuple[float, str]] = {}
    for (a, b), share in shared.items():
        if copies.get(a) is not None and copies.get(a) == copies.get(b):
            best[a] = max(best.get(a, (0.0, "")), (share, b))
            best[b] = max(best.get(b, (0.0, "")), (share, a))
    found = {}
    for report in reports:
        agency = copies.get(report.id)
        if agency is not None:
            share, other = best.get(report.id, (0.0, ""))
            same = other if share >= CARRIES else None
            credited = _credited(report) == agency
            rule, text = ("credit line", agency) if credited else ("shared text", f"{share:.0%}")
            found[report.id] = Arrow(claim="", rule=rule, to=same, text=text)
    return found


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
    return _runs(_own_text(report))


def _quoted(report: Report) -> Iterator[int]:
    """Shingles of what stands in quotation marks."""
    for match in _QUOTED.finditer(_own_text(report)):
        yield from _runs(match[1])


def _own_text(report: Report) -> str:
    """The text without its boilerplate."""
    at = 0
    kept = []
    for stretch in report.boilerplate:
        kept.append(report.text[at : stretch.start])
        at = stretch.end
    kept.append(report.text[at:])
    return " ".join(kept)


def _runs(text: str) -> Iterator[int]:
    tokens = [plain(word) for word in words(text)]
    for position in range(len(tokens) - SHINGLE + 1):
        yield hash_words(tokens[position : position + SHINGLE])


def hash_words(tokens: Sequence[str]) -> int:
    """A stable hash of a run of words (Python's own differs from run to run)."""
    value = 1469598103934665603
    for byte in " ".join(tokens).encode():
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value
