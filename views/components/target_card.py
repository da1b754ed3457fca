"""A target as a card: who is there, how warm the way in is, and which other names mean the same company."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from graph import curate
from graph.model import Decision, DecisionKind, Introductions, Organization, OrganizationId, Target, TargetPeople
from views import state, wording
from views.components import people

SHOWN_SIMILAR = 8
"""Companies of a similar name that are offered as the same."""
SHOWN_NAMES = 6
"""People named under a target; the rest are counted."""


def show(target: Target, found: Introductions, firmness: str) -> None:
    """The card; `firmness` says how firmly the target is reached."""
    with st.container(border=True, key=f"target_{target.organization}", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            role = f" · {target.role}" if target.role else ""
            st.html(
                people.named(target.name, f"{wording.PRIORITY_WORDS[target.priority]}{role}", "contact"),
                width="content",
            )
            st.html(people.chips(_facts(found, firmness)), width="content")
        st.html(people.note(_who(found.target)))
        _same_names(target, found.target.similar)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                "views/introductions.py",
                label="Ways in",
                icon=":material/handshake:",
                query_params={"company": target.name},
            )
            st.button(
                "Remove",
                key=f"remove_{target.organization}",
                icon=":material/close:",
                type="tertiary",
                on_click=_ask_to_remove,
                args=(target.organization,),
            )
        if st.session_state.get("removing") == target.organization:
            _confirm_removal(target)


def _facts(found: Introductions, firmness: str) -> list[tuple[str, str]]:
    now = sum(one.current for one in found.target.people)
    before = len(found.target.people) - now
    word = wording.warmth_word(found.paths[0].warmth) if found.paths else "No way in yet"
    return [(f"{now} there now", "contact"), (f"{before} before", "quiet"), (word, word.lower())] + (
        [(firmness, "quiet")] if firmness else []
    )


def _who(target: TargetPeople) -> str:
    names = [one.person.name for one in target.people if one.current]
    if not names:
        return "Nobody in your data works there now."
    more = len(names) - SHOWN_NAMES
    return wording.listed(names) if more <= 0 else ", ".join(names[:SHOWN_NAMES]) + f" and {more} more"


def _same_names(target: Target, similar: Sequence[tuple[Organization, int]]) -> None:
    """Companies that may be the same, and those that were said to be."""
    for decision in _joined(target.organization):
        key = "_".join(decision.subjects)
        with st.container(horizontal=True, vertical_alignment="center", key=f"joined_{key}"):
            st.html(people.note(f"Counted as one: {wording.listed(_names(decision))}"), width="content")
            if st.button("Keep apart", key=f"apart_{key}", type="tertiary"):
                curate.separate_organizations(state.store(), decision)
                st.rerun()
    if not similar:
        return
    title = f"{wording.counted(len(similar), 'company', 'companies')} with a similar name, not counted"
    with st.expander(title, type="compact", key=f"similar_{target.organization}"):
        for other, count in similar[:SHOWN_SIMILAR]:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"similar_{target.organization}_{other.id}"
            ):
                said = f"{other.name}, {wording.counted(count, 'person', 'people')}"
                st.html(people.note(said), width="content")
                if st.button("Same company", key=f"same_{target.organization}_{other.id}", type="tertiary"):
                    curate.same_organization(state.store(), target.name, other.name, at=datetime.now(UTC))
                    st.rerun()


def _joined(organization: OrganizationId) -> list[Decision]:
    return [
        one
        for one in state.store().decisions()
        if one.kind is DecisionKind.SAME_ORGANIZATION and organization in one.subjects
    ]


def _names(decision: Decision) -> list[str]:
    found = (state.store().organization(OrganizationId(subject)) for subject in decision.subjects)
    return [one.name for one in found if one]


def _ask_to_remove(organization: OrganizationId) -> None:
    st.session_state["removing"] = organization


def _keep() -> None:
    st.session_state.pop("removing", None)


@st.dialog("Remove this target?", on_dismiss=_keep)
def _confirm_removal(target: Target) -> None:
    st.html(people.named(target.name, "Only the entry on your list goes; your contacts stay.", "contact"))
    if st.button("Remove it", type="primary", key="remove_confirmed"):
        curate.remove_target(state.store(), target.name)
        _keep()
        st.rerun()
