"""Sayings without a verb of speech of their own: relays, "according to", nouns of speech, headlines with a colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from muster.extract.clauses import FINITE, asides, char_ranges, clause, is_cue, set_off, subject_of
from muster.extract.sayings import Saying
from muster.extract.slots import subjects
from muster.extract.sources import (
    PHRASE,
    Link,
    can_speak,
    cited,
    cues,
    distinct,
    is_document,
    may_say,
    named_sources,
    owners,
    role_of,
    source_word,
)
from muster.extract.syntax import children, content_head, dep, is_passive, lemma, preposition
from muster.normalise.names import NameLexicon
from muster.record import Role

COLON_SOURCE = 8  # words that the source of a headline has at most
DASHES = frozenset({":", "–", "—", "--"})


def relay_sayings(doc: Doc, names: NameLexicon, quoted: Sequence[bool]) -> Iterator[Saying]:
    """ "TASS *cited* the ministry as saying ..."; "he was *quoted* as saying ..."; "..., *citing* officials"."""
    for verb in doc:
        if verb.pos_ == "VERB" and lemma(verb) in cues().relay_verbs and verb.dep_ != "amod":
            saying = _relay(verb, names, quoted)
            if saying is not None:
                yield saying


def _relay(verb: Token, names: NameLexicon, quoted: Sequence[bool]) -> Saying | None:
    passive = is_passive(verb)
    if passive and dep(verb) == "acl" and not _as_saying(verb):
        return None  # "X, quoted by TASS, said": the carrier of X's saying
    inner = cited(verb, names)
    outer = [] if passive else _relaying(verb)
    if passive:
        inner = [link for a in subjects(verb) if a.slot == "obj" for link in named_sources(a.token, names)]
        outer = [content_head(c) for c in children(verb, "obl") if preposition(c) in ("by", "in", "on")]
    links: list[Link] = list(inner)
    for token in outer:
        role = role_of(token, names)
        links.append((token, role if role is not Role.SPEAKER or not inner else Role.AGENCY))
    if not links:
        return None
    content = _as_saying(verb) or _quoted_clause(verb, inner)
    if not content and not passive:
        content = set_off(verb, verb if verb.tag_ == "VBG" else subject_of(verb), quoted) or []
    source = inner[0][0] if inner else outer[0]
    return Saying(verb.i, distinct(links), char_ranges(verb.doc, content), source=source)


def _relaying(verb: Token) -> list[Token]:
    """Who cites; a bare participle beside a verb of speech adds to that verb's sources instead."""
    if verb.tag_ == "VBG" and dep(verb) in ("advcl", "acl") and is_cue(verb.head):
        return []
    found = [content_head(a.token) for a in subjects(verb) if a.slot == "subj"]
    return [t for t in found if can_speak(t) and (verb.tag_ != "VBG" or role_of(t, _names()) is not Role.SPEAKER)]


def _names() -> NameLexicon:
    return NameLexicon.load()


def _as_saying(verb: Token) -> list[int]:
    """The clause after "as saying (that)", by the grammar or, where it is blurred, up to the sentence's end."""
    doc, end = verb.doc, verb.sent.end
    for i in range(verb.i + 1, end):
        token = doc[i]
        if lemma(token) in cues().relay_content and token.tag_ in ("VBG", "VBN", "NN") and _after_as(doc, i):
            found = [t for c in children(token, "ccomp", "parataxis", "obj") for t in clause(c, token)]
            if not any(doc[j].is_alpha for j in found):
                stop = next((j for j in range(i + 1, end) if doc[j].text == ";"), end)
                found = [j for j in range(i + 1, stop) if not doc[j].is_space]
            return found if any(doc[j].is_alpha for j in found) else []
    return []


def _after_as(doc: Doc, i: int) -> bool:
    return any(t.lower_ == "as" for t in doc[max(0, i - 2) : i])


def _quoted_clause(verb: Token, inner: Sequence[Link]) -> list[int]:
    """ "cited a statement that ...", "quoted an official that ..."."""
    return [
        t
        for obj in children(verb, "obj")
        if inner and is_document(content_head(obj))
        for c in children(obj, "acl", "ccomp")
        if "relcl" not in c.dep_ and lemma(c) not in cues().carried_by
        for t in clause(c, verb)
    ]


