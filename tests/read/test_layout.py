"""Paragraphs of plain texts, however they were wrapped."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.read import paragraphs

WRAPPED = """\
The ministry said on Tuesday that two battalions had left the border
province of Ardan after a week of drills, and that they would be back in
barracks by Friday.

A spokesman for the governor, who asked not to be named, said that the
Ardan road was open again. Nobody had been hurt, he added, and shops in
the district capital had opened.
"""


def test_a_hard_wrapped_paragraph_is_one_paragraph() -> None:
    found = paragraphs(WRAPPED)
    assert [p.text.split()[0] for p in found] == ["The", "A"]
    assert all(WRAPPED[p.start : p.end] == p.text for p in found)
    assert found[1].gap


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "Two battalions left the border province of Ardan on Tuesday.\nThey had been there for a week of drills.\n"
    assert len(paragraphs(text)) == 2
    assert not paragraphs(text)[1].gap


def test_a_link_is_no_part_of_a_wrapped_paragraph() -> None:
    text = WRAPPED + "https://example.org/a-long-address/of-a-page/that-is-about/something-else\nThe end came soon.\n"
    assert paragraphs(text)[2].text.startswith("https://")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One sentence. Two sentences.", 2),
        ("Gen. J. Roe left the U.S. Embassy at noon.", 1),
        ("It was over in 2008. Nobody won.", 2),
        ('"We won." He smiled.', 2),
        ("No final stop", 1),
    ],
)
def test_sentences_are_roughly_counted(text: str, sentences: int) -> None:
    assert paragraphs(text)[0].sentences == sentences


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_paragraphs_hold_all_that_is_not_white_space(text: str) -> None:
    found = paragraphs(text)
    assert [text[p.start : p.end] for p in found] == [p.text for p in found]
    assert "".join("".join(p.text.split()) for p in found) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(found))
