"""What extraction costs beside parsing, part by part, and whether its memory grows with the number of reports.

    python -m benchmarks.extraction.run [--reports 300] [--long 10000]

One process, one thread. Each report of a synthetic stream (``benchmarks.pipeline.stream``) is parsed and extracted in
turn, so that a busy machine slows both alike; the figure is the ratio of the two sums of processor time. The long run
extracts ``--long`` reports and keeps nothing: resident memory is taken after every tenth of it.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pipeline.stream import stream
from muster.extract.toponyms import find_toponyms
from muster.language import parse
from muster.normalise.dates import find_timexes
from muster.normalise.places import resolve_toponyms
from muster.pipeline import Tools
from muster.record import Published, Report, content_id

TENTHS = 10
STATUS = Path("/proc/self/status")


def reports(count: int) -> Iterator[Report]:
    for line in stream(count):
        found = json.loads(line)
        day = found["date"]
        name, published = content_id("r-", found["text"]), Published(from_=day, to=day)
        yield Report(id=name, source="stream", text=found["text"], published=published)


def resident() -> float:
    """MiB of this process that are in memory now; NaN where the system does not say."""
    if not STATUS.is_file():
        return float("nan")
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def ratios(tools: Tools, count: int) -> None:
    spent = dict.fromkeys(("parsing", "extraction", "dates", "places"), 0.0)
    words = 0
    for report in reports(count):
        started = time.process_time()
        doc = parse(report.text)
        parsed = time.process_time()
        tools.extractor.extract(report, doc)
        extracted = time.process_time()
        find_timexes(report.text)
        dated = time.process_time()
        resolve_toponyms(report.text, find_toponyms(doc, []), tools.extractor.gazetteer)
        placed = time.process_time()
        for part, seconds in zip(
            spent, (parsed - started, extracted - parsed, dated - extracted, placed - dated), strict=True
        ):
            spent[part] += seconds
        words += len(doc)
    parsing = spent["parsing"]
    print(f"{count} reports, {words:,} words; parsing {words / parsing:,.0f} words/s of processor time")
    for part in ("extraction", "dates", "places"):
        print(f"  {part:<11} {spent[part] / parsing:5.2f} x parsing")
    print(f"  dates and places together {100 * (spent['dates'] + spent['places']) / parsing:.0f}% of parsing")


def memory(tools: Tools, count: int) -> None:
    step = max(count // TENTHS, 1)
    for number, report in enumerate(reports(count), 1):
        tools.extractor.extract(report, parse(report.text))
        if number % step == 0:
            print(f"  after {number:>6} reports {resident():6.0f} MiB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300, help="reports whose parts are timed")
    parser.add_argument("--long", type=int, default=1000, help="reports of the run that watches memory; 0 for none")
    options = parser.parse_args()
    os.environ.setdefault("MUSTER_THREADS", "1")
    tools = Tools.open()
    for report in reports(20):
        tools.extractor.extract(report, parse(report.text))  # opens what is opened on first use
    ratios(tools, options.reports)
    memory(tools, options.long)


if __name__ == "__main__":
    main()
