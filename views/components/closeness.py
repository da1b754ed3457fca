"""How well the user knows somebody, in one click: the strongest evidence there is, and taken back as easily."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from graph import stating
from graph.model import EGO, Decision, DecisionKind, Person
from views import state, wording
from views.components import people

WELL, MET = 4, 3
"""The levels (of 1 to 5) that the answers stand for: well, and familiar."""


def ask(shown: Person) -> None:
    """The question about ego and this person, or what was answered."""
    if shown.id == EGO:
        return
    said = next((decision for other, decision in stating.said_of(state.store(), shown) if other.id == EGO), None)
    with st.container(horizontal=True, vertical_alignment="center", key="closeness"):
        if said is not None:
            st.html(people.note(_said(said)), width="content")
            _button("Take it back", ":material/undo:", shown, lambda at: _take_back(shown))
            return
        _button("I know them well", ":material/favorite:", shown, lambda at: _know(shown, WELL, at))
        _button("We have met", ":material/handshake:", shown, lambda at: _know(shown, MET, at))
        _button("We never met", ":material/block:", shown, lambda at: _never(shown, at))


def _button(label: str, icon: str, shown: Person, answer: Callable[[datetime], None]) -> None:
    if st.button(label, icon=icon, key=f"closeness_{label}_{shown.id}", type="tertiary"):
        answer(datetime.now(UTC))
        st.rerun()


def _said(decision: Decision) -> str:
    if decision.kind is DecisionKind.DENY_TIE:
        return "You said: we never met."
    return f"You said: I know them {wording.LEVEL_WORDS[int(decision.subjects[2]) - 1]}."


def _know(shown: Person, level: int, at: datetime) -> None:
    stating.state_tie(state.store(), EGO, shown.id, level, at=at)


def _never(shown: Person, at: datetime) -> None:
    stating.deny_tie(state.store(), EGO, shown.id, at=at)


def _take_back(shown: Person) -> None:
    stating.take_back_tie(state.store(), EGO, shown.id)
