"""Who said it first: voices, acts of saying, agency copy, and dates that the case fixes."""

from __future__ import annotations

from builders import NAMES, claim, codebook, report

from muster.link import link
from muster.link.copies import agency_copy, shared_text
from muster.record import Claim, Report

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
    text = "Russia's Defence Ministry said 900 men drilled at Tapa. The ministry said the drill at Tapa ends soon."
    a = report(text, "2024-05-07", "A")
    one = claim(a, "drilled", "exercise", where=("Tapa",), said_by=("Russia's Defence Ministry",))
    two = claim(a, "ends", "exercise", where=("Tapa",), said_by=("The ministry",))
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
