"""The project's own sentences with their claims marked, in training/events/*.txt, read into frozen records.

    Rebels [attack.done shelled] the port overnight, a mayor said.<TAB>rebels > port

A line is one sentence (or two that belong together). Each bracket is the trigger of one claim: type, status, words.
Words outside the brackets are no triggers, so that a sentence without brackets is a negative. After a tab stand, in the
order of the brackets and separated by ``;``, the actors and recipients of each claim as the text names them:
``actors > recipients``, several joined by ``+``, ``-`` where the sentence names none. A line that begins with # is a
comment.

    python -m training.annotated            # checks every file and counts types and statuses
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from muster.codebook import load_codebook
from muster.record import Status

FOLDER = Path(__file__).parent / "events"
_BRACKET = re.compile(r"\[([a-z]+)\.([a-z]+) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked trigger: offsets into the plain text, half open, with the claim's type, status and participants."""

    start: int
    end: int
    type: str
    status: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A plain sentence and what is marked in it, in order; ``roles``: were participants written down?"""

    text: str
    marks: tuple[Marked, ...]
    roles: bool
    source: str  # file:line
    document: str = ""  # of a sentence of an open data set


class FormatError(ValueError):
    """A line of an annotated file that breaks the format; the message names file, line and cause."""


def annotated(folder: Path = FOLDER) -> Iterator[Annotated]:
    """Every sentence of every file, by file name and line. Raises FormatError."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield parse_line(line, f"{path.name}:{number}")


def parse_line(line: str, source: str) -> Annotated:
    """One line of the format. Raises FormatError."""
    sentence, tab, roles = line.partition("\t")
    text, end, found = "", 0, list[tuple[int, int, str, str]]()
    for match in _BRACKET.finditer(sentence):
        text += sentence[end : match.start()]
        found.append((len(text), len(text) + len(match[3]), match[1], match[2]))
        text += match[3]
        end = match.end()
    text += sentence[end:]
    if "[" in text or "]" in text:
        raise FormatError(f"{source}: a bracket is not of the form [type.status words]")
    for _, _, kind, status in found:
        if kind not in TYPES:
            raise FormatError(f"{source}: no type {kind!r} in the codebook")
        if status not in STATUSES:
            raise FormatError(f"{source}: no status {status!r}")
    parts = [_participants(part, text, source) for part in roles.split(";")] if tab and found else []
    if tab and len(parts) != len(found):
        raise FormatError(f"{source}: {len(found)} triggers but {len(parts)} lists of participants")
    marks = [
        Marked(start, stop, kind, status, *(parts[i] if tab else ()))
        for i, (start, stop, kind, status) in enumerate(found)
    ]
    return Annotated(text, tuple(marks), bool(tab), source)


def _participants(part: str, text: str, source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    actors, arrow, recipients = part.partition(">")
    if not arrow:
        raise FormatError(f"{source}: participants are written actors > recipients, found {part.strip()!r}")
    sides = [
        tuple(name.strip() for name in side.split("+") if name.strip() not in ("", "-"))
        for side in (actors, recipients)
    ]
    for name in (*sides[0], *sides[1]):
        if name.lower() not in text.lower():
            raise FormatError(f"{source}: {name!r} does not stand in the sentence")
    return sides[0], sides[1]


TYPES = frozenset(load_codebook().types)
STATUSES = frozenset(status.value for status in Status)


def main() -> int:
    try:
        sentences = list(annotated())
    except FormatError as error:
        print(error, file=sys.stderr)
        return 1
    repeated = [text for text, count in Counter(s.text for s in sentences).items() if count > 1]
    if repeated:
        print(f"the same sentence stands twice: {repeated[0]}", file=sys.stderr)
        return 1
    marks = [mark for sentence in sentences for mark in sentence.marks]
    empty = sum(not sentence.marks for sentence in sentences)
    print(f"{len(sentences)} sentences, {len(marks)} triggers, {empty} sentences without any")
    for field in ("type", "status"):
        counts = Counter(getattr(mark, field) for mark in marks)
        print(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
