"""Quotations in plain text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.extract.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," he said. "We wait."', ['"We are ready,"', '"We wait."']),
        ("“We are ready,” she said.", ["“We are ready,”"]),
        ("«The road is open», the prefect said.", ["«The road is open»"]),
        ("„Wir warten“, he said in German.", ["„Wir warten“"]),
        ("''No shells were fired,'' he said.", ["''No shells were fired,''"]),
        ("'The bridge is ours,' the mayor said.", ["'The bridge is ours,'"]),
        ("‘The soldiers’ camp is empty,’ she said.", ["‘The soldiers’ camp is empty,’"]),
        ("The soldiers' camp and the farmers' market don't open.", []),
        ("Since the '90s the rebels' leader hasn't spoken.", []),
        ("O'Brien's boat wasn't there.", []),
        ("“He told us ‘go home’ and left,” she said.", ["“He told us ‘go home’ and left,”"]),
        (
            '"We will stay.\n\n"We will build," the general said.',
            ['"We will stay.', '"We will build,"'],
        ),
        ("''He said 'go' and 'stay,''' he wrote.", ["''He said 'go' and 'stay,''"]),
        ('"We left,” he said. "We ran."', ['"We left,”', '"We ran."']),
        ('A 5" gun was seen.\n\nThe crew left.', []),
    ],
    ids=[
        "straight",
        "curly",
        "guillemets",
        "low-marks",
        "two-single-marks",
        "single-straight",
        "single-with-possessive",
        "possessives",
        "elision",
        "names",
        "nested",
        "over-paragraphs",
        "three-single-marks",
        "closed-with-another-mark",
        "open-mark-dropped",
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == expected


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„", max_size=80))
def test_ranges_are_ordered_and_apart(text: str) -> None:
    found = quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
