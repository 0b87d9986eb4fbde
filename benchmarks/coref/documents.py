"""Documents with gold mentions of events, as the coreference sets hold them: ECB+ and MEANTIME.

ECB+ (Cybulska and Vossen 2014): XML of tokens, markables and relations; what counts are the actions in the sentences
that its authors validated. MEANTIME (Minard et al. 2016): CoNLL columns, prepared without single mentions.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

CHAIN = re.compile(r"(\()?([^()|\s]+)(\))?")  # one bracket of a coreference column: "(c1", "c1)", "(c1)"


@dataclass(frozen=True)
class Mention:
    """Words that name an event: indexes of tokens in a sentence of the document, and the chain that gold puts it in."""

    key: str
    sentence: int
    tokens: tuple[int, ...]
    chain: str


@dataclass(frozen=True)
class Document:
    """Sentences as given, each a list of tokens. ``topic``: the documents among which coreference is looked for."""

    name: str
    topic: str
    sentences: tuple[tuple[str, ...], ...]
    mentions: tuple[Mention, ...]


def ecb_plus(folder: Path, split: str) -> list[Document]:
    """The documents of ``split`` (train, dev), by name, with the mentions of actions in validated sentences."""
    validated = validated_sentences(_text(folder / "validated_sentences.csv.xz"))
    with tarfile.open(folder / f"{split}.tar.xz") as archive:
        found = []
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".xml") else None
            if stream is not None:
                name = Path(member.name).stem
                found.append(read_ecb(name, stream.read(), validated.get(name, frozenset())))
    return sorted(found, key=lambda document: document.name)


def validated_sentences(table: str) -> dict[str, frozenset[int]]:
    """Document name (``2_10ecb``) -> numbers of its validated sentences, from the CSV with Topic, File, Sentence."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(table)):
        found[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def read_ecb(name: str, xml: bytes, validated: frozenset[int]) -> Document:
    """One file of ECB+. The topic is the part of the name before ``_``: both seminal events of a topic are together."""
    root = ElementTree.fromstring(xml)
    sentences: dict[int, list[str]] = defaultdict(list)
    place: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        number = int(token.get("sentence", "0"))
        place[token.get("t_id", "")] = number, len(sentences[number])
        sentences[number].append(token.text or "")
    chains = {
        source.get("m_id", ""): relation.get("note") or f"{name}/{relation.tag}{relation.get('r_id')}"
        for relation in root.iterfind("Relations/*")
        for source in relation.iter("source")
    }
    order = {number: at for at, number in enumerate(sorted(sentences))}
    mentions = []
    for markable in root.iterfind("Markables/*"):
        anchors = [place[anchor.get("t_id", "")] for anchor in markable.iter("token_anchor")]
        if "ACTION" in markable.tag and anchors and anchors[0][0] in validated:
            key = f"{name}/{markable.get('m_id')}"
            tokens = tuple(token for number, token in anchors if number == anchors[0][0])
            chain = chains.get(markable.get("m_id", ""), key)
            mentions.append(Mention(key, order[anchors[0][0]], tokens, chain))
    texts = tuple(tuple(sentences[number]) for number in sorted(sentences))
    return Document(name, name.partition("_")[0], texts, tuple(mentions))


def meantime(folder: Path) -> list[Document]:
    """The documents of MEANTIME's open topics, with the event mentions of its chains."""
    events = set(re.findall(r'"coref_chain": "([^"]+)"', _text(folder / "event_mentions.jsonl.xz")))
    return list(read_conll(_text(folder / "meantime.conll.xz").splitlines(), events))


def _text(path: Path) -> str:
    return lzma.decompress(path.read_bytes()).decode("utf-8")


def read_conll(lines: Iterable[str], events: set[str]) -> Iterator[Document]:
    """Documents of CoNLL columns (document, sentence, token number, token, chains) with the chains in ``events``."""
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("#begin"):
            rows = []
        elif line.startswith("#end") and rows:
            yield _of_rows(rows, events)
        elif line.strip():
            rows.append(line.rstrip("\n").split("\t"))


def _of_rows(rows: list[list[str]], events: set[str]) -> Document:
    name = rows[0][0]
    sentences: dict[int, list[str]] = defaultdict(list)
    open_: dict[str, list[tuple[int, int]]] = defaultdict(list)
    mentions = []
    numbers = {number: at for at, number in enumerate(sorted({int(row[1]) for row in rows}))}
    for row in rows:
        sentence = numbers[int(row[1])]
        at = len(sentences[sentence])
        sentences[sentence].append(row[3])
        for begin, chain, end in CHAIN.findall(row[-1]):
            if chain not in events:
                continue
            if begin:
                open_[chain].append((sentence, at))
            if end and open_[chain]:
                start = open_[chain].pop()
                key = f"{name}/{start[0]}.{start[1]}-{at}"
                mentions.append(Mention(key, sentence, tuple(range(start[1], at + 1)), chain))
    topic = name.partition("/")[0]
    return Document(name, topic, tuple(tuple(sentences[n]) for n in sorted(sentences)), tuple(mentions))
