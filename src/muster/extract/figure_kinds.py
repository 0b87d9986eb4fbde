"""What kind of figure a number is: soldiers, pieces of equipment, dead, wounded, captured, displaced, other heads."""

from __future__ import annotations

from spacy.tokens import Token

from muster.codebook import EventType, word_lists
from muster.extract.counting import Counted
from muster.extract.fates import HARMED, fate, fate_behind
from muster.extract.predicates import Frame
from muster.extract.slots import subjects, verb_arguments
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma
from muster.extract.words import in_list, kinds
from muster.record import QuantityKind


def is_people(noun: Token) -> bool:
    """Whether the noun names persons one by one: soldiers and villagers, not battalions."""
    if in_list(noun, "formation"):
        return False
    if _is_armed_name(noun):
        return True
    return bool(kinds().of(noun) & {"force", "person"}) or noun.ent_type_ in ("NORP", "PER")


def _is_armed_name(noun: Token) -> bool:
    """ "400 *blue helmets*": a name of two words for armed people."""
    return noun.i > 0 and f"{noun.nbor(-1).lower_} {lemma(noun)}" in word_lists()["armed_names"]


def is_thing(noun: Token) -> bool:
    return "equipment" in kinds().of(noun) or in_list(noun, "munition") or in_list(noun, "formation")


def kind_of(item: Counted, around: Frame, entry: EventType, type_name: str, *, toll: bool = False) -> QuantityKind:
    """The kind of a count; ``toll`` where the figure is the value of a toll ("the count stood at seven")."""
    if item.mention.head is not None:
        return _of_word(item.mention.head, entry)
    if item.mention.text.endswith("strong") or _next(item).lower_ == "strong":
        return QuantityKind.PERSONNEL
    if item.noun is None:
        return _of_bare(item, around, entry, toll)
    found = _of_noun(item.noun, around, entry, type_name)
    if item.whole is not None and found not in HARMED and (_counts_people(item) or found is QuantityKind.COUNT):
        of_whole = kind_of(item.whole, around, entry, type_name, toll=toll)
        return found if _counts_people(item) and not _has_people(item.whole, of_whole) else of_whole
    return found


def _counts_people(item: Counted) -> bool:
    return item.noun is None or is_people(item.noun)


def _has_people(item: Counted, kind: QuantityKind) -> bool:
    return _counts_people(item) or kind in HARMED


def _of_word(word: str, entry: EventType) -> QuantityKind:
    """The kind that the noun of a hyphenated figure gives: "2,500-troop", "12-ship"."""
    lists = word_lists()
    if word in lists["force"] or word in ("man", "strong", "member", "person"):
        return QuantityKind.PERSONNEL
    if word in lists["people"]:
        return QuantityKind(entry.people)
    return QuantityKind.EQUIPMENT if word in lists["equipment"] else QuantityKind.COUNT


def _of_bare(item: Counted, around: Frame, entry: EventType, toll: bool) -> QuantityKind:
    """A number alone: by the fate beside it, by the figure it continues, else by its verb."""
    doc = item.anchor.doc
    if any(token.lower_ == "missing" for token in doc[item.end : item.end + 3]):
        return QuantityKind.COUNT
    if (gapped := _gapped(item.anchor)) is not None:
        return QuantityKind.EQUIPMENT if _is_equipment(gapped) else QuantityKind.COUNT
    before = doc[item.first - 1] if item.first else None
    if before is not None and before.pos_ == "VERB" and (verdict := fate(before)) is not None:
        return verdict
    behind = fate_behind(doc, item.end)
    if behind is not None and (verdict := fate(behind)) is not None:
        return verdict
    if item.whole is not None:
        if item.whole.noun is not None:
            return _of_noun(item.whole.noun, around, entry, "")
        return _of_bare(item.whole, around, entry, toll)
    for other in _coordinated(item.anchor):
        if (verdict := fate(other)) is not None:
            return verdict
        if other != item.anchor and is_thing(other):
            return QuantityKind.COUNT if not _is_equipment(other) else QuantityKind.EQUIPMENT
    verb = _first_conjunct(item.anchor).head
    for token in (verb, *children(verb, "xcomp"), *around.chain, around.trigger):
        if (verdict := fate(token)) is not None:
            return verdict
    if toll and entry.family == "combat":
        return QuantityKind.KILLED
    return QuantityKind(entry.people) if entry.people in QuantityKind._value2member_map_ else QuantityKind.COUNT


def _next(item: Counted) -> Token:
    doc = item.anchor.doc
    return doc[min(item.end, len(doc) - 1)]


def _coordinated(anchor: Token) -> list[Token]:
    """What a bare number is coordinated with: "killed ten *soldiers* and 20 ..."."""
    first = _first_conjunct(anchor)
    return [anchor] if first == anchor else [anchor, content_head(first)]


def _first_conjunct(token: Token) -> Token:
    while dep(token) == "conj" and token.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") and token.head != token:
        token = token.head
    return token


