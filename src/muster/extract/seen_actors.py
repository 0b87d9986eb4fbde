"""Where the network's eye helps with who takes part: an actor that plainly has no part in the event is left out, and a
side that the grammar leaves empty is filled with whom the network is sure of (docs/decisions/0016-a-second-eye.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from muster.extract.syntax import NOMINAL
from muster.extract.triggers import Match
from muster.extract.words import PRONOUNS
from muster.language import sighting
from muster.record import Participant

DROPPED = 0.02  # share below which a party that the sentence names does not act
FILLED = (0.8, 0.8)  # share from which on a word of the sentence fills an empty side: of actors, of recipients
ACTING, SUFFERING = 0, 1

Shares = dict[int, tuple[float, float]]  # token -> shares of acting, of being acted upon


def who_act(match: Match, sentence: TokenSpan, actors: Sequence[Participant]) -> list[Participant]:
    """The actors without those in which the network plainly sees none."""
    seen = sighting(match.token)
    if seen is None or not seen.roles:
        return list(actors)
    return [actor for actor in actors if not _plainly_idle(actor, seen.roles, sentence)]


def whom_else(match: Match, sentence: TokenSpan, side: int, taken: Sequence[Participant]) -> list[Token]:
    """Heads of the phrases that the network is sure fill a side that the grammar left empty, in order of the text.

    ``side``: ACTING or SUFFERING; ``taken``: who already stands on either side.
    """
    seen = sighting(match.token)
    if seen is None or not seen.roles:
        return []
    sure = {
        i for i, shares in seen.roles.items() if shares[side] >= FILLED[side] and sentence.start <= i < sentence.end
    }
    sure -= {i for party in taken for i in _tokens(party, sentence.doc)} | {match.token.i}
    words = [sentence.doc[i] for i in sorted(sure)]
    return [word for word in words if word.head.i not in sure and word.pos_ in NOMINAL and not _inside(word, match)]


def _inside(word: Token, match: Match) -> bool:
    """Part of somebody else's name: "the ministers of *Romania*"."""
    return word.dep_ != "conj" and word.head.pos_ in ("NOUN", "PROPN") and word.head != match.token


def _plainly_idle(party: Participant, shares: Shares, sentence: TokenSpan) -> bool:
    """Whether the network sees no word of a party act that the sentence itself names; a pronoun may stand for any, and
    of organisations there are more names than it was taught."""
    tokens = _tokens(party, sentence.doc)
    if not tokens or (party.text or "").lower() in PRONOUNS:
        return False
    if any(sentence.doc[i].ent_type_ == "ORG" for i in tokens):
        return False
    if not all(sentence.start <= i < sentence.end for i in tokens):
        return False
    return max(shares.get(i, (0.0, 0.0))[0] for i in tokens) < DROPPED


def _tokens(party: Participant, doc: Doc) -> Sequence[int]:
    if party.start is None or party.end is None:
        return ()
    span = doc.char_span(party.start, party.end, alignment_mode="expand")
    return [token.i for token in span or ()]
