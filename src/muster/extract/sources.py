"""Who can say something, in which role, and the sources that one cue names from the fact outwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from muster.codebook import lexicon
from muster.extract.coreference import MEN, PLURALS, SINGULAR_THINGS, SPEAKERS
from muster.extract.naming import phrase
from muster.extract.syntax import NOMINAL, children, conjuncts, content_head, dep, lemma, preposition
from muster.extract.words import in_list, kinds
from muster.normalise.names import NameLexicon
from muster.record import Role

NAMES = ("PER", "ORG", "LOC", "NORP")
PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART", "PRON", "CCONJ", "X", "SYM"})
NOBODY = frozenset({"there", "this", "that", "these", "those", "which", "what", "nobody", "none", "nothing", "no-one"})

Link = tuple[Token, Role]


@dataclass(frozen=True)
class Cues:
    """The lexicon of attribution; see ``lexicon/attribution.yaml`` for what each list means."""

    verbs: frozenset[str]
    weak_verbs: frozenset[str]
    object_verbs: frozenset[str]
    naming_verbs: frozenset[str]
    targeting_verbs: frozenset[str]
    infinitive_verbs: frozenset[str]
    addressee_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    figure_verbs: frozenset[str]
    showing_verbs: frozenset[str]
    unsaid_governors: frozenset[str]
    unsaid_modals: frozenset[str]
    relay_verbs: frozenset[str]
    relay_content: frozenset[str]
    prepositions: frozenset[str]
    source_phrases: frozenset[str]
    media_nouns: frozenset[str]
    document_nouns: frozenset[str]
    content_nouns: frozenset[str]
    source_by_itself: frozenset[str]
    issuing_verbs: frozenset[str]
    summing_nouns: frozenset[str]
    carried_by: frozenset[str]
    reporter_again: frozenset[str]
    connectives: frozenset[str]
    bodies: frozenset[str]
    oblique_verbs: dict[str, frozenset[str]]
    no_speech_objects: dict[str, frozenset[str]]
    no_speech_phrases: dict[str, frozenset[str]]


@cache
def cues() -> Cues:
    """The shipped lexicon of attribution, read once."""
    data = lexicon("attribution")
    tables = ("oblique_verbs", "no_speech_objects", "no_speech_phrases")
    lists = {name: frozenset(data[name]) for name in Cues.__dataclass_fields__ if name not in tables}
    return Cues(**lists, **{name: {k: frozenset(v) for k, v in data[name].items()} for name in tables})  # type: ignore[arg-type]


def role_of(token: Token, names: NameLexicon) -> Role:
    """Agency, medium or speaker, by the name and by the nouns that stand with it ("the website *X*")."""
    start, end = phrase(token.doc, token)
    name = token.doc[start:end].text
    if names.is_agency(name) or names.is_agency(token.text):
        return Role.AGENCY
    around = [*children(token, "compound", "appos", "amod", "flat"), *([token.head] if _titled(token) else [])]
    before = token.doc[start - 1] if start > token.sent.start else token
    nouns = [token, *[t for t in (*around, before) if t.ent_type_ != "PER" and lemma(t) not in cues().media_nouns]]
    if any(lemma(t) == "agency" for t in nouns) and any(lemma(c) == "news" for t in nouns for c in t.children):
        return Role.AGENCY
    if names.kind(name) == "outlet" or (
        token.ent_type_ != "PER" and any(in_list(t, "media") or lemma(t) in cues().media_nouns for t in nouns)
    ):
        return Role.MEDIUM
    return Role.SPEAKER


def _titled(token: Token) -> bool:
    return token.dep_ in ("appos", "flat", "compound") and token.head.pos_ in NOMINAL


def source_word(token: Token) -> Token | None:
    """The word that names the source, or ``None`` where nobody is named.

    In "the army's spokesman, Col. X" the person is the source.
    """
    head = content_head(token)
    if head.lower_ in NOBODY or any(c.lower_ == "no" for c in children(head, "det")):
        return None
    if not head.ent_type_ or (head.ent_type_ == "ORG" and in_list(head, "authority")):
        named = children(head, "appos", "flat", "compound", "nmod:desc")
        person = next((c for c in named if c.ent_type_ == "PER" and (c.i > head.i or dep(c) == "appos")), None)
        press = lemma(head) in cues().media_nouns or in_list(head, "media") or lemma(head) == "agency"
        outlet = next((c for c in named if press and c.i > head.i and c.ent_type_ in ("ORG", "MISC", "PER")), None)
        head = person or outlet or head
    return head if head.pos_ in NOMINAL | {"DET"} else None


def can_speak(token: Token) -> bool:
    """Somebody or something that can say something: an actor, a name, a pronoun, a medium, a document."""
    table = cues()
    word = lemma(token)
    if in_list(token, "time_noun"):
        return False
    return (
        "actor" in kinds().of(token)
        or token.ent_type_ in NAMES
        or token.lower_ in MEN | SINGULAR_THINGS | PLURALS | SPEAKERS
        or word in table.media_nouns | table.document_nouns | table.source_by_itself
        or in_list(token, "source_noun")
        or in_list(token, "media")
    )


def may_say(token: Token) -> bool:
    """The looser test for verbs that are nothing but speech: any noun that is no event, time or abstraction."""
    if can_speak(token):
        return True
    return token.pos_ in ("NOUN", "PROPN") and not in_list(token, "not_participant") and not in_list(token, "time_noun")


def distinct(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links without repeated words, in their order."""
    seen: dict[int, Link] = {}
    for token, role in links:
        seen.setdefault(token.i, (token, role))
    return tuple(seen.values())


