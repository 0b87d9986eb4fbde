"""Rules over token classes: how a pattern is written, compiled and read.

A pattern is a regular expression in which every upper-case word is a token class of ``lexer.CLASSES`` and spaces mean
nothing: ``(?P<day>DAY) OF? (?P<month>MONTH) (COMMA? (?P<year>YEAR))?``. A rule's function gets the matched groups and
gives a form, or None to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from muster.normalise.dates.lexer import CLASSES, Token
from muster.normalise.dates.types import Count, Form, TimexType
from muster.normalise.numerals import load_words, magnitudes, words_value

# Digits, number words, "a", "several", "a couple of", "a million", "half a", "2 1/2", "12 to 18", "two or three".
_COUNT = "(?:4a|a?4(?=-?[us])|[dnc](?:-?D|[-|])[dnc]|[dn]k?|[dnc]d/d|y|ak|c(?:(?:-|&)?[ck])*|a?q0?|a)"

ONE = Count(1, 1)
SHORT_UNITS = frozenset({"second", "minute", "hour"})
# What the rules of relative times share: a count, and the half that may follow it ("two and a half years").
QUANTITY = "(?P<count>COUNT)"
AND_HALF = "(?P<half>&a4)?"
HALF_BEHIND = "(?P<half_behind>&a4)?"
ZONE = "(?:DOT? OPEN? ZONE)?"


@dataclass(frozen=True, slots=True)
class Groups:
    """A match over token classes: named groups give token values."""

    match: re.Match[str]
    tokens: Sequence[Token]
    text: str
    day_first: bool

    def has(self, name: str) -> bool:
        """Whether the group took part."""
        return name in self.match.re.groupindex and self.match.group(name) is not None

    def row(self, name: str) -> Sequence[Token]:
        """The tokens of a group."""
        if not self.has(name):
            return ()
        start, end = self.match.span(name)
        return self.tokens[start:end]

    def get(self, name: str) -> Any:
        """The value of the group's first token, None where it took no part."""
        row = self.row(name)
        return row[0].value if row else None

    def count(self, name: str) -> Count | None:
        """The group read as a count, with "and a half"; None where it is no well-formed number."""
        count = read_count(self.row(name))
        half = self.has("half") or self.has("half_behind")
        return replace(count, low=count.low + 0.5, high=count.high + 0.5) if count and half else count

    def unit(self) -> str:
        """The unit of time of the group ``unit``."""
        token = self.row("unit")[0]
        return "second" if token.kind == "s" else str(token.value)

    def shift(self) -> int | None:
        """-1 for "last", 0 for "this", +1 for "next" in the group ``shift``; None where it took no part."""
        return {"l": -1, "r": -1, "N": 1, "t": 0, "C": 0}[self.row("shift")[0].kind] if self.has("shift") else None

    def word(self, index: int) -> str:
        """The lower-case words of any token of the text, "" outside it."""
        token = self.token(index)
        return "" if token is None else self.text[token.start : token.end].lower()

    @property
    def start(self) -> int:
        """Index of the first token."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Index after the last token."""
        return self.match.end()

    def token(self, index: int) -> Token | None:
        """Any token of the text, None outside it."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None


Build = Callable[[Groups], Form | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern with the type of what it finds and the function that reads it."""

    name: str
    pattern: re.Pattern[str]
    type: TimexType
    build: Build


def rule(name: str, pattern: str, build: Build, type_: TimexType = TimexType.DATE) -> Rule:
    """Compile ``pattern``; unknown class names fail here, at import, not in use."""
    expanded = re.sub(r"(?<!<)\b[A-Z]{2,}\b", lambda found: _expand(found.group()), pattern)
    compiled = re.compile(re.sub(r"\s+", "", expanded))
    return Rule(name, compiled, type_, build)


def _expand(name: str) -> str:
    return _COUNT if name == "COUNT" else "[" + re.escape(CLASSES[name]) + "]"


def vague_span(section: str) -> Count:
    """A vague count of data/time.yaml: "weeks ago"."""
    low, high = load_words("time.yaml")[section]
    return Count(low, high, vague=True)


def always(form: Form) -> Build:
    """A rule's function that gives ``form``."""
    return lambda _: form


def read_count(row: Sequence[Token]) -> Count | None:
    """The number of a row of number tokens; ranges for vague words from data/time.yaml."""
    kinds = "".join(token.kind for token in row if token.kind not in "-&")
    if not kinds:
        return None
    if kinds in ("a", "4a", "a4", "4"):
        value = 0.5 if "4" in kinds else 1
        return Count(value, value)
    if "q" in kinds:
        word = next(token for token in row if token.kind == "q")
        low, high = load_words("time.yaml")["vague_counts"][word.value]
        return Count(low, high, vague=low != high)
    if kinds.endswith("d/d"):
        whole = read_count(row[:-3])
        part = row[-3].value / row[-1].value
        return Count(whole.low + part, whole.low + part) if whole else None
    if len(row) == 4 and row[1].kind == "-" and row[2].kind == "D":  # "10- to 15-year"
        row = [row[0], *row[2:]]
    if len(row) == 3 and row[1].kind in "-D|" and (kinds[0] in "dn" or row[1].kind in "D|" or kinds[-1] in "dn"):
        low, high = read_count(row[:1]), read_count(row[2:])
        return Count(low.low, high.high, vague=True) if low and high and low.low < high.high else None
    if kinds[0] in "dny":
        value = row[0].value * (magnitudes()[row[1].value] if len(kinds) > 1 else 1)
        return Count(value, value)
    words = ["one" if token.kind == "a" else token.value for token in row if token.kind not in "-&"]
    spoken = words_value(words)
    return None if spoken is None else Count(spoken, spoken)
