"""Rules for times that count from publication or from the last date spoken of, for lengths, sets and times of day."""

from __future__ import annotations

from dataclasses import replace

from muster.normalise.dates.grammar import Build, Groups, Rule, rule
from muster.normalise.dates.types import (
    Base,
    Calendar,
    Clock,
    Count,
    Duration,
    Form,
    Month,
    Overnight,
    Range,
    Recurrence,
    Reference,
    Rolling,
    Shift,
    TimexType,
)
from muster.normalise.numerals import load_words

ONE = Count(1, 1)
FUTURE = Reference("future")
_SHORT = frozenset({"second", "minute", "hour"})


def _span(section: str) -> Count:
    low, high = load_words("time.yaml")[section]
    return Count(low, high, vague=True)


def _day_word(groups: Groups) -> Form | None:
    days = int(groups.get("word")[0])
    return Shift(Count(abs(days), abs(days)), "day", -1 if days < 0 else 1)


def _unit(groups: Groups) -> str:
    token = groups.row("unit")[0]
    return "second" if token.kind == "s" else str(token.value)


_SHIFTS = {"l": -1, "r": -1, "N": 1, "t": 0, "C": 0}


def _calendar(groups: Groups) -> Form | None:
    """ "last week" is the calendar week before; "the past week", "the last year" roll up to publication."""
    token, unit = groups.row("shift")[0], _unit(groups)
    shift = _SHIFTS[token.kind]
    if unit in _SHORT:
        return Rolling(ONE, unit, shift) if shift else None
    if token.value in load_words("time.yaml")["from_anchor"]:
        return Calendar(unit, shift, Base.ANCHOR)
    if token.value == "latest":
        return Calendar(unit, -1)
    if token.value == "next" and (unit == "day" or groups.has("the")):
        return Calendar(unit, shift, Base.ANCHOR) if unit == "day" else Rolling(ONE, unit, 1)
    if token.kind == "r" or (token.kind == "l" and groups.has("the") and unit not in ("weekend",)):
        return Rolling(ONE, unit, -1)
    return Calendar(unit, shift)


def _that(groups: Groups) -> Form | None:
    unit = _unit(groups)
    return None if unit in _SHORT else Calendar(unit, 0, Base.ANCHOR)


def _the_weekend(groups: Groups) -> Form | None:
    return Calendar("weekend", 0) if _unit(groups) == "weekend" else None


def _the_unit_of_part(groups: Groups) -> Form | None:
    unit = _unit(groups)
    if unit in _SHORT:
        return None
    return Calendar(unit, 0, Base.ANCHOR if unit == "day" else Base.PUBLISHED)


def _the_quarter(groups: Groups) -> Form | None:
    return Calendar("quarter", 0, Base.ANCHOR) if _unit(groups) == "quarter" else None


def _rolling(groups: Groups) -> Form | None:
    count = groups.count("count")
    sign = {"l": -1, "r": -1, "R": -1, "N": 1}[groups.row("shift")[0].kind]
    if groups.get("shift") == 1:
        sign = 1
    return None if count is None else Rolling(count, _unit(groups), sign)


def _recent(groups: Groups) -> Form | None:
    sign = {"R": groups.get("shift"), "l": -1, "r": -1, "N": 1}[groups.row("shift")[0].kind]
    reach = load_words("time.yaml")["recent_span"].get(_unit(groups), 1)
    return Rolling(Count(1, reach, vague=True), _unit(groups), int(sign))


def _ago(groups: Groups) -> Form | None:
    count = groups.count("count") if groups.has("count") else _span("bare_plural_count")
    return None if count is None else Shift(_plus_half(groups, count), _unit(groups), -1)


def _plus_half(groups: Groups, count: Count) -> Count:
    return replace(count, low=count.low + 0.5, high=count.high + 0.5) if groups.has("half") else count


_DIRECTIONS = {-1: -1, 1: 1, "earlier": -1, "later": 1}


def _goes_on(groups: Groups) -> bool:
    """Whether "before" or "after" has its own object ("two days after the attack"): then it is no shift."""
    after = groups.token(groups.end)
    word = str(after.value) if after is not None else ""
    return groups.get("sign") in (-1, 1) and (word[:1].isalpha() or (after is not None and after.kind not in "x,.-("))


def _shifted(groups: Groups) -> Form | None:
    if _goes_on(groups):
        return None
    count = groups.count("count") if groups.has("count") else _span("bare_plural_count")
    sign = _DIRECTIONS.get(groups.get("sign"))
    return None if count is None or sign is None else Shift(_plus_half(groups, count), _unit(groups), sign, Base.ANCHOR)


def _day_before(groups: Groups) -> Form | None:
    """ "the day before", "the day after" (what stands behind it is not read)."""
    sign = _DIRECTIONS.get(groups.get("sign"))
    return None if sign is None or _goes_on(groups) else Shift(ONE, _unit(groups), sign, Base.ANCHOR)


def _always(form: Form) -> Build:
    return lambda _: form


