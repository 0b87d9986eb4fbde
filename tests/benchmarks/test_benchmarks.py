"""The benchmarks can be run and measure what they say; no time is asserted."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

from benchmarks.__main__ import PARTS, ROOT, command
from benchmarks.pipeline.run import FIVE, cost
from benchmarks.pipeline.stream import stream


def test_the_stream_is_the_same_for_the_same_seed_and_its_texts_differ() -> None:
    lines = list(stream(40))
    assert lines == list(stream(40))
    assert lines != list(stream(40, seed=1))
    assert len({json.loads(line)["text"] for line in lines}) == 40


def test_the_stream_retells_reports_for_other_outlets() -> None:
    texts = [json.loads(line)["text"].rpartition("\n\n")[0] for line in stream(60)]
    assert 3 < sum(a == b for a, b in pairwise(texts)) < 30


def test_every_part_names_a_program_that_is_there() -> None:
    for part in PARTS:
        words = command(part, Path("data"), None)[1:]
        target = words[1].replace(".", "/") + ".py" if words[0] == "-m" else words[0]
        assert (ROOT / target).is_file(), part.name
        assert not any("{" in word for word in words)
    assert len(FIVE) == 5


def test_cost_is_that_of_the_child_alone() -> None:
    small = cost([sys.executable, "-c", "pass"])
    large = cost([sys.executable, "-c", "x = bytearray(200_000_000)"])
    again = cost([sys.executable, "-c", "pass"])
    assert large.peak - small.peak > 150
    assert abs(again.peak - small.peak) < 50
    assert small.seconds > 0
