"""Dates that a growing case gives: a report added later dates an earlier one, and its relative times with it."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from muster.case import Case
from muster.pipeline import Tools, run

ANNOUNCED = (
    "Kerala Chronicle\nNavy to hold drills off Kochi\nMay 14, 2019\n\n"
    "India and France will hold naval drills off Kochi from June 3 to 7, the Indian navy said on Tuesday."
)
ENDED = (
    "India and France wrapped up naval drills off Kochi, the Indian navy said on Friday.\n\n"
    "Pirates attacked a tanker near Kochi on Thursday, the two navies said."
)
STATED = f"June 8, 2019\n\n{ENDED}"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.open()


def dates(case: Case) -> dict[str, tuple[str | None, str | None, str]]:
    found = {Path(r.source).name: r.published for r in case.reports()}
    return {name: (p.from_, p.to, str(p.basis)) for name, p in sorted(found.items())}


def test_a_report_added_later_dates_an_earlier_one_in_any_order(tools: Tools, tmp_path: Path) -> None:
    files = {"announced.txt": ANNOUNCED, "ended.txt": ENDED}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for order in permutations(files):
        with Case.open(":memory:") as case:
            for name in order:
                run([str(tmp_path / name)], case, tools)
            assert dates(case) == {
                "announced.txt": ("2019-05-14", "2019-05-14", "header"),
                "ended.txt": ("2019-06-07", "2019-06-07", "case"),
            }
            (ended,) = [report.id for report in case.reports() if report.source.endswith("ended.txt")]
            told = {
                claim.when.text: claim.when.from_ for claim in case.claims() if claim.report == ended and claim.when
            }
            assert told["Thursday"] == "2019-06-06"


def test_without_the_other_report_there_is_no_date(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "ended.txt").write_text(ENDED, encoding="utf-8")
    with Case.open(":memory:") as case:
        run([str(tmp_path / "ended.txt")], case, tools)
        assert dates(case) == {"ended.txt": (None, None, "unknown")}


def test_a_date_that_the_page_states_stays(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "announced.txt").write_text(ANNOUNCED, encoding="utf-8")
    (tmp_path / "stated.txt").write_text(STATED, encoding="utf-8")
    with Case.open(":memory:") as case:
        run([str(tmp_path)], case, tools)
        assert dates(case)["stated.txt"] == ("2019-06-08", "2019-06-08", "header")
