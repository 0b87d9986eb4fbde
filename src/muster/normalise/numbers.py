"""Figures in running text: counts, shares, distances, durations, sums of money, with how they bound what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from muster.normalise.dates import Timex, find_timexes
from muster.normalise.dates.types import Duration
from muster.normalise.numerals import cardinals, digits_value, load_words, magnitudes, words_value
from muster.record import Comparator

Number = int | float


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


@dataclass(frozen=True, slots=True)
class _Core:
    """The number alone, before units and comparators."""

    start: int
    end: int
    value: Number
    comparator: Comparator = Comparator.EXACT
    unit: str | None = None
    low: Number | None = None
    high: Number | None = None
    digits: bool = False
    vague: bool = False


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
    cores = _ranges(piece, [core for core in _cores(piece) if not _barred(core, barred)])
    for core in cores:
        mention = _mention(piece, core, reached)
        if mention is not None and mention.start >= reached:
            mentions.append(_moved(mention, begin))
            reached = mention.end
    return mentions


_URL = re.compile(r"(?:https?://|www\.)\S+")


def _barred(core: _Core, barred: list[tuple[int, int]]) -> bool:
    return any(start < core.end and core.start < end for start, end in barred)


def _moved(mention: NumberMention, by: int) -> NumberMention:
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        number_start=mention.number_start + by,
        number_end=mention.number_end + by,
    )


# ---- numbers


def _alternatives(words: Sequence[str]) -> str:
    """A pattern for any of ``words``, longest first, with free white space and either hyphen."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load_words("numbers.yaml")
    scale = _alternatives([*words["magnitudes"], "dozen"])
    short = _alternatives(list(words["magnitude_abbreviations"]))
    word = _alternatives([*words["cardinals"], *words["magnitudes"], "dozen"])
    digits = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:[ ]\d{3})+(?![\d.,]*\d)|\d+(?:\.\d+)?"
    core = rf"""
        (?P<vague>(?<![\w-])(?:{_alternatives(list(words["vague"]))})(?![\w]))
      | (?P<fraction>(?<![\w-])(?:{_alternatives(list(words["fractions"]))})(?![\w-]))
      | (?P<digits>(?<![\w.,/:°])(?:{digits}))
          (?:[\s-]?(?P<scale>{scale})(?!\w)|\s?(?P<short>{short})(?!\w))?
      | (?P<words>(?<![\w-])(?:{word})(?:(?:\s+and\s+|\s+|-)(?:{word}))*(?!\w))
    """
    flags = re.VERBOSE | re.IGNORECASE
    # White space inside the alternatives is written \s+, so VERBOSE is safe; "#" does not occur in the words.
    return {
        "core": re.compile(core, flags),
        "before": re.compile(rf"(?<!\w)({_alternatives(list(words['comparators']))})\s+(?:the\s+)?$", re.IGNORECASE),
        "after": re.compile(rf"\s?({_alternatives(list(words['comparators_after']))})(?!\w)", re.IGNORECASE),
        "percent": re.compile(rf"[\s-]?({_alternatives(words['percent'])})(?!\w)", re.IGNORECASE),
        "distance": re.compile(rf"[\s-]?({_alternatives(list(words['distance']))})(?!\w)", re.IGNORECASE),
        "duration": re.compile(rf"[\s-]?({_alternatives(list(words['duration']))})(?!\w)", re.IGNORECASE),
        "money": re.compile(rf"[\s-]?({_alternatives(list(words['currency_words']))})(?!\w)", re.IGNORECASE),
        "other": re.compile(rf"[\s-]?({_alternatives(list(words['other_units']))})(?![\w/])", re.IGNORECASE),
        "sign": re.compile(rf"({_alternatives(list(words['currency_signs']))})\s?$"),
        "unit name": re.compile(rf"\s+(?:{_alternatives(words['designators_after'])})(?!\w)", re.IGNORECASE),
        "designator": re.compile(rf"(?<!\w)(?:{_alternatives(words['designators'])})\.?\s$"),
    }


def _cores(text: str) -> list[_Core]:
    found = []
    for match in _patterns()["core"].finditer(text):
        core = _core(text, match)
        if core is not None:
            found.append(core)
    return found


def _core(text: str, match: re.Match[str]) -> _Core | None:
    start, end = match.span()
    plain = " ".join(match.group().lower().split())
    words = load_words("numbers.yaml")
    if match.group("vague"):
        value, comparator = words["vague"][plain]
        low = None if comparator == "exact" else value
        return _Core(start, end, value, Comparator(comparator), low=low, vague=comparator != "exact")
    if match.group("fraction"):
        return _Core(start, end, words["fractions"][plain], unit="percent") if _is_share(text, end) else None
    if match.group("words"):
        return _spoken(text, match)
    return _digits(text, match)


