"""How real the event is that a noun names: by its own modifiers, by the verb it goes with, by the words over it."""

from __future__ import annotations

from spacy.tokens import Token

from muster.extract.predicates import Frame, light_verbs
from muster.extract.status_clause import OPEN, REAL, apply, clause_status, noun_context
from muster.extract.status_tense import is_definite, own_status
from muster.extract.status_words import Effect, clause_effect, object_effect, status_words
from muster.extract.syntax import children, dep, is_passive, lemma, preposition, verb_lemma
from muster.extract.words import in_list
from muster.record import Status

PRECEDENCE = (Status.SIMULATED, Status.DENIED, Status.CANCELLED, Status.POSSIBLE, Status.PLANNED, Status.ONGOING)
VERBAL = ("VERB", "AUX", "ADJ", "ADV")
CONTENT = frozenset({"of", "for", "on", "against", "about", "to", "over", "from", "in", "at", "into"})
WITHIN = frozenset({"during", "as part of", "throughout", "for", "within", "through"})
AFTER = frozenset({"after", "since", "following", "despite", "over", "because of", "in response to", "from", "upon"})
AHEAD = frozenset({"ahead of", "ahead", "before", "until", "prior to"})

OF_SUBJECTS = frozenset({Effect.BEGUN, Effect.CONTINUED, Effect.CEASED, Effect.CANCELLED})


def modifier_status(token: Token) -> Status | None:
    """What adjectives, adverbs and determiners say: "mock", "planned", "any", "ongoing"."""
    table = status_words().modifiers
    found = [
        table[word]
        for child in children(token, "amod", "advmod", "det", "compound", "case")
        for word in (lemma(child), child.lower_)
        if word in table
    ]
    return next((status for status in PRECEDENCE if status in found), Status.DONE if found else None)


def is_presupposed(noun: Token) -> bool:
    """ "*if not for* the raid", "had it *not* been *for* the raid", "*but for* the raid": there was a raid."""
    around = {child.lower_ for child in noun.children}
    before = next((child.nbor(-1).lower_ for child in children(noun, "case") if child.lower_ == "for" and child.i), "")
    return before == "but" or ({"not", "for"} <= around and bool(around & {"if", "had", "were"}))


def with_predicate(around: Frame, predicate: Token, headline: bool) -> Status | None:
    """An event's noun with the verb that stages, ends, cancels or tells of it."""
    clause = clause_status(predicate, headline)
    host = next((t for t in (around.trigger, *around.chain) if t.head == predicate and t != predicate), None)
    if host is None:
        over = around.trigger.head
        if over != predicate and status_words().nouns.get(lemma(over)) is Effect.REAL:
            return Status.DONE  # "no group claimed *responsibility for* the attack"
        return _with_participle(predicate, clause)
    subject = dep(host) == "nsubj" and host.dep_ != "nsubj:pass" and not is_passive(predicate)
    if subject and predicate.pos_ in ("ADJ", "ADV") and (told := _predicated(predicate, clause)) is not None:
        return told
    if subject and _counts_time(predicate) and clause in REAL:
        return Status.ONGOING
    effect = _effect_on(host, predicate, subject)
    for participle in children(predicate, "xcomp") if subject else []:
        if participle.tag_ == "VBN" and object_effect(participle, None) is not None:
            return apply(object_effect(participle, None), clause)  # "the departure remains *fixed* at 31 March"
    apart = subject and predicate.pos_ == "VERB" and verb_lemma(predicate) not in status_words().occurrence
    if clause is Status.DENIED and effect is None and _answered_for(host, predicate):
        return Status.DONE
    if apart or (effect is None and _suffered(host, predicate)):
        return _by_tense(clause, predicate) if effect is None else apply(effect, clause)
    if effect in (Effect.BEGUN, Effect.CONTINUED) and clause is Status.DONE:
        return Status.ONGOING if _goes_on(predicate, effect) else Status.DONE
    if effect is Effect.CEASED and clause is Status.PLANNED and subject:
        # "will begin on Monday and end on Friday", but a siege that will end goes on
        return Status.ONGOING if lemma(around.trigger) in status_words().unscheduled else clause
    if effect is not None:
        return apply(effect, clause, new_date=_new_date(predicate))
    return Status.DONE if clause is None and is_passive(predicate) else clause


