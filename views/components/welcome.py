"""What somebody sees who has imported nothing yet: what this is for, and two ways to begin."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from views import state
from views.components import people
from views.text import html

EXAMPLE = (("Maya Berg", "Founder, Fjord Labs", "person"), ("Raj Iyer", "Head of Product, Globex", "contact"))
"""Made-up people for the picture of what an answer looks like."""


def show() -> None:
    """The choice between one's own contacts and the made-up network."""
    st.title("Find the warmest way in", anchor=False)
    st.html(
        people.lead(
            "Intrograph reads the contacts you already have and shows who can introduce you to the companies on your "
            "list, why that should work, and whom to ask first."
        )
    )
    _example()
    own, demo = st.columns(2, gap="medium")
    with own, _card("begin_own"):
        _steps(
            "Start with your own contacts",
            "On LinkedIn, open Settings & Privacy, then Data privacy, then Get a copy of your data.",
            "Choose Connections (it comes within minutes) or the complete archive (within a day).",
            "Drop the file here as it is. It stays on this computer.",
        )
        if st.button("Import your contacts", type="primary", icon=":material/upload_file:", key="go_import"):
            st.switch_page("views/sources.py")
    with demo, _card("begin_demo"):
        _steps(
            "Look around first",
            "Open a made-up network of some 1,200 people in 60 companies.",
            "See the ways in to a few of them, and the reasons for each.",
            "Go back whenever you like: it is kept apart from yours.",
        )
        if st.button("Try the demo network", icon=":material/explore:", key="go_demo"):
            with st.spinner("Making up some 1,200 people …"):
                state.enter_demo()
            st.rerun()


def nothing_yet(what: str) -> None:
    """Stands in for a page that has nothing to show before the first import."""
    with st.container(border=True, key="nothing_yet"):
        st.html(people.lead(what))
        st.page_link("views/sources.py", label="Import your contacts", icon=":material/upload_file:")


def _example() -> None:
    first, contact = (people.named(name, line, role) for name, line, role in EXAMPLE)
    st.html(
        html(
            '<div class="ig-example"><div class="ig-strip"><div class="ig-person">{you}</div>'
            '<div class="ig-hop">{strong}{first}</div><div class="ig-hop">{familiar}{contact}</div></div>'
            '<div class="ig-odds"><b>about 1 in 6</b><span>ask Maya first</span></div></div>',
            you=people.avatar("You", "ego"),
            strong=people.tie_mark(0.6, True),
            familiar=people.tie_mark(0.3, True),
            first=first,
            contact=contact,
        )
    )


def _card(key: str) -> DeltaGenerator:
    return st.container(border=True, key=key, height="stretch", vertical_alignment="distribute")


def _steps(title: str, *sentences: str) -> None:
    with st.container():
        st.subheader(title, anchor=False)
        st.html(people.steps(sentences))
