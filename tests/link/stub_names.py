"""A name lexicon that knows nothing: the linker must do without."""

from __future__ import annotations


class NoNames:
    def canonical(self, name: str) -> str:
        return name

    def kind(self, name: str) -> str:
        return "unknown"

    def country(self, name: str) -> str | None:
        return None
