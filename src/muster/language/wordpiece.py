"""WordPiece as in uncased BERT, for words that are already split, and the casing that an uncased model loses.

Source of the method: Devlin et al. 2019, "BERT", with the reference tokenizer's rules: lower case, accents stripped,
punctuation and CJK characters stand alone, then the longest known piece first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

MAX_PIECES = 8  # pieces a word may take; the head of a longer one (a URL, a hash) says enough
CASINGS = 8  # number of values of `casing`; 0 is kept for pieces that belong to no word
MAX_PLACES = 512  # pieces the encoder can take at once, [CLS] and [SEP] included
_MAX_CHARS = 100  # longer runs of letters are not looked up


class WordPiece:
    """A vocabulary and its greedy longest-match-first segmentation."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.ids: dict[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self.unknown, self.start, self.end = (self.ids[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self.encode_word = lru_cache(maxsize=100_000)(self._encode_word)

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """Read a vocabulary file: one piece a line, its number is its line (from 0)."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def _encode_word(self, word: str) -> tuple[int, ...]:
        """Piece numbers of one word: at least one, at most MAX_PIECES."""
        found: list[int] = []
        for part in _split_punctuation(_simplify(word)):
            found.extend(self._segment(part))
        return tuple(found[:MAX_PIECES]) or (self.unknown,)

    def _segment(self, part: str) -> list[int]:
        if len(part) > _MAX_CHARS:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.ids.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            found.append(piece)
            start = end
        return found


def casing(word: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 miXed, 5 with a digit, 6 a single capital ("J", "J."), 7 no letters at all."""
    if any(char.isdigit() for char in word):
        return 5
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 7
    if all(not char.isupper() for char in letters):
        return 1
    if all(char.isupper() for char in letters):
        return 6 if len(letters) == 1 else 3
    return 2 if letters[0].isupper() and not any(char.isupper() for char in letters[1:]) else 4


def encode(vocabulary: WordPiece, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """Pieces, their casings, and for each word the position of its first piece; [CLS] is at 0, [SEP] at the end.

    Where the words take more pieces than the encoder has places for, each word is cut to its fair share.
    """
    pieces, casings, firsts = [vocabulary.start], [0], list[int]()
    encoded = [vocabulary.encode_word(word) for word in words]
    if sum(len(found) for found in encoded) > MAX_PLACES - 2:
        encoded = [found[: max(1, (MAX_PLACES - 2) // len(words))] for found in encoded]
    for word, found in zip(words, encoded, strict=True):
        firsts.append(len(pieces))
        pieces.extend(found)
        casings.extend([casing(word)] * len(found))
    return [*pieces, vocabulary.end], [*casings, 0], firsts


def _simplify(word: str) -> str:
    """Lower case, without accents, control characters and white space."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in decomposed if unicodedata.category(char) not in _DROPPED and not char.isspace())


_DROPPED = frozenset({"Mn", "Cc", "Cf", "Co", "Cs", "Cn"})


def _split_punctuation(word: str) -> list[str]:
    parts: list[str] = []
    glue = False
    for char in word:
        alone = _is_punctuation(char) or _is_cjk(char)
        if glue and not alone:
            parts[-1] += char
        else:
            parts.append(char)
        glue = not alone
    return parts


def _is_punctuation(char: str) -> bool:
    """Every ASCII sign counts ("$", "+", "~" too), beyond ASCII only Unicode's class P."""
    return (char.isascii() and char.isprintable() and not char.isalnum()) or unicodedata.category(char).startswith("P")


def _is_cjk(char: str) -> bool:
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    )
