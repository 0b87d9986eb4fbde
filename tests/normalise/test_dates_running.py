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
    ("a 19th century fort", "19th century", TimexType.DATE, "18"),
]


@pytest.mark.parametrize(("text", "extent", "kind", "value"), EXPRESSIONS, ids=[case[0] for case in EXPRESSIONS])
def test_expressions_of_reports(text: str, extent: str, kind: TimexType, value: str) -> None:
    first = read_timexes(text, MONDAY)[0]
    assert (first.timex.text, first.timex.type, first.value) == (extent, kind, value)


NO_TIME = ["the annual parade", "a quarterly bulletin", "the future of the valley", "2 million a year", "340 a month"]


@pytest.mark.parametrize("text", NO_TIME)
def test_kinds_rates_and_prospects_are_no_times(text: str) -> None:
    assert find_timexes(text) == []


VOCABULARY = (
    "in the from up 7 3 May year quarter third first ago earlier - last a two days later same that day month 2014 "
    "ended period or so future past every on Monday . , until between and by end of next will said"
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
