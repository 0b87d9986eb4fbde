"""Every command explains itself, with an example that works."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cli_calls import Muster
from click.testing import Result

from muster.cli.main import cli
from scripts.build_docs import DOCS, pages, walk

COMMANDS = {name: command for name, command in walk("muster", cli) if not isinstance(command, click.Group)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name: str, muster: Muster) -> None:
    result = muster(*name.split()[1:], "--help")
    assert result.exit_code == 0
    assert f"Usage: {name}" in result.stdout
    assert example(COMMANDS[name]).startswith(f"{name} ") or example(COMMANDS[name]) == name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    silent = [p.name for p in COMMANDS[name].params if isinstance(p, click.Option) and not p.help]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_runs(name: str, muster: Muster, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_DATA", str(here / "data"))
    if name == "muster gazetteer remove":
        muster("gazetteer", "install", "TJ", "--from", "dumps")
    words, target = in_this_folder(example(COMMANDS[name]), here, muster)
    result = muster(*words)
    if name != "muster codebook check":  # whether the examples hold is the codebook's own test
        assert result.exit_code == 0, result.stderr
    if words[0] == "gazetteer" and words[1] in ("install", "add", "remove"):
        assert result.stderr.strip()  # what they did; they print no data
        return
    written = [path for path in map(Path, words) if path.suffix == ".html"]
    assert all(path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>") for path in written)
    assert written or result.stdout.strip(), f"{target or 'stdout'} would be empty"


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], f"docs/{name} is out of date; run: make docs"


def test_version_and_short_help(muster: Muster) -> None:
    assert muster("--version").stdout.startswith("muster, version ")
    assert muster("-h").stdout == muster("--help").stdout


def example(command: click.Command) -> str:
    """The command line after "Example:" in the help; help texts are wrapped, so up to the blank line."""
    after = (command.help or "").partition("Example: ")[2]
    return " ".join(after.split("\n\n")[0].split())


def in_this_folder(line: str, here: Path, muster: Muster) -> tuple[list[str], str | None]:
    """The words of the line as a shell gives them, less ``muster``; a redirection's target apart."""
    command, _, target = line.partition(" > ")
    words = [word for part in shlex.split(command)[1:] for word in glob(part)]
    if words[0] == "show":  # ids depend on the claims; any that exists will do
        words[1] = first_event(muster("events", "--case", "demo.case"))
    if words[:2] == ["gazetteer", "install"]:
        words += ["--from", "dumps"]  # not from the network
    if words[0] == "explain":
        words[1:3] = first_claims(muster("events", "--case", "demo.case", "--json"))
    return words, target or None


def glob(word: str) -> Iterator[str]:
    yield from sorted(str(path) for path in Path().glob(word)) if "*" in word else (word,)


def first_claims(listing: Result) -> list[str]:
    """Two claims of one event."""
    events = map(json.loads, listing.stdout.splitlines())
    return next(list(event["claims"][:2]) for event in events if len(event["claims"]) > 1)


def first_event(listing: Result) -> str:
    return str(listing.stdout.split()[0])
