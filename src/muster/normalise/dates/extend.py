"""What stands to the left and right of a matched core: parts, parts of day, comparisons, prepositions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from muster.normalise.dates.lexer import Token
from muster.normalise.dates.types import (
    Around,
    Calendar,
    Clock,
    Day,
    Duration,
    Form,
    Holiday,
    Month,
    MonthDay,
    Moved,
    Nth,
    Overnight,
    Part,
    Quarter,
    Reach,
    Recurrence,
    Reference,
    Rolling,
    Season,
    Shift,
    TimexType,
    Weekday,
    Years,
)
from muster.normalise.numerals import load_words


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in token indices, ``[first, last)``."""

    first: int
    last: int
    rule: str
    type: TimexType
    form: Form
    reach: Reach = Reach.AT
    outer: int = -1
    clock: str = ""
    day_part: str = ""
    mod: str = ""
    ends: tuple[Found, ...] = ()  # of a range that was joined, in order


@dataclass(frozen=True, slots=True)
class Source:
    """The text with its tokens and their classes."""

    text: str
    tokens: list[Token]
    classes: str

    def word(self, index: int) -> str:
        """The lower-case words of a token, empty outside the text."""
        if not 0 <= index < len(self.tokens):
            return ""
        return self.text[self.tokens[index].start : self.tokens[index].end].lower()

    def kind(self, index: int) -> str:
        """The class of a token, ``x`` outside the text."""
        return self.classes[index] if 0 <= index < len(self.classes) else "x"


PAST_HOUR = "past the hour"
_PARTABLE = (Month, Season, Years, Calendar, Quarter, Holiday, Weekday, Shift, Day)
_PART_NEEDS_OF = frozenset({"start", "end", "close", "beginning", "middle", "midst"})
_MODS = {"early": "START", "beginning": "START", "earlier": "START", "mid": "MID", "late": "END", "end": "END"}
_MODS |= {"later": "END"}
_DAY_GRAIN = (Weekday, Day, MonthDay, Overnight)


def is_day(form: Form) -> bool:
    """Whether a form names single days."""
    of_days = isinstance(form, Moved) and is_day(form.of)
    return isinstance(form, _DAY_GRAIN) or of_days or (isinstance(form, Shift) and form.unit == "day")


def extended(source: Source, item: Found) -> Found:
    """The expression with what belongs to it on either side."""
    for extend in (_with_unit, _with_day_part, _with_clock_value, _with_part, _with_comparison):
        item = extend(source, item)
    return item


def _with_unit(source: Source, item: Found) -> Found:
    """ "the week of March 9", "the first week of May", "the last day of 2019", "the final month of the year"."""
    before = item.first - 1
    before -= source.kind(before) == "e"
    if source.word(before) != "of" or source.kind(before - 1) != "u" or item.reach is not Reach.AT:
        return item
    unit = str(source.tokens[before - 1].value)
    if isinstance(item.form, Day) and unit == "week" and source.kind(before - 2) == "e":
        return replace(item, first=before - 2, form=Around(unit, item.form))
    index = _index(source, before - 2)
    if index is None or not isinstance(item.form, Month | Years | Season | Calendar | Quarter | Holiday):
        return item
    first = before - 3 if source.kind(before - 3) == "e" else before - 2
    return replace(item, first=first, form=Nth(index, unit, item.form))


def _index(source: Source, at: int) -> int | None:
    """Which of its kind a word says: "second" 2, "last" -1."""
    if source.word(at) in load_words("time.yaml")["last_of_kind"]:
        return -1
    return int(source.tokens[at].value) if source.kind(at) in ("o", "s") else None


def _with_day_part(source: Source, item: Found) -> Found:
    """ "Tuesday morning", "14 July in the evening", "the night of 14 July"; "this morning" already holds it."""
    own = next((i for i in range(item.first, item.last) if source.kind(i) == "B"), None)
    if own is not None and item.type in (TimexType.TIME, TimexType.SET):
        return replace(item, day_part=source.tokens[own].value)
    word = source.tokens[item.last - 1]
    if word.kind == "K" and word.value[1]:
        return replace(item, day_part=word.value[1], type=TimexType.TIME)
    if not is_day(item.form):
        return item
    after = item.last
    edges = load_words("time.yaml")["edges_of_day"]
    if source.word(after) == "at" and source.word(after + 1) in edges:  # "Tuesday at dawn"
        return replace(item, last=after + 2, day_part=source.tokens[after + 1].value, type=TimexType.TIME)
    if source.kind(after) == "B":
        return replace(item, last=after + 1, day_part=source.tokens[after].value, type=TimexType.TIME)
    before = item.first - 1 if source.kind(item.first - 1) != "e" else item.first - 2
    if source.word(before) in edges:  # "before dawn Friday"
        return replace(item, first=before, day_part=source.tokens[before].value, type=TimexType.TIME)
    if source.word(before) in ("of", "on") and source.kind(before - 1) == "B":
        first = before - 2 if source.kind(before - 2) == "e" else before - 1
        return replace(item, first=first, day_part=source.tokens[before - 1].value, type=TimexType.TIME)
    return item


