"""The People page: find somebody, and see everything that is known about them and where it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from graph.model import EGO, Person, PersonId
from views import state, wording
from views.components import dossier, people, welcome
from views.text import clean

SHOWN_PEOPLE = 200
"""Rows of the table; a search finds the others."""

TABLE_HEIGHT = 560
"""Pixels."""


def show() -> None:
    """The page."""
    st.title("People", anchor=False)
    if not state.store().runs():
        welcome.nothing_yet(
            "Everybody in your address books will be here, with what is known about them and its source."
        )
        return
    text = st.text_input(
        "Find",
        key="find",
        placeholder="Name, company, title or e-mail",
        icon=":material/search:",
        live=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    found = state.store().find_people(text or "", limit=SHOWN_PEOPLE)
    key = f"people_{clean(text or '')}"
    chosen = _chosen(found, key)
    with st.container(key="people_found"):
        left, right = st.columns([6, 5], gap="large")
        with left:
            _table(found, key)
        with right:
            _detail(chosen)


def _chosen(found: Sequence[Person], key: str) -> PersonId | None:
    """Who was selected in the table since the last run, or whom the address names; the address then names them."""
    picked: Mapping[str, Any] = (st.session_state.get(key) or {}).get("selection", {})
    rows: list[int] = [*(row for row, _ in picked.get("cells", ())), *picked.get("rows", ())]
    if rows and rows[0] < len(found):
        st.query_params["person"] = found[rows[0]].id
    asked = st.query_params.get("person")
    return PersonId(asked) if asked else None


def _table(found: Sequence[Person], key: str) -> None:
    """Everybody found."""
    if not found:
        st.html(people.lead("Nobody is called that. Try fewer letters, or another word of the name."))
        return
    count = wording.counted(len(found), "person", "people")
    st.html(people.note(f"The first {count}; type to find the others" if len(found) == SHOWN_PEOPLE else count))
    st.dataframe(
        _rows(found),
        hide_index=True,
        height=TABLE_HEIGHT,
        key=key,
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        alt="People in your network",
    )


def _rows(found: Sequence[Person]) -> dict[str, list[str]]:
    held = [one.position or next(iter(one.affiliations), None) for one in found]
    return {
        "Name": [clean(one.name) for one in found],
        "Company": [clean(where.organization_name) if where else "" for where in held],
        "Title": [clean(where.title or "") if where else "" for where in held],
    }


def _detail(who: PersonId | None) -> None:
    shown = state.store().person(who) if who else None
    if shown is None:
        with st.container(border=True, key="nobody"):
            st.html(people.lead("Select somebody to see where they work, how you know them, and which file says so."))
            return
    dossier.show(shown, "ego" if shown.id == EGO else "person")


if __name__ == "__main__":  # run by st.navigation
    show()
