"""What a brief shows, as frozen types: the same for HTML, Markdown, timeline and map. No markup here.

Nothing is averaged or chosen between: an event keeps each value with those who give it. Views that rank or cut (the
digest) say by what rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.publish.passages import Block
from muster.record import Agreement, EventPlace, Status

DEFAULT_TITLE = "Situation brief"
QUANTITIES = ("killed", "wounded", "captured", "displaced", "personnel", "equipment", "share", "count", "money")
REAL = (Status.DONE, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim's word for one value: who says it, through whom, where it stands.

    ``speaker`` is the nearest source that is named, else the outlet. ``via`` are the links between speaker and outlet.
    ``at`` is the interval of the exact words within the passage ``anchor``, ``words`` those words.
    """

    claim: str
    speaker: str
    via: tuple[str, ...]
    outlet: str
    published: str
    status: Status
    anchor: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """All who give one value and name the same speaker."""

    speaker: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one claim goes back to its origin: the arrow in words."""

    voice: Voice
    origin: str
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """One alternative of an attribute. ``ledger``: ``3 reports, 2 texts, 1 agency, 1 origin``; ``reasons``: why it is
    that many origins, claim by claim.
    """

    value: str
    sides: tuple[Side, ...]
    origins: int
    reports: int
    first_reported: str
    ledger: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One figure of a ladder. ``as_of`` is the day that it speaks of; ``note`` says that it is denied or a part."""

    value: str
    number: float
    as_of: str
    origin: str
    sentence: str
    note: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Ladder:
    """All figures of one kind in order of report; ``views`` are the derived ones, each with its rule."""

    name: str
    label: str
    rungs: tuple[Rung, ...]
    views: tuple[tuple[str, str], ...]

    @property
    def moves(self) -> bool:
        """Whether the figures differ."""
        return len({rung.number for rung in self.rungs}) > 1

    @property
    def news(self) -> tuple[Rung, ...]:
        """The rungs less those by which an origin only repeats itself."""
        first: dict[tuple[str, str, str], Rung] = {}
        for rung in self.rungs:
            first.setdefault((rung.origin, rung.value, rung.note), rung)
        return tuple(first.values())


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a life cycle. ``when`` is the time that it gives for the event; no voices where no source says so."""

    stage: str
    word: str
    day: str
    when: str
    voices: tuple[Voice, ...]

    @property
    def told(self) -> str:
        """The step, of a plan with the time for which it was made: ``Announced for 5 Aug 2021``."""
        if not self.when or self.stage not in ("announced", "postponed", "brought_forward"):
            return self.word
        return f"{self.word} {'' if self.when.startswith(('until ', 'since ')) else 'for '}{self.when}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One telling of a standing fact: ``validity`` as told, ``as_of`` its report, ``replaced`` by a later one."""

    value: str
    validity: str
    as_of: str
    replaced: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Slot:
    """What one standing fact can fill, with all that was told of it in order of report."""

    type_label: str
    names: str
    anchors: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One attribute of an event with all its alternatives."""

    name: str
    label: str
    agreement: Agreement
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The evidence of one claim: text, and whether it is the trigger or a value."""

    voice: Voice
    type_label: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event. ``group``: happens, said or holds. ``first`` and ``last`` are ISO days for sorting and drawing.

    ``headline`` says who, to whom and where, without type and date. ``denied_by`` are the speakers who say that it is
    not so while others say it is.
    """

    anchor: str
    id: str
    title: str
    type: str
    type_label: str
    group: str
    status: Status
    when: str
    first: str | None
    last: str | None
    reported: str
    reported_day: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    where: tuple[EventPlace, ...]
    questions: tuple[Question, ...]
    quotes: tuple[Quote, ...]
    reports: int
    outlets: int
    origins: int
    part_of: tuple[str, str] | None
    parts: tuple[tuple[str, str], ...]
    headline: str
    denied_by: tuple[str, ...]
    ladders: tuple[Ladder, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether its time has passed and no report says that it took place."""
        return any(not step.voices for step in self.steps)

    @property
    def look(self) -> str:
        """The status as it is drawn: ``contested`` where one source reports what another denies."""
        return "contested" if self.denied_by and self.status in REAL else self.status.value

    @property
    def word(self) -> str:
        """The name of the word for its status: a statement was made and a state holds; neither "happened"."""
        plain = self.look in (Status.DONE, Status.ONGOING) and self.group != "happens"
        return self.group if plain else self.look

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(quote.voice.speaker for quote in self.quotes))

    @property
    def disputed(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.agreement is Agreement.DISPUTED)

    @property
    def figures(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.name in QUANTITIES)

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """How much an event matters to a reader in a hurry: independent origins, reports, disputes, claims."""
        return (self.origins, self.reports, len(self.disputed), len(self.quotes))


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report, ready to print."""

    anchor: str
    id: str
    title: str
    outlet: str
    byline: str
    agencies: tuple[str, ...]
    published: str
    published_day: str | None
    basis: str
    source: str
    claims: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """One first public source."""

    name: str
    claims: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole case as a brief shows it; events and reports in the order of the record."""

    title: str
    events: tuple[EventView, ...]
    reports: tuple[ReportView, ...]
    origins: tuple[OriginView, ...]
    slots: tuple[Slot, ...]
    outlets: int
    claims: int
    period: str
    last_day: str

    def events_of(self, *statuses: Status, group: str | None = None) -> tuple[EventView, ...]:
        """Events of these statuses (and group), by date; undated ones by when they were first reported."""
        chosen = (e for e in self.events if e.status in statuses and group in (None, e.group))
        return tuple(sorted(chosen, key=lambda e: (e.first or e.last or e.reported_day, e.title, e.id)))

    @property
    def disputes(self) -> tuple[tuple[EventView, Question], ...]:
        """Every disputed attribute, weightiest event first. A drill's scenario is never a dispute about the world."""
        events = sorted(self.events, key=lambda e: (*(-number for number in e.weight), e.title, e.id))
        return tuple((e, q) for e in events if e.status is not Status.SIMULATED for q in e.disputed)


def weightiest(events: Sequence[EventView], limit: int) -> tuple[EventView, ...]:
    """The ``limit`` events of most weight, in the order in which they were given."""
    keep = {e.id for e in sorted(events, key=lambda e: (*(-number for number in e.weight), e.title, e.id))[:limit]}
    return tuple(e for e in events if e.id in keep)
