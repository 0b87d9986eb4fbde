"""A case: the store of the reports, claims and events that belong together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from muster.case.schema import connect, errors, transaction
from muster.record import CaseRecord, Claim, Event, Extraction, Origin, Report, from_json, to_json

T = TypeVar("T")

_BY_DATE = "ORDER BY coalesce(reports.published_from, '9999'), reports.id"
_REPORTS = f"SELECT record FROM reports {_BY_DATE}"
_CLAIMS = f"SELECT claims.record FROM claims JOIN reports ON reports.id = claims.report {_BY_DATE}, claims.position"
_ORIGINS = "SELECT record FROM origins ORDER BY position"
_INTO_EVENTS = "INTO events (id, type, when_from, when_to, record) VALUES (?, ?, ?, ?, ?)"
_EVENTS = "SELECT record FROM events ORDER BY coalesce(when_from, '9999'), id"


@dataclass(frozen=True)
class Standing:
    """A case at one moment, for deriving its events. ``turn`` changes with whatever changes what is derived.

    ``linking``: the rows that linking left, by report id, with that for names; ``None`` where it must begin anew.
    ``undated``: reports whose date the case gives, as they are without it, by id.
    """

    turn: int
    record: CaseRecord
    linking: tuple[bytes, Mapping[str, bytes]] | None
    undated: Mapping[str, Extraction]


@dataclass(frozen=True)
class Derived:
    """What follows from the reports and claims of a case, as far as it is not what the case holds already.

    ``reports``: those to which the case gives another date, with the claims that they then make. ``events``: new and
    changed ones. ``gone``: ids of events that are no more. ``linking``: rows of reports that changed; ``names``: the
    row for names.
    """

    reports: Sequence[tuple[Report, Sequence[Claim]]]
    undated: Sequence[Extraction]
    origins: Sequence[Origin]
    events: Sequence[Event]
    gone: Sequence[str]
    linking: Mapping[str, bytes]
    names: bytes


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
            self._forget_if_linked(report.id)
            self._insert(report, claims)

    def replace_claims(self, report_id: str, claims: Sequence[Claim]) -> None:
        """Store new claims of a report that is in the case; :class:`KeyError` when it is not."""
        with self._writing():
            if not self.has(report_id):
                raise KeyError(f"report {report_id} is not in the case {self._path}")
            self._forget_if_linked(report_id)
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
            self._forget_linking()
            self._put_origins(origins)
            self._execute("DELETE FROM events")
            self._connection.executemany(f"INSERT {_INTO_EVENTS}", [_event_row(event) for event in events])

    def standing(self, linker: str) -> Standing:
        """The case at one moment, with what linking left if this ``linker`` did it with the present codebook."""
        with self._reading():
            names = self._rows("SELECT record FROM linking_names WHERE made_with = ?", (self._linked_with(linker),))
            rows = self._rows("SELECT report, record FROM linking") if names else []
            undated = self._records("SELECT record FROM undated", Extraction) if names else ()
            return Standing(
                turn=self._turn(),
                record=self._record(),
                linking=(_bytes(names[0][0]), {str(k): _bytes(row) for k, row in rows}) if names else None,
                undated={made.report.id: made for made in undated},
            )

    def settle(self, turn: int, linker: str, derived: Derived) -> bool:
        """Store what was derived from the case as it stood at ``turn``; ``False``, and nothing stored, where another
        muster has written since: derive it anew.
        """
        with self._writing():
            if self._turn() != turn:
                return False
            for report, claims in derived.reports:
                self._insert(report, claims)
            self._put_derived(derived)
            self._execute("DELETE FROM linking_names")
            self._execute("INSERT INTO linking_names VALUES (?, ?)", (self._linked_with(linker), derived.names))
            self._execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('turn', ?)", (turn + 1,))
        return True

    def _put_derived(self, derived: Derived) -> None:
        run = self._connection.executemany
        self._put_origins(derived.origins)
        run("DELETE FROM events WHERE id = ?", [(event,) for event in derived.gone])
        run(f"INSERT OR REPLACE {_INTO_EVENTS}", [_event_row(event) for event in derived.events])
        run("INSERT OR REPLACE INTO linking VALUES (?, ?)", list(derived.linking.items()))
        self._execute("DELETE FROM undated")
        run("INSERT INTO undated VALUES (?, ?)", [(made.report.id, to_json(made)) for made in derived.undated])

    def _put_origins(self, origins: Sequence[Origin]) -> None:
        self._execute("DELETE FROM origins")
        rows = [(position, origin.id, to_json(origin)) for position, origin in enumerate(origins)]
        self._connection.executemany("INSERT INTO origins (position, id, record) VALUES (?, ?, ?)", rows)

    def _linked_with(self, linker: str) -> str:
        return f"{_stamp(self._digest)}, linker {linker}"

    def _turn(self) -> int:
        rows = self._rows("SELECT value FROM meta WHERE key = 'turn'")
        return int(str(rows[0][0])) if rows else 0

    def _forget_if_linked(self, report_id: str) -> None:
        if self._rows("SELECT 1 FROM linking WHERE report = ?", (report_id,)):
            self._forget_linking()

    def _forget_linking(self) -> None:
        """Drop what linking left: reports that it knows are no longer what they were."""
        for table in ("linking", "linking_names", "undated"):
            self._execute(f"DELETE FROM {table}")
        self._execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('turn', ?)", (self._turn() + 1,))

    def record(self) -> CaseRecord:
        """The whole case, at one moment: what another process writes meanwhile is seen whole or not at all.

        Events by first day (unknown last), then id; origins as they were given.
        """
        with self._reading():
            return self._record()

    def _record(self) -> CaseRecord:
        return CaseRecord(
            reports=self.reports(),
            claims=self.claims(),
            origins=self._records(_ORIGINS, Origin),
            events=self._records(_EVENTS, Event),
        )

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
    def _reading(self) -> Iterator[None]:
        with errors(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with errors(self._path), transaction(self._connection):
            yield

    def _execute(self, statement: str, values: Sequence[str | int | bytes | None] = ()) -> None:
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


def _bytes(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def _version() -> str:
    try:
        return version("muster-events")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _stamp(digest: str) -> str:
    return f"muster {_version()}, codebook {digest}"
