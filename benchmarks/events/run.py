"""Events on two open sets: PLOVER's gold records and the snippets of the CASE 2021 task.

    python benchmarks/events/run.py ../shared/data [--errors]

Each PLOVER record is one sentence with one event class, its sources and targets. An event counts as found where a claim
of a type of that class stands in the sentence, an actor as right where a claim of the class names it (one text within
the other, articles aside). Each CASE snippet has one ACLED-like sub-type; it counts as found where one of the types
that the sub-type maps to stands in it. Natural disasters, accidents and crime have no type here and are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from muster.codebook import load_codebook
from muster.extract import Extractor
from muster.language import parse
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.record import Claim, Published, Report

# PLOVER 0.5 -> the types that tell of the class
PLOVER = {
    "AGREE": {"agree", "pledge"},
    "CONSULT": {"meet"},
    "SUPPORT": {"pledge", "agree", "return", "membership", "supply"},
    "COOPERATE": {"exercise", "agree", "supply"},
    "AID": {"supply", "return"},
    "CONCEDE": {"admit", "return", "agree", "sanction", "withdraw"},
    "RETREAT": {"withdraw", "displace", "return", "agree", "detain"},
    "DEMAND": {"appeal"},
    "INVESTIGATE": {"deploy", "accuse", "meet"},
    "DISAPPROVE": {"accuse", "warn", "meet"},
    "REJECT": {"deny"},
    "THREATEN": {"warn", "pledge"},
    "PROTEST": {"protest"},
    "SANCTION": {"sanction"},
    "MOBILIZE": {"deploy", "exercise"},
    "COERCE": {"detain", "besiege", "capture", "sanction"},
    "ASSAULT": {"attack", "detain"},
    "FIGHT": {"attack", "clash", "offensive", "capture", "besiege"},
}
# sub-type of CASE 2021 -> types
CASE = {
    "ARMED_CLASH": {"clash", "attack"},
    "ART_MISS_ATTACK": {"attack"},
    "GRENADE": {"attack"},
    "AIR_STRIKE": {"attack"},
    "SUIC_BOMB": {"attack"},
    "REM_EXPLOS": {"attack"},
    "ATTACK": {"attack"},
    "CHEM_WEAP": {"attack"},
    "SEX_VIOL": {"attack"},
    "MOB_VIOL": {"attack", "protest"},
    "PROPERTY_DISTRUCT": {"attack"},
    "ARREST": {"detain"},
    "ABDUCT_DISSAP": {"detain"},
    "AGREEMENT": {"agree", "return"},
    "DIPLO": {"meet", "agree", "accuse", "deny", "appeal", "warn", "pledge", "sanction"},
    "GOV_REGAINS_TERIT": {"capture", "withdraw"},
    "NON_STATE_ACTOR_OVERTAKES_TER": {"capture", "control"},
    "NON_VIOL_TERRIT_TRANSFER": {"capture", "withdraw", "control"},
    "CHANGE_TO_GROUP_ACT": {"deploy", "withdraw"},
    "HQ_ESTABLISHED": {"presence", "deploy"},
    "PEACE_PROTEST": {"protest"},
    "PROTEST_WITH_INTER": {"protest"},
    "VIOL_DEMONSTR": {"protest", "clash"},
    "FORCE_AGAINST_PROTEST": {"protest", "attack", "detain"},
    "ATTRIB": {"accuse", "admit", "deny"},
}
SMALL = frozenset({"the", "a", "an", "s", "of", "and"})


class Reader:
    """Claims of one sentence or snippet."""

    def __init__(self) -> None:
        self.extractor = Extractor(load_codebook(), Gazetteer.open(), NameLexicon.load())

    def claims(self, text: str) -> list[Claim]:
        report = Report(id="r-benchmark", source="benchmark", text=text, published=Published())
        return self.extractor.extract(report, parse(text))


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) - SMALL


def named(wanted: str, names: Iterable[str]) -> bool:
    """Whether one of the names lies in the wanted one or the other way round."""
    asked = words(wanted)
    return any(found and (found <= asked or asked <= found) for found in map(words, names))


def parties(record: dict[str, Any], role: str) -> list[str]:
    """The texts of a record's sources or targets, however deep the record nests them."""
    open_, texts = [record.get(role)], []
    while open_:
        held = open_.pop(0)
        if isinstance(held, list):
            open_ += held
        elif isinstance(held, dict) and "actorText" in held:
            texts.append(held["actorText"])
    return texts


def plover(reader: Reader, path: Path, errors: bool) -> None:
    records = json.loads(path.read_text(encoding="utf-8"))
    found = right = actors = targets_right = targets = 0
    for record in records:
        claims = [c for c in reader.claims(record["text"]) if c.type in PLOVER[record["event"]]]
        found += bool(claims)
        if errors and not claims:
            print(f"{record['event']}: {record['text']}")
        for wanted in parties(record, "source"):
            actors += 1
            right += named(wanted, (n for c in claims for a in c.actors for n in (a.name, a.text or "")))
        for wanted in parties(record, "target"):
            targets += 1
            held = (n for c in claims for a in (*c.recipients, *c.actors) for n in (a.name, a.text or ""))
            targets_right += named(wanted, held)
    print(f"PLOVER: {len(records)} records, event found {found / len(records):.3f}, ", end="")
    print(f"sources right {right / actors:.3f} of {actors}, targets {targets_right / targets:.3f} of {targets}")


def case(reader: Reader, path: Path, errors: bool) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted = CASE.get(row["SubType"])
            if wanted is None:
                continue
            hit = any(claim.type in wanted for claim in reader.claims(row["EventSnippet"]))
            counts[row["SubType"]][0] += hit
            counts[row["SubType"]][1] += 1
            if errors and not hit:
                print(f"{row['SubType']}: {row['EventSnippet']}")
    for name, (hits, of) in sorted(counts.items(), key=lambda item: (-item[1][1], item[0])):
        print(f"  {name:30} {hits:3} of {of}")
    hits, of = (sum(column) for column in zip(*counts.values(), strict=True))
    print(f"CASE 2021: {of} snippets of {len(counts)} sub-types, found {hits / of:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder with ev_plover and ev_case2021_task2")
    parser.add_argument("--errors", action="store_true", help="print what was not found")
    options = parser.parse_args()
    reader = Reader()
    plover(reader, options.data / "ev_plover/plover_gsr_first_half.json", options.errors)
    case(reader, options.data / "ev_case2021_task2/odd.tsv", options.errors)


if __name__ == "__main__":
    main()
