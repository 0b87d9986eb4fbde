"""The masthead of a page: title, outlet, byline and the agencies whose copy it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from muster.read.boilerplate import Page, segments
from muster.read.cues import any_of, boilerplate_cues, load
from muster.read.header_dates import calendar, find_dates
from muster.read.layout import Paragraph
from muster.read.press import press
from muster.record import BoilerplateKind

_UPPER = r"[A-ZÀ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŖŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_WORD = rf"{_UPPER}[\w'’&/-]*(?:\.\w+)*"
_NAME = rf"(?:[Tt]he\s+)?{_WORD}(?:\s+(?:of\s+|the\s+|de\s+|du\s+|des\s+|and\s+|&\s+)*{_WORD}){{0,5}}"
_MARK = (  # how copy is marked: (AFP), /TASS/, [Xinhua]
    r"(?:\(\s*(?P<paren>[^()]{2,45}?)\s*\)|/\s*(?P<slash>[A-Za-z][\w .-]{1,30}?)\s*/|\[\s*(?P<brack>[^\[\]]{2,45}?)\s*\])"
)
_DATELINE = re.compile(rf"^\W?{_UPPER}[^\n(/\[]{{1,80}}?[\s.,]*{_MARK}\s*(?:\.|:|[-–—])", re.S)
_CLOSING = re.compile(rf"[.!?\"”’]\s*(?:[-–—]?\s*{_MARK}\s*\.?|[-–—]{{1,2}}\s*(?P<dash>{_UPPER}[\w .-]{{1,25}}))$")
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?,?\s*)?(?:by\s+)?({_NAME})"
)
_POSSESSIVE_DESK = re.compile(
    rf"^({_NAME})['’]s?\s+(?:{_UPPER}\w+\s+)*(?:Service|Bureau|Desk|Correspondent|Staff|newsroom|correspondent)\b"
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_PARENS = re.compile(r"\s*\([^)]*\)")
_NOT_NAMES = re.compile(r"\s+(?:in English|FM\s*\d[\d.,]*|\d[\d.,]*\s*FM|English)$", re.I)
_BY_TAIL = re.compile(r"\s*(?:[|·•]|\s{3,}|\bUpdated\b|\bPublished\b|\bPosted\b|\d{1,2}[:.]\d{2}|\bViews\b).*$")
_LOWER_WORDS = {"du", "de", "des", "of", "the", "and", "la", "le", "et", "y", "e", "for", "in"}

# How much each place on a page says about the outlet; see `_candidates`.
_MINIMUM = 40


@dataclass(frozen=True)
class Masthead:
    """What the page says of itself; ``agencies`` by their short names, in order of credit."""

    title: str | None
    outlet: str | None
    byline: str | None
    agencies: tuple[str, ...]


@dataclass(frozen=True)
class _Words:
    """The compiled phrases of ``data/masthead.yaml``."""

    outlet_noun: re.Pattern[str]
    article: re.Pattern[str]
    body: re.Pattern[str]
    release: re.Pattern[str]
    byline: re.Pattern[str]
    correspondent: re.Pattern[str]
    credit: re.Pattern[str]
    support: re.Pattern[str]
    told: str
    posted: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("masthead.yaml")

    def word(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)", re.I)

    return _Words(
        outlet_noun=word(data["outlet_nouns"]),
        article=re.compile(rf"^{any_of(data['articles'])}\s", re.I),
        body=word(data["bodies"]),
        release=re.compile(rf"^\W*{any_of(data['release'])}\b", re.I),
        byline=re.compile(rf"^\W*{any_of(data['byline'])}\s+(?P<author>\S.*)$", re.I | re.S),
        correspondent=word(data["correspondent"]),
        credit=re.compile(rf"(?<!\w){any_of(data['credits'])}", re.I),
        support=re.compile(rf"(?:^|(?<=\W)){any_of(data['supports'])}\s+(?P<name>{_NAME})", re.I),
        told=any_of(data["told"]),
        posted=re.compile(rf"^\W*(?:[Pp]osted|[Pp]ublished) by\s+(?P<name>{_NAME})"),
    )


def read_masthead(
    page: Page,
    *,
    outlet: str | None = None,
    host: str | None = None,
    author: str | None = None,
    title: str | None = None,
) -> Masthead:
    """The masthead of ``page``. What metadata gives (``outlet``, the ``host`` of its URL, ``author``, ``title``)
    goes before what the page shows."""
    byline = author or _byline(page)
    agencies = _agencies(page, byline)
    name = (press().outlet(outlet) or outlet.strip()) if outlet and outlet.strip() else None
    name = name or (press().outlet_of_host(host) if host else None) or _outlet(page)
    # Copy that names no other outlet is taken to be the agency's own page.
    name = name or _dateline_agency(page) or (host.removeprefix("www.") if host else None)
    return Masthead(title or _title(page, name), name, byline, agencies)


def header(page: Page) -> list[Paragraph]:
    """The lines over the report, without captions, teasers and appeals."""
    keep = (None, BoilerplateKind.NAVIGATION)
    pairs = list(zip(page.paragraphs, page.kinds, strict=True))[: page.head]
    return [paragraph for paragraph, kind in pairs if kind in keep]


def _title(page: Page, outlet: str | None) -> str | None:
    """The first line over the report that reads like a headline."""
    over = list(zip(page.paragraphs, page.kinds, strict=True))[: page.head]
    for index, (paragraph, _) in enumerate(over):
        if _words().release.match(paragraph.text):
            over = over[index + 1 :]  # a press release: letterhead, the words "press release", title
            break
    for paragraph, kind in over:
        text = paragraph.text
        if kind is not None or paragraph.words < 3 or "\n" in text or text[-1] in ".,;:":
            continue
        if _is_byline(paragraph) or _is_date_line(text) or _words().release.match(text):
            continue
        if outlet and text.casefold().startswith(outlet.casefold()) and paragraph.words <= 12:
            continue  # the outlet's name with its motto
        if text.isupper() and _words().body.search(text) and paragraph.words <= 6:
            continue  # the letterhead of a press release
        if paragraph.words <= 40:
            return text
    return None


def _is_date_line(text: str) -> bool:
    """Whether a line is mostly date, time and place: "Kabul, 5 June 2024, 10:00"."""
    rest = text
    for mention in reversed(find_dates(text)):
        rest = rest[: mention.start] + rest[mention.end :]
    return rest != text and len(re.findall(r"[^\W\d_]{3,}", rest)) <= 5


def _is_byline(paragraph: Paragraph) -> bool:
    return _author(paragraph) is not None


def _author(paragraph: Paragraph) -> str | None:
    """Who a line says has written the report."""
    text = paragraph.text
    match = _words().byline.match(text) or re.search(r"(?:[.|·]|\s{3,})\s*(?:By|Author:)\s+(?P<author>\S.*)$", text)
    if paragraph.words > 30 or paragraph.sentences > 2:
        return None
    if match is None:
        first, _, rest = text.partition(",")
        named = re.fullmatch(_NAME, first) and rest and _words().correspondent.search(rest)
        return first if named and paragraph.words <= 12 else None
    author = _BY_TAIL.sub("", match.group("author")).strip(" ,.|-–—")
    for mention in find_dates(author):
        author = author[: mention.start].strip(" ,.|-–—")
        break
    lower = author[:1].islower() and not _words().correspondent.search(author) and not author.startswith("the ")
    return None if not author or lower else author


def _byline(page: Page) -> str | None:
    """The author line over the report, or in a page without prose any; the agency's name for "By AFP"."""
    for paragraph, kind in zip(page.paragraphs, page.kinds, strict=True):
        if kind in (None, BoilerplateKind.NAVIGATION) and paragraph.start <= _body_start(page):
            author = _author(paragraph)
            if author:
                return author
    return None


