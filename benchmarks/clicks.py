"""The usual clicks on each page, timed in the page itself, and how smoothly the map of everybody moves.

A click is timed from the browser's own event (a pointer that goes down, a letter that arrives) until the script has
run, every graph on the page is painted and nothing follows. Playwright's `wait_for_function` is no way to wait for
that: it makes code of a text, which our Content-Security-Policy forbids.
"""

import os
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browsing import at_rest, ready_graph, settled, visit

TIMES = 3
"""How often a click is repeated."""
QUIET = 150
"""Milliseconds without another run of the script after which a click counts as answered."""
PATIENCE = 60_000
"""Milliseconds after which a step has failed."""
PANS = 40
"""Movements of the mouse, a frame or two each, over which frames are counted."""

LISTEN = """() => {
  window.heard = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", () => { window.heard = performance.now(); });
    }
  };
}"""
WATCH = """([quiet, patience]) => {
  let begun = Infinity, still = null;
  for (const kind of ["pointerdown", "keydown", "input"]) {
    const note = (event) => { begun = Math.min(begun, event.timeStamp); };
    document.addEventListener(kind, note, {capture: true, once: true});
  }
  const painted = () => [...document.querySelectorAll("[data-testid=stBidiComponentIsolated] *")]
    .map((one) => one.shadowRoot?.querySelector("[data-testid=graph]"))
    .every((graph) => !graph || graph.dataset.ready === "1");
  window.answer = new Promise((resolve, reject) => {
    const start = performance.now();
    const look = () => {
      const now = performance.now();
      const state = document.querySelector("[data-testid=stApp]").dataset.testScriptState;
      const rests = window.heard > begun && state === "notRunning" && painted();
      still = rests && window.heard <= (still ?? Infinity) ? (still ?? now) : null;
      if (still && now - still > quiet) resolve(still - begun);
      else if (now - start > patience) reject(new Error(`no answer: ${state}, heard ${window.heard}, begun ${begun}`));
      else requestAnimationFrame(look);
    };
    look();
  });
}"""
FRAMES = """() => {
  window.frames_at = [];
  const look = (now) => { window.frames_at?.push(now); if (window.frames_at) requestAnimationFrame(look); };
  requestAnimationFrame(look);
}"""
COUNTED = "() => { const found = window.frames_at; window.frames_at = null; return found; }"
DOT = """element => {
  const { camera, sheet } = element.atlas, box = element.getBoundingClientRect();
  const inside = (at, size) => at > 60 && at < size - 60;
  for (let who = 1; who < sheet.x.length; who++) {
    const x = camera.screenX(sheet.x[who]), y = camera.screenY(sheet.y[who]);
    if (inside(x, box.width) && inside(y, box.height)) return { x, y };
  }
}"""

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds by the clock, and of the server's processor."""

    clock: float
    work: float


@dataclass(frozen=True, slots=True)
class Tab:
    """A page and the process that serves it."""

    page: Page
    server: int

    def answered(self, act: Act) -> Taken:
        """How long it takes from an act's first event until the page stands still."""
        at_rest(self.page)
        self.page.evaluate(WATCH, [QUIET, PATIENCE])
        worked = self._worked()
        act()
        clock: float = self.page.evaluate("() => window.answer")
        return Taken(clock, self._worked() - worked)

    def _worked(self) -> float:
        times = Path(f"/proc/{self.server}/stat").read_text().rpartition(")")[2].split()[11:13]
        return 1000 * sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def listen(page: Page) -> None:
    """Lets a new page note when the server last said something: a run may be so short that its state is never seen."""
    page.add_init_script(f"({LISTEN})()")


