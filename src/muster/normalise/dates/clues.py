"""What a report's own words say of its day of publication: each expression of time as the set of days that it allows.

A clue without a year allows the days of every year; other clues, or the case, tell which. Clues are weighed by rank:
a later rank only chooses among the days that the earlier ones left (:func:`narrow`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache, reduce

from muster.normalise.dates import calendar as cal
from muster.normalise.dates.daysets import ALL, FIRST_YEAR, LAST_YEAR, Days, meet, most_agreed, spans
from muster.normalise.dates.feasts import feast
from muster.normalise.dates.resolve import interval_of
from muster.normalise.dates.tense import shown_tense
from muster.normalise.dates.types import (
    Base,
    Calendar,
    Day,
    Holiday,
    Interval,
    Month,
    Part,
    Range,
    Reach,
    Tense,
    Timex,
    TimexType,
    Weekday,
    Years,
)
from muster.normalise.dates.yearly import Context
from muster.normalise.numerals import load_words

WEEK = 6  # days: news names a weekday for days within a week
NEAR = 80  # characters around a date within which a word shows its tense
AHEAD_WEEKDAY = 30  # days by which a weekday with its date may lie ahead
PAST, AHEAD = 240, 150  # days for which a date goes without its year; so in all dated news of TempEval-3
FEAST = 60  # days for which a feast goes without its year
# "last month" and "on June 3" speak of one thing side by side, "next month" and "June 4-8" when both look ahead.
TOGETHER, BOTH_AHEAD = 20, 800
# A report says "on Thursday" of its own news within this many characters from its beginning. In the 90 reports of
# TempEval-3 that do, the first such weekday is the day of publication in 22 of 28 where it is that of speaking ("said
# on Thursday"); where it is an event's, the report is of that day or the three after it in 60 of 62.
LEAD, REACTION = 600, 3
WEEKDAY_DATE = "a weekday with its date"
DATELINE, SPOKEN = "a dateline", "a weekday of speaking beside the dateline"
HEAD = 400  # characters from the beginning within which a dateline stands
# "VILNIUS, Sept 18 (AP) -": capitals, the day, and what opens the report
_BEFORE_DAY = re.compile(r"(?:^|\n)[ \t]*[^\W\d_a-z][^\n.:;?!a-z]{2,}(?:, [^\W\d_][^\n:;?!]{1,30})?,? ?$")
_AFTER_DAY = re.compile(r"\.?,?\s{0,2}(?:\(|/|—|–|--|- )")
_SPEECH = 30  # characters before the weekday within which the verb of speaking stands
_OPEN = frozenset({Reach.UNTIL, Reach.BY, Reach.THROUGH, Reach.BEFORE})


class Rank(IntEnum):
    """How far a clue is to be trusted: the lower, the more."""

    STATED = 0  # the calendar allows nothing else
    COPIED = 1  # its text stands in a dated report
    TOLD = 2  # what has happened lies before, what is to come ahead
    COMPANY = 3  # who tells the same news writes in the same weeks
    HABIT = 4  # as most reports are written


@dataclass(frozen=True, slots=True)
class Clue:
    """The ``days`` on which a report can have been published, by one thing that is known of it, and ``why``.

    ``words`` are the words of the report that say it; empty where others do.
    """

    rank: Rank
    days: Days
    why: str
    words: str = ""


def narrow(days: Days, clues: Iterable[Clue]) -> tuple[Days, list[Clue]]:
    """The days left of ``days``, and the clues that are enough to leave no others; where those of a rank differ, the
    days of the most are left."""
    every, used = days, list[Clue]()
    by_rank = sorted(clues, key=lambda clue: (clue.rank, clue.days, clue.why, clue.words))
    for rank in Rank:
        here = [clue for clue in by_rank if clue.rank is rank]
        left = most_agreed(days, [clue.days for clue in here])
        used += [clue for clue in here if meet(left, clue.days) == left and meet(days, clue.days) != days]
        days = left
    for clue in reversed(used):
        rest = [other for other in used if other is not clue]
        if reduce(meet, (other.days for other in rest), every) == days:
            used = rest
    return days, used


def reasons(used: Iterable[Clue]) -> tuple[str, ...]:
    """The clues in words, each once: "a past day: 'June 3'"."""
    return tuple(dict.fromkeys(f"{clue.why}: {clue.words!r}" if clue.words else clue.why for clue in used))


def tenses_of(text: str, found: Sequence[Timex]) -> list[Tense | None]:
    """The tense that words near each expression show, its preposition aside: "will reopen after Eid" is to come."""
    starts = [timex.outer_start if timex.outer_start >= 0 else timex.start for timex in found]
    return [shown_tense(text, start, timex.end, NEAR) for start, timex in zip(starts, found, strict=True)]


def own_clues(text: str, found: Sequence[Timex], tenses: Sequence[Tense | None]) -> list[Clue]:
    """The clues of ``text``, in which ``found`` are the time expressions with the tenses of :func:`tenses_of`."""
    pairs = list(zip(found, tenses, strict=True))
    return [
        *(clue for timex, tense in pairs for clue in _from_one(text, timex, tense)),
        *_from_months(text, pairs),
        *_from_lead(text, pairs),
        *_from_dateline(text, pairs),
    ]


def explicit(timex: Timex) -> Interval | None:
    """The interval of a form that names its own year; ``None`` for an end that lies open ("until 2042")."""
    form = timex.form.of if isinstance(timex.form, Part) else timex.form
    form = form.last if isinstance(form, Range) else form
    dated = isinstance(form, Day | Month) and form.year is not None
    if timex.reach in _OPEN or not (dated or (isinstance(form, Years) and form.count == 1)):
        return None
    return interval_of(form, Context(None, Tense.PAST, None))


def _from_one(text: str, timex: Timex, tense: Tense | None) -> Iterator[Clue]:
    """The clue of one dated expression: its days lie behind the report or ahead of it."""
    form, ahead = timex.form, tense is Tense.FUTURE
    named = explicit(timex)
    if named is not None and named.first is not None and named.last is not None:
        bound = (None, named.last.toordinal()) if ahead else (named.first.toordinal(), None)
        yield Clue(Rank.TOLD, spans([bound]), "to come" if ahead else "past", timex.text)
    if isinstance(form, Day) and form.weekday is not None and form.in_year is None:
        today = not ahead and _is_deictic(text, timex)
        before = AHEAD_WEEKDAY if ahead else WEEK if tense is None else 0
        after = 0 if ahead or today else WEEK
        yield Clue(Rank.STATED, _around(_days_of(form), before, after), WEEKDAY_DATE, timex.text)
        return
    first = form.first if isinstance(form, Range) else form
    if timex.reach in _OPEN or named is not None or tense is None:
        return
    if isinstance(first, Day) and first.year is None and first.in_year is None:
        before, after = (AHEAD, 0) if ahead else (0, PAST)
        yield Clue(
            Rank.TOLD, _around(_days_of(first), before, after), "a day to come" if ahead else "a past day", timex.text
        )
    elif isinstance(form, Holiday) and form.year is form.shift is form.in_year is None:
        feasts = [feast(form.name, year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        days = [feast.first for feast in feasts if feast and feast.first]
        before, after = (FEAST, 0) if ahead else (0, FEAST)
        yield Clue(Rank.TOLD, _around(days, before, after), "a feast to come" if ahead else "a past feast", timex.text)


def _is_deictic(text: str, timex: Timex) -> bool:
    """ "this Saturday 3 March", "today, 3 March": the day is the report's own."""
    before = text[max(0, timex.start - 12) : timex.start].casefold().rstrip(" ,(–—-")
    inside = timex.text.casefold()
    return any(
        before.split()[-1:] == [word] or inside.startswith(f"{word} ") for word in load_words("time.yaml")["own_day"]
    )


