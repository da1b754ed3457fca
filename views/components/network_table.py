"""Everybody in a network picture as a table, for those who cannot see it and for whoever likes lists."""

from typing import Any

import numpy as np
import streamlit as st

from graph.drawing.filters import Shown
from graph.drawing.picture import Picture
from views import pictures, state, wording
from views.components import people
from views.text import clean

SHOWN_PEOPLE = 1000
"""Rows of the table, those with most ties; the search in the picture and on the People page finds the others."""


def show(picture: Picture, shown: Shown) -> None:
    """The tables, folded up."""
    with st.expander("The same as a table", type="compact", key="network_table"):
        rows = np.flatnonzero(shown.mask)
        degree = picture.scene.degree
        rows = rows[np.argsort(-degree[rows], kind="stable")]
        if len(rows) > SHOWN_PEOPLE:
            st.html(people.note(f"The {SHOWN_PEOPLE:,} people with most ties of {len(rows):,}."))
        rows = rows[:SHOWN_PEOPLE]
        event: Any = st.dataframe(
            _people(picture, rows, degree),
            hide_index=True,
            key=f"network_rows_{len(rows)}",
            on_select="rerun",
            selection_mode="single-row",
            alt="People in the picture",
        )
        chosen: list[int] = event.selection.rows
        if chosen and chosen[0] < len(rows):
            state.session().picked = picture.person(int(rows[chosen[0]]))
        sizes = [(clean(name), count) for name, count in pictures.company_sizes(picture)[:SHOWN_PEOPLE]]
        st.dataframe(
            {"Company": [name for name, _ in sizes], "People": [count for _, count in sizes]},
            hide_index=True,
            key="network_companies",
            alt="Companies in the picture",
        )


def _people(picture: Picture, rows: Any, degree: Any) -> dict[str, list[Any]]:
    best = picture.scene.strongest
    companies = [*picture.companies, ""]
    return {
        "Name": [clean(picture.names[row]) for row in rows.tolist()],
        "Company": [clean(companies[picture.company[row]]) for row in rows.tolist()],
        "Ties": degree[rows].tolist(),
        "Strongest": [wording.strength_word(best[row]) if best[row] else "" for row in rows.tolist()],
    }
