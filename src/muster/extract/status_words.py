"""The lexicon of status (``lexicon/status.yaml``), by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from spacy.tokens import Token

from muster.codebook import lexicon
from muster.extract.syntax import children, lemma, verb_lemma
from muster.record import Status

LISTS = (
    "purposeful",
    "demands",
    "threats",
    "untrue",
    "occurrence",
    "exploiting",
    "gathering",
    "lasting",
    "afoot",
    "making",
    "firsts",
    "true",
    "spans",
    "unscheduled",
    "outcomes",
    "over",
    "foundering",
    "vain",
)


class Effect(StrEnum):
    """What a governing word makes of the event under it; the lexicon's head says what each means."""

    PLANNED = "planned"
    POSSIBLE = "possible"
    REFUSED = "refused"
    DENIED = "denied"
    PREVENTED = "prevented"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    BEGUN = "begun"
    CONTINUED = "continued"
    CEASED = "ceased"
    REAL = "real"
    ACHIEVED = "achieved"
    TOLD = "told"
    SIMULATED = "simulated"


@dataclass(frozen=True)
class Scenario:
    """Words of an exercise's plot."""

    adjectives: frozenset[str]
    enemy_nouns: frozenset[str]
    nameless_enemies: frozenset[str]
    lands: frozenset[str]
    naming: frozenset[str]
    colours: frozenset[str]
    sides: frozenset[str]
    nouns: frozenset[str]
    within: frozenset[str]
    practice_verbs: frozenset[str]
    plot_verbs: frozenset[str]
    props: frozenset[str]
    played_types: frozenset[str]
    openers: tuple[str, ...]


@dataclass(frozen=True)
class StatusWords:
    """The sections of the lexicon; ``speech`` are the verbs of the attribution lexicon."""

    clauses: Mapping[str, Effect]
    objects: Mapping[str, Effect]
    nouns: Mapping[str, Effect]
    finite: Mapping[str, Status]
    modals: Mapping[str, Status]
    modifiers: Mapping[str, Status]
    would: frozenset[str]
    purposeful: frozenset[str]
    demands: frozenset[str]
    threats: frozenset[str]
    untrue: frozenset[str]
    occurrence: frozenset[str]
    exploiting: frozenset[str]
    gathering: frozenset[str]
    lasting: frozenset[str]
    afoot: frozenset[str]
    making: frozenset[str]
    firsts: frozenset[str]
    true: frozenset[str]
    spans: frozenset[str]
    unscheduled: frozenset[str]
    outcomes: frozenset[str]
    over: frozenset[str]
    foundering: frozenset[str]
    vain: frozenset[str]
    speech: frozenset[str]
    scenario: Scenario


@cache
def status_words() -> StatusWords:
    """The shipped lexicon, read once."""
    data = lexicon("status")
    scenario = {name: frozenset(map(str, words)) for name, words in data["scenario"].items() if name != "openers"}
    return StatusWords(
        clauses=_effects(data["clauses"]),
        objects=_effects(data["objects"]),
        nouns=_effects(data["nouns"]),
        finite=_statuses(data["finite"]),
        modals=_statuses({name: words for name, words in data["modals"].items() if name != "would"}),
        modifiers=_statuses(data["modifiers"]),
        would=frozenset(data["modals"]["would"]),
        **{name: frozenset(map(str, data[name])) for name in LISTS},
        speech=frozenset(lexicon("attribution")["verbs"]),
        scenario=Scenario(**scenario, openers=tuple(data["scenario"]["openers"])),
    )


def _effects(section: Mapping[str, Any]) -> dict[str, Effect]:
    found: dict[str, Effect] = {}
    for name, words in section.items():
        for word in words:
            found.setdefault(str(word), Effect(name))
    return found


def _statuses(section: Mapping[str, Any]) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for name, words in section.items():
        for word in words:
            found.setdefault(str(word), Status(name))
    return found


def clause_effect(governor: Token) -> Effect | None:
    """What the verb, adjective or participle makes of a clause under it."""
    table = status_words().clauses
    return table.get(verb_lemma(governor)) or table.get(lemma(governor))


def object_effect(governor: Token, preposition: str | None) -> Effect | None:
    """What the verb or adjective makes of an event's noun that is its object or, with ``preposition``, its oblique."""
    table = status_words().objects
    names = [verb_lemma(governor), lemma(governor)]
    if preposition is None:
        return next((table[name] for name in names if name in table), None)
    return next((table[f"{name} {preposition}"] for name in names if f"{name} {preposition}" in table), None)


def is_negative(token: Token) -> bool:
    """Whether the word negates: "not", "no", "never", "without"."""
    words = status_words().modifiers
    return words.get(token.lower_) is Status.DENIED or words.get(lemma(token)) is Status.DENIED


def negated(verb: Token) -> bool:
    """Negation in the clause itself, also by subject or object ("no troops crossed"); "not only" is none."""
    for child in verb.children:
        if (
            child.dep_ == "advmod"
            and child.lower_ == "not"
            and any(c.lower_ in ("only", "just", "merely") for c in [*verb.children, *child.children])
        ):
            continue
        if child.dep_ in ("advmod", "advmod:emph", "det", "aux", "mark", "discourse", "neg", "cc", "cc:preconj"):
            if is_negative(child):
                return True
            # "no longer holds"
            if child.lower_ == "longer" and any(is_negative(c) for c in child.children):
                return True
        if child.dep_ in ("nsubj", "nsubj:pass", "obj") and _is_nobody(child):
            return True
    return False


def _is_nobody(noun: Token) -> bool:
    """ "no troops", "nobody", "no one", "neither army", "not one of the shells", "neither the raid nor the siege"."""
    if noun.pos_ in ("PRON", "DET", "NOUN") and is_negative(noun):
        return True
    if any(c.lower_ in ("no", "neither") for c in children(noun, "det", "cc:preconj")):
        return True
    single = [noun, *children(noun, "nummod", "amod", "det")]
    return any(t.lower_ in ("one", "a", "single") and c.lower_ == "not" for t in single for c in t.children) or (
        any(c.lower_ == "not" for c in children(noun, "advmod")) and any(t.lower_ in ("one", "single") for t in single)
    )
