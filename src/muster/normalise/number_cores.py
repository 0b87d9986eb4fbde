"""Bare numbers in text: digits, words, vague words, fractions, ranges; and what looks like one and is a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from muster.normalise.numerals import digits_value, load_words, magnitudes, words_value
from muster.record import Comparator

Number = int | float


@dataclass(frozen=True, slots=True)
class Core:
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


def _alternatives(words: Sequence[str]) -> str:
    """A pattern for any of ``words``, longest first, with free white space and either hyphen."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of data/numbers.yaml, compiled once."""
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
    space = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # no blank line
    # White space inside the alternatives is written \s+, so VERBOSE is safe; "#" does not occur in the words.
    return {
        "core": re.compile(core, flags),
        "before": re.compile(
            rf"(?<!\w)({_alternatives(list(words['comparators']))}){space}(?:the{space})?\Z", re.IGNORECASE
        ),
        "after": re.compile(rf"\s?({_alternatives(list(words['comparators_after']))})(?!\w)", re.IGNORECASE),
        "percent": re.compile(rf"[\s-]?({_alternatives(words['percent'])})(?!\w)", re.IGNORECASE),
        "distance": re.compile(rf"[\s-]?({_alternatives(list(words['distance']))})(?!\w)", re.IGNORECASE),
        "duration": re.compile(rf"[\s-]?({_alternatives(list(words['duration']))})(?!\w)", re.IGNORECASE),
        "money": re.compile(rf"[\s-]?({_alternatives(list(words['currency_words']))})(?!\w)", re.IGNORECASE),
        "other": re.compile(rf"[\s-]?({_alternatives(list(words['other_units']))})(?![\w/])", re.IGNORECASE),
        "sign": re.compile(rf"({_alternatives(list(words['currency_signs']))})\s?\Z"),
        "unit name": re.compile(rf"\s+(?:{_alternatives(words['designators_after'])})(?!\w)", re.IGNORECASE),
        "designator": re.compile(rf"(?<!\w)(?:{_alternatives(words['designators'])})\.?\s\Z"),
    }


_PIECE = re.compile(r"\d+|[^\W\d_]+")


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """Every word a number can begin with, lower case."""
    words = load_words("numbers.yaml")
    phrases = [*words["vague"], *words["fractions"], *words["cardinals"], *words["magnitudes"]]
    return frozenset(re.split(r"[\s-]", phrase)[0] for phrase in phrases)


def cores(text: str) -> list[Core]:
    """All numbers of the text; the search goes on behind the part of a match that made a number."""
    found: list[Core] = []
    pattern, openers, position = patterns()["core"], _openers(), 0
    for piece in _PIECE.finditer(text):
        start = piece.start()
        if start < position or not (piece.group().isdigit() or piece.group().lower() in openers):
            continue
        match = pattern.match(text, start)
        core = _core(text, match) if match else None
        if core is not None:
            core = _and_a_half(text, core)
            found.append(core)
        position = core.end if core else match.end() if match else position
    return found


def _and_a_half(text: str, core: Core) -> Core:
    """ "two and a half million": half of the unit or scale that follows."""
    tail = re.compile(r"\s+and\s+a\s+half(?:\s+(thousand|million|billion))?\b", re.IGNORECASE).match(text, core.end)
    if tail is None or core.vague or core.unit:
        return core
    scale = magnitudes()[tail.group(1).lower()] if tail.group(1) else 1
    return replace(core, end=tail.end(), value=(core.value + 0.5) * scale)


def _core(text: str, match: re.Match[str]) -> Core | None:
    """The number a match makes, None for a pronoun, a name, a code."""
    start, end = match.span()
    plain = " ".join(match.group().lower().split())
    words = load_words("numbers.yaml")
    if match.group("vague"):
        value, comparator = words["vague"][plain]
        low = None if comparator == "exact" else value
        return Core(start, end, value, Comparator(comparator), low=low, vague=comparator != "exact")
    if match.group("fraction"):
        return Core(start, end, words["fractions"][plain], unit="percent") if _is_share(text, end) else None
    if match.group("words"):
        return _spoken(text, match)
    return _digits(text, match)


