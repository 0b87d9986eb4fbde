"""Sayings found in a report: a cue, its sources and its content (the three parts of PARC and PolNeAR)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from muster.extract.clauses import (
    SEPARATORS,
    Range,
    after,
    asides,
    char_ranges,
    clause,
    complementiser,
    goes_back,
    is_cue,
    rest_of_sentence,
    set_off,
    subject_of,
)
from muster.extract.slots import subjects
from muster.extract.sources import PHRASE, Link, can_speak, cue_links, cues, following_phrase, may_say, source_word
from muster.extract.syntax import children, conjuncts, dep, is_passive, lemma, preposition, verb_lemma
from muster.extract.words import in_list
from muster.normalise.names import NameLexicon

APART = ',”"»–—-'  # what an attribution clause is set off with


@dataclass(frozen=True)
class Saying:
    """A cue with its sources and content. Content are half-open character ranges of the report's text.

    ``links`` are the sources from the fact outwards, as words of the text: a speaker, a medium, an agency. ``cue`` is
    a token index; a saying continued by an open quotation keeps the cue of the sentence that has it. ``asides`` are
    ranges inside the content that are the reporter's own words. ``source`` heads the source's phrase as written.
    """

    cue: int
    links: tuple[Link, ...]
    content: tuple[Range, ...]
    asides: tuple[Range, ...] = ()
    quoted: bool = False
    source: Token | None = None

    def covers(self, offset: int) -> bool:
        """Whether the source says what stands at ``offset``."""
        inside = any(start <= offset < end for start, end in self.content)
        return inside and not any(start <= offset < end for start, end in self.asides)

    @property
    def size(self) -> int:
        """Characters of content: of two sayings that cover a word, the smaller is the inner one."""
        return sum(end - start for start, end in self.content)


def verb_sayings(doc: Doc, names: NameLexicon, quotes: Sequence[Range]) -> Iterator[Saying]:
    """The sayings whose cue is a verb of speech, in order of the text."""
    quoted = in_quotation(doc, quotes)
    for token in doc:
        if is_cue(token) and lemma(token) not in cues().relay_verbs and not _unsaid(token):
            if token.tag_ == "VBG" and any(t.lower_ == "as" for t in doc[max(0, token.i - 2) : token.i]):
                continue  # "quoted as saying": the relay's own content
            passive = is_passive(token) and _inverted(token, quoted) is None
            saying = _passive(token, names) if passive else _active(token, names, quoted)
            if saying is not None:
                yield saying


def in_quotation(doc: Doc, quotes: Sequence[Range]) -> list[bool]:
    """For each token whether it stands in quotation marks."""
    inside = [False] * len(doc)
    for start, end in quotes:
        span = doc.char_span(start, end, alignment_mode="expand")
        for token in span or ():
            inside[token.i] = True
    return inside


def _unsaid(verb: Token) -> bool:
    """ "declined to confirm", "did not say", "is expected to announce": nothing has been said."""
    table = cues()
    negated = any(c.lower_ in ("not", "n't", "n’t", "never") for c in children(verb, "advmod"))
    modal = any(c.lower_ in table.unsaid_modals for c in children(verb, "aux"))
    if (negated or modal) and lemma(verb) != "deny":
        return True
    infinitive = any(c.lower_ == "to" for c in children(verb, "mark", "aux"))
    return infinitive and dep(verb) in ("xcomp", "ccomp", "acl", "advcl") and lemma(verb.head) in table.unsaid_governors


def _no_speech(verb: Token) -> bool:
    """ "claimed five lives", "reported for duty": the verb is used in another sense."""
    table = cues()
    name = lemma(verb)
    objects = table.no_speech_objects.get(name, frozenset())
    if any(lemma(c) in objects for c in children(verb, "obj", "nsubj:pass")):
        return True
    if children(verb, "ccomp"):
        return False
    phrases = table.no_speech_phrases.get(name, frozenset())
    if any(preposition(c) in phrases for c in children(verb, "obl")):
        return True
    return name in table.figure_verbs and not _names_figure(verb)


def _names_figure(verb: Token) -> bool:
    """ "put the toll *at nine*": the preposition with a number after it."""
    rest = verb.doc[verb.i + 1 : verb.sent.end]
    return any(t.lower_ == "at" and any(n.pos_ == "NUM" for n in rest.doc[t.i + 1 : t.i + 4]) for t in rest)


def _active(verb: Token, names: NameLexicon, quoted: Sequence[bool]) -> Saying | None:
    if _no_speech(verb):
        return None
    if _said_by_nobody(verb):
        return None
    own = _inverted(verb, quoted) or subject_of(verb) or _beside(verb)
    if own is not None and quoted[own.i] and not quoted[verb.i]:
        own = None
    speaking = [t for t in _speaking(verb, own) if quoted[verb.i] or not quoted[t.i]]
    if any(t.lower_ in ("we", "i") for t in speaking):
        return None  # the outlet itself, or whoever is quoted
    if not speaking:
        return None
    doc = verb.doc
    content = _as_clause(verb) or set_off(verb, own, quoted)
    announced = complementiser(verb) is not None
    aside: list[int] = []
    if content is None:
        content = _governed(verb, quoted)
        opens = own is not None and own.i < verb.i and not _in_relative(verb) and _takes_clause(verb)
        opens = opens and (lemma(verb) in cues().addressee_verbs | {"say"} or not children(verb, "obj"))
        if not content and (opens or announced):
            content = rest_of_sentence(verb, quoted)
        aside = [i for i in asides(content, doc, verb) if not quoted[i]]
    links = cue_links(verb, speaking, names)
    if not links:
        return None
    return Saying(verb.i, links, char_ranges(doc, content), char_ranges(doc, aside), source=own or speaking[0])


def _said_by_nobody(verb: Token) -> bool:
    """ "not four, *as first reported*": a participle of whoever said so before."""
    marked = any(c.lower_ == "as" for c in children(verb, "mark", "case"))
    return marked and verb.tag_ in ("VBN", "VBD") and not children(verb, "nsubj", "obj", "ccomp", "obl:agent")


def _speaking(verb: Token, own: Token | None) -> list[Token]:
    """The words that name who speaks: the verb's subject, its own or understood, where it can speak."""
    table = cues()
    found = [own] if own is not None and own.tag_ not in ("WDT", "WP") else []
    if not found and (said := _said_before(verb) or _shared(verb)) is not None:
        found = [said]
    if not found:
        shared = dep(verb) == "conj" and any(c.i > verb.i for c in children(verb, "nsubj"))
        found = [a.token for a in subjects(verb.head if shared else verb) if a.slot == "subj"]
    closing = verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].text in (".", ",")
    strong = closing or (verb_lemma(verb) not in table.weak_verbs and lemma(verb) not in table.weak_verbs)
    fits = may_say if strong else can_speak
    return [t for t in found if any((s := source_word(c)) is not None and fits(s) for c in conjuncts(t))]


