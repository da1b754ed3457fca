"""What is to be done this week, as the pages show it: kept by store, revision and day, as in `views.computed`."""

from dataclasses import dataclass

from graph.outreach import followups
from graph.outreach.asking import asks
from graph.outreach.asks import Ask, State
from graph.outreach.contacts import last_contacts
from graph.outreach.focus import Row, focus_of
from graph.outreach.focus import shortlist as shortlist_of
from graph.outreach.week import Week
from graph.outreach.week import week as week_of
from views import computed, state
from views.computed import Moment, kept

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
    return of_week(state.moment())


def today() -> Today:
    """What waits for the user today."""
    return of_today(state.moment())


def shortlist() -> tuple[Row, ...]:
    """About forty companies to choose from."""
    return companies_to_choose(state.moment())


def declined_today() -> tuple[Ask, ...]:
    """Asks that somebody declined today, to whose company no other is open."""
    everything = asks(state.store())
    busy = {ask.organization for ask in everything if ask.is_open}
    over = (State.DECLINED, State.TARGET_DECLINED)
    latest = {ask.organization: ask for ask in everything if ask.state in over and ask.events[-1].on == state.today()}
    return tuple(ask for where, ask in latest.items() if where not in busy)


@kept()
def of_today(moment: Moment) -> Today:
    """What waits for the user on a day."""
    with moment.store.snapshot() as view:
        open_asks = [ask for ask in asks(view) if ask.is_open]
        planned = sum(ask.state is State.PLANNED for ask in open_asks)
        pressing = followups.due(open_asks, last_contacts(view, moment.day), moment.day) if open_asks else ()
        return Today(planned, len(open_asks) - planned, len(pressing), focus_of(view) is not None)


@kept()
def of_week(moment: Moment) -> Week:
    """What to do in the week of a day."""
    network = computed.of_targets(moment)
    covered = computed.coverage(moment, len(network.people) <= EVENT_UP_TO)
    with moment.store.snapshot() as view:
        return week_of(view, network, moment.day, coverage=covered)


@kept()
def companies_to_choose(moment: Moment) -> tuple[Row, ...]:
    """About forty companies to choose from, as of a day."""
    with moment.store.snapshot() as view:
        return shortlist_of(view, moment.day)
