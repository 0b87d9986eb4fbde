"""The figures of an event: which numbers of its sentence belong to it, of what kind, with what bounds."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from muster.codebook import EventType
from muster.extract.belonging import belongs, home_of
from muster.extract.counting import Counted, counted, is_money
from muster.extract.figure_kinds import kind_of
from muster.extract.naming import phrase
from muster.extract.predicates import Frame
from muster.record import Quantity, QuantityKind

__all__ = ["Counted", "counted", "quantities"]

UNIT_KINDS = {"km": QuantityKind.DISTANCE, "days": QuantityKind.DURATION}


def quantities(
    doc: Doc,
    around: Frame,
    entry: EventType,
    type_name: str,
    numbers: Sequence[Counted],
    others: Sequence[Frame] = (),
) -> tuple[Quantity, ...]:
    """The figures that belong to the event, in order of the text; ``others`` are the sentence's other events."""
    home = home_of(around, type_name, others)
    found = []
    for item in numbers:
        if not belongs(item, home, around):
            continue
        quantity = _quantity(doc, item, around, entry, type_name, toll=item.anchor.head.i in home.tally)
        if quantity is not None:
            found.append(quantity)
    return tuple(sorted(found, key=lambda q: q.start or 0))


def _quantity(
    doc: Doc, item: Counted, around: Frame, entry: EventType, type_name: str, *, toll: bool
) -> Quantity | None:
    mention = item.mention
    of: str | None = None
    value, low, high = mention.value, mention.low, mention.high
    if mention.unit in UNIT_KINDS:
        kind = UNIT_KINDS[mention.unit]
    elif mention.unit == "percent":
        kind = QuantityKind.SHARE
        value, low, high = value / 100, _hundredth(low), _hundredth(high)
        if item.noun is not None:
            of = _words(doc, item.noun)
    elif mention.unit is not None:
        if not is_money(mention):
            return None  # a weight, a speed, an area: no kind of the record
        kind, of = QuantityKind.MONEY, mention.unit
    else:
        kind = kind_of(item, around, entry, type_name, toll=toll)
        if item.noun is not None:
            of = _words(doc, item.noun)
    if kind is QuantityKind.SHARE and value > 1:
        return None
    return Quantity(
        kind=kind,
        value=value,
        low=low,
        high=high,
        comparator=mention.comparator,
        of=of,
        text=mention.text,
        start=mention.start,
        end=mention.end,
    )


def _hundredth(bound: float | int | None) -> float | None:
    return None if bound is None else min(bound / 100, 1.0)


def _words(doc: Doc, noun: Token) -> str:
    start, end = phrase(doc, noun)
    words = [t.text for t in doc[start:end] if not (t.like_num and t.i < noun.i)]
    return " ".join(words) or noun.text