def _said_before(verb: Token) -> Token | None:
    """ "..., he *said*, *adding* that ...": the participle shares the source of the cue before it."""
    if verb.tag_ != "VBG" or verb.doc[verb.i - 1].text != ",":
        return None
    for i in range(verb.i - 1, verb.sent.start - 1, -1):
        token = verb.doc[i]
        if is_cue(token) and token.tag_ != "VBG":
            return subject_of(token)
    return None


def _shared(verb: Token) -> Token | None:
    """ "The colonel *said* A and *warned* that B": the source of the cue that reports what the parse joined it to."""
    head = verb
    while dep(head) == "conj" and head.head != head:
        head = head.head
    if head == verb or dep(head) != "ccomp" or not is_cue(head.head) or not goes_back(verb, head.head):
        return None
    return subject_of(head.head)


def _inverted(verb: Token, quoted: Sequence[bool]) -> Token | None:
    """The source after a cue that a comma or a quotation precedes: "..., said the prefect"."""
    doc, first = verb.doc, verb.sent.start
    i = verb.i - 1
    while i > first and (doc[i].pos_ in ("AUX", "ADV") or doc[i].is_space):
        i -= 1
    if i < first or doc[i].text[-1] not in ",”\"»’'-–—" or (dep(verb) == "conj" and children(verb, "cc")):
        return None
    before = [
        c for c in children(verb, "nsubj") if i < c.i < verb.i or (c.i < verb.i and quoted[c.i] == quoted[verb.i])
    ]
    if before or verb.tag_ == "VBG" or "relcl" in verb.dep_:
        return None
    if dep(verb) == "acl" and lemma(verb) in cues().naming_verbs:
        return None  # "the operation, *called Red Dawn*"
    after_it = ("nsubj", "obj", "iobj", "dep", "obl", "xcomp", "ccomp", "parataxis")
    own = [c for c in children(verb, *after_it) if c.i > verb.i and c.lower_ not in ("me", "us", "them", "him")]
    nouns = [c for c in own if c.pos_ in ("NOUN", "PROPN", "PRON") and preposition(c) is None]
    found = next((c for c in nouns if not children(c, "nsubj", "cop")), None) or following_phrase(verb)
    return found if found is not None and can_speak(source_word(found) or found) else None


