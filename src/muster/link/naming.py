"""Proper names of events ("Exercise Iron Shield", "Operation Dawn"), learned from the reports of the case."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from muster.link.lexicon import link_lexicon
from muster.link.text import plain, words
from muster.normalise.names import Kind, NameLexicon
from muster.normalise.spelling import fold
from muster.record import Claim, Report

_CAP = r"[A-ZÀ-Þ][\w’'-]*(?:[ -](?:[A-ZÀ-Þ][\w-]*|\d+))*"

LEAD = 60  # characters before a name that may say that it is last year's, or that the claim is a part of it


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


def event_names(reports: Sequence[Report], claims: Sequence[Claim], names: NameLexicon) -> dict[str, str]:
    """Claim key -> key of the proper name its event bears. A name belongs to the nearest trigger of its sentence."""
    participants = {fold(p.name) for claim in claims for p in (*claim.actors, *claim.recipients)}
    taken = {
        fold(word)
        for claim in claims
        for name in (*(link.name for link in claim.attribution), *(place.name for place in claim.where))
        for word in words(name)
        if len(word) > 2
    }
    found: set[str] = set()
    for report in reports:
        for candidate in _candidates(report.text):
            parts = words(candidate)
            known = _known(candidate, names) or fold(candidate) in participants
            titled = any(plain(part) in link_lexicon().titles for part in parts)
            if not known and not titled and not candidate.isupper() and not any(fold(part) in taken for part in parts):
                found.add(candidate)
    surface = _surfaces(found)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[str(claim.report)].append(claim)
    assigned: dict[str, str] = {}
    if not surface:
        return assigned
    finder = re.compile("|".join(re.escape(s) for s in sorted(surface, key=lambda s: (-len(s), s))))
    for report in reports:
        for key, name in _assign(report, by_report[report.id], finder, surface):
            assigned[key] = name
    return assigned


def _candidates(text: str) -> Iterator[str]:
    lexicon = link_lexicon()
    for pattern in _patterns():
        for match in pattern.finditer(text):
            tokens = re.sub(r"['’]s$", "", match[1]).split()
            while tokens and (tokens[0] in lexicon.no_name or plain(tokens[0]) in lexicon.named_heads):
                tokens.pop(0)
            while tokens and tokens[-1] in lexicon.no_name:
                tokens.pop()
            if tokens and (len(tokens) > 1 or len(tokens[0]) > 3) and not tokens[0].endswith(("’s", "'s")):
                yield " ".join(tokens)


def _known(candidate: str, names: NameLexicon) -> bool:
    """Whether the candidate names a state, group or people rather than an event."""
    parts = (candidate, *candidate.split())
    return any(names.kind(part) not in (Kind.UNKNOWN, Kind.PERSON) or names.country(part) for part in parts)


def _surfaces(found: set[str]) -> dict[str, str]:
    return {name: fold(name) for name in found}


def _assign(
    report: Report, claims: Sequence[Claim], finder: re.Pattern[str], surface: dict[str, str]
) -> Iterator[tuple[str, str]]:
    part = link_lexicon().part
    for match in finder.finditer(report.text):
        holders = [c for c in claims if c.evidence.start <= match.start() < c.evidence.end]
        if not holders:
            continue
        lead = report.text[max(0, match.start() - LEAD) : match.start()]
        before = [plain(word) for word in words(lead)][-6:]
        nearest = min(holders, key=lambda c: (_distance(c, match), c.trigger.start, c.key))
        same = [c for c in holders if c.trigger == nearest.trigger and c.type == nearest.type]
        if _distance(nearest, match) > 3 and any(word in part for word in before) and "of" in before:
            continue  # "the last act of X": a part of the event
        edition = any(f" {cue} " in f" {' '.join(before)} " for cue in link_lexicon().other_edition)
        for claim in same:
            # without a date of its own, last year's edition is told apart by its name alone
            other = " of another year" if edition and claim.when is None else ""
            yield claim.key, surface[match[0]] + other


def _distance(claim: Claim, match: re.Match[str]) -> int:
    if claim.trigger.start < match.end() and match.start() < claim.trigger.end:
        return 0
    return min(abs(claim.trigger.start - match.end()), abs(match.start() - claim.trigger.end))
