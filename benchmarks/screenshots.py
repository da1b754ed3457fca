"""Every page of the app as a picture, from the demo: `python -m benchmarks.screenshots` writes them to `docs/shots`.

Each page in light, in dark and on a phone; with names, such as `start_dark`, only these. The README shows a few; the
others are for looking at, and are not kept in the repository.
"""

import io
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from graph import demo
from graph.store import open_store
from tests.browsing import painted, visit
from tests.pages import PAGES
from tests.served import CHROMIUM_FLAGS, ROOT, chromium, serve, stop

FOLDER = ROOT / "docs" / "shots"
PATIENCE = 60_000
"""Milliseconds that a page may take."""
COLOURS = 256


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    name: str
    scheme: str
    width: int
    height: int


LOOKS = (Look("light", "light", 1360, 960), Look("dark", "dark", 1360, 960), Look("phone", "light", 390, 844))


def main() -> None:
    """Takes all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        with closing(open_store(str(data / "intrograph.db"))) as store:
            demo.fill(store)
        address, process = serve(data, data)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
                for look in LOOKS:
                    _take_all(browser, address, look, frozenset(sys.argv[1:]))
                browser.close()
        finally:
            stop(process)


def _take_all(browser: Browser, address: str, look: Look, wanted: frozenset[str]) -> None:
    page = browser.new_page(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    for name, path in PAGES.items():
        file = FOLDER / f"{path or name}_{look.name}.png"
        if wanted and file.stem not in wanted:
            continue
        visit(page, f"{address}/{path}")
        painted(page)
        file.write_bytes(_smaller(page.screenshot()))
        print(f"{file.name}, {file.stat().st_size / 1e3:,.0f} kB")
    page.close()


def _smaller(picture: bytes) -> bytes:
    """The picture in few colours, chosen so that a thin green line stays green."""
    held = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        few = opened.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(held, "PNG", optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    main()
