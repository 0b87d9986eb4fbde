"""A claim as the linker compares it: slots brought to comparable form, with the discourse around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import zip_longest

from msgspec import UNSET

from muster.codebook import Codebook
from muster.link.entities import Entities, Entity, named_in
from muster.link.lexicon import link_lexicon
from muster.link.story import story_of
from muster.link.text import SENTENCE_END, content_words, deed, head_word, plain, words
from muster.normalise.names import Kind, NameLexicon
from muster.normalise.spelling import fold
from muster.record import Claim, Place, Precision, Published, Report, Status

EXACT, ERA = 7, 365  # a past date of a week or less; days after the latest one within which a report was written
NARROW = 2  # words that name a type in all
OPEN_BEFORE, OPEN_AFTER = 60, 120  # days that an event with an open end may reach beyond the end that is known


# "had been called up *for it*", "will take part *in them*": back to the event just told of
_BACK = re.compile(r"(?:\W+[\w’']+){0,2}?\W+(?:for|in|during|after|before)\W+(?:it|them|this|these)\b")


@cache
def _of_place() -> re.Pattern[str]:
    """ "the mayor of X", "residents of the town of X": who is of a place, and the place."""
    heads = "|".join(sorted(map(re.escape, link_lexicon().local)))
    return re.compile(rf"\b(?:{heads}) (?:of|in|from|at) (?:the (?:town|village|city) of )?(\w.*)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Interval:
    """Days by ordinal, inclusive; ``None`` is an open end. ``sharp``: given to the day, without "about"."""

    first: int | None
    last: int | None
    sharp: bool = False

    @property
    def days(self) -> int | None:
        return self.last - self.first + 1 if self.first is not None and self.last is not None else None

    def gap(self, other: Interval) -> int:
        """Days between the two; 0 where they meet."""
        after = self.first - other.last if self.first is not None and other.last is not None else 0
        before = other.first - self.last if other.first is not None and self.last is not None else 0
        return max(after, before, 0)


@dataclass(frozen=True, order=True)
class Spot:
    """A place as the linker compares it. ``key`` is empty for a description without a name ("a lake nearby").

    ``open_km`` is how far from the coordinates the report leaves it open that the place is ("near Gao").
    """

    key: str
    country: str
    broad: bool
    head: str
    lat: float | None = None
    lon: float | None = None
    open_km: float = 0.0


@dataclass(frozen=True, order=True)
class Figure:
    """A figure: what kind, of what, and the value told."""

    kind: str
    of: str
    value: float


@dataclass(frozen=True)
class Mention:
    """One claim, ready to be compared. ``sentence`` counts sentences of the report; ``order`` is the text position.

    ``published`` is when the report was published, as far as known: by itself, by the case, or a guess from its dates.
    ``words`` are the stems of its sentence, ``matter`` those that name no participant or place of it, ``story`` the
    names and figures of its whole report. ``narrow``: a word or two name its type.
    ``goes_on``: it speaks of the sentence before as one of a row ("It was the second attack in a week"),
    or of what was for it ("were called up for it").
    ``seats``: keys of the places whose mayor, hospital or people tell of it, where it names no place itself.
    ``moved``: it says that the event is put off or brought forward. ``after_contrast``: it goes on about what the
    sentence before set apart ("also announced drills ... *The drills*").
    """

    key: str
    claim: Claim
    report: str
    family: str
    order: int
    sentence: int
    when: Interval | None
    published: Interval | None
    spots: tuple[Spot, ...]
    actors: frozenset[Entity]
    recipients: frozenset[Entity]
    figures: frozenset[Figure]
    names: frozenset[str]
    trigger: str
    words: frozenset[str]
    matter: frozenset[str]
    story: frozenset[str]
    contrast: bool
    segue: bool
    definite: bool
    title: bool
    moved: bool = False
    after_contrast: bool = False
    narrow: bool = False
    goes_on: bool = False
    seats: frozenset[str] = frozenset()

    @property
    def type(self) -> str:
        return self.claim.type

    @property
    def simulated(self) -> bool:
        return self.claim.status is Status.SIMULATED


def narrow_types(codebook: Codebook) -> frozenset[str]:
    """The types that a word or two name, so that two claims of one are seldom of two events of one report."""
    return frozenset(
        name for name, entry in codebook.types.items() if sum(len(rule.words) for rule in entry.triggers) <= NARROW
    )


def report_mentions(
    report: Report,
    claims: Sequence[Claim],
    families: Mapping[str, str],
    names: NameLexicon,
    entities: Entities,
    named: Mapping[str, frozenset[str]],
    published: Published,
    narrow: frozenset[str] = frozenset(),
) -> list[Mention]:
    """The claims of one report as mentions. ``named``: proper names of events by claim key, as of the whole case;
    ``published``: the report's own date or the one that the case fixes.
    """
    ends = [match.end() for match in SENTENCE_END.finditer(report.text)]
    when = _published(published) or _era(claims)
    story = story_of(report.text)
    built = []
    for claim in sorted(claims, key=lambda claim: claim.key):
        sentence = bisect_right(ends, claim.trigger.start)
        known = named.get(claim.key, frozenset())
        built.append(_mention(claim, report, families, entities, names, known, sentence, when, story))
    return _following([replace(m, narrow=m.type in narrow) for m in built])


def _following(built: Sequence[Mention]) -> list[Mention]:
    """Mentions in the order given, with ``after_contrast`` set where a definite one follows a contrast at once."""
    found: dict[str, Mention] = {}
    last: dict[tuple[str, str, str], Mention] = {}
    for mention in sorted(built, key=lambda m: (m.report, m.order, m.key)):
        place = (mention.report, mention.type, mention.trigger)
        before = last.get(place)
        apart = before is not None and (before.contrast or before.segue or before.after_contrast)
        if before is not None and apart and mention.definite and mention.sentence - before.sentence == 1:
            mention = replace(mention, after_contrast=True)
        last[place] = found[mention.key] = mention
    return [found[mention.key] for mention in built]


def _mention(
    claim: Claim,
    report: Report,
    families: Mapping[str, str],
    entities: Entities,
    names: NameLexicon,
    named: frozenset[str],
    sentence: int,
    published: Interval | None,
    story: frozenset[str],
) -> Mention:
    lexicon = link_lexicon()
    evidence = report.text[claim.evidence.start : claim.evidence.end]
    near = report.text[max(claim.evidence.start, claim.trigger.start - 60) : claim.trigger.end]
    stems = content_words(evidence)
    lowered = f" {plain(' '.join(words(near)))} "
    before = [plain(word) for word in words(near)][-4:-1]
    told_apart = any(f" {cue} " in lowered for cue in lexicon.contrast)
    back = _BACK.match(report.text, claim.trigger.end, claim.evidence.end) is not None
    continuing = any(lowered.startswith(f" {opening} ") for opening in lexicon.continuing)
    return Mention(
        key=claim.key,
        claim=claim,
        report=report.id,
        family=families.get(claim.type, claim.type),
        order=claim.trigger.start,
        sentence=sentence,
        when=_bounded(interval_of(claim), published, claim.type in lexicon.standing),
        published=published,
        spots=tuple(sorted({spot for place in _places(claim, names) for spot in _spots(place, names)}, key=repr)),
        actors=frozenset(entities.entity(p.name) for p in claim.actors),
        recipients=frozenset(entities.entity(p.name) for p in claim.recipients),
        figures=frozenset(Figure(q.kind.value, head_word(q.of), float(q.value)) for q in claim.quantities),
        names=named,
        trigger=_trigger(claim.trigger.text),
        words=stems,
        matter=stems - content_words(" ".join(_proper_words(claim))),
        story=story,
        contrast=told_apart and not continuing,
        seats=_seats(claim, names, lexicon.speech),
        goes_on=back or (told_apart and continuing),
        segue=any(f" {cue} " in lowered for cue in lexicon.segue),
        definite=back or (not claim.trigger.text.endswith("ed") and any(word in lexicon.definite for word in before)),
        moved=any(f" {cue} " in f" {plain(' '.join(words(evidence)))} " for cue in lexicon.moving),
        title=bool(report.title) and evidence.strip()[:60] in (report.title or ""),
    )


def _trigger(text: str) -> str:
    """The deed of the trigger's last word; what answers another event keeps its "counter"."""
    parts = words(text)
    answers = len(parts) > 1 and plain(parts[0]) == "counter"
    return ("counter" if answers else "") + deed(parts[-1]) if parts else ""


