"""Where sentences end: rules over words and the layout around them, and the model for the points that rules leave open.

The treebanks' habit decides in doubt: '"Will they leave?" he asked.' is one sentence; a heading is a sentence, and so
is a dateline ("KABUL (AP) -").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from muster.language.datelines import dateline_ends
from muster.language.lexicons import abbreviations, word_list

CLOSERS = frozenset("\"'”’»)]}“") | {"''", "-RRB-"}
OPENERS = frozenset("\"'“‘«([{„") | {"``", "''", "-LRB-"}
WRAP_WIDTH = 100  # a line longer than this was not broken to fit a column
_FINAL = re.compile(r"[.!?…]+")
_BULLET = re.compile(r"\n[ \t]*(?:[•*▪◦‣·■►●]|[-–—](?=[ \t]))")
_LONG = 40  # words from which a sentence is looked through for headings glued to it
_GLUED = 2.0  # log odds that it takes to part them: of 0, 1, 2 and 3 the best on GUM dev with its paragraphs
_SAID_WITHIN = 6  # words between a closing quotation mark and the verb of saying
_CLAUSE_ENDS = frozenset(".,;:!?") | OPENERS


class Break(Enum):
    """What the rules say of the gap after a word; OPEN leaves it to the model, or to the next word's kind."""

    YES = "yes"
    NO = "no"
    OPEN_YES = "open, likely"
    OPEN_NO = "open, unlikely"


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the white space after it, at `start` (code points) of its text."""

    text: str
    start: int
    gap: str


Judge = Callable[[Sequence[Word], Sequence[int]], Sequence[float]]
"""Asked about some gaps (the numbers of the words before them): the log odds that a sentence ends there."""


def sentence_starts(
    words: Sequence[Word], *, hard_breaks: Sequence[int] = (), longest: int = 160, judge: Judge | None = None
) -> list[int]:
    """Numbers of the words that begin a sentence, in order, the first word included.

    `hard_breaks` are offsets in the text where a sentence must end; one inside a word ends it after that word. A
    sentence of more than `longest` words is cut at a clause.
    """
    if not words:
        return []
    layout = Layout(words)
    breaks = [_rule(words, number, layout) for number in range(len(words) - 1)]
    ends = {number for number, found in enumerate(breaks) if found in (Break.YES, Break.OPEN_YES)}
    asked = [number for number, found in enumerate(breaks) if found in (Break.OPEN_YES, Break.OPEN_NO)]
    if judge is not None:
        ends = ends - set(asked) | _judged(words, asked, judge, 0.0)
    starts = {0} | {number + 1 for number in ends} | _forced(words, [*hard_breaks, *_datelines(words)])
    if judge is not None:
        starts |= {number + 1 for number in _judged(words, _suspects(words, sorted(starts)), judge, _GLUED)}
    return _cut_long(words, sorted(starts), longest)


def _judged(words: Sequence[Word], gaps: Sequence[int], judge: Judge, odds: float) -> set[int]:
    return {gap for gap, found in zip(gaps, judge(words, gaps), strict=True) if found > odds} if gaps else set()


def _suspects(words: Sequence[Word], starts: Sequence[int]) -> list[int]:
    """Gaps before capitals in long sentences: a heading may be glued to what follows ("Read more Rebels take ...")."""
    return [
        number
        for start, end in pairwise([*starts, len(words)])
        if end - start > _LONG
        for number in range(start, end - 1)
        if words[number].gap and words[number + 1].text[:1].isupper()
    ]


class Layout:
    """The lines of a text: how wide it was wrapped, and where each line begins and ends."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.line_of: list[int] = []
        self.first: list[int] = []  # number of each line's first word
        self.length: list[int] = []  # in code points
        self.block: list[int] = []  # lines of one block have no blank line between them
        line = block = 0
        self.first.append(0)
        self.block.append(0)
        for number, word in enumerate(words):
            self.line_of.append(line)
            if "\n" in word.gap and number + 1 < len(words):
                line, block = line + 1, block + (word.gap.count("\n") > 1)
                self.first.append(number + 1)
                self.block.append(block)
        for line, first in enumerate(self.first):
            last = self.first[line + 1] - 1 if line + 1 < len(self.first) else len(words) - 1
            self.length.append(words[last].start + len(words[last].text) - words[first].start)
        self.width: dict[int, int] = {}  # widest line of each block
        for line, block in enumerate(self.block):
            self.width[block] = max(self.width.get(block, 0), self.length[line])

    def wrapped(self, words: Sequence[Word], number: int) -> bool:
        """Is the line break after this word one that a column forced, so that the sentence goes on?"""
        following = words[number + 1].text
        if following[:1].islower():
            return True
        line = self.line_of[number]
        width = self.width[self.block[line]]
        if width > WRAP_WIDTH or width < 40:
            return False
        return self.length[line] + 1 + len(following) > width


def _rule(words: Sequence[Word], number: int, layout: Layout) -> Break:
    """What the rules say of the gap after word `number`, which is not the last."""
    gap = words[number].gap
    broken = "\n" in gap
    if gap.count("\n") > 1 or (broken and _BULLET.search(gap + words[number + 1].text + words[number + 1].gap[:1])):
        return Break.YES
    if broken and not layout.wrapped(words, number):
        return Break.YES
    found = _by_words(words, number, opens_line=layout.first[layout.line_of[number]])
    if broken and found is Break.NO and _numbered(words, number + 1) and _final(words, number):
        return Break.YES
    return found


