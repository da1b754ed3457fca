"""What stands beside the asks of a week: what is due, introductions for others, an event, a tie to wake."""

import streamlit as st

from graph.outreach.asks import Ask
from graph.outreach.dormant import Dormant
from graph.outreach.followups import FollowUp, Move
from graph.outreach.gives import Give, keep_given
from graph.outreach.kept import Who
from graph.outreach.week import Week
from views import agenda, reach, state, wording
from views.components import calendar_button, people, preparing, second_calls
from views.text import markdown


def show(found: Week) -> None:
    """The boxes, those first that wait for you."""
    if found.due:
        with st.container(border=True, key="due", gap="small"):
            st.html(people.kicker("Due"))
            for place, waiting in enumerate(found.due):
                st.html(people.items([_due(waiting)]))
                if waiting.move is Move.NEXT_CONTACT:
                    _other_ways(waiting.ask, place)
    with st.container(border=True, key="give", gap="small"):
        st.html(people.kicker("Give: introductions you could make"))
        for each in found.gives:
            _give(each)
        if not found.gives:
            st.html(people.note("Nobody comes to mind this week."))
    with st.container(border=True, key="go_out", gap="small"):
        st.html(people.kicker("Go out once"))
        st.html(people.note(reach.help_of(found.event) if found.event else agenda.GOING_OUT))
    if found.dormant:
        _dormant(found.dormant)
    second_calls.show(found)
    if found.in_touch:
        with st.container(border=True, key="in_touch", gap="small"):
            st.html(people.kicker("Keep in touch"))
            st.html(
                people.items((each.person.name, f"last contact {wording.day(each.last)}") for each in found.in_touch)
            )
    calendar_button.show()


def _due(each: FollowUp) -> tuple[str, str]:
    name = each.ask.asked_person.name
    if each.move is Move.NUDGE:
        return f"Remind {name}, once", f"{each.ask.company}: seven business days without an answer, then leave it"
    return f"No answer from {name} yet", f"{each.ask.company}: try another contact there meanwhile"


def _other_ways(ask: Ask, place: int) -> None:
    with st.container(key=f"other_ways_{place}"):
        st.page_link(
            "views/introductions.py",
            label=f"Other ways to {markdown(ask.company)}",
            icon=":material/arrow_forward:",
            query_params={"company": ask.company},
        )


def _give(each: Give) -> None:
    key = f"{each.one.id}_{each.other.id}"
    with st.container(key=f"give_{key}", gap="xsmall"):
        st.html(people.person(each.one))
        st.html(people.person(each.other))
        st.html(people.note(f"Both work as {each.profession}, and nothing shows that they know each other. Ask both."))
        with st.container(horizontal=True):
            if st.button("Done, or not these two", key=f"given_{key}", type="tertiary", icon=":material/check:"):
                keep_given(state.store(), each.one, each.other, state.today())
                st.rerun()


def _dormant(each: Dormant) -> None:
    with st.container(border=True, key="dormant", gap="small"):
        st.html(people.kicker("Wake one tie"))
        st.html(people.person(each.worth.person))
        place = f" Number {each.comfort} in your own order." if each.comfort else ""
        st.html(people.note(f"Last sign of you two: {wording.day(each.since)}.{place}"))
        with st.expander("Why them", type="compact", key="why_dormant"):
            st.html(people.items((reason.label, reason.detail) for reason in each.worth.reasons[:-1]))
        preparing.button(Who.of(each.worth.person), "dormant")
