"""Who says so: sayings found in a report, and the chain of sources of one trigger.

A *saying* is a cue ("said", "according to", "cited"), its source and the stretch of text that is the content (the three
parts of PARC and PolNeAR: source, cue, content). Quotations that run over sentences keep their speaker. The chain
of a claim orders the sayings whose content holds its trigger from the innermost outwards: speaker, medium, agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from muster.codebook import lexicon
from muster.extract.coreference import MEN, PLURALS, SINGULAR_THINGS, SPEAKERS, Coreference
from muster.extract.participants import phrase
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma, preposition, subjects, verb_lemma
from muster.extract.words import in_list, kinds
from muster.normalise.names import NameLexicon
from muster.record import Attribution, Role

OPENING, CLOSING = "“«„", "”»"


@dataclass(frozen=True)
class Cues:
    verbs: frozenset[str]
    object_verbs: frozenset[str]
    relay_verbs: frozenset[str]
    relay_content: frozenset[str]
    prepositions: frozenset[str]
    media_nouns: frozenset[str]
    content_nouns: frozenset[str]
    carried_by: frozenset[str]
    empty_sources: frozenset[str]


@cache
def cues() -> Cues:
    data = lexicon("attribution")
    return Cues(**{name: frozenset(data[name]) for name in Cues.__dataclass_fields__})


@dataclass(frozen=True)
class Saying:
    """A cue with its source and content. Content are half-open character ranges of the report's text.

    ``links`` are the sources from the fact outwards, as words of the text: the speaker, a medium, an agency.
    ``cue`` is a token index; a saying continued by an open quotation keeps the cue of the sentence that has it.
    """

    cue: int
    links: tuple[tuple[Token, Role], ...]
    content: tuple[tuple[int, int], ...]
    quoted: bool = False

    def covers(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.content)

    @property
    def size(self) -> int:
        return sum(end - start for start, end in self.content)


def quotations(text: str) -> list[tuple[int, int]]:
    """Character ranges inside quotation marks; a quotation left open at a paragraph's end runs on if the next one
    begins with a mark. Straight marks pair within a paragraph."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for i, char in enumerate(text):
        if char == "\n" and text[i : i + 2] == "\n\n" and opened is not None:
            following = text[i:].lstrip()
            if following[:1] not in ('"', *OPENING):
                opened = None
            else:
                found.append((opened, i))
                opened = None
        if char in OPENING:
            opened = i if opened is None else opened
        elif char in CLOSING or (char == '"' and opened is not None):
            if opened is not None:
                found.append((opened, i + 1))
            opened = None
        elif char == '"':
            opened = i
    return [(start, end) for start, end in found if end - start > 2]


def sayings(doc: Doc, names: NameLexicon) -> list[Saying]:
    """Every saying of the report, in order of its cue."""
    quotes = quotations(doc.text)
    found: list[Saying] = []
    for token in doc:
        found.extend(_verb_saying(token, names))
        found.extend(_preposition_saying(token, names))
    found = [_with_quotations(saying, doc, quotes) for saying in found]
    found.extend(_carried(doc, found, quotes))
    return sorted(found, key=lambda s: (s.cue, s.size))


def chain(
    offset: int, found: Sequence[Saying], trigger: int, acting: frozenset[int] = frozenset()
) -> list[tuple[Token, Role]]:
    """The sources of what stands at ``offset``, from the innermost saying outwards, each once.

    ``acting`` are words that are the actor of the claim itself: whoever accuses is no source of the accusing.
    """
    covering = sorted((s for s in found if s.covers(offset) and s.cue != trigger), key=lambda s: (s.size, s.cue))
    links: list[tuple[Token, Role]] = []
    seen: set[int] = set(acting)
    for saying in covering:
        for token, role in saying.links:
            if token.i not in seen:
                seen.add(token.i)
                links.append((token, role))
    return links


def attributions(doc: Doc, links: Sequence[tuple[Token, Role]], coreference: Coreference) -> tuple[Attribution, ...]:
    """The chain as records, names resolved within the report."""
    found: list[Attribution] = []
    for token, role in links:
        start, end = phrase(doc, token)
        text = doc[start:end].text
        resolved = coreference.resolve(token)
        name = resolved.name if resolved else text
        if all(name != other.name for other in found):
            found.append(
                Attribution(name=name, role=role, text=text, start=doc[start].idx, end=doc[start].idx + len(text))
            )
    order = {Role.SPEAKER: 0, Role.MEDIUM: 1, Role.AGENCY: 2, Role.OUTLET: 3}
    return tuple(sorted(found, key=lambda a: order[a.role]))


