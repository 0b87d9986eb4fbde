"""What a clause says of its own reality: negation, modals, conditions, tense and aspect."""

from __future__ import annotations

from spacy.tokens import Token

from muster.extract.status_words import Effect, clause_effect, negated, status_words
from muster.extract.syntax import children, dep, governors, lemma, preposition
from muster.extract.words import in_list
from muster.record import Status

VERBAL = frozenset({"VERB", "AUX"})
CONDITIONS = frozenset({"if", "unless", "lest", "whether", "provided", "should"})
TEMPORAL = frozenset({"when", "once", "after", "until", "till", "before", "as", "while", "whenever"})
COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj"})


def relation_of(verb: Token) -> str:
    """The relation to the governor; a clause that hangs loosely behind a verb is taken for its complement."""
    loose = verb.dep_ == "dep" and verb.head.pos_ in VERBAL and verb.head.i < verb.i
    return "ccomp" if loose else dep(verb)


def own_status(verb: Token, headline: bool = False) -> Status | None:
    """Negation, modals, condition and tense of the clause itself; ``None`` for infinitives and bare participles."""
    if any(child.lower_ in ("if", "unless") for child in children(verb, "mark")):
        return Status.POSSIBLE  # also "if they do not withdraw"
    if verb.tag_ == "VB" and any(child.lower_ == "due" for child in children(verb, "dep", "advmod", "amod", "advcl")):
        return Status.PLANNED  # "are due to meet", read as one phrase
    if negated(verb):
        return Status.DENIED
    if _is_aim(verb):
        return Status.POSSIBLE
    modal = _modal(verb)
    if modal is not None:
        return modal
    if _inverted(verb) or any(child.lower_ in CONDITIONS for child in children(verb, "mark", "advmod")):
        return Status.POSSIBLE
    return _tense(verb, headline)


def _is_aim(verb: Token) -> bool:
    """ "talk *so that* the garrison is halved": what is hoped for, unlike "so that it lost", ", so that it is lost"."""
    so = [c for c in children(verb, "mark") if c.lower_ == "so" and any(f.lower_ == "that" for f in c.children)]
    present = verb.tag_ in ("VBZ", "VBP") or any(a.tag_ in ("VBZ", "VBP", "MD") for a in children(verb, "aux", "cop"))
    return present and any(c.i and c.nbor(-1).text != "," for c in so)


def _modal(verb: Token) -> Status | None:
    table = status_words()
    auxiliaries = children(verb, "aux")
    for auxiliary in auxiliaries:
        word = auxiliary.lower_
        if word in table.would or lemma(auxiliary) == "would":
            return _would(verb)
        found = table.modals.get(word) or table.modals.get(lemma(auxiliary))
        if found is Status.PLANNED:
            return Status.POSSIBLE if _conditional(verb) or _opens_doubt(verb) or _threatened(verb) else found
        if found is not None:
            if word == "could" and clause_effect(verb) is Effect.TOLD and lemma(verb) in ("see", "hear", "observe"):
                return Status.DONE  # "explosions could be heard"
            if word == "must" and _on_its_day(verb):
                return Status.PLANNED  # "the convoy *must* arrive on Thursday": a timetable, no demand
            return found
    return None


def _on_its_day(verb: Token) -> bool:
    """Whether the clause gives the day or week in which it is to happen, which a deadline ("by Friday") is not."""
    times = [(preposition(o), o) for o in children(verb, "obl") if in_list(o, "time_noun")]
    return any(prep == "on" or (prep == "in" and lemma(time) == "week") for prep, time in times)


def _would(verb: Token) -> Status:
    """ "said it *would* send" looks ahead; "would attack if", "would have", "warned it would" do not commit."""
    if _conditional(verb) or any(lemma(a) == "have" for a in children(verb, "aux")):
        return Status.POSSIBLE
    for _, governor in governors(verb):
        if governor.pos_ in VERBAL and lemma(governor) in status_words().threats:
            return Status.POSSIBLE
        if governor.pos_ in VERBAL and lemma(governor) in status_words().speech:
            return Status.PLANNED
        if governor.pos_ in VERBAL and clause_effect(governor) in (Effect.PLANNED, Effect.TOLD):
            return Status.PLANNED
    if any(lemma(child) in status_words().speech for child in children(verb, "parataxis")):
        return Status.PLANNED
    told = any(is_definite(s) for s in children(verb, "nsubj")) and not children(verb, "cop")
    return Status.PLANNED if told else Status.POSSIBLE  # "the drills would last a week", not "it would be a disaster"


def _opens_doubt(verb: Token) -> bool:
    """ "hopes that the truce *will* hold": a future that is only hoped or feared."""
    governor = verb.head
    return relation_of(verb) == "ccomp" and status_words().finite.get(lemma(governor)) is Status.POSSIBLE


def _threatened(verb: Token) -> bool:
    """ "Leave *or we will* shoot": what follows where an order is not obeyed."""
    ordered = (
        dep(verb) == "conj" and verb.head.tag_ in ("VB", "VBP") and not children(verb.head, "nsubj", "aux", "mark")
    )
    return ordered and any(child.lower_ == "or" for child in children(verb, "cc"))


def _conditional(verb: Token) -> bool:
    """Whether the clause depends on a condition: "if", "unless", "should the rebels attack"."""
    return any(
        _inverted(clause) or any(child.lower_ in ("if", "unless", "lest") for child in children(clause, "mark"))
        for clause in children(verb, "advcl", "parataxis")
    )


