"""Neighbouring time expressions that are one: a month and its year, a day and its time, the ends of a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from muster.normalise.dates.calendar import UNIT_DAYS
from muster.normalise.dates.extend import Found, Source, evening_hour, is_day
from muster.normalise.dates.grammar import SHORT_UNITS
from muster.normalise.dates.rules_counted import whole
from muster.normalise.dates.rules_length import FIRST_MONTHS
from muster.normalise.dates.types import (
    Around,
    Base,
    Calendar,
    Clock,
    Count,
    Day,
    Duration,
    Form,
    Holiday,
    Month,
    Moved,
    Nth,
    Part,
    Quarter,
    Range,
    Reach,
    Reference,
    Rolling,
    Season,
    Shift,
    TimexType,
    Weekday,
    Years,
)

_RANGED = (Day, Month, Weekday, Years, Season, Quarter, Part, Holiday)


def joined(source: Source, found: list[Found]) -> list[Found]:
    """``found`` with neighbours joined, in order."""
    one_by_one: list[Found] = []
    for item in found:
        if one_by_one and (one := _join(source, one_by_one[-1], item)):
            one_by_one[-1] = one
        else:
            one_by_one.append(item)
    return [with_ends(source, item) for item in one_by_one]


def _join(source: Source, left: Found, right: Found) -> Found | None:
    if right.first <= left.first:  # it reached back over the other: "(the first quarter) of fiscal 1990"
        return right
    gap = range(left.last, right.first)
    if len(gap) > 2:
        return None
    words = [source.word(index) for index in gap]
    joiners: tuple[Callable[[Found, Found, list[str]], Found | None], ...] = (
        _join_year,
        _join_clock,
        _join_range,
        _join_months,
        _join_moved,
        _join_weekend,
        _join_lengths,
    )
    for joiner in joiners:
        one = joiner(left, right, words)
        if one is not None:
            return one
    return None


def _join_year(left: Found, right: Found, words: list[str]) -> Found | None:
    """ "February this year", "5 August last year", "January nineteen ninety-seven"."""
    inner = left.form.of if isinstance(left.form, Part) else left.form
    if words not in ([], ["of"], [","]) or not isinstance(inner, Day | Month | Season | Quarter | Holiday):
        return None
    if inner.year is not None or inner.in_year is not None:
        return None
    match right.form:
        case Years(first=first, count=1):
            dated: Form = replace(inner, year=first)
        case Calendar(unit="year", shift=shift, base=Base.PUBLISHED):
            dated = replace(inner, in_year=shift)
        case _:
            return None
    return replace(left, last=right.last, form=replace(left.form, of=dated) if isinstance(left.form, Part) else dated)


def _join_clock(left: Found, right: Found, words: list[str]) -> Found | None:
    """A time of day and its day: "9 a.m. EST Tuesday", "Tuesday at 3 p.m.", "05:40 on 14 July"."""
    if not set(words) <= {"on", "at", ",", "around", "about", "("}:
        return None
    for clock, day in ((left, right), (right, left)):
        if isinstance(clock.form, Clock) and is_day(day.form) and not day.clock:
            part = day.day_part or clock.day_part
            hours = _in_day_part(clock.clock, part)
            return replace(
                left,
                last=right.last,
                rule=day.rule,
                form=day.form,
                clock=hours,
                day_part=part,
                type=TimexType.TIME,
            )
    if left.clock and isinstance(right.form, Clock) and right.clock and words == ["("]:
        return replace(left, last=right.last + 1)  # the same moment in another zone, with its closing bracket
    return None


def _in_day_part(clock: str, part: str) -> str:
    """ "8:00 tonight" is 20:00."""
    return f"T{evening_hour(int(clock[1:3]), part):02d}{clock[3:]}" if clock[1:3].isdigit() else clock


_CONNECTORS = frozenset({"to", "until", "till", "through", "-", "–", "—"})


def _join_range(left: Found, right: Found, words: list[str]) -> Found | None:
    """ "from 3 June to 8 July", "May–July 2021", "between March and June", "2014 to 2016"."""
    connected = len(words) in (1, 2) and words[-1] in ("the", *words[:1])
    opened = left.reach in (Reach.FROM, Reach.BETWEEN, Reach.SINCE)
    if not connected or not (words[0] in _CONNECTORS or (words[0] == "and" and left.reach is Reach.BETWEEN)):
        return None
    closing = (*_RANGED, Reference, Shift, Calendar) if opened else _RANGED
    if not isinstance(left.form, (*_RANGED, Shift, Calendar) if opened else _RANGED) or not isinstance(
        right.form, closing
    ):
        return None
    if not opened and type(left.form) is not type(right.form):
        return None
    return replace(
        left, last=right.last, rule="range", form=Range(left.form, right.form), reach=Reach.BETWEEN, ends=(left, right)
    )


def _join_months(left: Found, right: Found, words: list[str]) -> Found | None:
    """ "the first nine months of 2021", "the last two weeks of May": as many from its beginning or to its end."""
    form, whole_of = left.form, right.form
    last = isinstance(form, Rolling) and form.sign < 0
    if words != ["of"] or not (last or left.rule == FIRST_MONTHS) or not isinstance(form, Duration | Rolling):
        return None
    count = whole(form.count)
    if count is None or form.unit in SHORT_UNITS or not isinstance(whole_of, Years | Month | Season | Calendar):
        return None
    span = Nth(-1 if last else 1, form.unit, whole_of, count)
    return replace(left, last=right.last, form=span, type=TimexType.DATE, ends=(left, right))


def _join_moved(left: Found, right: Found, words: list[str]) -> Found | None:
    """ "a week ago Friday", "two years ago this month", "a month ago yesterday"; "two weeks from Monday"."""
    form, other = left.form, right.form
    ago = isinstance(form, Shift) and form.sign < 0 and form.base is Base.PUBLISHED and words == []
    ahead = isinstance(form, Duration) and left.reach in (Reach.AT, Reach.WITHIN) and words == ["from"]
    if not (ago or ahead) or left.mod or right.mod or right.type is TimexType.TIME:
        return None
    assert isinstance(form, Shift | Duration)
    count = whole(form.count)
    weekday = isinstance(other, Weekday) and other.shift is None and other.week is None
    today = isinstance(other, Shift) and other.unit == "day" and other.base is Base.PUBLISHED
    unit = isinstance(other, Calendar) and other.base is Base.PUBLISHED and ago
    if count is None or form.unit in SHORT_UNITS or not (weekday or today or unit):
        return None
    moved = Moved(-count if ago else count, form.unit, other)
    return replace(left, last=right.last, rule="moved", type=TimexType.DATE, form=moved)


def _join_weekend(left: Found, right: Found, words: list[str]) -> Found | None:
    """ "the weekend of 7 March"."""
    form = left.form
    if words != ["of"] or not (isinstance(form, Calendar) and form.unit == "weekend" and form.shift == 0):
        return None
    return replace(left, last=right.last, form=Around("weekend", right.form)) if isinstance(right.form, Day) else None


_LONGER = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")


def _join_lengths(left: Found, right: Found, words: list[str]) -> Found | None:
    """ "a year and two months", "four years, eight months", "two years and three months ago": one length."""
    form, other = left.form, right.form
    if words not in (["and"], [","]) or not isinstance(form, Duration) or not isinstance(other, Duration | Shift):
        return None
    first, second = whole(form.count), whole(other.count)
    if first is None or second is None or form.rest or left.mod or right.mod or right.rule in ("rolling", "long"):
        return None
    if form.unit not in _LONGER or other.unit not in _LONGER[_LONGER.index(form.unit) + 1 :]:
        return None
    if isinstance(other, Duration):
        return replace(left, last=right.last, form=replace(form, rest=other))
    part = UNIT_DAYS[other.unit] / UNIT_DAYS[form.unit]
    total = round((first + second * part) * _IN_MONTHS.get(form.unit, 0)) or None
    if total is None or other.unit not in ("month", "year"):
        return None
    return replace(right, first=left.first, form=replace(other, count=Count(total, total), unit="month"))


_IN_MONTHS = {"year": 12}


def with_ends(source: Source, item: Found) -> Found:
    """A range read as one ("Feb. 10-12", "1995-97") with its two ends, as TimeML lists them."""
    if not isinstance(item.form, Range) or item.ends or item.type is TimexType.SET:
        return item
    kinds = source.classes[item.first : item.last]
    cut = next((i for i, kind in enumerate(kinds) if kind in "-D&/" and 0 < i < len(kinds) - 1), None)
    if cut is None:
        return item
    middle = item.first + cut
    left = replace(item, last=middle, form=item.form.first, reach=Reach.AT)
    after = middle + 1 + (source.kind(middle + 1) == "e")
    right = replace(item, first=after, last=item.last, form=item.form.last, reach=Reach.AT, outer=after)
    return replace(item, ends=(left, right))
