"""Who says so: the chain of sources of one word, read with the shipped model."""

from __future__ import annotations

import pytest

from muster.extract.attribution import attributions, chain, sayings
from muster.extract.coreference import Coreference
from muster.language import parse
from muster.normalise.names import NameLexicon

NAMES = NameLexicon.load()


def sources(text: str, word: str) -> list[str]:
    """``name/role`` of the sources of the last occurrence of ``word``, from the fact outwards."""
    doc = parse(text)
    offset = text.rindex(word)
    token = next(t for t in doc if t.idx <= offset < t.idx + len(t.text))
    links = chain(offset, sayings(doc, NAMES), token.i)
    found = attributions(doc, links, Coreference(doc, NAMES))
    assert all(a.text == text[a.start : a.end] for a in found if a.start is not None)
    return [f"{a.name}/{a.role}" for a in found]


VERBS = [
    ("The army said on Friday that rebels had shelled Kalima.", "shelled", ["army/speaker"]),
    ("Officials in Tarkent say two bridges were destroyed overnight.", "destroyed", ["Officials/speaker"]),
    ("Ten villagers were killed near Tarkent, the governor said.", "killed", ["governor/speaker"]),
    ("Militants seized the dam at Orsk, the mayor told AFP.", "seized", ["mayor/speaker", "AFP/agency"]),
    ("Three boats were sunk off the coast, said a navy spokesman.", "sunk", ["navy spokesman/speaker"]),
    ("The division, the ministry said, will leave the valley in May.", "leave", ["ministry/speaker"]),
    ("Norway and Sweden have begun a naval exercise, Reuters reported on Monday.", "exercise", ["Reuters/agency"]),
    ("Police announced the arrest of nine smugglers.", "arrest", ["Police/speaker"]),
    ("The rebels denied shelling the market.", "shelling", ["rebels/speaker"]),
    ("Kenya accused the militia of burning four villages.", "burning", ["Kenya/speaker"]),
    ("Ghana pledged to send 200 peacekeepers.", "send", ["Ghana/speaker"]),
    ("Residents spoke of heavy shelling around the port.", "shelling", ["Residents/speaker"]),
    ("The hospital put the toll at 14 dead.", "dead", ["hospital/speaker"]),
    ("The group claimed responsibility for the bombing of the station.", "bombing", ["group/speaker"]),
    ("The minister said troops had arrived, adding that a second convoy left on Sunday.", "left", ["minister/speaker"]),
    ("The colonel said his men held the pass and warned that the enemy was massing.", "massing", ["colonel/speaker"]),
    ("The base, which the ministry says houses 500 soldiers, was shelled.", "houses", ["ministry/speaker"]),
    ("The withdrawal was confirmed by the Defence Ministry.", "withdrawal", ["Defence Ministry/speaker"]),
    ("Sources close to the negotiations said a truce was agreed.", "agreed", ["Sources/speaker"]),
    ("As the governor said, the road has been mined.", "mined", ["governor/speaker"]),
]

RELAYS = [
    ("According to the interior ministry, gunmen attacked a bus.", "attacked", ["interior ministry/speaker"]),
    ("Gunmen attacked a bus near Lomé, according to police.", "attacked", ["police/speaker"]),
    (
        "TASS cited the ministry as saying that two jets were shot down.",
        "shot",
        ["ministry/speaker", "TASS/agency"],
    ),
    ("The general was quoted as saying that the siege was over.", "siege", ["general/speaker"]),
    (
        "Fighting resumed on Sunday, the newspaper Adevarul wrote, citing border guards.",
        "resumed",
        ["border guards/speaker", "Adevarul/medium"],
    ),
    (
        "The army said in a statement carried by Xinhua that it had shelled the ridge.",
        "shelled",
        ["army/speaker", "Xinhua/agency"],
    ),
    ("A police statement said gunmen had stormed the jail.", "stormed", ["police/speaker", "police statement/medium"]),
    ("The claim by Tiraspol that troops crossed the river was not repeated.", "crossed", ["Tiraspol/speaker"]),
    ("The army issued a warning that rebels would attack the port.", "attack", ["army/speaker"]),
    ("There were reports of clashes in the north.", "clashes", ["reports/medium"]),
    ("Reports said the convoy had been ambushed.", "ambushed", ["Reports/medium"]),
    ("Police: five killed in grenade attack\n\nThe blast struck a bar.", "killed", ["Police/speaker"]),
    ("Rebels shell port city, governor says\n\nThe port was hit.", "shell", ["governor/speaker"]),
]

QUOTATIONS = [
    ('"We shelled the ridge," Colonel Ahmed Sesay said.', "shelled", ["Ahmed Sesay/speaker"]),
    (
        '"They came at night," said Maria Lopes, a teacher. "They burned the school."',
        "burned",
        ["Maria Lopes/speaker"],
    ),
    ("“Our men took the hill,” he said.", "took", ["he/speaker"]),
    ("'Our men took the hill,' the mayor said.", "took", ["mayor/speaker"]),
    ("«Our men took the hill», the mayor said.", "took", ["mayor/speaker"]),
    (
        'The admiral was blunt. "The fleet was attacked," he said.\n\n"Two ships were sunk."',
        "sunk",
        ["he/speaker"],
    ),
    ('The mayor said: "Rebels attacked the market. They killed nine traders."', "killed", ["mayor/speaker"]),
]

NOBODY = [
    ("The blast claimed five lives in the bazaar.", "lives"),
    ("About 400 reservists reported for duty at the barracks.", "duty"),
    ("The rebels are said to hold the airport.", "hold"),
    ("The village was reportedly shelled on Monday.", "shelled"),
    ("The general declined to confirm the attack.", "attack"),
    ("The minister is expected to announce the withdrawal on Friday.", "withdrawal"),
    ("The army took the hill on Monday. Rebels fled.", "fled"),
    ('"The hill is ours," the general said. Rebels later shelled the village.', "shelled"),
    ("The army entered the town, and the governor said the port was open.", "entered"),
    ("The ministry said the port was open, while rebels shelled the airfield.", "shelled"),
    ("Paris accused the Wagner group, which has fought in Mali since 2021, of the murders.", "fought"),
    ("According to reports, gunmen attacked a bus.", "attacked"),
    ("No group has claimed the bombing.", "bombing"),
]


@pytest.mark.parametrize(("text", "word", "expected"), VERBS, ids=lambda v: v if isinstance(v, str) else "")
def test_verbs_of_speech(text: str, word: str, expected: list[str]) -> None:
    assert sources(text, word) == expected


@pytest.mark.parametrize(("text", "word", "expected"), RELAYS, ids=lambda v: v if isinstance(v, str) else "")
def test_relays_and_nouns(text: str, word: str, expected: list[str]) -> None:
    assert sources(text, word) == expected


@pytest.mark.parametrize(("text", "word", "expected"), QUOTATIONS, ids=lambda v: v if isinstance(v, str) else "")
def test_quoted_speech(text: str, word: str, expected: list[str]) -> None:
    assert sources(text, word) == expected


@pytest.mark.parametrize(("text", "word"), NOBODY, ids=lambda v: v)
def test_nobody_says_so(text: str, word: str) -> None:
    assert sources(text, word) == []


def test_the_actor_is_no_source_of_its_own_claim() -> None:
    text = "The government accused the militia of murder."
    doc = parse(text)
    verb = next(t for t in doc if t.text == "accused")
    subject = next(t for t in doc if t.text == "government")
    assert chain(verb.idx, sayings(doc, NAMES), verb.i, frozenset({subject.i})) == []
