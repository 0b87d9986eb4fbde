"""What a time expression says: extents, resolved days, tenses, anchors. Published on Wednesday, 14 July 2021."""

from __future__ import annotations

from datetime import date

import pytest

from muster.normalise.dates import (
    Reach,
    Tense,
    Timex,
    TimexType,
    explain,
    find_timexes,
    resolve_timex,
    tense_at,
    timex3_value,
)
from muster.record import Precision, Published, When

WEDNESDAY = date(2021, 7, 14)
PAST, PRESENT, FUTURE = Tense.PAST, Tense.PRESENT, Tense.FUTURE


def only(text: str) -> Timex:
    found = find_timexes(text)
    assert len(found) == 1, [timex.text for timex in found]
    return found[0]


def days(text: str, tense: Tense = PAST, published: date = WEDNESDAY) -> tuple[str | None, str | None] | None:
    when = resolve_timex(only(text), published, tense=tense)
    return None if when is None else (when.from_, when.to)


# text, extent, from, to (one ISO day: both)
PAST_CASES = [
    # weekdays: the last one up to and including today
    ("It said on Monday.", "Monday", "2021-07-12"),
    ("It said Wednesday that", "Wednesday", "2021-07-14"),
    ("on Thursday", "Thursday", "2021-07-08"),
    ("last Saturday", "last Saturday", "2021-07-10"),
    ("last Wednesday", "last Wednesday", "2021-07-07"),
    ("this Tuesday", "this Tuesday", "2021-07-13"),
    ("Monday's attack", "Monday", "2021-07-12"),
    ("Monday of last week", "Monday of last week", "2021-07-05"),
    ("on Friday last week", "Friday last week", "2021-07-09"),
    # full and partial days
    ("on 14 July 2021", "14 July 2021", "2021-07-14"),
    ("on July 14, 2021,", "July 14, 2021", "2021-07-14"),
    ("On Wednesday, July 14, 2021,", "Wednesday, July 14, 2021", "2021-07-14"),
    ("on the 5th of May", "the 5th of May", "2021-05-05"),
    ("This Monday 12 July", "This Monday 12 July", "2021-07-12"),
    ("Berlin, 10. Juli 2021", "10. Juli 2021", "2021-07-10"),
    ("pre-2014 borders", "2014", ("2014-01-01", "2014-12-31")),
    ("Sat, 3 July", "Sat, 3 July", "2021-07-03"),
    ("Aug. 7, 1998", "Aug. 7, 1998", "1998-08-07"),
    ("on 9 July", "9 July", "2021-07-09"),
    ("on December 28", "December 28", "2020-12-28"),
    ("on March 5th", "March 5th", "2021-03-05"),
    ("the fifth of March", "the fifth of March", "2021-03-05"),
    ("5 de", None, None),
    ("Dushanbe, 12 июля 2021", "12 июля 2021", "2021-07-12"),
    ("Paris, le 3 août 2020", "3 août 2020", "2020-08-03"),
    ("Ankara, 9 Temmuz 2021", "9 Temmuz 2021", "2021-07-09"),
    # numeric forms
    ("date 2021-07-14", "2021-07-14", "2021-07-14"),
    ("at 2021-07-13T05:40:00Z", "2021-07-13T05:40:00Z", "2021-07-13"),
    ("dated 14.07.2021", "14.07.2021", "2021-07-14"),
    ("dated 7/14/2021", "7/14/2021", "2021-07-14"),
    ("dated 14/7/2021", "14/7/2021", "2021-07-14"),
    ("dated 5/6/2021", "5/6/2021", "2021-05-06"),
    ("dated 2021/07/14", "2021/07/14", "2021-07-14"),
    ("dated 32.07.2021", None, None),
    # ranges
    ("August 5-10, 2020", "August 5-10, 2020", ("2020-08-05", "2020-08-10")),
    ("from 30 June to 10 July", "30 June to 10 July", ("2021-06-30", "2021-07-10")),
    ("between 4 and 16 March 2019", "4 and 16 March 2019", ("2019-03-04", "2019-03-16")),
    ("July 7-12", "July 7-12", ("2021-07-07", "2021-07-12")),
    ("from June 2 to 13", "June 2 to 13", ("2021-06-02", "2021-06-13")),
    ("3-6 October 2020", "3-6 October 2020", ("2020-10-03", "2020-10-06")),
    ("28 December 2020 – 3 January 2021", "28 December 2020 – 3 January 2021", ("2020-12-28", "2021-01-03")),
    ("from 28 December to 3 January", "28 December to 3 January", ("2020-12-28", "2021-01-03")),
    ("between March and June", "March and June", ("2021-03-01", "2021-06-30")),
    ("from May to July 2019", "May to July 2019", ("2019-05-01", "2019-07-31")),
    ("Monday to Friday", "Monday to Friday", ("2021-07-05", "2021-07-09")),
    ("from 2014 to 2016", "2014 to 2016", ("2014-01-01", "2016-12-31")),
    ("in 2014-15", "2014-15", ("2014-01-01", "2015-12-31")),
    ("from Monday until yesterday", "Monday until yesterday", ("2021-07-12", "2021-07-13")),
    # months and their parts
    ("in July 2017", "July 2017", ("2017-07-01", "2017-07-31")),
    ("in June", "June", ("2021-06-01", "2021-06-30")),
    ("in November", "November", ("2020-11-01", "2020-11-30")),
    ("in May", "May", ("2021-05-01", "2021-05-31")),
    ("early July", "early July", ("2021-07-01", "2021-07-10")),
    ("in mid-June", "mid-June", ("2021-06-11", "2021-06-20")),
    ("in mid-May, officials said", "mid-May", ("2021-05-11", "2021-05-20")),
    ("late in March", "late in March", ("2021-03-21", "2021-03-31")),
    ("at the end of February", "the end of February", ("2021-02-21", "2021-02-28")),
    ("at the beginning of May", "the beginning of May", ("2021-05-01", "2021-05-10")),
    ("last April", "last April", ("2021-04-01", "2021-04-30")),
    ("last July", "last July", ("2020-07-01", "2020-07-31")),
    ("February last year", "February last year", ("2020-02-01", "2020-02-29")),
    ("early March this year", "early March this year", ("2021-03-01", "2021-03-10")),
    ("in 1274, they", "1274", ("1274-01-01", "1274-12-31")),
    # seasons, quarters, halves
    ("the summer of 1281", "the summer of 1281", ("1281-06-01", "1281-08-31")),
    ("in the spring of 2014", "the spring of 2014", ("2014-03-01", "2014-05-31")),
    ("summer 2019", "summer 2019", ("2019-06-01", "2019-08-31")),
    ("last winter", "last winter", ("2020-12-01", "2021-02-28")),
    ("the third quarter of 2020", "the third quarter of 2020", ("2020-07-01", "2020-09-30")),
    ("the first half of 2021", "the first half of 2021", ("2021-01-01", "2021-06-30")),
    ("the first nine months of 2020", "the first nine months of 2020", ("2020-01-01", "2020-09-30")),
    # years, decades, centuries
    ("in 2017", "2017", ("2017-01-01", "2017-12-31")),
    ("the 2008 war", "2008", ("2008-01-01", "2008-12-31")),
    ("its 1990 invasion", "1990", ("1990-01-01", "1990-12-31")),
    ("in late 2014", "late 2014", ("2014-09-01", "2014-12-31")),
    ("early in 2020", "early in 2020", ("2020-01-01", "2020-04-30")),
    ("nineteen ninety-one", "nineteen ninety-one", ("1991-01-01", "1991-12-31")),
    ("in the 1990s", "the 1990s", ("1990-01-01", "1999-12-31")),
    ("the early 1990s", "the early 1990s", ("1990-01-01", "1992-12-31")),
    ("the eighties", "the eighties", ("1980-01-01", "1989-12-31")),
    ("the 19th century", "the 19th century", ("1801-01-01", "1900-12-31")),
    # counted from publication
    ("yesterday", "yesterday", "2021-07-13"),
    ("the day before yesterday", "the day before yesterday", "2021-07-12"),
    ("tomorrow", "tomorrow", "2021-07-15"),
    ("today", "today", "2021-07-14"),
    ("last week", "last week", ("2021-07-05", "2021-07-11")),
    ("this week", "this week", ("2021-07-12", "2021-07-18")),
    ("next week", "next week", ("2021-07-19", "2021-07-25")),
    ("last weekend", "last weekend", ("2021-07-10", "2021-07-11")),
    ("over the weekend", "the weekend", ("2021-07-10", "2021-07-11")),
    ("last month", "last month", ("2021-06-01", "2021-06-30")),
    ("next month", "next month", ("2021-08-01", "2021-08-31")),
    ("last year", "last year", ("2020-01-01", "2020-12-31")),
    ("earlier this month", "earlier this month", ("2021-07-01", "2021-07-14")),
    ("later this year", "later this year", ("2021-07-14", "2021-12-31")),
    ("the end of the week", "the end of the week", ("2021-07-16", "2021-07-18")),
    ("the past week", "the past week", ("2021-07-07", "2021-07-14")),
    ("the last two weeks", "the last two weeks", ("2021-06-30", "2021-07-14")),
    ("the past three years", "the past three years", ("2018-07-14", "2021-07-14")),
    ("the last 24 hours", "the last 24 hours", ("2021-07-13", "2021-07-14")),
    ("the next 12 to 18 days", "the next 12 to 18 days", ("2021-07-14", "2021-08-01")),
    ("after the July 9 attack", "July 9", "2021-07-09"),
    ("after Friday's vote", "Friday", "2021-07-09"),
    ("the next three days", "the next three days", ("2021-07-14", "2021-07-17")),
    ("in recent weeks", "recent weeks", ("2021-06-16", "2021-07-14")),
    ("three days ago", "three days ago", "2021-07-11"),
    ("two weeks ago", "two weeks ago", ("2021-06-28", "2021-07-02")),
    ("a month ago", "a month ago", ("2021-06-01", "2021-06-30")),
    ("five years ago", "five years ago", ("2016-01-01", "2016-12-31")),
    ("two decades ago", "two decades ago", ("2001-01-01", "2001-12-31")),
    ("more than 20 years ago", "more than 20 years ago", ("2001-01-01", "2001-12-31")),
    ("several days ago", "several days ago", ("2021-07-07", "2021-07-11")),
    # counted from another time beside them
    ("a week ago Friday", "a week ago Friday", "2021-07-02"),
    ("two years ago this month", "two years ago this month", ("2019-07-01", "2019-07-31")),
    ("a month ago yesterday", "a month ago yesterday", "2021-06-13"),
    ("a week from Friday", "a week from Friday", "2021-07-23"),
    ("two months from today", "two months from today", "2021-09-14"),
    ("three Sundays ago", "three Sundays ago", "2021-06-27"),
    ("the week before last", "the week before last", ("2021-06-28", "2021-07-04")),
    ("the year after next", "the year after next", ("2023-01-01", "2023-12-31")),
    ("the night before last", "the night before last", "2021-07-12"),
    ("five years back", "five years back", ("2016-01-01", "2016-12-31")),
    ("the past three winters", "the past three winters", ("2018-12-01", "2021-02-28")),
    # days of an unnamed month
    ("on the 12th, when", "the 12th", "2021-07-12"),
    ("by the 20th.", "the 20th", (None, "2021-06-20")),
    ("Monday the 5th", "Monday the 5th", "2021-07-05"),
    ("the 9th of last month", "the 9th of last month", "2021-06-09"),
    ("on the night of the 3rd", "the night of the 3rd", "2021-07-03"),
    ("the 24th day of May, 2019", "the 24th day of May, 2019", "2019-05-24"),
    # units within and around others
    ("the first week of May", "the first week of May", ("2021-05-01", "2021-05-07")),
    ("the last day of 2019", "the last day of 2019", "2019-12-31"),
    ("in the final month of last year", "the final month of last year", ("2020-12-01", "2020-12-31")),
    ("the week of June 9", "the week of June 9", ("2021-06-07", "2021-06-13")),
    ("the weekend of 5 June", "the weekend of 5 June", ("2021-06-05", "2021-06-06")),
    ("Easter weekend", "Easter weekend", ("2021-04-03", "2021-04-04")),
    ("Memorial Day weekend", "Memorial Day weekend", ("2021-05-29", "2021-05-30")),
    ("at year's end", "year's end", ("2021-12-01", "2021-12-31")),
    ("at month-end", "month-end", ("2021-07-21", "2021-07-31")),
    ("mid-week", "mid-week", ("2021-07-14", "2021-07-15")),
    ("the June quarter", "the June quarter", ("2021-04-01", "2021-06-30")),
    ("fiscal 2020's first quarter", "fiscal 2020's first quarter", ("2020-01-01", "2020-03-31")),
    ("the early part of 2020", "the early part of 2020", ("2020-01-01", "2020-04-30")),
    ("the late eighties", "the late eighties", ("1987-01-01", "1989-12-31")),
    ("on 9/11", "9/11", "2001-09-11"),
    ("10-Feb-98", "10-Feb-98", "1998-02-10"),
    ("May of last year", "May of last year", ("2020-05-01", "2020-05-31")),
    # times of day
    ("dusk on Monday", "dusk on Monday", "2021-07-12"),
    ("Monday at dawn", "Monday at dawn", "2021-07-12"),
    ("overnight", "overnight", ("2021-07-13", "2021-07-14")),
    ("last night", "last night", "2021-07-13"),
    ("yesterday evening", "yesterday evening", "2021-07-13"),
    ("this morning", "this morning", "2021-07-14"),
    ("tonight", "tonight", "2021-07-14"),
    ("on Tuesday night", "Tuesday night", "2021-07-13"),
    ("on the night of 12 July", "the night of 12 July", "2021-07-12"),
    ("at 05:40 on Tuesday", "05:40 on Tuesday", "2021-07-13"),
    ("9 a.m. EST Tuesday", "9 a.m. EST Tuesday", "2021-07-13"),
    ("Tuesday at 3 p.m. (1200 GMT)", "Tuesday at 3 p.m. (1200 GMT)", "2021-07-13"),
    # feasts
    ("on Christmas Eve", "Christmas Eve", "2020-12-24"),
    ("during Ramadan", "Ramadan", ("2021-04-13", "2021-05-12")),
    ("Eid al-Fitr 2021", "Eid al-Fitr 2021", ("2021-05-13", "2021-05-15")),
    ("Orthodox Easter", "Orthodox Easter", "2021-05-02"),
    ("Easter Sunday", "Easter Sunday", "2021-04-04"),
    ("Nowruz", "Nowruz", "2021-03-21"),
    ("New Year's Eve", "New Year's Eve", "2020-12-31"),
]


