"""How to look for introductions: how many introducers, without whom, and whether each way needs its own."""

import streamlit as st

from graph.model import OrganizationId, PersonId
from graph.search.introductions import Question
from views import state

HOPS = {1: "0", 2: "1", 3: "2", 4: "3"}
"""Longest ways in that can be asked for: steps, and the introducers that these take."""
USUAL_HOPS = 3
SHOWN_PATHS = 10
"""Ways in that are listed at first, and by how many the list grows."""


def ask(company: OrganizationId) -> Question:
    """The question about a company as the widgets stand."""
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
        if state.infers():
            st.toggle(
                "Also likely ties",
                key="guessing",
                help="Lets a way in take one step that nobody has seen, such as two from the same small company.",
            )
    limit = st.session_state.get(_more_key(company), SHOWN_PATHS)
    return Question(hops=hops or USUAL_HOPS, limit=limit, without=frozenset(without), disjoint=disjoint)


def offer_more(company: OrganizationId) -> None:
    """A button for more ways in than are listed."""
    st.button("Show more", icon=":material/expand_more:", key="more_paths", on_click=_show_more, args=(company,))


def guessing() -> bool:
    """Whether inferred ties may be used, as the widget stands."""
    return bool(st.session_state.get("guessing"))


def _left_out() -> list[PersonId]:
    return list(st.session_state.get("without", []))


def leave_out(person: PersonId) -> None:
    """Searches without somebody from the next run on."""
    st.session_state["without"] = [*dict.fromkeys([*_left_out(), person])]
    state.session().picked = None


def _show_more(company: OrganizationId) -> None:
    key = _more_key(company)
    st.session_state[key] = st.session_state.get(key, SHOWN_PATHS) + SHOWN_PATHS


def _more_key(company: OrganizationId) -> str:
    return f"paths_shown_{company}"


def _name(person: PersonId) -> str:
    found = state.store().person(person)
    return found.name if found else "somebody"
