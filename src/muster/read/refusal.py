"""Why a source gives no report. A refusal is a value, one per source; the rest of the reading goes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """The kinds of refusal, for counting."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    NO_TEXT = "no_text"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    NOT_ENGLISH = "not_english"


@dataclass(frozen=True)
class Refusal:
    """``source`` gave no report; ``message``, read after its name, is one line that says why and what to do."""

    source: str
    reason: Reason
    message: str


class Refused(Exception):
    """Raised inside this room where a source cannot be read."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def refusal(self, source: str) -> Refusal:
        """The refusal of ``source``."""
        return Refusal(source, self.reason, self.message)
