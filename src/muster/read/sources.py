"""Where reports come from: files, folders, patterns and standard input, in one fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path

from muster.read.refusal import Reason, Refused

STDIN = "-"
SUFFIXES = (
    ".txt",
    ".text",
    ".md",
    ".html",
    ".htm",
    ".xhtml",
    ".json",
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tsv",
    ".eml",
    ".pdf",
)


def walk(source: str) -> Iterator[Path]:
    """The files that ``source`` names: itself, those of the pattern, or those of the folder with a known suffix, at any
    depth. Sorted by path; hidden files and links to folders are passed over. :class:`Refused` when there are none."""
    path = Path(source)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists() or not has_magic(source):
        yield path
    else:
        yield from _pattern(source)


def _pattern(source: str) -> Iterator[Path]:
    found = sorted(glob(source, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise Refused(Reason.NOT_FOUND, "no file matches this pattern; check it, and quote it if the shell expands it")
    for name in found:
        if Path(name).is_dir():
            yield from _folder(Path(name), strict=False)
        else:
            yield Path(name)


def _folder(folder: Path, *, strict: bool = True) -> Iterator[Path]:
    """Walks ``folder`` without listing all of it first; the order is that of sorted names, folder by folder."""
    any_found = False
    for here, folders, names in os.walk(folder, onerror=_unreadable if strict else None):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.casefold().endswith(SUFFIXES):
                any_found = True
                yield Path(here, name)
    if strict and not any_found:
        raise Refused(Reason.NOT_FOUND, f"no file with a known suffix in this folder ({', '.join(SUFFIXES)})")


def _unreadable(error: OSError) -> None:
    raise Refused(Reason.UNREADABLE, f"cannot be read ({error.strerror}); check its permissions")


def check_file(path: Path, limit: int) -> None:
    """:class:`Refused` unless ``path`` is a regular file of at most ``limit`` bytes; its content is not read."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise Refused(Reason.NOT_FOUND, "no such file or folder; check the path") from None
    except (OSError, ValueError) as error:
        raise Refused(Reason.UNREADABLE, f"cannot be read ({_why(error)}); check its permissions") from None
    if not path.is_file():
        raise Refused(Reason.UNREADABLE, "is no regular file; give a file, a folder or - for standard input")
    if size > limit:
        raise Refused(
            Reason.TOO_LARGE,
            f"has {size / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB of one document; "
            "split it, or make it JSON lines with one report a line",
        )
    if size == 0:
        raise Refused(Reason.EMPTY, "is empty; leave it out or fetch it again")


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a file that passes :func:`check_file`."""
    check_file(path, limit)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(Reason.UNREADABLE, f"cannot be read ({_why(error)}); check its permissions") from None


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def names(sources: Sequence[str] | str) -> tuple[str, ...]:
    """``sources`` as a tuple; a single string is one source, not one source a letter."""
    return (sources,) if isinstance(sources, str) else tuple(sources)
