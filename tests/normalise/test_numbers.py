"""What counts as a figure, how large, and how it bounds what it counts."""

from __future__ import annotations

import pytest

from muster.normalise.numbers import NumberMention, find_numbers
from muster.record import Comparator

EXACT, ABOUT, BETWEEN = Comparator.EXACT, Comparator.ABOUT, Comparator.BETWEEN
AT_LEAST, MORE_THAN = Comparator.AT_LEAST, Comparator.MORE_THAN
AT_MOST, LESS_THAN = Comparator.AT_MOST, Comparator.LESS_THAN


def only(text: str) -> NumberMention:
    found = find_numbers(text)
    assert len(found) == 1, [mention.text for mention in found]
    return found[0]


# text, extent, value, comparator
COUNTS = [
    # digits and words
    ("400 districts", "400", 400, EXACT),
    ("5,500 troops", "5,500", 5500, EXACT),
    ("1 500 people", "1 500", 1500, EXACT),
    ("1,250,000 refugees", "1,250,000", 1250000, EXACT),
    ("1.5 million people", "1.5 million", 1500000, EXACT),
    ("3 thousand men", "3 thousand", 3000, EXACT),
    ("10k protesters", "10k", 10000, EXACT),
    ("nine people", "nine", 9, EXACT),
    ("twenty-five tanks", "twenty-five", 25, EXACT),
    ("twenty five tanks", "twenty five", 25, EXACT),
    ("two hundred and six bodies", "two hundred and six", 206, EXACT),
    ("three thousand four hundred men", "three thousand four hundred", 3400, EXACT),
    ("two and a half million people", "two and a half million", 2500000, EXACT),
    ("one million shells", "one million", 1000000, EXACT),
    ("one soldier died", "one", 1, EXACT),
    ("a dozen soldiers", "a dozen", 12, EXACT),
    ("half a dozen villages", "half a dozen", 6, EXACT),
    ("two dozen vehicles", "two dozen", 24, EXACT),
    ("half a million people", "half a million", 500000, EXACT),
    ("a hundred men", "a hundred", 100, EXACT),
    ("zero casualties", "zero", 0, EXACT),
    # comparators before
    ("some 1,000 troops", "some 1,000", 1000, ABOUT),
    ("about 800 vehicles", "about 800", 800, ABOUT),
    ("around 60 men", "around 60", 60, ABOUT),
    ("roughly 300 fighters", "roughly 300", 300, ABOUT),
    ("approximately forty men", "approximately forty", 40, ABOUT),
    ("an estimated 2,000 fighters", "an estimated 2,000", 2000, ABOUT),
    ("nearly 300 men", "nearly 300", 300, ABOUT),
    ("almost 50 villages", "almost 50", 50, ABOUT),
    ("close to 200 homes", "close to 200", 200, ABOUT),
    ("over 3,200 personnel", "over 3,200", 3200, MORE_THAN),
    ("more than 1,000 troops", "more than 1,000", 1000, MORE_THAN),
    ("More than a dozen missions", "More than a dozen", 12, MORE_THAN),
    ("well over 100 people", "well over 100", 100, MORE_THAN),
    ("in excess of 700 men", "in excess of 700", 700, MORE_THAN),
    ("upwards of 40 rockets", "upwards of 40", 40, MORE_THAN),
    ("at least nine killed", "at least nine", 9, AT_LEAST),
    ("no fewer than 12 dead", "no fewer than 12", 12, AT_LEAST),
    ("no less than 12 dead", "no less than 12", 12, AT_LEAST),
    ("up to 10,400 servicemen", "up to 10,400", 10400, AT_MOST),
    ("as many as 30,000 men", "as many as 30,000", 30000, AT_MOST),
    ("no more than 5 guards", "no more than 5", 5, AT_MOST),
    ("fewer than 100 men", "fewer than 100", 100, LESS_THAN),
    ("less than 20 miners", "less than 20", 20, LESS_THAN),
    ("under 500 staff", "under 500", 500, LESS_THAN),
    ("just under 500 staff", "just under 500", 500, LESS_THAN),
    ("exactly 17 men", "exactly 17", 17, EXACT),
    ("hand over four trucks", "four", 4, EXACT),
    # comparators behind
    ("20 or so gunmen", "20 or so", 20, ABOUT),
    ("50 or more hostages", "50 or more", 50, AT_LEAST),
    ("30+ strikes", "30+", 30, AT_LEAST),
    ("a 300-strong unit", "300-strong", 300, EXACT),
    ("10 or fewer men", "10 or fewer", 10, AT_MOST),
    # vague
    ("dozens of people", "dozens", 12, AT_LEAST),
    ("scores of villages", "scores", 20, AT_LEAST),
    ("hundreds of men", "hundreds", 100, AT_LEAST),
    ("Thousands fled", "Thousands", 1000, AT_LEAST),
    ("tens of thousands fled", "tens of thousands", 10000, AT_LEAST),
    ("hundreds of thousands fled", "hundreds of thousands", 100000, AT_LEAST),
    ("several posts", "several", 3, AT_LEAST),
    ("several hundred militants", "several hundred", 300, AT_LEAST),
    ("a few thousand men", "a few thousand", 3000, ABOUT),
    ("a few rockets", "a few", 3, ABOUT),
    ("a handful of men", "a handful", 3, ABOUT),
    ("a couple of shots", "a couple", 2, ABOUT),
]


