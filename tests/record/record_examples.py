"""One small, complete extraction and case in JSON, built by hand: the forms that docs/record.md describes."""

from __future__ import annotations

import json
from typing import Any

TEXT = "Oxus, 14 July. On Wednesday some 1,000 troops from Russia began drills near Termez, Interfax said. Donate!"


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def report() -> dict[str, Any]:
    day = "2021-07-14"
    appeal = span("Donate!")
    return {
        "id": "r-1f0c2ab97d44",
        "source": "reports/oxus.txt",
        "title": None,
        "outlet": "Oxus",
        "byline": None,
        "agencies": ["Interfax"],
        "language": "en",
        "published": {"from": day, "to": day, "basis": "header", "text": "14 July"},
        "text": TEXT,
        "boilerplate": [{"start": appeal["start"], "end": appeal["end"], "kind": "appeal"}],
    }


def claim() -> dict[str, Any]:
    sentence = span("On Wednesday some 1,000 troops from Russia began drills near Termez, Interfax said.")
    day = {"from": "2021-07-14", "to": "2021-07-14"}
    return {
        "id": "c1",
        "type": "exercise",
        "status": "ongoing",
        "trigger": span("drills"),
        "evidence": {"start": sentence["start"], "end": sentence["end"]},
        "actors": [{"name": "Russia", **span("Russia")}],
        "recipients": [],
        "when": {**day, "precision": "day", "approximate": False, **span("On Wednesday")},
        "where": [
            {"name": "Termez", **span("Termez"), "country": "UZ", "lat": 37.2, "lon": 67.3, "geonameid": 1215957},
            {"name": "Uzbekistan", "text": None, "start": None, "end": None, "basis": "Termez lies in Uzbekistan"},
        ],
        "quantities": [
            {
                "kind": "personnel",
                "value": 1000,
                "low": 1000,
                "high": 1000,
                "comparator": "about",
                "of": "troops",
                **span("some 1,000 troops"),
            }
        ],
        "attribution": [{"name": "Interfax", "role": "agency", **span("Interfax")}],
        "confidence": 0.82,
    }


def extraction() -> dict[str, Any]:
    return {"report": report(), "claims": [claim()]}


def case() -> dict[str, Any]:
    key = f"{report()['id']}/c1"
    strength = {"value": 1000, "comparator": "about"}
    return {
        "reports": [report()],
        "claims": [{**claim(), "report": report()["id"]}],
        "origins": [
            {
                "id": "o1",
                "name": "Interfax",
                "claims": [key],
                "outlets": ["Oxus"],
                "arrows": [{"claim": "r-1f0c2ab97d44/c1", "rule": "named", "to": None, "text": "Interfax"}],
            }
        ],
        "events": [
            {
                "id": "e-5d1f",
                "type": "exercise",
                "title": "Russia: exercise, Termez, 14 Jul 2021",
                "status": "ongoing",
                "claims": [key],
                "actors": ["Russia"],
                "recipients": [],
                "when": {"from": "2021-07-14", "to": "2021-07-14", "precision": "day"},
                "where": [{"name": "Termez", "country": "UZ", "lat": 37.2, "lon": 67.3}],
                "attributes": [
                    {
                        "name": "personnel",
                        "agreement": "single",
                        "alternatives": [
                            {"value": strength, "claims": [key], "origins": ["o1"], "first_reported": "2021-07-14"}
                        ],
                    }
                ],
                "reports": 1,
                "outlets": 1,
                "origins": ["o1"],
                "part_of": None,
            }
        ],
    }


def as_json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
