"""Rules for explicit dates: days, months, years, quarters, seasons, feasts. Each with an example of what it reads."""

from __future__ import annotations

import re
from datetime import date

from muster.normalise.dates.grammar import Groups, Rule, always, rule
from muster.normalise.dates.types import Base, Day, Form, Holiday, Month, Quarter, Range, Season, Weekday, Years
from muster.normalise.numerals import cardinals, load_words, words_value


def _year(groups: Groups, name: str = "year") -> int | None:
    value = groups.get(name)
    return None if value is None else int(value)


def _valid(month: int, day: int, year: int | None, weekday: int | None = None) -> Day | None:
    """The day, unless the calendar has none (31 June); a year that is unknown may be a leap year."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Day(month, day, year, weekday)


def _day(groups: Groups) -> Form | None:
    if groups.has("unit") and groups.unit() != "day":
        return None
    return _valid(groups.get("month"), groups.get("day"), _year(groups), groups.get("weekday"))


def _two_digits(groups: Groups) -> Form | None:
    year = int(groups.get("two"))
    century = 2000 if year < 70 else 1900
    return _valid(groups.get("month"), groups.get("day"), century + year) if year < 100 else None


def _iso(groups: Groups) -> Form | None:
    year, month, day = (int(part) for part in groups.get("iso")[:10].split("-"))
    return _valid(month, day, year)


def _numeric(groups: Groups) -> Form | None:
    """14.07.2021 is day first; 7/14/2021 is what fits, else what the text's other dates show, else month first."""
    written = groups.get("numeric")
    first, second, third = (int(part) for part in re.split(r"[./-]", written))
    if first > 31:
        return _valid(second, third, first)
    year = third if third > 99 else third + (2000 if third < 70 else 1900)
    day_first = "." in written or first > 12 or (groups.day_first and second <= 12)
    return _valid(second, first, year) if day_first else _valid(first, second, year)


def _days_of_month(groups: Groups) -> Form | None:
    """ "August 5-10, 2021", "between 4 and 16 March 2019": one month for both days."""
    year, month = _year(groups), groups.get("month")
    first, last = _valid(month, groups.get("day"), year), _valid(month, groups.get("last"), year)
    if first is None or last is None or last.day <= first.day:
        return None
    return Range(first, last)


def _month_year(groups: Groups) -> Form | None:
    return Month(groups.get("month"), _year(groups))


def _month(groups: Groups) -> Form | None:
    """A month alone; an abbreviation ("Jan", also a name) needs its dot or a preposition."""
    token, after, before = groups.row("month")[0], groups.token(groups.end), groups.token(groups.start - 1)
    if before is not None and before.kind == "-":
        before = groups.token(groups.start - 2)  # "mid-May"
        before = before if before is not None and before.kind == "P" else None
    full = token.end - token.start > 4 or groups.get("month") in (6, 7)
    dotted = after is not None and after.kind == "." and after.start == token.end
    return Month(groups.get("month")) if full or dotted or (before is not None and before.kind in "pD0>P") else None


def _shifted_month(groups: Groups) -> Form | None:
    return Month(groups.get("month"), shift=groups.shift(), base=_base(groups))


def _bare_year(groups: Groups) -> Form | None:
    """A four-digit number is a year unless something is counted: "about 2000", "2000 troops", "2000 million"."""
    year = _year(groups)
    before, after = groups.token(groups.start - 1), groups.token(groups.end)
    kind = before.kind if before is not None else "x"
    if year is None or kind in "nkc" or (after is not None and after.kind in "vk"):
        return None
    if kind == "x" and str(before.value if before else "").isalpha() and _is_name(groups):
        return None
    said = groups.text[before.start : before.end].lower() if before is not None else ""
    if kind == "~" and (said not in ("around", "circa") or (after is not None and str(after.value)[:1].isalpha())):
        return None
    if not 1900 <= year <= 2050 and kind not in "pD0>P~":
        return None
    word = str(after.value) if after is not None and after.kind == "x" else ""
    countable = word.islower() and (word.endswith("s") or word in _HEADS) and len(word) > 3
    dating = kind in "ePM',-" or said in _DATING
    return None if countable and not dating else Years(year)


