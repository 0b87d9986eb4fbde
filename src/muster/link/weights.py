"""The weights of pair evidence: one table, each with the reason for its size.

A feature gives a value from -1 (speaks against) to 1 (speaks for); its weight scales it. Two clusters of claims are one
event when the weighted sum passes :data:`THRESHOLD`. The weights were set by hand on the development cases, small whole
steps first, and are meant to be read: to see what a pair is made of, ask :func:`muster.link.explain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

THRESHOLD = 2.5  # one strong or two fair agreements beyond the type
VETO = -99.0


@dataclass(frozen=True)
class Weight:
    """How much a feature counts, and why."""

    weight: float
    reason: str


WEIGHTS: dict[str, Weight] = {
    "type": Weight(1.0, "two claims of one type more often share an event than kin types do; no proof by itself"),
    "name": Weight(5.0, "a proper name (Exercise X) is made to tell events apart: decisive both ways"),
    "when": Weight(2.5, "same exact day and type: two fair agreements; vague months count less through their value"),
    "where": Weight(2.2, "places tell incidents apart best after days; spelling variants count nearly as equal"),
    "elsewhere": Weight(1.5, "a force may strike two towns in a day: an incident with another place is another one"),
    "actor": Weight(1.2, "actors recur in a case: agreement is common, disagreement often only another view"),
    "parties": Weight(1.2, "two or more parties that do something together do few such things at a time"),
    "speaker": Weight(1.4, "an act of speech has one speaker, but speakers speak often: the matter must agree too"),
    "repeated": Weight(1.6, "one report tells each act of speech once: two by one speaker are two"),
    "recipient": Weight(1.3, "what was hit or moved; wording varies, so less than place"),
    "figure": Weight(
        2.2, "a shared figure is rare by chance, the more its digits; differing ones are what disputes are made of"
    ),
    "trigger": Weight(0.4, "the same word for it; sources choose words freely"),
    "wording": Weight(2.0, "shared rare words of the sentences, by their rarity in the case"),
    "copy": Weight(4.0, "the same sentence with the same trigger: agency copy"),
    "act": Weight(2.0, "a landing is one act; words for sending and gathering mostly tell of all that goes there"),
    "narrow": Weight(1.5, "a type that a word or two name is told of less often than one that many words name"),
    "story": Weight(
        3.5, "reports that share their names and figures tell of the same things; of others, the same kind of thing"
    ),
    "discourse": Weight(1.4, "sentences that stand together mostly go on about one thing"),
    "anaphor": Weight(1.5, "the drills, right after a sentence that tells of drills, are those drills"),
    "salience": Weight(0.7, "a claim that names nothing is mostly about what its report is mostly about"),
    "contrast": Weight(2.0, "another, a second, last year's: the text itself says that it is a different one"),
    "status": Weight(0.8, "inside one report planned and past things are two; across reports plans come true"),
    "reality": Weight(2.0, "what is only feared or was called off is not what happened"),
    "scenario": Weight(2.0, "everything simulated in one exercise belongs to one scenario"),
}


class Evidence(NamedTuple):
    """One feature of a pair: its value (-1 to 1), what it adds to the score, and the values compared."""

    feature: str
    value: float
    weight: float
    note: str

    @property
    def score(self) -> float:
        return self.value * self.weight


def evidence(feature: str, value: float, note: str) -> Evidence:
    """Evidence with the weight that the table gives ``feature``."""
    bounded = 1.0 if value > 1.0 else -1.0 if value < -1.0 else value
    return Evidence(feature, round(bounded, 3), WEIGHTS[feature].weight, note)


def veto(feature: str, note: str) -> Evidence:
    """Evidence that forbids the pair whatever else speaks for it."""
    return Evidence(feature, VETO, 1.0, note)
