from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.language.network import MODEL
from muster.language.wordpiece import MAX_PIECES, WordPiece, casing, encode

SMALL = WordPiece(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##able", "##ab", "troop", "##s", "al", "-", "a", "u", ".", "s"]
)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("unable", ["un", "##able"]),  # the longest piece wins, not "##ab"
        ("Troops", ["troop", "##s"]),
        ("tróops", ["troop", "##s"]),  # accents go
        ("al-al", ["al", "-", "al"]),  # punctuation stands alone and restarts a word
        ("U.S", ["u", ".", "s"]),
        ("xyz", ["[UNK]"]),
        ("unxyz", ["[UNK]"]),  # a word that cannot be finished is unknown as a whole
        ("\u200b", ["[UNK]"]),  # nothing is left of it
        ("a" * 200, ["[UNK]"]),
        ("." * 20, ["."] * MAX_PIECES),
    ],
)
def test_segmentation(word: str, pieces: list[str]) -> None:
    assert SMALL.encode_word(word) == tuple(SMALL.ids[piece] for piece in pieces)


@pytest.mark.parametrize(
    ("word", "number"),
    [("troops", 1), ("Kabul", 2), ("NATO", 3), ("McGill", 4), ("F-16", 5), ("J.", 6), ("--", 7), ("U.S.", 3), ("5", 5)],
)
def test_casing(word: str, number: int) -> None:
    assert casing(word) == number


def test_words_know_their_first_piece() -> None:
    pieces, casings, firsts = encode(SMALL, ["Troops", "unable", "."])
    assert [pieces[first] for first in firsts] == [SMALL.ids[piece] for piece in ("troop", "un", ".")]
    assert (pieces[0], pieces[-1]) == (SMALL.start, SMALL.end)
    assert casings == [0, 2, 2, 1, 1, 7, 0]


def test_a_sentence_of_long_words_is_made_to_fit() -> None:
    pieces, casings, firsts = encode(SMALL, ["." * 20] * 160)
    assert len(pieces) == len(casings) <= 512
    assert len(firsts) == 160


@given(st.lists(st.text(min_size=1, max_size=12), max_size=40))
def test_every_word_has_a_piece_of_its_own(words: list[str]) -> None:
    pieces, casings, firsts = encode(SMALL, words)
    assert len(pieces) == len(casings)
    assert firsts == sorted(set(firsts))
    assert all(0 < first < len(pieces) - 1 for first in firsts)


@pytest.mark.skipif(
    not (MODEL / "vocab.txt").is_file(), reason="the model has not been built: python -m training.build"
)
def test_the_shipped_vocabulary_reads_news() -> None:
    shipped = WordPiece.load(MODEL / "vocab.txt")
    names = {number: piece for piece, number in shipped.ids.items()}
    assert [names[piece] for piece in shipped.encode_word("Tajikistan")] == ["tajikistan"]
    assert [names[piece] for piece in shipped.encode_word("peacekeepers")] == ["peace", "##keepers"]
