"""Where the network's eye corrects who acts: an actor that plainly has no part in the event.

Nobody is added, and recipients are left to the grammar: there the network erred about as often as it helped
(docs/decisions/0016-a-second-eye.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from muster.extract.triggers import Match
from muster.extract.words import PRONOUNS
from muster.language import sighting
from muster.record import Participant

DROPPED = 0.02  # share below which a party that the sentence names does not act

Shares = dict[int, tuple[float, float]]  # token -> shares of acting, of being acted upon


def who_act(match: Match, sentence: TokenSpan, actors: Sequence[Participant]) -> list[Participant]:
    """The actors without those in which the network plainly sees none."""
    seen = sighting(match.token)
    if seen is None or not seen.roles:
        return list(actors)
    return [actor for actor in actors if not _plainly_idle(actor, seen.roles, sentence)]


def _plainly_idle(party: Participant, shares: Shares, sentence: TokenSpan) -> bool:
    """Whether the network sees no word of a party act that the sentence itself names; a pronoun may stand for any."""
    tokens = _tokens(party, sentence.doc)
    if not tokens or (party.text or "").lower() in PRONOUNS:
        return False
    if not all(sentence.start <= i < sentence.end for i in tokens):
        return False
    return max(shares.get(i, (0.0, 0.0))[0] for i in tokens) < DROPPED


def _tokens(party: Participant, doc: Doc) -> Sequence[int]:
    if party.start is None or party.end is None:
        return ()
    span = doc.char_span(party.start, party.end, alignment_mode="expand")
    return [token.i for token in span or ()]
