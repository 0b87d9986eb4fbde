"""The clause around a trigger: its slots, also those that a light verb or an event verb lends, and its predicates.

"Kenya *staged* drills", "troops *took part in* drills", "drills *involved* 3,000 troops", "the town *came under* fire":
the noun names the event, the verb carries subject, tense, time and place. Which verbs do so is data:
``lexicon/light.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from muster.codebook import lexicon
from muster.extract.slots import Argument, arguments, claimants, noun_arguments, subjects, verb_arguments
from muster.extract.syntax import (
    children,
    content_head,
    dep,
    is_gerund_subject,
    is_passive,
    is_verbal,
    lemma,
    preposition,
    verb_lemma,
)
from muster.extract.words import in_list, kinds

TARGETS = frozenset({"on", "against"})


@dataclass(frozen=True)
class LightVerbs:
    as_object: dict[str, str]
    in_phrase: dict[str, str]
    as_subject: dict[str, str]
    blamed_for: frozenset[str]
    blamed_on: frozenset[str]
    stages: frozenset[str]
    naming: frozenset[str]
    linking: frozenset[str]


@cache
def light_verbs() -> LightVerbs:
    """Light and event verbs with the slot that their own argument takes in the event's frame."""
    data = lexicon("light")

    def table(section: str) -> dict[str, str]:
        return {verb: slot for slot, verbs in data[section].items() for verb in verbs}

    return LightVerbs(
        table("event_as_object"),
        table("event_in_phrase"),
        table("event_as_subject"),
        frozenset(data["blamed_for"]),
        frozenset(data["blamed_on"]),
        frozenset(data["stages"]),
        frozenset(data["naming_verbs"]),
        frozenset(data["linking_verbs"]),
    )


@dataclass(frozen=True)
class Frame:
    """A trigger with everything that stands around it.

    ``predicate`` carries tense and polarity (the trigger itself when it is a verb); ``chain`` are the words whose time
    and place phrases are the event's; ``arguments`` are the normalised slots.
    """

    trigger: Token
    predicate: Token | None
    chain: tuple[Token, ...]
    arguments: tuple[Argument, ...]


def frame(trigger: Token) -> Frame:
    """The frame of a trigger word."""
    if is_verbal(trigger):
        return _verb_frame(trigger)
    return _noun_frame(trigger)


def _verb_frame(verb: Token) -> Frame:
    chain = [verb]
    current = verb
    # "began shelling on Monday", "managed on Friday to take": the governing verb's phrases are the event's too
    while dep(current) == "xcomp" and current.head.pos_ in ("VERB", "ADJ", "AUX"):
        current = current.head
        chain.append(current)
    if dep(verb) == "conj" and verb.head.pos_ == "VERB":
        chain.append(verb.head)
    found = [*verb_arguments(verb), *_outer_subjects(verb)]
    found.extend(_doers_behind(found))
    slots = {a.slot for a in found}
    for inner in [deep for child in children(verb, "obj") for deep in children(child, "nmod")]:
        if f"{verb_lemma(verb)} {preposition(inner)}" in light_verbs().blamed_on:  # the parse hangs it on the deed
            found.append(Argument(preposition(inner) or "", inner))
    for other in chain[1:]:
        if dep(verb) == "xcomp":
            found.extend(a for a in verb_arguments(other) if a.slot not in ("subj", "obj", "iobj", *slots))
    return Frame(verb, verb, tuple(chain), tuple(found))


def _doers_behind(found: list[Argument]) -> list[Argument]:
    """ "*Kenyan* strikes killed five": whoever did the deed that is the verb's subject acts in what the verb tells."""
    deeds = [a.token for a in found if a.slot == "subj" and in_list(a.token, "deed")]
    parts = [a for deed in deeds for a in _noun_frame(deed).arguments if a.slot in ("by", "poss", "mod", "from")]
    acting = [a for a in parts if a.token.ent_type_ in ("NORP", "LOC", "ORG", "PER") or "actor" in kinds().of(a.token)]
    return [Argument("subj", a.token, lent=True) for a in acting if a.slot != "from" or a.token.ent_type_ != "LOC"]


def _outer_subjects(verb: Token) -> list[Argument]:
    """ "The *envoy* is to fly home": the subject of the copula acts, unless it is a thing ("the *aim* is to win")."""
    slot = "obj" if is_passive(verb) else "subj"
    acting = {"actor", "equipment"}
    outer = [child for child in verb.children if child.dep_ == "nsubj:outer" and not children(verb, "nsubj:pass")]
    return [Argument(slot, child) for child in outer if kinds().of(content_head(child)) & acting]


