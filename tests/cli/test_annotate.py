"""``muster annotate``: what is seen in a text, as JSON lines and as CoNLL-U."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import Muster

WORDS = "Troops\nleft\nthe\ntown\n.\n\nNobody\nwas\nhurt\n.\n"
CONLLU = "\n\n".join(
    "\n".join(f"{n}\t{word}\t_" for n, word in enumerate(part.split(), 1)) for part in WORDS.split("\n\n")
)


def table(conllu: str) -> list[list[list[str]]]:
    """Sentences of rows of columns."""
    blocks = [block.splitlines() for block in conllu.strip().split("\n\n")]
    return [[line.split("\t") for line in block if not line.startswith("#")] for block in blocks]


def test_offsets_count_the_text(muster: Muster, here: Path) -> None:
    seen = json.loads(muster("annotate", "report.txt").stdout)
    for kind in ("tokens", "names", "timexes", "figures", "toponyms"):
        assert seen[kind], f"no {kind}"
        assert all(seen["text"][e["start"] : e["end"]] == e["text"] for e in seen[kind]), kind


def test_conllu_has_ten_columns_and_one_root(muster: Muster, here: Path) -> None:
    sentences = table(muster("annotate", "--conllu", "report.txt").stdout)
    assert all(len(row) == 10 for rows in sentences for row in rows)
    assert all([row[0] for row in rows] == [str(n + 1) for n in range(len(rows))] for rows in sentences)
    assert all([row[7] for row in rows if row[6] == "0"] == ["root"] for rows in sentences)
    assert all(0 <= int(row[6]) <= len(rows) != int(row[0]) - 1 for rows in sentences for row in rows)


def test_conllu_goes_round(muster: Muster, here: Path) -> None:
    """What was written is read back with the same words and sentences, and then says the same."""
    first = muster("annotate", "--conllu", "report.txt").stdout
    Path("first.conllu").write_text(first, encoding="utf-8")
    second = muster("annotate", "--conllu", "--pretokenized", "first.conllu").stdout
    words = [[row[1] for row in rows] for rows in table(first)]
    assert [[row[1] for row in rows] for rows in table(second)] == words
    Path("second.conllu").write_text(second, encoding="utf-8")
    assert muster("annotate", "--conllu", "--pretokenized", "second.conllu").stdout == second


FORMS: list[tuple[str, str]] = [
    ("one token a line", WORDS),
    ("blank lines around", "\n\n" + WORDS + "\n\n"),
    ("carriage returns", WORDS.replace("\n", "\r\n")),
    (
        "CoNLL-U",
        "# text = x\n1\tTroops\t_\n2\tleft\t_\n3\tthe\t_\n4\ttown\t_\n5\t.\t_\n\n1\tNobody\n2\twas\n3\thurt\n4\t.",
    ),
    (
        "ranges",
        "1-2\tTroopsleft\n1\tTroops\n2\tleft\n3\tthe\n4\ttown\n5\t.\n5.1\tx\n\n1\tNobody\n2\twas\n3\thurt\n4\t.\n",
    ),
]


@pytest.mark.parametrize("text", [f[1] for f in FORMS], ids=[f[0] for f in FORMS])
def test_words_are_taken_as_given(text: str, muster: Muster) -> None:
    sentences = table(muster("annotate", "--conllu", "--pretokenized", "-", stdin=text).stdout)
    assert [[row[1] for row in rows] for rows in sentences] == [
        ["Troops", "left", "the", "town", "."],
        ["Nobody", "was", "hurt", "."],
    ]


def test_relative_dates_count_from_the_given_day(muster: Muster) -> None:
    text = "Russian troops left the base on Monday, the ministry said in the capital."
    seen = [
        json.loads(muster("annotate", "-", "--date", day, stdin=text).stdout)["timexes"][0]
        for day in ("2024-06-12", "2024-07-12")
    ]
    assert [(s["text"], s["from"]) for s in seen] == [("Monday", "2024-06-10"), ("Monday", "2024-07-08")]