def named_sources(token: Token, names: NameLexicon) -> list[Link]:
    """The sources in one noun phrase: a statement's maker and the statement, coordinated speakers, a carrier."""
    links: list[Link] = []
    for part in conjuncts(token):
        source = source_word(part)
        if source is None:
            continue
        if is_document(source):
            links.extend(_document(source, names))
        else:
            links.append((source, role_of(source, names)))
        links.extend(carriers(source, names))
    return links


def is_document(token: Token) -> bool:
    table = cues()
    known = table.media_nouns | table.content_nouns | table.document_nouns
    named = token.pos_ == "PROPN" and any(c.pos_ == "PROPN" for c in children(token, "compound", "flat"))
    return lemma(token) in known and token.ent_type_ not in NAMES and not named


def _document(noun: Token, names: NameLexicon) -> list[Link]:
    found = [(owner, role_of(owner, names)) for owner in owners(noun)[:1]]
    table = cues()
    medium = lemma(noun) in table.media_nouns | table.source_by_itself or in_list(noun, "media") or not found
    if lemma(noun) in table.content_nouns - table.source_by_itself - table.media_nouns:
        return found
    return [*found, (noun, Role.MEDIUM if medium and lemma(noun) not in table.document_nouns else Role.SPEAKER)]


def owners(noun: Token) -> list[Token]:
    """Whose statement it is: "the *ministry*'s claim", "a report by *police*", "the *army* statement"."""
    found = list(children(noun, "nmod:poss"))
    found += [c for c in children(noun, "nmod", "obl") if preposition(c) in ("by", "from")]
    found += [c for c in children(noun, "nmod") if preposition(c) == "of" and can_speak(content_head(c))]
    found += [
        c
        for c in children(noun, "compound", "amod", "nmod:desc")
        if c.i < noun.i and (c.ent_type_ in NAMES or (_acts(c) and not in_list(noun, "media")))
    ]
    return [head for c in found if can_speak(head := content_head(c)) and not is_document(head)]


def _acts(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and "actor" in kinds().of(token)


def carriers(noun: Token, names: NameLexicon) -> list[Link]:
    """ "in a statement *carried by the agency*", "the minister, *quoted by TASS*"."""
    found: list[Link] = []
    for clause in children(noun, "acl"):
        if lemma(clause) not in cues().carried_by:
            continue
        for child in children(clause, "obl"):
            if child.dep_ == "obl:agent" or preposition(child) in ("by", "on", "in"):
                head = content_head(child)
                role = role_of(head, names)
                if can_speak(head):
                    found.append((head, role if role is not Role.SPEAKER else Role.AGENCY))
    return found


def cue_links(verb: Token, subject: Sequence[Token], names: NameLexicon) -> tuple[Link, ...]:
    """The sources of a cue from the fact outwards: whom it cites, who speaks, through which medium, told to whom."""
    links: list[Link] = []
    for child in children(verb, "advcl", "acl"):
        if lemma(child) in cues().relay_verbs:
            links.extend(cited(child, names))
    for child in children(verb, "obl"):
        if preposition(child) in ("citing", "quoting"):
            links.extend(named_sources(child, names))
    for token in subject:
        links.extend(named_sources(token, names))
    for child in _manner(verb):
        head = content_head(child)
        if preposition(child) in ("in", "on", "via", "through", "to"):
            if lemma(head) in cues().media_nouns:
                links.extend(carriers(head, names))
                links.extend(
                    (content_head(c), role_of(content_head(c), names))
                    for c in children(head, "nmod")
                    if preposition(c) in ("to", "with", "on") and _is_press(content_head(c), names)
                )
            if preposition(child) in ("to", "on", "in", "via") and _is_press(head, names):
                links.append((head, role_of(head, names)))
    if lemma(verb) in cues().addressee_verbs:
        links.extend(
            (head, role_of(head, names))
            for child in children(verb, "obj", "iobj", "nsubj")
            if child.i > verb.i and _is_press(head := content_head(child), names)
        )
        told = following_phrase(verb)
        if told is not None and _is_press(told, names):
            links.append((told, role_of(told, names)))
    return distinct(links)


def _manner(verb: Token) -> list[Token]:
    """The phrases of a cue, and those of the cue that it is coordinated with and shares a subject with."""
    found = children(verb, "obl")
    if dep(verb) == "conj" and not children(verb, "nsubj") and verb.head.pos_ == "VERB":
        found += [c for c in children(verb.head, "obl") if c.i < verb.head.i]
    return found


def _is_press(token: Token, names: NameLexicon) -> bool:
    """A named agency or outlet: who is told something and passes it on."""
    return bool(token.ent_type_) and role_of(token, names) in (Role.AGENCY, Role.MEDIUM)


def cited(verb: Token, names: NameLexicon) -> list[Link]:
    """Whom a relay verb cites: "citing *officials*", "cited a statement by the *district*"."""
    found: list[Link] = []
    for child in children(verb, "obj", "iobj"):
        for link in named_sources(child, names):
            if can_speak(link[0]):
                found.append(link)
    if not found and verb.tag_ == "VBG" and (after := following_phrase(verb)) is not None and can_speak(after):
        found = named_sources(after, names)
    return found


def following_phrase(cue: Token) -> Token | None:
    """The head of the noun phrase that stands right after a cue, however it is attached."""
    doc, end = cue.doc, cue.i + 1
    while end < cue.sent.end and doc[end].pos_ in PHRASE and doc[end].lower_ not in ("that", "to", "in", "on"):
        end += 1
    if end == cue.i + 1:
        return None
    found = doc[cue.i + 1 : end].root
    oblique = found.lower_ in ("me", "us", "them", "him") or found.tag_ in ("PRP$", "WP")
    noun = found.pos_ in ("NOUN", "PROPN", "PRON")
    return found if noun and not oblique and not children(found, "cop") else None
