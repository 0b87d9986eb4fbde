"""Where the network's eye for events adds to the lexicon: triggers that it has no rule for, and statuses.

The lexicon is exact where it knows a word and blind where it does not; the network, trained on annotated sentences
(training/events), knows contexts. A word that the network is sure of and no rule fired on becomes a trigger. It does
not overrule the lexicon: that was tried, and lost more than it won. How the thresholds were chosen:
docs/decisions/0016-a-second-eye.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from muster.codebook import Codebook, TriggerRule
from muster.extract.predicates import frame
from muster.extract.status_clause import is_implied
from muster.extract.syntax import is_verbal, lemma
from muster.extract.triggers import Match
from muster.language import NONE, Sighting, sighting
from muster.record import Status

ADDED = 0.8  # share of one type from which on a word is a trigger without a rule
RESTATED = 0.995  # share of one status from which on it is taken
UNDENIED = 0.999  # the same where the grammar reads a denial: "neither ... nor" is plainer to it
UNTOUCHED = frozenset({Status.CANCELLED, Status.SIMULATED})  # a scenario may be told over a paragraph
SEEN = -1  # number of the rule of a match that no rule of the codebook made


def seen(sentence: TokenSpan, matches: Iterable[Match], codebook: Codebook) -> Iterator[Match]:
    """A match for each run of words that the network is sure of and on which no rule fired."""
    taken = {i for match in matches for i in range(match.start, match.end)}
    runs: list[tuple[str, list[tuple[Token, Sighting]]]] = []
    for token in sentence:
        found = sighting(token)
        kind = _sure(found, codebook) if found is not None else None
        if found is None or kind is None:
            continue
        if runs and runs[-1][0] == kind and runs[-1][1][-1][0].i == token.i - 1:
            runs[-1][1].append((token, found))
        else:
            runs.append((kind, [(token, found)]))
    for kind, run in runs:
        tokens = [token for token, _ in run]
        if any(token.i in taken for token in tokens):
            continue
        inside = {token.i for token in tokens}
        head = next((token for token in tokens if token.head.i not in inside or token.head == token), tokens[0])
        share = max(found.types[kind] for _, found in run)
        rule = TriggerRule(words=(lemma(head),), pos=("VERB",) if is_verbal(head) else ("NOUN",), confidence=share)
        yield Match(kind, rule, SEEN, head, tokens[0].i, tokens[-1].i + 1, frame(head))


def restated(match: Match, verdict: Status) -> Status:
    """The status that the network is sure of, or else the one that the grammar gave."""
    found = sighting(match.token)
    if verdict in UNTOUCHED or found is None or found.types.get(match.type, 0.0) < 0.5 or not found.statuses:
        return verdict
    if verdict is Status.DONE and is_implied(match.token):
        return verdict  # "had to pull back": the network sees the infinitive, and a plan in it
    label, share = max(found.statuses.items(), key=lambda item: (item[1], item[0]))
    needed = UNDENIED if verdict is Status.DENIED else RESTATED
    return Status(label) if share >= needed else verdict


def _sure(found: Sighting, codebook: Codebook) -> str | None:
    kind, share = max(found.types.items(), key=lambda item: (item[1], item[0]))
    return kind if kind != NONE and share >= ADDED and kind in codebook.types else None