def _is_name(groups: Groups) -> bool:
    """Whether a capitalised word stands right before, so that the number is part of a name ("Zapad 2021")."""
    before, own = groups.tokens[groups.start - 1], groups.tokens[groups.start]
    return groups.text[before.start].isupper() and own.start - before.end <= 1 and before.start > 0


_HEADS = frozenset({"people", "men", "women", "personnel", "police", "children", "staff", "cattle"})
_DATING = frozenset({"in", "since", "during", "until", "from", "between", "s"})


def _years_range(groups: Groups) -> Form | None:
    """ "1975-90", "2014–2015": the second half may be two digits."""
    first, token = groups.get("year"), groups.row("last")[0]
    last = int(token.value)
    if token.kind != "y":
        if token.end - token.start != 2:
            return None
        last += first // 100 * 100
    return Range(Years(first), Years(last)) if first < last <= first + 150 else None


def _decade(groups: Groups) -> Form | None:
    before = groups.token(groups.start - 1)
    if before is not None and before.kind == "'" and str(before.value).isalpha():
        return None  # "in his 30s"
    digits = int(re.sub(r"\D", "", groups.get("decade")))
    return Years(digits if digits > 99 else 1900 + digits, 10)


def _spoken_year(groups: Groups) -> Form | None:
    """ "nineteen ninety-seven", "twenty fourteen"."""
    first, *rest = [cardinals()[token.value] for token in groups.row("words") if token.kind == "c"]
    last = sum(rest)
    spoken = len(rest) == 1 or (rest[0] % 10 == 0 and rest[0] >= 20 and 0 < rest[1] < 10)
    return Years(first * 100 + last) if first in (18, 19, 20) and last >= 10 and spoken else None


def _decade_word(groups: Groups) -> Form | None:
    return Years(1900 + int(groups.get("decade")), 10)


def _weekday(groups: Groups) -> Form | None:
    return Weekday(groups.get("weekday"), shift=groups.shift(), base=_base(groups))


def _weekday_of_week(groups: Groups) -> Form | None:
    return Weekday(groups.get("weekday"), week=groups.shift()) if groups.get("unit") == "week" else None


def _season(groups: Groups) -> Form | None:
    doubtful = groups.row("season")[0].kind == "f"
    if doubtful and not groups.has("year") and not groups.has("shift") and groups.word(groups.end) == "of":
        return None  # "the fall of the city"
    return Season(groups.get("season"), _year(groups), groups.shift(), base=_base(groups))


def _base(groups: Groups) -> Base:
    """What a month or season counts from: "the following spring", "that summer" from the date spoken of."""
    spoken = groups.has("that") or groups.get("shift") in load_words("time.yaml")["from_anchor"]
    return Base.ANCHOR if spoken else Base.PUBLISHED


def _in_year(groups: Groups) -> int | None:
    """-1 for "of last year", 0 for "of the year"."""
    return groups.shift() if groups.has("shift") else (0 if groups.has("unit") and groups.has("whole") else None)


def _year_named(groups: Groups) -> Form | None:
    """ "the year 2000", "the year two thousand"."""
    if groups.unit() != "year":
        return None
    if groups.has("year"):
        return Years(groups.get("year"))
    spoken = words_value([str(token.value) for token in groups.row("words") if token.kind != "&"])
    return Years(spoken) if spoken and 1000 <= spoken <= 2199 else None


def _quarter(groups: Groups) -> Form | None:
    index = int(groups.get("nth"))
    return (
        Quarter(index, 4, _year(groups), _in_year(groups)) if groups.get("unit") == "quarter" and index <= 4 else None
    )


def _half(groups: Groups) -> Form | None:
    index = {"o": groups.get("nth"), "s": 2, "l": 2}[groups.row("nth")[0].kind]
    if index > 2 or (groups.has("unit") and groups.get("unit") != "year"):
        return None
    return Quarter(index, 2, _year(groups), _in_year(groups))


