"""Seconds and peak memory of the whole walk: five files from a cold start, and streams of many reports.

    python -m benchmarks.pipeline.run [--sizes 100 1000] [--peer FOLDER]

Every figure comes from a process of its own, as a user starts it (``muster run ... --json`` or ``--case``); "cold"
means a new process, with the files of the program in the system's cache. FOLDER holds a spaCy pipeline made by
``benchmarks.language.peer``: its parsing alone of the same texts, in the same run, is the measure beside ours.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pipeline.stream import EXAMPLES, stream, write

FIVE = sorted(EXAMPLES.glob("*.txt"))[:5]
ROUNDS = 3
PARSE_ONLY = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1])
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds, seconds of processor time (a busy machine changes them less), peak resident MiB."""

    seconds: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s  (processor {self.processor:7.2f} s)  {self.peak:6.0f} MiB"


LAUNCHER = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
sys.exit(status)
"""


def cost(command: Sequence[str], **environment: str) -> Cost:
    """Run a command to its end, output thrown away; the peak is that of this child alone.

    A small process stands between: Linux counts the parent's memory at the fork into a child's peak.
    """
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *command], capture_output=True, env=os.environ | environment, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} ...: status {done.returncode}\n{done.stderr.decode()}")
    seconds, processor, peak = json.loads(done.stdout)
    return Cost(seconds, processor, peak / (1024 if sys.platform != "darwin" else 1024**2))


def muster(*words: str) -> list[str]:
    return [sys.executable, "-m", "muster", *words]


def cold_start() -> None:
    five = [str(path) for path in FIVE]
    with tempfile.TemporaryDirectory() as cache:
        first = cost(muster("run", *five, "--json"), MUSTER_CACHE=cache)
    costs = sorted((cost(muster("run", *five, "--json")) for _ in range(ROUNDS)), key=lambda c: c.seconds)
    print(f"five reports, first run ever (builds the gazetteer)  {first}")
    print(f"five reports, cold start, median of {ROUNDS}                {costs[ROUNDS // 2]}")
    print(f"muster --version (the program alone)                 {cost(muster('--version'))}")


def many(size: int, peer: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = write(Path(folder) / "stream.jsonl", stream(size))
        words = sum(len(json.loads(line)["text"].split()) for line in lines.open(encoding="utf-8"))
        ours = cost(muster("run", str(lines), "--case", f"{folder}/stream.case", "--brief", f"{folder}/brief.md"))
        more = cost(muster("run", str(FIVE[0]), "--case", f"{folder}/stream.case", "--brief", f"{folder}/brief.md"))
        clock, processor = (1000 * seconds / size for seconds in (ours.seconds, ours.processor))
        print(f"{size} reports ({words:,} words)  {ours}")
        print(f"  = {clock:.0f} s per 1,000 reports (processor {processor:.0f} s)")
        print(f"one more report into that case  {more}")
        if peer is not None:
            theirs = cost([sys.executable, "-c", PARSE_ONLY, str(peer), str(lines)])
            ratio = ours.processor / theirs.processor
            print(f"spaCy CNN, parsing alone        {theirs}  muster's whole walk takes {ratio:.1f} times as long")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="reports in each stream")
    parser.add_argument("--peer", type=Path, help="folder of a pipeline made by benchmarks.language.peer")
    options = parser.parse_args()
    threads = os.environ.get("OMP_NUM_THREADS", "unset")
    python, load = sys.version.split()[0], os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}, OMP_NUM_THREADS={threads}, Python {python}")
    cold_start()
    for size in options.sizes:
        many(size, options.peer)
    if options.peer is None:
        print("no peer: give --peer FOLDER (made by python -m benchmarks.language.peer)")


if __name__ == "__main__":
    main()
