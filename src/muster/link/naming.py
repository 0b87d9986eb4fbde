"""Proper names of events ("Exercise Iron Shield", "Operation Dawn"), learned from the reports of the case."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from muster.link.lexicon import link_lexicon
from muster.link.text import plain, words
from muster.normalise.names import Kind, NameLexicon
from muster.normalise.spelling import fold
from muster.record import Claim, Report

_CAP = r"[A-ZÀ-Þ][\w’'-]*(?:[ -](?:[A-ZÀ-Þ][\w-]*|\d+))*"

_BESIDE = re.compile(r"[”\"’']?\s*[(/]\s*[“\"‘']?")  # between a name and the same in other words
HEADLINE, HEADLINE_WORD, CAPITALS = 4, 3, 0.6  # long words of a headline, their letters, and its share of capitals
LEAD = 60  # characters before a name that may say that it is last year's, or that the claim is a part of it


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lexicon = link_lexicon()
    heads = "|".join(sorted((re.escape(h) for h in lexicon.named_heads), key=len, reverse=True))
    naming = "|".join(re.escape(n) for n in lexicon.naming)
    head = rf"\b(?i:{heads})\b"
    return (
        re.compile(rf"{head},? (?:of its own, |(?:of|by) the [\w ]{{2,30}}, )?(?:(?i:{naming}),? )?[“\"‘']?({_CAP})"),
        re.compile(rf"({_CAP})[”\"’']? {head}"),
        re.compile(rf"{head} (?:of its own|of the \w+), [“\"‘']?({_CAP})"),
        re.compile(rf"{head} {_CAP} \(({_CAP})\)"),
    )


class EventNamesState(msgspec.Struct, array_like=True, frozen=True):
    """What :class:`EventNames` has learned from claims and reports, but for the words of the reports."""

    proposed: dict[str, int]
    participants: dict[str, int]
    taken: dict[str, int]


class EventNames:
    """The proper names of events that the reports of one case give, and the claims that bear them.

    A name that one report introduces ("the exercise, called X") is known in all. A name that is told as a participant
    more often than as an event is none, nor is one made of the words of sources and places.
    """

    def __init__(self, names: NameLexicon) -> None:
        self._names = names
        self._proposed: Counter[str] = Counter()  # by reports
        self._participants: Counter[str] = Counter()
        self._taken: Counter[str] = Counter()  # words of sources and places
        self._with_part: dict[str, set[str]] = defaultdict(set)  # folded word or whole name -> names proposed
        self._with_word: dict[str, set[str]] = defaultdict(set)  # capitalised word -> reports
        self._first: dict[str, set[str]] = defaultdict(set)  # first word -> names that hold

    def state(self) -> EventNamesState:
        """All that was learned."""
        counters = (self._proposed, self._participants, self._taken)
        return EventNamesState(*({name: count for name, count in c.items() if count} for c in counters))

    def restore(self, state: EventNamesState, reports: Iterable[Report]) -> None:
        """Know what was learned from these reports and their claims, and nothing else."""
        self._proposed, self._participants = Counter(state.proposed), Counter(state.participants)
        self._taken = Counter(state.taken)
        for report in reports:
            for word in _capitalised(report.text):
                self._with_word[word].add(report.id)
        for name in self._proposed:
            self._index(name)
            if self._holds(name):
                self._first[_strong(name)[0]].add(name)

    def _index(self, name: str) -> None:
        """Note the words that forbid a proposed name where they are of a place or a participant."""
        for part in (fold(name), *map(fold, words(name))):
            self._with_part[part].add(name)

    def update(
        self,
        gone: Sequence[Report],
        gone_claims: Sequence[Claim],
        reports: Sequence[Report],
        claims: Sequence[Claim],
    ) -> set[str]:
        """Forget reports with their claims, learn others; the ids of reports whose names may be others now."""
        stale: set[str] = set()
        for report in gone:
            self._count_report(report, -1, stale)
        for report in reports:
            self._count_report(report, 1, stale)
        self._count_claims(gone_claims, -1, stale)
        self._count_claims(claims, 1, stale)
        affected: set[str] = set()
        for name in stale:
            first = _strong(name)[0]
            if self._holds(name) != (name in self._first[first]):
                self._first[first] ^= {name}
                affected |= set.intersection(*(self._with_word[word] for word in _strong(name)))
        return affected

    def of(self, report: Report, claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
        """Claim key -> proper names of its event; a name belongs to the nearest trigger of its sentence, and a second
        one beside it in brackets is the same event's."""
        here = sorted(
            {name for word in _capitalised(report.text) for name in self._first.get(word, ())},
            key=lambda name: (-len(name), name),
        )
        if not here or not claims:
            return {}
        finder = re.compile("|".join(re.escape(name) for name in here))
        found: dict[str, set[str]] = defaultdict(set)
        for key, name in _assign(report, claims, finder):
            found[key].add(name)
        return {key: frozenset(named) for key, named in found.items()}

    def _count_report(self, report: Report, sign: int, stale: set[str]) -> None:
        for word in _capitalised(report.text):
            (self._with_word[word].add if sign > 0 else self._with_word[word].discard)(report.id)
        for name in set(_candidates(report.text)):
            parts = _strong(name)
            titled = any(plain(part) in link_lexicon().titles for part in parts)
            if not parts or titled or name.isupper() or _known(name, self._names):
                continue
            self._proposed[name] += sign
            self._index(name)
            stale.add(name)

    def _count_claims(self, claims: Sequence[Claim], sign: int, stale: set[str]) -> None:
        for claim in claims:
            for participant in (*claim.actors, *claim.recipients):
                self._note(self._participants, fold(participant.name), sign, stale)
            for name in (*(link.name for link in claim.attribution), *(place.name for place in claim.where)):
                for word in words(name):
                    if len(word) > 2:
                        self._note(self._taken, fold(word), sign, stale)

    def _note(self, counter: Counter[str], word: str, sign: int, stale: set[str]) -> None:
        counter[word] += sign
        stale |= self._with_part.get(word, set())

    def _holds(self, name: str) -> bool:
        taken = all(self._taken[fold(part)] > 0 for part in _strong(name))
        return self._proposed[name] > self._participants[fold(name)] and not taken


