"""A picture of the network as a file that draws itself: the same drawing as on the Network page, in one HTML file.

Knows no Streamlit, so that the command can write such a file too.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from graph.drawing import picture, tones
from graph.drawing.picture import Picture
from graph.drawing.tones import Tones
from graph.exchange.page import Drawing, Frame, page
from graph.model import EGO
from graph.search.projection import project
from graph.store.reader import GraphReader
from views import wording

STRENGTHS = (wording.FAMILIAR_TIE, wording.STRONG_TIE)
"""From which strengths on a tie is called by the next word."""
STRENGTH_WORDS = ("weak", "familiar", "strong")
"""These words."""
TITLE = "My network"

_STATIC = Path(__file__).parent / "static"
_MODULES = (
    "graph/theme.js", "graph/people.js", "atlas/names.js", "atlas/sheet.js", "atlas/camera.js", "atlas/ground.js",
    "atlas/front.js", "atlas/search.js", "atlas/pointer.js", "atlas/atlas.js", "atlas/standalone.js",
)  # fmt: skip
"""The script's parts, each after those that it needs."""
_IMPORT = re.compile(r"^import [^;]+;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (default )?", re.MULTILINE)


def page_of(store: GraphReader, today: date) -> str:
    """The whole network of a store as such a file."""
    names = {one.id: one.name for one, _ in store.organizations()}
    made = picture.everybody(store, project(store, today), names)
    return page_of_picture(made, tones.by_company(made), "company")


def page_of_picture(made: Picture, colours: Tones, colour: str, lines: Sequence[str] = ()) -> str:
    """A picture as such a file, in these colours."""
    ego = made.row(EGO)
    count, ties = len(made), len(made.scene.low)
    drawing = Drawing(
        title=TITLE,
        description=f"{wording.counted(count, 'person', 'people')}, {wording.counted(ties, 'tie')}. "
        "This file draws itself and asks nobody for anything.",
        sheet=made.sheet(STRENGTHS, lines),
        tones=colours.packed(),
        colour=colour,
        legend=colours.legend,
        marked=() if ego is None else (ego,),
    )
    return page(drawing, _frame())


@cache
def _frame() -> Frame:
    style = _read("atlas/standalone.css") + _read("atlas/atlas.css")
    markup = _read("atlas/atlas.html") + '<p class="legend"></p>'
    return Frame(markup, style, "\n".join(map(_bare, _MODULES)))


def _bare(name: str) -> str:
    """A module's text as a part of one script."""
    return _EXPORT.sub("", _IMPORT.sub("", _read(name)))


def _read(name: str) -> str:
    return (_STATIC / name).read_text("utf-8")