def _is_share(text: str, end: int) -> bool:
    """A fraction is a share where it is a fraction of something: "half of the country", "two-thirds of", "half the"."""
    return (
        re.match(r"\s+(?:of|the|its|their|his|her|all|that|this|a|an)\b|\s*[.,;)]|\s*$", text[end : end + 8])
        is not None
    )


def _spoken(text: str, match: re.Match[str]) -> Core | None:
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
        return Core(match.start(), end, value * (12 if dozens else 1))
    return None


def _is_numeral_one(text: str, start: int, end: int) -> bool:
    words = load_words("numbers.yaml")
    after = re.match(r"[\s-]+([^\W\d_]+)", text[end : end + 30])
    before = re.search(r"([^\W\d_]+)\W+$", text[max(0, start - 30) : start])
    if after is None or after.group(1).lower() in words["not_after_one"]:
        return after is not None and re.match(r"\s+in\s+(?:every\s+)?\w+", text[end:]) is not None
    return before is None or before.group(1).lower() not in words["not_before_one"]


_GLUED = re.compile(r"[^\W\d_]|_")


def _digits(text: str, match: re.Match[str]) -> Core | None:
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
            return Core(start, match.end("digits"), value, digits=True)
        value = value * words["magnitude_abbreviations"][short]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Core(start, end, value, digits=True)


def _is_scale(text: str, start: int, match: re.Match[str]) -> bool:
    """ "m" and "k" multiply only behind money ("$2.5m") or glued ("10k"); "5 m" are metres."""
    short = match.group("short").lower()
    money = patterns()["sign"].search(text[max(0, start - 4) : start]) is not None
    return money or len(short) > 1 or (short == "k" and match.end("digits") == match.start("short"))


def _is_designation(text: str, start: int, end: int) -> bool:
    """Digits that belong to a name, a code, a telephone number, a score or a version."""
    before, after = text[max(0, start - 24) : start], text[end : end + 6]
    if re.search(r"[^\W\d_][-–‑]$|[+#№]\s?$|\d[-–/.:]$|\(\d*\)\s?$", before) and not _is_range_end(text, start):
        return True
    if patterns()["designator"].search(before) or patterns()["unit name"].match(text, end):
        return True
    if re.match(r"-?(?:st|nd|rd|th)\b|[/:]\d|\.\d|,\d|[-–]\d+[-–]\d|°", after) or _is_score(text, start, end):
        return True
    if _is_series(text, start, end) or _follows_capitals(text, start, end):
        return True
    return bool(_GLUED.match(after)) and not re.match(r"(?:km|kg|mm|cm|m)\b", after)


def _is_series(text: str, start: int, end: int) -> bool:
    """ "75 00 00 00": three or more groups of two or three digits, a telephone number."""
    around = re.search(r"(?:\d{2,3}[ .]){2,}\d\d(?!\d)", text[max(0, start - 9) : end + 9])
    return around is not None and end - start == 2


def _follows_capitals(text: str, start: int, end: int) -> bool:
    """ "ANVIL 24": a short number behind a word in capitals, with nothing to count behind it."""
    behind = re.search(r"\b[A-Z]{2,}\s$", text[max(0, start - 20) : start])
    counts = end - start <= 3 and re.match(r"[\s-]+[a-z]{2}", text[end : end + 4])
    return behind is not None and not counts and text[start:end].isdigit()


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


def ranges(text: str, cores: list[Core]) -> list[Core]:
    """Join "between X and Y", "from X to Y", "X to Y", "X-Y", "two or three" into one number with both bounds."""
    joined: list[Core] = []
    for core in cores:
        one = _range(text, joined[-1], core) if joined else None
        if one is None:
            joined.append(core)
        else:
            joined[-1] = one
    return joined


def _range(text: str, left: Core, right: Core) -> Core | None:
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
