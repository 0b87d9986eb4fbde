"""Rules for lengths of time and for what comes back: "three days", "weeks", "every Friday", "twice a month"."""

from __future__ import annotations

from muster.normalise.dates.grammar import (
    AND_HALF,
    HALF_BEHIND,
    ONE,
    QUANTITY,
    Groups,
    Rule,
    rule,
    vague_span,
)
from muster.normalise.dates.types import Calendar, Count, Duration, Form, Recurrence, Shift, TimexType
from muster.normalise.numerals import load_words


def _closed(groups: Groups) -> Form | None:
    """ "the year ended March 31": a length whose end is told behind it."""
    ended = groups.word(groups.end) in ("ended", "ending", "through")
    return Duration(ONE, groups.unit()) if ended else None


def _fiscal(groups: Groups) -> Form | None:
    return Calendar("year", 0) if groups.unit() == "year" else None


def _first_months(groups: Groups) -> Form | None:
    """ "the first nine months", a length; with its year joined, the months from January."""
    count = groups.count("count")
    return Duration(count, groups.unit()) if count and groups.get("nth") == 1 else None


def _duration(groups: Groups) -> Form | None:
    count = groups.count("count")
    if count is None or _is_age(groups):
        return None
    if groups.row("count")[0].kind == "a" and (groups.row("unit")[0].kind == "s" or _is_rate(groups)):
        return None  # "a second", as in "a second attack"; "$2 million a year"
    after = groups.token(groups.end)
    if groups.word(groups.end - 2) == "one" and groups.unit() == "day" and after is not None and after.kind in "ltNr":
        return None  # "one day last week"
    return Duration(count, groups.unit())


def _is_rate(groups: Groups) -> bool:
    """ "358,000 a month", "$2 million a year", "a year-earlier loss": what comes in a unit, no length."""
    before, after = groups.token(groups.start - 1), groups.token(groups.end)
    beyond = groups.token(groups.end + 1)
    compared = after is not None and after.kind == "-" and beyond is not None and beyond.kind in "hPg"
    measured = before is not None and (before.kind in "nkcd" or before.value in ("%", "percent"))
    return compared or (measured and len(groups.row("count")) == 1)


def _is_age(groups: Groups) -> bool:
    """ "34-year-old", "34 years old", "aged 34 years": an age."""
    aged = load_words("time.yaml")["aged"]
    if groups.word(groups.start - 1) in aged or (not groups.has("count") and groups.word(groups.start - 2) in aged):
        return True
    following = [groups.token(groups.end), groups.token(groups.end + 1)]
    words = [token.value for token in following if token is not None and token.kind != "-"]
    return bool(words) and words[0] in ("old", "olds")


def _so_old(groups: Groups) -> Form | None:
    """ "the six-week-old war", "decades-old feuds": how long a thing has lasted, no age of a person."""
    count = groups.count("count") if groups.has("count") else vague_span("bare_plural_count")
    thing = groups.word(groups.end).removesuffix("s")
    if groups.has("count") and groups.row("count")[0].kind == "a" and groups.row("unit")[0].kind == "v":
        return None  # the "a" of "a years-old feud"
    things = load_words("time.yaml")["lasting_things"]
    lasting = thing in things if groups.has("count") else groups.row("unit")[0].kind == "v"
    return Duration(count, groups.unit()) if count and lasting and groups.word(groups.end - 1) == "old" else None


def _between(groups: Groups) -> Form | None:
    """ "between two and three weeks"."""
    low, high = groups.count("count"), groups.count("more")
    return Duration(Count(low.low, high.high, vague=True), groups.unit()) if low and high else None


def _or_two(groups: Groups) -> Form | None:
    """ "a day or two"."""
    count = groups.count("more")
    return Duration(Count(1, count.high, vague=True), groups.unit()) if count and count.high > 1 else None


def _quarter_century(groups: Groups) -> Form | None:
    """ "a quarter-century", "a quarter of a century ago"."""
    if groups.get("quarter") != "quarter" or groups.unit() != "century":
        return None
    count = Count(25, 25)
    return Shift(count, "year", -1) if groups.has("ago") else Duration(count, "year")


def _bare_duration(groups: Groups) -> Form | None:
    unknown = _is_age(groups) or groups.unit() == "second"
    return None if unknown else Duration(vague_span("bare_plural_count"), groups.unit())


def _long(groups: Groups) -> Form | None:
    count = vague_span("bare_plural_count") if groups.row("unit")[0].kind == "v" else ONE
    return Duration(count, groups.unit()) if groups.word(groups.end - 1) in ("long", "lasting") else None


def _whole(groups: Groups) -> Form | None:
    """ "the entire year", "all week"."""
    whole = groups.has("the") or groups.word(groups.start) == "all"
    return Duration(ONE, groups.unit()) if whole and groups.row("unit")[0].kind == "u" else None


