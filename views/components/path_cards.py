"""The ranked paths as cards, what to do first on the chosen one, and a person who was clicked."""

from collections.abc import Callable

import streamlit as st

from graph.model import EGO, Introductions, IntroPath, Person, PersonId
from views import state, wording
from views.components import ask_card, people
from views.components.path_picture import people_on

CHOSEN_KEY = "path_chosen"
"""Container key of the chosen card: its frame is drawn in the accent colour."""


def ranked(found: Introductions, chosen: IntroPath, leave_out: Callable[[PersonId], None]) -> None:
    """All paths, those to people that ego knows under a heading of their own, and colder ones from newer circles."""
    direct = [path for path in found.paths if path.is_direct]
    others = [path for path in found.paths if not path.is_direct]
    offered = (*found.paths, *found.newer)
    said = wording.two_axes(others)
    for heading, note, group in (
        ("People you know there", "", direct),
        ("Through an introduction", said, others),
        ("Colder, over newer circles", wording.NEWER, found.newer),
    ):
        if group:
            st.html(people.kicker(heading))
        if group and note:
            st.html(people.note(note))
        for path in group:
            _card(path, offered.index(path) + 1, path == chosen, leave_out)


def next_step(path: IntroPath, company: str) -> None:
    """What to do first on the chosen path, with a few words to start from."""
    first = path.steps[0].receiver
    with st.container(border=True, key="next_step", gap="xsmall"):
        st.html(people.kicker("Next step"))
        st.html(people.person(first, "contact" if path.is_direct else "person", "large"))
        st.html(people.note(wording.next_step(path)))
        st.code(_words_to_send(path, company), language=None, wrap_lines=True)
        st.html(people.note("Copy it and make it yours. Nothing is sent from here."))
        ask_card.plan_button(path, company, "chosen")


def person_card(shown: Person, leave_out: Callable[[PersonId], None] | None = None) -> None:
    """A person who was clicked, with the way to everything known about them."""
    with st.container(border=True, key="person_card", gap="xsmall"):
        st.html(people.person(shown, "ego" if shown.id == EGO else "person", "large"))
        ties = state.store().ties_of(shown.id)
        st.html(people.note(f"{wording.counted(len(ties), 'tie')} in your data"))
        if shown.id == EGO:
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                "views/people.py",
                label="All that is known",
                icon=":material/person:",
                query_params={"person": shown.id},
            )
            st.page_link(
                "views/network.py", label="Around them", icon=":material/hub:", query_params={"around": shown.id}
            )
            if leave_out:
                st.button(
                    "Search without",
                    icon=":material/person_off:",
                    key="without_picked",
                    type="tertiary",
                    on_click=leave_out,
                    args=(shown.id,),
                )


def no_path(found: Introductions) -> None:
    """Why there is no way in, and what to do next."""
    unreachable = found.unreachable
    if unreachable is None:
        return
    with st.container(border=True, key="no_path"):
        st.html(people.kicker(unreachable.label))
        st.html(people.lead(unreachable.detail))
        st.html(people.steps(unreachable.next))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("views/sources.py", label="Import a friend's contacts", icon=":material/upload_file:")
            st.page_link("views/people.py", label="Look through your people", icon=":material/group:")
            st.page_link("views/targets.py", label="Choose another target", icon=":material/flag:")


def _card(path: IntroPath, rank: int, is_chosen: bool, leave_out: Callable[[PersonId], None]) -> None:
    with st.container(border=True, key=CHOSEN_KEY if is_chosen else f"path_{rank}", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            word = wording.warmth_word(path.warmth)
            kind = "direct" if path.is_direct else "person"
            facts = [(word, word.lower()), (wording.introducers_word(path), kind), *wording.path_facts(path)]
            st.html(people.chips(facts), width="content")
            st.html(people.chances(path), width="content")
        st.html(people.strip(path))
        with st.expander("Why this path", expanded=is_chosen, type="compact", key=f"why_{rank}_{is_chosen}"):
            st.html(people.path_reasons(path))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Shown above" if is_chosen else "Show this path",
                key=f"choose_{rank}",
                disabled=is_chosen,
                icon=":material/visibility:",
                on_click=_choose,
                args=(path,),
            )
            if not path.is_direct:
                st.button(
                    "Without this introducer",
                    key=f"without_{rank}",
                    icon=":material/person_off:",
                    type="tertiary",
                    on_click=leave_out,
                    args=(path.introducers[0].id,),
                )


def _choose(path: IntroPath) -> None:
    state.session().chosen = tuple(people_on(path))


def _words_to_send(path: IntroPath, company: str) -> str:
    first, contact = path.steps[0].receiver, path.contact
    greeting = f"Hi {first.given or first.name},"
    if path.is_direct:
        return (
            f"{greeting}\n\nI am looking at {company} and would value 15 minutes of your view of it. "
            "Would next week suit you? If it is a bad time, no problem at all."
        )
    asked = path.steps[1].receiver.name
    goal = "" if path.steps[1].receiver == contact else f" I hope to reach {contact.name} in the end."
    return (
        f"{greeting}\n\nI am looking at {company} and saw that you may know {asked}.{goal} If you do, would you be "
        "comfortable introducing us? I can send a short note to forward. If not, no problem at all."
    )
