"""How the values of an attribute relate. Each rule has a name; the first that speaks decides a pair of values.

======================= ================================================================= ===========
rule                    two values                                                        relation
======================= ================================================================= ===========
same value              equal (comparators aside)                                         same
bounds meet             their bounds overlap ("over 1,000" and 1,200)                     compatible
part and whole          the words say so, or one origin gives both in one report          compatible
two sides               one counts a government's men, the other those of an armed group   other scope
own and quoted          a report gives one in its own name and quotes the other           other scope
side by side            one report gives both, of one time, by two speakers; no toll      disputed
same speaker later      who gave the first gives the second on a later day                updated
came round              who gave the first adopts what another said                       updated
plan and outcome        the first was planned, the second is told as done later           updated
rising toll             a cumulative figure told later, and higher                        updated
days of one event       two days within an event that takes time                          compatible
contradiction           none of these                                                     disputed
======================= ================================================================= ===========

An attribute is what its worst pair is: disputed before updated before compatible; values that all are the same are
corroborated by two origins and single with one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations

from muster.codebook import word_lists
from muster.link import is_durative
from muster.reconcile.values import Telling, bounds
from muster.record import Agreement, Claim, Place, Quantity, QuantityKind, Status, When

CUMULATIVE = frozenset(
    {QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.DISPLACED, QuantityKind.CAPTURED, QuantityKind.MONEY}
)
AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
HAPPENED = frozenset({Status.DONE, Status.ONGOING})
# Types whose doer is one: two names for it contradict one another. Of the others several can take part.
ONE_DOER = frozenset({"attack", "capture", "control", "detain", "besiege"})
MOVED_DAYS = 5  # days by which a deadline must move to be another date


class Relation(StrEnum):
    """How one value relates to another."""

    SAME = "same"
    COMPATIBLE = "compatible"
    UPDATED = "updated"
    DISPUTED = "disputed"


_WORST = {Relation.SAME: 0, Relation.COMPATIBLE: 1, Relation.UPDATED: 2, Relation.DISPUTED: 3}
Rule = Callable[[Telling, Telling], Relation]


def agreement(name: str, told: Sequence[Telling], event_type: str) -> Agreement:
    """The agreement of the attribute ``name`` over all its tellings, which come in order of report."""
    if name == "status":
        return _status(told)
    if name == "actor":
        return _actor(told, event_type)
    if name == "recipient":
        return _over_pairs(told, _names)
    if name == "when":
        return _over_pairs(told, _long_when if is_durative(event_type) else _when)
    if name == "where":
        return _over_pairs(told, _where)
    return _quantity(told)


def _over_pairs(told: Sequence[Telling], rule: Rule) -> Agreement:
    worst = max((_WORST[rule(a, b)] for a, b in combinations(told, 2)), default=0)
    return _label(worst, told)


def _label(worst: int, told: Sequence[Telling]) -> Agreement:
    if worst == 0:
        return Agreement.CORROBORATED if len({t.origin for t in told}) > 1 else Agreement.SINGLE
    return (Agreement.COMPATIBLE, Agreement.UPDATED, Agreement.DISPUTED)[worst - 1]


def _quantity(told: Sequence[Telling]) -> Agreement:
    """Figures, scope by scope: a denied figure stands against its givers; who denies the doer gives the figure."""
    asserted = _first_tellings([t for t in told if not _denies_figure(t)])
    denied = [t for t in told if _denies_figure(t)]
    if not asserted:
        return _over_pairs(told, _figures)
    if any(a.origin != d.origin and _value(a) == _value(d) for a in asserted for d in denied):
        return Agreement.DISPUTED
    worst = _WORST[Relation.DISPUTED] if _side_by_side([t for t in told if not t.part]) else 0
    for totals in _scopes(_without_parts([t for t in asserted if not t.part])):
        pairs = [(a, b) for a, b in combinations(totals, 2) if not _came_round(a, b, totals)]
        worst = max([worst, *(_WORST[_figures(a, b)] for a, b in pairs)])
        worst = max(worst, _WORST[Relation.UPDATED] if len(pairs) < len(totals) * (len(totals) - 1) / 2 else 0)
    different = len({_value(t) for t in asserted}) > 1
    return _label(max(worst, int(different)), asserted)


def _side_by_side(told: Sequence[Telling]) -> bool:
    """Whether one report sets two speakers' figures of one time against one another, and they are of no rising toll."""
    return any(
        a.report == b.report
        and a.origin != b.origin
        and a.speaker != b.speaker
        and not (a.own or b.own)
        and {a.status, b.status} <= HAPPENED
        and _cumulative_less(a)
        and _figures(a, b) is Relation.DISPUTED
        for a, b in combinations(told, 2)
    )


