"""How real each claim is: sentence, type of claim, status. Groups follow muster.extract.status."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.extract.status_clause import apply
from muster.extract.status_words import Effect, status_words
from muster.record import Status

TENSE = [
    ("The army shelled the village of Bana on Friday.", "attack", "done"),
    ("The navy is holding drills in the Red Sea.", "exercise", "ongoing"),
    ("Kenya will hold naval drills with Tanzania in July.", "exercise", "planned"),
    ("Kenya may hold naval drills with Tanzania in July.", "exercise", "possible"),
    ("Army captures border town after siege", "capture", "done"),
    ("NATO to send 400 troops to Lithuania", "deploy", "planned"),
    ("India is to deploy 2,000 troops along the frontier.", "deploy", "planned"),
    ("Rebels have besieged the town of Kadugli since April.", "besiege", "ongoing"),
    ("The two armies have been fighting in the hills for three weeks.", "clash", "ongoing"),
    ("Malian soldiers had occupied the camp until Monday.", "capture", "done"),
    ("Troops were advancing on the capital, the spokesman said.", "offensive", "ongoing"),
    ("Spain said it would send a frigate to the Gulf of Aden.", "deploy", "planned"),
    ("He said the drills would last two weeks and involve 3,000 troops.", "exercise", "planned"),
    ("On Monday troops entered the village and freed 20 hostages.", "return", "done"),
]
NEGATION = [
    ("The army did not shell the village, the ministry said.", "attack", "denied"),
    ("Cuba neither sent troops nor supplied weapons, it said.", "deploy", "denied"),
    ("No drills were held in Cyprus last year.", "exercise", "denied"),
    ("Fighters left the jail without firing a shot.", "attack", "denied"),
    ("No soldiers were killed in the clash near Tal.", "clash", "done"),
    ("The attack did not destroy the bridge.", "attack", "done"),
]
CONDITION = [
    ("If the talks fail, the army will attack the camp.", "attack", "possible"),
    ("Should the rebels attack, the garrison will withdraw.", "withdraw", "possible"),
    ("Uganda would attack rebel camps if they crossed the border, the minister warned.", "attack", "possible"),
    ("The general warned that Iran would attack tankers.", "attack", "possible"),
    ("It is not clear whether the rebels captured the bridge.", "capture", "possible"),
    ("The brigade will return home after capturing the town.", "capture", "planned"),
]
WORLDS = [
    ("The army plans to attack the town.", "attack", "planned"),
    ("Japan has no plans to send troops to Iraq.", "deploy", "denied"),
    ("The militants threatened to attack the embassy.", "attack", "possible"),
    ("Finland is considering sending artillery to Ukraine.", "deploy", "possible"),
    ("Mexico demanded that the United States return the migrants.", "return", "possible"),
    ("It is feared that the rebels have executed the hostages.", "attack", "possible"),
    ("Opposition fighters tried to storm the base but were driven back.", "attack", "possible"),
    ("The rebels failed to capture the airport.", "capture", "denied"),
    ("The general refused to withdraw his forces from the valley.", "withdraw", "denied"),
    ("The rebels managed to capture the airport.", "capture", "done"),
    ("Hundreds of civilians were forced to flee the town of Kaga.", "displace", "done"),
    ("Police prevented demonstrators from storming the ministry.", "attack", "denied"),
    ("French troops began withdrawing from Niger on Tuesday.", "withdraw", "done"),
    ("France has begun withdrawing its troops from Niger.", "withdraw", "ongoing"),
    ("Troops stopped shelling the town on Thursday.", "attack", "done"),
    ("The president ordered the army to withdraw from the border.", "withdraw", "planned"),
    ("Chad is ready to send troops to the Central African Republic.", "deploy", "planned"),
]
CLAIMED = [
    ("The army denied that its troops fired on protesters.", "attack", "denied"),
    ("The army denied that its troops fired on protesters.", "deny", "done"),
    ("Rumours that the mayor was kidnapped are untrue, police said.", "detain", "denied"),
    ("The claim that the garrison had surrendered is false.", "detain", "denied"),
    ("There were no casualties in the shelling.", "attack", "done"),
    ("There were no injuries from the blast.", "attack", "done"),
    ("There was no attack on the port.", "attack", "denied"),
    ("The rebels reportedly captured Tessalit on Monday.", "capture", "done"),
    ("The garrison is believed to have surrendered.", "detain", "done"),
    ("The island is believed to host a naval base.", "presence", "ongoing"),
    ("Ethiopia accused Eritrea of shelling the border town of Zalambessa.", "attack", "done"),
]
PURPOSE = [
    ("Troops crossed the river to attack the town.", "attack", "planned"),
    ("The army used the lull to seize two hills near Goma.", "capture", "done"),
    ("The army took the opportunity to seize two hills.", "capture", "done"),
    ("Students gathered in Lima to protest against the law.", "protest", "done"),
]
NOUNS = [
    ("Brazil has cancelled joint exercises with Argentina.", "exercise", "cancelled"),
    ("Brazil postponed the naval exercise until October.", "exercise", "planned"),
    ("The planned withdrawal of Turkish troops from Iraq has been delayed.", "withdraw", "planned"),
    ("Plans for a joint exercise with Egypt were dropped in April.", "exercise", "cancelled"),
    ("The navy rules out any suggestion of a raid on the harbour in which two divers died.", "attack", "denied"),
    ("The withdrawal of the Kenyan battalion remains scheduled for 31 July.", "withdraw", "planned"),
    ("The ruling could trigger clashes in Beirut.", "clash", "possible"),
    ("The army could not end the siege of Deir.", "besiege", "ongoing"),
    ("The army called off an assault on the port of Hodeidah.", "attack", "cancelled"),
    ("Talks scheduled for yesterday between Sudan and Chad were derailed.", "meet", "cancelled"),
    ("Talks between the two countries have fallen through.", "meet", "cancelled"),
    ("The minister called for a ceasefire in the valley.", "agree", "possible"),
    ("Residents fear an attack on the port city.", "attack", "possible"),
    ("The threat of an attack on the embassy has grown, officials said.", "attack", "possible"),
    ("The attack may have killed 12 soldiers, officials said.", "attack", "done"),
    ("Both sides agreed on an end to the offensive in the north.", "offensive", "ongoing"),
    ("Turkey halted its offensive in northern Syria.", "offensive", "done"),
    ("Exercises planned for May in Georgia were moved to June.", "exercise", "planned"),
    ("During the drills in June, Indonesia will fire missiles.", "exercise", "planned"),
    ("Peru and Ecuador signed a ceasefire in 1995.", "agree", "done"),
]
PLAYED = [
    ("Marines practised repelling an attack on the harbour during the exercise.", "attack", "simulated"),
    ("Under the scenario, militants seize a chemical plant.", "capture", "simulated"),
    ("In the exercise, blue forces recapture an island from red forces.", "capture", "simulated"),
    ("On Monday two frigates beat off an attack by drones of a mock enemy during drills.", "attack", "simulated"),
    ("The simulated attack involved 400 troops and took place near Hamburg.", "attack", "simulated"),
    ("A bomb attack near the drills in Niger killed four soldiers.", "attack", "done"),
]
FILE = Path(__file__).with_name("status.tsv")  # what news does with verbs and nouns: type, status, sentence
WORLD_OF_NEWS = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
CASES = [*TENSE, *NEGATION, *CONDITION, *WORLDS, *CLAIMED, *PURPOSE, *NOUNS, *PLAYED]


@pytest.mark.parametrize(("sentence", "kind", "wanted"), CASES, ids=[f"{c[2]}: {c[0][:50]}" for c in CASES])
def test_status_of_a_sentence(claims_of, sentence, kind, wanted):
    assert [str(claim.status) for claim in claims_of(sentence, kind)] == [wanted]


@pytest.mark.parametrize(("kind", "wanted", "sentence"), WORLD_OF_NEWS, ids=[row[2][:60] for row in WORLD_OF_NEWS])
def test_status_of_newspaper_sentences(claims_of, kind, wanted, sentence):
    assert {str(claim.status) for claim in claims_of(sentence, kind)} == {wanted}


def test_invented_country_is_played_in_later_sentences(claims_of):
    text = (
        "The exercise simulates an invasion by the fictitious country of Norland. "
        "Norland's troops have captured two villages.\n\nOn Friday rebels captured the town of Kaga."
    )
    assert [str(c.status) for c in claims_of(text, "capture")] == ["simulated", "done"]


def test_plot_ends_with_its_paragraph(claims_of):
    text = (
        "In the scenario, gunmen storm a ferry. They take 40 hostages and kill a guard.\n\n"
        "Gunmen killed a guard in Gao on Friday."
    )
    assert [str(c.status) for c in claims_of(text, "attack")][-2:] == ["simulated", "done"]


def test_quoted_enemy_is_played_only_in_a_report_on_drills(claims_of):
    drill = "In June the army will hold drills near Vardo. Two “enemy” boats will attack a ferry."
    other = "The president spoke in Vardo. Two “enemy” boats will attack a ferry, he said."
    assert [str(c.status) for c in claims_of(drill, "attack")] == ["simulated"]
    assert "simulated" not in [str(c.status) for c in claims_of(other, "attack")]


def test_definite_noun_keeps_what_the_report_has_announced(claims_of):
    text = "Chile will host naval drills in May. Admiral Soto is an observer at the drills off Iquique."
    assert {str(c.status) for c in claims_of(text, "exercise")} == {"planned"}


@pytest.mark.parametrize(
    ("effect", "clause", "wanted"),
    [
        (Effect.REFUSED, Status.DONE, Status.DENIED),
        (Effect.REFUSED, Status.DENIED, Status.DONE),
        (Effect.REFUSED, Status.PLANNED, Status.POSSIBLE),
        (Effect.ACHIEVED, Status.DENIED, Status.DENIED),
        (Effect.PLANNED, Status.DENIED, Status.DENIED),
        (Effect.CANCELLED, Status.POSSIBLE, Status.PLANNED),
        (Effect.CEASED, Status.PLANNED, Status.ONGOING),
        (Effect.POSTPONED, Status.DONE, Status.CANCELLED),
    ],
)
def test_effects_compose_with_the_clause_that_has_them(effect, clause, wanted):
    assert apply(effect, clause) is wanted


def test_no_word_has_two_effects():
    words = status_words()
    for table in (words.clauses, words.objects, words.nouns):
        assert all(word == word.lower().strip() for word in table)
        assert not {"True", "False", "None"} & set(table)
