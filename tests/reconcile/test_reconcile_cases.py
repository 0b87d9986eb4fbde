"""Four invented situations, told by eight and ten short reports, through the whole walk: which claims are one event,
which are not, and how the values agree. ``cases/*.yaml`` hold the reports with the
key; what is not reached is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from muster.case import Case
from muster.pipeline import Tools, run
from muster.record import CaseRecord, Event

CASES = Path(__file__).parent / "cases"
NAMES = ("catatumbo", "moei", "macomia", "ganja")
# What is not reached: the first quotation with the second, or with the attribute.
OPEN = frozenset(
    {
        "s1: will fly 40 tonnes of food | s3: set down yesterday",
        "s4: brought a first group of 1,200 civilians out | s10: moved 3,650 people to Pemba",
        "g5: 20,000 people had gathered | g6: Saturday's rally outside parliament",
        "g7: will exchange 26 prisoners | g8: prisoners changed sides on Saturday",
        "s4: brought a first group of 1,200 civilians out | displaced",
        "g1: Missiles fired from Armenia hit | equipment",
        "g5: 20,000 people had gathered | count",
        "m1: people crossed | m3: 4,000 persons arrived",
        "m1: people crossed | displaced",
    }
)


@cache
def key(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def one_line_a_paragraph(text: str) -> str:
    """The text as a page has it, without the line breaks of the file it is kept in."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip()) + "\n"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CaseRecord]:
    tools = Tools.open()
    found = {}
    for name in NAMES:
        folder = tmp_path_factory.mktemp(name)
        for stem, text in key(name)["reports"].items():
            (folder / f"{stem}.txt").write_text(one_line_a_paragraph(text), encoding="utf-8")
        with Case.open(":memory:") as case:
            run([str(folder)], case, tools)
            found[name] = case.record()
    return found


def event_of(record: CaseRecord, where: str) -> Event | None:
    """The event of the claim whose trigger stands in the quoted words ("b1: a bomb killed")."""
    stem, quote = where.split(": ", 1)
    report = next(r for r in record.reports if Path(r.source).stem == stem)
    start = report.text.index(quote)
    inside = [
        claim
        for claim in record.claims
        if claim.report == report.id and start < claim.trigger.end and claim.trigger.start < start + len(quote)
    ]
    keys = {claim.key for claim in inside}
    return next((event for event in record.events if keys & set(event.claims)), None)


def pairs(kind: str) -> Iterator[Any]:
    for name in NAMES:
        for a, b in key(name)[kind]:
            mark = [pytest.mark.xfail(strict=True)] if f"{a} | {b}" in OPEN else []
            yield pytest.param(name, a, b, marks=mark, id=f"{a} | {b}")


@pytest.mark.parametrize(("name", "a", "b"), list(pairs("together")))
def test_one_event(records: dict[str, CaseRecord], name: str, a: str, b: str) -> None:
    one, other = event_of(records[name], a), event_of(records[name], b)
    assert one is not None and other is not None
    assert one.id == other.id


@pytest.mark.parametrize(("name", "a", "b"), list(pairs("distinct")))
def test_two_events(records: dict[str, CaseRecord], name: str, a: str, b: str) -> None:
    one, other = event_of(records[name], a), event_of(records[name], b)
    assert one is not None and other is not None
    assert one.id != other.id


def attributes() -> Iterator[Any]:
    for name in NAMES:
        for where, attribute, wanted, values in key(name)["attributes"]:
            mark = [pytest.mark.xfail(strict=True)] if f"{where} | {attribute}" in OPEN else []
            yield pytest.param(name, where, attribute, wanted, values, marks=mark, id=f"{where} | {attribute}")


@pytest.mark.parametrize(("name", "where", "attribute", "wanted", "values"), list(attributes()))
def test_agreement(
    records: dict[str, CaseRecord], name: str, where: str, attribute: str, wanted: str, values: list[Any]
) -> None:
    event = event_of(records[name], where)
    assert event is not None
    found = next(a for a in event.attributes if a.name == attribute)
    given = [
        a.value["value"] if isinstance(a.value, dict) and "value" in a.value else a.value for a in found.alternatives
    ]
    assert found.agreement in wanted.split("|"), given
    assert set(values) <= set(given if values else [])
