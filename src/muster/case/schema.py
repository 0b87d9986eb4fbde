"""The case file as a database: how it is opened, told from other files, and brought up to the present schema.

A case is one SQLite file. Its ``application_id`` says that it is a case, its ``user_version`` is the number of the last
migration that it has been through; migrations are the numbered files of ``migrations/``, applied in order, once, each
in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

APPLICATION_ID = 0x6D737472  # "mstr"
MEMORY = ":memory:"
_WAIT = 30.0  # seconds to wait for another muster that is writing


class CaseError(Exception):
    """A case cannot be opened or written; the message is one line that says what to do."""


def migrations() -> tuple[str, ...]:
    """The SQL of each migration, the first making schema 1."""
    folder = files("muster.case").joinpath("migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def connect(path: str | Path) -> sqlite3.Connection:
    """A connection to the case at ``path``, made where there is none, at the present schema.

    A file or folder that cannot be written is opened for reading. :class:`CaseError` for what is no case, a case of a
    newer schema, and what cannot be opened. An older case is copied to ``PATH.schemaN.bak`` before it is migrated.
    """
    if str(path) == MEMORY:
        connection = _open(MEMORY)
        _migrate(connection, 0)
        return connection
    path = Path(path)
    if path.is_dir():
        raise CaseError(f"{path} is a folder; name a file for the case, such as {path / 'my.case'}")
    with errors(path):
        connection = _open_file(path)
        try:
            version = _version(connection, path)
            if version < len(migrations()):
                _bring_up(connection, path, version)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def errors(path: str | Path) -> Iterator[None]:
    """Turn the errors of SQLite and the file system into a :class:`CaseError` of one line."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise CaseError(f"{path}: cannot be stored ({error}); the case is unchanged") from error
    except sqlite3.OperationalError as error:
        raise CaseError(f"{path}: {_advice(str(error))}") from error
    except sqlite3.DatabaseError as error:
        raise CaseError(f"{path} is no case file, or a damaged one ({error}); name another file with --case") from error
    except OSError as error:
        raise CaseError(f"{path}: {error.strerror}; check the path and its permissions") from error


def _advice(message: str) -> str:
    if "locked" in message or "busy" in message:
        return "is in use by another muster; wait for it, or use another case"
    if "readonly" in message:
        return "cannot be written; check its permissions, or copy it and use the copy"
    if "unable to open" in message:
        return "cannot be opened; check that the folder exists and may be written"
    if "full" in message:
        return "the disk is full; free some space and run the command again, what is stored is kept"
    return f"{message}; the case is unchanged"


def _open(database: str, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(database, timeout=_WAIT, isolation_level=None, uri=uri)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _open_file(path: Path) -> sqlite3.Connection:
    """For writing where that is possible, else for reading."""
    if not path.exists() and not path.parent.is_dir():
        raise CaseError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        connection = _open(str(path))
        connection.execute("PRAGMA user_version").fetchone()
        if _is_case(connection) or _is_new(connection):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        return connection
    except sqlite3.OperationalError:
        if not path.is_file():
            raise
    # A folder that may not be written has no room for SQLite's side files; an unused case needs none.
    still = not Path(f"{path}-wal").exists()
    return _open(f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}", uri=True)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _is_case(connection: sqlite3.Connection) -> bool:
    return _pragma(connection, "application_id") == APPLICATION_ID


def _is_new(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables and _pragma(connection, "user_version") == 0


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema of the file: 0 for a new one."""
    version, known = _pragma(connection, "user_version"), len(migrations())
    if not _is_case(connection):
        if _is_new(connection):
            return 0
        raise CaseError(f"{path} is a database, but no case of muster; name another file with --case")
    if version > known:
        raise CaseError(f"{path} is at schema {version}, this muster knows schema {known}; use a newer muster")
    return version


def _bring_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if version:
        backup = Path(f"{path}.schema{version}.bak")
        with closing(sqlite3.connect(backup)) as copy:
            connection.backup(copy)
    _migrate(connection, version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Apply the migrations after ``version``; two processes that open a new case at once do it once."""
    for number, script in enumerate(migrations()[version:], start=version + 1):
        with transaction(connection):
            if _pragma(connection, "user_version") >= number:
                continue
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """One statement at a time: ``executescript`` would commit what goes before it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; other connections see the old state until the end."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
