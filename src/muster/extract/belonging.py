"""Which figures of a sentence belong to an event.

A figure climbs the tree from the word it hangs on until it meets a word of the event: one of its arguments, or a
predicate that carries it. It stops where it meets another event first, or a clause of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from muster.codebook import word_lists
from muster.extract.counting import Counted
from muster.extract.fates import HARMED, fate
from muster.extract.figure_kinds import is_people
from muster.extract.predicates import Frame, light_verbs
from muster.extract.syntax import children, conjuncts, dep, lemma, preposition
from muster.extract.words import in_list, kinds

VAGUE = ("several", "few", "some", "handful")
# prepositions of phrases that belong to the noun before them: "600 marines *from* four navies"
PART = frozenset({"of", "including", "with", "from", "between", "among", "by", None})
# prepositions of phrases that say where: "in three cities"
LOCATIVE = frozenset(
    ["in", "at", "near", "on", "along", "across", "around", "outside", "inside", "off", "over", "through", "to", "into"]
    + ["towards", "toward", "within", "beyond", "onto", "throughout", "under", "between", "amid", "against"]
)
DURING = frozenset({"for", "over", "during", "throughout"})
SPEAKING = frozenset({"accuse", "deny", "admit", "warn"})
MAX_CLIMB = 10
# slots of those who are spoken of beside the event
NOT_COUNTED = frozenset({"any", "clause", "asked", "doer", "holder", "helped"})


@dataclass(frozen=True)
class Home:
    """The words of an event that take figures in, as token indexes.

    ``own`` are its trigger and predicates; of these ``lent`` stand above it and keep their objects for themselves,
    ``weak`` are merely coordinated with it and keep everything. ``arguments`` are the heads of its slots (with the
    slot), ``rivals`` the words of the sentence's other events, ``tally`` verbs that give the value of a toll.
    """

    own: frozenset[int]
    weak: frozenset[int]
    lent: frozenset[int]
    arguments: dict[int, str]
    rivals: frozenset[int]
    tally: frozenset[int]
    type_name: str


# --- the words of the event ---------------------------------------------------------------------------------------


def home_of(around: Frame, type_name: str, others: Sequence[Frame]) -> Home:
    """The words of an event that take figures in; ``others`` are the sentence's other events."""
    own = {token.i for token in around.chain} | {around.trigger.i}
    hosts = {t.head.i for t in around.chain if t.pos_ not in ("VERB", "AUX") and t.head.pos_ == "VERB"} & own
    lent = {
        t.head.i for t in around.chain if dep(t) in ("xcomp", "conj") and t.head.i in own and t.head != around.trigger
    }
    weak = {i for i in lent if any(dep(t) == "conj" and t.head.i == i for t in around.chain)}
    rivals = {other.trigger.i for other in others} - hosts
    for other in others:
        rivals |= {token.i for token in other.chain} - own
    tally = _tally_verbs(around)
    arguments: dict[int, str] = {}
    for argument in around.arguments:
        if argument.slot in NOT_COUNTED or not _asked(argument.slot, type_name):
            continue
        if _inherited(argument.token, around, rivals):
            continue
        for token in conjuncts(argument.token):
            arguments.setdefault(token.i, argument.slot)
    if (group := _of_whom(around.trigger)) is not None:
        arguments.setdefault(group.i, "subj")
    for token in (*_named_victims(around.trigger), *_coordinated(around.trigger)):
        arguments.setdefault(token.i, "obj")
    for token in _brought(around, type_name):
        arguments.setdefault(token.i, "obj")
        rivals.discard(token.head.i)
    barred = (rivals - own) | (rivals & lent)
    return Home(
        frozenset(own | tally),
        frozenset(weak - hosts - tally),
        frozenset(lent - hosts - tally),
        arguments,
        frozenset(barred),
        tally,
        type_name,
    )


def _asked(slot: str, type_name: str) -> bool:
    """Accusing and denying have figures of those who speak only; what they speak of is another event's."""
    return slot == "subj" or type_name not in SPEAKING


