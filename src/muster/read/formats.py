"""One function per file format: bytes in, documents out. A document is text with what its metadata say of it."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from muster.read.cues import load
from muster.read.encoding import TEXT_LIMIT, decode
from muster.read.press import press
from muster.read.refusal import Reason, Refused

_TAGS = re.compile(r"<(?:p|div|br|html|body|article|span)\b[^>]*>", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_NOT_A_TITLE = re.compile(r"\.(?:docx?|indd|pdf|rtf|txt)$|^(?:untitled|microsoft word)", re.I)
PDF_LIMIT = 100 << 20  # bytes; pictures make PDFs large, their text stays under TEXT_LIMIT


@dataclass(frozen=True)
class Document:
    """Text with the metadata that came with it; ``None`` where there is none. ``date`` is as the metadata write it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None

    @property
    def host(self) -> str | None:
        return urlsplit(self.url).hostname if self.url else None


def from_text(raw: bytes) -> Document:
    """Plain text, as it is."""
    return Document(decode(raw))


def from_html(raw: bytes, *, declared: str | None = None) -> Document:
    """The article of a page, found by trafilatura, with the metadata of the page's head."""
    charset = _META_CHARSET.search(raw[:4096])
    return _article(decode(raw, declared=charset.group(1).decode("ascii") if charset else declared))


def _article(html: str) -> Document:
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
    outlet = (press().outlet_of_host(host) if host else None) or page.sitename
    return Document(page.text or "", page.title, outlet, page.url, page.date, page.author)


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


def from_email(raw: bytes) -> Document:
    """The plain text of an e-mail, or else its HTML; the sender is the outlet where it is a known one."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        part = message.get_body(preferencelist=("plain", "html"))
        body = part.get_payload(decode=True) if part is not None else None
    except Exception as error:  # the parser raises what the damaged header leads to
        raise Refused(
            Reason.UNREADABLE, f"is no readable e-mail ({type(error).__name__}); save its text as .txt"
        ) from None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise Refused(Reason.NO_TEXT, "is an e-mail without text; save the report itself as .txt")
    charset = part.get_content_charset()
    html = part.get_content_type() == "text/html"
    document = from_html(body, declared=charset) if html else Document(decode(body, declared=charset))
    name, address = _sender(message)
    outlet = press().outlet(name) or press().agency(name) or press().outlet_of_host(address.rpartition("@")[2])
    subject, date = message.get("Subject"), message.get("Date")
    return Document(document.text, str(subject) if subject else None, outlet, None, str(date) if date else None)


def _sender(message: EmailMessage) -> tuple[str, str]:
    try:
        sender = message["From"].addresses[0]
        return str(sender.display_name), str(sender.addr_spec)
    except (AttributeError, IndexError, TypeError):
        return "", ""


def from_json(raw: bytes) -> Iterator[Document | Refused]:
    """A JSON object, or an array of them: one document each."""
    try:
        loaded = json.loads(decode(raw))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(
            Reason.UNREADABLE, f"is no JSON ({_brief(error)}); one object per line needs the suffix .jsonl"
        ) from None
    for entry in loaded if isinstance(loaded, list) else [loaded]:
        try:
            yield from_object(entry)
        except Refused as refused:
            yield refused


def from_json_line(raw: bytes) -> Document:
    """One line of JSON lines."""
    try:
        return from_object(json.loads(decode(raw)))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(Reason.UNREADABLE, f"is no JSON ({_brief(error)}); each line must be one object") from None


def _brief(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, column {error.colno}"
    return "nested too deep"


def from_object(entry: Any) -> Document:
    """A JSON object with the fields text, title, url, date, outlet, author under one of their usual names."""
    if not isinstance(entry, Mapping):
        raise Refused(Reason.UNREADABLE, 'is no JSON object; expected {"text": ..., "title": ..., "date": ...}')
    fields = {_plain(str(key)): value for key, value in entry.items()}
    found = {name: _first(fields, aliases) for name, aliases in _aliases().items()}
    text = found["text"]
    if not text:
        raise Refused(Reason.NO_TEXT, 'has no field with text; expected "text", "body" or "content"')
    if len(text) > TEXT_LIMIT:
        raise Refused(Reason.TOO_LARGE, "has more than 20 MB of text; split it into its reports")
    url, outlet = found["url"], found["outlet"]
    if outlet and "://" in outlet:
        url, outlet = url or outlet, None
    if outlet and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", outlet):
        outlet = press().outlet_of_host(outlet) or outlet
    if _TAGS.search(text):
        text = _article(f"<html><body><article>{text}</article></body></html>").text
    return Document(
        decode(text.encode("utf-8", "replace")), found["title"], outlet, url, found["date"], found["author"]
    )


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, list[str]]:
    return {name: [_plain(alias) for alias in aliases] for name, aliases in load("json_fields.yaml").items()}


def _plain(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.casefold())


def _first(fields: Mapping[str, Any], aliases: list[str]) -> str | None:
    for alias in aliases:
        words = _string(fields.get(alias))
        if words:
            return words
    return None


def _string(value: Any) -> str | None:
    """A field as words: a string, the name of an object, the parts of a list, the day of a Unix time."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, Mapping):
        return _string(value.get("name") or value.get("title") or value.get("text"))
    if isinstance(value, list):
        return ", ".join(words for part in value if (words := _string(part))) or None
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 1e8:
        try:
            seconds = value / 1000 if value > 1e11 else value
            return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
        except (OverflowError, OSError, ValueError):
            return None
    return None


def sniff(raw: bytes) -> Callable[[bytes], Document]:
    """The reader for bytes without a telling suffix."""
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return from_pdf
    return from_html if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")) else from_text


BY_SUFFIX: Mapping[str, Callable[[bytes], Document]] = {
    ".html": from_html,
    ".htm": from_html,
    ".xhtml": from_html,
    ".eml": from_email,
    ".pdf": from_pdf,
}
