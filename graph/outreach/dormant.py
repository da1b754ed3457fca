"""Dormant ties: people you have not heard of for three years or more, by what a talk with them is worth."""

from dataclasses import dataclass
from datetime import date

from graph.model import EGO
from graph.outreach.contacts import known_since, last_contacts
from graph.outreach.worth import Worth, comfort, worth
from graph.search.network import Network
from graph.store.reader import GraphReader

DORMANT_DAYS = 3 * 365
"""A tie without contact for three years is called dormant."""


@dataclass(frozen=True, slots=True)
class Dormant:
    """Somebody you lost touch with: the last sign of you two, and their place in your own order, if they have one."""

    worth: Worth
    since: date
    comfort: int | None


def dormant(store: GraphReader, network: Network, today: date) -> tuple[Dormant, ...]:
    """The dormant ties, those worth most first."""
    last = last_contacts(store, today)
    seen = {tie.other(EGO): last.get(tie.other(EGO)) or known_since(tie) for tie in store.ties_of(EGO)}
    asleep = {who: day for who, day in seen.items() if day and (today - day).days >= DORMANT_DAYS}
    order = comfort(store)
    return tuple(
        Dormant(each, asleep[each.person.id], order.get(each.person.id)) for each in worth(store, network, asleep)
    )
