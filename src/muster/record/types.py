"""The vocabulary of muster: frozen records that every room takes and returns.

A record that is built is valid: constructors refuse wrong intervals, offsets, enumerations and numbers with an
:class:`InvalidRecord` that names the field. All offsets are half-open ``[start, end)`` and count Unicode code points of
``Report.text``. Dates are inclusive ISO days (``YYYY-MM-DD``); ``None`` is an open end.
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

DIRECTIONS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


class InvalidRecord(ValueError):
    """A record was asked for that cannot exist; the message names the field, its value and what is allowed."""


class Status(StrEnum):
    """How real a claim is, as its report puts it."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    CANCELLED = "cancelled"
    DENIED = "denied"
    POSSIBLE = "possible"
    SIMULATED = "simulated"


class Precision(StrEnum):
    """The grain at which a time is given."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    UNKNOWN = "unknown"


class Comparator(StrEnum):
    """How a figure bounds the number it speaks of."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"


class QuantityKind(StrEnum):
    """What a figure counts; ``share`` is a fraction 0-1, ``distance`` km, ``duration`` days, ``money`` in ``of``."""

    PERSONNEL = "personnel"
    EQUIPMENT = "equipment"
    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    COUNT = "count"
    SHARE = "share"
    DISTANCE = "distance"
    DURATION = "duration"
    MONEY = "money"


class Role(StrEnum):
    """A link of the attribution chain, from the fact outwards."""

    SPEAKER = "speaker"
    MEDIUM = "medium"
    AGENCY = "agency"
    OUTLET = "outlet"


class BoilerplateKind(StrEnum):
    """Why a stretch of the page is no part of the report."""

    NAVIGATION = "navigation"
    APPEAL = "appeal"
    RELATED = "related"
    CAPTION = "caption"
    COMMENTS = "comments"
    DISCLAIMER = "disclaimer"


class DateBasis(StrEnum):
    """What a publication date rests on."""

    METADATA = "metadata"
    URL = "url"
    HEADER = "header"
    TEXT = "text"
    CASE = "case"
    GIVEN = "given"
    UNKNOWN = "unknown"


class Agreement(StrEnum):
    """How the alternatives of an attribute relate."""

    SINGLE = "single"
    CORROBORATED = "corroborated"
    COMPATIBLE = "compatible"
    UPDATED = "updated"
    DISPUTED = "disputed"


def _day(value: str | None, field: str) -> date | None:
    if value is None:
        return None
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        raise InvalidRecord(f"{field}: {value!r} is no ISO day (YYYY-MM-DD)") from None
    if len(value) != 10:
        raise InvalidRecord(f"{field}: {value!r} is no ISO day (YYYY-MM-DD)")
    return parsed


def _check_interval(start: str | None, end: str | None, field: str) -> None:
    first, last = _day(start, f"{field}.from"), _day(end, f"{field}.to")
    if first and last and last < first:
        raise InvalidRecord(f"{field}: ends on {end}, before it begins on {start}")


def _check_span(start: int | None, end: int | None, text: str | None, field: str) -> None:
    """A span is whole (both offsets, as long as its text) or absent (both null)."""
    if (start is None) != (end is None):
        raise InvalidRecord(f"{field}: start and end are given together or not at all")
    if start is None or end is None:
        return
    if start < 0 or end <= start:
        raise InvalidRecord(f"{field}: [{start}, {end}) is no span")
    if text is not None and len(text) != end - start:
        raise InvalidRecord(f"{field}: text of {len(text)} code points over a span of {end - start}")


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: immutable, compared by value, closed to unknown fields when read from JSON."""


class Span(Record, frozen=True):
    """A half-open stretch ``[start, end)`` of ``Report.text``, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        _check_span(self.start, self.end, None, "span")


class Boilerplate(Record, frozen=True):
    """A stretch of the page that is no part of the report."""

    start: int
    end: int
    kind: BoilerplateKind

    def __post_init__(self) -> None:
        _check_span(self.start, self.end, None, "boilerplate")


