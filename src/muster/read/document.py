"""A document: text with what its metadata say of it; and the names under which metadata come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from muster.read.cues import load


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


def known_fields(entry: Mapping[Any, Any]) -> dict[str, Any]:
    """text, title, url, date, outlet and author of ``entry`` under one of their usual names, as words or ``None``.

    An object under "article" is no text, but may hold one.
    """
    fields = {_plain(str(key)): value for key, value in entry.items()}
    plain = {key: value for key, value in fields.items() if not isinstance(value, Mapping)}
    return {name: _first(plain if name == "text" else fields, aliases) for name, aliases in _aliases().items()}


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
    if isinstance(value, int | float) and not isinstance(value, bool):
        return unix_day(value)
    return None


def unix_day(value: float) -> str | None:
    """The day (UTC) of a Unix time in seconds or milliseconds; ``None`` for a number that is none."""
    if not value > 1e8:
        return None
    try:
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, tz=UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return None
