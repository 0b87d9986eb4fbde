"""Words: spaCy's English tokenizer, brought closer to the words of the UD treebanks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from muster.language.lexicons import abbreviations, word_list

_HYPHENS = "(?:-|–|—|--|---|——|~)"  # as spaCy writes the pattern that splits at them between letters
_UNITS = r"(?<=[0-9])(?:bn|tn|mn|GMT|UTC)"


@cache
def english() -> Language:
    """spaCy's English without any trained part: its vocabulary, and its tokenizer with these changes.

    "anti-tank" and the like stay whole; "F-16", "and/or", "4.5bn" and "/TASS/" are split; "Lt." keeps its stop.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10**9  # spaCy's limit is for the memory of its own models
    defaults = nlp.Defaults
    infixes = [*_infixes([str(pattern) for pattern in defaults.infixes or ()]), "(?<=[A-Za-z])-(?=[0-9])"]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.prefix_search = compile_prefix_regex([*(defaults.prefixes or ()), "/"]).search
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or ()), "/", r"(?<=/)\.", _UNITS]).search
    tokenizer.rules = {text: rule for text, rule in (tokenizer.rules or {}).items() if text != "and/or"}
    for text in _abbreviated():
        tokenizer.add_special_case(text, [{"ORTH": text}])
    return nlp


def tokenise(text: str) -> Doc:
    """Words and white space; every character of the text is in one token or is the one space after it."""
    return english().make_doc(text)


def words_with_offsets(text: str) -> list[tuple[str, int]]:
    """The words of `text`, white space left out, each with its offset in code points."""
    return [(token.text, token.idx) for token in tokenise(text) if not token.is_space]


def _infixes(patterns: list[str]) -> Iterator[str]:
    kept = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.title()})" for prefix in sorted(word_list("prefixes")))
    for pattern in patterns:
        yield kept + pattern if _HYPHENS in pattern else pattern


def _abbreviated() -> Iterator[str]:
    """Abbreviations as written: titles and months with a capital only, since "no." and "mar." may end a sentence."""
    for letters, kind in abbreviations().items():
        if kind in ("title", "number") and len(letters) > 1 and letters != "no":
            yield f"{letters.title()}."
        elif kind == "open" and letters.isalpha() and letters not in ("min", "hr"):
            yield f"{letters.title()}."
    yield from ("etc.", "al.", "approx.", "ca.")