def usual(tab: Tab, address: str) -> Iterator[tuple[str, str]]:
    """The usual clicks, each several times."""
    page = tab.page
    for what, acts in (
        ("Targets: show another one", _targets(page, address)),
        ("Introductions: choose a company", _companies(page, address)),
        ("Introductions: choose a path", _paths(page, address)),
        ("Introductions: limit introducers", _limits(page, address)),
        ("People: a search", _searches(page, address)),
        ("People: select somebody", _rows(page, address)),
        ("Network, around you: how far", _distances(page, address)),
        ("Network, around you: click on somebody", _dots(page, address)),
        ("Network, everybody: open it", _everybody(page, address)),
        ("Network, everybody: a filter", _filters(page, address)),
        ("Network, everybody: another colour", _colours(page, address)),
        ("Network, everybody: zoom to a person by name", _zooms(page, address)),
    ):
        yield what, told([tab.answered(act) for act in acts])


def told(times: Sequence[Taken]) -> str:
    """The median by the clock, the slowest, and the median of the server's work."""
    clock, work = [each.clock for each in times], [each.work for each in times]
    return f"{statistics.median(clock):,.0f} ({max(clock):,.0f}), {statistics.median(work):,.0f}"


def frames(page: Page, address: str) -> Iterator[tuple[str, str]]:
    """Frames a second while the map of everybody is dragged about, from afar and from near."""
    visit(page, f"{address}/network?show=Everybody")
    graph = ready_graph(page)
    afar = _panned(page, graph)
    for _ in range(6):
        page.mouse.wheel(0, -400)
    page.wait_for_timeout(800)
    near = _panned(page, graph)
    yield "frames a second while the map is dragged: from afar, from near", f"{afar:.0f}, {near:.0f}"


def _panned(page: Page, graph: Locator) -> float:
    box = graph.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(PANS):
        page.mouse.move(x + 3 * min(step, PANS - step), y + 2 * min(step, PANS - step))
    shown: list[float] = page.evaluate(COUNTED)
    page.mouse.up()
    return 1000 * (len(shown) - 1) / (shown[-1] - shown[0])


def _targets(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/targets")
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas").first).to_be_visible()
    for row in range(2, 2 + TIMES):
        table.locator(".dvn-scroller").click(position={"x": 100, "y": 35 * row + 17})
        page.keyboard.press("ArrowLeft")
        yield partial(page.keyboard.press, "Enter")


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
    for hops in ("1", "2", "3"):
        yield page.locator(".st-key-hops").get_by_text(hops, exact=True).click


def _searches(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/people")
    box = page.get_by_placeholder("Name, company, title or e-mail")
    for text in ("mar", "fam", "giv"):
        yield partial(box.fill, text)


def _rows(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/people")
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas").first).to_be_visible()
    for row in range(TIMES):
        yield partial(table.click, position={"x": 18, "y": 52 + 35 * row})


def _distances(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/network")
    ready_graph(page)
    for steps in ("2 steps", "1 step", "2 steps", "1 step"):
        yield page.get_by_text(steps, exact=True).click


def _dots(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/network")
    graph = ready_graph(page)
    for _ in range(TIMES):
        yield partial(graph.click, position=graph.evaluate(DOT))
        graph.locator("canvas.front").press("Escape")


def _everybody(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/network")
    ready_graph(page)
    for view in ("Everybody", "A person", "Everybody"):
        yield page.locator(".st-key-show").get_by_text(view, exact=True).click


def _filters(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/network?show=Everybody")
    ready_graph(page)
    page.get_by_role("button", name="Filter").click()
    for least in ("Strong", "All", "Familiar and strong"):
        page.get_by_role("combobox", name="Ties").click()
        option = page.get_by_role("option", name=least, exact=True)
        expect(option).to_be_visible()
        yield option.click


def _colours(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/network?show=Everybody")
    ready_graph(page)
    for colour in ("Community", "Strength", "Company"):
        yield page.locator(".st-key-network_colour").get_by_text(colour, exact=True).click


def _zooms(page: Page, address: str) -> Iterator[Act]:
    visit(page, f"{address}/network?show=Everybody")
    graph = ready_graph(page)
    names: list[str] = graph.evaluate("element => element.atlas.sheet.names.slice(10, 13)")
    search = page.get_by_role("combobox", name="Find in the picture")
    for name in names:
        search.fill(name)
        expect(page.get_by_role("option", name=re.compile(re.escape(name))).first).to_be_visible()
        yield partial(search.press, "Enter")
