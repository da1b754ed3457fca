"""The Targets page: the companies to reach, who is there, and how warm the way in is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from graph import curate
from graph.model import Introductions, OrganizationId, Target
from views import reach, state, wording
from views.components import people, proposals, target_card, target_table, wish_list
from views.text import markdown

SHOWN_HANGING = 4
"""People on whom targets hang that are listed; the rest are counted."""


def show() -> None:
    """The page."""
    st.title("Targets", anchor=False)
    st.html(
        people.lead(
            "The companies you would like to reach. A short list with a role beside each name gets better "
            "answers than a long one."
        )
    )
    _add()
    wish_list.paste()
    ways = state.best_ways()
    targets = target_table.in_order(state.store().targets(), ways)
    if targets:
        _glance()
        _list(targets, ways)
    else:
        st.html(people.note("Your list is empty: name one company above, or paste all of them at once."))
    proposals.show(state.proposals())


def _list(targets: Sequence[Target], ways: Mapping[OrganizationId, Introductions]) -> None:
    """The table, and below it the target whose details are asked for."""
    covered = state.coverage().targets
    opened = target_table.show(targets, ways, covered)
    firm = next((each for each in covered if each.target.organization == opened.organization), None)
    target_card.show(opened, ways[opened.organization], reach.firmness(firm) if firm else "")


def _glance() -> None:
    """How much of the list can be reached, what hangs on one person, and what would help."""
    found = state.coverage()
    hanging = list(reach.closed(found))
    with st.container(border=True, key="glance", gap="small"):
        st.subheader(reach.reached(found), anchor=False)
        if hanging:
            st.html(people.kicker("What hangs on one person"))
            st.html(people.steps(hanging[:SHOWN_HANGING]))
            if len(hanging) > SHOWN_HANGING:
                st.html(people.note(f"and {len(hanging) - SHOWN_HANGING} more"))
        with st.expander("Whom to get to know", type="compact", key="would_help", on_change="rerun") as fold:
            if fold.open:  # of thirty thousand people it takes seconds to find out
                _helping()


def _helping() -> None:
    found = state.coverage(helping=True)
    helping = [*found.people, *found.groups]
    st.html(people.steps(map(reach.help_of, helping)))
    said = "What one more tie would bring, if nothing else changes."
    st.html(people.note(said if helping else "One more tie would change nothing."))


def _add() -> None:
    with st.form("add_target", border=True, clear_on_submit=True):
        company, role, priority, button = st.columns([4, 3, 5, 2], vertical_alignment="bottom")
        name = company.selectbox(
            "Company",
            [one.name for one, _ in state.organizations()],
            index=None,
            accept_new_options=True,
            placeholder="Choose one or type a new name",
            key="new_company",
        )
        wanted = role.text_input("Role you are after", placeholder="optional", key="new_role")
        urgency = priority.segmented_control(
            "Priority",
            range(len(wording.PRIORITY_WORDS)),
            format_func=wording.PRIORITY_WORDS.__getitem__,
            default=2,
            required=True,
            key="new_priority",
        )
        sent = button.form_submit_button("Add", type="primary", width="stretch", key="add")
    if not sent:
        return
    if not (name or "").strip():
        st.warning("Choose a company, or type its name.", icon=":material/info:")
        return
    added = curate.add_target(
        state.store(), str(name), role=wanted.strip() or None, priority=urgency or 0, at=datetime.now(UTC)
    )
    target_table.open_target(added.organization)
    state.session().notice = f"{markdown(added.name)} is on your list."
    st.rerun()


if __name__ == "__main__":  # run by st.navigation
    show()
