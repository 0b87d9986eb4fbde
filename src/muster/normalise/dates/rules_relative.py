"""Rules for times that count from publication or from the last date spoken of."""

from __future__ import annotations

from muster.normalise.dates.grammar import (
    AND_HALF,
    HALF_BEHIND,
    ONE,
    QUANTITY,
    SHORT_UNITS,
    Groups,
    Rule,
    always,
    rule,
    vague_span,
)
from muster.normalise.dates.types import Base, Calendar, Count, Form, Part, Reference, Rolling, Shift, TimexType
from muster.normalise.numerals import load_words

FUTURE = Reference("future")


def _day_word(groups: Groups) -> Form | None:
    days = int(groups.get("word")[0])
    return Shift(Count(abs(days), abs(days)), "day", -1 if days < 0 else 1)


def _calendar(groups: Groups) -> Form | None:
    """ "last week" is the calendar week before; "the past week", "the last year" roll up to publication."""
    token, unit, shift = groups.row("shift")[0], groups.unit(), groups.shift() or 0
    if unit in SHORT_UNITS:
        return Rolling(ONE, unit, shift) if shift else None
    if token.kind == "t" and groups.word(groups.start - 1) == "to":
        return None  # "to this day"
    if token.value in load_words("time.yaml")["from_anchor"]:
        return Calendar(unit, shift, Base.ANCHOR)
    if token.value == "latest":
        return Calendar(unit, -1)
    if token.value == "next" and (unit == "day" or groups.has("the")):
        return Calendar(unit, shift, Base.ANCHOR) if unit == "day" else Rolling(ONE, unit, 1)
    if token.kind == "r" or (token.kind == "l" and groups.has("the") and unit not in ("weekend",)):
        return Rolling(ONE, unit, -1)
    return Calendar(unit, shift)


def _before_it(groups: Groups) -> Form | None:
    """ "prior-year", "the previous-quarter level"."""
    before = groups.get("shift") in load_words("time.yaml")["from_anchor"]
    return Calendar(groups.unit(), groups.shift() or 0, Base.ANCHOR) if before else None


def _that(groups: Groups) -> Form | None:
    unit = groups.unit()
    return None if unit in SHORT_UNITS else Calendar(unit, 0, Base.ANCHOR)


def _the_weekend(groups: Groups) -> Form | None:
    return Calendar("weekend", 0) if groups.unit() == "weekend" else None


def _the_unit_of_part(groups: Groups) -> Form | None:
    unit = groups.unit()
    if unit in SHORT_UNITS:
        return None
    return Calendar(unit, 0, Base.ANCHOR if unit == "day" else Base.PUBLISHED)


def _end_of_unit(groups: Groups) -> Form | None:
    """ "year's end", "the week's close", "month-end"."""
    owned = groups.has("owner")
    if groups.get("part") not in ("end", "beginning") or groups.unit() in SHORT_UNITS:
        return None
    if owned != (groups.word(groups.end - 2) == "s") or (not owned and groups.word(groups.end - 1) != "end"):
        return None
    return Part(groups.get("part"), Calendar(groups.unit(), 0))


def _the_quarter(groups: Groups) -> Form | None:
    return Calendar("quarter", 0, Base.ANCHOR) if groups.unit() == "quarter" else None


def _the_latest_period(groups: Groups) -> Form | None:
    return Calendar("quarter", 0, Base.ANCHOR) if groups.get("shift") == "latest" else None


def _rolling(groups: Groups) -> Form | None:
    count = groups.count("count")
    sign = {"l": -1, "r": -1, "R": -1, "N": 1}[groups.row("shift")[0].kind]
    if groups.get("shift") == 1:
        sign = 1
    return None if count is None else Rolling(count, groups.unit(), sign)


def _reach(unit: str) -> Count:
    """How far "in recent weeks" reaches."""
    return Count(1, load_words("time.yaml")["recent_span"].get(unit, 1), vague=True)