class Trigger(Record, frozen=True):
    """The words that name the event or state."""

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_span(self.start, self.end, self.text, "trigger")


class Participant(Record, frozen=True):
    """An actor or recipient: ``name`` as resolved in the report, ``text`` the words at ``[start, end)``.

    Without a span (an inferred participant) ``basis`` says what it was inferred from.
    """

    name: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    basis: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidRecord("participant: name is empty")
        _check_span(self.start, self.end, self.text, f"participant {self.name!r}")


class When(Record, frozen=True):
    """When an event happens or holds: the inclusive interval ``from``..``to``; ``None`` is an open end."""

    from_: str | None = msgspec.field(name="from")
    to: str | None
    precision: Precision = Precision.UNKNOWN
    approximate: bool = False
    text: str | None = None
    start: int | None = None
    end: int | None = None
    basis: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        _check_interval(self.from_, self.to, "when")
        _check_span(self.start, self.end, self.text, "when")


Box = tuple[float, float, float, float]
"""West, south, east, north in WGS 84 degrees (RFC 7946); west is greater than east across the antimeridian."""


def _check_geometry(
    field: str, lat: float | None, lon: float | None, country: str | None, radius_km: float | UnsetType
) -> None:
    if (lat is None) != (lon is None):
        raise InvalidRecord(f"{field}: lat and lon are given together or not at all")
    if lat is not None and lon is not None and not (abs(lat) <= 90 and abs(lon) <= 180):
        raise InvalidRecord(f"{field}: {lat}, {lon} is not on the globe")
    if country is not None and not _is_code(country):
        raise InvalidRecord(f"{field}: country {country!r} is no ISO 3166-1 alpha-2 code")
    if radius_km is not UNSET and (lat is None or not (math.isfinite(radius_km) and radius_km > 0)):
        raise InvalidRecord(f"{field}: a radius of {radius_km} km is a positive number beside lat and lon")


def _is_code(country: str) -> bool:
    return len(country) == 2 and country.isupper()


def _check_box(field: str, box: Box | UnsetType) -> None:
    if box is UNSET:
        return
    west, south, east, north = box
    if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
        raise InvalidRecord(f"{field}: {list(box)} is no box of west, south, east, north")


def _check_border(field: str, border: tuple[str, ...] | UnsetType) -> None:
    if border is UNSET:
        return
    if not (1 <= len(border) <= 2 and len(set(border)) == len(border) and all(map(_is_code, border))):
        raise InvalidRecord(
            f"{field}: border {list(border)} is not of one or two countries, by ISO 3166-1 alpha-2 code"
        )


class Anchor(Record, frozen=True, omit_defaults=True):
    """A place that another one is told by: "20 km east of *Gao*", "near the *Tajik-Afghan border*".

    ``lat``, ``lon``, ``radius_km`` and ``geonameid`` are those of the anchor itself, ``border`` says that it is a
    border. ``distance_km`` and ``direction`` (of the place, seen from the anchor: "east", "southwest") stand where the
    words tell them.
    """

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | UnsetType = UNSET
    geonameid: int | None = None
    border: tuple[str, ...] | UnsetType = UNSET
    distance_km: float | UnsetType = UNSET
    direction: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        field = f"anchor {self.name!r}"
        if not self.name.strip():
            raise InvalidRecord("anchor: name is empty")
        _check_geometry(field, self.lat, self.lon, self.country, self.radius_km)
        _check_border(field, self.border)
        if self.distance_km is not UNSET and not (math.isfinite(self.distance_km) and self.distance_km >= 0):
            raise InvalidRecord(f"{field}: distance_km {self.distance_km} is no finite number of at least 0")
        if self.direction is not UNSET and self.direction not in DIRECTIONS:
            raise InvalidRecord(f"{field}: direction {self.direction!r} is none of {', '.join(DIRECTIONS)}")