def _by_words(words: Sequence[Word], number: int, *, opens_line: int) -> Break:
    core = _core(words, number)
    if core is None or not _opens(words, number + 1):
        return Break.NO
    quoted = core < number and any(words[i].text in CLOSERS - {")", "]", "}"} for i in range(core + 1, number + 1))
    mark = words[core].text
    if quoted and not mark.endswith(".") and _said_follows(words, number + 1):
        return Break.NO
    if not mark.endswith(".") or mark.endswith(".."):
        return Break.YES
    if core == number or words[core + 1].text in (")", "]"):
        return _after_stop(words, core, number + 1, opens_line)
    return Break.YES


def _after_stop(words: Sequence[Word], core: int, following: int, opens_line: int) -> Break:
    """A single full stop at word `core`, alone or at the end of an abbreviation; `following` begins with a capital."""
    before = words[core].text[:-1] or _glued(words, core)
    after = words[following].text
    letters = before.lower().replace("’", "'")
    kind = abbreviations().get(letters)
    if before.isdigit() and core - 1 <= opens_line and words[core].text == ".":
        return Break.NO  # "1. Troops ..." at the beginning of a line
    if after.startswith("/"):
        return Break.NO  # "MOSCOW, August 10. /TASS/"
    if kind == "inner" or (kind == "title" and (after[:1].isupper() or after[:1].isdigit())):
        return Break.NO
    if kind == "number" and (after[:1].isdigit() or re.fullmatch(r"[IVXLC]+", after)):
        return Break.NO
    if kind == "number" and letters in _MONTHS:
        return Break.OPEN_YES if after.lower() in word_list("openers") else Break.OPEN_NO
    opener = after.lower() in word_list("openers") or after in OPENERS
    if len(before) == 1 and before.isupper() and before != "I":
        return Break.OPEN_YES if opener else Break.NO  # an initial: "J. Smith"
    if kind == "open" or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", before):
        return Break.OPEN_YES if opener else Break.OPEN_NO
    return Break.YES


_MONTHS = frozenset({"jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"})


def _core(words: Sequence[Word], number: int) -> int | None:
    """The word with the final mark at or before `number`, closing quotation marks and brackets skipped."""
    if not words[number].gap and not _run_together(words, number):
        return None
    core = number
    while core > 0 and words[core].text in CLOSERS and not words[core - 1].gap and number - core < 3:
        core -= 1
    text = words[core].text
    if _FINAL.fullmatch(text):
        return core
    return core if text.endswith(".") and len(text) > 1 and any(char.isalnum() for char in text) else None


def _run_together(words: Sequence[Word], number: int) -> bool:
    """ "the town.The army": a space lost between two sentences, as pages copied by hand have it."""
    if words[number].text not in (".", "!", "?") or number == 0:
        return False
    before, after = words[number - 1].text, words[number + 1].text
    return len(before) > 2 and before.islower() and after[:1].isupper() and after.isalpha() and len(after) > 1


def _opens(words: Sequence[Word], number: int) -> bool:
    """Can a sentence begin here? A capital, a figure or a sign; "al-Bab" and the like count as capitals."""
    while number < len(words) - 1 and words[number].text in OPENERS and not words[number].gap:
        number += 1
    text = words[number].text
    if text.lower() in ("al", "el", "as", "ad", "an", "ar", "at", "az", "ash") and number + 2 < len(words):
        return text[:1].isupper() or (words[number + 1].text == "-" and words[number + 2].text[:1].isupper())
    if text[:1].islower():
        return any(char.isupper() for char in text) and "-" not in text[:1]
    return text not in CLOSERS - OPENERS and text not in (",", ";", ":", ".", "-", "–", "—", "...", "…")


def _said_follows(words: Sequence[Word], number: int) -> bool:
    for word in words[number : number + _SAID_WITHIN]:
        if word.text.lower() in word_list("said"):
            return True
        if word.text in _CLAUSE_ENDS:
            return False
    return False


def _glued(words: Sequence[Word], core: int) -> str:
    """The word right before a lone full stop, when nothing stands between them."""
    return words[core - 1].text if core and not words[core - 1].gap else ""


def _numbered(words: Sequence[Word], number: int) -> bool:
    return words[number].text[:-1].isdigit() and words[number].text[-1:] in ".)"


def _final(words: Sequence[Word], number: int) -> bool:
    return bool(_FINAL.fullmatch(words[number].text)) or words[number].text in (":", ";")


def _datelines(words: Sequence[Word]) -> list[int]:
    """Offsets right after the datelines that open lines."""
    text = "".join(word.text + word.gap for word in words)
    return [words[0].start + end for end in dateline_ends(text)]


def _forced(words: Sequence[Word], hard_breaks: Sequence[int]) -> set[int]:
    offsets = [word.start for word in words]
    return {number for number in (bisect_left(offsets, offset) for offset in hard_breaks) if number < len(words)}


def _cut_long(words: Sequence[Word], starts: Sequence[int], longest: int) -> list[int]:
    found: list[int] = []
    for start, end in pairwise([*starts, len(words)]):
        found.append(start)
        while end - start > longest:
            start = _clause_end(words, start + longest // 2, start + longest)
            found.append(start)
    return found


def _clause_end(words: Sequence[Word], low: int, high: int) -> int:
    """The last number in (low, high] after a line break, a semicolon, a colon, a comma; `high` where there is none."""
    tests: list[Callable[[Word], bool]] = [lambda w: "\n" in w.gap, *(lambda w, m=m: w.text == m for m in ";:,")]
    for test in tests:
        for number in range(high, low, -1):
            if test(words[number - 1]):
                return number
    return high
