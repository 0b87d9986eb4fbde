"""Run every benchmark there is: python -m benchmarks [--data ../shared/data] [--peer FOLDER] [--only NAME ...].

Those that measure against data sets which this repository does not hold are left out, and say so, where ``--data`` is
not there. Nothing is asserted: the figures of the day, with the machine they were taken on, stand in README.md.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Part:
    """A benchmark: its command, and the set it needs under ``--data``; ``{data}`` and ``{peer}`` are filled in."""

    name: str
    title: str
    command: tuple[str, ...]
    needs: str | None = None


SPEED, TEMPEVAL = "benchmarks.language.speed", "timex_tempeval3"
PARTS = (
    Part("pipeline", "the whole walk: seconds and memory", ("-m", "benchmarks.pipeline.run", "{peer}")),
    Part("link", "linking of a synthetic stream", ("-m", "benchmarks.link.run", "--claims", "1000", "10000")),
    Part("extraction", "extraction beside parsing, and its memory", ("-m", "benchmarks.extraction.run")),
    Part("language", "parsing: words a second, memory", ("-m", SPEED, "--data", "{data}", "{peer}"), "ud_gum"),
    Part(
        "raw-text",
        "words, sentences and trees from raw text",
        ("-m", "benchmarks.language.raw_text", "--data", "{data}"),
        "ud_gum",
    ),
    Part("time", "time expressions", ("benchmarks/time/run.py", f"{{data}}/{TEMPEVAL}", "--split", "report"), TEMPEVAL),
    Part("place", "toponyms on LGL and TR-News", ("benchmarks/place/run.py", "--data", "{data}"), "geo_lgl"),
    Part(
        "status",
        "status on UDS factuality, own trees",
        ("benchmarks/status/run.py", "{data}/fact_uds", "{data}/ud_ewt", "--own"),
        "fact_uds",
    ),
    Part(
        "attribution",
        "attribution on PolNeAR",
        ("benchmarks/attribution/run.py", "{data}/attr_polnear"),
        "attr_polnear",
    ),
    Part("events", "events of PLOVER's records and of CASE 2021", ("benchmarks/events/run.py", "{data}"), "ev_plover"),
    Part(
        "coref",
        "event coreference on ECB+'s given mentions",
        ("-m", "benchmarks.coref.run", "{data}"),
        "coref_ecbplus",
    ),
    Part("triggers", "the project's own sentences, held out", ("-m", "benchmarks.triggers.run")),
    Part("place-speed", "the gazetteer's look-ups", ("benchmarks/place/speed.py",)),
)


def command(part: Part, data: Path, peer: Path | None) -> list[str]:
    words: list[str] = []
    for word in part.command:
        if word == "{peer}":
            words += ["--peer", str(peer)] if peer is not None else []
        else:
            words.append(word.replace("{data}", str(data)))
    return [sys.executable, *words]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the data sets")
    parser.add_argument("--peer", type=Path, help="folder of a spaCy pipeline made by benchmarks.language.peer")
    parser.add_argument("--only", nargs="+", choices=[part.name for part in PARTS], help="leave out all others")
    options = parser.parse_args()
    failed = 0
    for part in PARTS:
        if options.only and part.name not in options.only:
            continue
        print(f"\n## {part.name}: {part.title}", flush=True)
        if part.needs and not (options.data / part.needs).exists():
            print(f"left out: {options.data / part.needs} is not there; give --data")
            continue
        run = subprocess.run(
            command(part, options.data, options.peer),
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )
        failed += bool(run.returncode)
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
