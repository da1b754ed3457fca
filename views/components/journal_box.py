"""Notes a conversation or an event in a line or two."""

from datetime import UTC, datetime

import streamlit as st

from graph.errors import UserError
from graph.outreach.journal import Entry, Named, Talk, log_event, log_talk, people_in, read_event
from views import state, wording
from views.components import people
from views.text import markdown


def show() -> None:
    """The box."""
    with st.container(border=True, key="log", gap="small"):
        st.html(people.kicker("Note it down"))
        what = st.segmented_control(
            "What",
            ["A conversation", "An event"],
            default="A conversation",
            required=True,
            label_visibility="collapsed",
            key="log_what",
        )
        try:
            noted = _event() if what == "An event" else _conversation()
        except UserError as error:
            st.warning(markdown(str(error)), icon=":material/info:")
            return
        if noted:
            state.session().notice = _told(noted)
            st.rerun()


def _conversation() -> Entry | None:
    with st.form("log_conversation", border=False, clear_on_submit=True):
        known = state.acquaintances()
        who = st.selectbox(
            "With whom", list(known), index=None, format_func=lambda one: known.get(one, one), accept_new_options=True,
            placeholder="Choose, or type NAME (COMPANY)", key="log_who",
        )  # fmt: skip
        said = st.text_area("What was said", height=80, key="log_said")
        named = st.text_input("Whom they pointed to", placeholder="Ines Roth (Globex), …", key="log_named")
        sent = st.form_submit_button("Note it", key="log_talk")
    if not sent or not who:
        return None
    person = Named(who) if who in known else next(people_in(who), Named(""))
    talk = Talk(person, state.today(), said, "", tuple(people_in(named)))
    return log_talk(state.store(), talk, at=datetime.now(UTC), region=state.settings().region)


def _event() -> Entry | None:
    with st.form("log_event", border=False, clear_on_submit=True):
        text = st.text_area(
            "Two lines: what and when, then whom you met",
            placeholder="Chamber breakfast, 20 Nov 2026\nAnn Lee (Acme), Bo Sand",
            height=110,
            key="log_text",
        )
        sent = st.form_submit_button("Note it", key="log_event_sent")
    if not sent or not text.strip():
        return None
    return log_event(
        state.store(), read_event(text, state.today()), at=datetime.now(UTC), region=state.settings().region
    )


def _told(noted: Entry) -> str:
    names = wording.listed([who.name for who in (*noted.people, *noted.leads)])
    new = f" Proposed as targets: {wording.listed(list(noted.companies))}." if noted.companies else ""
    return markdown(f"Noted: {names}.{new} The import list takes it back.")
