"""Figures in running text: counts, shares, distances, durations, sums of money, with how they bound what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from muster.normalise.dates import Timex, find_timexes
from muster.normalise.dates.types import Duration
from muster.normalise.number_cores import Core, Number, cores, patterns, ranges
from muster.normalise.numerals import cardinals, load_words
from muster.record import Comparator


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One figure. ``text`` is the text at ``[start, end)``: comparator, number and unit ("some 1,000", "85 percent").

    ``[number_start, number_end)`` are the number words alone. ``unit`` is None for a plain count, "percent" (``value``
    in percent, :attr:`fraction` 0-1), "km", "days", "age" (years), an ISO 4217 code for money, or another measure
    ("t", "mm"). ``low`` and ``high`` bound the value in the same unit, None is open. ``head`` is the noun of a
    hyphenated modifier ("2,500-troop" -> "troop").
    """

    start: int
    end: int
    text: str
    value: Number
    low: Number | None
    high: Number | None
    comparator: Comparator
    unit: str | None = None
    number_start: int = -1
    number_end: int = -1
    head: str | None = None

    @property
    def fraction(self) -> float | None:
        """A share as a fraction 0-1 (more where the text says more than 100 percent); None for anything else."""
        return self.value / 100 if self.unit == "percent" else None


def find_numbers(
    text: str, start: int = 0, end: int | None = None, *, timexes: Sequence[Timex] | None = None
) -> list[NumberMention]:
    """The figures of ``text[start:end]``, in order and without overlap; offsets count in ``text``.

    Dates, years, clock times, ordinals, designations (T-72, No. 187), telephone numbers and scores are none.
    ``timexes`` are the time expressions of the same stretch where they are known already.
    """
    begin, stop = max(start, 0), len(text) if end is None else min(end, len(text))
    piece = text[begin:stop]
    dated = find_timexes(text, begin, stop) if timexes is None else timexes
    barred = [(t.start - begin, t.end - begin) for t in dated if not isinstance(t.form, Duration)]
    barred += [match.span() for match in _URL.finditer(piece)]
    mentions: list[NumberMention] = []
    reached = 0
    for core in ranges(piece, [core for core in cores(piece) if not _barred(core, barred)]):
        mention = _mention(piece, core, reached)
        if mention is not None and mention.start >= reached:
            mentions.append(_moved(mention, begin))
            reached = mention.end
    return mentions


_URL = re.compile(r"(?:https?://|www\.)\S+")


def _barred(core: Core, barred: list[tuple[int, int]]) -> bool:
    return any(start < core.end and core.start < end for start, end in barred)


def _moved(mention: NumberMention, by: int) -> NumberMention:
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        number_start=mention.number_start + by,
        number_end=mention.number_end + by,
    )


def _mention(text: str, core: Core, reached: int) -> NumberMention | None:
    sized = _with_unit(text, core)
    if sized is None:
        return None
    number, factor, end, unit, head = sized
    start, comparator, low, high = _bounded(text, number, reached)
    end, comparator, low, high = _bounded_after(text, end, number, comparator, low, high)
    return NumberMention(
        start=start,
        end=end,
        text=text[start:end],
        value=_scaled(number.value, factor),
        low=None if low is None else _scaled(low, factor),
        high=None if high is None else _scaled(high, factor),
        comparator=comparator,
        unit=unit,
        number_start=number.start,
        number_end=number.end,
        head=head,
    )


def _scaled(value: Number, factor: float) -> Number:
    scaled = value * factor
    rounded = round(scaled, 6)
    return int(rounded) if float(rounded).is_integer() else rounded


_Sized = tuple[Core, float, int, str | None, str | None]