@pytest.mark.parametrize(("text", "extent", "value", "comparator"), COUNTS, ids=[case[0] for case in COUNTS])
def test_counts(text: str, extent: str, value: float, comparator: Comparator) -> None:
    mention = only(text)
    assert (mention.text, mention.value, mention.comparator) == (extent, value, comparator)
    assert mention.unit is None
    assert text[mention.start : mention.end] == extent


RANGES = [
    ("between 500 and 600 fighters", "between 500 and 600", 500, 600),
    ("from 10 to 20 men", "from 10 to 20", 10, 20),
    ("10 to 20 men", "10 to 20", 10, 20),
    ("500-600 people", "500-600", 500, 600),
    ("1,000–1,500 people", "1,000–1,500", 1000, 1500),
    ("two or three men", "two or three", 2, 3),
    ("two to three million people", "two to three million", 2000000, 3000000),
    ("between 20,000 and 30,000 soldiers", "between 20,000 and 30,000", 20000, 30000),
    ("between two and four rockets", "between two and four", 2, 4),
]


@pytest.mark.parametrize(("text", "extent", "low", "high"), RANGES, ids=[case[0] for case in RANGES])
def test_ranges(text: str, extent: str, low: float, high: float) -> None:
    mention = only(text)
    assert (mention.text, mention.comparator) == (extent, BETWEEN)
    assert (mention.low, mention.high) == (low, high)


BOUNDS = [
    ("17 men", 17, 17),
    ("at least 17 men", 17, None),
    ("up to 17 men", None, 17),
    ("about 100 men", 100, 100),
    ("nearly 100 men", 100, 100),
    ("dozens of men", 12, None),
]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS, ids=[case[0] for case in BOUNDS])
def test_bounds(text: str, low: float | None, high: float | None) -> None:
    mention = only(text)
    assert (mention.low, mention.high) == (low, high)


