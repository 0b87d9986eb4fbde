"""From a form to days of the calendar, given a day of publication, a tense and the last date spoken of."""

from __future__ import annotations

from dataclasses import replace

from muster.normalise.dates import calendar as cal
from muster.normalise.dates.feasts import feast
from muster.normalise.dates.types import (
    Around,
    Base,
    Calendar,
    Clock,
    Day,
    Form,
    Holiday,
    Interval,
    Month,
    MonthDay,
    Moved,
    Nth,
    Overnight,
    Part,
    Quarter,
    Range,
    Reference,
    Rolling,
    Season,
    Shift,
    Tense,
    Weekday,
    Years,
)
from muster.normalise.dates.yearly import Context, by_tense, nearest_year, yearly

_SUNDAY = 6
_ABOUT = 2  # days either way
_MONTHS_TRIED = 14  # either way, for "Friday the 13th"


def interval_of(form: Form, context: Context) -> Interval | None:
    """The days ``form`` names; None where it names none or needs a day that is not known."""
    match form:
        case Day():
            return _day(form, context)
        case Years():
            return cal.years(form.first, form.count)
        case Month():
            return yearly(form, form.shift, context, lambda year: cal.month_of(year, form.month))
        case Season():
            return yearly(form, form.shift, context, lambda year: cal.season(form.code, year))
        case Quarter():
            return _quarter(form, context)
        case Holiday():
            return yearly(form, form.shift, context, lambda year: feast(form.name, year))
        case Weekday():
            return _weekday(form, context)
        case Part():
            return _part(form, context)
        case Range():
            return _range(form, context)
        case MonthDay():
            return _month_day(form, context)
        case Moved():
            return _moved(form, context)
        case Around():
            held = interval_of(form.of, context)
            return cal.around(held, form.unit) if held else None
        case Nth():
            whole = interval_of(form.of, context)
            return cal.nth_unit(whole, form.index, form.unit, form.count) if whole else None
        case Clock():
            return context.anchor if context.anchor is not None else _today(context, approximate=True)
        case Overnight():
            return _past_days(context, 1)
        case Calendar():
            return _calendar(form, context)
        case Shift():
            return _shift(form, context)
        case Rolling():
            return _rolling(form, context)
        case Reference():
            return _reference(form, context)
        case _:
            return None


def _today(context: Context, *, approximate: bool = False) -> Interval | None:
    return None if context.today is None else Interval(context.today, context.today, "day", approximate)


def _past_days(context: Context, days: int) -> Interval | None:
    if context.today is None:
        return None
    return Interval(cal.add_days(context.today, -days), context.today, "day")


def _day(form: Day, context: Context) -> Interval | None:
    def of_year(year: int) -> Interval | None:
        day = cal.make_day(year, form.month, form.day)
        if day is None or (form.year is None and form.weekday is not None and day.weekday() != form.weekday):
            return None
        return Interval(day, day)

    if form.weekday is not None and form.year is None and form.in_year is None:
        return nearest_year(of_year, context, reach=6)
    return yearly(form, None, context, of_year)


def _quarter(form: Quarter, context: Context) -> Interval | None:
    months = 12 // form.parts
    grain = "quarter" if form.parts == 4 else "half"

    def of_year(year: int) -> Interval | None:
        return cal.months_from(year, (form.index - 1) * months + 1, months, grain)

    # Quarters are reported when over, whatever the tense: "expects to report third-quarter income".
    return yearly(form, None, replace(context, tense=Tense.PAST), of_year)


