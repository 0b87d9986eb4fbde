"""Grammar seen from a trigger: who stands in which slot, whatever the clause looks like.

The slots are those of the codebook (``subj``, ``obj``, ``iobj``, ``poss``, ``mod``, prepositions by name), normalised
so that active and passive clauses, participles, relative clauses, controlled infinitives and coordinated verbs look
alike. Nothing here knows about events.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from muster.codebook import lexicon, word_lists
from muster.extract.syntax import (
    NOMINAL,
    RELATIVE_PRONOUNS,
    antecedent,
    children,
    clause_of,
    dep,
    is_passive,
    lemma,
    preposition,
    shared_objects,
)

LOOSE = frozenset({"dep", "parataxis", "dislocated", "vocative", "discourse", "compound", "nmod", "obl:unmarked"})


@dataclass(frozen=True)
class Argument:
    """A word that fills a slot of another one. ``token`` heads the phrase; ``lent`` where a light verb gave it."""

    slot: str
    token: Token
    lent: bool = False


@cache
def _control() -> frozenset[str]:
    return frozenset(lexicon("light")["object_control"])


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
        owners = _whose_plan(head)
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
        controlled = lemma(head) in _control() and (relation == "xcomp" or marker & linked)
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


def _whose_plan(noun: Token) -> list[Token]:
    """Who is to do what the infinitive after a noun says: "*Kenya's* bid to", "a plan by *Kenya* to", "*Kenyan* steps
    to", "*troops* to"."""
    owners = children(noun, "nmod:poss")
    owners += [c for c in children(noun, "nmod") if preposition(c) in ("by", "of") and _acts(c)]
    owners += [c for c in children(noun, "amod", "compound") if c.i < noun.i and _is_party(c)]
    return owners


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
            found.extend(Argument("doer", one) for one in _doers(child))
            found.extend(Argument("holder", one) for one in _holders(child))
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
                if passive and slot in ("with", "along with", "together with") and _is_somebody(child):
                    found.append(Argument("obj", child))  # "was abducted *with his driver*"
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
    found.extend(Argument("obj", child) for child in shared_objects(verb))
    found.extend(Argument("helped", one) for one in _helped(verb))
    if passive and not children(verb, "obl:agent"):
        found.extend(Argument("subj", one) for one in _shared_agents(verb))
    # conjoined verbs share an object that only the last one has: "attacked and seized the post"
    if dep(verb) != "conj" and not any(a.slot == "obj" for a in found):
        for other in children(verb, "conj"):
            if other.pos_ == "VERB" and not children(other, "nsubj") and other.i - verb.i <= 3:
                found.extend(Argument("obj", child) for child in children(other, "obj"))
    return found


def _shared_agents(verb: Token) -> list[Token]:
    """ "was *abducted* and later killed *by bandits*": who did both, where only the last passive says."""
    later = [other for other in children(verb, "conj") if is_passive(other) and not children(other, "nsubj")]
    inner = [clause for other in later for clause in children(other, "xcomp")]
    agents = [child for other in (*later, *inner) for child in children(other, "obl")]
    return [agent for agent in agents if agent.dep_ == "obl:agent" or preposition(agent) == "by"]


def _helped(verb: Token) -> list[Token]:
    """Whom one acts for: "sent troops to help *Kenya*", "vowed to defend *Kenya*", "in support of *Kenya*",
    "pledged aid to *Kenya*"."""
    helping = word_lists()["helping_verbs"]
    aims = [c for c in children(verb, "xcomp", "advcl", "acl") if lemma(c) in helping]
    aims += [c for o in children(verb, "obj") for c in children(o, "acl") if lemma(c) in helping]
    found = [one for aim in aims for one in children(aim, "obj")]
    for phrase in (*children(verb, "obl"), *children(verb, "obj")):
        if lemma(phrase) in ("support", "help", "backing", "aid", "assistance", "defence", "defense", "protection"):
            helped = [c for c in children(phrase, "nmod") if preposition(c) in ("of", "for", "to")]
            found += helped if dep(phrase) == "obj" or preposition(phrase) in ("in", "to") else []
    return [token for token in found if _acts(token)]


def _is_somebody(token: Token) -> bool:
    known = word_lists()
    return token.ent_type_ == "PER" or any(lemma(token) in known[name] for name in ("people", "force", "kin"))


def _told_to(verb: Token) -> bool:
    """ "called *for* somebody *to* leave"."""
    clauses = [child for child in verb.children if child.dep_ in ("xcomp", "advcl")]
    return any(child.lower_ == "for" and child.dep_ == "mark" for clause in clauses for child in clause.children)