def _with_unit(text: str, core: Core) -> _Sized | None:
    """The core with factor, end, unit and head; None where the number turns out to be no figure."""
    words = load_words("numbers.yaml")
    if core.unit is not None:
        return core, 1.0, core.end, core.unit, None
    sign = patterns()["sign"].search(text, max(0, core.start - 4), core.start)
    if sign and sign.end() == core.start:
        money = replace(core, start=sign.start())
        return money, 1.0, core.end, words["currency_signs"][sign.group(1)], None
    age = re.compile(r"[\s-]years?[\s-]olds?\b").match(text, core.end)
    if age:
        return core, 1.0, age.end(), "age", None
    aged = re.search(r"\baged?\s(?:about\s|around\s)?$", text[max(0, core.start - 14) : core.start])
    if aged or _is_apposition(text, core):
        return core, 1.0, core.end, "age", None
    for name in ("percent", "distance", "duration", "money", "other"):
        found = patterns()[name].match(text, core.end)
        if found:
            return _measured(words, name, found, core)
    in_all = re.compile(r"\s+(?:in|out of)\s+(?:every\s+)?(\w+)\b").match(text, core.end)
    if in_all and (whole := _whole(in_all.group(1))) and core.value <= whole:
        return replace(core, value=round(100 * core.value / whole, 6)), 1.0, in_all.end(), "percent", None
    modifier = re.compile(r"[-‑]([^\W\d_]+)").match(text, core.end)
    if modifier is None:
        return core, 1.0, core.end, None, None
    head = modifier.group(1)
    return core, 1.0, modifier.end(), None, None if head == "strong" else head


def _is_apposition(text: str, core: Core) -> bool:
    """ "Ivan Petrov, 34, said": an age between commas behind a name."""
    name = re.search(r"[A-Z][^\W\d_]+,\s$", text[max(0, core.start - 24) : core.start])
    return name is not None and core.digits and 1 <= core.value <= 110 and text[core.end : core.end + 1] == ","


def _whole(word: str) -> int | None:
    value = cardinals().get(word.lower(), int(word) if word.isascii() and word.isdigit() and len(word) < 4 else None)
    return value if value and value <= 100 else None


def _measured(words: dict[str, Any], name: str, found: re.Match[str], core: Core) -> _Sized:
    written = " ".join(found.group(1).split())
    if name == "percent":
        return core, 1.0, found.end(), "percent", None
    table = words[{"money": "currency_words", "other": "other_units"}.get(name, name)]
    entry = table.get(written, table.get(written.lower(), table.get(written.upper())))
    if name == "distance":
        return core, float(entry), found.end(), "km", None
    if name == "duration":
        return core, float(entry), found.end(), "days", None
    return core, 1.0, found.end(), str(entry), None


_Bounds = tuple[int, Comparator, Number | None, Number | None]


def _bounded(text: str, core: Core, reached: int) -> _Bounds:
    """The comparator before the number and what it allows."""
    if core.comparator is Comparator.BETWEEN:
        return core.start, core.comparator, core.low, core.high
    found = patterns()["before"].search(text, max(reached, core.start - 32), core.start)
    if found is None or _is_phrasal(text, found):
        return (core.start, core.comparator, *_limits(core.value, core.comparator))
    words = load_words("numbers.yaml")
    phrase = " ".join(found.group(1).lower().split())
    comparator = Comparator(words["comparators"][phrase])
    if core.vague and comparator is Comparator.ABOUT:
        comparator = core.comparator
    return (found.start(1), comparator, *_limits(core.value, comparator))


def _is_phrasal(text: str, found: re.Match[str]) -> bool:
    """Whether "over" belongs to the verb before it."""
    verb = re.search(r"([^\W\d_]+)\s+\Z", text[max(0, found.start() - 16) : found.start()])
    over = found.group(1).lower() == "over"
    return over and verb is not None and verb.group(1).lower() in load_words("numbers.yaml")["phrasal_over"]


def _limits(value: Number, comparator: Comparator) -> tuple[Number | None, Number | None]:
    match comparator:
        case Comparator.EXACT:
            return value, value
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return value, None
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return None, value
        case _:
            # "about" and "nearly" bound nothing: how far apart two such figures may lie is a rule of comparing them
            return value, value


def _bounded_after(
    text: str, end: int, core: Core, comparator: Comparator, low: Number | None, high: Number | None
) -> _Bounds:
    """ "20 or so", "50 or more", "100-plus" behind the figure."""
    found = patterns()["after"].match(text, end)
    if found is None or comparator is Comparator.BETWEEN:
        return end, comparator, low, high
    phrase = " ".join(found.group(1).lower().split())
    later = Comparator(load_words("numbers.yaml")["comparators_after"][phrase])
    return (found.end(), later, *_limits(core.value, later))
