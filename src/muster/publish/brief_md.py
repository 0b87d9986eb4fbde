"""The brief as Markdown: the same content, for terminals, mail and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muster.codebook import Codebook
from muster.publish.desk import view
from muster.publish.map import Site, map_view
from muster.publish.sections import digest, groups
from muster.publish.view import DEFAULT_TITLE, Brief, EventView, Ladder, Question, Quote, Rung, Side, Step, Voice
from muster.publish.words import counted, label, one_line
from muster.record import Agreement, CaseRecord, Status

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LEADING = re.compile(r"^([#+\-=]|\d+(?=[.)]))")


def brief_markdown(record: CaseRecord, *, title: str = DEFAULT_TITLE, codebook: Codebook | None = None) -> str:
    """The whole brief. Same record, same text. Report text is escaped: it can open no link, tag or heading."""
    brief = view(record, title=title, codebook=codebook)
    blocks = [*_head(brief), *_digest(brief), *_events(brief), *_standing(brief), *_places(brief), *_reports(brief)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def event_markdown(record: CaseRecord, event_id: str, *, codebook: Codebook | None = None) -> str:
    """One event of ``record``: every value with who says so, and the words behind it. KeyError if there is none."""
    for event in view(record, title="", codebook=codebook).events:
        if event.id == event_id:
            return "\n\n".join(block for block in _event(event) if block) + "\n"
    raise KeyError(event_id)


def escaped(text: str) -> str:
    """``text`` as one line that Markdown prints as it is."""
    line = _SPECIAL.sub(r"\\\1", one_line(text))
    return _LEADING.sub(lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], line)


def _head(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    totals = (
        f"{counted(len(brief.reports), 'report')}, {counted(brief.outlets, 'outlet')}, "
        f"{counted(len(brief.origins), 'origin')}; {counted(len(brief.events), 'event')} "
        f"from {counted(brief.claims, 'claim')}."
    )
    yield f"Reports of {brief.period}: {totals}" if brief.period else totals


def _digest(brief: Brief) -> Iterator[str]:
    first = digest(brief)
    lists = (
        ("What happened", first.happened, first.more_happened, "No report says that anything happened."),
        ("What is planned", first.planned, first.more_planned, "Nothing that is still ahead."),
        ("Possible, feared or threatened", first.possible, first.more_possible, ""),
        ("Denied or cancelled", first.undone, first.more_undone, ""),
    )
    for heading, events, more, nothing in lists:
        if events or nothing:
            yield f"## {heading}"
            lines = [_line(event) for event in events]
            yield "\n".join([*lines, *([f"- … and {more} more below"] if more else [])]) or nothing
    yield "## What is disputed"
    if not first.disputes:
        yield "No two reports contradict each other."
    for event, question in first.disputes:
        heading = f"**{question.label}**: {event.type_label.lower()}, {escaped(event.headline)}"
        yield "\n".join([f"{heading} ({event.when})" if event.when else heading, "", *_options(question)])
    if first.more_disputes:
        yield f"… and {counted(first.more_disputes, 'more disputed value')}, marked below."


def _line(event: EventView) -> str:
    when = event.when or (f"undated, reported {event.reported}" if event.reported else "undated")
    plain = event.status in (Status.DONE, Status.PLANNED)  # what the heading says need not be said again
    status = "" if plain else f", {label('statuses', event.look).lower()}:"
    figures = [f"{q.label.lower()} {' / '.join(escaped(o.value) for o in q.options[:3])}" for q in event.figures[:2]]
    source = f"according to {escaped(event.speakers[0])}" if len(event.speakers) == 1 else ""
    source = source or f"{counted(event.reports, 'report')}, {counted(event.origins, 'origin')}"
    disputed = [f"{question.label.lower()} disputed" for question in event.disputed]
    disputed += ["not confirmed: its time has passed"] if event.unconfirmed else []
    tail = "; ".join([*figures, source, *disputed])
    return f"- {when}{status} **{event.type_label}** {escaped(event.headline)} ({tail})"


def _options(question: Question) -> list[str]:
    return [
        f"- **{escaped(option.value)}**: "
        + "; ".join(_side(side) + _denial(side, question) for side in option.sides)
        + (f" – {option.ledger}" if option.reports > 1 else "")
        for option in question.options
    ]


def _denial(side: Side, question: Question) -> str:
    """Of a value other than the status, that this side says it is not so."""
    denied = question.name != "status" and all(voice.status is Status.DENIED for voice in side.voices)
    return f", {label('notes', 'denied')}" if denied else ""


def _side(side: Side) -> str:
    cites = ", ".join(dict.fromkeys(_cite(voice) for voice in side.voices))
    via = "; ".join(dict.fromkeys(", ".join(voice.via) for voice in side.voices if voice.via))
    told = f"{escaped(side.speaker)} via {escaped(via)}" if via else escaped(side.speaker)
    return cites if not via and side.speaker == side.voices[0].outlet else f"{told} ({cites})"


def _cite(voice: Voice) -> str:
    return escaped(", ".join(part for part in (voice.outlet, voice.published) if part))


def _events(brief: Brief) -> Iterator[str]:
    for group in groups(brief):
        yield f"## {group.heading}: events" + (f" ({group.note})" if group.note else "")
        for event in group.events:
            yield from _event(event)


def _event(event: EventView) -> Iterator[str]:
    yield f"### {escaped(event.title)}"
    tally = counted(event.reports, "report"), counted(event.origins, "origin")
    part = [f"part of {event.part_of[1]}"] if event.part_of else []
    yield escaped("; ".join([label("statuses", event.word), *tally, event.id, *part]))
    if event.steps:
        yield "\n".join(["- Life cycle", *(f"  - {_step(step)}" for step in event.steps)])
    yield _facts(event) if len(event.quotes) == 1 else _ladder(event)
    ladders = [_figures(ladder) for ladder in event.ladders if ladder.moves]
    yield "\n".join(ladders)
    yield "\n>\n".join(_quote(quote) for quote in event.quotes)


def _facts(event: EventView) -> str:
    """The values of an event that one claim tells of: whoever gives one of them gives them all."""
    told = (question for question in event.questions if question.name != "status")
    return "; ".join(f"{q.label}: **{', '.join(escaped(o.value) for o in q.options)}**" for q in told)


def _ladder(event: EventView) -> str:
    lines = []
    for question in event.questions:
        agreement = "" if question.agreement is Agreement.SINGLE else f" ({label('agreements', question.agreement)})"
        lines.append(f"- {question.label}{agreement}")
        lines += [f"  {option}" for option in _options(question)]
    return "\n".join(lines)


def _step(step: Step) -> str:
    told = f"{step.day or 'undated'}: **{step.told}**"
    if not step.voices:
        return f"{told}: its time has passed; no report says that it took place"
    sides: dict[str, list[Voice]] = {}
    for voice in step.voices:
        sides.setdefault(voice.speaker, []).append(voice)
    return f"{told}: " + "; ".join(_side(Side(speaker, tuple(voices))) for speaker, voices in sides.items())


def _figures(ladder: Ladder) -> str:
    """All figures of one kind on one line, in order of report, then the views of them."""
    rungs = " → ".join(_rung(rung) for rung in ladder.news)
    views = [f"  - {escaped(value)}, by rule: {escaped(rule)}" for value, rule in ladder.views]
    return "\n".join([f"- {ladder.label}, in order of report: {rungs}", *views])


def _rung(rung: Rung) -> str:
    note = f"{rung.note}; " if rung.note else ""
    as_of = f"; as of {rung.as_of}" if rung.as_of and rung.as_of != rung.voice.published else ""
    return f"**{escaped(rung.value)}** ({note}{_side(Side(rung.voice.speaker, (rung.voice,)))}{as_of})"


def _standing(brief: Brief) -> Iterator[str]:
    told = [slot for slot in brief.slots if len(slot.facts) > 1]
    if told:
        yield "## What holds, as told"
    for slot in told:
        lines = [f"- {slot.type_label}: {escaped(slot.names)}"]
        for fact in slot.facts:
            replaced = f"; updated on {fact.replaced}" if fact.replaced else ""
            validity = f" {fact.validity}" if fact.validity else ""
            who = _side(Side(fact.voice.speaker, (fact.voice,)))
            lines.append(
                f"  - as of {fact.as_of or 'an unknown day'}: **{escaped(fact.value)}**{validity}, {who}{replaced}"
            )
        yield "\n".join(lines)


def _quote(quote: Quote) -> str:
    text = "".join(f"**{escaped(text)}**" if marked else _kept(text) for text, marked in quote.pieces)
    return f"> {text} – {_side(Side(quote.voice.speaker, (quote.voice,)))}"


def _kept(text: str) -> str:
    """Escaped as one line, with the blanks at its ends that part it from marked words."""
    core = escaped(text)
    return (" " if text[:1].isspace() else "") + core + (" " if core and text[-1:].isspace() else "")


def _places(brief: Brief) -> Iterator[str]:
    places = map_view(brief.events_of(*Status))
    if places is None:
        return
    told = [site for site in (*places.beside, *places.drawn) if site.told]
    for heading, sites in (("Places told by others", told), ("Places without coordinates", places.unplaced)):
        if sites:
            yield f"## {heading}"
            yield "\n".join(f"- {_site(site)}" for site in sites)


def _site(site: Site) -> str:
    words = f" ({site.told})" if site.told and site.told != site.name else ""
    return escaped(", ".join(part for part in (site.name, site.country) if part) + words)


def _reports(brief: Brief) -> Iterator[str]:
    yield "## Reports"
    rows: Sequence[str] = [
        "- "
        + escaped(", ".join(part for part in (report.outlet, report.published) if part))
        + (f": {escaped(report.title)}" if report.title else "")
        + f" ({counted(report.claims, 'claim')}; date {report.basis}; {escaped(report.source)})"
        for report in brief.reports
    ]
    yield "\n".join(rows) or "None."
