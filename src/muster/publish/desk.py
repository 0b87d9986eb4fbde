"""From a case to its brief: the look-ups and the order. A :class:`CaseRecord` in, a :class:`Brief` out; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from muster.codebook import Codebook
from muster.publish.account import ladders, ledger, reasons, standing_facts, steps
from muster.publish.passages import Passage, cut, find_passages
from muster.publish.view import (
    QUANTITIES,
    Brief,
    EventView,
    Option,
    OriginView,
    Question,
    Quote,
    ReportView,
    Side,
    Slot,
    Voice,
)
from muster.publish.words import (
    interval_text,
    label,
    one_line,
    published_text,
    type_group,
    type_label,
    value_text,
    visible,
    when_text,
    words,
)
from muster.reconcile import Sources, latest_day
from muster.record import (
    Agreement,
    Attribute,
    AttributeValue,
    CaseRecord,
    Claim,
    Event,
    Origin,
    Participant,
    Place,
    Report,
    Role,
    Status,
)

ORDER = ("status", "when", "where", "actor", "recipient", *QUANTITIES, "distance", "duration")


def view(record: CaseRecord, *, title: str, codebook: Codebook | None = None) -> Brief:
    """The brief of ``record``. ``codebook`` gives labels for types that the words file does not know."""
    desk = _Desk(record, codebook)
    names = {event.id: (f"event-{n}", visible(event.title)) for n, event in enumerate(record.events, 1)}
    parts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for event in record.events:
        if event.part_of:
            parts[event.part_of].append(names[event.id])
    days = sorted(day for r in record.reports for day in (r.published.from_, r.published.to) if day)
    return Brief(
        title=one_line(title),
        events=tuple(desk.event(event, names, tuple(parts[event.id])) for event in record.events),
        reports=tuple(desk.report(report) for report in record.reports),
        origins=desk.origins(record),
        slots=desk.slots(record, names),
        outlets=len({report.outlet for report in record.reports if report.outlet}),
        claims=len(record.claims),
        period=interval_text(days[0], days[-1]) if days else "",
        last_day=days[-1] if days else "",
    )


class _Desk:
    """The look-ups that turning records into views needs: claims and reports by key, passages by claim."""

    def __init__(self, record: CaseRecord, codebook: Codebook | None) -> None:
        self.codebook = codebook
        self.sources = Sources(record)
        self.latest = latest_day(record.reports)
        self.claims = {claim.key: claim for claim in record.claims}
        self.reports = {report.id: report for report in record.reports}
        self.anchors = {report.id: f"report-{n}" for n, report in enumerate(record.reports, 1)}
        # An outlet that is not known is called alike everywhere, also as the origin of its own statements.
        self.outlets = {report.source: outlet_of(report) for report in record.reports}
        self.origin_of = {key: self.origin_name(origin) for origin in record.origins for key in origin.claims}
        self.of_report: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in record.claims:
            self.of_report[str(claim.report)].append(claim)
        names = (f"p-{n}" for n in count(1))
        self.passages = {r.id: self._passages(r, names) for r in record.reports}

    def _passages(self, report: Report, names: Iterator[str]) -> tuple[Passage, ...]:
        return find_passages((claim.evidence for claim in self.of_report[report.id]), names)

    def origin_name(self, origin: Origin) -> str:
        return one_line(self.outlets.get(origin.name, origin.name))

    def origins(self, record: CaseRecord) -> tuple[OriginView, ...]:
        found = [
            OriginView(self.origin_name(o), len(o.claims), tuple(one_line(self.outlets.get(x, x)) for x in o.outlets))
            for o in record.origins
        ]
        return tuple(sorted(found, key=lambda origin: (-origin.claims, origin.name)))

    def report(self, report: Report) -> ReportView:
        return ReportView(
            anchor=self.anchors[report.id],
            id=report.id,
            title=one_line(report.title or ""),
            outlet=outlet_of(report),
            byline=one_line(report.byline or ""),
            agencies=tuple(map(one_line, report.agencies)),
            published=published_text(report.published),
            published_day=report.published.from_,
            basis=label("date_bases", report.published.basis),
            source=one_line(report.source),
            claims=len(self.of_report[report.id]),
            blocks=cut(report, self.passages[report.id]),
        )

    def event(
        self, event: Event, names: Mapping[str, tuple[str, str]], parts: tuple[tuple[str, str], ...]
    ) -> EventView:
        claims = [self.claims[key] for key in event.claims if key in self.claims]
        quotes = tuple(self._quote(claim) for claim in claims)
        questions = tuple(self._question(a) for a in sorted(event.attributes, key=_attribute_order))
        days = [day for claim in claims if (day := self._report_of(claim).published.from_)]
        when = event.when
        return EventView(
            anchor=names[event.id][0],
            id=event.id,
            title=one_line(event.title),
            type=event.type,
            type_label=type_label(event.type, self.codebook),
            group=type_group(event.type, self.codebook),
            status=event.status,
            when=when_text(when),
            first=when.from_ if when else None,
            last=when.to if when else None,
            reported=interval_text(min(days), min(days)) if days else "",
            reported_day=min(days, default="9999"),
            actors=tuple(map(one_line, event.actors)),
            recipients=tuple(map(one_line, event.recipients)),
            where=event.where,
            questions=questions,
            quotes=quotes,
            reports=event.reports,
            outlets=event.outlets,
            origins=len(event.origins),
            part_of=names.get(event.part_of) if event.part_of else None,
            parts=parts,
            headline=_headline(event) or _excerpt(quotes),
            denied_by=_denied_by(event.status, questions),
            ladders=ladders(claims, self.reports, self.sources, self._voice, self._origin),
            steps=steps(event, claims, self.reports, self.sources, self.latest, self._voice, self.codebook),
        )

    def slots(self, record: CaseRecord, names: Mapping[str, tuple[str, str]]) -> tuple[Slot, ...]:
        types = {event.type for event in record.events}
        standing = frozenset(kind for kind in types if type_group(kind, self.codebook) == "holds")
        anchors = {event: anchor for event, (anchor, _) in names.items()}
        return standing_facts(record, standing, anchors, self._voice, self.codebook)

    def _origin(self, claim: str) -> str:
        return self.origin_of.get(claim, "")

    def _report_of(self, claim: Claim) -> Report:
        return self.reports[str(claim.report)]

    def _question(self, attribute: Attribute) -> Question:
        return Question(
            name=attribute.name,
            label=label("attributes", attribute.name),
            agreement=attribute.agreement,
            options=tuple(
                self._option(attribute.name, a.value, a.claims, len(a.origins), a.first_reported)
                for a in attribute.alternatives
            ),
        )

    def _option(self, name: str, value: AttributeValue, keys: Iterable[str], origins: int, first: str | None) -> Option:
        claims = [self.claims[key] for key in keys if key in self.claims]
        sides: dict[str, list[Voice]] = {}
        for claim in claims:
            voice = self._voice(claim, locate(claim, name, value))
            sides.setdefault(voice.speaker, []).append(voice)
        return Option(
            value=value_text(name, value),
            sides=tuple(Side(speaker, tuple(voices)) for speaker, voices in sides.items()),
            origins=origins,
            reports=len({claim.report for claim in claims}),
            first_reported=interval_text(first, first),
            ledger=ledger((claim.key for claim in claims), self.sources),
            reasons=reasons(claims, self.sources, self._voice, self._origin, self.reports),
        )

    def _voice(self, claim: Claim, span: tuple[int, int]) -> Voice:
        report = self._report_of(claim)
        passage = next(p for p in self.passages[report.id] if p.start <= claim.evidence.start < p.end)
        speaker = next((a.name for a in claim.attribution if a.role is Role.SPEAKER), None)
        speaker = one_line(speaker) if speaker else self.origin_of.get(claim.key, outlet_of(report))
        via = [a.name for a in claim.attribution if a.role in (Role.MEDIUM, Role.AGENCY)]
        return Voice(
            claim=claim.key,
            speaker=speaker,
            via=tuple(dict.fromkeys(name for name in map(one_line, via) if name != speaker)),
            outlet=outlet_of(report),
            published=published_text(report.published),
            status=claim.status,
            anchor=passage.anchor,
            at=passage.at(*span),
            words=one_line(report.text[span[0] : span[1]]),
        )

    def _quote(self, claim: Claim) -> Quote:
        text = self._report_of(claim).text
        spans = [(claim.trigger.start, claim.trigger.end)]
        values = (claim.when, *claim.actors, *claim.recipients, *claim.where, *claim.quantities)
        spans += [(v.start, v.end) for v in values if v and v.start is not None and v.end is not None]
        return Quote(
            voice=self._voice(claim, (claim.evidence.start, claim.evidence.end)),
            type_label=type_label(claim.type, self.codebook),
            pieces=tuple(_marked(text, claim.evidence.start, claim.evidence.end, spans)),
        )


def _attribute_order(attribute: Attribute) -> tuple[bool, int, str]:
    """What is disputed comes first."""
    agreed = attribute.agreement is not Agreement.DISPUTED
    return (agreed, ORDER.index(attribute.name) if attribute.name in ORDER else len(ORDER), attribute.name)


def _headline(event: Event) -> str:
    """``Chile, Peru – Arica``; the word between actor and recipient is the type's."""
    link = f" {words()['types'].get(event.type, {}).get('link', '→')} "
    who = link.join(_few(names) for names in (event.actors, event.recipients) if names)
    return one_line(" – ".join(part for part in (who, event.where[0].name if event.where else "") if part))


