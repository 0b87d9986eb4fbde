"""The data files of the room: readable, complete, and free of slips that YAML forgives."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from muster.read.cues import KindCues, boilerplate_cues, load, phrase_pattern
from muster.read.press import press
from muster.record import BoilerplateKind

DATA = files("muster.read").joinpath("data")
PLACES = set(KindCues.__dataclass_fields__) | {"credit", "banks"}
ENTRIES = [
    (kind.value, place, phrase)
    for kind in BoilerplateKind
    for place, phrases in load("boilerplate.yaml")[kind.value].items()
    for phrase in phrases
]


def test_every_phrase_is_words_at_a_known_place() -> None:
    assert not [entry for entry in ENTRIES if not isinstance(entry[2], str)], "quote phrases with ': '"
    assert {place for _, place, _ in ENTRIES} <= PLACES


def test_no_phrase_stands_twice_at_a_place() -> None:
    seen = [(kind, place, phrase.casefold()) for kind, place, phrase in ENTRIES if place != "banks"]
    assert sorted(entry for entry in set(seen) if seen.count(entry) > 1) == []


@pytest.mark.parametrize("name", ["boilerplate.yaml", "masthead.yaml", "calendar.yaml", "json_fields.yaml"])
def test_no_phrase_is_cut_off_by_its_own_number_sign(name: str) -> None:
    """In YAML " #" begins a comment: a phrase with a number needs quotation marks."""
    lines = DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"\s*- [^\"].* #", line)] == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("you have # free articles", "You have 3 free articles"),
        ("a message from ~", "A Message from The Valley Courier"),
        ("get * in your inbox", "Get the week in your inbox"),
        ("don't miss", "Don’t miss"),
    ],
)
def test_wildcards(phrase: str, text: str) -> None:
    assert re.fullmatch(phrase_pattern(phrase), text, re.I)


def test_a_name_needs_capitals() -> None:
    assert not re.fullmatch(phrase_pattern("a message from ~"), "a message from the front", re.I)


def test_the_lists_of_the_press_are_long_enough_and_agree() -> None:
    lists = press()
    assert len(set(lists.agency_names.values())) >= 80
    assert len(set(lists.outlet_names.values())) >= 150
    assert all(len(country) in (0, 2) for country in lists.countries.values())
    assert all("/" not in host and "." in host for host in lists.hosts)


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("Agence France-Presse", "AFP"),
        ("the Associated Press", "AP"),
        ("ITAR-TASS", "TASS"),
        ("uni", None),
        ("X", None),
    ],
)
def test_agency_names(name: str, agency: str | None) -> None:
    assert press().agency(name) == agency


@pytest.mark.parametrize(
    ("host", "outlet"),
    [
        ("www.themoscowtimes.com", "The Moscow Times"),
        ("edition.cnn.com", "CNN"),
        ("rus.azattyq.org", "RFE/RL"),
        ("notcnn.com", None),
        ("com", None),
    ],
)
def test_outlets_of_hosts(host: str, outlet: str | None) -> None:
    assert press().outlet_of_host(host) == outlet


def test_cues_are_read_once() -> None:
    assert boilerplate_cues() is boilerplate_cues()
