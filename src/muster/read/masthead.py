"""The masthead of a page: title, outlet, byline and the agencies whose copy it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from muster.read.boilerplate import Page
from muster.read.credits import credited_agencies, dateline_agency
from muster.read.header_lines import NAME, author, header_words, is_title_like
from muster.read.layout import Paragraph
from muster.read.outlet import find_outlet
from muster.read.press import press
from muster.record import BoilerplateKind


@dataclass(frozen=True)
class Masthead:
    """What the page says of itself; ``agencies`` by their short names, in order of credit."""

    title: str | None
    outlet: str | None
    byline: str | None
    agencies: tuple[str, ...]


def read_masthead(
    page: Page,
    *,
    title: str | None = None,
    outlet: str | None = None,
    host: str | None = None,
    byline: str | None = None,
) -> Masthead:
    """The masthead of ``page``. What metadata give (``title``, ``outlet``, ``host`` of the URL, ``byline``) goes before
    what the page shows."""
    byline = byline or _byline(page)
    name = outlet.strip() if outlet and outlet.strip() else None
    name = (press().outlet(name) or name) if name else (press().outlet_of_host(host) if host else None)
    # Copy on a page that names no other outlet is taken to be from the agency's own page.
    name = name or find_outlet(page) or dateline_agency(page) or (host.removeprefix("www.") if host else None)
    return Masthead(title or _title(page, name), name, byline, credited_agencies(page, byline))


def _byline(page: Page) -> str | None:
    """The author line over the report, or in its first paragraph."""
    last = page.head if page.tail else len(page.paragraphs) - 1
    pairs = zip(page.paragraphs[: last + 1], page.kinds[: last + 1], strict=True)
    lines = [paragraph for paragraph, kind in pairs if kind in (None, BoilerplateKind.NAVIGATION)]
    return next((name for line in lines if (name := author(line))), None) or _over_its_post(lines)


def _over_its_post(lines: Sequence[Paragraph]) -> str | None:
    """ "Jane Roe" over "Staff Writer", each a line."""
    posts = header_words().correspondent
    for line, below in pairwise(lines):
        if 2 <= line.words <= 4 and re.fullmatch(NAME, line.text) and posts.fullmatch(below.text.strip(" .,")):
            return line.text
    return None


def _title(page: Page, outlet: str | None) -> str | None:
    """The first line over the report that reads like a headline; in a press release, after these words."""
    over = list(zip(page.paragraphs[: page.head], page.kinds[: page.head], strict=True))
    releases = [index for index, (line, _) in enumerate(over) if header_words().release.match(line.text)]
    over = over[releases[-1] + 1 :] if releases else over
    return next((line.text for line, kind in over if kind is None and _is_headline(line, outlet)), None)


def _is_headline(line: Paragraph, outlet: str | None) -> bool:
    text = line.text
    if not is_title_like(line):
        return False
    motto = bool(outlet) and text.casefold().startswith(str(outlet).casefold()) and line.words <= 12
    letterhead = text.isupper() and line.words <= 6 and bool(header_words().bodies.search(text))
    return not motto and not letterhead
