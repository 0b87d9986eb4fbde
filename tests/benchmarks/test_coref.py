"""Event coreference on given mentions: scores worked by hand, the formats of the sets, and a tiny set of our own."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from benchmarks.coref.documents import Document, Mention, read_conll, read_ecb, validated_sentences
from benchmarks.coref.given import claims_of, report_of, typed_by_deed
from benchmarks.coref.run import Read, gold, linked, same_lemma
from benchmarks.coref.scores import Score, best_assignment, scores
from muster.codebook import load_codebook
from muster.extract import Extractor
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon

XML = b"""<Document doc_name="3_1ecb.xml"><token t_id="1" sentence="0">Miners</token>
<token t_id="2" sentence="0">struck</token><token t_id="3" sentence="0">.</token>
<token t_id="4" sentence="2">The</token><token t_id="5" sentence="2">walkout</token>
<token t_id="6" sentence="2">ended</token><Markables>
<ACTION_OCCURRENCE m_id="11"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="12"><token_anchor t_id="5"/></ACTION_OCCURRENCE>
<ACTION_ASPECTUAL m_id="13"><token_anchor t_id="6"/></ACTION_ASPECTUAL>
<HUMAN_PART m_id="14"><token_anchor t_id="1"/></HUMAN_PART>
<ACTION_OCCURRENCE m_id="15" TAG_DESCRIPTOR="strike"/></Markables>
<Relations><CROSS_DOC_COREF r_id="7" note="ACT1"><source m_id="11"/><source m_id="12"/><target m_id="15"/>
</CROSS_DOC_COREF></Relations></Document>"""
CONLL = """#begin document (mines/7); part 000
mines/7\t0\t0\tMiners\t(p1)
mines/7\t0\t1\tlaid\t(e1
mines/7\t0\t2\tdown\te1)| (e2)
mines/7\t3\t0\tTalks\t(e3)
#end document"""


def test_scores_of_a_split_and_a_wrong_merge_worked_by_hand() -> None:
    found = scores(["abc", "d", "ef"], ["ab", "cd", "ef"])
    # MUC: abc is in 2 parts, so (3 - 2) + 0 + (2 - 1) of 2 + 0 + 1 links; cd is in 2 parts: 1 + 0 + 1 of 3.
    assert found.muc == pytest.approx(Score(2 / 3, 2 / 3))
    # B3 recall: a, b 2/3; c 1/3; d, e, f 1. Precision: a, b, e, f 1; c, d 1/2.
    assert found.b_cubed == pytest.approx(Score((2 / 3 + 2 / 3 + 1 / 3 + 3) / 6, 5 / 6))
    # CEAF-e: abc-ab 4/5, d-cd 2/3, ef-ef 1, over three chains each.
    assert found.ceaf_e == pytest.approx(Score((4 / 5 + 2 / 3 + 1) / 3, (4 / 5 + 2 / 3 + 1) / 3))
    assert found.conll == pytest.approx((2 / 3 + 2 * (14 / 18) * (5 / 6) / (14 / 18 + 5 / 6) + (37 / 15) / 3) / 3)


def test_scores_of_everything_in_one_and_of_everything_apart() -> None:
    one, apart = scores(["ab", "cd"], ["abcd"]), scores(["ab", "cd"], "abcd")
    assert one.muc == pytest.approx(Score(1.0, 2 / 3))
    assert one.b_cubed == pytest.approx(Score(1.0, 1 / 2))
    assert one.ceaf_e == pytest.approx(Score(1 / 3, 2 / 3))
    assert apart.muc == Score(0.0, 0.0)
    assert apart.b_cubed == pytest.approx(Score(1 / 2, 1.0))
    assert scores(["ab", "c"], ["ab", "c"]).conll == 1.0


def test_a_mention_that_the_response_lacks_stands_alone() -> None:
    assert scores(["ab", "c"], ["ab"]) == scores(["ab", "c"], ["ab", "c"])


