"""An event, and what is disputed, as plain text for a terminal: the same content as the brief, in lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from muster.codebook import Codebook
from muster.publish.basemap import country_names
from muster.publish.desk import view
from muster.publish.shapes import is_country, told
from muster.publish.view import EventView, Ladder, Option, Question, Rung, Side, Step, Voice
from muster.publish.words import counted, label, one_line
from muster.record import Agreement, CaseRecord, EventPlace, Status

WIDTH = 100  # columns
SIDES = 3  # speakers of one value that a list names
SPEAKERS = 4  # speakers of one step


def event_text(record: CaseRecord, event_id: str, *, codebook: Codebook | None = None) -> str:
    """One event: life cycle, figures in order of report, every value with its ledger, and the evidence of each arrow.

    KeyError if there is none.
    """
    for event in view(record, title="", codebook=codebook).events:
        if event.id == event_id:
            return "\n".join(_event(event)) + "\n"
    raise KeyError(event_id)


def disputes_text(record: CaseRecord, *, codebook: Codebook | None = None) -> str:
    """What is contested, weightiest event first: event, attribute, and each value with who gives it."""
    lines: list[str] = []
    for event, question in view(record, title="", codebook=codebook).disputes:
        lines += [f"{event.id}  {question.label}: {event.title}", *_values(question, ledger=True), ""]
    return "\n".join(lines) or "Nothing is disputed: no two reports contradict each other.\n"


def disputes_rows(record: CaseRecord, *, codebook: Codebook | None = None) -> list[dict[str, object]]:
    """The same as data: one object for each disputed attribute."""
    events = {event.id: event for event in record.events}
    rows: list[dict[str, object]] = []
    for event, question in view(record, title="", codebook=codebook).disputes:
        attribute = next(a for a in events[event.id].attributes if a.name == question.name)
        values = [
            {
                "value": alternative.value,
                "speakers": [side.speaker for side in option.sides],
                "claims": list(alternative.claims),
                "origins": list(alternative.origins),
                "first_reported": alternative.first_reported,
            }
            for alternative, option in zip(attribute.alternatives, question.options, strict=True)
        ]
        rows.append({"event": event.id, "title": event.title, "attribute": question.name, "values": values})
    return rows


def _event(event: EventView) -> Iterator[str]:
    yield f"{event.id}  {event.title}"
    tally = [label("statuses", event.word), counted(event.reports, "report"), counted(event.origins, "origin")]
    yield "; ".join([*tally, *([f"part of {event.part_of[1]}"] if event.part_of else [])])
    if event.steps:
        yield from ("", "Life cycle")
        for step in event.steps:
            yield from _step(step)
    if event.ladders:
        yield from ("", "Figures, in order of report")
        for ladder in event.ladders:
            yield from _ladder(ladder, next((q for q in event.questions if q.name == ladder.name), None))
    rest = [q for q in event.questions if q.name not in {ladder.name for ladder in event.ladders}]
    if rest:
        yield from ("", "Other values")
        for question in rest:
            yield f"  {question.label}{_agreement(question)}"
            yield from _values(question, indent="    ", ledger=len(event.quotes) > 1)
    if event.where:
        yield from ("", "Places")
        for place in event.where:
            yield from _wrapped(_place(place), "  ", 4)
    yield from ("", "Sources")
    yield from _sources(event)


def _place(place: EventPlace) -> str:
    """ "Gao, Mali: 16.272, -0.045, near Gao"; "Lyaur range: not known where"."""
    country = country_names().get(place.country or "", place.country or "")
    name = ", ".join(dict.fromkeys(part for part in (one_line(place.name), country) if part))
    point = f"{place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else ""
    where = "a whole country" if is_country(place) else ", ".join(part for part in (point, told(place)) if part)
    return f"{name}: {where or 'not known where'}"


def _step(step: Step) -> Iterator[str]:
    said = _said(step.voices) if step.voices else "its time has passed; no report says that it took place"
    yield from _wrapped(f"{step.day or 'undated':13} {step.told}: {said}", "  ", 16)


def _ladder(ladder: Ladder, question: Question | None) -> Iterator[str]:
    line = " → ".join(rung.value + (f" ({rung.note})" if rung.note else "") for rung in ladder.news)
    yield from _wrapped(f"{ladder.label}{_agreement(question) if question else ''}: {line}", "  ", 4)
    for rung in ladder.rungs:
        yield from _rung(rung)
    if question:
        yield from (f"      {o.value}: {o.ledger}" for o in question.options if len(question.options) > 1)
    for value, rule in ladder.views:
        yield from _wrapped(f"{value} – by rule: {rule}", "      ", 2)


def _rung(rung: Rung) -> Iterator[str]:
    as_of = f"as of {rung.as_of}; " if rung.as_of and rung.as_of != rung.voice.published else ""
    origin = f"; origin {rung.origin}" if rung.origin and rung.origin != rung.voice.speaker else ""
    told = f"{rung.voice.published or 'undated':13} {rung.value}: {as_of}{_speaker(rung.voice)}{origin}"
    yield from _wrapped(told, "    ", 16)
    yield from _wrapped(f"“{rung.sentence}”", " " * 20, 1)


def _values(question: Question, indent: str = "  ", *, ledger: bool) -> Iterator[str]:
    for option in question.options:
        counts = f" [{option.ledger}]" if ledger else ""
        yield from _wrapped(f"{option.value}: {_sides(option, question)}{counts}", indent, 4)


def _sides(option: Option, question: Question) -> str:
    told = "; ".join(_said(side.voices) + _denial(side, question) for side in option.sides[:SIDES])
    more = len(option.sides) - SIDES
    return told + (f"; and {counted(more, 'more speaker')}" if more > 0 else "")


def _denial(side: Side, question: Question) -> str:
    """Of a value other than the status, that this side says it is not so."""
    denied = question.name != "status" and all(voice.status is Status.DENIED for voice in side.voices)
    return f", {label('notes', 'denied')}" if denied else ""


def _said(voices: Sequence[Voice]) -> str:
    """Each speaker once, with the outlets that carry it."""
    speakers: dict[str, list[str]] = {}
    for voice in voices:
        cite = ", ".join(part for part in (voice.outlet, voice.published) if part)
        head = voice.speaker + (f" via {', '.join(voice.via)}" if voice.via else "")
        speakers.setdefault("" if head == voice.outlet else head, []).append(cite)
    parts = [(head, ", ".join(dict.fromkeys(cites))) for head, cites in speakers.items()]
    told = [f"{head} ({cites})" if head else cites for head, cites in parts]
    return "; ".join(told[:SPEAKERS]) + (f"; and {len(told) - SPEAKERS} more" if len(told) > SPEAKERS else "")


def _speaker(voice: Voice) -> str:
    return _said((voice,))


def _sources(event: EventView) -> Iterator[str]:
    """Each claim with the origin that it goes back to and why, once."""
    shown = set()
    for question in event.questions:
        for option in question.options:
            for reason in option.reasons:
                if reason.voice.claim in shown:
                    continue
                shown.add(reason.voice.claim)
                cite = ", ".join(part for part in (reason.voice.outlet, reason.voice.published) if part)
                origin = one_line(reason.origin)
                yield from _wrapped(f"{cite} ({reason.voice.claim}) ← {origin}: {reason.words}", "  ", 4)
                status = reason.voice.status
                mark = "" if status is Status.DONE else f"{label('statuses', status)}: "
                yield from _wrapped(f"{mark}“{reason.voice.words}”", "      ", 1)


def _agreement(question: Question) -> str:
    agreed = question.agreement is Agreement.SINGLE
    return "" if agreed else f" ({label('agreements', question.agreement)})"


def _wrapped(text: str, indent: str, hang: int) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
