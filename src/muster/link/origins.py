"""Who said it first in public: the claims of a case by the act of saying that they go back to.

Claims of one voice are one act of saying when nothing speaks against it (another day of saying) and something for it:
one report, the same day, the same words, or the same figure in the same event. What a report says in its own name may
be handed on from another: agency copy rewritten, or a plan that its maker announced. Every step is kept as an
:class:`~muster.record.Arrow` with its rule.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from muster.link.copies import agency_copy, copy_arrows, draws_on
from muster.link.entities import Entities
from muster.link.mention import Mention
from muster.link.voices import Voice, voices
from muster.record import Arrow, Origin, Report, Status, content_id

SAME_WORDS = 0.6  # share of meaning words from which two sentences are one statement repeated
COPY = 0.9  # share of meaning words from which two sentences are one
NEAR_DAYS = 2  # days between publications within which one voice on one matter is still the same act
REACH = 60  # claims of one voice on one event, in order of report, within which acts are compared


def origins(
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    clusters: Sequence[Sequence[str]],
    entities: Entities,
    shared: Mapping[tuple[str, str], float],
) -> tuple[Origin, ...]:
    """The origins of all claims, each claim in one. ``shared``: text reuse, as of :func:`shared_text`."""
    by_id = {report.id: report for report in reports}
    copies = agency_copy(reports, shared)
    by_key = {mention.key: mention for mention in mentions}
    events = sorted(sorted(keys) for keys in clusters)
    repeats = [pair for keys in events for pair in _repeats(keys, by_key)]
    heard = voices(by_id, mentions, copies, entities)
    for first, repeat in repeats:  # one sentence has one voice, whoever each report takes for its speaker
        heard[repeat] = dataclasses.replace(heard[first], day=heard[first].day or heard[repeat].day)
    acts = _Acts(by_key, heard)
    drawn = draws_on(reports, copies, {m.key: (m.report, _values(m)) for m in mentions if heard[m.key].own})
    passed_on = _titles(events, acts) | _handed_on(events, acts, by_id, copies, drawn)
    kept = [key for key in sorted(acts.mentions) if key not in passed_on]
    _join_reports(kept, acts)
    for keys in events:
        _join_event([key for key in keys if key not in passed_on], acts)
    for first, repeat in repeats:
        if not {first, repeat} & passed_on.keys():
            acts.join(first, repeat, "same sentence")
    return _origins(acts, passed_on, by_id, copy_arrows(reports, copies, shared))


class _Acts:
    """Claims joined into acts of saying; a join that would hold two days of saying is refused."""

    def __init__(self, mentions: Mapping[str, Mention], heard: Mapping[str, Voice]) -> None:
        self.mentions = mentions
        self.voices = heard
        self.joined: dict[str, tuple[str, str]] = {}  # claim -> (rule, the claim it was joined to)
        self._parent = {key: key for key in mentions}
        self._days: dict[str, set[int]] = {}
        for key, voice in heard.items():
            self._days[key] = {voice.day} if voice.day else set()

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def days(self, key: str) -> set[int]:
        return self._days[self.find(key)]

    def join(self, a: str, b: str, rule: str) -> None:
        """Make the acts of ``a`` and the later ``b`` one by ``rule``."""
        one, other = sorted((self.find(a), self.find(b)))
        days, more = self._days[one], self._days[other]
        if one != other and not (days and more and not days & more):
            self._parent[other] = one
            self._days[one] = days | more
            self.joined.setdefault(b, (rule, a))


def _join_reports(keys: Sequence[str], acts: _Acts) -> None:
    """One voice in one report is one act, days permitting; so is a body and those who speak for it."""
    for name in ("identity", "body"):
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key in keys:
            voice = acts.voices[key]
            if name == "identity" or not voice.body.startswith("state "):
                groups[acts.mentions[key].report, getattr(voice, name)].append(key)
        for group in groups.values():
            for key in group[1:]:
                acts.join(group[0], key, "same voice in one report")


def _join_event(keys: Sequence[str], acts: _Acts) -> None:
    """One voice on one event in several reports, where day, words or figures say that it is one statement."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys, key=lambda k: (_first_day(acts.mentions[k]), k)):
        groups[acts.voices[key].body].append(key)
    for _, group in sorted(groups.items()):
        told = _told(group, acts)
        for position, a in enumerate(group):
            for b in group[position + 1 : position + 1 + REACH]:
                if acts.mentions[a].report != acts.mentions[b].report and (rule := _one_act(a, b, acts, told)):
                    acts.join(a, b, rule)


