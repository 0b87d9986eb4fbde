"""What the readers of the training sets make of their formats, and the span convention for names."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import corpora
from training.names import NAME_TAGS, UNKNOWN, settle, spans_of, trim

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "ud_ewt").is_dir(), reason=f"no training sets in {DATA}")


@pytest.mark.parametrize(
    ("words", "label", "name"),
    [
        ("the Defence Ministry", "ORG", "Defence Ministry"),
        ("Colonel Aziz Karimov", "PER", "Aziz Karimov"),
        ("Lt. Gen. Anna Reyes", "PER", "Anna Reyes"),
        ("Orlov 's", "PER", "Orlov"),
        ("Kabul ,", "LOC", "Kabul"),
        ("The Long War", "MISC", "The Long War"),  # a work may begin with its article
    ],
)
def test_what_is_no_part_of_a_name_is_cut_off(words: str, label: str, name: str) -> None:
    tokens = words.split()
    start, end = trim(tokens, 0, len(tokens), label)
    assert " ".join(tokens[start:end]) == name


@pytest.mark.parametrize(
    ("words", "spans", "tags"),
    [
        ("Russian troops", [], ["B-NORP", "O"]),  # a set that leaves demonyms out
        ("RUSSIAN AIR SPACE", [(0, 1, "LOC")], ["B-NORP", "O", "O"]),
        ("Afghan National Army", [(0, 3, "ORG")], ["B-ORG", "I-ORG", "I-ORG"]),
        ("Sunni Arab", [(0, 2, "MISC")], ["B-NORP", "I-NORP"]),
        ("the Minister", [(0, 2, "PER")], ["O", "O"]),  # a title alone names nobody
    ],
)
def test_one_convention(words: str, spans: list[tuple[int, int, str]], tags: list[str]) -> None:
    assert list(settle(words.split(), spans)) == tags


def test_bracketed_names_become_tags_of_words() -> None:
    sentence = corpora.bracketed("The [ORG Afghan National Army] left [LOC Kunduz], [PER O. Reyes] said.")
    assert sentence.text == "The Afghan National Army left Kunduz, O. Reyes said."
    found = [(" ".join(sentence.words[a:b]), label) for a, b, label in spans_of(sentence.names or ())]
    assert found == [("Afghan National Army", "ORG"), ("Kunduz", "LOC"), ("O. Reyes", "PER")]


def test_an_unknown_tag_is_no_span() -> None:
    assert spans_of(["B-PER", UNKNOWN, "I-PER", "O"]) == [(0, 1, "PER"), (2, 3, "PER")]


@needs_data
def test_closed_texts_take_no_part() -> None:
    treebank = corpora.treebanks(DATA)
    genres = {corpora.gum_genre(sentence) for sentence in treebank if sentence.document.startswith("GUM")}
    assert genres
    assert not genres & corpora.CLOSED_GUM_GENRES


@needs_data
def test_every_layer_has_one_entry_a_word() -> None:
    for sentence in corpora.treebanks(DATA, "dev"):
        size = len(sentence.words)
        assert sentence.names is None or (len(sentence.names) == size and set(sentence.names) <= {*NAME_TAGS, UNKNOWN})
        assert sentence.upos is None or len(sentence.upos) == len(sentence.heads) == len(sentence.lemmas) == size
        assert all(0 <= head <= size for head in sentence.heads)