def test_the_best_assignment_is_that_of_all_permutations() -> None:
    chance = random.Random(5)
    for _ in range(60):
        rows, columns = chance.randrange(1, 5), chance.randrange(1, 6)
        weights = {
            (r, c): chance.choice((0.0, 0.25, 0.5, 0.9))
            for r in range(rows)
            for c in range(columns)
            if chance.random() > 0.3
        }
        wide = max(rows, columns)
        tried = (sum(weights.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(range(wide)))
        assert best_assignment(weights) == pytest.approx(max(tried))


def test_ecb_gives_the_actions_of_validated_sentences_with_their_chains() -> None:
    validated = validated_sentences("Topic,File,Sentence Number\n3,1ecb,0\n3,1ecb,2\n3,2ecb,1\n")
    document = read_ecb("3_1ecb", XML, validated["3_1ecb"])
    assert (document.topic, document.sentences) == ("3", (("Miners", "struck", "."), ("The", "walkout", "ended")))
    assert [(m.sentence, m.tokens, m.chain) for m in document.mentions] == [
        (0, (1,), "ACT1"),
        (1, (1,), "ACT1"),
        (1, (2,), "3_1ecb/13"),
    ]
    assert not read_ecb("3_1ecb", XML, frozenset({1})).mentions


def test_conll_gives_the_chains_of_events() -> None:
    (document,) = read_conll(CONLL.splitlines(), {"e1", "e2", "e3"})
    assert document.topic == "mines"
    assert [(m.sentence, m.tokens, m.chain) for m in document.mentions] == [
        (0, (1, 2), "e1"),
        (0, (2,), "e2"),
        (1, (0,), "e3"),
    ]


def test_the_address_over_a_page_dates_it_and_is_no_text() -> None:
    address = ("http", ":", "/", "/", "example", ".", "org", "/", "2012", "/", "05", "/", "09", "/", "strike")
    document = Document("1_1", "1", (address, ("Miners", "struck", "(", "again", ")", ".")), ())
    report, places = report_of(document)
    assert report.published.from_ == report.published.to == "2012-05-09"
    assert report.text.strip() == "Miners struck (again)."
    assert [report.text[start:end] for start, end in places[1]] == ["Miners", "struck", "(", "again", ")", "."]


FIRE = (
    "A blaze gutted the Orsova cannery in Brinmouth , firefighters from Brinmouth said . The blaze began in a boiler ."
)
OTHER = "A blaze gutted the Pellworth theatre in Kilgarran . Actors fled the Kilgarran stage as the blaze spread ."


def small(name: str, text: str, chain: str) -> Document:
    sentences = tuple(tuple(f"{part} .".split()) for part in text.removesuffix(" .").split(" . "))
    mentions = tuple(
        Mention(f"{name}/{number}", number, (sentence.index("blaze"),), chain)
        for number, sentence in enumerate(sentences)
    )
    return Document(name, "1", sentences, mentions)


def test_two_look_alikes_are_told_apart_by_their_reports_and_not_by_their_lemma() -> None:
    documents = [
        small("1_1", FIRE, "a"),
        small("1_2", FIRE.replace("gutted", "destroyed").replace("began", "started"), "a"),
        small("1_3", OTHER, "b"),
        small("1_4", OTHER.replace("gutted", "levelled").replace("fled", "left"), "b"),
    ]
    names = NameLexicon.load()
    extractor = Extractor(load_codebook(), Gazetteer.open(), names)
    read = [Read(document, typed_by_deed(claims_of(document, extractor))) for document in documents]
    key = gold(documents)
    assert [given.lemmas for _, given in read] == [("blaze", "blaze")] * 4
    assert scores(key, linked(read, load_codebook(), names)).b_cubed.precision == 1.0
    assert scores(key, linked(read, load_codebook(), names)).conll > scores(key, same_lemma(read)).conll
