"""Annotated sentences (training/events): which triggers, statuses and participants are found.

    python -m benchmarks.triggers.run [--real DATA] [--part held|kept|all] [--errors KIND] [--files 10,20]

The project's own sentences, or with ``--real`` those of open data sets; by default the part held out of training. A
marked trigger counts as found where a claim of its type has its trigger on the marked words; a claim as right where a
mark of its type stands there. Status and participants are judged on the marks that were found; a participant is right
where one text stands within the other, articles aside.
``--errors`` lists what is wrong: missed, extra, status, actor, recipient.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from muster.codebook import load_codebook
from muster.extract import Extractor
from muster.language import parse
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.record import Claim, Participant, Published, Report
from training.annotated import Annotated, Marked, annotated
from training.corpora import is_held_out
from training.standoff import real

DAY = "2024-06-12"  # every sentence is read as if published then
KINDS = ("missed", "extra", "status", "actor", "recipient")


@dataclass
class Count:
    right: int = 0
    found: int = 0
    marked: int = 0

    def line(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.marked if self.marked else 0.0
        total = self.found + self.marked
        return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * self.right / total if total else 0.0:.3f}  ({self.marked})"


@dataclass
class Tally:
    """Counts over sentences, and the errors in words."""

    triggers: Count = field(default_factory=Count)
    by_type: dict[str, Count] = field(default_factory=dict)
    status: Count = field(default_factory=Count)
    actor: Count = field(default_factory=Count)
    recipient: Count = field(default_factory=Count)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def add(self, sentence: Annotated, claims: Sequence[Claim]) -> None:
        pairs, missed, extra = paired(sentence.marks, claims)
        for mark in sentence.marks:
            self._of(mark.type).marked += 1
        for claim in claims:
            self._of(claim.type).found += 1
        for mark, claim in pairs:
            self._of(mark.type).right += 1
            self.status.marked += 1
            self.status.found += 1
            self.status.right += mark.status == claim.status.value
            if mark.status != claim.status.value:
                self._error("status", sentence, f"{mark.type} {mark.status}, found {claim.status.value}", mark)
            if sentence.roles:
                self._participants("actor", sentence, mark, mark.actors, claim.actors)
                self._participants("recipient", sentence, mark, mark.recipients, claim.recipients)
        for mark in missed:
            self._error("missed", sentence, mark.type, mark)
        for claim in extra:
            self._error("extra", sentence, claim.type, claim.trigger)
        self.triggers.right += len(pairs)
        self.triggers.marked += len(sentence.marks)
        self.triggers.found += len(claims)

    def _of(self, kind: str) -> Count:
        return self.by_type.setdefault(kind, Count())

    def _participants(
        self, role: str, sentence: Annotated, mark: Marked, marked: Iterable[str], found: Sequence[Participant]
    ) -> None:
        count: Count = getattr(self, role)
        open_, right = list(marked), 0
        count.marked += len(open_)
        count.found += len(found)
        for participant in found:
            hit = next((name for name in open_ if same(name, participant)), None)
            if hit is not None:
                open_.remove(hit)
                right += 1
        count.right += right
        if open_ or right < len(found):
            names = [f"{p.name} ({p.text})" for p in found]
            self._error(role, sentence, f"{mark.type}: marked {list(marked)}, found {names}", mark)

    def _error(self, kind: str, sentence: Annotated, what: str, at: object) -> None:
        start, end = getattr(at, "start", 0), getattr(at, "end", 0)
        text = f"{sentence.text[:start]}<<{sentence.text[start:end]}>>{sentence.text[end:]}"
        self.errors.append((kind, f"{sentence.source} {what} | {text}"))


def paired(
    marks: Sequence[Marked], claims: Sequence[Claim]
) -> tuple[list[tuple[Marked, Claim]], list[Marked], list[Claim]]:
    """Marks with the claims of their type on their words; marks without; claims without."""
    open_, pairs, missed = list(claims), list[tuple[Marked, Claim]](), list[Marked]()
    for mark in marks:
        overlapping = [c for c in open_ if c.type == mark.type and _overlap(mark, c)]
        if overlapping:
            open_.remove(overlapping[0])
            pairs.append((mark, overlapping[0]))
        else:
            missed.append(mark)
    return pairs, missed, open_


def _overlap(mark: Marked, claim: Claim) -> bool:
    trigger = claim.trigger
    return (
        trigger.start is not None and trigger.end is not None and trigger.start < mark.end and trigger.end > mark.start
    )


def same(name: str, participant: Participant) -> bool:
    wanted = _plain(name)
    return any(
        wanted and (wanted in have or have in wanted)
        for have in map(_plain, (participant.text, participant.name))
        if have
    )


def _plain(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word not in ("the", "a", "an", "s"))


def read(extractor: Extractor, text: str) -> list[Claim]:
    """The claims of one sentence, read as a report of its own."""
    report = Report(id="r-x", source="x", text=text, published=Published(from_=DAY, to=DAY))
    return extractor.extract(report, parse(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, metavar="DATA", help="sentences of the open sets in this folder")
    parser.add_argument("--part", choices=["held", "kept", "all"], default="held", help="held out of training or not")
    parser.add_argument("--errors", choices=KINDS, help="list the errors of one kind")
    parser.add_argument("--files", default="", help="only files whose names begin so, comma separated")
    options = parser.parse_args()
    extractor = Extractor(load_codebook(), Gazetteer.open(), NameLexicon.load())
    wanted = tuple(part for part in options.files.split(",") if part)
    tally, number = Tally(), 0
    for sentence in real(options.real) if options.real else annotated():
        part = "held" if is_held_out(sentence) else "kept"
        if options.part not in (part, "all") or (wanted and not sentence.source.startswith(wanted)):
            continue
        number += 1
        tally.add(sentence, read(extractor, sentence.text))
    print(f"{number} sentences")
    for name in ("triggers", "status", "actor", "recipient"):
        print(f"{name:10} {getattr(tally, name).line()}")
    for kind, count in sorted(tally.by_type.items()):
        print(f"  {kind:10} {count.line()}")
    print(dict(sorted(Counter(kind for kind, _ in tally.errors).items())))
    for kind, line in tally.errors:
        if kind == options.errors:
            print(line)


if __name__ == "__main__":
    main()
