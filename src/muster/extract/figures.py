"""What a number counts, and to which event it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from muster.codebook import EventType, word_lists
from muster.extract.participants import phrase
from muster.extract.predicates import Frame
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma, preposition, subjects, verb_arguments
from muster.extract.words import in_list, kinds
from muster.normalise.numbers import NumberMention
from muster.record import Quantity, QuantityKind

UNIT_KINDS = {"km": QuantityKind.DISTANCE, "days": QuantityKind.DURATION}
CASUALTIES = (
    ("killed_verbs", QuantityKind.KILLED),
    ("killed_nouns", QuantityKind.KILLED),
    ("wounded_words", QuantityKind.WOUNDED),
    ("captured_words", QuantityKind.CAPTURED),
    ("displaced_words", QuantityKind.DISPLACED),
)
WHOLE = ("including", "include")


@dataclass(frozen=True)
class Counted:
    """A number with the word it counts (``None`` for a bare measure) and the word that it hangs on."""

    mention: NumberMention
    noun: Token | None
    anchor: Token


def counted(doc: Doc, mentions: Iterable[NumberMention]) -> list[Counted]:
    """Bind every number to its noun by syntax."""
    found = []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        if mention.unit == "age":
            continue
        found.append(_bind(doc, mention, span.start, span.end))
    return found


def _bind(doc: Doc, mention: NumberMention, start: int, end: int) -> Counted:
    inside = range(start, end)
    root = doc[start:end].root
    # the head of the span is the noun where the span holds it ("2,500-troop"), else the word above it
    head = root
    while head.head.i in inside and head.head != head:
        head = head.head
    above = head.head
    if mention.unit is not None and mention.unit != "percent":
        return Counted(mention, None, above if above != head else head)
    if dep(head) in ("nummod", "amod", "compound", "det", "advmod", "nmod") and above != head and above.i not in inside:
        noun = content_head(above) if above.pos_ in ("NOUN", "PROPN", "NUM", "SYM") else above
        if dep(head) == "nmod" and preposition(head):
            return Counted(mention, head, above)
        return Counted(mention, noun, noun)
    inner = content_head(head)
    if inner != head:
        return Counted(mention, inner, inner)
    partitive = [c for c in children(head, "nmod") if preposition(c) in ("of", "from")]
    if partitive and head.pos_ in ("NUM", "NOUN", "DET", "PRON"):
        return Counted(mention, content_head(partitive[0]), head)
    if head.pos_ == "NOUN" and head.i in inside and not head.like_num:
        return Counted(mention, head, head)
    return Counted(mention, None, head)


def quantities(
    doc: Doc, around: Frame, entry: EventType, type_name: str, numbers: Sequence[Counted]
) -> tuple[Quantity, ...]:
    """The figures that belong to the event, in order of the text."""
    scope = _scope(around)
    shared = {n.noun.i for n in numbers if n.mention.unit == "percent" and n.noun is not None}
    found = []
    for item in numbers:
        if not _belongs(item, scope, around):
            continue
        if item.noun is not None and item.noun.i in shared and item.mention.unit is None:
            continue  # "half of the country's 400 districts": 400 is the whole, no figure of the event
        if _vague_things(item):
            continue
        quantity = _quantity(doc, item, around, entry, type_name)
        if quantity is not None:
            found.append(quantity)
    return tuple(sorted(found, key=lambda q: q.start or 0))


def _vague_things(item: Counted) -> bool:
    """ "several towns", "a few sites": words that count nothing one could compare. Vague numbers of people are kept."""
    words = item.mention.text.lower().split()
    people = item.noun is not None and bool(kinds().of(item.noun) & {"force", "person"})
    return words[-1:] in (["several"], ["few"], ["some"], ["handful"]) and not people


def _scope(around: Frame) -> set[int]:
    """Words whose figures are the event's: its arguments with their parts, and what hangs on its predicates."""
    scope = {token.i for token in around.chain}
    for argument in around.arguments:
        if argument.slot == "any":
            continue
        for token in conjuncts(argument.token):
            scope |= _noun_words(token)
    for token in around.chain:
        for child in token.children:
            if dep(child) in ("obl", "nmod", "compound", "amod", "nummod") and child.pos_ in (
                "NOUN",
                "NUM",
                "PROPN",
                "SYM",
                "ADJ",
            ):
                scope |= _noun_words(child) if dep(child) in ("compound", "amod", "nummod") else {child.i}
        for clause in children(token, "advcl", "conj", "parataxis", "acl"):
            if clause.pos_ == "VERB" and _casualty(clause) is not None and not _own_event(clause):
                scope |= {clause.i}
                for argument in verb_arguments(clause):
                    if argument.slot in ("obj", "subj"):
                        for other in conjuncts(argument.token):
                            scope |= _noun_words(other)
    return scope


def _own_event(clause: Token) -> bool:
    return any(dep(c) == "nsubj" and c.dep_ != "nsubj:pass" for c in clause.children) and dep(clause) == "conj"


def _noun_words(token: Token) -> set[int]:
    """A noun phrase's words without its clauses; "450 vehicles, including 70 tanks" holds both."""
    words = {token.i}
    for child in token.children:
        if dep(child) in ("acl", "parataxis", "appos") and child.pos_ in ("VERB", "AUX"):
            continue
        if dep(child) in ("nmod", "obl") and preposition(child) not in (
            "of",
            "including",
            "with",
            "from",
            "between",
            None,
        ):
            continue
        words |= _noun_words(child)
    return words