# text, extent, value, unit
MEASURED = [
    ("85% of the land", "85%", 85, "percent"),
    ("85 percent of it", "85 percent", 85, "percent"),
    ("85 per cent of it", "85 per cent", 85, "percent"),
    ("some 12.5 percent of it", "some 12.5 percent", 12.5, "percent"),
    ("half of the country", "half", 50, "percent"),
    ("roughly half of it", "roughly half", 50, "percent"),
    ("half the country", "half", 50, "percent"),
    ("two-thirds of it", "two-thirds", 66.666667, "percent"),
    ("a third of the army", "a third", 33.333333, "percent"),
    ("three-quarters of it", "three-quarters", 75, "percent"),
    ("one in three homes", "one in three", 33.333333, "percent"),
    ("two out of five homes", "two out of five", 40, "percent"),
    ("5 km from it", "5 km", 5, "km"),
    ("a 200-kilometre march", "200-kilometre", 200, "km"),
    ("10 miles away", "10 miles", 16.09344, "km"),
    ("300 metres away", "300 metres", 0.3, "km"),
    ("12 nautical miles off", "12 nautical miles", 22.224, "km"),
    ("for three days", "three days", 3, "days"),
    ("a six-day exercise", "six-day", 6, "days"),
    ("two weeks of fighting", "two weeks", 14, "days"),
    ("a 12-hour curfew", "12-hour", 0.5, "days"),
    ("$2.5 billion in aid", "$2.5 billion", 2500000000, "USD"),
    ("US$40m in aid", "US$40m", 40000000, "USD"),
    ("€300,000 in aid", "€300,000", 300000, "EUR"),
    ("2 million euros in aid", "2 million euros", 2000000, "EUR"),
    ("500 dollars each", "500 dollars", 500, "USD"),
    ("a 34-year-old man", "34-year-old", 34, "age"),
    ("a man aged 34", "34", 34, "age"),
    ("Ivan Petrov, 34, said", "34", 34, "age"),
    ("a 300-kilo mine", "300-kilo", 300, "kg"),
    ("70 tons of aid", "70 tons", 70, "t"),
    ("122mm howitzers", "122mm", 122, "mm"),
    ("152-mm guns", "152-mm", 152, "mm"),
]


@pytest.mark.parametrize(("text", "extent", "value", "unit"), MEASURED, ids=[case[0] for case in MEASURED])
def test_measured(text: str, extent: str, value: float, unit: str) -> None:
    mention = only(text)
    assert (mention.text, mention.unit) == (extent, unit)
    assert mention.value == pytest.approx(value)


def test_share_as_a_fraction() -> None:
    assert only("85% of it").fraction == pytest.approx(0.85)
    assert only("85 men").fraction is None


HEADS = [
    ("2,500-troop drills", 2500, "troop"),
    ("a 40-vehicle convoy", 40, "vehicle"),
    ("three-nation games", 3, "nation"),
]


@pytest.mark.parametrize(("text", "value", "head"), HEADS, ids=[case[0] for case in HEADS])
def test_head_of_a_hyphenated_modifier(text: str, value: int, head: str) -> None:
    mention = only(text)
    assert (mention.value, mention.head) == (value, head)
    assert text[mention.number_start : mention.number_end] == mention.text.split("-")[0]


NO_FIGURE = [
    "in 2017 and since 2001",
    "on July 14, 2021 at 05:40",
    "on 14.07.2021 or 7/14/2021",
    "August 5-10",
    "T-72 and T-90M tanks",
    "Su-25, Mi-8, Tu-22M3, BM-21",
    "the 201st base, the 4th army",
    "the third attack, a second time",
    "along the A1 and M-4",
    "No. 187",
    "Resolution 2254 and Article 5",
    "a Boeing 737 crashed",
    "won 2-1",
    "call +7 495 123-45-67",
    "open 24/7",
    "one of the men, no one, one another",
    "a number of people",
    "two decades ago",
    "over the past two weeks",
    "see https://example.org/2024/04/28/x-1500",
    "version 1.2.3",
    "the 201 base",
    "COVID-19",
    "the 201-st base",
    "call 75 00 12 31",
    "tel. 021 555 00 00",
    "fitted with MILES 2000 equipment",
    "It began around 04.30",
    "12.55 The group claims it",
    "exercise STEEL ANVIL 24, which",
    "",
]


@pytest.mark.parametrize("text", NO_FIGURE)
def test_no_figure(text: str) -> None:
    assert [mention.text for mention in find_numbers(text)] == []


def test_a_comparator_does_not_reach_over_a_blank_line() -> None:
    assert only("Read on below\n\nThree ships came").comparator is EXACT


def test_several_in_one_sentence_keep_their_offsets() -> None:
    text = "Some 1,000 troops, 40 tanks and at least two helicopters took part; 12 were hurt."
    found = find_numbers(text)
    assert [mention.text for mention in found] == ["Some 1,000", "40", "at least two", "12"]
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_window_of_the_text() -> None:
    text = "400 districts and 12 towns"
    (mention,) = find_numbers(text, 14)
    assert (mention.text, text[mention.start : mention.end]) == ("12", "12")