def _is_share(text: str, end: int) -> bool:
    """A fraction is a share where it is a fraction of something: "half of the country", "two-thirds of", "half the"."""
    return (
        re.match(r"\s+(?:of|the|its|their|his|her|all|that|this|a|an)\b|\s*[.,;)]|\s*$", text[end : end + 8])
        is not None
    )


def _spoken(text: str, match: re.Match[str]) -> _Core | None:
    """A row of number words; of an ill-formed row ("five and six") the longest well-formed beginning."""
    pieces = [piece for piece in re.finditer(r"[^\W\d_]+", match.group()) if piece.group().lower() != "and"]
    for size in range(len(pieces), 0, -1):
        row = [piece.group().lower() for piece in pieces[:size]]
        dozens = row[-1] == "dozen"
        value = words_value(row[:-1] if dozens else row) if row != ["dozen"] else 1
        if value is None:
            continue
        end = match.start() + pieces[size - 1].end()
        if row == ["one"] and not _is_numeral_one(text, match.start(), end):
            return None
        return _Core(match.start(), end, value * (12 if dozens else 1))
    return None


def _is_numeral_one(text: str, start: int, end: int) -> bool:
    words = load_words("numbers.yaml")
    after = re.match(r"[\s-]+([^\W\d_]+)", text[end : end + 30])
    before = re.search(r"([^\W\d_]+)\W+$", text[max(0, start - 30) : start])
    if after is None or after.group(1).lower() in words["not_after_one"]:
        return after is not None and re.match(r"\s+in\s+(?:every\s+)?\w+", text[end:]) is not None
    return before is None or before.group(1).lower() not in words["not_before_one"]


_GLUED = re.compile(r"[^\W\d_]|_")


def _digits(text: str, match: re.Match[str]) -> _Core | None:
    start, end = match.span()
    if _is_designation(text, start, end):
        return None
    value: Number = digits_value(match.group("digits"))
    words = load_words("numbers.yaml")
    if match.group("scale"):
        scale = match.group("scale").lower()
        value = value * (12 if scale == "dozen" else magnitudes()[scale])
    elif match.group("short"):
        short = match.group("short").lower()
        if not _is_scale(text, start, match):
            return _Core(start, match.end("digits"), value, digits=True)
        value = value * words["magnitude_abbreviations"][short]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _Core(start, end, value, digits=True)


def _is_scale(text: str, start: int, match: re.Match[str]) -> bool:
    """ "m" and "k" multiply only behind money ("$2.5m") or glued ("10k"); "5 m" are metres."""
    short = match.group("short").lower()
    money = _patterns()["sign"].search(text[max(0, start - 4) : start]) is not None
    return money or len(short) > 1 or (short == "k" and match.end("digits") == match.start("short"))


def _is_designation(text: str, start: int, end: int) -> bool:
    """Digits that belong to a name, a code, a telephone number, a score or a version."""
    before, after = text[max(0, start - 24) : start], text[end : end + 6]
    if re.search(r"[^\W\d_][-–‑]$|[+#№]\s?$|\d[-–/.:]$|\(\d*\)\s?$", before) and not _is_range_end(text, start):
        return True
    if _patterns()["designator"].search(before) or _patterns()["unit name"].match(text, end):
        return True
    if re.match(r"(?:st|nd|rd|th)\b|[/:]\d|\.\d|,\d|[-–]\d+[-–]\d|°", after) or _is_score(text, start, end):
        return True
    return bool(_GLUED.match(after)) and not re.match(r"(?:km|kg|mm|cm|m)\b", after)


def _is_score(text: str, start: int, end: int) -> bool:
    """ "2-1": two plain numbers joined by a hyphen that do not rise; "+7 495 123-45-67": a telephone number."""
    score = re.match(r"(\d+)[-–](\d+)", text[start : end + 6])
    if score and digits_value(score.group(1)) >= digits_value(score.group(2)):
        return True
    return re.search(r"\+\d[\d\s()-]*$", text[max(0, start - 20) : start]) is not None


def _is_range_end(text: str, start: int) -> bool:
    """ "500-600": the number behind a hyphen is greater than a plain number before it."""
    before = re.search(r"(?<![\w.,/:-])(\d[\d,]*)[-–]$", text[max(0, start - 16) : start])
    behind = re.match(r"\d[\d,]*", text[start : start + 16])
    return bool(before and behind) and digits_value(before.group(1)) < digits_value(behind.group())  # type: ignore[union-attr]


# ---- ranges


