"""Reports as objects of named fields: JSON, JSON lines, rows of a CSV file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from muster.read.document import Document, known_fields
from muster.read.encoding import TEXT_LIMIT, decode
from muster.read.formats import article
from muster.read.press import press
from muster.read.refusal import Reason, Refused

_TAGS = re.compile(r"<(?:p|div|br|html|body|article|span)\b[^>]*>", re.I)
_DEPTH = 4  # wrappers ("data", "article") within which an object of fields is looked for


def from_json(raw: bytes) -> Iterator[Document | Refused]:
    """A JSON object, or an array of them: one document each. Wrappers around them are looked through."""
    try:
        loaded = json.loads(decode(raw))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(
            Reason.UNREADABLE, f"is no JSON ({_brief(error)}); one object per line needs the suffix .jsonl"
        ) from None
    for entry in _unwrapped(loaded):
        try:
            yield from_object(entry)
        except Refused as refused:
            yield refused


def from_json_line(raw: bytes) -> Document:
    """One line of JSON lines."""
    try:
        entries = _unwrapped(json.loads(decode(raw)))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(Reason.UNREADABLE, f"is no JSON ({_brief(error)}); each line must be one object") from None
    if len(entries) != 1:
        raise Refused(Reason.UNREADABLE, "is a line with several objects; give each report a line of its own")
    return from_object(entries[0])


def from_csv(raw: bytes) -> Iterator[Document | Refused]:
    """The rows of a table with a column of text, parted by commas, semicolons or tabs: one document each."""
    text = decode(raw)
    head = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    csv.field_size_limit(TEXT_LIMIT)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if known_fields(dict.fromkeys(rows.fieldnames or (), "x"))["text"] is None:
        raise Refused(Reason.NO_TEXT, 'is a table without a column "text", "body" or "content"; name the column so')
    try:
        for row in rows:
            try:
                yield from_object({key: value for key, value in row.items() if key is not None})
            except Refused as refused:
                yield refused
    except csv.Error as error:
        raise Refused(Reason.UNREADABLE, f"is no CSV table ({error}); save it anew") from None


def _brief(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, column {error.colno}"
    return "nested too deep"


def _unwrapped(loaded: Any, depth: int = 0) -> list[Any]:
    """The entries of an array; an object; or, where it holds no text, those that its fields hold."""
    if isinstance(loaded, list):
        return loaded
    if not isinstance(loaded, Mapping) or depth == _DEPTH or known_fields(loaded)["text"]:
        return [loaded]
    for value in loaded.values():
        inner = value if isinstance(value, Mapping) else value if isinstance(value, list) else None
        if inner and (entries := [e for e in _unwrapped(inner, depth + 1) if isinstance(e, Mapping)]):
            if any(known_fields(entry)["text"] for entry in entries):
                return entries
    return [loaded]


def from_object(entry: Any) -> Document:
    """A JSON object with the fields text, title, url, date, outlet, author under one of their usual names."""
    if not isinstance(entry, Mapping):
        raise Refused(Reason.UNREADABLE, 'is no JSON object; expected {"text": ..., "title": ..., "date": ...}')
    found = known_fields(entry)
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
        text = article(f"<html><body><article>{text}</article></body></html>").text
    return Document(
        decode(text.encode("utf-8", "replace")), found["title"], outlet, url, found["date"], found["author"]
    )