def _role(token: Token, names: NameLexicon) -> Role:
    start, end = phrase(token.doc, token)
    name = token.doc[start:end].text
    kind = names.kind(name)
    if names.is_agency(name) or (lemma(token) == "agency" and "news" in name.lower()):
        return Role.AGENCY
    if kind == "outlet" or in_list(token, "media"):
        return Role.MEDIUM
    return Role.SPEAKER


def _source(token: Token) -> Token | None:
    """The word that names the source, or ``None`` where nobody is named."""
    head = content_head(token)
    if head.lower_ in ("there", "this", "that", "which", "what") or in_list(head, "not_participant"):
        return None
    if head.ent_type_ != "PER":
        # "the army's spokesman, Col. X": the person is the source
        head = next((child for child in children(head, "appos") if child.ent_type_ == "PER"), head)
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        return None
    return head


def _is_source(token: Token) -> bool:
    """Somebody or something that can speak: an actor, a pronoun, a medium."""
    return (
        "actor" in kinds().of(token)
        or token.ent_type_ in ("PER", "ORG", "LOC", "NORP")
        or token.lower_ in MEN | SINGULAR_THINGS | PLURALS | SPEAKERS
        or lemma(token) in cues().media_nouns | cues().content_nouns
        or in_list(token, "source_noun")
    )


def _span_of(tokens: list[Token]) -> tuple[int, int]:
    first = min(tokens, key=lambda t: t.i)
    last = max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last.text)


def _clause_content(head: Token, without: Token | None = None) -> tuple[tuple[int, int], ...]:
    """Character ranges of a clause, without the subtree that holds the cue."""
    left_out = {t.i for t in without.subtree} if without is not None else set()
    tokens = [t for t in head.subtree if t.i not in left_out]
    ranges: list[tuple[int, int]] = []
    run: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if run and token.i != run[-1].i + 1:
            ranges.append(_span_of(run))
            run = []
        run.append(token)
    if run:
        ranges.append(_span_of(run))
    return tuple(ranges)


def _verb_saying(verb: Token, names: NameLexicon) -> list[Saying]:
    if verb.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return []
    table = cues()
    name = verb_lemma(verb)
    if verb.pos_ == "VERB" and lemma(verb) in table.relay_verbs:
        return _relay(verb, names)
    if name not in table.verbs and lemma(verb) not in table.verbs:
        return []
    if verb.pos_ != "VERB":
        return []
    content: list[tuple[int, int]] = []
    for child in verb.children:
        if dep(child) in ("ccomp", "csubj") or (dep(child) == "xcomp" and _reports_infinitive(verb)):
            content.extend(_clause_content(child))
        elif dep(child) == "parataxis" and child.i < verb.i:
            content.extend(_clause_content(child))
        elif dep(child) == "obj" and lemma(verb) in table.object_verbs and lemma(child) not in table.media_nouns:
            content.extend(_clause_content(child))
        elif dep(child) == "advcl" and lemma(verb) in ("accuse", "blame", "suspect", "charge"):
            content.extend(_clause_content(child))
        elif dep(child) == "obl" and preposition(child) in ("of", "for", "about") and _speech_noun_verb(verb):
            content.extend(_clause_content(child))
    if dep(verb) == "parataxis" and verb.head != verb:
        content.extend(_clause_content(_whole(verb), without=verb))
    # "as the ministry said", "the officials added": a clause beside the content
    if dep(verb) == "advcl" and any(c.lower_ == "as" for c in children(verb, "mark", "case", "advmod")):
        content.extend(_clause_content(verb.head, without=verb))
    subject = [a.token for a in subjects(verb) if a.slot == "subj"] or _passive_source(verb)
    sources = [t for s in subject for c in conjuncts(s) if (t := _source(c)) is not None and _is_source(t)]
    if not sources:
        return []
    if not content:
        inner = [c for c in children(verb, "obj", "obl") if lemma(c) in table.content_nouns]
        if not inner:
            # a quotation beside a bare cue is joined later
            return [Saying(verb.i, _links(verb, sources, names), ())]
        content = [r for c in inner for r in _clause_content(c)]
    return [Saying(verb.i, _links(verb, sources, names), tuple(content))]


