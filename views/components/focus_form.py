"""What one looks for, in three lines: the role, what one offers, why these companies."""

import streamlit as st

from graph.errors import UserError
from graph.outreach.focus import Focus, set_focus
from views import state
from views.components import people
from views.text import markdown


def first() -> None:
    """The form while nothing was said yet."""
    with st.container(border=True, key="focus"):
        st.subheader("What do you look for?", anchor=False)
        _form(Focus("", "", ""))


def kept(focus: Focus) -> None:
    """What was said, folded away, to be changed."""
    with st.expander("Your focus", icon=":material/center_focus_strong:", type="compact", key="focus_kept"):
        st.html(people.facts([("Role", focus.role), ("You offer", focus.proof), ("Why these", focus.why)]))
        _form(focus)


def _form(held: Focus) -> None:
    with st.form("focus_form", border=False):
        role = st.text_input("The role", held.role, placeholder="Product Manager", key="focus_role")
        proof = st.text_input(
            "What you offer: something you did that they need",
            held.proof,
            placeholder="I rebuilt billing for 4,000 customers without a day of downtime",
            key="focus_proof",
        )
        why = st.text_input("Why these companies", held.why, placeholder="they sell to small clinics", key="focus_why")
        sent = st.form_submit_button("Keep it", type="primary", key="focus_keep")
    if not sent:
        return
    try:
        set_focus(state.store(), Focus(role, proof, why))
    except UserError as error:
        st.warning(markdown(str(error)), icon=":material/info:")
        return
    state.session().notice = "Your focus is kept. The words to send follow from it."
    st.rerun()
