"""Fill actor and recipient slots: from the words around a trigger to participants with spans and resolved names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from muster.codebook import EventType, Roles
from muster.extract.coreference import Coreference
from muster.extract.naming import describe, distinct
from muster.extract.predicates import Frame
from muster.extract.slots import subjects
from muster.extract.syntax import children, conjuncts, content_head, dep, is_each_other, lemma, preposition
from muster.extract.words import PRONOUNS, in_list, is_abstract, is_place, kinds
from muster.record import Participant

# slots whose filler must be somebody who can act; the others take any noun
SPEAKING = frozenset({"accuse", "deny", "admit", "appeal", "warn", "pledge"})
# whom an act is for, who has what is taken, whose deed is condemned: somebody, and no place of the event
NAMED_FOR_OTHERS = frozenset({"helped", "holder", "doer"})
ACTOR_ONLY = frozenset({"mod", "poss", "with", "from", "by", "between", "of", "among", "to", "for", "in"})


@dataclass(frozen=True)
class Filler:
    """A word that fills a role, before it becomes a participant or a place."""

    token: Token
    slot: str
    lent: bool = False
    first: Token | None = None  # where the phrase begins, if before the token's own dependents


def fillers(
    around: Frame, slots: Iterable[str], *, skip: frozenset[int] = frozenset(), any_of: bool = False
) -> list[Filler]:
    """The words in the given slots, coordination opened, in order of the text; ``skip`` are token indexes that name
    something else (the event itself); ``any_of``: any noun after "of" suffers the event ("the arrest of a baker")."""
    found: dict[int, Filler] = {}
    wanted = list(slots)
    if "self" in wanted:  # "protesters", "attackers": the word names the event by who takes part in it
        found[around.trigger.i] = Filler(around.trigger, "self")
    for argument in around.arguments:
        if argument.slot not in wanted:
            continue
        for token in conjuncts(argument.token):
            head = _named_by_apposition(_body(content_head(_told_by_clause(token))))
            if _is_event_itself(head, around.trigger):
                continue
            head = _counted_before(head, around) or head
            if head.i not in skip and _fits(head, argument.slot, any_of):
                found.setdefault(head.i, Filler(head, argument.slot, argument.lent))
    return _modifiers_joined([found[i] for i in sorted(found)])


def _modifiers_joined(found: list[Filler]) -> list[Filler]:
    """ "*Kenyan artillery* fire": a nation and its force side by side before the event noun are one participant."""
    joined: list[Filler] = []
    for filler in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.slot == filler.slot == "mod"
            and last.token.i == filler.token.i - 1
            and last.token.ent_type_ in ("NORP", "LOC", "ORG")
            and not filler.token.ent_type_
        ):
            joined[-1] = Filler(filler.token, "mod", filler.lent, first=last.first or last.token)
        else:
            joined.append(filler)
    return joined


def _fits(token: Token, slot: str, any_of: bool) -> bool:
    if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"):
        return False
    if token.lower_ in ("it", "this", "that", "which", "there", "what") and dep(token) == "expl":
        return False
    if in_list(token, "time_noun") or in_list(token, "not_participant") or _counts_only(token):
        return False
    if in_list(token, "reflexives") or token.tag_ == "VBG":
        return False
    found = kinds().of(token)
    if slot == "mod":
        if token.i > 1 and token.doc[token.i - 1].text == "-" and token.doc[token.i - 2].like_num:
            return False  # "2,500-troop drills" gives a strength, nobody who acts
        # "rebel attack" says who; "troop build-up" only what is built up
        return token.ent_type_ in ("ORG", "LOC", "NORP", "PER") or (
            "force" in found and token.pos_ in ("NOUN", "PROPN") and not in_list(token, "strength_noun")
        )
    if slot == "by" and token.pos_ in ("NOUN", "PROPN") and not is_place(token):
        return True
    if any_of and slot == "of" and token.pos_ in ("NOUN", "PROPN"):
        return not is_abstract(token)
    if slot in ACTOR_ONLY:
        return "actor" in found or bool(token.ent_type_ in ("ORG", "PER", "NORP", "LOC")) or _bears_name(token)
    return token.pos_ != "ADJ" or bool(token.ent_type_) or _is_those(token)


def _is_those(token: Token) -> bool:
    """ "evacuated *the wounded*", "two of *the injured*": an adjective that stands for people."""
    return in_list(token, "people_adjective") and any(child.lower_ == "the" for child in children(token, "det"))


def _is_event_itself(word: Token, event: Token) -> bool:
    """ "*It* was the second attack": the pronoun before "was" is the event."""
    if event.ent_type_ and any(word in entity and event in entity for entity in event.sent.ents):
        return True  # a headline's "*Roadside* IED" looks like a name
    return word.head == event and word.lower_ in ("it", "this", "that") and bool(children(event, "cop"))


def _counts_only(token: Token) -> bool:
    """ "12 died", "thousands fled": a figure that says nothing of who they are. "The two met" goes back to somebody."""
    if token.ent_type_ or children(token, "amod", "compound"):
        return False
    if token.text[:1].isdigit() or in_list(token, "quantifiers"):
        return True
    bare = token.pos_ == "NUM" or in_list(token, "bare_numbers")
    return bare and not children(token, "det", "nmod")


def _counted_before(token: Token, around: Frame) -> Token | None:
    """ "Five guards were killed and *seven* captured": of whom a bare number counts more, in the same sentence."""
    if token.pos_ != "NUM" or token.ent_type_ or list(token.children) != children(token, "advmod", "punct", "cc"):
        return None
    own = {other.i for argument in around.arguments for other in conjuncts(argument.token)}
    counted = [
        noun
        for noun in token.doc[token.sent.start : token.i]
        if noun.pos_ == "NOUN" and noun.i not in own and children(noun, "nummod") and "actor" in kinds().of(noun)
    ]
    return counted[-1] if counted else None


def _body(token: Token) -> Token:
    """ "*members* of the armed group": the body that they belong to says who they are."""
    if lemma(token) != "member" or token.tag_ != "NNS":
        return token
    bodies = [child for child in children(token, "nmod") if preposition(child) == "of"]
    armed = ("group_anaphora", "force")
    fits = [b for b in bodies if b.ent_type_ in ("ORG", "NORP") or any(in_list(b, name) for name in armed)]
    return fits[0] if fits else token


def _named_by_apposition(token: Token) -> Token:
    """ "an obscure cell, the Red Banner": the name stands for the noun."""
    if token.ent_type_ in ("PER", "ORG", "LOC", "NORP") or token.pos_ not in ("NOUN", "PROPN"):
        return token
    named = [c for c in children(token, "appos") if c.ent_type_ in ("PER", "ORG") and c.i > token.i]
    return next(iter(named), None) or _called(token) or token


def _told_by_clause(token: Token) -> Token:
    """ "shelled *what* they thought was a *camp*", "*what* it calls terrorist *groups*": the clause names it."""
    clause = next(iter(children(token, "acl")), None) if token.lower_ == "what" else None
    for _ in range(3):
        if clause is None:
            break
        given = [c for c in children(clause, "xcomp", "ccomp", "obl") if c.pos_ in ("NOUN", "PROPN")]
        told = [c for c in given if children(c, "cop") or dep(c) == "xcomp" or preposition(c) in ("as", None)]
        if told:
            return told[0]
        clause = next((c for c in children(clause, "xcomp", "ccomp") if c.pos_ in ("VERB", "AUX")), None)
    return token


def _called(noun: Token) -> Token | None:
    """ "a group *calling itself* the Red Banner", "a commander *known as* Abu Tir": the name that a clause gives."""
    for clause in children(noun, "acl"):
        if in_list(clause, "naming_words"):
            for child in (*children(clause, "xcomp", "obj", "obl"), *_below(clause)):
                if (child.ent_type_ in ("PER", "ORG") or child.pos_ == "PROPN") and child.i > clause.i:
                    return child
    return None


def _below(clause: Token) -> list[Token]:
    return [inner for child in children(clause, "obj") for inner in children(child, "appos", "nmod", "flat")]


def _bears_name(token: Token) -> bool:
    """A common noun with a nationality or a force before it: "Russian tanks", "a Polish contingent"."""
    return token.pos_ in ("NOUN", "PROPN") and any(
        child.ent_type_ in ("NORP", "ORG", "LOC") for child in children(token, "amod", "compound", "nmod")
    )


def participants(
    doc: Doc,
    around: Frame,
    entry: EventType,
    roles: Roles,
    coreference: Coreference,
    *,
    speaker: str | None,
    skip: frozenset[int] = frozenset(),
) -> tuple[list[Participant], list[Participant], list[Token]]:
    """Actors, recipients and the words that name a place instead (to be located by the caller)."""
    actors: list[Participant] = []
    recipients: list[Participant] = []
    places: list[Token] = []
    taken: set[int] = set()
    speaks = entry.family in SPEAKING
    acting = fillers(around, roles.actor, skip=skip, any_of=entry.family == "flight")
    if not acting and entry.family == "exercise":
        acting = [Filler(token, "subj") for token in taking_part(around)]
    owned = any(f.slot in ("of", "by", "poss") and not f.lent for f in acting)
    for filler in acting:
        if filler.token.i in taken or _only_munition(filler.token) or _instrument(filler, around):
            continue
        if _only_place(filler, roles.where) and not (speaks and filler.slot == "subj"):
            continue  # but "the *embassy* denied it"
        if filler.slot == "mod" and coreference.is_locality(filler.token):
            places.append(filler.token)  # "the *Luanda* summit"
            continue
        if filler.lent and filler.slot == "subj" and not _may_be_lent(filler.token, around, owned):
            continue
        taken.add(filler.token.i)
        actors.extend(describe(doc, filler.token, coreference, speaker, first=filler.first))
    for filler in fillers(around, (*roles.recipient, "victim"), skip=skip, any_of=not speaks):
        token = filler.token
        if token.i in taken or (speaks and _is_thing(token, around)):
            continue
        taken.add(token.i)
        if is_each_other(token):
            recipients.extend(actors)
        elif entry.place_recipient == "where" and _is_target(filler):
            places.append(token)
        else:
            recipients.extend(describe(doc, token, coreference, speaker, first=filler.first))
    for filler in fillers(around, roles.where):
        if filler.token.i not in taken:
            taken.add(filler.token.i)
            places.append(filler.token)
    return distinct(actors), distinct(recipients), places


def _may_be_lent(token: Token, around: Frame, owned: bool) -> bool:
    """Whether a light verb's argument acts in the event: not where the noun has its own actor ("announced the
    withdrawal of troops"), nor a mere strength ("involved 3,200 personnel")."""
    verb = around.predicate
    if owned and token.lower_ not in PRONOUNS:
        return False
    leader = token
    while dep(leader) == "conj":
        leader = leader.head
    is_object = verb is not None and leader.head == verb and dep(leader) == "obj"
    return not is_object or bool(token.ent_type_) or _bears_name(token)


