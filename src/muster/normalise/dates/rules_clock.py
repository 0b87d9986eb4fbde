"""Rules for times of day: "05:40 local time", "3 p.m.", "last night", "overnight"."""

from __future__ import annotations

from muster.normalise.dates.grammar import ONE, ZONE, Groups, Rule, always, rule
from muster.normalise.dates.rules_relative import goes_on
from muster.normalise.dates.types import Base, Clock, Count, Form, Overnight, Shift, TimexType
from muster.normalise.numerals import load_words


def _hour(groups: Groups) -> Form | None:
    token = groups.row("hour")[0]
    hour = token.value if isinstance(token.value, int) else (groups.count("hour") or Count(0, 0)).low
    return Clock() if 1 <= hour <= 12 else None


def _military(groups: Groups) -> Form | None:
    """ "1200 GMT", "0540 local time"."""
    token = groups.row("clock")[0]
    digits = token.end - token.start
    return Clock() if digits == 4 and token.value // 100 <= 24 and token.value % 100 < 60 else None


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
    rule("clock", f"(?P<clock>CLOCK) MERIDIEM? {ZONE}", always(Clock()), TimexType.TIME),
    # 3 p.m., five o'clock
    rule("hour", f"(?P<hour>[dc]) (?:MERIDIEM|OCLOCK) {ZONE}", _hour, TimexType.TIME),
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
