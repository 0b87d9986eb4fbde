"""Text to tokens of time: words and digits with a class each, from data/time.yaml.

A class is one character, so a sentence becomes a string over a small alphabet ("on Monday, 12 July" -> ``pW,dM``) and
the rules are regular expressions over that string. Words that mean nothing here are ``x``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from muster.normalise.numerals import cardinals, load_words, magnitudes

# Class names as the rules write them -> the characters of the classes they admit.
CLASSES = {
    "DAY": "d",  # digits 1-31
    "NTH": "os",  # 5th, fifth, second
    "YEAR": "y",  # four digits 1500-2199
    "DIGITS": "dyn",
    "OTHERNUM": "n",
    "WORD": "ck",  # cardinal words and magnitudes
    "CARDINAL": "c",
    "NUMBER": "dnc",
    "A": "a",
    "THE": "e",
    "VAGUE": "q",
    "MONTH": "Mmj",
    "SUREMONTH": "M",
    "DOUBTMONTH": "m",
    "WEEKDAY": "W",
    "ANYWEEKDAY": "Ww",
    "WEEKDAYS": "X",
    "SEASON": "Sf",
    "MIDDLE": "^",
    "SURESEASON": "S",
    "SEASONS": "*",
    "UNIT": "us",
    "UNITS": "v",
    "LAST": "lr",
    "ROLLINGLAST": "lrR",
    "RECENT": "R",
    "NEXT": "N",
    "THIS": "tC",
    "CURRENT": "C",
    "THAT": "T",
    "AGO": "g",
    "SHIFTED": "hP",
    "PART": "P",
    "DAYWORD": "K",
    "DAYPART": "B",
    "CLOCKWORD": "b",
    "OVERNIGHT": "V",
    "CLOCK": "H",
    "MERIDIEM": "A",
    "ZONE": "Z",
    "OCLOCK": "G",
    "PRESENT": "1",
    "PAST": "2",
    "FUTURE": "3",
    "EVERY": "E",
    "FREQUENCY": "F",
    "TIMES": "7",
    "DECADEWORD": "9",
    "DECADE": "8",
    "ISO": "I",
    "DOTTED": "i",
    "SLASHED": "J",
    "HOLIDAY": "L",
    "YEAREND": "Y",
    "PREP": "pD0>",
    "OF": "0",
    "TO": "D",
    "BETWEEN": ">",
    "HALF": "4",
    "PERIOD": "5",
    "APPROX": "~",
    "FISCAL": "6",
    "OWNER": "'",
    "OR": "|",
    "LONG": "O",
    "WHOLE": "U",
    "OFTEN": "z",
    "SECONDARY": "Q",
    "COMMA": ",",
    "DASH": "-",
    "DOT": ".",
    "SLASH": "/",
    "AND": "&",
    "OPEN": "(",
    "OTHER": "x",
}

# Classes that make a stretch worth trying; digits, articles and prepositions alone do not.
CORE = frozenset("*^CyMmjWwXSfusvrRKBbVHAZG123F98IiJLYPO45")

_TOKEN = re.compile(
    r"""
  (?P<url>(?:https?://|www\.)\S+)
| (?P<word>[^\W\d_]+)
| (?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-]))
| (?P<dotted>(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.]\d))
| (?P<slashed>(?<![\d/])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2})(?![\d/])
  |(?<![\d-])(?:\d{1,2}-\d{1,2}-(?:19|20)\d{2}|[01]\d-[0-3]\d-\d{2})(?![\d-]))
