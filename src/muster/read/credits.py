"""Whose copy a report carries: the agency of its dateline, byline, credit line or signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.read.boilerplate import Page
from muster.read.header_lines import NAME, UPPER, header, header_words
from muster.read.layout import Paragraph
from muster.read.press import press
from muster.record import BoilerplateKind

_MARK = (  # how copy is marked: (AFP), /TASS/, [Xinhua]
    r"(?:\(\s*(?P<paren>[^()]{2,45}?)\s*\)|/\s*(?P<slash>[A-Za-z][\w .-]{1,30}?)\s*/"
    r"|\[\s*(?P<brack>[^\[\]]{2,45}?)\s*\])"
)
_DATELINE = re.compile(rf"^\W?(?P<place>{UPPER}[^\n(/\[]{{1,80}}?)[\s.,]*{_MARK}\s*(?:\.|:|[-–—])", re.S)
_SHOUTED = re.compile(rf"^(?:{UPPER}{{3,}}|{UPPER}+[ .'’-]{UPPER}+)")
_SIGNATURE = re.compile(rf"[.!?\"”’]\s*(?:[-–—]?\s*{_MARK}\s*\.?|[-–—]{{1,2}}\s*(?P<dash>{UPPER}[\w .-]{{1,25}}))$")
_REUTERS_DESK = re.compile(r"\(?\s*(?:Additional\s+)?[Rr]eporting by\b.*\b[Ee]diting by\b", re.S)
_AGENCY_NAME = re.compile(r"\s(?:News|Press|Information|Telegraph)\s+(?:Agency|Service)$|\s(?:Newswire|News Wire)$")
_WITH_AGENCY = re.compile(rf"\(\s*{NAME}\s+(?:with|and)\s+(?P<agencies>[^()]{{2,60}})\)\s*$")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_DATELINE_REACH = 160  # characters
_LAST = 4  # paragraphs of the report among which a credit or signature stands


def credited_agencies(page: Page, byline: str | None) -> tuple[str, ...]:
    """Short names of the agencies whose copy ``page`` says it carries, in order of place; each once.

    An agency that the report only quotes ("Interfax reported that") is not among them.
    """
    found = [*_signed(byline), *(name for line in header(page) for name in _signed(line.text))]
    dateline = dateline_agency(page)
    found += [dateline] if dateline else []
    found += _from_credits(page)
    return tuple(dict.fromkeys(found))


def _signed(line: str | None) -> list[str]:
    """The agencies of a line that is an agency's name, or of a byline that holds one."""
    if not line:
        return []
    whole = press().agency(line)
    if whole:
        return [whole]
    if re.fullmatch(NAME, line) and _AGENCY_NAME.search(line) and not header_words().byline.match(line):
        return [line]
    return press().agencies_in(line) if len(line.split()) <= 8 and re.search(r"\bfor\b|[,/|]", line) else []


def dateline_agency(page: Page) -> str | None:
    """The agency of the dateline: "KABUL (AP) -", "MOSCOW, August 10. /TASS/"; an unknown one where the place is in
    capitals and a name in brackets follows it."""
    for paragraph in page.body[:1]:
        match = _DATELINE.match(paragraph.text[:_DATELINE_REACH])
        if match is None:
            return None
        name = _marked(match)
        known = press().agency(name)
        if known or (_SHOUTED.match(match.group("place")) and re.fullmatch(NAME, name)):
            return known or name
    return None


def _marked(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(value.strip() for name in ("paren", "slash", "brack", "dash") if (value := groups.get(name)))


def _from_credits(page: Page) -> Iterator[str]:
    kinds = (BoilerplateKind.DISCLAIMER, BoilerplateKind.NAVIGATION)
    pairs = list(zip(page.paragraphs, page.kinds, strict=True))
    report = [paragraph for paragraph, kind in pairs if kind is None]
    around = [*header(page), *report[-_LAST:], *(paragraph for paragraph, kind in pairs if kind in kinds)]
    for paragraph in sorted(set(around), key=lambda paragraph: paragraph.start):
        yield from _credit(paragraph)
    for paragraph in report[-2:]:
        signature = _SIGNATURE.search(paragraph.text)
        agency = (signature and press().agency(_marked(signature))) or press().agency(paragraph.text)
        if agency:
            yield agency
        shared = _WITH_AGENCY.search(paragraph.text)
        yield from press().agencies_in(shared["agencies"]) if shared else ()
        if _REUTERS_DESK.match(paragraph.text):
            yield "Reuters"  # no other agency signs in this form


def _credit(paragraph: Paragraph) -> Iterator[str]:
    """The agencies of a credit line: "With reporting by Interfax and XYZ"; unknown ones by their capitals."""
    text = paragraph.unquoted
    credit = header_words().credits.search(text) if paragraph.words <= 45 else None
    if credit is not None:
        yield from press().agencies_in(text)
        if not text.isupper():
            yield from (press().agency(name) or name for name in _acronyms(text[credit.end() :]))


def _acronyms(words: str) -> list[str]:
    """Short names in capitals; two side by side are shouted words ("NEWS WIRES")."""
    return [] if re.search(r"[A-Z]{2,} [A-Z]{2,}", words) else _ACRONYM.findall(words)