def _weekday(form: Weekday, context: Context) -> Interval | None:
    today = context.today
    if form.base is Base.ANCHOR and form.shift is None and context.anchor and context.anchor.first:
        found = cal.add_days(context.anchor.first, (form.weekday - context.anchor.first.weekday()) % 7)
        return Interval(found, found) if found else None  # "that Friday"
    if form.base is Base.ANCHOR and context.anchor is not None:
        today = context.anchor.first if form.shift == -1 else context.anchor.last
    if today is None:
        return None
    if form.week is not None or form.shift == 0:
        week = cal.unit_around(today, "week", form.week or 0)
        found = cal.add_days(week.first, form.weekday) if week and week.first else None
    elif form.shift == -1:
        found = cal.add_days(today, -((today.weekday() - form.weekday - 1) % 7 + 1))
    elif form.shift == 1:
        found = cal.add_days(today, (form.weekday - today.weekday() - 1) % 7 + 1)
    elif context.tense is Tense.FUTURE:
        found = cal.add_days(today, (form.weekday - today.weekday()) % 7)
    else:
        found = cal.add_days(today, -((today.weekday() - form.weekday) % 7))
    return Interval(found, found) if found else None


def _month_day(form: MonthDay, context: Context) -> Interval | None:
    """The last such day up to publication, the next for the future; in the month spoken of where that was one."""
    today, anchor = context.today, context.anchor
    if anchor is not None and anchor.grain == "month" and anchor.first and form.in_month is None:
        months = [anchor]
    elif today is not None:
        steps = range(-_MONTHS_TRIED, _MONTHS_TRIED + 1) if form.in_month is None else (form.in_month,)
        months = [month for step in steps if (month := cal.month_of(today.year, today.month + step))]
    else:
        return None
    days = cal.month_days(form.day, form.weekday, months)
    if days and today and form.weekday is not None:  # a weekday with its day fixes the month: the nearest
        near = min(days, key=lambda day: abs(day - today))
        return Interval(near, near)
    return by_tense([Interval(day, day) for day in days], today or days[0], context.tense) if days else None


def _moved(form: Moved, context: Context) -> Interval | None:
    tense = Tense.FUTURE if form.count > 0 else context.tense
    found = interval_of(form.of, replace(context, tense=tense))
    return cal.moved(found, form.count, form.unit) if found else None


def _part(form: Part, context: Context) -> Interval | None:
    whole = interval_of(form.of, context)
    if whole is None or form.part not in ("earlier", "later"):
        return cal.part_of(whole, form.part) if whole else None
    today = context.today
    if today is None or not (whole.first and whole.last and whole.first <= today <= whole.last):
        return cal.part_of(whole, "early" if form.part == "earlier" else "late")
    first, last = (whole.first, today) if form.part == "earlier" else (today, whole.last)
    return Interval(first, last, whole.grain, whole.approximate)


def _range(form: Range, context: Context) -> Interval | None:
    first, last = interval_of(form.first, context), interval_of(form.last, context)
    if first is None or last is None:
        return None
    if isinstance(form.first, Day | Month) and isinstance(form.last, Day | Month):
        first, last = _one_year(form, context, first, last)
    elif isinstance(form.first, Weekday) and isinstance(form.last, Weekday):
        first, last = _one_week(form, context, first, last)
    if first.first and last.last and last.last < first.first:
        return None
    grain = first.grain if first.grain == last.grain else "day"
    return Interval(first.first, last.last, grain, first.approximate or last.approximate)


def _one_year(form: Range, context: Context, first: Interval, last: Interval) -> tuple[Interval, Interval]:
    """The first end borrows the year of the second, or the year before where it would lie after it."""
    assert isinstance(form.first, Day | Month) and isinstance(form.last, Day | Month)
    if form.first.year is None and last.last is not None:
        for year in (last.last.year, last.last.year - 1):
            moved = interval_of(replace(form.first, year=year), context)
            if moved and moved.first and moved.first <= last.last:
                return moved, last
    if form.last.year is None and form.first.year is not None and first.first is not None:
        for year in (first.first.year, first.first.year + 1):
            moved = interval_of(replace(form.last, year=year), context)
            if moved and moved.last and moved.last >= first.first:
                return first, moved
    return first, last


