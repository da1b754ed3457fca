"""Introduction paths as cards: people and ties in, the person that was clicked out.

pyvis holds the nodes and edges as plain data; the vis-network that it brings along draws them inside a component of
our own (`views/static/graph`), because pyvis' page calls other hosts and can be injected. Positions are computed here
in Python and nothing moves by itself. Whole networks are drawn by `views.components.atlas`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from pyvis.network import Network

from graph.model import PersonId
from views.text import clean
from views.wording import initials, strength_word

_ASSETS = Path(__file__).parent.parent / "static" / "graph"
_MARKUP = """
<div class="frame">
  <div class="graph" role="img" aria-label="Graph" data-testid="graph"></div>
  <ul class="people" aria-label="People in the graph"></ul>
  <div class="tools">
    <button type="button" data-tool="closer" aria-label="Closer">+</button>
    <button type="button" data-tool="farther" aria-label="Farther">−</button>
    <button type="button" data-tool="fit" aria-label="Show everything">⤢</button>
  </div>
</div>
"""


@dataclass(frozen=True, slots=True)
class Dot:
    """A person in a picture, at a place in it.

    `role` is "ego", "contact" (at the target) or "person"; `dim` steps back behind the chosen path.
    """

    id: PersonId
    name: str
    line: str
    x: float
    y: float
    role: str = "person"
    dim: bool = False
    width: int = 212


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in a picture; `dim` steps back behind the chosen path."""

    giver: PersonId
    receiver: PersonId
    strength: float
    observed: bool = True
    dim: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw; `description` is read out."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    description: str
    height: int = 420


def draw(picture: Picture, *, key: str, picked: PersonId | None = None) -> PersonId | None:
    """Draws a picture with the person marked who was clicked just now, or else `picked`; returns who is marked."""
    known = {dot.id for dot in picture.dots}
    clicked = _clicked(key)
    marked = next((who for who in (clicked, picked) if who in known), None)
    _component()(key=key, data=_data(picture) | {"picked": marked}, on_picked_change=_nothing)
    return marked


def network_of(dots: Iterable[Dot], lines: Iterable[Line]) -> Network:
    """The people and ties as pyvis holds them. Edges are appended, as its `add_edge` takes quadratic time."""
    network = Network()
    for dot in dots:
        name = clean(dot.name)
        network.add_node(
            dot.id,
            label=name or "?",
            shape="custom",
            x=round(dot.x, 2),
            y=round(dot.y, 2),
            line=clean(dot.line),
            initials="You" if dot.role == "ego" else initials(name),
            role=dot.role,
            dim=dot.dim,
            width=dot.width,
        )
    for line in lines:
        network.edges.append(
            {
                "from": line.giver,
                "to": line.receiver,
                "word": strength_word(line.strength),
                "observed": line.observed,
                "dim": line.dim,
            }
        )
    return network


def _clicked(key: str) -> PersonId | None:
    """Whom the user clicked since the last run; known before the picture is drawn, so that they can be marked."""
    held: Mapping[str, Any] = st.session_state.get(key) or {}
    click = held.get("picked")
    return PersonId(click["id"]) if click else None


def _data(picture: Picture) -> dict[str, Any]:
    network = network_of(picture.dots, picture.lines)
    return {
        "nodes": network.nodes,
        "ties": network.edges,
        "height": picture.height,
        "description": clean(picture.description, 600),
        "shape": _shape(picture),
    }


def _shape(picture: Picture) -> str:
    """Changes when people or places change; not when only the light on them does."""
    placed = [(dot.id, round(dot.x, 2), round(dot.y, 2)) for dot in picture.dots]
    tied = [(line.giver, line.receiver) for line in picture.lines]
    return hashlib.sha256(json.dumps([picture.height, placed, tied]).encode()).hexdigest()[:16]


def _component() -> Any:
    return st.components.v2.component(
        "intrograph_graph", html=_MARKUP, css=_text("component.css"), js=_text("component.js")
    )


@cache
def _text(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def _nothing() -> None:
    """Registers the click as something that a run may ask for."""
