"""Datelines: the place, day and agency that open a report, "KABUL, Aug. 3 (AP) -" or "MOSCOW, August 10. /TASS/."."""

from __future__ import annotations

import re

_DAY = r"(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8})(?:,?[ ]\d{4})?"
_PLACE = r"[A-Z][\w.'’-]*(?:[ ,/]+[A-Z(]?[\w.'’)-]+){0,6}?"  # with its country, perhaps
_CAPITALS = r"[A-Z][A-Z.'’ -]{2,40}(?:,[ ][A-Z][\w. ]{1,24})?"
_AGENCY = r"(?:\([A-Z][\w ./&-]{1,30}\)[ ]*(?:[-–—]+|:)|/[A-Z][\w .&-]{1,30}/\.?(?:[ ]*[-–—]+)?)"
_DATELINE = re.compile(
    rf"""
    ^[ \t]*
    (?:{_PLACE}(?:,?[ ]{_DAY})?\.?[ ]*{_AGENCY}    # with an agency, the place may be written in small letters
      |{_CAPITALS}(?:,?[ ]{_DAY})?[ ]*(?:[–—―]|--)  # without one, it is in capitals and a dash follows
      |{_CAPITALS}(?:,?[ ]{_DAY})?[ ]+-(?=[^\n]*[a-z]{{3}}))  # or a hyphen, where the line goes on in small letters
    [ \t]+(?=["“'‘(\[]*[A-Z0-9])                   # and a sentence begins
    """,
    re.MULTILINE | re.VERBOSE,
)


def dateline_ends(text: str) -> list[int]:
    """Offsets of the first character after each dateline that opens a line of `text`."""
    return [match.end() for match in _DATELINE.finditer(text)]