def _beside(verb: Token) -> Token | None:
    """The subject that the parse missed: the noun phrase right before a cue."""
    doc, first = verb.doc, verb.sent.start
    i = verb.i - 1
    while i > first and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].tag_ == "EX" or doc[i].is_space):
        i -= 1
    if doc[i].text == ")":
        i = next((j - 1 for j in range(i, first, -1) if doc[j].text == "("), i)  # "Khabar Press (KP) reported"
    if doc[i].text == ",":
        return _before_aside(verb, i)
    start = i
    while start > first and doc[start - 1].pos_ in PHRASE and doc[start - 1].text not in SEPARATORS:
        start -= 1
    if i < first or doc[i].pos_ not in ("NOUN", "PROPN", "PRON") or doc[i].tag_ in ("WDT", "WP"):
        return None
    edge = start - 1
    while edge > first and doc[edge].is_space:
        edge -= 1
    apart = edge >= first and doc[edge].text[-1] in APART
    if not apart and any(a.slot == "subj" for a in subjects(verb)) and dep(verb) in ("conj", "acl", "xcomp", "advcl"):
        return None
    found = doc[start : i + 1].root
    closes = apart and verb.i + 1 < len(doc) and doc[verb.i + 1].text in (".", ",")
    fits = may_say if closes else can_speak
    return found if found.pos_ in ("NOUN", "PROPN", "PRON") and fits(source_word(found) or found) else None


