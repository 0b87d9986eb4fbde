"""Where a page says when it was published, and where it only seems to."""

from __future__ import annotations

import pytest

from muster.read import paragraphs
from muster.read.boilerplate import mark
from muster.read.header_dates import find_dates
from muster.read.published import find_published, from_address, from_value

PROSE = "Government troops retook the market town of Sarwan on Sunday after three days of fighting, officials said."
MORE = "Eleven soldiers were killed since 2 June 2023, the army said, and two bridges over the river were mined."
BODY = f"{PROSE}\n\n{MORE}"
TITLE = "Army retakes Sarwan"


def published(text: str, **known: str) -> tuple[str | None, str]:
    found = find_published(mark(paragraphs(text)), **known)
    return (found.from_ if found.from_ == found.to else f"{found.from_}/{found.to}"), found.basis.value


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("5 June 2024", "2024-06-05"),
        ("June 5, 2024", "2024-06-05"),
        ("Wednesday, 5th June 2024, 10:15 GMT", "2024-06-05"),
        ("Published: 5 Jun 2024 | 3 min read", "2024-06-05"),
        ("Last updated: Wed, 5 June 2024 18:05", "2024-06-05"),
        ("Updated 8:14 PM GMT+2, June 5, 2024", "2024-06-05"),
        ("The Valley Courier | Security | 5 June 2024, 14:20", "2024-06-05"),
        ("Upper Valley Post, Sarwan, June 5, 2024", "2024-06-05"),
        ("date 2024-06-05 Support The Valley Courier!", "2024-06-05"),
        ("SARWAN, 5 June 2024. By Jane Roe", "2024-06-05"),
        ("By Jane Roe, 5 June 2024", "2024-06-05"),
        ("05.06.2024, 10:12      Author: J. Roe", "2024-06-05"),
        ("2024-06-05T10:12:00Z", "2024-06-05"),
        ("Sarwan | 13/06/2024 - 09:12", "2024-06-13"),
        ("06/13/2024", "2024-06-13"),
        ("mercredi 5 juin 2024", "2024-06-05"),
        ("Mittwoch, 5. Juni 2024", "2024-06-05"),
        ("kolmapäev, 5. juuni 2024", "2024-06-05"),
        ("Published 4 June 2024 | Updated 12 June 2024", "2024-06-04"),
        ("Updated 12 June 2024, first published 4 June 2024", "2024-06-04"),
        ("Wed 05/06/2024", "2024-06-05"),
        ("Story date: 6/13/24", "2024-06-13"),
        ("Jun 5 '24", "2024-06-05"),
        ("20240605T101200Z", "2024-06-05"),
        ("среда, 5 июня 2024", "2024-06-05"),
        ("2024年6月5日", "2024-06-05"),
        ("Ref. 20240605101 page 3", None),
        ("Rates 1/2/99 and 13/14/24", None),
    ],
)
def test_a_line_over_the_report(line: str, day: str | None) -> None:
    assert published(f"{TITLE}\n\n{line}\n\n{BODY}")[0] == day


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BODY, id="event dates of sentences"),
        pytest.param(f"Sarwan remembers attack of 5 June 2019\n\n{BODY}", id="date in a headline"),
        pytest.param(f"FILE - A bridge in Sarwan, June 5, 2019. (AP Photo)\n\n{TITLE}\n\n{BODY}", id="caption"),
        pytest.param(f"{BODY}\n\nhttps://courier.example/2019/06/05/bridge", id="link to another story"),
        pytest.param(f"{BODY}\n\nRead also: Sarwan bridge falls, 5 June 2019", id="teaser"),
        pytest.param(f"{TITLE}\n\n© 2019 Courier\n\n{BODY}", id="copyright year"),
        pytest.param(f"{TITLE}\n\n04/06/2024\n\n{BODY}", id="day or month first"),
        pytest.param(f"{TITLE}\n\n31 June 2024\n\n{BODY}", id="no day of the calendar"),
        pytest.param(f"{TITLE}\n\n5 June\n\n{MORE}", id="no year and no weekday to settle it"),
    ],
)
def test_what_is_no_date_of_publication(text: str) -> None:
    assert published(text) == (None, "unknown")


