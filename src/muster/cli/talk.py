"""What the commands say: data to stdout, talk to stderr, one line an error, exit status 0 / 1 / 2."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from muster.case import CaseError
from muster.codebook import CodebookError
from muster.normalise.gazetteer_entry import GazetteerError
from muster.read import Refusal
from muster.record import InvalidRecord

FAILED, MISUSED = 1, 2


def say(line: str) -> None:
    """A line of talk."""
    click.echo(line, err=True)


def out(text: str) -> None:
    """Data."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def counted(number: int, noun: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def fail(message: str, status: int = FAILED) -> NoReturn:
    """End with one line that says what went wrong and what to do."""
    say(f"muster: {message}")
    raise SystemExit(status)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the errors that a user can mend into one line and a status; others are bugs and keep their traceback."""
    try:
        yield
        sys.stdout.flush()  # here, so that a reader that has gone is noticed here
    except (CaseError, CodebookError, GazetteerError) as error:
        fail(str(error), MISUSED)
    except InvalidRecord as error:
        fail(f"a record is wrong: {error}")
    except KeyboardInterrupt:
        fail("stopped; the case keeps the reports read so far: the same command with the same --case goes on", 130)
    except BrokenPipeError:
        # The reader of our output has gone and nothing is left to say: the last flush, at exit, must find a sink.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILED) from None


def refusal_line(refusal: Refusal) -> str:
    return f"{refusal.source}: {refusal.message}"


class Progress:
    """A counter on one line of a terminal, silent elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._count = 0
        self._shown = sys.stderr.isatty()

    def __call__(self, source: str) -> None:
        self._count += 1
        if self._shown:
            name = source if len(source) <= 50 else "…" + source[-49:]
            sys.stderr.write(f"\r\x1b[K{self._label} {self._count}: {name}")
            sys.stderr.flush()

    def end(self) -> None:
        if self._shown and self._count:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


class Transfer:
    """How much of a file is here, on one line of a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, name: str, here: int, total: int | None) -> None:
        if self._shown:
            share = f" of {total / 1e6:.1f}" if total else ""
            sys.stderr.write(f"\r\x1b[K{name}: {here / 1e6:.1f}{share} MB")
            sys.stderr.flush()

    def end(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a command so that its errors are one line."""

    @functools.wraps(function)
    def inner(*args: Any, **kwargs: Any) -> Any:
        with one_line_errors():
            return function(*args, **kwargs)

    return inner
