"""A report's text cut into body, boilerplate and the passages that claims rest on."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from muster.publish.passages import Passage, cut, find_passages
from muster.publish.words import visible
from muster.record import Boilerplate, BoilerplateKind, Report, Span

TEXT = "Give today!\n\nTroops left. Tanks came.\n\nRead more: Rain"
APPEAL = Boilerplate(start=0, end=11, kind=BoilerplateKind.APPEAL)
RELATED = Boilerplate(start=39, end=54, kind=BoilerplateKind.RELATED)


def passages(*spans: tuple[int, int]) -> tuple[Passage, ...]:
    return find_passages([Span(start=start, end=end) for start, end in spans], (f"p-{n}" for n in count(1)))


def test_blocks_and_passages() -> None:
    report = Report(id="r-1", source="x", text=TEXT, boilerplate=(APPEAL, RELATED))
    blocks = cut(report, passages((13, 25)))
    assert [(block.kind, [(p.text, p.anchor) for p in block.pieces]) for block in blocks] == [
        ("appeal", [("Give today!", None)]),
        (None, [("Troops left.", "p-1"), (" Tanks came.", None)]),
        ("related", [("Read more: Rain", None)]),
    ]


def test_overlapping_evidence_is_one_passage_and_touching_evidence_is_two() -> None:
    assert passages((5, 9), (0, 6), (9, 12)) == (Passage("p-1", 0, 9), Passage("p-2", 9, 12))


def test_words_are_placed_within_their_passage() -> None:
    passage = Passage("p-1", 10, 20)
    assert (passage.at(12, 15), passage.at(8, 30)) == ("2-5", "0-10")


def test_a_passage_that_boilerplate_cuts_is_named_once() -> None:
    report = Report(id="r-1", source="x", text=TEXT, boilerplate=(APPEAL,))
    pieces = [piece for block in cut(report, passages((5, 25))) for piece in block.pieces]
    assert [(p.text, p.anchor) for p in pieces if p.passage] == [("today!", "p-1"), ("\n\nTroops left.", None)]


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(
    st.text(st.characters(codec="utf-8"), min_size=80, max_size=80).filter(str.strip), st.lists(spans), st.lists(spans)
)
def test_no_word_is_lost(text: str, evidence: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> None:
    boilerplate, last = [], 0
    for start, end in sorted(stretches):
        if start >= last:
            boilerplate.append(Boilerplate(start=start, end=end, kind=BoilerplateKind.RELATED))
            last = end
    report = Report(id="r-1", source="x", text=text, boilerplate=tuple(boilerplate))
    printed = "".join(piece.text for block in cut(report, passages(*evidence)) for piece in block.pieces)
    assert "".join(printed.split()) == "".join(visible(text).split())
