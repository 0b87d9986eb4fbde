"""How well raw text is parsed: words, sentences, tags and trees, with the parser's own words and sentences.

    python -m benchmarks.language.raw_text --data ../shared/data

Documents of the dev parts are put together again, paragraphs apart by a blank line. Words are compared by the
characters they cover (white space left out), as in the CoNLL 2018 shared task; a head counts when it covers the gold
head's characters. All figures are F1. Sentences count when both ends agree.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from muster.language import parse
from training.corpora import Sentence, read_conllu

Span = tuple[int, int]


@dataclass(frozen=True)
class Layers:
    """What is compared, as sets of facts about spans of characters."""

    words: frozenset[object]
    sentences: frozenset[object]
    tags: frozenset[object]
    trees: frozenset[object]


def gold_layers(sentences: Sequence[Sentence]) -> Layers:
    spans: list[list[Span]] = []
    position = 0
    for sentence in sentences:
        spans.append([])
        for word in sentence.words:
            size = len("".join(word.split()))
            spans[-1].append((position, position + size))
            position += size
    return _layers(
        (row, sentence.upos or (), sentence.heads, sentence.relations)
        for row, sentence in zip(spans, sentences, strict=True)
    )


def found_layers(doc: Doc) -> Layers:
    before = [0]  # characters that are no white space before each offset
    for char in doc.text:
        before.append(before[-1] + (not char.isspace()))
    rows = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        number = {token.i: place + 1 for place, token in enumerate(tokens)}
        heads = [0 if token.head == token else number.get(token.head.i, 0) for token in tokens]
        spans = [(before[token.idx], before[token.idx + len(token)]) for token in tokens]
        relations = ["root" if token.dep_ == "ROOT" else token.dep_ for token in tokens]
        rows.append((spans, [token.pos_ for token in tokens], heads, relations))
    return _layers(row for row in rows if row[0])


def _layers(rows: Iterable[tuple[Sequence[Span], Sequence[str], Sequence[int], Sequence[str]]]) -> Layers:
    words, sentences, tags, trees = set[object](), set[object](), set[object](), set[object]()
    for spans, upos, heads, relations in rows:
        sentences.add((spans[0][0], spans[-1][1]))
        for span, tag, head, relation in zip(spans, upos, heads, relations, strict=True):
            words.add(span)
            tags.add((span, tag))
            trees.add((span, spans[head - 1] if head else None, relation))
    return Layers(frozenset(words), frozenset(sentences), frozenset(tags), frozenset(trees))


def text_of(sentences: Sequence[Sentence]) -> str:
    parts = [(("\n\n" if sentence.opens_paragraph else " ") + sentence.text) for sentence in sentences]
    return "".join(parts).strip()


def measure(documents: Iterable[Sequence[Sentence]], parser: Callable[[str], Doc]) -> dict[str, float]:
    totals = {name: [0, 0] for name in ("words", "sentences", "tags", "trees")}
    for sentences in documents:
        gold, found = gold_layers(sentences), found_layers(parser(text_of(sentences)))
        for name, total in totals.items():
            right, given = getattr(gold, name), getattr(found, name)
            total[0] += 2 * len(right & given)
            total[1] += len(right) + len(given)
    return {name: 100 * agreed / both for name, (agreed, both) in totals.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    data = options.parse_args().data
    for name, prefix in (("ud_ewt", ""), ("ud_ewt", "weblog"), ("ud_gum", ""), ("ud_gum", "GUM_news")):
        documents: dict[str, list[Sentence]] = {}
        for _, sentence, _ in read_conllu(data / name / "dev.conllu.xz"):
            if sentence.document.startswith(prefix):
                documents.setdefault(sentence.document, []).append(sentence)
        figures = measure(documents.values(), parse)
        label = f"{name} {prefix}".strip()
        print(f"{label}: " + ", ".join(f"{measure} {value:.1f}" for measure, value in figures.items()))


if __name__ == "__main__":
    main()