def _century(groups: Groups) -> Form | None:
    return Years((int(groups.get("nth")) - 1) * 100 + 1, 100) if groups.get("unit") == "century" else None


def _holiday(groups: Groups) -> Form | None:
    if groups.word(groups.end) in load_words("time.yaml")["named_after_feasts"]:
        return None
    return Holiday(groups.get("holiday"), _year(groups), groups.shift())


_WEEKDAY = "(?:t? [tlN]? (?P<weekday>ANYWEEKDAY) DOT? COMMA? (?:(?:p)?THE)? )?"
_OF_YEAR = "(?:COMMA? OF? FISCAL? (?P<year>YEAR))?"
PERIOD_OF_YEAR = "period of year"
_COMMA_YEAR = "(?:COMMA? (?P<year>YEAR))?"

CALENDAR_RULES: tuple[Rule, ...] = (
    # 2021-07-14
    rule("iso", "(?P<iso>ISO)", _iso),
    # 14.07.2021, 7/14/2021
    rule("numeric", "(?P<numeric>[iJ])", _numeric),
    # 14 July 2021; Monday, the 14th of July; fifth of May
    rule(
        "day month",
        f"(?:{_WEEKDAY}|THE)(?P<day>[do]) (?:(?P<unit>u)(?=0)|DOT(?=j))? OF? (?P<month>MONTH) (?:DOT(?=y))?"
        f" {_COMMA_YEAR}",
        _day,
    ),
    # July 14, 2021; Aug. 7; Friday, Oct. 23; March 5th
    rule("month day", f"{_WEEKDAY}(?P<month>MONTH) DOT? THE? (?P<day>[do]) {_COMMA_YEAR}", _day),
    # between 4 and 16 March 2019; 3-6 October
    rule(
        "days month",
        f"(?P<day>[do]) [-D&] THE? (?P<last>[do]) OF? (?P<month>MONTH) (?:DOT(?=y))? {_COMMA_YEAR}",
        _days_of_month,
    ),
    # August 5-10; June 2 to 13, 2021
    rule(
        "month days",
        f"(?P<month>MONTH) DOT? (?P<day>[do]) [-D&] (?P<last>[do]) (?!-?MONTH) {_COMMA_YEAR}",
        _days_of_month,
    ),
    # July 2017; May of 2014; Sept. 2001
    rule("month year", "(?P<month>MONTH) DOT? COMMA? OF? (?P<year>YEAR)", _month_year),
    # last April; next March; this July
    rule("shifted month", "(?:THE? (?P<shift>LAST|NEXT|THIS)|(?P<that>THAT)) (?P<month>[Mm])", _shifted_month),
    # July
    rule("month", "(?P<month>M)", _month),
    # in May, early March (the part or preposition stands before)
    rule("month", "(?<=[pD0>P]) (?P<month>m)", _month),
    # (between January) and May
    rule("month", "(?<=[Mmjy]&) (?P<month>m)", _month_year),
    # May of this year; May to November
    rule("month", "(?P<month>m) (?=0[tlN]u|[-D]e?[Mm])", _month_year),
    rule("month", "(?<=[P]-) (?P<month>m)", _month),
    # Monday of last week; Friday next week
    rule("weekday of week", "(?P<weekday>WEEKDAY) OF? (?P<shift>LAST|NEXT|THIS) (?P<unit>UNIT)", _weekday_of_week),
    # Monday; last Saturday; next Tuesday
    rule("weekday", "THE? (?P<shift>LAST|NEXT) (?P<weekday>WEEKDAY)", _weekday),
    rule("weekday", "(?:t? (?P<shift>LAST|NEXT|THIS)|(?P<that>THAT))? (?P<weekday>WEEKDAY)", _weekday),
    # in 2017
    rule("year", "(?P<year>YEAR)", _bare_year),
    # fiscal 1989, fiscal year 2014
    rule("year", "FISCAL u? (?P<year>YEAR)", lambda groups: Years(groups.get("year"))),
    # the year 2000, the year two thousand
    rule("year", "THE? (?P<unit>UNIT) (?:(?P<year>YEAR)|(?P<words>c k (?:&?c)?))", _year_named),
    # the 1988 period
    rule(PERIOD_OF_YEAR, "THE (?P<year>YEAR) PERIOD", lambda groups: Years(groups.get("year"))),
    # year-end
    rule("year end", "YEAREND", always(Day(12, 31))),
    # 14-JUL-2021
    rule("day month", "(?P<day>d) - (?P<month>MONTH) - (?P<year>YEAR)", _day),
    # 10-Feb-98
    rule("day month", "(?P<day>d) - (?P<month>MONTH) - (?P<two>[dn])", _two_digits),
    # nineteen ninety-seven
    rule("year in words", "(?P<words>c c -? c?)", _spoken_year),
    # 2014-15
    rule("years", "(?P<year>YEAR) [-/] (?P<last>[ydn])", _years_range),
    # the 1990s; the nineties
    rule("decade", "THE? (?P<decade>DECADE)", _decade),
    rule("decade", "(?:THE|(?<=P)|(?<=P-)) (?P<decade>DECADEWORD)", _decade_word),
    # the 19th century
    rule("century", "THE? (?P<nth>o) -? (?P<unit>UNIT)", _century),
    # spring 2014; the summer of 2001; last winter; this past spring; the summer; summer
    rule(
        "season",
        f"(?:THE? (?P<that>THAT)|THE|THE? (?P<shift>LAST|NEXT|THIS) [lrN]?) (?P<season>SEASON) {_OF_YEAR}",
        _season,
    ),
    rule("season", "(?P<season>SEASON) (?:COMMA|OF)? (?P<year>YEAR)", _season),
    rule("season", "(?P<season>S)", _season),
    rule("season", "(?<=[p0>P]) (?P<season>f) (?![e])", _season),
    # the third quarter of 2021; second-quarter; the first quarter of next year
    rule("quarter", f"THE? (?:FISCAL)? (?P<nth>[os]) -? (?P<unit>UNIT) {_OF_YEAR}", _quarter),
    rule("quarter", "THE? (?P<nth>[os]) (?P<unit>UNIT) OF? (?P<shift>LAST|NEXT|THIS) u", _quarter),
    # the third and fourth quarters
    rule("quarter", "THE? (?P<nth>[os]) (?=[&|] [os] -? (?P<unit>[uv]))", _quarter),
    rule("quarter", f"(?<=[&|]) (?P<nth>[os]) -? (?P<unit>v) {_OF_YEAR}", _quarter),
    # next year's first quarter, fiscal 1989's first quarter
    rule("quarter", "THE? (?P<shift>LAST|NEXT|THIS) u ' . (?P<nth>[os]) -? (?P<unit>UNIT)", _quarter),
    rule("quarter", "THE? FISCAL? (?P<year>YEAR) ' . (?P<nth>[os]) -? (?P<unit>UNIT)", _quarter),
    rule("half year", "(?P<shift>LAST|NEXT|THIS) u ' . (?P<nth>[osl]) HALF", _half),
    rule("half year", "THE? (?P<year>YEAR) ' . (?P<nth>[osl]) HALF", _half),
    # first-half (losses)
    rule("half year", "(?P<nth>[os]) - HALF", _half),
    # the 1988 third quarter
    rule("quarter", "THE? (?P<year>YEAR) (?P<nth>[os]) (?P<unit>UNIT)", _quarter),
    # the second half of 2021; the first half of the year
    rule("half year", "THE? (?P<nth>[osl]) HALF OF FISCAL? (?P<year>YEAR)", _half),
    rule("half year", "THE? (?P<nth>[osl]) HALF OF (?P<shift>LAST|NEXT|THIS) (?P<unit>UNIT)", _half),
    rule("half year", "THE? (?P<nth>[osl]) HALF OF (?P<whole>THE) (?P<unit>UNIT)", _half),
    # Eid al-Adha; last Christmas; Easter 2021
    rule("holiday", "(?P<shift>LAST|NEXT|THIS)? (?P<holiday>HOLIDAY) (?:COMMA? (?P<year>YEAR))?", _holiday),
)
