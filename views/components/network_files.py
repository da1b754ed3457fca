"""Saving what a network picture shows, for other programs and other people."""

from collections.abc import Callable

import streamlit as st

from graph.drawing.picture import Picture, only
from graph.drawing.tones import Tones, of_some
from graph.exchange import KnownTie
from graph.exchange.graphml import graphml
from graph.exchange.table import people_table, tie_table
from graph.model import Person
from views import state, wording
from views.components import people
from views.components.network_filter import Asked
from views.standalone import page_of_picture

_KINDS = {"html": "text/html", "graphml": "application/xml", "csv": "text/csv"}


def offer(picture: Picture, asked: Asked, tones: Tones) -> None:
    """The downloads; each file is made when it is asked for."""
    shown = only(picture, asked.shown.mask, asked.shown.ties)
    count = wording.counted(len(shown), "person", "people")
    with st.popover("Save", icon=":material/download:", key="network_save"):
        st.html(people.note(f"What the picture shows now: {count}. The arrow in it saves it as an image."))
        _button("A page that draws itself", "network.html", lambda: _page(shown, asked, tones))
        _button("GraphML, for Gephi and others", "network.graphml", lambda: _graphml(shown))
        _button("People, as a table", "people.csv", lambda: _people_table(shown))
        _button("Ties, as a table", "ties.csv", lambda: _tie_table(shown))


def _button(label: str, name: str, make: Callable[[], str]) -> None:
    encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"  # without the mark, Excel guesses the letters
    st.download_button(
        label,
        lambda: make().encode(encoding, "replace"),
        name,
        _KINDS[name.rpartition(".")[2]],
        key=f"save_{name}",
        on_click="ignore",
        type="tertiary",
    )


def _page(shown: Picture, asked: Asked, tones: Tones) -> str:
    return page_of_picture(shown, of_some(tones, shown, asked.shown.mask), asked.colour)


def _graphml(shown: Picture) -> str:
    return "".join(graphml(_people(shown), _ties(shown)))


def _people_table(shown: Picture) -> str:
    return "".join(people_table(_people(shown)))


def _tie_table(shown: Picture) -> str:
    return "".join(tie_table(_people(shown), _ties(shown)))


def _people(shown: Picture) -> list[Person]:
    ids = shown.ids()
    found = state.store().people(ids)
    return [found[who] for who in ids if who in found]


def _ties(shown: Picture) -> list[KnownTie]:
    ids, scene = shown.ids(), shown.scene
    rows = zip(scene.low.tolist(), scene.high.tolist(), scene.strength.tolist(), scene.observed.tolist(), strict=True)
    return [KnownTie(ids[low], ids[high], strength, observed) for low, high, strength, observed in rows]