@pytest.mark.parametrize(("text", "extent", "expected"), PAST_CASES, ids=[case[0] for case in PAST_CASES])
def test_extent_and_days(text: str, extent: str | None, expected: str | tuple[str | None, str] | None) -> None:
    if extent is None:
        assert find_timexes(text) == []
        return
    timex = only(text)
    when = resolve_timex(timex, WEDNESDAY)
    assert timex.text == extent
    assert when is not None
    assert (when.from_, when.to) == (expected if isinstance(expected, tuple) else (expected, expected))
    assert (when.text, when.start, when.end) == (extent, timex.start, timex.end)


FUTURE_CASES = [
    ("on Friday", "2021-07-16", "2021-07-16"),
    ("on Wednesday", "2021-07-14", "2021-07-14"),
    ("next Tuesday", "2021-07-20", "2021-07-20"),
    ("August 5-10", "2021-08-05", "2021-08-10"),
    ("from 28 July to 9 August", "2021-07-28", "2021-08-09"),
    ("in August", "2021-08-01", "2021-08-31"),
    ("in July", "2021-07-01", "2021-07-31"),
    ("in March", "2022-03-01", "2022-03-31"),
    ("3 January", "2022-01-03", "2022-01-03"),
    ("from Monday to Friday", "2021-07-19", "2021-07-23"),
    ("over the weekend", "2021-07-17", "2021-07-18"),
    ("on Eid al-Adha", "2021-07-20", "2021-07-23"),
]


