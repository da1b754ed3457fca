"""Who a person is, as the user says: somebody else who is in the data too, or really two people."""

from datetime import UTC, datetime

import streamlit as st

from graph import merging
from graph.model import EGO, Person
from graph.records import Origin
from views import state, wording
from views.components import people
from views.text import markdown

_SAME, _SEVERAL = "same", "several"


def buttons(shown: Person) -> None:
    """The two corrections; the second only where a person stands in several entries."""
    if shown.id == EGO:
        return
    _button("Same as …", _SAME, ":material/merge:", "Somebody else in your data is the same person")
    if _entries(shown) > 1:
        _button("This is two people", _SEVERAL, ":material/call_split:", "Entries of two people came together here")
    asked = st.session_state.get("identity")
    if asked == _SAME:
        _same_as(shown)
    elif asked == _SEVERAL:
        _take_apart(shown)


def _button(label: str, what: str, icon: str, said: str) -> None:
    st.button(label, key=f"identity_{what}", icon=icon, help=said, type="tertiary", on_click=_ask, args=(what,))


def _entries(shown: Person) -> int:
    """In how many lists somebody is described; that a message or a card names them is no entry."""
    records = state.store().records_of(shown.id)
    return len({record.entry for record in records if record.origin in (Origin.NETWORK, Origin.ADDRESS_BOOK)})


def _ask(what: str) -> None:
    st.session_state["identity"] = what


def _keep() -> None:
    st.session_state.pop("identity", None)


@st.dialog("One and the same person", on_dismiss=_keep)
def _same_as(shown: Person) -> None:
    st.html(people.person(shown))
    names = {who: name for who, name in state.everybody_by_name().items() if who != shown.id}
    other = st.selectbox(
        "Same as", names, index=None, format_func=names.__getitem__, key="same_person", placeholder="Choose somebody"
    )
    if other:
        found = state.store().person(other)
        st.html(people.note(wording.standing(found) if found else ""))
    if st.button("Merge", type="primary", key="merge_confirmed", disabled=other is None) and other:
        merging.merge(state.store(), shown.id, other, at=datetime.now(UTC))
        state.session().notice = f"{markdown(shown.name)} and {markdown(names[other])} are one person now."
        _keep()
        st.rerun()


@st.dialog("Take this person apart?", on_dismiss=_keep)
def _take_apart(shown: Person) -> None:
    st.html(people.person(shown))
    st.markdown(
        "Entries with different profiles or names become people of their own, and stay so in later imports. "
        "If that was wrong, put them together again with *Same as …*."
    )
    if st.button("Take apart", type="primary", key="split_confirmed"):
        merging.split(state.store(), shown.id, at=datetime.now(UTC))
        state.session().notice = f"{markdown(shown.name)} is taken apart."
        _keep()
        st.rerun()
