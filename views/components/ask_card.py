"""An ask as a card: over whom, what it waits for, the words to send, and what happened."""

from typing import Literal

import streamlit as st

from graph.errors import UserError
from graph.model import EGO, IntroPath, Person, Step
from graph.outreach import asking
from graph.outreach.asks import Ask, Event, Happening, Outcome, State
from graph.outreach.kept import Who
from graph.outreach.planning import PlannedAsk
from graph.search.targets import organization_called
from views import asks, state, weekly, wording
from views.components import letter_box, people, preparing
from views.text import markdown

_KINDS = {
    State.PLANNED: "person", State.ASKED: "fair", State.AGREED: "warm", State.TARGET_ASKED: "fair",
    State.TARGET_AGREED: "warm", State.INTRODUCED: "warm", State.MET: "warm", State.CLOSED: "contact",
}  # fmt: skip
"""The colour of each state; others are quiet."""

_QUIET = frozenset({Happening.DECLINED, Happening.TARGET_DECLINED, Happening.NUDGED, Happening.LET_GO})
"""What is noted with a quiet button, beside the one that leads on."""


def show(ask: Ask) -> None:
    """The card of an ask."""
    with st.container(border=True, key=f"ask_{ask.id}", gap="small"):
        _head(ask.company, asks.STATE_WORDS[ask.state], _KINDS.get(ask.state, "quiet"))
        st.html(people.strip(_path(ask)))
        st.html(people.note(asks.waits_for(ask)))
        letter_box.show(ask)
        _buttons(ask)


def offer(offered: PlannedAsk, number: int) -> None:
    """The card of an ask that the plan proposes."""
    named = offered.targets[0]
    with st.container(border=True, key=f"offer_{number}", gap="small"):
        _head(named.target.name, wording.warmth_word(named.chance), wording.warmth_word(named.chance).lower())
        st.html(people.strip(named.path))
        with st.expander("Why this ask", type="compact", key=f"why_offer_{number}"):
            st.html(people.steps(map(weekly.why, offered.why)))
        with st.container(horizontal=True, vertical_alignment="center"):
            plan_button(named.path, named.target.name, f"offer_{number}")
            preparing.button(Who.of(offered.introducer), f"offer_{number}")


def another_way(ask: Ask) -> None:
    """After a no: the way that leaves out whoever said it."""
    way = asking.next_way(
        state.store(), lambda where, asked: state.ways_in(where, asked, guessing=False), ask, state.today()
    )
    with st.container(border=True, key=f"another_{ask.id}", gap="small"):
        _head(ask.company, "another way", "person")
        if way is None:
            st.html(
                people.note("No other way is open for now. A friend's contacts or a new acquaintance may open one.")
            )
            return
        st.html(people.strip(way))
        st.html(people.note("It leaves out who would rather not, and nobody on it learns of the earlier ask."))
        plan_button(way, ask.company, f"another_{ask.id}")


def plan_button(path: IntroPath, company: str, key: str) -> None:
    """Plans an ask on a path."""
    if st.button("Plan this ask", icon=":material/add_task:", key=f"plan_{key}", type="primary"):
        organization = organization_called(state.store(), company)
        try:
            asking.plan(state.store(), organization, path, state.today())
        except UserError as error:
            st.warning(markdown(str(error)), icon=":material/info:")
            return
        state.session().notice = "Planned. The words to send are on the page “This week”."
        st.rerun()


def _head(company: str, word: str, kind: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{markdown(company)}**", width="content")
        st.html(people.chips([(word, kind)]), width="content")


def _buttons(ask: Ask) -> None:
    leading = next((what for what in ask.possible if what not in _QUIET), None)
    kinds: dict[bool, Literal["secondary", "tertiary"]] = {False: "secondary", True: "tertiary"}
    with st.container(horizontal=True, vertical_alignment="center"):
        for what in ask.possible:
            if what is Happening.OUTCOME:
                _outcome(ask)
                continue
            label = markdown(asks.happening(what, ask))
            kind = "primary" if what is leading else kinds[what in _QUIET]
            if st.button(label, key=f"{what.value}_{ask.id}", type=kind):
                _record(ask, Event(what, state.today()))
        preparing.button(ask.asked_person if ask.state is not State.INTRODUCED else ask.toward, ask.id)
        if ask.events and st.button("Undo", icon=":material/undo:", key=f"back_{ask.id}", type="tertiary"):
            asking.take_back(state.store(), ask)
            st.rerun()


def _outcome(ask: Ask) -> None:
    chosen = st.selectbox(
        "What came of it",
        list(Outcome),
        index=None,
        format_func=asks.OUTCOME_WORDS.__getitem__,
        placeholder="What came of it?",
        label_visibility="collapsed",
        key=f"outcome_{ask.id}",
        width=240,
    )
    if chosen:
        _record(ask, Event(Happening.OUTCOME, state.today(), chosen))


def _record(ask: Ask, event: Event) -> None:
    held = asking.record(state.store(), ask, event)
    state.session().notice = f"Noted. {markdown(asks.waits_for(held))}"
    st.rerun()


def _path(ask: Ask) -> IntroPath:
    """The way of an ask as one is drawn."""
    known = [_person(who) for who in (Who(EGO, ""), *ask.way)]
    strengths = (*ask.strengths, *([0.0] * len(ask.way)))
    steps = [
        Step(giver, receiver, strength, True, ())
        for giver, receiver, strength in zip(known, known[1:], strengths, strict=False)
    ]
    return IntroPath(tuple(steps), ask.chance, ask.chance, ask.chance, ())


def _person(who: Who) -> Person:
    return state.store().person(who.id) or Person(who.id, who.name, "", "")
