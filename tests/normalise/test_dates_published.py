"""When an undated report was published, by its own words."""

from __future__ import annotations

import pytest

from muster.normalise.dates import infer_published
from muster.record import DateBasis

CASES = [
    (
        "a past weekday with its date: that day and the six after it",
        "The ministry said on Wednesday, July 14, 2021 that drills had begun.",
        ("2021-07-14", "2021-07-20"),
    ),
    (
        "a coming weekday with its date: the month up to it",
        "The talks will open on Monday, 2 August 2021.",
        ("2021-07-03", "2021-08-02"),
    ),
    (
        "the weekday fixes the year after the lower bound",
        "The pact dates from 2017. The town fell on Tuesday, 12 December.",
        ("2017-12-12", "2017-12-18"),
    ),
    (
        "next month beside a month has no year: that of what went before is mostly another",
        "The pact was signed in March 2021. Drills will be held next month, on August 5-10.",
        ("2021-03-01", None),
    ),
    (
        "past and coming dates are bounds",
        "Troops left on 3 May 2019 and will return on 1 August 2019.",
        ("2019-05-03", "2019-08-01"),
    ),
    ("a past date is a lower bound", "Troops left on 3 May 2019.", ("2019-05-03", None)),
    ("until is no bound", "The lease runs until 2042. It was signed in 2012.", ("2012-01-01", None)),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_interval(text: str, expected: tuple[str, str | None]) -> None:
    published = infer_published(text)
    assert published is not None
    assert (published.from_, published.to) == expected
    assert published.basis is DateBasis.TEXT
    assert published.text is not None and published.text in text


@pytest.mark.parametrize("text", ["Nothing is said.", "It fell on Monday.", "The lease runs until 2042.", ""])
def test_nothing_to_go_by(text: str) -> None:
    assert infer_published(text) is None


def test_the_weekday_of_the_lead_follows_the_last_day_told_of() -> None:
    text = (
        "The garrison was relieved, Radio Karakol reported Friday. Its convoy set out on May 8, officers said. "
        "In May 2019 the road was closed."
    )
    found = infer_published(text)
    assert found is not None
    assert (found.from_, found.to, found.text) == ("2019-05-10", "2019-05-10", "Friday")


def test_a_day_without_any_year_dates_nothing() -> None:
    assert infer_published("The garrison was relieved, Radio Karakol reported Friday. It set out on May 8.") is None


DATELINES = {
    "agency in brackets": (
        "LAGOS, Aug 3 (Reuters) - Gunmen killed two, police said on Saturday. Polls were held in February 2023.",
        "2024-08-03",
    ),
    "agency between strokes": (
        "LAGOS, March 4. /TASS/. Troops left, the ministry said on Monday. The war began in September 2022.",
        "2024-03-04",
    ),
    "a name with its year": (
        "OSLO, Norway, Sept 18 (AP) — Jets took off, officials said Thursday. Tide-2025 is under way.",
        "2025-09-18",
    ),
}


@pytest.mark.parametrize(("text", "day"), DATELINES.values(), ids=DATELINES)
def test_a_dateline_and_the_weekday_of_speaking_fix_the_year(text: str, day: str) -> None:
    found = infer_published(text)
    assert found is not None
    assert (found.from_, found.to) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, Norway, May 7 (AP) — Norway closed its border, officials said Tuesday.",  # of many years
        "They met in Lagos, Aug 3 (a Saturday), and said on Monday they would talk again.",  # no dateline
    ],
)
def test_a_day_without_a_year_alone_fixes_none(text: str) -> None:
    assert infer_published(text) is None
