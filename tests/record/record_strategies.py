"""Hypothesis strategies for valid records: whatever these draw can be built, written and read back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from muster.record import (
    DIRECTIONS,
    Agreement,
    Alternative,
    Anchor,
    Arrow,
    Attribute,
    Attribution,
    Boilerplate,
    BoilerplateKind,
    CaseRecord,
    Claim,
    Comparator,
    DateBasis,
    Event,
    EventPlace,
    EventWhen,
    Extraction,
    Origin,
    Participant,
    Place,
    Precision,
    Published,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Span,
    Status,
    Trigger,
    When,
)

# Text as reports have it: any character but lone surrogates, which are no text and cannot be written as UTF-8.
characters = st.characters(exclude_categories=("Cs",))
texts = st.text(characters, min_size=1, max_size=40)
names = texts.filter(lambda text: bool(text.strip()))
maybe_names = st.none() | names
bases: st.SearchStrategy[str | UnsetType] = st.just(UNSET) | texts
numbers = st.integers(0, 10**9) | st.floats(0, 1e9).filter(lambda number: not float(number).is_integer())
keys = st.builds("r-{:012x}/c{}".format, st.integers(0, 16**12 - 1), st.integers(1, 99))
key_lists = st.lists(keys, min_size=1, max_size=3, unique=True).map(tuple)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> dict[str, str | None]:
    """Inclusive, either end open or not."""
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 4000)))
    return {
        "from_": draw(st.sampled_from((first.isoformat(), None))),
        "to": draw(st.sampled_from((last.isoformat(), None))),
    }


@st.composite
def spans(draw: st.DrawFn, text: str) -> dict[str, str | int]:
    """The keyword arguments of a stretch of ``text``."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return {"text": text[start:end], "start": start, "end": end}


@st.composite
def entries(draw: st.DrawFn, text: str) -> dict[str, object]:
    """A span of ``text``, or none and what the value was inferred from."""
    if draw(st.booleans()):
        return dict(draw(spans(text)))
    return {"basis": draw(bases)}


