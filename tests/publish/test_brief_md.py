"""The Markdown brief."""

from __future__ import annotations

import pytest
from drills import drills
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pages import one_claim

from muster.publish import brief_markdown, event_markdown
from muster.publish.brief_md import escaped

DIGEST = """\
# Drills

Reports of 6 Jul – 10 Aug 2021: 9 reports, 8 outlets, 26 origins; 23 events from 39 claims.

## What happened

- 2021, under way: **Flight** Afghans (displaced about 390,000 Afghans; according to United Nations)
- 22 Jun 2021 **Capture** Taliban – Shir Khan Bandar (according to The Amu Ledger)
"""

DISPUTE = """\
**Status**: capture, Taliban – Spin Boldak (14 Jul 2021)

- **Happened**: Kabul River Times, 16 Jul 2021
- **Denied**: Afghan Interior Ministry (Kabul River Times, 16 Jul 2021)
"""

EVENT = """\
### Russia: deploy, Lyaur range

Happened; 1 report; 1 origin; e-tanks; part of Russia, Tajikistan, Uzbekistan: exercise, Kharb-Maidon

Where: **Lyaur range**; Who: **Russia**; Distance: **200 km**

> **Russian** tanks **drove** **200 kilometres** from the **Lyaur range** to reach the area, the district said. – Central Military District (Pamir Courier, 6 Aug 2021)
"""  # noqa: E501


def test_a_statement_was_said_and_a_state_holds() -> None:
    assert event_markdown(drills(), "e-warning").splitlines()[2] == "Said; 1 report; 1 origin; e-warning"
    assert event_markdown(drills(), "e-border").splitlines()[2] == "Holds; 1 report; 1 origin; e-border"
    assert event_markdown(drills(), "e-control").splitlines()[2] == "Claimed and denied; 1 report; 2 origins; e-control"


@pytest.mark.parametrize("part", [DIGEST, DISPUTE, EVENT], ids=["digest", "dispute", "event"])
def test_parts_of_the_brief(part: str) -> None:
    assert part in brief_markdown(drills(), title="Drills")


def test_one_event_is_that_part_of_the_brief() -> None:
    assert event_markdown(drills(), "e-tanks") == EVENT
    with pytest.raises(KeyError, match="e-none"):
        event_markdown(drills(), "e-none")


def test_places_without_coordinates_are_listed() -> None:
    assert "## Places without coordinates\n\n- Lyaur range, Tajikistan\n" in brief_markdown(drills())


@given(st.text())
def test_escaped_text_renders_as_itself(text: str) -> None:
    inline = MarkdownIt("commonmark").disable("entity").render(escaped(text))
    assert not any(f"<{tag}" in inline for tag in ("h1", "ul", "ol", "blockquote", "a ", "em", "strong", "code", "hr"))


@pytest.mark.parametrize(
    "text",
    ["[a](javascript:x)", "<script>", "# Head", "* * *", "1. list", "> quote", "`code`", "a | b", "---", "===", "+ x"],
)
def test_hostile_text_opens_nothing(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(brief_markdown(one_claim(text)))
    assert "<script" not in rendered
    assert "href" not in rendered
    assert "<code" not in rendered
    assert "<h1>Situation brief</h1>" in rendered
    assert rendered.count("<h1") == 1
