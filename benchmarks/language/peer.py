"""Train spaCy's own CNN pipeline on the same sentences, for a stated time of one processor, and measure it likewise.

    python -m benchmarks.language.peer --data ../shared/data --out /tmp/peer --minutes 15

Tagger, morphologizer (UPOS), trainable lemmatizer, parser and NER over one shared tok2vec, as spaCy's quickstart
("efficiency", CPU) sets them up. Needs training/requirements.txt for the readers of the sets.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_model_from_config, minibatch

from muster.language.network import Analysis
from training import corpora, evaluate
from training.names import UNKNOWN

PIPES = ["tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"]
BATCH = 64  # sentences; spaCy's default of growing batches of words comes to much the same


def train_peer(sentences: Sequence[corpora.Sentence], minutes: float, out: Path) -> Language:
    """Train until the processor time is over (initialisation not counted), save to `out`."""
    nlp = load_model_from_config(init_config(lang="en", pipeline=PIPES, optimize="efficiency"), auto_fill=True)
    examples = [example(nlp, sentence) for sentence in sentences]
    optimizer = nlp.initialize(lambda: examples)
    rng, end = random.Random(0), time.process_time() + 60 * minutes
    epoch = 0
    while time.process_time() < end:
        rng.shuffle(examples)
        epoch += 1
        for batch in minibatch(examples, BATCH):
            nlp.update(batch, sgd=optimizer, drop=0.1)
            if time.process_time() > end:
                break
    print(f"stopped in epoch {epoch}")
    with nlp.use_params(optimizer.averages or {}):
        nlp.to_disk(out)
    return nlp


def example(nlp: Language, sentence: corpora.Sentence) -> Example:
    words = list(sentence.words)
    names = ["-" if tag == UNKNOWN else tag for tag in sentence.names or [UNKNOWN] * len(words)]
    gold = Doc(nlp.vocab, words=words, ents=_missing(names))
    if sentence.upos:
        heads = [head - 1 if head else number for number, head in enumerate(sentence.heads)]
        relations = ["ROOT" if name == "root" else name for name in sentence.relations]
        gold = Doc(
            nlp.vocab, words=words, tags=list(sentence.xpos), pos=list(sentence.upos), lemmas=list(sentence.lemmas),
            heads=heads, deps=relations, ents=_missing(names),
        )  # fmt: skip
    return Example(Doc(nlp.vocab, words=words), gold)


def _missing(names: Sequence[str]) -> list[str]:
    """An I-X after an unknown word cannot stand in a Doc: unknown too."""
    found: list[str] = []
    for tag in names:
        orphan = tag.startswith("I-") and (not found or found[-1][2:] != tag[2:])
        found.append("" if tag == "-" or orphan else tag)
    return found


class Peer:
    """A spaCy pipeline behind the one method that `training.evaluate` calls."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def analyse(self, sentences: Sequence[Sequence[str]], *, batch: int = 32) -> list[Analysis]:
        docs = (Doc(self.nlp.vocab, words=list(words)) for words in sentences)
        return list(self._read(self.nlp.pipe(docs, batch_size=batch)))

    @staticmethod
    def _read(docs: Iterator[Doc]) -> Iterator[Analysis]:
        for doc in docs:
            yield Analysis(
                upos=[token.pos_ for token in doc],
                xpos=[token.tag_ for token in doc],
                heads=[0 if token.head == token else token.head.i + 1 for token in doc],
                relations=["root" if token.dep_ == "ROOT" else token.dep_ for token in doc],
                lemmas=[token.lemma_ for token in doc],
                names=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in "BI" and t.ent_type_ else "O" for t in doc],
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for the trained pipeline")
    parser.add_argument("--minutes", type=float, default=15)
    options = parser.parse_args()
    names = corpora.own_names(Path(corpora.__file__).parent / "names")
    sentences = corpora.treebanks(options.data) + corpora.name_sets(options.data) + names
    train_peer(sentences, options.minutes, options.out)
    print(evaluate.table(evaluate.evaluate(Peer(spacy.load(options.out)), options.data)))


if __name__ == "__main__":
    main()