def _cumulative_less(telling: Telling) -> bool:
    return isinstance(telling.source, Quantity) and telling.source.kind not in CUMULATIVE


def _first_tellings(told: Sequence[Telling]) -> list[Telling]:
    """Each value of each origin once, when it was first told: later repeats are no news."""
    first: dict[tuple[str, float], Telling] = {}
    for telling in told:
        first.setdefault((telling.origin, _value(telling)), telling)
    return list(first.values())


def _scopes(told: Sequence[Telling]) -> list[list[Telling]]:
    """Figures of different things: a report that gives one itself and quotes another means two things by them."""
    split = {
        word
        for a, b in combinations(told, 2)
        if a.report == b.report and a.own != b.own and _value(a) != _value(b)
        for word in (a.claim.trigger.text.lower(), b.claim.trigger.text.lower())
        if a.claim.trigger.text.lower() != b.claim.trigger.text.lower()
    }
    scopes: dict[str, list[Telling]] = {}
    for telling in told:
        word = telling.claim.trigger.text.lower()
        scopes.setdefault(word if word in split else "", []).append(telling)
    return list(scopes.values())


def _without_parts(told: Sequence[Telling]) -> list[Telling]:
    """Leave out what one origin gives in one report beside a larger value: a part of it."""
    return [
        t
        for t in told
        if not any(o.report == t.report and o.origin == t.origin and _value(o) > _value(t) for o in told)
    ]


def _came_round(a: Telling, b: Telling, told: Sequence[Telling]) -> bool:
    """Whether who first gave ``a`` gives the value of ``b`` on a later day."""
    if _figures(a, b) is not Relation.DISPUTED:
        return False
    return any(t.speaker and t.speaker == a.speaker and t.day > a.day and _value(t) == _value(b) for t in told)


def _figures(a: Telling, b: Telling) -> Relation:
    if _value(a) == _value(b):
        return Relation.SAME
    assert isinstance(a.source, Quantity) and isinstance(b.source, Quantity)
    (low, high), (other_low, other_high) = bounds(a.source), bounds(b.source)
    if low <= other_high and other_low <= high:
        return Relation.COMPATIBLE
    if a.speaker and a.speaker == b.speaker and a.day < b.day:
        return Relation.UPDATED
    if a.status in AHEAD and b.status in HAPPENED and a.day < b.day:
        return Relation.UPDATED
    if a.source.kind in CUMULATIVE and _two_sides(a.source, b.source):
        return Relation.COMPATIBLE
    if a.source.kind in CUMULATIVE and _rises(a, b):
        return Relation.UPDATED
    return Relation.DISPUTED


def _two_sides(a: Quantity, b: Quantity) -> bool:
    """ "11 soldiers" and "28 rebels" are the losses of two sides; who civilians were is what parties dispute."""
    return {_side(a), _side(b)} == {"soldiers", "group_anaphora"}


def _side(quantity: Quantity) -> str | None:
    """The codebook's list of those who are counted: soldiers, or men of an armed group (who may be in both)."""
    counted = {_singular(word) for word in (quantity.of or "").lower().split()}
    return next((name for name in ("group_anaphora", "soldiers") if counted & word_lists()[name]), None)


def _singular(word: str) -> str:
    return f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")


def _rises(a: Telling, b: Telling) -> bool:
    """Whether the lower of the two was told first, or may have been where a day of report is known roughly only."""
    low, high = sorted((a, b), key=_value)
    rough = any(t.since is not None and t.since < t.day for t in (a, b))
    return low.day < high.day or (rough and (low.since or low.day) < high.day)


