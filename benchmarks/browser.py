"""How long the app takes to answer, measured in a real browser: `python -m benchmarks.browser [--large] [FOLDER]`.

On the demo and on M of `benchmarks/pooled.py` (30,000 people, 60,000 ties), with `--large` also on L (250,000 and
400,000): from the start of the process to the first page, then every page and the usual clicks, in one tab. A click is
timed inside the page, from just before it until the script has run and nothing follows. In FOLDER the filled stores
are kept for the next time, since importing L takes half an hour.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.neo4j import imports
from benchmarks.pooled import L, M, Pooled, Size
from graph import curate, demo
from graph.store import open_store
from graph.store.base import GraphStore
from tests.browsing import at_rest, settled, visit
from tests.pages import PAGES
from tests.served import CHROMIUM_FLAGS, chromium, serve, stop

STARTS = 3
"""Processes that are started; the median is told."""
TIMES = 5
"""How often a click is repeated; the median is told."""
TARGETS = 14
"""Companies on the target list, of 20 to 60 people each."""
PATIENCE = 120_000
"""Milliseconds after which a step has failed."""
QUIET = 150
"""Milliseconds without another run of the script after which a click counts as answered."""

WATCH = """() => {
  window.begun = performance.now(); window.answered = null;
  window.watcher?.disconnect();
  window.watcher = new MutationObserver(() => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
    window.answered = state === "notRunning" ? performance.now() : null;
  });
  window.watcher.observe(document, {subtree: true, attributeFilter: ["data-test-script-state"]});
}"""
ANSWERED = f"() => window.answered !== null && performance.now() - window.answered > {QUIET}"

Act = Callable[[], object]


def main() -> None:
    """Measures and prints the table."""
    asked = [argument for argument in sys.argv[1:] if argument != "--large"]
    sizes = [None, M, L] if "--large" in sys.argv else [None, M]
    with tempfile.TemporaryDirectory() as temporary:
        kept = Path(asked[0]) if asked else Path(temporary)
        kept.mkdir(exist_ok=True)
        tables = [_measured(_stored(size, kept)) for size in sizes]
    print(f"| what | {' | '.join(name for name, _ in tables)} |\n|---|{'---:|' * len(tables)}")
    for what in tables[0][1]:
        print(f"| {what} | {' | '.join(table[what] for _, table in tables)} |")


def _stored(size: Size | None, folder: Path) -> Path:
    """A store of a size with a target list, filled when it is not there yet."""
    path = folder / f"{size.name if size else 'demo'}.db"
    with closing(open_store(str(path))) as store:
        if not store.runs() and size:
            imports(store, Pooled(size))
        elif not store.runs():
            demo.fill(store)
        if not store.targets():
            _add_targets(store)
    return path


def _add_targets(store: GraphStore) -> None:
    usual = [one.name for one, people in store.organizations() if 20 <= people <= 60]
    for name in usual[:TARGETS]:
        curate.add_target(store, name, at=datetime.now(UTC))


def _measured(stored: Path) -> tuple[str, dict[str, str]]:
    """The column of a store: its heading and each figure."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        shutil.copy(stored, data / "intrograph.db")
        with closing(open_store(str(data / "intrograph.db"))) as store:
            held = store.status()
        table: dict[str, str] = {}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            starts = [_first_page(browser, data) for _ in range(STARTS)]
            table["process start to first page, s"] = f"{statistics.median(starts):.1f}"
            with _served(data) as (address, process):
                page = _new_page(browser)
                visit(page, address)
                table |= _pages(page) | _clicks(page, address)
                table["memory of the server at the end, MB (most)"] = _memory(process)
            browser.close()
    return f"{held.people:,} people, {held.ties:,} ties", table


def _first_page(browser: Browser, data: Path) -> float:
    """Seconds from the start of a process until the first page stands; a new browser tab asks as soon as it listens."""
    page = _new_page(browser)
    start = time.perf_counter()
    with _served(data) as (address, _):
        visit(page, address)
        taken = time.perf_counter() - start
        page.close()
    return taken


def _pages(page: Page) -> dict[str, str]:
    """Each page by a click on its name: the first time in this process, and the median of further times."""
    links = page.get_by_test_id("stSidebarNavLink")
    names = [one.inner_text().splitlines()[-1] for one in links.all()]
    taken: dict[str, list[float]] = {}
    for _ in range(TIMES + 1):
        for place in [*range(1, len(PAGES)), 0]:
            taken.setdefault(names[place], []).append(_answered(page, links.nth(place).click))
    return {
        f"open {name}, ms: first, then": f"{times[0]:,.0f}, {statistics.median(times[1:]):,.0f}"
        for name, times in taken.items()
    }


def _clicks(page: Page, address: str) -> dict[str, str]:
    """The usual clicks, each several times."""
    return {
        f"{what}, ms": f"{statistics.median([_answered(page, act) for act in acts]):,.0f}"
        for what, acts in (
            ("choose a company", _companies(page, address)),
            ("choose a path", _paths(page, address)),
            ("limit introducers", _limits(page, address)),
            ("search a person", _searches(page, address)),
            ("select a person", _rows(page, address)),
        )
    }


def _companies(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/introductions")
    chooser = page.get_by_role("combobox", name="Company")
    for place in range(1, TIMES + 1):
        chooser.click()
        option = page.get_by_role("option").nth(place)
        expect(option).to_be_visible()
        yield option.click
        settled(page)


def _paths(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/introductions")
    for place in range(TIMES):
        button = page.get_by_role("button", name="Show this path").nth(place % 2)
        expect(button).to_be_visible()
        yield button.click


def _limits(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/introductions")
    for hops in ("1", "2", "3", "1", "2"):
        yield page.locator(".st-key-hops").get_by_text(hops, exact=True).click


def _searches(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/people")
    box = page.get_by_placeholder("Name, company, title or e-mail")
    for text in ("mar", "ana", "lee", "fam", "giv"):
        box.fill("")
        settled(page)
        yield partial(box.fill, text)


def _rows(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/people")
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas").first).to_be_visible()
    for row in range(TIMES):
        yield partial(table.click, position={"x": 18, "y": 52 + 35 * row})


def _answered(page: Page, act: Act) -> float:
    """Milliseconds from just before an act until the page stands still."""
    at_rest(page)
    page.evaluate(WATCH)
    act()
    page.wait_for_function(ANSWERED)
    taken: float = page.evaluate("window.answered - window.begun")
    return taken


def _memory(process: subprocess.Popen[bytes]) -> str:
    status = Path(f"/proc/{process.pid}/status").read_text()
    held = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    now, most = (int(held[name].split()[0]) / 1e3 for name in ("VmRSS", "VmHWM"))
    return f"{now:,.0f} ({most:,.0f})"


@contextmanager
def _served(data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    address, process = serve(data, data)
    try:
        yield address, process
    finally:
        stop(process)


def _new_page(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1360, "height": 960})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return page


if __name__ == "__main__":
    main()
