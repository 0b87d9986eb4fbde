"""The whole walk: sources -> reports -> claims -> events, into a case.

    read -> parse -> extract -> (stored) -> link -> reconcile -> (stored)

Reports and their claims are stored one by one, so that a stopped run goes on where it was; events are derived from all
claims of the case and replaced as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from muster.case import Case
from muster.codebook import Codebook, codebook_digest, load_codebook
from muster.extract import Extractor
from muster.language import parse
from muster.link import is_open, link, own_words
from muster.normalise.dates import infer_published
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.gazetteer_files import additions_digest
from muster.normalise.names import NameLexicon
from muster.read import Refusal, read
from muster.reconcile import reconcile
from muster.record import Claim, Extraction, Published, Report, content_id


@dataclass(frozen=True)
class Tools:
    """What every report is read with: build once. Claims made with one ``digest`` need not be made again with it."""

    extractor: Extractor
    digest: str

    @classmethod
    def open(cls, codebook: Path | None = None, places: Path | None = None) -> Tools:
        """The default codebook and gazetteer, or the user's own codebook file and places.csv."""
        book, gazetteer = load_codebook(codebook), Gazetteer.open(places)
        digest = codebook_digest(book)
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


ROUNDS = 5  # dates from the case that fix one another settle in fewer
Watcher = Callable[[str], None]


def dated(report: Report) -> Report:
    """The report with a date that its own words give, where the page gives none; boilerplate has no say."""
    if report.published.from_ is not None:
        return report
    found = infer_published(own_words(report))
    if found is None or found.from_ is None or found.to is None:
        return report
    return replace(report, published=found)


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
    """Derive the events of the case anew from its claims.

    A report without a date of its own is dated by the case where its events fix one, and read again with that date,
    so that its "Tuesday" and "next month" count from it; a date fixed so may fix another, hence the rounds. What the
    case says is taken afresh at every rebuild: more reports may know better.
    """
    if case.stale(tools.digest):
        for report in case.reports():
            case.put(report, claims_of(report, tools))
        case.mark(tools.digest)
    undated = {r.id: dated(_with_date(r, Published())) for r in case.reports() if is_open(r.published)}
    known: dict[str, Published] = {}
    for report in case.reports():
        if report.id in undated and report != undated[report.id]:
            _put_dated(case, undated[report.id], tools)
    for _ in range(ROUNDS if undated else 0):
        plain = [undated.get(r.id, r) for r in case.reports()]
        found = dict(link(plain, case.claims(), tools.codebook, tools.names).published)
        changed = [r for r in undated.values() if found.get(r.id) != known.get(r.id)]
        if not changed:
            break
        for report in changed:
            _put_dated(case, _with_date(report, found.get(report.id, report.published)), tools)
        known = found
    reports, claims = case.reports(), case.claims()
    linked = link(reports, claims, tools.codebook, tools.names)
    case.replace_events(linked.origins, reconcile(linked, reports, claims, tools.codebook, tools.names))


def _with_date(report: Report, published: Published) -> Report:
    return replace(report, published=published)


def _put_dated(case: Case, report: Report, tools: Tools) -> None:
    """Store the report, read again with the date that it now bears."""
    case.put(report, claims_of(report, tools))
