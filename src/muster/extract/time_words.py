"""Which word of a sentence a time expression belongs to, by the words beside it and by the tree."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from muster.extract.syntax import children, dep, lemma, preposition
from muster.extract.words import in_list
from muster.normalise.dates import Timex
from muster.normalise.dates.types import Base, Calendar, Month, Season, Shift, TimexType

NEAR = 3  # steps up the tree from a time expression to the word it dates
VERBAL = ("VERB", "AUX")
OCCASION = frozenset({"at", "in", "during"})
PASSED = OCCASION | {"from", "since"}  # "expelled *from talks* on Monday": the time is also that of the verb
SAYING = frozenset({"say", "tell", "announce", "report", "add", "state"})
COMPARED = 6  # words before "since" within which "first" or a superlative stands
BESIDE = frozenset({"after", "since", "before", "during", "following", "despite", "amid", "of", "in"})


def compares(doc: Doc, timex: Timex) -> bool:
    """ "the first talks *since 2019*", "the worst attack *in a decade*": how long there was no such thing before."""
    if timex.outer_start < 0:
        return False
    opener = doc.char_span(timex.outer_start, timex.end, alignment_mode="expand")
    if opener is None or opener[0].lower_ not in ("since", "in"):
        return False
    before = doc[max(opener.start - COMPARED, opener.sent.start) : opener.start]
    words = [t for t in before if t.lower_ in ("first", "last", "only") or t.tag_ == "JJS"]
    if not words or any(t.is_punct or t.pos_ in ("VERB", "AUX") for t in doc[words[-1].i + 1 : opener.start]):
        return False
    return opener[0].lower_ == "since" or timex.type is TimexType.DURATION


def ranks_among(doc: Doc, timex: Timex) -> bool:
    """ "its biggest drills *this year*", "the third raid *this week*": the span among which the event stands out."""
    form, span = timex.form, doc.char_span(timex.start, timex.end, alignment_mode="expand")
    if span is None or not isinstance(form, Calendar) or form.shift != 0 or timex.outer_start != timex.start:
        return False
    before = doc[max(span.start - COMPARED, span.sent.start) : span.start]
    words = [t for t in before if t.tag_ == "JJS" or (t.pos_ == "ADJ" and "NumType=Ord" in str(t.morph))]
    return bool(words) and not any(t.is_punct or t.pos_ in VERBAL for t in doc[words[-1].i + 1 : span.start])


def timex_governor(doc: Doc, timex: Timex) -> Token | None:
    """The word that a time expression depends on; its own head where it is the root."""
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    head = span.root
    said = _just_said(doc, timex)
    if said is not None:
        return said
    governor = head.head if head.head != head else head
    return _inside_subject(span, governor) or _before_infinitive(timex, governor) or governor


def _inside_subject(span: Span, verb: Token) -> Token | None:
    """ "Infantry *flown in last weekend* attacked": a participle behind the subject, with the time before the verb and
    no comma between them, whichever of the two a parser hangs the time on."""
    if verb.pos_ not in VERBAL or span.start > verb.i:
        return None
    for subject in children(verb, "nsubj"):
        for participle in children(subject, "acl"):
            between = span.doc[participle.i : span.start]
            if participle.tag_ in ("VBN", "VBG") and len(between) and not any(t.is_punct for t in between):
                return participle
    return None


def _before_infinitive(timex: Timex, verb: Token) -> Token | None:
    """ "invited them to rejoin *two weeks ago*": what is past is no time of what was still to be done."""
    form = timex.form
    past = isinstance(form, Shift) and form.sign < 0 and form.base is Base.PUBLISHED
    past = past or (isinstance(form, Calendar | Month | Season) and form.shift == -1)
    to = verb.tag_ == "VB" and any(child.lower_ == "to" for child in children(verb, "mark", "aux"))
    above = verb.head
    if not (past and to and dep(verb) in ("xcomp", "ccomp") and above.tag_ in ("VBD", "VBN") and above != verb):
        return None
    return above


def _just_said(doc: Doc, timex: Timex) -> Token | None:
    """ "..., the mayor *said* on Monday": the verb of saying right before a time, wherever a parser hangs the time."""
    opener = doc.char_span(min(timex.outer_start, timex.start) if timex.outer_start >= 0 else timex.start, timex.end)
    if opener is None or opener.start == 0:
        return None
    verb = doc[opener.start - 1]
    if verb.sent != opener.sent or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.pos_ not in VERBAL:
        return None
    return verb if lemma(verb) in SAYING else None


def clefted(trigger: Token, start: int, end: int) -> bool:
    """ "It was *on Tuesday* that men fired", "17 October, when they will meet": the clause hangs on the time itself."""
    current = trigger
    for _ in range(NEAR):
        if start <= current.head.i < end and not start <= current.i < end:
            if dep(current) == "appos":
                return current.pos_ == "NOUN"  # "the 3 May 2019, attack"
            if dep(current) == "parataxis" and current.pos_ in VERBAL:
                opened = any(child.lower_ == "that" for child in children(current, "mark"))
                return opened or any(child.lower_ == "it" for child in current.head.children)
            return dep(current) in ("acl", "ccomp", "csubj", "advcl") and current.pos_ in (*VERBAL, "NOUN", "ADJ")
        if dep(current) not in ("obj", "nsubj", "obl", "xcomp"):
            return False
        current = current.head
    return False


def opened_by_when(trigger: Token, end: int) -> bool:
    """ "since 2017, *when* a general was killed": the clause of the event begins right behind the time that ends before
    the token ``end``, whatever a parser hangs it on."""
    current = trigger
    for _ in range(NEAR):
        for when in children(current, "advmod", "mark"):
            if when.lower_ == "when" and when.i - end in (0, 1) and all(t.text == "," for t in when.doc[end : when.i]):
                return True
        if dep(current) not in ("obj", "nsubj", "nsubj:pass", "obl", "xcomp", "conj"):
            return False
        current = current.head
    return False


def clefted_by_be(trigger: Token, governor: Token, time: Token) -> bool:
    """The same where "was" is the head of both the time and the clause, or by the words: "It was on ... that"."""
    first, second = trigger.sent[:2] if len(trigger.sent) > 1 else (trigger, trigger)
    if first.lower_ == "it" and lemma(second) == "be" and time.i - second.i < 4:
        return any(child.lower_ == "that" and time.i < child.i < trigger.i for child in trigger.children)
    cleft = lemma(governor) == "be" and any(child.lower_ == "it" for child in (*governor.children, *time.children))
    return cleft and trigger.head == governor and dep(trigger) in ("acl", "ccomp", "csubj", "advcl", "parataxis")


def right_behind(noun: Token, start: int, end: int) -> bool:
    """ "after the violence *last weekend*", "a meeting *Friday* between": a bare time right behind the noun. Behind
    an object it is the verb's ("condemned the raid Friday")."""
    if noun.pos_ != "NOUN" or noun.i + 1 != start:
        return False
    following = noun.doc[end].lower_ if end < len(noun.doc) else ""
    return (dep(noun) in ("obl", "nmod") and preposition(noun) in BESIDE) or following == "between"


def as_of(toll: Token, verb: Token) -> bool:
    """ "The toll rose to nine *on Thursday*": the day on which the figure was given, not that of the deaths."""
    return verb != toll and in_list(toll, "tally_nouns") and verb.pos_ in VERBAL and in_list(verb, "tally_verbs")


def owned(time: Token, noun: Token) -> bool:
    """ "the *2015* agreement", "*Monday's* statement": a time before a noun is the noun's own, but "at a *1999* summit"
    is an occasion."""
    before = time.head == noun and time.i < noun.i and noun.pos_ in ("NOUN", "PROPN") and not preposition(time)
    return before and preposition(noun) not in OCCASION


def before_noun(start: int, noun: Token) -> bool:
    """ "the *November* Paris attack": the time stands among the words before the noun itself."""
    words = noun.doc[start : noun.i]
    return (
        noun.pos_ == "NOUN"
        and all(t.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "PUNCT") for t in words)
        and len(words) < 6
    )
