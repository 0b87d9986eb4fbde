"""Figures on the annotated reports, pinned: they may rise, never fall. Skipped where ``../shared`` is not there.

When a figure rises for good, raise its floor here in the same commit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score/score.py").exists(), reason="../shared is missing: the annotated reports cannot be scored"
)

# folder -> least F1 of claims and of facts, and least accuracy of status on the claims found
READING = {
    "seeds": (0.81, 0.80, 0.97),
    "dev": (0.89, 0.835, 0.95),
    "cases/baltic": (0.865, 0.82, 0.92),
    "cases/convoy": (0.875, 0.855, 0.94),
    "cases/delta": (0.86, 0.84, 0.97),
}
# folder -> least B-cubed F1 of linking, pairs together, pairs apart, attributes that agree
LINKING = {
    "seeds": (0.88, 4, 5, 13),
    "cases/baltic": (0.83, 10, 6, 20),
    "cases/convoy": (0.95, 13, 8, 28),
    "cases/delta": (0.92, 10, 9, 24),
}


def run(folder: str, out: Path) -> Path:
    """``muster run FOLDER/*.txt --json`` into a file."""
    reports = sorted(str(path) for path in (SHARED / "gold" / folder).glob("*.txt"))
    command = [sys.executable, "-m", "muster", "run", *reports, "--json"]
    out.write_bytes(subprocess.run(command, check=True, capture_output=True, timeout=600).stdout)
    return out


def score(script: str, folder: str, output: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(SHARED / "score" / script), str(SHARED / "gold" / folder), str(output), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=600)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("folder", READING)
def test_reading(folder: str, tmp_path: Path) -> None:
    output = run(folder, tmp_path / "case.json")
    figures = score("score.py", folder, output)
    claims, facts, status = READING[folder]
    assert figures["spans"]["right"] == figures["spans"]["of"]
    assert figures["claims"]["f1"] >= claims
    assert figures["facts"]["f1"] >= facts
    matched = figures["claims"]["r"] * figures["claims"]["gold"]
    assert figures["status"]["r"] * figures["status"]["gold"] / matched >= status
    if folder in LINKING:
        linked = score("score_case.py", folder, output)
        linking, together, distinct, agreement = LINKING[folder]
        assert linked["linking"]["f1"] >= linking
        assert linked["together"]["right"] >= together
        assert linked["distinct"]["right"] >= distinct
        assert linked["agreement"]["right"] >= agreement


def test_dates_of_the_founding_case(tmp_path: Path) -> None:
    figures = score("score.py", "seeds", run("seeds", tmp_path / "case.json"))
    assert figures["published"]["right"] == 5