@pytest.mark.parametrize(("text", "first", "last"), FUTURE_CASES, ids=[case[0] for case in FUTURE_CASES])
def test_future_tense(text: str, first: str, last: str) -> None:
    assert days(text, FUTURE) == (first, last)


def test_on_a_sunday_last_week_may_be_the_one_that_ends() -> None:
    assert days("last week", published=date(2021, 7, 18)) == ("2021-07-05", "2021-07-18")
    assert days("last week", published=date(2021, 7, 17)) == ("2021-07-05", "2021-07-11")


REACHES = [
    ("since 2001", Reach.SINCE, ("2001-01-01", None)),
    ("since Monday", Reach.SINCE, ("2021-07-12", None)),
    ("from Monday", Reach.FROM, ("2021-07-12", None)),
    ("until 2042", Reach.UNTIL, (None, "2042-12-31")),
    ("through 2042", Reach.THROUGH, (None, "2042-12-31")),
    ("by the end of 2024", Reach.BY, (None, "2024-12-31")),
    ("before noon on Monday", Reach.BEFORE, ("2021-07-12", "2021-07-12")),
    ("before the end of July", Reach.BEFORE, (None, "2021-07-31")),
    ("before 2014", Reach.BEFORE, (None, "2013-12-31")),
    ("after 2014", Reach.AFTER, ("2015-01-01", None)),
    ("in 2014", Reach.AT, ("2014-01-01", "2014-12-31")),
    ("during June", Reach.DURING, ("2021-06-01", "2021-06-30")),
]