| (?P<named_day>(?<![\d/])9/11(?![\d/]))
| (?P<clock>(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)|(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s?[ap]\.?m\b))
| (?P<decade>(?:1[5-9]|20)\d0s\b|['’]?\d0s\b)
| (?P<short_year>['’]\d\d\b(?!['’]))
| (?P<nth>\d{1,3}-?(?:st|nd|rd|th)\b)
| (?P<gap>\n[ \t\r]*\n\s*)
| (?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
| (?P<mark>\S)
""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token: its class character and its value (a number, a code, the lower-case word)."""

    start: int
    end: int
    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word tables: by lower-case word, by capitalised word, and phrases by their first lower-case word."""

    words: dict[str, tuple[str, Any]]
    capitalised: dict[str, tuple[str, Any]]
    phrases: dict[str, list[tuple[re.Pattern[str], str, Any]]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word tables of data/time.yaml, read once."""
    data = load_words("time.yaml")
    words: dict[str, tuple[str, Any]] = {"a": ("a", 1), "an": ("a", 1), "another": ("a", 1), "the": ("e", 0)}
    words |= {"and": ("&", 0), "or": ("|", 0)}
    words |= {word: ("q", word) for word in data["vague_counts"]}
    words |= {
        "half": ("4", 2),
        "fiscal": ("6", 0),
        "fy": ("6", 0),
        "period": ("5", 0),
        "times": ("z", 0),
        "other": ("Q", 2),
    }

    def add(section: str, kind: str) -> None:
        entries = data[section]
        pairs = entries.items() if isinstance(entries, dict) else ((entry, entry) for entry in entries)
        words.update({str(word).lower(): (kind, value) for word, value in pairs})

    words.update({word: ("c", word) for word in cardinals()})
    words.update({word: ("k", word) for word in magnitudes()})
    words.update({word: ("o", value) for word, value in load_words("numbers.yaml")["ordinals"].items()})
    for section, kind in _SECTIONS:
        add(section, kind)
    words |= {"of": ("0", "of"), "between": (">", "between")}
    words |= {word: ("D", word) for word in ("to", "until", "till", "through")}
    words["second"] = ("s", 2)
    words["past"] = ("r", -1)
    capitalised = {word: ("M", value) for word, value in data["months_capitalised"].items()}
    for word, value in (data["months_doubtful"] | {}).items():
        capitalised[word] = ("m", value)
    for word, value in data["weekdays_doubtful"].items():
        capitalised[word] = ("w", value)
    capitalised |= {zone: ("Z", zone) for zone in data["zones"]}
    capitalised |= {word.upper(): entry for word, entry in capitalised.items() if len(word) > 1}
    return Lexicon(words, capitalised, _phrases(data))


_SECTIONS = (
    ("approximate_words", "~"),
    ("reach", "p"),
    ("months_foreign", "j"),
    ("months", "M"),
    ("weekdays", "W"),
    ("weekday_plurals", "X"),
    ("middles", "^"),
    ("seasons", "S"),
    ("seasons_doubtful", "f"),
    ("season_plurals", "*"),
    ("units", "u"),
    ("unit_plurals", "v"),
    ("last_words", "l"),
    ("next_words", "N"),
    ("this_words", "t"),
    ("current_words", "C"),
    ("that_words", "T"),
    ("ago_words", "g"),
    ("shift_words", "h"),
    ("parts", "P"),
    ("day_words", "K"),
    ("day_parts", "B"),
    ("clock_words", "b"),
    ("overnight", "V"),
    ("meridiem", "A"),
    ("present_words", "1"),
    ("past_words", "2"),
    ("future_words", "3"),
    ("recent_words", "R"),
    ("possessives", "'"),
    ("every_words", "E"),
    ("frequency", "F"),
    ("times_per", "7"),
    ("decades_in_words", "9"),
    ("long_words", "O"),
    ("length_adjectives", "U"),
)

_PHRASE_CLASS = {
    "day_word": "K",
    "zone": "Z",
    "oclock": "G",
    "present": "1",
    "future": "3",
    "sofar": "x",
    "year_end": "Y",
    "meridiem": "A",
    "approximate": "~",
    "past": "2",
    "day_part": "B",
    "frequency": "F",
}


def _phrases(data: dict[str, Any]) -> dict[str, list[tuple[re.Pattern[str], str, Any]]]:
    entries = [(phrase, _PHRASE_CLASS[kind], value) for phrase, (kind, value) in data["phrases"].items()]
    entries += [(written, "^", unit) for written, unit in data["middles"].items() if "-" in written]
    entries += [(written, "L", name) for name, ways in data["holidays"].items() for written in ways]
    table: dict[str, list[tuple[re.Pattern[str], str, Any]]] = {}
    for phrase, kind, value in sorted(entries, key=lambda entry: -len(entry[0])):
        pieces = re.findall(r"[^\W\d_]+|\S", phrase)
        pattern = re.escape(phrase).replace(r"\ ", r"\s+") + (r"\b" if phrase[-1].isalnum() else "")
        flags = 0 if kind == "L" and phrase.isalpha() else re.IGNORECASE  # "Easter", but any case of "Eid Al Adha"
        table.setdefault(pieces[0].lower(), []).append((re.compile(pattern, flags), kind, value))
    return table


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of ``text[start:end]`` with offsets in ``text``."""
    tokens: list[Token] = []
    skip = start
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if first < skip:
            continue
        if match.lastgroup == "word":
            kind, value, phrases = _word(match.group())
            token = (phrases and _phrase(text, first, end, phrases)) or Token(first, last, kind, value)
        else:
            token = _token(match, text, tokens)
        tokens.append(token)
        skip = token.end
    return tokens


_Phrases = Sequence[tuple[re.Pattern[str], str, Any]]


@lru_cache(maxsize=1 << 15)
def _word(found: str) -> tuple[str, Any, _Phrases]:
    """Class, value and the phrases that may begin with a word; remembered, since words come back."""
    words, lower = lexicon(), found.lower()
    kind, value = words.capitalised.get(found) or words.words.get(lower) or ("x", lower)
    return kind, value, words.phrases.get(lower, ())


def _phrase(text: str, start: int, end: int, phrases: _Phrases) -> Token | None:
    for pattern, kind, value in phrases:
        if found := pattern.match(text, start, end):
            return Token(start, found.end(), kind, value)
    return None


def _token(match: re.Match[str], text: str, before: list[Token]) -> Token:
    """A token that is no word."""
    group, start, stop = match.lastgroup, match.start(), match.end()
    found = match.group()
    if group == "number":
        return _number(found, start, stop, before, text)
    if group == "nth":
        value = int(found[:-2].rstrip("-"))
        return Token(start, stop, "o" if value <= 31 else "x", value)
    if group == "short_year":
        return _short_year(found, start, stop, before)
    if group == "named_day":
        return Token(start, stop, "I", load_words("time.yaml")["named_days"][found].isoformat())
    if group == "mark":
        kind = _MARKS.get(found, "x")
        return Token(start, stop, kind, found)
    if group in ("gap", "url"):
        return Token(start, stop, "x", "\n")
    return Token(start, stop, _SHAPES[str(group)], found)


def _short_year(found: str, start: int, stop: int, before: list[Token]) -> Token:
    """ "March '99", "the summer of ’42": a year where a month, a season or a preposition of time stands before."""
    year = 1900 + int(found[1:]) + (100 if int(found[1:]) < _CENTURY_TURNS else 0)
    dated = bool(before) and before[-1].kind in "MmSfp0P" and before[-1].value != "on"
    return Token(start, stop, "y" if dated else "x", year if dated else found)


_CENTURY_TURNS = 30  # '29 is 2029, '30 is 1930
_MARKS = {",": ",", "-": "-", "–": "-", "—": "-", "‑": "-", ".": ".", "/": "/", "(": "(", "'": "'", "’": "'"}
_SHAPES = {"iso": "I", "dotted": "i", "slashed": "J", "clock": "H", "decade": "8"}


def _is_clock(found: str, start: int, before: list[Token], text: str) -> bool:
    """ "04.30", "at 15.42", "12.55" at the head of a line: a time of day written with a dot."""
    if not re.fullmatch(r"(?:[01]\d|2[0-3])\.[0-5]\d", found):
        return False
    opened = (
        bool(before) and text[before[-1].start : before[-1].end].lower() in load_words("time.yaml")["clock_openers"]
    )
    return found[0] == "0" or opened or text[start - 1 : start] in ("", "\n")


def _is_medieval(number: str, before: list[Token], text: str, stop: int) -> bool:
    """ "in 1274", "the summer of 1281": a year before 1500 only behind such words, and not "in 1200 villages"."""
    if number[0] != "1" or not before or _PLURAL.match(text, stop):
        return False
    of = before[-1].kind == "0" and len(before) > 1 and before[-2].kind in "MmSf"
    return of or before[-1].value in ("in", "since")


_PLURAL = re.compile(r"\s+[a-z]+s\b")


def _number(found: str, start: int, stop: int, before: list[Token], text: str) -> Token:
    """A number; one glued to a name ("A1", "T-72", "Su-25") or to a money sign is none of time."""
    plain = found.isascii() and found.isdigit()
    value = float(found.replace(",", "")) if found.isascii() else 0.0
    year_like = plain and len(found) == 4 and (1500 <= int(found) <= 2199 or _is_medieval(found, before, text, stop))
    if before and before[-1].end == start:
        last = before[-1]
        glued = last.kind == "-" and len(before) > 1 and before[-2].end == last.start
        behind = before[-2] if glued else last
        named = behind.kind not in "dnyoMmjWPpD0>H8" and text[behind.end - 1].isalpha()
        # "pre-2014" is a year, "Zapad-2021" a name
        dated = glued and year_like and not text[behind.start].isupper()
        if (named and not dated) or text[start - 1] in "$€£#№+%":
            return Token(start, stop, "x", found)
    if stop < len(text) and (text[stop] == "%" or text[stop] == "°"):
        return Token(start, stop, "x", found)
    if not plain:
        return (
            Token(start, stop, "H", found) if _is_clock(found, start, before, text) else Token(start, stop, "n", value)
        )
    if len(found) <= 2 and 1 <= int(found) <= 31:
        return Token(start, stop, "d", int(found))
    return Token(start, stop, "y" if year_like else "n", int(found) if len(found) < 16 else value)
