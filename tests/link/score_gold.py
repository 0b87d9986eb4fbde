"""Figures of ``score_case.py`` with gold claims in: how well linking and reconciling do when extraction is perfect.

python tests/link/score_gold.py [CASE ...] [--errors] [--clusters] [--resolved]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from gold_claims import CASES, SHARED, load_case

from muster.codebook import Codebook
from muster.link import Linked, link
from muster.normalise.names import NameLexicon
from muster.reconcile import reconcile
from muster.record import CaseRecord, to_json

STUB = Codebook(muster=1, name="stub", types={})


def names() -> NameLexicon:
    """The name lexicon."""
    return NameLexicon.load()


def record(case: str) -> tuple[CaseRecord, Linked, dict[str, dict[str, Any]]]:
    """The gold claims of ``case``, linked and reconciled."""
    reports, claims, entries = load_case(CASES[case], resolved="--resolved" in sys.argv)
    linked = link(reports, claims, STUB, names())
    events = reconcile(linked, reports, claims, STUB, names())
    made = CaseRecord(reports=tuple(reports), claims=tuple(claims), origins=linked.origins, events=events)
    return made, linked, entries


def score(case: str, *, errors: bool = False) -> dict[str, Any]:
    """The figures of ``case``; with ``errors`` what is wrong is printed."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "case.json"
        out.write_text(to_json(record(case)[0]), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score_case.py"), str(CASES[case]), str(out)]
        if errors:
            print(subprocess.run([*command, "--errors"], capture_output=True, text=True, check=True).stdout)
        done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def clusters(case: str) -> None:
    """Print every event with its claims and their gold slugs, and the slugs that came apart."""
    made, linked, entries = record(case)
    claims = {claim.key: claim for claim in made.claims}
    stems = {report.id: Path(report.source).stem[:3] for report in made.reports}
    where: dict[str, set[int]] = {}
    for number, keys in enumerate(linked.clusters):
        for key in keys:
            where.setdefault(entries[key].get("event", ""), set()).add(number)
    for number, keys in enumerate(linked.clusters):
        slugs = {entries[key].get("event", "") for key in keys}
        if len(slugs) == 1 and all(len(where[slug]) == 1 for slug in slugs):
            continue
        print(f"--- {number}" + ("  MIXED" if len(slugs) > 1 else ""))
        for key in sorted(keys, key=lambda k: (stems[str(claims[k].report)], claims[k].trigger.start)):
            claim, slug = claims[key], str(entries[key].get("event"))
            apart = f" also in {sorted(where[slug] - {number})}" if len(where[slug]) > 1 else ""
            optional = " (optional)" if entries[key].get("optional") else ""
            line = f"{claim.id:4} {claim.type:9} {claim.trigger.text[:14]:14} {slug}{optional}{apart}"
            print("  ", stems[str(claim.report)], line)


if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if name in CASES] or list(CASES)
    for name in chosen:
        if "--clusters" in sys.argv:
            clusters(name)
        figures = score(name, errors="--errors" in sys.argv)
        print(name, json.dumps(figures))
