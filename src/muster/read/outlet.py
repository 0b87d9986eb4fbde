"""Which outlet a page is of, by the places where pages bear their own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from muster.read.boilerplate import Page, segments
from muster.read.cues import boilerplate_cues, load
from muster.read.header_dates import calendar, find_dates
from muster.read.header_lines import (
    NAME,
    UPPER,
    author,
    header,
    header_words,
    is_date_line,
    is_outlet_name,
    is_title_like,
)
from muster.read.layout import Paragraph
from muster.read.press import press
from muster.record import BoilerplateKind

_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?,?\s*)?(?:by\s+)?({NAME})"
)
_DESK = re.compile(rf"^({NAME})['’]s?\s+(?:{UPPER}\w+\s+)*(?:Service|Bureau|Desk|Staff|[Nn]ewsroom|[Cc]orrespondent)\b")
_STAFF = re.compile(rf"^({NAME}?)\s+(?:Staff|Newsroom|News Desk|Web Desk|Correspondent|Reporter)$")
_POSTED = re.compile(rf"^\W*(?:[Pp]osted|[Pp]ublished) by\s+({NAME})")
_PRINTED = re.compile(rf"^Published in ({NAME}),")
_MOTTO = re.compile(r"\s[–—|-]\s")
_PARENS = re.compile(r"\s*\([^)]*\)")
_SHOUTED = re.compile(rf"^{UPPER}{{2,}}(?:\s+(?:{UPPER}{{2,}}|of|the))+")
_WITH = re.compile(rf"\(\s*({NAME})\s+(?:with|and)\s+({NAME}(?:\s*(?:,|and)\s*{NAME})*)\s*\)\s*$")
_COMPANY = re.compile(
    r"[\s,]+(?:Ltd|Limited|LLC|L\.L\.C|Inc|plc|PLC|GmbH|Co|Corp|Pvt|Pty|S\.A|AG|BV|Company)\.?(?=$|\s)"
)
_NOT_NAMES = re.compile(r"\s+(?:in English|FM\s*\d[\d.,]*|\d[\d.,]*\s*FM|English)$", re.I)
_SMALL_WORDS = frozenset(("du", "de", "des", "of", "the", "and", "la", "le", "et", "y", "e", "for", "in"))

# What each place says for a name, and what is added for its form and use. A name needs _MINIMUM: a copyright line is
# enough, the first words of a date line ("John Roe | 5 June") are not, unless they look like an outlet's name.
_COPYRIGHTED, _LETTERHEAD, _OVER_MENU, _WHOLE_LINE = 70, 70, 65, 65
_POSTED_BY, _OWN_DESK, _APPEALS, _AFTER_BYLINE = 60, 60, 60, 50
_DATE_LINE, _DATE_LINE_WITH_PLACE, _BEFORE_MOTTO, _FIRST_LINE = 35, 40, 15, 15
_NAMED_FIRST, _NAMED_LAST, _LEADS_IN, _WITH_AGENCY = 45, 35, 50, 50
_OUTLET_NOUN, _LISTED, _ARTICLE, _SPOKEN_TO, _AGAIN = 20, 15, 20, 25, 10
_MINIMUM = 40


def find_outlet(page: Page) -> str | None:
    """The outlet's name for which most speaks; ``None`` where nothing is sure enough. An agency is no outlet here."""
    scores: dict[str, int] = {}
    names: dict[str, str] = {}
    for raw, score in (*_candidates(page), *_header_candidates(page), *_report_candidates(page)):
        name = _clean(raw)
        key = name.casefold().removeprefix("the ")
        if not name or key in _not_outlets() or (press().agency(name) and score < _COPYRIGHTED):
            continue
        names.setdefault(key, name)
        scores[key] = max(scores.get(key, 0), score) + (_AGAIN if key in scores else 0)
    scores = {key: score + _support(page, names[key]) for key, score in scores.items()}
    best = max(scores, key=lambda key: scores[key], default=None)
    if best is None or scores[best] < _MINIMUM:
        return None
    return press().outlet(names[best]) or names[best].removeprefix("the ")


@lru_cache(maxsize=1)
def _not_outlets() -> frozenset[str]:
    """Words that stand where an outlet's name may: sections of a site, days and months."""
    words = frozenset(str(word) for word in load("masthead.yaml")["not_outlets"])
    return words | boilerplate_cues().menu | set(calendar().weekdays) | set(calendar().months)


def _candidates(page: Page) -> Iterator[tuple[str, int]]:
    """Names in copyright lines and appeals, wherever these stand."""
    words = header_words()
    for paragraph, kind in zip(page.paragraphs, page.kinds, strict=True):
        if kind in (BoilerplateKind.CAPTION, BoilerplateKind.RELATED):
            continue
        copyrighted = _COPYRIGHT.search(paragraph.text)
        if copyrighted and "/" not in copyrighted.group(1) and (kind is not None or paragraph.words <= 25):
            yield copyrighted.group(1), _COPYRIGHTED
        if kind in (BoilerplateKind.APPEAL, BoilerplateKind.DISCLAIMER):
            for support in words.supports.finditer(paragraph.text):
                name = support.group("name")
                if words.outlet_nouns.search(name) or press().outlet(name):
                    yield name, _APPEALS


