"""Fill actor and recipient slots: from the words around a trigger to participants with spans and resolved names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from muster.codebook import EventType, Roles
from muster.extract.coreference import MEN, PLURALS, SINGULAR_THINGS, SPEAKERS, Coreference
from muster.extract.predicates import Frame
from muster.extract.syntax import (
    children,
    conjuncts,
    content_head,
    dep,
    is_each_other,
    preposition,
    relative_antecedent,
    trimmed,
)
from muster.extract.words import PRONOUNS, in_list, is_place, kinds
from muster.record import Participant

# slots whose filler must be somebody who can act; the others take any noun
ACTOR_ONLY = frozenset({"mod", "poss", "with", "from", "by", "between", "of", "among", "to", "for", "in"})


@dataclass(frozen=True)
class Filler:
    """A word that fills a role, before it becomes a participant or a place."""

    token: Token
    slot: str
    lent: bool = False
    first: Token | None = None  # where the phrase begins, if before the token's own dependents


def fillers(
    around: Frame, slots: Iterable[str], *, actors_only: bool = False, skip: frozenset[int] = frozenset()
) -> list[Filler]:
    """The words in the given slots, coordination opened, in order of the text; ``skip`` are token indexes that name
    something else (the event itself)."""
    found: dict[int, Filler] = {}
    wanted = list(slots)
    if "self" in wanted:  # "protesters", "attackers": the word names the event by who takes part in it
        found[around.trigger.i] = Filler(around.trigger, "self")
    for argument in around.arguments:
        if argument.slot not in wanted:
            continue
        for token in conjuncts(argument.token):
            head = _named_by_apposition(content_head(token))
            if _is_event_itself(head, around.trigger):
                continue
            if head.i not in skip and _fits(head, argument.slot, actors_only):
                found.setdefault(head.i, Filler(head, argument.slot, argument.lent))
    return _modifiers_joined([found[i] for i in sorted(found)])


def _modifiers_joined(found: list[Filler]) -> list[Filler]:
    """ "*Kenyan artillery* fire": a nation and its force side by side before the event noun are one participant."""
    joined: list[Filler] = []
    for filler in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.slot == filler.slot == "mod"
            and last.token.i == filler.token.i - 1
            and last.token.ent_type_ in ("NORP", "LOC", "ORG")
            and not filler.token.ent_type_
        ):
            joined[-1] = Filler(filler.token, "mod", filler.lent, first=last.first or last.token)
        else:
            joined.append(filler)
    return joined


def _fits(token: Token, slot: str, actors_only: bool) -> bool:
    if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"):
        return False
    if token.lower_ in ("it", "this", "that", "which", "there", "what") and dep(token) == "expl":
        return False
    if in_list(token, "time_noun") or in_list(token, "not_participant") or _counts_only(token):
        return False
    if in_list(token, "reflexives") or token.tag_ == "VBG":
        return False
    found = kinds().of(token)
    if slot == "mod":
        if token.i > 1 and token.doc[token.i - 1].text == "-" and token.doc[token.i - 2].like_num:
            return False  # "2,500-troop drills" gives a strength, nobody who acts
        # "rebel attack" says who; "troop build-up" only what is built up
        return token.ent_type_ in ("ORG", "LOC", "NORP", "PER") or (
            "force" in found and token.pos_ in ("NOUN", "PROPN") and not in_list(token, "strength_noun")
        )
    if slot == "by" and token.pos_ in ("NOUN", "PROPN") and not is_place(token):
        return True
    if actors_only or slot in ACTOR_ONLY:
        return "actor" in found or bool(token.ent_type_ in ("ORG", "PER", "NORP", "LOC")) or _bears_name(token)
    return token.pos_ != "ADJ" or bool(token.ent_type_)


def _is_event_itself(word: Token, event: Token) -> bool:
    """ "*It* was the second attack": the pronoun before "was" is the event."""
    return word.head == event and word.lower_ in ("it", "this", "that") and bool(children(event, "cop"))


def _counts_only(token: Token) -> bool:
    """ "12 died", "thousands fled": a figure that says nothing of who they are. "The two met" goes back to somebody."""
    if token.ent_type_ or children(token, "amod", "compound"):
        return False
    if token.text[:1].isdigit() or in_list(token, "quantifiers"):
        return True
    bare = token.pos_ == "NUM" or in_list(token, "bare_numbers")
    return bare and not children(token, "det", "nmod")


def _named_by_apposition(token: Token) -> Token:
    """ "an obscure cell, the Red Banner": the name stands for the noun."""
    if token.ent_type_ in ("PER", "ORG", "LOC", "NORP") or token.pos_ not in ("NOUN", "PROPN"):
        return token
    return next((c for c in children(token, "appos") if c.ent_type_ in ("PER", "ORG") and c.i > token.i), token)


def _bears_name(token: Token) -> bool:
    """A common noun with a nationality or a force before it: "Russian tanks", "a Polish contingent"."""
    return token.pos_ in ("NOUN", "PROPN") and any(
        child.ent_type_ in ("NORP", "ORG", "LOC") for child in children(token, "amod", "compound", "nmod")
    )


def participants(
    doc: Doc,
    around: Frame,
    entry: EventType,
    roles: Roles,
    coreference: Coreference,
    *,
    speaker: str | None,
    skip: frozenset[int] = frozenset(),
) -> tuple[list[Participant], list[Participant], list[Token]]:
    """Actors, recipients and the words that name a place instead (to be located by the caller)."""
    actors: list[Participant] = []
    recipients: list[Participant] = []
    places: list[Token] = []
    taken: set[int] = set()
    acting = fillers(around, roles.actor, skip=skip)
    owned = any(f.slot in ("of", "by", "poss") and not f.lent for f in acting)
    for filler in acting:
        if filler.token.i in taken or _only_place(filler, roles.where) or _only_munition(filler.token):
            continue
        if filler.lent and filler.slot == "subj" and not _may_be_lent(filler.token, around, owned):
            continue
        taken.add(filler.token.i)
        actors.extend(describe(doc, filler.token, coreference, speaker, first=filler.first))
    for filler in fillers(around, (*roles.recipient, "victim"), skip=skip):
        token = filler.token
        if token.i in taken:
            continue
        taken.add(token.i)
        if is_each_other(token):
            recipients.extend(actors)
        elif entry.place_recipient == "where" and _is_target(filler):
            places.append(token)
        else:
            recipients.extend(describe(doc, token, coreference, speaker, first=filler.first))
    for filler in fillers(around, roles.where):
        if filler.token.i not in taken:
            taken.add(filler.token.i)
            places.append(filler.token)
    return _distinct(actors), _distinct(recipients), places


def _may_be_lent(token: Token, around: Frame, owned: bool) -> bool:
    """Whether a light verb's argument acts in the event: not where the noun has its own actor ("announced the
    withdrawal of troops"), nor a mere strength ("involved 3,200 personnel")."""
    verb = around.predicate
    if owned and token.lower_ not in PRONOUNS:
        return False
    leader = token
    while dep(leader) == "conj":
        leader = leader.head
    is_object = verb is not None and leader.head == verb and dep(leader) == "obj"
    return not is_object or bool(token.ent_type_) or _bears_name(token)


