"""The synthetic stream of the linking benchmark, and the score it is measured by."""

from __future__ import annotations

import pytest

from benchmarks.link.run import b_cubed, truth_of
from benchmarks.link.stream import stream
from muster.record import check_claim


def test_a_longer_stream_begins_with_the_shorter_one() -> None:
    short, long = list(stream(100)), list(stream(200))
    assert long[: len(short)] == short
    assert list(stream(100, seed=2)) != short


def test_every_claim_points_at_its_own_words_and_has_a_true_event() -> None:
    told = list(stream(200))
    for report, claims, truth in told:
        assert len(claims) == len(truth)
        for claim in claims:
            check_claim(claim, report)
    assert len(truth_of(told)) == sum(len(one.claims) for one in told), "no two claims have one key"
    assert len(set(truth_of(told).values())) < len(truth_of(told)), "some events are told more than once"


@pytest.mark.parametrize(
    ("clusters", "expected"),
    [
        pytest.param([("a", "b"), ("c",)], (1.0, 1.0, 1.0), id="as it is"),
        pytest.param([("a",), ("b",), ("c",)], (1.0, 2 / 3, 0.8), id="each alone"),
        pytest.param([("a", "b", "c")], (5 / 9, 1.0, 5 / 7), id="all in one"),
    ],
)
def test_b_cubed(clusters: list[tuple[str, ...]], expected: tuple[float, float, float]) -> None:
    assert b_cubed(clusters, {"a": 1, "b": 1, "c": 2}) == pytest.approx(expected)
