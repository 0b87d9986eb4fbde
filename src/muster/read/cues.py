"""The phrases of ``data/boilerplate.yaml``, compiled: which words mark a paragraph as boilerplate, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from muster.read.layout import Paragraph
from muster.record import BoilerplateKind

# A name of up to six words, as `~` stands for in the data file; capitals count in it, elsewhere case does not.
_CAPITAL = r"[A-ZÀ-Þ][\w'’&-]*(?:\.\w+)*"
_NAME = rf"(?-i:(?:[Tt]he\s+)?{_CAPITAL}(?:\s+(?:of\s+|the\s+|and\s+|&\s+|de\s+|du\s+)?{_CAPITAL}){{0,4}})"
_WILDCARDS = {"~": _NAME, "*": r"[^.!?\n]{0,40}?", "#": r"\d[\d.,]*"}

# The order in which kinds are tried: the most telling words first.
_ORDER = (
    BoilerplateKind.CAPTION,
    BoilerplateKind.DISCLAIMER,
    BoilerplateKind.COMMENTS,
    BoilerplateKind.RELATED,
    BoilerplateKind.APPEAL,
    BoilerplateKind.NAVIGATION,
)


def load(name: str) -> dict[str, Any]:
    """The data file ``name`` of this room."""
    text = files("muster.read").joinpath("data", name).read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    assert isinstance(loaded, dict)
    return loaded


def phrase_pattern(phrase: str) -> str:
    """The regular expression of one phrase of the data file, without anchors."""
    parts = []
    for word in phrase.split():
        parts.append("".join(_WILDCARDS.get(char) or _escape(char) for char in word))
    return r"\s+".join(parts).replace(r"\s+[^.!?\n]{0,40}?", r"[^.!?\n]{0,40}?")


def _escape(char: str) -> str:
    if char == "'":
        return "['’‘]"
    return re.escape(char)


def any_of(phrases: Iterable[str]) -> str:
    """One alternation of ``phrases``, the longest first; it matches nothing when there are none."""
    patterns = [phrase_pattern(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    return f"(?:{'|'.join(patterns)})" if patterns else r"(?!)"


@dataclass(frozen=True)
class KindCues:
    """The compiled phrases of one kind; the fields bear the names of the data file."""

    whole: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    holds: re.Pattern[str]
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    weak: re.Pattern[str]

    @classmethod
    def compile(cls, phrases: Mapping[str, list[str]]) -> KindCues:
        words = {place: any_of(phrases.get(place) or ()) for place in cls.__dataclass_fields__}
        alone = r"^[\W_]*{}[\W_]*$"
        return cls(
            whole=re.compile(alone.format(words["whole"]), re.I),
            begins=re.compile(rf"^[^\w\"'“‘«(©#-]*{words['begins']}(?!\w)", re.I),
            ends=re.compile(rf"(?<!\w){words['ends']}[\s.!?»>]*$", re.I),
            holds=re.compile(rf"(?<!\w){words['holds']}", re.I),
            opens=re.compile(alone.format(words["opens"]), re.I),
            closes=re.compile(rf"(?:^|[\W_]){words['closes']}[\W_]*$", re.I),
            weak=re.compile(rf"(?<!\w){words['weak']}(?!\w)", re.I),
        )


@dataclass(frozen=True)
class Cues:
    """All cues: per kind, and the patterns that need more than one phrase."""

    kinds: Mapping[BoilerplateKind, KindCues]
    limits: Mapping[str, int]
    menu: frozenset[str]
    banks: frozenset[str]
    credit: re.Pattern[str]
    status: re.Pattern[str]
    ban: re.Pattern[str]
    said: re.Pattern[str]
    person: re.Pattern[str]

    def kind(self, paragraph: Paragraph) -> BoilerplateKind | None:
        """What the words of ``paragraph`` alone say it is; ``None`` for a paragraph of the report."""
        if self._is_designation(paragraph):
            return BoilerplateKind.DISCLAIMER
        words, unquoted = paragraph.words, paragraph.unquoted
        if words <= self.limits["ends"] and self.credit.search(paragraph.text):
            return BoilerplateKind.CAPTION
        for kind in _ORDER:
            cues = self.kinds[kind]
            if (
                cues.whole.search(paragraph.text)
                or cues.opens.search(paragraph.text)
                or (words <= self.limits["begins"] and cues.begins.search(paragraph.text))
                or (words <= self.limits["ends"] and cues.ends.search(paragraph.text))
                or (words <= self.limits["holds"] and cues.holds.search(unquoted))
            ):
                return kind
            if self.person.search(unquoted) and self._weak(cues, unquoted) >= self.limits["weak"]:
                return kind
        return None

    @staticmethod
    def _weak(cues: KindCues, text: str) -> int:
        return len({match.group().casefold() for match in cues.weak.finditer(text)})

    def _is_designation(self, paragraph: Paragraph) -> bool:
        """A standing line such as "X is listed as extremist in Y.": no speaker, no day, no figure."""
        text = paragraph.text
        return (
            paragraph.words <= 30
            and paragraph.sentences == 1
            and not any(char.isdigit() for char in text)
            and bool(self.status.search(text) and self.ban.search(text))
            and not self.said.search(text)
        )


def _words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)", re.I)


@lru_cache(maxsize=1)
def boilerplate_cues() -> Cues:
    """The cues of the shipped data file."""
    data = load("boilerplate.yaml")
    caption, designation = data["caption"], data["designation"]
    return Cues(
        kinds={kind: KindCues.compile(data[kind.value]) for kind in BoilerplateKind},
        limits=data["limits"],
        menu=frozenset(str(word).casefold() for word in data["menu"]),
        banks=frozenset(caption["banks"]),
        credit=re.compile(rf"(?<!\w){any_of(caption['credit'])}\s*:\s*[^.!?:]{{2,60}}$", re.I),
        status=_words(designation["status"]),
        ban=_words(designation["ban"]),
        said=_words(designation["said"]),
        person=_words(data["person"]),
    )
