"""What a linker knows, as bytes that a case keeps, so that linking goes on where it was.

One row a report, rewritten when linking makes something else of one of its claims, and one row for names. Kept are the
results of each step, as far as they are dear; what follows from them cheaply (profiles, indexes, clusters from their
members) is made again. The rows say nothing that the reports and claims do not: they can be dropped at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from importlib import resources
from typing import get_type_hints

import msgspec

from muster.codebook import Codebook
from muster.link.block import Key
from muster.link.cluster import Lead
from muster.link.entities import EntitiesState
from muster.link.linker import Linker
from muster.link.mention import Mention
from muster.link.naming import EventNamesState
from muster.link.weights import WEIGHTS
from muster.normalise.names import NameLexicon
from muster.record import Claim, Report, content_id

FORM = 3  # of the rows: another number where their meaning changes, or which claims are compared

_HINTS = {name: hint for name, hint in get_type_hints(Mention).items() if name in {f.name for f in fields(Mention)}}
_SLOTS = tuple(name for name in _HINTS if name not in ("claim", "story"))
_Slots = msgspec.defstruct("_Slots", [(name, _HINTS[name]) for name in _SLOTS], array_like=True, frozen=True)


class ClaimState(msgspec.Struct, array_like=True, frozen=True):
    """What linking made of a claim: its slots, the keys it stands under, the greater claims that it fits, its group and
    cluster (each by its least claim), what it goes to if vague, and its whole.
    """

    slots: msgspec.Raw  # of the mention
    keys: list[Key]
    fits: dict[str, Lead]
    group: str
    core: str
    choice: str | None
    whole: str | None


class ReportState(msgspec.Struct, array_like=True, frozen=True):
    """A report's row: runs of words for text reuse, telling stems, and its claims."""

    shingles: list[int]
    story: list[str]
    claims: list[ClaimState]


class _Names(msgspec.Struct, array_like=True, frozen=True):
    reports: int  # how many rows there are
    entities: EntitiesState
    events: EventNamesState


@dataclass(frozen=True)
class Saved:
    """``names``: the row for names. ``rows``: those of reports, by id. ``gone``: ids of reports that have none now."""

    names: bytes
    rows: Mapping[str, bytes] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


def stamp() -> str:
    """Changes with whatever else than reports, claims and codebook decides what linking gives."""
    names = ("coreference.yaml", "dating.yaml", "senses.yaml")
    data = [resources.files("muster.link").joinpath("data", name) for name in names]
    return content_id("", str(FORM), repr(WEIGHTS), *(file.read_text(encoding="utf-8") for file in data))


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_ROW = msgspec.msgpack.Decoder(ReportState)
_MENTION = msgspec.msgpack.Decoder(_Slots)
_NAMES = msgspec.msgpack.Decoder(_Names)


def save(linker: Linker) -> Saved:
    """What changed since the linker was made, loaded or last saved."""
    reports = linker.altered()
    rows = {
        report: _ENCODER.encode(_report_state(linker, report)) for report in sorted(reports & linker.reports.keys())
    }
    names = _ENCODER.encode(_Names(len(linker.reports), linker.entities.state(), linker.readings.event_names.state()))
    return Saved(names, rows, frozenset(reports - linker.reports.keys()))


def load(
    saved: Saved,
    reports: Iterable[Report],
    claims: Mapping[str, Sequence[Claim]],
    codebook: Codebook,
    names: NameLexicon,
) -> Linker:
    """The linker that was saved. ``reports``: those of the rows, as they were; ``claims``: of each of them.

    :class:`ValueError` and :class:`msgspec.MsgspecError` for rows that do not belong together or are damaged.
    """
    linker = Linker(codebook, names)
    readings = linker.readings
    known = _NAMES.decode(saved.names)
    if known.reports != len(saved.rows):
        raise ValueError(f"{len(saved.rows)} rows where linking left {known.reports}")
    readings.entities.restore(known.entities)
    kept: dict[str, ClaimState] = {}
    for report in reports:
        row = _ROW.decode(saved.rows[report.id])
        readings.hold(report, claims[report.id])
        linker.reuse.add(report.id, row.shingles)
        story = frozenset(row.story)
        mentions = [
            _mention(claim, state.slots, story)
            for claim, state in zip(_by_key(claims[report.id]), row.claims, strict=True)
        ]
        readings.keep(report.id, mentions)
        kept |= {mention.key: state for mention, state in zip(mentions, row.claims, strict=True)}
    readings.event_names.restore(known.events, readings.reports.values())
    linker.restore(kept)
    return linker


def _report_state(linker: Linker, report: str) -> ReportState:
    claims = [_claim_state(linker, claim.key) for claim in _by_key(linker.claims[report])]
    story = next((sorted(linker.mentions[claim.key].story) for claim in linker.claims[report]), [])
    return ReportState(list(linker.reuse.shingles(report)), story, claims)


def _by_key(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.key)


def _claim_state(linker: Linker, key: str) -> ClaimState:
    groups, gathering = linker.groups, linker.gathering
    return ClaimState(
        slots=msgspec.Raw(_ENCODER.encode(_Slots(*[getattr(linker.mentions[key], name) for name in _SLOTS]))),
        keys=sorted(groups.blocks.keys_of(key), key=repr),
        fits={other: fit for other, fit in groups.scores[key].items() if other > key},
        group=min(groups.of[key]),
        core=gathering.core[key].members[0],
        choice=gathering.choice.get(key),
        whole=linker.scenes.whole.get(key),
    )


def _mention(claim: Claim, raw: msgspec.Raw, story: frozenset[str]) -> Mention:
    slots = _MENTION.decode(raw)
    return Mention(claim=claim, story=story, **{name: getattr(slots, name) for name in _SLOTS})
