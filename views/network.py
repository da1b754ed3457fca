"""The Network page: who stands around a person or a company, or everybody at once."""

import streamlit as st

from graph.model import EGO, PersonId
from graph.search.targets import find_organization
from views import state, wording
from views.components import canvas, path_cards, people, welcome
from views.components.scene import Scene
from views.pictures import Subject, drawn

VIEWS = {"person": "Around a person", "company": "Around a company", "all": "Everybody"}
STEPS = {1: "1 step", 2: "2 steps"}


def show() -> None:
    """The page."""
    st.title("Network", anchor=False)
    if not state.store().runs():
        welcome.nothing_yet("The people around you, company by company, will be drawn here.")
        return
    lead = st.empty()
    with st.container(horizontal=True, vertical_alignment="bottom", key="network_question"):
        kind = st.segmented_control(
            "Show", VIEWS, format_func=VIEWS.__getitem__, default="person", required=True, key="network_kind"
        )
        subject = _everybody() if kind == "all" else _company() if kind == "company" else _person()
    if subject is None:
        return
    lead.html(people.lead(subject.told))
    made = drawn(subject)
    session = state.session()
    left, right = st.columns([8, 3], gap="medium")
    with left:
        session.picked = canvas.draw(made.picture, key=f"graph_{kind}", picked=session.picked)
        st.html(people.legend())
        _tell_hidden(made.scene)
    with right:
        _picked(session.picked)


def _person() -> Subject:
    names = {EGO: "You", **state.everybody_by_name()}
    asked = PersonId(st.query_params.get("around", EGO))
    start = asked if asked in names else EGO
    choice = list(names)
    who = st.selectbox(
        "Person",
        choice,
        index=choice.index(start),
        format_func=names.__getitem__,
        key=f"network_person_{start}",
        width=280,
    )
    subject = "you" if who == EGO else names[who]
    told = f"The people around {subject}, company by company."
    return Subject(told, person=who, depth=_depth(), guessing=_guessing())


def _company() -> Subject | None:
    names = [one.name for one, _ in state.organizations()]
    name = st.selectbox("Company", names, index=0 if names else None, key="network_company", width=280)
    company = find_organization(state.store(), name) if name else None
    if company is None:
        return None
    told = f"The people at {company.name}, and who knows them."
    return Subject(told, company=company.id, depth=_depth(), guessing=_guessing())


def _everybody() -> Subject:
    return Subject("Everybody in your data: each circle is a company, each dot a person.")


def _depth() -> int:
    chosen = st.segmented_control(
        "How far", STEPS, format_func=STEPS.__getitem__, default=1, required=True, key="network_depth"
    )
    return chosen or 1


def _guessing() -> bool:
    said = "Dotted lines: nobody has seen these ties."
    return state.fits() and st.toggle("Likely ties", key="network_guessing", help=said)


def _tell_hidden(shown: Scene) -> None:
    total = sum(shown.hidden)
    if total:
        count = wording.counted(total, "person is", "people are")
        st.html(people.note(f"{count} left out, those with the weakest ties, so that the picture can be read."))


def _picked(picked: PersonId | None) -> None:
    found = state.store().person(picked) if picked else None
    if found is None:
        with st.container(border=True, key="nobody_picked"):
            st.html(people.note("Click somebody to see who they are. Drag to move about; the wheel brings you closer."))
        return
    path_cards.person_card(found)


if __name__ == "__main__":  # run by st.navigation
    show()
