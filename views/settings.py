"""The Settings page: where everything is kept, keep it safe, your letters, forgetting, what leaves this machine."""

import streamlit as st

from views import state
from views.components import forgetting, people, share_card, storage, template_editor

NOTHING_LEAVES = (
    ("No account, no cloud, no usage statistics", "Streamlit's own are switched off; nothing asks for updates."),
    ("Answers this machine only", "The app listens on 127.0.0.1 and turns away pages of other origins."),
    ("Your browser asks nobody else", "A strict policy forbids it: fonts, icons and scripts come from here."),
    ("How we know", "The tests open every page in a browser, and a request to any other machine fails them."),
)
"""What is promised, and what stands behind it."""


def show() -> None:
    """The page."""
    st.title("Settings", anchor=False)
    st.html(people.lead("Where your network is kept, how to keep it safe, and how to let somebody be forgotten."))
    left, right = st.columns([6, 5], gap="large")
    with left:
        storage.where()
        storage.keep_safe()
        storage.bring_back()
        share_card.show()
        template_editor.show()
    with right:
        forgetting.show()
        _privacy()
        _appearance()


def _privacy() -> None:
    with st.container(border=True, key="privacy"):
        st.subheader("What leaves this machine: nothing", anchor=False)
        if "://" in state.store_url() and not state.store_url().startswith("sqlite:"):
            st.html(people.note("But for your own server, which you named as the store."))
        st.html(people.items(NOTHING_LEAVES))


def _appearance() -> None:
    with st.container(border=True, key="appearance"):
        st.subheader("Appearance", anchor=False)
        st.html(
            people.lead(
                "Light or dark follows your system. To choose for this browser, open the menu ⋮ at the top right, then "
                "Settings."
            )
        )


if __name__ == "__main__":  # run by st.navigation
    show()
