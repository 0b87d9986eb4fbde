"""What a parse says of a word: its relation, its dependents, its voice, the clause that it stands in.

The functions read Universal Dependencies (https://universaldependencies.org/u/dep/) on a spaCy ``Doc``. Nothing here
knows about events; who stands in which slot of a word is :mod:`muster.extract.slots`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from muster.codebook import lexicon

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
# what stands before a number in a phrase, and is no part of who is counted
QUANTIFIERS = frozenset({"some", "about", "around", "nearly", "almost", "roughly", "several", "many", "more", "than"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})


@cache
def _transparent() -> frozenset[str]:
    return frozenset(lexicon("light")["transparent_nouns"])


def text_of(doc: Doc) -> str:
    """The text of a parse, kept with it: spaCy puts it together anew at each ``doc.text``."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return str(doc.user_data["text"])


@cache
def _telegraphic() -> frozenset[str]:
    return frozenset(lexicon("light")["never_without_object"])


def dep(token: Token) -> str:
    """The universal part of the relation: ``nsubj:pass`` -> ``nsubj``; a clause that hangs loosely is a parataxis."""
    relation = token.dep_.split(":")[0]
    return "parataxis" if relation == "dep" and token.pos_ in ("VERB", "AUX") else relation


def children(token: Token, *relations: str) -> list[Token]:
    """Dependents by full relation (``obl:agent``) or universal one (``obl``)."""
    doc = token.doc
    return [doc[i] for i, full, universal in _dependents(doc)[token.i] if full in relations or universal in relations]


def _dependents(doc: Doc) -> list[list[tuple[int, str, str]]]:
    """Of each token its dependents with both relations, kept with the parse: it is asked a hundred times a word."""
    kept: list[list[tuple[int, str, str]]] | None = doc.user_data.get("dependents")
    if kept is None:
        kept = [[] for _ in doc]
        for token in doc:
            if token.head.i != token.i:
                kept[token.head.i].append((token.i, token.dep_, dep(token)))
        doc.user_data["dependents"] = kept
    return kept


def lemma(token: Token) -> str:
    return token.lemma_.lower()


def verb_lemma(token: Token) -> str:
    """The lemma with its particle: ``pull out``, ``carry out``."""
    particles = [lemma(child) for child in children(token, "compound:prt")]
    particles += [c.lower_ for c in children(token, "advmod") if c.lower_ == "together" or _is_particle(c, token)]
    if not particles:
        # "called *off* Sunday's march", with the particle on the object
        loose = (c for o in children(token, "obj") for c in children(o, "case"))
        particles = [c.lower_ for c in loose if c.tag_ == "RP" and c.i == token.i + 1]
    return " ".join([lemma(token), *particles])


def _is_particle(word: Token, verb: Token) -> bool:
    """ "have fallen *through*", "was put *back* to May": a preposition without a noun, right behind its verb."""
    behind = word.i == verb.i + 1
    return behind and ((word.pos_ == "ADP" and not list(word.children)) or word.lower_ in ("back", "short"))


def preposition(token: Token) -> str | None:
    """The preposition that marks the phrase headed by ``token``, in lower case; ``according to`` as one."""
    for child in token.children:
        if child.dep_ == "case" and child.lower_ not in ("'s", "’s", "'", "’"):
            words = [child, *[part for part in child.children if part.dep_ == "fixed"]]
            return " ".join(word.lower_ for word in sorted(words, key=lambda word: word.i))
    return None


