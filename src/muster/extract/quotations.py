"""Quotations in plain text: which stretches of a report stand in quotation marks.

Straight, curly, guillemet and single marks are read. A single mark is a quotation mark only where it opens a word and
a fitting one closes it; in "the soldiers' camp" and "don't" it is an apostrophe.
"""

from __future__ import annotations

import re

PAIRS = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
MARK = re.compile("''|[\"“”«»„‹›]")
PARAGRAPH = re.compile(r"\n[ \t]*\n")
ELISION = re.compile(r"['’](?:\d0s|em|til|tis|twas|cause|round|n)\b", re.IGNORECASE)
SHORTEST = 3  # characters, marks included


def quotations(text: str) -> list[tuple[int, int]]:
    """Half-open character ranges of the quotations in ``text``, marks included, in order and never nested.

    A quotation left open at a paragraph's end counts where the next paragraph opens with a mark again (the custom for
    speech over several paragraphs); otherwise the open mark is dropped.
    """
    found: list[tuple[int, int]] = []
    for start, end, following in _paragraphs(text):
        doubles = _double(text, start, end, following)
        found.extend(doubles)
        found.extend(q for q in _single(text, start, end) if not any(a < q[1] and q[0] < b for a, b in doubles))
    return sorted((start, end) for start, end in found if end - start >= SHORTEST)


def _paragraphs(text: str) -> list[tuple[int, int, str]]:
    """Start, end and the first character of what follows, for each paragraph."""
    edges = [0]
    for gap in PARAGRAPH.finditer(text):
        edges += [gap.start(), gap.end()]
    edges.append(len(text))
    bounds = list(zip(edges[::2], edges[1::2], strict=True))
    heads = [text[start:end].lstrip()[:1] for start, end in bounds]
    return [(start, end, following) for (start, end), following in zip(bounds, [*heads[1:], ""], strict=True)]


def _double(text: str, start: int, end: int, following: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    closers = ""
    for mark in MARK.finditer(text, start, end):
        char = '"' if mark[0] == "''" else mark[0]  # two single marks are a double one
        if opened is not None and char in closers:
            found.append((opened, mark.end()))
            opened = None
        elif opened is None and (char in PAIRS or char == '"'):
            opened, closers = mark.start(), PAIRS.get(char, '"”')
    if opened is not None and following in (*PAIRS, '"') and following:
        found.append((opened, end))
    return found


def _single(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    i = start
    while i < end:
        if _opens(text, i, start):
            close = _closing(text, i, end)
            if close is not None:
                found.append((i, close + 1))
                i = close
        i += 1
    return found


def _opens(text: str, i: int, start: int) -> bool:
    if text[i] not in "‘'" or (i > start and text[i - 1] not in " \t\n([—–-"):
        return False
    return text[i + 1 : i + 2].isalnum() and not ELISION.match(text, i)


def _closing(text: str, opened: int, end: int) -> int | None:
    """Where a single quotation ends: at the first mark that punctuation precedes, or else the first one after a word
    that is no plural possessive."""
    marks = "’" if text[opened] == "‘" else "'"
    candidates = []
    for i in range(opened + 2, end):
        if text[i] == text[opened] == "‘":
            break
        if text[i] in marks and not text[i + 1 : i + 2].isalnum():
            if text[i - 1] in ",.!?…":
                return i
            candidates.append(i)
    plain = [i for i in candidates if not (text[i - 1] == "s" and text[i + 1 : i + 2] == " ")]
    return next(iter(plain or candidates), None)
