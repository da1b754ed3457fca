"""Who or what was clicked in the network, and what one may do next."""

import streamlit as st

from graph.drawing.picture import Picture
from graph.model import EGO, Person, PersonId
from views import state, wording
from views.components import people
from views.components.atlas import Click

VIEWS = {"person": "A person", "company": "A company", "all": "Everybody"}
"""What the network may be shown around; the address of the page says it in these words."""


def take(click: Click | None, picture: Picture) -> None:
    """Remembers what was clicked, or whom a link names, so that the address of the page leads back to it."""
    session = state.session()
    if click is None:
        asked = st.query_params.get("person")
        found = state.store().person(PersonId(asked)) if asked else None
        session.picked = found.id if found else session.picked
    elif click.disc is not None:
        session.picked, session.picked_company = None, picture.companies[int(picture.places.company[click.disc])]
    elif click.row is not None:
        session.picked, session.picked_company = picture.person(click.row) if click.row >= 0 else None, None
    if session.picked:
        st.query_params["person"] = session.picked
    else:
        st.query_params.pop("person", None)


def show(picture: Picture) -> None:
    """The card of whom or what was clicked last."""
    session = state.session()
    found = state.store().person(session.picked) if session.picked else None
    if found:
        _person(found, picture.row(found.id) is not None)
    elif session.picked_company:
        _company(session.picked_company)
    else:
        with st.container(border=True, key="nobody_picked"):
            st.html(
                people.note("Click somebody to see who they are. Drag to move about; the wheel or two fingers zoom.")
            )


def _person(shown: Person, is_drawn: bool) -> None:
    with st.container(border=True, key="person_card", gap="xsmall"):
        st.html(people.person(shown, "ego" if shown.id == EGO else "person", "large"))
        ties = state.store().ties_of(shown.id)
        st.html(people.note(f"{wording.counted(len(ties), 'tie')} in your data"))
        if shown.id == EGO:
            return
        if shown.position:
            _introductions(shown.position.organization_name)
        st.page_link(
            "views/people.py", label="All that is known", icon=":material/person:", query_params={"person": shown.id}
        )
        st.page_link(
            "views/network.py", label="Around them", icon=":material/hub:",
            query_params={"show": VIEWS["person"], "around": shown.id, "person": shown.id},
        )  # fmt: skip
        if not is_drawn and state.fits():
            st.page_link(
                "views/network.py", label="Not in this picture: show among everybody", icon=":material/travel_explore:",
                query_params={"show": VIEWS["all"], "person": shown.id},
            )  # fmt: skip


def _company(name: str) -> None:
    with st.container(border=True, key="company_card", gap="xsmall"):
        count = next((count for one, count in state.organizations() if one.name == name), 0)
        st.html(people.titled(name, "contact", name, wording.counted(count, "person there", "people there"), "large"))
        _introductions(name)
        st.page_link(
            "views/network.py", label="Around this company", icon=":material/hub:",
            query_params={"show": VIEWS["company"], "at": name},
        )  # fmt: skip


def _introductions(company: str) -> None:
    st.page_link(
        "views/introductions.py", label="Introductions to this company", icon=":material/handshake:",
        query_params={"company": company},
    )  # fmt: skip
