"""What browser tests do with a page: open it, wait until it stands still, look at its graph."""

from playwright.sync_api import Locator, Page, expect


def settled(page: Page) -> None:
    """Waits until the page has its title and its script has run."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)


def at_rest(page: Page) -> None:
    """Waits until the script has run, also where a dialog or a list lies over the page."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def visit(page: Page, address: str) -> None:
    """Opens an address and waits until the page stands still."""
    page.goto(address)
    settled(page)


def ready_graph(page: Page) -> Locator:
    """The graph, once it is painted."""
    graph = page.get_by_test_id("graph")
    expect(graph).to_have_attribute("data-ready", "1")
    return graph


def painted(page: Page) -> None:
    """Waits until everything on the page is there: letters, tables and graphs."""
    page.wait_for_load_state("networkidle")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready")
    for graph in page.get_by_test_id("graph").all():
        expect(graph).to_have_attribute("data-ready", "1")
