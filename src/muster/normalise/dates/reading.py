"""Resolving a time expression: publication day or interval, tense and anchor in; ``When`` out, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from muster.normalise.dates.resolve import interval_of
from muster.normalise.dates.types import Base, Interval, Part, Range, Reach, Tense, Timex, TimexType, Weekday
from muster.normalise.dates.yearly import Context
from muster.record import Precision, Published, When

_PRECISION = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "weekend": Precision.DAY,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.SEASON,
    "half": Precision.SEASON,
    "season": Precision.SEASON,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
    "century": Precision.UNKNOWN,
}
_GRAIN = {precision: grain for grain, precision in reversed(_PRECISION.items())} | {Precision.UNKNOWN: "day"}

# A publication interval up to this long is tried day by day; of a longer one, only the two ends.
_DAY_BY_DAY = 40
# Days that are spread wider than this over the possible days of publication say nothing.
_HOPELESS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a time expression was read: the result, the rule, and what it was counted from.

    ``named`` is what the words name, before a preposition opens or moves it: the day itself in "since 3 May".
    """

    when: When | None
    rule: str
    anchor: str
    named: When | None = None


def resolve_timex(
    timex: Timex,
    published: Published | tuple[date, date] | date,
    *,
    tense: Tense = Tense.PAST,
    anchor: When | None = None,
) -> When | None:
    """The inclusive days ``timex`` names, with its span; None when it names no calendar time.

    "on Monday" is the last Monday up to and including the day of publication, or the next one from it for a verb in
    the future. ``anchor`` is the last date spoken of: "the same day" and "a year earlier" count from it. Where the day
    of publication is only known as an interval, a weekday is the interval's only such day or else the hull of what it
    could be, approximate; relative times need both ends of the interval. Weeks begin on Monday. Times of day and zones
    do not move the day.
    """
    return explain(timex, published, tense=tense, anchor=anchor).when


def explain(
    timex: Timex,
    published: Published | tuple[date, date] | date,
    *,
    tense: Tense = Tense.PAST,
    anchor: When | None = None,
) -> Reading:
    """As :func:`resolve_timex`, with the rule and what the expression was counted from."""
    days = _publication_days(published)
    known = _anchor_interval(anchor)
    if timex.reach in (Reach.UNTIL, Reach.BY) and tense is Tense.PRESENT:
        tense = Tense.FUTURE
    contexts = [Context(day, tense, known) for day in days] or [Context(None, tense, known)]
    found = _over(timex, contexts)
    from_anchor = getattr(timex.form, "base", None) is Base.ANCHOR or contexts[0].today is None
    counted = _anchor_words(anchor) if found and known and anchor and from_anchor else _counted_from(days)
    if found is None:
        return Reading(None, timex.rule, counted)
    return Reading(_when(timex, _reached(timex, found)), timex.rule, counted, _when(timex, found))


def _publication_days(published: Published | tuple[date, date] | date) -> list[date]:
    if isinstance(published, Published):
        if published.from_ is None or published.to is None:
            return []
        first, last = date.fromisoformat(published.from_), date.fromisoformat(published.to)
    elif isinstance(published, tuple):
        first, last = published
    else:
        first = last = published
    length = (last - first).days
    if length > _DAY_BY_DAY:
        return [first, last]
    return [first + timedelta(days=step) for step in range(length + 1)]


def _counted_from(days: list[date]) -> str:
    if not days:
        return "nothing"
    return days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()}..{days[-1].isoformat()}"


def _anchor_words(anchor: When) -> str:
    return anchor.from_ or "" if anchor.from_ == anchor.to else f"{anchor.from_}..{anchor.to}"


def _anchor_interval(anchor: When | None) -> Interval | None:
    if anchor is None or anchor.from_ is None or anchor.to is None:
        return None
    first, last = date.fromisoformat(anchor.from_), date.fromisoformat(anchor.to)
    return Interval(first, last, _GRAIN[anchor.precision], anchor.approximate)


def _over(timex: Timex, contexts: list[Context]) -> Interval | None:
    """One interval over all possible days of publication."""
    found = [interval_of(timex.form, context) for context in contexts]
    intervals = list(dict.fromkeys(interval for interval in found if interval is not None))
    if len(intervals) <= 1:
        return intervals[0] if intervals and None not in found else None
    if isinstance(timex.form, Weekday) and timex.form.shift is None and timex.form.week is None:
        inside = [
            context.today for context in contexts if context.today and context.today.weekday() == timex.form.weekday
        ]
        if len(inside) == 1:
            return Interval(inside[0], inside[0], "day", True)
    return _hull(intervals)


def _hull(intervals: list[Interval]) -> Interval | None:
    firsts, lasts = [one.first for one in intervals], [one.last for one in intervals]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    if first and last and last - first > _HOPELESS and intervals[0].grain in ("day", "week", "weekend", "month"):
        return None
    return Interval(first, last, intervals[0].grain, True)


def _reached(timex: Timex, found: Interval) -> Interval:
    """The interval that the preposition makes of it."""
    timed = timex.type is TimexType.TIME and timex.reach in (Reach.BEFORE, Reach.AFTER)
    if isinstance(timex.form, Range) or timed:
        return found  # "before noon on Monday" is still Monday
    if isinstance(timex.form, Part) and timex.form.part == "end" and timex.reach is Reach.BEFORE:
        return replace(found, first=None)
    day = timedelta(days=1)
    match timex.reach:
        case Reach.SINCE | Reach.FROM:
            return replace(found, last=None)
        case Reach.UNTIL | Reach.BY | Reach.THROUGH:
            return replace(found, first=None)
        case Reach.BEFORE if found.first and found.first.toordinal() > 1:
            return replace(found, first=None, last=found.first - day, approximate=True)
        case Reach.AFTER if found.last and found.last != date.max:
            return replace(found, first=found.last + day, last=None, approximate=True)
    return found


def _when(timex: Timex, found: Interval) -> When:
    return When(
        from_=found.first.isoformat() if found.first else None,
        to=found.last.isoformat() if found.last else None,
        precision=_PRECISION.get(found.grain, Precision.UNKNOWN),
        approximate=found.approximate or timex.approximate,
        text=timex.text,
        start=timex.start,
        end=timex.end,
    )
