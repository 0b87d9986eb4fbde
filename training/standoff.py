"""Sentences of open data sets with their claims marked, kept without their words: training/events/standoff/*.tsv.

    ewt/weblog-…-0012<TAB>5f1c09aa<TAB>12-20 attack.done 0-5 > 34-41+46-52; 60-64 clash.ongoing - > -

A line is one sentence: where it stands in the data, the CRC-32 of its text, and its marks as character offsets:
trigger, type and status, actors > recipients. An empty third field says that the sentence was read and reports
nothing. The sentences themselves stay where they are and under their own licences; the marks are the project's.

    python -m training.standoff print --data ../shared/data           # the marked sentences, in brackets
    python -m training.standoff pack --data ../shared/data FILE...    # key<TAB>bracketed line -> a line as above
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from training.annotated import STATUSES, TYPES, Annotated, FormatError, Marked, parse_line
from training.corpora import CLOSED_GUM_GENRES, CLOSED_RE3D_SOURCES, lines

FOLDER = Path(__file__).parent / "events" / "standoff"
_MARK = re.compile(r"(\d+)-(\d+) ([a-z]+)\.([a-z]+) (\S+) > (\S+)")


class Texts:
    """The sentences of the open sets by key: ewt/ID, gum/ID (the treebanks' own ids), wikigold/N, re3d/ID@A-B."""

    def __init__(self, data: Path) -> None:
        self._sentences = {
            **_treebank(data / "ud_ewt/train.conllu.xz", "ewt"),
            **_treebank(data / "ud_gum/train.conllu.xz", "gum"),
            **{f"wikigold/{number}": text for number, text in enumerate(_wikigold(data))},
        }
        self._reports = {
            f"re3d/{report['_id']}": str(report["text"])
            for report in map(json.loads, filter(None, lines(data / "ner_re3d/train.jsonl.xz")))
            if report["source_folder"] not in CLOSED_RE3D_SOURCES
        }

    def of(self, key: str) -> str:
        """The text of a key, white space as single spaces. Raises KeyError."""
        document, at, place = key.partition("@")
        if not at:
            return self._sentences[key]
        start, _, end = place.partition("-")
        return " ".join(self._reports[document][int(start) : int(end)].split())

    def key(self, name: str, text: str) -> str:
        """The key of a sentence known by the set's own name for it, or by its report and words. Raises KeyError."""
        if name not in self._reports:
            return name
        words = r"\s+".join(map(re.escape, text.split()))
        found = re.search(words, self._reports[name])
        if found is None:
            raise KeyError(name)
        return f"{name}@{found.start()}-{found.end()}"


def real(data: Path, folder: Path = FOLDER) -> Iterator[Annotated]:
    """Every sentence of every file with its marks. Raises FormatError where the data are not those that were marked."""
    paths = sorted(folder.glob("*.tsv"))
    texts = Texts(data) if paths else None
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#") and texts is not None:
                yield _unpacked(line, texts, f"{path.name}:{number}")


def packed(key: str, sentence: Annotated) -> str:
    """One line of the stand-off format."""
    marks = "; ".join(
        f"{mark.start}-{mark.end} {mark.type}.{mark.status} "
        f"{_places(sentence.text, mark.actors, mark.start)} > {_places(sentence.text, mark.recipients, mark.start)}"
        for mark in sentence.marks
    )
    return f"{key}\t{_digest(sentence.text)}\t{marks}"


def _unpacked(line: str, texts: Texts, source: str) -> Annotated:
    key, digest, marks = (*line.split("\t"), "", "")[:3]
    try:
        text = texts.of(key)
    except (KeyError, ValueError):
        raise FormatError(f"{source}: no sentence {key} in the data") from None
    if _digest(text) != digest:
        raise FormatError(f"{source}: {key} reads differently in the data than when it was marked")
    found = []
    for part in filter(None, marks.split("; ")):
        match = _MARK.fullmatch(part)
        if match is None or match[3] not in TYPES or match[4] not in STATUSES:
            raise FormatError(f"{source}: {part!r} is no mark")
        names = [tuple(text[a:b] for a, b in _spans(match[side])) for side in (5, 6)]
        found.append(Marked(int(match[1]), int(match[2]), match[3], match[4], *names))
    return Annotated(text, tuple(found), True, source, document=_stretch(key))


def _stretch(key: str) -> str:
    """A report of re3d, or some twenty neighbouring sentences of another set: what is held out or trained on whole."""
    report, at, _ = key.partition("@")
    numbered = re.fullmatch(r"(.+)[-/](\d+)", key)
    return f"{numbered[1]}#{int(numbered[2]) // 20}" if numbered and not at else report


def _places(text: str, names: Iterable[str], near: int) -> str:
    """Where names stand, each where it is nearest to the trigger: 0-5+9-12."""
    lowered = text.lower()
    found = []
    for name in names:
        starts = [match.start() for match in re.finditer(re.escape(name.lower()), lowered)]
        start = min(starts, key=lambda at: (abs(at - near), at))
        found.append(f"{start}-{start + len(name)}")
    return "+".join(found) or "-"


def _spans(places: str) -> Iterator[tuple[int, int]]:
    for place in filter(lambda place: place != "-", places.split("+")):
        start, _, end = place.partition("-")
        yield int(start), int(end)


def _digest(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


def _treebank(path: Path, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    key = ""
    for line in lines(path):
        if line.startswith("# sent_id = "):
            key = line[12:]
        elif line.startswith("# text = ") and (name != "gum" or key.split("_")[1] not in CLOSED_GUM_GENRES):
            found[f"{name}/{key}"] = " ".join(line[9:].split())
    return found


_CLOSING = re.compile(r"[.,;:!?)\]%]|'s|n't|'re|'ve|'ll|'")


def _wikigold(data: Path) -> Iterator[str]:
    """The tokenised sentences as running text."""
    words: list[str] = []
    for line in [*lines(data / "ner_wikigold/wikigold.conllu.xz"), ""]:
        if line.strip():
            words.append(line.split("\t")[1])
        elif words:
            yield _running(words)
            words = []


def _running(words: Iterable[str]) -> str:
    text, quoted = "", False
    for word in words:
        if word == '"':
            text += '"' if quoted or not text else ' "'
            quoted = not quoted
        elif not text or text.endswith(("(", "[")) or (quoted and text.endswith('"')) or _CLOSING.fullmatch(word):
            text += word
        else:
            text += f" {word}"
    return text


def _bracketed(sentence: Annotated) -> str:
    text, end = "", 0
    for mark in sentence.marks:
        text += f"{sentence.text[end : mark.start]}[{mark.type}.{mark.status} {sentence.text[mark.start : mark.end]}]"
        end = mark.end
    parts = ["+".join(mark.actors) + " > " + "+".join(mark.recipients) for mark in sentence.marks]
    return text + sentence.text[end:] + ("\t" + "; ".join(parts) if parts else "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["print", "pack"])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_intermixed_args()
    try:
        if options.action == "print":
            for sentence in real(options.data):
                print(_bracketed(sentence))
        else:
            texts = Texts(options.data)
            for path in options.files:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    name, _, rest = line.partition("\t")
                    sentence = parse_line(rest, f"{path.name}:{number}")
                    print(packed(texts.key(name, sentence.text), sentence))
    except (FormatError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
