"""Text reuse between reports: which share runs of words, which carry an agency's copy, and which draw on it.

Shingles of :data:`SHINGLE` words in an inverted index: exact, linear in the text, and indifferent to cuts, new
headlines and moved paragraphs. What an editor rewrites keeps no run of words, but it keeps the quotations and the
figures: :func:`draws_on`. Boilerplate is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations

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


class TextReuse:
    """Which reports share runs of words, kept as reports come and go."""

    def __init__(self) -> None:
        self._shingles: dict[str, tuple[int, ...]] = {}
        self._holders: dict[int, tuple[str, ...]] = {}  # most runs of words stand in one report
        self._phrases: dict[int, set[str]] = {}  # those of more reports than COMMON
        self._pairs: Counter[tuple[str, str]] = Counter()

    def add(self, report: str, runs: Iterable[int]) -> None:
        """Take in a report with its shingles, as of :func:`shingles`."""
        self._shingles[report] = tuple(runs)
        for run in self._shingles[report]:
            holders = self._holders.pop(run, ())
            if run in self._phrases:
                self._phrases[run].add(report)
            elif len(holders) == COMMON:
                self._phrases[run] = {*holders, report}
                self._count(combinations(holders, 2), -1)
            else:
                self._holders[run] = (*holders, report)
                self._count(((other, report) for other in holders), 1)

    def remove(self, report: str) -> None:
        """Forget a report."""
        for run in self._shingles.pop(report):
            phrase = self._phrases.get(run)
            if phrase is None:
                holders = tuple(other for other in self._holders.pop(run) if other != report)
                self._count(((other, report) for other in holders), -1)
            else:
                phrase.remove(report)
                if len(phrase) > COMMON:
                    continue
                holders = tuple(sorted(self._phrases.pop(run)))
                self._count(combinations(holders, 2), 1)
            if holders:
                self._holders[run] = holders

    def shingles(self, report: str) -> tuple[int, ...]:
        """The shingles of a report that was taken in."""
        return self._shingles[report]

    def shared(self) -> dict[tuple[str, str], float]:
        """Pairs of report ids (the lesser first) -> share of the shorter text's shingles that the other holds too."""
        sizes = {report: len(runs) for report, runs in self._shingles.items()}
        return {
            pair: count / max(1, min(sizes[pair[0]], sizes[pair[1]])) for pair, count in sorted(self._pairs.items())
        }

    def _count(self, pairs: Iterable[tuple[str, str]], sign: int) -> None:
        for a, b in pairs:
            pair = (a, b) if a < b else (b, a)
            self._pairs[pair] += sign
            if not self._pairs[pair]:
                del self._pairs[pair]


def shared_text(reports: Sequence[Report]) -> dict[tuple[str, str], float]:
    """Pairs of report ids (the lesser first) -> share of the shorter text's shingles that the other holds too."""
    reuse = TextReuse()
    for report in reports:
        reuse.add(report.id, shingles(report))
    return reuse.shared()


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


def shingles(report: Report) -> tuple[int, ...]:
    """The hashes of all runs of :data:`SHINGLE` words of the report's own text, each once."""
    return tuple(sorted(set(_runs(_own_text(report)))))


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
    return int.from_bytes(blake2b(" ".join(tokens).encode(), digest_size=8).digest(), "big")
