"""The command as a process: pipes that close, Ctrl-C and going on, hash seeds."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_calls import DRILLS, Muster

COMMAND = [sys.executable, "-m", "muster"]
PATIENCE = 600  # seconds; a slow machine is no fault


def start(*words: str, **options: object) -> subprocess.Popen[bytes]:
    """A process that heeds Ctrl-C even where the tests run in the background, which makes children deaf to it."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    if os.name == "posix":
        streams["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen([*COMMAND, *words], **streams)  # type: ignore[call-overload, no-any-return]


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise elsewhere")
@pytest.mark.parametrize("words", [("export",), ("events",)], ids=["long output", "short output"])
def test_a_reader_that_goes_away_is_no_error_message(words: tuple[str, ...], here: Path) -> None:
    process = start(*words, "--case", "demo.case")
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(PATIENCE) == 1


@pytest.mark.skipif(os.name != "posix", reason="needs SIGINT")
def test_stop_and_go_on(muster: Muster, here: Path) -> None:
    """Stopped after some reports, run again: the same case as without the stop, and the first reports not read anew."""
    lines = [_line(path) for path in sorted(Path(DRILLS).glob("*.txt"))]
    process = start("run", "-", "--case", "half.case")
    assert process.stdin
    process.stdin.write(b"".join(lines[:3]))
    process.stdin.flush()  # and now the command waits for more
    _wait_for_reports("half.case", 3)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert (
        stderr.decode()
        == "muster: stopped; the case keeps the reports read so far: the same command with the same --case goes on\n"
    )

    again = muster("run", "-", "--case", "half.case", "--json", stdin=b"".join(lines))
    assert f"{len(lines) - 3} read, 3 known already" in again.stderr
    assert again.stdout == muster("run", "-", "--json", stdin=b"".join(lines)).stdout


def test_the_same_bytes_in_another_process(here: Path) -> None:
    """Another hash seed, another time zone."""
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"}
    process = start("run", DRILLS, "--json", env=environment)
    stdout, _ = process.communicate(timeout=PATIENCE)
    assert stdout.decode() == (here / "demo.json").read_text(encoding="utf-8")


def _line(path: Path) -> bytes:
    return json.dumps({"text": path.read_text(encoding="utf-8"), "outlet": path.stem}).encode() + b"\n"


def _wait_for_reports(case: str, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if Path(case).exists():
            with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as connection:
                try:
                    if connection.execute("SELECT count(*) FROM reports").fetchone()[0] >= count:
                        return
                except sqlite3.OperationalError:
                    pass  # the tables are not there yet
        time.sleep(0.05)
    pytest.fail(f"{case} did not come to hold {count} reports in {PATIENCE} s")
