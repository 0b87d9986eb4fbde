"""Time expressions against TempEval-3: strict, relaxed, value and type F1, with dateparser as the peer.

    python benchmarks/time/run.py ../shared/data/timex_tempeval3 [--split develop|report|all] [--errors] [--peer]

The documents are split once and for all by the SHA-256 of their file names: six tenths to develop on, four to report.
Definitions (UzZaman et al. 2013): strict counts exact extents, relaxed any overlap; value and type F1 are the relaxed
F1 times the share of overlapping pairs whose attribute is equal. The document's own date is given, not searched.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from muster.normalise.dates import Timex, read_timexes


@dataclass(frozen=True)
class Mention:
    """A time expression with its extent in the document's text, TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclass(frozen=True)
class Document:
    """One TimeML document: running text, day of creation, gold mentions."""

    name: str
    text: str
    created: date
    gold: list[Mention]


def documents(folder: Path, split: str) -> Iterator[Document]:
    """The TimeML documents of the archive that fall into ``split``, by name."""
    with tarfile.open(folder / "tbaq_cleaned.tar.xz") as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if not member.name.endswith(".tml"):
                continue
            name = Path(member.name).name
            develop = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 < 6
            if split == "all" or develop == (split == "develop"):
                stream = archive.extractfile(member)
                assert stream is not None
                yield read_document(name, stream.read())


def read_document(name: str, xml: bytes) -> Document:
    """Text and gold of one document; offsets count code points of the text of its TEXT element."""
    root = ElementTree.fromstring(xml)
    created = next(t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME")
    pieces: list[str] = []
    gold: list[Mention] = []

    def walk(element: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        if element.tag == "TIMEX3":
            text = "".join(pieces)[start:]
            gold.append(Mention(start, start + len(text), text, element.get("type", ""), element.get("value", "")))

    body = root.find("TEXT")
    assert body is not None
    walk(body)
    return Document(name, "".join(pieces), date.fromisoformat(created.get("value", "")[:10]), gold)


def muster_mentions(document: Document) -> list[Mention]:
    """What muster finds, as `muster annotate` lists it."""
    return [_mention(dated.timex, dated.value) for dated in read_timexes(document.text, document.created)]


def _mention(timex: Timex, value: str) -> Mention:
    return Mention(timex.start, timex.end, timex.text, timex.type, value)


def peer_mentions(document: Document) -> list[Mention]:
    """What dateparser.search finds, aligned to the text by searching on from the last hit."""
    from datetime import datetime

    from dateparser.search import search_dates  # type: ignore[import-untyped]

    base = datetime(document.created.year, document.created.month, document.created.day)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found, position = [], 0
    for words, moment in search_dates(document.text, languages=["en"], settings=settings) or []:
        start = document.text.find(words, position)
        if start >= 0:
            position = start + len(words)
            found.append(Mention(start, position, words, "DATE", moment.date().isoformat()))
    return found


@dataclass
class Score:
    """Counts over documents."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0

    def f1(self, right: int) -> float:
        """F1 of ``right`` hits."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def add(score: Score, document: Document, found: list[Mention], log: Callable[[str], None] | None) -> None:
    """Pair gold with found mentions in order of the text, exact extents first, and count."""
    score.gold += len(document.gold)
    score.found += len(found)
    free = list(found)
    pairs: list[tuple[Mention, Mention]] = []
    for exact in (True, False):
        for gold in document.gold:
            if any(gold is left for left, _ in pairs):
                continue
            for mention in free:
                same = (mention.start, mention.end) == (gold.start, gold.end)
                if same or (not exact and mention.start < gold.end and gold.start < mention.end):
                    pairs.append((gold, mention))
                    free.remove(mention)
                    break
    for gold, mention in pairs:
        score.relaxed += 1
        score.strict += (mention.start, mention.end) == (gold.start, gold.end)
        score.type += mention.type == gold.type
        score.value += mention.value == gold.value
    if log:
        _log(document, pairs, free, log)


def _log(
    document: Document, pairs: list[tuple[Mention, Mention]], free: list[Mention], log: Callable[[str], None]
) -> None:
    flat = document.text.replace("\n", " ")
    paired = {id(gold) for gold, _ in pairs}
    for gold in document.gold:
        if id(gold) not in paired:
            log(f"MISSED {gold.text!r} {gold.value} [{flat[max(0, gold.start - 30) : gold.end + 20]}]")
    for mention in free:
        log(f"SPURIOUS {mention.text!r} {mention.value} [{flat[max(0, mention.start - 30) : mention.end + 20]}]")
    for gold, mention in pairs:
        kinds = []
        if (mention.start, mention.end) != (gold.start, gold.end):
            kinds.append("EXTENT")
        if mention.value != gold.value:
            kinds.append("VALUE")
        if mention.type != gold.type:
            kinds.append("TYPE")
        if kinds:
            context = flat[max(0, gold.start - 40) : gold.end + 30]
            log(
                f"{'+'.join(kinds)} gold {gold.text!r} {gold.type} {gold.value}"
                f" found {mention.text!r} {mention.type} {mention.value} ({document.created}) [{context}]"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=["develop", "report", "all"], default="report")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--peer", action="store_true", help="run dateparser.search as well (slow)")
    options = parser.parse_args()
    if not (options.folder / "tbaq_cleaned.tar.xz").exists():
        sys.exit(f"{options.folder}: no tbaq_cleaned.tar.xz here; give the folder of the TempEval-3 training data")
    systems = {"muster": muster_mentions} | ({"dateparser": peer_mentions} if options.peer else {})
    for name, system in systems.items():
        score, seconds, size = Score(), 0.0, 0
        for document in documents(options.folder, options.split):
            begin = time.perf_counter()
            found = system(document)
            seconds += time.perf_counter() - begin
            size += len(document.text)
            add(score, document, found, print if options.errors and name == "muster" else None)
        print(
            f"{name} {options.split}: strict {score.f1(score.strict):.3f} relaxed {score.f1(score.relaxed):.3f}"
            f" value {score.f1(score.value):.3f} type {score.f1(score.type):.3f}"
            f" (gold {score.gold}, found {score.found}, {1e6 * seconds / size:.2f} ms per 1,000 characters)"
        )


if __name__ == "__main__":
    main()
