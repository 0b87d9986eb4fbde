"""Rules for times of day: "05:40 local time", "3 p.m.", "last night", "overnight"."""

from __future__ import annotations

from muster.normalise.dates.extend import PAST_HOUR
from muster.normalise.dates.grammar import ONE, ZONE, Groups, Rule, always, rule
from muster.normalise.dates.rules_relative import goes_on
from muster.normalise.dates.types import Base, Clock, Count, Form, Overnight, Shift, TimexType
from muster.normalise.numerals import load_words


def _hour(groups: Groups) -> Form | None:
    token = groups.row("hour")[0]
    hour = token.value if isinstance(token.value, int) else (groups.count("hour") or Count(0, 0)).low
    return Clock() if 1 <= hour <= 12 else None


def _hour_of_day(groups: Groups) -> Form | None:
    """ "at 8 tonight", "at six tomorrow"."""
    return _hour(groups) if groups.word(groups.start - 1) == "at" else None


def _past_hour(groups: Groups) -> Form | None:
    """ "half past five", "a quarter to six"."""
    quarter = groups.has("unit") and groups.unit() == "quarter"
    side = groups.word(groups.end - 2)
    right = side == "past" if groups.has("half") else quarter and side in ("past", "to", "after", "before")
    return _hour(groups) if right else None


def _military(groups: Groups) -> Form | None:
    """ "1200 GMT", "0540 local time"."""
    token = groups.row("clock")[0]
    digits = token.end - token.start
    return Clock() if digits == 4 and token.value // 100 <= 24 and token.value % 100 < 60 else None


def _military_hours(groups: Groups) -> Form | None:
    """ "at 1430 hours"."""
    return _military(groups) if groups.word(groups.end - 1) == "hours" else None


def _day_part(groups: Groups) -> Form | None:
    """ "this morning", "last night", "the previous evening", "next morning"."""
    shift = groups.shift() or 0
    if groups.get("shift") in ("next", *load_words("time.yaml")["from_anchor"]):
        return Shift(ONE, "day", shift, Base.ANCHOR)
    return Shift(Count(abs(shift), abs(shift)), "day", -1 if shift < 0 else 1)


def _night_before(groups: Groups) -> Form | None:
    """ "the night before", "the morning after"."""
    sign = groups.get("sign")
    return Shift(ONE, "day", sign, Base.ANCHOR) if sign in (-1, 1) and not goes_on(groups) else None


CLOCK_RULES: tuple[Rule, ...] = (
    # 05:40 local time; 3:15 p.m. (1200 GMT)
    rule("clock", f"(?P<clock>CLOCK) MERIDIEM? (?:p THE DAYPART|{ZONE})", always(Clock()), TimexType.TIME),
    # 3 p.m., five o'clock
    rule("hour", f"(?P<hour>[dc]) (?:MERIDIEM|OCLOCK) (?:p THE DAYPART|{ZONE})", _hour, TimexType.TIME),
    # at 8 tonight
    rule("hour", "(?<=p) (?P<hour>[dc]) (?=K)", _hour_of_day, TimexType.TIME),
    # half past five, a quarter to six
    rule(PAST_HOUR, "(?P<half>HALF) r (?P<hour>[dc]) (?:MERIDIEM)?", _past_hour, TimexType.TIME),
    rule(PAST_HOUR, "a? (?P<unit>u) [rDhp] (?P<hour>[dc]) (?:MERIDIEM)?", _past_hour, TimexType.TIME),
    # at 1430 hours
    rule("clock", "(?<=[p~]) (?P<clock>[yn]) v", _military_hours, TimexType.TIME),
    # 4 in the morning
    rule("hour", "(?P<hour>[dc]) p THE DAYPART", _hour, TimexType.TIME),
    # 1200 GMT
    rule("clock", "(?P<clock>[yn]) ZONE", _military, TimexType.TIME),
    # noon, midnight
    rule("clock word", f"CLOCKWORD {ZONE}", always(Clock()), TimexType.TIME),
    # this morning, last night, the previous evening
    rule("day part", "THE? (?P<shift>LAST|NEXT|THIS) DAYPART", _day_part, TimexType.TIME),
    # that night, the same evening
    rule("day part", "THE? THAT T? DAYPART", always(Shift(Count(0, 0), "day", 1, Base.ANCHOR)), TimexType.TIME),
    # the night before
    rule("day part", "THE DAYPART (?P<sign>SHIFTED)", _night_before, TimexType.TIME),
    # in the morning
    rule("day part alone", "(?<=p) THE DAYPART", always(Clock()), TimexType.TIME),
    # overnight
    rule("overnight", "OVERNIGHT", always(Overnight()), TimexType.TIME),
)