def _recent(groups: Groups) -> Form | None:
    sign = {"R": groups.get("shift"), "l": -1, "r": -1, "N": 1}[groups.row("shift")[0].kind]
    return Rolling(_reach(groups.unit()), groups.unit(), int(sign))


def _ahead(groups: Groups) -> Form | None:
    """ "in the weeks ahead", "in the months to come"."""
    words = " ".join(groups.word(groups.end - offset) for offset in (2, 1))
    ahead = words.endswith(" ahead") or words == "to come"
    return Rolling(_reach(groups.unit()), groups.unit(), 1) if ahead else None


def _ago(groups: Groups) -> Form | None:
    count = groups.count("count") if groups.has("count") else vague_span("bare_plural_count")
    after = groups.word(groups.end)
    if groups.word(groups.end - 1) == "back" and (
        not groups.has("count") or after in load_words("time.yaml")["back_to"]
    ):
        return None  # "a few years back", not "a day back in Kabul"
    return None if count is None else Shift(count, groups.unit(), -1)


def _or_two_ago(groups: Groups) -> Form | None:
    """ "a year or two ago"."""
    count = groups.count("more")
    return Shift(Count(1, count.high, vague=True), groups.unit(), -1) if count and count.high > 1 else None


def _from_now(groups: Groups) -> Form | None:
    count = groups.count("count")
    from_now = groups.word(groups.end - 2) == "from" and groups.word(groups.end - 1) == "now"
    return Shift(count, groups.unit(), 1) if count and from_now else None


_DIRECTIONS = {-1: -1, 1: 1, "earlier": -1, "later": 1}


def goes_on(groups: Groups) -> bool:
    """Whether "before" or "after" has its own object ("two days after the attack"): then it is no shift."""
    after = groups.token(groups.end)
    word = str(after.value) if after is not None else ""
    return groups.get("sign") in (-1, 1) and (word[:1].isalpha() or (after is not None and after.kind not in "x,.-("))


def _shifted(groups: Groups) -> Form | None:
    if goes_on(groups):
        return None
    count = groups.count("count") if groups.has("count") else vague_span("bare_plural_count")
    sign = _DIRECTIONS.get(groups.get("sign"))
    return None if count is None or sign is None else Shift(count, groups.unit(), sign, Base.ANCHOR)


def _day_before(groups: Groups) -> Form | None:
    """ "the day before", "the night before" (what stands behind it is not read)."""
    sign = _DIRECTIONS.get(groups.get("sign"))
    unit = groups.unit() if groups.has("unit") else "day"
    return None if sign is None or goes_on(groups) else Shift(ONE, unit, sign, Base.ANCHOR)


def _soon(groups: Groups) -> Form | None:
    """ "soon", unless it compares: "as soon as Tuesday"; "in the future", but not "the future of the valley"."""
    after = groups.token(groups.end)
    if after is not None and (after.kind == "h" or after.value == "as"):
        return None
    last = groups.token(groups.end - 1)
    if last is None or not last.value.startswith("the "):
        return FUTURE
    return FUTURE if _governed(groups) and not (after is not None and after.kind == "0") else None


def _governed(groups: Groups) -> bool:
    """Whether a preposition of time stands right before."""
    before = groups.token(groups.start - 1)
    return before is not None and before.kind in "pD0"


def _year_earlier(groups: Groups) -> Form | None:
    """ "the year-earlier quarter", "year-ago"."""
    sign = {**_DIRECTIONS, "ago": -1}.get(groups.get("sign"))
    return None if sign is None else Shift(ONE, groups.unit(), sign, Base.ANCHOR)


