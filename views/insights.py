"""The Insights page: what the network tells about itself, each picture with the sentence that it proves."""

import streamlit as st

from views import state
from views.components import insights, people, welcome


def show() -> None:
    """The page."""
    st.title("Insights", anchor=False)
    if not state.store().runs():
        welcome.nothing_yet("Who holds your network together, which old ties are worth waking, and how it grew.")
        return
    found = state.insights()
    if found is None:
        _too_large()
        return
    st.html(people.lead("What your network tells about itself: who holds it together, what sleeps in it, how it grew."))
    insights.figures(found)
    map_of_circles = st.container()  # takes longest, so it is filled last
    left, right = st.columns(2, gap="medium")
    with left:
        insights.brokers(found.brokers)
    with right:
        insights.sources(found.reliance)
    insights.dormant(found.dormant)
    left, right = st.columns(2, gap="medium")
    with left:
        insights.growth(found.growth)
    with right:
        insights.core(found.core)
    insights.how_made(found.brokers)
    with map_of_circles:
        insights.circles(state.circles())


def _too_large() -> None:
    with st.container(border=True, key="too_large"):
        st.html(
            people.lead(
                "This network is kept on a server and too large to be looked at as a whole here. Ways in, people and "
                "targets work all the same."
            )
        )
        st.page_link("views/introductions.py", label="Find a way in", icon=":material/handshake:")


if __name__ == "__main__":  # run by st.navigation
    show()
