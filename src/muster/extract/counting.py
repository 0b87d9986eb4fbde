"""Bind every number of a text to the noun that it counts and to the word through which it hangs in its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from muster.extract.fates import fate, fate_behind
from muster.extract.syntax import children, content_head, dep, lemma, preposition
from muster.extract.words import in_list
from muster.normalise.numbers import NumberMention

# relations by which a number, or the phrase that it closes, modifies a noun
MODIFYING = frozenset({"nummod", "amod", "compound", "det", "advmod", "nmod"})
# words before a number that make it a part of the figure before: "12 people, *of whom* five ..."
PART_OF: tuple[tuple[str, ...], ...] = (
    *((word, who) for word in ("of", "among", "amongst") for who in ("whom", "them", "which", "these", "those")),
    *(("including",), ("includes",), ("include",)),
)
# words before a number that the report sets aside: "41 ships *rather than* the 45 announced"
SET_ASIDE: tuple[tuple[str, ...], ...] = (
    *(("not",), ("rather", "than"), ("instead", "of")),
    *(("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to")),
)
OTHERS = frozenset({"others", "more"})
SHARED_CURRENCIES = frozenset({"dinar", "franc", "crown", "peso"})
ARTICLES = frozenset({"the", "a", "an", "another", "also", "its", "their", "his"})


@dataclass(frozen=True)
class Counted:
    """A number with the word that it counts (``None`` where it stands alone or is a measure).

    ``anchor`` is the word through which the figure hangs in its sentence. ``whole`` is the figure of which this one is
    a part. ``partitive`` where the noun is the whole of which the number is taken ("300 of its 1,200 soldiers").
    """

    mention: NumberMention
    noun: Token | None
    anchor: Token
    first: int
    end: int
    partitive: bool = False
    whole: Counted | None = None

    @property
    def is_measure(self) -> bool:
        return self.mention.unit is not None and self.mention.unit != "percent"


def counted(doc: Doc, mentions: Iterable[NumberMention]) -> list[Counted]:
    """Bind every number by syntax, in order of the text; ages and figures that are set aside are left out."""
    found: list[Counted] = []
    spans = [(m, doc.char_span(m.start, m.end, alignment_mode="expand")) for m in mentions]
    placed = [(mention, span.start, span.end) for mention, span in spans if span is not None and len(span)]
    for number, (mention, start, end) in enumerate(placed):
        if mention.unit == "age" or _preceded(doc, start, SET_ASIDE):
            continue
        if _is_designation(doc, start, end) or _is_parent(doc, start):
            continue
        behind = placed[number + 1][1:] if number + 1 < len(placed) else (len(doc), len(doc))
        item = _bind(doc, mention, start, end, behind)
        if _is_whole(item, found) or _is_conversion(item, found):
            continue
        found.append(replace(item, whole=_whole(item, found)))
    return found


def _bind(doc: Doc, mention: NumberMention, start: int, end: int, behind: tuple[int, int]) -> Counted:
    """The figure at tokens ``[start, end)``; ``behind`` are those of the next one."""
    inside = range(start, end)
    # the head of the figure is the noun where it holds one ("2,500-troop"), else its number word
    head = _number_word(doc, mention, start, end)
    while head.head.i in inside and head.head != head:
        head = head.head
    if mention.unit is not None and mention.unit != "percent":
        last = doc[end - 1]  # the unit's word: "two *days* of fighting"
        return Counted(mention, None, last if last.pos_ in ("NOUN", "SYM") else head, start, end)
    if _words_before(doc, behind[0], 1) == ("of",) and 0 < behind[0] - end <= 3 and mention.unit is None:
        whole = _noun_behind(doc, behind[1], len(doc))  # "300 of its 1,200 soldiers"
        return Counted(mention, whole, head, start, end, partitive=True)
    if dep(head) in MODIFYING and head.head != head and head.head.i not in inside:
        noun, anchor = _modified(doc, head, start, end, behind[0])
        return Counted(mention, noun, anchor, start, end)
    noun, anchor, partitive = _standing_alone(doc, head, start, end)
    if noun == head and mention.number_start <= head.idx < mention.number_end:
        noun = None  # "*scores* died": the number word counts itself no heads
    return Counted(mention, noun, anchor, start, end, partitive and not mention.text.lower().endswith("s"))


def _modified(doc: Doc, head: Token, start: int, end: int, limit: int) -> tuple[Token | None, Token]:
    """Noun and anchor of a number that modifies another word; ``limit`` is where the next figure begins."""
    above = head.head
    if dep(head) == "nmod" and preposition(head):
        return (None if head.pos_ == "NUM" or head.like_num else head), head
    if dep(head) != "nmod" and not start < above.i < limit:
        noun = _noun_behind(doc, end, limit)  # the noun of another figure is not this one's
        return noun, noun or head
    noun = content_head(above) if above.pos_ in ("NOUN", "PROPN", "NUM", "SYM") else above
    return (None if noun.lower_ in OTHERS else noun), _fate_before(doc, start) or above


def _standing_alone(doc: Doc, head: Token, start: int, end: int) -> tuple[Token | None, Token, bool]:
    """Noun and anchor of a number that heads its phrase, and whether the noun is the whole that it is part of."""
    if (told := fate_behind(doc, end)) is not None and (head.pos_ == "NUM" or head.tag_ == "CD"):
        said_of_it = dep(told) == "xcomp" and told.head == head.head and in_list(head.head, "counting_verbs")
        return (
            None,
            told if said_of_it or dep(head) in ("conj", "nsubj", "dep") else head,
            False,
        )  # "counts 32 *wounded*"
    inner = content_head(head)
    if inner != head:
        return (None, head, False) if start <= inner.i < end else (inner, head, True)
    for child in children(head, "nmod"):
        if preposition(child) in ("of", "among") and head.pos_ in ("NUM", "NOUN", "DET", "PRON") and child.i >= end - 1:
            return None if child.pos_ == "PRON" else content_head(child), head, True
    return (head if head.pos_ == "NOUN" and start <= head.i < end and not head.like_num else None), head, False


def _number_word(doc: Doc, mention: NumberMention, start: int, end: int) -> Token:
    """The token of the number itself, not of its comparator: "at least *five*"."""
    if mention.number_end < 0:
        return doc[start:end].root
    core = doc.char_span(mention.number_start, mention.number_end, alignment_mode="expand")
    return core.root if core is not None and len(core) else doc[start:end].root


def _noun_behind(doc: Doc, start: int, limit: int) -> Token | None:
    """The noun that stands behind a number, adjectives between: "5,000 well-armed *soldiers*"."""
    for token in doc[start:limit]:
        if token.pos_ in ("NOUN", "PROPN"):
            if token.i + 1 < limit and doc[token.i + 1].pos_ in ("NOUN", "PROPN"):
                continue
            return token
        if token.pos_ not in ("ADJ", "ADV", "DET") and token.dep_ != "amod" and token.text != "-":
            return None
    return None


def _fate_before(doc: Doc, start: int) -> Token | None:
    """ "killed 13 and *displaced* 4,000 others": the verb right before a number of others rules it."""
    verb = doc[start - 1] if start else None
    if verb is None or verb.pos_ != "VERB" or fate(verb) is None:
        return None
    return verb if any(token.lower_ in OTHERS for token in doc[start : start + 4]) else None


def _words_before(doc: Doc, start: int, size: int) -> tuple[str, ...]:
    """The ``size`` words before a figure, articles between passed over."""
    while start > 0 and doc[start - 1].lower_ in ARTICLES:
        start -= 1
    return tuple(token.lower_ for token in doc[max(0, start - size) : start])


def _preceded(doc: Doc, start: int, phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(_words_before(doc, start, len(words)) == words for words in phrases)


def _is_designation(doc: Doc, start: int, end: int) -> bool:
    """ "the KFOR 24 battalion": a number behind a word in capitals and before a noun in the singular."""
    if start == 0 or end >= len(doc):
        return False
    name, noun = doc[start - 1], doc[end]
    return len(name.text) > 1 and name.text.isupper() and noun.tag_ == "NN" and in_list(noun, "formation")


def _is_parent(doc: Doc, start: int) -> bool:
    """ "a father *of three*": who somebody is, not how many."""
    return start > 1 and doc[start - 1].lower_ == "of" and lemma(doc[start - 2]) in ("father", "mother", "parent")


def _is_whole(item: Counted, before: list[Counted]) -> bool:
    """ "half of the country's 400 districts", "24 of 30 drones": the figure only says of how many."""
    if before and before[-1].partitive and item.anchor.doc[item.first - 1].lower_ in ("of", *ARTICLES):
        if item.first - before[-1].end <= 3:
            return True
    return item.noun is not None and any(
        other.noun == item.noun and (other.partitive or other.mention.unit == "percent") for other in before
    )


def _is_conversion(item: Counted, before: list[Counted]) -> bool:
    """ "20 million euros ($21 million)", "350 km (217 miles)": one measure in two units."""
    if not before or not item.is_measure or not before[-1].is_measure:
        return False
    one, two = before[-1].mention, item.mention
    if one.unit != two.unit and not (is_money(one) and is_money(two)):
        return False
    doc, between = item.anchor.doc, range(before[-1].end, item.first)
    return len(between) <= 2 and any(doc[i].text in ("(", "[", "or") for i in between)


def is_money(mention: NumberMention) -> bool:
    """Whether the unit is a currency: an ISO 4217 code, or a name that several currencies share."""
    unit = mention.unit
    return unit is not None and ((len(unit) == 3 and unit.isupper()) or unit in SHARED_CURRENCIES)


def _whole(item: Counted, before: list[Counted]) -> Counted | None:
    """The figure of the sentence that this one is a part of."""
    doc = item.anchor.doc
    sentence = doc[item.first].sent
    plain = [o for o in before if not o.is_measure and o.mention.unit is None and o.first >= sentence.start]
    if not plain or item.is_measure:
        return None
    if _preceded(doc, item.first, PART_OF) or _opens_aside(doc, item):
        return plain[-1].whole or plain[-1]
    if _after_colon(doc, plain[-1], item):
        return plain[-1].whole or plain[-1]
    # the second of two parts: "including 12 guns *and 30 trucks*", "of whom three were women and two children"
    last = plain[-1]
    between = [token.lower_ for token in doc[last.end : item.first] if token != last.noun]
    adds = [word for word in between if word in (",", "and", "as", "well")]
    if last.whole is not None and adds and len(between) <= 4:
        return last.whole
    return None


def _after_colon(doc: Doc, last: Counted, item: Counted) -> bool:
    """ "1,900 personnel: 1,250 Romanian, ...": the first figure of a list behind a colon."""
    return doc[item.first - 1].text == ":" and last.end <= item.first - 1 and not item.is_measure


def _opens_aside(doc: Doc, item: Counted) -> bool:
    """ "15 hostages, three of them women": behind a comma, without a verb of its own."""
    if item.first == 0 or doc[item.first - 1].text not in (",", "(", "–", "—", "-"):
        return False
    behind = list(doc[item.end : item.end + 3])
    if [token.lower_ for token in behind[:2]] not in (["of", "them"], ["of", "whom"], ["of", "which"]):
        return False
    return len(behind) < 3 or behind[2].pos_ not in ("AUX", "VERB") or behind[2].tag_ in ("VBN", "VBG")
