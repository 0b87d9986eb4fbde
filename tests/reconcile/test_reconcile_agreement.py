"""How values relate: one line per rule and look-alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as struct_replace

from muster.reconcile.agreement import agreement
from muster.reconcile.values import Telling, is_part, quantity_value, when_value
from muster.record import Claim, Comparator, Participant, Quantity, QuantityKind, Span, Status, Trigger, When


def told(
    source: Quantity | When | None,
    value: Any,
    day: int = 1,
    origin: str = "o1",
    *,
    status: str = "done",
    report: str = "r-1",
    speaker: str = "",
    own: bool = False,
    trigger: str = "killed",
    kind: str = "attack",
) -> Telling:
    claim = Claim(
        id=f"c{day}{origin}{value}",
        report=report,
        type=kind,
        status=Status(status),
        trigger=Trigger(text=trigger, start=0, end=len(trigger)),
        evidence=Span(start=0, end=50),
        quantities=(source,) if isinstance(source, Quantity) else (),
    )
    return Telling(claim, value, source, origin, day, speaker or origin, own)


def figure(
    value: float, comparator: str = "exact", kind: str = "personnel", of: str | None = None, **fields: Any
) -> Telling:
    quantity = Quantity(kind=QuantityKind(kind), value=value, comparator=Comparator(comparator), of=of)
    return told(quantity, quantity_value(quantity), **fields)


FIGURES = [
    ("one origin", [figure(12)], "single"),
    ("one origin in two reports", [figure(12), figure(12, report="r-2", day=2)], "single"),
    ("two origins, one value", [figure(12), figure(12, origin="o2", report="r-2")], "corroborated"),
    ("comparators aside", [figure(700, "about"), figure(700, origin="o2", report="r-2")], "corroborated"),
    ("bound holds the value", [figure(1000, "more_than"), figure(1200, origin="o2", report="r-2")], "compatible"),
    ("about, within a tenth", [figure(5500, "about"), figure(5300, origin="o2", report="r-2")], "compatible"),
    ("about, beyond a tenth", [figure(5500, "about"), figure(4000, origin="o2", report="r-2")], "disputed"),
    (
        "two bounds of one total",
        [figure(3200, "more_than"), figure(10000, "at_least", origin="o2", report="r-2")],
        "disputed",
    ),
    ("at most, but more told", [figure(30), figure(12, "at_most", origin="o2", report="r-2", day=3)], "disputed"),
    ("part and whole", [figure(10), figure(3)], "compatible"),
    (
        "rising toll",
        [figure(14, kind="killed"), figure(21, kind="killed", origin="o2", report="r-2", day=2)],
        "updated",
    ),
    (
        "falling toll",
        [figure(21, kind="killed"), figure(14, kind="killed", origin="o2", report="r-2", day=2)],
        "disputed",
    ),
    (
        "two tolls on one day",
        [figure(8, kind="killed"), figure(45, kind="killed", origin="o2")],
        "disputed",
    ),
    (
        "losses of two sides",
        [figure(28, kind="killed", of="rebels"), figure(11, kind="killed", of="soldiers", origin="o2")],
        "compatible",
    ),
    (
        "who the dead were",
        [figure(28, kind="killed", of="rebels"), figure(30, kind="killed", of="civilians", origin="o2")],
        "disputed",
    ),
    (
        "old toll repeated later",
        [
            figure(14, kind="killed"),
            figure(21, kind="killed", origin="o2", report="r-2", day=2),
            figure(14, kind="killed", report="r-3", day=9),
        ],
        "updated",
    ),
    (
        "same speaker corrects",
        [figure(3, speaker="WFP"), figure(5, origin="o2", report="r-2", day=9, speaker="WFP")],
        "updated",
    ),
    (
        "first speaker adopts another's figure",
        [
            figure(3, speaker="WFP"),
            figure(5, origin="o2", report="r-2", day=2),
            figure(5, origin="o3", report="r-3", day=9, speaker="WFP"),
        ],
        "updated",
    ),
    (
        "plan and outcome",
        [figure(45, status="planned"), figure(41, origin="o2", report="r-2", day=20)],
        "updated",
    ),
    (
        "plan and outcome, and the two speakers side by side",
        [
            figure(8500, status="planned"),
            figure(8500, status="ongoing", report="r-2", day=8),
            figure(14000, status="ongoing", origin="o2", report="r-2", day=8),
        ],
        "disputed",
    ),
    (
        "a toll side by side with the old one",
        [
            figure(5, kind="killed"),
            figure(5, kind="killed", report="r-2", day=2),
            figure(7, kind="killed", origin="o2", report="r-2", day=2),
        ],
        "updated",
    ),
    (
        "figure denied",
        [figure(14000), figure(14000, status="denied", origin="o2", report="r-2", day=3)],
        "disputed",
    ),
]


@pytest.mark.parametrize(("values", "expected"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES])
def test_figures(values: list[Telling], expected: str) -> None:
    assert agreement(values[0].source.kind.value, values, "attack") == expected  # type: ignore[union-attr]


def state(status: str, day: int = 1, origin: str = "o1", **fields: Any) -> Telling:
    return told(None, status, day, origin, status=status, report=f"r-{origin}", **fields)


STATUSES = [
    ("one", [state("done")], "single"),
    ("two origins", [state("done"), state("done", origin="o2")], "corroborated"),
    ("planned then done", [state("planned"), state("done", 9, "o2")], "updated"),
    ("planned then cancelled", [state("planned"), state("cancelled", 9, "o2")], "updated"),
    ("done and denied", [state("done"), state("denied", 2, "o2")], "disputed"),
    ("ongoing and done", [state("ongoing"), state("done", 2, "o2")], "compatible"),
    ("all denied", [state("denied")], "single"),
]


@pytest.mark.parametrize(("values", "expected"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES])
def test_statuses(values: list[Telling], expected: str) -> None:
    assert agreement("status", values, "withdraw") == expected


def time(first: str | None, last: str | None, day: int = 1, origin: str = "o1", **fields: Any) -> Telling:
    when = When(from_=first, to=last)
    return told(when, when_value(when), day, origin, report=f"r-{origin}", **fields)


TIMES = [
    ("same day twice", [time("2024-05-06", "2024-05-06"), time("2024-05-06", "2024-05-06", 2, "o2")], "corroborated"),
    ("month and day", [time("2024-05-01", "2024-05-31"), time("2024-05-06", "2024-05-06", 2, "o2")], "compatible"),
    ("two days", [time("2024-05-06", "2024-05-06"), time("2024-05-08", "2024-05-08", 2, "o2")], "disputed"),
    (
        "postponed",
        [
            time("2024-05-06", "2024-05-09", status="planned"),
            time("2024-09-06", "2024-09-09", 9, "o2", status="planned"),
        ],
        "updated",
    ),
    (
        "later deadline",
        [time(None, "2024-03-31", status="planned"), time(None, "2024-06-30", 9, "o2", status="planned")],
        "updated",
    ),
]


@pytest.mark.parametrize(("values", "expected"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_times(values: list[Telling], expected: str) -> None:
    assert agreement("when", values, "attack") == expected


def test_days_of_one_long_event_do_not_contradict() -> None:
    values = [time("2024-05-06", "2024-05-06"), time("2024-05-08", "2024-05-08", 2, "o2")]
    assert agreement("when", values, "exercise") == "compatible"


def sentence(text: str, words: str) -> tuple[Claim, Quantity, str]:
    """A claim that rests on all of ``text`` with the figure that ``words`` give."""
    at = text.index(words)
    quantity = Quantity(
        kind=QuantityKind.KILLED, value=3, comparator=Comparator.EXACT, text=words, start=at, end=at + len(words)
    )
    claim = Claim(
        id="c1",
        report="r-1",
        type="attack",
        status=Status.DONE,
        trigger=Trigger(text=words, start=at, end=at + len(words)),
        evidence=Span(start=0, end=len(text)),
    )
    return claim, quantity, text


PARTS = [
    ("Three more bodies were pulled from the well.", "Three more bodies", True),
    ("Three more bodies were found.", "Three", True),
    ("Three died, more are feared dead.", "Three", False),
    ("Another three miners died in hospital.", "three miners", True),
    ("The blast killed nine, including three nurses.", "three nurses", True),
    ("Nine were killed, three of them nurses.", "three", True),
    ("Among the dead were three nurses.", "three nurses", True),
    ("More than three people died.", "More than three people", False),
    ("Three people died and more were hurt.", "Three people", False),
    ("In another village the shells killed three.", "three", False),
    ("Three people were killed, police said.", "Three people", False),
]


@pytest.mark.parametrize(("text", "words", "expected"), PARTS, ids=[row[0] for row in PARTS])
def test_parts_of_a_total(text: str, words: str, *, expected: bool) -> None:
    claim, quantity, report = sentence(text, words)
    assert is_part(quantity, claim, report) is expected


def test_a_part_never_contradicts_the_total() -> None:
    total = figure(27, kind="killed", origin="o1", report="r-1")
    part = replace(figure(6, kind="killed", origin="o2", report="r-1"), part=True)
    assert agreement("killed", [total, part], "attack") == "compatible"
    assert agreement("killed", [total, replace(part, part=False)], "attack") == "disputed"


def test_who_denies_the_doer_does_not_deny_the_toll() -> None:
    said = figure(14, kind="killed")
    denied = figure(14, kind="killed", status="denied", origin="o2", report="r-2", day=3)
    assert agreement("killed", [said, denied], "attack") == "disputed"
    doer = replace(denied, claim=struct_replace(denied.claim, actors=(Participant(name="River League"),)))
    assert agreement("killed", [said, doer], "attack") == "corroborated"


def test_a_toll_of_a_report_of_unknown_day_may_have_come_first() -> None:
    late = replace(figure(4, kind="killed", day=40, report="r-2"), since=3)
    assert agreement("killed", [figure(7, kind="killed", origin="o2", day=20), late], "attack") == "updated"
    dated = replace(late, since=40)
    assert agreement("killed", [figure(7, kind="killed", origin="o2", day=20), dated], "attack") == "disputed"


def actor(name: str, origin: str = "o1", status: str = "done") -> Telling:
    return told(None, name, 1, origin, status=status, report=f"r-{origin}")


ACTORS = [
    ("refined", "attack", [actor("gunmen"), actor("Harvest Front", "o2")], "compatible"),
    ("two named", "attack", [actor("Harvest Front"), actor("River League", "o2")], "disputed"),
    ("two named take part", "exercise", [actor("Poland"), actor("Latvia", "o2")], "compatible"),
    ("denied", "attack", [actor("Harvest Front"), actor("Harvest Front", "o2", "denied")], "disputed"),
    ("the event denied", "withdraw", [actor("soldiers"), actor("soldiers", "o2", "denied")], "corroborated"),
    ("holders of a town", "control", [actor("soldiers"), actor("Harvest Front", "o2")], "disputed"),
]


@pytest.mark.parametrize(("kind", "values", "expected"), [row[1:] for row in ACTORS], ids=[row[0] for row in ACTORS])
def test_actors(kind: str, values: list[Telling], expected: str) -> None:
    if kind == "control":
        values = [told(None, t.value, 1, t.origin, report=t.report, kind="control") for t in values]
    assert agreement("actor", values, kind) == expected
