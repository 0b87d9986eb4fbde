"""How real a clause is: its own negation, modals and tense, then what the words above it make of it.

Each verb is judged once from its own words (:mod:`status_tense`); a clause that has no tense of its own, or that stands
under a word that takes its reality away, is judged by that word's effect on it and by how real that word's own clause
is, up to the root. This is the composition of veridicality signatures of Nairn, Condoravdi and Karttunen (2006) with
the sources of uncertainty of Sauri and Pustejovsky (2009).
"""

from __future__ import annotations

from spacy.tokens import Token

from muster.extract.status_tense import COMPLEMENTS, TEMPORAL, VERBAL, is_asked, is_infinitive, own_status, relation_of
from muster.extract.status_words import Effect, clause_effect, is_negative, negated, object_effect, status_words
from muster.extract.syntax import children, dep, governors, lemma, preposition, verb_lemma
from muster.record import Status

REAL = frozenset({Status.DONE, Status.ONGOING})
OPEN = frozenset({Status.PLANNED, Status.POSSIBLE})
DEPTH = 8  # clauses up the tree that may decide


def predicate_status(verb: Token) -> Status:
    """The status of what a verb says happens, as its sentence puts it."""
    return clause_status(verb) or Status.DONE


def clause_status(verb: Token, headline: bool = False, depth: int = 0) -> Status | None:
    """The status that a clause gives its event; ``None`` where nothing in it or above it decides."""
    if depth > DEPTH:
        return None
    own = own_status(verb, headline)
    if own is None:
        return _without_tense(verb, headline, depth)
    if own is Status.DENIED:
        return own
    return _weakened(verb, own, headline, depth) or own


def _weakened(verb: Token, own: Status, headline: bool, depth: int) -> Status | None:
    """What stands above a finite clause and takes its reality away; ``None`` where nothing does."""
    governor, relation = verb.head, relation_of(verb)
    if governor == verb:
        return Status.POSSIBLE if is_asked(verb) else None
    if relation == "conj" and governor.pos_ in VERBAL and dep(governor) in COMPLEMENTS:
        return _weakened(governor, own, headline, depth + 1) if depth < DEPTH else None
    if relation in ("acl", "ccomp") and governor.tag_ in ("NN", "NNS") and "relcl" not in verb.dep_:
        return _claimed(verb, governor, headline, depth)
    if relation in COMPLEMENTS and governor.pos_ not in ("PROPN", "PRON"):
        return _unvouched(own, governor)
    if relation == "advcl" and own is Status.ONGOING:
        # "once the truce takes effect": a present that waits for the clause above
        marks = {child.lower_ for child in children(verb, "mark", "advmod")}
        outer = clause_status(governor, headline, depth + 1) if marks & TEMPORAL else None
        return outer if outer in OPEN else None
    return None


def _unvouched(own: Status, governor: Token) -> Status | None:
    found = status_words().finite.get(lemma(governor))
    if found is None and lemma(governor) in status_words().untrue:
        found = Status.DENIED  # "it is untrue that"
    if lemma(governor) in status_words().true and negated(governor):
        return Status.DENIED  # "it is not true that"
    if found is None:
        return Status.POSSIBLE if lemma(governor) in status_words().demands and own is not Status.DONE else None
    if found is Status.DENIED:
        return None if negated(governor) else Status.DENIED
    return found


def _claimed(verb: Token, noun: Token, headline: bool, depth: int) -> Status | None:
    """A clause that says what a noun is about: "fears that", "rumours that ... are untrue"."""
    effect = status_words().nouns.get(lemma(noun))
    around = noun_context(noun, headline, depth + 1)
    if effect is Effect.TOLD:
        return Status.DENIED if around is Status.DENIED or _said_untrue(verb) else None
    if effect is Effect.DENIED:
        return Status.DENIED
    return Status.POSSIBLE if effect is Effect.POSSIBLE else None


