"""Who does what to whom, where: actors, recipients and places in the shapes that news gives them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.record import Claim

Claims = Callable[..., list[Claim]]

# sentence, type, actors, recipients
PARTICIPANTS = [
    ("Ethiopian soldiers attacked the rebels near Gondar.", "attack", ["Ethiopian soldiers"], ["rebels"]),
    ("The rebels were attacked by Ethiopian soldiers.", "attack", ["Ethiopian soldiers"], ["rebels"]),
    ("Colombian and Peruvian troops held drills in Leticia.", "exercise", ["Colombian troops", "Peruvian troops"], []),
    ("India took part in drills with Japan off Okinawa.", "exercise", ["India", "Japan"], []),
    ("Turkey's offensive against the militia began on Sunday.", "offensive", ["Turkey"], ["militia"]),
    ("The withdrawal of French troops from Gao ended in June.", "withdraw", ["French troops"], []),
    ("Paris announced the withdrawal of its soldiers from Gao.", "withdraw", ["soldiers"], []),
    ("Soldiers backed by drones seized the town, which the militia had held.", "capture", ["Soldiers"], []),
    ("Chad accused Sudan of arming the rebels.", "accuse", ["Chad"], ["Sudan"]),
    ("Chad accused Sudan of arming the rebels.", "supply", ["Sudan"], ["rebels"]),
    ("The army arrested 12 protesters in Lomé.", "detain", ["army"], ["protesters"]),
    ("Protesters gathered in Quito. Police arrested them.", "detain", ["Police"], ["Protesters", "them"]),
    ("Burundi vowed to launch an offensive in July.", "offensive", ["Burundi"], []),
]

# sentence, type, places
PLACES = [
    ("Gunmen ambushed a convoy near Gao on Monday.", "attack", ["Gao"]),
    ("The army seized the port of Kismayo.", "capture", ["Kismayo"]),
    ("Shells hit a school in Taiz, Yemen, on Friday.", "attack", ["Taiz", "Yemen"]),
    ("Ministers met in Muscat, the capital of Oman.", "meet", ["Muscat", "Oman"]),
    ("Troops gathered near the border with Eritrea.", "deploy", ["border with Eritrea"]),
    ("Moscow said the talks in Ankara had failed.", "meet", ["Ankara"]),
]


@pytest.mark.parametrize(("text", "type", "actors", "recipients"), PARTICIPANTS, ids=[p[0][:40] for p in PARTICIPANTS])
def test_participants(claims_of: Claims, text: str, type: str, actors: list[str], recipients: list[str]) -> None:
    claim = claims_of(text, type)[-1]
    assert [a.name for a in claim.actors] == actors
    names = [r.name for r in claim.recipients]
    assert names == recipients or (len(names) == 1 and names[0] in recipients)


@pytest.mark.parametrize(("text", "type", "places"), PLACES, ids=[p[0][:40] for p in PLACES])
def test_places(claims_of: Claims, text: str, type: str, places: list[str]) -> None:
    found = " | ".join(p.name for claim in claims_of(text, type) for p in claim.where)
    assert all(place in found for place in places), found


def test_a_place_of_the_gazetteer_has_coordinates_and_an_unknown_one_has_none(claims_of: Claims) -> None:
    (known,) = claims_of("Shells hit a school in Aden.", "attack")
    assert known.where[0].country == "YE"
    assert known.where[0].lat == pytest.approx(12.8, abs=0.3)
    (unknown,) = claims_of("Troops held drills at the Qwarxbit training ground.", "exercise")
    assert unknown.where[0].name == "Qwarxbit training ground"
    assert unknown.where[0].lat is None


def test_pronouns_and_descriptions_go_back_to_names(claims_of: Claims) -> None:
    text = "Boko Haram raided Bama on Monday. The militants captured the barracks. It had vowed to attack the town."
    (capture,) = claims_of(text, "capture")
    assert [(a.name, a.text) for a in capture.actors] == [("Boko Haram", "militants")]


def test_a_named_exercise_is_known_by_its_name_alone(claims_of: Claims) -> None:
    text = "Thailand opened the Cobra Shield exercise on Monday. Cobra Shield will run until 28 June."
    claims = claims_of(text, "exercise")
    assert [c.trigger.text for c in claims] == ["exercise", "Cobra Shield"]
    assert claims[1].when is not None
    assert claims[1].when.to == "2024-06-28"
    assert all("Cobra" not in a.name for c in claims for a in c.actors)


def test_what_a_drill_only_plays_is_never_an_attack_in_the_world(claims_of: Claims) -> None:
    text = "Gunners beat back a drone raid by a notional enemy during drills near Tartus on Friday."
    assert {c.status for c in claims_of(text, "attack")} == {"simulated"}


def test_a_plot_ends_with_its_paragraph_and_leaves_what_stands_beside_it_real(claims_of: Claims) -> None:
    text = (
        "In the scenario, rebels seize Latakia and shell the port. Russia keeps 7,000 troops at the base.\n"
        "Gunmen shelled Homs on Monday."
    )
    status = {(c.type, c.trigger.text): c.status for c in claims_of(text)}
    assert status["capture", "seize"] == "simulated"
    assert status["presence", "keeps"] == "ongoing"
    assert status["attack", "shelled"] == "done"


VICTIMS = [
    ("Five traders killed in raid on Lagos market", ["traders", "Lagos market"]),
    ("Guards fired mortars at a hamlet, where two farmers were wounded.", ["farmers"]),
    ("Pirates opened fire on a trawler off Hodeida, killing two sailors.", ["trawler", "sailors"]),
    ("The ministry condemned the ambush, which left seven soldiers dead.", ["soldiers"]),
    ("Troops repelled an assault by drones of an unknown group on a depot.", ["Troops", "depot"]),
    ("A bomber blew himself up outside a bank.", []),
]


@pytest.mark.parametrize(("sentence", "wanted"), VICTIMS)
def test_victims_are_acted_on(claims_of, sentence, wanted):
    (claim,) = claims_of(sentence, "attack")
    assert [p.name for p in claim.recipients] == wanted


PARTIES = [
    ("Senior US State Department official Daniel Webb and the envoy met in Oslo.", "meet", ["Daniel Webb", "envoy"]),
    (
        "Fighting between the Kenyan army and rebels killed at least 35 people and wounded more than 100 on Tuesday as"
        " the insurgents pushed to within 15 kilometres of Goma.",
        "clash",
        ["Kenyan army", "rebels"],
    ),
    ("Mali and Niger to hold joint exercises near Burkina border next month", "exercise", ["Mali", "Niger"]),
    ("US to send 500 troops to Poland", "deploy", ["US"]),
    ("A plan to attack the port was found.", "attack", []),
    ("Serbian and Kosovar negotiators met in Brussels.", "meet", ["Serbian negotiators", "Kosovar negotiators"]),
    ("Moldovan and separatist officials met in Odessa.", "meet", ["Moldovan officials", "separatist officials"]),
    ("Ethiopian artillery fire hit the town.", "attack", ["Ethiopian artillery"]),
    ("Pakistan has suffered dozens of bombings at the hands of Islamist militants.", "attack", ["Islamist militants"]),
    ("The blast was carried out by a suicide bomber.", "attack", ["suicide bomber"]),
    ("The drill involved 40 tanks, 12 helicopters and rocket launchers.", "exercise", []),
    ("Marines of the Popular Guard (PG) stormed the port.", "attack", ["Marines of the Popular Guard"]),
    ("Thousands fled the city.", "displace", []),
    ("Thousands of villagers fled the city.", "displace", ["villagers"]),
]


@pytest.mark.parametrize(("sentence", "kind", "wanted"), PARTIES)
def test_parties_of_an_event(claims_of, sentence, kind, wanted):
    (claim,) = claims_of(sentence, kind)
    assert [p.name for p in claim.actors] == wanted


ADDRESSED = [
    ("Chile dismissed Bolivia's accusation that its patrols crossed the line.", "deny", ["Bolivia"]),
    ("She rejected the figure of 300 dead that the opposition has published.", "deny", ["opposition"]),
    ("The general rejected the plan.", "deny", []),
    ("Iran and Saudi Arabia accused each other of meddling.", "accuse", ["Iran", "Saudi Arabia"]),
]


@pytest.mark.parametrize(("sentence", "kind", "wanted"), ADDRESSED)
def test_whom_a_statement_is_about(claims_of, sentence, kind, wanted):
    (claim,) = claims_of(sentence, kind)
    assert [p.name for p in claim.recipients] == wanted


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("Officials said the raid bore the hallmarks of the Lowland Army.", "accuse", ["Officials"], ["Lowland Army"]),
        ("Peru said Bolivia was responsible for the bombing.", "accuse", ["Peru"], ["Bolivia"]),
        ("Six of the hostages were released in Niamey.", "return", [], ["hostages"]),
    ],
)
def test_who_speaks_accuses_and_numbers_stand_for_people(
    claims_of: Claims, sentence: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    (claim,) = claims_of(sentence, kind)
    assert [a.name for a in claim.actors] == actors
    assert [r.name for r in claim.recipients] == recipients