def phrase_sayings(doc: Doc, names: NameLexicon) -> Iterator[Saying]:
    """ "*according to* X": the clause or the sentence that the phrase stands in."""
    for token in _phrase_heads(doc):
        head = content_head(token)
        if lemma(head) in ("report", "account") and not owners(head):
            continue  # "according to reports": nobody is named
        bare = preposition(token) == "per"  # "per capita" names nobody
        if not (can_speak(head) if bare else may_say(head) or head.pos_ == "PROPN"):
            continue
        links = named_sources(token, names)
        content = _phrase_scope(token)
        if links and content:
            aside = char_ranges(doc, asides_of_clause(content, doc, token))
            yield Saying(_marker(token), distinct(links), char_ranges(doc, content), aside, source=token)


def _phrase_heads(doc: Doc) -> list[Token]:
    """The nouns that a sourcing preposition marks; for "according to" the noun phrase after it, however parsed."""
    found = {t.i: t for t in doc if preposition(t) in cues().prepositions}
    for word in doc:
        if lemma(word) in cues().source_phrases and preposition(word) in ("in", "by"):
            found |= {c.i: c for c in children(word, "nmod") if preposition(c) == "of"}
    for to in doc[1:]:
        if to.lower_ != "to" or doc[to.i - 1].lower_ != "according":
            continue
        end = to.i + 1
        while end < to.sent.end and doc[end].text != "," and _in_phrase(doc, end):
            end += 1
        if end > to.i + 1 and not any(to.i < i < end for i in found):
            root = doc[to.i + 1 : end].root
            found[root.i] = root
    return [found[i] for i in sorted(found)]


def _in_phrase(doc: Doc, i: int) -> bool:
    """A word of a noun phrase, hyphened compounds such as "state-run" included."""
    hyphen = doc[i].text == "-" or doc[i - 1].text == "-"
    return doc[i].pos_ in PHRASE or doc[i].is_space or hyphen


def _marker(token: Token) -> int:
    """The first word of the preposition, as the cue."""
    own = [c.i for c in children(token, "case") if c.i < token.i and c.lower_ not in ("'s", "’s")]
    if own:
        return min(own)
    before = [t.i for t in token.doc[max(0, token.i - 12) : token.i] if t.lower_ == "according"]
    return before[-1] if before else token.i


def asides_of_clause(content: Sequence[int], doc: Doc, phrase: Token) -> list[int]:
    """An "according to" that closes the sentence speaks of all of it; one that opens it leaves asides alone."""
    return asides(content, doc, phrase) if content and content[0] > phrase.i else []


def _phrase_scope(token: Token) -> list[int]:
    sentence, doc = token.sent, token.doc
    top = token.head if lemma(token.head) in cues().source_phrases else token
    phrase = {t.i for t in top.subtree}
    closing = all(t.is_punct or t.is_space for t in doc[max(phrase) + 1 : sentence.end])
    opening = all(t.is_punct or t.is_space for t in doc[sentence.start : min(phrase)])
    governor = _governing_clause(top, climb=closing or opening)
    if "relcl" in governor.dep_ and not closing:
        return clause(governor, token)
    if not (closing or opening):
        return [i for i in clause(governor, token) if i not in phrase]
    scope = [t.i for t in governor.subtree if t.i not in phrase]
    first = max((t.i + 1 for t in sentence if t.text == ";" and t.i < token.i), default=sentence.start)
    last = min((t.i for t in sentence if t.text == ";" and t.i > token.i), default=sentence.end)
    if closing and dep(governor) != "conj":
        scope = [i for i in range(first, min(phrase)) if not doc[i].is_space]
    kept = [i for i in scope if first <= i < last and not (i + 1 in phrase and doc[i].text == ",")]
    while kept and (doc[kept[0]].lower_ in cues().connectives or doc[kept[0]].text == ","):
        kept.pop(0)
    return kept


def _governing_clause(token: Token, *, climb: bool) -> Token:
    """The clause that the phrase hangs on; a conjunct beside another saying is a scope of its own."""
    governor = token.head
    while governor.head != governor:
        verbal = governor.pos_ in ("VERB", "AUX")
        if verbal and "relcl" in governor.dep_ and not climb:
            break
        if verbal and dep(governor) == "conj" and (is_cue(governor.head) or _contrasted(governor)):
            break
        if verbal and dep(governor) == "ccomp" and is_cue(governor.head) and not climb:
            break
        if verbal and not climb and dep(governor) in ("conj", "advcl", "parataxis"):
            break
        governor = governor.head
    return governor


