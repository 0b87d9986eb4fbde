"""The words that reconciling looks for: ``data/words.yaml``, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True)
class Words:
    """Word lists; see the comments of the data file for the meaning of each."""

    nobody: frozenset[str]
    part_before: tuple[str, ...]
    part_within: tuple[str, ...]
    part_after: tuple[str, ...]
    part_clause: tuple[str, ...]


@cache
def words() -> Words:
    """The lists that come with muster; unknown and missing keys are errors."""
    text = resources.files("muster.reconcile").joinpath("data", "words.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    return Words(nobody=frozenset(raw.pop("nobody")), **{key: tuple(entries) for key, entries in raw.items()})
