"""Words that say what became of people: killed, wounded, captured, displaced."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from muster.extract.words import in_list
from muster.record import QuantityKind

FATES = (
    ("killed_verbs", QuantityKind.KILLED),
    ("killed_nouns", QuantityKind.KILLED),
    ("wounded_words", QuantityKind.WOUNDED),
    ("captured_words", QuantityKind.CAPTURED),
    ("displaced_words", QuantityKind.DISPLACED),
)
HARMED = frozenset({QuantityKind.KILLED, QuantityKind.WOUNDED})
REACH = 4  # words behind a number in which its fate is looked for


def fate(token: Token) -> QuantityKind | None:
    """The fate that the word itself names, if any."""
    return next((kind for name, kind in FATES if in_list(token, name)), None)


def fate_behind(doc: Doc, end: int) -> Token | None:
    """The word of fate right behind a bare number that ends at token ``end``, whatever the parse.

    "11 *injured*", "two were *captured*", "another 20 badly *hurt*".
    """
    for token in doc[end : end + REACH]:
        if token.tag_ in ("VBN", "VBD", "JJ") and token.pos_ in ("VERB", "ADJ", "NOUN") and fate(token):
            return token
        if token.pos_ not in ("AUX", "ADV", "ADJ") and token.lower_ not in ("others", "more", "people"):
            return None
    return None
