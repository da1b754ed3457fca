"""One page before a conversation, in a dialog: to read, to print, to save."""

import streamlit as st

from graph.outreach.kept import Who
from graph.outreach.prepare import prepare
from views import preparation, state
from views.components import people
from views.text import markdown


def button(who: Who, key: str) -> None:
    """Opens the page about somebody."""
    person = state.store().person(who.id)
    if person and st.button("Prepare", icon=":material/article_person:", key=f"prepare_{key}", type="tertiary"):
        _dialog(who)


@st.dialog("Before you talk", width="large")
def _dialog(who: Who) -> None:
    person = state.store().person(who.id)
    if person is None:
        return
    found = prepare(state.store(), person, state.today())
    st.html(people.person(person, "person", "large"))
    st.markdown("\n".join(preparation.page(found, markdown).splitlines()[preparation.HEAD :]))
    st.download_button(
        "Save as Markdown",
        preparation.page(found),
        file_name="prepare.md",
        mime="text/markdown",
        icon=":material/download:",
        key="save_preparation",
        on_click="ignore",
    )