def _with_clock_value(source: Source, item: Found) -> Found:
    """The time of day of a clock expression, 24 hours."""
    if item.type is not TimexType.TIME or not isinstance(item.form, Clock):
        return item
    kinds = source.classes[item.first : item.last]
    token = source.tokens[item.first]
    if item.rule == PAST_HOUR:
        return _past_the_hour(source, item, kinds)
    if token.kind == "b":
        return replace(item, clock="T" + load_words("time.yaml")["clock_words"][source.word(item.first)])
    if token.kind == "H":
        hour, minute = (int(part) for part in token.value.replace(".", ":").split(":")[:2])
    elif token.kind in "yn" and isinstance(token.value, int):
        hour, minute = token.value // 100, token.value % 100
    elif token.kind == "d":
        hour, minute = token.value, 0
    elif token.kind == "c":
        hour, minute = load_words("numbers.yaml")["cardinals"][token.value], 0
    else:
        return item
    if "A" in kinds:
        hour = hour % 12 + source.tokens[item.first + kinds.index("A")].value
    elif "B" in kinds:
        hour = evening_hour(hour, source.tokens[item.first + kinds.index("B")].value)
    return replace(item, clock=f"T{hour:02d}:{minute:02d}")


def evening_hour(hour: int, day_part: str) -> int:
    """Hours of an afternoon or evening in 24; "2 at night" stays."""
    late = day_part in ("AF", "EV") or (day_part == "NI" and hour >= _FIRST_OF_NIGHT)
    return hour + 12 if late and hour < 12 else hour


_FIRST_OF_NIGHT = 6  # o'clock


def _past_the_hour(source: Source, item: Found, kinds: str) -> Found:
    """ "half past five" 05:30, "a quarter to six" 05:45."""
    at = max(kinds.rfind("d"), kinds.rfind("c"))
    token = source.tokens[item.first + at]
    hour = token.value if token.kind == "d" else load_words("numbers.yaml")["cardinals"][token.value]
    minutes = 60 * hour + (30 if "4" in kinds else 15)
    if source.word(item.first + at - 1) in ("to", "before"):
        minutes -= 30
    half_day = source.tokens[item.last - 1].value if kinds.endswith("A") else 0
    minutes = minutes % 720 + 60 * half_day if kinds.endswith("A") else minutes
    return replace(item, clock=f"T{minutes // 60:02d}:{minutes % 60:02d}")


def _with_part(source: Source, item: Found) -> Found:
    """ "early July", "late in March", "the end of 2024", "mid-August", "earlier this week"."""
    if not isinstance(item.form, _PARTABLE) or (isinstance(item.form, Shift) and item.form.unit != "day"):
        return item
    before = item.first - 1
    if source.word(before) == "of" and source.word(before - 1) == "part":  # "the early part of next year"
        first = before - 2 - (source.kind(before - 3) == "e")
        part = source.tokens[before - 2].value if source.kind(before - 2) == "P" else ""
        return replace(item, first=first, form=Part(part, item.form), mod=_MODS[part]) if part in _MODS else item
    while source.kind(before) in "e-" or source.word(before) in ("in", "on", "of"):
        before -= 1
        if item.first - before > 3:
            return item
    if source.kind(before) != "P":
        return item
    needs_of, has_of = source.word(before) in _PART_NEEDS_OF, source.word(before + 1) == "of"
    if needs_of != has_of:
        return item
    part = source.tokens[before].value
    with_the = needs_of or (isinstance(item.form, Years) and item.form.count > 1)
    first = before - 1 if with_the and source.kind(before - 1) == "e" else before
    form = item.form if is_day(item.form) else Part(part, item.form)
    return replace(item, first=first, form=form, mod=_MODS[part])


_TIMEX3_COMPARISON = {
    "about": "APPROX",
    "more_than": "MORE_THAN",
    "less_than": "LESS_THAN",
    "at_least": "EQUAL_OR_MORE",
    "at_most": "EQUAL_OR_LESS",
}


def _with_comparison(source: Source, item: Found) -> Found:
    """ "around Nov. 1", "more than two years ago", "at least 30 days"."""
    comparing = load_words("time.yaml")["comparing"]
    measured = isinstance(item.form, Duration | Shift | Rolling)
    one, two = source.word(item.first - 1), f"{source.word(item.first - 2)} {source.word(item.first - 1)}"
    if measured and two in comparing:
        return replace(item, first=item.first - 2, mod=_TIMEX3_COMPARISON[comparing[two]])
    if measured and one in comparing and source.kind(item.first) != "e":
        return replace(item, first=item.first - 1, mod=_TIMEX3_COMPARISON[comparing[one]])
    unmodified = isinstance(item.form, Reference | Recurrence | Weekday)
    if one in load_words("time.yaml")["approximate_words"] and not unmodified:
        return replace(item, first=item.first - 1, mod="APPROX")
    return item


_REACH = {
    "since": Reach.SINCE,
    "from": Reach.FROM,
    "until": Reach.UNTIL,
    "till": Reach.UNTIL,
    "by": Reach.BY,
    "through": Reach.THROUGH,
    "before": Reach.BEFORE,
    "after": Reach.AFTER,
    "between": Reach.BETWEEN,
    "within": Reach.WITHIN,
    "during": Reach.DURING,
    "for": Reach.FOR,
}
_NEUTRAL = frozenset({"in", "on", "at", "of", "over", "throughout", "to"})


def with_reach(source: Source, item: Found) -> Found:
    """The expression with the preposition that governs it."""
    before = item.first - 1
    if source.kind(before) == "e":
        before -= 1
    word = source.word(before)
    following = item.last + (source.word(item.last) in ("'", "’"))
    if source.kind(item.first - 1) == "e" and source.kind(following) == ",":
        following += 1  # "after the 3 May 2019, attack"
    if word in ("before", "after") and source.kind(following) == "x" and source.word(following)[:1].isalpha():
        return replace(item, outer=item.first)  # "after the July 9 attack", "after Friday's vote": the date of a thing
    if word in _REACH:
        return replace(item, reach=_REACH[word], outer=before)
    return replace(item, outer=before if word in _NEUTRAL else item.first)
