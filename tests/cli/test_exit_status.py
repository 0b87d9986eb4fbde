"""What goes wrong: one line on stderr, nothing but data on stdout, exit status 0, 1 or 2, and the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import DRILLS, Muster

LEDGER = f"{DRILLS}/01-amu-ledger.txt"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8

MISUSED: list[tuple[str, list[str], str]] = [
    ("no source", ["run"], "Missing argument 'PATH...'"),
    ("no such command", ["frobnicate"], "No such command"),
    ("no such option", ["run", "--colour", "x"], "No such option"),
    ("brief of unknown form", ["run", LEDGER, "--brief", "brief.pdf"], "written as .html or .md"),
    ("brief of unknown form", ["brief", "--case", "demo.case", "--out", "brief"], "written as .html or .md"),
    ("no such codebook", ["run", LEDGER, "--codebook", "none.yaml"], "none.yaml: cannot be read"),
    ("no such codebook to check", ["codebook", "check", "none.yaml"], "none.yaml: cannot be read"),
    ("no codebook", ["extract", LEDGER, "--codebook", "report.txt"], "report.txt: "),
    ("no such places", ["run", LEDGER, "--places", "none.csv"], "none.csv: cannot be read"),
    ("no places", ["run", LEDGER, "--places", "report.txt"], "report.txt: no column name, lat, lon"),
    ("case is a folder", ["run", LEDGER, "--case", "examples"], "examples is a folder"),
    ("case in no folder", ["run", LEDGER, "--case", "none/a.case"], "there is no folder none"),
    ("no such case", ["events", "--case", "none.case"], "make one with: muster run"),
    ("no case", ["export", "--case", "report.txt"], "report.txt is no case file"),
    ("unknown form", ["export", "--case", "demo.case", "--format", "xml"], "'xml' is not one of"),
    ("unknown status", ["events", "--case", "demo.case", "--status", "real"], "'real' is not one of"),
    ("no day", ["annotate", LEDGER, "--date", "tomorrow"], "give a day as YYYY-MM-DD"),
    ("no words", ["annotate", "none.conllu", "--pretokenized"], "none.conllu: cannot be read"),
]


@pytest.mark.parametrize(("words", "message"), [m[1:] for m in MISUSED], ids=[m[0] for m in MISUSED])
def test_misuse_is_status_2(words: list[str], message: str, muster: Muster, here: Path) -> None:
    result = muster(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert len([line for line in result.stderr.splitlines() if line.startswith(("muster: ", "Error: "))]) == 1


def bad_sources(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (folder / "picture.txt").write_bytes(PICTURE)
    (folder / "broken.json").write_text('{"text": "Troops', encoding="utf-8")
    (folder / "bulletin.txt").write_text(
        "Министерство обороны сообщило о начале учений на полигоне. Военные прибыли утром в понедельник. " * 5,
        encoding="utf-8",
    )
    (folder / "hollow").mkdir()


REFUSED: list[tuple[str, str, str]] = [
    ("no such file", "none.txt", "no such file or folder"),
    ("no match", "*.rtf", "no file matches this pattern"),
    ("empty folder", "hollow", "no file with a known suffix"),
    ("empty file", "empty.txt", "is empty"),
    ("blank file", "blank.txt", "is empty"),
    ("binary file", "picture.txt", "picture.txt: "),
    ("broken JSON", "broken.json", "broken.json: "),
    ("not English", "bulletin.txt", "is not in English"),
]


@pytest.mark.parametrize(("source", "message"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
@pytest.mark.parametrize("command", ["run", "extract", "annotate"])
def test_what_cannot_be_read_is_status_1(command: str, source: str, message: str, muster: Muster, here: Path) -> None:
    bad_sources(here)
    result = muster(command, source)
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("muster: ")]
    assert message in line


def test_one_bad_source_does_not_stop_the_others(muster: Muster, here: Path) -> None:
    bad_sources(here)
    result = muster("run", "empty.txt", LEDGER, "none.txt", f"{DRILLS}/05-*.txt", "also-none.txt", "--json")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)["reports"]) == 2
    assert "reports: 2 read, 1 empty, 2 not found; the case holds 2 reports" in result.stderr


def test_a_duplicate_is_told_but_is_no_fault(muster: Muster, here: Path) -> None:
    Path("copy.txt").write_bytes(Path(LEDGER).read_bytes())
    result = muster("run", LEDGER, "copy.txt", "--json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["reports"]) == 1
    assert f"muster: copy.txt: is the same text as {LEDGER}" in result.stderr
    assert "1 read, 1 duplicate" in result.stderr


def test_a_report_known_already_is_not_read_again(muster: Muster, here: Path) -> None:
    before = muster("export", "--case", "demo.case").stdout
    result = muster("run", LEDGER, "--case", "demo.case", "--json")
    assert result.exit_code == 0
    assert "0 read, 1 known already; the case holds 10 reports" in result.stderr
    assert result.stdout == before


def test_an_unknown_event_is_status_1(muster: Muster, here: Path) -> None:
    result = muster("show", "e-nowhere", "--case", "demo.case")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no event e-nowhere in demo.case; 'muster events --case demo.case' lists them" in result.stderr


def test_half_an_id_that_fits_several_events_names_them(muster: Muster, here: Path) -> None:
    result = muster("show", "e-", "--case", "demo.case")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "give more of the id" in result.stderr


def test_a_wrong_codebook_says_where_and_what(muster: Muster, here: Path) -> None:
    text = Path("my-codebook.yaml").read_text(encoding="utf-8")
    Path("wrong.yaml").write_text(text.replace("plover: MOBILIZE", "plover: MOBILISE", 1), encoding="utf-8")
    result = muster("codebook", "check", "wrong.yaml")
    assert result.exit_code == 2
    assert "wrong.yaml: types.exercise.plover: unknown code 'MOBILISE'. Did you mean MOBILIZE?" in result.stderr


def test_a_bug_keeps_its_traceback(muster: Muster, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a user can mend becomes one line."""
    monkeypatch.setattr("muster.pipeline.claims_of", lambda report, tools: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        muster("run", LEDGER)
