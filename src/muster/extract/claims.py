"""From a parsed report to its claims: the interpreter of the codebook.

Sentence by sentence: find triggers, put together those that name one event, fill the slots (actors, recipients, when,
where, figures, attribution), decide the status. Every value keeps the span it was read from; nothing inside
boilerplate becomes a claim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from muster.codebook import Codebook, EventType, Roles
from muster.extract.attribution import Saying, attributions, chain, sayings
from muster.extract.coreference import Coreference
from muster.extract.estimates import estimates
from muster.extract.figures import Counted, counted, quantities
from muster.extract.generic import is_generic
from muster.extract.location import Locations
from muster.extract.merge import merge_matches
from muster.extract.named import NamedEvent, bare_mentions, name_tokens, named_events
from muster.extract.naming import describe, distinct
from muster.extract.participants import participants
from muster.extract.predicates import Frame, frame
from muster.extract.seen import SEEN, restated, seen
from muster.extract.seen_actors import ACTING, SUFFERING, who_act, whom_else
from muster.extract.status import SPEECH_FAMILIES, Setting, invented_names, opens_scenario, status
from muster.extract.syntax import is_verbal
from muster.extract.timing import event_when
from muster.extract.toponyms import find_toponyms
from muster.extract.triggers import Match, TriggerIndex, trigger_words
from muster.extract.whereabouts import Manner
from muster.extract.words import is_place
from muster.language import sight
from muster.normalise.dates import Timex, find_timexes
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.normalise.numbers import find_numbers
from muster.normalise.places import resolve_toponyms
from muster.record import (
    Attribution,
    Claim,
    Participant,
    Precision,
    Quantity,
    Report,
    Role,
    Span,
    Status,
    Trigger,
    When,
)

# A claim without a named actor is less sure; a headline's telegraphic grammar too; a bare mention of an event as well.
WITHOUT_ACTOR, IN_HEADLINE, BARE = 0.9, 0.85, 0.8
# A rule grades how sure its words are; read in their conditions they err less: the share of that doubt that is left, as
# measured on annotated reports (benchmarks/events/README.md).
DOUBT = 0.4
# A blank line, or a line that begins after a full stop, as web copy has it.
PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.!?”\"])[ \t]*\n(?=[A-Z“\"])")
# What a plot told over several sentences can hold; leases, memberships and statements beside it are real.
PLAYED = frozenset({"combat", "territory", "movement", "siege", "custody", "flight", "return"})
# Somebody goes from one place to another, or something is brought there.
MOVING = frozenset({"movement", "flight", "return", "aid"})
# Their objects are what is talked of, given or sent home, never where.
TOPICS = frozenset({"meet", "agree", "aid", "return"})
NAME_CONFIDENCE = 0.8  # a bare name of an event named elsewhere in the report


class Extractor:
    """Everything that reading claims needs besides the report; build once, use for many reports."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, names: NameLexicon) -> None:
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.names = names
        self.index = TriggerIndex(codebook)

    def extract(self, report: Report, doc: Doc) -> list[Claim]:
        """The claims of a report, in order of the text, with ids ``c1`` ...; ``doc`` is its parsed text."""
        reading = Reading.of(report, doc, self)
        found: list[Claim] = []
        for sentence, matches in reading.sentences():
            for match in matches:
                claim = reading.claim(match, sentence, [m.frame for m in matches if m is not match])
                if claim is not None:
                    found.append(claim)
        found.sort(key=lambda c: (c.trigger.start, c.type))
        return [msgspec.structs.replace(claim, id=f"c{number}") for number, claim in enumerate(found, 1)]


def extract(report: Report, doc: Doc, codebook: Codebook, gazetteer: Gazetteer, names: NameLexicon) -> list[Claim]:
    """The claims of one report (see :class:`Extractor`, which is cheaper for many)."""
    return Extractor(codebook, gazetteer, names).extract(report, doc)