def _whole(verb: Token) -> Token:
    """What a cue beside its content speaks of: the clause it hangs on, or the sentence where it closes it
    ("four men were killed, the rest fled, *he added*")."""
    last = max(token.i for token in verb.subtree)
    closes = all(token.is_punct for token in verb.doc[last + 1 : verb.sent.end])
    head = verb.head
    while closes and dep(head) in ("conj", "parataxis", "ccomp", "advcl") and head.head != head:
        head = head.head
    return head


def _reports_infinitive(verb: Token) -> bool:
    return lemma(verb) in ("claim", "vow", "pledge", "promise", "threaten", "swear", "profess", "deny")


def _speech_noun_verb(verb: Token) -> bool:
    return lemma(verb) in ("accuse", "warn", "blame", "complain", "speak", "suspect")


def _passive_source(verb: Token) -> list[Token]:
    """The by-phrase of a passive cue: "was confirmed by the ministry"."""
    return [c for c in children(verb, "obl") if preposition(c) == "by"]


def _links(verb: Token, sources: Sequence[Token], names: NameLexicon) -> tuple[tuple[Token, Role], ...]:
    """The sources of a cue from the fact outwards: whom it cites, who speaks, through which medium, told to whom."""
    links: list[tuple[Token, Role]] = []
    for child in children(verb, "advcl", "acl"):
        if lemma(child) in cues().relay_verbs:
            links.extend(_relayed(child, names))
    for child in children(verb, "obl"):
        if preposition(child) == "citing":
            links.append((content_head(child), _role(content_head(child), names)))
    for source in sources:
        if lemma(source) in cues().media_nouns or lemma(source) in cues().content_nouns:
            owners = [
                c for c in children(source, "nmod:poss", "compound", "amod") if c.ent_type_ or kinds().of(c) & {"actor"}
            ]
            owners += [c for c in children(source, "nmod") if preposition(c) in ("by", "from", "of")]
            links.extend((content_head(owner), _role(content_head(owner), names)) for owner in owners[:1])
            links.append((source, Role.MEDIUM))
            continue
        links.append((source, _role(source, names)))
    for child in children(verb, "obl"):
        if preposition(child) in ("in", "on", "via", "through", "to") and lemma(child) in cues().media_nouns:
            links.extend(_carriers(child, names))
    for child in children(verb, "obj", "iobj", "obl"):
        if lemma(verb) == "tell" or preposition(child) == "to":
            head = content_head(child)
            role = _role(head, names)
            if role in (Role.AGENCY, Role.MEDIUM) and head.ent_type_:
                links.append((head, role))
    return tuple(links)


def _carriers(medium: Token, names: NameLexicon) -> list[tuple[Token, Role]]:
    """ "in a statement *carried by the agency*"."""
    found = []
    for clause in children(medium, "acl"):
        if lemma(clause) in cues().carried_by:
            found += [
                (content_head(c), Role.AGENCY if _role(content_head(c), names) is not Role.MEDIUM else Role.MEDIUM)
                for c in children(clause, "obl")
                if c.dep_ == "obl:agent" or preposition(c) in ("by", "on")
            ]
    return found


def _relayed(verb: Token, names: NameLexicon) -> list[tuple[Token, Role]]:
    """Whom a relay verb cites: "citing *officials*", "cited a statement by the *district*"."""
    found: list[tuple[Token, Role]] = []
    for obj in children(verb, "obj"):
        for token in conjuncts(obj):
            head = content_head(token)
            if lemma(head) in cues().media_nouns | cues().content_nouns:
                makers = [c for c in children(head, "nmod") if preposition(c) in ("by", "from", "of")]
                makers += children(head, "nmod:poss")
                found.extend((content_head(m), _role(content_head(m), names)) for m in makers)
            elif _is_source(head):
                found.append((head, _role(head, names)))
    return found


