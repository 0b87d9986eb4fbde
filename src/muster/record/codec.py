"""Records to and from JSON, and the JSON Schema that is published from the types."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

from muster.record.types import CaseRecord, Extraction, InvalidRecord

T = TypeVar("T")


def to_json(record: msgspec.Struct) -> str:
    """The record as one line of JSON, exactly the form of ``docs/record.md``; the same bytes for the same record."""
    return msgspec.json.encode(record).decode("utf-8")


def from_json(text: str | bytes, kind: type[T]) -> T:
    """The record of type ``kind`` that ``text`` holds; :class:`InvalidRecord` says which field is wrong."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InvalidRecord(f"{kind.__name__}: {error}") from None


def json_schema(kind: type[msgspec.Struct] | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of ``kind``; by default of the two printed forms, an extraction and a case."""
    if kind is not None:
        return msgspec.json.schema(kind)
    (extraction, case), components = msgspec.json.schema_components(
        (Extraction, CaseRecord), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "muster record",
        "oneOf": [extraction, case],
        "$defs": components,
    }


def content_id(prefix: str, *parts: str | None, length: int = 12) -> str:
    """``prefix`` and the first hexadecimal digits of SHA-256 over ``parts``: equal content, equal id, in any run."""
    digest = hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass"))
    return f"{prefix}{digest.hexdigest()[:length]}"
