"""A report's text cut for printing: body and boilerplate, with the passages that claims rest on.

Evidence spans that overlap are joined into one passage, so that each has one place on the page to jump to. The exact
words of a value are then an interval within its passage, in code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from muster.publish.words import visible
from muster.record import Report, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch ``[start, end)`` of a report's text that evidence covers; ``anchor`` is its name on the page."""

    anchor: str
    start: int
    end: int

    def at(self, start: int, end: int) -> str:
        """``[start, end)`` of the report's text as ``from-to`` within this passage."""
        return f"{max(start, self.start) - self.start}-{min(end, self.end) - self.start}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with ``anchor`` it is a passage (or the first part of one), printed character for character."""

    text: str
    passage: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Body text (``kind`` None) or one stretch of boilerplate."""

    kind: str | None
    pieces: tuple[Piece, ...]
    length: int


def find_passages(evidence: Iterable[Span], anchors: Iterator[str]) -> tuple[Passage, ...]:
    """Evidence spans of one report, overlapping ones joined, in order of the text; ``anchors`` names them."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in evidence):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Passage(next(anchors), start, end) for start, end in joined)


def cut(report: Report, passages: Sequence[Passage]) -> tuple[Block, ...]:
    """The whole text of ``report`` as blocks; passages and blocks are in order of the text and lose no word."""
    blocks: list[Block] = []
    last = 0
    for stretch in report.boilerplate:
        blocks.append(_block(report.text, last, stretch.start, None, passages))
        blocks.append(_block(report.text, stretch.start, stretch.end, stretch.kind.value, passages))
        last = stretch.end
    blocks.append(_block(report.text, last, len(report.text), None, passages))
    return tuple(block for block in blocks if any(piece.text.strip() for piece in block.pieces))


def _block(text: str, start: int, end: int, kind: str | None, passages: Sequence[Passage]) -> Block:
    pieces: list[Piece] = []
    last = start
    for passage in passages:
        first, stop = max(passage.start, start), min(passage.end, end)
        if first >= stop:
            continue
        pieces.append(Piece(visible(text[last:first])))
        # A passage that boilerplate cuts in two is named once, where it begins.
        anchor = passage.anchor if first == passage.start else None
        pieces.append(Piece(visible(text[first:stop]), passage=True, anchor=anchor))
        last = stop
    pieces.append(Piece(visible(text[last:end])))
    return Block(kind, _trimmed(pieces), end - start)


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without the blank lines around a block, which only the page's layout put there; passages stay as they are."""
    if not pieces[0].passage:
        pieces[0] = Piece(pieces[0].text.lstrip("\n\t "))
    if not pieces[-1].passage:
        pieces[-1] = Piece(pieces[-1].text.rstrip())
    return tuple(piece for piece in pieces if piece.text)
