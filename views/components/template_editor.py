"""The templates of your letters: to choose, to change with the linter beside it, and back to the original."""

import streamlit as st

from graph.errors import UserError
from graph.outreach.drafts import marks_of
from graph.outreach.templates import FIELDS, Letter, Words, filled, keep_template, original, template_of
from views import asks, state
from views.components import letter_box, people
from views.text import markdown

SAMPLE = Words()
"""The made-up people with whom a template is tried out."""

LETTERS = tuple(Letter)
"""What can be changed."""


def show() -> None:
    """The box."""
    with st.container(border=True, key="templates", gap="small"):
        st.subheader("The words of your letters", anchor=False)
        letter = st.selectbox(
            "Letter", LETTERS, format_func=lambda one: asks.LETTER_WORDS[one.value], key="template_letter"
        )
        kept = template_of(state.store(), letter)
        text = st.text_area(
            "First line: the subject. Then an empty line and the letter.", kept, height=300, key=_key(letter)
        )
        with st.expander("Fields you may use", icon=":material/data_object:", type="compact", key="template_fields"):
            st.html(people.items((f"{{{{ {name} }}}}", getattr(SAMPLE, name) or "often empty") for name in FIELDS))
        broken = _tried(letter, text)
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Keep it", type="primary", key="template_keep", disabled=broken):
                keep_template(state.store(), letter, text)
                state.session().notice = "Kept. The words to send follow it from now on."
                st.rerun()
            if kept != original(letter) or text != kept:
                st.button(
                    "Back to the original", icon=":material/undo:", key="template_back", type="tertiary",
                    on_click=_back, args=(letter,),
                )  # fmt: skip


def _tried(letter: Letter, text: str) -> bool:
    """Shows the letter as it reads to made-up people, and what the linter marks in it; whether it is broken."""
    try:
        subject, body = filled(text or original(letter), letter, SAMPLE)
    except UserError as error:
        st.warning(markdown(str(error)), icon=":material/error:")
        return True
    st.html(people.kicker(f"As it reads, with made-up people: {subject}"))
    with st.container(key="letter_template"):
        st.code(body, language=None, wrap_lines=True)
    if letter is not Letter.THANKS:
        letter_box.marks(marks_of(letter, body, SAMPLE.you))
    return False


def _back(letter: Letter) -> None:
    keep_template(state.store(), letter, "")
    st.session_state[_key(letter)] = original(letter)


def _key(letter: Letter) -> str:
    """Where the text of a letter is held while it is changed; each store has its own."""
    return f"template_{state.store_url()}_{letter.value}"
