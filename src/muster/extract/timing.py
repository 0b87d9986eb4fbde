"""Which time expression is whose: the event's, the speaking's, or another clause's."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from muster.extract.predicates import Frame
from muster.extract.syntax import children, dep, lemma
from muster.normalise.dates import Reach, Timex

NEAR = 3  # steps up the tree from a time expression to the word it dates


def timex_governor(doc: Doc, timex: Timex) -> Token | None:
    """The word that a time expression depends on."""
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    head = span.root
    while head.head != head and (head.head.i in range(span.start, span.end)):
        head = head.head
    return head.head if head.head != head else head


def event_timexes(doc: Doc, around: Frame, timexes: Sequence[Timex]) -> list[Timex]:
    """The time expressions of the trigger's sentence that date the event, best first.

    Those that hang on the trigger come before those on its predicate; a time that hangs on a reporting verb dates the
    speaking, unless the trigger is itself that verb.
    """
    chain = {token.i: rank for rank, token in enumerate(around.chain)}
    scored: list[tuple[int, int, Timex]] = []
    for timex in timexes:
        governor = timex_governor(doc, timex)
        if governor is None:
            continue
        rank = _rank(governor, chain, around.trigger)
        if rank is not None and timex.reach in (Reach.UNTIL, Reach.BY, Reach.THROUGH):
            rank += 10  # an end says less about when something happens than a date of its own
        if rank is not None:
            scored.append((rank, abs(timex.start - around.trigger.idx), timex))
    return [timex for _, _, timex in sorted(scored, key=lambda s: (s[0], s[1], s[2].start))]


def _rank(governor: Token, chain: dict[int, int], trigger: Token) -> int | None:
    current = governor
    for step in range(NEAR + 1):
        if current.i in chain:
            return chain[current.i] * 2 + step
        if current.pos_ in ("VERB", "AUX") and current != trigger:
            return None  # it dates another clause
        if dep(current) in ("acl", "advcl", "ccomp", "root") or current.head == current:
            return None
        current = current.head
    return None


def is_future(around: Frame) -> bool:
    """Whether the clause looks ahead: a future modal or an infinitive."""
    predicate = around.predicate or around.trigger
    return any(
        lemma(child) in ("will", "shall") or child.lower_ == "to" for child in children(predicate, "aux", "mark")
    )
