"""This week: a few asks, what to follow up, two introductions for others, one event, one dormant tie.

A week that was missed leaves nothing behind but its planned asks, which roll over; nobody counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import PersonId
from graph.outreach import followups
from graph.outreach.asking import asks, declined, resting
from graph.outreach.asks import Ask, Happening, State
from graph.outreach.cadence import KeepInTouch, keep_in_touch
from graph.outreach.contacts import last_contacts
from graph.outreach.dormant import Dormant, dormant
from graph.outreach.focus import Focus, focus_of
from graph.outreach.followups import FollowUp
from graph.outreach.gives import Give, gives
from graph.outreach.outcomes import rates
from graph.outreach.planning import USUAL_ASKS, Limits, Plan, PlannedAsk, plan
from graph.outreach.second_calls import SecondCall, second_calls
from graph.outreach.workdays import monday
from graph.search.coverage import Coverage, WouldHelp
from graph.search.network import Network
from graph.store.reader import GraphReader

SHOWN_IN_TOUCH = 3
"""People to write to again that a week names."""


@dataclass(frozen=True, slots=True)
class Week:
    """What to do this week.

    `planned` are asks to be sent, `plan` further ones to choose from, `under_way` those that wait for somebody;
    `event` is where it would help most to meet people.
    """

    monday: date
    focus: Focus | None
    planned: tuple[Ask, ...]
    plan: Plan
    under_way: tuple[Ask, ...]
    due: tuple[FollowUp, ...]
    gives: tuple[Give, ...]
    event: WouldHelp | None
    dormant: Dormant | None
    second_calls: tuple[SecondCall, ...]
    in_touch: tuple[KeepInTouch, ...]


def week(
    store: GraphReader, network: Network, today: date, count: int = USUAL_ASKS, coverage: Coverage | None = None
) -> Week:
    """What to do in the week of a day.

    Args:
        store: where everything is.
        network: its projection, without inferred ties, or the part around the target list.
        today: the day.
        count: asks a week.
        coverage: of the target list, if it is known; without it no event is proposed.
    """
    everything = asks(store)
    planned = tuple(ask for ask in everything if ask.state is State.PLANNED)
    left = max(count - len(planned) - _asked_since(everything, monday(today)), 0)
    at_rest = resting(store, today)
    asleep = [each for each in dormant(store, network, today) if each.worth.person.id not in at_rest]
    touch = [each for each in keep_in_touch(store, today) if each.on <= today]
    return Week(
        monday(today),
        focus_of(store),
        planned,
        _plan(store, network, today, left, everything),
        tuple(ask for ask in everything if ask.is_open and ask.state is not State.PLANNED),
        followups.due(everything, last_contacts(store, today), today),
        gives(store, today),
        next(iter(coverage.groups), None) if coverage else None,
        asleep[0] if asleep else None,
        second_calls(store, network),
        tuple(touch[:SHOWN_IN_TOUCH]),
    )


def _asked_since(everything: Sequence[Ask], day: date) -> int:
    return sum((asked := ask.day_of(Happening.ASKED)) is not None and asked >= day for ask in everything)


def _plan(store: GraphReader, network: Network, today: date, left: int, everything: Sequence[Ask]) -> Plan:
    """The best asks for targets to which no ask is open, one company each: that is what one letter can ask for."""
    if not left:
        return Plan()
    busy = {ask.organization for ask in everything if ask.is_open}
    wanted = [target for target in store.targets() if target.organization not in busy]
    without = frozenset(resting(store, today))
    said_no = {target.organization: declined(everything, target.organization) for target in wanted}
    known = rates(store)
    while True:
        found = plan(store, network, Limits(left, named=1, resting=without), known, wanted)
        refused = {person for ask in found.asks for person in said_no[ask.targets[0].target.organization] & _on(ask)}
        if not refused:
            return found
        without |= refused


def _on(ask: PlannedAsk) -> frozenset[PersonId]:
    return frozenset(step.receiver.id for each in ask.targets for step in each.path.steps)
