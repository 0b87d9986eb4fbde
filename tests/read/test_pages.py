"""Whole pages in the manner of the sites they come from; P1, P2 and P3 stand for the paragraphs of the report."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from muster.read import read_text
from muster.record import Report

REPORT = {
    "P1": "At least 14 people were killed on Monday when rockets hit a market in the town of Idra, officials said, as"
    " fighting between the army and rebels entered a third week.",
    "P2": "The army denied that its forces had fired on the town and blamed the Front, which holds the eastern hills.",
    "P3": "The United Nations called for a truce and said some 4,000 people had fled to the border since Friday.",
}


@dataclass(frozen=True)
class Site:
    """A page and what must be left of it; ``left`` are the unmarked lines beside P1 to P3."""

    page: str
    title: str
    outlet: str | None
    agencies: tuple[str, ...]
    left: tuple[str, ...]


SITES = {
    "broadcaster": Site(
        page="""\
BBC Homepage
Skip to content
Home
News
Rockets kill 14 in north
Published
14 March 2022
Share
Image source, Reuters
Image caption, Residents search the rubble after the strike
By Jane Roe
BBC News
P1
P2
You may also be interested in:
Media caption, The town that war forgot
P3
Related Topics
War
More on this story
Idra: A town under fire
Published
10 March 2022
Most Read
1
Storm hits coast
© 2022 BBC. The BBC is not responsible for the content of external sites.""",
        title="Rockets kill 14 in north",
        outlet="BBC News",
        agencies=(),
        left=("Rockets kill 14 in north", "14 March 2022", "By Jane Roe", "BBC News"),
    ),
    "newspaper": Site(
        page="""\
Support the Guardian
Available for everyone, funded by readers
Print subscriptions
News
Opinion
This article is more than 1 year old
Rockets kill at least 14 at market in northern town

Mon 14 Mar 2022 18.23 GMT
Last modified on Tue 15 Mar 2022 05.12 GMT

P1

Sign up to First Edition
Free daily newsletter
Our morning email breaks down the key stories of the day, telling you what's happening
Enter your email address

P2

P3

Explore more on these topics
War
More on this story
Rebels close in on capital as talks fail
10 Mar 2022
Most viewed""",
        title="Rockets kill at least 14 at market in northern town",
        outlet="The Guardian",
        agencies=(),
        left=(
            "Rockets kill at least 14 at market in northern town",
            "Mon 14 Mar 2022 18.23 GMT",
            "Last modified on Tue 15 Mar 2022 05.12 GMT",
        ),
    ),
    "channel with a list inside": Site(
        page="""\
News|Conflict
Rockets kill at least 14 in Idra market
UN calls for ceasefire as some 4,000 flee to the border.

Rescue workers at the market in Idra [Omar Sami/Anadolu Agency]
By Al Jazeera Staff
Published On 14 Mar 2022

P1

KEEP READING
list of 2 items
list 1 of 2
Rebels close in on capital
list 2 of 2
Photos: Idra under fire
end of list

P2

P3

SOURCE: AL JAZEERA""",
        title="Rockets kill at least 14 in Idra market",
        outlet="Al Jazeera",
        agencies=(),
        left=(
            "Rockets kill at least 14 in Idra market",
            "UN calls for ceasefire as some 4,000 flee to the border.",
            "By Al Jazeera Staff",
            "Published On 14 Mar 2022",
            "SOURCE: AL JAZEERA",
        ),
    ),
    "cable channel": Site(
        page="""\
Published March 14, 2022 6:23pm EDT
Rockets kill 14 at northern market, officials say
By Jane Roe | Fox News
Facebook Twitter Threads Flipboard Comments Print Email
NEWYou can now listen to Fox News articles!

P1

REBELS CLOSE IN ON CAPITAL AS TALKS FAIL

P2

CLICK HERE TO GET THE FOX NEWS APP

P3

The Associated Press contributed to this report.

Jane Roe is a reporter for Fox News Digital covering world affairs.""",
        title="Rockets kill 14 at northern market, officials say",
        outlet=None,
        agencies=("AP",),
        left=(
            "Published March 14, 2022 6:23pm EDT",
            "Rockets kill 14 at northern market, officials say",
            "By Jane Roe | Fox News",
            "The Associated Press contributed to this report.",
        ),
    ),
    "agency": Site(
        page="""\
14 MAR 2022, 18:23
Army denies shelling Idra
© Press Service of the Defense Ministry/TASS

P1

P2

P3""",
        title="Army denies shelling Idra",
        outlet=None,
        agencies=(),
        left=("14 MAR 2022, 18:23", "Army denies shelling Idra"),
    ),
    "press release": Site(
        page="""\
United States Central Command
NEWS RELEASE
HEADQUARTERS UNITED STATES CENTRAL COMMAND
Phone: (000) 000-0000

FOR IMMEDIATE RELEASE
March 14, 2022
Release Number 20220314-01

U.S. forces conduct strike near Idra

P1

P2

P3

-30-""",
        title="U.S. forces conduct strike near Idra",
        outlet="United States Central Command",
        agencies=(),
        left=(
            "United States Central Command",
            "NEWS RELEASE",
            "HEADQUARTERS UNITED STATES CENTRAL COMMAND",
            "Phone: (000) 000-0000",
            "FOR IMMEDIATE RELEASE",
            "March 14, 2022",
            "Release Number 20220314-01",
            "U.S. forces conduct strike near Idra",
        ),
    ),
    "local site": Site(
        page="""\
Rockets kill 14 in Idra market
By Khaama Press
On Mar 14, 2022
Share this: Facebook, Twitter, WhatsApp
P1
P2
P3
Related Items: Idra, rockets
Previous Post
Girls' schools to reopen
Next Post
Price of bread doubles
Comments
Leave a Reply
Your email address will not be published. Required fields are marked *
Name *""",
        title="Rockets kill 14 in Idra market",
        outlet=None,
        agencies=("Khaama Press",),
        left=("Rockets kill 14 in Idra market", "By Khaama Press", "On Mar 14, 2022"),
    ),
}


def report_of(site: Site) -> Report:
    text = site.page
    for name, paragraph in REPORT.items():
        text = text.replace(name, paragraph)
    return read_text(text)


def unmarked(report: Report) -> list[str]:
    text = list(report.text)
    for stretch in report.boilerplate:
        text[stretch.start : stretch.end] = " " * (stretch.end - stretch.start)
    return [line.strip() for line in "".join(text).splitlines() if line.strip()]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_only_the_report_and_its_masthead_are_left(site: Site) -> None:
    left = unmarked(report_of(site))
    assert [line for line in left if line in REPORT.values()] == list(REPORT.values())
    assert tuple(line for line in left if line not in REPORT.values()) == site.left


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_the_masthead_is_read(site: Site) -> None:
    report = report_of(site)
    assert report.title == site.title
    assert report.agencies == site.agencies
    assert report.published.from_ == "2022-03-14"
    assert site.outlet is None or report.outlet == site.outlet