def unset(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.just(UNSET) | strategy


borders = st.sampled_from((("TJ",), ("TJ", "AF"), ("AF", "TJ")))


@st.composite
def points(draw: st.DrawFn) -> dict[str, object]:
    """A point with its reach, or none."""
    if draw(st.booleans()):
        return {}
    radius = draw(unset(st.floats(0.1, 9000)))
    return {"lat": draw(st.floats(-90, 90)), "lon": draw(st.floats(-180, 180)), "radius_km": radius}


anchors = st.builds(
    lambda point, **rest: Anchor(**point, **rest),
    points(),
    name=names,
    country=st.sampled_from((None, "TJ")),
    geonameid=st.none() | st.integers(1, 10**8),
    border=unset(borders),
    distance_km=unset(st.floats(0, 900)),
    direction=unset(st.sampled_from(DIRECTIONS)),
)


@st.composite
def geometries(draw: st.DrawFn) -> dict[str, object]:
    """All that places say of where they are."""
    south, north = sorted((draw(st.floats(-90, 90)), draw(st.floats(-90, 90))))
    return {
        **draw(points()),
        "box": draw(unset(st.tuples(st.floats(-180, 180), st.just(south), st.floats(-180, 180), st.just(north)))),
        "border": draw(unset(borders)),
        "near": draw(unset(st.lists(anchors, min_size=1, max_size=2).map(tuple))),
    }


@st.composite
def places(draw: st.DrawFn, text: str) -> Place:
    return Place(
        name=draw(names),
        country=draw(st.sampled_from((None, "TJ", "AF"))),
        geonameid=draw(st.none() | st.integers(1, 10**8)),
        **draw(geometries()),
        **draw(entries(text)),
    )


@st.composite
def quantities(draw: st.DrawFn, text: str) -> Quantity:
    kind = draw(st.sampled_from(QuantityKind))
    value = draw(st.floats(0, 1) if kind is QuantityKind.SHARE else numbers)
    return Quantity(
        kind=kind,
        value=value,
        comparator=draw(st.sampled_from(Comparator)),
        low=draw(st.sampled_from((None, 0, value))),
        high=draw(st.sampled_from((None, value))),
        of=draw(maybe_names),
        **draw(entries(text)),
    )


def participants(text: str) -> st.SearchStrategy[Participant]:
    return st.builds(lambda name, entry: Participant(name=name, **entry), names, entries(text))


def attributions(text: str) -> st.SearchStrategy[Attribution]:
    return st.builds(
        lambda name, role, entry: Attribution(name=name, role=role, **entry),
        names,
        st.sampled_from(Role),
        entries(text),
    )


def whens(text: str) -> st.SearchStrategy[When]:
    return st.builds(
        lambda interval, precision, approximate, entry: When(
            precision=precision, approximate=approximate, **interval, **entry
        ),
        intervals(),
        st.sampled_from(Precision),
        st.booleans(),
        entries(text),
    )


def few(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=2).map(tuple)


@st.composite
def claims(draw: st.DrawFn, text: str, number: int = 1) -> Claim:
    evidence = draw(spans(text))
    return Claim(
        id=f"c{number}",
        type=draw(st.sampled_from(("exercise", "attack", "control"))),
        status=draw(st.sampled_from(Status)),
        trigger=Trigger(**draw(spans(text))),
        evidence=Span(start=evidence["start"], end=evidence["end"]),
        actors=draw(few(participants(text))),
        recipients=draw(few(participants(text))),
        when=draw(st.none() | whens(text)),
        where=draw(few(places(text))),
        quantities=draw(few(quantities(text))),
        attribution=draw(few(attributions(text))),
        confidence=draw(st.floats(0, 1)),
        report=draw(st.just(UNSET) | st.just("r-0123456789ab")),
    )


published = st.builds(
    lambda interval, basis, text: Published(basis=basis, text=text, **interval),
    intervals(),
    st.sampled_from(DateBasis),
    maybe_names,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(names)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    kinds = st.sampled_from(BoilerplateKind)
    return Report(
        id=f"r-{draw(st.integers(0, 16**12 - 1)):012x}",
        source=draw(texts),
        text=text,
        title=draw(maybe_names),
        outlet=draw(maybe_names),
        byline=draw(maybe_names),
        agencies=draw(few(names)),
        published=draw(published),
        boilerplate=tuple(
            Boilerplate(start=start, end=end, kind=draw(kinds))
            for start, end in zip(edges[::2], edges[1::2], strict=False)
        ),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    report = draw(reports())
    count = draw(st.integers(0, 2))
    return Extraction(report=report, claims=tuple(draw(claims(report.text, number + 1)) for number in range(count)))


values = names | st.fixed_dictionaries({"value": numbers, "comparator": st.sampled_from([str(c) for c in Comparator])})
alternatives = st.builds(
    Alternative, value=values, claims=key_lists, origins=few(names), first_reported=st.none() | days.map(str)
)
attributes = st.builds(
    Attribute,
    name=names,
    agreement=st.sampled_from(Agreement),
    alternatives=st.lists(alternatives, min_size=1, max_size=3).map(tuple),
)
arrows = st.builds(Arrow, claim=names, rule=names, to=st.none() | names, text=st.none() | names)
origins = st.builds(Origin, id=names, name=names, claims=key_lists, outlets=few(names), arrows=few(arrows))
event_whens = st.builds(
    lambda interval, precision: EventWhen(precision=precision, **interval), intervals(), st.sampled_from(Precision)
)
event_places = st.builds(
    lambda geometry, **rest: EventPlace(**geometry, **rest),
    geometries(),
    name=names,
    country=st.sampled_from((None, "TJ")),
)
events = st.builds(
    Event,
    id=names,
    type=names,
    title=names,
    status=st.sampled_from(Status),
    claims=key_lists,
    actors=few(names),
    recipients=few(names),
    when=st.none() | event_whens,
    where=few(event_places),
    attributes=few(attributes),
    reports=st.integers(1, 99),
    outlets=st.integers(0, 99),
    origins=few(names),
    part_of=maybe_names,
)
cases = st.builds(
    CaseRecord,
    reports=few(reports()),
    claims=few(texts.flatmap(claims)),
    origins=few(origins),
    events=few(events),
)

# One strategy per record type, by the name of the type.
RECORDS: dict[str, st.SearchStrategy] = {
    "Anchor": anchors,
    "Arrow": arrows,
    "Alternative": alternatives,
    "Attribute": attributes,
    "Attribution": texts.flatmap(attributions),
    "Boilerplate": reports().flatmap(lambda report: st.sampled_from(report.boilerplate or (_CAPTION,))),
    "CaseRecord": cases,
    "Claim": texts.flatmap(claims),
    "Event": events,
    "EventPlace": event_places,
    "EventWhen": event_whens,
    "Extraction": extractions(),
    "Origin": origins,
    "Participant": texts.flatmap(participants),
    "Place": texts.flatmap(places),
    "Published": published,
    "Quantity": texts.flatmap(quantities),
    "Report": reports(),
    "Span": texts.flatmap(spans).map(lambda span: Span(start=span["start"], end=span["end"])),
    "Trigger": texts.flatmap(spans).map(lambda span: Trigger(**span)),
    "When": texts.flatmap(whens),
}
_CAPTION = Boilerplate(start=0, end=1, kind=BoilerplateKind.CAPTION)