def _strong(name: str) -> list[str]:
    return [word for word in words(name) if word[:1].isupper()]


def _capitalised(text: str) -> set[str]:
    return {word for word in words(text) if word[:1].isupper()}


def _candidates(text: str) -> Iterator[str]:
    lexicon = link_lexicon()
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if _in_capitals(text, match.start()):
                continue
            tokens = re.sub(r"['’]s$", "", match[1]).split()
            while tokens and (tokens[0] in lexicon.no_name or plain(tokens[0]) in lexicon.named_heads):
                tokens.pop(0)
            while tokens and tokens[-1] in lexicon.no_name:
                tokens.pop()
            if tokens and (len(tokens) > 1 or len(tokens[0]) > 3) and not tokens[0].endswith(("’s", "'s")):
                yield " ".join(tokens)


def _in_capitals(text: str, at: int) -> bool:
    """Whether the line is a headline that begins most of its words with a capital, so that a capital names nothing."""
    end = text.find("\n", at)
    line = text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
    if line.rstrip().endswith((".", "!", "?", "”", '"')):
        return False  # a sentence
    long = [word for word in words(line) if len(word) > HEADLINE_WORD]
    return len(long) >= HEADLINE and sum(word[:1].isupper() for word in long) > CAPITALS * len(long)


def _known(candidate: str, names: NameLexicon) -> bool:
    """Whether the candidate names a state, group or people rather than an event ("African Lion" is an event)."""
    return _names_party(candidate, names) or all(
        _names_party(part, names) or part in link_lexicon().no_name or plain(part) in link_lexicon().generic
        for part in _strong(candidate)
    )


def _names_party(word: str, names: NameLexicon) -> bool:
    return names.kind(word) not in (Kind.UNKNOWN, Kind.PERSON) or bool(names.country(word))


def _assign(report: Report, claims: Sequence[Claim], finder: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    part = link_lexicon().part
    bearers: list[Claim] = []
    end = -1  # of the name before
    for match in finder.finditer(report.text):
        if bearers and _BESIDE.fullmatch(report.text[end : match.start()]):
            end = match.end()
            yield from ((claim.key, fold(match[0])) for claim in bearers)
            continue
        holders = [c for c in claims if c.evidence.start <= match.start() < c.evidence.end]
        bearers, end = [], match.end()
        if not holders:
            continue
        lead = report.text[max(0, match.start() - LEAD) : match.start()]
        before = [plain(word) for word in words(lead)][-6:]
        nearest = min(holders, key=lambda c: (_distance(c, match), c.trigger.start, c.key))
        if _distance(nearest, match) > 3 and any(word in part for word in before) and "of" in before:
            continue  # "the last act of X": a part of the event
        bearers = [c for c in holders if c.trigger == nearest.trigger and c.type == nearest.type]
        edition = any(f" {cue} " in f" {' '.join(before)} " for cue in link_lexicon().other_edition)
        for claim in bearers:
            # without a date of its own, last year's edition is told apart by its name alone
            other = " of another year" if edition and claim.when is None else ""
            yield claim.key, fold(match[0]) + other


def _distance(claim: Claim, match: re.Match[str]) -> int:
    if claim.trigger.start < match.end() and match.start() < claim.trigger.end:
        return 0
    return min(abs(claim.trigger.start - match.end()), abs(match.start() - claim.trigger.end))