def _body_start(page: Page) -> int:
    return page.paragraphs[page.head].start if page.tail else page.paragraphs[-1].start


def _agencies(page: Page, byline: str | None) -> tuple[str, ...]:
    """Agencies of the dateline, the byline, a credit line or a signature at the end."""
    lists = press()
    found: list[str] = []
    if byline:
        found += [lists.agency(byline)] if lists.agency(byline) else lists.agencies_in(byline)  # type: ignore[list-item]
    for paragraph in header(page):
        if lists.agency(paragraph.text):
            found.append(str(lists.agency(paragraph.text)))
    dateline = _dateline_agency(page)
    if dateline:
        found.append(dateline)
    found += _credited(page)
    return tuple(dict.fromkeys(found))


def _marked(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(value for name in ("paren", "slash", "brack", "dash") if (value := groups.get(name)))


def _dateline_agency(page: Page) -> str | None:
    """The agency of the dateline, known or not: "KABUL (AP) -", "MOSCOW, August 10. /TASS/", "BAMAKO (ABC News) -"."""
    for paragraph in page.body[:1]:
        match = _DATELINE.match(paragraph.text[:160])
        if match is None:
            continue
        name = _marked(match).strip()
        opening = paragraph.text[: match.start(1) if match.group(1) else match.end()]
        place = re.match(rf"^\W?({_UPPER}{{3,}}|{_UPPER}+[ .'’-]{_UPPER}+)", opening)
        known = press().agency(name)
        if known or (place and re.fullmatch(_NAME, name)):
            return known or name
    return None


def _credited(page: Page) -> Iterator[str]:
    """Agencies named in a credit line, or that sign the last paragraphs of the report."""
    lists = press()
    pairs = list(zip(page.paragraphs, page.kinds, strict=True))
    text_only = [paragraph for paragraph, kind in pairs if kind is None]
    for paragraph, kind in pairs:
        if kind not in (None, BoilerplateKind.DISCLAIMER, BoilerplateKind.NAVIGATION) or paragraph.words > 45:
            continue
        credit = _words().credit.search(paragraph.unquoted)
        if credit and "told" not in paragraph.text:
            known = lists.agencies_in(paragraph.unquoted)
            yield from known
            if not known:
                yield from _ACRONYM.findall(paragraph.unquoted[credit.end() :])
            elif credit.end() < len(paragraph.unquoted):
                yield from _ACRONYM.findall(paragraph.unquoted[credit.end() :])
    for paragraph in text_only[-2:]:
        signed = _CLOSING.search(paragraph.text)
        agency = (
            lists.agency(_marked(signed)) or lists.agency(paragraph.text) if signed else lists.agency(paragraph.text)
        )
        if agency:
            yield agency


def _outlet(page: Page) -> str | None:
    """The outlet's name that the places of the page where it may stand speak for most."""
    scores: dict[str, int] = {}
    names: dict[str, str] = {}
    for raw, score in _candidates(page):
        name = _clean(raw)
        key = name.casefold().removeprefix("the ")
        if not name or key in _not_outlets() or (press().agency(name) and score < 70):
            continue
        names.setdefault(key, name)
        scores[key] = max(scores.get(key, 0), score) + (10 if key in scores else 0)
    for key, name in names.items():
        scores[key] += _support(page, name)
    best = max(scores, key=lambda key: scores[key], default=None)
    if best is None or scores[best] < _MINIMUM:
        return None
    return press().outlet(names[best]) or names[best]


@lru_cache(maxsize=1)
def _not_outlets() -> frozenset[str]:
    """Words that stand where an outlet's name may: sections of a site, days and months."""
    return boilerplate_cues().menu | set(calendar().weekdays) | set(calendar().months)


def _candidates(page: Page) -> Iterator[tuple[str, int]]:
    """Names with what their place says, from 25 (could be a person) to 70 (a copyright line)."""
    words = _words()
    for paragraph, kind in zip(page.paragraphs, page.kinds, strict=True):
        text = paragraph.text
        if kind in (BoilerplateKind.CAPTION, BoilerplateKind.RELATED):
            continue
        match = _COPYRIGHT.search(text)
        if match and (kind is not None or paragraph.words <= 25):
            yield match.group(1), 70
        if kind is BoilerplateKind.APPEAL or kind is BoilerplateKind.DISCLAIMER:
            for support in words.support.finditer(text):
                name = support.group("name")
                yield name, 60 if words.outlet_noun.search(name) or press().outlet(name) else 20
    yield from _header_candidates(page)


def _header_candidates(page: Page) -> Iterator[tuple[str, int]]:
    words = _words()
    lines = header(page)
    release = any(words.release.match(paragraph.text) for paragraph in lines)
    for position, paragraph in enumerate(lines):
        text, parts = paragraph.text, segments(paragraph.text)
        author = _author(paragraph)
        posted = words.posted.match(text)
        if posted:
            yield posted.group("name"), 60
        elif author:
            desk = _POSSESSIVE_DESK.match(author)
            yield from [(desk.group(1), 60)] if desk else []
            for part in author.split(",")[1:]:
                yield part, 50 if words.outlet_noun.search(part) else 0
        elif release and position < 3 and words.body.search(text) and paragraph.words <= 10 and not find_dates(text):
            yield text, 70
        elif press().outlet(text):
            yield text, 65
        elif len(parts) >= 2 and find_dates(text):
            yield parts[0], 35
        elif re.search(r"\s[–—|]\s", text):
            yield re.split(r"\s[–—|]\s", text)[0], 25
        elif find_dates(text) and text.count(",") >= 2 and _is_date_line(text):
            yield text.partition(",")[0], 40
        elif position == 0 and paragraph.words <= 6 and not paragraph.ends_sentence and len(parts) == 1:
            yield text, 25 if len(page.kinds) > 1 and page.kinds[0] is None else 65


def _support(page: Page, name: str) -> int:
    """What speaks for ``name`` being an outlet beside its place: its own words, and that sources spoke to it."""
    words = _words()
    bonus = 20 if words.outlet_noun.search(name) else 0
    bonus += 15 if press().outlet(name) else 0
    bonus += 20 if words.article.match(name) else 0
    core = re.escape(name.removeprefix("The "))
    body = "\n".join(paragraph.text for paragraph in page.paragraphs[page.head :])
    if re.search(
        rf"{words.told}\s+(?:the\s+)?{core}(?!\w)|(?<!\w){core}\s+(?:could not|was told|has learned|has seen)",
        body,
        re.I,
    ):
        bonus += 25
    return bonus


def _clean(raw: str) -> str:
    """A name as an outlet writes it in text: no place, no parentheses, no line of capitals."""
    name = _PARENS.sub("", raw).split("\n")[0].split("|")[0]
    for mention in find_dates(name):
        name = name[: mention.start]
        break
    name = name.split(",")[0].strip(" .,;:!?-–—'\"“”")
    shouted = re.match(rf"^{_UPPER}{{2,}}(?:\s+(?:{_UPPER}{{2,}}|of|the))+", name)
    if shouted:
        name = shouted.group()
    name = _NOT_NAMES.sub("", name).removesuffix("'s").removesuffix("’s")
    if len(name.split()) > 6 or not re.fullmatch(rf"{_NAME}", name):
        return ""
    if name.isupper() and " " in name:
        low = [word.casefold() for word in name.split()]
        name = " ".join(w if i and w in _LOWER_WORDS else w.capitalize() for i, w in enumerate(low))
    return name
