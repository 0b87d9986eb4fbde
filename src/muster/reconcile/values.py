"""The values that the claims of an event give, attribute by attribute: nothing is dropped, nothing averaged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from muster.link import Entities
from muster.reconcile.lexicon import words
from muster.record import (
    Alternative,
    AttributeValue,
    Claim,
    Comparator,
    Place,
    Published,
    Quantity,
    QuantityKind,
    Report,
    Status,
    When,
)

UNDATED = date.max.toordinal()
# Kinds that count people by what befell them: whether as "people", "bodies" or "farmers" is no other figure.
HEADS = frozenset(
    {QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.DISPLACED, QuantityKind.PERSONNEL}
)


@dataclass(frozen=True)
class Telling:
    """One claim giving one value. ``day``: ordinal of publication, :data:`UNDATED` where unknown. ``own``: the
    report speaks in its own name. ``speaker``: identity of who says it. ``source`` is the record the value came from.
    ``since``: the earliest day of publication, before ``day`` where that is known roughly only. ``part``: the words
    call the figure a part of a total, or an addition to one ("six more bodies").
    """

    claim: Claim
    value: AttributeValue
    source: Quantity | When | Place | None
    origin: str
    day: int
    speaker: str
    own: bool
    since: int | None = None
    part: bool = False

    @property
    def status(self) -> Status:
        return self.claim.status

    @property
    def report(self) -> str:
        return str(self.claim.report)


@dataclass(frozen=True)
class Ledger:
    """What is known of every claim of the case beyond the claim: its origin and its day."""

    reports: Mapping[str, Report]
    published: Mapping[str, Published]
    origins: Mapping[str, str]
    origin_names: Mapping[str, str]
    entities: Entities

    def day(self, claim: Claim) -> int:
        """Ordinal of the day of publication; of an interval the last, lest a copy come before its source."""
        report = self.reports[str(claim.report)]
        last = self.published.get(report.id, report.published).to
        return date.fromisoformat(last).toordinal() if last else UNDATED

    def tell(self, claim: Claim, value: AttributeValue, source: Quantity | When | Place | None = None) -> Telling:
        """The claim's telling of ``value``."""
        origin = self.origins.get(claim.key, claim.key)
        name = self.origin_names.get(origin, "")
        entity = self.entities.entity(name) if name else None
        speaker = (entity.id or entity.head) if entity else ""
        report = self.reports[str(claim.report)]
        own = name in (report.outlet, report.source, *report.agencies) and not in_title(claim, report)
        first = self.published.get(report.id, report.published).from_
        since = date.fromisoformat(first).toordinal() if first else None
        part = isinstance(source, Quantity) and is_part(source, claim, report.text)
        return Telling(claim, value, source, origin, self.day(claim), speaker, own, since, part)


def tellings(claims: Sequence[Claim], ledger: Ledger) -> dict[str, list[Telling]]:
    """By attribute name, every value that a claim gives, in order of report."""
    told: dict[str, list[Telling]] = defaultdict(list)
    for claim in claims:
        for quantity in claim.quantities:
            told[quantity.kind.value].append(ledger.tell(claim, quantity_value(quantity), quantity))
        if claim.when is not None and (claim.when.from_ or claim.when.to):
            told["when"].append(ledger.tell(claim, when_value(claim.when), claim.when))
        for place in claim.where:
            told["where"].append(ledger.tell(claim, place_value(place), place))
        for role, people in (("actor", claim.actors), ("recipient", claim.recipients)):
            for participant in people:
                if participant.name.lower() not in words().nobody:
                    told[role].append(ledger.tell(claim, bare(participant.name)))
        told["status"].append(ledger.tell(claim, claim.status.value))
    ordered = {name: sorted(values, key=lambda t: (t.day, t.claim.key)) for name, values in told.items()}
    for name in {"actor", "recipient"} & ordered.keys():
        ordered[name] = one_name(ordered[name], ledger.entities)
    return ordered