def _header_candidates(page: Page) -> Iterator[tuple[str, int]]:
    """Names in the lines over the report."""
    lines = header(page)
    release = any(header_words().release.match(line.text) for line in lines)
    for line in page.paragraphs[page.head :]:
        printed = _PRINTED.match(line.text)
        if printed:
            yield printed.group(1), _POSTED_BY
    for position, line in enumerate(lines):
        posted, writer = _POSTED.match(line.text), author(line)
        if posted:
            yield posted.group(1), _POSTED_BY
        elif writer:
            yield from _beside_author(writer)
        elif release and position < 3 and _is_letterhead(line):
            yield line.text, _LETTERHEAD
        else:
            yield from _in_line(page, line, first=position == 0)
            below = lines[position + 1 : position + 4]
            if position == 0 and is_outlet_name(line.text) and any(is_title_like(other) for other in below):
                yield line.text, _NAMED_FIRST


def _report_candidates(page: Page) -> Iterator[tuple[str, int]]:
    """Names at the two ends of the report: "Harbour Gazette, 12 March 2024. ...", "(Harbour Gazette with AFP)"."""
    for paragraph in page.body[:1]:
        name, comma, rest = paragraph.text[:120].partition(",")
        if comma and any(mention.start < 25 and mention.year for mention in find_dates(rest)):
            if is_outlet_name(name) or press().outlet(name):
                yield name, _LEADS_IN
    for paragraph in page.paragraphs[-4:]:
        signed = _WITH.search(paragraph.text)
        if signed and press().agencies_in(signed.group(2)):
            yield signed.group(1), _WITH_AGENCY


def _beside_author(writer: str) -> Iterator[tuple[str, int]]:
    """ "Radio X's Moldovan Service"; "Jane Roe, The X Review"."""
    desk = _DESK.match(writer) or _STAFF.match(writer)
    if desk:
        yield desk.group(1), _OWN_DESK
    for part in writer.split(",")[1:]:
        if header_words().outlet_nouns.search(part):
            yield part, _AFTER_BYLINE


def _is_letterhead(line: Paragraph) -> bool:
    return bool(header_words().bodies.search(line.text)) and line.words <= 10 and not find_dates(line.text)


def _in_line(page: Page, line: Paragraph, *, first: bool) -> Iterator[tuple[str, int]]:
    text, parts = line.text, segments(line.text)
    dated = bool(find_dates(text))
    if press().outlet(text):
        yield text, _WHOLE_LINE
    elif dated and (len(parts) >= 2 or _MOTTO.search(text)):
        yield _MOTTO.split(parts[0])[0], _DATE_LINE
    elif _MOTTO.search(text):
        yield _MOTTO.split(text)[0], _BEFORE_MOTTO
        last = _MOTTO.split(text)[-1]
        if is_title_like(line) and (is_outlet_name(last) or press().outlet(last)):
            yield last, _NAMED_LAST
    elif dated and text.count(",") >= 2 and is_date_line(text):
        yield text.partition(",")[0], _DATE_LINE_WITH_PLACE
    elif first and line.words <= 6 and not line.ends_sentence and len(parts) == 1:
        over_menu = page.kinds[0] is BoilerplateKind.NAVIGATION and len(segments(page.paragraphs[1].text)) > 2
        yield text, _OVER_MENU if over_menu else _FIRST_LINE


def _support(page: Page, name: str) -> int:
    """What speaks for ``name`` beside its place: it sounds like an outlet, is one, or sources spoke to it."""
    bonus = _OUTLET_NOUN if header_words().outlet_nouns.search(name) else 0
    bonus += _LISTED if press().outlet(name) else 0
    bonus += _ARTICLE if header_words().articles.match(name) else 0
    core = re.escape(name.removeprefix("The "))
    told_it = rf"{header_words().told}\s+(?:to\s+)?(?:the\s+)?{core}(?!\w)"
    of_itself = rf"(?<!\w){core}\s+(?:could not|was told|has learned|has seen)"
    body = "\n".join(paragraph.text for paragraph in page.paragraphs[page.head :])
    return bonus + (_SPOKEN_TO if re.search(f"{told_it}|{of_itself}", body, re.I) else 0)


def _clean(raw: str) -> str:
    """A name as an outlet writes it in text, without place, date and parentheses; "" where that is no name."""
    name = _PARENS.sub("", raw).partition("\n")[0].partition("|")[0]
    for mention in find_dates(name)[:1]:
        name = name[: mention.start]
    name = name.partition(",")[0].strip(" .,;:!?-–—'\"“”")
    shouted = _SHOUTED.match(name)
    if shouted:
        name = shouted.group()
    name = _COMPANY.sub("", _NOT_NAMES.sub("", name)).removesuffix("'s").removesuffix("’s")
    if len(name.split()) > 6 or not re.fullmatch(NAME, name):
        return ""
    if name.isupper() and " " in name:
        small = [word.casefold() for word in name.split()]
        name = " ".join(w if i and w in _SMALL_WORDS else w.capitalize() for i, w in enumerate(small))
    return name
