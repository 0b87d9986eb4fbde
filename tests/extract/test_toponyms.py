"""Which toponyms are listed: places, and the places that the names of bodies and peoples are made of."""

from __future__ import annotations

import pytest

from muster.extract import Extractor
from muster.extract.toponyms import find_toponyms, listed_toponyms
from muster.language import parse

# sentence, the toponyms listed
LISTED = [
    # a body that belongs to a place
    ("Officers of the Lagos Police Department met in Accra.", ["Lagos", "Accra"]),
    ("The Minnesota House of Representatives voted on Monday.", ["Minnesota"]),
    ("She teaches at the University of Malta.", ["Malta"]),
    # a name that only sounds like a place
    ("She works for the Superior Group in Accra.", ["Accra"]),
    ("Employees of First Bank went on strike.", []),
    # a people of a state, and a people of none
    ("Two Kenyan soldiers died.", ["Kenyan"]),
    ("Two Tamils and a Muslim cleric died.", []),
    # a kind of place is no name
    ("The President of the Republic spoke in Accra.", ["Accra"]),
]


@pytest.mark.parametrize(("text", "listed"), LISTED, ids=[row[0][:40] for row in LISTED])
def test_listed_toponyms(extractor: Extractor, text: str, listed: list[str]) -> None:
    assert [toponym.text for toponym in listed_toponyms(parse(text), extractor.gazetteer)] == listed


def test_the_place_in_a_body_s_name_is_no_place_of_events(extractor: Extractor) -> None:
    doc = parse("Officers of the Lagos Police Department met in Accra.")
    assert "Lagos" not in [toponym.text for toponym in find_toponyms(doc)]


def test_a_body_s_place_that_the_text_names_elsewhere_is_listed_however_small(extractor: Extractor) -> None:
    text = "A fire broke out in Nakasongola. The Nakasongola Relief Committee sent food."
    assert [toponym.start for toponym in listed_toponyms(parse(text), extractor.gazetteer)] == [20, 37]
