"""Who "it", "they", "the militants" and "the ministry" are, within one report.

A small, explainable resolver in the tradition of salience-based pronoun resolution (Lappin and Leass 1994):
candidates are the names seen so far; agreement in kind and number filters, then subjects and nearness decide. Each
answer rests on one earlier mention. It never crosses reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from muster.extract.syntax import children, dep, lemma, trimmed
from muster.extract.words import in_list
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
        skipped = list(skip)
        self.mentions = [m for m in self._collect() if not any(a <= m.start < b for a, b in skipped)]

    def _collect(self) -> list[Mention]:
        found = []
        for entity in self._doc.ents:
            if entity.label_ not in ("PER", "ORG", "LOC", "NORP"):
                continue
            head = entity.root
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
        if word in MEN:
            return self._best(token, lambda m: m.label == "PER")
        if word in SINGULAR_THINGS:
            return self._best(token, lambda m: m.label in ("ORG", "LOC") and not m.plural, subjects_only=True)
        if word in PLURALS:
            return self._best(
                token, lambda m: m.label in ("ORG", "NORP") or (m.label == "PER" and m.plural), subjects_only=True
            )
        if token.pos_ == "NOUN" and self._definite(token):
            return self._description(token)
        return None

    def country(self, token: Token) -> Mention | None:
        """The country that "the country", "the kingdom" or "the capital" speaks of: the last one named."""
        return self._last(
            token, lambda m: m.kind == "state" or (m.label == "LOC" and bool(self._names.country(m.name)))
        )

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

    def _best(self, token: Token, fits: Callable[[Mention], bool], *, subjects_only: bool = False) -> Mention | None:
        here = self._sentence[token.i]
        earlier = [m for m in self.mentions if m.end <= token.i and here - m.sentence <= REACH and fits(m)]
        if not earlier:
            return None
        strong = [m for m in earlier if m.subject and not _inside_own_clause(token, self._doc[m.head])]
        pool: Sequence[Mention] = strong or ([] if subjects_only else earlier)
        if not pool:
            pool = [m for m in earlier if not _inside_own_clause(token, self._doc[m.head])]
        return max(pool, key=lambda m: (m.sentence, m.start)) if pool else None


def _inside_own_clause(pronoun: Token, candidate: Token) -> bool:
    """A pronoun is no second argument of the verb that its antecedent depends on ("Russia attacked it")."""
    return (
        pronoun.head == candidate.head and dep(pronoun) in ("obj", "iobj", "obl") and dep(candidate) in ("nsubj", "obj")
    )
