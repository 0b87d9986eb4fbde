"""From the reports and claims of a case to its events, going on from what was derived before.

One linker walks from what the case holds to what it should hold: it takes in what is new, and is asked for dates until
they settle. A report without a date of its own is dated by the case where its events fix one, and read again with that
date, so that its "Tuesday" and "next month" count from it; a date fixed so may fix another, hence the rounds. What the
case says is taken afresh every time, from the report as it is without that date: more reports may know better.

Only events of which something changed are reconciled again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from muster.case import Derived, Standing
from muster.codebook import Codebook
from muster.link import Linked, Linker, Saved, case_dates, is_open, linked, load, own_words, save
from muster.normalise.dates import infer_published
from muster.normalise.names import NameLexicon
from muster.reconcile import identities, participants, reconcile
from muster.record import CaseRecord, Claim, Extraction, Origin, Published, Report

ROUNDS = 5  # dates from the case that fix one another settle in fewer
Told = tuple[Report, tuple[Claim, ...]]


def dated(report: Report) -> Report:
    """The report with a date that its own words give, where the page gives none; boilerplate has no say."""
    if report.published.from_ is not None:
        return report
    found = infer_published(own_words(report))
    if found is None or found.from_ is None or found.to is None:
        return report
    return replace(report, published=found)


def derive(
    standing: Standing, codebook: Codebook, names: NameLexicon, read: Callable[[Report], Sequence[Claim]]
) -> Derived:
    """What follows from the case, beside what it holds. ``read`` gives the claims of a report."""
    record = standing.record
    before = _by_report(record)
    linker = _linker(standing, before, codebook, names)
    known = identities(record, linker.entities)
    readings = _Readings(read, [*before.values(), *((made.report, made.claims) for made in standing.undated.values())])
    plain = {report.id: _plain(report) for report, _ in before.values() if is_open(report.published)}
    _take(linker, [readings.of(plain[r.id]) if r.id in plain else (r, claims) for r, claims in before.values()])
    found = _dates(linker, plain, readings)
    after = before | {r: readings.of(_with(plain[r], found.get(r))) for r in plain}
    _take(linker, [after[r] for r in plain])
    made = linked(linker)
    saved, rows = save(linker), standing.linking[1] if standing.linking is not None else {}

    reports, claims = [report for report, _ in after.values()], [c for _, told in after.values() for c in told]
    changed = linker.changed | {claim.key for r in plain for claim in after[r][1]} | _resourced(record.origins, made)
    changed |= _renamed(record, known, identities(record, linker.entities))
    kept = {event.id: event for event in record.events if changed.isdisjoint(event.claims)}
    if standing.linking is None:
        kept = {}
    events = reconcile(made, reports, claims, codebook, names, entities=linker.entities, kept=kept)
    held = {event.id: event for event in record.events}
    return Derived(
        reports=[after[r] for r in plain if after[r] != before[r]],
        undated=[Extraction(*readings.of(plain[r])) for r in plain if after[r][0] != plain[r]],
        origins=made.origins,
        events=[event for event in events if held.get(event.id) != event],
        gone=sorted(held.keys() - {event.id for event in events}),
        linking={report: row for report, row in saved.rows.items() if rows.get(report) != row},
        names=saved.names,
    )


class _Readings:
    """The claims that reports make with one or another date; what was read once is not read again."""

    def __init__(self, read: Callable[[Report], Sequence[Claim]], known: Iterable[Told]) -> None:
        self._read = read
        self._known = {(report.id, report.published): (report, tuple(claims)) for report, claims in known}

    def of(self, report: Report) -> Told:
        key = report.id, report.published
        if key not in self._known:
            self._known[key] = report, tuple(replace(claim, report=report.id) for claim in self._read(report))
        return self._known[key]


def _by_report(record: CaseRecord) -> dict[str, Told]:
    claims: dict[str, list[Claim]] = {report.id: [] for report in record.reports}
    for claim in record.claims:
        claims[str(claim.report)].append(claim)
    return {report.id: (report, tuple(claims[report.id])) for report in record.reports}


def _linker(standing: Standing, told: Mapping[str, Told], codebook: Codebook, names: NameLexicon) -> Linker:
    """The linker as it was left; a new one where it left nothing that can be read."""
    if standing.linking is not None:
        saved = Saved(*standing.linking)
        try:
            reports = [report for report, _ in told.values() if report.id in saved.rows]
            return load(saved, reports, {report: claims for report, (_, claims) in told.items()}, codebook, names)
        except (msgspec.MsgspecError, ValueError, KeyError):
            pass  # rows of a damaged file: what they held is made again
    return Linker(codebook, names)


def _take(linker: Linker, told: Iterable[Told]) -> None:
    """Take in the reports that are new to ``linker`` or not as it knows them."""
    new = [(r, claims) for r, claims in told if linker.reports.get(r.id) != r or linker.claims[r.id] != claims]
    if new:
        linker.update(new=new)


def _dates(linker: Linker, plain: Mapping[str, Report], readings: _Readings) -> Mapping[str, Published]:
    """The dates that the case gives to reports; ``linker`` holds their claims as of the dates before the last."""
    known: dict[str, Published] = {}
    for _ in range(ROUNDS if plain else 0):
        found = case_dates(linker)
        changed = [report for report in plain if found.get(report) != known.get(report)]
        if not changed:
            break
        told = [(plain[report], readings.of(_with(plain[report], found.get(report)))[1]) for report in changed]
        _take(linker, told)
        known = found
    return known


def _plain(report: Report) -> Report:
    """The report as it is without a date that the case gives."""
    return dated(replace(report, published=Published()))


def _with(report: Report, published: Published | None) -> Report:
    return report if published is None else replace(report, published=published)


def _resourced(origins: Sequence[Origin], made: Linked) -> set[str]:
    """The claims that go back to another origin now, or to one of another name."""
    before, after = (
        {key: (origin.id, origin.name) for origin in every for key in origin.claims}
        for every in (origins, made.origins)
    )
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _renamed(record: CaseRecord, before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The claims with participants, and of origins, whose names stand for somebody else now."""
    names = {name for name, entity in before.items() if after[name] != entity}
    if not names:
        return set()
    told = {key for origin in record.origins if origin.name in names for key in origin.claims}
    return told | {claim.key for claim in record.claims if not names.isdisjoint(participants(claim))}
