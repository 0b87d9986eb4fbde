"""Dates of publication that no report gives and the case fixes: the days that clues from its events and words leave.

A report's own words give clues (:mod:`muster.normalise.dates.clues`), mostly without a year. The case adds those of
dated reports: whose text it shares, whose events it tells as past, as ending or as to come, and the company it keeps:
who tells the same news writes within weeks of the others. All are weighed together, by rank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

import yaml

from muster.link.copies import CARRIES
from muster.link.lexicon import link_lexicon
from muster.link.mention import Interval, Mention
from muster.link.times import is_durative
from muster.normalise.dates.clues import LEAD, WEEK, Clue, Rank, narrow, reasons
from muster.normalise.dates.daysets import ALL, hull, spans
from muster.record import DateBasis, Published, Report, Status

FRESH = 30  # days for which an event is news
ONCE = 2 * FRESH  # days for which one shared event keeps company
SHARED = 2  # events shared with dated reports from which these are the report's company
WIDEST = 62  # days; a wider interval says too little to be a date
NEAR = 60  # characters around the word for an event within which a word for its end stands
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_HAPPENED = frozenset({Status.DONE, Status.ONGOING})
Reports = Mapping[str, Report]


def is_open(published: Published) -> bool:
    """Whether the case may know a date of publication better: there is none, or words or the case gave it roughly."""
    rough = published.basis is DateBasis.TEXT and published.day is None
    return rough or published.basis in (DateBasis.CASE, DateBasis.UNKNOWN)


def own_words(report: Report) -> str:
    """The text with its boilerplate blanked out: offsets stay."""
    words = list(report.text)
    for stretch in report.boilerplate:
        words[stretch.start : stretch.end] = " " * (stretch.end - stretch.start)
    return "".join(words)


def fix_dates(
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    clusters: Sequence[Sequence[str]],
    shared: Mapping[tuple[str, str], float],
    own: Mapping[str, Sequence[Clue]],
    known: Mapping[str, Published],
) -> dict[str, Published]:
    """Report id -> interval of publication, for the reports in ``own``, whose own words gave these clues.

    ``known`` are dates that were fixed before and now help to fix others.
    """
    clues: dict[str, list[Clue]] = {
        report_id: list(given) for report_id, given in own.items() if report_id not in known
    }
    if not clues:
        return {}
    days = {report.id: known.get(report.id, report.published).day for report in reports}
    dated = {report.id for report in reports if known.get(report.id, report.published).to} - clues.keys()
    for report_id, clue in _from_copies(days, clues.keys(), shared):
        clues[report_id].append(clue)
    by_key, by_id = {mention.key: mention for mention in mentions}, {report.id: report for report in reports}
    company: dict[str, list[Interval]] = defaultdict(list)
    for keys in clusters:
        told = [by_key[key] for key in keys]
        for mention in told:
            if mention.report in clues:
                clues[mention.report] += _from_event(mention, told, by_id, dated)
        if news := _news(told, dated):
            for report_id in {mention.report for mention in told} & clues.keys():
                company[report_id].append(news)
    for report_id, kept in company.items():
        clues[report_id].append(_company(kept))
    fixed = {report_id: _settle(found) for report_id, found in sorted(clues.items())}
    return {report_id: published for report_id, published in fixed.items() if published is not None}


def _from_copies(
    days: Mapping[str, date | None], undated: Collection[str], shared: Mapping[tuple[str, str], float]
) -> Iterator[tuple[str, Clue]]:
    for (a, b), share in shared.items():
        for one, other in ((a, b), (b, a)):
            day = days[other]
            if share >= CARRIES and one in undated and day is not None:
                first = day.toordinal()
                yield one, Clue(Rank.COPIED, spans([(first, first + WEEK)]), f"it shares the text of {other}")


def _from_event(mention: Mention, told: Sequence[Mention], reports: Reports, dated: set[str]) -> Iterator[Clue]:
    """Clues of an event that another report dates, as ``mention`` tells of it: past, ending, under way or to come.

    What another report announced for a day, whichever its own date, has not happened before that day.
    """
    others = [m for m in told if m.report != mention.report and m.when and m.when.sharp]
    happened = [m.when for m in others if m.when and m.report in dated and m.claim.status in _HAPPENED]
    planned = [m.when for m in others if m.when and m.claim.status is Status.PLANNED]
    start = min((when.first or 0 for when in happened), default=None)
    status, durative = mention.claim.status, is_durative(mention.type)
    if status in _AHEAD and start is not None:
        yield Clue(Rank.TOLD, spans([(None, start)]), "what it tells as to come happened")
    if status is Status.DONE and start is not None and not durative:
        week = start + WEEK if _on_weekday(mention, start) else None
        yield Clue(Rank.TOLD, spans([(start, week)]), "what it tells as past happened")
    if status is Status.DONE and planned:
        yield Clue(
            Rank.TOLD, spans([(min(when.first or 0 for when in planned), None)]), "what it tells as past was announced"
        )
    if status not in _HAPPENED or not durative or _dates_itself(mention):
        return
    for when in {when for when in (*happened, *planned) if when.days and when.days > 1}:
        first, last = when.first or 0, when.last or 0
        if mention.order < LEAD and _says(mention, reports[mention.report].text, "ending"):
            yield Clue(Rank.TOLD, spans([(last, last + WEEK)]), "what it tells as ending ended")
        elif mention.order < LEAD and _says(mention, reports[mention.report].text, "beginning"):
            yield Clue(Rank.TOLD, spans([(first, first + WEEK)]), "what it tells as beginning began")
        elif status is Status.ONGOING:
            yield Clue(Rank.TOLD, spans([(first, last)]), "what it tells as under way took these days")


def _on_weekday(mention: Mention, day: int) -> bool:
    """Whether the claim names its day by the weekday alone, and that of ``day``."""
    words = mention.claim.when.text if mention.claim.when else None
    return bool(words) and str(words).split()[-1].casefold() == f"{date.fromordinal(day):%A}".casefold()


def _dates_itself(mention: Mention) -> bool:
    """Whether the claim gives its day in figures; one by weekday or "today" may itself rest on the date sought."""
    words = mention.claim.when.text if mention.claim.when else None
    return any(character.isdigit() for character in words or "")


def _says(mention: Mention, text: str, what: str) -> bool:
    """Whether the words right by the trigger, within its evidence, say that the event ends or begins."""
    evidence, trigger = mention.claim.evidence, mention.claim.trigger
    first, last = max(evidence.start, trigger.start - NEAR), min(evidence.end, trigger.end + NEAR)
    return bool(_cues()[what].search(text[first:last]))


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    raw = yaml.safe_load(resources.files("muster.link").joinpath("data", "dating.yaml").read_text(encoding="utf-8"))
    return {what: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I) for what, words in raw.items()}


def _news(told: Sequence[Mention], dated: set[str]) -> Interval | None:
    """When dated reports told of the event; ``None`` for states and for the past, which are no news."""
    days = [m.published for m in told if m.report in dated and m.published is not None]
    standing = any(m.type in link_lexicon().standing for m in told)
    past = any(m.when and m.published and m.when.gap(m.published) > FRESH for m in told)
    if not days or standing or past:
        return None
    return Interval(min(day.first or 0 for day in days), max(day.last or 0 for day in days))


def _company(kept: Sequence[Interval]) -> Clue:
    reach = FRESH if len(kept) >= SHARED else ONCE
    first, last = min(news.first or 0 for news in kept), max(news.last or 0 for news in kept)
    return Clue(Rank.COMPANY, spans([(first - reach, last + reach)]), "it tells the news of dated reports")


def _settle(clues: Sequence[Clue]) -> Published | None:
    days, used = narrow(ALL, clues)
    first, last = hull(days)
    if not used or last - first >= WIDEST:
        return None
    ends = [date.fromordinal(day).isoformat() for day in (first, last)]
    return Published(from_=ends[0], to=ends[1], basis=DateBasis.CASE, reasons=reasons(used))