def _said_untrue(clause: Token) -> bool:
    """ "Rumours that ... *are untrue*", where the parse has lost the subject: the predicate right behind the clause."""
    after = clause.doc[clause.right_edge.i + 1 : min(clause.sent.end, clause.right_edge.i + 5)]
    return any(lemma(t) in status_words().untrue and children(t, "cop") and not negated(t) for t in after)


def is_implied(verb: Token) -> bool:
    """ "*had to* retreat", "*managed to* land": what the past of the verb above says was done."""
    above = verb.head
    forced = dep(verb) == "xcomp" and is_infinitive(verb) and clause_effect(above) is Effect.ACHIEVED
    return forced and own_status(above) is Status.DONE


def noun_context(noun: Token, headline: bool = False, depth: int = 0) -> Status | None:
    """How real what a noun such as "plan" or "report" names is: denied, cancelled or open by the words around it."""
    if any(is_negative(child) for child in children(noun, "det", "advmod", "case")):
        return Status.DENIED
    governor, relation = noun.head, dep(noun)
    words = status_words()
    if any(lemma(child) in words.foundering or child.lower_ in words.foundering for child in children(noun, "amod")):
        return Status.DENIED  # "a *failed* attempt to"
    if governor == noun or depth > DEPTH:
        return None
    if relation == "nsubj" and lemma(governor) in words.foundering and not negated(governor):
        return Status.DENIED  # "an attempt to take the bridge *failed*"
    if relation == "nsubj" and (lemma(governor) in words.untrue or governor.lower_ in words.untrue):
        return None if negated(governor) else Status.DENIED
    if any(lemma(child) in words.untrue for child in children(governor, "xcomp", "advcl", "obl")):
        return Status.DENIED  # "dismissed the claims as groundless"
    if governor.pos_ in VERBAL and relation in ("obj", "nsubj", "obl"):
        if relation == "nsubj" and noun.dep_ != "nsubj:pass":
            return None
        effect = object_effect(governor, preposition(noun) if relation == "obl" else None)
        clause = clause_status(governor, headline, depth + 1)
        if effect in (Effect.DENIED, Effect.CANCELLED, Effect.REFUSED, Effect.PREVENTED):
            return apply(effect, clause)
        return clause if clause in (Status.DENIED, Status.POSSIBLE) else None
    return None


def apply(effect: Effect | None, clause: Status | None, *, new_date: bool = False) -> Status:
    """What an effect leaves of an event, given how real the clause is that has the effect."""
    clause = clause or Status.DONE
    match effect:
        case Effect.PLANNED:
            return clause if clause in (Status.DENIED, Status.POSSIBLE, Status.CANCELLED) else Status.PLANNED
        case Effect.POSSIBLE:
            return Status.DENIED if clause is Status.DENIED else Status.POSSIBLE
        case Effect.REFUSED:
            return Status.DONE if clause is Status.DENIED else Status.POSSIBLE if clause in OPEN else Status.DENIED
        case Effect.DENIED:
            return Status.POSSIBLE if clause is Status.DENIED else Status.DENIED
        case Effect.PREVENTED:
            return Status.DENIED if clause in REAL else Status.DONE if clause is Status.DENIED else Status.POSSIBLE
        case Effect.CANCELLED:
            return Status.PLANNED if clause in (Status.POSSIBLE, Status.DENIED) else Status.CANCELLED
        case Effect.POSTPONED:
            return Status.PLANNED if new_date or clause not in REAL else Status.CANCELLED
        case Effect.CONTINUED:
            return Status.DONE if clause is Status.DENIED else Status.ONGOING
        case Effect.CEASED:
            return Status.DONE if clause is Status.DONE else Status.ONGOING
        case Effect.REAL:
            return Status.DONE
        case Effect.SIMULATED:
            return Status.SIMULATED
    return clause


