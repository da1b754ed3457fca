"""The atlas: a picture of the network in, whoever was clicked out.

Where everybody stands and who they are goes to the browser as a file of octets, once; what changes from click to click
(colours, who is hidden, who is picked) comes as small files and a few words, so that 50,000 people answer at once. All
of it is drawn on a canvas of our own (`views/static/atlas`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from views import files
from views.text import clean

_ASSETS = Path(__file__).parent.parent / "static" / "atlas"
HEIGHT = 660
"""Of the picture on a wide screen, in pixels; a phone gets less."""
UNSEEN = 4
"""Added to the word of a step that nobody has seen (`graph.drawing.sheet.INFERRED`)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path to be shown: from row to row, and the place of its strength's word."""

    start: int
    end: int
    word: int
    observed: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is looked at.

    `sheet`, `tones` and `shown` are files as `graph.drawing` makes them. `colour` is "strength" when tones are words of
    strength; `least` is the word from which on ties are drawn. `marked` are the rows in the middle.
    """

    sheet: bytes
    tones: bytes
    shown: bytes | None
    colour: str
    least: int
    inferred: bool
    marked: Sequence[int]
    path: Sequence[Step]
    picked: int | None
    description: str


@dataclass(frozen=True, slots=True)
class Click:
    """What was clicked since the last run: somebody's row, nobody's (-1), or a company's disc."""

    row: int | None = None
    disc: int | None = None


def clicked(key: str, sheet: bytes) -> Click | None:
    """What was clicked since the last run in this picture; known before it is drawn again."""
    held: Mapping[str, Any] = st.session_state.get(key) or {}
    click = held.get("picked")
    if not click or click.get("sheet") != files.keep(sheet):
        return None
    return Click(row=click.get("row"), disc=click.get("disc"))


def draw(look: Look, *, key: str) -> None:
    """Draws a picture; `clicked` tells at the next run what was clicked in it."""
    _component()(key=key, data=_data(look), on_picked_change=_nothing)


def _data(look: Look) -> dict[str, Any]:
    return {
        "sheet": files.keep(look.sheet),
        "tones": files.keep(look.tones),
        "shown": files.keep(look.shown) if look.shown is not None else None,
        "colour": look.colour,
        "least": look.least,
        "inferred": look.inferred,
        "marked": [int(row) for row in look.marked],
        "path": [
            {"from": step.start, "to": step.end, "word": step.word + (0 if step.observed else UNSEEN)}
            for step in look.path
        ],
        "picked": -1 if look.picked is None else look.picked,
        "description": clean(look.description, 600),
        "height": HEIGHT,
    }


def _component() -> Any:
    return st.components.v2.component(
        "intrograph_atlas", html=_text("atlas.html"), css=_text("atlas.css"), js=_text("component.js")
    )


@cache
def _text(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def _nothing() -> None:
    """Registers the click as something that a run may ask for."""
