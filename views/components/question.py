"""How to look for introductions: how many introducers, without whom, and whether each way needs its own."""

import streamlit as st

from graph.model import PersonId
from graph.search.introductions import Question
from views import state

HOPS = {1: "0", 2: "1", 3: "2", 4: "3"}
"""Longest ways in that can be asked for: steps, and the introducers that these take."""
USUAL_HOPS = 3
SHOWN_PATHS = 10
"""Ways in that are listed."""


def ask() -> Question:
    """The question as the widgets stand."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="question"):
        hops = st.segmented_control(
            "Introducers, at most", HOPS, format_func=HOPS.__getitem__, default=USUAL_HOPS, required=True, key="hops"
        )
        known = state.acquaintances()
        choice = list(dict.fromkeys([*_left_out(), *known]))
        without = st.multiselect(
            "Without",
            choice,
            format_func=lambda who: known.get(who) or _name(who),
            key="without",
            width=260,
            placeholder="nobody left out",
            persist_state="session",
        )
        disjoint = st.toggle(
            "Different introducers",
            key="disjoint",
            help="No two ways in share an introducer, so that a no from one person leaves the others open.",
        )
        if state.fits():
            st.toggle(
                "Also likely ties",
                key="guessing",
                help="Lets a way in take one step that nobody has seen, such as two from the same small company.",
            )
    return Question(hops=hops or USUAL_HOPS, limit=SHOWN_PATHS, without=frozenset(without), disjoint=disjoint)


def guessing() -> bool:
    """Whether inferred ties may be used, as the widget stands."""
    return bool(st.session_state.get("guessing"))


def _left_out() -> list[PersonId]:
    return list(st.session_state.get("without", []))


def leave_out(person: PersonId) -> None:
    """Searches without somebody from the next run on."""
    st.session_state["without"] = [*dict.fromkeys([*_left_out(), person])]
    state.session().picked = None


def _name(person: PersonId) -> str:
    found = state.store().person(person)
    return found.name if found else "somebody"