def _relay(verb: Token, names: NameLexicon) -> list[Saying]:
    """ "TASS *cited* the ministry as saying that ..."; "the ministry was *quoted* as saying ..." """
    outer = [a.token for a in subjects(verb)]
    inner = _relayed(verb, names)
    content: list[tuple[int, int]] = []
    for child in children(verb, "advcl", "xcomp", "ccomp", "obl"):
        if lemma(child) in cues().relay_content or any(c.lower_ == "as" for c in children(child, "mark", "case")):
            inside = children(child, "ccomp", "xcomp", "obj", "parataxis")
            for clause in inside or [child]:
                content.extend(_clause_content(clause))
    passive = [a.token for a in subjects(verb) if a.slot == "obj"]
    if passive and not inner:
        inner = [(content_head(t), Role.SPEAKER) for t in passive]
        outer = [c for c in children(verb, "obl") if preposition(c) == "by"]
    links = list(inner)
    for token in outer:
        head = content_head(token)
        if _is_source(head) and all(head.i != known.i for known, _ in links):
            role = _role(head, names)
            links.append((head, role if role is not Role.SPEAKER or not inner else Role.AGENCY))
    return [Saying(verb.i, tuple(links), tuple(content))] if links else []


def _preposition_saying(token: Token, names: NameLexicon) -> list[Saying]:
    """ "according to X": everything in the clause that the phrase hangs on."""
    prep = preposition(token)
    if prep not in cues().prepositions or dep(token) not in ("obl", "nmod", "advcl", "root", "parataxis"):
        return []
    head = content_head(token)
    if not _is_source(head):
        return []
    links: list[tuple[Token, Role]] = []
    if lemma(head) in cues().media_nouns | cues().content_nouns:
        makers = [c for c in children(head, "nmod") if preposition(c) in ("by", "from", "of")] + children(
            head, "nmod:poss"
        )
        links.extend((content_head(m), _role(content_head(m), names)) for m in makers)
        if not links and not head.ent_type_:
            return []  # "according to reports", "according to earlier reports": nobody is named
    links.extend(
        (content_head(t), _role(content_head(t), names)) for t in conjuncts(head) if lemma(t) not in cues().media_nouns
    )
    governor = token.head
    while (
        dep(governor) in ("nmod", "obl", "obj", "nsubj", "conj", "advcl", "xcomp", "acl", "appos")
        and governor.head != governor
    ):
        if dep(governor) == "conj" and governor.pos_ in ("VERB", "AUX") and governor.i < token.i:
            break
        governor = governor.head
    return [Saying(token.i, tuple(links), _clause_content(governor, without=token))] if links else []


def _with_quotations(saying: Saying, doc: Doc, quotes: Sequence[tuple[int, int]]) -> Saying:
    """Extend content to the whole of a quotation that it touches, or that stands in the cue's sentence unclaimed."""
    content = list(saying.content)
    sentence = doc[saying.cue].sent
    start, end = sentence.start_char, sentence.end_char
    quoted = False
    for q_start, q_end in quotes:
        touches = any(a < q_end and q_start < b for a, b in content)
        beside = not content and q_start < end and start < q_end
        if (touches and (q_end > end or q_start < start or _mostly_inside(q_start, q_end, content))) or beside:
            content.append((q_start, q_end))
            quoted = True
    return replace(saying, content=tuple(content), quoted=quoted) if quoted else saying


def _mostly_inside(start: int, end: int, content: Sequence[tuple[int, int]]) -> bool:
    inside = sum(max(0, min(end, b) - max(start, a)) for a, b in content)
    return inside * 2 > end - start


def _carried(doc: Doc, found: Sequence[Saying], quotes: Sequence[tuple[int, int]]) -> list[Saying]:
    """A quotation without a cue of its own keeps the speaker of the quotation before it in the same paragraph, or of
    the cue in the sentence before it."""
    text = doc.text
    carried: list[Saying] = []
    known = sorted((s for s in found if s.content), key=lambda s: s.cue)
    for q_start, q_end in quotes:
        if any(s.covers(q_start + 1) and _mostly_inside(q_start, q_end, s.content) for s in [*known, *carried]):
            continue
        if q_end - q_start < 40:
            continue  # a quoted word or phrase, no speech
        sentence_start = next(
            (t.sent.start_char for t in doc.char_span(q_start, q_start + 1, alignment_mode="expand") or ()), q_start
        )
        if text[sentence_start:q_start].strip(" \n\t“\"'"):
            continue  # words before it in its sentence: not a quotation that continues
        before = [s for s in known if max(e for _, e in s.content) <= q_start + 1 or doc[s.cue].idx < q_start]
        if not before:
            continue
        last = before[-1]
        gap = text[doc[last.cue].idx : q_start]
        if gap.count("\n\n") <= 1 and len(gap) < 600:
            carried.append(Saying(last.cue, last.links, ((q_start, q_end),), quoted=True))
    return carried
