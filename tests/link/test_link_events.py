"""Which claims are one event: small pictures of two or three sentences."""

from __future__ import annotations

import pytest
from builders import NAMES, claim, codebook, report
from msgspec.structs import replace

from muster.codebook import Codebook, EventType, Roles, TriggerRule
from muster.link import Evidence, Linker, explain, link
from muster.link.rarity import likeness, telling
from muster.link.story import story_of
from muster.link.text import content_words, deed
from muster.record import Claim, Report


def linked(reports: list[Report], *claims: Claim) -> list[set[str]]:
    """Clusters of claim ids that hold more than one claim, by the words of their triggers."""
    words = {c.key: c.trigger.text for c in claims}
    return [{words[key] for key in keys} for keys in link(reports, claims, codebook(), NAMES).clusters if len(keys) > 1]


def test_one_day_one_town_two_outlets() -> None:
    a = report("Rebels attacked Karvina on Monday.", "2024-05-07", "A")
    b = report("Eight died when gunmen struck the town of Karvina.", "2024-05-08", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), actors=("Rebels",))
    two = claim(b, "struck", "attack", when="2024-05-06", where=("the town of Karvina",), actors=("gunmen",))
    assert linked([a, b], one, two) == [{"attacked", "struck"}]


def test_other_day_is_another_attack() -> None:
    a = report("Rebels attacked Karvina on Monday.", "2024-05-07", "A")
    b = report("Rebels attacked Karvina on Tuesday.", "2024-05-08", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), actors=("Rebels",))
    two = claim(b, "attacked", "attack", when="2024-05-07", where=("Karvina",), actors=("Rebels",))
    assert linked([a, b], one, two) == []


def test_other_town_is_another_attack() -> None:
    a = report("Rebels attacked Karvina on Monday.", "2024-05-07", "A")
    b = report("Rebels attacked Dolmen on Monday.", "2024-05-07", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), actors=("Rebels",))
    two = claim(b, "attacked", "attack", when="2024-05-06", where=("Dolmen",), actors=("Rebels",))
    assert linked([a, b], one, two) == []


def test_plan_and_outcome_of_a_named_exercise() -> None:
    a = report("Exercise Silver Anvil will begin on 3 June.", "2024-05-07", "A")
    b = report("The Silver Anvil exercise ended on Friday with 900 men.", "2024-06-15", "B")
    one = claim(a, "Exercise", "exercise", status="planned", when=("2024-06-03", "2024-06-14"))
    two = claim(b, "exercise", "exercise", when="2024-06-14", figures={"personnel": 900})
    assert linked([a, b], one, two) == [{"Exercise", "exercise"}]


def test_other_name_is_another_exercise() -> None:
    a = report("Exercise Silver Anvil began at Graz on 3 June.", "2024-06-04", "A")
    b = report("Exercise Iron Lantern began at Graz on 3 June.", "2024-06-04", "B")
    one = claim(a, "Exercise", "exercise", when="2024-06-03", where=("Graz",))
    two = claim(b, "Exercise", "exercise", when="2024-06-03", where=("Graz",))
    assert linked([a, b], one, two) == []


def test_last_years_edition_is_another_event() -> None:
    text = "The Silver Anvil exercise opened on Monday. Last year's Silver Anvil gathered 600 men."
    a = report(text, "2024-06-04", "A")
    one = claim(a, "exercise", "exercise", when="2024-06-03")
    two = claim(a, "gathered", "exercise", when=("2023-01-01", "2023-12-31"), figures={"personnel": 600})
    assert linked([a], one, two) == []


def test_vague_claim_joins_the_event_of_its_report() -> None:
    text = "Rebels attacked Karvina on Monday. Four people were killed, the mayor said."
    a = report(text, "2024-05-07", "A")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",), actors=("Rebels",))
    two = claim(a, "killed", "attack", figures={"killed": 4}, said_by=("the mayor",))
    assert linked([a], one, two) == [{"attacked", "killed"}]


def test_vague_claim_never_glues_two_events() -> None:
    text = "Rebels attacked Karvina on Monday. Four people were killed. Soldiers shelled Dolmen on Tuesday."
    a = report(text, "2024-05-08", "A")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",))
    two = claim(a, "killed", "attack", figures={"killed": 4})
    three = claim(a, "shelled", "attack", when="2024-05-07", where=("Dolmen",))
    assert linked([a], one, two, three) == [{"attacked", "killed"}]