def interval_of(claim: Claim) -> Interval | None:
    """The days of ``claim``, or ``None`` where it gives none."""
    when = claim.when
    if when is None or (when.from_ is None and when.to is None):
        return None
    first, last = (date.fromisoformat(day).toordinal() if day else None for day in (when.from_, when.to))
    sharp = when.precision is Precision.DAY and not when.approximate and first is not None and last is not None
    return Interval(first, last, sharp)


def _proper_words(claim: Claim) -> list[str]:
    named = " ".join((*named_in(claim), *(place.name for place in claim.where)))
    return [word for word in words(named) if word[:1].isupper()]


def _bounded(when: Interval | None, published: Interval | None, standing: bool) -> Interval | None:
    """An event with an open end is near the end that is known, or goes on at publication; a state may be open."""
    if when is None or standing:
        return when
    told_first = published.first if published else None
    told_last = published.last if published else None
    if when.first is None and when.last is not None:
        return Interval(min(when.last - OPEN_BEFORE, told_first or when.last), when.last)
    if when.last is None and when.first is not None:
        return Interval(when.first, max(when.first + OPEN_AFTER, told_last or when.first))
    return when


def _era(claims: Sequence[Claim]) -> Interval | None:
    """The year after the latest past date that the claims of a report tell: when it was written, at a rough guess."""
    dated = [claim for claim in claims if claim.status in (Status.DONE, Status.ONGOING)]
    ends = [
        (when.first, when.last)
        for claim in dated
        if (when := interval_of(claim)) is not None and when.first is not None and when.last is not None
        if when.last - when.first <= EXACT
    ]
    if not ends:
        return None
    first, last = max(ends)
    return Interval(first, last + ERA)