def content_head(token: Token) -> Token:
    """The word that says what it is: ``thousands of *troops*``, ``a string of *capitals*``, ``six of *us*``."""
    transparent = _transparent()
    seen = 0
    while seen < 3 and (token.pos_ == "NUM" or lemma(token) in transparent or token.lower_ in transparent):
        inner = [child for child in children(token, "nmod") if preposition(child) == "of" and child.i > token.i]
        if not inner:
            break
        token = inner[0]
        seen += 1
    return token


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in order of the text."""
    found = [token]
    for child in children(token, "conj"):
        if child.pos_ in NOMINAL or child.pos_ == token.pos_:
            found.extend(conjuncts(child))
    return found


def is_passive(verb: Token) -> bool:
    """Passive voice, also of reduced relatives (``troops *based* at``) and of later conjuncts."""
    if children(verb, "aux:pass") or any(child.dep_ == "nsubj:pass" for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD") or children(verb, "aux"):
        return False
    bare = not children(verb, "obj", "ccomp", "xcomp", "compound:prt") and not shared_objects(verb)
    if lemma(verb) in _telegraphic() and bare:
        return True  # "Five traders *killed* in raid": headlines leave out the auxiliary
    if children(verb, "nsubj"):
        return False
    if dep(verb) in ("acl", "advcl") and "relcl" not in verb.dep_:
        reduced = dep(verb) == "acl" and verb.tag_ == "VBD" and not children(verb, "nsubj", "obj")
        return verb.tag_ == "VBN" or reduced  # "4,000 persons *arrived* since May", whatever the tagger says
    if dep(verb) == "conj" and verb.head.pos_ == "VERB" and verb.tag_ == "VBN":
        return is_passive(verb.head)
    if verb.dep_ == "amod":
        return True
    return False


def shared_objects(verb: Token) -> list[Token]:
    """ "They seized and *killed* a judge": the object of the second verb, where the parse hangs it on the first."""
    if dep(verb) != "conj" or verb.head.pos_ != "VERB" or children(verb, "nsubj", "obj"):
        return []
    return [child for child in children(verb.head, "obj") if child.i > verb.i]


def is_verbal(token: Token) -> bool:
    """A verb that heads a clause, not a gerund that is used as a noun ("*fighting* between the army and rebels")."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.tag_ != "VBG":
        return True
    if is_gerund_subject(token):
        return False
    if dep(token) == "acl" and any(child.lower_ == "of" for child in children(token, "mark", "case")):
        return False  # "two days of *fighting*"
    if dep(token) == "csubj":  # "*Fighting* in the east killed five", but "*taking* the hill cost lives"
        return bool(children(token, "obj", "xcomp", "ccomp"))
    return dep(token) not in ("nsubj", "obj", "obl", "nmod", "compound", "appos")


def is_gerund_subject(token: Token) -> bool:
    """ "*Fighting* between them killed five": the subject of its verb, though the parse may call it an adverbial."""
    verb = token.head
    if token.tag_ != "VBG" or dep(token) != "advcl" or token.i > verb.i or children(verb, "nsubj", "csubj"):
        return False
    if children(token, "obj", "xcomp", "ccomp", "mark", "nsubj"):
        return False
    between = token.doc[token.i + 1 : verb.i]
    return token.i == token.sent.start and not any(t.is_punct for t in between)


def is_clause(token: Token) -> bool:
    """Whether the token heads a clause: a verb, or a nominal with a copula."""
    return token.pos_ in ("VERB", "AUX") or bool(children(token, "cop"))


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause modifies."""
    return verb.head if dep(verb) == "acl" and verb.head.pos_ in NOMINAL else None


def is_each_other(token: Token) -> bool:
    """Whether the word heads "each other" or "one another"."""
    around = token.doc[max(token.i - 1, 0) : token.i + 2].text.lower()
    return token.lower_ in ("each", "other", "one", "another") and ("each other" in around or "one another" in around)


def relative_antecedent(pronoun: Token) -> Token | None:
    """What "which", "who" or "whom" stands for, wherever it stands in its clause ("the boat, on *which* ...")."""
    current = pronoun
    while current.head != current:
        if "relcl" in current.dep_ and current.head.i < pronoun.i:
            return current.head
        current = current.head
    return None


def subject_ahead(pronoun: Token) -> Token | None:
    """ "At the time of *his* arrest, the suspect ...": the subject that a phrase before it looks ahead to."""
    for below, above in governors(pronoun):
        if dep(below) in ("obl", "advcl") and above.pos_ == "VERB" and below.i < above.i:
            after = [child for child in children(above, "nsubj") if child.i > below.i]
            return after[0] if after and after[0].pos_ in ("NOUN", "PROPN") else None
        if below.pos_ in ("VERB", "AUX") and dep(below) not in ("acl", "advcl"):
            return None
    return None


def clause_of(token: Token) -> Token | None:
    """The nearest clause head above (or at) the token."""
    current = token
    while True:
        if is_clause(current) and (current.dep_ != "amod"):
            return current
        if current.head == current:
            return current if is_clause(current) else None
        current = current.head


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(dependent, governor) pairs from the token up to the root."""
    current = token
    while current.head != current:
        yield current, current.head
        current = current.head


def subtree_span(token: Token, *, skip: frozenset[str] = frozenset()) -> tuple[int, int]:
    """First and last token index + 1 of the token with its dependents, without those in relation ``skip``."""
    left = right = token.i
    for child in token.children:
        if child.dep_ in skip or dep(child) in skip:
            continue
        start, end = subtree_span(child)
        left, right = min(left, start), max(right, end - 1)
    return left, right + 1


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Token range without surrounding punctuation, articles, quantifiers and white space."""
    while start < end - 1 and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].pos_ == "DET"
        or doc[start].tag_ in ("PRP$", "CD")
        or doc[start].lower_ in QUANTIFIERS
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in ("'s", "’s")):
        if doc[end - 1].text == "." and "." in doc[end - 1].text[:-1]:
            break
        end -= 1
    return start, end
