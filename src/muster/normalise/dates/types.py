"""The types of time expressions: what is read from the words (forms) before any calendar is consulted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Tense(StrEnum):
    """The tense of the verb a time expression belongs to; it decides between last Friday and next Friday."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Reach(StrEnum):
    """How a preposition opens or moves the interval: "since 2001" runs on, "until 2042" comes from the open past."""

    AT = "at"
    SINCE = "since"
    FROM = "from"
    UNTIL = "until"
    BY = "by"
    THROUGH = "through"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    WITHIN = "within"
    DURING = "during"
    FOR = "for"


class Base(StrEnum):
    """What a relative expression counts from."""

    PUBLISHED = "published"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Count:
    """How many units: ``low`` = ``high`` for a number, a range for "several"; ``vague`` where no number is said."""

    low: float
    high: float
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; ``weekday`` (Monday 0) where it is said as well; ``in_year`` -1 for "last year"."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    in_year: int | None = None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of an unnamed month: "on the 15th", "Friday the 13th"; ``in_month`` -1 for "the 5th of last month"."""

    day: int
    weekday: int | None = None
    in_month: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday; ``shift`` -1 last, 0 this, +1 next; ``week`` the same for "Monday of last week"."""

    weekday: int
    shift: int | None = None
    week: int | None = None
    base: Base = Base.PUBLISHED


@dataclass(frozen=True, slots=True)
class Month:
    """A month (1-12), with its year or a shift ("last April"); ``in_year`` -1 for "April last year"."""

    month: int
    year: int | None = None
    shift: int | None = None
    in_year: int | None = None
    base: Base = Base.PUBLISHED


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its TIMEX3 code (SP SU FA WI), with its year or a shift."""

    code: str
    year: int | None = None
    shift: int | None = None
    in_year: int | None = None
    base: Base = Base.PUBLISHED


@dataclass(frozen=True, slots=True)
class Quarter:
    """The ``index``-th of ``parts`` equal parts of a year: 4 quarters, 2 halves; ``in_year`` -1 for "of last year"."""

    index: int
    parts: int = 4
    year: int | None = None
    in_year: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """``count`` calendar years from ``first``: 1 a year, 10 a decade, 100 a century."""

    first: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar unit around the base, shifted: "last week" (-1), "this month" (0), "that year" (0, anchor)."""

    unit: str
    shift: int = 0
    base: Base = Base.PUBLISHED


@dataclass(frozen=True, slots=True)
class Shift:
    """``count`` units before (``sign`` -1) or after (+1) the base: "two days ago", "a year earlier", "tomorrow"."""

    count: Count
    unit: str
    sign: int
    base: Base = Base.PUBLISHED


@dataclass(frozen=True, slots=True)
class Rolling:
    """The ``count`` units up to (-1) or from (+1) publication: "the past week", "the next three days"."""

    count: Count
    unit: str
    sign: int


@dataclass(frozen=True, slots=True)
class Moved:
    """``of`` moved by ``count`` units: "a week ago Friday", "two years ago this month", "a month from tomorrow"."""

    count: int
    unit: str
    of: Form


@dataclass(frozen=True, slots=True)
class Around:
    """The calendar unit that holds a day: "the week of March 9", "Easter weekend"."""

    unit: str
    of: Form


@dataclass(frozen=True, slots=True)
class Nth:
    """The ``index``-th ``unit`` within a period, -1 the last: "the first week of May", "the last two days of 2019"."""

    index: int
    unit: str
    of: Form
    count: int = 1


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast of data/time.yaml, with its year or a shift ("last Christmas")."""

    name: str
    year: int | None = None
    shift: int | None = None
    in_year: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period: "early July", "the end of 2024", "later this year"."""

    part: str
    of: Form


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of ``first`` to the last day of ``last``."""

    first: Form
    last: Form


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day alone; its day is the anchor's."""


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night before the day of publication ends: yesterday to today."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Past, present or future without a calendar date: "recently", "now", "soon"."""

    to: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time with no place on the calendar; ``rest`` is what is added: "a year *and two months*"."""

    count: Count
    unit: str
    rest: Duration | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something that comes back: every ``count`` ``unit``; ``weekday`` for "Fridays", ``of_year`` a month ("07") or
    season ("SU") of every year."""

    unit: str
    count: Count = Count(1, 1)
    weekday: int | None = None
    of_year: str = ""


Form = (
    Day
    | MonthDay
    | Weekday
    | Month
    | Season
    | Quarter
    | Years
    | Calendar
    | Shift
    | Rolling
    | Moved
    | Around
    | Nth
    | Holiday
    | Part
    | Range
    | Clock
    | Overnight
    | Reference
    | Duration
    | Recurrence
)


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: ``text`` is the text at ``[start, end)``, without the preposition that governs it.

    ``outer_start`` is where that preposition begins (``start`` where there is none) and ``reach`` what it does.
    ``clock`` is a time of day as "T05:40", ``day_part`` a TIMEX3 code (MO, AF, EV, NI); both empty where not said.
    ``mod`` is the TIMEX3 modifier (START, MID, END, APPROX, MORE_THAN ...); ``rule`` names the rule that read it;
    ``ends`` are the two expressions of a range ("from 3 June to 8 July").
    """

    start: int
    end: int
    text: str
    type: TimexType
    rule: str
    form: Form
    reach: Reach = Reach.AT
    outer_start: int = -1
    clock: str = ""
    day_part: str = ""
    mod: str = ""
    ends: tuple[Timex, ...] = ()

    @property
    def approximate(self) -> bool:
        """Whether the words themselves say "about"."""
        return self.mod == "APPROX"


@dataclass(frozen=True, slots=True)
class Interval:
    """Inclusive days; None is an open end. ``grain`` is the unit it was said in."""

    first: date | None
    last: date | None
    grain: str = "day"
    approximate: bool = False
