"""What stands in place of a page while the store is locked: one field for the passphrase."""

import streamlit as st

from graph.errors import UserError
from views import state
from views.text import markdown


def show() -> None:
    """Asks for the passphrase; the app keeps it in memory until it ends, and nowhere else."""
    st.title("Your store is locked")
    with st.form("unlock", width=420):
        given = st.text_input("Passphrase", type="password", key="passphrase")
        if not st.form_submit_button("Unlock", type="primary", key="unlock_button"):
            return
    try:
        state.unlock(given)
    except UserError as error:
        st.error(f"**{markdown(error.what)}** {markdown(error.next_step)}", icon=":material/lock:")
        return
    st.rerun()
