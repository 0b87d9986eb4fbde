"""The word lists of the language room, in `data/`: one entry a line, # for comments; edit them as you see fit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """The entries of data/NAME.txt."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation, lower case and without its full stop -> what that stop means (see the head of the file)."""
    return dict(line.split("\t", 1) for line in _lines("abbreviations.tsv"))


def _lines(name: str) -> list[str]:
    text = (files("muster.language") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
