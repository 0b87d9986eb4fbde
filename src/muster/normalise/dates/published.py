"""When a report without a date was published, as far as its own words tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import UNSET

from muster.normalise.dates.clues import Clue, explicit, narrow, own_clues, reasons
from muster.normalise.dates.daysets import ALL, Days, hull, meet, spans
from muster.normalise.dates.find import find_timexes
from muster.normalise.dates.tense import tense_at
from muster.normalise.dates.types import Tense, Timex
from muster.record import DateBasis, Published

_YEAR = 366  # days: news rarely goes without a date of the last year
_WIDEST = 92  # days; of a wider interval only the bounds that dates with their year give are kept


def published_clues(text: str, timexes: Sequence[Timex] | None = None) -> list[Clue]:
    """What the expressions of time in ``text`` say of its day of publication."""
    found = list(find_timexes(text) if timexes is None else timexes)
    return own_clues(text, found, _tenses(text, found))


def infer_published(text: str, timexes: Sequence[Timex] | None = None) -> Published | None:
    """The interval in which ``text`` was published, by its words; None where they say nothing. ``basis`` is text.

    The clues of the text are weighed by rank. Of the years that clues without a year leave, the first after the last
    date that the report gives with its year is taken. Where the days are still too many, the past and coming dates
    with their years are bounds.
    """
    found = list(find_timexes(text) if timexes is None else timexes)
    tenses = _tenses(text, found)
    first, last, words = _bounds(found, tenses)
    days, used = narrow(ALL, own_clues(text, found, tenses))
    if first is not None:
        days = _first_year(days, first)
    begin, end = hull(days)
    if used and end - begin <= _WIDEST:
        return _published(begin, end, used[-1].words, reasons(used))
    if first is None:
        return None
    return _published(first.toordinal(), last.toordinal() if last and last >= first else None, words)


def _tenses(text: str, found: Sequence[Timex]) -> list[Tense]:
    """The tenses of the clauses: "will reopen after Eid" is to come, whatever "after" says by itself."""
    return [tense_at(text, timex.outer_start if timex.outer_start >= 0 else timex.start, timex.end) for timex in found]


def _first_year(days: Days, first: date) -> Days:
    """Of the years that clues without a year leave, the one after ``first``."""
    return meet(days, spans([(None, first.toordinal() + _YEAR)])) or days


def _bounds(found: Sequence[Timex], tenses: Sequence[Tense]) -> tuple[date | None, date | None, str | None]:
    """What dates with their year allow: published no earlier, no later than; and the words of the lower bound."""
    first: date | None = None
    last: date | None = None
    words: str | None = None
    for timex, tense in zip(found, tenses, strict=True):
        named = explicit(timex)
        if named is None or named.first is None or named.last is None:
            continue
        if tense is Tense.FUTURE:
            last = min(last or named.last, named.last)
        elif first is None or named.first > first:
            first, words = named.first, timex.text
    return first, last, words


def _published(first: int, last: int | None, words: str | None, why: tuple[str, ...] = ()) -> Published:
    ends = (None if day is None else date.fromordinal(day).isoformat() for day in (first, last))
    return Published(from_=next(ends), to=next(ends), basis=DateBasis.TEXT, text=words, reasons=why or UNSET)