def _is_target(filler: Filler) -> bool:
    """A place that is attacked or taken: its slot says so, and it is no pronoun."""
    if filler.slot == "on" and any(in_list(filler.token, name) for name in ("thoroughfare", "spot_noun")):
        return True  # "shot two men *on the road*"
    if filler.slot in NAMED_FOR_OTHERS:
        return False
    in_slot = filler.slot not in ACTOR_ONLY - {"of", "in"}
    return in_slot and filler.token.lower_ not in PRONOUNS and is_place(filler.token)


def _is_thing(token: Token, around: Frame) -> bool:
    """What is condemned or asked for is nobody: "deplored the *killing*", "requested *helicopters*"."""
    if token.lower_ == "it":
        # "accused *it* of treason", "urged *it* to leave", but "called *it* a crime"
        return not any(
            a.slot in ("of", "for") or (a.slot == "clause" and a.token.pos_ == "VERB") for a in around.arguments
        )
    if token.lower_ in ("this", "that", "what", "which"):
        return True
    if is_place(token) and not (token.ent_type_ or in_list(token, "state_anaphora") or in_list(token, "authority")):
        return True  # "called for a withdrawal from the *strip*"
    known = bool(token.ent_type_) or "actor" in kinds().of(token) or _bears_name(token)
    deed = lemma(token).endswith("ing") and not in_list(token, "body_noun")  # "denounced the *jailing*"
    return not known and (deed or is_abstract(token) or in_list(token, "equipment") or in_list(token, "aid"))


