"""Everything known about one person: positions, identifiers, ties with their reasons, records with their sources."""

from collections.abc import Sequence

import streamlit as st

from graph.model import EGO, Affiliation, Person
from graph.store.kept import StoredRecord
from graph.ties.judgement import Judgement, judged
from views import state, wording
from views.components import acquaintance, identity, people
from views.text import Html, html, joined

SHOWN_TIES = 12
"""Ties that are listed, yours first, then the strongest; the rest are counted."""


def show(shown: Person, role: str) -> None:
    """The person, most useful first."""
    store = state.store()
    with st.container(border=True, key="dossier", gap="medium"):
        st.html(people.person(shown, role, "large"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                "views/network.py", label="See in the network", icon=":material/hub:", query_params={"around": shown.id}
            )
            identity.buttons(shown)
        positions, contact = _positions(shown.affiliations), _identifiers(shown)
        if positions:
            _section("Positions", people.facts(positions))
        if contact:
            _section("How to reach them", people.facts(contact))
        ties = [tie for held in store.ties_of(shown.id) if (tie := judged(held, state.today()))]
        _section(f"Known by {wording.counted(len(ties), 'person', 'people')} in your data", _ties(shown, ties))
        acquaintance.show(shown)
        records = store.records_of(shown.id)
        _section(f"From {wording.counted(len(records), 'record')}", people.items(_sources(records)))


def _section(title: str, body: Html) -> None:
    with st.container(gap="xsmall"):
        st.html(people.kicker(title))
        st.html(body)


def _positions(held: Sequence[Affiliation]) -> list[tuple[str, str]]:
    return [("Now" if one.current else "Before", wording.position(one).removesuffix(" (before)")) for one in held]


def _identifiers(shown: Person) -> list[tuple[str, str]]:
    profile = [("LinkedIn", f"linkedin.com/in/{shown.profile}")] if shown.profile else []
    return [
        *(("E-mail", email) for email in shown.emails),
        *(("Phone", phone) for phone in shown.phones),
        *profile,
        *(("School", school) for school in shown.schools),
        *(("Label", label) for label in shown.labels),
    ]


def _ties(shown: Person, ties: Sequence[Judgement]) -> Html:
    first = sorted(ties, key=lambda tie: (tie.other(shown.id) != EGO, -tie.strength, tie.other(shown.id)))[:SHOWN_TIES]
    names = state.store().people(tie.other(shown.id) for tie in first)
    lines = [
        html(
            "<li>{mark}<div><b>{name}</b> ({word}){why}</div></li>",
            mark=people.tie_mark(tie.strength, True),
            name="You" if tie.other(shown.id) == EGO else names[tie.other(shown.id)].name,
            word=wording.strength_word(tie.strength),
            why=people.reason_lines(tie.strength_reasons[:-1]),
        )
        for tie in first
    ]
    more = len(ties) - len(first)
    rest = html("<li><div>and {more} more</div></li>", more=f"{more:,}") if more else Html()
    return html('<ul class="ig-reasons">{lines}{rest}</ul>', lines=joined(lines), rest=rest)


def _sources(records: Sequence[StoredRecord]) -> list[tuple[str, str]]:
    runs = {run.id: run for run in state.store().runs()}
    return [
        (record.fact.source.locator, wording.imported(runs[record.run]) if record.run in runs else "you said so")
        for record in records
    ]
