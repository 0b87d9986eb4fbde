"""How the times of two clusters compare: exact days, months, open ends, and claims that give none."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from muster.link.lexicon import link_lexicon
from muster.link.mention import Interval
from muster.link.profile import Profile
from muster.link.weights import Evidence, evidence, veto
from muster.record import Status

# Days between a date and the publication of an undated claim, and how far that speaks against their being one.
NEWS = ((21, 0.0), (60, -0.3), (150, -0.6), (10**7, -0.9))
# Days of the wider of two times that meet, and how far that speaks for their being one.
TIGHTNESS = ((2, 1.0), (10, 0.8), (35, 0.5), (100, 0.3), (370, 0.2), (10**9, 0.1))
BEYOND = -0.6  # a background date for a claim that has none, of a report that has none
OLD_NEWS = 45  # days between two undated tellings from which they are less likely one
PAST = 150  # days before publication from which a date is background: its chance agreement is rare
BACKGROUND = 0.8  # what such an agreement is worth at least
APART = 31  # days between two times from which they are two events
RANGE_SLACK = 2  # days by which two tellings of one range may differ
INNER = 0.0  # what an exact day inside a range of days says
LONG = 28  # days from which a range is a month or season, which holds the day of anything
PUT_OFF = 45  # the same, where a plan is known that a later report says was put off
AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
POSTPONED = 200  # days by which an event may move and remain itself, where it has a name or is said to be put off


def is_durative(*types: str) -> bool:
    """Whether an event of these types takes time, so that different days of it may be told."""
    return not link_lexicon().durative.isdisjoint(types)


def compare_times(a: Profile, b: Profile) -> list[Evidence]:
    """The evidence of time; a veto where two exact days of a short event differ or two times lie far apart."""
    one, other = a.best, b.best
    if one is None and other is None:
        standing = bool(a.types & link_lexicon().standing)
        gap = a.news.gap(b.news) if a.news and b.news and not standing else 0
        return [evidence("when", -min(1.0, gap / 200), f"undated, told {gap} days apart")] if gap > OLD_NEWS else []
    if one is None or other is None:
        dated, undated = (a, b) if other is None else (b, a)
        return _one_dated(dated, undated)
    if is_durative(*a.types, *b.types):
        return _long_times(a, b)
    clash = min(((x, y) for x in a.sharp for y in b.sharp if x.gap(y)), default=None)
    if clash:
        return [veto("when", f"{_show(clash[0])} and {_show(clash[1])}")]
    return _meeting_times(a, b, one, other)


def _one_dated(dated: Profile, undated: Profile) -> list[Evidence]:
    """An undated claim is about the news of its day: the farther that is from the date, the less about this."""
    news, best = undated.news, dated.best
    if best is None:
        return []
    if news is None:
        background = _past(dated, best)
        return [evidence("when", BEYOND, f"{_show(best)} is background, the other undated")] if background else []
    if undated.types & link_lexicon().standing and not _past(dated, best):
        return []
    if _told_before(undated, news, best) and not is_durative(*dated.types, *undated.types):
        return [veto("when", f"told of as past before {_show(best)}")]
    gap = best.gap(news)
    value = next(value for limit, value in NEWS if gap <= limit)
    return [evidence("when", value, f"{_show(best)}, the other undated, told {gap} days apart")] if value else []


def _told_before(undated: Profile, news: Interval, best: Interval) -> bool:
    """Whether a report tells of the undated event as past, or denies it, before the day of the dated one."""
    past = undated.statuses <= {Status.DONE, Status.DENIED}
    return past and best.first is not None and news.last is not None and news.last < best.first


def _long_times(a: Profile, b: Profile) -> list[Evidence]:
    """Of events that take time, the two times that fit best: one may tell of the first day, one of the whole."""
    one, other = min(((x, y) for x in a.times for y in b.times), key=_fit)
    gap = one.gap(other)
    note = f"{_show(one)} and {_show(other)}"
    if gap == 0:
        ranges = [(x, y) for x in a.sharp for y in b.sharp if (x.days or 0) > 2 and (y.days or 0) > 2]
        if ranges and all(_other_range(x, y) for x, y in ranges):
            return [evidence("when", -0.6, f"{note}: ranges of other days")]
        starts = {x.first for x in a.times} & {y.first for y in b.times} - {None}
        if starts and one.first == other.first:
            return [evidence("when", 0.8, f"{note}: one beginning")]
        if _inner_day(one, other) or _inner_day(other, one):
            return [evidence("when", INNER, f"{note}: a day of it")]
        return _meeting_times(a, b, one, other)
    named = bool(a.names & b.names) and _year(one) == _year(other)
    if _put_off(a, b) and gap <= PUT_OFF:
        return [evidence("when", 0.2, f"{note}: moved")]
    if (named or a.moved or b.moved) and gap <= POSTPONED:
        return [evidence("when", -0.3, f"{note}: moved?")]
    if gap > APART:
        return [veto("when", note)]
    return [evidence("when", -0.3 if gap <= 7 else -0.7, note)]


def _put_off(a: Profile, b: Profile) -> bool:
    """Whether one says that what the other, told no later, announced has another date now."""
    for new, old in ((a, b), (b, a)):
        if new.moved and not old.moved and old.statuses <= AHEAD and new.news is not None and old.news is not None:
            return (old.news.first or 0) <= (new.news.first or 0)
    return False


def _fit(times: tuple[Interval, Interval]) -> tuple[int, int, bool, list[tuple[int, int]]]:
    one, other = times
    spread = max(one.days or 10**4, other.days or 10**4)
    return one.gap(other), spread, not (one.sharp and other.sharp), sorted((i.first or 0, i.last or 0) for i in times)


def _inner_day(day: Interval, range_: Interval) -> bool:
    """Whether an exact day lies within a range, neither first nor last: more often of a part than of the whole."""
    if not (day.sharp and range_.sharp) or day.days != 1:
        return False
    assert day.first is not None and range_.first is not None and range_.last is not None  # sharp times are closed
    return range_.first < day.first < range_.last and range_.last - range_.first < LONG


def _other_range(x: Interval, y: Interval) -> bool:
    """Whether two ranges of days begin or end too far apart to be one told twice."""
    return abs((x.first or 0) - (y.first or 0)) > RANGE_SLACK or abs((x.last or 0) - (y.last or 0)) > RANGE_SLACK


def _meeting_times(a: Profile, b: Profile, one: Interval, other: Interval) -> list[Evidence]:
    note = f"{_show(one)} and {_show(other)}"
    gap = one.gap(other)
    if gap:
        if gap > APART:
            return [veto("when", note)]
        return [evidence("when", -0.4 if gap <= 1 else -1.0, note)]
    spread = max(one.days or 10**4, other.days or 10**4)
    value = next(value for limit, value in TIGHTNESS if spread <= limit)
    if _past(a, one) and _past(b, other):
        value = max(value, BACKGROUND)
    return [evidence("when", value, note)]


def _past(profile: Profile, when: Interval) -> bool:
    news = profile.news
    return bool(news and news.first is not None and when.last is not None and when.last < news.first - PAST)


def _year(interval: Interval) -> int:
    day = interval.first if interval.first is not None else interval.last
    return int((day or 0) / 365.2425)


def _show(interval: Interval) -> str:
    first, last = _iso(interval.first), _iso(interval.last)
    return first if first == last else f"{first}..{last}"


@lru_cache(maxsize=10_000)
def _iso(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day else ""
