"""Words of a sentence that name one event make one claim; two events stay two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.record import Claim

ONE = [
    ("Gunmen ambushed a convoy near Gao on Monday, killing six soldiers.", ["attack ambushed"]),
    ("Jets bombed the airport, wounding three workers and killing a guard.", ["attack bombed"]),
    ("Nine people died when trucks were ambushed near Kidal.", ["attack ambushed"]),
    ("Two soldiers were killed and 11 injured when a mine blew up their truck.", ["attack blew up"]),
    (
        "At least 40 people were killed and more than 100 wounded in clashes between militias in Aleppo.",
        ["clash clashes"],
    ),
    ("A similar attack in May killed three traders.", ["attack attack"]),
    ("The death toll from the bombing rose to 52.", ["attack bombing"]),
    ("The toll of the raid has risen to 14 dead and 30 wounded.", ["attack raid"]),
    ("Soldiers took part in drills near Brest on Monday.", ["exercise drills"]),
    ("Some 300 farmers marched to the ministry to protest.", ["protest marched"]),
    ("The army shelled a village near Hajin, where two women were wounded.", ["attack shelled"]),
    ("Jets carried out an air strike to target a convoy near Sebha.", ["attack air strike"]),
    ("The army began an operation to eliminate the gang in Zamfara.", ["offensive operation"]),
    ("Market bombing: 13 soldiers killed in Quetta", ["attack bombing"]),
]
TWO = [
    (
        "Rebels captured the town on Sunday and killed 23 people in an attack on a ferry.",
        ["attack attack", "capture captured"],
    ),
    ("Soldiers seized the village, and five of them were wounded.", ["attack wounded", "capture seized"]),
    (
        "The ambush took place near Kaga, and eight peacekeepers were wounded on Monday.",
        ["attack ambush", "attack wounded"],
    ),
    (
        "A bomber killed nine policemen in Quetta, two weeks after 30 people died in a blast in Karachi.",
        ["attack blast", "attack killed"],
    ),
    (
        "The army shelled a village on Sunday and rebels ambushed a convoy near Homs, killing four soldiers.",
        ["attack ambushed", "attack shelled"],
    ),
    ("Rebels shelled two villages and blew up a bridge near Idlib.", ["attack blew up", "attack shelled"]),
    ("The army clashed with rebels near Kidal and withdrew from Tessalit.", ["clash clashed", "withdraw withdrew"]),
]


@pytest.mark.parametrize(("text", "expected"), ONE + TWO, ids=[text[:50] for text, _ in ONE + TWO])
def test_claims_of_a_sentence(claims_of: Callable[..., list[Claim]], text: str, expected: list[str]) -> None:
    assert sorted(f"{claim.type} {claim.trigger.text}" for claim in claims_of(text)) == expected


def test_a_merged_event_keeps_the_slots_of_both_words(claims_of: Callable[..., list[Claim]]) -> None:
    (claim,) = claims_of("Gunmen ambushed a convoy near Gao on Monday, killing six soldiers.")
    assert [p.name for p in claim.actors] == ["Gunmen"]
    assert [p.name for p in claim.recipients] == ["convoy", "soldiers"]
    assert [p.name for p in claim.where] == ["Gao"]
    assert [(q.kind.value, q.value) for q in claim.quantities] == [("killed", 6)]
