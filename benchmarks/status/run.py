"""Status of predicates against UDS factuality: does the author hold that it happened or not?

    python benchmarks/status/run.py ../shared/data/fact_uds ../shared/data/ud_ewt [--part train] [--own] [--errors 40]

The annotated verbs of the UD English Web Treebank, in the treebank's trees or (``--own``) in those of the shipped
model on the same words. A value above zero is "happened". ``done`` and ``ongoing`` say that it did, all others that it
did not. For the correlation each status stands for the mean value that it has on the training part. Sentences are
judged without their context, as the annotators judged them. Peer: a rule that calls everything happened.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc, Token

from muster.extract.status import predicate_status
from muster.language import parse_words
from muster.record import Status

HAPPENED = frozenset({Status.DONE, Status.ONGOING})
VOCAB = spacy.blank("en").vocab


@dataclass(frozen=True)
class Judged:
    """One annotated verb: the system's status and the annotators' mean value (below zero: did not happen)."""

    verb: Token
    found: Status
    value: float

    @property
    def right(self) -> bool:
        return (self.found in HAPPENED) == (self.value > 0)


def load(path: Path) -> dict[str, dict[str, object]]:
    with lzma.open(path) as stream:
        data: dict[str, dict[str, object]] = json.load(stream)
    return data


def values(folder: Path, part: str) -> dict[str, dict[int, float]]:
    """Mean factuality by sentence id of the treebank and word index from 0; unsure and undecided ones left out."""
    ids = load(folder / f"sentence_ids_{part}.json.xz")
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for name, nodes in load(folder / f"factuality_{part}.json.xz")["data"].items():
        assert isinstance(nodes, dict)
        for node, labels in nodes.items():
            factual = labels["factuality"]["factual"]
            if factual["value"] != 0:
                found[str(ids[name])][int(node.rsplit("-", 1)[1]) - 1] = factual["value"]
    return found


def trees(path: Path) -> Iterator[tuple[str, Doc]]:
    """The sentences of a CoNLL-U file as parsed documents, with their ids."""
    name, rows = "", []
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.startswith("# sent_id = "):
                name = line.split("=", 1)[1].strip()
            elif line[:1].isdigit():
                columns = line.rstrip("\n").split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line.strip() and rows:
                yield name, _doc(rows)
                rows = []


def _doc(rows: list[list[str]]) -> Doc:
    heads = [int(row[6]) - 1 if row[6] != "0" else number for number, row in enumerate(rows)]
    return Doc(
        VOCAB,
        words=[row[1] for row in rows],
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
    )


def judge(uds: Path, ewt: Path, part: str, *, own: bool) -> list[Judged]:
    gold = values(uds, part)
    found: list[Judged] = []
    for name, tree in trees(ewt / f"{part}.conllu.xz"):
        if name not in gold:
            continue
        doc = parse_words([[token.text for token in tree]]) if own else tree
        for index, value in sorted(gold[name].items()):
            if index < len(tree) and tree[index].pos_ == "VERB":
                found.append(Judged(doc[index], predicate_status(doc[index]), value))
    return found


def report(name: str, judged: list[Judged], means: dict[Status, float]) -> str:
    right = sum(item.right for item in judged) / len(judged)
    negative = [item for item in judged if item.value < 0]
    said_not = [item for item in judged if item.found not in HAPPENED]
    both = sum(item.right for item in negative)
    f1 = 2 * both / (len(negative) + len(said_not))
    r = statistics.correlation([means.get(item.found, 0.0) for item in judged], [item.value for item in judged])
    base = 1 - len(negative) / len(judged)
    return (
        f"{name}: {len(judged)} verbs; accuracy {right:.3f} (all happened: {base:.3f}); "
        f"F1 of not happened {f1:.3f}; correlation {r:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("uds", type=Path)
    parser.add_argument("ewt", type=Path)
    parser.add_argument("--part", default="dev", choices=["train", "dev"])
    parser.add_argument("--own", action="store_true", help="trees of the shipped model, not the treebank's")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong verbs, drawn with a fixed seed")
    arguments = parser.parse_args()
    known = judge(arguments.uds, arguments.ewt, "train", own=False)
    means = {
        status: statistics.fmean(i.value for i in known if i.found is status) for status in {i.found for i in known}
    }
    judged = known
    if arguments.part != "train" or arguments.own:
        judged = judge(arguments.uds, arguments.ewt, arguments.part, own=arguments.own)
    print(report(f"{arguments.part}, {'own' if arguments.own else 'gold'} trees", judged, means))
    for status, count in Counter(item.found for item in judged).most_common():
        wrong = sum(not item.right for item in judged if item.found is status)
        print(f"  {status}: {count}, wrong {wrong}, mean value {means.get(status, 0.0):.2f}")
    errors = [item for item in judged if not item.right]
    for item in random.Random(0).sample(errors, min(arguments.errors, len(errors))):
        words = [f"[{t.text}]" if t == item.verb else t.text for t in item.verb.sent]
        print(f"{item.found} {item.value:+.2f} {' '.join(words)}")


if __name__ == "__main__":
    main()
