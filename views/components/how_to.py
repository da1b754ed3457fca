"""How to get files out of the usual places, one fold for each."""

import streamlit as st

from views.components import people

LARGEST_UPLOAD = "256 MB"
"""What `server.maxUploadSize` in the app's settings lets through the page; the terminal takes files of any size."""

WHAT_IS_READ = (
    "LinkedIn's zip or single files of it · contacts as vCard or CSV · mail as mbox or eml · calendars as ics · "
    "networks as GraphML, GEXF or CSV"
)
"""What may be dropped, in one line."""

SOURCES = (
    (
        "LinkedIn",
        ":material/work:",
        (
            "Open Settings & Privacy, then Data privacy, then Get a copy of your data.",
            "Choose the larger archive: it brings messages, invitations and recommendations too, which show whom you "
            "really know. It comes within a day. Connections alone come within minutes.",
            "LinkedIn sends you a zip. Drop it here as it is.",
        ),
    ),
    (
        "Google contacts",
        ":material/contacts:",
        ("Open Google Contacts and choose Export.", "Choose vCard or Google CSV.", "Drop the file here."),
    ),
    (
        "Apple contacts",
        ":material/contacts:",
        (
            "Open Contacts on a Mac and select everybody.",
            "Choose File, then Export, then Export vCard. On a phone: Lists, hold All Contacts, then Export.",
            "Drop the .vcf file here.",
        ),
    ),
    (
        "Outlook",
        ":material/contacts:",
        (
            "Open People, then Manage contacts, then Export contacts.",
            "Drop the CSV file here, in whatever language its columns are.",
        ),
    ),
    (
        "Mail from Gmail, Apple or Thunderbird",
        ":material/mail:",
        (
            "Gmail: open Google Takeout, choose Mail only, and download the zip.",
            "Apple Mail: Mailbox, then Export Mailbox. Thunderbird: the folder's file in your profile.",
            "Drop the .mbox, .eml or zip here. Only who wrote to whom and when is read: no subject, no text.",
            f"Larger than {LARGEST_UPLOAD}? Type intrograph import FILE in a terminal instead.",
        ),
    ),
    (
        "A calendar",
        ":material/event:",
        (
            "Google Calendar: Settings, then Import & export, then Export. Apple: File, then Export. "
            "Outlook: Save calendar.",
            "Drop the .ics file or the zip here. Whoever declined does not count as having met you.",
        ),
    ),
    (
        "Another table, or a network",
        ":material/table:",
        (
            "Any CSV of contacts will do; you can say which column is what.",
            "A network somebody made comes as GraphML, GEXF, or a CSV with the columns source, target and weight.",
        ),
    ),
)
"""Name, icon and steps of each source."""


def show() -> None:
    """All sources; the first one is open, since most people begin there."""
    st.html(people.kicker("How to get your files"))
    for name, icon, steps in SOURCES:
        with st.expander(name, icon=icon, expanded=name == SOURCES[0][0], key=f"how_{icon}_{name}"):
            st.html(people.steps(steps))
