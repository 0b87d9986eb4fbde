"""How often a claim of each confidence is right: a calibration table in ten bins.

    muster extract GOLD/*.txt > claims.jsonl
    python benchmarks/events/confidence.py score.py GOLD claims.jsonl [GOLD claims.jsonl ...]

``score.py`` compares claims with annotated reports and lists the spurious ones (``--errors``); every other claim counts
as right. Bare mentions (no participant, date, place or figure) are not judged there and left out here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

SPURIOUS = re.compile(r"^(\S+): spurious (\S+) '(.*?)' in (.*)$")


def claims(path: Path) -> list[tuple[str, str, dict[str, Any]]]:
    """(report's stem, report's text, claim) of the lines that ``muster extract`` or ``muster run --json`` printed."""
    text = path.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines() if line.strip()] if "\n{" in text else [json.loads(text)]
    return [
        (Path(line["report"]["source"]).stem, line["report"]["text"], claim)
        for line in lines
        for claim in line["claims"]
    ]


def outcomes(score: Path, gold: Path, found: Path) -> list[tuple[float, bool]]:
    """(confidence, right) of every claim that is judged."""
    command = [sys.executable, str(score), str(gold), str(found), "--errors"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wrong = Counter(m.groups() for m in map(SPURIOUS.match, printed.splitlines()) if m)
    judged = []
    for stem, text, claim in claims(found):
        if not any(claim[slot] for slot in ("actors", "recipients", "when", "where", "quantities")):
            continue
        quote = text[claim["evidence"]["start"] : claim["evidence"]["end"]][:70]
        # the list shortens the names of reports
        key = next((k for k in wrong if stem.startswith(k[0]) and k[1:] == _key(claim, quote)), None)
        if key is not None and wrong[key] > 0:
            wrong[key] -= 1
            judged.append((claim["confidence"], False))
        else:
            judged.append((claim["confidence"], True))
    return judged


def _key(claim: dict[str, Any], quote: str) -> tuple[str, str, str]:
    return claim["type"], claim["trigger"]["text"], repr(quote)


def main(arguments: list[str]) -> None:
    score, pairs = Path(arguments[0]), arguments[1:]
    judged = [
        pair
        for gold, found in zip(pairs[::2], pairs[1::2], strict=True)
        for pair in outcomes(score, Path(gold), Path(found))
    ]
    print("| confidence | claims | right | mean confidence |\n| --- | --: | --: | --: |")
    for low in range(10):
        held = [(c, right) for c, right in judged if low / 10 <= c < (low + 1) / 10 or (low == 9 and c == 1)]
        if held:
            right = sum(r for _, r in held) / len(held)
            mean = sum(c for c, _ in held) / len(held)
            print(f"| {low / 10:.1f}–{(low + 1) / 10:.1f} | {len(held)} | {right:.2f} | {mean:.2f} |")
    print(f"\n{len(judged)} claims, right {sum(r for _, r in judged) / len(judged):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