class Place(Record, frozen=True):
    """A place of an event. Coordinates are WGS 84 degrees; none where no gazetteer holds the place.

    ``country`` is ISO 3166-1 alpha-2, ``geonameid`` the GeoNames identifier. What the coordinates stand for is said by
    ``radius_km``, the reach around them, and ``box``, where the place is an area of known extent. ``border`` names the
    one or two countries whose border the place is; ``near`` the places that it is told by: one it is near (at a
    distance, in a direction), two it is between. Each is left out where there is nothing to say.
    """

    name: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    radius_km: float | UnsetType = UNSET
    box: Box | UnsetType = UNSET
    border: tuple[str, ...] | UnsetType = UNSET
    near: tuple[Anchor, ...] | UnsetType = UNSET
    basis: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidRecord("place: name is empty")
        field = f"place {self.name!r}"
        _check_span(self.start, self.end, self.text, field)
        _check_geometry(field, self.lat, self.lon, self.country, self.radius_km)
        _check_box(field, self.box)
        _check_border(field, self.border)


class Quantity(Record, frozen=True):
    """A figure with what it counts: ``value`` as told, ``low``..``high`` what it allows (``None`` is open)."""

    kind: QuantityKind
    value: float | int
    comparator: Comparator
    low: float | int | None = None
    high: float | int | None = None
    of: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    basis: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        for name, number in (("value", self.value), ("low", self.low), ("high", self.high)):
            if number is not None and (not math.isfinite(number) or number < 0):
                raise InvalidRecord(f"quantity: {name} {number} is no finite number of at least 0")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise InvalidRecord(f"quantity: high {self.high} is below low {self.low}")
        if self.kind is QuantityKind.SHARE and self.value > 1:
            raise InvalidRecord(f"quantity: a share is a fraction 0-1, not {self.value}")
        _check_span(self.start, self.end, self.text, "quantity")


class Attribution(Record, frozen=True):
    """One link of the chain of sources between the fact and the reader."""

    name: str
    role: Role
    text: str | None = None
    start: int | None = None
    end: int | None = None
    basis: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidRecord("attribution: name is empty")
        _check_span(self.start, self.end, self.text, f"attribution {self.name!r}")


