"""An event from its claims: title, status, time, places, actors, and every value with its sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "link"))

from builders import NAMES, claim, codebook, report

from muster.link import link
from muster.reconcile import reconcile
from muster.reconcile.title import days, event_title
from muster.record import Claim, Event, EventPlace, EventWhen, Precision, Report


def events(reports: list[Report], *claims: Claim) -> tuple[Event, ...]:
    """The events of the case."""
    return reconcile(link(reports, claims, codebook(), NAMES), reports, claims, codebook(), NAMES)


def drill() -> tuple[list[Report], list[Claim]]:
    a = report("Russia and Tajikistan will hold Exercise Silver Anvil at Karvina.", "2024-05-07", "A")
    b = report("The Silver Anvil exercise at Karvina ended with over 900 men.", "2024-06-15", "B")
    planned = claim(
        a,
        "Exercise",
        "exercise",
        status="planned",
        actors=("Russia", "Tajikistan"),
        when=("2024-06-03", "2024-06-14"),
        where=("Karvina",),
    )
    done = claim(
        b,
        "exercise",
        "exercise",
        actors=("troops",),
        when="2024-06-14",
        where=("Karvina",),
        figures={"personnel": 900},
        comparator="more_than",
    )
    return [a, b], [planned, done]


def test_plan_that_came_true() -> None:
    reports, claims = drill()
    (event,) = events(reports, *claims)
    assert event.status == "done"
    assert event.actors == ("Russia", "Tajikistan")  # "troops" only where nobody is named
    assert event.when == EventWhen(from_="2024-06-03", to="2024-06-14", precision=Precision.DAY)
    assert event.title.startswith("Russia, Tajikistan: ") and event.title.endswith(", Karvina, 3–14 Jun 2024")
    assert (event.reports, event.outlets, len(event.origins)) == (2, 2, 2)


def test_a_description_at_the_head_of_a_sentence_is_no_name() -> None:
    a = report("Gunmen raided Karvina.", "2024-05-07", "A")
    b = report("In Karvina gunmen of the Harvest Front staged the raid.", "2024-05-08", "B")
    one = claim(a, "raided", "attack", actors=("Gunmen",), when="2024-05-06", where=("Karvina",))
    two = claim(b, "raid", "attack", actors=("Harvest Front",), when="2024-05-06", where=("Karvina",))
    (event,) = events([a, b], one, two)
    who = next(attribute for attribute in event.attributes if attribute.name == "actor")
    assert (who.agreement, [alternative.value for alternative in who.alternatives]) == (
        "compatible",
        ["gunmen", "Harvest Front"],
    )
    assert event.actors == ("Harvest Front",)


def test_every_value_keeps_its_claims_and_origins() -> None:
    reports, claims = drill()
    (event,) = events(reports, *claims)
    attributes = {attribute.name: attribute for attribute in event.attributes}
    assert list(attributes) == ["personnel", "when", "where", "status", "actor"]
    assert attributes["status"].agreement == "updated"
    assert [a.value for a in attributes["status"].alternatives] == ["planned", "done"]
    assert [a.first_reported for a in attributes["status"].alternatives] == ["2024-05-07", "2024-06-15"]
    (personnel,) = attributes["personnel"].alternatives
    assert personnel.value == {"value": 900, "comparator": "more_than"}
    assert personnel.claims == (claims[1].key,)
    assert {a.value for a in attributes["actor"].alternatives} == {"Russia", "Tajikistan", "troops"}


def test_postponed_plan_takes_the_later_date() -> None:
    a = report("Exercise Silver Anvil will begin on 3 June.", "2024-05-07", "A")
    b = report("Exercise Silver Anvil is put off to 2 September.", "2024-05-20", "B")
    one = claim(a, "Exercise", "exercise", status="planned", when=("2024-06-03", "2024-06-14"))
    two = claim(b, "Exercise", "exercise", status="planned", when=("2024-09-02", "2024-09-08"))
    (event,) = events([a, b], one, two)
    assert event.when is not None and (event.when.from_, event.when.to) == ("2024-09-02", "2024-09-08")
    assert {x.name: x.agreement for x in event.attributes}["when"] == "updated"


def test_cancelled_is_cancelled_and_denied_needs_everybody() -> None:
    a = report("Exercise Silver Anvil will begin on 3 June.", "2024-05-07", "A")
    b = report("Exercise Silver Anvil was called off.", "2024-05-20", "B")
    one = claim(a, "Exercise", "exercise", status="planned", when="2024-06-03")
    two = claim(b, "Exercise", "exercise", status="cancelled")
    assert [event.status for event in events([a, b], one, two)] == ["cancelled"]
    denied = claim(a, "Exercise", "exercise", status="denied")
    assert [event.status for event in events([a], denied)] == ["denied"]


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2021-08-05", "2021-08-10", "day", "5–10 Aug 2021"),
        ("2021-07-30", "2021-08-10", "day", "30 Jul – 10 Aug 2021"),
        ("2021-12-30", "2022-01-02", "day", "30 Dec 2021 – 2 Jan 2022"),
        ("2021-08-01", "2021-08-31", "month", "Aug 2021"),
        ("2012-01-01", "2012-12-31", "year", "2012"),
        ("2010-01-01", "2019-12-31", "decade", "2010–2019"),
        ("2025-03-05", "2025-03-05", "day", "5 Mar 2025"),
        (None, "2025-03-31", "day", "until 31 Mar 2025"),
        ("2024-11-03", None, "day", "from 3 Nov 2024"),
        (None, None, "unknown", ""),
    ],
)
def test_days_in_words(first: str | None, last: str | None, precision: str, words: str) -> None:
    assert days(EventWhen(from_=first, to=last, precision=Precision(precision))) == words


@pytest.mark.parametrize(
    ("actors", "where", "title"),
    [
        (("A", "B"), (EventPlace(name="Graz"),), "A, B: exercise, Graz"),
        (("A", "B", "C", "D"), (), "A, B, C and others: exercise"),
        ((), (EventPlace(name="Graz"),), "Exercise, Graz"),
        ((), (), "Exercise"),
    ],
)
def test_title_leaves_out_what_is_unknown(actors: tuple[str, ...], where: tuple[EventPlace, ...], title: str) -> None:
    assert event_title(actors, "exercise", where, None) == title


def test_what_goes_with_an_event_does_not_say_how_it_went() -> None:
    a = report("The Silver Anvil drill is called off. Some 900 men had been called up for it.", "2024-06-02", "A")
    off = claim(a, "drill", "exercise", status="cancelled", actors=("Russia",), when="2024-06-14", where=("Karvina",))
    summoned = claim(a, "called up", "deploy", actors=("men",), figures={"personnel": 900})
    linked = replace(link([a], [off, summoned], codebook(), NAMES), clusters=((off.key, summoned.key),))
    (event,) = reconcile(linked, [a], [off, summoned], codebook(), NAMES)
    assert (event.type, event.status) == ("exercise", "cancelled")