def _one_week(form: Range, context: Context, first: Interval, last: Interval) -> tuple[Interval, Interval]:
    """ "Monday to Friday": the first end is the weekday before the second, in the future the second after the first."""
    assert isinstance(form.first, Weekday) and isinstance(form.last, Weekday)
    span = (form.last.weekday - form.first.weekday) % 7
    if context.tense is Tense.FUTURE:
        end = cal.add_days(first.first, span) if first.first else None
        return first, Interval(end, end)
    begin = cal.add_days(last.last, -span) if last.last else None
    return Interval(begin, begin), last


def _base(base: Base, context: Context) -> Interval | None:
    return context.anchor if base is Base.ANCHOR else _today(context)


def _calendar(form: Calendar, context: Context) -> Interval | None:
    base = _base(form.base, context)
    if form.unit == "quarter" and form.base is Base.ANCHOR and (base is None or base.grain != "quarter"):
        # "the quarter" of a report that has named none is the last that is over
        return cal.unit_around(context.today, "quarter", -1) if context.today else None
    if base is None or base.first is None:
        return None
    day = base.first if form.shift <= 0 or base.last is None else base.last
    if form.unit == "day" and form.base is Base.ANCHOR and form.shift == 0:
        return base
    found = cal.unit_around(day, form.unit, form.shift)
    if form.unit == "week" and form.shift == -1 and form.base is Base.PUBLISHED and day.weekday() == _SUNDAY and found:
        return Interval(found.first, day, "week", True)  # on a Sunday "last week" may also be the one that ends
    if form.unit == "weekend" and form.shift == 0 and context.tense is Tense.PAST and found and found.first:
        # "at the weekend", told on a Tuesday, is the one that has been
        return found if found.first <= day else cal.unit_around(day, "weekend", -1)
    return found


def _shift(form: Shift, context: Context) -> Interval | None:
    base = _base(form.base, context)
    guessed = base is None
    base = base or _today(context)
    if base is None or base.first is None or base.last is None:
        return None
    day = base.first if form.sign < 0 else base.last
    count, unit = form.count, form.unit
    if count.low != count.high:
        ends = [cal.add_units(day, form.sign * size, unit) for size in (count.low, count.high)]
        if ends[0] is None or ends[1] is None:
            return None
        return Interval(min(ends[0], ends[1]), max(ends[0], ends[1]), unit, True)
    moved = cal.add_units(day, form.sign * count.low, unit)
    if moved is None:
        return None
    if form.base is Base.ANCHOR and not guessed and base.grain in ("month", "quarter", "season", "year"):
        end = cal.add_units(base.last, form.sign * count.low, unit)
        begin = cal.add_units(base.first, form.sign * count.low, unit)
        return Interval(begin, end, base.grain) if begin and end and begin <= end else None
    if unit in ("decade", "century"):
        found = cal.years(moved.year)
        return replace(found, approximate=True) if found else None
    if unit in ("week", "fortnight") and (form.base is Base.PUBLISHED or base.grain == "day"):
        # "two weeks ago" is about that day, not that week of the calendar
        return Interval(cal.add_days(moved, -_ABOUT), cal.add_days(moved, _ABOUT), "week", True)
    found = cal.unit_around(moved, unit)
    return replace(found, approximate=guessed or unit not in ("day", "hour", "minute", "second")) if found else None


def _rolling(form: Rolling, context: Context) -> Interval | None:
    if context.today is None:
        return None
    other = cal.add_units(context.today, form.sign * form.count.high, form.unit)
    if other is None:
        return None
    first, last = (other, context.today) if form.sign < 0 else (context.today, other)
    grain = form.unit if form.unit in ("week", "month", "year", "decade") else "day"
    return Interval(first, last, grain, form.count.vague)


def _reference(form: Reference, context: Context) -> Interval | None:
    today = context.today
    if today is None:
        return None
    if form.to == "present":
        return Interval(today, today, "day", True)
    if form.to == "past":
        return Interval(cal.add_units(today, -1, "month"), today, "month", True)
    return Interval(today, None, "unknown", True)