@dataclass
class Reading:
    """One report being read: the parse with all that is found in it before any claim is made."""

    report: Report
    doc: Doc
    extractor: Extractor
    coreference: Coreference
    sayings: list[Saying]
    timexes: list[Timex]
    numbers: list[Counted]
    locations: Locations
    matches: dict[int, list[Match]]
    no_participants: frozenset[int]
    invented: frozenset[str]
    anchor: When | None = None
    scenario_until: int = -1
    standing: dict[str, Status] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, report: Report, doc: Doc, extractor: Extractor) -> Reading:
        sight(doc)
        skip = [(b.start, b.end) for b in report.boilerplate]
        tokens = _token_ranges(doc, skip)
        coreference = Coreference(doc, extractor.names, tokens)
        toponyms = find_toponyms(doc, skip)
        resolved = resolve_toponyms(report.text, toponyms, extractor.gazetteer)
        timexes = [t for t in find_timexes(report.text) if not _within(t.start, skip)]
        mentions = [n for n in find_numbers(report.text, timexes=timexes) if not _within(n.start, skip)]
        matches = _matches(doc, extractor.index)
        named = named_events(doc, [match for found in matches.values() for match in found])
        return cls(
            report=report,
            doc=doc,
            extractor=extractor,
            coreference=coreference,
            sayings=sayings(doc, extractor.names),
            timexes=timexes,
            numbers=counted(doc, mentions),
            locations=Locations(doc, resolved, coreference),
            matches=_with_names(matches, doc, named),
            no_participants=name_tokens(doc, named) | _covered(doc, timexes),
            invented=invented_names(doc),
        )

    def sentences(self) -> Iterable[tuple[TokenSpan, list[Match]]]:
        """The report's sentences outside boilerplate with their matches, merged where they name one event."""
        skip = [(b.start, b.end) for b in self.report.boilerplate]
        for sentence in self.doc.sents:
            if _within(_first_offset(sentence), skip):
                continue
            self._follow_scenario(sentence)
            matches = [m for m in self.matches.get(sentence.start, []) if not _within(m.token.idx, skip)]
            merged = merge_matches(matches, self.extractor.codebook)
            ruled = [m for m in merged if m.number != SEEN]
            added = estimates(sentence, ruled, self.numbers, self.standing, self.told, self.extractor.codebook)
            counting = {match.start for match in added}
            kept = [m for m in merged if m.number != SEEN or m.start not in counting]
            yield sentence, sorted([*kept, *added], key=lambda m: m.start)

    def _follow_scenario(self, sentence: TokenSpan) -> None:
        """A plot told over several sentences ends with its paragraph."""
        if opens_scenario(sentence.text):
            end = PARAGRAPH_END.search(self.report.text, sentence.end_char)
            self.scenario_until = end.start() if end else len(self.report.text)

    def _seen(
        self, match: Match, sentence: TokenSpan, side: int, taken: Sequence[Participant], speaker: str | None
    ) -> list[Participant]:
        """Who fills an empty side of an event in the eye of the network."""
        heads = whom_else(match, sentence, side, taken)
        if side == SUFFERING and self.extractor.codebook.types[match.type].place_recipient == "where":
            heads = [head for head in heads if not is_place(head)]
        return distinct([p for head in heads for p in describe(self.doc, head, self.coreference, speaker)])

    def claim(self, match: Match, sentence: TokenSpan, others: Sequence[Frame] = ()) -> Claim | None:
        """The claim that a match makes; ``None`` for a state of nobody, nowhere: "a garrison".

        An event told without any party, place, date or figure is a claim all the same: "fighting resumed".
        """
        entry = self.extractor.codebook.types[match.type]
        roles = _roles(match, entry)
        start, end = _evidence(sentence)
        acting = frozenset(
            a.token.i for a in match.frame.arguments if a.slot == "subj" and match.type in SPEECH_FAMILIES
        )
        links = chain(match.token.idx, self.sayings, match.token.i, acting)
        said_by = attributions(self.doc, links, self.coreference, self.sayings)
        speaker = said_by[0].name if said_by else None
        skip = self.no_participants | trigger_words(match)
        actors, recipients, place_tokens = participants(
            self.doc, match.frame, entry, roles, self.coreference, speaker=speaker, skip=skip
        )
        actors = who_act(match, sentence, actors)
        if not actors:
            actors = self._seen(match, sentence, ACTING, recipients, speaker)
        if not recipients:
            recipients = self._seen(match, sentence, SUFFERING, actors, speaker)
        if match.type in SPEECH_FAMILIES:
            if not actors and ("speaker" in roles.actor or not is_verbal(match.token)):
                actors = _speakers(said_by)  # "the army sees an *accusation* in it": of whoever speaks
            said_by = _of_others(said_by, actors)
        headline = self._is_headline(sentence)
        verdict = restated(match, status(match, entry, self._setting(match.type, sentence, headline)))
        words = frozenset(other.trigger.i for other in others)
        when = event_when(self.doc, match.frame, self.timexes, verdict, self.report.published, self.anchor, words)
        verdict = _corrected(verdict, when, self.report)
        taken = _taken_tokens(self.doc, [*actors, *recipients])
        where = self.locations.places(match.frame, place_tokens, taken, _manner(entry), words)
        sources = {token.i for token, _ in links}  # "according to two officials" counts nobody of the event
        numbers = [
            n
            for n in self.numbers
            if start <= n.mention.start < end and not (n.noun is not None and n.noun.i in sources)
        ]
        figures = quantities(self.doc, match.frame, entry, match.type, numbers, others)
        if not said_by and match.type not in SPEECH_FAMILIES:
            said_by = self._source_of(figures)
        bare = not (actors or recipients or when or where or figures)
        if bare and entry.kind == "state" and not is_verbal(match.token):
            return None
        text = self._trigger_text(match)
        if when is not None and match.type not in SPEECH_FAMILIES:
            self.anchor = when
        self.standing[match.type] = verdict
        self.told[match.type] += 1
        confidence = match.rule.confidence
        confidence *= 1.0 if actors else WITHOUT_ACTOR
        confidence *= IN_HEADLINE if headline else 1.0
        confidence *= BARE if bare else 1.0
        confidence = 1 - (1 - confidence) * DOUBT
        return Claim(
            id="c0",
            type=match.type,
            status=verdict,
            trigger=text,
            evidence=Span(start=start, end=end),
            actors=tuple(actors),
            recipients=tuple(recipients),
            when=when,
            where=where,
            quantities=figures,
            attribution=said_by,
            confidence=round(confidence, 3),
        )

    def _source_of(self, figures: Sequence[Quantity]) -> tuple[Attribution, ...]:
        """Who gives the first figure where nobody tells the event: "the column, *200 men according to the mayor*"."""
        offset = next((figure.start for figure in figures if figure.start is not None), None)
        links = chain(offset, self.sayings, -1) if offset is not None else []
        return attributions(self.doc, links, self.coreference, self.sayings)

    def _trigger_text(self, match: Match) -> Trigger:
        begin = self.doc[match.start].idx
        last = self.doc[match.end - 1]
        end = last.idx + len(last.text)
        return Trigger(text=self.report.text[begin:end], start=begin, end=end)

    def _is_headline(self, sentence: TokenSpan) -> bool:
        """A line of its own without a final stop, near the top."""
        text = sentence.text.strip()
        after = self.report.text[sentence.end_char : sentence.end_char + 2]
        stands_alone = "\n" in sentence.text[len(sentence.text.rstrip()) :] or after[:1] == "\n" or after == ""
        return stands_alone and bool(text) and text[-1] not in ".!?…”\"'" and len(text) < 200

    def _setting(self, kind: str, sentence: TokenSpan, headline: bool) -> Setting:
        words = self.extractor.index.words_of("exercise", sentence)
        entry = self.extractor.codebook.types[kind]
        in_plot = sentence.start_char < self.scenario_until and entry.kind == "event" and entry.family in PLAYED
        drills = "exercise" in self.standing
        return Setting(headline, in_plot, words, self.invented, self.standing.get(kind), drills)


