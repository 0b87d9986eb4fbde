"""What the words before a name say: how far from it, on which side, near it, or which part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise.places_near import bearing_before, side_before

# text with a stroke before the name; the words that tell, km, direction
MEASURED = [
    ("a convoy 20 km east of |Gao", "20 km east of ", 20, "east"),
    ("a post about 15 miles north-west of |Maiduguri", "15 miles north-west of ", 24.14, "northwest"),
    ("a village 30 km (19 miles) from |Mosul", "30 km (19 miles) from ", 30, None),
    ("some 40 kilometers from the northern city of |Kidal", "40 kilometers from the northern city of ", 40, None),
    ("100 miles southwest of the capital, |Kabul", "100 miles southwest of the capital, ", 160.934, "southwest"),
    ("less than 10 km from |Goma", "10 km from ", 10, None),
    ("the reef lies 50 km off |Aden", "50 km off ", 50, None),
    ("within 500 metres of |Dnipro", "500 metres of ", 0.5, None),
    ("a few kilometres outside |Goma", "a few kilometres outside ", 3, None),
    ("a hill 12 km to the south of the town of |Erbil", "12 km to the south of the town of ", 12, "south"),
    ("shells fell just south of |Donetsk", "south of ", None, "south"),
    ("the hills to the north of |Mogadishu", "to the north of ", None, "north"),
]
BESIDE = [
    ("a post near |Gao", "near"),
    ("trenches around the besieged town of |Vuhledar", "around"),
    ("on the outskirts of |Homs", "on the outskirts of"),
    ("not far from the port of |Hodeidah", "not far from"),
    ("a tanker off |Yemen", "off"),
]
NEITHER = [
    "in |Gao", "the town of |Gao", "in the north of |Mali", "in northern |Mali", "in the Middle East of |Egypt",
    "sent 20 men to |Gao", "20 km of road in |Gao", "the east of |Libya", "flew from |Gao", "marched 20 km to |Gao",
]  # fmt: skip


def parted(text: str) -> tuple[str, int]:
    return text.replace("|", ""), text.index("|")


@pytest.mark.parametrize(("text", "words", "km", "direction"), MEASURED, ids=[m[0] for m in MEASURED])
def test_measures_and_sides(text: str, words: str, km: float | None, direction: str | None) -> None:
    bare, start = parted(text)
    bearing = bearing_before(bare, start)
    assert bearing is not None and bearing.measured
    assert bare[bearing.start : start] == words
    assert (bearing.distance_km, bearing.direction) == (pytest.approx(km) if km else None, direction)


@pytest.mark.parametrize(("text", "words"), BESIDE)
def test_words_of_nearness(text: str, words: str) -> None:
    bearing = bearing_before(*parted(text))
    assert bearing is not None and not bearing.measured
    assert bearing.words == words


@pytest.mark.parametrize("text", NEITHER)
def test_other_words_before_a_name_say_nothing_of_nearness(text: str) -> None:
    assert bearing_before(*parted(text)) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("in northern |Mali", "northern"), ("the north of |Mali", "north"), ("the east of the |Congo", "east"),
        ("across central |Chad", "central"), ("to the north of |Mali", None), ("a northern |", "northern"),
        ("in |Mali", None), ("in upper |Egypt", None), ("the northernmost |Mali", None),
    ],
)  # fmt: skip
def test_parts(text: str, side: str | None) -> None:
    found = side_before(*parted(text))
    assert (found[1] if found else None) == side


@given(st.text(max_size=120), st.integers(0, 120))
def test_any_text_can_be_read(text: str, start: int) -> None:
    start = min(start, len(text))
    bearing = bearing_before(text, start)
    assert bearing is None or 0 <= bearing.start < start
