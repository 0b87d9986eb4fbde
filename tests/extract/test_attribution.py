"""Who says so: the chain of sources of one word, read with the shipped model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.extract.attribution import attributions, chain, content_spans, cue_span, sayings
from muster.extract.coreference import Coreference
from muster.language import parse
from muster.normalise.names import NameLexicon
from muster.record import Claim

NAMES = NameLexicon.load()


def sources(text: str, word: str) -> list[str]:
    """``name/role`` of the sources of the last occurrence of ``word``, from the fact outwards."""
    doc = parse(text)
    offset = text.rindex(word)
    token = next(t for t in doc if t.idx <= offset < t.idx + len(t.text))
    said = sayings(doc, NAMES)
    found = attributions(doc, chain(offset, said, token.i), Coreference(doc, NAMES), said)
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
    (
        "Nine miners were abducted, a union leader told Radio Okapi.",
        "abducted",
        ["union leader/speaker", "Radio Okapi/medium"],
    ),
    ("The bridge has been blown up, officials in Gorna say.", "blown", ["officials/speaker"]),
    ("Clashes broke out at dawn, according to two residents reached by phone.", "Clashes", ["residents/speaker"]),
    ("Sudan said it had freed 60 prisoners and accused Chad of arming rebels.", "arming", ["Sudan/speaker"]),
    ("The navy said the frigate had sunk, but Athens said it was afloat.", "sunk", ["navy/speaker"]),
    ("The navy said the frigate had sunk, but Athens said the crew was captured.", "captured", ["Athens/speaker"]),
    ("The mayor, who fled last week, said that troops had looted the town.", "looted", ["mayor/speaker"]),
    ("An aide, who asked not to be named, confirmed that the envoys had met.", "met", ["aide/speaker"]),
    (
        "Shelling hit two schools, killing a teacher, the regional council said.",
        "killing",
        ["regional council/speaker"],
    ),
    ("The envoy warned of attacks on the pipeline.", "attacks", ["envoy/speaker"]),
    ("Witnesses described an assault on the barracks.", "assault", ["Witnesses/speaker"]),
    ("Two pilots were killed, the air force confirmed on Sunday.", "killed", ["air force/speaker"]),
    ("Ankara rejected the charge, saying it had withdrawn its troops.", "withdrawn", ["Ankara/speaker"]),
    ("The president vowed to retake the city.", "retake", ["president/speaker"]),
    ("State television showed tanks entering the port.", "entering", ["State television/medium"]),
    ("The charity put the number of wounded at 40.", "wounded", ["charity/speaker"]),
    ("The UN reported clashes in three provinces.", "clashes", ["UN/speaker"]),
]

SPANS = [
    # what is said, without the cue's own preposition, without asides, without a further saying
    ("The premier called for an end to the siege.", "called for", ["an end to the siege"]),
    ("The consul pointed to the 2015 accord.", "pointed to", ["the 2015 accord"]),
    ("The bishop insisted on visiting the camp.", "insisted on", ["visiting the camp"]),
    ("The mayor called the strike a war crime.", "called", ["the strike a war crime"]),
    ("The envoy described the raid as barbaric.", "described", ["the raid as barbaric"]),
    ("The crew called the tower at noon.", "called", []),
    ("The consul accused the guards of looting.", "accused", ["the guards of looting"]),
    ("Meanwhile, six huts burned, according to villagers.", "according to", ["six huts burned"]),
    ("The general was blunt: “We lost the hill,” he said.", "said", ["“We lost the hill,”"]),
    ("The chief said in a recent interview that rebels burned the mill.", "said", ["that rebels burned the mill"]),
    ("Mr. Omar wrote in a paper that the king met the chief.", "wrote", ["that the king met the chief"]),
    ("The ministry confirmed the pact that was signed in Oslo.", "confirmed", ["the pact that was signed in Oslo"]),
    (
        "The coroner said that four sailors died in the blast, adding that two were hurt.",
        "said",
        ["that four sailors died in the blast"],
    ),
    (
        "Mr. Brandt left in May. ''He was kind,'' Mr. Aziz said. ''I knew him.''",
        "said",
        ["''He was kind,''", "''I knew him.''"],
    ),
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
    (
        "The minister, quoted by Anadolu, said the convoy had crossed the border.",
        "crossed",
        ["minister/speaker", "Anadolu/agency"],
    ),
    (
        "The commander told Al Jazeera in an interview that his men had retreated.",
        "retreated",
        ["commander/speaker", "Al Jazeera/medium"],
    ),
    (
        "Fighters seized the mine, Interfax quoted the governor as saying.",
        "seized",
        ["governor/speaker", "Interfax/agency"],
    ),
    ("The army has retaken the town, state television reported.", "retaken", ["state television/medium"]),
    ("Kivu's governor dismissed claims that soldiers had looted the market.", "looted", ["Kivu's governor/speaker"]),
    ("Five killed in ambush: officials\n\nThe ambush took place on Sunday.", "killed", ["officials/speaker"]),
    ("In the words of the mayor, rebels burned the mill.", "burned", ["mayor/speaker"]),
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
    (
        '"The enemy attacked at four," the major said. His voice was calm. "We lost six men."',
        "lost",
        ["major/speaker"],
    ),
    (
        'The sheikh spoke on Monday. "The tribes will fight.\n\n"The army has shelled our wells," he said.',
        "fight",
        ["sheikh/speaker"],
    ),
    ("The mayor told reporters: “Two shells hit the clinic.”", "hit", ["mayor/speaker"]),
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
    ("The captain has held that post since the army seized the fort.", "seized"),
    ("Asked whether the army would shell the town, the minister said talks went on.", "shell"),
    ("The attack was said to be the worst in years.", "attack"),
    ("The army did not say how the town was captured.", "captured"),
    ("The minister resigned on Friday; rebels captured the port.", "captured"),
    ("The rebels fired rockets, the army replied with shells.", "fired"),
    ("The paper was read in the town that rebels had burned.", "burned"),
    ("The army put two brigades on alert.", "alert"),
    ("The soldiers showed courage during the siege.", "siege"),
    ("We report that the border was closed.", "closed"),
    ("Nine people died in the shelling of the port, not six as first told.", "shelling"),
    ("As reported, nine villagers died in the shelling.", "shelling"),
    ("The raid, called Long Night, began at dawn.", "raid"),
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


@pytest.mark.parametrize(("text", "cue", "expected"), SPANS, ids=lambda v: v if isinstance(v, str) else "")
def test_spans_of_cue_and_content(text: str, cue: str, expected: list[str]) -> None:
    doc = parse(text)
    found = {}
    for saying in sayings(doc, NAMES):
        start, end = cue_span(doc, saying)
        found[doc[start:end].text] = [text[a:b] for a, b in content_spans(doc, saying)]
    assert found.get(cue, []) == expected


@pytest.mark.parametrize(("text", "word"), NOBODY, ids=lambda v: v)
def test_nobody_says_so(text: str, word: str) -> None:
    assert sources(text, word) == []


def test_who_gives_the_figure_is_a_source(claims_of: Callable[..., list[Claim]]) -> None:
    (claim,) = claims_of(
        "The drills began on Monday and, according to the mayor, will involve 900 soldiers.", "exercise"
    )
    assert [a.name for a in claim.attribution] == ["mayor"]
    (claim,) = claims_of("The drills began on Monday and the mayor, according to his wife, fled.", "exercise")
    assert claim.attribution == ()


def test_one_speaker_is_named_once() -> None:
    text = 'Colonel Omar Aziz said on Monday that the pass was mined. "We saw it ourselves," Aziz said.'
    assert sources(text, "mined") == ["Omar Aziz/speaker"]


def test_a_force_named_before_its_origin_is_no_mention_of_it() -> None:
    doc = parse("In the 1990s, separatist warlords from neighbouring Chechen openly led armed operations.")
    assert all(mention.name for mention in Coreference(doc, NAMES).mentions)


def test_the_actor_is_no_source_of_its_own_claim() -> None:
    text = "The government accused the militia of murder."
    doc = parse(text)
    verb = next(t for t in doc if t.text == "accused")
    subject = next(t for t in doc if t.text == "government")
    assert chain(verb.idx, sayings(doc, NAMES), verb.i, frozenset({subject.i})) == []
