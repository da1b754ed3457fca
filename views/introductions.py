"""The Introductions page: who can introduce me to this company?"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.model import Introductions, Organization, PersonId
from graph.search.targets import organization_called
from views import state, wording
from views.components import canvas, path_cards, path_picture, people, question, welcome
from views.text import clean

COMPANY_KEY = "company"
"""Key of the chooser, and what the address calls it."""


def show() -> None:
    """The page."""
    heading, chooser = st.columns([7, 4], vertical_alignment="bottom", gap="large")
    company = _company(chooser)
    with heading:
        st.title("Introductions", anchor=False)
        lead = st.empty()
    if company is None:
        lead.html(people.lead("Choose a company, and see who can introduce you."))
        if not state.store().runs():
            welcome.nothing_yet("Your contacts come first: they are the ones who can introduce you.")
        return
    asked = question.ask(company.id)
    found = state.ways_in(company, asked, guessing=question.guessing())
    lead.html(people.lead(_lead(found, company, asked.limit)))
    if found.paths:
        _paths(found, company, asked.limit)
    else:
        path_cards.no_path(found)


def _company(place: DeltaGenerator) -> Organization | None:
    """The company asked for: targets come first, then all others; a link may name any, also one that nobody is at."""
    targets = [one.name for one in state.store().targets()]
    asked = clean(st.query_params.get(COMPANY_KEY, ""))
    others = (one.name for one, _ in state.organizations())
    names = list(dict.fromkeys([*targets, *others, *([asked] if asked else [])]))
    chosen = place.selectbox(
        "Company",
        names,
        index=0 if targets else None,
        placeholder="Choose a company",
        key=COMPANY_KEY,
        bind="query-params",
    )
    return organization_called(state.store(), chosen) if chosen else None


def _paths(found: Introductions, company: Organization, limit: int) -> None:
    session = state.session()
    offered = (*found.paths, *found.newer)
    chosen = next((path for path in offered if tuple(path_picture.people_on(path)) == session.chosen), offered[0])
    drawn = path_picture.picture(found.paths, chosen, company.name)
    session.picked = canvas.draw(drawn, key="paths", picked=session.picked)
    st.html(people.legend())
    with st.container(key="answer"):
        cards, beside = st.columns([7, 4], gap="large")
    with beside:
        _person(session.picked)
        path_cards.next_step(chosen, company.name)
    with cards:
        path_cards.ranked(found, chosen, question.leave_out)
        if len(found.paths) >= limit:
            question.offer_more(company.id)


def _person(picked: PersonId | None) -> None:
    shown = state.store().person(picked) if picked else None
    if shown:
        path_cards.person_card(shown, question.leave_out)


def _lead(found: Introductions, company: Organization, limit: int) -> str:
    if not found.paths:
        return f"{company.name}: {found.unreachable.label.lower() if found.unreachable else 'no way in'}."
    is_cut = len(found.paths) == limit
    ways = f"The {limit} best ways" if is_cut else wording.counted(len(found.paths), "way")
    known = sum(path.is_direct for path in found.paths)
    several = f"{known} or more people" if known == limit else wording.counted(known, "person", "people")
    directly = f" You know {several} there yourself." if known else ""
    order = "people you know first, then the warmest" if 0 < known < len(found.paths) else "the warmest first"
    return f"{ways} into {company.name}, {order}.{directly}"


if __name__ == "__main__":  # run by st.navigation
    show()
