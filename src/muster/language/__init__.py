"""The language room: text in, a parsed `spacy.tokens.Doc` out. See `parser.Parser` for what the Doc holds."""

from muster.language.network import model_digest
from muster.language.parser import Parser, from_spacy, parse, parse_many, parse_words
from muster.language.sightings import NONE, Sighting, sight, sighting

__all__ = [
    "NONE",
    "Parser",
    "Sighting",
    "from_spacy",
    "model_digest",
    "parse",
    "parse_many",
    "parse_words",
    "sight",
    "sighting",
]
