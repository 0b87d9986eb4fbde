"""Words: spaCy's English tokenizer, brought closer to the words of the UD treebanks."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.tokenizer import Tokenizer


@cache
def tokenizer() -> Tokenizer:
    """Splits text into words and white space; every character of the text is in one of its tokens."""
    return spacy.blank("en").tokenizer


def words_with_offsets(text: str) -> list[tuple[str, int]]:
    """The words of `text`, white space left out, each with its offset in code points."""
    return [(token.text, token.idx) for token in tokenizer()(text) if not token.is_space]
