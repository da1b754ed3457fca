"""What stands around every page: the look, the name, which network is shown, and the boundary where errors are told."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from views import busy, membership, state, wording
from views.boundary import guarded
from views.components import members, people, unlock

_STATIC = Path(__file__).parent / "static"
ICON = str(_STATIC / "icon.png")
"""The page icon: a local file, as Streamlit's own icons would be fetched from elsewhere."""


def show(run_page: Callable[[], None]) -> None:
    """Shows a page in its frame."""
    with busy.page():
        _show(run_page)


def _show(run_page: Callable[[], None]) -> None:
    st.html(f"<style>{_style()}</style>")
    st.logo(ICON, size="medium")
    counted = state.open_questions()
    with guarded():
        if membership.is_team() and membership.member() is None:
            members.sign_in()
            st.stop()
        if state.is_locked():
            unlock.show()
            st.stop()
        _tell_notice()
        _tell_demo()
        run_page()
        if state.open_questions() != counted:  # the navigation, which is drawn first, shows the number
            st.rerun()
    with st.sidebar:
        if membership.is_team():
            members.beside()
            return
        st.html(people.note(wording.kept_where(state.store_url())))


@cache
def _style() -> str:
    return (_STATIC / "app.css").read_text("utf-8")


def _tell_notice() -> None:
    session = state.session()
    if session.notice:
        st.toast(session.notice, icon=":material/check_circle:")
        session.notice = None


def _tell_demo() -> None:
    if not state.is_demo():
        return
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="demo_banner"
    ):
        st.markdown("**Demo network: made-up people.** It is kept apart from yours.", width="content")
        st.button("Back to my own network", key="leave_demo", on_click=state.leave_demo, type="tertiary")