def _ranges(text: str, cores: list[_Core]) -> list[_Core]:
    """Join "between X and Y", "from X to Y", "X to Y", "X-Y", "two or three" into one number with both bounds."""
    joined: list[_Core] = []
    for core in cores:
        one = _range(text, joined[-1], core) if joined else None
        if one is None:
            joined.append(core)
        else:
            joined[-1] = one
    return joined


def _range(text: str, left: _Core, right: _Core) -> _Core | None:
    between = text[left.end : right.start].lower().split()
    if len(between) != 1 or left.low is not None or right.low is not None or left.unit != right.unit:
        return None
    opener = re.search(r"(?<!\w)(between|from)\s+[$€£]?$", text[max(0, left.start - 12) : left.start], re.IGNORECASE)
    link = between[0].rstrip("$€£")
    low, high = left.value, right.value
    if low < 1000 <= high and high % 1000 == 0 and low < high / 1000 and not text[left.end : right.end].count(","):
        low = low * _scale_of(high)  # "2 to 3 thousand", "two to three million"
    if low >= high:
        return None
    if link == "and" and opener and opener.group(1).lower() == "between":
        start = left.start - len(opener.group())
    elif link == "to":
        start = left.start - len(opener.group()) if opener and opener.group(1).lower() == "from" else left.start
    elif link in ("-", "–", "—", "‑") or link == "or":
        start = left.start
    else:
        return None
    return replace(right, start=start, value=low, low=low, high=high, comparator=Comparator.BETWEEN)


def _scale_of(value: Number) -> int:
    return max(scale for scale in magnitudes().values() if scale <= value)


# ---- units, comparators, heads


def _mention(text: str, core: _Core, reached: int) -> NumberMention | None:
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


_Sized = tuple[_Core, float, int, str | None, str | None]


def _with_unit(text: str, core: _Core) -> _Sized | None:
    """The core with factor, end, unit and head; None where the number turns out to be no figure."""
    words = load_words("numbers.yaml")
    if core.unit is not None:
        return core, 1.0, core.end, core.unit, None
    sign = _patterns()["sign"].search(text, max(0, core.start - 4), core.start)
    if sign and sign.end() == core.start:
        money = replace(core, start=sign.start())
        return money, 1.0, core.end, words["currency_signs"][sign.group(1)], None
    age = re.compile(r"[\s-]years?[\s-]olds?\b").match(text, core.end)
    if age:
        return core, 1.0, age.end(), "age", None
    if re.search(r"\baged?\s(?:about\s|around\s)?$", text[max(0, core.start - 14) : core.start]):
        return core, 1.0, core.end, "age", None
    for name in ("percent", "distance", "duration", "money", "other"):
        found = _patterns()[name].match(text, core.end)
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


def _whole(word: str) -> int | None:
    value = cardinals().get(word.lower(), int(word) if word.isascii() and word.isdigit() and len(word) < 4 else None)
    return value if value and value <= 100 else None


def _measured(words: dict[str, Any], name: str, found: re.Match[str], core: _Core) -> _Sized:
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


def _bounded(text: str, core: _Core, reached: int) -> _Bounds:
    """The comparator before the number and what it allows."""
    if core.comparator is Comparator.BETWEEN:
        return core.start, core.comparator, core.low, core.high
    found = _patterns()["before"].search(text, max(reached, core.start - 32), core.start)
    if found is None:
        return (core.start, core.comparator, *_limits(core.value, core.comparator, near=False))
    words = load_words("numbers.yaml")
    phrase = " ".join(found.group(1).lower().split())
    comparator = Comparator(words["comparators"][phrase])
    if core.vague and comparator is Comparator.ABOUT:
        comparator = core.comparator
    return (found.start(1), comparator, *_limits(core.value, comparator, near=phrase in words["nearly"]))


def _limits(value: Number, comparator: Comparator, *, near: bool) -> tuple[Number | None, Number | None]:
    match comparator:
        case Comparator.EXACT:
            return value, value
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return value, None
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return None, value
        case _:
            # "About" is taken as within a tenth; "nearly" does not go beyond the figure.
            return _scaled(value, 0.9), value if near else _scaled(value, 1.1)


def _bounded_after(
    text: str, end: int, core: _Core, comparator: Comparator, low: Number | None, high: Number | None
) -> _Bounds:
    """ "20 or so", "50 or more", "100-plus" behind the figure."""
    found = _patterns()["after"].match(text, end)
    if found is None or comparator is Comparator.BETWEEN:
        return end, comparator, low, high
    phrase = " ".join(found.group(1).lower().split())
    later = Comparator(load_words("numbers.yaml")["comparators_after"][phrase])
    return (found.end(), later, *_limits(core.value, later, near=False))
