"""Event coreference on given mentions: muster's linker beside the same-lemma baseline, on ECB+ or MEANTIME.

    python -m benchmarks.coref.run ../shared/data [--set ecb+|meantime] [--split train|dev] [--topics]

Mentions are given, with what muster's own parse and rules read around each; which are one event is for muster's linker
alone. It sees the documents of one topic at a time. The baseline puts together what has the same head lemma in a topic.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from benchmarks.coref.documents import Document, ecb_plus, meantime
from benchmarks.coref.given import Given, claims_of, typed_by_deed, with_types
from benchmarks.coref.scores import Scores, scores
from muster.codebook import Codebook, load_codebook
from muster.extract import Extractor
from muster.link import link
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon

Partition = list[list[Hashable]]


class Read(NamedTuple):
    """A document with its mentions as claims."""

    document: Document
    given: Given


def together(pairs: Iterable[tuple[Hashable, str]]) -> Partition:
    """Mentions by what they share: pairs of that and the mention's key."""
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for shared, mention in pairs:
        found[shared].append(mention)
    return list(found.values())


def gold(documents: Iterable[Document]) -> Partition:
    """The chains of the set."""
    return together((mention.chain, mention.key) for document in documents for mention in document.mentions)


def same_lemma(read: Iterable[Read]) -> Partition:
    """Mentions of one topic with one head lemma."""
    return together(
        ((document.topic, lemma), mention.key)
        for document, given in read
        for mention, lemma in zip(document.mentions, given.lemmas, strict=True)
    )


def linked(read: Sequence[Read], codebook: Codebook, names: NameLexicon) -> Partition:
    """The events that muster makes of the mentions of each topic."""
    found: Partition = []
    for _, topic in groupby(sorted(read, key=lambda one: one.document.topic), key=lambda one: one.document.topic):
        held = list(topic)
        claims = [claim for _, given in held for claim in given.claims]
        keys = {
            claim.key: mention.key
            for document, given in held
            for mention, claim in zip(document.mentions, given.claims, strict=True)
        }
        known = with_types(codebook, (claim.type for claim in claims))
        made = link([given.report for _, given in held], claims, known, names)
        found += [[keys[key] for key in cluster] for cluster in made.clusters]
    return found


def line(name: str, result: Scores) -> str:
    """A row of the table: F1 of each measure and their mean, in per cent."""
    figures = (result.muc.f1, result.b_cubed.f1, result.ceaf_e.f1, result.conll)
    return f"{name:24}" + "".join(f"{100 * figure:8.1f}" for figure in figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder with coref_ecbplus and coref_meantime")
    parser.add_argument("--set", choices=["ecb+", "meantime"], default="ecb+")
    parser.add_argument("--split", choices=["train", "dev"], default="dev", help="of ECB+")
    parser.add_argument("--topics", action="store_true", help="also each topic by itself")
    options = parser.parse_args()
    if options.set == "meantime":
        documents = meantime(options.data / "coref_meantime")
    else:
        documents = ecb_plus(options.data / "coref_ecbplus", options.split)
    codebook, names = load_codebook(), NameLexicon.load()
    extractor = Extractor(codebook, Gazetteer.open(), names)
    read = [Read(document, claims_of(document, extractor)) for document in documents if document.mentions]
    deeds = [Read(document, typed_by_deed(given)) for document, given in read]
    systems = {
        "same lemma": same_lemma(read),
        "muster, codebook's types": linked(read, codebook, names),
        "muster, deeds as types": linked(deeds, codebook, names),
    }
    mentions, chains = sum(len(document.mentions) for document in documents), gold(documents)
    print(f"{len(documents)} documents, {mentions} mentions, {len(chains)} chains")
    print(f"{'':24}" + "".join(f"{name:>8}" for name in ("MUC", "B3", "CEAF-e", "CoNLL")))
    for name, response in systems.items():
        print(line(name, scores(chains, response)))
    topic_of = {mention.key: document.topic for document in documents for mention in document.mentions}
    for topic in sorted(set(topic_of.values())) if options.topics else ():
        print(f"topic {topic}")
        for name, response in systems.items():
            parts = [[[key for key in chain if topic_of[str(key)] == topic] for chain in p] for p in (chains, response)]
            print(line(f"  {name}", scores(*parts)))


if __name__ == "__main__":
    main()
