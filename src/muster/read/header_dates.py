"""Calendar dates as they stand in date lines, datelines and addresses: day, month and mostly a year, in figures or
with the month's name in English or another language of the press (``data/calendar.yaml``).

Only for pages' own dates. Time expressions of the report itself belong to ``muster.normalise``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from muster.read.cues import load

_CENTURY = 2000  # of a year of two figures
FIRST_YEAR, LAST_YEAR = 1950, 2100  # what a report of this tool can have been published in


@dataclass(frozen=True)
class DateMention:
    """A date at ``[start, end)``. ``year`` is ``None`` where the words give none; ``swappable`` says that day and month
    may stand in either order (04/03/2025), and then ``day`` and ``month`` are read day first."""

    start: int
    end: int
    text: str
    year: int | None
    month: int
    day: int
    swappable: bool = False

    def on(self, year: int) -> date | None:
        """The day in ``year``; ``None`` for 29 February of a common year."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def day_read(self) -> date | None:
        """The day as written; ``None`` without a year."""
        return None if self.year is None else self.on(self.year)

    @property
    def swapped(self) -> date | None:
        """The day with the month read first, where that is possible."""
        return date(self.year, self.day, self.month) if self.swappable and self.year else None


@dataclass(frozen=True)
class Calendar:
    """Month and weekday names with their numbers (Monday is 0), and the patterns of dates."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    month_first: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """The calendar of the shipped data file."""
    data = load("calendar.yaml")
    months, weekdays = _numbered(data["months"]), _numbered(data["weekdays"])
    month = rf"(?P<month>{_alternation(months)})\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?"
    year = r"(?P<year>\d{4}|['’]\d{2})(?!\d)"
    link = r"(?:\s*[-/]\s*|\.?\s*(?:de\s+|of\s+)?)"
    tail = r"(?:\s*[-/]\s*|,?\s+(?:de\s+)?)"
    patterns = (
        r"(?<![\d.,/-])(?P<year>\d{4})(?P<sep>[-./])(?P<monthnum>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<sep>[./-])(?P<monthnum>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d-]|\.\d)",
        r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<sep>\.)(?P<monthnum>\d{2})\.(?P<year>\d{2})(?![\d.,:%-])",
        r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<sep>/)(?P<monthnum>\d{1,2})/(?P<year>\d{2})(?![\d.,:%/-])",
        r"(?<!\d)(?P<year>\d{4})(?P<monthnum>\d{2})(?P<day>\d{2})T\d{4,6}Z?(?!\d)",
        r"(?<!\d)(?P<year>\d{4})年(?P<monthnum>\d{1,2})月(?P<day>\d{1,2})日",
        rf"(?<![\d.,:/-]){day}{link}{month}(?:{tail}{year})?(?!\w)",
        rf"(?<!\w){month}\s+{day}(?:,\s*|\s+){year}",
        rf"(?<!\w){month}\s+{day}(?![\d:]|\s*[–-]\s*\d)(?!\w)",
    )
    return Calendar(
        months=months,
        weekdays=weekdays,
        weekday=re.compile(rf"(?<!\w)(?:{_alternation(weekdays)})(?!\w)", re.I),
        published=_labels(data["published"]),
        updated=_labels(data["updated"]),
        month_first=frozenset(data["month_first"]),
        patterns=tuple(re.compile(pattern, re.I) for pattern in patterns),
    )


def _numbered(names: Mapping[int, list[str]]) -> dict[str, int]:
    return {name.casefold(): number for number, group in names.items() for name in group}


def _alternation(names: Mapping[str, Any]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _labels(words: list[str]) -> re.Pattern[str]:
    """One of ``words`` right before a date, with a weekday or a time of day between them at most."""
    label = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{label})\s*(?:on|at|le|el)?\s*[:\-–]?\s*$", re.I)


def find_dates(text: str) -> list[DateMention]:
    """The dates in ``text``, in order, none overlapping another; only real calendar days."""
    found: list[DateMention] = []
    for pattern in calendar().patterns:
        for mention in _matches(pattern, text):
            if not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[DateMention]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        numeric = groups.get("monthnum")
        month = int(numeric) if numeric else calendar().months[groups["month"].casefold()]
        day, year = int(groups["day"]), int(groups["year"].lstrip("'’")) if groups.get("year") else None
        year = year + _CENTURY if year is not None and year < 100 else year
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        day_first = bool(numeric) and match.start("day") < match.start("monthnum")
        if day_first and month > 12 >= day:
            day, month = month, day  # 07/14/2021
            day_first = False
        # Dots are written day first everywhere, hyphens nearly so; slashes are not.
        swappable = day_first and groups["sep"] == "/" and day <= 12 and day != month
        mention = DateMention(match.start(), match.end(), match.group(), year, month, day, swappable)
        if mention.on(year or 2000) is not None:
            yield mention


def weekday_in(text: str) -> int | None:
    """The first weekday named in ``text``, Monday being 0."""
    match = calendar().weekday.search(text)
    return calendar().weekdays[match.group().casefold()] if match else None