@pytest.mark.parametrize(("text", "reach", "expected"), REACHES, ids=[case[0] for case in REACHES])
def test_prepositions_open_the_interval_but_stay_outside_it(
    text: str, reach: Reach, expected: tuple[str | None, str | None]
) -> None:
    timex = only(text)
    assert timex.reach is reach
    assert timex.outer_start == 0
    assert not timex.text.startswith(text.split()[0])
    assert days(text) == expected


NO_TIME = [
    "They may march on the capital.",
    "a second attack, the third this far",
    "T-72 tanks, Su-25 jets and the A1 motorway",
    "some 2000 soldiers and 1998 others",
    "in 1200 villages, of 1250 men",
    "the Christmas market",
    "The sun sat low; he wed her.",
    "prices fall and rise",
    "Mr. May met Ms. March",
    "The 201st base, No. 187",
    "Theresa May said she",
    "the Zapad-2021 and Zapad 2017 exercises",
    "fitted with MILES 2000 equipment",
    "a 34-year-old man, 20 years old",
    "a man aged 25 years",
    "on the 15th floor with the 3rd Brigade",
    "on Theme, the third of its kind",
    "order https://example.org/2024/04/28/story",
    "13:75 and 99.99.2021",
    "",
]


@pytest.mark.parametrize("text", NO_TIME)
def test_ambiguous_words_are_no_times_outside_time_syntax(text: str) -> None:
    assert [timex.text for timex in find_timexes(text)] == []


