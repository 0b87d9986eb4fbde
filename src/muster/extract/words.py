"""What a word names: the semantic kinds that trigger conditions and roles ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from muster.codebook import word_lists
from muster.extract.syntax import children, dep, lemma

# Lexicon lists behind each kind; names come on top (PER a person, ORG an actor, LOC a place and an actor).
KIND_LISTS = {
    "force": ("force", "group_anaphora"),
    "person": ("people",),
    "actor": ("force", "people", "authority", "group_anaphora", "state_anaphora"),
    "equipment": ("equipment",),
    "facility": ("facility",),
    "place": ("place_noun",),
}
PRONOUNS = frozenset(
    ["he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "our", "i", "who", "himself"]
    + ["itself", "themselves", "my", "me", "hers", "theirs"]
)
THINGS = frozenset({"it", "itself", "its"})  # a body or a thing, never a person

ABSTRACT_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "hood", "sure")


@dataclass(frozen=True)
class Kinds:
    """Kinds by lemma, compiled from the word lists once."""

    by_lemma: dict[str, frozenset[str]]

    def of(self, token: Token) -> frozenset[str]:
        """Every kind that the word has, from the lexicon, its name label and its shape."""
        found = set(self.by_lemma.get(lemma(token), ()))
        if token.pos_ == "PROPN" and not found:
            found |= self.by_lemma.get(token.lower_, frozenset())
        label = token.ent_type_
        if label == "PER":
            found |= {"person", "actor"}
        elif label == "ORG":
            found |= {"actor", "force"}
        elif label == "LOC":
            found |= {"place", "actor"} if not found & {"facility"} else {"place"}
        elif label == "NORP":
            found |= {"actor", "force"}
        if token.pos_ == "NUM" or children(token, "nummod"):
            found.add("number")
        if token.pos_ in ("VERB", "AUX") and dep(token) in ("ccomp", "xcomp", "advcl"):
            found.add("clause")
        if token.pos_ == "NUM":
            found.add("figure")
        if token.tag_ == "VB" and any(child.lower_ == "to" for child in children(token, "mark")):
            found.add("infinitive")
        if token.lower_ in PRONOUNS:
            found |= {"actor"} if token.lower_ in THINGS else {"actor", "person"}
        return frozenset(found)


@cache
def kinds() -> Kinds:
    """The kinds of the shipped word lists."""
    lists = word_lists()
    by_lemma: dict[str, set[str]] = {}
    for kind, names in KIND_LISTS.items():
        for name in names:
            for word in lists.get(name, ()):
                by_lemma.setdefault(word, set()).add(kind)
    return Kinds({word: frozenset(found) for word, found in by_lemma.items()})


def in_list(token: Token, name: str) -> bool:
    """Whether the word's lemma (or form) is in the word list."""
    words = word_lists().get(name, frozenset())
    return lemma(token) in words or token.lower_ in words


def is_abstract(token: Token) -> bool:
    """A noun whose form says that it names an act, a state or a quality, unless the lists know it for somebody."""
    known = bool(kinds().of(token)) or in_list(token, "body_noun")
    return lemma(token).endswith(ABSTRACT_ENDINGS) and not known


def is_place(token: Token) -> bool:
    """A name or noun of a place that is no force, person or organisation."""
    found = kinds().of(token)
    return "place" in found and not found & {"force", "person"} and token.ent_type_ not in ("ORG", "PER", "NORP")
