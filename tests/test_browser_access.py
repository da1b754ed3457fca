"""Every page in a real browser under axe-core: nothing that WCAG 2.2 A or AA forbids, light, dark, empty and full."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browsing import painted, settled, visit
from tests.conftest import StartApp
from tests.pages import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIOLATIONS = """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
  one => [one.id, one.nodes.map(node => node.html.slice(0, 300) + " " + node.failureSummary)])"""
FADING = 2_000
"""Milliseconds in which a page has taken on the colours of a theme, also on a busy machine."""
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
GROUNDS: tuple[tuple[Literal["light", "dark"], str], ...] = (
    ("light", "rgb(255, 255, 255)"),
    ("dark", "rgb(14, 16, 22)"),
)


def axe_file() -> Path:
    """axe-core as the package brings it; importing that would take its own ways to start a browser along."""
    found = find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return Path(found.origin).with_name("axe.min.js")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Lets axe into the page, which our policy forbids."""
    return {**browser_context_args, "bypass_csp": True}


@pytest.fixture(scope="module")
def empty(start_app: StartApp, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on an empty store."""
    return start_app(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def full(start_app: StartApp, tmp_path_factory: pytest.TempPathFactory, demo_file: Path) -> str:
    """The app on the demo network."""
    data = tmp_path_factory.mktemp("full")
    (data / "intrograph.db").write_bytes(demo_file.read_bytes())
    return start_app(data)


def violations(page: Page, address: str) -> list[Any]:
    """What axe finds on a page with all its folds open, in light and, after a switch, in dark."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visit(page, address)
    painted(page)
    page.add_script_tag(path=axe_file())
    found: list[Any] = []
    for scheme, ground in GROUNDS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_function(f"ground => {BACKGROUND} === ground", arg=ground)
        settled(page)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        found += [(scheme, *one) for one in lasting(page)]
    return found


def lasting(page: Page) -> list[Any]:
    """What axe finds and finds again when colours that were on their way have arrived."""
    found: list[Any] = page.evaluate(VIOLATIONS, RULES)
    if found:
        page.wait_for_timeout(FADING)
        found = page.evaluate(VIOLATIONS, RULES)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_page_shuts_nobody_out(name: str, page: Page, empty: str) -> None:
    assert violations(page, f"{empty}/{PAGES[name]}") == []


@pytest.mark.parametrize("name", PAGES)
def test_a_full_page_shuts_nobody_out(name: str, page: Page, full: str) -> None:
    assert violations(page, f"{full}/{PAGES[name]}") == []
