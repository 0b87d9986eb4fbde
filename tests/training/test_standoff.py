"""Marks kept beside the open data sets: packed, found again in the data, refused where the data differ."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from training.annotated import FormatError, parse_line
from training.standoff import FOLDER, Texts, packed, real

SHARED = Path(__file__).parents[3] / "shared" / "data"
LINE = "Rebels [attack.done shelled] the port, then [attack.done shelled] it again.\trebels > port; rebels > it"
TEXT = "Rebels shelled the port, then shelled it again."
REPORT = "First words.\n\nRebels shelled\nthe port, then shelled it again. Last words."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A made-up folder in the formats of the open sets."""
    conllu = f"# newdoc id = weblog-a\n# sent_id = weblog-a-0001\n# text = {TEXT}\n1\tRebels\t_\n\n"
    rows = ["Rebels", "shelled", '"', "the", "port", '"', "."]
    files = {
        "ud_ewt/train.conllu.xz": conllu,
        "ud_gum/train.conllu.xz": "".join(
            f"# sent_id = GUM_{genre}_a-1\n# text = He left.\n\n" for genre in ("news", "fiction")
        ),
        "ner_wikigold/wikigold.conllu.xz": "".join(f"{n}\t{word}\tO\n" for n, word in enumerate(rows, 1)) + "\n",
        "ner_re3d/train.jsonl.xz": "\n".join(
            json.dumps({"_id": name, "source_folder": source, "text": REPORT})
            for name, source in (("A1", "CENTCOM"), ("B1", "BBC Online"))
        ),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir()
        with lzma.open(path, "wt", encoding="utf-8") as stream:
            stream.write(content)
    return tmp_path


@pytest.mark.parametrize(("name", "key"), [("ewt/weblog-a-0001", "ewt/weblog-a-0001"), ("re3d/A1", "re3d/A1@14-61")])
def test_what_is_packed_is_read_again(data: Path, tmp_path: Path, name: str, key: str) -> None:
    sentence = parse_line(LINE, "here:1")
    assert Texts(data).key(name, sentence.text) == key
    (tmp_path / "marks.tsv").write_text(packed(key, sentence) + "\n")
    (found,) = real(data, tmp_path)
    assert (found.text, found.marks) == (TEXT, tuple(found.marks))
    assert [(m.start, m.type, m.status) for m in found.marks] == [(7, "attack", "done"), (30, "attack", "done")]
    assert [m.recipients for m in found.marks] == [("port",), ("it",)]
    assert found.document in ("ewt/weblog-a#0", "re3d/A1")


def test_a_sentence_without_events_is_kept(data: Path, tmp_path: Path) -> None:
    text = Texts(data).of("wikigold/0")
    assert text == 'Rebels shelled "the port".'
    (tmp_path / "marks.tsv").write_text(packed("wikigold/0", parse_line(text, "here:1")) + "\n")
    (found,) = real(data, tmp_path)
    assert (found.text, found.marks) == (text, ())


def test_closed_parts_of_a_set_are_not_there(data: Path) -> None:
    texts = Texts(data)
    assert texts.of("gum/GUM_news_a-1") == "He left."
    with pytest.raises(KeyError):
        texts.of("gum/GUM_fiction_a-1")
    with pytest.raises(KeyError):
        texts.of("re3d/B1@0-12")


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("ewt/weblog-a-0002\t00000000\t", "no sentence"),
        ("ewt/weblog-a-0001\t00000000\t", "reads differently"),
        ("re3d/A1@x-3\t00000000\t", "no sentence"),
        ("gum/GUM_news_a-1\t{digest}\t0-2 quarrel.done - > -", "is no mark"),
    ],
)
def test_marks_that_do_not_fit_the_data_are_refused(data: Path, tmp_path: Path, line: str, cause: str) -> None:
    digest = packed("k", parse_line("He left.", "here:1")).split("\t")[1]
    (tmp_path / "marks.tsv").write_text(line.format(digest=digest) + "\n")
    with pytest.raises(FormatError, match=rf"marks\.tsv:1: .*{cause}"):
        list(real(data, tmp_path))


@pytest.mark.skipif(not (SHARED / "ner_re3d").is_dir(), reason=f"no open sets in {SHARED}")
def test_every_mark_stands_in_the_data() -> None:
    sentences = list(real(SHARED))
    assert len(sentences) == sum(
        bool(line) and line[0] != "#" for path in FOLDER.glob("*.tsv") for line in path.read_text().splitlines()
    )
    for sentence in sentences:
        assert all(0 <= mark.start < mark.end <= len(sentence.text) for mark in sentence.marks)
