"""Figures told by a verb of counting alone, and tolls in sentences of their own: (text, trigger, type, figures)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.record import Claim

TOLD = [
    (
        "Chile will hold drills off Iquique in July. A diplomat put the number of soldiers at 4,000.",
        ("put", "exercise", [("personnel", 4000)]),
    ),
    (
        "Rebels shelled the port of Marsabit. At the clinic, nurse Ada Moss counts 14 wounded.",
        ("wounded", "attack", [("wounded", 14)]),
    ),
    (
        "Thousands fled Cobija on Monday. The mayor spoke of 700 families displaced.",
        ("displaced", "displace", []),
    ),
    (
        "Gunmen attacked a bus near Tambo. By Friday 19 people had died, a priest said.",
        ("died", "attack", [("killed", 19)]),
    ),
    ("Gunmen attacked a bus near Tambo. The toll now stands at eight.", ("toll", "attack", [("killed", 8)])),
]
SILENT = [
    ("Chile will hold drills off Iquique in July. The clerk counted 300 ballots.", "counted"),
    ("The mayor put the cost at 90 dollars and spoke of three reasons.", "put"),
    ("Gunmen attacked a bus near Tambo. Four people died in a crash on the coast road.", "died"),
    ("The bakery burned. Two people died, said their neighbours.", "died"),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_a_figure_of_the_event_told_before(
    claims_of: Callable[..., list[Claim]], text: str, wanted: tuple[str, str, list[tuple[str, float]]]
) -> None:
    trigger, kind, figures = wanted
    told = next(claim for claim in claims_of(text) if claim.trigger.text == trigger)
    assert told.type == kind
    assert set(figures) <= {(q.kind.value, q.value) for q in told.quantities}


@pytest.mark.parametrize(("text", "word"), SILENT)
def test_other_counting_is_no_claim(claims_of: Callable[..., list[Claim]], text: str, word: str) -> None:
    assert word not in [claim.trigger.text for claim in claims_of(text)]


def test_the_day_of_a_toll_is_not_that_of_the_deaths(claims_of: Callable[..., list[Claim]]) -> None:
    told = claims_of("Rebels shelled a ferry. The toll rose to nine on Monday.")[-1]
    assert (told.trigger.text, told.status, told.when) == ("toll", "done", None)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Red Front fled. Each side says that it controls the town of Tambo.", "side"),
        ("LIMA, Nov 11 (Reuters) - Insurgents said they had captured Tambo.", "Insurgents"),
    ],
)
def test_a_pronoun_stands_for_who_speaks(claims_of: Callable[..., list[Claim]], text: str, actor: str) -> None:
    assert actor in claims_of(text)[-1].actors[0].name
