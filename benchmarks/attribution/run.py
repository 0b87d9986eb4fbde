"""Attribution against PolNeAR: who said what, as cue, source and content spans.

    python benchmarks/attribution/run.py ../shared/data/attr_polnear [--documents 28] [--errors]

A fixed sample of the dev part: the documents with the smallest SHA-256 of their names, the first annotator of each.
Attributions of gold and of muster are paired by their cues (overlap, then nearest content). Figures: precision, recall
and F1 of cue, source, content and whole triple, exact and by overlap; then, of the pairs, the share with the right
source and content, which is what systems report that are given the cue. PolNeAR also marks belief, intention and acts
("plans to", "enacted"); ``speech`` counts only gold whose cue holds a verb or noun of speech from muster's lexicon.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from muster.codebook import lexicon
from muster.extract.attribution import content_spans, cue_span, sayings, source_span
from muster.language import parse
from muster.normalise.names import NameLexicon

Range = tuple[int, int]
PARTS = ("cue", "source", "content")
TEXT_BOUND = re.compile(r"^(T\d+)\t(\S+) ([\d ;]+)\t", re.MULTILINE)
EVENT = re.compile(r"^E\d+\t(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Triple:
    """An attribution: each part a tuple of half-open character ranges, the source empty where there is none."""

    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass
class Count:
    """Gold and found values of one part with those that agree."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlap: int = 0

    def show(self) -> str:
        return " ".join(
            f"{name} p {right / max(self.found, 1):.3f} r {right / max(self.gold, 1):.3f}"
            f" f1 {2 * right / max(self.gold + self.found, 1):.3f}"
            for name, right in (("exact", self.exact), ("overlap", self.overlap))
        )


@dataclass
class Score:
    """Counts by part over documents, and how many pairs there are."""

    parts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in (*PARTS, "triple")})
    pairs: int = 0
    sourced: int = 0


def documents(folder: Path, number: int) -> Iterator[tuple[str, str, list[Triple]]]:
    """Name, text and gold of the sampled documents, by hash."""
    with tarfile.open(folder / "dev.tar.xz") as archive:
        files = {m.name: m for m in archive.getmembers() if m.isfile()}
        texts = sorted((n for n in files if n.endswith(".txt")), key=lambda n: hashlib.sha256(n.encode()).hexdigest())
        for name in texts[:number]:
            stem = Path(name).stem
            notes = sorted(n for n in files if n.endswith(".ann") and Path(n).name.startswith(stem + "_"))
            if notes:
                yield stem, _read(archive, files[name]), gold(_read(archive, files[notes[0]]))


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    stream = archive.extractfile(member)
    assert stream is not None
    return stream.read().decode("utf-8")


