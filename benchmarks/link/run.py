"""Linking of a synthetic stream with known truth: seconds, memory, cost of one more report, agreement with the truth.

    python -m benchmarks.link.run [--claims 1000 10000 100000] [--pairs 1000] [--splink 10000]

Claims are made directly (``benchmarks.link.stream``): nothing is parsed. Each size is linked in one go by a process of
its own, which then takes in :data:`MORE` more reports one by one. Beside it, on the same stream and in the same run:

* a plain linker that looks at all pairs and merges the best each time, with the same judgements and none of the
  bookkeeping (``--pairs``; ``tests/link/reference.py``);
* Splink, a probabilistic record linker that finds its weights on the stream itself (``--splink``; needs
  ``pip install -r benchmarks/link/requirements.txt``).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.link.stream import Told, stream
from muster.codebook import load_codebook
from muster.link import Linker, load, save
from muster.normalise.names import NameLexicon

MORE = 200  # reports added one by one
ROOT = Path(__file__).parents[2]
Clusters = Iterable[tuple[str, ...]]


class Score(NamedTuple):
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998), each claim weighing the same."""

    precision: float
    recall: float
    f1: float


def b_cubed(clusters: Clusters, truth: Mapping[str, int]) -> Score:
    """How well clusters of claim keys agree with the true event of each claim."""
    size = Counter(truth.values())
    precision = recall = 0.0
    for keys in clusters:
        events = Counter(truth[key] for key in keys)
        precision += sum(count * count / len(keys) for count in events.values())
        recall += sum(count * count / size[event] for event, count in events.items())
    precision, recall = precision / len(truth), recall / len(truth)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def truth_of(told: Iterable[Told]) -> dict[str, int]:
    """The number of the true event of each claim."""
    return {claim.key: event for one in told for claim, event in zip(one.claims, one.truth, strict=True)}


def measure(claims: int) -> dict[str, float]:
    """Link ``claims`` claims, save and load what linking knows, then add :data:`MORE` reports: processor seconds."""
    source = stream(10**9)
    told: list[Told] = []
    held = 0
    while held < claims:
        told.append(next(source))
        held += len(told[-1].claims)
    more = list(islice(source, MORE))
    codebook, names = load_codebook(), NameLexicon.load()
    linker = Linker(codebook, names)
    started = time.process_time()
    linker.update(new=[(one.report, one.claims) for one in told])
    linked = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    score = b_cubed([event.members for event in linker.clusters()], truth_of(told))

    started = time.process_time()
    saved = save(linker)
    kept = time.process_time() - started
    del linker
    gc.collect()
    started = time.process_time()
    linker = load(saved, [o.report for o in told], {o.report.id: o.claims for o in told}, codebook, names)
    loaded = time.process_time() - started

    gc.collect()
    gc.freeze()  # a full sweep of what is held would fall on one report or another by chance
    started = time.process_time()
    for one in more:
        linker.update(new=[(one.report, one.claims)])
        save(linker)
    added = time.process_time() - started
    return {
        "claims": held,
        "linked": linked,
        "peak": peak,
        "added": 1000 * added / sum(len(one.claims) for one in more),
        "saved": kept,
        "loaded": loaded,
        "bytes": (len(saved.names) + sum(map(len, saved.rows.values()))) / held,
        **score._asdict(),
    }


def all_pairs(claims: int) -> dict[str, float]:
    """The plain linker of the tests: processor seconds and agreement."""
    sys.path.insert(0, str(ROOT / "tests" / "link"))
    from reference import reference  # type: ignore[import-not-found]

    told = list(stream(claims))
    started = time.process_time()
    every = [claim for one in told for claim in one.claims]
    events, _ = reference([one.report for one in told], every, load_codebook(), NameLexicon.load())
    return {"claims": len(every), "linked": time.process_time() - started, **b_cubed(events, truth_of(told))._asdict()}


def splink(claims: int) -> dict[str, float]:
    """Splink on the slots of the claims: it finds its weights on the stream itself, by expectation maximisation."""
    try:
        from benchmarks.link.peer import clusters
    except ImportError as error:
        raise SystemExit(f"{error}; pip install -r benchmarks/link/requirements.txt") from None
    told = list(stream(claims))
    truth = truth_of(told)
    started = time.process_time()
    found, best = clusters([claim for one in told for claim in one.claims]), Score(0, 0, 0)
    spent = time.process_time() - started
    threshold = 0.0
    for at, keys in found.items():  # its threshold is chosen with the truth in hand: the best it can do
        if (score := b_cubed(keys, truth)).f1 > best.f1:
            best, threshold = score, at
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"claims": len(truth), "linked": spent, "peak": peak, "threshold": threshold, **best._asdict()}


STEPS = {"muster": measure, "pairs": all_pairs, "splink": splink}


def in_process(step: str, claims: int) -> dict[str, float] | None:
    """A step in a process of its own; ``None``, and its last line told, where it fails."""
    command = [sys.executable, "-m", "benchmarks.link.run", "--step", step, "--claims", str(claims)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ, check=False)
    if done.returncode:
        print(f"{step}, {claims:,} claims: left out: {(done.stderr.strip().splitlines() or ['no reason'])[-1]}")
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def line(name: str, found: Mapping[str, float]) -> str:
    """One row of the report."""
    parts = [f"{name:12} {found['claims']:>7,} claims  linked in {found['linked']:7.1f} s"]
    parts += [f"{found['peak']:6.0f} MiB"] if "peak" in found else []
    parts += [f"B3 p {found['precision']:.3f} r {found['recall']:.3f} F1 {found['f1']:.3f}"]
    if "added" in found:
        parts.append(
            f"one more claim {found['added']:5.1f} ms  save {found['saved']:.1f} s  load {found['loaded']:.1f} s"
            f"  {found['bytes']:.0f} bytes a claim"
        )
    return "  ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[1000, 10_000, 100_000], help="claims already in")
    parser.add_argument("--pairs", type=int, nargs="*", default=[300], help="sizes for the plain all-pairs linker")
    parser.add_argument("--splink", type=int, nargs="*", default=[10_000], help="sizes for Splink")
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(STEPS[options.step](options.claims[0])))
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}; processor seconds")
    ours: dict[int, Mapping[str, float]] = {}
    first: dict[str, float] = {}
    for size in options.claims:
        if (found := in_process("muster", size)) is not None:
            ours[size] = found
            first = first or found
            print(
                line("muster", found),
                f" cost of one more: {found['added'] / first['added']:.2f} of the first",
                flush=True,
            )
    for step, sizes in (("pairs", options.pairs), ("splink", options.splink)):
        for size in sizes:
            if (found := in_process(step, size)) is not None:
                beside = ours.get(size) or in_process("muster", size)
                times = f" {found['linked'] / beside['linked']:.1f} times muster's" if beside else ""
                print(line(step, found) + times, flush=True)


if __name__ == "__main__":
    main()
