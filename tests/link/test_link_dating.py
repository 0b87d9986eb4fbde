"""Dates of publication that the case fixes: what each shared event says, and that the order of reports says nothing."""

from __future__ import annotations

from itertools import permutations

import pytest
from builders import NAMES, claim, codebook, report

from muster.link import link
from muster.record import Claim, Report

ANNOUNCED = "The drills Copper Gate will be held from 4 to 8 June near Osh, the army of Kirovia said on 21 May."


def fixed(told: str, status: str, *, trigger: str = "drills") -> tuple[str | None, str | None] | None:
    """The days of an undated report that tells of drills which a report of 21 May announced for 4 to 8 June 2018."""
    dated, undated = report(ANNOUNCED, "2018-05-21", "A"), report(told, None, "B")
    claims = [
        claim(dated, "drills", "exercise", status="planned", when=("2018-06-04", "2018-06-08"), where=("Osh",)),
        claim(undated, trigger, "exercise", status=status, where=("Osh",)),
    ]
    found = link([dated, undated], claims, codebook(), NAMES).published.get(undated.id)
    return (found.from_, found.to) if found else None


TELLINGS = [
    ("ends", "The army wrapped up the drills Copper Gate near Osh.", "done", ("2018-06-08", "2018-06-14")),
    ("ends on a weekday", "The army said on Friday the drills Copper Gate near Osh had ended.", "done",
     ("2018-06-08", "2018-06-08")),
    ("begins", "The army launched the drills Copper Gate near Osh.", "done", ("2018-06-04", "2018-06-10")),
    ("is under way", "Tanks roll in the drills Copper Gate near Osh.", "ongoing", ("2018-06-04", "2018-06-08")),
    ("its last day", "It is the last day of the drills Copper Gate near Osh.", "ongoing", ("2018-06-08", "2018-06-14")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "status", "expected"), [row[1:] for row in TELLINGS], ids=[row[0] for row in TELLINGS]
)
def test_an_event_whose_days_are_known(told: str, status: str, expected: tuple[str, str]) -> None:
    assert fixed(told, status) == expected


def test_the_words_of_the_report_choose_the_year_that_the_case_allows() -> None:
    a = report("Gunmen attacked Karvina.", "2018-03-05", "A")
    b = report("Gunmen attacked Karvina, the mayor said on Saturday, 3 March.", None, "B")
    claims = [claim(x, "attacked", "attack", actors=("gunmen",), where=("Karvina",)) for x in (a, b)]
    found = link([a, b], claims, codebook(), NAMES).published[b.id]
    assert (found.from_, found.to, found.basis) == ("2018-03-03", "2018-03-09", "case")
    assert found.reasons == ("a weekday with its date: 'Saturday, 3 March'", "it tells the news of dated reports")


def test_a_stated_date_is_never_touched() -> None:
    a = report("Gunmen attacked Karvina.", "2018-03-05", "A")
    b = report("Gunmen attacked Karvina, the mayor said on Saturday, 3 March.", "2018-04-09", "B")
    claims = [claim(x, "attacked", "attack", actors=("gunmen",), where=("Karvina",)) for x in (a, b)]
    assert link([a, b], claims, codebook(), NAMES).published == {}


def test_one_event_of_another_year_dates_nothing() -> None:
    a = report("Gunmen attacked Karvina.", "2018-03-05", "A")
    b = report("Gunmen attacked Karvina.", None, "B")
    claims = [claim(x, "attacked", "attack", actors=("gunmen",), where=("Karvina",)) for x in (a, b)]
    assert link([a], claims[:1], codebook(), NAMES).published == {}
    assert b.id not in link([b], claims[1:], codebook(), NAMES).published


def test_the_order_of_reports_changes_no_date() -> None:
    texts: list[tuple[str, str | None, str]] = [
        (ANNOUNCED, "2018-05-21", "planned"),
        ("The army wrapped up the drills Copper Gate near Osh.", None, "done"),
        ("The army said on Tuesday it will hold drills Copper Gate near Osh next month, on June 4-8.", None, "planned"),
    ]
    reports = [report(text, day, outlet) for outlet, (text, day, _) in zip("ABC", texts, strict=True)]
    claims = [
        claim(one, "drills", "exercise", status=status, where=("Osh",),
              when=("2018-06-04", "2018-06-08") if one is reports[0] else None)
        for one, (_, _, status) in zip(reports, texts, strict=True)
    ]  # fmt: skip

    def dates(shuffled: tuple[Report, ...], told: list[Claim]) -> dict[str, object]:
        return dict(link(list(shuffled), told, codebook(), NAMES).published)

    expected = dates(tuple(reports), claims)
    assert {str(found.from_) for found in expected.values()} == {"2018-06-08", "2018-05-01"}  # type: ignore[attr-defined]
    for shuffled in permutations(reports):
        assert dates(shuffled, claims[::-1]) == expected
