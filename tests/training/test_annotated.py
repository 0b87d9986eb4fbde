"""The format of the annotated sentences, and that every file of them keeps it."""

import re
from collections import Counter

import pytest

from training.annotated import FormatError, Marked, annotated, parse_line


def test_a_line_gives_plain_text_and_marks() -> None:
    line = "Rebels [attack.done shelled] Port Kana, [attack.done killing] two.\tRebels > -; Rebels > two"
    found = parse_line(line, "here:1")
    assert found.text == "Rebels shelled Port Kana, killing two."
    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["shelled", "killing"]
    assert found.marks[1] == Marked(26, 33, "attack", "done", ("Rebels",), ("two",))


def test_a_line_without_brackets_is_a_negative() -> None:
    assert parse_line("The strike over pay goes on.", "here:1").marks == ()


def test_participants_may_be_left_out_of_a_line() -> None:
    found = parse_line("Rebels [attack.done shelled] a port.", "here:1")
    assert not found.roles
    assert found.marks[0].actors == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Rebels [assault.done shelled] it.", "no type 'assault'"),
        ("Rebels [attack.finished shelled] it.", "no status 'finished'"),
        ("Rebels [attack.done shelled it.", "a bracket is not"),
        ("Rebels [attack.done shelled] it.\tRebels > it; - > -", "1 triggers but 2 lists"),
        ("Rebels [attack.done shelled] it.\tRebels", "actors > recipients"),
        ("Rebels [attack.done shelled] it.\tarmy > it", "'army' does not stand"),
    ],
)
def test_a_line_that_breaks_the_format_is_named(line: str, message: str) -> None:
    with pytest.raises(FormatError, match="here:7: .*" + re.escape(message)):
        parse_line(line, "here:7")


def test_every_file_keeps_the_format_and_no_sentence_stands_twice() -> None:
    sentences = list(annotated())
    assert [text for text, count in Counter(s.text for s in sentences).items() if count > 1] == []
    assert len({mark.type for s in sentences for mark in s.marks}) > 1
