"""The HTML brief: its walls, its links, hostile text, and that it loads nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from drills import NOTICE, drills, many
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, one_claim

from muster.publish import brief_html
from muster.publish.desk import view
from muster.publish.sections import digest, groups
from muster.publish.words import visible
from muster.record import CaseRecord, Status

HOSTILE = {
    "script": "<script>alert(1)</script></title></style>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "comment": "--><!--<b>",
    "template": "{{ 7*7 }}{% raw %}",
    "entity": "&lt;b&gt; &#x3c;",
    "null": "a\x00b\x1b[31m",
    "rtl": "abc \u202eevil\u202c مرحبا",
    "emoji": "👩‍👩‍👧‍👦 🇹🇯",
    "separator": "line\u2028sep </script>",
    "surrogate": "broken \ud800 half",
    "url": "javascript:alert(1)",
}


@pytest.fixture(scope="module")
def html() -> str:
    return brief_html(drills(), title="Drills")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_event_stands_under_one_heading_and_the_right_one() -> None:
    found = {group.name: [event.id for event in group.events] for group in groups(view(drills(), title=""))}
    assert found == {
        "happened": [
            "e-displaced",
            "e-shirkhan",
            "e-crossing",
            "e-termez",
            "e-drill",
            "e-tanks",
            "e-kunduz",
            "e-aibak",
        ],
        "holds": ["e-border"],
        "said": ["e-pakistan", "e-warning"],
        "contested": ["e-control", "e-spin", "e-airsupport", "e-sheberghan"],
        "planned": ["e-counter", "e-mobilise"],
        "possible": ["e-retake", "e-bridge"],
        "cancelled": ["e-second"],
        "scenarios": ["e-scenario", "e-scenario2", "e-mock"],
    }


def test_scenarios_stand_nowhere_on_the_first_screen() -> None:
    first = digest(view(drills(), title=""))
    shown = [*first.happened, *first.planned, *first.possible, *first.undone, *(event for event, _ in first.disputes)]
    assert not [event.id for event in shown if event.status is Status.SIMULATED]


def test_what_happened_holds_only_what_no_source_denies() -> None:
    first = digest(view(drills(), title=""))
    assert {event.status for event in first.happened} <= {Status.DONE, Status.ONGOING}
    assert not [event.id for event in first.happened if event.denied_by]


def test_a_dispute_is_shown_side_by_side_with_who_says_what(page: Page) -> None:
    dispute = next(e for e in page.of("div", class_="dispute") if "Troops" in e.all_text)
    sides = [" ".join(side.all_text.split()) for side in dispute.children if side.tag == "ul" for side in side.children]
    assert sides == [
        "about 1,000Russian Ministry of DefenceMeridian Mirror, 26 Jul 2021",
        "1,800Central Military DistrictFrontier Brief, 2 Aug 2021",
        "more than 2,500Central Military DistrictFrontier Brief, 2 Aug 2021",
        "2,500Central Military DistrictPamir Courier, 6 Aug 2021Russian Ministry of DefenceThe Amu Ledger, 10 Aug 2021",
        "at most 2,000Nigora SafarPamir Courier, 6 Aug 2021",
    ]


def test_the_words_behind_a_value_are_those_that_its_link_points_at(page: Page) -> None:
    passages = {e.attributes["id"]: e.all_text for e in page.of("mark") if "id" in e.attributes}
    links = page.of("a", class_="say")
    assert len(links) > 100
    for link in links:
        start, end = map(int, link.attributes["data-at"].split("-"))
        words = passages[link.attributes["href"][1:]][start:end]
        assert link.attributes["title"] == f"“{' '.join(words.split())}”"
    shown = {link.all_text: link.attributes["title"] for link in links}
    assert shown["about 390,000 Afghans"] == "“about 390,000 Afghans”"


def test_links_within_the_page_lead_somewhere_and_no_name_is_given_twice(page: Page) -> None:
    names = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(names) == len(set(names))
    assert {e.attributes["href"][1:] for e in page.of("a")} <= set(names)


def test_the_page_loads_nothing(page: Page) -> None:
    for element in page.elements:
        assert element.tag not in {"link", "img", "iframe", "object", "embed", "base", "image", "use"}
        assert not {"src", "srcset", "style", "xlink:href", "action"} & element.attributes.keys()
    policy = page.of("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert all("url(" not in e.text and "@import" not in e.text for e in page.of("style"))


def test_report_text_is_in_the_page_once_and_its_boilerplate_apart(page: Page) -> None:
    assert sum(e.text.count("put the number of troops at 2,500") for e in page.of("mark") if "id" in e.attributes) == 1
    notices = [e for e in page.elements if NOTICE in e.text]
    assert [e.attributes.get("class") for e in notices] == ["boiler"] * 9


def test_a_web_address_is_cited_and_no_other_scheme_is_linked() -> None:
    def links(source: str) -> list[dict[str, str]]:
        page = Page(brief_html(one_claim("Shots.", source=source)))
        return [e.attributes for e in page.of("a") if not e.attributes["href"].startswith("#")]

    address = 'https://news.example/a?b=1&c="2"'
    assert links(address) == [{"href": address, "rel": "noopener noreferrer", "target": "_blank"}]
    assert links("javascript:alert(1)") == []
    assert links("data:text/html,<b>") == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text(text: str) -> None:
    record = one_claim(text, outlet=text, byline=text, agencies=(text,), source=text)
    html = brief_html(record, title=text)
    page = Page(html)
    assert len(page.of("script")) == 1
    assert not [e for e in page.elements if any(name.startswith("on") for name in e.attributes)]
    assert not [e for e in page.of("a") if not e.attributes["href"].startswith("#")]
    assert "49" not in page.of("title")[0].text
    assert not set(html) & set("\x00\x1b\u202e\u2028\ud800")
    html.encode("utf-8")


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_text_gives_a_well_formed_page_with_that_text(text: str) -> None:
    page = Page(brief_html(one_claim(text)))
    assert [e.all_text for e in page.of("mark") if "id" in e.attributes] == [visible(text)]


def test_an_empty_case_says_so() -> None:
    page = Page(brief_html(CaseRecord()))
    text = " ".join(e.text for e in page.elements)
    assert "No report says that anything happened." in text
    assert "No two reports contradict each other." in text
    assert not page.of("svg")


def test_a_large_case_keeps_its_first_screen_short_and_its_names_apart() -> None:
    page = Page(brief_html(many(20)))
    names = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(names) == len(set(names))
    assert len(page.of("article", class_="event")) == 20 * 23
    first = page.of("section", id="digest")[0]
    assert (
        len([1 for block in first.children for part in block.children if part.tag == "ol" for _ in part.children]) < 25
    )
    assert "151 more below" in first.all_text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://news.example/2021/07/a.html", "news.example"),
        ("folder/a report.txt", "a report.txt"),
        ("reports.jsonl:17", "reports.jsonl:17"),
        ("-", "-"),
    ],
)
def test_a_report_of_no_known_outlet_goes_by_where_it_was_read(source: str, shown: str) -> None:
    page = Page(brief_html(one_claim("Shots.", outlet=None, source=source)))
    assert {link.all_text for link in page.of("a", class_="say") if "2021" in link.all_text} == {f"{shown}, 6 Jul 2021"}


def test_claims_that_an_event_has_lost_do_not_break_it() -> None:
    record = one_claim("Shots were fired.")
    assert "Shots were fired." in brief_html(CaseRecord(reports=record.reports, events=record.events))


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from drills import drills
from muster.publish import brief_html, brief_markdown, claims_csv, events_csv, events_geojson
record = drills()
text = "".join(write(record) for write in (brief_html, brief_markdown, claims_csv, events_csv, events_geojson))
print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_the_same_case_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    def digest_with(seed: str) -> str:
        command = [sys.executable, "-c", SCRIPT, str(Path(__file__).parent)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    assert digest_with("1") == digest_with("2")
