"""A case that grows report by report is, byte for byte, what the same reports give at once; whatever comes between."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from muster import derive as derivation
from muster import pipeline
from muster.case import Case, Standing
from muster.pipeline import Tools, run
from muster.record import CaseRecord, Claim, Published, Report, from_json, to_json

TOLL = """Harbour Times
Toll rises
June 8, 2019

The attack on a tanker near Kochi on June 6 killed five sailors, the coast guard said. Fighters of the Malabar Sea Front
(MSF) were blamed.
"""
TEXTS = {
    "announced.txt": """Kerala Chronicle
Navy to hold drills off Kochi
May 14, 2019

India and France will hold naval drills off Kochi from June 3 to 7, the Indian navy said on Tuesday.
""",
    "ended.txt": """India and France wrapped up naval drills off Kochi, the Indian navy said on Friday.

Pirates attacked a tanker near Kochi on Thursday, the two navies said.
""",
    "tanker.txt": """The Quay
Tanker attacked
June 7, 2019

Pirates attacked a tanker near Kochi on Thursday, killing two sailors.
It was the second attack this year, the navy said.
""",
    "toll.txt": TOLL,
    "copy.txt": TOLL.replace("Harbour Times", "Evening Post"),
    "front.txt": """Harbour Times
Front denies attack
June 9, 2019

The MSF denied that its men attacked the tanker. MSF spokesman Anil Varma said the group was not near Kochi.
""",
    "another.txt": """The Quay
Another tanker attacked
June 12, 2019

Gunmen attacked another tanker near Kochi on Tuesday. Varma said his men had nothing to do with it.
""",
}
Reading = tuple[str, Published]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.open()


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """Each report is parsed once for each date it is given: what is tested here is all that comes after."""
    known: dict[Reading, list[Claim]] = {}
    plain = pipeline.claims_of

    def claims_of(report: Report, tools: Tools) -> list[Claim]:
        return known.setdefault((report.id, report.published), plain(report, tools))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "claims_of", claims_of)
        yield


@pytest.fixture
def sources(tmp_path: Path, read_once: None) -> list[str]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return sorted(str(path) for path in tmp_path.glob("*.txt"))


@pytest.fixture
def whole(sources: list[str], tools: Tools) -> str:
    with Case.open(":memory:") as case:
        run(sources, case, tools)
        return to_json(case.record())


def grown(sources: list[str], path: Path, tools: Tools) -> str:
    """The record after a run for each source, each with the case opened anew."""
    for source in sources:
        with Case.open(path) as case:
            run([source], case, tools)
    with Case.open(path) as case:
        return to_json(case.record())


def test_report_by_report_in_any_order(sources: list[str], whole: str, tools: Tools, tmp_path: Path) -> None:
    for seed in range(4):
        random.Random(seed).shuffle(sources)
        assert grown(sources, tmp_path / f"{seed}.case", tools) == whole


def test_only_events_near_a_new_report_are_written(sources: list[str], tools: Tools, tmp_path: Path) -> None:
    far = tmp_path / "far.md"
    far.write_text("The Quay\nTalks in Quito\nMay 2, 2011\n\nEcuador and Peru held talks in Quito on Sunday.", "utf-8")
    with Case.open(tmp_path / "a.case") as case:
        run(sources, case, tools)
        standing = case.standing(pipeline.stamp())
    (report, *_), claims = far_told(far, tools)
    record = standing.record
    more = Standing(
        turn=standing.turn,
        record=type(record)((*record.reports, report), (*record.claims, *claims), record.origins, record.events),
        linking=standing.linking,
        undated=standing.undated,
    )
    derived = derivation.derive(more, tools.codebook, tools.names, lambda r: pipeline.claims_of(r, tools))
    assert {event.type for event in derived.events} == {claim.type for claim in claims}
    assert set(derived.linking) == {report.id}
    assert not derived.gone


def far_told(path: Path, tools: Tools) -> tuple[list[Report], list[Claim]]:
    with Case.open(":memory:") as case:
        run([str(path)], case, tools)
        return list(case.reports()), list(case.claims())


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE linking SET record = x'93'", id="a damaged row"),
        pytest.param("UPDATE linking_names SET record = x'00'", id="damaged names"),
        pytest.param("UPDATE linking_names SET made_with = 'another linker'", id="another linker's"),
        pytest.param("DELETE FROM linking WHERE rowid = (SELECT min(rowid) FROM linking)", id="a row is missing"),
        pytest.param("DELETE FROM linking_names", id="no state"),
    ],
)
def test_state_that_is_of_no_use_is_made_anew(
    damage: str, sources: list[str], whole: str, tools: Tools, tmp_path: Path
) -> None:
    path = tmp_path / "a.case"
    grown(sources[:-1], path, tools)
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(damage).rowcount
    assert grown(sources[-1:], path, tools) == whole


def test_a_run_stopped_before_the_end_shows_nothing_half_done(
    sources: list[str], whole: str, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.case"
    before = grown(sources[:2], path, tools)
    for step in ("settle", "_put_derived"):
        with monkeypatch.context() as patch, Case.open(path) as case:
            patch.setattr(Case, step, stop)
            with pytest.raises(KeyboardInterrupt):
                run(sources, case, tools)
        with Case.open(path) as case:
            assert case.record().events == events_of(before)
    assert grown(sources[:1], path, tools) == whole


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def events_of(record: str) -> object:
    return from_json(record, CaseRecord).events


def test_what_another_muster_stores_meanwhile_is_taken_in(
    sources: list[str], whole: str, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.case"
    others = [sources[:3]]

    def derive(*given: object) -> object:
        made = derivation.derive(*given)  # type: ignore[arg-type]
        if others:
            with Case.open(path) as case:
                run(others.pop(), case, tools)
        return made

    monkeypatch.setattr(pipeline, "derive", derive)
    assert grown([sources[-1]], path, tools) == grown([sources[-1]], path, tools)
    monkeypatch.undo()
    assert grown(sources[3:], path, tools) == whole