def _predicated(adjective: Token, clause: Status | None) -> Status | None:
    """ "Talks are *possible*", "an attack is *imminent*": what the adjective of the clause says."""
    found = status_words().modifiers.get(lemma(adjective))
    if lemma(adjective) in status_words().over and clause in REAL:
        return Status.DONE  # "the strike is over"
    if found not in OPEN:
        return None
    return Status.DENIED if clause is Status.DENIED else found


def _counts_time(predicate: Token) -> bool:
    """ "entered its third week", "dragged into a second year": it goes on."""
    words = status_words().spans
    spans = [*children(predicate, "obj", "obl:unmarked", "obl:tmod")]
    spans += [child for child in children(predicate, "obl") if preposition(child) == "into"]
    names = {lemma(predicate), f"{lemma(predicate)} into"}
    return bool(names & words) and any(lemma(child) in words for child in spans)


def _effect_on(host: Token, predicate: Token, subject: bool) -> Effect | None:
    if dep(host) in ("obl", "nmod"):
        return object_effect(predicate, preposition(host))
    effect = object_effect(predicate, None)
    # "the drills threaten stability" is no threat of drills
    return effect if not subject or effect in OF_SUBJECTS else None


def _suffered(host: Token, predicate: Token) -> bool:
    """ "no soldiers were *killed in* the clash": what is denied is the outcome, not the event."""
    return light_verbs().in_phrase.get(f"{verb_lemma(predicate)} {preposition(host)}") == "obj"


def _answered_for(host: Token, predicate: Token) -> bool:
    """ "nobody claimed *responsibility for* the bombing", with the phrase on the verb."""
    real = (o for o in children(predicate, "obj") if status_words().nouns.get(lemma(o)) is Effect.REAL)
    return preposition(host) == "for" and any(real)


def _by_tense(clause: Status | None, predicate: Token) -> Status | None:
    """A subject of a verb that does not say whether the event took place: real unless all lies ahead."""
    if clause is Status.PLANNED:
        return clause
    if clause is Status.POSSIBLE and not any(lemma(a) == "have" for a in children(predicate, "aux")):
        return clause
    if clause in (Status.DENIED, Status.POSSIBLE) and own_status(predicate) is clause:
        return Status.DONE
    return clause


def _goes_on(predicate: Token, effect: Effect) -> bool:
    """ "have begun drills", "said that the drills continued": under way, unlike "began", "resumed on Monday"."""
    perfect = any(lemma(a) == "have" and a.tag_ in ("VBZ", "VBP") for a in children(predicate, "aux"))
    return perfect or effect is Effect.CONTINUED


def _new_date(verb: Token) -> bool:
    """ "put off *until June*", "postponed *to 17 October*", "postponed by a week *to 3 March*"."""
    around = [verb, *children(verb, "advmod"), *children(verb, "obl")]  # "put back *to June*"
    return any(preposition(c) in ("until", "till", "to") for word in around for c in children(word, "obl", "nmod"))


def _with_participle(predicate: Token, clause: Status | None) -> Status | None:
    if clause_effect(predicate) is Effect.PLANNED and is_passive(predicate):
        return apply(Effect.PLANNED, clause)
    return clause


