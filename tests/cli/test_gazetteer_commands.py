"""``muster gazetteer`` and ``muster places resolve``, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import Muster

from tests.normalise.dumps import dump, row

TEXT = "Mortars hit Sangdara and Dushanbe on Friday."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "TJ.zip").write_bytes(dump("TJ", row(9000001, "Sangdara", lat=37.9, lon=69.1)))
    return tmp_path


def asked(text: str, *names: str, **more: object) -> str:
    spans = [{"start": text.index(name), "end": text.index(name) + len(name)} for name in names]
    return json.dumps({"text": text, "toponyms": spans, **more})


def test_install_then_resolve_then_remove(muster: Muster) -> None:
    line = asked(TEXT, "Sangdara", "Dushanbe", id=7)
    before = json.loads(muster("places", "resolve", stdin=line).stdout)
    assert before["toponyms"][0]["id"] is None
    assert "1 place from" in muster("gazetteer", "install", "tj", "--from", ".").stderr
    after = json.loads(muster("places", "resolve", stdin=line).stdout)
    assert after["id"] == 7
    town, city = after["toponyms"]
    assert (town["id"], town["lat"], town["lon"], town["country"]) == ("gn9000001", 37.9, 69.1, "TJ")
    assert (city["country"], city["text"]) == ("TJ", "Dushanbe")
    assert 0 < town["score"] <= 1 and town["radius_km"] > 0 and town["reasons"]
    assert [entry["code"] for entry in json.loads(muster("gazetteer", "info").stdout)["installed"]] == ["TJ"]
    assert muster("gazetteer", "remove", "TJ").exit_code == 0
    assert json.loads(muster("places", "resolve", stdin=line).stdout) == before


def test_own_places_serve_every_later_command(muster: Muster) -> None:
    Path("mine.csv").write_text("name,lat,lon,feature\nSangdara Range,37.6,68.8,S.INSM\n", encoding="utf-8")
    result = muster("gazetteer", "add", "mine.csv")
    assert result.exit_code == 0 and "1 new place" in result.stderr
    Path("report.txt").write_text("Troops held drills at the Sangdara Range on Friday.\n", encoding="utf-8")
    seen = json.loads(muster("annotate", "report.txt").stdout)
    assert ("user:sangdara range", 37.6) in [(t["id"], t["lat"]) for t in seen["toponyms"]]
    assert json.loads(muster("gazetteer", "info").stdout)["own_places"] == 1


BAD_LINES = {
    "no JSON": "{text",
    "no object": "[1]",
    "no text": '{"toponyms": []}',
    "no toponyms": '{"text": "Termez"}',
    "beyond the end": '{"text": "Termez", "toponyms": [{"start": 0, "end": 7}]}',
    "turned round": '{"text": "Termez", "toponyms": [{"start": 3, "end": 1}]}',
    "a word": '{"text": "Termez", "toponyms": ["Termez"]}',
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_named_and_the_others_go_on(muster: Muster, line: str) -> None:
    Path("asked.jsonl").write_text(
        f"{asked(TEXT, 'Dushanbe')}\n{line}\n\n{asked(TEXT, 'Dushanbe')}\n", encoding="utf-8"
    )
    result = muster("places", "resolve", "asked.jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    (told,) = result.stderr.splitlines()
    assert told.startswith("muster: asked.jsonl: line 2: ")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gazetteer", "install"), "give the codes"),
        (("gazetteer", "install", "TJ", "--all"), "give the codes"),
        (("gazetteer", "install", "TJK", "--from", "."), "ISO 3166-1"),
        (("gazetteer", "install", "UZ", "--from", "."), "holds no UZ.zip"),
        (("gazetteer", "remove", "UZ"), "is not installed"),
        (("gazetteer", "add", "nowhere.csv"), "cannot be read"),
        (("places", "resolve", "nowhere.jsonl"), "cannot be read"),
    ],
)
def test_errors_are_one_line(muster: Muster, words: tuple[str, ...], says: str) -> None:
    result = muster(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert says in line
