"""Which sources hold the network together: whom one would reach no more without everything that somebody gave.

What an owner gave is taken to be their ties to all who gave nothing themselves; ties between two owners stand in the
other's list too. What is reached without them is found by walking the network without these ties, so that people who
are known to others as well are not counted as lost.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import EGO, Person, Target
from graph.search.network import Network, Rows
from graph.search.potentials import entries_of
from graph.search.targets import same_organizations
from graph.store.reader import GraphReader

MOST_OWNERS = 12
"""Owners whose going is thought through, those with most ties; each is a walk through the network."""

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Loss:
    """An owner, how many people they gave, and whom and which targets nobody else leads to."""

    owner: Person
    given: int
    people: int
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Reliance:
    """What each owner alone holds, the most people first; `reached` is how many are reached with everybody's lists."""

    losses: tuple[Loss, ...]
    reached: int
    owners: int


def reliance(store: GraphReader, network: Network, hops: int) -> Reliance:
    """What would be lost without each owner.

    Args:
        store: where imports and targets are.
        network: its projection, without inferred ties.
        hops: ties that a way takes at most.
    """
    numbers = {run.owner: network.number(run.owner) for run in store.runs()}
    owners = [number for number in numbers.values() if number is not None]
    ego, rows = network.number(EGO), network.before
    if ego is None or not owners:
        return Reliance((), 0, len(owners))
    gave = np.zeros(len(network.people), dtype=bool)
    gave[owners] = True
    whole = _reached(rows, ego, hops, gave, None)
    known = np.diff(rows.indptr)
    staff = {target: network.staff.at(same_organizations(store, target.organization)) for target in store.targets()}
    people = store.people(network.people[number] for number in owners)
    losses = []
    for owner in sorted(owners, key=lambda number: (-known[number], number))[:MOST_OWNERS]:
        left = _reached(rows, ego, hops, gave, owner)
        lost = tuple(one for one, there in staff.items() if _leads_to(whole, there, ego) > _leads_to(left, there, ego))
        who = people[network.people[owner]]
        losses.append(Loss(who, int(known[owner]), int((whole & ~left).sum()), lost))
    losses.sort(key=lambda loss: (-loss.people, loss.owner.name, loss.owner.id))
    return Reliance(tuple(losses), int(whole.sum()) - 1, len(owners))


def _leads_to(reached: Marks, people: Collection[int], ego: int) -> bool:
    return any(reached[number] for number in people if number != ego)


def _reached(rows: Rows, ego: int, hops: int, gave: Marks, gone: int | None) -> Marks:
    """Whom ego reaches, without what the owner `gone` gave."""
    found = np.zeros(len(gave), dtype=bool)
    found[ego] = True
    here = np.array([ego])
    for _ in range(hops):
        entries, counts = entries_of(rows, here)
        ends = rows.indices[entries]
        if gone is not None:
            starts = np.repeat(here, counts)
            stays = (starts != gone) & (ends != gone) | (gave[starts] & gave[ends])
            ends = ends[stays]
        fresh = np.zeros(len(gave), dtype=bool)
        fresh[ends] = True
        here = np.flatnonzero(fresh & ~found)
        found[here] = True
    return found