class Published(Record, frozen=True):
    """When a report was published: an inclusive interval, and what it rests on. ``text`` are the words that gave it.

    ``reasons`` say how an inferred date was found: what allowed no other days.
    """

    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    basis: DateBasis = DateBasis.UNKNOWN
    text: str | None = None
    reasons: tuple[str, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        _check_interval(self.from_, self.to, "published")

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return date.fromisoformat(self.from_) if self.from_ and self.from_ == self.to else None


class Report(Record, frozen=True):
    """One document as published by one outlet. ``text`` is what every offset counts."""

    id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    language: str = "en"
    published: Published = Published()
    boilerplate: tuple[Boilerplate, ...] = ()

    def __post_init__(self) -> None:
        if not self.id.startswith("r-"):
            raise InvalidRecord(f"report: id {self.id!r} does not begin with 'r-'")
        if not self.text.strip():
            raise InvalidRecord(f"report {self.id}: text is empty")
        last = 0
        for stretch in self.boilerplate:
            if stretch.start < last or stretch.end > len(self.text):
                raise InvalidRecord(
                    f"report {self.id}: boilerplate [{stretch.start}, {stretch.end}) overlaps the one before"
                    f" or leaves the text of {len(self.text)} code points"
                )
            last = stretch.end


class Claim(Record, frozen=True):
    """One report saying that one thing happened, is happening, is planned, or holds.

    ``id`` is unique within its report (``c1``, in order of the text); ``report`` is its report's id, set where claims
    travel without their report.
    """

    id: str
    type: str
    status: Status
    trigger: Trigger
    evidence: Span
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    when: When | None = None
    where: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    confidence: float = 1.0
    report: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise InvalidRecord(f"claim {self.id}: confidence {self.confidence} is not within 0-1")

    @property
    def key(self) -> str:
        """``report/claim``: how a claim is named outside its report."""
        return f"{self.report}/{self.id}" if isinstance(self.report, str) else self.id


class Extraction(Record, frozen=True):
    """A report with its claims: one line of ``muster extract``."""

    report: Report
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        for claim in self.claims:
            check_claim(claim, self.report)


class Arrow(Record, frozen=True):
    """Why ``claim`` (a key) goes back to its origin: ``rule`` by name, the claim or report it leads ``to``, ``text``
    the words of its report that show it.
    """

    claim: str
    rule: str
    to: str | None = None
    text: str | None = None


class Origin(Record, frozen=True):
    """The first public source of a statement, with the claims that go back to it (by key), and why they do."""

    id: str
    name: str
    claims: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    arrows: tuple[Arrow, ...] = ()


# One value of one attribute: a name, or an object such as {"value": 3200, "comparator": "more_than"}.
AttributeValue = str | dict[str, Any]


class Alternative(Record, frozen=True):
    """One value of one attribute, with the claims that give it and the origins those go back to."""

    value: AttributeValue
    claims: tuple[str, ...]
    origins: tuple[str, ...] = ()
    first_reported: str | None = None

    def __post_init__(self) -> None:
        if not self.claims:
            raise InvalidRecord(f"alternative {self.value!r}: no claim gives it")
        _day(self.first_reported, "alternative.first_reported")


class Attribute(Record, frozen=True):
    """Every value that any claim of an event gives for one attribute, and how they relate."""

    name: str
    agreement: Agreement
    alternatives: tuple[Alternative, ...]

    def __post_init__(self) -> None:
        if not self.alternatives:
            raise InvalidRecord(f"attribute {self.name!r}: no alternatives")


class EventWhen(Record, frozen=True):
    """The interval of an event, inclusive."""

    from_: str | None = msgspec.field(name="from")
    to: str | None
    precision: Precision = Precision.UNKNOWN

    def __post_init__(self) -> None:
        _check_interval(self.from_, self.to, "event.when")


class EventPlace(Record, frozen=True):
    """A place of an event, as in :class:`Place`, without a span."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | UnsetType = UNSET
    box: Box | UnsetType = UNSET
    border: tuple[str, ...] | UnsetType = UNSET
    near: tuple[Anchor, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        field = f"event place {self.name!r}"
        _check_geometry(field, self.lat, self.lon, self.country, self.radius_km)
        _check_box(field, self.box)
        _check_border(field, self.border)


class Event(Record, frozen=True):
    """What claims, within and across reports, are about; also a standing state. ``claims`` are keys."""

    id: str
    type: str
    title: str
    status: Status
    claims: tuple[str, ...]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: EventWhen | None = None
    where: tuple[EventPlace, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    reports: int = 1
    outlets: int = 0
    origins: tuple[str, ...] = ()
    part_of: str | None = None

    def __post_init__(self) -> None:
        if not self.claims:
            raise InvalidRecord(f"event {self.id}: no claims")


class CaseRecord(Record, frozen=True):
    """A whole case, as ``muster run --json`` prints it."""

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    events: tuple[Event, ...] = ()


def check_claim(claim: Claim, report: Report) -> None:
    """Raise :class:`InvalidRecord` unless every span of ``claim`` is exactly ``report.text[start:end]``."""
    entries = (claim.trigger, claim.when, *claim.actors, *claim.recipients, *claim.where, *claim.quantities)
    for entry in (*entries, *claim.attribution):
        if entry is None or entry.start is None:
            continue
        if report.text[entry.start : entry.end] != entry.text:
            raise InvalidRecord(
                f"claim {claim.id} of {report.id}: {entry.text!r} is not at [{entry.start}, {entry.end})"
            )
    if claim.evidence.end > len(report.text):
        raise InvalidRecord(f"claim {claim.id} of {report.id}: evidence ends after the text")