def _belongs(item: Counted, scope: set[int], around: Frame) -> bool:
    if item.noun is None:
        return item.anchor.i in scope or item.anchor in around.chain
    return item.noun.i in scope or item.anchor.i in scope


def _casualty(token: Token) -> QuantityKind | None:
    for name, kind in CASUALTIES:
        if in_list(token, name):
            return kind
    return None


def _kind(item: Counted, around: Frame, entry: EventType, type_name: str) -> QuantityKind:
    noun = item.noun
    if item.mention.head is not None:
        return _kind_of_word(item.mention.head, entry)
    if noun is None:
        for token in (item.anchor, item.anchor.head):
            if (verdict := _casualty(token)) is not None:
                return verdict
        for token in (*around.chain, around.trigger):
            if (verdict := _casualty(token)) is not None:
                return verdict
        return QuantityKind(entry.people) if entry.people in QuantityKind._value2member_map_ else QuantityKind.COUNT
    if (verdict := _casualty(noun)) is not None:
        return verdict
    found = kinds().of(noun)
    if in_list(noun, "formation") or in_list(noun, "munition"):
        return QuantityKind.COUNT  # battalions and rockets are counted, not their people or launchers
    people = bool(found & {"force", "person"}) or noun.ent_type_ in ("NORP", "PER")
    if people or in_list(noun, "authority"):
        verdict = _casualty_of(noun)
        if verdict is not None:
            return verdict
        if "force" in found and entry.people == "count" and not in_list(noun, "authority"):
            return (
                QuantityKind.PERSONNEL
                if in_list(noun, "soldiers") or type_name in ("exercise", "deploy")
                else QuantityKind.COUNT
            )
        return QuantityKind(entry.people)
    if "equipment" in found and not in_list(noun, "munition"):
        return QuantityKind.EQUIPMENT
    return QuantityKind.COUNT


def _kind_of_word(word: str, entry: EventType) -> QuantityKind:
    """The kind that the noun of a hyphenated figure gives: "2,500-troop", "12-ship"."""
    lists = word_lists()
    if word in lists["force"] or word in ("man", "strong", "member"):
        return QuantityKind.PERSONNEL
    if word in lists["people"]:
        return QuantityKind(entry.people)
    return QuantityKind.EQUIPMENT if word in lists["equipment"] else QuantityKind.COUNT


def _casualty_of(noun: Token) -> QuantityKind | None:
    """Whether the people counted are said to be killed, wounded or caught, by their verb or an adjective."""
    for child in children(noun, "amod", "acl"):
        if (verdict := _casualty(child)) is not None:
            return verdict
    head = noun
    while dep(head) in ("conj", "nmod") and head.head.pos_ in ("NOUN", "PROPN", "NUM") and head.head != head:
        head = head.head
    verb = head.head
    if verb.pos_ in ("VERB", "ADJ") and (verdict := _casualty(verb)) is not None:
        objects = {a.token.i for a in verb_arguments(verb) if a.slot == "obj"}
        opened = {t.i for i in objects for t in conjuncts(noun.doc[i])} | {content_head(noun.doc[i]).i for i in objects}
        if head.i in objects or noun.i in opened or lemma(verb) in ("die", "surrender"):
            return verdict
        if any(a.slot == "obj" and a.token.i == head.i for a in subjects(verb)):
            return verdict
    # "left 23 people dead"
    for other in children(verb, "xcomp", "amod", "acl") if verb.pos_ == "VERB" else []:
        if (verdict := _casualty(other)) is not None and other.i > noun.i:
            return verdict
    return None


def _quantity(doc: Doc, item: Counted, around: Frame, entry: EventType, type_name: str) -> Quantity | None:
    mention = item.mention
    of: str | None = None
    value, low, high = mention.value, mention.low, mention.high
    if mention.unit in UNIT_KINDS:
        kind = UNIT_KINDS[mention.unit]
    elif mention.unit == "percent":
        kind = QuantityKind.SHARE
        value, low, high = value / 100, _hundredth(low), _hundredth(high)
        if item.noun is not None:
            of = _words(doc, item.noun)
    elif mention.unit is not None:
        if not (len(mention.unit) == 3 and mention.unit.isupper()):
            return None  # a weight, a speed, an area: no kind of the record
        kind, of = QuantityKind.MONEY, mention.unit
    else:
        kind = _kind(item, around, entry, type_name)
        if item.noun is not None:
            of = _words(doc, item.noun)
    if kind is QuantityKind.SHARE and value > 1:
        return None
    return Quantity(
        kind=kind,
        value=value,
        low=low,
        high=high,
        comparator=mention.comparator,
        of=of,
        text=mention.text,
        start=mention.start,
        end=mention.end,
    )


def _hundredth(bound: float | int | None) -> float | None:
    return None if bound is None else min(bound / 100, 1.0)


def _words(doc: Doc, noun: Token) -> str:
    start, end = phrase(doc, noun)
    words = [t.text for t in doc[start:end] if not (t.like_num and t.i < noun.i)]
    return " ".join(words) or noun.text
