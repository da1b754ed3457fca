"""Hostile texts on every page, in a real browser without our policy: what is escaped needs no backstop."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph import curate
from graph.ingest import IngestOptions, ingest
from graph.owners import Owner
from graph.store import open_store
from importers import read
from importers.base import SourceFile
from tests.browsing import painted, visit
from tests.conftest import OpenPage, StartApp
from tests.hostile_on_screen import MARKDOWN, SCRIPTS, STREAMLIT, TEXTS, cards, company, connections
from tests.pages import PAGES
from tests.test_view_pages import markdown_of, markup_of
from views.text import clean, html, markdown

TARGETS = (SCRIPTS[0], SCRIPTS[2], MARKDOWN[0], MARKDOWN[2], STREAMLIT[0], STREAMLIT[5])
"""Companies on the target list, where their names are titles, links and labels."""
FOREIGN = """() => [...document.querySelectorAll("a[href], img, iframe, object, embed, link[href], form[action]")]
  .map(one => one.href || one.src || one.action || one.data || "srcdoc")
  .filter(place => !place.startsWith(location.origin) && !/^(data:|blob:)/.test(place))"""
MATHS = ".katex, .stMarkdown [data-testid=stMarkdownContainer] :is(del, table, blockquote, h1, h4)"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Takes our policy away."""
    return {**browser_context_args, "bypass_csp": True}


def fill(data: Path) -> None:
    """All texts, imported as files of ego's and of a friend who is called as badly."""
    store = open_store(str(data / "intrograph.db"))
    options = IngestOptions(at=datetime.now(UTC))
    for name, content, owner in (
        ("Connections.csv", connections(), Owner()),
        ("contacts.vcf", cards(), Owner()),
        (f"{SCRIPTS[2].replace('/', '')}.csv", connections(), Owner(name=MARKDOWN[0])),
    ):
        reading = read([SourceFile.from_bytes(name, content)])
        ingest(store, reading.files, reading.records(), owner=owner, options=options)
    for target in TARGETS:
        curate.add_target(store, company(target), role=target, at=datetime.now(UTC))
    store.close()


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store full of hostile texts."""
    data = tmp_path_factory.mktemp("hostile")
    fill(data)
    return data / "intrograph.db"


@pytest.fixture(scope="module")
def hostile(start_app: StartApp, hostile_file: Path) -> str:
    """The app on it."""
    return start_app(hostile_file.parent)


def test_there_are_enough_hostile_texts_and_each_is_another() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 60


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_hostile_text_leaves_nothing_live_in_markdown_or_markup(text: str) -> None:
    escaped = markdown(text)
    live = (sign for before, sign in zip(f" {escaped}", escaped, strict=False) if before != "\\" and sign.isascii())
    assert all(sign.isalnum() or sign in " \\" for sign in live)
    assert "www." not in escaped.replace("\\", "")
    marked = html("<b>{text}</b>", text=text)
    assert not set(marked.removeprefix("<b>").removesuffix("</b>")) & set("<>\"'")
    assert len(clean(text)) <= 300


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_given_a_live_hostile_text(
    name: str, hostile_file: Path, empty_data: Path, open_page: OpenPage
) -> None:
    (empty_data / "intrograph.db").write_bytes(hostile_file.read_bytes())
    test = open_page(name)
    assert not test.exception
    said, marked = markdown_of(test), markup_of(test)
    assert [text for text in (*SCRIPTS, *MARKDOWN, *STREAMLIT) if clean(text) in said and markdown(text) != text] == []
    assert [text for text in SCRIPTS if text in marked and "<" in text] == []


def harm(page: Page) -> list[Any]:
    """What has come of hostile texts: scripts, things from elsewhere, formulas, a page that is pushed apart."""
    found: list[Any] = [page.evaluate("window.owned")] if page.evaluate("'owned' in window") else []
    found += page.evaluate(FOREIGN)
    found += page.locator(MATHS).all_inner_texts()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{wide} pixels too wide"] if wide > 0 else [])


@pytest.mark.parametrize("name", PAGES)
def test_hostile_names_are_shown_as_text_on_every_page(name: str, page: Page, hostile: str) -> None:
    visit(page, f"{hostile}/{PAGES[name]}")
    painted(page)
    assert harm(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    painted(page)
    assert harm(page) == []


@pytest.mark.parametrize("place", range(len(TARGETS)))
def test_ways_into_a_hostile_company_are_text_and_so_is_the_person_on_them(
    place: int, page: Page, hostile: str
) -> None:
    visit(page, f"{hostile}/introductions")
    chooser = page.get_by_role("combobox", name="Company")
    chooser.click()
    page.get_by_role("option").nth(place).click()
    visible = page.get_by_test_id("graph")
    expect(visible).to_have_attribute("data-ready", "1")
    visible.hover()
    page.get_by_role("button", name="Number").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-person_card")).to_contain_text("Number")
    painted(page)
    assert harm(page) == []
