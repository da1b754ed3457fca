"""The first page: what this is for; afterwards how each target stands, who moved, and how fresh the data is."""

import streamlit as st

from graph.chances import about
from graph.freshness import freshness
from graph.model import Introductions, Target
from graph.store.kept import StoreStatus
from views import comparing, due, reach, state, wording
from views.components import freshness as ages
from views.components import news, people, welcome
from views.text import markdown

SHOWN_TARGETS = 6
"""Targets on the first page, the most urgent first; the Targets page has all."""


def show() -> None:
    """The page."""
    status = state.status()
    if status.runs == 0:
        welcome.show()
    else:
        _overview(status)


def _overview(status: StoreStatus) -> None:
    targets = state.store().targets()
    st.title("Your network", anchor=False)
    if targets:
        st.html(people.lead(reach.summary(state.coverage())))
    main, beside = st.columns([7, 4], gap="large")
    with main:
        _targets(targets)
    with beside:
        _due()
        _figures(status)
        _questions(status)
        news.show(state.news())
        ages.show(freshness(state.store().runs(), state.today()))


def _due() -> None:
    """What waits for the user this week."""
    with st.container(border=True, key="due", gap="small"):
        held = due.today()
        told = wording.waiting(held.planned, held.under_way, held.due, has_focus=held.has_focus)
        st.markdown(f"**{told}**")
        st.page_link("views/week.py", label="This week", icon=":material/event_available:")


def _targets(targets: tuple[Target, ...]) -> None:
    if not targets:
        _first_target()
        return
    st.subheader("Your targets", anchor=False)
    ways = state.best_ways()
    for target in sorted(targets, key=lambda one: -one.priority)[:SHOWN_TARGETS]:
        _target(target, ways[target.organization])
    if len(targets) > SHOWN_TARGETS:
        st.page_link("views/targets.py", label=f"All {len(targets)} targets", icon=":material/flag:")


def _figures(status: StoreStatus) -> None:
    owners = len({run.owner for run in state.store().runs()})
    st.html(
        people.figures(
            (
                (f"{status.people:,}", "people"),
                (f"{len(state.organizations()):,}", "companies"),
                (f"{owners:,}", "address book" if owners == 1 else "address books"),
                (f"{status.ties:,}", "ties"),
            )
        )
    )


def _questions(status: StoreStatus) -> None:
    """How many people may be one, where that is found out quickly; the Review page finds out in any case."""
    found = state.questions() if status.people <= comparing.QUICKLY_COMPARED else None
    count = len(found.open) if found else 0
    if count:
        with st.container(
            border=True,
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key="to_review",
        ):
            pairs = "pair of people looks" if count == 1 else "pairs of people look"
            st.markdown(f"**{count:,} {pairs} like one and the same.**", width="content")
            st.page_link("views/review.py", label="Review", icon=":material/join_inner:")


def _first_target() -> None:
    with st.container(border=True, key="no_target"):
        st.markdown("**Which company would you like to work for?** Put it on your list to see the warmest way in.")
        if st.button("Add your first target", type="primary", icon=":material/flag:", key="go_targets"):
            st.switch_page("views/targets.py")


def _target(target: Target, found: Introductions) -> None:
    with st.container(border=True, key=f"target_{target.organization}", gap="small"):
        best = found.paths[0] if found.paths else None
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{markdown(target.name)}**", width="content")
            word = wording.warmth_word(best.warmth) if best else "No way in yet"
            said = f"{word}: {about(best.warmth)}" if best else word
            st.html(people.chips([(said, word.lower())]), width="content")
        if best:
            st.html(people.strip(best))
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"onwards_{target.organization}",
        ):
            st.html(people.note(wording.next_step(best) if best else _why_not(found)))
            st.page_link(
                "views/introductions.py",
                label="See all ways in" if best else "See what would help",
                icon=":material/arrow_forward:",
                icon_position="right",
                query_params={"company": target.name},
            )


def _why_not(found: Introductions) -> str:
    return found.unreachable.label if found.unreachable else ""


if __name__ == "__main__":  # run by st.navigation
    show()
