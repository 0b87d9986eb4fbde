"""Neighbouring time expressions that are one: a month and its year, a day and its time, the ends of a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from muster.normalise.dates.extend import Found, Source, is_day
from muster.normalise.dates.rules_length import FIRST_MONTHS
from muster.normalise.dates.types import (
    Base,
    Calendar,
    Clock,
    Day,
    Duration,
    Form,
    Holiday,
    Month,
    Part,
    Quarter,
    Range,
    Reach,
    Reference,
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
    return one_by_one


def _join(source: Source, left: Found, right: Found) -> Found | None:
    gap = range(left.last, right.first)
    if len(gap) > 2:
        return None
    words = [source.word(index) for index in gap]
    joiners: tuple[Callable[[Found, Found, list[str]], Found | None], ...] = (
        _join_year,
        _join_clock,
        _join_range,
        _join_months,
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
            return replace(
                left,
                last=right.last,
                rule=day.rule,
                form=day.form,
                clock=clock.clock,
                day_part=part,
                type=TimexType.TIME,
            )
    if left.clock and isinstance(right.form, Clock) and right.clock and words == ["("]:
        return replace(left, last=right.last + 1)  # the same moment in another zone, with its closing bracket
    return None


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
    """ "the first nine months of 2021": from January."""
    form, year = left.form, right.form
    if left.rule != FIRST_MONTHS or words != ["of"] or not (isinstance(form, Duration) and form.unit == "month"):
        return None
    months = int(form.count.low)
    if not isinstance(year, Years) or year.count != 1 or not 1 < months < 12:
        return None
    span = Range(Month(1, year.first), Month(months, year.first))
    return replace(left, last=right.last, form=span, type=TimexType.DATE, ends=(left, right))
