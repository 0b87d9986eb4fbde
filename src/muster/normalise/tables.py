"""Reading the tables in ``data``: tab-separated, a head row, "#" comments, "|" between several values of one field.

A table whose name ends in ``.xz`` is compressed.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

_DATA = files("muster.normalise") / "data"


def data_bytes(file: str) -> bytes:
    """The bytes of ``data/<file>``, as they are stored."""
    return (_DATA / file).read_bytes()


def data_text(file: str) -> str:
    """The text of ``data/<file>``."""
    stored = data_bytes(file)
    return (lzma.decompress(stored) if file.endswith(".xz") else stored).decode("utf-8")


def data_lines(file: str) -> Iterator[dict[str, str]]:
    """The rows of ``data/<file>`` as head -> value, every value stripped; a short row is filled with empty values."""
    head: list[str] = []
    for line in data_text(file).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        values = [value.strip() for value in line.split("\t")]
        if not head:
            head = values
            continue
        if len(values) > len(head):
            raise ValueError(f"data/{file}: more values than the head row names: {line!r}")
        yield dict(zip(head, values + [""] * (len(head) - len(values)), strict=True))


def data_yaml(file: str) -> Any:
    """The parsed ``data/<file>``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(data_text(file), Loader=loader)


def split_values(field: str) -> list[str]:
    """The values of one field, in order, empty ones dropped."""
    return [value.strip() for value in field.split("|") if value.strip()]