DURATIONS = [
    ("for three days", "three days", "P3D"),
    ("a six-day exercise", "six-day", "P6D"),
    ("two and a half years", "two and a half years", "P2Y6M"),
    ("5 1/2 hours", "5 1/2 hours", "PT5H30M"),
    ("at least 30 days", "at least 30 days", "P30D"),
    ("twenty-five minutes", "twenty-five minutes", "PT25M"),
    ("for several months", "several months", "PXM"),
    ("for decades", "decades", "PXY"),
    ("a fortnight", "a fortnight", "P2W"),
    ("for 10-15 days", "10-15 days", "PXD"),
    ("the 23-year war", "23-year", "P23Y"),
    ("the first nine months", "the first nine months", "P9M"),
    ("a year and two months", "a year and two months", "P1Y2M"),
    ("four days, six hours", "four days, six hours", "P4DT6H"),
    ("10- to 15-year terms", "10- to 15-year", "PXY"),
    ("between two and three weeks", "two and three weeks", "PXW"),
]


@pytest.mark.parametrize(("text", "extent", "value"), DURATIONS, ids=[case[0] for case in DURATIONS])
def test_durations_have_no_place_on_the_calendar(text: str, extent: str, value: str) -> None:
    timex = only(text)
    assert (timex.text, timex.type) == (extent, TimexType.DURATION)
    assert resolve_timex(timex, WEDNESDAY) is None
    assert timex3_value(timex, None) == value


