"""What is to be done this week, as the pages show it: kept by store, revision and day, as in `views.state`."""

from datetime import date

import streamlit as st

from graph.outreach.asking import asks
from graph.outreach.asks import Ask, State
from graph.outreach.focus import Row
from graph.outreach.focus import shortlist as companies_to_choose
from graph.outreach.week import Week
from graph.outreach.week import week as week_of
from graph.search.coverage import Coverage
from graph.search.network import Network
from graph.store.base import GraphStore
from views import state


def week() -> Week:
    """What to do this week."""
    store, network = state.store(), state.of_targets()
    return _week(state.store_url(), store.revision(), state.today(), store, network, state.coverage())


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
def _week(url: str, revision: int, day: date, _store: GraphStore, _network: Network, _coverage: Coverage) -> Week:
    with _store.snapshot() as view:
        return week_of(view, _network, day, coverage=_coverage)


@st.cache_resource(show_spinner=False, max_entries=4)
def _shortlist(url: str, revision: int, day: date, _store: GraphStore) -> tuple[Row, ...]:
    with _store.snapshot() as view:
        return companies_to_choose(view, day)
