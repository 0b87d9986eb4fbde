"""What a second network sees of events in a sentence: which words report one, of which type and status, who takes part.

The file is plain ONNX, int8 with fixed ranges, as the parser's is (`network`). How it is made: `training/events.py` and
docs/model-card.md. It needs words and sentences alone, so that it works beside any parser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from muster.language.network import BATCH, MAX_WORDS, MODEL, batches, make_batch, session
from muster.language.wordpiece import WordPiece

# Key in a Doc's user_data: for each token a `Sighting`, None where it is plainly no trigger.
SIGHTINGS = "muster.sightings"
NONE = "O"
PLAINLY_NONE = 0.995  # from this share on a word is no trigger at all
PLAINLY_NO_PARTY = 0.98  # from this share on a word takes no part in an event

Shares = NDArray[np.float32]  # each sums to 1 over its labels


class EventLabels(NamedTuple):
    """The label inventories, in the order of the network's outputs; roles are none, actor, recipient."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the network makes of a word as a trigger: shares of 1 by type (`NONE`: no event) and by status."""

    types: dict[str, float]
    statuses: dict[str, float]
    roles: dict[int, tuple[float, float]]  # token index -> how likely it is among the actors, among the recipients


class Look(NamedTuple):
    """The network's outputs for a sentence of n words."""

    types: Shares  # (n, types)
    statuses: Shares  # (n, statuses)
    roles: Shares  # (n, 3, n): what each word is in the event that another names


class EventNetwork:
    """A loaded network; threads as for the parser."""

    def __init__(self, folder: Path = MODEL, *, threads: int | None = None) -> None:
        if not (folder / "events.onnx").is_file():
            raise FileNotFoundError(
                f"no events.onnx in {folder}: reinstall muster, or build it with `python -m training.events`"
            )
        found = json.loads((folder / "events.json").read_text(encoding="utf-8"))
        self.labels = EventLabels(tuple(found["types"]), tuple(found["statuses"]))
        self.vocabulary = WordPiece.load(folder / "vocab.txt")
        self._session = session(folder / "events.onnx", threads)

    def look(self, sentences: Sequence[Sequence[str]]) -> list[Look]:
        """At each sentence, in the order given; every one needs 1 to MAX_WORDS words."""
        found: dict[int, Look] = {}
        for numbers in batches([len(sentence) for sentence in sentences], BATCH):
            inputs = make_batch(self.vocabulary, [sentences[number] for number in numbers])
            feed = {"pieces": inputs.pieces, "casings": inputs.casings, "firsts": inputs.firsts}
            types, statuses, roles = self._session.run(["events", "statuses", "roles"], feed)
            for row, number in enumerate(numbers):
                n = len(sentences[number])
                found[number] = Look(
                    _shares(types[row, :n], 1), _shares(statuses[row, :n], 1), _shares(roles[row, :n, :, :n], 1)
                )
        return [found[number] for number in range(len(sentences))]


def _shares(scores: NDArray[np.float32], axis: int) -> Shares:
    """Softmax over an axis, to three places: what is below them is noise of the order of summation."""
    powers = np.exp(scores - scores.max(axis, keepdims=True))
    shares: Shares = np.round(powers / powers.sum(axis, keepdims=True), 3)
    return shares


@cache
def event_network() -> EventNetwork:
    """The shipped network, loaded once."""
    return EventNetwork()


def sight(doc: Doc) -> None:
    """Leave sightings in the Doc, whichever parser it comes from; what is there already stays."""
    if SIGHTINGS in doc.user_data:
        return
    words = [[token for token in sentence if not token.is_space] for sentence in doc.sents]
    parts = [part[at : at + MAX_WORDS] for part in words for at in range(0, len(part), MAX_WORDS)]
    looks = event_network().look([[token.text for token in part] for part in parts])
    found: list[Sighting | None] = [None] * len(doc)
    for part, look in zip(parts, looks, strict=True):
        for place, seen in sighted(look, event_network().labels, [token.i for token in part]):
            found[place] = seen
    doc.user_data[SIGHTINGS] = found


def sighting(token: Token) -> Sighting | None:
    """What the network sees in a token; None where that is plainly nothing, or `sight` has not been there."""
    found: Sequence[Sighting | None] = token.doc.user_data.get(SIGHTINGS, ())
    return found[token.i] if found else None


def sighted(look: Look, labels: EventLabels, places: Sequence[int]) -> Iterator[tuple[int, Sighting]]:
    """The words of a sentence that are not plainly none; `places`: token index of each word."""
    for number in map(int, np.flatnonzero(look.types[:, labels.types.index(NONE)] < PLAINLY_NONE)):
        shares = look.roles[number]
        roles = {
            places[k]: (round(float(shares[1, k]), 3), round(float(shares[2, k]), 3))
            for k in map(int, np.flatnonzero(shares[0] < PLAINLY_NO_PARTY))
        }
        types, statuses = look.types[number], look.statuses[number]
        yield places[number], Sighting(_by_label(labels.types, types), _by_label(labels.statuses, statuses), roles)


def _by_label(labels: Sequence[str], shares: Shares) -> dict[str, float]:
    return {labels[k]: round(float(shares[k]), 3) for k in map(int, np.flatnonzero(shares))}
