"""What is marked as boilerplate, and above all what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.read import paragraphs
from muster.read.boilerplate import Page, mark

BODY = """\
Government troops retook the market town of Sarwan on Sunday after three days of street fighting, officials said.

The army said that eleven of its soldiers and some forty rebels had been killed, and that two bridges were mined.

Residents who had fled to the hills began to return in the evening, a local aid worker said by telephone."""


def kinds(page: Page) -> list[str | None]:
    return [None if kind is None else kind.value for kind in page.kinds]


def kind_of(paragraph: str, *, over: bool = False) -> str | None:
    """The kind of a paragraph under the report, or over it."""
    text = f"{paragraph}\n\n{BODY}" if over else f"{BODY}\n\n{paragraph}"
    return kinds(mark(paragraphs(text)))[0 if over else -1]


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Skip to main content", "navigation"),
        ("Share on Facebook  Share on X  Copy link", "navigation"),
        ("Home | World | Business | Sport | Weather", "navigation"),
        ("Home › World › South Asia", "navigation"),
        ("Advertisement", "navigation"),
        ("We use cookies to make this site work. Accept all", "navigation"),
        ("Media contact: Lt. Ana Roe, +00 000 000", "navigation"),
        ("Noticed an error in the text? Select it and press Ctrl+Enter", "navigation"),
        ("This article is more than 3 years old", "navigation"),
        ("Sign up for our newsletter and never miss a story.", "appeal"),
        ("Subscribe to The Valley Courier from 2 euros a month.", "appeal"),
        ("Follow us on Telegram and WhatsApp", "appeal"),
        ("You have read 2 of 4 free articles this month.", "appeal"),
        ("Do you have information about this? Write to tips@courier.example", "appeal"),
        ("Our reporters need you: support independent journalism with a donation. Donate now", "appeal"),
        ("Follow Jane Roe on Twitter: @janeroe", "appeal"),
        ("Read also: Bridge at Sarwan closed for repairs", "related"),
        ("RELATED: What we know about the Sarwan front", "related"),
        ("Read more about: Sarwan, Army", "related"),
        ("→ The week in pictures", "related"),
        ("https://courier.example/2019/05/06/sarwan-bridge", "related"),
        ("Photo: Jane Roe / Valley Press", "caption"),
        ("Soldiers patrol the market of Sarwan last month. (AP Photo/Jane Roe)", "caption"),
        ("FILE - Soldiers stand guard in Sarwan, May 6, 2019.", "caption"),
        ("A tank crosses the river near Sarwan. Ministry of Defence / TASS", "caption"),
        ("Smoke over Sarwan. Jane Roe/Reuters", "caption"),
        ("Image source, Getty Images", "caption"),
        ("minister-roe-at-sarwan-bridge.jpg", "caption"),
        ("12 comments", "comments"),
        ("Log in to comment", "comments"),
        ("Be the first to comment on this story", "comments"),
        ("© 2024 The Valley Courier. All rights reserved.", "disclaimer"),
        ("The views expressed in this article are the author's own and do not necessarily reflect ours.", "disclaimer"),
        ("The Ardan Front is an extremist organization banned in Russia.", "disclaimer"),
        ("*Recognised as a terrorist organisation and outlawed in Kazakhstan", "disclaimer"),
    ],
)
def test_boilerplate_is_marked_with_its_kind(paragraph: str, kind: str) -> None:
    assert kind_of(paragraph) == kind


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Ardan Front was banned in Russia as a terrorist organization on Tuesday, the prosecutor said.",
        "Russia has banned 12 groups as terrorist or extremist since May.",
        '"We need your support, your donations and your prayers," the commander said in a video message.',
        "Donors pledged a donation of 30 million dollars a month to the displaced, the agency said.",
        "The newspaper said its subscribers had been targeted and its newsletter hacked.",
        "Related to the attack, police detained four men in the suburb of Karsa.",
        "Read more widely, the statement also accuses the neighbouring state of arming the rebels.",
        "Video of the strike, which could not be verified, showed a burning lorry on the bridge.",
        "The photo, released by the army on Monday, shows three captured howitzers.",
        "Share prices fell after the shelling; the market opened again on Thursday.",
        "Support for the Ardan Front has grown since the army left the valley.",
        "Home guards from three villages joined the search on Sunday.",
        "Commenting on the raid, the minister said that no civilians had been hurt.",
        "Watch towers along the border were manned again on Friday, the governor said.",
        "Troops crossed the Sarwan/Ardan line before dawn.",
        "He told Reuters that the town had fallen.",
        "They were taken to the rear.",
    ],
)
def test_a_report_sentence_is_not_marked(paragraph: str) -> None:
    assert kind_of(paragraph) is None
    assert kind_of(paragraph, over=True) is None


@pytest.mark.parametrize(
    "headline",
    [
        "Army retakes Sarwan",
        "ARMY RETAKES SARWAN",
        "World powers urge calm in Sarwan",
        "Sarwan falls | Army says rebels are on the run",
        "Exclusive: army plans to leave Sarwan by June",
        "Live: fighting in Sarwan as rebels advance",
        "Related deaths rise in Sarwan",
        "Security",
    ],
)
def test_a_headline_over_the_report_is_not_marked_unless_it_is_a_section(headline: str) -> None:
    assert kind_of(headline, over=True) == ("navigation" if headline == "Security" else None)


def test_a_list_of_teasers_goes_with_its_heading() -> None:
    tail = "Read more\n\nborder\n\nRebels Close In on Karsa\n\nThe rebels have taken two villages east of Karsa."
    tail += "\n\nenergy\n\nWho Will Mend the Dam?\n\nEngineers say that the dam can be saved, if they are let through."
    page = mark(paragraphs(f"{BODY}\n\n{tail}"))
    assert kinds(page) == [None] * 3 + ["related"] * 7


def test_a_list_inside_the_report_ends_where_the_report_goes_on() -> None:
    first, second, third = BODY.split("\n\n")
    page = mark(paragraphs(f"{first}\n\nRead more\n\nRebels Close In on Karsa\n\n{second}\n\n{third}"))
    assert kinds(page) == [None, "related", "related", None, None]


def test_a_list_set_without_gaps_ends_at_the_first_gap() -> None:
    page = mark(paragraphs(f"Trending\nDam breaks\nCup final moved\n\nArmy retakes Sarwan\n\n{BODY}"))
    assert kinds(page) == ["related"] * 3 + [None] * 4


def test_an_appeal_goes_on_to_its_button() -> None:
    appeal = "A Message from The Valley Courier:\nDear readers,\nThe state has called this paper a spy.\n"
    appeal += "These acts are an attack on the press.\nWe will not be silent.\nRemind me later."
    page = mark(paragraphs(f"{BODY}\n{appeal}"))
    assert kinds(page) == [None] * 3 + ["appeal"] * 6


def test_an_appeal_without_a_button_ends_where_it_stops_speaking_of_itself() -> None:
    first, second, third = BODY.split("\n\n")
    appeal = "Dear reader,\nOur work costs money, and you can help us."
    page = mark(paragraphs(f"{first}\n\n{appeal}\n\n{second}\n\n{third}"))
    assert kinds(page) == [None, "appeal", "appeal", None, None]


def test_below_the_heading_of_the_comments_all_is_comments() -> None:
    page = mark(paragraphs(f"{BODY}\n\nCOMMENTS\nRoe: The army attacked first and everybody in town knows it well."))
    assert kinds(page)[-2:] == ["comments", "comments"]


def test_a_counter_of_comments_over_the_report_takes_nothing_along() -> None:
    assert kinds(mark(paragraphs(f"Comments (12)\n\n{BODY}"))) == ["comments", None, None, None]


def test_a_sentence_of_the_report_under_its_picture_is_a_caption() -> None:
    sentence = BODY.split("\n\n")[1]
    page = mark(paragraphs(f"{sentence} Valley Brigade press corps\n\n{BODY}"))
    assert kinds(page) == ["caption", None, None, None]


def test_a_repeated_sentence_without_a_credit_is_no_caption() -> None:
    page = mark(paragraphs(f"{BODY}\n\n{BODY}"))
    assert kinds(page) == [None] * 6


def test_the_name_over_a_menu_is_navigation() -> None:
    page = mark(paragraphs(f"Valley Courier\nNews | Trade | Letters | Tides\n\nArmy retakes Sarwan\n\n{BODY}"))
    assert kinds(page)[:3] == ["navigation", "navigation", None]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_marking_never_fails_and_its_stretches_are_in_order(text: str) -> None:
    page = mark(paragraphs(text))
    last = 0
    for stretch in page.boilerplate:
        assert last <= stretch.start < stretch.end <= len(text)
        last = stretch.end