def _told(keys: Sequence[str], acts: _Acts) -> dict[str, dict[str, set[float]]]:
    """Report -> kind of figure -> what one voice there says of one event."""
    told: dict[str, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    for key in keys:
        for figure in acts.mentions[key].figures:
            told[acts.mentions[key].report][figure.kind].add(figure.value)
    return told


def _repeats(keys: Sequence[str], mentions: Mapping[str, Mention]) -> list[tuple[str, str]]:
    """(first, later) claims of one event that stand in one sentence, copied from report to report."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(keys, key=lambda k: (_first_day(mentions[k]), k)):
        groups[mentions[key].type, mentions[key].trigger].append(key)
    found = []
    for _, group in sorted(groups.items()):
        for position, b in enumerate(group):
            for a in group[max(0, position - REACH) : position]:
                one, other = mentions[a], mentions[b]
                if one.report != other.report and _overlap(one, other) >= COPY and not _differ(one, other):
                    found.append((a, b))
                    break
    return found


def _differ(a: Mention, b: Mention) -> bool:
    """Whether the two give different figures of one kind."""
    kinds = {figure.kind for figure in a.figures} & {figure.kind for figure in b.figures}
    return bool(kinds) and not _values(a) & _values(b)


def _one_act(a: str, b: str, acts: _Acts, told: Mapping[str, Mapping[str, set[float]]]) -> str:
    """The rule by which the claims ``a`` and ``b`` of two reports are one act of saying; empty for none.

    A voice whose figures have changed (``told``) has spoken again, in whatever words.
    """
    one, other = acts.mentions[a], acts.mentions[b]
    if acts.find(a) == acts.find(b):
        return ""
    first, second = told.get(one.report, {}), told.get(other.report, {})
    revised = any(not first[kind] & second[kind] for kind in first.keys() & second.keys())
    if acts.days(a) & acts.days(b):
        return "same day of saying"
    if _overlap(one, other) >= SAME_WORDS and not revised:
        return "same words"
    shared = bool(_values(one) & _values(other))
    near = _days_apart(one, other) <= NEAR_DAYS
    if acts.voices[a].own:
        return "same figure" if shared and near else ""
    if shared:
        return "same figure"
    same = acts.voices[a].identity == acts.voices[b].identity
    return "same voice within days" if same and near and not (one.figures and other.figures) else ""


def _titles(events: Sequence[Sequence[str]], acts: _Acts) -> dict[str, str]:
    """Titles -> the claim below that gives their figures, or else, in the report's own name, the first one below."""
    found = {}
    for keys in events:
        for key in keys:
            title = acts.mentions[key]
            if not title.title:
                continue
            below = [k for k in keys if acts.mentions[k].report == title.report and not acts.mentions[k].title]
            figures = _values(title)
            below.sort(key=lambda k: (not figures & _values(acts.mentions[k]), acts.mentions[k].order, k))
            if below and (acts.voices[key].own or figures & _values(acts.mentions[below[0]])):
                found[key] = below[0]
    return found


def _handed_on(
    events: Sequence[Sequence[str]],
    acts: _Acts,
    reports: Mapping[str, Report],
    copies: Mapping[str, str],
    drawn: Mapping[str, frozenset[str]],
) -> dict[str, str]:
    """Claims in a report's own name -> the earlier claim of another report that they hand on."""
    found = {}
    for keys in events:
        ordered = sorted(keys, key=lambda k: (_first_day(acts.mentions[k]), k))
        for position, key in enumerate(ordered):
            mention = acts.mentions[key]
            report = reports[mention.report]
            if not acts.voices[key].own or copies.get(report.id, report.outlet) != report.outlet or mention.title:
                continue
            agencies = drawn.get(report.id, frozenset())
            sources = [k for k in ordered[:position] if _hands_on(k, key, acts, copies, agencies)]
            if sources:
                found[key] = max(sources, key=lambda k: _nearness(acts.mentions[k], mention))  # of equals the first
    return found


def _nearness(source: Mention, mention: Mention) -> tuple[int, float]:
    """How much of what is handed on stands in a source: shared figures, then shared words."""
    return len(_values(source) & _values(mention)), _overlap(source, mention)


def _hands_on(source: str, key: str, acts: _Acts, copies: Mapping[str, str], agencies: frozenset[str]) -> bool:
    one, other = acts.mentions[source], acts.mentions[key]
    if one.report == other.report or one.title:
        return False
    same = bool(_values(one) & _values(other)) or _overlap(one, other) >= SAME_WORDS
    if agencies and other.report not in copies and copies.get(one.report) in agencies:
        return same or (not other.figures and one.type == other.type)
    ahead = (Status.PLANNED, Status.CANCELLED)
    planned = one.claim.status is Status.PLANNED and other.claim.status in ahead
    return planned and not acts.voices[source].own and (same or (one.when is not None and one.when == other.when))


def _origins(
    acts: _Acts, passed_on: Mapping[str, str], reports: Mapping[str, Report], carried: Mapping[str, Arrow]
) -> tuple[Origin, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(acts.mentions):
        first = key
        while first in passed_on:  # sources are earlier claims or stand below a title: no circles
            first = passed_on[first]
        groups[acts.find(first)].append(key)
    made = []
    for root, keys in groups.items():
        first = min(
            (k for k in keys if k not in passed_on), key=lambda k: (_first_day(acts.mentions[k]), k), default=root
        )
        outlets = {reports[acts.mentions[k].report].outlet or "" for k in keys} - {""}
        name = acts.voices[first].name
        arrows = tuple(arrow for key in keys for arrow in _arrows(key, acts, passed_on, carried))
        made.append(
            Origin(
                id=content_id("o-", first), name=name, claims=tuple(keys), outlets=tuple(sorted(outlets)), arrows=arrows
            )
        )
    return tuple(sorted(made, key=lambda origin: (_first_day(acts.mentions[origin.claims[0]]), origin.id)))


def _arrows(key: str, acts: _Acts, passed_on: Mapping[str, str], carried: Mapping[str, Arrow]) -> Iterator[Arrow]:
    """Whose voice the claim has, and by what its act of saying is the same as another claim's."""
    mention, voice = acts.mentions[key], acts.voices[key]
    if key in passed_on:
        yield Arrow(claim=key, rule="title" if mention.title else "handed on", to=passed_on[key])
        return
    copied = carried.get(mention.report)
    if not voice.own or copied is None:
        yield Arrow(claim=key, rule=voice.rule, text=voice.text)
    if copied is not None:
        yield Arrow(claim=key, rule=copied.rule, to=copied.to, text=copied.text)
    if key in acts.joined:
        rule, to = acts.joined[key]
        yield Arrow(claim=key, rule=rule, to=to)


def _values(mention: Mention) -> set[tuple[str, float]]:
    return {(figure.kind, figure.value) for figure in mention.figures}


def _overlap(a: Mention, b: Mention) -> float:
    return len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))


def _days_apart(a: Mention, b: Mention) -> int:
    """Days between publications; unknown dates count as far."""
    return a.published.gap(b.published) if a.published and b.published else 10**6


def _first_day(mention: Mention) -> int:
    """The day of publication for the order of reports: of an interval the last, lest a copy come before its source."""
    unknown = date.max.toordinal()
    return mention.published.last or unknown if mention.published else unknown
