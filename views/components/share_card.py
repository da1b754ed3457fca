"""A bundle for a friend: how much it shows and until when, what it holds, and the file itself."""

from datetime import datetime, timedelta

import streamlit as st

from graph import sharing
from graph.model import EGO, EGO_NAME, Shows
from views import bundles, state
from views.boundary import guarded
from views.components import people
from views.text import clean

_LEVELS = {
    Shows.COMPANIES: ("Companies", "How many people you know at each company, and how many well; nobody's name."),
    Shows.NAMES: ("Names", "Who they are, where they work, and their profiles."),
    Shows.STRENGTH: ("Names and strength", "The same, and how well you know each of them."),
}
"""How much a bundle shows: what it is called, and what that means."""

NAME = "friend.bundle"


def show() -> None:
    """The whole of it; what was made is gone when another choice is made."""
    with st.container(border=True, key="share"), guarded():
        st.subheader("Share with a friend", anchor=False)
        st.html(
            people.lead(
                "A bundle tells a friend whom you could introduce them to. It never holds an address, a number, a note "
                "or a word of a message."
            )
        )
        wish = _wish()
        if st.button("Make the bundle", icon=":material/redeem:", key="make_bundle"):
            with st.spinner("Making it …"):
                _offer(wish)


def _wish() -> sharing.Wish:
    shows = st.radio(
        "It shows", list(_LEVELS), format_func=lambda each: _LEVELS[each][0], key="share_shows",
        captions=[told for _, told in _LEVELS.values()],
    )  # fmt: skip
    today = state.today()
    until = st.date_input(
        "Good until", today + timedelta(days=sharing.USUAL_DAYS), today + timedelta(days=1),
        today + timedelta(days=sharing.LONGEST_DAYS), key="share_until", format="YYYY-MM-DD",
        help="From then on your friend's Intrograph shows nothing of it. The file itself can still be read.",
    )  # fmt: skip
    ego = state.store().person(EGO)
    is_named = ego is not None and ego.name != EGO_NAME
    name = None if is_named else st.text_input("Your name, as your friend knows it", key="share_name")
    return sharing.Wish(shows, name, until)


def _offer(wish: sharing.Wish) -> None:
    with state.store().snapshot() as view:
        bundle = sharing.signed(view, wish, keys=state.settings().data_folder, at=datetime.now().astimezone())
    for sentence in bundles.told(bundle, "The bundle"):
        st.html(people.note(clean(sentence)))
    st.download_button(
        "Save the bundle", bundle.text.encode(), NAME, "application/octet-stream", key="save_bundle",
        icon=":material/download:", on_click="ignore", type="primary",
    )  # fmt: skip