def _few(names: Sequence[str], limit: int = 4) -> str:
    """``A, B, C, D and 3 more``."""
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _excerpt(quotes: Sequence[Quote]) -> str:
    """The beginning of the evidence, for an event of which neither actor nor place is known."""
    text = one_line("".join(text for text, _ in quotes[0].pieces)) if quotes else ""
    return f"“{text}”" if len(text) <= 90 else f"“{text[:88].rstrip()}…”"


def _denied_by(status: Status, questions: Sequence[Question]) -> tuple[str, ...]:
    denied = label("statuses", Status.DENIED)
    return tuple(
        side.speaker
        for question in questions
        if question.name == "status" and question.agreement is Agreement.DISPUTED and status is not Status.DENIED
        for option in question.options
        if option.value == denied
        for side in option.sides
    )


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """``text[start:end]`` in runs, each inside or outside of all ``spans``."""
    last = start
    for first, stop in sorted(spans):
        first, stop = max(first, last), min(stop, end)
        if first < stop:
            if last < first:
                yield visible(text[last:first]), False
            yield visible(text[first:stop]), True
            last = stop
    if last < end:
        yield visible(text[last:end]), False


def outlet_of(report: Report) -> str:
    """The outlet's name; when none is known, the host or file that the report was read from."""
    if report.outlet:
        return one_line(report.outlet)
    source = one_line(report.source)
    host = source.split("/")[2] if source.startswith(("http://", "https://")) else ""
    return host or source.rstrip("/").rsplit("/", 1)[-1] or source


def locate(claim: Claim, name: str, value: AttributeValue) -> tuple[int, int]:
    """Where ``claim`` says ``value`` of the attribute ``name``: its own words, else the trigger."""
    for start, end in _spans(claim, name, value):
        if start is not None and end is not None:
            return start, end
    return claim.trigger.start, claim.trigger.end


def _spans(claim: Claim, name: str, value: AttributeValue) -> Iterator[tuple[int | None, int | None]]:
    if name == "when" and claim.when:
        yield claim.when.start, claim.when.end
    elif name in ("where", "actor", "recipient"):
        entries = claim.actors if name == "actor" else claim.recipients if name == "recipient" else claim.where
        yield from _named(entries, value if isinstance(value, str) else str(value.get("name")))
    elif isinstance(value, dict):
        for quantity in claim.quantities:
            if quantity.kind == name and quantity.value == value.get("value"):
                yield quantity.start, quantity.end


def _named(entries: Sequence[Participant | Place], name: str) -> Iterator[tuple[int | None, int | None]]:
    """The entries called ``name``. The name of an event is canonical, a claim's may not be: an only entry is meant
    whatever it is called."""
    for entry in entries:
        if entry.name == name or len(entries) == 1:
            yield entry.start, entry.end
