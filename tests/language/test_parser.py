"""The one function of the room, with the shipped model."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from muster.language import Parser, from_spacy, parse, parse_many, parse_words
from muster.language.network import MAX_WORDS, MODEL, Network, threads_from_environment
from muster.language.parser import network

needs_model = pytest.mark.skipif(
    not (MODEL / "model.onnx").is_file(), reason="the model has not been built: python -m training.build"
)

STORY = (
    "Border guards hold drills\n\nHARBOUR CITY, Aug. 10 (AP) - Troops from three countries began a joint exercise on "
    'Monday near the border with Afghanistan.\n\n"We\'re ready," Gen. Pavel Orlov said in Dushanbe.  Some 1,500 '
    "Russian soldiers\nare taking part, the Defence Ministry said."
)


@needs_model
def test_a_story() -> None:
    doc = parse(STORY)
    assert doc.text == STORY
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["Border", "HARBOUR", "Troops", "\"We're", "Some"]
    began = next(token for token in doc if token.text == "began")
    assert (began.tag_, began.pos_, began.lemma_, began.dep_) == ("VBD", "VERB", "begin", "ROOT")
    assert [child.text for child in began.children if child.dep_ == "nsubj"] == ["Troops"]
    names = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Afghanistan", "LOC"), ("Pavel Orlov", "PER"), ("Dushanbe", "LOC"), ("Russian", "NORP")} <= names


@needs_model
@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\n\nTroops left.\n", "  Troops  \n left", "\u200b", "a" * 3000])
def test_white_space_and_oddities_come_back_as_they_were(text: str) -> None:
    doc = parse(text)
    assert doc.text == text
    assert doc.has_annotation("DEP") or len(doc) == 0


@needs_model
@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("abT .!?\"'\n\t()-–1é😀漢\u00a0\u200d\r"), max_size=60))
def test_any_text_is_kept_and_every_sentence_has_one_root(text: str) -> None:
    doc = parse(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    for sentence in doc.sents:
        assert sum(token.head == token and token.dep_ == "ROOT" for token in sentence) == (
            1 if any(not token.is_space for token in sentence) else 0
        )
        assert all(token.head in sentence for token in sentence)


@needs_model
def test_white_space_hangs_on_the_word_before_it_and_names_run_across_it() -> None:
    doc = parse("On Tuesday the president of the republic received Pavel\nOrlov  in the city of Dushanbe.")
    spaces = [token for token in doc if token.is_space]
    assert [(token.head.text, token.dep_, token.tag_) for token in spaces] == [
        ("Pavel", "dep", "_SP"),
        ("Orlov", "dep", "_SP"),
    ]
    assert "Pavel\nOrlov" in {entity.text for entity in doc.ents}


@needs_model
def test_hard_breaks() -> None:
    text = "Share this page Border guards left the town."
    assert [sentence.text for sentence in parse(text, hard_breaks=[16]).sents] == [text[:15], text[16:]]


def layers(doc: Doc) -> list[tuple[str, str, str, str, int, str]]:
    return [(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_iob_ + t.ent_type_) for t in doc]


@needs_model
def test_a_text_alone_is_parsed_as_among_others() -> None:
    texts = [STORY, "Rebels took the port.", STORY * 3, "", "No one was hurt, police said. The road is open. " * 9]
    together = parse_many(texts)
    assert [layers(doc) for doc in together] == [layers(parse(text)) for text in texts]
    assert [layers(doc) for doc in parse_many(texts[::-1])] == [layers(doc) for doc in together[::-1]]


@needs_model
def test_the_size_of_a_batch_changes_nothing() -> None:
    sentences = [[token.text for token in sentence] for sentence in parse(STORY * 4).sents]
    one, many = network().analyse(sentences, batch=1), network().analyse(sentences, batch=64)
    assert one == many


@needs_model
def test_the_number_of_threads_changes_nothing() -> None:
    sentences = [[token.text for token in sentence] for sentence in parse(STORY * 4).sents]
    assert Network(threads=2).analyse(sentences) == network().analyse(sentences)


@needs_model
def test_hard_breaks_are_given_for_each_text_or_for_none() -> None:
    with pytest.raises(ValueError, match="1 lists of hard breaks for 2 texts"):
        parse_many(["One.", "Two."], hard_breaks=[[1]])


@needs_model
def test_words_already_split() -> None:
    doc = parse_words([["Troops", "left", "."], [], ["They", "did", "n't", "return", "."]])
    assert doc.text == "Troops left . They did n't return . "
    assert [len(sentence) for sentence in doc.sents] == [3, 5]
    assert [(token.tag_, token.lemma_) for token in doc][1] == ("VBD", "leave")


@needs_model
def test_a_sentence_too_long_for_the_model_is_cut() -> None:
    doc = parse_words([["town", ","] * MAX_WORDS])
    assert len(doc) == 2 * MAX_WORDS
    assert [len(sentence) for sentence in doc.sents] == [MAX_WORDS, MAX_WORDS]


@needs_model
def test_every_label_is_one_of_universal_dependencies() -> None:
    labels = Network().labels
    universal = {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"}
    universal |= {"PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}
    assert {"NOUN", "VERB", "PROPN"} < set(labels.upos) <= universal
    assert {"NNP", "VBD", "HYPH"} < set(labels.xpos)
    assert {"nsubj", "nsubj:pass", "obl", "root", "dep"} < set(labels.relations)


def test_a_spacy_pipeline_can_stand_in() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    stand_in: Parser = from_spacy(nlp)
    doc = stand_in("Share this page Troops left. They returned.", hard_breaks=[16])
    assert doc.text == "Share this page Troops left. They returned."
    assert [sentence.text for sentence in doc.sents] == ["Share this page", "Troops left.", "They returned."]


@needs_model
def test_no_training_library_is_loaded() -> None:
    code = (
        "import sys, muster.language as m; m.parse('Troops left.'); print({'torch', 'transformers'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.mark.parametrize("text", ["0", "-1", "two", ""])
def test_a_wrong_number_of_threads_is_said(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_THREADS", text)
    with pytest.raises(ValueError, match="give a whole number of threads"):
        threads_from_environment()


def test_a_missing_model_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(FileNotFoundError, match=r"no language model in .*training\.build"):
        Network(tmp_path_factory.mktemp("empty"))
