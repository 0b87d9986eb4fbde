"""Which places are an event's: sentences with exactly the places that their claim of a type must give."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.record import Claim

Claims = Callable[..., list[Claim]]

# sentence, type, names of the places of its claims of that type
WHERE = [
    # who goes leaves one place and comes to another
    ("The Nepali battalion left Juba in May.", "withdraw", ["Juba"]),
    ("Villagers fled back to Kidal on Sunday.", "displace", ["Kidal"]),
    ("Rwanda moved two battalions from Beira to Pemba.", "deploy", ["Pemba", "Beira"]),
    ("Sudan withdrew its brigade from Hodeidah.", "withdraw", ["Hodeidah"]),
    # a place said of what the event is done to
    ("Pirates attacked a tanker between Lagos and Lomé.", "attack", ["Lagos", "Lomé"]),
    ("Rebels shelled a depot on the edge of Donetsk.", "attack", ["edge of Donetsk"]),
    # directions and distances: the place is not the name
    ("Chile began naval drills 30 km west of Iquique.", "exercise", ["30 km west of Iquique"]),
    ("The army shelled the forest north of Bouar.", "attack", ["forest north of Bouar"]),
    # the clause around the event
    ("Diplomats gathered in Muscat on Friday for talks.", "meet", ["Muscat"]),
    ("Officers in Lyon stood guard after the attack.", "attack", []),
    ("Nigeria sent ships to Malabo to hold drills.", "exercise", ["Malabo"]),
    ("Gunmen burned a truck near Menaka and abducted three drivers.", "detain", ["Menaka"]),
    ("The minister said in Ankara that rebels attacked a convoy.", "attack", []),
    ("A lorry crossed the bridge in Tete, where police arrested two men.", "detain", ["Tete"]),
    # what those whom it befalls were doing, and how it came about
    ("Three guards manning a checkpoint near Mocuba were killed.", "attack", ["Mocuba"]),
    ("Guards trained in Lisbon were killed.", "attack", []),
    ("A pilot died when his jet was shot down in Kitui county.", "attack", ["Kitui county"]),
    ("Two reporters were wounded as they filmed looters in Beira.", "attack", ["Beira"]),
    ("Four nurses died after a shell hit their van in Beira.", "attack", ["Beira"]),
    ("The army withdrew after diplomats met in Geneva.", "withdraw", []),
    ("The group perpetrates attacks as it did in Libya.", "attack", []),
    ("Air strikes by the alliance inside Libya killed nine men.", "attack", ["Libya"]),
    ("Air strikes by the air force of Libya killed nine men.", "attack", []),
    ("The shells hit what officers believed was a depot in Gao.", "attack", ["Gao"]),
    # behind the verb that tells of it
    ("The bishop condemned attacks in places including Beira and Tete.", "attack", ["Beira", "Tete"]),
    ("The bishop condemned attacks, speaking in Beira.", "attack", []),
    # words that go on to tell a place
    ("Its centre is Kisumu, 300 km (190 miles) west of Nairobi, where youths clash with police.", "clash", ["Kisumu"]),
    ("They fled to Borama, the last outpost held by the rebels.", "control", ["Borama"]),
    (
        "The crew was clearing mines 17 kilometers from Tete when gunmen shot the driver.",
        "attack",
        ["17 kilometers from Tete"],
    ),
    ("The deal foresees the withdrawal of guns to 15 kilometres from Tete.", "withdraw", ["15 kilometres from Tete"]),
    # words that go back
    ("Troops entered Mocuba. Nine people were killed there.", "attack", ["Mocuba"]),
    ("There were attacks on nine convoys.", "attack", []),
    ("Troops surrounded Mocuba. Rebels shelled the town on Monday.", "attack", ["Mocuba"]),
    ("Peru's army marched. Rebels shelled the town on Monday.", "attack", ["town"]),
    # one place, named once
    ("Shells fell in Kharkiv (Kharkov) on Monday.", "attack", ["Kharkiv"]),
    ("Police arrested two men in the Galician capital, Santiago.", "detain", ["Santiago"]),
    ("Gunmen shot two men on the road from Bonn to Cologne.", "attack", ["road from Bonn to Cologne"]),
    # with whom, from whom and about what are no places
    ("Along with Chad, Niger sent 300 soldiers.", "deploy", []),
    ("Greece held drills with troops from six countries.", "exercise", []),
    ("The two sides discussed Kashmir in Geneva.", "meet", ["Geneva"]),
]


@pytest.mark.parametrize(("text", "type", "places"), WHERE, ids=[w[0][:40] for w in WHERE])
def test_where(claims_of: Claims, text: str, type: str, places: list[str]) -> None:
    claims = claims_of(text, type)
    assert claims
    assert sorted({place.name for claim in claims for place in claim.where}) == sorted(places)


def test_a_word_that_goes_back_has_the_coordinates_of_what_it_stands_for(claims_of: Claims) -> None:
    (claim,) = claims_of("Rebels entered Gao. Two soldiers were killed there.", "attack")
    (there,) = claim.where
    assert (there.name, there.text, there.country) == ("Gao", "there", "ML")
    assert there.lat == pytest.approx(16.3, abs=0.3)


def test_a_place_beside_a_name_has_no_coordinates(claims_of: Claims) -> None:
    (claim,) = claims_of("Rebels shelled a convoy 20 km east of Gao.", "attack")
    (beside,) = claim.where
    assert (beside.name, beside.country, beside.lat) == ("20 km east of Gao", "ML", None)


def test_a_demonym_does_not_locate_the_town_it_stands_before(claims_of: Claims) -> None:
    (claim,) = claims_of("Nine sailors were killed near the Norwegian town of Bodø.", "attack")
    assert claim.where[0].lat == pytest.approx(67.3, abs=0.3)
