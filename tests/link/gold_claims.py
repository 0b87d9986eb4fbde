"""Gold of ``../shared/gold`` as records: what an extractor without a fault would hand to the linker.

Only for tests. Gold gives variants (``a|b``), the records hold one: the first that stands in the evidence, and for
types and statuses the first named.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from muster.record import (
    Attribution,
    Boilerplate,
    BoilerplateKind,
    Claim,
    Comparator,
    DateBasis,
    Participant,
    Place,
    Precision,
    Published,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Span,
    Status,
    Trigger,
    When,
    content_id,
)

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold"
CASES = {
    "seeds": GOLD / "seeds",
    **{name: GOLD / "cases" / name for name in ("baltic", "delta", "convoy")},
}
AGENCIES = {"AFP", "AP", "Associated Press", "Reuters", "TASS", "Interfax", "agency", "OPA", "Oubangui Press Agency"}
PRONOUNS = {
    "it",
    "they",
    "he",
    "she",
    "we",
    "who",
    "which",
    "its",
    "our",
    "us",
    "whose",
    "their",
    "ours",
    "these",
    "there",
    "here",
}
Loaded = tuple[list[Report], list[Claim], dict[str, dict[str, Any]]]


def load_case(folder: Path, *, resolved: bool = False) -> Loaded:
    """Reports, claims and, by claim key, the gold entry that the claim was made from.

    ``resolved``: participants and places go by their proper names where gold has one ("insurgents|Taliban"), as from an
    extractor that resolves every reference.
    """
    reports: list[Report] = []
    claims: list[Claim] = []
    entries: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == "case":
            continue
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        report = _report(gold, text, path)
        reports.append(report)
        for number, entry in enumerate(gold.get("claims") or [], 1):
            claim = _claim(entry, report, f"c{number}", resolved)
            claims.append(claim)
            entries[claim.key] = entry
    return reports, claims, entries


def _report(gold: dict[str, Any], text: str, path: Path) -> Report:
    published = gold.get("published") or {}
    first, last = (_iso(published.get(end)) for end in ("from", "to"))
    known = first is not None and first == last
    headline = text.strip().splitlines()[0].strip()
    boilerplate = []
    for stretch in gold.get("boilerplate") or []:
        start = text.find(stretch["starts"])
        end = text.find(stretch["ends"], start) + len(stretch["ends"])
        boilerplate.append(Boilerplate(start=start, end=end, kind=BoilerplateKind(stretch["kind"])))
    return Report(
        id=content_id("r-", gold.get("outlet"), text),
        source=str(path.with_suffix(".txt")),
        text=text,
        title=None if headline.endswith((".", "!")) else headline,
        outlet=gold.get("outlet"),
        agencies=tuple(gold.get("agencies") or ()),
        published=Published(from_=first, to=last, basis=DateBasis.HEADER) if known else Published(),
        boilerplate=tuple(sorted(boilerplate, key=lambda b: b.start)),
    )


def _claim(entry: dict[str, Any], report: Report, claim_id: str, resolved: bool) -> Claim:
    text = report.text
    start, end = entry["at"] if "at" in entry else (text.find(entry["in"]), text.find(entry["in"]) + len(entry["in"]))
    evidence = text[start:end]
    at = start + evidence.find(entry["trigger"])
    when = entry.get("when")
    kwargs: dict[str, Any] = {}
    if when and any(when):
        days = [_iso(day) for day in when]
        kwargs["when"] = When(
            from_=days[0], to=days[1], precision=_precision(*days), approximate=bool(entry.get("when_loose"))
        )
    return Claim(
        id=claim_id,
        report=report.id,
        type=entry["type"].split("|")[0],
        status=Status(entry["status"].split("|")[0]),
        trigger=Trigger(text=entry["trigger"], start=at, end=at + len(entry["trigger"])),
        evidence=Span(start=start, end=end),
        actors=tuple(_participant(spec, evidence, start, resolved) for spec in entry.get("actors") or ()),
        recipients=tuple(_participant(spec, evidence, start, resolved) for spec in entry.get("recipients") or ()),
        where=tuple(_place(spec, evidence, start, resolved) for spec in entry.get("where") or ()),
        quantities=tuple(_quantity(spec) for spec in entry.get("quantities") or ()),
        attribution=tuple(_source(spec, evidence, start, resolved) for spec in entry.get("said_by") or ()),
        **kwargs,
    )


def _named(spec: str, evidence: str, resolved: bool) -> tuple[str, str | None]:
    """(name, words in the evidence): the first variant that stands there; pronouns give way to what they stand for."""
    variants = [re.sub(r"\s*@\S+", "", part).strip() for part in str(spec).split("|")]
    found = [variant for variant in variants if variant in evidence]
    proper = [variant for variant in variants if variant[:1].isupper() and variant.lower() not in PRONOUNS]
    if resolved and proper:
        return proper[0], next((variant for variant in found), None)
    named = [variant for variant in found if variant.lower() not in PRONOUNS]
    if named:
        return named[0], named[0]
    others = [variant for variant in variants if variant.lower() not in PRONOUNS]
    return (others or variants)[0], found[0] if found else None


def _span(text: str | None, evidence: str, start: int) -> dict[str, Any]:
    if text is None:
        return {}
    at = start + evidence.find(text)
    return {"text": text, "start": at, "end": at + len(text)}


def _participant(spec: str, evidence: str, start: int, resolved: bool) -> Participant:
    name, text = _named(spec, evidence, resolved)
    return Participant(name=" ".join(name.split()), **_span(text, evidence, start))


def _place(spec: str, evidence: str, start: int, resolved: bool) -> Place:
    name, text = _named(spec, evidence, resolved)
    return Place(name=" ".join(name.split()), **_span(text, evidence, start))


def _source(spec: str, evidence: str, start: int, resolved: bool) -> Attribution:
    name, text = _named(spec, evidence, resolved)
    return Attribution(
        name=" ".join(name.split()),
        role=Role.AGENCY if name in AGENCIES else Role.SPEAKER,
        **_span(text, evidence, start),
    )


def _quantity(spec: dict[str, Any]) -> Quantity:
    comparator = Comparator(str(spec["comparator"]).split("|")[0]) if not spec.get("vague") else Comparator.AT_LEAST
    value = spec.get("value", spec.get("low", 0))
    low = None if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) else value
    high = None if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) else value
    return Quantity(kind=QuantityKind(spec["kind"]), value=value, comparator=comparator, low=low, high=high)


def _iso(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None if day is None else str(day)


def _precision(first: str | None, last: str | None) -> Precision:
    if first is None or last is None:
        return Precision.DAY
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    whole_month = first.endswith("-01") and days >= 28
    thirds = {("01", "10"), ("11", "20"), ("21", "31"), ("21", "30"), ("21", "28")}
    if days in (8, 9, 10, 11) and (first[-2:], last[-2:]) in thirds:
        return Precision.MONTH  # "early March"
    if days <= 15:
        return Precision.DAY
    if whole_month and days <= 31:
        return Precision.MONTH
    return Precision.YEAR if 360 <= days <= 370 else Precision.UNKNOWN
