"""Sources: in which order, what is refused and why, and that reading stays lazy."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from muster.read import Refusal, read
from muster.record import Report

PROSE = "Government troops retook the market town of Sarwan on Sunday after three days of fighting, officials said."
FRENCH = (
    "Les troupes du gouvernement ont repris dimanche la ville de Sarwan après trois jours de combats de rue, ont"
    " indiqué des responsables. Onze soldats et une quarantaine de rebelles ont été tués, selon l'armée, qui a aussi"
    " annoncé que deux ponts sur la rivière étaient minés et que les habitants devaient attendre pour rentrer chez eux."
)


def outcomes(*sources: str, stdin: bytes | None = None) -> list[str]:
    found = read(list(sources), stdin=None if stdin is None else io.BytesIO(stdin))
    return [item.reason.value if isinstance(item, Refusal) else "report" for item in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "c/z.txt", "c/a.txt", ".hidden.txt", ".git/x.txt", "notes.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{PROSE} {name}.")
    return tmp_path


def test_a_folder_is_read_in_the_order_of_names(folder: Path) -> None:
    names = [str(Path(item.source).relative_to(folder)) for item in read([str(folder)])]
    assert names == ["a.txt", "b.txt", "c/a.txt", "c/z.txt"]


def test_a_pattern_is_read_in_the_order_of_names(folder: Path) -> None:
    assert [Path(item.source).name for item in read([f"{folder}/[ab].txt"])] == ["a.txt", "b.txt"]
    assert len(list(read([f"{folder}/**/*.txt"]))) == 4


def test_sources_come_in_the_order_given(folder: Path) -> None:
    given = [str(folder / "b.txt"), str(folder / "a.txt")]
    assert [item.source for item in read(given)] == given


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report[1].txt"
    path.write_text(PROSE)
    assert outcomes(str(path)) == ["report"]


def test_the_same_text_is_read_once(folder: Path) -> None:
    (folder / "a copy.txt").write_text(f"{PROSE} b.txt.")
    copy, original = list(read([str(folder / "b.txt"), str(folder / "a copy.txt")]))
    assert isinstance(copy, Report)
    assert isinstance(original, Refusal)
    assert original.reason == "duplicate"
    assert str(folder / "b.txt") in original.message


def test_the_same_text_of_two_outlets_is_two_reports(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": PROSE, "outlet": outlet}) for outlet in ("Dawn", "Rudaw", "Dawn")))
    assert outcomes(str(path)) == ["report", "report", "duplicate"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\n \n", "empty", id="blank"),
        pytest.param(b"\x00\x01\x02\x03" * 99, "binary", id="binary"),
        pytest.param(b"\x7fELF" + bytes(99), "binary", id="program"),
        pytest.param(FRENCH.encode(), "not_english", id="French"),
        pytest.param("Правительственные войска вернули город. ".encode("cp1251") * 20, "not_english", id="Russian"),
    ],
)
def test_a_file_that_is_no_report(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    good = tmp_path / "b.txt"
    good.write_text(PROSE)
    refusal, report = read([str(tmp_path)])
    assert isinstance(refusal, Refusal)
    assert (refusal.source, refusal.reason) == (str(path), reason)
    assert ";" in refusal.message, "says what to do"
    assert "\n" not in refusal.message
    assert isinstance(report, Report)


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dump.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("was read"))
    (refusal,) = read([str(path)])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "too_large"
    assert "200 MB" in refusal.message


def test_a_huge_line_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write('{"text": "' + "x" * 21_000_000 + '"}\n')
        file.write(json.dumps({"text": PROSE}) + "\n")
    assert outcomes(str(path)) == ["too_large", "report"]


@pytest.mark.parametrize("source", ["nowhere.txt", "nowhere/*.txt", "bad\0name.txt"])
def test_what_is_not_there(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert outcomes(source)[0] in ("not_found", "unreadable")


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert outcomes(str(tmp_path)) == ["not_found"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcomes(str(tmp_path / "pipe.txt")) == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    path.chmod(0)
    assert outcomes(str(path)) == ["unreadable"]


@pytest.mark.parametrize(
    ("stdin", "sources", "results"),
    [
        pytest.param(PROSE.encode(), ["-"], ["report"], id="text"),
        pytest.param(f"<html><body><p>{PROSE}</p></body></html>".encode(), ["-"], ["report"], id="page"),
        pytest.param(json.dumps({"text": PROSE}).encode(), ["-"], ["report"], id="one object"),
        pytest.param(json.dumps({"text": PROSE}, indent=1).encode(), ["-"], ["report"], id="an object on many lines"),
        pytest.param(
            (json.dumps({"text": PROSE}) + "\n" + json.dumps({"text": PROSE + " More."}) + "\nnot JSON\n").encode(),
            ["-:1", "-:2", "-:3"],
            ["report", "report", "unreadable"],
            id="lines",
        ),
        pytest.param(
            json.dumps([{"text": PROSE}, {"text": f"{PROSE} More."}]).encode(),
            ["-#1", "-#2"],
            ["report"] * 2,
            id="array",
        ),
        pytest.param(b"", ["-"], ["empty"], id="nothing"),
    ],
)
def test_standard_input(stdin: bytes, sources: list[str], results: list[str]) -> None:
    assert [item.source for item in read(["-"], stdin=io.BytesIO(stdin))] == sources
    assert outcomes("-", stdin=stdin) == results


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    found = read([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    next(found)
    (tmp_path / "b.txt").write_text(f"{PROSE} Written after the first was read.")
    assert isinstance(next(found), Report)


def test_the_same_sources_give_the_same_reports(folder: Path) -> None:
    assert list(read([str(folder)])) == list(read([str(folder)]))
