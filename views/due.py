"""What is to be done this week, as the pages show it: kept by store, revision and day, as in `views.state`."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from graph.outreach import followups
from graph.outreach.asking import asks
from graph.outreach.asks import Ask, State
from graph.outreach.contacts import last_contacts
from graph.outreach.focus import Row, focus_of
from graph.outreach.focus import shortlist as companies_to_choose
from graph.outreach.week import Week
from graph.outreach.week import week as week_of
from graph.search.coverage import Coverage
from graph.search.network import Network
from graph.store.base import GraphStore
from views import state

EVENT_UP_TO = 3_000
"""Up to so many people it is worked out where to meet somebody would help most: more take seconds."""


@dataclass(frozen=True, slots=True)
class Today:
    """How many asks are planned, under way, and wait for a next step of the user's; whether there is a focus."""

    planned: int
    under_way: int
    due: int
    has_focus: bool


def week() -> Week:
    """What to do this week."""
    store, network = state.store(), state.of_targets()
    covered = state.coverage(helping=len(network.people) <= EVENT_UP_TO)
    return _week(state.store_url(), store.revision(), state.today(), store, network, covered)


def today() -> Today:
    """What waits for the user today."""
    return _today(state.store_url(), state.store().revision(), state.today(), state.store())


def shortlist() -> tuple[Row, ...]:
    """About forty companies to choose from."""
    return _shortlist(state.store_url(), state.store().revision(), state.today(), state.store())


def declined_today() -> tuple[Ask, ...]:
    """Asks that somebody declined today, to whose company no other is open."""
    everything = asks(state.store())
    busy = {ask.organization for ask in everything if ask.is_open}
    over = (State.DECLINED, State.TARGET_DECLINED)
    latest = {ask.organization: ask for ask in everything if ask.state in over and ask.events[-1].on == state.today()}
    return tuple(ask for where, ask in latest.items() if where not in busy)


@st.cache_resource(show_spinner=False, max_entries=4)
def _today(url: str, revision: int, day: date, _store: GraphStore) -> Today:
    with _store.snapshot() as view:
        open_asks = [ask for ask in asks(view) if ask.is_open]
        planned = sum(ask.state is State.PLANNED for ask in open_asks)
        pressing = followups.due(open_asks, last_contacts(view, day), day) if open_asks else ()
        return Today(planned, len(open_asks) - planned, len(pressing), focus_of(view) is not None)


@st.cache_resource(show_spinner=False, max_entries=4)
def _week(url: str, revision: int, day: date, _store: GraphStore, _network: Network, _coverage: Coverage) -> Week:
    with _store.snapshot() as view:
        return week_of(view, _network, day, coverage=_coverage)


@st.cache_resource(show_spinner=False, max_entries=4)
def _shortlist(url: str, revision: int, day: date, _store: GraphStore) -> tuple[Row, ...]:
    with _store.snapshot() as view:
        return companies_to_choose(view, day)
