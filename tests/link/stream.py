"""A synthetic stream of reports with known truth: events told by several reports, some of them copies.

Every event has a type, a place, a day, actors and figures; each telling leaves some out, and some tellings are vague
("the attack"). For speed and property tests; names are made of syllables and mean nothing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

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

_SYLLABLES = ["ba", "ka", "do", "ri", "mu", "lo", "te", "sha", "gor", "vel", "nin", "tar", "zu", "pel", "hom", "dra"]
_VERBS = {"attack": "attacked", "clash": "fought", "capture": "captured", "exercise": "drilled", "detain": "arrested"}
START = date(2024, 1, 1)


@dataclass(frozen=True)
class Happening:
    """One event of the made-up world."""

    number: int
    type: str
    place: str
    day: date
    actor: str
    killed: int


def stream(claims: int, seed: int = 1, per_event: int = 4) -> tuple[list[Report], list[Claim], dict[str, int]]:
    """Reports, about ``claims`` claims, and the number of the true event by claim key."""
    rng = random.Random(seed)
    places = sorted({_word(rng, 3) for _ in range(max(20, claims // 10))})
    actors = sorted({f"{_word(rng, 2)} Front" for _ in range(30)})
    events = [_happening(rng, number, places, actors) for number in range(max(1, claims // per_event))]
    reports: list[Report] = []
    made: list[Claim] = []
    truth: dict[str, int] = {}
    tellings = [event for event in events for _ in range(per_event)]
    tellings.sort(key=lambda event: (event.day, rng.random()))
    for number in range(0, len(tellings), 5):
        report, told = _report(rng, tellings[number : number + 5], number // 5)
        reports.append(report)
        for event, claim in told:
            made.append(claim)
            truth[claim.key] = event.number
    return reports, made, truth


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(syllables)).title()


def _happening(rng: random.Random, number: int, places: list[str], actors: list[str]) -> Happening:
    day = START + timedelta(days=rng.randrange(700))
    return Happening(
        number, rng.choice(sorted(_VERBS)), rng.choice(places), day, rng.choice(actors), rng.randrange(1, 90)
    )


def _report(rng: random.Random, events: list[Happening], number: int) -> tuple[Report, list[tuple[Happening, Claim]]]:
    outlet = f"Outlet {rng.randrange(40)}"
    published = max(event.day for event in events) + timedelta(days=rng.randrange(3))
    sentences = [_sentence(rng, event) for event in events]
    text = " ".join(sentences)
    report_id = content_id("r-", outlet, f"{number} {text}")
    told = []
    at = 0
    for position, (event, sentence) in enumerate(zip(events, sentences, strict=True), 1):
        told.append((event, _claim(rng, event, sentence, at, report_id, position)))
        at += len(sentence) + 1
    day = published.isoformat()
    report = Report(
        id=report_id,
        source=f"{number:06}.txt",
        text=text,
        outlet=outlet,
        published=Published(from_=day, to=day, basis=DateBasis.METADATA),
    )
    return report, told


def _sentence(rng: random.Random, event: Happening) -> str:
    opening = rng.choice(["Fighters of", "Men of", "The armed wing of"])
    closing = rng.choice(["residents said", "the army said", "according to a local radio", "a doctor told reporters"])
    day = f"{event.day.day} {event.day:%B}"
    told = f"{_VERBS[event.type]} at {event.place} on {day}, killing {event.killed}"
    return f"{opening} the {event.actor} {told}, {closing}."


def _claim(rng: random.Random, event: Happening, sentence: str, at: int, report: str, position: int) -> Claim:
    verb = _VERBS[event.type]
    start = at + sentence.index(verb)
    day = event.day.isoformat()
    return Claim(
        id=f"c{position}",
        report=report,
        type=event.type,
        status=Status.DONE,
        trigger=Trigger(text=verb, start=start, end=start + len(verb)),
        evidence=Span(start=at, end=at + len(sentence)),
        actors=(Participant(name=event.actor),) if rng.random() < 0.7 else (),
        when=When(from_=day, to=day, precision=Precision.DAY) if rng.random() < 0.8 else None,
        where=(Place(name=event.place),) if rng.random() < 0.8 else (),
        quantities=(Quantity(kind=QuantityKind.KILLED, value=event.killed, comparator=Comparator.EXACT),)
        if rng.random() < 0.5
        else (),
        attribution=(Attribution(name="residents", role=Role.SPEAKER),) if rng.random() < 0.3 else (),
    )