def _days_of(form: Day) -> list[date]:
    """The days that ``form`` can be, one a year; with a weekday, only the years in which it is that weekday."""
    years = (form.year,) if form.year is not None else range(FIRST_YEAR, LAST_YEAR + 1)
    days = [day for year in years if (day := cal.make_day(year, form.month, form.day))]
    return [day for day in days if form.year is not None or form.weekday in (None, day.weekday())]


def _around(days: Iterable[date], before: int, after: int) -> Days:
    return spans((day.toordinal() - before, day.toordinal() + after) for day in days)


def _from_months(text: str, pairs: Sequence[tuple[Timex, Tense | None]]) -> Iterator[Clue]:
    """ "next month ... June 4-8": May."""
    for relative, tense in pairs:
        form = relative.form
        if not (isinstance(form, Calendar) and form.unit == "month" and form.base is Base.PUBLISHED):
            continue
        for named, its_tense in pairs:
            month = _named_month(named)
            near = BOTH_AHEAD if tense is its_tense is Tense.FUTURE else TOGETHER
            between = text[min(named.end, relative.end) : max(named.start, relative.start)]
            if month is None or len(between) > near or (tense is not its_tense and ". " in between):
                continue
            years = (month.year,) if month.year is not None else range(FIRST_YEAR, LAST_YEAR + 1)
            months = [cal.month_of(year, month.month - form.shift) for year in years]
            ends = [(m.first.toordinal(), m.last.toordinal()) for m in months if m and m.first and m.last]
            yield Clue(Rank.STATED, spans(ends), f"beside {named.text}", relative.text)