def _inherited(token: Token, around: Frame, rivals: Collection[int]) -> bool:
    """Whether an understood argument has its figure in another event: "200 women marched to *demand* ..."."""
    head = token.head
    return head.i in rivals and dep(around.trigger) in ("xcomp", "advcl", "ccomp", "conj") and head != around.trigger


def _tally_verbs(around: Frame) -> frozenset[int]:
    """ "the death toll *rose* to 52", "*put* its losses at five dead": verbs that give the value of a toll."""
    found = set()
    whose = [around.trigger.head] if dep(around.trigger) == "acl" else []  # "the number of refugees who crossed ..."
    for token in (*around.chain, around.trigger, *whose):
        if in_list(token, "tally_nouns") and dep(token) in ("nsubj", "obj", "obl"):
            verb = token.head
            if in_list(verb, "tally_verbs"):
                found.add(verb.i)
            elif (later := _later_verb(token)) is not None:
                found.add(later.i)
        elif dep(token) == "nmod" and in_list(token.head, "tally_nouns") and in_list(token.head.head, "tally_verbs"):
            found.add(token.head.head.i)
    return frozenset(found)


def _later_verb(tally: Token) -> Token | None:
    """The verb that gives a toll's value where the parse ties the toll elsewhere: the first one after it without a
    subject of its own."""
    for token in tally.doc[tally.i + 1 : tally.sent.end]:
        if token.pos_ == "VERB" and token.dep_ not in ("acl", "amod") and "relcl" not in token.dep_:
            return token if in_list(token, "tally_verbs") and not children(token, "nsubj") else None
    return None


def _named_victims(noun: Token) -> list[Token]:
    """ "the dead are two *monks*", "the wounded include four *drivers*"."""
    if fate(noun) is None or dep(noun) != "nsubj":
        return []
    if children(noun.head, "cop"):
        return [noun.head]
    return children(noun.head, "obj") if lemma(noun.head) == "include" else []


def _coordinated(clause: Token) -> list[Token]:
    """ "eight women, a girl and four men *injured*": all that stands before the participle."""
    first = clause.head
    while dep(first) == "conj" and first.head.pos_ in ("NOUN", "PROPN") and first.head != first:
        first = first.head
    closes = dep(clause) == "acl" and first != clause.head and clause.i == clause.head.i + 1 and fate(clause)
    return conjuncts(first) if closes else []


def _brought(around: Frame, type_name: str) -> list[Token]:
    """ "will bring *45 warships* to the Baltic for drills": what is sent to an exercise takes part in it."""
    noun = around.trigger
    if type_name != "exercise" or dep(noun) not in ("obl", "nmod") or preposition(noun) not in ("for", "to", "in"):
        return []
    verb = noun.head
    for _ in range(3):
        if verb.pos_ == "VERB" or verb.head == verb:
            break
        verb = verb.head
    brought: tuple[str, ...] = ("obj", "nsubj:pass") if in_list(verb, "bringing_verbs") else ()
    if in_list(verb, "leaving_verbs") and (lemma(verb) == "leave" or not children(verb, "obj")):
        brought = ("nsubj",)  # "ten frigates sailed for an exercise"
    return [t for child in children(verb, *brought) for t in conjuncts(child)] if brought else []


def _of_whom(verb: Token) -> Token | None:
    """ "400,000 people, most *of whom* fled": who is spoken of in the relative clause."""
    if "relcl" not in verb.dep_:
        return None
    for subject in children(verb, "nsubj"):
        if any(child.lower_ in ("whom", "which") for child in children(subject, "nmod", "obl")):
            return verb.head
    return None


# --- belonging ----------------------------------------------------------------------------------------------------


def belongs(item: Counted, home: Home, around: Frame) -> bool:
    """Whether the figure is one of the event whose words ``home`` holds."""
    if item.mention.unit == "days":
        return home.type_name not in ("appeal", "pledge") and _lasts(item, home)  # "called for two days of mourning"
    if item.mention.unit == "km":
        return _moves(item, home)
    if item.is_measure and _is_sum_of(item, around):
        return True
    if _vague_things(item) or _definite_count(item) or _describes(item, home):
        return False
    if item.whole is not None and _climbs(item.whole, home):
        return True
    return _climbs(item, home)