def test_simulated_is_never_real() -> None:
    a = report("A mock enemy attacked Karvina on Monday.", "2024-05-07", "A")
    b = report("Rebels attacked Karvina on Monday.", "2024-05-07", "B")
    one = claim(a, "attacked", "attack", status="simulated", when="2024-05-06", where=("Karvina",))
    two = claim(b, "attacked", "attack", when="2024-05-06", where=("Karvina",))
    assert linked([a, b], one, two) == []


def test_two_accusers_make_two_accusations() -> None:
    a = report("The government accused the Harvest Front. The prefect accused the Harvest Front.", "2024-05-07", "A")
    one = claim(a, "accused", "accuse", actors=("The government",), recipients=("Harvest Front",), number=1)
    two = claim(a, "accused", "accuse", actors=("The prefect",), recipients=("Harvest Front",), number=2)
    assert linked([a], one, two) == []


def test_spellings_of_one_place_meet() -> None:
    a = report("Rebels seized Youmarou.", "2024-05-07", "A")
    b = report("The army denied the loss of Yumarou.", "2024-05-08", "B")
    one = claim(a, "seized", "capture", where=("Youmarou",), actors=("Rebels",))
    two = claim(b, "loss", "capture", status="denied", where=("Yumarou",))
    assert linked([a, b], one, two) == [{"seized", "loss"}]


def test_mock_attack_is_part_of_its_exercise() -> None:
    a = report("Exercise Silver Anvil began on 3 June. Marines beat off an attack by a mock enemy.", "2024-06-04", "A")
    whole = claim(a, "Exercise", "exercise", when="2024-06-03")
    part = claim(a, "attack", "attack", status="simulated", actors=("mock enemy",))
    found = link([a], [whole, part], codebook(), NAMES)
    assert len(found.part_of) == 1 and len(found.clusters) == 2


def test_captured_town_is_part_of_the_offensive() -> None:
    a = report("The Harvest Front launched its offensive on 3 June. It took Karvina on 5 June.", "2024-06-06", "A")
    whole = claim(a, "offensive", "offensive", when=("2024-06-03", None), actors=("Harvest Front",))
    part = claim(a, "took", "capture", when="2024-06-05", where=("Karvina",))
    assert len(link([a], [whole, part], codebook(), NAMES).part_of) == 1


def test_explain_names_every_feature() -> None:
    a = report("Rebels attacked Karvina on Monday.", "2024-05-07", "A")
    b = report("Gunmen struck Karvina.", "2024-05-08", "B")
    one = claim(a, "attacked", "attack", when="2024-05-06", where=("Karvina",))
    two = claim(b, "struck", "attack", when="2024-05-06", where=("Karvina",))
    found = explain(one.key, two.key, [a, b], [one, two], codebook(), NAMES).evidence
    assert [(item.feature, item.value) for item in found] == [("type", 1.0), ("when", 1.0), ("where", 1.0)]
    assert all(isinstance(item, Evidence) and item.note for item in found)


def test_bare_claims_and_empty_cases() -> None:
    a = report("Something happened.", None, "A")
    bare = claim(a, "happened", "unheard-of")
    assert link([], [], codebook(), NAMES).clusters == ()
    assert link([a], [], codebook(), NAMES).origins == ()
    assert link([a], [bare], codebook(), NAMES).clusters == ((bare.key,),)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (("2024-05-06", "2024-05-09"), ("2024-05-27", "2024-05-30"), False),
        (("2024-05-06", "2024-05-09"), ("2024-05-07", "2024-05-09"), True),
    ],
)
def test_the_same_words_about_another_time_are_another_event(
    first: tuple[str, str], second: tuple[str, str], one: bool
) -> None:
    told = "Kazakhstan held drills with howitzers, reconnaissance drones and parachute jumps at a desert range."
    again = (
        "Howitzers, mortars, drones and a parachute regiment began drills in Kazakhstan at the range near a reservoir."
    )
    a, b = report(told, first[1], "A"), report(again, second[1], "B")
    claims = [
        claim(of, "drills", "exercise", when=when, actors=("Kazakhstan",), where=("Kazakhstan",))
        for of, when in ((a, first), (b, second))
    ]
    found = link([a, b], claims, codebook(), NAMES).clusters
    assert (len(found) == 1) is one


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("shot", "shoot"),
        ("shootings", "shoot"),
        ("deployment", "deploy"),
        ("evacuation", "evacuate"),
        ("withdrawal", "withdraw"),
        ("ambushes", "ambush"),
        ("moment", "moment"),
    ],
)
def test_a_deed_goes_by_its_verb(word: str, verb: str) -> None:
    assert deed(word) == verb


