"""What speaks of anybody reports nothing; what speaks of somebody does, however it is put."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.record import Claim

Claims = Callable[..., list[Claim]]

OF_ANYBODY = [
    "Can a soldier shoot at a child?",
    "Who would stop an ambush on a dark road?",
    "You do not shoot at a man who carries a child.",
    "If you want to murder people, you do not need a bomb.",
    "Anyone who kills a guard is to be executed under the law.",
    "The code says that whoever kidnaps a child is to be jailed.",
    "Those who kidnap children are jailed.",
    "One does not attack a village for its wells.",
    "A siege is a slow way to starve.",
]
OF_SOMEBODY = [
    ("Will Chad withdraw its troops from Faya?", "withdraw"),
    ("“If you attack us, we will burn the bridge,” the captain said.", "attack"),
    ("Those who attacked the convoy fled.", "attack"),
    ("One of the soldiers was killed.", "attack"),
    ("You shelled our village, he told the general.", "attack"),
    ("Whoever bombed the market wanted a massacre.", "attack"),
    ("A siege of the town has begun.", "besiege"),
]


@pytest.mark.parametrize("text", OF_ANYBODY)
def test_nothing_in_particular(text: str, claims_of: Claims) -> None:
    assert claims_of(text) == []


@pytest.mark.parametrize(("text", "kind"), OF_SOMEBODY)
def test_something_in_particular(text: str, kind: str, claims_of: Claims) -> None:
    assert kind in {claim.type for claim in claims_of(text)}
