"""What can be said of values beyond the values: ladder, ledger, life cycle; and the standing facts of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from muster.codebook import Codebook
from muster.publish.view import Fact, Ladder, Reason, Rung, Slot, Step, Voice
from muster.publish.words import (
    counted,
    figure,
    interval_text,
    label,
    one_line,
    quantity_text,
    type_group,
    type_label,
    when_text,
    words,
)
from muster.reconcile import (
    BEST,
    MINIMUM,
    TOTALS,
    Holding,
    Sources,
    Stage,
    ladder,
    life_cycle,
    low_best_high,
    minimum,
    slots,
)
from muster.reconcile import Rung as FigureRung
from muster.reconcile import Slot as FactSlot
from muster.record import Arrow, CaseRecord, Claim, Event, Quantity, QuantityKind, Report, Status

Speak = Callable[[Claim, tuple[int, int]], Voice]
Name = Callable[[str], str]  # a claim's key -> the name of its origin


def ledger(claims: Iterable[str], sources: Sources) -> str:
    """``3 reports, 2 texts, 1 agency, 1 origin``."""
    count = sources.count(claims)
    agencies = len(count.agencies)
    parts = [counted(count.reports, "report"), counted(count.texts, "text")]
    parts += [f"{agencies} {'agency' if agencies == 1 else 'agencies'}"] if agencies else []
    return ", ".join([*parts, counted(count.origins, "origin")])


def reasons(
    claims: Sequence[Claim], sources: Sources, speak: Speak, origin: Name, reports: Mapping[str, Report]
) -> tuple[Reason, ...]:
    """The arrows of ``claims``, in words."""
    found = []
    for claim in claims:
        voice = speak(claim, (claim.evidence.start, claim.evidence.end))
        arrows = sources.arrows(claim.key)
        telling = [arrow for arrow in arrows if arrow.rule != "same voice in one report"] or arrows
        told = [_arrow_words(arrow, reports) for arrow in telling]
        if told:
            found.append(Reason(voice, origin(claim.key), "; ".join(dict.fromkeys(told))))
    return tuple(found)


def _arrow_words(arrow: Arrow, reports: Mapping[str, Report]) -> str:
    pattern = str(words()["arrows"].get(arrow.rule, arrow.rule))
    other = (arrow.to or "").partition("/")[0]
    report = reports.get(other)
    to = one_line(report.outlet or report.source.rsplit("/", 1)[-1]) if report else ""
    day = interval_text(report.published.to, report.published.to) if report else ""
    return pattern.format(text=one_line(arrow.text or ""), to=", ".join(part for part in (to, day) if part))


def ladders(
    claims: Sequence[Claim], reports: Mapping[str, Report], sources: Sources, speak: Speak, origin: Name
) -> tuple[Ladder, ...]:
    """One ladder for each kind of figure that the claims give."""
    made = []
    for kind in QuantityKind:
        rungs = ladder(kind, claims, reports, sources)
        if rungs:
            shown = tuple(_rung(rung, reports[str(rung.claim.report)], speak, origin) for rung in rungs)
            made.append(Ladder(kind.value, label("attributes", kind.value), shown, _views(kind, rungs)))
    return tuple(made)


def _rung(rung: FigureRung, report: Report, speak: Speak, origin: Name) -> Rung:
    claim, quantity = rung.claim, rung.quantity
    inside = quantity.start is not None and quantity.end is not None
    span = (quantity.start or 0, quantity.end or 0) if inside else (claim.trigger.start, claim.trigger.end)
    note = "part" if rung.part else claim.status.value if claim.status in (Status.DENIED, Status.SIMULATED) else ""
    return Rung(
        value=_told(quantity),
        number=quantity.value,
        as_of=interval_text(rung.as_of, rung.as_of),
        origin=origin(claim.key),
        sentence=one_line(report.text[claim.evidence.start : claim.evidence.end]),
        note=label("notes", note) if note else "",
        voice=speak(claim, span),
    )


def _told(quantity: Quantity) -> str:
    value = {"value": quantity.value, "comparator": quantity.comparator.value, "of": quantity.of}
    return quantity_text(quantity.kind, {**value, "low": quantity.low, "high": quantity.high})


def _views(kind: QuantityKind, rungs: Sequence[FigureRung]) -> tuple[tuple[str, str], ...]:
    """The derived values of a ladder with more than one total, each with its rule."""
    lowest, three = minimum(rungs), low_best_high(rungs)
    if kind not in TOTALS or lowest is None or three is None or three.low == three.high:
        return ()
    spread = f"low {figure(three.low)} / best {figure(three.best)} / high {figure(three.high)}"
    return (f"minimum {figure(lowest)}", MINIMUM), (spread, BEST)


def steps(
    event: Event,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    sources: Sources,
    latest: str,
    speak: Speak,
    codebook: Codebook | None = None,
) -> tuple[Step, ...]:
    """The life cycle in words; left out where there is nothing to follow: one step, or reports of one day."""
    by_key = {claim.key: claim for claim in claims}
    made = []
    for step in life_cycle(event, claims, reports, sources, latest):
        told = [by_key[key] for key in step.claims]
        made.append(
            Step(
                stage=step.stage.name.lower(),
                word=_stage_word(step.stage, type_group(event.type, codebook)),
                day=interval_text(step.day, step.day),
                when=when_text(step.when),
                voices=tuple(speak(claim, (claim.trigger.start, claim.trigger.end)) for claim in told),
            )
        )
    plain = {Stage.UNDER_WAY.name.lower(), Stage.HELD.name.lower()}
    tells = len({step.day for step in made}) > 1 or (len(made) > 1 and any(step.stage not in plain for step in made))
    return tuple(made) if tells else ()


def _stage_word(stage: Stage, group: str) -> str:
    """A statement was made and a state holds; neither "took place"."""
    plain = group != "happens" and stage in (Stage.HELD, Stage.UNDER_WAY)
    return label("statuses", group) if plain else label("stages", stage)


def standing_facts(
    record: CaseRecord,
    standing: frozenset[str],
    anchors: Mapping[str, str],
    speak: Speak,
    codebook: Codebook | None = None,
) -> tuple[Slot, ...]:
    """The slots of the case, those told of most than once first."""
    claims = {claim.key: claim for claim in record.claims}
    reports = {report.id: report for report in record.reports}
    found = slots(record.events, claims, reports, standing)
    ordered = sorted(found, key=lambda slot: (-len(slot.holdings), slot.type, slot.names))
    return tuple(_slot(slot, anchors, speak, codebook) for slot in ordered)


def _slot(slot: FactSlot, anchors: Mapping[str, str], speak: Speak, codebook: Codebook | None) -> Slot:
    return Slot(
        type_label=type_label(slot.type, codebook),
        names=one_line(", ".join(slot.names)),
        anchors=tuple(anchors[event] for event in slot.events),
        facts=tuple(_fact(holding, speak) for holding in slot.holdings),
    )


def _fact(holding: Holding, speak: Speak) -> Fact:
    claim = holding.claim
    parts = [one_line(", ".join(holding.holders)), *(_told(quantity) for quantity in holding.quantities)]
    holds = claim.status in (Status.DONE, Status.ONGOING)
    status = label("statuses", "holds" if holds else claim.status)
    value = ", ".join(part for part in parts if part)
    return Fact(
        value=f"{value} ({status.lower()})" if value and not holds else value or status,
        validity=when_text(claim.when),
        as_of=interval_text(holding.as_of, holding.as_of),
        replaced=interval_text(holding.replaced, holding.replaced),
        voice=speak(claim, (claim.trigger.start, claim.trigger.end)),
    )
