"""Texts, pages and PDF: bytes in, documents out. Mail and tables of fields have modules of their own."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from muster.read.document import Document, known_fields
from muster.read.encoding import decode
from muster.read.press import press
from muster.read.refusal import Reason, Refused

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:[\w -]{2,30}:[^\n]*\n){1,40})(?:---|\.\.\.)[ \t]*\n")
_LINKED_DATA = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.S | re.I)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_NOT_A_TITLE = re.compile(r"\.(?:docx?|indd|pdf|rtf|txt)$|^(?:untitled|microsoft word)", re.I)
PDF_LIMIT = 100 << 20  # bytes; pictures make PDFs large, their text stays under TEXT_LIMIT


def from_text(raw: bytes) -> Document:
    """Plain text, as it is; the ``key: value`` lines between ``---`` over a Markdown text are its metadata."""
    text = decode(raw)
    front = _FRONT_MATTER.match(text)
    if front is None:
        return Document(text)
    lines = (line.partition(":") for line in front.group(1).splitlines())
    given = known_fields({key: value.strip(" \"'") for key, _, value in lines}) | {"text": text[front.end() :]}
    return Document(**given) if any(value for name, value in given.items() if name != "text") else Document(text)


def from_html(raw: bytes, *, declared: str | None = None) -> Document:
    """The article of a page, found by trafilatura, with the metadata of the page's head."""
    charset = _META_CHARSET.search(raw[:4096])
    return article(decode(raw, declared=charset.group(1).decode("ascii") if charset else declared))


def article(html: str) -> Document:
    """The article of the page ``html``; :class:`Refused` where it has none."""
    from trafilatura import bare_extraction  # slow to import, and most cases are plain text

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    dates = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
    try:
        page = bare_extraction(html, include_comments=False, with_metadata=True, date_extraction_params=dates)
    except Exception as error:  # the parser's own failures on broken pages are many and undocumented
        raise Refused(
            Reason.NO_TEXT, f"cannot be parsed as a page ({type(error).__name__}); save its text as .txt"
        ) from None
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise Refused(Reason.NO_TEXT, "no article text on this page; save the text of the report as .txt")
    host = urlsplit(page.url).hostname if page.url else None
    outlet = (press().outlet_of_host(host) if host else None) or page.sitename or _publisher(html)
    return Document(page.text or "", page.title, outlet, page.url, page.date, page.author)


def _publisher(html: str) -> str | None:
    """The name of the publisher in the page's linked data (schema.org, JSON-LD)."""
    for script in _LINKED_DATA.finditer(html):
        try:
            name = next(_publishers(json.loads(script.group(1))), None)
        except (ValueError, RecursionError):
            continue
        if name:
            return name
    return None


def _publishers(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for part in data:
            yield from _publishers(part)
    elif isinstance(data, Mapping):
        publisher = data.get("publisher")
        name = publisher.get("name") if isinstance(publisher, Mapping) else None
        if isinstance(name, str) and name.strip():
            yield name.strip()
        yield from _publishers(data.get("@graph"))


def from_pdf(raw: bytes) -> Document:
    """The text layer of a PDF, its pages parted by blank lines."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(Reason.UNREADABLE, "is a PDF with a password; save it without one")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except Refused:
        raise
    except Exception as error:  # damaged files raise what the damaged part leads to
        raise Refused(
            Reason.UNREADABLE, f"is a damaged PDF ({type(error).__name__}); open it and save it anew"
        ) from None
    if not text.strip():
        raise Refused(Reason.NO_TEXT, "is a PDF without text, perhaps a scan; run character recognition on it first")
    text = text.encode("utf-8", "replace").decode("utf-8")  # fonts can map to lone surrogates
    return Document(text, title=None if not title or _NOT_A_TITLE.search(title) else title)