def _of_others(said_by: tuple[Attribution, ...], actors: Sequence[Participant]) -> tuple[Attribution, ...]:
    """Whoever accuses, warns or denies is the actor of the claim and no source of it."""
    acting = {actor.name for actor in actors}
    return tuple(a for a in said_by if a.role is not Role.SPEAKER or a.name not in acting)


def _speakers(said_by: tuple[Attribution, ...]) -> list[Participant]:
    return [Participant(name=a.name, text=a.text, start=a.start, end=a.end) for a in said_by if a.role is Role.SPEAKER]


def _matches(doc: Doc, index: TriggerIndex) -> dict[int, list[Match]]:
    """The triggers in each sentence, by its first token: the codebook's rules, and what the network sees beside."""
    return {sentence.start: _of_sentence(sentence, index) for sentence in doc.sents}


def _of_sentence(sentence: TokenSpan, index: TriggerIndex) -> list[Match]:
    matches = index.find(sentence)
    added = (m for m in seen(sentence, matches, index.codebook) if not index.refuses(m.type, m.token))
    found = [*matches, *added]
    return sorted((match for match in found if not is_generic(match.token)), key=lambda match: match.start)


def _with_names(by_sentence: dict[int, list[Match]], doc: Doc, named: Sequence[NamedEvent]) -> dict[int, list[Match]]:
    """The same with a match wherever a named event is spoken of by its name alone."""
    known = [match for matches in by_sentence.values() for match in matches]
    found = {start: list(matches) for start, matches in by_sentence.items()}
    for start, end, event in bare_mentions(doc, named, known):
        head = doc[start:end].root
        rule = msgspec.structs.replace(event.match.rule, status=None, confidence=NAME_CONFIDENCE)
        match = Match(event.match.type, rule, event.match.number, head, start, end, frame(head))
        found[head.sent.start].append(match)
    return {start: sorted(matches, key=lambda m: m.start) for start, matches in found.items()}


