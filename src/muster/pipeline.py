"""The whole walk: sources -> reports -> claims -> events, into a case.

    read -> parse -> extract -> (stored) -> link -> reconcile -> (stored)

Reports and their claims are stored one by one, so that a stopped run goes on where it was; then the events of the case
are brought up to date with them at one stroke (:mod:`muster.derive`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from muster.case import Case
from muster.codebook import Codebook, codebook_digest, load_codebook
from muster.derive import dated, derive
from muster.extract import Extractor
from muster.language import model_digest, parse
from muster.link import stamp
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.gazetteer_files import additions_digest
from muster.normalise.names import NameLexicon
from muster.read import Refusal, read
from muster.record import Claim, Extraction, Report, content_id


@dataclass(frozen=True)
class Tools:
    """What every report is read with: build once. Claims made with one ``digest`` need not be made again with it."""

    extractor: Extractor
    digest: str

    @classmethod
    def open(cls, codebook: Path | None = None, places: Path | None = None) -> Tools:
        """The default codebook and gazetteer, or the user's own codebook file and places.csv."""
        book, gazetteer = load_codebook(codebook), Gazetteer.open(places)
        digest = content_id("", codebook_digest(book), model_digest(), length=16)
        if added := additions_digest():
            digest = content_id("", digest, added, length=16)
        if places is not None:
            digest = content_id("", digest, places.read_text(encoding="utf-8-sig"), length=16)
        return cls(Extractor(book, gazetteer, NameLexicon.load()), digest)

    @property
    def codebook(self) -> Codebook:
        return self.extractor.codebook

    @property
    def names(self) -> NameLexicon:
        return self.extractor.names


@dataclass
class Tally:
    """What became of the sources of a run: counts, and the refusals by reason."""

    reports: int = 0
    known: int = 0
    claims: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def by_reason(self) -> dict[str, int]:
        return dict(sorted(Counter(str(r.reason) for r in self.refusals).items()))


Watcher = Callable[[str], None]


def claims_of(report: Report, tools: Tools) -> list[Claim]:
    """The claims of one report."""
    edges = [offset for b in report.boilerplate for offset in (b.start, b.end)]
    return tools.extractor.extract(report, parse(report.text, hard_breaks=edges))


def extractions(
    sources: Sequence[str], tools: Tools, *, stdin: BinaryIO | None = None
) -> Iterator[Extraction | Refusal]:
    """Each readable report with its claims, each other source with its refusal, in order; nothing is stored."""
    for item in read(sources, stdin=stdin):
        if isinstance(item, Refusal):
            yield item
        else:
            report = dated(item)
            yield Extraction(report=report, claims=tuple(claims_of(report, tools)))


def run(
    sources: Sequence[str],
    case: Case,
    tools: Tools,
    *,
    stdin: BinaryIO | None = None,
    watch: Watcher = lambda _: None,
) -> Tally:
    """Bring the case up to date with the sources; ``watch`` is told each source as it is done."""
    tally = Tally()
    stale = case.stale(tools.digest)
    for item in read(sources, stdin=stdin):
        if isinstance(item, Refusal):
            tally.refusals.append(item)
            case.refuse(item.source, item.reason, item.message)
        elif case.has(item.id) and not stale:
            tally.known += 1
            case.add(item, ())
        else:
            report = dated(item)
            claims = claims_of(report, tools)
            case.put(report, claims)
            tally.reports += 1
            tally.claims += len(claims)
        watch(item.source)
    rebuild(case, tools)
    return tally


def rebuild(case: Case, tools: Tools) -> None:
    """Bring the events of the case up to date with its reports and claims.

    What is stored is what deriving all anew would give, whole or not at all; where another muster stores first, its
    work is taken in and the rest done again.
    """
    if case.stale(tools.digest):
        for report in case.reports():
            case.put(report, claims_of(report, tools))
        case.mark(tools.digest)
    linker = stamp()
    while True:
        standing = case.standing(linker)
        derived = derive(standing, tools.codebook, tools.names, lambda report: claims_of(report, tools))
        if case.settle(standing.turn, linker, derived):
            return