def _instrument(filler: Filler, around: Frame) -> bool:
    """ "fought them off *with artillery*", "*artillery* fire": nobody."""
    arms = in_list(filler.token, "equipment") or in_list(filler.token, "munition")
    if filler.slot == "mod":
        return arms and filler.first is None and not _bears_name(filler.token)  # "*artillery* shelling"
    return filler.slot == "with" and arms and not _bears_name(filler.token) and around.trigger.pos_ == "VERB"


def taking_part(around: Frame) -> list[Token]:
    """Forces that do something in a drill, or are sent to it, take part in it: "*marines* landed in the exercise"."""
    noun = around.trigger
    if dep(noun) not in ("obl", "nmod") or noun.head.pos_ != "VERB":
        return []
    verb, prep = noun.head, preposition(noun)
    sent = prep in ("for", "to", "in") and (in_list(verb, "bringing_verbs") or in_list(verb, "leaving_verbs"))
    if not sent and prep not in ("in", "during"):
        return []
    found = [t for a in subjects(verb) for t in conjuncts(a.token)]
    armed = [t for t in found if "force" in kinds().of(t) and not in_list(t, "strength_noun")]
    return [t for t in found if t.ent_type_] or armed if sent else [t for t in armed if not in_list(t, "authority")]


def _only_munition(token: Token) -> bool:
    """Bombs and shells act for somebody: "*Syrian rockets*" names him, "the bombs" nobody."""
    known = in_list(token, "munition") or in_list(token, "set_off")
    return known and (bool(token.ent_type_) or not _bears_name(token))


def _only_place(filler: Filler, where: tuple[str, ...]) -> bool:
    """A place noun without a name is no actor ("the region", "the border")."""
    token = filler.token
    return filler.slot in where or (is_place(token) and not token.ent_type_ and not in_list(token, "state_anaphora"))
