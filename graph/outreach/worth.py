"""Whom is it worth to talk to? New to you, well placed, willing: three marks from 0 to 1 that are simply averaged.

People one has lost touch with are worth more than one thinks: their advice is as useful as that of current ties and
newer, above all from those with whom little time was spent, who are well placed and willing (Levin, Walter and
Murnighan 2011). Asked to choose, people prefer the opposite, those they feel sure of. So both orders are shown: this
one, and the user's own by comfort.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from graph.chances import about
from graph.model import Person, PersonId, Reason
from graph.outreach import kept
from graph.outreach.chances import Rules, chances
from graph.outreach.kept import Who
from graph.search.coverage import USUAL_HOPS, staff_of
from graph.search.introductions import finder_of
from graph.search.network import Network
from graph.search.novelty import Novelty
from graph.store.base import GraphStore
from graph.store.reader import GraphReader

COMFORT = "comfort"
"""The kind of the note that holds the user's own order."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a talk with somebody is worth: the mean of the effects of its reasons but the last, which is it."""

    person: Person
    value: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """People, those first with whom the user feels most at ease."""

    people: tuple[Who, ...] = ()


def worth(
    store: GraphReader, network: Network, people: Collection[PersonId], *, placed: bool = True
) -> tuple[Worth, ...]:
    """People you know by what a talk with them is worth, most first.

    Args:
        store: where they are.
        network: its projection, or the part around the target list.
        people: whom to judge; those whom you do not know are left out.
        placed: whether being well placed counts, beside being new and willing.
    """
    finder = finder_of(network)
    if finder is None:
        return ()
    (ego,) = finder.potentials.sources
    staff = [staff_of(store, network, target) for target in store.targets()]
    table = chances(network, ego, staff, Rules(USUAL_HOPS))
    wanted = {network.number(one): one for one in people}
    rows = [(row, int(number)) for row, number in enumerate(table.introducers) if int(number) in wanted]
    novelty = Novelty(store, network).of(number for _, number in rows)
    best = table.given.max(axis=1) if staff else np.zeros(len(table.introducers))
    known = store.people(wanted[number] for _, number in rows)
    judged = [
        _worth(known[wanted[number]], novelty[number], float(best[row]) if placed else None, float(table.yes[row]))
        for row, number in rows
    ]
    return tuple(sorted(judged, key=lambda each: (-each.value, each.person.name, each.person.id)))


def comfort(store: GraphReader) -> Mapping[PersonId, int]:
    """The user's own order: each person's place in it, from 1."""
    order = kept.held(store, COMFORT, Order).get(COMFORT, Order())
    return {kept.now(store, who).id: place for place, who in enumerate(order.people, 1)}


def keep_comfort(store: GraphStore, people: tuple[Person, ...]) -> None:
    """Keeps the user's own order, most at ease first."""
    order = Order(tuple(map(Who.of, people)))
    store.write(lambda tx: kept.hold(tx, COMFORT, COMFORT, order, [one.id for one in people]))


def _worth(person: Person, novelty: float, best: float | None, willing: float) -> Worth:
    reasons = [Reason("New to you", novelty, f"{round(novelty * 100)} of 100 of the people they know you do not")]
    if best is not None:
        led = f"{about(best)} to one of your targets, if they help" if best else "leads to none of your targets"
        reasons.append(Reason("Well placed", best, led))
    reasons.append(Reason("Willing", willing, f"{about(willing)} would help"))
    value = sum(reason.effect for reason in reasons) / len(reasons)
    return Worth(person, value, (*reasons, Reason("Worth a talk", value, "the mean of these")))