def _soon(groups: Groups) -> Form | None:
    """ "soon", unless it compares: "as soon as Tuesday"; "in the future", but not "the future of the valley"."""
    after = groups.token(groups.end)
    if after is not None and (after.kind == "h" or after.value == "as"):
        return None
    last = groups.token(groups.end - 1)
    if last is None or last.value != "the future":
        return FUTURE
    return FUTURE if _governed(groups) and not (after is not None and after.kind == "0") else None


def _governed(groups: Groups) -> bool:
    """Whether a preposition of time stands right before."""
    before = groups.token(groups.start - 1)
    return before is not None and before.kind in "pD0"


def _year_earlier(groups: Groups) -> Form | None:
    """ "the year-earlier quarter", "year-ago"."""
    sign = {**_DIRECTIONS, "ago": -1}.get(groups.get("sign"))
    return None if sign is None else Shift(ONE, _unit(groups), sign, Base.ANCHOR)


def _closed(groups: Groups) -> Form | None:
    """ "the year ended March 31": a length whose end is told behind it."""
    after = groups.token(groups.end)
    return Duration(ONE, _unit(groups)) if after is not None and after.value in ("ended", "ending") else None


def _first_months(groups: Groups) -> Form | None:
    """ "the first nine months", a length; of a year, the months from January."""
    count = groups.count("count")
    if count is None or groups.get("nth") not in (1, 2, "early", "last", "final"):
        return None
    if not groups.has("year"):
        return Duration(count, _unit(groups))
    months = int(count.low)
    if _unit(groups) != "month" or groups.get("nth") != 1 or not 1 < months < 12:
        return None
    return Range(Month(1, groups.get("year")), Month(months, groups.get("year")))


def _duration(groups: Groups) -> Form | None:
    count = groups.count("count")
    if count is None or _is_age(groups):
        return None
    if groups.row("count")[0].kind == "a" and (groups.row("unit")[0].kind == "s" or _is_rate(groups)):
        return None  # "a second", as in "a second attack"; "$2 million a year"
    return Duration(_plus_half(groups, count), _unit(groups))


def _is_rate(groups: Groups) -> bool:
    """ "358,000 a month", "$2 million a year", "a year-earlier loss": what comes in a unit, no length."""
    before, after = groups.token(groups.start - 1), groups.token(groups.end)
    beyond = groups.token(groups.end + 1)
    compared = after is not None and after.kind == "-" and beyond is not None and beyond.kind in "hPg"
    measured = before is not None and (before.kind in "nkcd" or before.value in ("%", "percent"))
    return compared or (measured and len(groups.row("count")) == 1)


def _is_age(groups: Groups) -> bool:
    """ "34-year-old", "34 years old": an age."""
    following = [groups.token(groups.end), groups.token(groups.end + 1)]
    words = [token.value for token in following if token is not None and token.kind != "-"]
    return bool(words) and words[0] in ("old", "olds")


def _bare_duration(groups: Groups) -> Form | None:
    return None if _is_age(groups) or _unit(groups) == "second" else Duration(_span("bare_plural_count"), _unit(groups))


def _long(groups: Groups) -> Form | None:
    token = groups.token(groups.end - 1)
    count = _span("bare_plural_count") if groups.row("unit")[0].kind == "v" else ONE
    return Duration(count, _unit(groups)) if token is not None and token.value in ("long", "lasting") else None


def _every(groups: Groups) -> Form | None:
    count = groups.count("count") if groups.has("count") else ONE
    return None if count is None else Recurrence(_unit(groups), count)


def _every_part(groups: Groups) -> Form | None:
    """ "each July", "every summer"."""
    part = groups.get("part")
    return Recurrence("year", of_year=f"{part:02d}" if isinstance(part, int) else str(part))


def _every_weekday(groups: Groups) -> Form | None:
    return Recurrence("week", ONE, groups.get("weekday"))


def _frequency(groups: Groups) -> Form | None:
    return Recurrence(groups.get("word"))


def _times(groups: Groups) -> Form | None:
    return Recurrence(_unit(groups))


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
    shift = _SHIFTS[groups.row("shift")[0].kind] if groups.has("shift") else 0
    if groups.get("shift") in ("next", *load_words("time.yaml")["from_anchor"]):
        return Shift(ONE, "day", shift, Base.ANCHOR)
    return Shift(Count(abs(shift), abs(shift)), "day", -1 if shift < 0 else 1)


_QTY = "(?P<count>COUNT)"
_HALF = "(?P<half>&a4)?"
_ZONE = "(?:DOT? OPEN? ZONE)?"

