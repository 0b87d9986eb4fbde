"""What a cluster of claims says as a whole: the union of its claims' slots, with the times narrowed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from muster.link.entities import Entity
from muster.link.mention import Figure, Interval, Mention, Spot
from muster.record import Status

T = TypeVar("T")


@dataclass(frozen=True)
class Profile:
    """A cluster as it is compared. ``core``: what all sharp intervals share; ``best``: the narrowest known time."""

    members: tuple[str, ...]
    types: frozenset[str]
    families: frozenset[str]
    reports: frozenset[str]
    simulated: bool
    names: frozenset[str]
    sharp: frozenset[Interval]
    vague: frozenset[Interval]
    published: frozenset[Interval]
    spots: frozenset[Spot]
    actors: frozenset[Entity]
    recipients: frozenset[Entity]
    figures: frozenset[Figure]
    triggers: frozenset[str]
    statuses: frozenset[Status]
    moved: bool = False  # a claim says that the event is put off or brought forward
    counts: tuple[tuple[str, int], ...] = ()  # how many of its claims are of each type, by type
    narrow: bool = False
    seats: frozenset[str] = frozenset()  # places whose officials and people tell of it, where it names none

    @cached_property
    def times(self) -> tuple[Interval, ...]:
        return tuple(sorted(self.sharp | self.vague, key=_narrow))

    @cached_property
    def best(self) -> Interval | None:
        """The narrowest interval that any claim gives, sharp ones first."""
        return min(self.sharp or self.vague, key=_narrow, default=None)

    @cached_property
    def news(self) -> Interval | None:
        """From the first to the last publication of its claims."""
        if not self.published:
            return None
        firsts = [i.first for i in self.published if i.first is not None]
        lasts = [i.last for i in self.published if i.last is not None]
        return Interval(min(firsts), max(lasts)) if firsts and lasts else None

    @cached_property
    def named_places(self) -> frozenset[Spot]:
        return frozenset(spot for spot in self.spots if spot.key)

    @cached_property
    def specific(self) -> frozenset[Spot]:
        return frozenset(spot for spot in self.spots if spot.key and not spot.broad)

    @cached_property
    def broad(self) -> frozenset[Spot]:
        return self.named_places - self.specific


def _narrow(interval: Interval) -> tuple[int, int, int]:
    days = interval.days if interval.days is not None else 10**6
    return (days, interval.first or 0, interval.last or 0)


@lru_cache(maxsize=100_000, typed=True)
def _one(value: T) -> frozenset[T]:
    """A set of one; claims that say the same share it."""
    return frozenset((value,))


def profile_of(mention: Mention) -> Profile:
    """The profile of a single claim."""
    when = mention.when
    return Profile(
        members=(mention.key,),
        types=_one(mention.type),
        families=_one(mention.family),
        reports=_one(mention.report),
        simulated=mention.simulated,
        names=mention.names,
        sharp=_one(when) if when and when.sharp else frozenset(),
        vague=_one(when) if when and not when.sharp else frozenset(),
        published=_one(mention.published) if mention.published else frozenset(),
        spots=frozenset(mention.spots),
        actors=mention.actors,
        recipients=mention.recipients,
        figures=mention.figures,
        triggers=_one(mention.trigger),
        statuses=_one(mention.claim.status),
        moved=mention.moved,
        counts=((mention.type, 1),),
        narrow=mention.narrow,
        seats=mention.seats,
    )


def merge(a: Profile, b: Profile) -> Profile:
    """The profile of both clusters together."""
    return Profile(
        members=tuple(sorted(a.members + b.members)),
        types=a.types | b.types,
        families=a.families | b.families,
        reports=a.reports | b.reports,
        simulated=a.simulated and b.simulated,
        names=a.names | b.names,
        sharp=a.sharp | b.sharp,
        vague=a.vague | b.vague,
        published=a.published | b.published,
        spots=a.spots | b.spots,
        actors=a.actors | b.actors,
        recipients=a.recipients | b.recipients,
        figures=a.figures | b.figures,
        triggers=a.triggers | b.triggers,
        statuses=a.statuses | b.statuses,
        moved=a.moved or b.moved,
        counts=tuple(sorted((Counter(dict(a.counts)) + Counter(dict(b.counts))).items())),
        narrow=a.narrow and b.narrow,
        seats=a.seats | b.seats,
    )
