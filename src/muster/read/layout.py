"""The layout of a plain text: paragraphs with their offsets, whatever way the text was wrapped.

A paragraph is one line of the text, or the run of lines that a hard-wrapped paragraph was cut into. Offsets are
half-open and count code points of the text; a paragraph spans from its first to its last visible character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTED = re.compile(r"''.*?''|“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|„[^“”]*[“”]?")
# Two small letters or figures before the full stop ("U.S. Pullout" and "J. Roe" are no ends), and no title.
_TITLES = "".join(
    rf"(?<!\b{title}[.])" for title in ("Gen", "Col", "Maj", "Brig", "Capt", "Sgt", "Gov", "Sen", "Rep", "Prof")
)
_SENTENCE_END = re.compile(rf"(?<=[a-zß-ÿ0-9%\"”’)]{{2}}[.!?…]){_TITLES}[\"'”’»)]*\s+(?=[\"'“‘«(]?[A-Z0-9])")

# A text is hard-wrapped when at least this share of its lines of some length run on in the next line.
_WRAPPED_SHARE = 0.3
_WRAP_WIDTH = 50  # columns; no editor wraps shorter, and headlines and menus are mostly shorter


@dataclass(frozen=True)
class Paragraph:
    """A stretch ``[start, end)`` of a text, stripped; ``gap`` says whether a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> int:
        return sum(1 for _ in _WORD.finditer(self.text))

    @property
    def ends_sentence(self) -> bool:
        return bool(_FINAL.search(self.text))

    @property
    def sentences(self) -> int:
        """A rough count, good enough to tell a teaser from a paragraph."""
        return 1 + sum(1 for _ in _SENTENCE_END.finditer(self.text))

    @property
    def sentence_starts(self) -> list[int]:
        """Where sentences after the first begin, as offsets within ``text``; as rough."""
        return [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def cut(self, at: int) -> tuple[Paragraph, Paragraph]:
        """The paragraph as two: before and from the offset ``at`` within ``text``."""
        head, rest = self.text[:at].rstrip(), self.text[at:]
        return (
            Paragraph(self.start, self.start + len(head), head, self.gap),
            Paragraph(self.start + at, self.end, rest, gap=False),
        )

    @property
    def unquoted(self) -> str:
        """The text without what stands in double quotation marks."""
        return _QUOTED.sub(" ", self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph of a report: a full sentence of a dozen words or more, or a long text."""
        words = self.words
        return words >= 40 or (words >= 12 and self.ends_sentence) or (words >= 20 and self.sentences > 1)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text`` in order; they cover all that is not white space."""
    lines = _lines(text)
    wrapped = _is_wrapped(text, lines)
    runs: list[list[tuple[int, int]]] = []
    for line in lines:
        if runs and wrapped and _runs_on(text, runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    found: list[Paragraph] = []
    for run in runs:
        start, end = run[0][0], run[-1][1]
        gap = not found or text.count("\n", found[-1].end, start) > 1
        found.append(Paragraph(start, end, text[start:end], gap))
    return tuple(found)


def _lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the visible part of each line that has one."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        spans.append((start, match.start() + len(line.rstrip())))
    return spans


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines of ``text`` were broken at a width: many of them go on, in lower case, in the next line."""
    long = cut = 0
    for (start, end), (after, _) in pairwise(lines):
        if end - start < _WRAP_WIDTH or text.count("\n", end, after) > 1:
            continue
        long += 1
        cut += text[after].islower() and not _FINAL.search(text[start:end])
    return long > 0 and cut / long >= _WRAPPED_SHARE


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether ``following`` continues ``line`` in a hard-wrapped text."""
    if text.count("\n", line[1], following[0]) > 1:
        return False
    if "://" in text[line[0] : line[1]] or "://" in text[slice(*following)]:
        return False
    return text[following[0]].islower() or line[1] - line[0] >= _WRAP_WIDTH