RELATIVE_RULES: tuple[Rule, ...] = (
    # today, yesterday, tomorrow, the day before yesterday
    rule("day word", "THE? (?P<word>DAYWORD)", _day_word),
    # last week, next month, this year, the previous day, the past week
    rule("calendar unit", "(?P<the>THE)? (?P<shift>LAST|NEXT|THIS) FISCAL? (?P<unit>UNIT)", _calendar),
    rule("calendar unit", "t (?P<shift>[lrN]) (?P<unit>UNIT)", _calendar),
    # that month, the same day
    rule("same unit", "THE? (?P<shift>THAT) T? (?P<unit>UNIT)", _that),
    # the weekend
    rule("weekend", "THE? (?P<unit>UNIT)", _the_weekend),
    # (the end of) the week, the year
    rule("unit of part", "(?<=P0) THE (?P<unit>UNIT)", _the_unit_of_part),
    rule("unit of part", "(?<=[P]p) THE (?P<unit>UNIT)", _the_unit_of_part),
    # the past two weeks, the next three days, the last 24 hours
    rule("rolling", f"THE? (?P<shift>ROLLINGLAST|NEXT) {_QTY} (?P<unit>[usv])", _rolling, TimexType.DURATION),
    # recent weeks, the coming months, past years
    rule("recent", "THE? (?P<shift>RECENT|LAST|NEXT) (?P<unit>v)", _recent, TimexType.DURATION),
    # three days ago, two decades ago, a year and a half ago, weeks ago
    rule("ago", f"{_QTY}? {_HALF} (?P<unit>[usv]) {_HALF.replace('half', 'half2')} APPROX? AGO", _ago),
    # two days later, a year earlier, months before
    rule("shifted", f"{_QTY} {_HALF} (?P<unit>[usv]) (?P<sign>SHIFTED)", _shifted),
    rule("shifted", "(?P<unit>v) (?P<sign>SHIFTED)", _shifted),
    # the day before, the day after
    rule("shifted", "THE (?P<unit>UNIT) (?P<sign>SHIFTED)", _day_before),
    # now, recently, soon
    rule("present", "THE? PRESENT", _always(Reference("present"))),
    rule("past", "PAST", _always(Reference("past"))),
    rule("future", "THE? FUTURE", _soon),
    # current (with no unit behind); in the past
    rule("present", "CURRENT", _always(Reference("present"))),
    rule("past", "(?<=p) THE r (?![uvsdnckq])", _always(Reference("past"))),
    # the quarter
    rule("same unit", "THE (?P<unit>UNIT)", _the_quarter),
    # year-earlier; the year-ago quarter, the year-earlier period
    rule("shifted", "(?P<unit>UNIT) - (?P<sign>[hPg])", _year_earlier),
    rule("shifted", "THE? (?P<unit>UNIT) - (?P<sign>[hPg]) (?:PERIOD|[os]?u)", _year_earlier),
    # the year (ended March 31), the week (ending Sunday)
    rule("closed duration", "THE FISCAL? (?P<unit>UNIT)", _closed, TimexType.DURATION),
    # the first nine months of 2021
    rule("first months", f"THE (?P<nth>[os]) {_QTY} (?P<unit>v) (?:OF (?P<year>YEAR))?", _first_months),
    # three days, six-day, a week, several months, two and a half years
    rule("duration", f"{_QTY} {_HALF} -? (?P<unit>[usv])", _duration, TimexType.DURATION),
    rule("duration", f"THE {_QTY} {_HALF} (?P<unit>v)", _duration, TimexType.DURATION),
    # weeks, decades
    rule("bare duration", "(?P<unit>v)", _bare_duration, TimexType.DURATION),
    # day-long, decades-long
    rule("long", "(?P<unit>[uv]) -? x", _long, TimexType.DURATION),
    # every year, each week, every two days
    rule("every", f"EVERY {_QTY}? (?P<unit>[usv])", _every, TimexType.SET),
    rule("every weekday", "EVERY (?P<weekday>WEEKDAY)", _every_weekday, TimexType.SET),
    rule("every month", "EVERY (?P<part>[MmS])", _every_part, TimexType.SET),
    rule("every weekday", "(?P<weekday>WEEKDAYS)", _every_weekday, TimexType.SET),
    # daily, annual
    rule("frequency", "(?P<word>FREQUENCY)", _frequency, TimexType.SET),
    # twice a week
    rule("times", "TIMES [aE] (?P<unit>UNIT)", _times, TimexType.SET),
    # 05:40 local time; 3:15 p.m. (1200 GMT)
    rule("clock", f"(?P<clock>CLOCK) MERIDIEM? {_ZONE}", _always(Clock()), TimexType.TIME),
    # 3 p.m., five o'clock
    rule("hour", f"(?P<hour>[dc]) (?:MERIDIEM|OCLOCK) {_ZONE}", _hour, TimexType.TIME),
    # 4 in the morning
    rule("hour", "(?P<hour>[dc]) p THE DAYPART", _hour, TimexType.TIME),
    # 1200 GMT
    rule("clock", "(?P<clock>[yn]) ZONE", _military, TimexType.TIME),
    # noon, midnight
    rule("clock word", f"CLOCKWORD {_ZONE}", _always(Clock()), TimexType.TIME),
    # this morning, last night, the previous evening
    rule("day part", "THE? (?P<shift>LAST|NEXT|THIS) DAYPART", _day_part, TimexType.TIME),
    # in the morning
    rule("day part alone", "(?<=p) THE DAYPART", _always(Clock()), TimexType.TIME),
    # overnight
    rule("overnight", "OVERNIGHT", _always(Overnight()), TimexType.TIME),
)
