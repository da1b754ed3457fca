"""Companies that the user's own LinkedIn archive says are of interest, each one click away from the target list."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from graph import curate
from graph.search.targets import Proposal
from views import kinds, state, wording
from views.components import people
from views.text import markdown

SHOWN_PROPOSALS = 6
"""Proposals that are shown at once; the next ones follow when these are on the list."""


def show(found: Sequence[Proposal]) -> None:
    """The proposals, those first where most people are known."""
    if not found:
        return
    st.subheader("Proposed from your LinkedIn archive", anchor=False)
    for number, proposal in enumerate(found[:SHOWN_PROPOSALS]):
        _proposal(proposal, number)
    more = len(found) - SHOWN_PROPOSALS
    if more > 0:
        st.html(people.note(f"and {wording.counted(more, 'more company', 'more companies')}"))


def _proposal(proposal: Proposal, number: int) -> None:
    with st.container(
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"proposal_{number}",
    ):
        st.html(people.named(proposal.name, _line(proposal), "contact"), width="stretch")
        if st.button("Add to my targets", icon=":material/add:", key=f"propose_{number}"):
            added = curate.add_target(state.store(), proposal.name, at=datetime.now(UTC))
            state.session().notice = f"{markdown(added.name)} is on your list."
            st.rerun()


def _line(proposal: Proposal) -> str:
    """Why it is proposed, since when, and whom the user knows there."""
    why = wording.listed([kinds.interest(each) for each in proposal.why])
    day = f" ({wording.day(proposal.day)})" if proposal.day else ""
    known = wording.counted(proposal.people, "person", "people") if proposal.people else "nobody"
    return f"{why[:1].upper()}{why[1:]}{day} · {known} there in your data"
