"""Ledger, ladder, life cycle and standing facts as the brief shows them."""

from __future__ import annotations

from drills import drills

from muster.publish import brief_html, brief_markdown, event_markdown, event_text


def test_a_state_holds_and_a_drill_takes_place() -> None:
    assert "**Holds**: Taliban (Steppe Dispatch, 10 Jul 2021)" in event_markdown(drills(), "e-control")
    assert "**Took place**" in event_markdown(drills(), "e-drill")


def test_the_life_cycle_has_its_sources() -> None:
    life = event_text(drills(), "e-drill").partition("Life cycle\n")[2].partition("\n\n")[0]
    steps = [line.split()[3] for line in life.splitlines() if line.startswith("  2") or line[2:4].strip().isdigit()]
    assert steps[:2] == ["Announced", "Under"] and "Took" in steps
    assert "for 5–10 Aug 2021" in " ".join(life.split())
    assert "Russian Ministry of Defence via Oxus News Agency" in " ".join(life.split())


def test_figures_stand_on_one_line_in_order_of_report_with_their_rules() -> None:
    told = " ".join(event_text(drills(), "e-drill").split())
    assert "about 1,000 → 1,800 → more than 2,500" in told
    assert "minimum 1,000 – by rule: the lowest total that anybody gives" in told
    brief = brief_markdown(drills())
    assert "- Troops, in order of report: **about 1,000**" in brief


def test_every_form_has_the_ledger_and_the_rules() -> None:
    assert "2 reports, 2 texts" in brief_markdown(drills())
    page = brief_html(drills())
    assert 'aria-label="Life cycle"' in page
    assert "The rules of these views" in page
    assert "2 reports, 2 texts" in page
