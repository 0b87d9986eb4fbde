"""Grammar seen from a trigger: who stands in which slot, whatever the clause looks like.

The functions read Universal Dependencies (https://universaldependencies.org/u/dep/) on a spaCy ``Doc`` and give the
normalised slots of the codebook (``subj``, ``obj``, ``iobj``, ``poss``, ``mod``, prepositions by name), so that active
and passive clauses, participles, relative clauses, controlled infinitives, coordinated verbs and light verbs look
alike. Nothing here knows about events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from muster.codebook import lexicon, word_lists

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
# what stands before a number in a phrase, and is no part of who is counted
QUANTIFIERS = frozenset({"some", "about", "around", "nearly", "almost", "roughly", "several", "many", "more", "than"})
LOOSE = frozenset({"dep", "parataxis", "dislocated", "vocative", "discourse", "compound", "nmod", "obl:unmarked"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True)
class Argument:
    """A word that fills a slot of another one. ``token`` heads the phrase; ``lent`` where a light verb gave it."""

    slot: str
    token: Token
    lent: bool = False


@cache
def _control() -> tuple[frozenset[str], frozenset[str]]:
    data = lexicon("light")
    return frozenset(data["object_control"]), frozenset(data["transparent_nouns"])


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
    return [child for child in token.children if child.dep_ in relations or dep(child) in relations]


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
    transparent = _control()[1]
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
    if lemma(verb) in _telegraphic() and not children(verb, "obj", "ccomp", "xcomp", "compound:prt"):
        return True  # "Five traders *killed* in raid": headlines leave out the auxiliary
    if children(verb, "nsubj"):
        return False
    if dep(verb) in ("acl", "advcl") and "relcl" not in verb.dep_:
        return verb.tag_ == "VBN"
    if dep(verb) == "conj" and verb.head.pos_ == "VERB" and verb.tag_ == "VBN":
        return is_passive(verb.head)
    if verb.dep_ == "amod":
        return True
    return False


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


def _own_subjects(verb: Token) -> list[Argument]:
    found = []
    for child in verb.children:
        if dep(child) == "nsubj" and child.dep_ != "nsubj:outer":
            target = child
            if child.lower_ in RELATIVE_PRONOUNS and child.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
                target = _relative_antecedent(verb) or child
            passive = child.dep_ == "nsubj:pass" or is_passive(verb)
            found.append(Argument("obj" if passive else "subj", target))
    return found or _headline_subject(verb)


def _headline_subject(verb: Token) -> list[Argument]:
    """ "Chad, Niger *to hold* drills": the infinitive of headlines has a subject, whatever the parse makes of it."""
    infinitive = any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)
    if not infinitive:
        return []
    if verb.dep_ == "ROOT":
        loose = [c for c in verb.children if c.i < verb.i and c.pos_ in ("PROPN", "NOUN") and c.dep_ in LOOSE]
        return [Argument("subj", child) for child in loose[:1]]
    if dep(verb) == "acl" and verb.head.dep_ == "ROOT" and verb.head.ent_type_ and verb.head.i < verb.i:
        return [Argument("subj", verb.head)]
    return []


def _relative_antecedent(verb: Token) -> Token | None:
    while dep(verb) == "conj":
        verb = verb.head
    return antecedent(verb)


def relative_antecedent(pronoun: Token) -> Token | None:
    """What "which", "who" or "whom" stands for, wherever it stands in its clause ("the boat, on *which* ...")."""
    current = pronoun
    while current.head != current:
        if "relcl" in current.dep_ and current.head.i < pronoun.i:
            return current.head
        current = current.head
    return None


def _inherited_subjects(verb: Token, depth: int) -> list[Argument]:
    """The understood subject of a verb without one of its own: shared, controlled or modified."""
    slot = "obj" if is_passive(verb) else "subj"
    head = verb.head
    relation = dep(verb)
    if head == verb or depth > 6:
        return []
    if relation == "conj" and head.pos_ in ("VERB", "AUX"):
        found = [a for a in subjects(head, depth + 1) if a.slot in ("subj", "obj")]
        return [Argument(slot, a.token) for a in found]
    if relation == "acl":
        if "relcl" in verb.dep_:
            return []
        infinitive = any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)
        if not infinitive:
            return [Argument(slot, head)] if head.pos_ in NOMINAL else []
        owners = children(head, "nmod:poss")
        if owners:
            return [Argument(slot, owners[0])]
        clause = clause_of(head)
        return [Argument(slot, a.token) for a in subjects(clause, depth + 1)] if clause is not None else []
    if relation in ("xcomp", "advcl", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        objects = children(head, "obj", "iobj")
        marker = {child.lower_ for child in verb.children if child.dep_ == "mark"}
        linked = {"of", "for", "from", "to"}
        if objects and not _acts(objects[0]):
            linked.discard("to")  # it is not the roads that demand in "blocked *roads* to demand"
        controlled = lemma(head) in _control()[0] and (relation == "xcomp" or marker & linked)
        if objects and controlled:
            return [Argument(slot, objects[0])]
        if relation == "ccomp":
            return []
        if not objects and controlled and not is_passive(head):
            addressed = [child for child in children(head, "obl") if preposition(child) in ("on", "to", "upon", "for")]
            if addressed:
                return [Argument(slot, addressed[0])]
        return [Argument(slot, a.token) for a in subjects(head, depth + 1)]
    return []


def _acts(token: Token) -> bool:
    """Whether the word names somebody, or something that is sent to act."""
    known = word_lists()
    lists = ("force", "people", "authority", "group_anaphora", "state_anaphora", "equipment")
    return bool(token.ent_type_) or token.pos_ == "PRON" or any(lemma(token) in known[name] for name in lists)


def subjects(verb: Token, depth: int = 0) -> list[Argument]:
    """Subjects of a clause, its own or understood: slot ``subj``, or ``obj`` where the verb is passive."""
    return _own_subjects(verb) or _inherited_subjects(verb, depth)


def verb_arguments(verb: Token) -> list[Argument]:
    """All slots of a verb, normalised."""
    found = subjects(verb)
    passive = is_passive(verb)
    for child in verb.children:
        relation = dep(child)
        if relation == "obj":
            target = child
            if child.lower_ in RELATIVE_PRONOUNS:
                target = _relative_antecedent(verb) or child
            found.append(Argument("obj", target))
            found.extend(Argument("owner", owner) for owner in _owners(child))
            found.extend(Argument("asked", one) for one in _whose_to_give(child))
        elif relation == "iobj":
            found.append(Argument("iobj", child))
        elif relation in ("ccomp", "xcomp"):
            found.append(Argument("clause", child))
            if relation == "ccomp" or _told_to(verb):
                found.extend(Argument("asked", a.token) for a in _own_subjects(child) if a.slot == "subj")
        elif relation == "obl":
            slot = preposition(child)
            if slot == "at" and lemma(child) == "hand" and (doers := children(child, "nmod")):
                found.extend(Argument("by", doer) for doer in doers if preposition(doer) == "of")
            elif child.dep_ == "obl:agent" or (slot == "by" and passive and not _is_gerund(child)):
                found.append(Argument("subj", child))
            elif slot is None and _told_to(verb):
                found.append(Argument("asked", child))  # "called for *Kenya* to leave", the "for" hung on "leave"
            elif slot:
                found.append(Argument(slot, child))
                if slot == "for":
                    found.extend(Argument("asked", one) for one in _whom_for(child))
        elif relation in ("nmod", "advcl") and (slot := preposition(child)):
            found.append(Argument(slot, child))  # also "held *for questioning*"
    # "the base it houses": the modified noun is the object where the clause lacks one
    if "relcl" in verb.dep_ and not any(a.slot == "obj" for a in found):
        head = antecedent(verb)
        if head is not None and head not in [a.token for a in found] and not _stranded(verb):
            found.append(Argument("obj", head))
    # an attributive participle: "the besieged town", "Taliban-held districts"
    if verb.dep_ == "amod" and verb.head.pos_ in NOMINAL:
        found.append(Argument("obj" if verb.tag_ in ("VBN", "JJ", "VBD") else "subj", verb.head))
        found.extend(Argument("subj", child) for child in children(verb, "compound", "obl"))
    # conjoined verbs share an object that only the last one has: "attacked and seized the post"
    if dep(verb) != "conj" and not any(a.slot == "obj" for a in found):
        for other in children(verb, "conj"):
            if other.pos_ == "VERB" and not children(other, "nsubj") and other.i - verb.i <= 3:
                found.extend(Argument("obj", child) for child in children(other, "obj"))
    return found


def _told_to(verb: Token) -> bool:
    """ "called *for* somebody *to* leave"."""
    clauses = [child for child in verb.children if child.dep_ in ("xcomp", "advcl")]
    return any(child.lower_ == "for" and child.dep_ == "mark" for clause in clauses for child in clause.children)


def _whose_to_give(noun: Token) -> list[Token]:
    """Of whom a thing is asked: "demanded *Kenya's* withdrawal", "sought talks *with* Kenya", "a vote *by* Kenya"."""
    parties = [child for child in children(noun, "nmod") if preposition(child) in ("with", "by", "from")]
    left = [child for child in parties if preposition(child) == "from" and child.ent_type_ == "LOC"]  # "out of Goma"
    return [*children(noun, "nmod:poss"), *(child for child in parties if child not in left)]


def _whom_for(noun: Token) -> list[Token]:
    """ "called for *Kenya* to leave", "calls for *Kenya's* withdrawal"."""
    clauses = [*children(noun, "acl"), *children(noun.head, "xcomp", "advcl", "acl")]
    told = any(child.lower_ == "to" and child.dep_ == "mark" for clause in clauses for child in clause.children)
    return [noun] if told and _acts(noun) else _whose_to_give(noun)


def _owners(noun: Token) -> list[Token]:
    """Whose the object is: "rejected *Kenya's* claim", "the claim *by* Kenya", "*Kenyan* claims"."""
    possessors = children(noun, "nmod:poss")
    makers = [child for child in children(noun, "nmod") if preposition(child) in ("by", "from")]
    makers += [child for child in children(noun, "nmod") if preposition(child) == "of" and child.ent_type_]
    for clause in children(noun, "acl:relcl"):  # "the figure that the opposition published"
        if _stranded(clause) or any(c.lower_ not in RELATIVE_PRONOUNS for c in children(clause, "obj")):
            continue
        makers += [a.token for a in _own_subjects(clause) if a.slot == "subj" and a.token != noun]
    before = [child for child in children(noun, "amod", "compound") if child.i < noun.i]
    nations = [child for child in before if child.ent_type_ in ("NORP", "LOC", "ORG") or _is_body(child)]
    return [*possessors, *makers, *nations]


def _is_body(noun: Token) -> bool:
    """ "an *opposition* call", "*rebel* demands"."""
    known = word_lists()
    return noun.pos_ == "NOUN" and lemma(noun) in known["authority"] | known["group_anaphora"]


def _stranded(verb: Token) -> bool:
    return any(child.lower_ in ("where", "when", "whose", "why") for child in verb.children) or any(
        preposition(child) and child.lower_ in RELATIVE_PRONOUNS for child in children(verb, "obl")
    )


def _is_gerund(token: Token) -> bool:
    return token.tag_ == "VBG"


def noun_arguments(noun: Token) -> list[Argument]:
    """Slots of a noun: possessor, modifiers, prepositional phrases."""
    found = []
    for child in noun.children:
        relation = dep(child)
        if child.dep_ == "nmod:poss":
            found.append(Argument("poss", child))
        elif relation == "nmod" or (relation == "obl" and preposition(child)):
            slot = preposition(child)
            if slot:
                found.append(Argument(slot, child))
                if slot == "for":
                    found.extend(Argument("asked", one) for one in _whom_for(child))
            elif child.pos_ in ("PROPN", "NOUN") and child.dep_ in ("nmod:desc", "nmod"):
                found.append(Argument("mod", child))
        elif relation in ("compound", "amod") and child.i < noun.i:
            found.append(Argument("mod", child))
            found.extend(Argument("mod", other) for other in children(child, "conj") if other.i < noun.i)
    return found


def arguments(token: Token) -> list[Argument]:
    """The normalised slots of a verb, a noun or an adjective."""
    if token.pos_ in ("VERB", "AUX"):
        return verb_arguments(token)
    found = noun_arguments(token)
    if children(token, "cop") or token.pos_ == "ADJ":
        found.extend(subjects(token))
        if token.dep_ == "amod":
            found.append(Argument("obj", token.head))
    return found


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