SETS = [
    ("every year", "P1Y"),
    ("held annually", "P1Y"),
    ("each week", "P1W"),
    ("on Fridays", "XXXX-WXX-5"),
    ("bi-weekly", "P2W"),
    ("semiannually", "P6M"),
    ("the past three summers", "XXXX-SU"),
]


@pytest.mark.parametrize(("text", "value"), SETS, ids=[case[0] for case in SETS])
def test_sets(text: str, value: str) -> None:
    timex = only(text)
    assert timex.type is TimexType.SET
    assert timex3_value(timex, None) == value


VALUES = [
    ("Aug. 7, 1998", "1998-08-07"),
    ("last week", "2021-W27"),
    ("last weekend", "2021-W27-WE"),
    ("next month", "2021-08"),
    ("early July", "2021-07"),
    ("the third quarter of 1984", "1984-Q3"),
    ("last winter", "2020-WI"),
    ("the 1990s", "199"),
    ("through next year", "2022"),
    ("the past three years", "P3Y"),
    ("at 05:40 on Tuesday", "2021-07-13T05:40"),
    ("Tuesday at 3 p.m.", "2021-07-13T15:00"),
    ("12:30 a.m. Tuesday", "2021-07-13T00:30"),
    ("Tuesday morning", "2021-07-13TMO"),
    ("around 04.30", "2021-07-14T04:30"),
    ("half past five", "2021-07-14T05:30"),
    ("a quarter to six", "2021-07-14T05:45"),
    ("five o'clock in the afternoon", "2021-07-14T17:00"),
    ("at 8 tonight", "2021-07-14T20:00"),
    ("at 1430 hours", "2021-07-14T14:30"),
    ("the second week of May", "2021-W19"),
    ("the other day", "PAST_REF"),
    ("for the time being", "PRESENT_REF"),
    ("overnight", "2021-07-13TNI"),
    ("now", "PRESENT_REF"),
    ("recently", "PAST_REF"),
    ("soon", "FUTURE_REF"),
    ("from 5 to 10 July", "2021-07-05/2021-07-10"),
]


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[case[0] for case in VALUES])
def test_timex3_values(text: str, value: str) -> None:
    timex = only(text)
    assert timex3_value(timex, resolve_timex(timex, WEDNESDAY)) == value


def when(first: str, last: str, precision: Precision = Precision.DAY) -> When:
    return When(from_=first, to=last, precision=precision)


ANCHORED = [
    ("the same day", when("2021-05-03", "2021-05-03"), ("2021-05-03", "2021-05-03")),
    ("the following day", when("2021-05-03", "2021-05-03"), ("2021-05-04", "2021-05-04")),
    ("the next day", when("2021-05-03", "2021-05-03"), ("2021-05-04", "2021-05-04")),
    ("a day earlier", when("2021-05-03", "2021-05-03"), ("2021-05-02", "2021-05-02")),
    ("two days later", when("2021-05-03", "2021-05-03"), ("2021-05-05", "2021-05-05")),
    ("that month", when("2015-09-01", "2015-09-30", Precision.MONTH), ("2015-09-01", "2015-09-30")),
    ("that year", when("2015-09-01", "2015-09-30", Precision.MONTH), ("2015-01-01", "2015-12-31")),
    ("a year earlier", when("2015-01-01", "2015-12-31", Precision.YEAR), ("2014-01-01", "2014-12-31")),
    ("the previous Friday", when("2021-05-03", "2021-05-03"), ("2021-04-30", "2021-04-30")),
    ("at 05:40 local time", when("2021-05-03", "2021-05-03"), ("2021-05-03", "2021-05-03")),
]


@pytest.mark.parametrize(("text", "anchor", "expected"), ANCHORED, ids=[case[0] for case in ANCHORED])
def test_anchored_to_the_last_date_spoken_of(text: str, anchor: When, expected: tuple[str, str]) -> None:
    found = resolve_timex(only(text), WEDNESDAY, anchor=anchor)
    assert found is not None
    assert (found.from_, found.to) == expected


