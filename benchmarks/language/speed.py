"""Words a second and peak memory, from raw text to Doc, for the shipped model and for a spaCy pipeline beside it.

    python -m benchmarks.language.speed --data ../shared/data [--peer /tmp/peer]

The text is GUM dev, put together again by document. Each figure comes from a process of its own: load, one short text
to warm up, then every document in one call; the best of three rounds. Peak memory is the process's own, code included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3


def documents(data: Path) -> list[str]:
    from training.corpora import read_conllu

    found: dict[str, str] = {}
    for _, sentence, _ in read_conllu(data / "ud_gum/dev.conllu.xz"):
        before = found.get(sentence.document, "")
        gap = "" if not before else "\n\n" if sentence.opens_paragraph else " "
        found[sentence.document] = before + gap + sentence.text
    return list(found.values())


def measure(texts: list[str], load: Callable[[], Callable[[list[str]], int]]) -> dict[str, float]:
    started = time.perf_counter()
    parse = load()
    parse(["Troops left the town."])
    loaded = time.perf_counter() - started
    best, least, words = float("inf"), float("inf"), 0
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        words = parse(texts)
        best = min(best, time.perf_counter() - started)
        least = min(least, time.process_time() - worked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words": words,
        "words/s": round(words / best),
        "words/s of processor time": round(words / least),
        "load s": round(loaded, 2),
        "peak MiB": round(peak),
    }


def load_muster() -> Callable[[list[str]], int]:
    from muster.language import parse_many

    return lambda texts: sum(sum(not token.is_space for token in doc) for doc in parse_many(texts))


def load_peer(folder: str) -> Callable[[], Callable[[list[str]], int]]:
    def load() -> Callable[[list[str]], int]:
        import spacy

        nlp = spacy.load(folder)
        return lambda texts: sum(sum(not token.is_space for token in doc) for doc in nlp.pipe(texts))

    return load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peer", help="folder of a pipeline made by benchmarks.language.peer")
    parser.add_argument("--one", choices=["muster", "peer"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        load = load_muster if options.one == "muster" else load_peer(options.peer)
        print(json.dumps(measure(documents(options.data), load)))
        return
    for name in ["muster", *(["peer"] if options.peer else [])]:
        for threads in (1, 2):
            environment = os.environ | {"MUSTER_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
            command = [sys.executable, "-m", "benchmarks.language.speed", *sys.argv[1:], "--one", name]
            result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            print(f"{name}, {threads} thread{'s' if threads > 1 else ''}: {result.stdout.strip()}")


if __name__ == "__main__":
    main()