def _host(noun: Token) -> Token:
    """The word through which the event noun hangs in its clause: past coordination and "a series of"."""
    current = noun
    stages = light_verbs().stages
    for _ in range(4):
        relation = dep(current)
        if relation == "conj" and current.head.pos_ in ("NOUN", "PROPN"):
            current = current.head
        elif relation == "compound" and current.head.pos_ == "PROPN" and current.lower_ == current.text:
            current = current.head  # "the *exercise* Silent Oak", whose name heads the phrase
        elif relation == "nmod" and preposition(current) == "of" and lemma(current.head) in stages:
            current = current.head
        elif (
            relation in ("compound", "nmod")
            and not preposition(current)
            and lemma(current.head) in light_verbs().stages
        ):
            current = current.head
        else:
            break
    return current


def _noun_frame(noun: Token) -> Frame:
    found = list(noun_arguments(noun) if noun.pos_ == "VERB" else arguments(noun))
    found.extend(_deep_targets(noun, found))
    host = _host(noun)
    found = _blamed(host, found)
    if host != noun:
        found.extend(a for a in arguments(host) if a.token != noun and a.slot != "of")
    chain = [noun] if host == noun else [noun, host]
    relation, verb = "nsubj" if is_gerund_subject(host) else dep(host), host.head
    predicate: Token | None = None
    if children(host, "cop"):
        predicate = host
    elif verb != host and verb.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        predicate = _lend(host, relation, verb, found, chain)
    if predicate is not None and predicate.pos_ == "VERB":
        _lend_by_conjuncts(host, predicate, found, chain)
    # a participle on the noun carries time and place: "drills *held* off Mombasa in March"
    behind = children(noun, "acl") if noun != host else []  # "the end of talks that *had begun* on Monday"
    for child in (*children(host, "acl"), *behind):
        if child.pos_ == "VERB":
            name = verb_lemma(child)
            table = light_verbs()
            if name in table.as_object or name in table.as_subject or child.tag_ in ("VBG", "VBN"):
                chain.append(child)
                found.extend(_doers(_slots_of(child, table.as_object.get(name, "subj"), skip=host), name, child))
                predicate = predicate or (child if "relcl" in child.dep_ else None)
    return Frame(noun, predicate, tuple(chain), tuple(found))


def _blamed(host: Token, found: list[Argument]) -> list[Argument]:
    """The slots with whoever is blamed for the event, or claims it, as its doer: "accused *Kenya* of the raid"."""
    table, relation, verb = light_verbs(), dep(host), host.head
    found = [*found, *(Argument("by", token) for token in (*claimants(host), *_pinned_on(host)))]
    if relation == "obj" or host.dep_ == "nsubj:pass":
        name = verb_lemma(verb)
        culprits = [a for a in (*found, *verb_arguments(verb)) if f"{name} {a.slot}" in table.blamed_on]
        others = [a for a in found if a not in culprits]
        return [*others, *(Argument("by", a.token) for a in culprits)]
    prep = preposition(host)
    if prep is None:
        return found
    blamed = dep(verb) in ("obj", "nsubj:pass") and f"{verb_lemma(verb.head)} {prep}" in table.blamed_for
    if relation == "nmod" and blamed:
        return [*found, Argument("by", verb)]  # the parse hangs "of the raid" on "Kenya"
    if dep(verb) == "amod" and f"{verb_lemma(verb)} {prep}" in table.blamed_for:
        return [*found, Argument("by", verb.head)]  # "holds the *gang* responsible for the raid"
    if relation != "obl" or f"{verb_lemma(verb)} {prep}" not in table.blamed_for:
        return found
    if dep(verb) == "xcomp" and (held := children(verb.head, "obj")):  # "holds *Kenya* responsible for the raid"
        return [*found, Argument("by", held[0])]
    slot = "obj" if verb.pos_ == "VERB" else "subj"
    return [*found, *(Argument("by", a.token) for a in arguments(verb) if a.slot == slot)]


def _pinned_on(host: Token) -> list[Token]:
    """ "a blast *blamed on* separatists", "raids that were *attributed to* the gang"."""
    clauses, table = children(host, "acl"), light_verbs().blamed_on
    return [c for v in clauses for c in children(v, "obl") if f"{verb_lemma(v)} {preposition(c)}" in table]


def _doers(slots: list[Argument], name: str, clause: Token) -> list[Argument]:
    """ "a strike that *Kenya* called reckless", "a truce brokered by *elders*": whose verb does not stage the event has
    no part in it."""
    named = any(c.pos_ in ("NOUN", "ADJ") for c in children(clause, "xcomp"))  # "*called* it a farce"
    known = name in light_verbs().as_object or name in light_verbs().as_subject
    if (known and not named) or clause.tag_ == "VBG":
        return slots
    return [a for a in slots if a.slot not in ("subj", "by")]


