"""Small reports and claims for tests: spans are found by the words given."""

from __future__ import annotations

from typing import Any

from muster.codebook import Codebook, load_codebook
from muster.normalise.names import NameLexicon
from muster.record import (
    Attribution,
    Claim,
    Comparator,
    DateBasis,
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
    content_id,
)

NAMES = NameLexicon.load()


def codebook() -> Codebook:
    """The default codebook."""
    return load_codebook()


def report(text: str, day: str | None = None, outlet: str = "The Gazette", **fields: Any) -> Report:
    """A report of ``text`` published on ``day``; no title unless given."""
    published = Published(from_=day, to=day, basis=DateBasis.METADATA) if day else Published()
    return Report(
        id=content_id("r-", outlet, text),
        source=f"{outlet}.txt",
        text=text,
        outlet=outlet,
        published=published,
        **fields,
    )


def claim(
    of: Report,
    trigger: str,
    kind: str,
    *,
    status: str = "done",
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    when: tuple[str | None, str | None] | str | None = None,
    where: tuple[str, ...] = (),
    figures: dict[str, float] | None = None,
    comparator: str = "exact",
    said_by: tuple[str, ...] = (),
    number: int | None = None,
) -> Claim:
    """A claim whose evidence is the sentence around ``trigger``; ``when`` is a day or an interval."""
    at = of.text.index(trigger)
    start = max(of.text.rfind(". ", 0, at) + 2, 0) if ". " in of.text[:at] else 0
    stop = of.text.find(". ", at)
    end = len(of.text) if stop < 0 else stop + 1
    days = (when, when) if isinstance(when, str) else when
    kwargs: dict[str, Any] = {}
    if days is not None:
        kwargs["when"] = When(from_=days[0], to=days[1], precision=Precision.DAY)
    return Claim(
        id=f"c{number if number is not None else at}",
        report=of.id,
        type=kind,
        status=Status(status),
        trigger=Trigger(text=trigger, start=at, end=at + len(trigger)),
        evidence=Span(start=start, end=end),
        actors=tuple(Participant(name=name) for name in actors),
        recipients=tuple(Participant(name=name) for name in recipients),
        where=tuple(Place(name=name) for name in where),
        quantities=tuple(
            Quantity(kind=QuantityKind(name), value=value, comparator=Comparator(comparator))
            for name, value in (figures or {}).items()
        ),
        attribution=tuple(_source(of, name, start, end) for name in said_by),
        **kwargs,
    )


def _source(of: Report, name: str, start: int, end: int) -> Attribution:
    """A speaker, with its span where the sentence has the name."""
    at = of.text.find(name, start, end)
    if at < 0:
        return Attribution(name=name, role=Role.SPEAKER)
    return Attribution(name=name, role=Role.SPEAKER, text=name, start=at, end=at + len(name))
