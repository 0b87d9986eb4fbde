"""The shipped network: sentences of words in, their tags, heads, relations, lemmas and names out.

The file is plain ONNX, run by onnxruntime on the processor. Its weights are int8 with fixed ranges (static
quantisation), so that a sentence gets the same answer whatever else is in its batch. How it is made: `training/` and
docs/model-card.md.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from muster.language.lemma import LemmaRule, Lemmatiser, read_table
from muster.language.trees import decode_heads, decode_names
from muster.language.wordpiece import WordPiece, encode

MODEL = Path(__file__).parent / "model"
MAX_WORDS = 160  # words a sentence may have: at the usual 1.3 pieces a word, far below what the encoder takes
BATCH = 16  # sentences; measured best on one and two threads
_SPREAD, _SLACK = 2, 8  # a batch ends where a sentence is twice as long as its first, or 8 words longer if that is more

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label inventories, in the order of the network's outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    lemma_rules: tuple[LemmaRule, ...]
    names: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Labels:
        found: dict[str, list[Any]] = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            upos=tuple(found["upos"]),
            xpos=tuple(found["xpos"]),
            relations=tuple(found["relations"]),
            lemma_rules=tuple(LemmaRule(*rule) for rule in found["lemma_rules"]),
            names=tuple(found["names"]),
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence of n words; every field has n entries, but for scores that a parser does not give."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]  # 0 = root, j = word j - 1
    relations: list[str]
    lemmas: list[str]
    names: list[str]  # BIO tags
    # log odds of each BIO tag; arrays do not compare
    name_scores: list[NDArray[np.float32]] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """Network inputs for B sentences of at most W words and P pieces."""

    pieces: Ids  # (B, P), 0 beyond the end
    casings: Ids  # (B, P)
    firsts: Ids  # (B, W) position of each word's first piece, 0 beyond the end


def make_batch(vocabulary: WordPiece, sentences: Sequence[Sequence[str]]) -> Batch:
    encoded = [encode(vocabulary, words) for words in sentences]
    height = len(encoded)
    pieces = np.zeros((height, max(len(row[0]) for row in encoded)), dtype=np.int64)
    casings = np.zeros_like(pieces)
    firsts = np.zeros((height, max(len(row[2]) for row in encoded)), dtype=np.int64)
    for number, (row_pieces, row_casings, row_firsts) in enumerate(encoded):
        pieces[number, : len(row_pieces)] = row_pieces
        casings[number, : len(row_casings)] = row_casings
        firsts[number, : len(row_firsts)] = row_firsts
    return Batch(pieces, casings, firsts)


class Network:
    """A loaded model. `threads` of 0 or None: what the environment says in MUSTER_THREADS, or else 1."""

    def __init__(self, folder: Path = MODEL, *, threads: int | None = None) -> None:
        if not (folder / "model.onnx").is_file():
            raise FileNotFoundError(
                f"no language model in {folder}: reinstall muster, or build it with `python -m training.build`"
            )
        self.labels = Labels.load(folder / "labels.json")
        self.vocabulary = WordPiece.load(folder / "vocab.txt")
        self.lemmatiser = Lemmatiser(read_table(folder / "lemmas.tsv"))
        self._session = session(folder / "model.onnx", threads)

    def analyse(self, sentences: Sequence[Sequence[str]], *, batch: int = BATCH) -> list[Analysis]:
        """Analyses in the order given. Every sentence needs 1 to MAX_WORDS words."""
        found: dict[int, Analysis] = {}
        for numbers in batches([len(sentence) for sentence in sentences], batch):
            chosen = [sentences[number] for number in numbers]
            found.update(zip(numbers, self._analyse_batch(chosen), strict=True))
        return [found[number] for number in range(len(sentences))]

    def starts(self, windows: Sequence[Sequence[str]], *, batch: int = BATCH) -> list[NDArray[np.float32]]:
        """For each window of words, how likely each word begins a sentence (log odds)."""
        found: dict[int, NDArray[np.float32]] = {}
        for numbers in batches([len(window) for window in windows], batch):
            (scores,) = self._run([windows[number] for number in numbers], ["starts"])
            found.update((number, scores[row, : len(windows[number])]) for row, number in enumerate(numbers))
        return [found[number] for number in range(len(windows))]

    def _run(self, sentences: Sequence[Sequence[str]], outputs: list[str]) -> list[NDArray[Any]]:
        inputs = make_batch(self.vocabulary, sentences)
        feed = {"pieces": inputs.pieces, "casings": inputs.casings, "firsts": inputs.firsts}
        arrays: list[NDArray[Any]] = self._session.run(outputs, feed)
        return arrays

    def _analyse_batch(self, sentences: Sequence[Sequence[str]]) -> Iterator[Analysis]:
        upos, xpos, lemmas, relations, names, arcs = self._run(
            sentences, ["upos", "xpos", "lemmas", "relations", "names", "arcs"]
        )
        labels = self.labels
        for row, words in enumerate(sentences):
            size = len(words)
            tags = [labels.xpos[number] for number in xpos[row, :size]]
            yield Analysis(
                upos=[labels.upos[number] for number in upos[row, :size]],
                xpos=tags,
                heads=(heads := decode_heads(arcs[row, :size, : size + 1])),
                relations=_rooted(heads, [labels.relations[number] for number in relations[row, :size]]),
                lemmas=[
                    self.lemmatiser.lemma(word, tag, labels.lemma_rules[number])
                    for word, tag, number in zip(words, tags, lemmas[row, :size], strict=True)
                ],
                names=[labels.names[tag] for tag in decode_names(names[row, :size], labels.names)],
                name_scores=list(names[row, :size]),
            )


def _rooted(heads: Sequence[int], relations: Sequence[str]) -> list[str]:
    """Relations are scored for each word's best head alone; where the tree took another, "root" must still agree."""
    return [
        "root" if head == 0 else "dep" if relation == "root" else relation
        for head, relation in zip(heads, relations, strict=True)
    ]


def session(path: Path, threads: int | None = None) -> onnxruntime.InferenceSession:
    """The ONNX file opened for the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or threads_from_environment()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"],
        # onnxruntime's one kernel for sum and norm is not vectorised: apart the two take a tenth of its time
        disabled_optimizers=["SkipLayerNormFusion"],
    )  # fmt: skip


@cache
def model_digest() -> str:
    """A digest of the shipped networks: what they read need not be read again with the same."""
    digest = hashlib.sha256()
    for path in sorted(MODEL.glob("*.onnx")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def threads_from_environment() -> int:
    text = os.environ.get("MUSTER_THREADS", "1")
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"MUSTER_THREADS is {text!r}: give a whole number of threads from 1 up")
    return int(text)


def batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """Numbers of sentences to run together: at most `size`, of like length, since all are padded to the longest."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: lengths[number]):
        first = lengths[batch[0]] if batch else lengths[number]
        if len(batch) == size or lengths[number] > max(_SPREAD * first, first + _SLACK):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
