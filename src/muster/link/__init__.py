"""Which claims, within and across reports, speak of one event; which event is part of which; who said it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.codebook import Codebook
from muster.link.compare import compare
from muster.link.dating import fix_dates, is_open, own_words
from muster.link.entities import Entities, Entity
from muster.link.linked import Linked, event_id, founding_claim
from muster.link.linker import Linker
from muster.link.mention import Mention
from muster.link.origins import origins
from muster.link.signals import NOTHING
from muster.link.state import Saved, load, save, stamp
from muster.link.times import is_durative
from muster.link.weights import THRESHOLD, VETO, WEIGHTS, Evidence
from muster.normalise.dates import published_clues
from muster.normalise.names import NameLexicon
from muster.record import Claim, Published, Report

__all__ = [
    "THRESHOLD",
    "VETO",
    "WEIGHTS",
    "Entities",
    "Entity",
    "Evidence",
    "Explanation",
    "Linked",
    "Linker",
    "Saved",
    "case_dates",
    "event_id",
    "explain",
    "founding_claim",
    "is_durative",
    "is_open",
    "link",
    "linked",
    "load",
    "own_words",
    "save",
    "stamp",
]

ROUNDS = 3  # in which a date that the case fixes may help to fix another


@dataclass(frozen=True)
class Explanation:
    """``evidence`` for and against; ``compared``: whether the two share anything for which linking compares claims."""

    evidence: tuple[Evidence, ...]
    compared: bool


def link(reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon) -> Linked:
    """Events, wholes, origins and dates that the case fixes. The same for any order of reports and claims."""
    of_report: dict[str, list[Claim]] = {report.id: [] for report in reports}
    for claim in claims:
        of_report[str(claim.report)].append(claim)
    linker = Linker(codebook, names)
    linker.update(new=[(report, of_report[report.id]) for report in reports])
    return linked(linker)


def case_dates(linker: Linker) -> dict[str, Published]:
    """Dates of publication that only the case fixes, by report id."""
    published, _ = _date(linker)
    if published:
        linker.update(dates={})
    return published


def linked(linker: Linker) -> Linked:
    """What follows from the reports and claims that ``linker`` holds. It is left without dates that the case fixes."""
    published, shared = _date(linker)
    clusters = tuple(event.members for event in linker.clusters())
    claim_of = {claim.key: claim for claims in linker.claims.values() for claim in claims}
    ids = {keys: event_id(keys, claim_of, linker.reports) for keys in clusters}
    made = Linked(
        clusters=clusters,
        part_of={ids[part]: ids[whole] for part, whole in sorted(linker.wholes().items())},
        origins=origins(list(linker.reports.values()), _mentions(linker), clusters, linker.entities, shared),
        published=published,
    )
    if published:
        linker.update(dates={})
    return made


def _date(linker: Linker) -> tuple[dict[str, Published], dict[tuple[str, str], float]]:
    """The dates that the case fixes, with which ``linker`` is left, and the text that reports share."""
    reports, shared = list(linker.reports.values()), linker.reuse.shared()
    published: dict[str, Published] = {}
    own = {report.id: published_clues(own_words(report)) for report in reports if is_open(report.published)}
    for _ in range(ROUNDS if own else 0):
        clusters = [event.members for event in linker.clusters()]
        fixed = fix_dates(reports, _mentions(linker), clusters, shared, own, published)
        if not fixed:
            break
        published |= fixed  # dates decide which events a report can speak of: link again with them
        linker.update(dates=published)
    return published, shared


def _mentions(linker: Linker) -> list[Mention]:
    return [linker.mentions[key] for key in sorted(linker.mentions)]


def explain(
    a: str, b: str, reports: Sequence[Report], claims: Sequence[Claim], codebook: Codebook, names: NameLexicon
) -> Explanation:
    """Why the claims with keys ``a`` and ``b`` are, or are not, one event: the evidence of this pair alone.

    The score is the sum of their ``score``; from :data:`THRESHOLD` the two are one event, as far as no third claim
    speaks against it.
    """
    linker = Linker(codebook, names)
    linker.update(new=[(report, [claim for claim in claims if claim.report == report.id]) for report in reports])
    one, other = sorted((a, b))
    signal = linker.signal(a, b)
    return Explanation(
        tuple(compare(linker.profiles[one], linker.profiles[other], signal or NOTHING)), signal is not None
    )
