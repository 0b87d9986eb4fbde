"""What a single line over a report is: a byline, a date line, a name; with the phrases of ``data/masthead.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.read.boilerplate import Page
from muster.read.cues import any_of, load
from muster.read.header_dates import find_dates
from muster.read.layout import Paragraph
from muster.record import BoilerplateKind

UPPER = r"[A-ZÀ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŖŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_WORD = rf"{UPPER}[\w'’&/-]*(?:\.\w+)*"
# A name in capitals, of up to six words beside the small ones between them.
NAME = rf"(?:[Tt]he\s+)?{_WORD}(?:\s+(?:of\s+|the\s+|de\s+|du\s+|des\s+|and\s+|&\s+)*{_WORD}){{0,5}}"

_INNER_BYLINE = re.compile(r"(?:[.|·]|\s{3,})\s*(?:By|Author:)\s+(?P<author>\S.*)$")
_AFTER_AUTHOR = re.compile(r"\s*(?:[|·•]|\s{3,}|\bUpdated\b|\bPublished\b|\bPosted\b|\d{1,2}[:.]\d{2}|\bViews\b).*$")
_NAME_WORDS = 4
_TITLE_WORDS = (3, 40)
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class HeaderWords:
    """The compiled phrases; the fields bear the names of the data file."""

    outlet_nouns: re.Pattern[str]
    articles: re.Pattern[str]
    bodies: re.Pattern[str]
    release: re.Pattern[str]
    byline: re.Pattern[str]
    correspondent: re.Pattern[str]
    credits: re.Pattern[str]
    supports: re.Pattern[str]
    told: str


@lru_cache(maxsize=1)
def header_words() -> HeaderWords:
    """The phrases of the shipped data file."""
    words = {name: any_of(phrases) for name, phrases in load("masthead.yaml").items()}
    return HeaderWords(
        outlet_nouns=re.compile(rf"(?<!\w){words['outlet_nouns']}(?!\w)", re.I),
        articles=re.compile(rf"^{words['articles']}\s", re.I),
        bodies=re.compile(rf"(?<!\w){words['bodies']}(?!\w)", re.I),
        release=re.compile(rf"^\W*{words['release']}\b", re.I),
        byline=re.compile(rf"^\W*{words['byline']}\s+(?P<author>\S.*)$", re.I | re.S),
        correspondent=re.compile(rf"(?<!\w){words['correspondent']}(?!\w)", re.I),
        credits=re.compile(rf"(?<!\w){words['credits']}", re.I),
        supports=re.compile(rf"(?:^|(?<=\W)){words['supports']}\s+(?P<name>(?-i:{NAME}))", re.I),
        told=words["told"],
    )


def header(page: Page) -> list[Paragraph]:
    """The lines over the report, without captions, teasers and appeals."""
    keep = (None, BoilerplateKind.NAVIGATION)
    pairs = zip(page.paragraphs[: page.head], page.kinds[: page.head], strict=True)
    return [paragraph for paragraph, kind in pairs if kind in keep]


def is_outlet_name(text: str) -> bool:
    """Whether a line is a name of up to four words that ends, or begins, like an outlet's: "Harbour Gazette"."""
    words = text.split()
    if not 2 <= len(words) <= _NAME_WORDS + (words[:1] == ["The"]) or not re.fullmatch(NAME, text):
        return False
    nouns = header_words().outlet_nouns
    return any(match and match.group() == word for word in (words[-1], words[0]) for match in [nouns.fullmatch(word)])


def is_title_like(paragraph: Paragraph) -> bool:
    """Whether a line can be a headline: some words, no full stop, neither byline nor date line."""
    text = paragraph.text
    brief = _TITLE_WORDS[0] <= paragraph.words <= _TITLE_WORDS[1] and "\n" not in text and text[-1] not in ".,;:"
    return brief and not author(paragraph) and not is_date_line(text)


def is_date_line(text: str) -> bool:
    """Whether a line is mostly date, time and place: "Kabul, 5 June 2024, 10:00"."""
    rest = text
    for mention in reversed(find_dates(text)):
        rest = rest[: mention.start] + rest[mention.end :]
    return rest != text and len(_LONG_WORD.findall(rest)) <= 5


def author(paragraph: Paragraph) -> str | None:
    """Who a line says has written the report: "By Jane Roe | 5 June 2024", "Jane Roe, our correspondent in Kabul"."""
    text, words = paragraph.text, header_words()
    if paragraph.words > 30 or paragraph.sentences > 2:
        return None
    match = words.byline.match(text) or _INNER_BYLINE.search(text)
    if match is None:
        first, _, rest = text.partition(",")
        named = re.fullmatch(NAME, first) and words.correspondent.search(rest)
        return first if named and paragraph.words <= 12 else None
    name = _AFTER_AUTHOR.sub("", match.group("author"))
    for mention in find_dates(name)[:1]:
        name = name[: mention.start]
    name = name.strip(" ,.|-–—")
    # "By dawn the shelling had stopped": a sentence, unless it is the newsroom that writes.
    if not name or (name[0].islower() and not words.correspondent.search(name)):
        return None
    return name
