"""Figures, dates and labels in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.codebook import Codebook
from muster.codebook.schema import EventType
from muster.publish.words import (
    counted,
    interval_text,
    label,
    one_line,
    type_group,
    type_label,
    value_text,
    visible,
    words,
)
from muster.record import Agreement, BoilerplateKind, Comparator, DateBasis, QuantityKind, Status


@pytest.mark.parametrize(
    ("attribute", "value", "told"),
    [
        ("personnel", {"value": 3200, "comparator": "more_than"}, "more than 3,200"),
        ("personnel", {"value": 1500, "comparator": "about", "of": "troops"}, "about 1,500 troops"),
        ("equipment", {"value": 500, "comparator": "at_most", "of": "vehicles"}, "at most 500 vehicles"),
        ("killed", {"value": 12, "comparator": "at_least", "low": 12}, "at least 12"),
        ("killed", {"value": 25, "comparator": "between", "low": 20, "high": 30}, "20–30"),
        ("killed", {"value": 25, "comparator": "between"}, "about 25"),
        ("share", {"value": 0.85, "comparator": "exact", "of": "Afghanistan"}, "85% of Afghanistan"),
        ("share", {"value": 0.55, "comparator": "between", "low": 0.5, "high": 0.6}, "50–60%"),
        ("distance", {"value": 1.5, "comparator": "less_than"}, "less than 1.5 km"),
        ("duration", {"value": 1, "comparator": "exact"}, "1 day"),
        ("duration", {"value": 6, "comparator": "exact"}, "6 days"),
        ("money", {"value": 2000000, "comparator": "exact", "of": "USD"}, "USD 2,000,000"),
        ("status", "ongoing", "Under way"),
        ("actor", "Taliban", "Taliban"),
        ("where", {"name": "Termez", "country": "UZ", "lat": 37.2, "lon": 67.3}, "Termez"),
        ("when", {"from": "2021-08-05", "to": "2021-08-10", "precision": "day"}, "5–10 Aug 2021"),
        ("when", {"from": None, "to": None, "precision": "unknown"}, ""),
        ("novel", {"b": 1, "a": "x"}, "a x, b 1"),
    ],
)
def test_a_value_in_words(attribute: str, value: str | dict[str, object], told: str) -> None:
    assert value_text(attribute, value) == told


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        ("2021-07-05", "2021-07-05", "day", "5 Jul 2021"),
        ("2021-08-05", "2021-08-10", "day", "5–10 Aug 2021"),
        ("2021-07-30", "2021-08-10", "day", "30 Jul – 10 Aug 2021"),
        ("2021-12-30", "2022-01-02", "day", "30 Dec 2021 – 2 Jan 2022"),
        ("2021-07-01", "2021-07-31", "month", "Jul 2021"),
        ("2021-06-01", "2021-08-31", "season", "Jun–Aug 2021"),
        ("2020-12-01", "2021-02-28", "season", "Dec 2020 – Feb 2021"),
        ("2012-01-01", "2012-12-31", "year", "2012"),
        ("2010-01-01", "2019-12-31", "decade", "2010–2019"),
        ("2021-08-05", None, "day", "since 5 Aug 2021"),
        (None, "2042-12-31", "year", "until 31 Dec 2042"),
        (None, None, "unknown", ""),
    ],
)
def test_an_interval_in_words(start: str | None, end: str | None, precision: str, told: str) -> None:
    assert interval_text(start, end, precision) == told


@given(st.dates(), st.dates(), st.sampled_from(["day", "month", "unknown"]))
def test_an_interval_always_names_the_years_it_lies_in(first: date, last: date, precision: str) -> None:
    first, last = sorted((first, last))
    told = interval_text(first.isoformat(), last.isoformat(), precision)
    assert str(last.year) in told
    assert str(first.year) in told


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("statuses", Status),
        ("agreements", Agreement),
        ("comparators", Comparator),
        ("date_bases", DateBasis),
        ("boilerplate", BoilerplateKind),
        ("attributes", QuantityKind),
    ],
)
def test_every_word_of_the_record_has_its_label(section: str, kinds: type[Status]) -> None:
    assert {kind.value for kind in kinds} <= words()[section].keys()


def test_words_that_are_missing_are_printed_readably() -> None:
    assert label("attributes", "aid_flights") == "Aid flights"
    assert (type_label("mine_clearing"), type_group("mine_clearing")) == ("Mine clearing", "happens")


def test_a_type_of_ones_own_takes_label_and_group_from_the_codebook() -> None:
    mine = EventType(label="border closure", definition="", family="closure", triggers=(), kind="state")
    codebook = Codebook(muster=1, name="mine", types={"closure": mine})
    assert (type_label("closure", codebook), type_group("closure", codebook)) == ("Border closure", "holds")


@pytest.mark.parametrize(("number", "told"), [(0, "0 reports"), (1, "1 report"), (1204, "1,204 reports")])
def test_counts(number: int, told: str) -> None:
    assert counted(number, "report") == told


@given(st.text(alphabet=st.characters(codec=None)))
def test_visible_text_keeps_its_length_and_hides_nothing(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\x00\x07\x1b\x9b\r\u2028\u202e\u2066\ud800")
    assert [a for a, b in zip(text, shown, strict=True) if a.isalnum() and a != b] == []


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
