"""The HTML brief in a real browser, with the network cut off: values lead to their words, the filter filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drills import drills
from pages import one_claim

from muster.publish import brief_html

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
if not CHROMIUM.exists():
    pytest.skip(f"no browser at {CHROMIUM}: apt-get install chromium", allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(brief_html(drills(), title="Drills"), encoding="utf-8")
    return path


def opened(browser: Any, path: Path, **options: Any) -> tuple[Any, list[str]]:
    """The page at ``path`` and a list that fills with console messages, errors and requests other than for itself."""
    page = browser.new_context(offline=True, **options).new_page()
    page.set_default_timeout(10_000)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: trouble.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, trouble


def test_a_click_on_a_value_shows_its_words_in_the_report_and_escape_goes_back(browser: Any, brief: Path) -> None:
    page, trouble = opened(browser, brief)
    value = page.locator("#group-happened .event", has_text="Lyaur range").get_by_text("200 km", exact=True)
    value.click()
    assert page.inner_text("#reader .hit") == "200 kilometres"
    assert page.locator("#reader .hit").evaluate("e => e === document.activeElement")
    assert "Pamir Courier" in page.inner_text("#reader summary >> nth=0")
    hit, window = page.locator("#reader .hit").bounding_box(), page.viewport_size
    assert 0 <= hit["y"] <= window["height"] - hit["height"]
    page.keyboard.press("Escape")
    assert page.locator("#reader").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "200 km"
    assert trouble == []


def test_the_filter_by_words_type_status_and_dispute(browser: Any, brief: Path) -> None:
    page, trouble = opened(browser, brief)

    def shown() -> list[str]:
        return sorted(card.get_attribute("data-type") for card in page.locator(".event:visible").all())

    assert len(shown()) == 23
    page.fill("input[name=words]", "spin BOLDAK")
    assert shown() == ["accuse", "capture", "capture", "supply"]
    page.select_option("select[name=type]", "supply")
    assert page.inner_text("#shown") == "1 of 23 events"
    assert page.locator("#group-happened").is_hidden()
    page.click("#filter button[type=reset]")
    page.check("input[name=disputed]")
    assert shown() == ["capture", "capture", "control", "exercise", "supply"]
    page.uncheck("input[name=status][value=contested]")
    assert shown() == ["exercise"]
    assert trouble == []


def test_the_map_has_its_points_and_a_point_leads_to_its_events(browser: Any, brief: Path) -> None:
    page, trouble = opened(browser, brief)
    pins = page.locator(".pin")
    assert pins.count() == 9
    frame = page.locator("#map-drawing").bounding_box()
    for pin in pins.all():
        dot = pin.locator("circle").bounding_box()
        assert frame["x"] <= dot["x"] <= frame["x"] + frame["width"]
        assert frame["y"] <= dot["y"] <= frame["y"] + frame["height"]
        assert 9 <= dot["width"] <= 30
    before = page.get_attribute("#map-drawing", "viewBox")
    page.click("#map-tools button[value='+']")
    zoomed = page.get_attribute("#map-drawing", "viewBox")
    assert float(zoomed.split()[2]) < float(before.split()[2])
    page.focus("#map-drawing")
    page.keyboard.press("0")
    assert page.get_attribute("#map-drawing", "viewBox") == before
    page.locator(".pin[data-place='Kunduz']").click()
    assert page.inner_text("#shown") == "1 of 23 events, at Kunduz"
    assert [t.strip() for t in page.locator(".event:visible h4").all_text_contents()] == ["Taliban: capture, Kunduz"]
    assert trouble == []


def test_without_scripts_everything_can_be_read_and_a_link_leads_to_the_words(browser: Any, brief: Path) -> None:
    page, _ = opened(browser, brief, java_script_enabled=False)
    assert page.locator(".event").count() == 23
    assert page.locator("#filter").is_hidden()
    link = page.locator(".dispute a.say", has_text="Frontier Brief").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{target}")
    assert page.locator(target).is_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_its_window_even_with_endless_words(
    browser: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    path = tmp_path / "brief.html"
    path.write_text(brief_html(one_claim("Long" * 500), title="Title" * 80), encoding="utf-8")
    page, trouble = opened(browser, path, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert trouble == []


def test_hostile_text_runs_nothing(browser: Any, tmp_path: Path) -> None:
    text = '<img src=x onerror=alert(1)><script>alert(1)</script>" onclick=alert(1) javascript:alert(1)'
    path = tmp_path / "brief.html"
    path.write_text(brief_html(one_claim(text, outlet=text, source=text), title=text), encoding="utf-8")
    page, trouble = opened(browser, path)
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    page.locator(".facts a.say").first.click()
    assert page.inner_text("#reader .hit") == text
    assert trouble == []


def test_keys_alone_reach_a_value_and_its_words(browser: Any, brief: Path) -> None:
    page, _ = opened(browser, brief)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.locator(".dispute a.say").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#reader .hit").is_visible()
