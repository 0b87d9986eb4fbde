"""A synthetic stream of claims with known truth: what linking meets in years of news, without any parsing.

A made-up world of towns, armed groups and states in which events of all families happen. Each is told by some reports
over some days: places, days, actors and figures are left out or told roughly, tolls wander from report to report, some
claims are vague ("the attack"), some reports are copies of one another. In a few *hot* towns the same two sides do the
same kind of thing every few days: look-alikes, which only the day tells apart.

The world stays as large as it is and time goes on, so that a stream twice as long is twice as many years; the first
claims of a long stream are those of a short one.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

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

START = date(2010, 1, 1)
EVENTS_A_DAY = 8
TOWNS, HOT_TOWNS, OUTLETS = 300, 12, 40
HOT = 0.3  # share of events that happen in hot towns
COPIED = 0.15  # share of reports that another outlet prints as well
VAGUE = 0.15  # share of tellings that a vague claim follows


class Kind(NamedTuple):
    """A type of the codebook as the stream tells it: the verb, the noun, what is counted, how many days it takes."""

    type: str
    verb: str
    noun: str
    counted: QuantityKind | None
    of: str | None
    days: int
    status: Status = Status.DONE


KINDS = (
    Kind("attack", "attacked", "attack", QuantityKind.KILLED, "people", 1),
    Kind("clash", "fought", "clash", QuantityKind.KILLED, "fighters", 1),
    Kind("capture", "captured", "capture", QuantityKind.CAPTURED, "soldiers", 1),
    Kind("detain", "arrested", "arrest", QuantityKind.CAPTURED, "men", 1),
    Kind("exercise", "drilled", "exercise", QuantityKind.PERSONNEL, "troops", 6),
    Kind("deploy", "deployed", "deployment", QuantityKind.PERSONNEL, "troops", 4, Status.ONGOING),
    Kind("withdraw", "withdrew", "withdrawal", QuantityKind.PERSONNEL, "troops", 5),
    Kind("besiege", "besieged", "siege", QuantityKind.DISPLACED, "people", 9, Status.ONGOING),
    Kind("displace", "displaced", "flight", QuantityKind.DISPLACED, "families", 5),
    Kind("protest", "protested", "protest", QuantityKind.WOUNDED, "people", 1),
    Kind("meet", "met", "meeting", None, None, 2),
    Kind("agree", "agreed", "agreement", None, None, 1),
    Kind("accuse", "accused", "accusation", None, None, 1),
    Kind("sanction", "sanctioned", "sanction", QuantityKind.MONEY, "dollars", 3),
)
HOT_KINDS = ("attack", "clash", "detain", "exercise")
_SYLLABLES = "ba ka do ri mu lo te sha gor vel nin tar zu pel hom dra kes ulu mar oti".split()  # noqa: SIM905
_DETAILS = """
    bridge depot harbour market convoy ridge tunnel quarry clinic mill orchard ferry tower bakery garage stable
    reservoir lighthouse foundry sawmill cannery monastery barracks crossing viaduct warehouse vineyard airstrip
    substation dam
""".split()  # noqa: SIM905
_MEANS = ("two columns", "great haste", "few losses", "no warning", "heavy guns", "old maps", "loud music", "a ruse")
_CODES = ("AO", "BT", "CI", "DZ", "EC", "GE", "KG", "LA", "MZ", "NP", "PY", "TD")
_OPENINGS = (
    *("", "Early in the morning ", "After nightfall ", "In heavy rain ", "Despite a truce ", "Without warning "),
    *("For the second time this month ", "As talks stalled ", "Witnesses saw how ", "At short notice "),
)
_SOURCES = ("residents", "the army", "a local radio", "a doctor", "the governor", "police", "")


@dataclass(frozen=True)
class Happening:
    """One event of the made-up world; ``details``: spots by which its tellings know it."""

    number: int
    kind: Kind
    town: Place
    first: date
    actor: str
    recipient: str
    value: int
    details: tuple[str, str]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.kind.days - 1)


class Told(NamedTuple):
    """A report, its claims, and the number of the true event of each claim."""

    report: Report
    claims: tuple[Claim, ...]
    truth: tuple[int, ...]


@dataclass
class World:
    """Who and where; ``hot``: towns with the kind of event and the two sides that recur there."""

    rng: random.Random
    towns: list[Place] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    hot: list[tuple[Place, Kind, str, str]] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        rng = self.rng
        for name in _names(rng, TOWNS, 3):
            lat, lon = round(rng.uniform(-30, 50), 3), round(rng.uniform(-10, 100), 3)
            self.towns.append(Place(name=name, country=rng.choice(_CODES), lat=lat, lon=lon))
        forms = ("{} Front", "{} Brigade", "Army of {}", "{} Movement", "{} National Guard")
        self.actors = [rng.choice(forms).format(name) for name in _names(rng, 40, 2)]
        kinds = {kind.type: kind for kind in KINDS}
        for town in rng.sample(self.towns, HOT_TOWNS):
            one, other = rng.sample(self.actors, 2)
            self.hot.append((town, kinds[rng.choice(HOT_KINDS)], one, other))

    def happening(self, day: date) -> Happening:
        """The next event."""
        rng = self.rng
        self.made += 1
        if rng.random() < HOT:
            town, kind, actor, recipient = rng.choice(self.hot)
        else:
            town, kind = rng.choice(self.towns), rng.choice(KINDS)
            actor, recipient = rng.sample(self.actors, 2)
        value = int(10 ** rng.uniform(0.5, 3.5))
        return Happening(self.made, kind, town, day, actor, recipient, value, self._spots())

    def _spots(self) -> tuple[str, str]:
        """Two named spots of a town, such as "Kelmar bridge"."""
        one, other = (f"{_names(self.rng, 1, 2)[0]} {self.rng.choice(_DETAILS)}" for _ in range(2))
        return one, other


def stream(count: int, seed: int = 1) -> Iterator[Told]:
    """Reports in order of publication until they hold ``count`` claims; the same for the same seed."""
    rng = random.Random(seed)
    world = World(rng)
    due: dict[date, dict[str, list[Happening]]] = defaultdict(lambda: defaultdict(list))
    day, held = START, 0
    while True:
        for _ in range(EVENTS_A_DAY):
            event = world.happening(day)
            for _ in range(rng.choice((1, 2, 3, 4, 6))):
                told_on = event.first + timedelta(days=rng.choice((0, 1, 1, 2, 4)))
                due[told_on][f"Outlet {rng.randrange(OUTLETS)}"].append(event)
        for outlet, events in sorted(due.pop(day, {}).items()):
            told = _report(rng, events, outlet, day)
            for one in (told, *_copies(rng, told)):
                yield one
                held += len(one.claims)
                if held >= count:
                    return
        day += timedelta(days=1)


def _names(rng: random.Random, count: int, syllables: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choice(_SYLLABLES) for _ in range(syllables)).title()] = None
    return list(found)


def _copies(rng: random.Random, told: Told) -> Iterator[Told]:
    """The same text under another outlet's name."""
    if rng.random() < COPIED:
        outlet = f"Paper {rng.randrange(OUTLETS)}"
        report_id = content_id("r-", outlet, told.report.text)
        report = _made(report_id, outlet, told.report.text, date.fromisoformat(str(told.report.published.from_)))
        yield Told(report, tuple(_of(claim, report_id) for claim in told.claims), told.truth)