def _deep_targets(noun: Token, found: list[Argument]) -> list[Argument]:
    """ "an attack by gunmen of an unknown group *on a depot*": the target, where the parse hangs it deeper."""
    if any(a.slot in TARGETS for a in found):
        return []
    inner = [child for child in children(noun, "nmod") if preposition(child) in ("by", "from")]
    for _ in range(2):
        inner = [child for token in inner for child in children(token, "nmod")]
        targets = [Argument(preposition(child) or "", child) for child in inner if preposition(child) in TARGETS]
        if targets:
            return targets
    return []


def _slots_of(verb: Token, subject_slot: str, *, skip: Token) -> list[Argument]:
    """The verb's slots as the event's: its subject in ``subject_slot``, its prepositional phrases, no object."""
    found = []
    for argument in verb_arguments(verb):
        if argument.token == skip or argument.slot == "obj":
            continue
        slot = {"subj": subject_slot, "iobj": "to"}.get(argument.slot, argument.slot)
        found.append(Argument(slot, argument.token, lent=True))
    return found


def _lend(host: Token, relation: str, verb: Token, found: list[Argument], chain: list[Token]) -> Token | None:
    """Add what the governing verb lends to the event noun; the verb itself where it is the noun's predicate."""
    table = light_verbs()
    name = verb_lemma(verb)
    passive_subject = host.dep_ == "nsubj:pass"
    if relation == "obj" or passive_subject:
        slot = table.as_object.get(name)
        if slot is None:
            return None
        found.extend(_slots_of(verb, slot, skip=host))
        _climb(verb, chain)
        return verb
    if relation == "nmod" and verb.pos_ == "NOUN" and dep(verb) == "obj" and verb.head.pos_ == "VERB":
        # "claimed responsibility for the attack", "took part in the drills" with the phrase on the noun
        outer = verb.head
        slot = table.in_phrase.get(f"{verb_lemma(outer)} {lemma(verb)} {preposition(host)}")
        if slot is None:
            return None
        found.extend(_slots_of(outer, slot, skip=host))
        _climb(outer, chain)
        return outer
    if relation in ("obl", "advmod", "nmod"):
        prep = preposition(host)
        objects = children(verb, "obj")
        keys = [f"{name} {prep}", *[f"{name} {lemma(o)} {prep}" for o in objects]]
        for key in keys:
            if (slot := table.in_phrase.get(key)) is not None:
                own = _slots_of(verb, slot, skip=host)
                if slot == "obj":
                    own = [a for a in verb_arguments(verb) if a.token != host and a.slot != "subj"]
                    if "by" not in {a.slot for a in own}:
                        own += [Argument("obj", a.token) for a in subjects(verb) if a.slot == "subj"]
                found.extend(own)
                _climb(verb, chain)
                return verb
        return None
    if relation in ("nsubj", "csubj"):
        full = next((c for c in children(verb, "xcomp") if c.pos_ in ("VERB", "ADJ")), None)
        if full is not None and name in table.linking:  # "the talks *remain scheduled* for May"
            chain.append(verb)
            verb, name = full, verb_lemma(full)
        slot = table.as_subject.get(name)
        if slot is None and verb.pos_ == "VERB" and verb != full:
            return None
        for argument in verb_arguments(verb):
            if argument.token == host or argument.slot == "subj":
                continue
            if argument.slot in ("obj", "iobj"):
                if slot and slot != "none":
                    found.append(Argument(slot, argument.token, lent=True))
                continue
            found.append(argument)
        _climb(verb, chain)
        return verb
    return None


def _lend_by_conjuncts(host: Token, predicate: Token, found: list[Argument], chain: list[Token]) -> None:
    """ "The drills will take place in May and *involve* 1,500 troops": a second verb of the same subject."""
    if dep(host) != "nsubj":
        return
    for verb in children(predicate, "conj"):
        if verb.pos_ == "VERB" and not children(verb, "nsubj") and verb_lemma(verb) in light_verbs().as_subject:
            slot = light_verbs().as_subject[verb_lemma(verb)]
            chain.append(verb)
            for argument in verb_arguments(verb):
                if argument.slot == "obj" and argument.token != host and slot != "none":
                    found.append(Argument(slot, argument.token, lent=True))
                elif argument.slot not in ("subj", "obj", "iobj"):
                    found.append(argument)


def _climb(verb: Token, chain: list[Token]) -> None:
    chain.append(verb)
    while dep(verb) == "xcomp" and verb.head.pos_ in ("VERB", "ADJ", "AUX"):
        verb = verb.head
        chain.append(verb)