def _roles(match: Match, entry: EventType) -> Roles:
    if match.rule.roles is not None:
        return match.rule.roles
    if not is_verbal(match.token) and entry.noun_roles is not None:
        return entry.noun_roles
    return entry.roles


def _manner(entry: EventType) -> Manner:
    family = entry.family
    return Manner(moves=family in MOVING, speaks=family in SPEECH_FAMILIES, topics=family in TOPICS)


def _corrected(verdict: Status, when: When | None, report: Report) -> Status:
    """A date after the report cannot be past: "is sending troops next week" is planned."""
    last = report.published.to
    if when is None or last is None or when.from_ is None:
        return verdict
    ahead = when.from_ > last and when.precision is not Precision.UNKNOWN
    return Status.PLANNED if ahead and verdict in (Status.DONE, Status.ONGOING) else verdict


def _covered(doc: Doc, timexes: Sequence[Timex]) -> frozenset[int]:
    """Token indexes of time expressions: "on 11 October" names nobody."""
    spans = (doc.char_span(t.start, t.end, alignment_mode="expand") for t in timexes)
    return frozenset(token.i for span in spans for token in span or ())


def _evidence(sentence: TokenSpan) -> tuple[int, int]:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _first_offset(sentence: TokenSpan) -> int:
    return _evidence(sentence)[0]


def _within(offset: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in ranges)


def _token_ranges(doc: Doc, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in ranges:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.append((span.start, span.end))
    return found


def _taken_tokens(doc: Doc, people: Iterable[Participant]) -> dict[int, str]:
    """Tokens of participants, so that an actor's country is not read as the event's place."""
    taken: dict[int, str] = {}
    for participant in people:
        if participant.start is None or participant.end is None:
            continue
        span = doc.char_span(participant.start, participant.end, alignment_mode="expand")
        for token in span or ():
            taken[token.i] = participant.name
    return taken
