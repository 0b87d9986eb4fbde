"""Who said it first: voices, acts of saying, agency copy, and dates that the case fixes."""

from __future__ import annotations

import pytest
from builders import NAMES, claim, codebook, report
from msgspec.structs import replace

from muster.link import link
from muster.link.copies import agency_copy, shared_text
from muster.record import Attribution, Claim, Report, Role

COPY = (
    "Rebels attacked the river town of Karvina before dawn on Monday, killing four people and burning the market hall,"
    " local officials and two residents said by telephone. The regional hospital counted nineteen wounded by noon."
)


def origins(reports: list[Report], *claims: Claim) -> list[tuple[str, int]]:
    """(name, number of claims) of every origin."""
    return sorted((o.name, len(o.claims)) for o in link(reports, claims, codebook(), NAMES).origins)


def test_agency_copy_in_two_outlets_is_one_origin() -> None:
    a = report(f"PARIS (AFP) - {COPY}", "2024-05-07", "A", agencies=("AFP",))
    b = report(f"Dawn raid! {COPY} Subscribe now.", "2024-05-07", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), figures={"killed": 4})
    two = claim(b, "attacked", "attack", when="2024-05-06", where=("Karvina",), figures={"killed": 4})
    assert origins([a, b], one, two) == [("AFP", 2)]


def test_two_correspondents_are_two_origins() -> None:
    a = report("Rebels attacked Karvina. Our reporter saw smoke.", "2024-05-07", "A")
    b = report("I saw four bodies after Karvina was hit, writes our man.", "2024-05-07", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",))
    two = claim(b, "hit", "attack", when="2024-05-06", where=("Karvina",))
    assert origins([a, b], one, two) == [("A", 1), ("B", 1)]


def test_one_speaker_one_figure_two_outlets() -> None:
    a = report("Four died at Karvina, the Red Cross said.", "2024-05-07", "A")
    b = report("The Red Cross puts the dead of Karvina at four.", "2024-05-08", "B")
    one = claim(a, "died", "attack", where=("Karvina",), figures={"killed": 4}, said_by=("the Red Cross",))
    two = claim(b, "dead", "attack", where=("Karvina",), figures={"killed": 4}, said_by=("The Red Cross",))
    assert [count for _, count in origins([a, b], one, two)] == [2]


def test_another_day_of_saying_is_another_act() -> None:
    a = report("Four died at Karvina, the Red Cross said on Monday.", "2024-05-07", "A")
    b = report("Four died at Karvina, the Red Cross said on Thursday.", "2024-05-10", "B")
    one = claim(a, "died", "attack", where=("Karvina",), figures={"killed": 4}, said_by=("the Red Cross",))
    two = claim(b, "died", "attack", where=("Karvina",), figures={"killed": 4}, said_by=("the Red Cross",))
    assert [count for _, count in origins([a, b], one, two)] == [1, 1]


def test_the_ministry_is_the_ministry_named_before() -> None:
    text = "Russia's Defence Ministry said 900 men drilled at Graz. The ministry said the drill at Graz ends soon."
    a = report(text, "2024-05-07", "A")
    one = claim(a, "drilled", "exercise", where=("Graz",), said_by=("Russia's Defence Ministry",))
    two = claim(a, "ends", "exercise", where=("Graz",), said_by=("The ministry",))
    assert len(origins([a], one, two)) == 1


def test_shared_text_ignores_boilerplate_and_cuts() -> None:
    a = report(f"PARIS (AFP) - {COPY}", "2024-05-07", "A", agencies=("AFP",))
    b = report(COPY.split(". ", maxsplit=1)[0] + ".", "2024-05-07", "B")
    c = report("An unrelated piece about the price of fish in the harbour this spring.", "2024-05-07", "C")
    shared = shared_text([a, b, c])
    assert list(shared) == [tuple(sorted((a.id, b.id)))]
    assert agency_copy([a, b, c], shared) == {a.id: "AFP", b.id: "AFP"}


def test_undated_copy_gets_its_date_from_the_case() -> None:
    a = report(f"PARIS (AFP) - {COPY}", "2024-05-07", "A", agencies=("AFP",))
    b = report(f"Dawn raid! {COPY}", None, "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",))
    two = claim(b, "attacked", "attack", where=("Karvina",))
    fixed = link([a, b], [one, two], codebook(), NAMES).published
    assert list(fixed) == [b.id]
    assert (fixed[b.id].from_, fixed[b.id].to, fixed[b.id].basis) == ("2024-05-07", "2024-05-13", "case")