def _contrasted(verb: Token) -> bool:
    return any(c.lower_ == "but" for c in children(verb, "cc")) and subject_of(verb) is not None


def noun_sayings(doc: Doc, names: NameLexicon) -> Iterator[Saying]:
    """ "the *claim* by Vilnius that ...", "*reports* of shelling", "issued a *warning* that ..."."""
    table = cues()
    for noun in doc:
        if noun.pos_ != "NOUN" or lemma(noun) not in table.content_nouns:
            continue
        content = _noun_content(noun)
        if not content:
            continue
        links = [(owner, role_of(owner, names)) for owner in owners(noun)[:1]] or _issuers(noun, names)
        if lemma(noun) in table.source_by_itself and not _is_made(noun):
            links.append((noun, Role.MEDIUM))
        if links:
            yield Saying(noun.i, distinct(links), char_ranges(doc, content), source=links[0][0])


def _noun_content(noun: Token) -> list[int]:
    found: list[int] = _that_clause(noun)
    for child in children(noun, "acl", "ccomp", "nmod"):
        if "relcl" in child.dep_ or child.i < noun.i:
            continue
        marked = any(c.lower_ in ("that", "to", "of") for c in children(child, "mark"))
        speaking = lemma(child) in ("say", "claim", "allege") and child.tag_ == "VBG"
        about = dep(child) == "nmod" and preposition(child) == "of" and not can_speak(content_head(child))
        if marked or about or (dep(child) == "ccomp" and not speaking):
            found.extend(clause(child, noun))
    return found


def _that_clause(noun: Token) -> list[int]:
    """ "the claims by X *that* ...": the words after "that" to the end of the clause, however parsed."""
    doc, end = noun.doc, noun.sent.end
    i = noun.i + 1
    while i < end and doc[i].pos_ in PHRASE and doc[i].lower_ != "that" and i - noun.i < 8:
        i += 1
    if i >= end or doc[i].lower_ != "that" or doc[i].tag_ != "IN":
        return []
    stop = next((j for j in range(i, end) if doc[j].text in (";", ",")), end)
    return [j for j in range(i, stop) if not doc[j].is_punct or doc[j].text == "-"]


def _issuers(noun: Token, names: NameLexicon) -> list[Link]:
    """The subject of the verb that issues the noun: "the army *issued* a warning that ..."."""
    verb = noun.head
    if dep(noun) != "obj" or lemma(verb) not in cues().issuing_verbs:
        return []
    return [
        link
        for a in subjects(verb)
        if a.slot == "subj" and (s := source_word(a.token)) is not None and can_speak(s)
        for link in named_sources(a.token, names)
    ]


def _is_made(noun: Token) -> bool:
    return bool(owners(noun)) or (dep(noun) == "obj" and lemma(noun.head) in cues().issuing_verbs | {"deny", "reject"})


def headline_sayings(doc: Doc, names: NameLexicon, quoted: Sequence[bool]) -> Iterator[Saying]:
    """ "*Army*: five killed in ambush", "Five killed in ambush: *police*", "Five killed – officials"."""
    for sentence in doc.sents:
        marks = [t for t in sentence if t.text in DASHES and not quoted[t.i]]
        for mark in marks[:1] if marks else []:
            left, right = doc[sentence.start : mark.i], doc[mark.i + 1 : sentence.end]
            first = _lone_source(left) if mark.text == ":" else None
            last = _lone_source(right) if first is None and _is_line(sentence) else None
            source, content = (first, right) if first is not None else (last, left)
            if source is None or not any(t.tag_ in FINITE for t in content):
                continue
            links = named_sources(source, names)
            if links:
                indices = [t.i for t in content if not t.is_space]
                yield Saying(mark.i, distinct(links), char_ranges(doc, indices), source=source)


def _is_line(sentence: Span) -> bool:
    """A headline: a line of its own without a final stop."""
    text = sentence.text.rstrip()
    return text[-1:] not in ".!?" and len(text) < 160


def _lone_source(span: Span) -> Token | None:
    """The head of a stretch that is nothing but the name of somebody who speaks."""
    words = [t for t in span if not t.is_space and not t.is_punct]
    if not 0 < len(words) <= COLON_SOURCE or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    if any(t.pos_ == "NUM" for t in words):
        return None
    root = content_head(span.root)
    return root if can_speak(root) and not is_document(root) else None