def _published(published: Published) -> Interval | None:
    if published.from_ is None or published.to is None:
        return None
    first, last = (date.fromisoformat(day).toordinal() for day in (published.from_, published.to))
    return Interval(first, last, first == last)


def _places(claim: Claim, names: NameLexicon) -> tuple[Place, ...]:
    """Where it happens; what is besieged is itself the place: a town, by whatever proper name the lexicon knows not."""
    lexicon = link_lexicon()
    if claim.type not in lexicon.placed_by_recipient:
        return claim.where
    besieged = []
    for name in (recipient.name for recipient in claim.recipients):
        proper = [word for word in words(name) if word[:1].isupper() and not word.isupper()]
        if proper and names.kind(name) is Kind.UNKNOWN:
            besieged.append(Place(name=name))
    return (*claim.where, *besieged)


def _seats(claim: Claim, names: NameLexicon, speech: frozenset[str]) -> frozenset[str]:
    """ "Nine died, said the mayor *of Tibu*": who speaks for a place mostly speaks of it."""
    if claim.where or claim.type in speech or not claim.attribution:
        return frozenset()
    seat = _of_place().search(claim.attribution[0].name)
    spots = _spots(Place(name=seat[1]), names) if seat else []
    return frozenset(spot.key for spot in spots if spot.key and not spot.broad)


def _spots(place: Place, names: NameLexicon) -> list[Spot]:
    """The names within a place: one for "Bidoa", two for "the road from Gao to Kidal"."""
    lexicon = link_lexicon()
    tokens = words(place.name)
    lowered = [plain(token) for token in tokens]
    head = next((word for word in reversed(lowered) if word in lexicon.generic), "")
    if names.kind(place.name) is Kind.STATE:
        code = names.country(place.name) or place.country or ""
        return [Spot(code, code, broad=True, head=head)]
    parts, peoples = _parts(tokens, names)
    country = place.country or (peoples[0] if peoples else "")
    if not parts and peoples:
        return [Spot(code, code, broad=True, head=head) for code in peoples]
    if not parts:
        return [Spot("", country, broad=False, head=head or (lowered or [""])[-1])]
    broad = any(word in lexicon.broad_places for word in lowered)
    exact = len(parts) == 1 and not broad
    lat, lon = (place.lat, place.lon) if exact else (None, None)
    open_km = place.radius_km if lat is not None and place.near is not UNSET and place.radius_km is not UNSET else 0.0
    return [Spot(fold(part), country, broad, head, lat, lon, open_km) for part in parts]


def _parts(tokens: Sequence[str], names: NameLexicon) -> tuple[list[str], list[str]]:
    """The proper names within a place, and the ISO codes of countries and peoples named beside them."""
    lexicon = link_lexicon()
    groups: list[list[str]] = [[]]
    peoples = []
    for token, after in zip_longest(tokens, tokens[1:], fillvalue=""):
        state = (
            names.country(token) if names.kind(token) is Kind.STATE and plain(after) not in lexicon.features else None
        )
        code = names.demonym(token) or state or ""
        if token[:1].isupper() and code:
            peoples.append(code)
        elif token[:1].isupper() and plain(token) not in lexicon.place_words | lexicon.generic:
            groups[-1].append(token)
            continue
        if groups[-1]:
            groups.append([])
    return [" ".join(group) for group in groups if group], peoples
