"""Follow-ups and asks as a calendar file."""

from datetime import UTC, datetime

import streamlit as st

from graph.outreach.calendar_file import calendar
from graph.outreach.reminders import reminders
from views import state


def show() -> None:
    """The button that saves the file."""
    found = reminders(state.store(), state.today())
    if found:
        st.download_button(
            "Save as calendar file",
            calendar(found, datetime.now(UTC)),
            file_name="intrograph.ics",
            mime="text/calendar",
            icon=":material/event:",
            key="save_calendar",
            on_click="ignore",
        )