@pytest.mark.parametrize(
    ("word", "other", "one"),
    [
        ("tremors", "earthquake", True),
        ("explosion", "blasts", True),  # its verb is no part of the noun
        ("kidnapping", "abducted", True),
        ("resignation", "quits", True),
        ("defeat", "victories", True),
        ("wounded", "injuries", True),
        ("died", "murdered", False),  # what an attack ends in is not the attack
        ("negotiations", "meeting", False),
        ("accused", "blamed", False),  # acts of speech: another word is mostly another act
        ("shot", "released", False),
    ],
)
def test_words_of_one_sense_name_one_deed(word: str, other: str, one: bool) -> None:
    assert (deed(word) == deed(other)) is one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ferry Sinks Off Orlec\nThe ferry sinks near Orlec with 61 aboard.", {"orlec", "61"}),
        ("Yesterday a ferry sank. The NKZ saved 7 sailors.", {"nkz", "7"}),
        ("The ferry sank. Nobody was saved.", set()),
    ],
)
def test_a_story_is_what_a_report_names(text: str, names: set[str]) -> None:
    assert story_of(text) == names


def tremors() -> Codebook:
    """A codebook of one type that one word names."""
    known = codebook()
    rule = TriggerRule(words=("tremor",), pos=("NOUN",))
    entry = EventType(label="tremor", definition="tremor", family="tremor", triggers=(rule,), roles=Roles())
    return replace(known, types=known.types | {"tremor": entry})


ORLEC = "A tremor shook Orlec and Pernitz, said Mayor Hallvard Ruud of Orlec."


@pytest.mark.parametrize(
    ("other", "one"),
    [
        ("In Pernitz the tremor cracked the dam, Hallvard Ruud of Orlec said.", True),
        ("In Quintay the tremor cracked the dam, said Inés Zúñiga of Valdivia.", False),
    ],
)
def test_of_a_type_that_one_word_names_there_is_one_in_a_story(other: str, one: bool) -> None:
    """Two views of its place do not make two of it; in another story it is another one, whatever the wording."""
    a, b = report(ORLEC, outlet="A"), report(other, outlet="B")
    claims = [
        claim(a, "tremor", "tremor", where=("Orlec",)),
        claim(b, "tremor", "tremor", where=("the dam of Pernitz",)),
    ]
    assert (len(link([a, b], claims, tremors(), NAMES).clusters) == 1) is one


def test_reports_are_alike_by_their_rare_words() -> None:
    one = telling(content_words("Smugglers hid the sextants in a chapel near Dunmarrow."))
    same = telling(content_words("In a chapel near Dunmarrow smugglers had hidden sextants."))
    other = telling(content_words("Beekeepers counted dead swarms in the orchards of Vellby."))
    assert likeness(one, one) == 1.0
    assert likeness(one, same) > 0.5 > likeness(one, other) == 0.0


def test_the_second_attack_is_the_one_just_told_of() -> None:
    a = report("A bomb hit a ferry at Karvina on 3 June. The ferry was full.", "2024-06-04", "A")
    b = report(
        "Gunmen hit a ferry at Dolmen on Sunday. It was the second attack on a ferry in the Olza region within a week.",
        "2024-06-10",
        "B",
    )
    one = claim(a, "hit", "attack", when="2024-06-03", where=("Karvina",), recipients=("ferry",))
    two = claim(b, "hit", "attack", when="2024-06-09", where=("Dolmen",), recipients=("ferry",))
    three = claim(b, "attack", "attack", where=("the Olza region",), recipients=("ferry",))
    assert linked([a, b], one, two, three) == [{"hit", "attack"}]
    assert {len(keys) for keys in link([a, b], [one, two, three], codebook(), NAMES).clusters} == {1, 2}


def test_two_besieged_towns_are_two_sieges() -> None:
    a = report("The Harvest Front has surrounded Karvina since Friday.", "2024-05-07", "A")
    b = report("The Harvest Front has surrounded the town of Dolmen since 20 May.", "2024-05-23", "B")
    c = report("Karvina, encircled by the Harvest Front, has no water.", "2024-05-10", "C")
    front = ("Harvest Front",)
    one = claim(a, "surrounded", "besiege", when=("2024-05-03", None), actors=front, recipients=("Karvina",))
    two = claim(b, "surrounded", "besiege", when=("2024-05-20", None), actors=front, recipients=("the town of Dolmen",))
    three = claim(c, "encircled", "besiege", actors=front, recipients=("Karvina",))
    assert linked([a, b, c], one, two, three) == [{"surrounded", "encircled"}]