def _every(groups: Groups) -> Form | None:
    count = groups.count("count") if groups.has("count") else ONE
    return None if count is None else Recurrence(groups.unit(), count)


def _every_other(groups: Groups) -> Form | None:
    """ "every other day", "every second year", "every third week"."""
    count = int(groups.get("nth"))
    return Recurrence(groups.unit(), Count(count, count))


def _every_part(groups: Groups) -> Form | None:
    """ "each July", "every summer"."""
    part = groups.get("part")
    return Recurrence("year", of_year=f"{part:02d}" if isinstance(part, int) else str(part))


def _every_day(_: Groups) -> Form | None:
    """ "every night": the part of day is read from the words."""
    return Recurrence("day")


def _every_weekday(groups: Groups) -> Form | None:
    return Recurrence("week", ONE, groups.get("weekday"))


def _weekends(groups: Groups) -> Form | None:
    return Recurrence("weekend") if groups.unit() == "weekend" else None


def _frequency(groups: Groups) -> Form | None:
    *count, unit = str(groups.get("word")).split()
    return Recurrence(unit, Count(int(count[0]), int(count[0]))) if count else Recurrence(unit)


def _times(groups: Groups) -> Form | None:
    count = groups.count("count") if groups.has("count") else ONE
    return Recurrence(groups.unit(), count) if count else None


FIRST_MONTHS = "first months"

LENGTH_RULES: tuple[Rule, ...] = (
    # the year (ended March 31), the week (ending Sunday)
    rule("closed duration", "THE FISCAL? (?P<unit>UNIT)", _closed, TimexType.DURATION),
    # the fiscal year
    rule("calendar unit", "THE FISCAL (?P<unit>UNIT)", _fiscal),
    # the first nine months
    rule(FIRST_MONTHS, f"THE (?P<nth>[os]) {QUANTITY} (?P<unit>v)", _first_months),
    # three days, six-day, a week, several months, two and a half years, a year and a half, five more days
    rule("duration", f"{QUANTITY} {AND_HALF} -? WHOLE? (?P<unit>[usv]) {HALF_BEHIND}", _duration, TimexType.DURATION),
    rule("duration", f"THE {QUANTITY} {AND_HALF} WHOLE? (?P<unit>v)", _duration, TimexType.DURATION),
    # a three-month period
    rule("duration", f"a? {QUANTITY} {AND_HALF} - (?P<unit>[us]) PERIOD", _duration, TimexType.DURATION),
    # between two and three weeks
    rule("duration", "(?<=>) (?P<count>[dnc]) & (?P<more>[dnc]) -? (?P<unit>v)", _between, TimexType.DURATION),
    # a day or two
    rule("duration", "a (?P<unit>UNIT) OR (?P<more>[dc])", _or_two, TimexType.DURATION),
    # a quarter-century, a quarter of a century ago
    rule("quarter century", "a? (?P<quarter>u) (?:OF a|-)? (?P<unit>u) (?P<ago>AGO)?", _quarter_century),
    # weeks, decades; but "on weekends"
    rule("weekends", "(?<=p) (?P<unit>v)", _weekends, TimexType.SET),
    rule("bare duration", "(?P<unit>v)", _bare_duration, TimexType.DURATION),
    # day-long, decades-long; monthlong
    rule("long", "(?P<unit>[uv]) -? x", _long, TimexType.DURATION),
    rule("long", "a? (?P<unit>LONG)", lambda groups: Duration(ONE, groups.unit()), TimexType.DURATION),
    # decades-old, (the) six-week-old (war)
    rule("old", f"(?:{QUANTITY} -?)? (?P<unit>[usv]) - x", _so_old, TimexType.DURATION),
    # the entire year, all week
    rule("whole", "(?P<the>THE) WHOLE (?P<unit>UNIT)", _whole, TimexType.DURATION),
    # every year, each week, every two days, every other day
    rule("every", f"EVERY {QUANTITY}? (?P<unit>[usv])", _every, TimexType.SET),
    rule("every", "EVERY (?P<nth>NTH|SECONDARY) (?P<unit>UNIT)", _every_other, TimexType.SET),
    rule("every day", "EVERY DAYPART", _every_day, TimexType.SET),
    rule("every weekday", "EVERY (?P<weekday>WEEKDAY)", _every_weekday, TimexType.SET),
    rule("every month", "EVERY (?P<part>[MmS])", _every_part, TimexType.SET),
    rule("every weekday", "(?P<weekday>WEEKDAYS)", _every_weekday, TimexType.SET),
    # daily, annual
    rule("frequency", "(?P<word>FREQUENCY)", _frequency, TimexType.SET),
    # twice a week, four times a year, once every two weeks
    rule("times", f"TIMES (?:a|EVERY {QUANTITY}?) (?P<unit>[uv])", _times, TimexType.SET),
    rule("times", "[dcq] OFTEN [aE] (?P<unit>UNIT)", _times, TimexType.SET),
)