def test_undated_plan_lies_before_what_came_of_it() -> None:
    a = report("Exercise Silver Anvil began on 3 June.", "2024-06-04", "A")
    b = report("Exercise Silver Anvil will begin soon. It took Karvina on 20 May.", None, "B")
    done = claim(a, "Exercise", "exercise", when="2024-06-03")
    planned = claim(b, "Exercise", "exercise", status="planned")
    past = claim(b, "took", "capture", when="2024-05-20", where=("Karvina",))
    fixed = link([a, b], [done, planned, past], codebook(), NAMES).published
    assert (fixed[b.id].from_, fixed[b.id].to) == ("2024-05-20", "2024-06-03")


ORGANS = [
    (
        "NATO said the drill at Graz starts soon. NATO's air command said 900 men drill at Graz.",
        "air command",
        "NATO",
    ),
    ("Poland holds a drill. The Wagner Group drills at Graz, its press office said.", "press office", "Wagner Group"),
]


@pytest.mark.parametrize(("text", "organ", "owner"), ORGANS, ids=["genitive", "its"])
def test_an_organ_speaks_for_whose_it_is(text: str, organ: str, owner: str) -> None:
    a = report(text, "2024-05-07", "A")
    one = claim(a, "drill ", "exercise", where=("Graz",), said_by=(owner,)) if text.startswith(owner) else None
    word = "drill at Graz." if "drill at Graz." in text else "drills"
    two = claim(a, word, "exercise", actors=(owner,), where=("Graz",), said_by=(organ,))
    found = link([a], [c for c in (one, two) if c], codebook(), NAMES).origins
    assert len(found) == 1
    assert owner in (found[0].name, found[0].name.split("’")[0])
    assert "organ" in {arrow.rule for origin in found for arrow in origin.arrows}


def test_organs_of_two_owners_are_two() -> None:
    a = report("NATO's air command said men drill at Graz. ECOWAS's air command said 900 drill now.", "2024-05-07", "A")
    one = claim(a, "drill at", "exercise", said_by=("air command",))
    two = claim(a, "drill now", "exercise", said_by=("air command",))
    two = replace(two, attribution=(source_at(a, "air command", a.text.index("ECOWAS")),))
    assert len(origins([a], one, two)) == 2


def source_at(of: Report, name: str, after: int) -> Attribution:
    at = of.text.index(name, after)
    return Attribution(name=name, role=Role.SPEAKER, text=name, start=at, end=at + len(name))


REWRITTEN = [
    ("It was a raid, writes AFP: of four dead at Karvina one was a child.", {"killed": 4}, "AFP"),
    ("It was a raid, as our man saw it: four died at Karvina.", {"killed": 4}, "B"),
    ("It was a raid, writes AFP: of nine dead at Karvina one was a child.", {"killed": 9}, "B"),
    (
        "The raid: “nobody had expected them to come by the river road that night”. Four died, 19 were"
        " hurt. Who could have stopped it is a question that the mayor of the old market quarter will not hear.",
        {"killed": 4, "wounded": 19},
        "AFP",
    ),
]


@pytest.mark.parametrize(("text", "figures", "origin"), REWRITTEN)
def test_a_rewritten_agency_story_goes_back_to_the_agency(text: str, figures: dict[str, float], origin: str) -> None:
    said = "“Nobody had expected them to come by the river road that night,” said a baker."
    a = report(f"PARIS (AFP) - {COPY} {said}", "2024-05-07", "A", agencies=("AFP",))
    b = report(text, "2024-05-08", "B")
    told = {"killed": 4.0, "wounded": 19.0}
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), figures=told)
    two = claim(b, "raid", "attack", when="2024-05-06", where=("Karvina",), figures=figures)
    found = link([a, b], [one, two], codebook(), NAMES).origins
    assert {o.name for o in found if two.key in o.claims} == {origin}
    rules = {arrow.rule for o in found for arrow in o.arrows if arrow.claim == two.key}
    assert rules == {"handed on" if origin == "AFP" else "own words"}


