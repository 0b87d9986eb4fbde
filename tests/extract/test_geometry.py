"""Where events are, as honestly as their reports put it: reach, part, border, and what a place is told by."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import UNSET

from muster.record import Claim, Place

Claims = Callable[..., list[Claim]]


def the_place(claims_of: Claims, text: str, type: str) -> Place:
    (place,) = {place for claim in claims_of(text, type) for place in claim.where}
    return place


# sentence, type, name of the place, its anchors as (name, km, direction)
TOLD_BY = [
    ("Rebels shelled a convoy 20 km east of Gao.", "attack", "20 km east of Gao", [("Gao", 20, "east")]),
    ("Gunmen attacked a post about 15 miles north-west of Maiduguri on Sunday.", "attack",
     "15 miles north-west of Maiduguri", [("Maiduguri", 24.14, "northwest")]),
    ("A bomb killed five people in a village 30 km (19 miles) from Mosul.", "attack",
     "village 30 km (19 miles) from Mosul", [("Mosul", 30, None)]),
    ("Rebels seized a base some 40 kilometers from the northern city of Kidal.", "capture",
     "base some 40 kilometers from the northern city of Kidal", [("Kidal", 40, None)]),
    ("Shells hit a village just south of Donetsk.", "attack", "village just south of Donetsk",
     [("Donetsk", None, "south")]),
    ("Militants abducted two drivers in the village of Zorgubar, 30 km from Gao.", "detain", "village of Zorgubar",
     [("Gao", 30, None)]),
    ("Fighting broke out on the outskirts of Homs.", "clash", "outskirts of Homs", [("Homs", None, None)]),
    ("Gunmen shot two men on the road from Bonn to Cologne.", "attack", "road from Bonn to Cologne",
     [("Bonn", None, None), ("Cologne", None, None)]),
    ("Rebels attacked a bus on the highway between Kandahar and Kabul.", "attack", "highway between Kandahar and Kabul",
     [("Kandahar", None, None), ("Kabul", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type", "name", "anchors"), TOLD_BY, ids=[t[0][:40] for t in TOLD_BY])
def test_a_place_that_is_told_by_another_has_no_coordinates_of_its_own(
    claims_of: Claims, text: str, type: str, name: str, anchors: list[tuple[str, float | None, str | None]]
) -> None:
    place = the_place(claims_of, text, type)
    assert (place.name, place.lat, place.geonameid) == (name, None, None)
    assert place.near is not UNSET
    found = [(a.name, None if a.distance_km is UNSET else a.distance_km, a.direction or None) for a in place.near]
    assert found == anchors
    assert all(anchor.lat is not None and anchor.radius_km is not UNSET for anchor in place.near)


BORDERS = [
    ("Troops massed along the border between Chad and Sudan.", "deploy", ("TD", "SD"), False),
    ("Troops massed along Chad's border with Sudan.", "deploy", ("TD", "SD"), False),
    ("Turkey deployed tanks to its border with Syria.", "deploy", ("TR", "SY"), False),
    ("Soldiers clashed at the U.S.-Mexico border.", "clash", ("US", "MX"), False),
    ("Troops crossed the Afghan border on Tuesday.", "displace", ("AF",), False),
    ("Finland began drills near the Finnish-Russian border on Monday.", "exercise", ("FI", "RU"), True),
    ("Rebels attacked a village 20 kilometres from the Algerian border.", "attack", ("DZ",), True),
]


@pytest.mark.parametrize(("text", "type", "codes", "beside"), BORDERS, ids=[b[0][:40] for b in BORDERS])
def test_borders_are_those_of_one_or_two_countries(
    claims_of: Claims, text: str, type: str, codes: tuple[str, ...], beside: bool
) -> None:
    place = the_place(claims_of, text, type)
    assert (place.lat, place.border is UNSET, place.near is UNSET) == (None, beside, not beside)
    assert (place.near[0].border if place.near else place.border) == codes


NEIGHBOUR = [
    # sentence, type, codes, what the second country rests on
    ("Kenya sent 300 soldiers to the Somali border.", "deploy", ("SO", "KE"), "sentence"),
    ("Police arrested two men near the Belarusian border in Poland.", "detain", ("BY", "PL"), "sentence"),
    ("Tajikistan called up reservists. Troops moved to the Afghan border.", "deploy", ("AF", "TJ"), "report"),
    ("Uganda and Burundi sent soldiers to the Rwandan border.", "deploy", ("RW",), None),
    ("Portugal sent soldiers to the Rwandan border.", "deploy", ("RW",), None),
    ("Portugal's troops guard the border between Chad and Sudan.", "presence", ("TD", "SD"), None),
]


@pytest.mark.parametrize(("text", "type", "codes", "basis"), NEIGHBOUR, ids=[n[0][:40] for n in NEIGHBOUR])
def test_the_neighbour_of_a_border_is_the_one_that_the_text_names(
    claims_of: Claims, text: str, type: str, codes: tuple[str, ...], basis: str | None
) -> None:
    borders = [place for claim in claims_of(text, type) for place in claim.where if "order" in place.name]
    assert borders
    for place in borders:
        assert (place.near[0].border if place.near else place.border) == codes
        assert place.basis == (UNSET if basis is None else f"the one neighbour that the {basis} names")


@pytest.mark.parametrize(
    ("text", "type"),
    [("Nine men died in a blast near the border.", "attack"), ("Border guards arrested ten men in Gao.", "detain")],
)
def test_a_border_of_nobody_is_none(claims_of: Claims, text: str, type: str) -> None:
    assert all(place.border is UNSET for claim in claims_of(text, type) for place in claim.where)


def test_near_a_place_is_the_place_with_a_wider_reach(claims_of: Claims) -> None:
    inside = the_place(claims_of, "Rebels attacked a post in Gao.", "attack")
    near = the_place(claims_of, "Rebels attacked a post near Gao.", "attack")
    assert (near.name, near.lat, near.geonameid) == (inside.name, inside.lat, inside.geonameid)
    assert inside.radius_km is not UNSET and near.radius_km == pytest.approx(inside.radius_km + 25)
    assert inside.near is UNSET
    assert near.near is not UNSET and near.near[0].name == "Gao"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Clashes continued in northern Mali.", "northern Mali"),
        ("Clashes continued in the north of Mali.", "north of Mali"),
    ],
)
def test_a_part_of_a_country_has_its_own_box(claims_of: Claims, text: str, name: str) -> None:
    place = the_place(claims_of, text, "clash")
    assert (place.name, place.country, place.geonameid) == (name, "ML", None)
    assert place.lat is not None and place.lat > 18
    assert place.box is not UNSET and place.box[1] > 17


def test_a_province_on_a_side_of_its_country_stays_whole(claims_of: Claims) -> None:
    place = the_place(claims_of, "A bomb killed five men in southern Helmand province.", "attack")
    assert place.geonameid is not None and place.box is not UNSET


def test_countries_and_seas_have_an_extent(claims_of: Claims) -> None:
    (chad,) = claims_of("Rebels attacked a convoy in Chad.", "attack")[0].where
    (sea,) = claims_of("Pirates attacked a tanker in the Red Sea.", "attack")[0].where
    assert chad.box == pytest.approx((13.5, 7.5, 24.0, 23.4), abs=0.3)
    assert sea.radius_km is not UNSET and sea.radius_km > 100