def _whose_to_give(noun: Token) -> list[Token]:
    """Of whom a thing is asked: "demanded *Kenya's* withdrawal", "sought talks *with* Kenya", "a vote *by* Kenya", "an
    end to *Kenya's* raids"."""
    if lemma(noun) in ("end", "halt", "stop", "cessation"):
        return [one for deed in children(noun, "nmod") for one in _doers(deed)]
    parties = [child for child in children(noun, "nmod") if preposition(child) in ("with", "by", "from")]
    if lemma(noun) in ("meeting", "session", "summit", "vote"):
        parties += [
            c for c in children(noun, "nmod") if preposition(c) == "of" and (c.ent_type_ == "ORG" or _is_body(c))
        ]
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


def _doers(deed: Token) -> list[Token]:
    """Who did what is spoken of: "condemned *Kenya's* raid", "the *Kenyan* raid", "the raid by *Kenya*", "the raid that
    *Kenya* claimed"; nobody where the noun names somebody, and not whoever suffers ("*his* arrest")."""
    if _acts(deed):
        return []
    found = [child for child in children(deed, "nmod") if preposition(child) == "by"]
    found += claimants(deed)
    if lemma(deed) not in word_lists()["suffered"]:
        found += children(deed, "nmod:poss")
        found += [child for child in children(deed, "amod", "compound") if child.i < deed.i and _is_party(child)]
    return found


def claimants(deed: Token) -> list[Token]:
    """ "an attack claimed by *a faction*", "attacks for which *a faction* claimed responsibility"."""
    found = []
    for clause in children(deed, "acl"):
        if lemma(clause) not in ("claim", "accept", "take", "admit"):
            continue
        responsible = any(lemma(child) in ("responsibility", "credit") for child in children(clause, "obj"))
        if responsible or (lemma(clause) == "claim" and is_passive(clause)):
            found += [child for child in clause.children if child.dep_ in ("nsubj", "obl:agent")]
            found += [c for c in children(clause, "obl") if preposition(c) == "by" and c not in found]
    return [token for token in found if token.lower_ not in RELATIVE_PRONOUNS]


def _holders(place: Token) -> list[Token]:
    """Who has what is taken: "*rebel*-held villages", "a town held by *rebels*", "the *army's* base", "the town from
    *rebels*"."""
    if _acts(place) and place.ent_type_ != "LOC":
        return []
    found = [c for c in children(place, "nmod") if preposition(c) == "from" and _acts(c) and c.ent_type_ != "LOC"]
    for clause in children(place, "amod", "acl"):
        if lemma(clause) in ("hold", "control", "occupy") and clause.tag_ in ("VBN", "VBD", "JJ"):
            found += children(clause, "compound", "obl:agent", "nsubj") if dep(clause) == "amod" else []
            found += [child for child in children(clause, "obl") if preposition(child) == "by" and child not in found]
    built = lemma(place) in word_lists()["facility"]
    for child in children(place, "nmod:poss", "compound", "amod"):
        body = child.ent_type_ == "ORG" or (built and child.ent_type_ == "NORP")
        if child.i < place.i and (body or lemma(child) in word_lists()["force"] | word_lists()["group_anaphora"]):
            found.append(child)
    return [token for token in found if token.lower_ not in RELATIVE_PRONOUNS]


def _is_party(token: Token) -> bool:
    """A word before a noun that names somebody: "*Kenyan* raids", "*rebel* fire"."""
    known = word_lists()
    return token.ent_type_ in ("NORP", "LOC", "ORG") or lemma(token) in known["group_anaphora"] | known["authority"]


def _leaders(noun: Token) -> list[Token]:
    """ "the *Kenyan*-led raids": who leads them."""
    if lemma(noun) not in word_lists()["deed"] | word_lists()["operation_noun"]:
        return []
    led = [child for child in children(noun, "amod") if child.lower_ == "led" and child.i < noun.i]
    return [c for one in led for c in children(one, "compound", "obl", "nsubj", "advmod", "amod") if c.i < one.i]


def _sites(noun: Token) -> list[Token]:
    """ "the *embassy* bombing", "a *train* attack": the target that stands before the noun."""
    known = word_lists()
    return [c for c in children(noun, "compound") if c.i < noun.i and lemma(c) in known["facility"] | known["carriage"]]


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
    found.extend(Argument("by", leader) for leader in _leaders(noun))
    found.extend(Argument("site", site) for site in _sites(noun))
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
