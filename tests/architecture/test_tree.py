"""The tree: nothing in it that belongs to one machine or to how it was written; links that lead somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written in parts, so that this file does not hold what it looks for.
PATHS = re.compile("|".join((r"(?<![\w.])/" + r"work/", "/" + r"root/", "/home/" + r"\w+/")))
MAKERS = re.compile(
    r"\b(" + "|".join(("Cla" + "ude", "Anth" + "ropic", "Chat" + "GPT", "Open" + "AI", "Co" + "pilot")) + r")\b", re.I
)
WORDS_OF_A_LANGUAGE = ("lemmas.tsv", "vocab.txt")  # what the treebanks and the encoder know, names of people among it
BINARY = (".gz", ".onnx", ".pdf", ".png", ".xz")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def tracked() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    found: dict[Path, str] = {}
    for path in tracked():
        raw = path.read_bytes()
        if path.suffix not in BINARY and path.name not in WORDS_OF_A_LANGUAGE:
            found[path] = raw.decode("utf-8")
    return found


@pytest.mark.parametrize("unwanted", [PATHS, MAKERS], ids=["paths of one machine", "makers of tools"])
def test_nothing_tells_of_where_it_was_written(unwanted: re.Pattern[str]) -> None:
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if unwanted.search(line)
    }
    assert found == set()


def test_no_large_file_but_the_models() -> None:
    large = {path.name for path in tracked() if path.stat().st_size > 2_000_000}
    assert large <= {"model.onnx", "events.onnx"}
    assert all(path.stat().st_size <= 45_000_000 for path in tracked())


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path, text in texts().items()
        if path.suffix == ".md"
        for target in LINK.findall(text)
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_command_of_the_makefile_says_what_it_does() -> None:
    """What `make` lists is what there is; only steps of other commands go without a line."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    steps = {"setup", "setup-dev", "lint", "types", "contracts", "format-check", "help"}
    targets = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.M))
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
    assert targets - steps <= explained


def test_no_two_test_files_bear_one_name() -> None:
    """pytest imports them by their name alone."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
