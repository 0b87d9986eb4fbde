"""Rules for times counted from another that is named beside them: "a week ago Friday", "two Fridays ago", "the week
before last", "on the 15th", "the 5th of last month", "the past three summers"."""

from __future__ import annotations

from muster.normalise.dates.grammar import QUANTITY, Groups, Rule, rule
from muster.normalise.dates.types import (
    Around,
    Calendar,
    Count,
    Form,
    Holiday,
    MonthDay,
    Moved,
    Quarter,
    Range,
    Season,
    Shift,
    TimexType,
    Weekday,
)
from muster.normalise.numerals import load_words


def whole(count: Count | None) -> int | None:
    """The number of a count that is a single whole one."""
    return int(count.low) if count and count.low == count.high == int(count.low) and count.low >= 1 else None


def _month_day(groups: Groups) -> Form | None:
    """ "on the 15th", in digits, and not of something ("on the 15th floor", "the 3rd of its kind")."""
    token, after = groups.row("day")[0], groups.token(groups.end)
    if not groups.text[token.start].isdigit() or int(token.value) > 31:
        return None
    word = str(after.value) if after is not None else ""
    ends = after is None or (after.kind != "0" and not word[:1].isalpha() and not word[:1].isdigit())
    named = ends or word in load_words("time.yaml")["behind_month_day"]
    return MonthDay(int(token.value), weekday=groups.get("weekday")) if named else None


def _day_of_month(groups: Groups) -> Form | None:
    return MonthDay(int(groups.get("day")), in_month=groups.shift()) if groups.unit() == "month" else None


def _weekdays_ago(groups: Groups) -> Form | None:
    count = whole(groups.count("count"))
    return Moved(1 - count, "week", Weekday(groups.get("weekday"), shift=-1)) if count else None


def _from_today(groups: Groups) -> Form | None:
    """ "a week from today", "two months from tomorrow"."""
    count, word = whole(groups.count("count")), groups.row("word")[0].value
    if count is None or groups.word(groups.end - 2) != "from":
        return None
    return Moved(count, groups.unit(), Shift(Count(word[0], word[0]), "day", 1)) if word[0] >= 0 else None


def _but_one(groups: Groups) -> Form | None:
    """ "the week before last", "the year after next"."""
    side, shift = groups.get("side"), groups.shift()
    if (side, shift) not in (("before", -1), (-1, -1), ("after", 1), (1, 1)) or shift is None:
        return None
    return Calendar(groups.unit(), 2 * shift) if groups.has("unit") else Shift(Count(2, 2), "day", shift)


def _past_seasons(groups: Groups) -> Form | None:
    """ "the past three summers": from the third last to the last."""
    count, code = whole(groups.count("count")), groups.get("season")
    if count is None or groups.row("shift")[0].kind not in "lrR":
        return None
    last = Season(code, shift=-1)
    return Range(Moved(1 - count, "year", last), last)


def _quarter_of_month(groups: Groups) -> Form | None:
    return Quarter((int(groups.get("month")) + 2) // 3) if groups.unit() == "quarter" else None


def _unit_around(groups: Groups) -> Form | None:
    """ "Easter weekend", "Christmas week"."""
    unit = groups.unit()
    return Around(unit, Holiday(groups.get("holiday"))) if unit in ("week", "weekend") else None


COUNTED_RULES: tuple[Rule, ...] = (
    # on the 15th; since the 3rd
    rule("day of the month", "(?<=[phPD]) THE (?P<day>o)", _month_day),
    rule("day of the month", "(?<=B0) THE (?P<day>o)", _month_day),
    # Friday the 13th
    rule("day of the month", "(?P<weekday>WEEKDAY) COMMA? THE (?P<day>o)", _month_day),
    # the 10th of this month
    rule("day of the month", "THE (?P<day>[os]) OF (?P<shift>LAST|NEXT|THIS) (?P<unit>UNIT)", _day_of_month),
    # two Fridays ago
    rule("weekdays ago", f"{QUANTITY} (?P<weekday>WEEKDAYS) AGO", _weekdays_ago),
    # a week from today
    rule("from today", f"{QUANTITY} (?P<unit>[uv]) p (?P<word>DAYWORD)", _from_today),
    # the week before last, the night before last
    rule("last but one", "THE (?P<unit>UNIT) (?P<side>[hp]) (?P<shift>[lN])", _but_one),
    rule("last but one", "THE DAYPART (?P<side>[hp]) (?P<shift>[lN])", _but_one, TimexType.TIME),
    # the past three summers
    rule("past seasons", f"THE? (?P<shift>ROLLINGLAST) {QUANTITY} (?P<season>SEASONS)", _past_seasons, TimexType.SET),
    # the September quarter
    rule("quarter", "THE? (?P<month>SUREMONTH) (?P<unit>UNIT)", _quarter_of_month),
    # Easter weekend
    rule("week of a holiday", "(?P<holiday>HOLIDAY) (?P<unit>UNIT)", _unit_around),
)
