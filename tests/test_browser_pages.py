"""Insights, People and Targets in a real browser: pictures that are painted, cells that are clicked and edited."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

StartApp = Callable[[Path], str]

ROW = 35
"""Pixels of a table's row, as Streamlit draws it."""


@pytest.fixture(scope="module")
def demo(start_app: StartApp, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on the made-up network."""
    data = tmp_path_factory.mktemp("demo_pages")
    shutil.copy(demo_file, data / "intrograph.db")
    return start_app(data)


def still(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def cell(table: Locator, row: int, x: int) -> None:
    """Clicks into a row (the first is 1), `x` pixels from the left."""
    table.locator(".dvn-scroller").click(position={"x": x, "y": ROW * row + ROW // 2})


def test_insights_are_painted_and_lead_to_the_people_they_name(page: Page, demo: str) -> None:
    page.goto(f"{demo}/insights")
    expect(page.get_by_role("heading", name="Insights", level=1)).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg")).to_have_count(3)
    expect(page.locator(".st-key-insight_brokers")).to_contain_text("carries most")
    page.locator(".st-key-insight_dormant").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    expect(page.locator(".st-key-dossier")).to_be_visible()
    assert "person=" in page.url


def test_on_a_phone_no_page_is_wider_than_the_screen(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("insights", "people", "targets"):
        page.goto(f"{demo}/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        still(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def table_of(page: Page, address: str) -> Locator:
    """The table of a page that is opened, once it is drawn."""
    page.goto(address)
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas").first).to_be_visible()
    still(page)
    return table


def test_a_click_on_a_name_opens_the_person(page: Page, demo: str) -> None:
    table = table_of(page, f"{demo}/people")
    cell(table, 2, 120)
    expect(page.locator(".st-key-dossier")).to_contain_text("What happened")
    page.get_by_role("button", name="I know them well").click()
    expect(page.locator(".st-key-closeness")).to_contain_text("You said: I know them well.")


def test_a_role_is_written_into_the_table_and_kept(page: Page, demo: str) -> None:
    table = table_of(page, f"{demo}/targets")
    cell(table, 1, 72 + 160 + 122 + 138 + 40)
    page.keyboard.press("Enter")
    page.locator("textarea.gdg-input").fill("Head of Browsers")
    page.keyboard.press("Enter")
    expect(page.locator("[class*=st-key-target_]")).to_contain_text("Head of Browsers")


def test_after_an_edit_the_next_cell_is_reached_by_the_keyboard(page: Page, demo: str) -> None:
    table = table_of(page, f"{demo}/targets")
    cell(table, 2, 72 + 160 + 122 + 138 + 40)
    for role in ("First of All", "Second to None"):
        page.keyboard.press("Enter")
        page.locator("textarea.gdg-input").fill(role)
        page.keyboard.press("Enter")
        expect(page.locator("[class*=st-key-target_]")).to_contain_text(role)
        still(page)
        page.keyboard.press("ArrowUp")


def test_on_a_phone_the_tab_key_goes_down_the_page(page: Page, demo: str) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 7})  # as slow as a phone
    page.set_viewport_size({"width": 390, "height": 844})
    table = table_of(page, f"{demo}/people")
    cell(table, 2, 120)
    expect(page.locator(".st-key-dossier")).to_contain_text("What happened")
    still(page)
    page.get_by_placeholder("Name, company, title or e-mail").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.st-key-dossier') !== null")