def _value(telling: Telling) -> float:
    return float(telling.source.value) if isinstance(telling.source, Quantity) else 0.0


def _status(told: Sequence[Telling]) -> Agreement:
    """Plans come true or are called off; a denial stands against whoever says that it happened."""
    values = {t.status for t in told}
    if len(values) == 1:
        return _label(0, told)
    values -= {t.status for t in told if t.status is Status.DENIED and _denies_detail(t.claim)}
    denied = {t.origin for t in told if t.status is Status.DENIED and not _denies_detail(t.claim)}
    others = {t.origin for t in told if t.status is not Status.DENIED}
    if denied and others - denied:
        return Agreement.DISPUTED
    if values & AHEAD and values - AHEAD:
        return Agreement.UPDATED
    if Status.CANCELLED in values and len(values) > 1:
        return Agreement.UPDATED
    return Agreement.COMPATIBLE


def _denies_figure(telling: Telling) -> bool:
    doer = telling.claim.type in ONE_DOER and bool(telling.claim.actors)
    return telling.status is Status.DENIED and not doer


def _denies_detail(claim: Claim) -> bool:
    """Whether a denial is of a figure or of the doer rather than of the event."""
    return bool(claim.quantities) or (claim.type in ONE_DOER and bool(claim.actors))


def _actor(told: Sequence[Telling], event_type: str) -> Agreement:
    """Of types with one doer a denied one is disputed, and so are two different named ones.

    Of other types a denial is of the event, which its status shows.
    """
    denied = {str(t.value) for t in told if t.status is Status.DENIED}
    asserted = [t for t in told if t.status is not Status.DENIED]
    if denied and asserted and event_type in ONE_DOER:
        return Agreement.DISPUTED
    if event_type in ONE_DOER and any(_rivals(a, b) for a, b in combinations(asserted, 2)):
        return Agreement.DISPUTED
    return _over_pairs(told, _names)


def _rivals(a: Telling, b: Telling) -> bool:
    if a.origin == b.origin or a.value == b.value or a.claim.key == b.claim.key:
        return False
    return all(str(t.value)[:1].isupper() or event_named(t) for t in (a, b))


def event_named(telling: Telling) -> bool:
    """Whether a word for nobody in particular still takes a side, since somebody else is said to have done it."""
    return telling.claim.type == "control"


def _names(a: Telling, b: Telling) -> Relation:
    return Relation.SAME if a.value == b.value else Relation.COMPATIBLE


def _when(a: Telling, b: Telling) -> Relation:
    one, other = a.source, b.source
    assert isinstance(one, When) and isinstance(other, When)
    if (one.from_, one.to) == (other.from_, other.to):
        return Relation.SAME
    if a.status in AHEAD and b.status in AHEAD and one.from_ is None and other.from_ is None and one.to and other.to:
        moved = abs((date.fromisoformat(one.to) - date.fromisoformat(other.to)).days)
        return Relation.UPDATED if moved > MOVED_DAYS and a.day != b.day else Relation.COMPATIBLE
    apart = (one.to and other.from_ and one.to < other.from_) or (other.to and one.from_ and other.to < one.from_)
    if not apart:
        return Relation.COMPATIBLE
    if {a.status, b.status} & AHEAD or Status.CANCELLED in (a.status, b.status):
        return Relation.UPDATED
    return Relation.DISPUTED if _exact(one) and _exact(other) else Relation.COMPATIBLE


def _long_when(a: Telling, b: Telling) -> Relation:
    """Of an event that takes time different days are days of it, unless one of them was a plan that moved."""
    relation = _when(a, b)
    return Relation.COMPATIBLE if relation is Relation.DISPUTED else relation


def _exact(when: When) -> bool:
    return when.from_ is not None and when.from_ == when.to and not when.approximate


def _where(a: Telling, b: Telling) -> Relation:
    if a.value == b.value:
        return Relation.SAME
    one, other = a.source, b.source
    assert isinstance(one, Place) and isinstance(other, Place)
    if one.name.lower() == other.name.lower():
        return Relation.SAME
    return Relation.COMPATIBLE
