"""From sentences to tensors: label inventories, targets, batches of like length, windows for sentence starts."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from muster.language.lemma import KEEP, LemmaRule, lemma_key, lemma_rule
from muster.language.network import Labels, make_batch
from muster.language.wordpiece import WordPiece
from training.corpora import Sentence
from training.names import NAME_TAGS, UNKNOWN

IGNORED = -100  # torch's mark for a target that takes no part in the loss
PIECES_PER_BATCH = 1536  # padded; fits the processor's caches and gives some 500 steps an epoch
# Sentences are padded to one of these numbers of pieces, longer ones left out. With few shapes, nearly all batches of
# 1536 pieces, the processor's library compiles its kernels once; compiling them for every shape took most of the time.
LENGTHS = (8, 16, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256)
RARE_RULE = 2  # a lemma rule seen less often than this is left out
WINDOW = 96  # words of running text in which sentence starts are learnt
WINDOW_SHARE = 0.08  # of the running text, seen as windows in each epoch: sentence starts are learnt soon
NAME_SHARE = 0.3  # of the sets of names, seen in each epoch: names are learnt in fewer rounds than trees
RECASED_SHARE = 0.06  # sentences shown in Title Case or CAPITALS, as headlines are


@dataclass(frozen=True)
class Targets:
    """Inputs and targets of a batch; a target the batch does not have is None."""

    pieces: Tensor  # (B, P)
    casings: Tensor  # (B, P)
    firsts: Tensor  # (B, W)
    names: Tensor | None = None  # (B, W) and so the others
    upos: Tensor | None = None
    xpos: Tensor | None = None
    lemmas: Tensor | None = None
    heads: Tensor | None = None
    relations: Tensor | None = None
    starts: Tensor | None = None


def inventories(sentences: Sequence[Sentence]) -> Labels:
    """Every label of the training sentences, sorted; lemma rules by frequency, so that a tie goes to the usual one."""
    parsed = [sentence for sentence in sentences if sentence.upos]
    rules = Counter(lemma_rule(word, lemma) for s in parsed for word, lemma in zip(s.words, s.lemmas, strict=True))
    kept = [rule for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0])) if count >= RARE_RULE]
    return Labels(
        upos=tuple(sorted({tag for s in parsed for tag in s.upos or ()})),
        xpos=tuple(sorted({tag for s in parsed for tag in s.xpos})),
        relations=tuple(sorted({relation for s in parsed for relation in s.relations} | {"dep"})),
        lemma_rules=tuple(dict.fromkeys([KEEP, *kept])),
        names=NAME_TAGS,
    )


def save_labels(labels: Labels, path: Path) -> None:
    content: dict[str, list[str] | list[LemmaRule]] = {
        "upos": list(labels.upos), "xpos": list(labels.xpos), "relations": list(labels.relations),
        "lemma_rules": list(labels.lemma_rules), "names": list(labels.names),
    }  # fmt: skip
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def lemma_table(sentences: Sequence[Sentence]) -> dict[tuple[str, str], str]:
    """(form, Penn tag) -> the lemma that the treebanks give it in most places; words without letters are left out."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.xpos, sentence.lemmas, strict=bool(sentence.upos)):
            if any(char.isalpha() for char in word):
                counts.setdefault(lemma_key(word, tag), Counter())[lemma] += 1
    return {key: found.most_common(1)[0][0] for key, found in sorted(counts.items()) if _agreed(found)}


def _agreed(found: Counter[str]) -> bool:
    """At least 60%: of the thresholds tried on EWT and GUM dev the best, by a little."""
    return found.most_common(1)[0][1] >= 0.6 * found.total()


def save_lemmas(table: dict[tuple[str, str], str], path: Path) -> None:
    path.write_text("".join(f"{form}\t{tag}\t{lemma}\n" for (form, tag), lemma in table.items()), encoding="utf-8")