def _report(rng: random.Random, events: list[Happening], outlet: str, day: date) -> Told:
    sentences: list[tuple[str, Happening, bool]] = []
    for event in events:
        sentences.append((_sentence(rng, event), event, False))
        if rng.random() < VAGUE:
            detail = rng.choice(event.details)
            sentences.append((f"The {event.kind.noun} left the {detail} empty for hours.", event, True))
    text = " ".join(sentence for sentence, _, _ in sentences)
    report_id = content_id("r-", outlet, f"{day} {text}")
    claims, at = [], 0
    for number, (sentence, event, vague) in enumerate(sentences, 1):
        claims.append(_claim(rng, event, sentence, at, report_id, number, vague=vague))
        at += len(sentence) + 1
    truth = tuple(event.number for _, event, _ in sentences)
    return Told(_made(report_id, outlet, text, day), tuple(claims), truth)


def _made(report_id: str, outlet: str, text: str, day: date) -> Report:
    published = Published(from_=day.isoformat(), to=day.isoformat(), basis=DateBasis.METADATA)
    return Report(id=report_id, source=f"{report_id}.txt", text=text, outlet=outlet, published=published)


def _of(claim: Claim, report: str) -> Claim:
    fields = {name: getattr(claim, name) for name in claim.__struct_fields__}
    return Claim(**fields | {"report": report})


def _sentence(rng: random.Random, event: Happening) -> str:
    one, other = event.details
    detail = rng.choice((f" near the {one}", f" by the {other}", f" between the {one} and the {other}", ""))
    detail = rng.choice(("", "", f" with {rng.choice(_MEANS)}")) + detail
    source = rng.choice(_SOURCES)
    closing = f", {source} said" if source else ""
    opening = rng.choice(_OPENINGS)
    return f"{opening}{event.actor} {event.kind.verb} {event.recipient} at {event.town.name}{detail}{closing}."


def _claim(
    rng: random.Random, event: Happening, sentence: str, at: int, report: str, number: int, *, vague: bool
) -> Claim:
    word = event.kind.noun if vague else event.kind.verb
    start = at + sentence.index(word)
    source = "" if vague else next((s for s in _SOURCES if s and f", {s} said" in sentence), "")
    return Claim(
        id=f"c{number}",
        report=report,
        type=event.kind.type,
        status=event.kind.status,
        trigger=Trigger(text=word, start=start, end=start + len(word)),
        evidence=Span(start=at, end=at + len(sentence)),
        actors=() if vague or rng.random() < 0.25 else (Participant(name=event.actor),),
        recipients=() if vague or rng.random() < 0.5 else (Participant(name=event.recipient),),
        when=None if vague else _when(rng, event),
        where=() if vague else _where(rng, event),
        quantities=() if vague else _figure(rng, event),
        attribution=(Attribution(name=source, role=Role.SPEAKER),) if source else (),
    )


def _when(rng: random.Random, event: Happening) -> When | None:
    """The day, the days, the month, or nothing."""
    way = rng.random()
    if way < 0.15:
        return None
    if way < 0.2:
        first = event.first.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return When(from_=first.isoformat(), to=last.isoformat(), precision=Precision.MONTH)
    whole = event.kind.days > 1 and rng.random() < 0.5
    last = event.last if whole else event.first
    return When(from_=event.first.isoformat(), to=last.isoformat(), precision=Precision.DAY)


def _where(rng: random.Random, event: Happening) -> tuple[Place, ...]:
    return () if rng.random() < 0.2 else (event.town,)


def _figure(rng: random.Random, event: Happening) -> tuple[Quantity, ...]:
    """The figure of the event, in some tellings another one near it."""
    if event.kind.counted is None or rng.random() < 0.4:
        return ()
    value = event.value if rng.random() < 0.7 else max(1, round(event.value * rng.uniform(0.5, 1.3)))
    return (Quantity(kind=event.kind.counted, value=value, of=event.kind.of, comparator=Comparator.EXACT),)