def _is_target(filler: Filler) -> bool:
    """A place that is attacked or taken: its slot says so, and it is no pronoun."""
    if filler.slot == "on" and any(in_list(filler.token, name) for name in ("thoroughfare", "spot_noun")):
        return True  # "shot two men *on the road*"
    in_slot = filler.slot not in ACTOR_ONLY - {"of", "in"}
    return in_slot and filler.token.lower_ not in PRONOUNS and is_place(filler.token)


def _only_munition(token: Token) -> bool:
    """Bombs and shells act for somebody: "*Syrian rockets*" names him, "the bombs" nobody."""
    return in_list(token, "munition") and not _bears_name(token)


def _only_place(filler: Filler, where: tuple[str, ...]) -> bool:
    """A place noun without a name is no actor ("the region", "the border")."""
    token = filler.token
    return filler.slot in where or (is_place(token) and not token.ent_type_ and not in_list(token, "state_anaphora"))


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
        return [_pronoun(token, coreference, speaker)]
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


def _pronoun(token: Token, coreference: Coreference, speaker: str | None) -> Participant:
    name = token.text
    if token.lower_ in SPEAKERS:
        name = speaker or token.text
    elif token.lower_ in MEN | SINGULAR_THINGS | PLURALS:
        mention = coreference.resolve(token)
        name = mention.name if mention else token.text
    return Participant(name=name, text=token.text, start=token.idx, end=token.idx + len(token.text))


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
    """ "troops from Russia and Tajikistan": the first nation belongs to the phrase, the others are added."""
    found: list[Participant] = []
    if not (in_list(token, "force") or in_list(token, "equipment") or in_list(token, "people")):
        return found
    for child in children(token, "nmod"):
        if preposition(child) == "from":
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
            if inner.ent_type_ or in_list(token, "authority") or in_list(token, "force"):
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


def _distinct(found: list[Participant]) -> list[Participant]:
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
