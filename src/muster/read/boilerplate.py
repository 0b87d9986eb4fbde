"""Marks boilerplate: which paragraphs of a page are no part of the report, and why.

Words decide first (``data/boilerplate.yaml``), then the place on the page: menus and date lines only count over the
first paragraph of the report or under its last, and a heading such as "Read more" takes the list below it along. What
is marked is lost to the record, so a paragraph in doubt stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.read.cues import Cues, boilerplate_cues
from muster.read.header_dates import calendar, find_dates
from muster.read.layout import Paragraph
from muster.read.press import press
from muster.read.sections import Kinds, mark_appeals, mark_comments, mark_lists
from muster.record import Boilerplate, BoilerplateKind

Kind = BoilerplateKind

_SEPARATOR = re.compile(r"\s*[|·•›»>→]\s*|\s+/\s+|\t+|\s{3,}")
_URLS = re.compile(r"^(?:https?://\S+|www\.\S+)(?:\s+(?:https?://\S+|www\.\S+))*$")
_SLUG = re.compile(r"^\w+(?:-\s?\w+){2,}(?:\.(?:jpe?g|png|gif|webp))?$|^\S+\.(?:jpe?g|png|gif|webp)$")
_ARROW = re.compile(r"^\s*[→►▶⇒➜»]\s*\S")
_SENTENCE = re.compile(r".+?(?<=[a-zß-ÿ0-9\"”’)]{2}[.!?…])[\"'”’)]*(?=\s|$)", re.S)
_SLASH_CREDIT = re.compile(r"[\s.]/\s?([^/.]{2,40})$")
_SLASH_PAIR = re.compile(
    r"(?:^|[\s(\[])([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,5})\s?/\s?([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})[)\]]?$"
)

_BYLINE = re.compile(r"^(?:[Bb]y|BY|[Aa]uthor:)\s+(?P<name>[A-ZÀ-Þ][\w'’.-]+(?:\s+[A-ZÀ-Þ][\w'’.-]+){1,3})")
# An author's note that needs no byline: who reports for whom, and how to follow or reach them.
_REACHED = re.compile(r"\b(?:[Ff]ollow|[Rr]each|[Cc]ontact|[Ee]-?mail) (?:him|her|them|me)\b|(?<!\w)@\w{3,}")
_REPORTS_FOR = re.compile(
    r"\b(?:reporter|correspondent|journalist|editor|columnist|writer|analyst|producer|fellow|photographer)\b"
)
_AUTHOR_NOTE = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][\w'’.-]+(?:\s+[A-ZÀ-Þ][\w'’.-]+){1,3}),?\s+(?:is|was|covers|reports|writes|has|joined|works)\b"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_DECK_WORDS, _DECK_REACH = 17, 8  # a sentence of so few words within so many paragraphs over a byline is the deck
_SHOUTED_WORDS = 6
_REPORT_WORDS = 12  # of the first sentence of a report, behind which something else may stand
_SET_BEHIND = (Kind.APPEAL, Kind.RELATED, Kind.NAVIGATION, Kind.COMMENTS)
_NOTES_WITHIN = 6  # paragraphs from the end
_HEAD_PARAGRAPHS = 25  # no masthead is longer; a text without prose is not all masthead


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
    paragraphs = tuple(part for paragraph in paragraphs for part in _parted(paragraph, cues))
    kinds: Kinds = [_by_itself(paragraph, cues) for paragraph in paragraphs]
    _mark_repeated_captions(paragraphs, kinds)
    mark_lists(paragraphs, kinds, cues)
    mark_appeals(paragraphs, kinds, cues)
    mark_comments(paragraphs, kinds, cues)
    head, tail = _zones(paragraphs, kinds)
    _mark_shouted_links(paragraphs, kinds, head, tail)
    _mark_author_notes(paragraphs, kinds, head)
    outside = [*range(min(head, _HEAD_PARAGRAPHS)), *range(tail, len(paragraphs))]
    _mark_bars(paragraphs, kinds, outside, tail, cues)
    return Page(paragraphs, tuple(kinds), head, tail)


def _zones(paragraphs: Sequence[Paragraph], kinds: Kinds) -> tuple[int, int]:
    """Where the prose of the report begins and ends; what stands over its byline or date line is no part of it."""
    prose = [
        index
        for index, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True))
        if kind is None and paragraph.is_prose
    ]
    if not prose:
        return 0, 0
    first = prose[0]
    below = range(first + 1, min(first + 1 + _DECK_REACH, len(paragraphs)))
    if paragraphs[first].words <= _DECK_WORDS and any(_is_masthead_line(paragraphs[index]) for index in below):
        first = next((index for index in prose[1:] if not paragraphs[index].words <= _DECK_WORDS), first)
    return first, prose[-1] + 1


def _is_masthead_line(paragraph: Paragraph) -> bool:
    """A byline, or a line of little more than a date."""
    if paragraph.words > 10 or paragraph.ends_sentence:
        return False
    return bool(_BYLINE.match(paragraph.text)) or any(mention.year for mention in find_dates(paragraph.text))


def _parted(paragraph: Paragraph, cues: Cues) -> tuple[Paragraph, ...]:
    """The paragraph; in two, where an appeal or a teaser was set behind the sentences of a report: "... the army said.
    Sign up for our newsletter."."""
    cuts = [] if _AUTHOR_NOTE.match(paragraph.text) else paragraph.sentence_starts
    if not cuts or _by_itself(paragraph, cues) not in _SET_BEHIND:
        return (paragraph,)
    for cut in cuts:
        report, rest = paragraph.cut(cut)
        own = _first_sentence(report).words >= _REPORT_WORDS and not cues.person.search(report.unquoted)
        if own and _by_itself(report, cues) is None and cues.kind(_first_sentence(rest)) in _SET_BEHIND:
            return report, rest
    return (paragraph,)


