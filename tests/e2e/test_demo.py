"""From the demonstration reports to the events: the whole walk.

The table holds what the program gives today, its mistakes too; a change of it is read before it is kept.
"""

from __future__ import annotations

from pathlib import Path

import demo
import pytest

from muster.record import CaseRecord, Status

GOLDEN = Path(__file__).parent / "demo.golden.txt"


@pytest.fixture(scope="module")
def record() -> CaseRecord:
    return demo.demo()


def test_the_table_of_events_is_as_it_was(record: CaseRecord) -> None:
    assert demo.table(record) == GOLDEN.read_text(encoding="utf-8"), "if this is better: make golden, and read the diff"


def test_every_value_leads_back_to_words(record: CaseRecord) -> None:
    texts = {report.id: report.text for report in record.reports}
    for claim in record.claims:
        text = texts[str(claim.report)]
        assert claim.evidence.start <= claim.trigger.start < claim.trigger.end <= claim.evidence.end
        for entry in (*claim.actors, *claim.recipients, *claim.where, *claim.quantities, *claim.attribution):
            inferred = entry.start is None
            assert entry.basis if inferred else text[entry.start : entry.end] == entry.text


def test_nothing_comes_from_boilerplate(record: CaseRecord) -> None:
    marks = {report.id: report.boilerplate for report in record.reports}
    for claim in record.claims:
        for mark in marks[str(claim.report)]:
            assert not (mark.start <= claim.trigger.start < mark.end), claim


def test_every_reference_resolves(record: CaseRecord) -> None:
    claims, origins = {claim.key for claim in record.claims}, {origin.id for origin in record.origins}
    events = {event.id for event in record.events}
    for event in record.events:
        assert set(event.claims) <= claims
        assert set(event.origins) <= origins
        assert event.part_of is None or event.part_of in events
        for alternative in (a for attribute in event.attributes for a in attribute.alternatives):
            assert set(alternative.claims) <= set(event.claims)
            assert set(alternative.origins) <= origins
    assert sorted(key for event in record.events for key in event.claims) == sorted(claims)


def test_a_mock_attack_is_no_attack(record: CaseRecord) -> None:
    """Two of the reports tell of raids and camps that were part of a drill's scenario."""
    scenario = [c for c in record.claims if c.type == "attack" and c.status is Status.SIMULATED]
    assert scenario
    kinds = {key: event.status for event in record.events for key in event.claims}
    assert {kinds[claim.key] for claim in scenario} == {Status.SIMULATED}


def test_appeals_and_teasers_are_set_aside(record: CaseRecord) -> None:
    """The page dump among the reports begins and ends with what its site asks and offers."""
    (dump,) = [report for report in record.reports if report.source.endswith("06-harbour-and-hill-post.txt")]
    kept = list(dump.text)
    for mark in dump.boilerplate:
        kept[mark.start : mark.end] = [" "] * (mark.end - mark.start)
    rest = "".join(kept)
    for words in ("Sign in", "Support the", "Give today", "Press service", "Fuel Smugglers", "costs money", "dollars"):
        assert words in dump.text
        assert words not in rest