def _climbs(item: Counted, home: Home) -> bool:
    """Whether the figure meets the event on its way to the root before anything else takes it."""
    token = item.anchor
    if token.i in home.own and token.head.i in home.rivals and is_people(token):
        return False  # "detained 35 protesters" tells how many were detained, not how many protested
    for _ in range(MAX_CLIMB):
        if token.i in home.rivals and not (token.i in home.arguments and (token == item.anchor or _is_body(token))):
            return False
        if token.i in home.arguments:
            return not _only_where(item, home.arguments[token.i], home.type_name)
        if token.i in home.own:
            return True
        head = token.head
        if head == token or not _passes(token, head, home):
            return False
        if head.i in home.own and head.i not in home.arguments and head.i not in home.rivals:
            return _hangs(item, token, head, home)
        token = head
    return False


def _is_body(token: Token) -> bool:
    """Whether the word names people or things ("garrison", "convoy") besides an event."""
    return bool(kinds().of(token) & {"force", "person", "equipment"})


def _passes(token: Token, head: Token, home: Home) -> bool:
    """Whether a figure may be looked for above this link."""
    relation = dep(token)
    if token.pos_ in ("VERB", "AUX") and token.dep_ != "amod":
        said = fate(token)
        if said is None and token.i not in home.tally:
            return False
        if relation == "conj" and children(token, "nsubj"):
            return said in HARMED and not any(c.dep_ == "nsubj" for c in token.children)
        return relation in ("advcl", "conj", "parataxis", "acl", "xcomp")
    if relation == "acl" and token.lower_ == "worth":
        return True
    if relation in ("nmod", "obl"):
        prep = preposition(token)
        return head.i in home.own or prep in PART or (prep == "for" and home.type_name == "return")
    return relation in (
        *("conj", "appos", "compound", "amod", "nummod", "flat", "obj", "nsubj", "xcomp", "iobj", "dep", "list"),
        *("parataxis", "det", "orphan", "advmod", "nmod"),
    )


def _hangs(item: Counted, token: Token, head: Token, home: Home) -> bool:
    """Whether the link from the figure's phrase to the event's own word is one that gives figures."""
    relation = dep(token)
    if head.i in home.weak or (head.i in home.lent and relation in ("obj", "nsubj", "iobj")):
        return False
    if home.type_name in SPEAKING and relation != "nsubj":
        return False
    if relation == "obl" and _only_where(item, preposition(token), home.type_name):
        return False
    return relation not in ("parataxis", "ccomp") or fate(token) is not None


def _only_where(item: Counted, slot: str | None, type_name: str) -> bool:
    """ "in three cities", "at five ranges": the number of places, not of what takes part."""
    noun = item.noun
    if noun is None or slot not in LOCATIVE or item.mention.unit is not None:
        return False
    if type_name == "besiege":
        return False  # "the siege of two villages"
    found = kinds().of(noun)
    return bool(found & {"place", "facility"}) and not is_people(noun) and not found & {"equipment"}


def _vague_things(item: Counted) -> bool:
    """ "several towns", "a few sites": words that count nothing one could compare. Vague numbers of people are kept."""
    vague = item.mention.text.lower().split()[-1:]
    return bool(vague) and vague[0] in VAGUE and not (item.noun is not None and is_people(item.noun))


def _definite_count(item: Counted) -> bool:
    """ "the two countries", "its 32 members", "both": a number that only says who is meant."""
    noun = item.noun
    if noun is None or item.partitive or item.mention.unit is not None or item.mention.head is not None:
        return False
    if item.mention.value == 2 and (in_list(noun, "state_anaphora") or lemma(noun) in ("side", "party", "leader")):
        return True  # "ministers of two countries": nothing but who they are
    definite = any(
        (c.lower_ in ("the", "these", "those", "both") or c.dep_ == "nmod:poss") and c.i < item.first
        for c in noun.children
    )
    if not definite or (in_list(noun, "formation") and "force" in kinds().of(noun)):
        return False
    found = kinds().of(noun)
    return not (found & {"force", "equipment"} or found & {"person"}) or lemma(noun) in ("member", "side", "leader")


