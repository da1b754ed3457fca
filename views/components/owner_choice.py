"""Whose contacts a file holds: what makes introductions over two people visible."""

import streamlit as st

from graph.model import EGO
from graph.owners import Owner
from views import state

MINE = "My own"
"""The choice for ego's own contacts."""


def choose() -> Owner:
    """Ego, a friend who gave contacts before, somebody whom ego knows, or somebody whose name was typed."""
    known = {run.owner_name: run.owner for run in state.store().runs() if run.owner != EGO}
    known |= {name: who for who, name in state.acquaintances().items() if name not in known}
    whose = st.selectbox(
        "Whose contacts are these?",
        [MINE, *known],
        accept_new_options=True,
        key="whose",
        help="Choose yourself, or the friend who gave you their export (type a new name if they are not on the list): "
        "that is what makes introductions over two people visible.",
    )
    if whose is None or whose == MINE:
        return Owner()
    return Owner(person=known[whose]) if whose in known else Owner(name=whose)
