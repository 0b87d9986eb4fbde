"""JSON in and out: nothing is lost, nothing unknown comes in, the published schema says the same as the types."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import record_examples as examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from record_strategies import RECORDS, extractions

from muster import record as records
from muster.record import CaseRecord, Extraction, InvalidRecord, from_json, json_schema, to_json

SCHEMA = Path(__file__).parents[2] / "docs" / "record.schema.json"
TYPES = {
    name: kind for name, kind in vars(records).items() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
}


def test_every_record_type_has_a_strategy() -> None:
    assert sorted(RECORDS) == sorted(TYPES)


@pytest.mark.parametrize("name", sorted(RECORDS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.data())
def test_json_out_and_in_is_identity(name: str, drawn: st.DataObject) -> None:
    record = drawn.draw(RECORDS[name])
    text = to_json(record)
    assert from_json(text, TYPES[name]) == record
    assert to_json(from_json(text, TYPES[name])) == text
    assert "\n" not in text


@pytest.mark.parametrize("name", sorted(RECORDS))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.data())
def test_unknown_fields_are_refused(name: str, drawn: st.DataObject) -> None:
    raw = json.loads(to_json(drawn.draw(RECORDS[name])))
    with pytest.raises(InvalidRecord, match="colour"):
        from_json(json.dumps({**raw, "colour": "red"}), TYPES[name])


@pytest.mark.parametrize("name", sorted(RECORDS))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.data())
def test_records_cannot_be_changed(name: str, drawn: st.DataObject) -> None:
    record = drawn.draw(RECORDS[name])
    field = msgspec.structs.fields(record)[0].name
    with pytest.raises(AttributeError):
        setattr(record, field, None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extraction=extractions())
def test_whatever_can_be_built_is_valid_by_the_schema(extraction: Extraction) -> None:
    assert _faults(json.loads(to_json(extraction))) == []


EXAMPLES: list[tuple[str, Callable[[], dict[str, Any]], type]] = [
    ("extraction", examples.extraction, Extraction),
    ("case", examples.case, CaseRecord),
]
BY_NAME = pytest.mark.parametrize(("build", "kind"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])


@BY_NAME
def test_the_documented_form_is_what_is_written(build: Callable[[], dict[str, Any]], kind: type) -> None:
    written = json.loads(to_json(from_json(examples.as_json(build()), kind)))
    assert _without_defaults(written) == _without_defaults(build())


@BY_NAME
def test_the_schema_takes_the_documented_form(build: Callable[[], dict[str, Any]], kind: type) -> None:
    assert _faults(build()) == []


FAULTS: list[tuple[str, list[str | int], Any]] = [
    ("unknown status", ["claims", 0, "status"], "certain"),
    ("unknown comparator", ["claims", 0, "quantities", 0, "comparator"], "roughly"),
    ("unknown role", ["claims", 0, "attribution", 0, "role"], "reporter"),
    ("unknown boilerplate", ["report", "boilerplate", 0, "kind"], "advertisement"),
    ("offset as text", ["claims", 0, "trigger", "start"], "3"),
    ("no text", ["report", "text"], None),
    ("unknown field", ["claims", 0, "mood"], "grim"),
]


@pytest.mark.parametrize(("path", "value"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_types_and_schema_refuse_the_same(path: list[str | int], value: Any) -> None:
    raw = _set(examples.extraction(), path, value)
    assert _faults(raw)
    with pytest.raises(InvalidRecord):
        from_json(json.dumps(raw), Extraction)


def test_an_error_names_the_field() -> None:
    raw = _set(examples.extraction(), ["claims", 0, "status"], "certain")
    with pytest.raises(InvalidRecord, match=r"Extraction: .*'certain'.*claims\[0\]\.status"):
        from_json(json.dumps(raw), Extraction)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"report"', b"\xff\xfe"])
def test_what_is_no_record_is_refused(text: str | bytes) -> None:
    with pytest.raises(InvalidRecord):
        from_json(text, Extraction)


def test_the_published_schema_is_current() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema())), (
        "docs/record.schema.json is not what the types say; run: make docs"
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def _faults(raw: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema()).iter_errors(raw)]


def _set(record: dict[str, Any], path: list[str | int], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


def _without_defaults(raw: Any) -> Any:
    """Nulls and absent fields mean the same."""
    if isinstance(raw, dict):
        return {key: _without_defaults(value) for key, value in raw.items() if value is not None}
    if isinstance(raw, list):
        return [_without_defaults(value) for value in raw]
    return raw
