"""The first page: what this is for, then how each target stands and what to do next."""

import streamlit as st

from graph.model import ImportRun, Introductions, Target
from graph.store.kept import StoreStatus
from views import state, wording
from views.components import news, people, welcome
from views.text import markdown

SHOWN_RUNS = 3
"""Imports listed on the first page, newest first."""


def show() -> None:
    """The page."""
    status = state.store().status()
    if status.runs == 0:
        welcome.show()
    else:
        _overview(status)


def _overview(status: StoreStatus) -> None:
    runs = state.store().runs()
    owners = len({run.owner for run in runs})
    targets = state.store().targets()
    st.title("Your network", anchor=False)
    st.html(
        people.figures(
            (
                (f"{status.people:,}", "people"),
                (f"{status.organizations:,}", "companies"),
                (f"{owners:,}", "address book" if owners == 1 else "address books"),
                (f"{status.ties:,}", "ties"),
            )
        )
    )
    _questions(status)
    news.show(state.news())
    st.subheader("Your targets", anchor=False)
    if not targets:
        _first_target()
    ways = state.best_ways()
    for target in targets:
        _target(target, ways[target.organization])
    st.subheader("Latest imports", anchor=False)
    for run in reversed(runs[-SHOWN_RUNS:]):
        _run(run)


def _questions(status: StoreStatus) -> None:
    """How many people may be one, where that is found out quickly; the Review page finds out in any case."""
    if status.people > state.QUICKLY_COMPARED:
        return
    count = len(state.questions().open)
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
            st.html(people.chips([(word, word.lower())]), width="content")
        if best:
            st.html(people.strip(best))
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
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


def _run(run: ImportRun) -> None:
    files = wording.listed([one.name.rsplit("/", 1)[-1] for one in run.files if one.importer][:3])
    st.html(
        people.note(
            f"{run.owner_name}: {files}, {wording.entries(run.counts.read)}, {wording.ago(run.at, state.today())}"
        )
    )


if __name__ == "__main__":  # run by st.navigation
    show()
