"""The common noun that a pronoun goes back to: "*rebels* left the town after *they* had burned it".

Names are :mod:`muster.extract.coreference`'s. Here candidates are nouns of people, forces and bodies in the pronoun's
sentence and the one before; number and kind filter, then subjects and nearness decide (after Hobbs 1978).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from muster.extract.coreference import MEN, PLURALS, SINGULAR_THINGS
from muster.extract.slots import subjects
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma, subject_ahead
from muster.extract.words import in_list

BODIES = ("force", "authority", "group_anaphora", "state_anaphora")
PEOPLE = ("people", "force", "authority", "group_anaphora")
# nouns that name a body of people in the singular and may go on as "they"
BOTH = ("group_anaphora", "force")


def noun_antecedent(pronoun: Token) -> Token | None:
    """The noun that "they", "him" or "its" stands for; ``None`` where no noun before it fits."""
    ahead = subject_ahead(pronoun)
    if ahead is not None and ahead.pos_ == "NOUN" and not ahead.ent_type_ and _agrees(ahead, pronoun):
        return ahead
    found = [noun for noun in _before(pronoun) if _agrees(noun, pronoun)]
    if not found:
        return None
    own = _co_arguments(pronoun)
    apart = [noun for noun in found if noun.i not in own]
    acting = [noun for noun in apart if _leader(noun).dep_.startswith("nsubj")]
    pool = acting or [noun for noun in apart if dep(_leader(noun)) in ("obj", "iobj", "obl")]
    return max(pool, key=lambda noun: (noun.sent.start, noun.i)) if pool else None


def _before(pronoun: Token) -> Iterator[Token]:
    """Nouns before the pronoun, in its sentence and the one before."""
    first = pronoun.sent.start
    start = pronoun.doc[first - 1].sent.start if first else 0
    for token in pronoun.doc[start : pronoun.i]:
        if token.pos_ == "NOUN" and dep(token) != "compound" and not token.ent_type_:
            yield token


def _agrees(noun: Token, pronoun: Token) -> bool:
    plural = noun.tag_ == "NNS" or bool(children(noun, "conj"))
    word = pronoun.lower_
    if word in PLURALS:
        return (plural and _any(noun, PEOPLE)) or (not plural and _any(noun, BOTH) and lemma(noun) not in ("front",))
    if plural:
        return False
    if word in MEN:
        return _any(noun, PEOPLE) and not _any(noun, ("state_anaphora",))
    return word in SINGULAR_THINGS and _any(noun, BODIES)


def _any(noun: Token, lists: tuple[str, ...]) -> bool:
    return any(in_list(noun, name) for name in lists)


def _leader(noun: Token) -> Token:
    """The word through which the noun stands in its clause: the first conjunct, the head of "a group of"."""
    current = noun
    for _ in range(4):
        if dep(current) == "conj" or (dep(current) == "nmod" and content_head(current.head) == noun):
            current = current.head
        else:
            break
    return current


def _co_arguments(pronoun: Token) -> frozenset[int]:
    """Arguments of the pronoun's own verb, and whom they stand for: "*guards* fired at *them*" speaks of two."""
    verb = pronoun.head
    if pronoun.dep_ == "nmod:poss" or verb.pos_ not in ("VERB", "AUX"):
        return frozenset()
    others = [t for a in subjects(verb) for t in conjuncts(a.token)] if dep(pronoun) != "nsubj" else []
    others += [token for token in children(verb, "obj", "iobj", "obl") if token != pronoun]
    meant = [noun_antecedent(token) for token in others if token.pos_ == "PRON" and token.i < pronoun.i]
    return frozenset(token.i for token in (*others, *meant) if token is not None)
