"""Dates of publication that no report gives and the case fixes: an interval from what is known of its events.

Four sources, intersected: a dated report whose text it shares; its own past and planned dates; the dates of events
that it shares with dated reports (what has happened lies before, what is planned lies ahead); and the company it keeps:
who tells several of the same news writes within weeks of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from muster.link.copies import CARRIES
from muster.link.lexicon import link_lexicon
from muster.link.mention import Interval, Mention
from muster.link.times import is_durative
from muster.record import DateBasis, Published, Report, Status

WEEK = 6  # days for which copy and weekday names stay fresh after the first day
COMPANY = 2  # events shared with dated reports from which an undated one keeps their company
FRESH = 30  # days for which an event is news
WIDEST = 62  # days; a wider interval says too little to be a date
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_HAPPENED = frozenset({Status.DONE, Status.ONGOING})
Bounds = tuple[int | None, int | None]


def fix_dates(
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    clusters: Sequence[Sequence[str]],
    shared: Mapping[tuple[str, str], float],
    known: Mapping[str, Published],
) -> dict[str, Published]:
    """Report id -> interval of publication, for reports that have none. Contradicting sources give none.

    ``known`` are dates that were fixed before and now help to fix others.
    """
    undated = {report.id for report in reports if report.published.from_ is None} - known.keys()
    if not undated:
        return {}
    found: dict[str, list[Bounds]] = defaultdict(list)
    for report_id, bounds in _from_copies(reports, undated, shared):
        found[report_id].append(bounds)
    for mention in mentions:
        if mention.report in undated and (own := _from_own(mention)):
            found[mention.report].append(own)
    by_key = {mention.key: mention for mention in mentions}
    company: dict[str, list[Interval]] = defaultdict(list)
    for keys in clusters:
        told = [by_key[key] for key in keys]
        for report_id, bounds in _from_event(told, undated):
            found[report_id].append(bounds)
        for report_id, news in _from_company(told, undated):
            company[report_id].append(news)
    for report_id, shared_news in company.items():
        if len(shared_news) >= COMPANY:
            first = min(news.first or 0 for news in shared_news)
            last = max(news.last or 0 for news in shared_news)
            found[report_id].append((first - FRESH, last + FRESH))
    fixed = {report_id: _intersect(bounds) for report_id, bounds in sorted(found.items())}
    return {report_id: published for report_id, published in fixed.items() if published is not None}


def _from_copies(
    reports: Sequence[Report], undated: set[str], shared: Mapping[tuple[str, str], float]
) -> list[tuple[str, Bounds]]:
    days = {report.id: report.published.day for report in reports}
    found: list[tuple[str, Bounds]] = []
    for (a, b), share in shared.items():
        for one, other in ((a, b), (b, a)):
            day = days[other]
            if share >= CARRIES and one in undated and day is not None:
                found.append((one, (day.toordinal(), day.toordinal() + WEEK)))
    return found


def _from_own(mention: Mention) -> Bounds | None:
    when = mention.when
    if when is None or not when.sharp:
        return None
    if mention.claim.status is Status.DONE:
        return when.first, None
    return (None, when.first) if mention.claim.status is Status.PLANNED else None


def _from_event(told: Sequence[Mention], undated: set[str]) -> list[tuple[str, Bounds]]:
    """Bounds from an event that happened, for the undated reports that tell of it as past or as to come.

    What another report announced for a day, whichever its own date, has not happened before that day.
    """
    exact = [
        m.when for m in told if m.report not in undated and m.when and m.when.sharp and m.claim.status in _HAPPENED
    ]
    start = min((when.first or 0 for when in exact), default=None)
    announced = [(m.report, m.when.first) for m in told if m.when and m.when.sharp and m.claim.status is Status.PLANNED]
    found: list[tuple[str, Bounds]] = []
    for mention in told:
        if mention.report not in undated:
            continue
        if mention.claim.status is Status.DONE:
            if start is not None and not is_durative(mention.type):
                found.append((mention.report, (start, None)))
            elsewhere = [first for report, first in announced if report != mention.report and first is not None]
            if elsewhere:
                found.append((mention.report, (min(elsewhere), None)))
        elif mention.claim.status in _AHEAD and start is not None:
            found.append((mention.report, (None, start)))
    return found


def _from_company(told: Sequence[Mention], undated: set[str]) -> list[tuple[str, Interval]]:
    """When dated reports told of the event, for each undated report that does too; states and the past are no news."""
    days = [m.published for m in told if m.report not in undated and m.published is not None]
    standing = any(m.type in link_lexicon().standing for m in told)
    past = any(m.when and m.published and m.when.gap(m.published) > FRESH for m in told)
    if not days or standing or past:
        return []
    news = Interval(min(day.first or 0 for day in days), max(day.last or 0 for day in days))
    return [(report_id, news) for report_id in sorted({m.report for m in told} & undated)]


def _intersect(bounds: Sequence[Bounds]) -> Published | None:
    firsts = [first for first, _ in bounds if first is not None]
    lasts = [last for _, last in bounds if last is not None]
    if not firsts or not lasts:
        return None
    interval = Interval(max(firsts), min(lasts))
    if interval.days is None or not 0 < interval.days <= WIDEST:
        return None
    first, last = (date.fromordinal(day).isoformat() for day in (max(firsts), min(lasts)))
    return Published(from_=first, to=last, basis=DateBasis.CASE)
