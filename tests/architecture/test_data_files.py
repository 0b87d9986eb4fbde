"""The data files of the package: all readable, all used, each list of words for something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from muster.codebook import load_codebook

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "muster"
CODE = {path: path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}
TEMPLATES = [path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.j2"))]
SPOKEN = frozenset(re.findall(r"\w+", " ".join((*CODE.values(), *TEMPLATES))))
YAML = sorted(SOURCE.rglob("*.yaml"))
DATA = sorted(path for path in SOURCE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc", ".md"))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", YAML, ids=name)
def test_yaml_loads_and_repeats_no_key(path: Path) -> None:
    """A key given twice silently loses its first value."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert node is not None
    assert _repeated(node) == []


def _repeated(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.MappingNode):
        keys = [str(key.value) for key, _ in node.value]
        here = [f"{key!r} in line {node.start_mark.line + 1}" for key in sorted(set(keys)) if keys.count(key) > 1]
        return here + [fault for _, value in node.value for fault in _repeated(value)]
    if isinstance(node, yaml.SequenceNode):
        return [fault for child in node.value for fault in _repeated(child)]
    return []


@pytest.mark.parametrize(
    "path", [p for p in DATA if p.suffix in (".tsv", ".txt", ".yaml", ".sql", ".css", ".js")], ids=name
)
def test_text_is_utf_8_with_a_newline_at_its_end(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\r" not in text
    assert "\ufeff" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("path", [p for p in DATA if p.suffix == ".tsv"], ids=name)
def test_tables_have_as_many_columns_in_every_row(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}


@pytest.mark.parametrize("path", DATA, ids=name)
def test_every_data_file_is_read_by_the_code_of_its_room(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    code = "".join(text for file, text in CODE.items() if file.is_relative_to(SOURCE / room))
    templates = "".join(p.read_text(encoding="utf-8") for p in (SOURCE / room).rglob("*.j2"))
    if path.parent.name == "lexicon":  # word lists are opened by name, from whichever room needs them
        code += "".join(text for text in CODE.values() if f'lexicon("{path.stem}")' in text)
    folder = f'"{path.parent.name}"' in code and path.suffix == ".sql"  # migrations are read by number
    assert folder or re.search(rf"\b({re.escape(path.name)}|{re.escape(path.stem)})\b", code + templates)


def test_every_word_list_is_used() -> None:
    """By a condition of the default codebook (``$name``) or by the code."""
    lists: dict[str, Any] = yaml.safe_load((SOURCE / "codebook/lexicon/words.yaml").read_text(encoding="utf-8"))
    rules = [rule for entry in load_codebook().types.values() for rule in entry.triggers]
    named = {word[1:] for rule in rules for c in (*rule.if_, *rule.unless) for word in c.words if word.startswith("$")}
    assert [key for key in lists if key not in named and key not in SPOKEN] == []


LEXICONS = [p for p in YAML if p.name not in ("default.yaml", "words.yaml")]


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_every_key_of_a_lexicon_is_asked_for(path: Path) -> None:
    """A top-level key that no code names is a list that somebody will edit in vain."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    keys = list(content) if isinstance(content, dict) else []  # a list is read whole
    assert [key for key in keys if key not in SPOKEN] == []
