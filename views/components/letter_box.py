"""The words to send for an ask: to copy, to open in one's mail program, to save; and what the linter marks in them."""

import streamlit as st

from graph.errors import UserError
from graph.outreach.asks import Ask
from graph.outreach.drafts import Draft, drafts_of
from graph.outreach.linter import Mark
from graph.outreach.templates import Letter
from views import asks, state
from views.components import people


def show(ask: Ask) -> None:
    """The letters that an ask needs now, folded away until they are wanted."""
    try:
        made = drafts_of(state.store(), ask)
    except UserError as error:
        st.html(people.note(str(error)))
        _to_templates(ask)
        return
    with st.expander(
        "Words to send", icon=":material/edit_note:", type="compact", key=f"words_{ask.id}_{ask.state.name}"
    ):
        for place, each in enumerate(made):
            letter(each, f"{ask.id}_{place}")
        st.html(people.note("Make them yours before you use them. Nothing is sent from here."))
        _to_templates(ask)


def letter(made: Draft, key: str) -> None:
    """One letter."""
    with st.container(key=f"letter_{key}", gap="xsmall"):
        st.html(people.kicker(f"{asks.LETTER_WORDS[made.letter.value]}, to {made.to.name}"))
        st.code(made.text, language=None, wrap_lines=True)
        if made.letter is not Letter.THANKS:
            marks(made.marks)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button("Open in mail", made.link, icon=":material/mail:")
            st.download_button(
                "Save",
                f"Subject: {made.subject}\n\n{made.whole}\n",
                file_name=f"{made.letter.value}.txt",
                mime="text/plain",
                icon=":material/download:",
                key=f"save_{key}",
                type="tertiary",
                on_click="ignore",
            )


def _to_templates(ask: Ask) -> None:
    with st.container(key=f"templates_{ask.id}"):
        st.page_link("views/settings.py", label="Change these words for all asks", icon=":material/edit:")


def marks(found: tuple[Mark, ...]) -> None:
    """What the linter marks, with what to do about it."""
    if not found:
        st.html(people.chips([("One clear ask, and a no is easy", "warm")]))
        return
    st.html(people.chips([(asks.RULE_WORDS[mark.rule], "fair") for mark in found]))
    for mark in found:
        st.html(people.note(mark.advice))