def test_a_voice_that_revises_its_figures_has_spoken_again() -> None:
    a = report("Four died and three trucks burned at Karvina, the Red Cross said.", "2024-05-07", "A")
    b = report("Four died and five trucks burned at Karvina, the Red Cross said.", "2024-05-29", "B")
    one = claim(a, "burned", "attack", where=("Karvina",), figures={"equipment": 3}, said_by=("the Red Cross",))
    two = claim(b, "burned", "attack", where=("Karvina",), figures={"equipment": 5}, said_by=("the Red Cross",))
    assert [count for _, count in origins([a, b], one, two)] == [1, 1]
    again = claim(b, "burned", "attack", where=("Karvina",), figures={"equipment": 3}, said_by=("the Red Cross",))
    assert [count for _, count in origins([a, b], one, again)] == [2]


def test_every_claim_has_an_arrow() -> None:
    a = report(f"PARIS (AFP) - {COPY}", "2024-05-07", "A", agencies=("AFP",))
    b = report(f"Dawn raid! {COPY} Subscribe now.", "2024-05-07", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), figures={"killed": 4})
    two = claim(b, "attacked", "attack", when="2024-05-06", where=("Karvina",), figures={"killed": 4})
    (origin,) = link([a, b], [one, two], codebook(), NAMES).origins
    assert [(arrow.claim, arrow.rule) for arrow in origin.arrows if arrow.claim == one.key] == [
        (one.key, "credit line")
    ]
    shared = next(arrow for arrow in origin.arrows if arrow.rule == "shared text")
    assert (shared.claim, shared.to) == (two.key, a.id)


def test_what_stands_in_one_quotation_has_one_speaker() -> None:
    a = report(
        "“We shall storm Karvina and hold the drill there,” said Ann Holm. Rain fell on Graz.", "2024-05-07", "A"
    )
    one = claim(a, "storm", "attack", where=("Karvina",), said_by=("Ann Holm",))
    two = claim(a, "drill", "exercise", where=("Karvina",))
    assert origins([a], one, two) == [("Ann Holm", 2)]


def test_what_stands_beside_a_quotation_is_the_reports_own() -> None:
    a = report("After the raid on Karvina “we hold the drill,” said Ann Holm. Rain fell on Graz.", "2024-05-07", "A")
    one = claim(a, "raid", "attack", where=("Karvina",))
    two = claim(a, "drill", "exercise", where=("Karvina",), said_by=("Ann Holm",))
    assert origins([a], one, two) == [("A", 1), ("Ann Holm", 1)]


def test_families_are_no_organ() -> None:
    a = report("The Wagner Group drills at Graz, their families said. Rain fell on Graz.", "2024-05-07", "A")
    one = claim(a, "drills", "exercise", actors=("Wagner Group",), said_by=("families",))
    assert origins([a], one) == [("families", 1)]


def test_two_ministries_of_one_state_are_two_voices() -> None:
    text = "Poland's Defence Ministry said men drill at Graz. Poland's Foreign Ministry said 900 drill now."
    a = report(text, "2024-05-07", "A")
    one = claim(a, "drill at", "exercise", where=("Graz",), said_by=("Defence Ministry",))
    two = claim(a, "drill now", "exercise", where=("Graz",), said_by=("Foreign Ministry",))
    assert len(origins([a], one, two)) == 2


def test_a_ministry_is_the_same_in_the_words_of_another_report() -> None:
    a = report("Poland's Defence Ministry said 900 men drill at Graz.", "2024-05-07", "A")
    b = report("The Polish Defence Ministry said 900 men drill at Graz.", "2024-05-07", "B")
    one = claim(a, "drill", "exercise", where=("Graz",), figures={"personnel": 900}, said_by=("Defence Ministry",))
    two = claim(
        b, "drill", "exercise", where=("Graz",), figures={"personnel": 900}, said_by=("Polish Defence Ministry",)
    )
    assert [count for _, count in origins([a, b], one, two)] == [2]
