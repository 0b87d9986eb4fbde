"""Boilerplate that goes on below its first line: lists of teasers, appeals in several paragraphs, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.read.cues import Cues
from muster.read.layout import Paragraph
from muster.record import BoilerplateKind

Kind = BoilerplateKind
Kinds = list[BoilerplateKind | None]

DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:,[^—–(/]{2,40})?\s*(?:\(|/|[—–]|--?\s)")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[•*–-])\s")

_IN_A_LIST = (None, Kind.RELATED, Kind.NAVIGATION, Kind.CAPTION)
_COMMENTS_FROM = 0.5  # a comments heading before this share of the text is a counter, not the comments
_APPEAL_REACH = 15  # paragraphs within which the button that closes an appeal is looked for


def mark_lists(paragraphs: Sequence[Paragraph], kinds: Kinds, cues: Cues) -> None:
    """A heading such as "Read more" takes the headlines, with or without blurbs, below it along."""
    opens = cues.kinds[Kind.RELATED].opens
    for index, paragraph in enumerate(paragraphs):
        if kinds[index] is Kind.RELATED and opens.search(paragraph.text):
            for taken in _list_below(paragraphs, kinds, index):
                kinds[taken] = Kind.RELATED


def _list_below(paragraphs: Sequence[Paragraph], kinds: Kinds, heading: int) -> Sequence[int]:
    """Indices of the teasers under the heading at index ``heading``."""
    taken: list[int] = []
    blurbs: list[int] = []
    if heading + 1 == len(paragraphs):
        return taken
    spaced = paragraphs[heading + 1].gap  # a list set without blank lines ends at the first one
    after_headline = into_prose = False
    for index in range(heading + 1, len(paragraphs)):
        paragraph, kind = paragraphs[index], kinds[index]
        if (paragraph.gap and not spaced) or kind not in _IN_A_LIST:
            break
        if _is_headline(paragraph):
            after_headline = kind is not Kind.CAPTION
        elif after_headline and paragraph.words <= 45 and not DATELINE.match(paragraph.text):
            blurbs.append(index)
            after_headline = False
        else:
            into_prose = True
            break
        taken.append(index)
    # Teasers have blurbs or have none: a single one before prose, or among headlines, is a paragraph of the report.
    if len(blurbs) == 1 and (into_prose or len(taken) > 3):
        return taken[: taken.index(blurbs[0])]
    return taken


def _is_headline(paragraph: Paragraph) -> bool:
    number = _NUMBERED.match(paragraph.text)
    text = paragraph.text[number.end() :] if number else paragraph.text
    if paragraph.words > 25 or replace(paragraph, text=text).sentences > 1:
        return False
    return not paragraph.ends_sentence or text.endswith("?") or number is not None


def mark_appeals(paragraphs: Sequence[Paragraph], kinds: Kinds, cues: Cues) -> None:
    """An appeal goes on to the button that closes it, or else as long as the page speaks of "we" and "you"."""
    appeal = cues.kinds[Kind.APPEAL]
    for index in range(len(paragraphs)):
        if kinds[index] is not Kind.APPEAL or (index and kinds[index - 1] is Kind.APPEAL):
            continue
        end = index + 1
        if appeal.opens.search(paragraphs[index].text):
            end = _closing(paragraphs, index, appeal.closes) or end
        while end < len(paragraphs) and kinds[end] in (None, Kind.APPEAL):
            if kinds[end] is None and not cues.person.search(paragraphs[end].unquoted):
                break
            end += 1
        for taken in range(index, end):
            kinds[taken] = Kind.APPEAL


def _closing(paragraphs: Sequence[Paragraph], opening: int, closes: re.Pattern[str]) -> int | None:
    """The index after the paragraph that closes what begins at ``opening``."""
    for index in range(opening + 1, min(opening + 1 + _APPEAL_REACH, len(paragraphs))):
        if closes.search(paragraphs[index].text):
            return index + 1
    return None


def mark_comments(paragraphs: Sequence[Paragraph], kinds: Kinds, cues: Cues) -> None:
    """Below the heading of the comments, everything is comments."""
    opens = cues.kinds[Kind.COMMENTS].opens
    for index, paragraph in enumerate(paragraphs):
        late = paragraph.start >= _COMMENTS_FROM * paragraphs[-1].end
        if late and kinds[index] is Kind.COMMENTS and opens.search(paragraph.text):
            kinds[index:] = [Kind.COMMENTS] * (len(kinds) - index)
            return