def gold(notes: str) -> list[Triple]:
    """The attributions of a brat standoff file that have a cue and content."""
    spans = {
        m[1]: tuple((int(a), int(b)) for a, b in (piece.split() for piece in m[3].split(";")))
        for m in TEXT_BOUND.finditer(notes)
    }
    found = []
    for event in EVENT.finditer(notes):
        parts: dict[str, tuple[Range, ...]] = dict.fromkeys(PARTS, ())
        for argument in event[1].split():
            role, _, key = argument.partition(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in parts:
                parts[role] = (*parts[role], *spans.get(key, ()))
        triple = Triple(**{name: tuple(sorted(ranges)) for name, ranges in parts.items()})
        if triple.cue and triple.content:
            found.append(triple)
    return found


def muster_triples(text: str) -> list[Triple]:
    """What muster finds: cue, whole source phrase, content."""
    doc = parse(text)
    found = []
    for saying in sayings(doc, NameLexicon.load()):
        source = source_span(doc, saying)
        if not saying.content or source is None:
            continue
        cue = cue_span(doc, saying)
        found.append(
            Triple(
                ((doc[cue[0]].idx, doc[cue[0] : cue[1]].end_char),),
                ((doc[source[0]].idx, doc[source[0] : source[1]].end_char),),
                content_spans(doc, saying),
            )
        )
    return found


def covered(text: str, ranges: Sequence[Range]) -> frozenset[int]:
    """Positions of letters and digits in the ranges: marks and blanks at the edges do not count."""
    return frozenset(i for start, end in ranges for i in range(start, min(end, len(text))) if text[i].isalnum())


def paired(text: str, golds: Sequence[Triple], founds: Sequence[Triple]) -> list[tuple[Triple, Triple]]:
    """Gold with found whose cues overlap, the pairs that share most first."""
    weights = []
    for g, gold_triple in enumerate(golds):
        for f, found in enumerate(founds):
            cue = len(covered(text, gold_triple.cue) & covered(text, found.cue))
            if cue:
                shared = covered(text, gold_triple.content) & covered(text, found.content)
                weights.append((cue, len(shared), -g, -f))
    pairs, used_gold, used_found = [], set(), set()
    for _, _, g, f in sorted(weights, reverse=True):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((golds[-g], founds[-f]))
    return pairs


def add(score: Score, text: str, golds: Sequence[Triple], founds: Sequence[Triple]) -> list[tuple[Triple, Triple]]:
    """Count one document; its pairs."""
    pairs = paired(text, golds, founds)
    score.pairs += len(pairs)
    for name in PARTS:
        score.parts[name].gold += sum(bool(getattr(t, name)) for t in golds)
        score.parts[name].found += sum(bool(getattr(t, name)) for t in founds)
    score.parts["triple"].gold += len(golds)
    score.parts["triple"].found += len(founds)
    for wanted, got in pairs:
        exact, overlap = True, True
        score.sourced += bool(wanted.source)
        for name in PARTS:
            want, have = covered(text, getattr(wanted, name)), covered(text, getattr(got, name))
            same, touch = bool(want) and want == have, bool(want & have)
            score.parts[name].exact += same
            score.parts[name].overlap += touch
            exact, overlap = exact and (same or want == have), overlap and touch
        score.parts["triple"].exact += exact
        score.parts["triple"].overlap += overlap
    return pairs


def speech(text: str, triples: Sequence[Triple]) -> list[Triple]:
    """Gold whose cue holds a word of muster's lexicon of speech, in any form of its regular inflection."""
    data = lexicon("attribution")
    stems = {w.split()[0] for key in ("verbs", "relay_verbs", "content_nouns") for w in data[key]}
    forms = {form for stem in stems for form in _forms(stem)} | {"said", "told", "wrote", "according", "thought"}
    return [t for t in triples if any(set(re.findall(r"[a-z]+", text[a:b].lower())) & forms for a, b in t.cue)]


def _forms(stem: str) -> list[str]:
    base = stem.removesuffix("e")
    ied = [stem[:-1] + "ied", stem[:-1] + "ies"] if stem.endswith("y") else []
    return [stem, stem + "s", stem + "es", base + "ed", base + "ing", stem + "ing", *ied]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=28)
    parser.add_argument("--errors", action="store_true", help="print every pair that differs and every miss")
    options = parser.parse_args()
    if not (options.folder / "dev.tar.xz").exists():
        sys.exit(f"{options.folder}: no dev.tar.xz here; give the folder that holds the PolNeAR archives")
    whole, spoken = Score(), Score()
    for name, text, golds in documents(options.folder, options.documents):
        founds = muster_triples(text)
        pairs = add(whole, text, golds, founds)
        add(spoken, text, speech(text, golds), founds)
        if options.errors:
            report(name, text, golds, founds, pairs)
    for title, score in (("all", whole), ("speech", spoken)):
        for part, count in score.parts.items():
            print(f"{title} {part}: {count.show()} (gold {count.gold}, found {count.found})")
        source, content = score.parts["source"], score.parts["content"]
        print(
            f"{title} where the cue is found ({score.pairs}): source exact {source.exact / max(score.sourced, 1):.3f}"
            f" overlap {source.overlap / max(score.sourced, 1):.3f}, content exact {content.exact / score.pairs:.3f}"
            f" overlap {content.overlap / score.pairs:.3f}"
        )


def report(
    name: str, text: str, golds: Sequence[Triple], founds: Sequence[Triple], pairs: Sequence[tuple[Triple, Triple]]
) -> None:
    """Print what differs."""

    def show(triple: Triple) -> str:
        return " | ".join(
            " … ".join(text[a:b].replace("\n", " ") for a, b in getattr(triple, part)) or "-" for part in PARTS
        )

    for wanted, got in pairs:
        differs = [part for part in PARTS if covered(text, getattr(wanted, part)) != covered(text, getattr(got, part))]
        if differs:
            print(f"{name} {'+'.join(differs)}\n   gold  {show(wanted)}\n   found {show(got)}")
    for triple in golds:
        if all(triple is not wanted for wanted, _ in pairs):
            print(f"{name} MISSED {show(triple)}")
    for triple in founds:
        if all(triple is not got for _, got in pairs):
            print(f"{name} SPURIOUS {show(triple)}")


if __name__ == "__main__":
    main()
