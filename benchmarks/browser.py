"""How long the app takes to answer, measured in a real browser: `python -m benchmarks.browser FOLDER [SIZE ...]`.

A size is "demo", "M" or "L" of `benchmarks/pooled.py`, or "N", of fifty thousand people; without any, demo and M. From
the start of the process to the first page, then in a new tab every page and the usual clicks (`benchmarks/clicks.py`),
and the first click after another process has put down a target or imported. In FOLDER the filled stores are kept for
the next time, since importing L takes half an hour.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.clicks import PATIENCE, TIMES, Tab, Taken, frames, listen, told, usual
from benchmarks.neo4j import imports
from benchmarks.pooled import L, M, Pooled, Size
from graph import curate, demo
from graph.store import open_store
from graph.store.base import GraphStore
from tests.browsing import visit
from tests.pages import PAGES
from tests.served import CHROMIUM_FLAGS, ROOT, chromium, serve, stop

N = Size("N", 55_000, 125_000, 40)
"""The size for which frames are counted: 49,500 people are left who are in somebody's export."""
SIZES = {"demo": None, "M": M, "N": N, "L": L}
STARTS = 3
"""Processes that are started; the median is told."""
TARGETS = 14
"""Companies on the target list, of 20 to 60 people each."""
SETTLING = 5_000
"""Milliseconds that the server has been up when the new tab is opened."""
AFTER_WRITES = ("start", "targets", "introductions", "people", "network")
"""Pages whose first click right after a write of another process is timed."""


def main() -> None:
    """Measures and prints the table; what is measured is told meanwhile."""
    kept, *asked = sys.argv[1:]
    folder = Path(kept)
    folder.mkdir(exist_ok=True)
    tables: list[dict[str, str]] = []
    for size in asked or ("demo", "M"):
        tables.append({})
        for what, figure in _measured(_stored(SIZES[size], folder)):
            sys.stderr.write(f"{what}: {figure}\n")
            tables[-1][what] = figure
    first, *rest = tables[0]
    print(f"| {first} | {' | '.join(table[first] for table in tables)} |\n|---|{'---:|' * len(tables)}")
    for what in rest:
        print(f"| {what} | {' | '.join(table[what] for table in tables)} |")


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


def _measured(stored: Path) -> Iterator[tuple[str, str]]:
    """What a store holds, and each figure."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        shutil.copy(stored, data / "intrograph.db")
        with closing(open_store(str(data / "intrograph.db"))) as store:
            held = store.status()
        yield "what", f"{held.people:,} people, {held.ties:,} ties"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            starts = [_first_page(browser, data) for _ in range(STARTS)]
            yield "process start to first page, s", f"{statistics.median(starts):.1f}"
            with _served(data) as (address, process):
                visit(_new_page(browser), address)
                page = _new_page(browser)
                listen(page)
                page.wait_for_timeout(SETTLING)
                visit(page, address)
                tab = Tab(page, process.pid)
                yield from _pages(tab)
                yield from usual(tab, address)
                yield from _after_writes(tab, address, data)
                yield "memory of the server at the end, MB (most)", _memory(process)
                yield from frames(page, address)
            browser.close()


def _first_page(browser: Browser, data: Path) -> float:
    """Seconds from the start of a process until the first page stands; a new browser tab asks as soon as it listens."""
    page = _new_page(browser)
    start = time.perf_counter()
    with _served(data) as (address, _):
        visit(page, address)
        taken = time.perf_counter() - start
        page.close()
    return taken


def _pages(tab: Tab) -> Iterator[tuple[str, str]]:
    """Each page by a click on its name: the first time in this tab, and further times."""
    links, places = tab.page.get_by_test_id("stSidebarNavLink"), list(PAGES)
    order = [*places[1:], places[0]]
    for name in order:
        yield f"open {name}, first", told([tab.answered(links.nth(places.index(name)).click)])
    again: dict[str, list[Taken]] = {name: [] for name in order}
    for _ in range(TIMES):
        for name in order:
            again[name].append(tab.answered(links.nth(places.index(name)).click))
    for name in order:
        yield f"open {name}, again", told(again[name])


def _after_writes(tab: Tab, address: str, data: Path) -> Iterator[tuple[str, str]]:
    """The first click on the name of a page right after the command has put down a target or brought in a file."""
    links, places = tab.page.get_by_test_id("stSidebarNavLink"), list(PAGES)
    for what, write in (("a target", _target), ("an import", _import)):
        visit(tab.page, f"{address}/settings")
        for number, name in enumerate(AFTER_WRITES):
            if number:
                tab.answered(links.nth(places.index("settings")).click)
            write(data, number)
            yield f"open {name} right after {what}", told([tab.answered(links.nth(places.index(name)).click)])


def _target(data: Path, number: int) -> None:
    _run(data, "target", "add", f"Newest {number}")


def _import(data: Path, number: int) -> None:
    file = data / "Connections.csv"
    file.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Nina,Newest{number},https://www.linkedin.com/in/newest{number},,Newest Inc,Engineer,01 Feb 2026\n",
        "utf-8",
    )
    _run(data, "import", str(file))


def _run(data: Path, *arguments: str) -> None:
    environment = {**os.environ, "INTROGRAPH_STORE": str(data / "intrograph.db"), "INTROGRAPH_DATA": str(data)}
    subprocess.run([sys.executable, str(ROOT / "cli.py"), *arguments], env=environment, check=True, capture_output=True)


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
