"""The events of the demonstration reports as a table that a person can read.

    python tests/e2e/demo.py > tests/e2e/demo.golden.txt        (make golden)

One block an event: type, status, dates and places; who; then each figure with its agreement and alternatives, and any
other attribute that sources do not agree on. The table holds mistakes as well: read the difference before you keep it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from muster.case import Case
from muster.pipeline import Tools, run
from muster.record import Agreement, Attribute, AttributeValue, CaseRecord, Event, EventWhen, QuantityKind

ROOT = Path(__file__).parents[2]
REPORTS = "examples/border-drills-2021"
FIGURES = frozenset(str(kind) for kind in QuantityKind)


def demo() -> CaseRecord:
    with contextlib.chdir(ROOT), Case.open(":memory:") as case:
        run([REPORTS], case, Tools.open())
        return case.record()


def table(record: CaseRecord) -> str:
    head = (
        f"{len(record.reports)} reports, {len(record.claims)} claims,"
        f" {len(record.events)} events, {len(record.origins)} origins"
    )
    return "\n".join([head, *(line for event in record.events for line in _block(event))]) + "\n"


def _block(event: Event) -> Iterator[str]:
    where = ", ".join(place.name for place in event.where)
    yield ""
    yield f"{event.type:10} {event.status:9} {_dates(event.when):23} {where}".rstrip()
    for role, names in (("actors", event.actors), ("recipients", event.recipients)):
        if names:
            yield f"    {role}: {', '.join(names)}"
    if event.reports > 1:
        yield f"    {event.reports} reports, {len(event.origins)} origins"
    for attribute in event.attributes:
        if attribute.name in FIGURES or attribute.agreement in (Agreement.DISPUTED, Agreement.UPDATED):
            yield _alternatives(attribute)


def _alternatives(attribute: Attribute) -> str:
    values = " | ".join(_value(alternative.value) for alternative in attribute.alternatives)
    return f"    {attribute.name}: {attribute.agreement}: {values}"


def _value(value: AttributeValue) -> str:
    return value if isinstance(value, str) else " ".join(str(part) for part in value.values() if part is not None)


def _dates(when: EventWhen | None) -> str:
    return "" if when is None else f"{when.from_ or '…'}..{when.to or '…'}"


if __name__ == "__main__":
    print(table(demo()), end="")