def without_predicate(noun: Token, headline: bool) -> Status | None:
    """An event's noun without a verb of its own: from the words over it, nearest first."""
    participle = _participle(noun)
    current = noun
    for _ in range(6):
        governor, relation, prep = current.head, dep(current), preposition(current)
        if governor == current:
            return participle
        if governor.pos_ in VERBAL:
            found = _under_verb(current, governor, relation, prep, headline)
            if found is Status.DENIED and current != noun and is_definite(noun) and own_status(governor) is found:
                return Status.DONE  # "gave no details of *the* attack"
            return participle if found in (None, Status.DONE) and participle else found
        if relation in ("nmod", "obl", "compound", "appos"):
            if prep in ("in", "from", "during") and in_list(governor, "tally_nouns"):
                return Status.DONE  # "no casualties in the shelling": who was hurt in it tells that it took place
            found = _under_noun(current, governor, relation, prep, headline)
            if found is not None:
                return found
            if prep in AFTER:
                return Status.DONE
        elif relation != "conj":
            return participle
        current = governor
    return participle


def _participle(noun: Token) -> Status | None:
    """ "drills *planned* for May", "talks *scheduled* for Monday": what a participle on the noun says."""
    for child in children(noun, "acl"):
        if child.tag_ in ("VBN", "VBD") and "relcl" not in child.dep_:
            effect = object_effect(child, None)
            if effect in (Effect.PLANNED, Effect.CANCELLED, Effect.POSTPONED, Effect.POSSIBLE):
                return apply(effect, None, new_date=_new_date(child))
    return None


def _under_noun(noun: Token, governor: Token, relation: str, prep: str | None, headline: bool) -> Status | None:
    if prep is not None and prep not in CONTENT:
        return None
    effect = status_words().nouns.get(lemma(governor))
    if effect is None or relation == "appos":
        return None
    if effect is Effect.POSSIBLE and prep == "over" and is_definite(noun):
        return None  # "concern over *the* siege"
    around = noun_context(governor, headline)
    if effect is Effect.TOLD:
        return around if around is Status.DENIED else None
    if effect is Effect.CEASED and around is None:
        # "calls for an *end* to the offensive": it goes on
        return Status.ONGOING if _wanted(governor, headline) else Status.DONE
    return apply(effect, around)


def _wanted(noun: Token, headline: bool) -> bool:
    """Whether what a noun names is itself still to come: "demanded an end to"."""
    return without_predicate(noun, headline) in OPEN


def _under_verb(noun: Token, verb: Token, relation: str, prep: str | None, headline: bool) -> Status | None:
    clause = clause_status(verb, headline)
    passive = noun.dep_ == "nsubj:pass"
    if verb.lower_ == "ahead" and prep == "of":
        return Status.PLANNED
    if relation == "nsubj" and (told := _predicated(verb, clause)) is not None:
        return told
    if relation == "obj" or passive or prep is not None:
        effect = object_effect(verb, None if relation == "obj" or passive else prep)
        if effect is not None and effect is not Effect.BEGUN:
            return apply(effect, clause, new_date=_new_date(verb))
    if relation == "nsubj" and not passive and object_effect(verb, None) in OF_SUBJECTS - {Effect.BEGUN}:
        return apply(object_effect(verb, None), clause)  # "the talks have fallen through"
    if prep in ("amid", "amidst"):
        return Status.ONGOING if clause in (Status.ONGOING, None) else None
    if prep in AHEAD:
        return Status.PLANNED if clause in OPEN or clause is Status.ONGOING or "ahead" in prep else None
    if prep in AFTER:
        return Status.DONE
    if f"{verb_lemma(verb)} {prep}" in status_words().outcomes or f"{lemma(verb)} {prep}" in status_words().outcomes:
        return clause if clause in OPEN or clause is Status.DENIED else None  # "could escalate into war"
    if relation == "obl" and prep in WITHIN:
        return clause if clause in (Status.PLANNED, Status.ONGOING) else None
    if relation == "obj" and clause in (Status.POSSIBLE, Status.DENIED) and not is_definite(noun):
        return clause  # "could trigger an offensive", "did not spark clashes"
    if relation in ("obj", "nsubj") or passive:
        # "will direct the drills", "are watching the drills"
        return clause if clause is Status.PLANNED or (clause in REAL and relation == "nsubj") else None
    return None