RELATIVE_RULES: tuple[Rule, ...] = (
    # today, yesterday, tomorrow, the day before yesterday
    rule("day word", "THE? (?P<word>DAYWORD)", _day_word),
    # last week, next month, this year, the previous day, the past week
    rule("calendar unit", "(?P<the>THE)? (?P<shift>LAST|NEXT|THIS) FISCAL? (?P<unit>UNIT)", _calendar),
    rule("calendar unit", "t (?P<shift>[lrN]) (?P<unit>UNIT)", _calendar),
    # prior-year, the previous-year quarter
    rule("calendar unit", "THE? (?P<shift>l) - (?P<unit>UNIT) (?:PERIOD|u)?", _before_it),
    # that month, the same day
    rule("same unit", "THE? (?P<shift>THAT) T? (?P<unit>UNIT)", _that),
    # the weekend
    rule("weekend", "THE? (?P<unit>UNIT)", _the_weekend),
    # (the end of) the week, the year
    rule("unit of part", "(?<=P0) THE (?P<unit>UNIT)", _the_unit_of_part),
    rule("unit of part", "(?<=[P]p) THE (?P<unit>UNIT)", _the_unit_of_part),
    # year's end, month-end; mid-week, midyear
    rule("end of unit", "THE? (?P<unit>u) (?P<owner>OWNER) x (?P<part>P)", _end_of_unit),
    rule("end of unit", "THE? (?P<unit>u) -? (?P<part>P)", _end_of_unit),
    rule("middle of unit", "THE? (?P<unit>MIDDLE)", lambda groups: Part("mid", Calendar(groups.get("unit"), 0))),
    # the past two weeks, the next three days, the last 24 hours
    rule(
        "rolling", f"THE? (?P<shift>ROLLINGLAST|NEXT) {QUANTITY} WHOLE? (?P<unit>[usv])", _rolling, TimexType.DURATION
    ),
    # recent weeks, the coming months, past years
    rule("recent", "THE? (?P<shift>RECENT|LAST|NEXT) (?P<unit>v)", _recent, TimexType.DURATION),
    # the weeks ahead, the months to come
    rule("recent", "THE (?P<unit>v) D? x", _ahead, TimexType.DURATION),
    # three days ago, two decades ago, a year and a half ago, weeks ago, a year or two ago
    rule("ago", f"{QUANTITY}? {AND_HALF} (?P<unit>[usv]) {HALF_BEHIND} APPROX? AGO", _ago),
    rule("ago", "a (?P<unit>UNIT) OR (?P<more>[dc]) AGO", _or_two_ago),
    # two weeks from now
    rule("from now", f"{QUANTITY} {AND_HALF} (?P<unit>[usv]) {HALF_BEHIND} p [1K]", _from_now),
    # two days later, a year earlier, months before
    rule("shifted", f"{QUANTITY} {AND_HALF} (?P<unit>[usv]) {HALF_BEHIND} (?P<sign>SHIFTED)", _shifted),
    rule("shifted", "(?P<unit>v) (?P<sign>SHIFTED)", _shifted),
    # the day before, the day after
    rule("shifted", "THE (?P<unit>UNIT) (?P<sign>SHIFTED)", _day_before),
    # now, recently, soon
    rule("present", "THE? PRESENT", always(Reference("present"))),
    rule("past", "PAST", always(Reference("past"))),
    rule("future", "THE? FUTURE", _soon),
    # current (with no unit behind); in the past
    rule("present", "CURRENT", always(Reference("present"))),
    rule("past", "(?<=p) THE r (?![uvsdnckq])", always(Reference("past"))),
    # the quarter, the latest period
    rule("same unit", "THE (?P<unit>UNIT)", _the_quarter),
    rule("same unit", "THE? (?P<shift>l) PERIOD", _the_latest_period),
    # year-earlier; the year-ago quarter, the year-earlier period
    rule("shifted", "(?P<unit>UNIT) - (?P<sign>[hPg])", _year_earlier),
    rule("shifted", "THE? (?P<unit>UNIT) - (?P<sign>[hPg]) (?:PERIOD|[os]?u)", _year_earlier),
)
