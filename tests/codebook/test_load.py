"""A wrong codebook is refused in one line that says where and what to change."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from muster.codebook import CodebookError, codebook_digest, load_codebook, parse_codebook

SMALL = """
muster: 1
name: Small
types:
  parade:
    label: Parade
    definition: Troops march in review.
    family: parade
    plover: MOBILIZE
    triggers:
      - words: [parade]
        pos: [NOUN]
        unless:
          - {slot: [governor], words: [ground]}
    examples:
      - text: "The army held a parade."
        claims:
          - {trigger: parade, status: done}
"""

REFUSED = [
    ("unknown key of a type", ("family: parade", "familly: parade"), "familly"),
    ("unknown key of a rule", ("pos: [NOUN]", "pos: [NOUN]\n        lemma: x"), "lemma"),
    ("unknown part of speech", ("pos: [NOUN]", "pos: [SUBSTANTIVE]"), "SUBSTANTIVE"),
    ("PLOVER code", ("MOBILIZE", "MOBILISE"), "types.parade.plover: unknown code 'MOBILISE'. Did you mean MOBILIZE?"),
    ("status of an example", ("status: done", "status: doen"), "unknown status 'doen'. Did you mean done?"),
    ("second status of an example", ("status: done", "status: done|ongong"), "unknown status 'ongong'"),
    ("status of a rule", ("pos: [NOUN]", "pos: [NOUN]\n        status: planed"), "Did you mean planned?"),
    ("status of a cue", ("    triggers:", "    cues: {cancled: [drop]}\n    triggers:"), "Did you mean cancelled?"),
    ("capital in a trigger", ("words: [parade]", "words: [Parade]"), "lower case"),
    ("empty trigger", ("words: [parade]", "words: [' ']"), "lower case"),
    ("no words", ("words: [parade]", "words: []"), "at least one"),
    ("no part of speech", ("pos: [NOUN]", "pos: []"), "at least one"),
    (
        "condition without content",
        ("{slot: [governor], words: [ground]}", "{}"),
        "a condition gives slot, words or kind",
    ),
    ("unknown word list", ("words: [ground]", "words: [$forces]"), "unknown word list '$forces'. Did you mean force?"),
    ("trigger that is not in the example", ("{trigger: parade,", "{trigger: march,"), "'march' is not in the text"),
    ("other format", ("muster: 1", "muster: 2"), "format 2 is not known"),
    ("missing name", ("name: Small\n", ""), "name"),
    ("type without definition", ("    definition: Troops march in review.\n", ""), "definition"),
    ("kind of a type", ("family: parade", "family: parade\n    kind: process"), "process"),
]


@pytest.mark.parametrize(("change", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refuses(change: tuple[str, str], message: str) -> None:
    before, after = change
    assert before in SMALL
    with pytest.raises(CodebookError) as refusal:
        parse_codebook(SMALL.replace(before, after, 1), "small.yaml")
    text = str(refusal.value)
    assert text.startswith("small.yaml:")
    assert message in text
    assert "\n" not in text


def test_no_trigger() -> None:
    raw = yaml.safe_load(SMALL)
    raw["types"]["parade"]["triggers"] = []
    with pytest.raises(CodebookError, match=r"small\.yaml: types\.parade\.triggers: a type needs at least one trigger"):
        parse_codebook(yaml.safe_dump(raw), "small.yaml")


def test_broken_yaml_names_the_line() -> None:
    with pytest.raises(CodebookError, match=r"small\.yaml: line 4 not readable as YAML"):
        parse_codebook("muster: 1\nname: Small\ntypes:\n  parade: ]\n", "small.yaml")


@pytest.mark.parametrize("text", ["", "- a list", "just words"])
def test_no_mapping(text: str) -> None:
    with pytest.raises(CodebookError, match="a codebook is a mapping"):
        parse_codebook(text, "small.yaml")


def test_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(SMALL, encoding="utf-8")
    codebook = load_codebook(file)
    assert list(codebook.types) == ["parade"]
    assert codebook_digest(codebook) == codebook_digest(parse_codebook(SMALL, "elsewhere.yaml"))
    assert codebook_digest(codebook) != codebook_digest(load_codebook())


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none\.yaml: "):
        load_codebook(tmp_path / "none.yaml")


def test_file_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_bytes(b"muster: 1\nname: \xff\n")
    with pytest.raises(CodebookError, match=r"own\.yaml: .*UTF-8"):
        load_codebook(file)