@pytest.mark.parametrize(
    ("country", "day"),
    [("US", "2024-04-06"), ("GB", "2024-06-04"), ("PH", "2024-04-06")],
)
def test_the_outlets_country_says_how_it_writes_a_date(country: str, day: str) -> None:
    assert published(f"{TITLE}\n\n04/06/2024\n\n{BODY}", country=country) == (day, "header")


def test_the_address_settles_the_order_of_day_and_month() -> None:
    assert published(f"{TITLE}\n\n04/06/2024\n\n{BODY}", address="x/2024/04/06/sarwan") == ("2024-04-06", "header")


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        pytest.param("SARWAN, June 5, 2024 (AP) — ", "2024-06-05", id="month first"),
        pytest.param("SARWAN, 5 June 2024. /TASS/. ", "2024-06-05", id="day first"),
        pytest.param("SARWAN, Feb. 5, 2024 (Xinhua) -- ", "2024-02-05", id="abbreviated"),
        pytest.param("In Sarwan, 5 June 2024 (a Wednesday) - ", None, id="not a dateline"),
    ],
)
def test_a_dateline(lead: str, day: str | None) -> None:
    text = f"{lead}{PROSE}\n\nEleven soldiers were killed, the army said, and two bridges were mined."
    assert published(text) == (day, "text" if day else "unknown")


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://courier.example/2024/06/05/army-retakes-sarwan", "2024-06-05"),
        ("sarwan-2024-06-05.txt", "2024-06-05"),
        ("20240605_sarwan.txt", "2024-06-05"),
        ("2024_06_05.html", "2024-06-05"),
        ("000_dc20240605e4f1.txt", None),
        ("report-20241345.txt", None),
        ("2024-06-05-to-2024-06-09.txt", None),
        ("2024/06/sarwan.html", None),
        ("story-1204060599.html", None),
    ],
)
def test_an_address(address: str, day: str | None) -> None:
    assert from_address(address).from_ == day
    assert published(BODY, address=address) == (day, "url" if day else "unknown")


def test_a_line_of_the_page_goes_before_the_address() -> None:
    assert published(f"{TITLE}\n\n5 June 2024\n\n{BODY}", address="2024-06-07.txt") == ("2024-06-05", "header")


def test_a_report_written_anew_the_next_day_is_of_that_day() -> None:
    header = "Posted Monday 8 July 2024, 17:05 | Updated Tuesday 9 July 2024, 08:20"
    anew = "The toll of the raid on Sarwan has risen to nine, a doctor of the town's hospital said on Tuesday."
    assert published(f"{TITLE}\n\n{header}\n\n{anew}") == ("2024-07-09", "header")
    assert published(f"{TITLE}\n\n{header}\n\n{anew.replace('Tuesday', 'Monday')}") == ("2024-07-08", "header")


def test_a_year_that_the_report_and_its_weekday_settle() -> None:
    text = "SARWAN, September 11. /TASS/. Troops began the drill Anvil-2024 at four ranges, the staff said on {}."
    assert published(text.format("Wednesday")) == ("2024-09-11", "text")
    assert published(text.format("Friday")) == (None, "unknown")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-06-05", "2024-06-05"),
        ("2024-06-05T23:59:00+02:00", "2024-06-05"),
        ("Wed, 05 Jun 2024 10:00:00 +0000", "2024-06-05"),
        ("June 5, 2024", "2024-06-05"),
        ("5/6/2024", None),
        ("yesterday", None),
        ("0001-01-01", None),
        ("", None),
    ],
)
def test_a_metadata_field(value: str, day: str | None) -> None:
    assert from_value(value).from_ == day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 5 June and on June 7, 2024", ["5 June", "June 7, 2024"]),
        ("5-7 June 2024", []),
        ("version 1.2.2024.5", []),
        ("12,500 May attend", []),
        ("In March 300 men left", []),
    ],
)
def test_dates_in_a_line(text: str, found: list[str]) -> None:
    assert [mention.text for mention in find_dates(text)] == found
