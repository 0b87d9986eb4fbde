"""When a page says it was published, and where it says so.

Only what the page says of itself counts: metadata, a date line over or under the report, a dateline with a full date,
the address. A date inside a sentence, a caption or a teaser is the date of something else. Without any of these the
date stays unknown, and the case may fix it later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from muster.read.boilerplate import Page
from muster.read.document import unix_day
from muster.read.header_dates import FIRST_YEAR, LAST_YEAR, DateMention, calendar, find_dates, weekday_in
from muster.record import BoilerplateKind, DateBasis, Published

_TIME = r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?"
_BEFORE = re.compile(rf"(?:{_TIME})[\s,]*$", re.I)
_OPEN_LEFT = re.compile(r"(?:^|^\W*[Oo]n|[|·•,;:(\[–—/-]|\s{3,})\s*$")
_OPEN_RIGHT = re.compile(rf"^(?:T\d{{2}}:)|^\s*(?:$|[|·•,;.)\]–—/-]|\s{{2,}}|(?:at\s+)?{_TIME}|\(|By\b)", re.I)
_DATELINE_PLACE = re.compile(r"^\W*[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]+(?:,\s*[^,\d]{2,30})?,\s*$")
_LEAD_IN = re.compile(r"^\W*(?:[A-ZÀ-Þ][\w'’.&-]*\s*(?:of\s+|the\s+)?){1,5},\s*$")
_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([/_.-])([01]?\d)\2([0-3]?\d)(?!\d)|(?<![0-9A-Za-z])((?:19|20)\d{2})([01]\d)([0-3]\d)(?![0-9A-Za-z])"
)
_URL_LINE = re.compile(r"^(?:\w+:\s*)?(?P<url>(?:https?://|www\.)\S+)$")
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d{2}(?![\d,]|\.\d)|(?<=[A-Za-z]-)20\d{2}\b")
_HORIZON = re.compile(r"\b(?:until|till|through|by|to|beyond|after|before)\s+(?:\w+\s+(?:of\s+)?)?$", re.I)
_NO_DATES = (BoilerplateKind.RELATED, BoilerplateKind.CAPTION, BoilerplateKind.COMMENTS)

_DATELINE_REACH = 100  # characters within which a dateline holds its date
_UPDATE_DAYS = 3  # an update later than this is a correction, not the day's report written anew


@dataclass(frozen=True)
class _Stated:
    """A date that a line of the page states of itself."""

    mention: DateMention
    line: str
    label: str  # "published", "updated" or ""


def from_value(value: str) -> Published:
    """The date of a metadata field: ISO 8601, RFC 2822 or words; as the field writes it, its time zone kept."""
    words = value.strip()
    if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", words) and (day := unix_day(float(words))):
        return _given(date.fromisoformat(day), DateBasis.METADATA, words)
    try:
        return _given(date.fromisoformat(words[:10]), DateBasis.METADATA, words)
    except ValueError:
        pass
    try:
        return _given(parsedate_to_datetime(words).date(), DateBasis.METADATA, words)
    except (ValueError, TypeError, IndexError):
        pass
    for mention in find_dates(words):
        settled = _settle(mention, words, None)
        if settled:
            return _given(settled, DateBasis.METADATA, words)
    return Published()


def find_published(page: Page, *, address: str = "", country: str | None = None) -> Published:
    """The date of publication that ``page`` states, else that of its ``address`` (URL or file name).

    ``country`` (of the outlet) tells how it writes 04/03/2025.
    """
    at_address = from_address(address) if address else Published()
    at_address = at_address if at_address.from_ else from_address(own_address(page) or "")
    stated = list(_stated(page))
    hint = at_address.day
    for label in ("published", "", "updated"):
        for entry in stated:
            day = _settle(entry.mention, entry.line, country, hint) if entry.label == label else None
            if day is not None:
                return _given(_as_written(day, stated, page, country), DateBasis.HEADER, entry.mention.text)
    return _from_dateline(page, country) or (at_address if at_address.from_ else _from_yearless(page))


def own_address(page: Page) -> str | None:
    """The one URL that stands on a line of its own over the report: that of the page, not a link of its text."""
    over = [paragraph.text for paragraph in page.paragraphs[: page.head]]
    found = [match.group("url") for text in over if (match := _URL_LINE.match(text))]
    return found[0] if len(found) == 1 else None


def from_address(address: str) -> Published:
    """The date in a URL or file name: ``/2021/07/14/``, ``2021-07-14``, ``20210714``. Only a whole day counts."""
    days = []
    for match in _URL_DATE.finditer(address):
        year, month, day = match.group(1, 3, 4) if match.group(1) else match.group(5, 6, 7)
        try:
            days.append((date(int(year), int(month), int(day)), match.group()))
        except ValueError:
            continue
    if len({day for day, _ in days}) != 1:
        return Published()
    return _given(days[0][0], DateBasis.URL, days[0][1])


def _given(day: date, basis: DateBasis, text: str) -> Published:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Published()
    return Published(from_=day.isoformat(), to=day.isoformat(), basis=basis, text=text)


def _settle(mention: DateMention, line: str, country: str | None, hint: date | None = None) -> date | None:
    """The one day a mention stands for; ``None`` without a year, or where day and month cannot be told apart."""
    if not mention.swappable:
        return mention.day_read
    first, second = mention.day_read, mention.swapped
    weekday = weekday_in(line)
    if weekday is not None and first and second and first.weekday() != second.weekday():
        return next((day for day in (first, second) if day.weekday() == weekday), None)
    if hint in (first, second):
        return hint
    if country:
        return second if country in calendar().month_first else first
    return None


def _stated(page: Page) -> Iterator[_Stated]:
    """The dates of the lines over the report, and the labelled ones of those under it."""
    for index, (paragraph, kind) in enumerate(zip(page.paragraphs, page.kinds, strict=True)):
        inside = page.head <= index < page.tail
        if inside or kind in _NO_DATES:
            continue
        for mention in find_dates(paragraph.text):
            label = _label(paragraph.text, mention)
            over = index < page.head or page.tail == 0
            if label or (over and kind is not BoilerplateKind.APPEAL and _stands_alone(paragraph.text, mention)):
                yield _Stated(mention, paragraph.text, label)


def _label(line: str, mention: DateMention) -> str:
    before = _left(line, mention)
    if calendar().updated.search(before):
        return "updated"
    return "published" if calendar().published.search(before) else ""


def _left(line: str, mention: DateMention) -> str:
    """What stands before a date, less the weekday and the time of day that belong to it."""
    before = line[: mention.start].rstrip(" ,")
    named = list(calendar().weekday.finditer(before))
    if named and not before[named[-1].end() :].strip(" .,"):
        return _BEFORE.sub("", before[: named[-1].start()])
    return _BEFORE.sub("", line[: mention.start])


def _stands_alone(line: str, mention: DateMention) -> bool:
    """Whether a date is a part of its own in a header line, not a word in a headline."""
    return bool(_OPEN_LEFT.search(_left(line, mention)) and _OPEN_RIGHT.match(line[mention.end :]))


def _as_written(day: date, stated: Sequence[_Stated], page: Page, country: str | None) -> date:
    """``day``, or the day of an update soon after, where the report's first words are of that day.

    A page posted on Monday and written anew on Tuesday says "on Tuesday", and means the day it was written anew.
    """
    for entry in stated:
        updated = _settle(entry.mention, entry.line, country) if entry.label == "updated" else None
        if updated is None or not day < updated <= day + timedelta(days=_UPDATE_DAYS):
            continue
        lead = " ".join(paragraph.text for paragraph in page.body[:2])
        if any(
            calendar().weekdays[m.group().casefold()] == updated.weekday() for m in calendar().weekday.finditer(lead)
        ):
            return updated
    return day


def _dateline(page: Page) -> tuple[DateMention, str] | None:
    """The date of the dateline that opens the report: "KABUL, June 5, 2024 (AP) -"."""
    for paragraph in page.body[:1]:
        opening = paragraph.text[:_DATELINE_REACH]
        for mention in find_dates(opening)[:1]:
            right = opening[mention.end :].lstrip(" .,:")
            if _DATELINE_PLACE.match(opening[: mention.start]) and right[:1] in ("(", "/", "-", "–", "—"):
                return mention, paragraph.text
            # "Harbour Gazette, 12 March 2024. Three ..."
            closed = opening[mention.end :].lstrip(" ")[:1] in (".", ":", "-", "–", "—")
            if mention.year and closed and _LEAD_IN.match(opening[: mention.start]):
                return mention, paragraph.text
    return None


def _from_dateline(page: Page, country: str | None) -> Published | None:
    found = _dateline(page)
    day = _settle(found[0], found[1][:_DATELINE_REACH], country) if found else None
    return _given(day, DateBasis.TEXT, found[0].text) if found and day else None


def _from_yearless(page: Page) -> Published:
    """The date of a date line or dateline without a year, where the report's own years and weekday settle it.

    The year is the last that the report speaks of as past or present, or the next, and only if the day then falls on
    the weekday that the report gives for its news.
    """
    stated = [(entry.mention, entry.line) for entry in _stated(page)]
    dateline = _dateline(page)
    mentions = [mention for mention, _ in [*stated, *([dateline] if dateline else [])] if mention.year is None]
    lead = page.body[0].text if page.body else ""
    weekday = weekday_in(lead)
    years = [
        int(m.group()[-4:])
        for p in page.body
        for m in _YEAR.finditer(p.text)
        if not _HORIZON.search(p.text[: m.start()])
    ]
    if not mentions or not years or weekday is None:
        return Published()
    for year in (max(years), max(years) + 1):
        day = mentions[0].on(year)
        if day is not None and day.weekday() == weekday:
            return _given(day, DateBasis.TEXT, mentions[0].text)
    return Published()
