"""When a report without a date was published, as far as its own words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import UNSET

from muster.normalise.dates.clues import (
    DATELINE,
    SPOKEN,
    WEEKDAY_DATE,
    Clue,
    explicit,
    narrow,
    own_clues,
    reasons,
    tenses_of,
)
from muster.normalise.dates.daysets import ALL, Days, hull, meet, spans
from muster.normalise.dates.find import find_timexes
from muster.normalise.dates.types import Tense, Timex
from muster.record import DateBasis, Published

_NAME_YEAR = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?[- ]((?:19|20)\d\d)\b")
_YEAR = 366  # days: news rarely goes without a date of the last year
_WIDEST = 92  # days; of a wider interval only the lower bound that a date with its year gives is kept


def published_clues(text: str, timexes: Sequence[Timex] | None = None) -> list[Clue]:
    """What the expressions of time in ``text`` say of its day of publication."""
    found = list(find_timexes(text) if timexes is None else timexes)
    return own_clues(text, found, tenses_of(text, found))


def infer_published(text: str, timexes: Sequence[Timex] | None = None) -> Published | None:
    """The interval in which ``text`` was published, by its words; None where they say nothing. ``basis`` is text.

    The clues of the text are weighed by rank. A weekday with its date takes the first year that it fits from the last
    date that the report gives with its year; other clues do not: news mostly speaks of earlier years by their number
    and of its own without (in 21 of 28 reports of TempEval-3 the last such day or month is more than a year old). Where
    the days are too many, the last past date with its year is a lower bound.
    """
    found = list(find_timexes(text) if timexes is None else timexes)
    tenses = tenses_of(text, found)
    days, used = narrow(ALL, own_clues(text, found, tenses))
    first, words = _last_dated(found, tenses)
    if first is not None and any(clue.why == WEEKDAY_DATE for clue in used):
        days = _first_year(days, first)
    if {DATELINE, SPOKEN} <= {clue.why for clue in used} and (known := first or _named_year(text)) is not None:
        days = _next_day(days, known)
    begin, end = hull(days)
    if used and end - begin <= _WIDEST:
        return _published(begin, end, used[-1].words, reasons(used))
    return None if first is None else _published(first.toordinal(), None, words)


def _next_day(days: Days, first: date) -> Days:
    """Of the days that a dateline and a weekday leave, years apart, the first that is not before ``first``."""
    later = [day for begin, end in days for day in (begin, end) if day >= first.toordinal()]
    return spans([(min(later), min(later))]) if later else days


def _named_year(text: str) -> date | None:
    """The latest year in a name with its year ("Zapad-2021"), as its first day."""
    years = [int(found[1]) for found in _NAME_YEAR.finditer(text)]
    return date(max(years), 1, 1) if years else None


def _first_year(days: Days, first: date) -> Days:
    """Of the years that clues without a year leave, the one after ``first``."""
    return meet(days, spans([(None, first.toordinal() + _YEAR)])) or days


def _last_dated(found: Sequence[Timex], tenses: Sequence[Tense | None]) -> tuple[date | None, str | None]:
    """The first day of the last past date that is given with its year, and its words."""
    named = [
        (interval.first, timex.text)
        for timex, tense in zip(found, tenses, strict=True)
        if tense is not Tense.FUTURE and (interval := explicit(timex)) and interval.first
    ]
    return max(named, key=lambda pair: pair[0], default=(None, None))


def _published(first: int, last: int | None, words: str | None, why: tuple[str, ...] = ()) -> Published:
    ends = (None if day is None else date.fromordinal(day).isoformat() for day in (first, last))
    return Published(from_=next(ends), to=next(ends), basis=DateBasis.TEXT, text=words, reasons=why or UNSET)