class Batches:
    """Makes batches of sentences; the same seed gives the same batches."""

    def __init__(self, labels: Labels, vocabulary: WordPiece) -> None:
        self.vocabulary = vocabulary
        self.numbers = {
            field: {label: number for number, label in enumerate(getattr(labels, field))}
            for field in ("upos", "xpos", "relations", "lemma_rules", "names")
        }

    def epoch(self, parsed: Sequence[Sentence], named: Sequence[Sentence], rng: random.Random) -> list[Targets]:
        """All batches of one epoch, shuffled: parsed sentences, a share of the name sentences, some windows."""
        named = rng.sample(named, int(NAME_SHARE * len(named)))
        batches = [self.sentences(group, rng) for group in self._groups(parsed, rng)]
        batches += [self.sentences(group, rng) for group in self._groups(named, rng)]
        batches += [self.windows(group) for group in self._window_groups(windows(parsed, rng), rng)]
        rng.shuffle(batches)
        return batches

    def sentences(self, group: Sequence[Sentence], rng: random.Random | None = None) -> Targets:
        recased = rng is not None and rng.random() < RECASED_SHARE
        recase = (str.upper if rng.random() < 0.5 else _capitalise) if rng is not None and recased else str
        inputs = self._inputs([[recase(word) for word in sentence.words] for sentence in group])
        width = inputs.firsts.shape[1]
        names = self._matrix("names", [s.names or [UNKNOWN] * len(s.words) for s in group], width)
        if group[0].upos is None:
            return Targets(inputs.pieces, inputs.casings, inputs.firsts, names)
        rules = [[lemma_rule(*pair) for pair in zip(s.words, s.lemmas, strict=True)] for s in group]
        return Targets(
            inputs.pieces, inputs.casings, inputs.firsts, names,
            upos=self._matrix("upos", [s.upos or () for s in group], width),
            xpos=self._matrix("xpos", [s.xpos for s in group], width),
            lemmas=None if recased else self._matrix("lemma_rules", rules, width),
            heads=padded([s.heads for s in group], width),
            relations=self._matrix("relations", [s.relations for s in group], width),
        )  # fmt: skip

    def windows(self, group: Sequence[tuple[list[str], list[int]]]) -> Targets:
        inputs = self._inputs([words for words, _ in group])
        starts = padded([starts for _, starts in group], inputs.firsts.shape[1])
        return Targets(inputs.pieces, inputs.casings, inputs.firsts, starts=starts)

    def _inputs(self, words: Sequence[Sequence[str]]) -> Targets:
        return Targets(*inputs_of(self.vocabulary, words))

    def _matrix(self, field: str, rows: Sequence[Sequence[object]], width: int) -> Tensor:
        numbers: dict[object, int] = dict(self.numbers[field])
        return padded([[numbers.get(label, IGNORED) for label in row] for row in rows], width)

    def _groups(self, sentences: Sequence[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
        yield from grouped(sentences, self.vocabulary, rng)

    def _window_groups(
        self, found: Sequence[tuple[list[str], list[int]]], rng: random.Random
    ) -> Iterator[list[tuple[list[str], list[int]]]]:
        yield from _groups(list(found), lambda window: _size(self.vocabulary, window[0]), rng)


def inputs_of(vocabulary: WordPiece, words: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, casings (B, P) and first pieces (B, W) of B sentences, padded to one of LENGTHS."""
    batch = make_batch(vocabulary, words)
    length = next((length for length in LENGTHS if length >= batch.pieces.shape[1]), batch.pieces.shape[1])
    # with [CLS] as the root there are as many nodes as pieces
    pieces, casings = (torch.from_numpy(_widened(array, length)) for array in (batch.pieces, batch.casings))
    return pieces, casings, torch.from_numpy(_widened(batch.firsts, length - 1))


def grouped(sentences: Sequence[Sentence], vocabulary: WordPiece, rng: random.Random) -> Iterator[list[Sentence]]:
    """Sentences of like length together, as many as fill a batch."""
    yield from _groups(list(sentences), lambda sentence: _size(vocabulary, sentence.words), rng)


def _size(vocabulary: WordPiece, words: Sequence[str]) -> int:
    return 2 + sum(len(vocabulary.encode_word(word)) for word in words)


def windows(sentences: Sequence[Sentence], rng: random.Random) -> list[tuple[list[str], list[int]]]:
    """Stretches of running text with a 1 at each word that begins a sentence.

    Noise as on pages: now and then a paragraph loses its final full stop, as headings do.
    """
    found: list[tuple[list[str], list[int]]] = []
    number = rng.randrange(8)
    while number < len(sentences):
        document, words, starts = sentences[number].document, list[str](), list[int]()
        while number < len(sentences) and sentences[number].document == document and len(words) < WINDOW:
            added = list(sentences[number].words)
            last = number + 1 == len(sentences) or sentences[number + 1].opens_paragraph
            if last and len(added) > 2 and added[-1] == "." and rng.random() < 0.3:
                added.pop()
            starts += [1] + [0] * (len(added) - 1)
            words += added
            number += 1
        if rng.random() < WINDOW_SHARE and len(words) < 2 * WINDOW:
            found.append((words, starts))
    return found


T = TypeVar("T")


def _groups(items: list[T], size: Callable[[T], int], rng: random.Random) -> Iterator[list[T]]:
    """Items of like size together, PIECES_PER_BATCH when padded; what does not fill a batch waits for another epoch."""
    buckets: dict[int, list[T]] = {length: [] for length in LENGTHS}
    for item in items:
        length = next((length for length in LENGTHS if length >= size(item)), None)
        if length is not None:
            buckets[length].append(item)
    for length, bucket in buckets.items():
        rng.shuffle(bucket)
        height = PIECES_PER_BATCH // length
        full = max(len(bucket) - len(bucket) % height, min(len(bucket), height))
        yield from (bucket[start : start + height] for start in range(0, full, height))


def _widened(matrix: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Zeros on the right, up to `width` columns."""
    return np.pad(matrix, ((0, 0), (0, width - matrix.shape[1])))


def padded(rows: Sequence[Sequence[int]], width: int) -> Tensor:
    matrix = np.full((len(rows), width), IGNORED, dtype=np.int64)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
    return torch.from_numpy(matrix)


def _capitalise(word: str) -> str:
    return word if len(word) < 3 else word[:1].upper() + word[1:]
