"""Title, outlet, byline and agencies of pages, each as a small page."""

from __future__ import annotations

import pytest

from muster.read import paragraphs
from muster.read.boilerplate import mark
from muster.read.masthead import Masthead, read_masthead

PROSE = "Government troops retook the market town of Sarwan on Sunday after three days of fighting, officials said."
MORE = "Eleven soldiers were killed, the army told the state news agency, and two bridges over the river were mined."
BODY = f"{PROSE}\n\n{MORE}"
TITLE = "Army retakes Sarwan after three days"


def masthead(text: str, **known: str) -> Masthead:
    return read_masthead(mark(paragraphs(text)), **known)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\n\n{BODY}", TITLE),
        (f"World | Asia | War\n\n{TITLE}\n\nBy Jane Roe\n5 June 2024\n\n{BODY}", TITLE),
        (f"SECURITY\n5 JUN, 10:14\n{TITLE}\nTwo bridges mined, says governor\n\n{BODY}", TITLE),
        (f"By Jane Roe\n\n{TITLE}\n\n{BODY}", TITLE),
        (f"FILE - A bridge near Sarwan in 2019. (AP Photo)\n\n{TITLE}\n\n{BODY}", TITLE),
        (f"MINISTRY OF DEFENCE\nPress Office\n\nPRESS RELEASE\n\n{TITLE}\n\n{BODY}", TITLE),
        (f"Valley Courier – news from the valley\n\n{TITLE}\n\n{BODY}\n\n© 2024 Valley Courier", TITLE),
        (BODY, None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert masthead(text).title == title


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        pytest.param(
            f"{TITLE}\n\nThe Valley Courier | Security | 5 June 2024\n\n{BODY}", "The Valley Courier", id="header"
        ),
        pytest.param(
            f"{TITLE}\nUpper Valley Post, Sarwan, June 5, 2024\n\n{BODY}", "Upper Valley Post", id="with place"
        ),
        pytest.param(
            f"VALLEY OF ROSES HERALD | 5 June 2024\n{TITLE}\n\n{BODY}", "Valley of Roses Herald", id="capitals"
        ),
        pytest.param(
            f"Valley Weekly\nHome | World | Sport | Video\n\n{TITLE}\n\n{BODY}", "Valley Weekly", id="over menu"
        ),
        pytest.param(
            f"{TITLE}\n\n{BODY}\n\n© 2019-2024 Valley Courier. All rights reserved.", "Valley Courier", id="rights"
        ),
        pytest.param(f"{TITLE}\n\n{BODY}\n\nSupport The Kyiv Independent\nDonate now", "Kyiv Independent", id="appeal"),
        pytest.param(f"{TITLE}\n\nBy RFE/RL's Tajik Service\n\n{BODY}", "RFE/RL", id="desk"),
        pytest.param(f"{TITLE}\n\nPosted by Dune Wire · 5 June 2024\n\n{BODY}", "Dune Wire", id="posted by"),
        pytest.param(f"{TITLE}\n\nBy Jane Roe, The Dune Review\n\n{BODY}", "The Dune Review", id="after author"),
        pytest.param(
            f"MINISTRY OF DEFENCE\n\nPRESS RELEASE\n\n{TITLE}\n\n{BODY}", "Ministry of Defence", id="letterhead"
        ),
        pytest.param(f"{TITLE}\n\nSARWAN (AFP) - {PROSE}\n\n{MORE}", "AFP", id="agency's own page"),
        pytest.param(
            f"Dune Desk | 5 June 2024\n{TITLE}\n\n{BODY}\n\nTwo families had left, a baker told Dune Desk by phone.",
            "Dune Desk",
            id="spoken to",
        ),
        pytest.param(f"Jane Roe | 5 June 2024\n{TITLE}\n\n{BODY}", None, id="perhaps a person"),
        pytest.param(f"Security | 5 June 2024\n{TITLE}\n\n{BODY}", None, id="a section"),
        pytest.param(f"{TITLE}\n\nBy AFP\n\n{BODY}", None, id="an agency's copy elsewhere"),
        pytest.param(f"Army Seizes Border Post\n\n{BODY}", None, id="a headline with an outlet's noun"),
        pytest.param(f"{TITLE}\n\n{BODY}", None, id="nothing"),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert masthead(text).outlet == outlet


def test_what_metadata_say_goes_before_what_the_page_shows() -> None:
    page = f"{TITLE}\n\nThe Valley Courier | 5 June 2024\n\n{BODY}"
    assert masthead(page, outlet="Times of Israel").outlet == "The Times of Israel"
    assert masthead(page, host="edition.cnn.com").outlet == "CNN"
    assert masthead(page, host="nobody.example").outlet == "The Valley Courier"
    assert masthead(BODY, host="www.nobody.example").outlet == "nobody.example"
    assert masthead(page, title="Another", byline="John Roe").title == "Another"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("By JANE ROE and JOHN DOE", "JANE ROE and JOHN DOE"),
        ("By Jane Roe | 5 June 2024 | Sarwan", "Jane Roe"),
        ("By Jane Roe, 5 June 2024", "Jane Roe"),
        ("5.06.2024, 10:12      Author: J. Roe       Views: 12", "J. Roe"),
        ("Jane Roe, our correspondent in Sarwan", "Jane Roe"),
        ("By our correspondent in Sarwan", "our correspondent in Sarwan"),
        ("By dawn the shelling had stopped", None),
        ("By-election in Sarwan put off", None),
    ],
)
def test_byline(line: str, byline: str | None) -> None:
    assert masthead(f"{TITLE}\n\n{line}\n\n{BODY}").byline == byline


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        pytest.param(f"SARWAN (AP) — {PROSE}", ("AP",), id="AP"),
        pytest.param(f"SARWAN, August 10. /TASS/. {PROSE}", ("TASS",), id="TASS"),
        pytest.param(f"SARWAN, June 5 (Xinhua) -- {PROSE}", ("Xinhua",), id="Xinhua"),
        pytest.param(f"SARWAN, Nov 11 2024 (Reuters) - {PROSE}", ("Reuters",), id="Reuters with year"),
        pytest.param(f"SARWAN, Country, June 5 (Associated Press) – {PROSE}", ("AP",), id="full name"),
        pytest.param(f"SARWAN (Dune Basin News) - {PROSE}", ("Dune Basin News",), id="unknown agency"),
        pytest.param(f"{TITLE}\n\nBy AFP\n\n{BODY}", ("AFP",), id="byline"),
        pytest.param(f"{TITLE}\n\nBy Jane Roe, Reuters\n\n{BODY}", ("Reuters",), id="after author"),
        pytest.param(f"{TITLE}\n\nReuters\n\n{BODY}", ("Reuters",), id="alone on a line"),
        pytest.param(f"{BODY}\n\nAFP contributed reporting.", ("AFP",), id="credit"),
        pytest.param(f"{BODY}\n\nBased on reports by Reuters and dpa", ("Reuters", "dpa"), id="two agencies"),
        pytest.param(f"{BODY}\n\nWith reporting by Interfax and QPN", ("Interfax", "QPN"), id="unknown acronym"),
        pytest.param(f"{BODY}\n\nAssociated Press writer Jane Roe contributed to this report.", ("AP",), id="writer"),
        pytest.param(f"{BODY} (PTI)", ("PTI",), id="signature"),
        pytest.param(f"{BODY} - Interfax-AVN", ("Interfax-AVN",), id="signature after dash"),
        pytest.param(f"{BODY}\n\n(Reporting by Jane Roe; Editing by John Doe)", ("Reuters",), id="Reuters desk"),
        pytest.param(f"{BODY}\n\nInterfax reported that the bridges were mined.", (), id="only quoted"),
        pytest.param(f"{PROSE}\n\nA doctor told Reuters that he had counted nine.\n\n{MORE}", (), id="spoken to"),
        pytest.param(f"{BODY}\n\nSarwan in June. Jane Roe / AFP", (), id="a picture's"),
        pytest.param(f"The town of Sarwan (pop. 12,000) - {PROSE}", (), id="no dateline"),
    ],
)
def test_agencies(text: str, agencies: tuple[str, ...]) -> None:
    assert masthead(text).agencies == agencies
