"""Reports as they come to a desk: pasted pages, saved mail, exports of other programs, texts with broken signs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from muster.read import Refusal, read
from muster.record import Report

LEAD = (
    "Two boatmen drowned off Cape Arlo on Thursday when a patrol craft rammed their dhow, the port captain said, "
    "and the coast guard denied that any of its craft had been at sea."
)
SECOND = (
    "The captain, Ines Tavora, said that eleven others were pulled from the water and that the dhow had carried rice "
    "from the southern islands."
)
BODY = f"{LEAD}\n\n{SECOND}\n"
TITLE = "Two drown as patrol craft rams dhow"
DAY = "2022-09-15"  # a Thursday


@dataclass(frozen=True)
class Case:
    name: str
    content: str | bytes
    day: str | None = DAY
    outlet: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


def _objects(**fields: object) -> str:
    return json.dumps({"title": TITLE, "content": BODY, **fields})


LINKED = {"@graph": [{"@type": "NewsArticle", "datePublished": DAY, "publisher": {"name": "Arlo Tribune"}}]}
PAGE = "<html><head><title>{title}</title>{head}</head><body>{top}<p>{lead}</p><p>{second}</p></body></html>"

CASES = [
    Case("name on the first line.txt", f"Arlo Tribune\n{TITLE}\nSeptember 15, 2022\n\n{BODY}", outlet="Arlo Tribune"),
    Case("name at the end of the title.txt", f"{TITLE} - Arlo Tribune\n15 September 2022\n\n{BODY}",
         outlet="Arlo Tribune"),
    Case("name before the text.txt", f"Arlo Tribune, 15 September 2022. {LEAD} {SECOND}", outlet="Arlo Tribune"),
    Case("a headline is no name.txt", f"Army chief visits tribune\nSeptember 15, 2022\n\n{BODY}"),
    Case("signed with an agency.txt", f"{TITLE}\n15 September 2022\n\n{BODY}\n(Arlo Tribune with AFP)",
         outlet="Arlo Tribune", agencies=("AFP",)),
    Case("shouted credit.txt", f"{TITLE}\n15 September 2022\n\nText by: NEWS WIRES\n\n{BODY}"),
    Case("unlisted agency as byline.txt", f"{TITLE}\n15 September 2022\nBy Arlo News Agency\n\n{BODY}",
         byline="Arlo News Agency", agencies=("Arlo News Agency",)),
    Case("company in the notice.txt", f"{TITLE}\n15 September 2022\n\n{BODY}\nCopyright 2022, Arlo Tribune Ltd.",
         outlet="Arlo Tribune", marked=("Copyright 2022",)),
    Case("post below the name.txt", f"15 September 2022\n{TITLE}\nTomas Brito\nStaff Writer\n\n{BODY}",
         byline="Tomas Brito"),
    Case("year of two figures.txt", f"{TITLE}\n15.09.22\n\n{BODY}"),
    Case("hyphens.txt", f"{TITLE}\nDate: 05-09-2022\n\n{BODY}", day="2022-09-05"),
    Case("address over the text.txt", f"{TITLE}\nhttps://arlo.example/2022/09/15/two-drown\n\n{BODY}"),
    Case("address within the text.txt",
         f"{TITLE}\n\n{LEAD}\n\nhttps://arlo.example/2019/01/02/another\n\n{SECOND}\n\n{SECOND}", day=None),
    Case("directions.txt", f"{TITLE}\n\u200e15 September\u00a02022\u200f\n\n" + BODY.replace("tain", "\u00adtain")),
    Case("windows.txt", f"{TITLE}\n15 September 2022\n\n{BODY}“No one came”, she said – not one.".encode("cp1252")),
    Case("utf-16.txt", f"{TITLE}\n15 September 2022\n\n{BODY}".encode("utf-16")),
    Case("front matter.md", f"---\ntitle: {TITLE}\ndate: {DAY}\nauthor: Tomas Brito\n---\n\n# {TITLE}\n\n{BODY}",
         byline="Tomas Brito"),
    Case("rules are no front matter.md", f"---\n\n{TITLE}\n15 September 2022\n\n---\n\n{BODY}"),
    Case("seconds as text.json", _objects(timestamp="1663236000")),
    Case("milliseconds.json", _objects(publishedAt=1663236000123)),
    Case("wrapped.json", json.dumps({"status": "ok", "data": {"article": json.loads(_objects(date=DAY))}})),
    Case("feed of one.json", f'{{"articles": [{_objects(date=DAY, source={"name": "Arlo Tribune"})}]}}',
         outlet="Arlo Tribune"),
    Case("table.csv", f'title,body_text,date,source\n"{TITLE}","{BODY}",{DAY},Arlo Tribune\n', outlet="Arlo Tribune"),
    Case("table.tsv", f'date\ttext\n{DAY}\t"{BODY}"\n'),
    Case("linked data.html", PAGE.format(title=TITLE, head=f'<script type="application/ld+json">{json.dumps(LINKED)}'
         "</script>", top="", lead=LEAD, second=SECOND), outlet="Arlo Tribune"),
    Case("broken linked data.html", PAGE.format(title=TITLE, head='<script type="application/ld+json">{"a":</script>',
         top=f'<time datetime="{DAY}">', lead=LEAD, second=SECOND)),
    Case("newsletter.eml", f"From: Arlo Brief <brief@arlo.example>\nSubject: {TITLE}\n"
         f"Date: Thu, 15 Sep 2022 23:30:00 -0500\n\nView this email in your browser\n\n{BODY}\n"
         "You are receiving this email because you signed up.\nUnsubscribe | Update your preferences\n",
         outlet="Arlo Brief", marked=("View this", "You are receiving", "Unsubscribe")),
    Case("forwarded.eml", f"From: A Friend <friend@mail.example>\nSubject: Fwd: {TITLE}\n"
         "Date: Mon, 19 Sep 2022 08:00:00 +0200\n\nWorth reading!\n\n---------- Forwarded message ---------\n"
         f"From: Arlo Brief <brief@arlo.example>\nDate: Thu, 15 Sept 2022 at 18:22\nSubject: {TITLE}\n\n{BODY}",
         outlet="Arlo Brief"),
    Case("appeal behind the text.txt", f"{TITLE}\n15 September 2022\n\n{LEAD} Sign up for our newsletter today.\n\n"
         f"{SECOND}", marked=("Sign up for",)),
    Case("buttons.txt", f"{TITLE}\n15 September 2022\nShare Tweet Email Print\n\n{BODY}", marked=("Share Tweet",)),
    Case("live page ends.txt", f"{TITLE}\n15 September 2022\n\n{BODY}\nThat's all for today. Thanks for following our "
         "live coverage.", marked=("That's all",)),
    Case("who wrote it.txt", f"{TITLE}\n15 September 2022\n\n{BODY}\nTomas Brito is a reporter for the Tribune. Follow "
         "him @tbrito.", marked=("Tomas Brito is",)),
]  # fmt: skip


def report_of(case: Case, folder: Path) -> Report:
    path = folder / case.name
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    (found,) = read([str(path)])
    assert isinstance(found, Report), found
    return found


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_it_says_of_itself(case: Case, tmp_path: Path) -> None:
    report = report_of(case, tmp_path)
    assert (report.published.from_, report.published.to) == (case.day, case.day)
    assert report.outlet == case.outlet
    assert report.byline == case.byline
    assert report.agencies == case.agencies


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_report_is_kept_and_what_surrounds_it_marked(case: Case, tmp_path: Path) -> None:
    report = report_of(case, tmp_path)
    stretches = [report.text[mark.start : mark.end] for mark in report.boilerplate]
    kept = " ".join((LEAD, SECOND)).split()
    left = report.text
    for stretch in stretches:
        left = left.replace(stretch, " ")
    assert " ".join(kept[:20]) in " ".join(left.split())
    assert " ".join(SECOND.split()) in " ".join(left.split())
    assert [words for words in case.marked if not any(words in stretch for stretch in stretches)] == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("places.csv", "name,lat,lon\nArlo,1.5,2.5\n", "without a column"),
        ("two.jsonl", '{"articles": [{"text": "One."}, {"text": "Two."}]}\n', "several objects"),
        ("none.json", "[]", "nothing to read"),
    ],
)
def test_what_holds_no_report_is_refused(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    (found,) = read([str(tmp_path / name)])
    assert isinstance(found, Refusal)
    assert message in found.message


def test_the_rows_of_a_table_are_reports_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_text(f'text;date\n"{LEAD}";{DAY}\n"{SECOND}";2022-09-16\n')
    found = [report for report in read([str(tmp_path)]) if isinstance(report, Report)]
    assert [(report.source[-9:], report.published.from_) for report in found] == [
        ("all.csv#1", DAY),
        ("all.csv#2", "2022-09-16"),
    ]