def _without_tense(verb: Token, headline: bool, depth: int) -> Status | None:
    """Infinitives, participles and bare verbs take their reality from what governs them."""
    governor, relation = verb.head, relation_of(verb)
    infinitive = is_infinitive(verb)
    if governor == verb:
        if infinitive:
            return Status.PLANNED  # "NATO to send": the headline's future
        return Status.POSSIBLE if verb.tag_ == "VB" and not children(verb, "nsubj") else _bare_root(verb)
    if relation == "conj":
        return clause_status(governor, headline, depth + 1) if governor.pos_ in VERBAL else Status.DONE
    if relation == "amod":
        return Status.ONGOING if verb.tag_ == "VBG" else Status.DONE
    if relation == "acl" and governor.pos_ not in VERBAL:
        return _on_noun(verb, governor, infinitive, headline, depth)
    if governor.pos_ not in (*VERBAL, "ADJ", "NOUN", "ADV", "PROPN", "NUM"):
        return Status.DONE
    named = _object_before(verb, governor) if infinitive else None
    if named is not None:
        return _on_noun(verb, named, infinitive, headline, depth)
    beside = relation == "advcl" and verb.tag_ == "VBG" and verb.i == governor.i + 1  # "is considering sending"
    beside = beside or (relation == "advcl" and infinitive and _takes_infinitive(governor))
    if beside or relation in COMPLEMENTS or (relation == "advcl" and governor.pos_ == "ADJ" and infinitive):
        return _complement(verb, governor, infinitive, headline, depth)
    outer = clause_status(governor, headline, depth + 1)
    if infinitive:
        return _purpose(governor, outer)
    return _adjunct(verb, governor, outer)


def _takes_infinitive(verb: Token) -> bool:
    """Verbs whose infinitive is their complement even where something stands between: "managed on Sunday to take"."""
    effect = clause_effect(verb)
    if effect in (None, Effect.TOLD, Effect.CEASED, Effect.REAL, Effect.DENIED, Effect.CANCELLED, Effect.POSTPONED):
        return False
    if effect is Effect.PREVENTED and lemma(verb) != "forbid":
        return False  # "blocked the road *to demand*"
    return not {verb_lemma(verb), lemma(verb)} & status_words().purposeful


def _object_before(verb: Token, governor: Token) -> Token | None:
    """ "rejected *calls* to withdraw": an object that says what the infinitive behind it is, wherever that hangs."""
    first = verb.left_edge.i
    for noun in children(governor, "obj"):
        if noun.right_edge.i + 1 == first and lemma(noun) in status_words().nouns:
            return noun
    return None


def _bare_root(verb: Token) -> Status:
    return Status.ONGOING if verb.tag_ == "VBG" else Status.DONE


def _complement(verb: Token, governor: Token, infinitive: bool, headline: bool, depth: int) -> Status | None:
    outer = clause_status(governor, headline, depth + 1)
    effect = clause_effect(governor)
    if verb.tag_ == "VBG" and verb.left_edge.i and verb.left_edge.nbor(-1).text == ",":
        return _adjunct(verb, governor, outer)  # ", appealing for help": no complement
    if lemma(governor) == "go" and governor.tag_ != "VBG":
        effect = None  # only "is going to" looks ahead
    if infinitive and effect is Effect.POSSIBLE and outer is Status.DONE and _in_vain(governor):
        return Status.DENIED  # "tried *in vain* to take"
    if infinitive and _yet(governor):
        return Status.DENIED  # "have yet to agree"
    if infinitive and lemma(governor) in status_words().firsts and outer in REAL:
        return Status.DONE  # "was the first to condemn", "is quick to blame"
    if effect is Effect.TOLD:
        if not infinitive:
            return outer if outer in OPEN else Status.DONE
        if outer in (Status.DENIED, Status.POSSIBLE):
            return outer
        return Status.DONE if any(lemma(a) == "have" for a in children(verb, "aux")) else Status.ONGOING
    if effect is Effect.ACHIEVED and infinitive and outer is Status.ONGOING and governor.tag_ != "VBG":
        return Status.POSSIBLE  # "are able to reach", "has to withdraw"
    if effect is Effect.BEGUN and outer is Status.DONE and _has_begun(governor):
        return Status.ONGOING
    if effect is Effect.CEASED and infinitive:
        effect = None  # "stopped to rest"
    if effect is not None:
        return apply(effect, outer)
    if lemma(governor) in status_words().exploiting and infinitive:
        return outer
    if outer in (Status.DENIED, Status.POSSIBLE, Status.PLANNED):
        return outer
    return Status.PLANNED if infinitive else outer


