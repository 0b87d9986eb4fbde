"""How news tells each type, and what only sounds like it: ``told.tsv``, a type (or none) and a sentence a line.

The parse of a single sentence may change with every training of the language model, so shares are held, not lines.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from muster.codebook import load_codebook
from muster.record import Claim

Claims = Callable[..., list[Claim]]
LINES = [line.split("\t") for line in Path(__file__).with_name("told.tsv").read_text(encoding="utf-8").splitlines()[1:]]
FOUND, SILENT = 0.94, 0.94


@pytest.fixture(scope="module")
def told(claims_of: Claims) -> list[tuple[str, str, set[str]]]:
    """Each line with the types of the claims that its sentence gives."""
    return [(wanted, text, {claim.type for claim in claims_of(text)}) for wanted, text in LINES]


def test_the_ways_of_telling_are_known(told: list[tuple[str, str, set[str]]]) -> None:
    asked = [(wanted, text, types) for wanted, text, types in told if wanted != "none"]
    missed = [f"{wanted}: {text}" for wanted, text, types in asked if not set(wanted.split("/")) & types]
    assert len(missed) <= (1 - FOUND) * len(asked), "\n".join(missed)


def test_other_senses_are_left_alone(told: list[tuple[str, str, set[str]]]) -> None:
    silent = [(text, types) for wanted, text, types in told if wanted == "none"]
    taken = [f"{sorted(types)}: {text}" for text, types in silent if types]
    assert len(taken) <= (1 - SILENT) * len(silent), "\n".join(taken)


def test_every_type_has_its_sentences() -> None:
    assert set(load_codebook().types) <= {wanted for wanted, _ in LINES}
