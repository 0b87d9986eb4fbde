"""Boilerplate, outlet, agencies and dates of the gold reports, with floors that only go up.

Not all of gold can be read off a page: some outlets and dates are known only from elsewhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from muster.read import read
from muster.record import Report

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the gold reports are not beside this checkout (../shared)")

# Name of the figure: the least it may be. Raise a floor when the figure rises.
FLOORS = {
    "boilerplate found": 0.94,
    "boilerplate of the right kind": 0.93,
    "outlet named": 0.72,
    "outlet right where named": 0.92,
    "agencies found": 0.83,
    "agencies right": 1.0,
    "published where the page says": 1.0,
}
MOST_FALSELY_MARKED = 0.002

# Agencies under the names of gold and of the data files.
SAME = {"Associated Press": "AP", "Oubangui Press Agency": "OPA"}


@dataclass(frozen=True)
class Pair:
    name: str
    report: Report
    gold: dict[str, Any]


@lru_cache(maxsize=1)
def pairs() -> list[Pair]:
    found = []
    for folder in ("seeds", "dev", "cases"):
        for report in read([str(GOLD / folder)]):
            assert isinstance(report, Report), report
            path = Path(report.source)
            if path.suffix == ".txt" and path.with_suffix(".yaml").exists():
                gold = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
                found.append(Pair(path.stem, report, gold))
    return found


def kinds(report: Report, stretches: list[tuple[int, int, str]]) -> list[str | None]:
    marked: list[str | None] = [None] * len(report.text)
    for start, end, kind in stretches:
        marked[start:end] = [kind] * (end - start)
    return marked


def gold_stretches(pair: Pair) -> list[tuple[int, int, str]]:
    stretches = []
    for entry in pair.gold.get("boilerplate") or []:
        start = pair.report.text.index(entry["starts"])
        end = pair.report.text.index(entry["ends"], start) + len(entry["ends"])
        stretches.append((start, end, entry["kind"]))
    return stretches


def day_right(pair: Pair) -> bool:
    wanted, found = pair.gold["published"], pair.report.published
    inside = str(wanted["from"]) <= str(found.from_) and str(found.to) <= str(wanted["to"])
    return found.from_ is not None and inside


@lru_cache(maxsize=1)
def figures() -> dict[str, float]:
    count: Counter[str] = Counter()
    for pair in pairs():
        wanted = kinds(pair.report, gold_stretches(pair))
        marked = kinds(pair.report, [(b.start, b.end, b.kind.value) for b in pair.report.boilerplate])
        for char, want, mark in zip(pair.report.text, wanted, marked, strict=True):
            if not char.isspace():
                count["boilerplate"] += want is not None
                count["found"] += want is not None and mark is not None
                count["kind"] += want is not None and mark == want
                count["text"] += want is None
                count["false"] += want is None and mark is not None
        outlet = pair.gold.get("outlet")
        outlet = SAME.get(outlet or "", outlet)
        count["outlets"] += outlet is not None
        count["outlet named"] += pair.report.outlet is not None
        count["outlet right"] += outlet is not None and pair.report.outlet == outlet
        agencies = {SAME.get(name, name) for name in pair.gold.get("agencies") or []}
        count["agencies"] += len(agencies)
        count["agencies named"] += len(pair.report.agencies)
        count["agencies right"] += len(agencies & set(pair.report.agencies))
        count["dated"] += pair.report.published.from_ is not None
        count["date right"] += day_right(pair)
    return {
        "boilerplate found": count["found"] / count["boilerplate"],
        "boilerplate of the right kind": count["kind"] / count["boilerplate"],
        "falsely marked": count["false"] / count["text"],
        "outlet named": count["outlet right"] / count["outlets"],
        "outlet right where named": count["outlet right"] / count["outlet named"],
        "agencies found": count["agencies right"] / count["agencies"],
        "agencies right": count["agencies right"] / count["agencies named"],
        "published where the page says": count["date right"] / count["dated"],
        "published": count["date right"] / len(pairs()),
    }


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    assert figures()[name] >= FLOORS[name], figures()


def test_hardly_any_of_the_report_is_marked() -> None:
    assert figures()["falsely marked"] <= MOST_FALSELY_MARKED, figures()


def test_text_is_that_of_the_file() -> None:
    assert all(pair.report.text == Path(pair.report.source).read_text(encoding="utf-8") for pair in pairs())


def test_a_date_inside_a_link_to_another_story_is_not_taken() -> None:
    seeds = {pair.name[:3]: pair.report.published.from_ for pair in pairs() if pair.name[:3].isdigit()}
    assert seeds == {"000": None, "001": "2021-07-14", "002": None, "003": None, "004": None}