def _in_vain(verb: Token) -> bool:
    return any(lemma(child) in status_words().vain for child in children(verb, "advmod", "obl"))


def _yet(verb: Token) -> bool:
    return lemma(verb) in ("have", "be") and any(child.lower_ == "yet" for child in children(verb, "advmod"))


def _has_begun(verb: Token) -> bool:
    return any(lemma(a) == "have" and a.tag_ in ("VBZ", "VBP") for a in children(verb, "aux"))


def _purpose(governor: Token, outer: Status | None) -> Status | None:
    """ "to X" beside a verb: still to come after a real event, done where an occasion was used for it."""
    if outer in (Status.POSSIBLE, Status.DENIED, Status.CANCELLED):
        return outer
    words = status_words()
    used = lemma(governor) in words.exploiting and bool(children(governor, "obj", "obl"))
    return outer if used and outer in REAL else Status.PLANNED


def _adjunct(verb: Token, governor: Token, outer: Status | None) -> Status | None:
    """A participle beside a verb: "killing ten", "after taking the town", "without firing", "accused of shelling"."""
    marks = {child.lower_ for child in children(verb, "mark", "case", "advmod")}
    if marks & {"without", "instead", "rather"}:
        return Status.DENIED
    effect = clause_effect(governor)
    if marks & {"from", "of", "against", "for", "on", "at", "about", "to"}:
        if effect is Effect.TOLD or effect is Effect.REAL:
            return Status.DONE
        if "against" in marks and effect is Effect.POSSIBLE:
            return Status.POSSIBLE
        if effect is not None and marks & {"from", "of", "on", "about", "to"}:
            return apply(effect, outer)
    if marks & {"after", "since", "despite", "for"} and outer not in OPEN:
        return Status.DONE
    return Status.DONE if outer in (Status.DENIED, Status.CANCELLED) else outer


def _on_noun(verb: Token, noun: Token, infinitive: bool, headline: bool, depth: int) -> Status | None:
    """A clause on a noun: "a plan to send", "the threat of shelling", "troops guarding", "drills held"."""
    effect = status_words().nouns.get(lemma(noun))
    marked = infinitive or bool(children(verb, "mark"))
    apart = dep(noun) == "nsubj" and noun.i < noun.head.i < verb.i  # "the *statement* stopped short of *blaming*"
    if effect is not None and marked and not apart:
        around = noun_context(noun, headline, depth + 1)
        if lemma(noun.head) in status_words().exploiting and dep(noun) == "obj":
            return clause_status(noun.head, headline, depth + 1)
        if effect is Effect.TOLD:
            return Status.DENIED if around is Status.DENIED else Status.DONE
        return apply(effect, around)
    marks = {child.lower_ for child in children(verb, "mark")}
    if marks & {"of", "from", "for"} and dep(noun) in ("obj", "nsubj") and noun.head.pos_ in VERBAL:
        # "accused the rebels of shelling", with the clause on the accused
        return _adjunct(verb, noun.head, clause_status(noun.head, headline, depth + 1))
    clause = next((above for _, above in governors(noun) if above.pos_ in VERBAL), None)
    outer = clause_status(clause, headline, depth + 1) if clause is not None and clause != verb else None
    if infinitive:
        if clause is not None and lemma(clause) in status_words().exploiting:
            return outer
        return outer if outer in (Status.POSSIBLE, Status.PLANNED, Status.DENIED) else Status.PLANNED
    if verb.tag_ == "VBG":
        return outer if outer in OPEN else Status.ONGOING if outer in (None, Status.ONGOING) else Status.DONE
    return Status.DONE