def test_the_delta_of_a_river_is_not_the_state_of_its_name() -> None:
    a = report("Gunmen struck in the Niger delta on Monday.", "2024-05-07", "A")
    b = report("Gunmen struck in Niger on Monday.", "2024-05-07", "B")
    one = claim(a, "struck", "attack", when="2024-05-06", where=("Niger delta",))
    two = claim(b, "struck", "attack", when="2024-05-06", where=("Niger",))
    linker = Linker(codebook(), NAMES)
    linker.update(new=[(a, [one]), (b, [two])])
    names = {spot.key for mention in linker.mentions.values() for spot in mention.spots}
    assert names == {"niger", "NE"}


def test_a_landing_is_a_part_of_its_drill() -> None:
    text = "The Silver Anvil exercise runs from 3 to 14 June with 900 marines. On 9 June 900 marines landed at Karvina."
    a = report(text, "2024-06-15", "A")
    whole = claim(a, "exercise", "exercise", when=("2024-06-03", "2024-06-14"), figures={"personnel": 900})
    part = claim(a, "landed", "deploy", when="2024-06-09", where=("Karvina",), figures={"personnel": 900})
    found = link([a], [whole, part], codebook(), NAMES)
    assert len(found.clusters) == 2 and len(found.part_of) == 1


@pytest.mark.parametrize(("day", "events"), [("2024-06-05", 1), ("2024-07-20", 2)])
def test_a_hope_comes_true_at_its_time(day: str, events: int) -> None:
    a = report("The agency hopes to send a convoy to Karvina in early June.", "2024-05-27", "A")
    b = report("A convoy of the agency reached Karvina.", day, "B")
    one = claim(a, "send", "supply", status="possible", when=("2024-06-01", "2024-06-10"), where=("Karvina",))
    two = claim(b, "reached", "supply", when=day, where=("Karvina",))
    assert len(link([a, b], [one, two], codebook(), NAMES).clusters) == events


def test_who_was_called_up_for_a_drill_goes_with_it_though_it_was_called_off() -> None:
    text = "The Silver Anvil exercise ended. Norway cancelled the Iron Lantern drill. Some 900 were called up for it."
    a = report(text, "2024-06-15", "A")
    one = claim(a, "exercise", "exercise", when=("2024-06-03", "2024-06-14"))
    two = claim(a, "drill", "exercise", status="cancelled", actors=("Norway",))
    three = claim(a, "called up", "deploy", figures={"personnel": 900})
    assert linked([a], one, two, three) == [{"drill", "called up"}]


def test_talks_put_off_are_those_that_were_announced() -> None:
    a = report("Chad and the rebels will hold talks at Karvina on 24 June.", "2024-06-18", "A")
    b = report("Talks between Chad and the rebels have been put off by two weeks to 8 July.", "2024-06-22", "B")
    c = report("Chad and the rebels will hold talks on 8 July.", "2024-06-22", "C")
    one = claim(a, "talks", "meet", status="planned", when="2024-06-24", actors=("Chad", "rebels"), where=("Karvina",))
    two = claim(b, "Talks", "meet", status="planned", when="2024-07-08", actors=("Chad", "rebels"))
    three = claim(c, "talks", "meet", status="planned", when="2024-07-08", actors=("Chad", "rebels"))
    assert linked([a, b], one, two) == [{"talks", "Talks"}]
    assert linked([a, c], one, three) == []


@pytest.mark.parametrize(("speaker", "events"), [("the mayor of Karvina", 1), ("the mayor of Dolmen", 2)])
def test_who_is_of_a_place_speaks_of_it(speaker: str, events: int) -> None:
    a = report("Some 300 villagers fled to Karvina.", "2024-05-07", "A")
    b = report(f"There are 450 displaced persons by now, said {speaker}.", "2024-05-09", "B")
    one = claim(a, "fled", "displace", where=("Karvina",), actors=("villagers",), figures={"displaced": 300})
    two = claim(b, "displaced", "displace", actors=("persons",), figures={"displaced": 450}, said_by=(speaker,))
    assert len(link([a, b], [one, two], codebook(), NAMES).clusters) == events


def test_what_names_who_and_where_is_not_drawn_to_an_event_that_shares_neither() -> None:
    filler = " Nothing else was told by anybody at all in the long week before." * 3
    a = report(f"The extra troops arrived on Sunday.{filler} Russia was moving into Mali.", "2024-05-07", "A")
    arrived = claim(a, "arrived", "deploy", when="2024-05-05", actors=("extra troops",))
    moving = claim(a, "moving", "deploy", status="ongoing", actors=("Russia",), where=("Mali",))
    assert linked([a], arrived, moving) == []
