"""The room's one door: sources in, reports and refusals out, one at a time."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from muster.read.boilerplate import mark
from muster.read.document import Document
from muster.read.encoding import TEXT_LIMIT, visible
from muster.read.english import is_english
from muster.read.formats import PDF_LIMIT, from_html, from_pdf, from_text
from muster.read.layout import paragraphs
from muster.read.mail import from_email
from muster.read.masthead import read_masthead
from muster.read.objects import from_csv, from_json, from_json_line
from muster.read.press import press
from muster.read.published import find_published, from_value
from muster.read.refusal import Reason, Refusal, Refused
from muster.read.sources import STDIN, check_file, names, read_bytes, walk
from muster.record import Report, content_id

_LINES = (".jsonl", ".ndjson")
_MANY = {".json": from_json, ".csv": from_csv, ".tsv": from_csv}
_ONE: Mapping[str, Callable[[bytes], Document]] = {
    ".html": from_html,
    ".htm": from_html,
    ".xhtml": from_html,
    ".eml": from_email,
    ".pdf": from_pdf,
}
Entry = tuple[str, Document | Refused]


def read(sources: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Report | Refusal]:
    """The reports of ``sources``: files, folders (at any depth), glob patterns, JSON lines, ``-`` for ``stdin``.

    In the order given, sorted by path inside a folder or pattern; lazy, one document in memory at a time. What cannot
    be read, and a text that the same outlet has given before, comes as a :class:`Refusal` in its place.
    ``Report.source`` is the path, with ``:N`` for line N of JSON lines and ``#N`` for object N of a JSON array.
    """
    first_sources: dict[str, str] = {}
    for source, document in chain.from_iterable(_documents(source, stdin) for source in names(sources)):
        outcome = _report(source, document)
        if isinstance(outcome, Report):
            first = first_sources.setdefault(outcome.id, source)
            if first != source:
                outcome = Refused(Reason.DUPLICATE, f"is the same text as {first}, which is kept").refusal(source)
        yield outcome


def read_text(
    text: str, *, source: str = STDIN, outlet: str | None = None, url: str | None = None, date: str | None = None
) -> Report:
    """The report that ``text`` is, with what is known of it from elsewhere; :class:`ValueError` when it is empty."""
    outcome = _report(source, Document(text, outlet=outlet, url=url, date=date))
    if isinstance(outcome, Refusal):
        raise ValueError(f"{source}: {outcome.message}")
    return outcome


def _report(source: str, document: Document | Refused) -> Report | Refusal:
    if isinstance(document, Refused):
        return document.refusal(source)
    text = visible(document.text)
    if not text.strip():
        return Refused(Reason.NO_TEXT, "has no text; leave it out or fetch it again").refusal(source)
    if not is_english(text):
        return Refused(Reason.NOT_ENGLISH, "is not in English; give an English text or a translation").refusal(source)
    page = mark(paragraphs(text))
    if all(page.kinds):
        return Refused(Reason.NO_TEXT, "has menus and notices, but no text of a report; save its text as .txt").refusal(
            source
        )
    head = read_masthead(page, outlet=document.outlet, host=document.host, byline=document.author, title=document.title)
    published = from_value(document.date) if document.date else None
    if published is None or published.from_ is None:
        country = press().countries.get(head.outlet or "")
        published = find_published(page, address=document.url or _dated_part(source), country=country)
    return Report(
        id=content_id("r-", head.outlet, text),
        source=source,
        text=text,
        title=head.title,
        outlet=head.outlet,
        byline=head.byline,
        agencies=head.agencies,
        published=published,
        boilerplate=page.boilerplate,
    )


def _dated_part(source: str) -> str:
    """The part of a path that may bear the day of publication: the file's name, or folders of year, month and day."""
    path = Path(source)
    folders = path.parts[-4:-1]
    if len(folders) == 3 and all(folder.isdigit() for folder in folders):
        return "/".join((*folders, path.name))
    return path.name


def _documents(source: str, stdin: BinaryIO | None) -> Iterator[Entry]:
    if source == STDIN:
        yield from _from_stdin(stdin or sys.stdin.buffer)
        return
    try:
        for path in walk(source):
            yield from _from_file(path)
    except Refused as refused:
        yield source, refused


def _from_file(path: Path) -> Iterator[Entry]:
    source, suffix = str(path), path.suffix.casefold()
    try:
        if suffix in _LINES:
            check_file(path, sys.maxsize)
            with path.open("rb") as file:
                yield from _json_lines(source, file)
        elif suffix in _MANY:
            yield from _each(source, _MANY[suffix](read_bytes(path, TEXT_LIMIT)))
        else:
            raw = read_bytes(path, PDF_LIMIT if suffix == ".pdf" else TEXT_LIMIT)
            reader = _ONE.get(suffix) or sniff(raw)
            yield source, reader(raw)
    except Refused as refused:
        yield source, refused
    except OSError as error:
        yield source, Refused(Reason.UNREADABLE, f"cannot be read ({error.strerror}); check its permissions")


def sniff(raw: bytes) -> Callable[[bytes], Document]:
    """The reader for bytes without a telling suffix."""
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return from_pdf
    return from_html if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")) else from_text


def _each(source: str, found: Iterable[Document | Refused]) -> Iterator[Entry]:
    """One object under the name of its file, several with their number."""
    documents = list(found)
    if not documents:
        raise Refused(Reason.NO_TEXT, "is an empty table or array; nothing to read")
    for number, document in enumerate(documents, start=1):
        yield (source if len(documents) == 1 else f"{source}#{number}"), document


def _json_lines(source: str, file: BinaryIO, *, number: int = 1) -> Iterator[Entry]:
    """Line by line, so that a file may be larger than memory; blank lines count but give nothing."""
    while line := file.readline(TEXT_LIMIT + 1):
        name = f"{source}:{number}"
        number += 1
        if len(line) > TEXT_LIMIT:
            while line and not line.endswith(b"\n"):
                line = file.readline(TEXT_LIMIT)
            yield name, Refused(Reason.TOO_LARGE, "is a line of more than 20 MB; split it into its reports")
        elif line.strip():
            yield name, _or_refused(line)


def _or_refused(line: bytes) -> Document | Refused:
    try:
        return from_json_line(line)
    except Refused as refused:
        return refused


def _from_stdin(stdin: BinaryIO) -> Iterator[Entry]:
    """JSON lines where the first line is a JSON object, else one document."""
    first = stdin.readline(TEXT_LIMIT + 1)
    if _is_object(first):
        rest = stdin.readline(TEXT_LIMIT + 1)
        yield (f"{STDIN}:1" if rest.strip() else STDIN), _or_refused(first)
        if rest.strip():
            yield f"{STDIN}:2", _or_refused(rest)
        yield from _json_lines(STDIN, stdin, number=3)
        return
    raw = first + stdin.read(TEXT_LIMIT + 1 - len(first))
    try:
        if len(raw) > TEXT_LIMIT:
            raise Refused(Reason.TOO_LARGE, "has more than 20 MB; give the reports as JSON lines")
        if raw.lstrip()[:1] in (b"{", b"["):
            yield from _each(STDIN, from_json(raw))
        else:
            yield STDIN, sniff(raw)(raw)
    except Refused as refused:
        yield STDIN, refused


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
