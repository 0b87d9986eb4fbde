"""What dates and places cost beside parsing: processor time on one thread, of the same articles, in one run.

    python benchmarks/time/speed.py ARTICLE.txt ...

Each part is run once unmeasured, so that lexicons, network and gazetteer are open; the best of three runs counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from muster.extract.toponyms import find_toponyms
from muster.language import parse, parse_many
from muster.normalise.dates import read_timexes
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.places import resolve_toponyms


def seconds(part: Callable[[], object]) -> float:
    """Processor time of the fastest of three runs, after one that is not measured."""
    part()
    times = []
    for _ in range(3):
        began = time.process_time()
        part()
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("no articles: give text files to measure on")
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    gazetteer, day = Gazetteer.open(), date(2020, 1, 1)
    docs = [parse(text) for text in texts]
    parsing = seconds(lambda: parse_many(texts))
    dates = seconds(lambda: [read_timexes(text, day) for text in texts])
    places = seconds(
        lambda: [resolve_toponyms(text, find_toponyms(doc), gazetteer) for text, doc in zip(texts, docs, strict=True)]
    )
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words; parsing {words / parsing:,.0f} words a second")
    print(
        f"dates {dates / parsing:.1%} of parsing, places {places / parsing:.1%}, both {(dates + places) / parsing:.1%}"
    )


if __name__ == "__main__":
    main()
