"""The figure ladder: every figure of one kind that was told of an event, in order of report; and the views of it.

A view picks from the ladder by a rule that it names, and is never stored. ``minimum`` follows ACLED, which takes the
most conservative report; ``low / best / high`` is the form of UCDP's event data. Both leave out denied figures, and
parts of a total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.reconcile.sources import Sources
from muster.reconcile.values import bounds, is_part
from muster.record import Claim, Comparator, Quantity, QuantityKind, Report, Status

# Kinds of which a total can be asked for. Trucks attacked and trucks burned are no two counts of one thing.
TOTALS = frozenset(
    {
        QuantityKind.KILLED,
        QuantityKind.WOUNDED,
        QuantityKind.CAPTURED,
        QuantityKind.DISPLACED,
        QuantityKind.PERSONNEL,
    }
)
MINIMUM = "the lowest total that anybody gives; denied figures and parts left out"
BEST = "best: the total of most origins, of equals the one reported last; denied figures and parts left out"


@dataclass(frozen=True)
class Rung:
    """One claim's figure. ``day``: ISO day of report; ``as_of``: the last day that the figure can speak of, that of
    the event where the claim gives it, else of the report. ``part``: of a total, or on top of one.
    """

    claim: Claim
    quantity: Quantity
    origin: str
    day: str | None
    as_of: str | None
    part: bool

    @property
    def counts(self) -> bool:
        """Whether the figure is one of a total that its source asserts."""
        return not self.part and self.claim.status not in (Status.DENIED, Status.SIMULATED)


@dataclass(frozen=True)
class LowBestHigh:
    """Three values of a ladder, by the rule :data:`BEST`."""

    low: float
    best: float
    high: float


def ladder(
    kind: QuantityKind, claims: Sequence[Claim], reports: Mapping[str, Report], sources: Sources
) -> tuple[Rung, ...]:
    """Every figure of ``kind`` in ``claims``, in order of report."""
    rungs = [
        _rung(claim, quantity, reports[str(claim.report)], sources)
        for claim in claims
        for quantity in claim.quantities
        if quantity.kind is kind
    ]
    return tuple(sorted(rungs, key=lambda rung: (rung.day or "9999", rung.claim.key)))


def _rung(claim: Claim, quantity: Quantity, report: Report, sources: Sources) -> Rung:
    origin = sources.origin(claim.key)
    day = report.published.to or report.published.from_
    as_of = claim.when.to if claim.when and claim.when.to and claim.status is not Status.PLANNED else day
    if as_of and day and as_of > day:
        as_of = day
    part = is_part(quantity, claim, report.text)
    return Rung(claim, quantity, origin.id if origin else claim.key, day, as_of, part)


def minimum(rungs: Sequence[Rung]) -> float | None:
    """The lowest total, by the rule :data:`MINIMUM`."""
    return min((rung.quantity.value for rung in rungs if rung.counts), default=None)


def low_best_high(rungs: Sequence[Rung]) -> LowBestHigh | None:
    """Low, best and high by the rule :data:`BEST`; nothing where no total is told."""
    counted = [rung for rung in rungs if rung.counts]
    if not counted:
        return None
    support: dict[float, set[str]] = defaultdict(set)
    last: dict[float, str] = {}
    for rung in counted:
        value = rung.quantity.value
        support[value].add(rung.origin)
        last[value] = max(last.get(value, ""), rung.day or "")
    best = max(support, key=lambda value: (len(support[value]), last[value], value))
    ends = [end for rung in counted for end in _ends(rung.quantity)]
    return LowBestHigh(min(ends), best, max(ends))


def _ends(quantity: Quantity) -> tuple[float, float]:
    """The two numbers that "between" names; else the one that is told."""
    if quantity.comparator is Comparator.BETWEEN:
        return bounds(quantity)
    return quantity.value, quantity.value
