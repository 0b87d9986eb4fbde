"""A case: the store of the reports, claims and events that belong together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from muster.case.schema import connect, errors, transaction
from muster.record import CaseRecord, Claim, Event, Origin, Report, from_json, to_json

T = TypeVar("T")

_BY_DATE = "ORDER BY coalesce(reports.published_from, '9999'), reports.id"
_REPORTS = f"SELECT record FROM reports {_BY_DATE}"
_CLAIMS = f"SELECT claims.record FROM claims JOIN reports ON reports.id = claims.report {_BY_DATE}, claims.position"
_ORIGINS = "SELECT record FROM origins ORDER BY position"
_EVENTS = "SELECT record FROM events ORDER BY coalesce(when_from, '9999'), id"


class Case:
    """An open case. Every method that writes is one transaction: it happens whole or not at all, whatever stops it.

    Reports and claims are added; events and origins are derived from them and replaced as a whole.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        self._digest = ""

    @classmethod
    def open(cls, path: str | Path) -> Case:
        """The case in the file ``path``, made where there is none; ``":memory:"`` for one that is not kept.

        :class:`CaseError` for a file that is no case, a case of a newer muster and what cannot be opened.
        """
        return cls(connect(path), str(path))

    def close(self) -> None:
        """Close the file; the case must not be used any more."""
        self._connection.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # -- reports and claims

    def has(self, report_id: str) -> bool:
        """Whether the report is in the case, with its claims."""
        with errors(self._path):
            found = self._connection.execute("SELECT 1 FROM reports WHERE id = ?", (report_id,)).fetchone()
        return found is not None

    def add(self, report: Report, claims: Sequence[Claim]) -> bool:
        """Store a report with its claims; ``False``, and nothing changed, when the report is there already.

        That its source gave this report is noted in either case.
        """
        with self._writing():
            if self.has(report.id):
                self._note(report.source, report.id)
                return False
            self._insert(report, claims)
        return True

    def put(self, report: Report, claims: Sequence[Claim]) -> None:
        """Store a report with its claims in place of what the case holds of it. Events stay until they are replaced."""
        with self._writing():
            self._insert(report, claims)

    def replace_claims(self, report_id: str, claims: Sequence[Claim]) -> None:
        """Store new claims of a report that is in the case; :class:`KeyError` when it is not."""
        with self._writing():
            if not self.has(report_id):
                raise KeyError(f"report {report_id} is not in the case {self._path}")
            self._execute("UPDATE reports SET made_with = ? WHERE id = ?", (_stamp(self._digest), report_id))
            self._insert_claims(report_id, claims)

    def refuse(self, source: str, reason: str, message: str) -> None:
        """Note why a source gave no report."""
        with self._writing():
            self._note(source, None, reason, message)

    def ingested(self) -> dict[str, str]:
        """What became of each source: the id of its report, or the reason why it gave none, by source."""
        rows = self._rows("SELECT source, coalesce(report, reason) FROM ingest ORDER BY source")
        return {str(source): str(outcome) for source, outcome in rows}

    def reports(self) -> tuple[Report, ...]:
        """All reports, by first day of publication (unknown last), then id."""
        return self._records(_REPORTS, Report)

    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order of their reports, then of the text; each with ``report`` set."""
        return self._records(_CLAIMS, Claim)

    # -- what is derived

    def replace_events(self, origins: Sequence[Origin], events: Sequence[Event]) -> None:
        """Put these origins and events in the place of all that the case holds."""
        with self._writing():
            self._execute("DELETE FROM origins")
            self._execute("DELETE FROM events")
            self._connection.executemany(
                "INSERT INTO origins (position, id, record) VALUES (?, ?, ?)",
                [(position, origin.id, to_json(origin)) for position, origin in enumerate(origins)],
            )
            self._connection.executemany(
                "INSERT INTO events (id, type, when_from, when_to, record) VALUES (?, ?, ?, ?, ?)",
                [_event_row(event) for event in events],
            )

    def record(self) -> CaseRecord:
        """The whole case, at one moment: what another process writes meanwhile is seen whole or not at all.

        Events by first day (unknown last), then id; origins as they were given.
        """
        with errors(self._path):
            self._connection.execute("BEGIN")
            try:
                return CaseRecord(
                    reports=self.reports(),
                    claims=self.claims(),
                    origins=self._records(_ORIGINS, Origin),
                    events=self._records(_EVENTS, Event),
                )
            finally:
                self._connection.execute("COMMIT")

    # -- what the claims were made with

    def stale(self, digest: str) -> bool:
        """Whether claims of any report were made by another muster, or with another codebook, than now.

        ``digest`` is that of the present codebook; claims stored from here on count as made with it. Where the answer
        is yes the caller extracts the claims anew (:meth:`put`, :meth:`replace_claims`) and ends with :meth:`mark`.
        """
        self._digest = digest
        found = self._rows("SELECT 1 FROM reports WHERE made_with <> ? LIMIT 1", (_stamp(digest),))
        return bool(found)

    def mark(self, digest: str) -> None:
        """Note that all claims of the case are as this muster makes them with the codebook of ``digest``."""
        self._digest = digest
        with self._writing():
            self._execute("UPDATE reports SET made_with = ?", (_stamp(digest),))
            for key, value in (("codebook", digest), ("muster", _version())):
                self._execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    # -- rows

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with errors(self._path), transaction(self._connection):
            yield

    def _execute(self, statement: str, values: Sequence[str | int | None] = ()) -> None:
        self._connection.execute(statement, values)

    def _rows(self, statement: str, values: Sequence[str] = ()) -> list[tuple[object, ...]]:
        with errors(self._path):
            return self._connection.execute(statement, values).fetchall()

    def _records(self, statement: str, kind: type[T]) -> tuple[T, ...]:
        return tuple(from_json(str(record), kind) for (record,) in self._rows(statement))

    def _insert(self, report: Report, claims: Sequence[Claim]) -> None:
        self._execute(
            "INSERT INTO reports (id, published_from, outlet, made_with, record) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET published_from = excluded.published_from, outlet = excluded.outlet,"
            " made_with = excluded.made_with, record = excluded.record",
            (report.id, report.published.from_, report.outlet, _stamp(self._digest), to_json(report)),
        )
        self._insert_claims(report.id, claims)
        self._note(report.source, report.id)

    def _insert_claims(self, report_id: str, claims: Sequence[Claim]) -> None:
        self._execute("DELETE FROM claims WHERE report = ?", (report_id,))
        self._connection.executemany(
            "INSERT INTO claims (report, position, id, type, record) VALUES (?, ?, ?, ?, ?)",
            [_claim_row(report_id, position, claim) for position, claim in enumerate(claims)],
        )

    def _note(self, source: str, report_id: str | None, reason: str | None = None, message: str | None = None) -> None:
        self._execute(
            "INSERT OR REPLACE INTO ingest (source, report, reason, message) VALUES (?, ?, ?, ?)",
            (source, report_id, reason, message),
        )


def _claim_row(report_id: str, position: int, claim: Claim) -> tuple[str, int, str, str, str]:
    named = msgspec.structs.replace(claim, report=report_id)
    return report_id, position, claim.id, claim.type, to_json(named)


def _event_row(event: Event) -> tuple[str, str, str | None, str | None, str]:
    first, last = (event.when.from_, event.when.to) if event.when else (None, None)
    return event.id, event.type, first, last, to_json(event)


def _version() -> str:
    try:
        return version("muster-events")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _stamp(digest: str) -> str:
    return f"muster {_version()}, codebook {digest}"
