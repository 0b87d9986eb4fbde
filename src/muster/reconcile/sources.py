"""Who stands behind a value: reports, texts, agencies and origins, counted apart, with the arrow of every claim.

Four papers that print one agency story are four reports, one text, one agency and one origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from muster.record import Arrow, CaseRecord, Origin, Role


@dataclass(frozen=True)
class Count:
    """How many ``reports`` give a value, in how many different ``texts``, through which ``agencies`` (their short
    names, sorted), from how many ``origins``.
    """

    reports: int
    texts: int
    agencies: tuple[str, ...]
    origins: int


class Sources:
    """The sources of one case. Built once, then asked for any set of claims."""

    def __init__(self, record: CaseRecord) -> None:
        self._claims = {claim.key: claim for claim in record.claims}
        self._reports = {report.id: report for report in record.reports}
        self._origins = {key: origin for origin in record.origins for key in origin.claims}
        self._arrows: defaultdict[str, list[Arrow]] = defaultdict(list)
        self._text = {report.id: report.id for report in record.reports}
        for origin in record.origins:
            for arrow in origin.arrows:
                self._arrows[arrow.claim].append(arrow)
                self._same_text(arrow)

    def origin(self, claim: str) -> Origin | None:
        """The origin that the claim with this key goes back to."""
        return self._origins.get(claim)

    def arrows(self, claim: str) -> tuple[Arrow, ...]:
        """Why the claim goes back to its origin."""
        return tuple(self._arrows.get(claim, ()))

    def text(self, report: str) -> str:
        """The id of the first report with the same text: two reports that carry one agency story have one text."""
        while self._text.get(report, report) != report:
            report = self._text[report]
        return report

    def count(self, claims: Iterable[str]) -> Count:
        """What stands behind the claims with these keys."""
        keys = [key for key in claims if key in self._claims]
        reports = {str(self._claims[key].report) for key in keys}
        texts = {self.text(report) for report in reports}
        carried = {a.text for key in keys for a in self.arrows(key) if a.rule == "credit line" and a.text}
        named = {a.name for key in keys for a in self._claims[key].attribution if a.role is Role.AGENCY}
        return Count(
            reports=len(reports),
            texts=len(texts),
            agencies=tuple(sorted(carried | named)),
            origins=len({origin.id if (origin := self.origin(key)) else key for key in keys}),
        )

    def _same_text(self, arrow: Arrow) -> None:
        """Arrows that lead to a report say that the two have one text; those that lead to a claim do not."""
        report = arrow.claim.partition("/")[0]
        if arrow.to is None or arrow.to not in self._text or report not in self._text:
            return
        first, second = sorted((self.text(report), self.text(arrow.to)), key=self._order)
        self._text[second] = first

    def _order(self, report: str) -> tuple[str, str]:
        return self._reports[report].published.from_ or "9999", report
