"""Finding time expressions: rules over token classes, then what stands to their left and right, then ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from muster.normalise.dates.grammar import Groups
from muster.normalise.dates.lexer import CORE, Token, tokenise
from muster.normalise.dates.rules_calendar import CALENDAR_RULES
from muster.normalise.dates.rules_relative import RELATIVE_RULES
from muster.normalise.dates.types import (
    Base,
    Calendar,
    Clock,
    Day,
    Duration,
    Form,
    Holiday,
    Month,
    Overnight,
    Part,
    Quarter,
    Range,
    Reach,
    Recurrence,
    Reference,
    Rolling,
    Season,
    Shift,
    Timex,
    TimexType,
    Weekday,
    Years,
)
from muster.normalise.numerals import load_words

RULES = CALENDAR_RULES + RELATIVE_RULES


@dataclass(frozen=True, slots=True)
class _Found:
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


@dataclass(frozen=True, slots=True)
class _Text:
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
        return self.classes[index] if 0 <= index < len(self.classes) else "x"


def find_timexes(text: str, start: int = 0, end: int | None = None) -> list[Timex]:
    """The time expressions of ``text[start:end]``, in order and without overlap; offsets count in ``text``.

    The longest reading at the leftmost place wins. Nothing outside ``[start, end)`` is looked at.
    """
    stop = len(text) if end is None else min(end, len(text))
    tokens = tokenise(text, max(start, 0), stop)
    source = _Text(text, tokens, "".join(token.kind for token in tokens))
    found = [_with_reach(source, _extended(source, item)) for item in _scan(source)]
    return [_timex(source, item) for item in _joined(source, found)]


def _scan(source: _Text) -> list[_Found]:
    day_first = _day_first(source.tokens)
    found: list[_Found] = []
    index, live_until = 0, 0
    while index < len(source.classes):
        if index >= live_until:
            index, live_until = _next_stretch(source.classes, index)
            if live_until == index:
                break
        best = _best_at(source, index, day_first)
        if best is None:
            index += 1
        else:
            found.append(best)
            index = best.last
    return found


def _next_stretch(classes: str, index: int) -> tuple[int, int]:
    """The next run of classes other than ``x`` that holds a core class; an empty one at the end of the text."""
    while index < len(classes):
        if classes[index] == "x":
            index += 1
            continue
        end = classes.find("x", index)
        end = len(classes) if end < 0 else end
        if not CORE.isdisjoint(classes[index:end]) or classes.find("cc", index, end) >= 0:
            return index, end
        index = end
    return index, index


def _best_at(source: _Text, index: int, day_first: bool) -> _Found | None:
    best: _Found | None = None
    for rule in RULES:
        match = rule.pattern.match(source.classes, index)
        if match is None or match.end() == index or (best is not None and match.end() <= best.last):
            continue
        form = rule.build(Groups(match, source.tokens, source.text, day_first))
        if form is not None:
            kind = TimexType.DURATION if isinstance(form, Duration) else rule.type
            best = _Found(index, match.end(), rule.name, kind, form)
    return best


def _day_first(tokens: list[Token]) -> bool:
    """Whether a numeric date of this text can only be read day first."""
    slashed = [token.value.split("/") for token in tokens if token.kind == "J"]
    return any(int(parts[0]) in range(13, 32) for parts in slashed)


# ---- left and right of the core


_PARTABLE = (Month, Season, Years, Calendar, Quarter, Holiday, Weekday, Shift, Day)
_PART_NEEDS_OF = frozenset({"start", "end", "close", "beginning", "middle", "midst"})
_MODS = {"early": "START", "beginning": "START", "earlier": "START", "mid": "MID", "late": "END", "end": "END"}
_MODS |= {"later": "END"}
_DAY_GRAIN = (Weekday, Day, Overnight)


def _is_day(form: Form) -> bool:
    return isinstance(form, _DAY_GRAIN) or (isinstance(form, Shift) and form.unit == "day")


def _extended(source: _Text, item: _Found) -> _Found:
    for extend in (_with_day_part, _with_clock_value, _with_part, _with_comparison):
        item = extend(source, item)
    return item


def _with_day_part(source: _Text, item: _Found) -> _Found:
    """ "Tuesday morning", "14 July in the evening", "the night of 14 July"; "this morning" already holds it."""
    own = next((i for i in range(item.first, item.last) if source.kind(i) == "B"), None)
    if own is not None and item.type is TimexType.TIME:
        return replace(item, day_part=source.tokens[own].value)
    word = source.tokens[item.last - 1]
    if word.kind == "K" and word.value[1]:
        return replace(item, day_part=word.value[1], type=TimexType.TIME)
    if not _is_day(item.form):
        return item
    after = item.last
    if source.kind(after) == "B":
        return replace(item, last=after + 1, day_part=source.tokens[after].value, type=TimexType.TIME)
    before = item.first - 1 if source.kind(item.first - 1) != "e" else item.first - 2
    if source.word(before) in ("of", "on") and source.kind(before - 1) == "B":
        first = before - 2 if source.kind(before - 2) == "e" else before - 1
        return replace(item, first=first, day_part=source.tokens[before - 1].value, type=TimexType.TIME)
    return item


def _with_clock_value(source: _Text, item: _Found) -> _Found:
    """The time of day of a clock expression, 24 hours."""
    if item.type is not TimexType.TIME or not isinstance(item.form, Clock):
        return item
    kinds = source.classes[item.first : item.last]
    token = source.tokens[item.first]
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
    return replace(item, clock=f"T{hour:02d}:{minute:02d}")


def _with_part(source: _Text, item: _Found) -> _Found:
    """ "early July", "late in March", "the end of 2024", "mid-August", "earlier this week"."""
    if not isinstance(item.form, _PARTABLE) or (isinstance(item.form, Shift) and item.form.unit != "day"):
        return item
    before = item.first - 1
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
    first = before - 1 if source.kind(before - 1) == "e" else before
    form = item.form if _is_day(item.form) else Part(part, item.form)
    return replace(item, first=first, form=form, mod=_MODS[part])


_TIMEX3_COMPARISON = {
    "about": "APPROX",
    "more_than": "MORE_THAN",
    "less_than": "LESS_THAN",
    "at_least": "EQUAL_OR_MORE",
    "at_most": "EQUAL_OR_LESS",
}


def _with_comparison(source: _Text, item: _Found) -> _Found:
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


def _with_reach(source: _Text, item: _Found) -> _Found:
    before = item.first - 1
    if source.kind(before) == "e":
        before -= 1
    word = source.word(before)
    if word in _REACH:
        return replace(item, reach=_REACH[word], outer=before)
    return replace(item, outer=before if word in _NEUTRAL else item.first)


# ---- neighbours that belong together


_RANGED = (Day, Month, Weekday, Years, Season, Quarter, Part, Holiday)


def _joined(source: _Text, found: list[_Found]) -> list[_Found]:
    joined: list[_Found] = []
    for item in found:
        if joined and (one := _join(source, joined[-1], item)):
            joined[-1] = one
        else:
            joined.append(item)
    return joined


def _join(source: _Text, left: _Found, right: _Found) -> _Found | None:
    gap = range(left.last, right.first)
    if len(gap) > 2:
        return None
    words = [source.word(index) for index in gap]
    joiners: tuple[Callable[[_Found, _Found, list[str]], _Found | None], ...] = (_join_year, _join_clock, _join_range)
    for joiner in joiners:
        one = joiner(left, right, words)
        if one is not None:
            return one
    return None


def _join_year(left: _Found, right: _Found, words: list[str]) -> _Found | None:
    """ "February this year", "5 August last year", "January nineteen ninety-seven"."""
    inner = left.form.of if isinstance(left.form, Part) else left.form
    if words not in ([], ["of"], [","]) or not isinstance(inner, Day | Month | Season | Quarter | Holiday):
        return None
    if inner.year is not None or inner.in_year is not None:
        return None
    match right.form:
        case Years(first=first, count=1):
            dated: Form = replace(inner, year=first)
        case Calendar(unit="year", shift=shift, base=Base.PUBLISHED):
            dated = replace(inner, in_year=shift)
        case _:
            return None
    return replace(left, last=right.last, form=replace(left.form, of=dated) if isinstance(left.form, Part) else dated)


def _join_clock(left: _Found, right: _Found, words: list[str]) -> _Found | None:
    """A time of day and its day: "9 a.m. EST Tuesday", "Tuesday at 3 p.m.", "05:40 on 14 July"."""
    if not set(words) <= {"on", "at", ",", "around", "about", "("}:
        return None
    for clock, day in ((left, right), (right, left)):
        if isinstance(clock.form, Clock) and _is_day(day.form) and not day.clock:
            part = day.day_part or clock.day_part
            return replace(
                left,
                last=right.last,
                rule=day.rule,
                form=day.form,
                clock=clock.clock,
                day_part=part,
                type=TimexType.TIME,
            )
    if left.clock and isinstance(right.form, Clock) and right.clock and words == ["("]:
        return replace(left, last=right.last + 1)  # the same moment in another zone, with its closing bracket
    return None


_CONNECTORS = frozenset({"to", "until", "till", "through", "-", "–", "—"})


def _join_range(left: _Found, right: _Found, words: list[str]) -> _Found | None:
    """ "from 30 July to 10 August", "May–July 2021", "between March and June", "2014 to 2016"."""
    connected = len(words) in (1, 2) and words[-1] in ("the", *words[:1])
    opened = left.reach in (Reach.FROM, Reach.BETWEEN, Reach.SINCE)
    if not connected or not (words[0] in _CONNECTORS or (words[0] == "and" and left.reach is Reach.BETWEEN)):
        return None
    closing = (*_RANGED, Reference, Shift, Calendar) if opened else _RANGED
    if not isinstance(left.form, (*_RANGED, Shift, Calendar) if opened else _RANGED) or not isinstance(
        right.form, closing
    ):
        return None
    if not opened and type(left.form) is not type(right.form):
        return None
    return replace(left, last=right.last, rule="range", form=Range(left.form, right.form), reach=Reach.BETWEEN)


def _timex(source: _Text, item: _Found) -> Timex:
    start, end = source.tokens[item.first].start, source.tokens[min(item.last, len(source.tokens)) - 1].end
    outer = source.tokens[item.outer].start if 0 <= item.outer <= item.first else start
    return Timex(
        start=start,
        end=end,
        text=source.text[start:end],
        type=item.type,
        rule=item.rule,
        form=item.form,
        reach=item.reach,
        outer_start=min(outer, start),
        clock=item.clock,
        day_part=item.day_part,
        mod=item.mod,
    )
