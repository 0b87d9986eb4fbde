"""Fetch a file over HTTP so that a broken transfer goes on where it stopped and nothing half-written is ever in place.

Resuming follows RFC 9110: the rest is asked for with ``Range``, guarded by ``If-Range`` with the entity tag or date of
the first answer, so that a file that has changed meanwhile is fetched anew.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 18  # bytes
TIMEOUT = 60  # seconds without a byte

Watcher = Callable[[str, int, int | None], None]  # file name, bytes here, bytes in all where the server says so


class DownloadError(Exception):
    """A file could not be fetched; the message is one line. What came so far is kept for the next try."""


@dataclass(frozen=True)
class Fetched:
    """A complete file: where it lies, its SHA-256 in hexadecimal, its bytes."""

    path: Path
    sha256: str
    size: int


def fetch(url: str, target: Path, *, watch: Watcher | None = None, sha256: str | None = None) -> Fetched:
    """Fetch ``url`` into ``target``, by way of ``<target>.part``, from which a later call goes on.

    Raises:
        DownloadError: the server cannot be reached or refuses, the transfer broke, or the sum is not ``sha256``.
        OSError: the file cannot be written.
    """
    part, note = target.with_name(target.name + ".part"), target.with_name(target.name + ".part.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _transfer(url, part, note, watch)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # what is here is no beginning of what the server has
            part.unlink(missing_ok=True)
            raise DownloadError(f"{url}: the rest of the file cannot be had; run the command again") from error
        raise DownloadError(f"{url}: the server answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise DownloadError(f"{url}: cannot be reached ({error.reason}); check the network") from error
    except (http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise DownloadError(
            f"{url}: the transfer broke off ({error or type(error).__name__}); the same command goes on from there"
        ) from error
    found = sum_of(part)
    if sha256 is not None and found != sha256.lower():
        part.unlink()
        note.unlink(missing_ok=True)
        raise DownloadError(f"{url}: its SHA-256 is {found}, not {sha256}; the file is damaged or not the one meant")
    part.replace(target)
    note.unlink(missing_ok=True)
    return Fetched(target, found, target.stat().st_size)


def _transfer(url: str, part: Path, note: Path, watch: Watcher | None) -> None:
    here = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "muster"})
    mark = _mark(note, url)
    if here and mark:
        request.add_header("Range", f"bytes={here}-")
        request.add_header("If-Range", mark)
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        resumed = answer.status == 206 and here > 0
        here = here if resumed else 0
        length = answer.headers.get("Content-Length")
        total = here + int(length) if length else None
        tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if not tag.startswith("W/"):  # a weak tag does not promise the same bytes
            note.write_text(json.dumps({"url": url, "mark": tag}), encoding="utf-8")
        with part.open("ab" if resumed else "wb") as stream:
            while block := answer.read(CHUNK):
                stream.write(block)
                here += len(block)
                if watch is not None:
                    watch(part.name.removesuffix(".part"), here, total)
    if total is not None and here < total:
        raise ConnectionError(f"{here} of {total} bytes came")


def _mark(note: Path, url: str) -> str:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(found.get("mark", "")) if isinstance(found, dict) and found.get("url") == url else ""


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
