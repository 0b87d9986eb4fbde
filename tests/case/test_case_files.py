"""Files that are no case, cases of other ages, and what is left after a kill."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from muster.case import Case, CaseError, schema
from muster.record import Report

FIRST = schema.migrations()[0]
KNOWN = len(schema.migrations())
NEXT = "CREATE TABLE notes (text TEXT NOT NULL);\nINSERT INTO notes VALUES ('made; by hand');\n"


def not_a_database(path: Path) -> None:
    path.write_text("A report, not a case. " * 100)


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")


def newer_case(path: Path) -> None:
    Case.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def damaged_case(path: Path) -> None:
    Case.open(path).close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(not_a_database, "is no case file", id="no database"),
        pytest.param(other_database, "no case of muster", id="another program's database"),
        pytest.param(
            newer_case,
            f"at schema 99, this muster knows schema {len(schema.migrations())}; use a newer muster",
            id="newer schema",
        ),
        pytest.param(damaged_case, "is no case file, or a damaged one", id="damaged"),
        pytest.param(Path.mkdir, "is a folder", id="folder"),
    ],
)
def test_what_is_no_case_is_refused_in_one_line_and_left_alone(tmp_path: Path, make: object, words: str) -> None:
    path = tmp_path / "x.case"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CaseError, match=words) as caught:
        Case.open(path).record()
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert before is None or path.read_bytes() == before


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no folder"):
        Case.open(tmp_path / "none" / "x.case")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_can_be_read_but_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    with Case.open(path) as case:
        case.refuse("a.txt", "empty", "is empty")
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with Case.open(path) as case:
            assert case.ingested() == {"a.txt": "empty"}
            with pytest.raises(CaseError, match="cannot be written"):
                case.refuse("b.txt", "empty", "is empty")
        with pytest.raises(CaseError, match="cannot be opened"):
            Case.open(tmp_path / "new.case")
    finally:
        tmp_path.chmod(0o755)


def test_an_older_case_is_copied_and_then_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.case"
    monkeypatch.setattr(schema, "migrations", lambda: (FIRST,))
    with Case.open(path) as case:
        case.refuse("a.txt", "empty", "is empty")
    monkeypatch.setattr(schema, "migrations", lambda: (FIRST, NEXT))
    with Case.open(path) as case:
        assert case.ingested() == {"a.txt": "empty"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT text FROM notes").fetchall() == [("made; by hand",)]
    monkeypatch.undo()
    with Case.open(f"{path}.schema1.bak") as backup:
        assert backup.ingested() == {"a.txt": "empty"}


def test_a_migration_that_fails_leaves_the_case_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.case"
    monkeypatch.setattr(schema, "migrations", lambda: (FIRST,))
    with Case.open(path) as case:
        case.refuse("a.txt", "empty", "is empty")
    monkeypatch.setattr(schema, "migrations", lambda: (FIRST, NEXT + "INSERT INTO nowhere VALUES (1);\n"))
    with pytest.raises(CaseError, match="the case is unchanged"):
        Case.open(path)
    monkeypatch.undo()
    with Case.open(path) as case:
        assert case.ingested() == {"a.txt": "empty"}


def test_a_case_of_schema_1_keeps_its_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.case"
    monkeypatch.setattr(schema, "migrations", lambda: (FIRST,))
    report = Report(id="r-1", source="a.txt", text="Troops left.")
    with Case.open(path) as case:
        case.add(report, [])
    monkeypatch.undo()
    with Case.open(path) as case:
        standing = case.standing("a linker")
    assert standing.record.reports == (report,)
    assert standing.linking is None


def test_schema_1_is_never_edited() -> None:
    """Cases of schema 1 are out in the world: a change is a new file in ``migrations``."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FIRST)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in tables}
    assert columns == {
        "meta": ["key", "value"],
        "reports": ["id", "published_from", "outlet", "made_with", "record"],
        "claims": ["report", "position", "id", "type", "record"],
        "origins": ["position", "id", "record"],
        "events": ["id", "type", "when_from", "when_to", "record"],
        "ingest": ["source", "report", "reason", "message"],
    }


WRITER = """
    import sys
    from muster.case import Case
    from muster.record import Claim, Report, Span, Status, Trigger

    with Case.open(sys.argv[1]) as case:
        for number in range(100_000):
            report = Report(id=f"r-{number:06}", source=str(number), text="Drills began. " * 200)
            claims = [
                Claim(id=f"c{n}", type="exercise", status=Status.DONE, trigger=Trigger(text="Drills", start=0, end=6),
                      evidence=Span(start=0, end=13))
                for n in range(20)
            ]
            case.add(report, claims)
            print(number, flush=True)
"""


def test_after_a_kill_each_report_is_there_with_all_its_claims_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= 25:
                break
        writer.send_signal(signal.SIGKILL)
    with Case.open(path) as case:
        reports, claims = case.reports(), case.claims()
        assert len(reports) > 25
        assert len(claims) == 20 * len(reports)
        assert case.add(reports[0], []) is False, "what was stored is known"
