"""Marks boilerplate: which paragraphs of a page are no part of the report, and why.

Words decide first (``data/boilerplate.yaml``), then the place on the page: menus and date lines only count over the
first paragraph of the report or under its last, and a heading such as "Read more" takes the list below it along. What
is marked is lost to the record, so a paragraph in doubt stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from muster.read.cues import Cues, boilerplate_cues
from muster.read.header_dates import calendar, find_dates
from muster.read.layout import Paragraph
from muster.read.press import press
from muster.record import Boilerplate, BoilerplateKind

Kind = BoilerplateKind
Kinds = list[BoilerplateKind | None]

_SEPARATOR = re.compile(r"\s*[|·•›»>→]\s*|\s+/\s+|\t+|\s{3,}")
_URLS = re.compile(r"^(?:https?://\S+|www\.\S+)(?:\s+(?:https?://\S+|www\.\S+))*$")
_SLUG = re.compile(r"^\w+(?:-\s?\w+){2,}(?:\.(?:jpe?g|png|gif|webp))?$|^\S+\.(?:jpe?g|png|gif|webp)$")
_ARROW = re.compile(r"^\s*[→►▶⇒➜»]\s*\S")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[•*–-])\s")
_SENTENCE = re.compile(r".+?(?<=[a-zß-ÿ0-9\"”’)]{2}[.!?…])[\"'”’)]*(?=\s|$)", re.S)
_SLASH_CREDIT = re.compile(r"[\s.]/\s?([^/.]{2,40})$")
_SLASH_PAIR = re.compile(r"(?:^|[\s(])([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)/([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})\)?$")
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:,[^—–(/]{2,40})?\s*(?:\(|/|[—–]|--?\s)")

_HEAD_PARAGRAPHS = 25  # no masthead is longer; a text without prose is not all masthead
_COMMENTS_FROM = 0.5  # a comments heading before this share of the text is a counter, not the comments
_APPEAL_REACH = 15  # paragraphs within which the button that closes an appeal is looked for


@dataclass(frozen=True)
class Page:
    """The paragraphs of a text with their kinds. ``head`` is the index of the first paragraph of the report's prose,
    ``tail`` the index after its last; both 0 where there is no prose."""

    paragraphs: tuple[Paragraph, ...]
    kinds: tuple[BoilerplateKind | None, ...]
    head: int
    tail: int

    @property
    def boilerplate(self) -> tuple[Boilerplate, ...]:
        """The marked stretches; neighbours of one kind are one stretch."""
        found: list[Boilerplate] = []
        before: BoilerplateKind | None = None
        for paragraph, kind in zip(self.paragraphs, self.kinds, strict=True):
            if kind is not None and kind is before:
                found[-1] = Boilerplate(start=found[-1].start, end=paragraph.end, kind=kind)
            elif kind is not None:
                found.append(Boilerplate(start=paragraph.start, end=paragraph.end, kind=kind))
            before = kind
        return tuple(found)

    @property
    def body(self) -> list[Paragraph]:
        """The paragraphs of the report, from the first of its prose to the last."""
        pairs = zip(self.paragraphs[self.head : self.tail], self.kinds[self.head : self.tail], strict=True)
        return [paragraph for paragraph, kind in pairs if kind is None]


def mark(paragraphs: tuple[Paragraph, ...]) -> Page:
    """The page that ``paragraphs`` make up, with the kind of each paragraph that is boilerplate."""
    cues = boilerplate_cues()
    kinds: Kinds = [_by_itself(paragraph, cues) for paragraph in paragraphs]
    _mark_repeated_captions(paragraphs, kinds)
    _mark_lists(paragraphs, kinds, cues)
    _mark_appeals(paragraphs, kinds, cues)
    _mark_comments(paragraphs, kinds, cues)
    head, tail = _zones(paragraphs, kinds)
    outside = [*range(min(head, _HEAD_PARAGRAPHS)), *range(tail, len(paragraphs))]
    _mark_bars(paragraphs, kinds, outside, tail, cues)
    return Page(paragraphs, tuple(kinds), head, tail)


def _zones(paragraphs: Sequence[Paragraph], kinds: Kinds) -> tuple[int, int]:
    """Where the prose of the report begins and ends."""
    prose = [
        index
        for index, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True))
        if kind is None and paragraph.is_prose
    ]
    return (prose[0], prose[-1] + 1) if prose else (0, 0)


def _by_itself(paragraph: Paragraph, cues: Cues) -> BoilerplateKind | None:
    """The kind that the words or the shape of one paragraph show, wherever it stands."""
    text = paragraph.text
    if _URLS.match(text):
        return Kind.RELATED
    if _SLUG.match(text) and paragraph.words <= 10 and text.casefold() == text:
        return Kind.CAPTION
    if _ARROW.match(text) and not paragraph.ends_sentence and paragraph.words <= cues.limits["begins"]:
        return Kind.RELATED
    kind = cues.kind(paragraph) or cues.kind(_without_date(paragraph))
    if kind is None and _has_slash_credit(paragraph, cues):
        return Kind.CAPTION
    return kind


def _without_date(paragraph: Paragraph) -> Paragraph:
    """The paragraph without the date that it begins with: "date 2021-07-14 Support us!"."""
    first = next(iter(find_dates(paragraph.text[:40])), None)
    if first is None or not calendar().published.search(paragraph.text[: first.start] or "date"):
        return paragraph
    return replace(paragraph, text=paragraph.text[first.end :].strip() or paragraph.text)


def _has_slash_credit(paragraph: Paragraph, cues: Cues) -> bool:
    """Whether the paragraph ends like a caption: "... / TASS", "Jane Roe/Reuters"."""
    if paragraph.ends_sentence or paragraph.words > cues.limits["ends"]:
        return False
    slash = _SLASH_CREDIT.search(paragraph.text)
    pair = _SLASH_PAIR.search(paragraph.text)
    names = [slash.group(1)] if slash else []
    names += [pair.group(1), pair.group(2)] if pair else []
    lists = press()
    return any(name.strip() in cues.banks or lists.agency(name) or lists.outlet(name) for name in names)


def _mark_repeated_captions(paragraphs: Sequence[Paragraph], kinds: Kinds) -> None:
    """A sentence of the report that stands over it with a credit behind it is the caption of its picture."""
    for index, paragraph in enumerate(paragraphs):
        if kinds[index] is not None or paragraph.ends_sentence or paragraph.words > 60:
            continue
        sentences = [match.group().strip() for match in _SENTENCE.finditer(paragraph.text)]
        credit = _SENTENCE.sub("", paragraph.text).strip()
        later = [other.text for other in paragraphs[index + 1 :]]
        repeated = [s for s in sentences if len(s.split()) >= 8 and any(s in text for text in later)]
        if credit and repeated and len(repeated) == len(sentences):
            kinds[index] = Kind.CAPTION


def _mark_lists(paragraphs: Sequence[Paragraph], kinds: Kinds, cues: Cues) -> None:
    """A heading such as "Read more" takes the headlines, with or without blurbs, below it along."""
    opens = cues.kinds[Kind.RELATED].opens
    for index, paragraph in enumerate(paragraphs):
        if kinds[index] is Kind.RELATED and opens.search(paragraph.text):
            for taken in _list_below(paragraphs, kinds, index):
                kinds[taken] = Kind.RELATED


def _list_below(paragraphs: Sequence[Paragraph], kinds: Kinds, heading: int) -> Iterable[int]:
    """Indices of the teasers under the heading at index ``heading``."""
    taken: list[int] = []
    blurbs: list[int] = []
    if heading + 1 == len(paragraphs):
        return taken
    spaced = paragraphs[heading + 1].gap  # a list set without blank lines ends at the first one
    after_headline = False
    for index in range(heading + 1, len(paragraphs)):
        paragraph, kind = paragraphs[index], kinds[index]
        if (paragraph.gap and not spaced) or kind not in (None, Kind.RELATED, Kind.NAVIGATION):
            return taken
        if _is_headline(paragraph):
            after_headline = True
        elif after_headline and paragraph.words <= 45 and not _DATELINE.match(paragraph.text):
            blurbs.append(index)
            after_headline = False
        else:
            # Prose goes on: what looked like the only blurb was its first paragraph.
            return taken if len(blurbs) != 1 else taken[: taken.index(blurbs[0])]
        taken.append(index)
    return taken


def _is_headline(paragraph: Paragraph) -> bool:
    number = _NUMBERED.match(paragraph.text)
    text = paragraph.text[number.end() :] if number else paragraph.text
    if paragraph.words > 25 or replace(paragraph, text=text).sentences > 1:
        return False
    return not paragraph.ends_sentence or text.endswith("?") or number is not None


def _mark_appeals(paragraphs: Sequence[Paragraph], kinds: Kinds, cues: Cues) -> None:
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


def _mark_comments(paragraphs: Sequence[Paragraph], kinds: Kinds, cues: Cues) -> None:
    """Below the heading of the comments, everything is comments."""
    opens = cues.kinds[Kind.COMMENTS].opens
    for index, paragraph in enumerate(paragraphs):
        late = paragraph.start >= _COMMENTS_FROM * paragraphs[-1].end
        if late and kinds[index] is Kind.COMMENTS and opens.search(paragraph.text):
            kinds[index:] = [Kind.COMMENTS] * (len(kinds) - index)
            return


def _mark_bars(paragraphs: Sequence[Paragraph], kinds: Kinds, outside: Sequence[int], tail: int, cues: Cues) -> None:
    """Menus, section labels and date lines, looked for over and under the report only."""
    for index in outside:
        if kinds[index] is None and _is_bar(paragraphs[index], cues, under=index >= tail):
            kinds[index] = Kind.NAVIGATION
    # The name of the site over its menu.
    if len(paragraphs) > 1 and outside[:2] == [0, 1] and kinds[:2] == [None, Kind.NAVIGATION]:
        first, menu = paragraphs[:2]
        if not menu.gap and first.words <= 6 and len(segments(menu.text)) > 2 and not first.ends_sentence:
            kinds[0] = Kind.NAVIGATION


def _is_bar(paragraph: Paragraph, cues: Cues, *, under: bool) -> bool:
    text = paragraph.text
    parts = segments(text)
    known = [part.casefold().strip(" .:!?") in cues.menu for part in parts]
    if len(parts) == 1:
        return known[0] and paragraph.words <= 4
    if all(known):
        return True
    if paragraph.is_prose and not under:
        return False
    if len(parts) >= 3 and (under or find_dates(text)):
        return True
    brief = all(len(part.split()) <= 4 for part in parts)
    return len(parts) >= 3 and brief and not paragraph.ends_sentence


def segments(text: str) -> list[str]:
    """The parts of a menu or header line between its bars, dots, arrows or wide gaps."""
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
