"""stdout is data and the same bytes every time; talk goes to stderr."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_calls import DRILLS, Muster

from muster.publish.shapes import Shape, shape_of
from muster.record import CaseRecord, Event, Extraction, Published, Status, from_json

FORMS = ("json", "events.csv", "claims.csv", "geojson", "markdown")


def test_run_prints_the_case_and_nothing_else(muster: Muster, here: Path) -> None:
    result = muster("run", DRILLS, "--json")
    record = from_json(result.stdout, CaseRecord)
    assert len(record.reports) == 10
    assert "reports: 10 read" in result.stderr


def test_the_case_does_not_depend_on_how_it_was_made(muster: Muster, here: Path) -> None:
    """At once or one by one, in either order, kept in a file or in memory: the same bytes."""
    whole = (here / "demo.json").read_text(encoding="utf-8")
    assert muster("run", DRILLS, "--json").stdout == whole
    assert muster("export", "--case", "demo.case").stdout == whole
    for path in sorted(Path(DRILLS).iterdir(), reverse=True):
        last = muster("run", str(path), "--case", "slow.case", "--json")
    assert last.stdout == whole


@pytest.mark.parametrize("form", FORMS)
def test_exports_are_the_same_bytes_twice(form: str, muster: Muster, here: Path) -> None:
    first, second = (muster("export", "--case", "demo.case", "--format", form) for _ in range(2))
    assert first.stdout == second.stdout != ""
    assert first.stderr == ""


def test_every_form_of_export_is_tested(muster: Muster) -> None:
    assert f"[{'|'.join(FORMS)}]" in muster("export", "--help").stdout


def test_exports_have_every_event_and_every_place_on_the_map(muster: Muster, here: Path) -> None:
    record = from_json((here / "demo.json").read_text(encoding="utf-8"), CaseRecord)
    rows = list(csv.DictReader(io.StringIO(muster("export", "--case", "demo.case", "--format", "events.csv").stdout)))
    assert len(rows) == len(record.events)
    features = json.loads(muster("export", "--case", "demo.case", "--format", "geojson").stdout)["features"]
    mapped = {event.id for event in record.events if any(shape_of(place) != Shape() for place in event.where)}
    assert {feature["properties"]["event"] for feature in features} == mapped


def test_extract_prints_one_report_a_line(muster: Muster, here: Path) -> None:
    result = muster("extract", DRILLS)
    extractions = [from_json(line, Extraction) for line in result.stdout.splitlines()]
    assert [Path(e.report.source).name for e in extractions] == sorted(p.name for p in Path(DRILLS).iterdir())
    assert result.stderr == ""


def test_extract_and_run_make_the_same_claims(muster: Muster, here: Path) -> None:
    """All but what only the case can give: the day of a report that does not say it, and what counts from it."""
    lines = muster("extract", DRILLS).stdout.splitlines()
    record = from_json((here / "demo.json").read_text(encoding="utf-8"), CaseRecord)
    alone = [from_json(line, Extraction) for line in lines]
    dated = [e for e in alone if e.report.published != Published()]
    assert len(dated) >= 9
    for extraction in dated:
        kept = [c for c in record.claims if c.report == extraction.report.id]
        assert [(c.id, c.type, c.trigger) for c in kept] == [(c.id, c.type, c.trigger) for c in extraction.claims]


def test_events_can_be_chosen(muster: Muster, here: Path) -> None:
    lines = muster("events", "--case", "demo.case", "--type", "exercise", "--status", "done", "--json").stdout
    events = [from_json(line, Event) for line in lines.splitlines()]
    assert events
    assert {(e.type, e.status) for e in events} == {("exercise", Status.DONE)}


def test_the_case_may_come_from_the_environment(muster: Muster, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_CASE", "demo.case")
    assert muster("events").stdout == muster("events", "--case", "demo.case").stdout != ""


@pytest.mark.parametrize("command", ["run", "extract", "annotate"])
def test_a_report_may_come_from_standard_input(command: str, muster: Muster, here: Path) -> None:
    options = ["--json"] if command == "run" else []
    text = Path("report.txt").read_bytes()
    piped = muster(command, "-", *options, stdin=text).stdout
    named = muster(command, "report.txt", *options).stdout
    assert piped.replace('"source":"-"', "") == named.replace('"source":"report.txt"', "").replace(
        '"source": "report.txt"', '"source": "-"'
    )


def test_brief_without_a_file_is_markdown_on_stdout(muster: Muster, here: Path) -> None:
    result = muster("brief", "--case", "demo.case", "--title", "Northern border")
    assert result.stdout.startswith("# Northern border")
    assert muster("run", DRILLS).stdout == muster("brief", "--case", "demo.case").stdout


def test_brief_makes_its_folder_and_leaves_nothing_behind(muster: Muster, here: Path) -> None:
    result = muster("brief", "--case", "demo.case", "--out", "out/briefs/brief.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [path.name for path in Path("out/briefs").iterdir()] == ["brief.html"]
    assert "wrote out/briefs/brief.html" in result.stderr


def test_a_brief_that_cannot_be_written_is_one_line(muster: Muster, here: Path) -> None:
    Path("out").write_text("a file", encoding="utf-8")
    result = muster("brief", "--case", "demo.case", "--out", "out/brief.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("muster: out/brief.html: cannot be written")
