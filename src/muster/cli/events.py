"""The commands that look at one event, at what is disputed, and at why two claims are or are not one event."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import fsum
from pathlib import Path
from typing import Any

import click

from muster import publish
from muster.case import Case
from muster.cli.talk import fail, guarded, out
from muster.codebook import load_codebook
from muster.link import THRESHOLD, VETO, WEIGHTS, Evidence, Explanation, explain
from muster.normalise.names import NameLexicon
from muster.record import CaseRecord, Claim, Event, to_json

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DEFAULT_CASE = "muster.case"
case_option: Decorator = click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path),
    default=DEFAULT_CASE,
    show_default=True,
    envvar="MUSTER_CASE",
    help="Case file to read.",
)


def record_of(path: Path) -> CaseRecord:
    """The record of the case at ``path``; one line and status 2 where there is none."""
    if not path.exists():
        fail(f"there is no case {path}; make one with: muster run REPORTS --case {path}", 2)
    with Case.open(path) as case:
        return case.record()


@click.command("show")
@click.argument("event_id", metavar="EVENT")
@case_option
@click.option("--markdown", is_flag=True, help="Print the event as the Markdown brief has it.")
@click.option("--json", "as_json", is_flag=True, help="Print the event as JSON.")
@guarded
def show(event_id: str, case_path: Path, *, markdown: bool, as_json: bool) -> None:
    """Show one event: its life cycle, its figures in order of report, every value with its sources.

    The ledger of a value counts the reports, texts, agencies and origins behind it; under Sources stands why each
    claim goes back to its origin. The start of the event's id is enough.

    Example: muster show e-3f2a --case demo.case
    """
    record = record_of(case_path)
    event = _event(record, event_id, case_path)
    if as_json:
        out(to_json(event))
    else:
        out(publish.event_markdown(record, event.id) if markdown else publish.event_text(record, event.id))


@click.command("disputes")
@case_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a disputed attribute, one a line.")
@guarded
def disputes(case_path: Path, *, as_json: bool) -> None:
    """List what is disputed: values that cannot all be true, and what one source reports and another denies.

    Example: muster disputes --case demo.case
    """
    record = record_of(case_path)
    if as_json:
        for row in publish.disputes_rows(record):
            out(json.dumps(row, ensure_ascii=False))
    else:
        out(publish.disputes_text(record))


@click.command("explain")
@click.argument("first", metavar="CLAIM")
@click.argument("second", metavar="CLAIM")
@case_option
@click.option(
    "--codebook", "codebook_path", type=click.Path(path_type=Path), help="Codebook that the case was made with."
)
@click.option("--json", "as_json", is_flag=True, help="Print the evidence as one JSON object.")
@guarded
def explain_command(first: str, second: str, case_path: Path, codebook_path: Path | None, *, as_json: bool) -> None:
    """Say why two claims are, or are not, one event: what speaks for and against it, and how much each counts.

    A claim is named REPORT/CLAIM, as 'muster show' prints it; the start of the report's id is enough. A veto forbids
    the pair whatever else speaks for it; claims that do not belong to one pair can still meet through a third.

    Example: muster explain r-5d41/c1 r-0b7e/c3 --case demo.case
    """
    record = record_of(case_path)
    one, other = (_claim(record, name, case_path) for name in (first, second))
    if one.key == other.key:
        fail(f"{first} and {second} are one claim; name two")
    made = explain(one.key, other.key, record.reports, record.claims, load_codebook(codebook_path), NameLexicon.load())
    found = made.evidence
    events = {key: event for event in record.events for key in event.claims}
    together = events[one.key].id == events[other.key].id
    score = round(fsum(item.score for item in found), 3)
    if as_json:
        out(json.dumps(_explained(one, other, made, score, together=together), ensure_ascii=False))
        return
    for claim in (one, other):
        out(f"{claim.key}  {claim.type}, {claim.status}: {_evidence(record, claim)}")
        out(f"    in {events[claim.key].id}  {events[claim.key].title}")
    out("")
    if not made.compared:
        out("Linking does not compare the two by themselves: they share no name, place, day, figure or rare word.")
    if any(item.value == VETO for item in found):
        out(f"Never one event by themselves: {found[0].feature} differs ({found[0].note}).")
    else:
        for item in sorted(found, key=lambda item: -abs(item.score)):
            out(f"{item.score:+6.2f}  {item.feature:10} {item.note}. Weight {item.weight}: {_why(item)}")
        verdict = "enough" if score >= THRESHOLD else "not enough"
        out(f"{score:+6.2f}  in all; {verdict}, one event begins at {THRESHOLD}.")
    out(_outcome(score, together=together))


def _outcome(score: float, *, together: bool) -> str:
    alone = score >= THRESHOLD
    if together:
        return "They are one event." if alone else "They are one event: other claims bring them together."
    return "They are two events: other claims of the two keep them apart." if alone else "They are two events."


def _why(item: Evidence) -> str:
    return WEIGHTS[item.feature].reason if item.feature in WEIGHTS else ""


def _explained(one: Claim, other: Claim, made: Explanation, score: float, *, together: bool) -> dict[str, object]:
    rows = [
        {"feature": i.feature, "value": i.value, "weight": i.weight, "score": round(i.score, 3), "note": i.note}
        for i in made.evidence
    ]
    vetoed = any(item.value == VETO for item in made.evidence)
    return {
        "claims": [one.key, other.key],
        "one_event": together,
        "compared": made.compared,
        "vetoed": vetoed,
        "score": None if vetoed else score,
        "threshold": THRESHOLD,
        "evidence": rows,
    }


def _evidence(record: CaseRecord, claim: Claim) -> str:
    report = next(report for report in record.reports if report.id == claim.report)
    text = " ".join(report.text[claim.evidence.start : claim.evidence.end].split())
    return f"“{text}” ({report.outlet or report.source})"


def _event(record: CaseRecord, name: str, path: Path) -> Event:
    matching = [e for e in record.events if e.id == name] or [
        e for e in record.events if e.id.startswith(name) or e.id.startswith(f"e-{name}")
    ]
    if not matching:
        fail(f"no event {name} in {path}; 'muster events --case {path}' lists them")
    if len(matching) > 1:
        fail(f"{name} begins {len(matching)} events: {', '.join(e.id for e in matching[:5])}; give more of the id")
    return matching[0]


def _claim(record: CaseRecord, name: str, path: Path) -> Claim:
    report, slash, number = name.partition("/")
    if not slash or not number:
        fail(f"{name} names no claim; a claim is REPORT/CLAIM, such as r-5d41/c1: 'muster show EVENT' prints them")
    matching = [
        claim
        for claim in record.claims
        if claim.id == number and (str(claim.report).startswith(report) or str(claim.report).startswith(f"r-{report}"))
    ]
    if not matching:
        fail(f"no claim {name} in {path}; 'muster show EVENT --case {path}' prints the claims of an event")
    if len(matching) > 1:
        fail(f"{name} fits {len(matching)} claims: {', '.join(c.key for c in matching[:5])}; give more of the id")
    return matching[0]
