"""Finding time expressions: rules over token classes, then what stands to their left and right, then ranges."""

from __future__ import annotations

import re

from muster.normalise.dates.extend import Found, Source, extended, with_reach
from muster.normalise.dates.grammar import Groups
from muster.normalise.dates.join import joined
from muster.normalise.dates.lexer import CORE, Token, tokenise
from muster.normalise.dates.rules_calendar import CALENDAR_RULES
from muster.normalise.dates.rules_clock import CLOCK_RULES
from muster.normalise.dates.rules_counted import COUNTED_RULES
from muster.normalise.dates.rules_length import LENGTH_RULES
from muster.normalise.dates.rules_relative import RELATIVE_RULES
from muster.normalise.dates.types import Duration, Timex, TimexType

RULES = CALENDAR_RULES + RELATIVE_RULES + COUNTED_RULES + CLOCK_RULES + LENGTH_RULES


def find_timexes(text: str, start: int = 0, end: int | None = None) -> list[Timex]:
    """The time expressions of ``text[start:end]``, in order and without overlap; offsets count in ``text``.

    The longest reading at the leftmost place wins. Nothing outside ``[start, end)`` is looked at.
    """
    stop = len(text) if end is None else min(end, len(text))
    tokens = tokenise(text, max(start, 0), stop)
    source = Source(text, tokens, "".join(token.kind for token in tokens))
    found = [with_reach(source, extended(source, item)) for item in _scan(source)]
    return [_timex(source, item) for item in joined(source, found)]


def _scan(source: Source) -> list[Found]:
    day_first = _day_first(source.tokens)
    found: list[Found] = []
    index, live_until = 0, 0
    while index < len(source.classes):
        if index >= live_until:
            index, live_until = _next_stretch(source.classes, index)
            if live_until == index:
                break
        best = None if _is_verb(source, index) else _best_at(source, index, day_first)
        if best is None:
            index += 1
        else:
            found.append(best)
            index = best.last
    return found


_COUNTED = ("cc", "eo")  # "nineteen ninety-one", "on the 15th": dates with no word of time


def _next_stretch(classes: str, index: int) -> tuple[int, int]:
    """The next run of classes other than ``x`` that holds a core class; an empty one at the end of the text."""
    while index < len(classes):
        if classes[index] == "x":
            index += 1
            continue
        end = classes.find("x", index)
        end = len(classes) if end < 0 else end
        if not CORE.isdisjoint(classes[index:end]) or any(classes.find(w, index, end) >= 0 for w in _COUNTED):
            return index, end
        index = end
    return index, index


# "will last 60 days", "could last a week": the verb, not "the last 60 days"
_AUXILIARY = re.compile(
    r"\b(?:will|would|to|may|might|can|could|shall|should|must|did|does|do|not|n[’']t)\s+$", re.IGNORECASE
)


def _is_verb(source: Source, index: int) -> bool:
    start = source.tokens[index].start
    return source.text[start : start + 4].lower() == "last" and bool(
        _AUXILIARY.search(source.text, max(0, start - 12), start)
    )


def _best_at(source: Source, index: int, day_first: bool) -> Found | None:
    best: Found | None = None
    for rule in RULES:
        match = rule.pattern.match(source.classes, index)
        if match is None or match.end() == index or (best is not None and match.end() <= best.last):
            continue
        form = rule.build(Groups(match, source.tokens, source.text, day_first))
        if form is not None:
            kind = TimexType.DURATION if isinstance(form, Duration) else rule.type
            best = Found(index, match.end(), rule.name, kind, form)
    return best


def _day_first(tokens: list[Token]) -> bool:
    """Whether a numeric date of this text can only be read day first."""
    slashed = [re.split("[/-]", token.value) for token in tokens if token.kind == "J"]
    return any(int(parts[0]) in range(13, 32) for parts in slashed)


def _timex(source: Source, item: Found) -> Timex:
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
        ends=tuple(_timex(source, end) for end in item.ends),
    )
