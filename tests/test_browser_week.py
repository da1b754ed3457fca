"""A week in a real browser: from the plan to the introduction, with words that only the user can send."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from graph.outreach.asking import asks
from graph.owners import Owner
from tests.test_browser import MAYAS, MINE
from tests.test_view_pages import bring_in, kept

StartApp = Callable[[Path], str]


@pytest.fixture
def seeking(start_app: StartApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Dana knows Maya, who knows Raj at Globex, her target; she has not said yet what she looks for."""
    monkeypatch.setenv("INTROGRAPH_STORE", str(tmp_path / "intrograph.db"))
    bring_in(tmp_path, MINE)
    bring_in(tmp_path, MAYAS, Owner(name="Maya Berg"))
    return start_app(tmp_path)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def test_from_the_focus_over_the_plan_to_the_introduction(page: Page, seeking: str, tmp_path: Path) -> None:
    page.goto(f"{seeking}/week")
    press(page, "Paste a list")
    page.get_by_label("One company a line").fill("Globex")
    page.get_by_label("One company a line").blur()
    press(page, "Add them")
    page.get_by_label("The role").fill("Product Manager")
    page.get_by_label("What you offer").fill("I rebuilt billing for 4,000 customers")
    page.get_by_label("Why these companies").fill("they sell to small clinics")
    press(page, "Keep it")
    press(page, "Plan this ask")
    page.get_by_text("Words to send", exact=True).click()
    link = page.get_by_role("link", name="Open in mail").first
    expect(link).to_have_attribute("href", re.compile("^mailto:maya@example.com"))
    assert "Would you be comfortable introducing me to Raj Iyer?" in unquote(link.get_attribute("href") or "")
    for label in ("I asked Maya", "Maya agreed", "Maya asked Raj", "Raj agreed", "We were introduced"):
        press(page, label)
    expect(page.locator("[class*='st-key-ask_a1']").first).to_contain_text("Write to Raj, and thank Maya.")
    (ask,) = asks(kept(tmp_path))
    assert ask.state.value == "introduced"


def test_on_a_phone_nothing_is_cut_off(page: Page, seeking: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{seeking}/week")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
