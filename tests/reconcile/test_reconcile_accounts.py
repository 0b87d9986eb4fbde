"""Life cycle, figure ladder, sources and standing facts: what is derived from the events of a case."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "link"))

from builders import NAMES, claim, codebook, report

from muster.link import link
from muster.reconcile import (
    Count,
    Sources,
    Stage,
    ladder,
    latest_day,
    life_cycle,
    low_best_high,
    minimum,
    reconcile,
    slots,
)
from muster.record import CaseRecord, Claim, QuantityKind, Report

STANDING = frozenset({"control", "presence", "membership"})


def case(reports: list[Report], *claims: Claim) -> CaseRecord:
    linked = link(reports, claims, codebook(), NAMES)
    events = reconcile(linked, reports, claims, codebook(), NAMES)
    return CaseRecord(reports=tuple(reports), claims=claims, origins=linked.origins, events=events)


def stages(record: CaseRecord, *, latest: str | None = None) -> list[tuple[str, str | None, int]]:
    """(stage, day, number of claims) of the only event of the case."""
    (event,) = record.events
    by_id = {r.id: r for r in record.reports}
    latest = latest or latest_day(record.reports)
    found = life_cycle(event, record.claims, by_id, Sources(record), latest)
    return [(step.stage.value, step.day, len(step.claims)) for step in found]


def drill(day: str, status: str, when: tuple[str, str] | None, outlet: str) -> tuple[Report, Claim]:
    told = report(f"Exercise Silver Anvil at Karvina, {outlet} writes: {status}.", day, outlet)
    return told, claim(told, "Exercise", "exercise", status=status, when=when, where=("Karvina",))


JUNE, JULY, MAY = ("2024-06-03", "2024-06-14"), ("2024-07-03", "2024-07-14"), ("2024-05-20", "2024-05-24")
LIVES: list[tuple[str, list[tuple[str, str, tuple[str, str] | None]], list[tuple[str, str]]]] = [
    (
        "announced, under way, held",
        [("2024-05-01", "planned", JUNE), ("2024-06-04", "ongoing", JUNE), ("2024-06-16", "done", JUNE)],
        [("announced", "2024-05-01"), ("under way", "2024-06-04"), ("held", "2024-06-16")],
    ),
    (
        "postponed",
        [("2024-05-01", "planned", JUNE), ("2024-05-20", "planned", JULY)],
        [("announced", "2024-05-01"), ("postponed", "2024-05-20")],
    ),
    (
        "brought forward",
        [("2024-05-01", "planned", JUNE), ("2024-05-09", "planned", MAY)],
        [("announced", "2024-05-01"), ("brought forward", "2024-05-09")],
    ),
    (
        "the plan repeated",
        [("2024-05-01", "planned", JUNE), ("2024-05-20", "planned", JUNE)],
        [("announced", "2024-05-01")],
    ),
    (
        "called off",
        [("2024-05-01", "planned", JUNE), ("2024-05-20", "cancelled", JUNE)],
        [("announced", "2024-05-01"), ("cancelled", "2024-05-20")],
    ),
    (
        "held, says one; denied, says another",
        [("2024-06-16", "done", JUNE), ("2024-06-18", "denied", JUNE)],
        [("held", "2024-06-16"), ("denied", "2024-06-18")],
    ),
]


@pytest.mark.parametrize(("told", "expected"), [row[1:] for row in LIVES], ids=[row[0] for row in LIVES])
def test_life_cycle(
    told: list[tuple[str, str, tuple[str, str] | None]], expected: list[tuple[str, str | None]]
) -> None:
    made = [drill(day, status, when, f"Gazette {n}") for n, (day, status, when) in enumerate(told)]
    record = case([r for r, _ in made], *(c for _, c in made))
    assert [(stage, day) for stage, day, _ in stages(record)] == expected


def test_a_plan_whose_time_has_passed_is_not_confirmed() -> None:
    a, planned = drill("2024-05-01", "planned", JUNE, "A")
    record = case([a], planned)
    assert [stage for stage, _, _ in stages(record, latest="2024-06-14")] == ["announced"]  # it may end today
    assert stages(record, latest="2024-06-15") == [
        ("announced", "2024-05-01", 1),
        (Stage.NOT_CONFIRMED.value, "2024-06-15", 0),
    ]


def test_what_was_held_or_called_off_needs_no_confirmation() -> None:
    for status in ("done", "ongoing", "cancelled"):
        made = [drill("2024-05-01", "planned", JUNE, "A"), drill("2024-06-05", status, JUNE, "B")]
        record = case([r for r, _ in made], *(c for _, c in made))
        assert "not confirmed" not in [stage for stage, _, _ in stages(record, latest="2025-01-01")]


def toll(day: str, killed: float, outlet: str, said_by: str, **fields: str) -> tuple[Report, Claim]:
    told = report(f"The raid at Karvina: {killed:.0f} dead, {said_by} said to {outlet}.", day, outlet)
    return told, claim(
        told,
        "raid",
        "attack",
        when="2024-05-06",
        where=("Karvina",),
        figures={"killed": killed},
        said_by=(said_by,),
        **fields,  # type: ignore[arg-type]
    )


def tolls(*made: tuple[Report, Claim]) -> CaseRecord:
    return case([r for r, _ in made], *(c for _, c in made))


def test_the_ladder_keeps_every_figure_in_order_of_report() -> None:
    record = tolls(
        toll("2024-05-09", 9, "B", "the Red Cross"),
        toll("2024-05-07", 4, "A", "the police"),
        toll("2024-05-08", 40, "C", "the rebels", status="denied"),
    )
    rungs = ladder(QuantityKind.KILLED, record.claims, {r.id: r for r in record.reports}, Sources(record))
    assert [(rung.day, rung.quantity.value, rung.as_of) for rung in rungs] == [
        ("2024-05-07", 4, "2024-05-06"),
        ("2024-05-08", 40, "2024-05-06"),
        ("2024-05-09", 9, "2024-05-06"),
    ]
    assert minimum(rungs) == 4
    spread = low_best_high(rungs)
    assert spread is not None
    assert (spread.low, spread.best, spread.high) == (4, 9, 9)  # what is denied counts in no view


def test_best_is_what_most_origins_give() -> None:
    record = tolls(
        toll("2024-05-07", 4, "A", "the police"),
        toll("2024-05-08", 4, "B", "the Red Cross"),
        toll("2024-05-09", 9, "C", "the mayor"),
    )
    spread = low_best_high(
        ladder(QuantityKind.KILLED, record.claims, {r.id: r for r in record.reports}, Sources(record))
    )
    assert spread is not None
    assert (spread.low, spread.best, spread.high) == (4, 4, 9)


def test_no_total_no_view() -> None:
    record = tolls(toll("2024-05-07", 4, "A", "the police", status="denied"))
    rungs = ladder(QuantityKind.KILLED, record.claims, {r.id: r for r in record.reports}, Sources(record))
    assert (minimum(rungs), low_best_high(rungs)) == (None, None)


STORY = (
    "Rebels attacked the river town of Karvina before dawn on Monday, killing four people and burning the market hall,"
    " local officials and two residents said by telephone. The regional hospital counted nineteen wounded by noon."
)


def test_two_papers_with_one_agency_story_are_one_text_one_agency_one_origin() -> None:
    a = report(f"PARIS (AFP) - {STORY}", "2024-05-07", "A", agencies=("AFP",))
    b = report(f"Dawn raid! {STORY} Subscribe now.", "2024-05-07", "B")
    c = report("Our man saw four bodies when Karvina was attacked.", "2024-05-09", "C")
    made = [
        claim(r, "attacked", "attack", when="2024-05-06", where=("Karvina",), figures={"killed": 4}) for r in (a, b, c)
    ]
    record = case([a, b, c], *made)
    keys = [one.key for one in made]
    assert Sources(record).count(keys) == Count(reports=3, texts=2, agencies=("AFP",), origins=2)
    assert Sources(record).count(keys[:2]) == Count(reports=2, texts=1, agencies=("AFP",), origins=1)
    assert Sources(record).count([]) == Count(reports=0, texts=0, agencies=(), origins=0)


def holding(day: str, holder: str, place: str, outlet: str, **fields: object) -> tuple[Report, Claim]:
    told = report(f"{holder} hold {place}, {outlet} writes.", day, outlet)
    return told, claim(told, "hold", "control", actors=(holder,), where=(place,), **fields)  # type: ignore[arg-type]


def facts(*made: tuple[Report, Claim]) -> dict[str, list[tuple[tuple[str, ...], str | None, str | None]]]:
    """Slot -> (holders, as of, replaced on) of each telling."""
    record = case([r for r, _ in made], *(c for _, c in made))
    found = slots(record.events, {c.key: c for c in record.claims}, {r.id: r for r in record.reports}, STANDING)
    return {", ".join(s.names): [(h.holders, h.as_of, h.replaced) for h in s.holdings] for s in found}


def test_a_later_claim_updates_its_own_slot_and_both_stay_visible() -> None:
    told = facts(
        holding("2024-05-07", "Harvest Front", "Karvina", "A", status="ongoing"),
        holding("2024-06-07", "Government troops", "Karvina", "B", status="ongoing"),
        holding("2024-06-09", "Government troops", "Graz", "C", status="ongoing"),
    )
    assert told == {
        "Karvina": [
            (("Harvest Front",), "2024-05-07", "2024-06-07"),
            (("Government troops",), "2024-06-07", None),
        ],
        "Graz": [(("Government troops",), "2024-06-09", None)],
    }


@pytest.mark.parametrize("status", ["denied", "planned", "possible"])
def test_what_is_not_so_yet_updates_nothing(status: str) -> None:
    told = facts(
        holding("2024-05-07", "Harvest Front", "Karvina", "A", status="ongoing"),
        holding("2024-06-07", "River League", "Karvina", "B", status=status),
    )
    assert [replaced for _, _, replaced in told["Karvina"]] == [None, None]


def test_two_tellings_of_one_day_do_not_update_each_other() -> None:
    told = facts(
        holding("2024-05-07", "Harvest Front", "Karvina", "A", status="ongoing"),
        holding("2024-05-07", "River League", "Karvina", "B", status="ongoing"),
    )
    assert [replaced for _, _, replaced in told["Karvina"]] == [None, None]
