"""The name-marked training sentences are well formed and keep the rules that their data sheet states."""

import re
import runpy
from pathlib import Path

import pytest

NAMES = Path(__file__).parents[2] / "training" / "names"
FILES = sorted(NAMES.glob("*.txt"))
LABELS = {"PER", "ORG", "LOC", "NORP", "MISC"}
MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")
TITLES = {
    "president", "minister", "general", "colonel", "captain", "major", "lieutenant", "sergeant", "admiral", "sheikh",
    "mullah", "maulvi", "ayatollah", "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "col.", "gen.", "maj.",
    "lt.", "capt.", "sgt.", "spokesman", "spokeswoman", "governor", "ambassador", "senator", "marshal", "brigadier",
}  # fmt: skip
CALENDAR = re.compile(
    r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(January|February|April|June|July|August|September|October|November|December)"
)


def sentences(path: Path) -> list[str]:
    """Every sentence of one file, comments and blank lines left out."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def plain(sentence: str) -> str:
    return MARK.sub(r"\2", sentence)


def test_there_are_sentences() -> None:
    assert sum(len(sentences(path)) for path in FILES) >= 2500


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_are_well_formed(path: Path) -> None:
    for sentence in sentences(path):
        assert not set("[]") & set(plain(sentence)), f"unbalanced or malformed mark: {sentence}"
        for label, name in MARK.findall(sentence):
            assert label in LABELS, f"unknown label {label}: {sentence}"
            assert name == name.strip() and not name.endswith(("'s", "’s")), (
                f"mark holds space or possessive: {sentence}"
            )
            assert name == "The Hague" or not name.lower().startswith("the "), f"mark holds the article: {sentence}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_persons_hold_no_title(path: Path) -> None:
    for sentence in sentences(path):
        for label, name in MARK.findall(sentence):
            if label == "PER":
                assert not TITLES & set(name.lower().split()), f"title inside a person's name: {sentence}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_calendar_words_alone_are_no_names(path: Path) -> None:
    for sentence in sentences(path):
        for _, name in MARK.findall(sentence):
            assert not CALENDAR.fullmatch(name), f"calendar word marked as a name: {sentence}"


def test_no_sentence_occurs_twice() -> None:
    first: dict[str, str] = {}
    for path in FILES:
        for sentence in sentences(path):
            key = plain(sentence).lower()
            assert key not in first, f"{path.name}: already in {first[key]}: {sentence}"
            first[key] = path.name


def test_generated_file_is_what_the_generator_writes() -> None:
    generate = runpy.run_path(str(NAMES / "generate.py"))["generate"]
    assert generate() == sentences(NAMES / "generated.txt")


def test_no_slot_is_left_unfilled() -> None:
    assert not [sentence for sentence in sentences(NAMES / "generated.txt") if "{" in sentence or "}" in sentence]
