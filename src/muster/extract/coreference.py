"""Who "it", "they", "the militants" and "the ministry" are, within one report.

A small, explainable resolver in the tradition of salience-based pronoun resolution (Lappin and Leass 1994):
candidates are the names seen so far; agreement in kind and number filters, then subjects and nearness decide. Each
answer rests on one earlier mention. It never crosses reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from muster.codebook import lexicon
from muster.extract.slots import subjects
from muster.extract.syntax import children, dep, lemma, subject_ahead, text_of, trimmed
from muster.extract.words import in_list
from muster.language.datelines import dateline_ends
from muster.normalise.names import NameLexicon

SINGULAR_THINGS = frozenset({"it", "its", "itself"})
PLURALS = frozenset({"they", "them", "their", "theirs", "themselves"})
MEN = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
SPEAKERS = frozenset({"i", "we", "us", "our", "my", "me", "ours"})
REACH = 4  # sentences back that a pronoun may look


@dataclass(frozen=True)
class Mention:
    """A name in the text: token range, canonical name, kind by the name lexicon, and whether it is a subject."""

    start: int
    end: int
    head: int
    name: str
    kind: str
    label: str
    subject: bool
    plural: bool
    sentence: int


class Coreference:
    """Mentions of one report and the answers drawn from them."""

    def __init__(self, doc: Doc, names: NameLexicon, skip: Iterable[tuple[int, int]] = ()) -> None:
        self._doc = doc
        self._names = names
        self._sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number
        skipped = [*skip, *_datelines(doc)]
        self.mentions = [m for m in self._collect() if not any(a <= m.start < b for a, b in skipped)]

    def _collect(self) -> list[Mention]:
        found = []
        for entity in self._doc.ents:
            if entity.label_ not in ("PER", "ORG", "LOC", "NORP"):
                continue
            head = entity.root
            if dep(head) in ("obj", "iobj") and lemma(head.head) == "tell":
                continue  # "told the Daily Post": who is told is spoken of no more
            label = entity.label_
            if label == "NORP" and dep(head) in ("amod", "compound", "nmod") and head.head.pos_ == "NOUN":
                host = head.head
                if not (in_list(host, "force") or in_list(host, "authority") or in_list(host, "state_anaphora")):
                    continue
                if in_list(host, "force") and host.i >= entity.end:
                    start, end = trimmed(self._doc, min(head.i, entity.start), host.i + 1)
                    found.append(self._mention(start, end, host, "armed force", "ORG"))
                    continue
            found.append(self._mention(entity.start, entity.end, head, self._names.kind(entity.text), label))
        return found

    def _mention(self, start: int, end: int, head: Token, kind: str, label: str) -> Mention:
        text = self._doc[start:end].text
        relation = dep(head)
        subject = relation == "nsubj" or (relation in ("flat", "compound") and dep(head.head) == "nsubj")
        plural = head.tag_ in ("NNS", "NNPS") or bool(children(head, "conj"))
        return Mention(start, end, head.i, text, kind, label, subject, plural, self._sentence[head.i])

    def canonical(self, text: str) -> str:
        return self._names.canonical(text)

    def resolve(self, token: Token) -> Mention | None:
        """The mention that a pronoun or a definite description goes back to; ``None`` where none fits."""
        word = token.lower_
        if word in MEN | SINGULAR_THINGS | PLURALS and (speaker := self._speaker(token)) is not None:
            return speaker
        if word in MEN:
            return self._ahead(token) or self._best(token, lambda m: m.label == "PER")
        if word in SINGULAR_THINGS:
            return self._best(token, lambda m: m.label in ("ORG", "LOC") and not m.plural)
        if word in PLURALS:
            return self._best(token, lambda m: m.label in ("ORG", "NORP") or (m.label == "PER" and m.plural))
        if token.pos_ == "NOUN" and self._definite(token):
            return self._description(token)
        return None

    def _speaker(self, pronoun: Token) -> Mention | None:
        """ "Each *side* says that it holds the town": who speaks, nearest above, where number and kind agree."""
        current = pronoun
        while dep(current) != "ccomp" or current.head.pos_ != "VERB":
            if current.head == current:
                return None
            current = current.head
        above = [t for t in children(current.head, "nsubj") if t.i < pronoun.i and t.pos_ in ("NOUN", "PROPN")]
        if not above or (named := [m for m in self.mentions if m.head == above[0].i]):
            return named[0] if above and _agree(pronoun, above[0]) else None
        start, end = above[0].left_edge.i, above[0].i + 1
        start, end = trimmed(self._doc, start, end)
        return self._mention(start, end, above[0], "", "") if _agree(pronoun, above[0]) else None

    def country(self, token: Token) -> Mention | None:
        """The country that "the country", "the kingdom" or "the capital" speaks of: the last one named."""
        return self._last(
            token, lambda m: m.kind == "state" or (m.label == "LOC" and bool(self._names.country(m.name)))
        )

    def is_locality(self, token: Token) -> bool:
        """A place that is no state: "the *Luanda* summit", "*Baltic* drills" say where, not who."""
        entity = next((e for e in self._doc.ents if e.start <= token.i < e.end), None)
        if entity is None or entity.label_ != "LOC" or entity.text.isupper():
            return False
        return self._names.kind(entity.text) != "state"

    def _definite(self, token: Token) -> bool:
        determiners = {child.lower_ for child in children(token, "det")}
        bare = not {c for c in token.children if dep(c) in ("nmod", "acl", "nummod") or c.ent_type_}
        return bare and bool(determiners & {"the", "this", "these", "those", "that", "both"})

    def _description(self, token: Token) -> Mention | None:
        if in_list(token, "group_anaphora"):
            return self._last(token, lambda m: m.kind == "armed group")
        word = lemma(token)
        if word in ("agency", "newspaper", "channel"):
            return self._last(token, lambda m: m.kind in ("agency", "outlet"))
        if word in ("alliance", "bloc", "organisation", "organization"):
            return self._last(token, lambda m: m.kind in ("alliance", "organisation"))
        if in_list(token, "state_anaphora") or in_list(token, "authority") or in_list(token, "force"):
            return self._last(token, lambda m: word in m.name.lower().split())
        return None

    def _last(self, token: Token, fits: Callable[[Mention], bool]) -> Mention | None:
        earlier = [m for m in self.mentions if m.end <= token.i and fits(m)]
        return max(earlier, key=lambda m: m.start) if earlier else None

    def _best(self, token: Token, fits: Callable[[Mention], bool]) -> Mention | None:
        here = self._sentence[token.i]
        earlier = [m for m in self.mentions if m.end <= token.i and here - m.sentence <= REACH and fits(m)]
        beside = {m.name for m in earlier if _inside_own_clause(token, self._doc[m.head])}
        apart = [m for m in earlier if m.name not in beside]
        pool = [m for m in apart if m.subject] or apart
        return max(pool, key=lambda m: (m.sentence, m.start)) if pool else None

    def _ahead(self, pronoun: Token) -> Mention | None:
        """ "In *his* speech, Jones said": the person whom a phrase before the subject looks ahead to."""
        subject = subject_ahead(pronoun)
        heads = [] if subject is None else [subject, *children(subject, "appos")]
        return next((m for m in self.mentions if m.label == "PER" and any(m.start <= h.i < m.end for h in heads)), None)


def _agree(pronoun: Token, noun: Token) -> bool:
    """Whether number and kind let the pronoun stand for the noun."""
    plural = noun.tag_ in ("NNS", "NNPS") or bool(children(noun, "conj"))
    person = in_list(noun, "people") or (in_list(noun, "authority") and lemma(noun) not in _bodies())
    if pronoun.lower_ in PLURALS:
        return plural or in_list(noun, "group_anaphora") or noun.ent_type_ in ("ORG", "NORP")
    if plural:
        return False
    return person or noun.ent_type_ == "PER" if pronoun.lower_ in MEN else not person and noun.ent_type_ != "PER"


@cache
def _bodies() -> frozenset[str]:
    return frozenset(lexicon("attribution")["bodies"])


def _datelines(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of the datelines: place and agency, which no pronoun goes back to."""
    text = text_of(doc)
    found = []
    for end in dateline_ends(text):
        span = doc.char_span(text.rfind("\n", 0, end) + 1, end, alignment_mode="expand")
        if span is not None:
            found.append((span.start, span.end))
    return found


def _inside_own_clause(pronoun: Token, candidate: Token) -> bool:
    """A pronoun is no second argument of the verb whose subject or object its antecedent is ("Russia attacked it",
    "Smith rang Jones and urged *him* to leave")."""
    if dep(pronoun) not in ("obj", "iobj", "obl"):
        return False
    beside = pronoun.head == candidate.head and dep(candidate) in ("nsubj", "obj")
    shared = pronoun.head.pos_ == "VERB" and dep(pronoun.head) == "conj"
    return beside or (shared and any(a.token == candidate for a in subjects(pronoun.head)))
