"""What speaks of nobody and nothing in particular reports no event: questions, "you" and "one", laws, definitions.

"Can a policeman open fire on a thief?", "you do not bargain with a kidnapper", "anyone who kills a guard is to hang",
"a siege is a slow death": the generic sentences of Krifka et al. (1995), told from particular ones by their subject and
tense. A sentence with a name, a figure or a first person in it is always taken to be about something.
"""

from __future__ import annotations

from spacy.tokens import Token

from muster.extract.status_tense import is_asked, is_definite
from muster.extract.syntax import children, dep

ANYBODY = frozenset({"anyone", "anybody", "whoever", "everyone", "everybody"})
SELVES = frozenset({"i", "we", "us", "our", "me", "my", "ours"})
CLAUSES = frozenset({"VERB", "AUX"})
DEPTH = 5


def is_generic(trigger: Token) -> bool:
    """Whether the trigger's clause speaks of anybody, or of the kind of event and not of one."""
    sentence = trigger.sent
    if any(token.ent_type_ or token.pos_ == "NUM" or token.lower_ in SELVES for token in sentence):
        return False
    if is_asked(sentence.root):
        return True
    return _is_defined(trigger) or any(_of_anybody(clause, trigger) for clause in _clauses(trigger))


def _clauses(trigger: Token) -> list[Token]:
    """The predicates over the trigger, nearest first, as far as they stand in one another."""
    found, current = list[Token](), trigger
    for _ in range(DEPTH):
        if current.pos_ in CLAUSES or children(current, "cop"):
            found.append(current)
        if current.head == current:
            break
        current = current.head
    return found


def _of_anybody(clause: Token, trigger: Token) -> bool:
    """ "*you* shoot", "*one* wins", "*whoever* kills", "those *who* kill", in no tense of the past."""
    if _is_past(clause) or any(is_definite(o) for o in children(trigger, "obj")):
        return False
    return any(_is_anybody(subject) for subject in children(clause, "nsubj", "csubj"))


def _is_anybody(subject: Token) -> bool:
    word = subject.lower_
    if word == "you":
        return True
    if word == "one":
        return subject.pos_ == "PRON" and not children(subject, "nmod", "det", "amod")
    if word == "who" and "relcl" in subject.head.dep_:
        return subject.head.head.lower_ in ANYBODY | {"those"}
    if word == "those":
        return any("relcl" in c.dep_ and c.tag_ in ("VBP", "VBZ") for c in subject.children)
    return word in ANYBODY


def _is_past(clause: Token) -> bool:
    return clause.tag_ == "VBD" or any(a.tag_ == "VBD" for a in children(clause, "aux", "cop"))


def _is_defined(noun: Token) -> bool:
    """ "*A suicide bombing* is a cruel way to die": a kind of event, of which something is said."""
    predicate = noun.head
    if dep(noun) != "nsubj" or predicate.pos_ != "NOUN" or not _is_any(noun) or not _is_any(predicate):
        return False
    return any(copula.tag_ in ("VBZ", "VBP") for copula in children(predicate, "cop"))


def _is_any(noun: Token) -> bool:
    return any(child.lower_ in ("a", "an") for child in children(noun, "det"))
