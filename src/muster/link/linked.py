"""What linking gives: clusters of claims, their wholes, their origins, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from muster.record import Claim, Origin, Published, Report, content_id


@dataclass(frozen=True)
class Linked:
    """``clusters``: claim keys, each claim in one. ``part_of``: event id -> id of its whole. ``published``: dates of
    publication that only the case fixes, by report id: with them a report can be read again, for its relative dates.
    """

    clusters: tuple[tuple[str, ...], ...]
    part_of: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)


def founding_claim(keys: Sequence[str], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> str:
    """The claim that names an event: of the earliest report, then by key. Later reports do not change it."""
    return min(keys, key=lambda key: (reports[str(claims[key].report)].published.from_ or "9999", key))


def event_id(keys: Sequence[str], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> str:
    """The id of the event that ``keys`` make: from its founding claim."""
    return content_id("e-", founding_claim(keys, claims, reports))
