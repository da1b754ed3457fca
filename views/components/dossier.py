"""Everything known about one person: positions, identifiers, ties with their reasons, records with their sources."""

from collections.abc import Mapping, Sequence

import streamlit as st

from graph.model import EGO, Affiliation, Person, PersonId
from graph.search.history import history
from graph.search.sources import owners, with_owners
from graph.store.kept import StoredRecord
from graph.ties.judgement import Judgement, judged
from views import state, wording
from views.components import acquaintance, closeness, identity, people
from views.text import Html, html, joined

SHOWN_TIES = 4
"""Ties that are seen at once, yours first, then the strongest."""

LISTED_TIES = 60
"""Ties that are listed when asked for; the rest are counted."""

SHOWN_RECORDS = 4
"""Records, and things that happened, that are seen at once."""


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
        closeness.ask(shown)
        positions, contact = _positions(shown.affiliations), _identifiers(shown)
        if positions:
            _section("Positions", people.facts(positions))
        if contact:
            _section("How to reach them", people.facts(contact))
        _ties(shown)
        acquaintance.show(shown)
        happened = [(each.what, f"{wording.day(each.day)} · {each.source}") for each in history(store, shown)]
        _listed("What happened", happened, "more events")
        records = _sources(store.records_of(shown.id))
        _listed(f"From {wording.counted(len(records), 'record')}", records, "more records")


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


def _listed(title: str, items: Sequence[tuple[str, str]], more: str) -> None:
    """A list of which the first are seen and the others folded away."""
    if not items:
        return
    with st.container(gap="xsmall"):
        st.html(people.kicker(title))
        st.html(people.items(items[:SHOWN_RECORDS]))
        if len(items) > SHOWN_RECORDS:
            with st.expander(f"{len(items) - SHOWN_RECORDS:,} {more}", type="compact", key=f"more_{more}"):
                st.html(people.items(items[SHOWN_RECORDS:]))


def _ties(shown: Person) -> None:
    """Who knows them, with the reasons."""
    whose = owners(state.store())
    held_ties = (with_owners(held, whose) for held in state.store().ties_of(shown.id))
    found = [tie for held in held_ties if (tie := judged(held, state.today()))]
    ordered = sorted(found, key=lambda tie: (tie.other(shown.id) != EGO, -tie.strength, tie.other(shown.id)))
    names = state.store().people(tie.other(shown.id) for tie in ordered[:LISTED_TIES])
    lines = [_tie(shown, tie, names) for tie in ordered[:LISTED_TIES]]
    with st.container(gap="xsmall"):
        st.html(people.kicker(f"Known by {wording.counted(len(found), 'person', 'people')} in your data"))
        st.html(_list(lines[:SHOWN_TIES]))
        if len(lines) > SHOWN_TIES:
            with st.expander(f"{len(found) - SHOWN_TIES:,} more", type="compact", key="more_ties"):
                st.html(_list(lines[SHOWN_TIES:]))
                if len(found) > LISTED_TIES:
                    st.html(people.note(f"and {len(found) - LISTED_TIES:,} more, weaker ones"))


def _list(lines: Sequence[Html]) -> Html:
    return html('<ul class="ig-reasons">{lines}</ul>', lines=joined(list(lines)))


def _tie(shown: Person, tie: Judgement, names: Mapping[PersonId, Person]) -> Html:
    other = tie.other(shown.id)
    return html(
        "<li>{mark}<div><b>{name}</b> ({word}){why}</div></li>",
        mark=people.tie_mark(tie.strength, True),
        name="You" if other == EGO else names[other].name,
        word=wording.strength_word(tie.strength),
        why=people.reason_lines(tie.strength_reasons[:-1]),
    )


def _sources(records: Sequence[StoredRecord]) -> list[tuple[str, str]]:
    runs = {run.id: run for run in state.store().runs()}
    return [
        (record.fact.source.locator, wording.imported(runs[record.run]) if record.run in runs else "you said so")
        for record in records
    ]