def _named_month(timex: Timex) -> Day | Month | None:
    form = timex.form.first if isinstance(timex.form, Range) else timex.form
    form = form.of if isinstance(form, Part) else form
    return form if isinstance(form, Day | Month) and timex.type is TimexType.DATE else None


def _from_lead(text: str, pairs: Sequence[tuple[Timex, Tense | None]]) -> Iterator[Clue]:
    """The lead's bare past weekday; where days are told of, the first such one from the last of them.

    They take their year from the same month elsewhere in the text ("In May 2019").
    """
    lead = next(
        ((t, t.form) for t, tense in pairs if t.start < LEAD and tense is not Tense.FUTURE and _is_bare(t)), None
    )
    if lead is None or not isinstance(lead[1], Weekday):
        return
    words, weekday = lead[0].text, lead[1].weekday
    spoken = _speaks().search(text[max(0, lead[0].start - _SPEECH) : lead[0].start])
    begin, end = ALL[0]
    first = begin + (weekday - date.fromordinal(begin).weekday()) % 7
    after = 0 if spoken else REACTION
    yield Clue(Rank.HABIT, spans((day, day + after) for day in range(first, end + 1, 7)), "the lead's weekday", words)
    plain = [(t.form.last if isinstance(t.form, Range) else t.form, tense) for t, tense in pairs]
    years = {form.month: form.year for form, _ in plain if isinstance(form, Day | Month) and form.year}
    told = [form for form, tense in plain if tense is Tense.PAST and isinstance(form, Day)]
    news = [(form, years.get(form.month)) for form in told if form.year is None]  # with its year it is background
    days = [day for form, year in news if year and (day := cal.make_day(year, form.month, form.day))]
    if days:
        fresh = max(days) + timedelta(days=(weekday - max(days).weekday()) % 7)
        yield Clue(Rank.HABIT, _around([fresh], 0, 0), "the lead's weekday after the last day told of", words)


def _from_dateline(text: str, pairs: Sequence[tuple[Timex, Tense | None]]) -> Iterator[Clue]:
    """A dateline's day without its year, and the weekday on which somebody "said on Monday" soon after it."""
    days = [timex for timex, _ in pairs if timex.start < HEAD and _in_dateline(text, timex)]
    if not days or not isinstance(days[0].form, Day):
        return
    yield Clue(Rank.STATED, _around(_days_of(days[0].form), 0, 0), DATELINE, days[0].text)
    for timex, tense in pairs:
        if tense is Tense.FUTURE or not _is_bare(timex) or not isinstance(timex.form, Weekday):
            continue
        if days[0].end < timex.start < days[0].end + LEAD and _speaks().search(
            text[max(0, timex.start - _SPEECH) : timex.start]
        ):
            begin, end = ALL[0]
            first = begin + (timex.form.weekday - date.fromordinal(begin).weekday()) % 7
            yield Clue(Rank.HABIT, spans((day, day) for day in range(first, end + 1, 7)), SPOKEN, timex.text)
            return


def _in_dateline(text: str, timex: Timex) -> bool:
    form = timex.form
    if not isinstance(form, Day) or form.year is not None or form.in_year is not None or form.weekday is not None:
        return False
    before = text[max(0, timex.start - 60) : timex.start]
    return bool(_BEFORE_DAY.search(before) and _AFTER_DAY.match(text, timex.end))


@cache
def _speaks() -> re.Pattern[str]:
    """A verb of speaking, and no other sentence after it."""
    return re.compile(rf"\b(?:{'|'.join(load_words('time.yaml')['speaking'])})\b[^.!?]*$", re.I)


def _is_bare(timex: Timex) -> bool:
    return isinstance(timex.form, Weekday) and timex.form.shift is None and timex.form.week is None
