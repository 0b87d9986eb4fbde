"""show, disputes and explain: what an event is made of, what is contested, why two claims are one event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import Muster

from muster.record import CaseRecord, Event, from_json


@pytest.fixture
def record(here: Path) -> CaseRecord:
    return from_json((here / "demo.json").read_text(encoding="utf-8"), CaseRecord)


def drill(record: CaseRecord) -> Event:
    """The event of most reports: the drill that all of them write about."""
    return max(record.events, key=lambda event: (event.reports, event.id))


def test_show_prints_life_cycle_figures_values_and_sources(muster: Muster, record: CaseRecord) -> None:
    event = drill(record)
    shown = muster("show", event.id, "--case", "demo.case").stdout
    assert shown.startswith(f"{event.id}  {event.title}\n")
    heads = [line for line in shown.splitlines() if line in ("Life cycle", "Figures, in order of report", "Sources")]
    assert heads == ["Life cycle", "Figures, in order of report", "Sources"]
    life = shown.partition("Life cycle")[2].partition("\n\n")[0]
    assert life.index("Announced") < life.index("Took place")
    assert all(key in shown for key in event.claims), "every claim has its arrow"
    assert max(map(len, shown.splitlines()[2:])) <= 100


def test_show_counts_copies_of_one_story_as_one_text(muster: Muster, record: CaseRecord) -> None:
    shown = " ".join(muster("show", drill(record).id, "--case", "demo.case").stdout.split())
    assert "2 reports, 1 text, 1 agency, 1 origin" in shown
    assert "credited to Oxus News Agency" in shown


def test_show_in_other_forms(muster: Muster, record: CaseRecord) -> None:
    event = drill(record)
    assert from_json(muster("show", event.id, "--case", "demo.case", "--json").stdout, Event) == event
    assert muster("show", event.id, "--case", "demo.case", "--markdown").stdout.startswith("### ")


def test_disputes_are_the_disputed_attributes(muster: Muster, record: CaseRecord) -> None:
    expected = {
        (event.id, attribute.name)
        for event in record.events
        for attribute in event.attributes
        if attribute.agreement == "disputed" and event.status != "simulated"
    }
    rows = [json.loads(line) for line in muster("disputes", "--case", "demo.case", "--json").stdout.splitlines()]
    assert {(row["event"], row["attribute"]) for row in rows} == expected != set()
    text = muster("disputes", "--case", "demo.case").stdout
    assert all(event in text for event, _ in expected)


def test_nothing_disputed_is_said(muster: Muster, here: Path) -> None:
    (here / "one.txt").write_text("The Gazette, 7 May 2024\n\nPoland held drills at Graz on Monday.", encoding="utf-8")
    muster("run", "one.txt", "--case", "one.case", "--json")
    assert muster("disputes", "--case", "one.case").stdout.startswith("Nothing is disputed")
    assert muster("disputes", "--case", "one.case", "--json").stdout == ""


def test_explain_adds_up_and_agrees_with_the_case(muster: Muster, record: CaseRecord) -> None:
    one, other = drill(record).claims[:2]
    apart = next(event.claims[0] for event in record.events if event.type != drill(record).type)
    said = json.loads(muster("explain", one, other, "--case", "demo.case", "--json").stdout)
    assert said["one_event"] is True
    assert said["score"] == pytest.approx(sum(item["score"] for item in said["evidence"]), abs=0.01)
    assert json.loads(muster("explain", other, one, "--case", "demo.case", "--json").stdout)["score"] == said["score"]
    assert json.loads(muster("explain", one, apart, "--case", "demo.case", "--json").stdout)["one_event"] is False
    text = muster("explain", one, other, "--case", "demo.case").stdout
    assert "They are one event" in text and one in text and other in text
    assert "They are two events" in muster("explain", one, apart, "--case", "demo.case").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "e-none"), "no event e-none"),
        (("explain", "c1", "c2"), "c1 names no claim"),
        (("explain", "r-none/c1", "r-none/c2"), "no claim r-none/c1"),
        (("explain", "r-/c1", "r-/c1"), "give more of the id"),
    ],
)
def test_what_is_not_there_is_one_line(words: tuple[str, ...], message: str, muster: Muster, here: Path) -> None:
    result = muster(*words, "--case", "demo.case")
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr and result.stderr.count("\n") == 1


def test_a_claim_is_not_explained_by_itself(muster: Muster, record: CaseRecord) -> None:
    key = record.claims[0].key
    assert "name two" in muster("explain", key, key, "--case", "demo.case").stderr


@pytest.mark.parametrize("words", [("disputes",), ("explain", "r-0/c1", "r-1/c1"), ("show", "e-1")])
def test_no_case_is_one_line(words: tuple[str, ...], muster: Muster, here: Path) -> None:
    result = muster(*words, "--case", "none.case")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
