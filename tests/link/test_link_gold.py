"""Gold claims in, events out: floors that only rise. Printed by ``python tests/link/score_gold.py --errors``."""

from __future__ import annotations

import pytest
from gold_claims import GOLD
from score_gold import score

# linking F1; pairs that must meet; pairs that must not; origins F1; attributes with the right agreement and values
FLOORS = {
    "seeds": (0.90, 5, 5, None, 12),
    "baltic": (0.91, 11, 7, 0.77, 26),
    "delta": (0.91, 11, 9, 0.84, 26),
    "convoy": (0.92, 14, 8, 0.80, 31),
}


@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold cases in ../shared, which are not part of the project")
@pytest.mark.parametrize("case", FLOORS)
def test_gold_claims_are_linked_and_reconciled(case: str) -> None:
    linking, together, distinct, origins, agreement = FLOORS[case]
    figures = score(case)
    assert figures["linking"]["f1"] >= linking
    assert figures["together"]["right"] >= together
    assert figures["distinct"]["right"] >= distinct
    assert origins is None or figures["origins"]["f1"] >= origins
    assert figures["agreement"]["right"] >= agreement
