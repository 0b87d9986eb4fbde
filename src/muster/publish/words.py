"""How records are put into words: labels, figures, dates, places. Pure functions of a value; the labels are data."""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from muster.codebook import Codebook
from muster.record import AttributeValue, EventWhen, Precision, Published, When

MONTHS = tuple(calendar.month_abbr)
# C0 controls and the bidirectional overrides that can make printed text read otherwise than it is stored. Each is
# replaced by one character, so that offsets still count; tab and newline stay.
_UNSAFE: dict[int, str] = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), "\ufffd"
)
_UNSAFE |= {0x0D: " ", 0x2028: " ", 0x2029: " "}
del _UNSAFE[0x09], _UNSAFE[0x0A]


def visible(text: str) -> str:
    """``text`` with every character that a page cannot show, or that hides what it shows, made one visible one."""
    # Nearly all text is printable, and asking is ten times as fast as translating.
    return text if text.isprintable() else text.translate(_UNSAFE)


def one_line(text: str) -> str:
    """``text`` made visible, with runs of white space as one blank."""
    return " ".join(visible(text).split())


@cache
def words() -> dict[str, dict[str, Any]]:
    """``data/words.yaml``."""
    file = resources.files("muster.publish").joinpath("data", "words.yaml")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def label(section: str, name: str) -> str:
    """The words for ``name`` in ``section`` of the words file, or the name itself in readable form."""
    found = words()[section].get(name)
    return str(found) if isinstance(found, str) else one_line(name).replace("_", " ").capitalize()


def type_label(name: str, codebook: Codebook | None = None) -> str:
    """What an event of type ``name`` is called in a heading."""
    entry = words()["types"].get(name)
    if entry:
        return str(entry["label"])
    known = codebook.types.get(name) if codebook else None
    return one_line(known.label if known else name).replace("_", " ").capitalize()


def type_group(name: str, codebook: Codebook | None = None) -> str:
    """``said`` for acts of speech, ``holds`` for states, ``happens`` for the rest."""
    entry = words()["types"].get(name)
    if entry:
        return str(entry.get("group", "happens"))
    known = codebook.types.get(name) if codebook else None
    return "holds" if known and known.kind == "state" else "happens"


def counted(number: int, noun: str) -> str:
    """``1 report``, ``1,204 reports``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def figure(number: float) -> str:
    """A number with thousands separators and no idle decimals."""
    if float(number).is_integer():
        return f"{int(number):,}"
    return f"{number:,.4f}".rstrip("0").rstrip(".")


def _number(kind: str, number: float) -> str:
    return f"{figure(round(number * 100, 2))}%" if kind == "share" else figure(number)


def _with_unit(kind: str, told: str, of: str | None) -> str:
    of = one_line(of) if of else ""
    if kind == "share":
        return f"{told} of {of}" if of else told
    if kind == "money":
        return f"{of} {told}".strip()
    if kind == "distance":
        return f"{told} km"
    if kind == "duration":
        return f"{told} day" if told == "1" else f"{told} days"
    return f"{told} {of}".strip()


def quantity_text(kind: str, value: dict[str, Any]) -> str:
    """A value such as ``{"value": 3200, "comparator": "more_than", "of": "troops"}``: ``more than 3,200 troops``."""
    comparator, low, high = str(value.get("comparator", "exact")), value.get("low"), value.get("high")
    if comparator == "between" and low is not None and high is not None:
        return _with_unit(kind, f"{_number(kind, low).rstrip('%')}–{_number(kind, high)}", value.get("of"))
    pattern = str(words()["comparators"].get(comparator, "{}"))
    return pattern.format(_with_unit(kind, _number(kind, value["value"]), value.get("of")))


def value_text(attribute: str, value: AttributeValue) -> str:
    """One alternative of ``attribute`` in words, whatever its form."""
    if isinstance(value, str):
        return label("statuses", value) if attribute == "status" else one_line(value)
    if "value" in value:
        return quantity_text(attribute, value)
    if "from" in value or "to" in value:
        return interval_text(value.get("from"), value.get("to"), str(value.get("precision", "day")))
    if "name" in value:
        return one_line(str(value["name"]))
    return one_line(", ".join(f"{key} {value[key]}" for key in sorted(value)))


def day_text(day: date, *, year: bool = True) -> str:
    """``5 Aug 2021``."""
    return f"{day.day} {MONTHS[day.month]}" + (f" {day.year}" if year else "")


def interval_text(start: str | None, end: str | None, precision: str = Precision.DAY) -> str:
    """``5–10 Aug 2021``, ``30 Jul – 10 Aug 2021``, ``Jul 2021``, ``since 5 Aug 2021``; empty when nothing is known."""
    if start is None and end is None:
        return ""
    if start is None:
        return f"until {day_text(date.fromisoformat(end or ''))}"
    first = date.fromisoformat(start)
    if end is None:
        return f"since {day_text(first)}"
    last = date.fromisoformat(end)
    if precision in (Precision.DECADE, Precision.YEAR) or _whole_years(first, last):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if _whole_months(first, last):
        tail = _month(last)
        if (first.year, first.month) == (last.year, last.month):
            return tail
        return f"{MONTHS[first.month]}–{tail}" if first.year == last.year else f"{_month(first)} – {tail}"
    if first == last:
        return day_text(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last)}"
    return f"{day_text(first, year=first.year != last.year)} – {day_text(last)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month]} {day.year}"


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]


def _whole_years(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def when_text(when: When | EventWhen | None) -> str:
    """The interval of a claim or event; empty when unknown."""
    return interval_text(when.from_, when.to, when.precision) if when else ""


def published_text(published: Published) -> str:
    """When a report was published; empty when unknown."""
    return interval_text(published.from_, published.to)
