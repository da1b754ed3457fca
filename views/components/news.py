"""What a newer export says that the one before did not: who moved, and how many are new or gone."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from graph.snapshots import Change, ChangeKind
from views import wording
from views.components import people
from views.text import markdown

SHOWN_MOVES = 5
"""People who moved that are listed, those who moved to a target first; the rest are counted."""


def show(changes: Sequence[Change]) -> None:
    """The news, or nothing when there are none."""
    if not changes:
        return
    moved = [change for change in changes if change.kind is ChangeKind.MOVED]
    with st.container(border=True, key="news", gap="small"):
        st.html(people.kicker("Since your last export"))
        if moved:
            to_targets = sum(change.target for change in moved)
            st.markdown(f"**{wording.moves(len(moved), to_targets)}**")
        for change in moved[:SHOWN_MOVES]:
            _move(change)
        rest = _rest(changes, len(moved) - SHOWN_MOVES)
        if rest:
            st.html(people.note(rest))


def _move(change: Change) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"moved_{change.person.id}"
    ):
        role = "contact" if change.target else "person"
        st.html(people.named(change.person.name, _from_to(change), role), width="stretch")
        st.page_link(
            "views/people.py",
            label=markdown(change.person.given or change.person.name),
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={"person": change.person.id},
        )


def _from_to(change: Change) -> str:
    target = ", one of your targets" if change.target else ""
    return f"{change.before or 'Unknown'} → {change.now or 'unknown'}{target}"


def _rest(changes: Sequence[Change], more: int) -> str:
    count = Counter(change.kind for change in changes)
    told = [
        f"{more:,} more moved" if more > 0 else "",
        f"{wording.counted(count[ChangeKind.NEW], 'new contact')}" if count[ChangeKind.NEW] else "",
        f"{count[ChangeKind.GONE]:,} no longer there" if count[ChangeKind.GONE] else "",
    ]
    return wording.listed([each for each in told if each])