def _first_sentence(paragraph: Paragraph) -> Paragraph:
    starts = paragraph.sentence_starts
    return paragraph.cut(starts[0])[0] if starts else paragraph


def _by_itself(paragraph: Paragraph, cues: Cues) -> BoilerplateKind | None:
    """The kind that the words or the shape of one paragraph show, wherever it stands."""
    text = paragraph.text
    if text.startswith("©") and _has_slash_credit(paragraph, cues):
        return Kind.CAPTION
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


def _mark_shouted_links(paragraphs: Sequence[Paragraph], kinds: Kinds, head: int, tail: int) -> None:
    """Headlines of other stories in capitals between the paragraphs; a heading of the report itself is shorter."""
    for index in range(head + 1, tail - 1):
        paragraph = paragraphs[index]
        if kinds[index] is None and paragraph.text.isupper() and paragraph.words >= _SHOUTED_WORDS:
            between = not paragraphs[index - 1].text.isupper() and not paragraphs[index + 1].text.isupper()
            if between and not paragraph.ends_sentence:
                kinds[index] = Kind.RELATED


def _mark_author_notes(paragraphs: Sequence[Paragraph], kinds: Kinds, head: int) -> None:
    """ "Jane Roe is our correspondent in Karsa.", under a report by Jane Roe."""
    bylines = [_BYLINE.match(paragraph.text) for paragraph in paragraphs]
    authors = {match.group("name").casefold() for match in bylines if match}
    for index in range(max(head + 1, len(paragraphs) - _NOTES_WITHIN), len(paragraphs)):
        text = paragraphs[index].text
        note = _AUTHOR_NOTE.match(text)
        reached = _REACHED.search(text) and _REPORTS_FOR.search(text)
        if kinds[index] is None and note and (note.group("name").casefold() in authors or reached):
            kinds[index] = Kind.DISCLAIMER


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
    if len(parts) == 1:  # one label, or a menu whose parts commas or nothing at all keeps apart
        parts = [part.strip() for part in (text if "," in text else _CAMEL.sub(",", text)).split(",")]
        words = text.casefold().split()
        buttons = len(words) > 1 and all(word in cues.menu for word in words)
        menu = buttons or all(part.casefold().strip(" .:!?") in cues.menu for part in parts)
        return menu and paragraph.words <= 8
    known = [part.casefold().strip(" .:!?") in cues.menu for part in parts]
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