def _inverted(clause: Token) -> bool:
    """ "*Should* the rebels attack", "*had* they known": a condition told by word order."""
    subject = next(iter(children(clause, "nsubj")), None)
    first = next(iter(children(clause, "aux", "cop")), None)
    before = subject is not None and first is not None and first.i < subject.i and clause.head != clause
    start = next((token.i for token in clause.subtree if not token.is_punct), clause.i)
    return before and first is not None and first.lower_ in ("should", "had", "were") and first.i == start


def is_definite(noun: Token) -> bool:
    """A thing known to the reader: a name, a pronoun, "the", "its"."""
    if noun.pos_ == "PROPN" or noun.lower_ in ("he", "she", "it", "they"):
        return True
    determiners = {child.lower_ for child in children(noun, "det")}
    owned = any(child.dep_ == "nmod:poss" for child in noun.children)
    return owned or bool(determiners & {"the", "this", "these", "those", "both"})


def _tense(verb: Token, headline: bool) -> Status | None:
    """Status by tense and aspect of a finite predicate; ``None`` for infinitives and bare participles."""
    auxiliaries = children(verb, "aux", "cop")
    tags = {a.tag_ for a in auxiliaries}
    lemmas = {lemma(a) for a in auxiliaries}
    present = bool(tags & {"VBZ", "VBP"})
    if is_infinitive(verb):
        # "is to send": a plan; "is the first *to send*" is not
        to_be = "be" in lemmas or (lemma(verb.head) == "be" and dep(verb) in COMPLEMENTS)
        if not to_be or _be_follows_to(verb):
            return None
        if any(child.lower_ == "yet" for child in children(verb, "advmod")):
            return Status.DENIED  # "is yet to agree"
        unreal = "have" in lemmas and any(a.lower_ in ("was", "were") for a in [*auxiliaries, verb.head])
        return Status.CANCELLED if unreal else Status.PLANNED  # "was to have opened"
    if verb.tag_ == "VBG":
        if "be" not in lemmas:
            return None
        return Status.ONGOING if present or _backshifted(verb) else Status.DONE
    if present and "have" in lemmas:
        return Status.ONGOING if _lasts(verb) else Status.DONE
    if tags & {"VBD", "VBN"} or verb.tag_ == "VBD" or _past_form(verb):
        going_on = any(child.lower_ in ("still", "underway") for child in children(verb, "advmod"))
        state = lemma(verb) in status_words().afoot and bool(children(verb, "cop"))
        return Status.ONGOING if going_on or (state and _backshifted(verb)) else Status.DONE
    if present:
        return Status.ONGOING
    if verb.tag_ == "VBN":
        return Status.DONE if dep(verb) not in ("acl", "advcl", "xcomp", "amod", "ccomp", "conj") else None
    if verb.tag_ in ("VBZ", "VBP") and not _shares_modal(verb):
        return Status.DONE if headline and lemma(verb) not in status_words().lasting else Status.ONGOING
    if verb.tag_ == "VB" and children(verb, "nsubj") and not children(verb, "aux", "mark") and headline:
        return Status.DONE  # "Gunmen attack camp": telegraphic present
    return None


def _past_form(verb: Token) -> bool:
    """A past tense that is tagged as a present: only "be" and "have" have a present plural unlike their lemma."""
    return verb.tag_ == "VBP" and verb.lower_ != lemma(verb) and lemma(verb) not in ("be", "have", "do")


def is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in children(verb, "mark", "aux"))


def _be_follows_to(verb: Token) -> bool:
    """ "to be sent": the form of "be" belongs to the infinitive."""
    to = next((child.i for child in children(verb, "mark", "aux") if child.lower_ == "to"), -1)
    return any(a.i > to for a in children(verb, "aux", "cop") if lemma(a) == "be") and not any(
        a.i < to for a in children(verb, "aux", "cop")
    )


def _backshifted(verb: Token) -> bool:
    """A past progressive or state that was present to who said so: "said its troops *were* advancing"."""
    if any(child.lower_ in ("still", "currently", "now") for child in children(verb, "advmod")):
        return True
    governor = verb.head
    spoken = relation_of(verb) == "ccomp" and lemma(governor) in status_words().speech
    beside = any(lemma(child) in status_words().speech for child in children(verb, "parataxis"))
    marked = any(child.lower_ in TEMPORAL for child in children(verb, "mark", "advmod"))
    return (spoken or beside) and not marked and not _dated(verb)


def _dated(verb: Token) -> bool:
    """Whether the clause says when, so that it is no now of the speaker."""
    return any(child.dep_ in ("obl:tmod", "obl:unmarked", "nmod:tmod") for child in verb.children)


def _lasts(verb: Token) -> bool:
    """A perfect of what goes on once it is done: "has held the bridge *since* May"; "has begun to"."""
    if clause_effect(verb) is Effect.BEGUN:
        return True
    since = any(preposition(child) == "since" for child in children(verb, "obl", "advmod")) or any(
        c.lower_ == "since" for clause in children(verb, "advcl") for c in children(clause, "mark")
    )
    return lemma(verb) in status_words().lasting and since


def _shares_modal(verb: Token) -> bool:
    """ "will cross the river and *take* the town": a later verb of the same subject under the same auxiliary."""
    head = verb.head
    return (
        dep(verb) == "conj"
        and head.pos_ in VERBAL
        and verb.tag_ in ("VB", "VBP")
        and not children(verb, "nsubj", "aux")
        and head.tag_ == "VB"
    )


def is_asked(verb: Token) -> bool:
    """A main clause that is a question."""
    last = verb.sent[-1]
    while last.i > verb.i and (last.is_space or last.text in ("”", '"', "'", "’", "»")):
        last = last.nbor(-1)
    return last.text == "?"