def _before_aside(verb: Token, comma: int) -> Token | None:
    """ "an adviser, who asked not to be named, *confirmed* ...": the noun before a clause set off by commas."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or dep(verb) in ("xcomp", "acl", "advcl"):
        return None
    for token in verb.doc[verb.sent.start : comma]:
        inserted = [c for c in children(token, "acl", "appos") if max(t.i for t in c.subtree) == comma - 1]
        if token.pos_ in ("NOUN", "PROPN") and inserted and can_speak(token):
            return token
    return None


def _takes_clause(verb: Token) -> bool:
    table = cues()
    name = lemma(verb)
    return name in table.addressee_verbs or name in table.verbs - table.weak_verbs - table.oblique_verbs.keys()


def _in_relative(verb: Token) -> bool:
    return "relcl" in verb.dep_ or dep(verb) in ("xcomp",)


def _as_clause(verb: Token) -> list[int] | None:
    """ "as the ministry said": the clause beside it is the content."""
    if dep(verb) != "advcl" or not any(c.lower_ == "as" for c in children(verb, "mark", "case", "advmod")):
        return None
    if children(verb, "ccomp") or (children(verb, "obj") and lemma(verb) not in cues().addressee_verbs):
        return None
    return clause(verb.head, verb)


def _governed(verb: Token, quoted: Sequence[bool]) -> list[int]:
    """The content by grammar: clauses, objects, infinitives and phrases of the cue.

    Where the parse gives a cue none of what it calls for, the words after it are taken.
    """
    table, name = cues(), lemma(verb)
    parts = [child for child in verb.children if _is_content(child, verb)]
    found = [i for child in parts for i in clause(child, verb)]
    if not found and name in table.infinitive_verbs:
        found = after(verb, frozenset({"to"}), quoted)
    if parts and all(dep(child) == "obj" for child in parts):
        found.extend(i for child in _completing(verb, parts[-1]) for i in clause(child, verb))
    prepositions = frozenset({"at"}) if name in table.figure_verbs else table.oblique_verbs.get(name, frozenset())
    if prepositions and not any(dep(child) == "ccomp" for child in parts):
        found.extend(after(verb, prepositions, quoted))
    if not found and name in table.showing_verbs and _is_shown(verb):
        found = after(verb, frozenset(), quoted)
    if not found and name in table.object_verbs and not _in_relative(verb) and name not in table.oblique_verbs:
        found = [] if complementiser(verb) is not None else after(verb, frozenset(), quoted)
    if found and name in table.targeting_verbs:
        found.extend(i for child in children(verb, "obj") if child.i > verb.i for i in _without_relative(child, verb))
    return sorted(set(found))


def _without_relative(noun: Token, verb: Token) -> list[int]:
    """The words of a noun phrase without its relative clauses."""
    known = {t.i for clause_head in children(noun, "acl:relcl") for t in clause_head.subtree}
    return [i for i in clause(noun, verb) if i not in known]


def _is_shown(verb: Token) -> bool:
    """ "television *showed* ...", "the video *shows* ...": a medium or a picture is the subject."""
    return any(
        in_list(c, "media") or lemma(c) in cues().document_nouns | cues().media_nouns
        for c in children(verb, "nsubj")
        if c.i < verb.i
    )


def _completing(verb: Token, obj: Token) -> list[Token]:
    """Phrases of the cue that go on with its object: "claimed responsibility *for the attack*"."""
    last = max(t.i for t in obj.subtree)
    phrases = [c for c in children(verb, "obl") if min(t.i for t in c.subtree) == last + 1]
    return [c for c in phrases if not in_list(c, "time_noun") and lemma(c) not in cues().media_nouns]


def _is_content(child: Token, verb: Token) -> bool:
    table = cues()
    relation, name = dep(child), lemma(verb)
    if relation in ("ccomp", "csubj"):
        question = any(c.lower_ in ("if", "whether") for c in children(child, "mark"))
        return child.i > verb.i or not (question or lemma(child) == "ask")  # "asked whether ..., he said"
    if name in table.naming_verbs and relation in ("obj", "xcomp") and (dep(child) == "xcomp" or _is_named(verb)):
        return child.i > verb.i
    if relation == "xcomp":
        if name in table.showing_verbs:
            return bool(children(verb, "obj"))
        told = name in table.addressee_verbs and _is_told(verb)
        return told or name in table.infinitive_verbs | table.figure_verbs
    if relation == "parataxis":
        return child.i > verb.i and not is_cue(child)
    if relation == "obj":
        if in_list(child, "time_noun"):
            return False
        if name in table.showing_verbs:
            return _is_shown(verb)
        return name in table.object_verbs and lemma(child) not in table.media_nouns - table.content_nouns
    if relation in ("obl", "advcl"):
        marks = {preposition(child), *[c.lower_ for c in children(child, "mark")]}
        if name in table.figure_verbs:
            return "at" in marks
        return bool(marks & table.oblique_verbs.get(name, frozenset()))
    return False


def _is_named(verb: Token) -> bool:
    """ "called the raid *a crime*", "described it *as barbaric*": the verb has both an object and a name for it."""
    as_what = [c for c in children(verb, "obl", "advcl") if "as" in (preposition(c), *[m.lower_ for m in c.children])]
    return len(children(verb, "obj")) > 1 or bool(children(verb, "xcomp")) or bool(as_what)


def _is_told(verb: Token) -> bool:
    return lemma(verb) in ("urge", "warn")


def _passive(verb: Token, names: NameLexicon) -> Saying | None:
    """ "was confirmed by the ministry", "drills announced by Kyiv"; without the by-phrase nobody is named."""
    agents = [c for c in children(verb, "obl") if c.dep_ == "obl:agent" or preposition(c) == "by"]
    speaking = [t for t in agents if (s := source_word(t)) is not None and can_speak(s)]
    if not speaking or _no_speech(verb):
        return None
    content: list[int] = []
    for child in verb.children:
        if dep(child) in ("nsubj", "csubj", "ccomp", "xcomp") and child.lower_ not in ("it", "which", "who", "that"):
            content.extend(clause(child, verb))
    if dep(verb) == "acl":
        head = verb.head
        content.extend(t.i for t in head.subtree if t.i <= head.i or (t.i < verb.i and dep(t) != "punct"))
    links = cue_links(verb, speaking, names)
    return Saying(verb.i, links, char_ranges(verb.doc, content), source=speaking[0]) if links and content else None
