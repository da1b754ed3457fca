"""Letting somebody be forgotten: find them, see what goes, confirm by writing their name."""

from collections.abc import Sequence

import streamlit as st

from graph import forgetting
from graph.copies import Copies, Copy
from graph.forgetting import Leaving
from graph.model import Person, PersonId
from graph.text import fold_words
from views import state, wording
from views.boundary import guarded
from views.components import people
from views.text import clean, markdown

SHOWN = 20
"""People among whom to choose; more letters find the others."""


def show() -> None:
    """The whole of it."""
    with st.container(border=True, key="forget"):
        st.subheader("Forget somebody", anchor=False)
        st.html(
            people.lead(
                "Everything about them goes for good, from every import, and later imports keep them out. "
                "Their name is not kept for that."
            )
        )
        text = st.text_input("Who", key="forget_who", placeholder="Name, company or e-mail", icon=":material/search:")
        found = state.store().find_people(text, limit=SHOWN) if text.strip() else ()
        if text.strip() and not found:
            st.html(people.note("Nobody is called that."))
        if found:
            _confirm(_chosen(found))
        with st.expander("Let somebody back in"):
            _let_back()


def _chosen(found: Sequence[Person]) -> PersonId:
    names = {one.id: _named(one) for one in found}
    picked: PersonId = st.selectbox("Which of them", list(names), format_func=names.__getitem__, key="forget_which")
    return picked


def _named(one: Person) -> str:
    line = wording.standing(one)
    return clean(f"{one.name}, {line}" if line else one.name)


def _confirm(who: PersonId) -> None:
    leaving = forgetting.preview(state.store(), who)
    copies = Copies(state.settings().data_folder)
    st.html(people.items(_what_goes(leaving, copies.there())))
    deletes = bool(copies.there()) and st.checkbox("Delete these copies too", key="forget_copies")
    name = clean(leaving.person.name)
    typed = st.text_input(f"To confirm, write: {markdown(name)}", key=f"forget_name_{who}")
    is_sure = bool(typed.strip()) and fold_words(typed) == fold_words(name)
    if st.button("Forget them", icon=":material/delete_forever:", key="forget_now", disabled=not is_sure):
        try:
            with st.spinner("Forgetting …"):
                forgetting.forget(state.store(), who)
        finally:  # they may be gone although their traces are not
            copies.sweep()
            if deletes and not state.store().people([who]):
                copies.remove()
        st.cache_resource.clear()
        state.session().notice = "Forgotten, and kept out of later imports."
        st.rerun()


@guarded()
def _let_back() -> None:
    st.html(
        people.note(
            "Who was forgotten is not kept, so there is no list to choose from. Write an address of theirs, their "
            "profile, or their name and company (Raj Patel, Acme): later imports may bring them again. What was erased "
            "stays so."
        )
    )
    text = st.text_input("E-mail, profile, or name, company", key="let_back_who")
    if st.button("Let them in again", key="let_back", disabled=not text.strip()):
        state.session().notice = wording.let_back(forgetting.let_back(state.store(), text))
        st.rerun()


def _what_goes(leaving: Leaving, copies: Sequence[Copy]) -> list[tuple[str, str]]:
    lists = [("A list that they gave you", f"imported {wording.day(run.at)}, goes as a whole") for run in leaving.lists]
    held = [("A copy that may hold them still", clean(f"{one.file}, {wording.day(one.at)}")) for one in copies]
    server = [] if state.store().file() else [("Your server", forgetting.SERVER_KEEPS)]
    return [(", ".join(wording.leaving(leaving)), "go for good"), *lists, *held, *server]