def alternatives(told: Sequence[Telling]) -> tuple[Alternative, ...]:
    """The distinct values in order of first report, each with its claims and origins."""
    groups: dict[object, list[Telling]] = {}
    for telling in told:
        groups.setdefault(_sameness(telling), []).append(telling)
    return tuple(
        Alternative(
            value=group[0].value,
            claims=tuple(dict.fromkeys(t.claim.key for t in group)),
            origins=tuple(dict.fromkeys(t.origin for t in group)),
            first_reported=date.fromordinal(group[0].day).isoformat() if group[0].day != UNDATED else None,
        )
        for group in groups.values()
    )


def _sameness(telling: Telling) -> object:
    """What two tellings share that give one value: a figure in other words for what it counts is the same figure."""
    quantity = telling.source
    if not isinstance(quantity, Quantity):
        return repr(telling.value)
    counted = "" if quantity.kind in HEADS else (quantity.of or "").lower().partition(" of ")[0].rpartition(" ")[2]
    return quantity.value, quantity.comparator, counted


def in_title(claim: Claim, report: Report) -> bool:
    """Whether the claim stands in the title, which sums up what others say in the text."""
    evidence = report.text[claim.evidence.start : claim.evidence.end].strip()
    return bool(report.title) and evidence in str(report.title)


def is_part(quantity: Quantity, claim: Claim, text: str) -> bool:
    """Whether the words call the figure a part of a total, or an addition to one."""
    if quantity.start is None or quantity.end is None:
        return False
    start, end = claim.evidence.start, claim.evidence.end
    before, after = text[start : quantity.start].lower(), text[quantity.end : end].lower()
    told = text[quantity.start : quantity.end].lower()
    ahead = re.search(r"[\w ]*$", before)
    return (
        any(re.search(rf"\b{word}$", before.rstrip()) for word in words().part_before)
        or any(re.search(rf"\b{word}\b(?! than)", told) for word in words().part_within)
        or any(re.match(rf"{word}\b(?! than)", after.lstrip()) for word in words().part_within)
        or any(after.lstrip(" ,").startswith(word) for word in words().part_after)
        or (ahead is not None and any(phrase in ahead[0] for phrase in words().part_clause))
    )


def quantity_value(quantity: Quantity) -> AttributeValue:
    """``{"value", "comparator", "of"?}``."""
    value: dict[str, object] = {"value": quantity.value, "comparator": quantity.comparator.value}
    return value | ({"of": quantity.of} if quantity.of else {})


def when_value(when: When) -> AttributeValue:
    """``{"from", "to", "precision"}``."""
    return {"from": when.from_, "to": when.to, "precision": when.precision.value}


def place_value(place: Place) -> AttributeValue:
    """``{"name", "country"?, "lat"?, "lon"?}``: what is known of the place."""
    known = {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}
    return {key: value for key, value in known.items() if value is not None}


def bare(name: str) -> str:
    """The name without its article."""
    return name.removeprefix("the ").removeprefix("The ")


def one_name(told: Sequence[Telling], entities: Entities) -> list[Telling]:
    """All names of one participant by one of them: its canonical name where somebody uses it, else the first told.

    A description ("Gunmen" at the head of a sentence) is one value in whatever case it is written.
    """
    chosen: dict[str, str] = {}
    known = {str(t.value): entities.entity(str(t.value)).id or str(t.value).lower() for t in told}
    for name, identity in known.items():
        if identity not in chosen or name == identity:
            chosen[identity] = name
    for identity, name in chosen.items():
        if identity == name.lower() and (identity in known or (name[1:].islower() and " " not in name)):
            chosen[identity] = identity
    return [replace(t, value=chosen[known[str(t.value)]]) for t in told]


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The totals that the figure can stand for as a report of one total.

    "Over 3,200" is literally true of 10,000, yet who reports it does not mean that: a bound reaches half as far again.
    "About" allows a tenth either way.
    """
    value = float(quantity.value)
    match quantity.comparator:
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return value, value * 1.5
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return value / 1.5, value
        case Comparator.ABOUT:
            return value * 0.9, value * 1.1
        case Comparator.BETWEEN:
            return float(quantity.low or value), float(quantity.high or value)
    return value, value