def _gapped(anchor: Token) -> Token | None:
    """ "destroyed five *tanks* and captured three": things counted by the verb before."""
    verb = anchor.head
    if dep(anchor) not in ("obj", "nsubj") or dep(verb) != "conj" or verb.head.pos_ != "VERB":
        return None
    for other in children(verb.head, "obj", "nsubj:pass"):
        if children(other, "nummod") and is_thing(content_head(other)) and dep(other) == dep(anchor):
            return content_head(other)
    return None


def _is_equipment(noun: Token) -> bool:
    if in_list(noun, "formation") or in_list(noun, "munition"):
        return False  # battalions and rockets are counted, not their people or launchers
    return "equipment" in kinds().of(noun)


def _of_noun(noun: Token, around: Frame, entry: EventType, type_name: str) -> QuantityKind:
    named = fate(noun)
    if named is not None:
        said = _fate(noun)
        return QuantityKind.KILLED if said is QuantityKind.KILLED else named
    if in_list(noun, "household"):
        return QuantityKind.COUNT
    if in_list(noun, "formation") or in_list(noun, "munition"):
        return QuantityKind.COUNT
    if is_people(noun) or in_list(noun, "authority"):
        return _fate(noun) or _of_people(noun, around, entry, type_name)
    if _is_equipment(noun):
        return QuantityKind.EQUIPMENT
    return QuantityKind.COUNT


def _of_people(noun: Token, around: Frame, entry: EventType, type_name: str) -> QuantityKind:
    people = QuantityKind(entry.people) if entry.people in QuantityKind._value2member_map_ else QuantityKind.COUNT
    if in_list(noun, "authority") and not is_people(noun):
        return people
    armed = "force" in kinds().of(noun) or _of_force(noun) or _is_armed_name(noun)
    if armed and people is QuantityKind.COUNT:
        return QuantityKind.PERSONNEL if in_list(noun, "soldiers") else QuantityKind.COUNT
    if type_name == "return" and in_list(around.trigger, "release_words"):
        return QuantityKind.CAPTURED
    if armed and (type_name == "return" or (type_name == "displace" and _of_force(noun))):
        return QuantityKind.PERSONNEL  # the strength of the garrison that fled
    if people is QuantityKind.PERSONNEL and not armed and entry.family in ("combat", "siege", "territory"):
        return QuantityKind.COUNT  # civilians under fire or siege are no force
    return people


def _of_force(noun: Token) -> bool:
    """ "a garrison of 200 *men*": the members of an armed body."""
    led = dep(noun) == "nmod" and "force" in kinds().of(noun.head) and not in_list(noun.head, "people")
    return led and not in_list(noun, "bystanders")


def _participle_behind(noun: Token) -> list[Token]:
    """ "left four gunmen *killed*", whatever the parse."""
    for token in noun.doc[noun.i + 1 : noun.i + 2]:
        if token.tag_ in ("VBN", "VBD", "JJ") and not children(token, "obj", "aux", "nsubj"):
            return [token]
    return []


def _listed(noun: Token) -> list[Token]:
    """ "the *dead* include two monks": who the verb says the counted are among."""
    verb = noun.head
    return children(verb, "nsubj") if dep(noun) == "obj" and lemma(verb) == "include" else []


def _fate(noun: Token) -> QuantityKind | None:
    """Whether the people counted are said to be killed, wounded or caught, by their verb or an adjective."""
    for child in (*children(noun, "amod", "acl"), *_participle_behind(noun)):
        if (verdict := fate(child)) is not None:
            return verdict
    head = noun
    while dep(head) in ("conj", "nmod") and head.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and head.head != head:
        if dep(head) == "nmod" and (verdict := fate(head.head)) is not None:
            return verdict  # "the *bodies* of eight men", "the death of three guards"
        head = head.head
    for told in (*children(noun, "nsubj"), *_listed(noun)):
        if (verdict := fate(told)) is not None:
            return verdict  # "the *wounded* are eight drivers", "the *dead* include two monks"
    for other in (o for clause in children(head, "acl") for o in children(clause, "xcomp")):
        if (verdict := fate(other)) is not None:
            return verdict  # "with two guards and a cook left *dead*"
    verb = head.head
    if verb.pos_ in ("VERB", "ADJ") and (verdict := fate(verb)) is not None:
        objects = {a.token.i for a in verb_arguments(verb) if a.slot == "obj"}
        opened = {t.i for i in objects for t in conjuncts(noun.doc[i])} | {content_head(noun.doc[i]).i for i in objects}
        if head.i in objects or noun.i in opened or lemma(verb) in ("die", "perish", "surrender", "drown"):
            return verdict
        if any(a.slot == "obj" and a.token.i == head.i for a in subjects(verb)):
            return verdict
    if dep(noun) == "nsubj" and verb.pos_ in ("NOUN", "ADJ") and (verdict := fate(verb)) is not None:
        return verdict  # "three of them were among the dead"
    if dep(noun) == "nsubj" and in_list(verb, "suffering_verbs"):
        for other in children(verb, "obj"):
            if (verdict := fate(other)) is not None:
                return verdict  # "two guards received wounds"
    # "left 23 people dead"
    for other in children(verb, "xcomp", "amod", "acl") if verb.pos_ == "VERB" else []:
        if (verdict := fate(other)) is not None and other.i > noun.i:
            return verdict
    return None