def _describes(item: Counted, home: Home) -> bool:
    """ "the 27-nation bloc": part of what somebody is called, where it does not count armed people or the event's."""
    word = item.mention.head
    lists = word_lists()
    if word is None or item.anchor.i in home.own:
        return False
    return word not in lists["force"] | lists["equipment"] | {"man", "strong"}


# --- measures -----------------------------------------------------------------------------------------------------


def _lasts(item: Counted, home: Home) -> bool:
    """A duration is the event's where it modifies it or is how long it goes on; "within 72 hours" is none."""
    days, head = item.anchor, item.anchor.head
    if any(child.lower_ in ("past", "last", "next", "previous", "coming", "recent") for child in days.children):
        return False
    if any(dep(c) == "nmod" and preposition(c) == "of" and c.i in home.own for c in days.children):
        return True
    relation = dep(days)
    if relation in ("compound", "amod", "nummod") or days.dep_ == "nmod:poss":
        accord = home.arguments.get(head.i) in ("obj", "subj") and in_list(head, "accord")
        return (head.i in home.own and head.pos_ not in ("VERB", "AUX")) or (home.type_name == "agree" and accord)
    governs = any(c.i in home.own for c in children(head, "nsubj", "obj", "nsubj:pass"))
    lasting = in_list(head, "lasting_verbs") or in_list(head, "ending_verbs")
    agreed = governs and (home.type_name == "agree" or lasting)
    if (head.i not in home.own and not agreed) or head.i in home.rivals:
        return _in_row(days, home)
    prep = preposition(days)
    if prep in DURING or (prep in ("by", "of") and (agreed or home.type_name == "agree")):
        return relation in ("obl", "nmod")
    if prep == "after" and (governs or head.i in home.own):
        return in_list(head, "ending_verbs")  # "the truce *expired after* two months"
    return prep is None and relation in ("obj", "obl") and in_list(head, "lasting_verbs")


def _is_sum_of(item: Counted, around: Frame) -> bool:
    """ "$30 million *in* military *aid*", "arms *worth* ...": the sum of what the event noun names."""
    ahead = around.trigger.i - item.end
    return 0 < ahead <= 4 and item.anchor.doc[item.end].lower_ in ("in", "of", "worth", "for")


def _in_row(days: Token, home: Home) -> bool:
    """ "several days of fighting" where "days" stands for the event noun in the clause."""
    return lemma(days) in light_verbs().stages and any(c.i in home.own for c in children(days, "nmod"))


def _moves(item: Counted, home: Home) -> bool:
    """A distance is the event's where a movement covers it: "a 200-kilometre march", "flew 350 km"."""
    head = item.anchor.head
    if head == item.anchor or not in_list(head, "motion_words") or head.i in home.rivals:
        return False
    if home.type_name == "withdraw" and head.i in home.own and preposition(item.anchor) == "to":
        return _next_word(item) == "from"  # "pull the guns back *to 15 km from* the front"
    if preposition(item.anchor) not in (None, "for", "about", "over", "around", "by") or _is_bearing(item):
        return False
    if head.i in home.own:
        return True
    if any(c.i in home.arguments for c in children(head, "nsubj")):
        return True  # "the missiles, launched from a ship, flew 350 km"
    relation = dep(head)
    if relation == "acl":
        return head.head.i in home.arguments or head.head.i in home.own
    return relation in ("conj", "advcl", "parataxis") and head.head.i in home.own


def _next_word(item: Counted) -> str:
    doc = item.anchor.doc
    return doc[item.end].lower_ if item.end < len(doc) else ""


def _is_bearing(item: Counted) -> bool:
    """ "15 km north of", "5 km outside": where, not how far."""
    doc = item.anchor.doc
    behind = [token.lower_ for token in doc[item.end : item.end + 2]]
    return behind[1:] == ["of"] or behind[:1] in (["outside"], ["away"], ["inside"], ["off"])
