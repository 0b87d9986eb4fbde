"""From the sources of a claim to its attribution: phrases named, pronouns given their speaker.

Who speaks tends to go on speaking: "he said" goes back to the last speaker whom a person's pronoun fits, unless a
person has become the subject since. The reasoning is that of centering (Grosz, Joshi and Weinstein 1995) with the
source of a saying as the centre.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from muster.extract.coreference import MEN, PLURALS, REACH, SINGULAR_THINGS, Coreference
from muster.extract.naming import phrase
from muster.extract.sayings import Saying
from muster.extract.sources import Link, cues
from muster.extract.syntax import children, dep, lemma
from muster.record import Attribution, Role

ORDER = {Role.SPEAKER: 0, Role.MEDIUM: 1, Role.AGENCY: 2, Role.OUTLET: 3}


def attributions(
    doc: Doc, links: Sequence[Link], coreference: Coreference, found: Sequence[Saying] = ()
) -> tuple[Attribution, ...]:
    """The chain as records, nearest to the fact first, names resolved within the report.

    ``found`` are the report's sayings, by which "he", "they" and "it" are resolved to an earlier speaker.
    """
    records: list[Attribution] = []
    for token, role in links:
        start, end = phrase(doc, token)
        text = doc[start:end].text
        name = speaker_name(token, coreference, found)
        if not any(_same_source(name, role, other) for other in records):
            records.append(
                Attribution(name=name, role=role, text=text, start=doc[start].idx, end=doc[start].idx + len(text))
            )
    return tuple(sorted(records, key=lambda a: ORDER[a.role]))


def _same_source(name: str, role: Role, other: Attribution) -> bool:
    """ "Aziz" beside "Colonel Omar Aziz" in one chain is one speaker."""
    one, two = set(name.split()), set(other.name.split())
    return name == other.name or (
        role is other.role is Role.SPEAKER and bool(one and two) and (one <= two or two <= one)
    )


def speaker_name(token: Token, coreference: Coreference, found: Sequence[Saying]) -> str:
    """The name of a source; for a pronoun the speaker or the name that it goes back to, or its own words."""
    start, end = phrase(token.doc, token)
    mention = coreference.resolve(token)
    if token.lower_ in MEN | PLURALS | SINGULAR_THINGS:
        last = _last_speaker(token, found)
        newer = mention is not None and mention.subject and last is not None and mention.start > last.i
        if last is not None and not newer:
            return speaker_name(last, coreference, found)
    return mention.name if mention else token.doc[start:end].text


def _last_speaker(pronoun: Token, found: Sequence[Saying]) -> Token | None:
    """The speaker of the nearest saying before the pronoun that agrees with it, a few sentences back at most.

    In "the army retook the town, it said" the army itself is nearer than any speaker.
    """
    doc = pronoun.doc
    if pronoun.lower_ in SINGULAR_THINGS:
        opening = [t for t in doc[pronoun.sent.start : pronoun.i] if dep(t) == "nsubj" and _agrees(pronoun, t)]
        if opening and opening[0].pos_ != "PRON":
            return opening[0]
    limit = pronoun.sent.start
    for _ in range(REACH):
        limit = doc[limit - 1].sent.start if limit > 0 else 0
    for saying in sorted(found, key=lambda s: -s.cue):
        if not limit <= saying.cue < pronoun.i:
            continue
        for token, role in saying.links:
            if role is Role.SPEAKER and token.i < pronoun.i and _agrees(pronoun, token):
                return token
    return None


def _agrees(pronoun: Token, speaker: Token) -> bool:
    named = speaker.ent_type_ == "ORG"
    word, plural = pronoun.lower_, (speaker.tag_ in ("NNS", "NNPS") and not named) or bool(children(speaker, "conj"))
    if speaker.pos_ == "PRON":
        return speaker.lower_ in next((group for group in (MEN, PLURALS, SINGULAR_THINGS) if word in group), ())
    body = lemma(speaker) in cues().bodies or speaker.ent_type_ in ("ORG", "LOC")
    if word in MEN:
        return not plural and not body and speaker.ent_type_ != "NORP"
    if word in PLURALS:
        return plural or lemma(speaker) == "police" or speaker.ent_type_ == "NORP"
    return body and not plural
