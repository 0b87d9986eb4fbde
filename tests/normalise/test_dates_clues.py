"""What words say of a report's day of publication: clue by clue, and together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise.dates import published_clues
from muster.normalise.dates.clues import Clue, Rank, narrow
from muster.normalise.dates.daysets import ALL, Days, meet, most_agreed, spans


def days(*pairs: tuple[str, str]) -> Days:
    return spans((date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()) for first, last in pairs)


def shown(found: Days) -> list[tuple[str, str]]:
    return [(str(date.fromordinal(first)), str(date.fromordinal(last))) for first, last in found]


# Of a text, the days of 2018 that its clues leave.
IN_2018 = [
    ("The bridge fell on Saturday, 3 March.", [("2018-03-03", "2018-03-09")]),
    ("This Saturday 3 March, the market reopened.", [("2018-03-03", "2018-03-03")]),
    ("Today, Saturday 3 March, the market reopened.", [("2018-03-03", "2018-03-03")]),
    # 3 March was no Friday in 2018: nothing is left of that year, so the clue is left aside.
    ("The bridge fell on Friday, 3 March.", [("2018-01-01", "2018-12-31")]),
    ("The fleet will sail next month. It will stay out from 4 to 9 June.", [("2018-05-01", "2018-05-31")]),
    ("Two guards died during Eid al-Fitr prayers.", [("2018-06-15", "2018-08-14")]),
    ("The market will reopen after Eid Al Fitr.", [("2018-04-16", "2018-06-15")]),
    ("The lease runs until 3 June.", [("2018-01-01", "2018-12-31")]),
]


@pytest.mark.parametrize(("text", "expected"), IN_2018, ids=[text for text, _ in IN_2018])
def test_the_words_leave_these_days_of_a_year(text: str, expected: list[tuple[str, str]]) -> None:
    year = Clue(Rank.STATED, days(("2018-01-01", "2018-12-31")), "the year")
    clues = [clue for clue in published_clues(text) if meet(clue.days, year.days)]
    assert shown(narrow(ALL, [year, *clues])[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The governor said on Monday that the road was open.", ["2018-03-05", "2018-03-12"]),
        ("Four herders were killed on Monday near the well.", ["2018-03-05", "2018-03-15"]),
        ("Talks resume on Monday, and will end in May.", ["2018-03-04", "2018-03-16"]),
    ],
)
def test_the_weekday_of_the_lead(text: str, expected: list[str]) -> None:
    """A day of speaking is that of publication, an event's is that or one of the three before; a coming one is none."""
    weeks = days(("2018-03-04", "2018-03-16"))
    found, _ = narrow(weeks, [clue for clue in published_clues(text) if clue.rank is Rank.HABIT])
    assert [shown(found)[0][0], shown(found)[-1][1]] == expected


def test_a_lower_rank_only_chooses_among_what_a_higher_one_left() -> None:
    stated = Clue(Rank.STATED, days(("2018-03-03", "2018-03-09")), "stated")
    against = Clue(Rank.COMPANY, days(("2019-01-01", "2019-02-01")), "company")
    narrower = Clue(Rank.HABIT, days(("2018-03-05", "2018-03-05"), ("2019-01-05", "2019-01-05")), "habit")
    found, used = narrow(ALL, [against, narrower, stated])
    assert shown(found) == [("2018-03-05", "2018-03-05")]
    assert [clue.why for clue in used] == ["stated", "habit"]


def test_most_of_a_rank_decide_and_one_that_adds_nothing_is_not_named() -> None:
    told = [
        Clue(Rank.TOLD, days(("2018-03-03", "2018-05-01")), "one"),
        Clue(Rank.TOLD, days(("2018-01-03", "2018-04-01")), "two"),
        Clue(Rank.TOLD, days(("2012-01-03", "2018-04-01")), "wider"),
        Clue(Rank.TOLD, days(("2011-01-01", "2011-01-02")), "wrong"),
    ]
    found, used = narrow(ALL, told)
    assert shown(found) == [("2018-03-03", "2018-04-01")]
    assert "wrong" not in {clue.why for clue in used} and len(used) == 2


ordinals = st.integers(ALL[0][0], ALL[0][0] + 60)
day_sets = st.lists(st.tuples(ordinals, ordinals), min_size=1, max_size=6).map(
    lambda pairs: spans((min(pair), max(pair)) for pair in pairs)
)


def every(found: Days) -> set[int]:
    return {day for first, last in found for day in range(first, last + 1)}


@given(day_sets, day_sets)
def test_meet_is_what_both_hold(a: Days, b: Days) -> None:
    assert every(meet(a, b)) == every(a) & every(b)


@given(day_sets, st.lists(day_sets, max_size=5))
def test_most_agreed_counts_votes(among: Days, sets: list[Days]) -> None:
    votes = {day: sum(day in every(each) for each in set(sets)) for day in every(among)}
    assert every(most_agreed(among, sets)) == {day for day, n in votes.items() if n == max(votes.values())}


@given(st.lists(st.builds(Clue, st.sampled_from(Rank), day_sets, st.just("a clue")), max_size=6), st.randoms())
def test_clues_in_any_order_leave_the_same_days(clues: list[Clue], rng: object) -> None:
    found, used = narrow(ALL, clues)
    assert found and narrow(ALL, clues[::-1]) == (found, used)
