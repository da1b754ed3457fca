"""The Network page: who stands around a person or a company, or everybody at once."""

import streamlit as st

from graph.model import EGO, PersonId
from graph.search.targets import find_organization
from views import pictures, state, wording
from views.components import atlas, network_card, network_files, network_filter, network_table, people, welcome
from views.pictures import Drawn, Subject

STEPS = {1: "1 step", 2: "2 steps"}
KEY = "network_picture"


def show() -> None:
    """The page."""
    st.title("Network", anchor=False)
    if not state.store().runs():
        welcome.nothing_yet("The people around you, company by company, will be drawn here.")
        return
    lead = st.empty()
    with st.container(horizontal=True, vertical_alignment="bottom", key="network_question"):
        kind = st.segmented_control(
            "Show", _views(), format_func=network_card.VIEWS.__getitem__, default="person", required=True,
            key="show", bind="query-params",
        )  # fmt: skip
        subject, told = _everybody() if kind == "all" else _company() if kind == "company" else _person()
    if subject is None:
        lead.html(people.lead(told))
        return
    lead.html(people.lead(told))
    _picture(pictures.drawn(subject), subject, told)


def _views() -> list[str]:
    """Everybody at once only where everybody fits into memory."""
    return [kind for kind in network_card.VIEWS if kind != "all" or state.fits()]


def _person() -> tuple[Subject | None, str]:
    asked = PersonId(st.query_params.get("around", EGO))
    names = {EGO: "You", **state.everybody_by_name()}
    found = state.store().person(asked) if asked not in names else None
    if found:  # a link may lead to somebody whom the chooser does not offer
        names[found.id] = found.name
    start = found.id if found else asked if asked in names else EGO
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
    return Subject(person=who, depth=_depth(), guessing=_guessing()), told


def _company() -> tuple[Subject | None, str]:
    names = [one.name for one, _ in state.organizations()]
    asked = st.query_params.get("at", "")
    start = names.index(asked) if asked in names else 0 if names else None
    name = st.selectbox("Company", names, index=start, key=f"network_company_{start}", width=280)
    company = find_organization(state.store(), name) if name else None
    if company is None:
        return None, "No company is known yet: the files so far name none."
    told = f"The people at {company.name}, and who knows them."
    return Subject(company=company.id, depth=_depth(), guessing=_guessing()), told


def _everybody() -> tuple[Subject | None, str]:
    told = "Everybody in your data. Each circle is a company; come closer to see its people."
    return Subject(guessing=_guessing()), told


def _depth() -> int:
    chosen = st.segmented_control(
        "How far", STEPS, format_func=STEPS.__getitem__, default=1, required=True, key="network_depth"
    )
    return chosen or 1


def _guessing() -> bool:
    said = "Dotted lines: nobody has seen these ties."
    return state.infers() and st.toggle("Likely ties", key="network_guessing", help=said)


def _picture(drawn: Drawn, subject: Subject, told: str) -> None:
    left, right = st.columns([8, 3], gap="medium")
    with left:
        asked = network_filter.ask(drawn.picture, subject)
        tones = pictures.coloured(state.moment(), subject, asked.colour)
        network_card.take(atlas.clicked(KEY, drawn.sheet), drawn.picture)
        atlas.draw(
            network_filter.look(drawn, subject, asked, tones, f"{told} {_counted(drawn)}"),
            key=KEY,
        )
        st.html(people.tones(tones.legend, asked.colour))
        st.html(people.legend())
        network_filter.tell_hidden(drawn.picture, asked)
        network_table.show(drawn.picture, asked.shown)
    with right:
        network_card.show(drawn.picture)
        network_files.offer(drawn.picture, asked, tones)


def _counted(drawn: Drawn) -> str:
    count, ties = len(drawn.picture), len(drawn.picture.scene.low)
    return f"{wording.counted(count, 'person', 'people')}, {wording.counted(ties, 'tie')}."


if __name__ == "__main__":  # run by st.navigation
    show()
