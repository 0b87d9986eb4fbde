"""Times of a running text: what each counts from, by what was said before it. Published on Monday, 4 November 2019."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.normalise.dates import TimexType, find_timexes, read_timexes, resolve_timex

MONDAY = date(2019, 11, 4)

# text, values in order
RUNNING = [
    # the last date told
    ("On 3 May they met; two days later they left.", ["2019-05-03", "2019-05-05"]),
    ("The fort fell on 7 June 2014. The same day it burned.", ["2014-06-07", "2014-06-07"]),
    ("They come recently. The siege of March 2012 began that month.", ["PAST_REF", "2012-03", "2012-03"]),
    # tense by cue words
    ("Talks will resume on Thursday.", ["2019-11-07"]),
    ("Talks collapsed on Thursday.", ["2019-10-31"]),
    # a comparison counts from the period reported on, and nothing counts from it
    (
        "In the third quarter there were 40 raids, up from 31 a year ago. Arrests rose to 9 from 4 a year earlier.",
        ["2019-Q3", "2018-Q3", "2018-Q3"],
    ),
    ("In May ten mines went off, against 12 a year earlier.", ["2019-05", "2018-05"]),
    ("The third quarter was calm. Until 9 October the year-earlier quarter was not.", None),
    # no comparison: a year before the report itself
    ("In the third quarter the fort was rebuilt. A year ago it burned.", ["2019-Q3", "2018"]),
    # ... of its own sentence, else the latest that is over; after a length of months, only from a year before
    (
        "In the third quarter 9 died. After a calm second quarter raids rose. Thefts were fewer, 7 from 8 a year ago.",
        ["2019-Q3", "2019-Q2", "2018-Q3"],
    ),
    ("In the third quarter 9 died. In the nine months 30 died, up from 12 a year earlier.", ["2019-Q3", "P9M", "2018"]),
    ("The fourth quarter will be worse, the army said. It lost 4 men from 2 a year ago.", ["2019-Q4", "2018"]),
    ("Last year 40 were held, up from 30 the year before.", ["2018", "2017"]),
    (
        "In the third quarter 9 died. In the 2017 period 12 did. The latest period was calm.",
        ["2019-Q3", "2017-Q3", "2019-Q3"],
    ),
    ("In the quarter ended July 31 there were 40 raids.", ["2019-Q2", "2019-07-31"]),
    ("Thefts fell from a year earlier.", ["2018"]),
    # a day of its own where none was named before
    ("Earlier in the day guns were heard.", ["2019-11-04"]),
    # both ends of a range
    ("They marched from 28 June to 3 July.", ["2019-06-28", "2019-07-03"]),
    ("It was held between 2014 and 2016.", ["2014", "2016"]),
    ("Schools were shut from Monday to Friday.", ["2019-10-28", "2019-11-01"]),
    ("In the first nine months of 2017 few came.", ["P9M", "2017"]),
    ("In the last two weeks of May few came.", ["P2W", "2019-05"]),
    ("They marched on Oct. 10-12 and from 3 to 5 June 2017.", ["2019-10-10", "2019-10-12", "2017-06-03", "2017-06-05"]),
    ("Raids rose in the second and third quarters.", ["2019-Q2", "2019-Q3"]),
    ("Few came in the third quarter of fiscal 2018.", ["2018-Q3"]),
    # seasons, months and weekdays of the date spoken of
    ("It fell on 3 May 2014. That summer it burned.", ["2014-05-03", "2014-SU"]),
    ("It fell on 3 May 2014. The following March they left.", ["2014-05-03", "2015-03"]),
    ("It fell on 3 May 2014. That Friday they left.", ["2014-05-03", "2014-05-09"]),
    # the tense of a time before a noun is told by what stands beside it
    ("Envoys will look for a way around Thursday's veto.", ["2019-10-31"]),
    ("Thursday's summit will be the third.", ["2019-11-07"]),
    ("Envoys would meet the widows of the Oct. 7 raid.", ["2019-10-07"]),
    ("Gen. Ode told reporters on Friday that a unit will be raised.", ["2019-11-01"]),
    ("The court adjourned the case on Friday.", ["2019-11-01"]),
    ("The case was adjourned to Friday.", ["2019-11-08"]),
    ("The planning minister flew out on Friday.", ["2019-11-01"]),
    ("They said they would meet on Friday.", ["2019-11-08"]),
    ("They would have met on Friday.", ["2019-11-01"]),
    ("Return the boat by 2 November, envoys will say.", ["2019-11-02"]),
    # the quarter: the last one named, else the last one over
    ("In the second quarter 10 died. On 2 October the army said the quarter was quiet.", ["2019-Q2", "2019-10-02"]),
    ("Losses for the quarter were heavy.", ["2019-Q3"]),
    ("The first quarter was worse.", ["2019-Q1"]),
]


@pytest.mark.parametrize(("text", "values"), RUNNING, ids=[case[0] for case in RUNNING])
def test_values_in_the_light_of_what_stands_before(text: str, values: list[str] | None) -> None:
    found = [dated.value for dated in read_timexes(text, MONDAY)]
    if values is None:
        assert found[-1] == "2018-Q3"
    else:
        assert found[: len(values)] == values


def test_the_anchor_is_told() -> None:
    first, second = read_timexes("On 3 May 2019 they met; two days later they left.", MONDAY)
    assert (first.reading.anchor, second.reading.anchor) == ("2019-11-04", "2019-05-03")


# text, extent, type, value
EXPRESSIONS = [
    ("in the year ended March 31", "the year", TimexType.DURATION, "P1Y"),
    ("in the week ending Sunday", "the week", TimexType.DURATION, "P1W"),
    ("next year's first quarter", "next year's first quarter", TimexType.DATE, "2020-Q1"),
    ("the year-ago period", "the year-ago period", TimexType.DATE, "2018"),
    ("each August", "each August", TimexType.SET, "XXXX-08"),
    ("every summer", "every summer", TimexType.SET, "XXXX-SU"),
    ("a week or so ago", "a week or so ago", TimexType.DATE, "2019-W44"),
    ("in the future", "the future", TimexType.DATE, "FUTURE_REF"),
    ("than in the past.", "the past", TimexType.DATE, "PAST_REF"),
    ("the current fiscal year", "the current fiscal year", TimexType.DATE, "2019"),
    ("for two decades", "two decades", TimexType.DURATION, "P20Y"),
    ("a century of war", "a century", TimexType.DURATION, "P100Y"),
    # halves, quarters and years of another
    ("in 2018's third quarter", "2018's third quarter", TimexType.DATE, "2018-Q3"),
    ("in last year's second half", "last year's second half", TimexType.DATE, "2018-H2"),
    ("first-half losses", "first-half", TimexType.DATE, "2019-H1"),
    ("the prior-year quarter", "the prior-year quarter", TimexType.DATE, "2018"),
    ("in the prior month", "the prior month", TimexType.DATE, "2019-10"),
    ("throughout the fiscal year", "the fiscal year", TimexType.DATE, "2019"),
    ("by the year 2030", "the year 2030", TimexType.DATE, "2030"),
    ("by the year two thousand", "the year two thousand", TimexType.DATE, "2000"),
    ("the summer of '42", "the summer of '42", TimexType.DATE, "1942-SU"),
    ("in March ’09", "March ’09", TimexType.DATE, "2009-03"),
    ("dated 14-JUL-2021", "14-JUL-2021", TimexType.DATE, "2021-07-14"),
    ("dated 14-07-2021", "14-07-2021", TimexType.DATE, "2021-07-14"),
    # ahead and behind
    ("two weeks from now", "two weeks from now", TimexType.DATE, "2019-W47"),
    ("a year or two ago", "a year or two ago", TimexType.DATE, "PAST_REF"),
    ("in the weeks ahead", "the weeks ahead", TimexType.DURATION, "PXW"),
    ("in the months to come", "the months to come", TimexType.DURATION, "PXM"),
    ("in the near term", "the near term", TimexType.DATE, "FUTURE_REF"),
    ("a long time ago", "a long time ago", TimexType.DATE, "PAST_REF"),
    ("is rare these days", "these days", TimexType.DATE, "PRESENT_REF"),
    # parts of the day
    ("in the early hours of Monday", "the early hours of Monday", TimexType.TIME, "2019-11-04TMO"),
    ("shortly before dawn Friday", "dawn Friday", TimexType.TIME, "2019-11-01TMO"),
    ("That night, guns fell silent.", "That night", TimexType.TIME, "2019-11-04TNI"),
    ("It burned the night before.", "the night before", TimexType.TIME, "2019-11-03TNI"),
    # lengths
    ("a year and a half of siege", "a year and a half", TimexType.DURATION, "P1Y6M"),
    ("a half-hour lull", "a half-hour", TimexType.DURATION, "PT30M"),
    ("a quarter-century of rule", "a quarter-century", TimexType.DURATION, "P25Y"),
    ("a quarter of a century ago", "a quarter of a century ago", TimexType.DATE, "1994"),
    ("for five more days", "five more days", TimexType.DURATION, "P5D"),
    ("for another week", "another week", TimexType.DURATION, "P1W"),
    ("for the entire month", "the entire month", TimexType.DURATION, "P1M"),
    ("over a three-month period", "a three-month period", TimexType.DURATION, "P3M"),
    ("two or three days", "two or three days", TimexType.DURATION, "PXD"),
    ("a day or two", "a day or two", TimexType.DURATION, "PXD"),
    ("the six-week-old truce", "six-week-old", TimexType.DURATION, "P6W"),
    ("decades-old feuds", "decades-old", TimexType.DURATION, "PXY"),
    ("monthlong siege", "monthlong", TimexType.DURATION, "P1M"),
    ("65 million years ago", "65 million years ago", TimexType.DATE, ""),
    # what comes back
    ("four times a year", "four times a year", TimexType.SET, "P1Y"),
    ("once every two weeks", "once every two weeks", TimexType.SET, "P2W"),
    ("every other day", "every other day", TimexType.SET, "P2D"),
    ("every third month", "every third month", TimexType.SET, "P3M"),
    ("every night", "every night", TimexType.SET, "XXXX-XX-XXTNI"),
    ("on weekends", "weekends", TimexType.SET, "XXXX-WXX-WE"),
    # feasts
    ("in the fall of 2014", "the fall of 2014", TimexType.DATE, "2014-FA"),
    ("on Yom Kippur 1973", "Yom Kippur 1973", TimexType.DATE, "1973-10-06"),
    ("on Labor Day", "Labor Day", TimexType.DATE, "2019-09-02"),
    ("on Memorial Day", "Memorial Day", TimexType.DATE, "2019-05-27"),
    ("on Palm Sunday", "Palm Sunday", TimexType.DATE, "2019-04-14"),
    ("on Diwali", "Diwali", TimexType.DATE, "2019-10-27"),
    ("on Victory Day", "Victory Day", TimexType.DATE, "2019-05-09"),
    ("a 19th century fort", "19th century", TimexType.DATE, "18"),
]


@pytest.mark.parametrize(("text", "extent", "kind", "value"), EXPRESSIONS, ids=[case[0] for case in EXPRESSIONS])
def test_expressions_of_reports(text: str, extent: str, kind: TimexType, value: str) -> None:
    first = read_timexes(text, MONDAY)[0]
    assert (first.timex.text, first.timex.type, first.value) == (extent, kind, value)


NO_TIME = [
    "the annual parade",
    "a quarterly bulletin",
    "the future of the valley",
    "2 million a year",
    "340 a month",
    "the Good Friday Agreement",
    "since the Yom Kippur War",
    "a 25-year-old man",
    "the two-year-old girl",
    "prior to that",
    "to this day",
    "the score was '90",
    "half of the force",
    "after the fall of the city",
]


@pytest.mark.parametrize("text", NO_TIME)
def test_kinds_rates_and_prospects_are_no_times(text: str) -> None:
    assert find_timexes(text) == []


VOCABULARY = (
    "in the from up 7 3 May year quarter third first ago earlier - last a two days later same that day month 2014 "
    "ended period or so future past every on Monday . , until between and by end of next will said half night dawn now "
    "latest prior Easter entire old nine months through"
)
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=16).map(" ".join), st.dates())
def test_intervals_are_in_order_and_spans_inside(text: str, day: date) -> None:
    for dated in read_timexes(text, day):
        timex, when = dated.timex, dated.reading.when
        assert text[timex.start : timex.end] == timex.text
        if when is not None and when.from_ and when.to:
            assert when.from_ <= when.to
        direct = resolve_timex(timex, day)
        if direct is not None and direct.from_ and direct.to:
            assert direct.from_ <= direct.to
