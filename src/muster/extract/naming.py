"""What a participant is called: the phrase that names it, its parts, and the name that a pronoun goes back to."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from muster.extract.antecedents import noun_antecedent
from muster.extract.coreference import MEN, PLURALS, SINGULAR_THINGS, SPEAKERS, Coreference
from muster.extract.predicates import light_verbs
from muster.extract.syntax import (
    children,
    conjuncts,
    content_head,
    dep,
    lemma,
    preposition,
    relative_antecedent,
    trimmed,
)
from muster.extract.words import PRONOUNS, in_list
from muster.record import Participant


def describe(
    doc: Doc, token: Token, coreference: Coreference, speaker: str | None, *, first: Token | None = None
) -> list[Participant]:
    """The participant that the phrase headed by ``token`` names; several for "Russian and Uzbek troops".

    ``first`` is where the phrase begins if that lies before the head's own dependents.
    """
    if token.tag_ in ("WDT", "WP") and (meant := relative_antecedent(token)) is not None:
        token = meant
    word = token.lower_
    if word in PRONOUNS:
        return [_pronoun(doc, token, coreference, speaker)]
    several = _several_nations(doc, token)
    if several:
        return several
    start, end = phrase(doc, token)
    if first is not None and first.i < start:
        start = trimmed(doc, first.i, end)[0]
    text = doc[start:end].text
    resolved = coreference.resolve(token)
    return [
        Participant(
            name=_one_line(resolved.name if resolved else text),
            text=text,
            start=doc[start].idx,
            end=doc[start].idx + len(text),
        ),
        *_partners(doc, token),
    ]


def _pronoun(doc: Doc, token: Token, coreference: Coreference, speaker: str | None) -> Participant:
    name = token.text
    if token.lower_ in SPEAKERS:
        name = speaker or token.text
    elif token.lower_ in MEN | SINGULAR_THINGS | PLURALS:
        name = _meant(doc, token, coreference) or token.text
    return Participant(name=name, text=token.text, start=token.idx, end=token.idx + len(token.text))


def _meant(doc: Doc, pronoun: Token, coreference: Coreference) -> str | None:
    """The name, or else the noun, that a pronoun goes back to: whichever acts nearer before it."""
    mention, noun = coreference.resolve(pronoun), noun_antecedent(pronoun)
    if noun is None or (mention is not None and _named_first(mention.start, noun, pronoun)):
        return mention.name if mention else None
    resolved = coreference.resolve(noun)
    start, end = phrase(doc, noun)
    return resolved.name if resolved else _one_line(doc[start:end].text)


def _named_first(start: int, noun: Token, pronoun: Token) -> bool:
    """A name wins over a noun, unless the noun alone stands in the pronoun's sentence, or "they" goes back to people
    told of since: "... the Front. Some 900 soldiers came. *They* dug in"."""
    if pronoun.lower_ in PLURALS and noun.tag_ == "NNS" and pronoun.doc[start].sent.end <= noun.sent.start:
        return False
    return pronoun.lower_ in MEN or start > noun.i or (noun.sent != pronoun.sent)


def _several_nations(doc: Doc, token: Token) -> list[Participant]:
    """ "Russian and Uzbek troops", "army and rebel leaders" are two: one party each, with the noun they share."""
    nations: list[Token] = []
    for child in children(token, "amod", "compound"):
        if _is_party(child) and child.i < token.i:
            nations.extend(t for t in conjuncts(child) if _is_party(t) and t.i < token.i)
    nations = sorted({t.i: t for t in nations}.values(), key=lambda t: t.i)
    nations = [t for t in nations if _coordinated(t)]
    if len(nations) < 2:
        return []
    found = []
    for nation in nations:
        if nation == nations[0]:
            start, end = nation.i, token.i + 1
        elif nation == nations[-1]:
            start, end = nation.i, token.i + 1
        else:
            start, end = nation.i, nation.i + 1
        text = doc[start:end].text
        found.append(
            Participant(
                name=f"{nation.text} {token.text}", text=text, start=doc[start].idx, end=doc[start].idx + len(text)
            )
        )
    return found


def _is_party(token: Token) -> bool:
    return token.ent_type_ in ("NORP", "LOC", "ORG") or any(
        in_list(token, name) for name in ("force", "group_anaphora", "authority")
    )


def _coordinated(token: Token) -> bool:
    """Whether an "and" or a comma ties it to another modifier: the "Joint" of "Joint Chinese and Thai" is not."""
    return dep(token) == "conj" or bool(children(token, "conj"))


def _partners(doc: Doc, token: Token) -> list[Participant]:
    """ "troops from Russia and Tajikistan", "the ministers of Chad and Niger": the first belongs to the phrase, the
    others are added."""
    found: list[Participant] = []
    if not any(in_list(token, name) for name in ("force", "equipment", "people", "authority")):
        return found
    for child in children(token, "nmod"):
        if preposition(child) == "from" or (preposition(child) == "of" and token.tag_ == "NNS"):
            for other in conjuncts(child)[1:]:
                inner = content_head(other)
                if inner.ent_type_ in ("LOC", "ORG", "NORP"):
                    start, end = phrase(doc, inner)
                    text = doc[start:end].text
                    at = doc[start].idx
                    found.append(Participant(name=_one_line(text), text=text, start=at, end=at + len(text)))
    return found


def phrase(doc: Doc, token: Token) -> tuple[int, int]:
    """Token range that names the phrase's head: its name, or the noun with its modifiers and first "from"/"of".

    Articles, numerals and clauses are left out: "about 40 guards posted at ..." -> "guards".
    """
    entity = next((e for e in doc.ents if e.start <= token.i < e.end), None)
    if entity is not None and entity.label_ in ("PER", "ORG", "LOC"):
        start, end = entity.start, entity.end
        if entity.label_ != "PER" and token.pos_ == "PROPN":
            # a name that the finder cut short keeps the capitalised words that the grammar ties to it
            while start > 0 and doc[start - 1].head.i in range(start, end) and doc[start - 1].pos_ == "PROPN":
                start -= 1
        start, end = trimmed(doc, start, end)
        return (start, end) if start < end else (token.i, token.i + 1)
    start = token.i
    end = token.i + 1
    for child in sorted(children(token, "compound", "amod", "flat", "nmod", "goeswith"), key=lambda c: c.i):
        if child.i < token.i and dep(child) in ("compound", "amod", "nmod"):
            start = min(start, _left_edge(child))
        elif child.i > token.i and dep(child) in ("flat", "goeswith"):
            end = max(end, child.i + 1)
        elif child.i > token.i and dep(child) == "nmod" and preposition(child) == "of" and child.i - token.i <= 6:
            inner = content_head(child)
            body = inner.ent_type_ or in_list(token, "authority") or in_list(token, "force")
            if body and f"{lemma(token.head)} of" not in light_verbs().blamed_for:  # "accused gunmen of murder"
                end = max(end, phrase(doc, inner)[1])
    start, end = trimmed(doc, start, end)
    return (start, end) if start < end else (token.i, token.i + 1)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _left_edge(token: Token) -> int:
    left = token.i
    for child in token.children:
        if child.i < token.i and dep(child) not in ("det", "case", "nummod", "punct", "cc"):
            left = min(left, _left_edge(child))
    return left


def distinct(found: list[Participant]) -> list[Participant]:
    kept: list[Participant] = []
    for participant in found:
        if kept and _abbreviates(participant, kept[-1]):
            continue
        if kept and _titles(kept[-1], participant):
            kept[-1] = participant
            continue
        if all(participant.start != other.start and participant.name != other.name for other in kept):
            kept.append(participant)
    return kept


def _titles(title: Participant, name: Participant) -> bool:
    """ "State Department official Ann Lee": the words right before a name say who it is, and are nobody else."""
    beside = title.end is not None and name.start is not None and name.start - title.end == 1
    person = all(word[:1].isupper() for word in (name.text or "").split())
    return beside and person and not all(word[:1].isupper() for word in (title.text or "").split())


def _abbreviates(short: Participant, long: Participant) -> bool:
    """ "the Popular Front (PF)": the letters in brackets name the one before."""
    if short.start is None or long.end is None or not short.text or not long.text:
        return False
    if not 0 < short.start - long.end <= 3:
        return False
    letters = [c for c in short.text if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters) and letters[0] == long.text[:1].upper()