@pytest.mark.parametrize("text", ["the same day", "that month", "the following day"])
def test_no_anchor_no_date(text: str) -> None:
    assert resolve_timex(only(text), WEDNESDAY) is None


def test_published_interval_takes_the_only_such_weekday() -> None:
    week = Published(from_="2021-07-14", to="2021-07-18")
    found = resolve_timex(only("on Friday"), week)
    assert found is not None
    assert (found.from_, found.to, found.approximate) == ("2021-07-16", "2021-07-16", True)


def test_published_interval_without_that_weekday_gives_the_hull() -> None:
    found = resolve_timex(only("on Monday"), Published(from_="2021-07-01", to="2021-07-14"))
    assert found is not None
    assert (found.from_, found.to, found.approximate) == ("2021-06-28", "2021-07-12", True)


def test_published_interval_that_does_not_matter() -> None:
    found = resolve_timex(only("last month"), Published(from_="2021-07-01", to="2021-07-31"))
    assert found is not None
    assert (found.from_, found.to, found.approximate) == ("2021-06-01", "2021-06-30", False)


def test_unknown_publication_keeps_explicit_dates_only() -> None:
    assert resolve_timex(only("on Monday"), Published()) is None
    assert resolve_timex(only("last week"), Published(from_="2017-07-01")) is None
    found = resolve_timex(only("in July 2017"), Published())
    assert found is not None and found.from_ == "2017-07-01"


def test_weekday_and_day_fix_the_year() -> None:
    assert days("on Monday, July 12", published=date(2022, 3, 1)) == ("2021-07-12", "2021-07-12")


def test_numeric_dates_agree_within_a_text() -> None:
    first, second = find_timexes("dated 5/6/2021 and 25/6/2021")
    found = resolve_timex(first, WEDNESDAY), resolve_timex(second, WEDNESDAY)
    assert [one.from_ for one in found if one] == ["2021-06-05", "2021-06-25"]


def test_stale_month_is_the_coming_one() -> None:
    assert days("December 7", published=date(1989, 10, 27)) == ("1989-12-07", "1989-12-07")


def test_precision_and_approximation() -> None:
    found = resolve_timex(only("around 2014"), WEDNESDAY)
    assert found is not None
    assert (found.precision, found.approximate) == (Precision.YEAR, True)
    week = resolve_timex(only("last week"), WEDNESDAY)
    assert week is not None and week.precision is Precision.WEEK


def test_explain_names_rule_and_base() -> None:
    reading = explain(only("last week"), WEDNESDAY)
    assert (reading.rule, reading.anchor) == ("calendar unit", "2021-07-14")


def test_window_of_the_text() -> None:
    text = "On Monday and on Friday."
    (timex,) = find_timexes(text, 10)
    assert (timex.text, text[timex.start : timex.end]) == ("Friday", "Friday")


def test_blank_line_separates() -> None:
    assert [timex.text for timex in find_timexes("5\n\nJuly 2021")] == ["July 2021"]


TENSES = [
    ("The ships are to refuel on Thursday.", "Thursday", FUTURE),
    ("A visit planned for 27 May was called off.", "27 May", FUTURE),
    ("It ends on Friday.", "Friday", FUTURE),
    ("Russia will hold drills on Friday.", "Friday", FUTURE),
    ("Russia said on Monday it will hold drills.", "Monday", PAST),
    ("The talks, scheduled for Friday, are off.", "Friday", FUTURE),
    ("Rebels seized the town on Friday.", "Friday", PAST),
    ("It ended. The meeting is due to begin on Friday.", "Friday", FUTURE),
    ("On Friday the army will leave.", "Friday", FUTURE),
]


@pytest.mark.parametrize(("text", "extent", "tense"), TENSES, ids=[case[0] for case in TENSES])
def test_tense_of_the_clause(text: str, extent: str, tense: Tense) -> None:
    start = text.index(extent)
    assert tense_at(text, start, start + len(extent)) is tense
