"""What is found in a report before any claim is made, as plain data: times, figures, toponyms, attributions."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from muster.extract.attribution import content_spans, cue_span, sayings, source_span
from muster.extract.naming import phrase
from muster.extract.toponyms import listed_toponyms
from muster.normalise.dates import read_timexes
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.normalise.numbers import find_numbers
from muster.normalise.places import Resolved, resolve_toponyms
from muster.record import Published, Report


def survey(
    report: Report, doc: Doc, published: Published, gazetteer: Gazetteer, names: NameLexicon
) -> dict[str, list[dict[str, Any]]]:
    """Annotations by kind, each with ``start`` and ``end`` in code points of ``report.text``."""
    return {
        "timexes": _timexes(report.text, published),
        "figures": _figures(report.text),
        "toponyms": [
            toponym_data(r) for r in resolve_toponyms(report.text, listed_toponyms(doc, gazetteer), gazetteer)
        ],
        "attributions": _attributions(doc, names),
    }


def _timexes(text: str, published: Published) -> list[dict[str, Any]]:
    return [
        {
            "text": dated.timex.text,
            "start": dated.timex.start,
            "end": dated.timex.end,
            "type": str(dated.timex.type),
            "value": dated.value,
            "from": dated.reading.when.from_ if dated.reading.when else None,
            "to": dated.reading.when.to if dated.reading.when else None,
            "anchor": dated.reading.anchor,
            "rule": dated.reading.rule,
        }
        for dated in read_timexes(text, published)
    ]


def _figures(text: str) -> list[dict[str, Any]]:
    return [
        {
            "text": n.text,
            "start": n.start,
            "end": n.end,
            "value": n.value,
            "low": n.low,
            "high": n.high,
            "comparator": str(n.comparator),
            "unit": n.unit,
        }
        for n in find_numbers(text)
    ]


def toponym_data(resolved: Resolved) -> dict[str, Any]:
    """A resolved toponym as plain data: span, ids, coordinates, radius in km, box, score and reasons."""
    entry, toponym = resolved.entry, resolved.toponym
    return {
        "text": toponym.text,
        "start": toponym.start,
        "end": toponym.end,
        "id": entry.id if entry is not None else None,
        "geonameid": entry.geonameid if entry is not None else None,
        "name": entry.name if entry is not None else None,
        "country": entry.country if entry is not None else resolved.country,
        "lat": entry.lat if entry is not None else None,
        "lon": entry.lon if entry is not None else None,
        "radius_km": entry.radius_km if entry is not None else None,
        "box": list(entry.box) if entry is not None and entry.box is not None else None,
        "score": round(resolved.score, 3),
        "reasons": list(resolved.reasons),
    }


def _attributions(doc: Doc, names: NameLexicon) -> list[dict[str, Any]]:
    found = []
    for saying in sayings(doc, names):
        if not saying.content:
            continue
        sources = []
        for token, role in saying.links:
            start, end = phrase(doc, token)
            text = doc[start:end].text
            offset = doc[start].idx
            sources.append({"text": text, "start": offset, "end": offset + len(text), "role": str(role)})
        found.append(
            {
                "cue": _span(doc, cue_span(doc, saying)),
                "source": _span(doc, source_span(doc, saying)),
                "sources": sources,
                "content": [{"start": start, "end": end} for start, end in content_spans(doc, saying)],
            }
        )
    return found


def _span(doc: Doc, tokens: tuple[int, int] | None) -> dict[str, Any] | None:
    if tokens is None:
        return None
    span = doc[tokens[0] : tokens[1]]
    return {"text": span.text, "start": span.start_char, "end": span.end_char}
