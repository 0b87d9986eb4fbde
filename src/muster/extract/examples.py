"""Run a codebook's own examples: does each sentence give the claims it is said to give, and by which rule?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from muster.codebook import Example, ExampleClaim
from muster.extract.claims import Extractor, Reading
from muster.record import Claim, DateBasis, Published, Quantity, Report, When, content_id

EXAMPLE_DAY = "2024-06-12"  # the day that relative dates of an example count from, where it gives none


@dataclass(frozen=True)
class Firing:
    """A rule that fired in an example: ``types.TYPE.triggers[NUMBER]`` on ``words``."""

    type: str
    number: int
    words: str


@dataclass(frozen=True)
class ExampleResult:
    """What an example gave: the rules that fired, and what differs from what it promises (nothing: it holds)."""

    type: str
    number: int
    text: str
    firings: tuple[Firing, ...]
    problems: tuple[str, ...]


def check_examples(extractor: Extractor, parse: Callable[[str], Doc]) -> Iterator[ExampleResult]:
    """Every example of the extractor's codebook, in the order of the file."""
    for name, entry in extractor.codebook.types.items():
        for number, example in enumerate(entry.examples):
            yield _check(name, number, example, extractor, parse)


def _check(
    name: str, number: int, example: Example, extractor: Extractor, parse: Callable[[str], Doc]
) -> ExampleResult:
    day = example.published or EXAMPLE_DAY
    report = Report(
        id=content_id("r-", example.text),
        source=f"{name}[{number}]",
        text=example.text,
        published=Published(from_=day, to=day, basis=DateBasis.GIVEN),
    )
    doc = parse(example.text)
    claims = [c for c in extractor.extract(report, doc) if c.type == name]
    reading = Reading.of(report, doc, extractor)
    firings = tuple(
        Firing(m.type, m.number, doc[m.start : m.end].text) for _, matches in reading.sentences() for m in matches
    )
    return ExampleResult(name, number, example.text, firings, tuple(_problems(example, claims)))


def _problems(example: Example, claims: Sequence[Claim]) -> Iterator[str]:
    left = list(claims)
    for wanted in example.claims:
        found = next((c for c in left if _same_trigger(wanted, c)), None)
        if found is None:
            given = ", ".join(repr(c.trigger.text) for c in claims) or "none"
            yield f"no claim with trigger {wanted.trigger!r}; claims of this type: {given}"
            continue
        left.remove(found)
        yield from _differences(wanted, found)
    for claim in left:
        yield f"a claim that the example does not have: {claim.trigger.text!r} ({claim.status})"


def _same_trigger(wanted: ExampleClaim, claim: Claim) -> bool:
    return wanted.trigger in claim.trigger.text or claim.trigger.text in wanted.trigger


def _differences(wanted: ExampleClaim, claim: Claim) -> Iterator[str]:
    if wanted.status is not None and claim.status not in wanted.status.split("|"):
        yield f"{wanted.trigger!r}: status {wanted.status}, got {claim.status}"
    slots: tuple[tuple[str, tuple[str, ...] | None, list[set[str]]], ...] = (
        ("actors", wanted.actors, [{a.name, a.text or a.name} for a in claim.actors]),
        ("recipients", wanted.recipients, [{r.name, r.text or r.name} for r in claim.recipients]),
        ("where", wanted.where, [{p.name, p.text or p.name} for p in claim.where]),
        ("said_by", wanted.said_by, [{a.name, a.text or a.name} for a in claim.attribution]),
        ("quantities", wanted.quantities, [{show_quantity(q)} for q in claim.quantities]),
    )
    for slot, want, got in slots:
        if want is not None and not _same_values(want, got):
            values = sorted(min(names, key=len) for names in got)
            yield f"{wanted.trigger!r}: {slot} {list(want)}, got {values}"
    if wanted.when is not None and wanted.when != show_when(claim.when):
        yield f"{wanted.trigger!r}: when {wanted.when}, got {show_when(claim.when)}"


def _same_values(want: Sequence[str], got: Sequence[set[str]]) -> bool:
    left = list(got)
    for value in want:
        hit = next((names for names in left if value in names), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def show_quantity(quantity: Quantity) -> str:
    """``personnel about 1000``: kind, comparator, value."""
    return f"{quantity.kind} {quantity.comparator} {quantity.value:g}"


def show_when(when: When | None) -> str:
    """``2024-03-01/2024-03-31``; ``..`` for an open end, ``""`` for no time."""
    return "" if when is None else f"{when.from_ or '..'}/{when.to or '..'}"
