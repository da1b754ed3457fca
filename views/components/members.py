"""What a member of a team sees beside the pages: the way in, the way out, and what they let the others see."""

import streamlit as st

from graph.model import Shows
from views import membership, state
from views.text import clean

_WORDS = {
    None: "Nothing",
    Shows.COMPANIES: "Companies only",
    Shows.NAMES: "Names",
    Shows.STRENGTH: "Names and strength",
}
"""How much the team may see, in the order in which it grows."""


def sign_in() -> None:
    """Stands in place of a page while nobody is signed in."""
    st.title("Sign in to see your network")
    st.markdown("Your contacts are yours alone until you say what your team may see of them.")
    st.button("Sign in", type="primary", key="sign_in", on_click=st.login)


def beside() -> None:
    """Who is signed in, what they let the others see, and the way out."""
    someone = membership.member()
    if someone is None:
        return
    st.caption(f"Signed in as {clean(someone.name)}")
    held = membership.choice(state.store())
    st.selectbox(
        "Your team sees of your contacts", list(_WORDS), index=list(_WORDS).index(held), format_func=_WORDS.__getitem__,
        key="team_choice", on_change=_choose, help="Never an address, a number or a note.",
    )  # fmt: skip
    st.button("Sign out", type="tertiary", key="sign_out", on_click=st.logout)


def _choose() -> None:
    chosen: Shows | None = st.session_state["team_choice"]
    membership.choose(state.store(), chosen)
