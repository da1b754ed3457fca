"""What asks have taught about the people you know, in the ties that a search starts with.

Who was asked answered to you, so only your own ties move: what others do for others nobody has asked. Moved ties make a
network of their own, for one question; the one that is kept beside the store never holds them.
"""

from dataclasses import replace
from typing import Protocol

import numpy as np

from graph.model import PersonId, Reason, Step
from graph.search.network import IntArray, Network, Rows, chance_of, cost_of

UNMOVED = -1
"""The cost of whoever's tie stays what it is."""


class Willing(Protocol):
    """What is known about who says yes; `graph.outreach.learning.Rates` is one."""

    def willing(self, person: PersonId, strength: float) -> float:
        """The chance of a yes over a tie of this strength; exactly the strength where nothing is known."""

    def why(self, person: PersonId, strength: float) -> str:
        """What that chance goes by, in words."""


def moved(network: Network, ego: int, known: Willing) -> Network:
    """The network with ego's seen ties as strong as people turned out to be willing; inferred ties stay."""
    costs = _costs(network, ego, known)
    if not (costs != UNMOVED).any():
        return network
    after = _rows(network.after, ego, costs)
    before = after if network.before is network.after else _rows(network.before, ego, costs)
    return replace(network, before=before, after=after)


def moved_step(step: Step, known: Willing) -> Step:
    """A seen step from ego after the outcomes, with the reason; its effect is the factor by which it moved."""
    strength = known.willing(step.receiver.id, step.strength)
    if strength == step.strength or not step.observed:
        return step
    reason = Reason("What asks taught", strength / step.strength, known.why(step.receiver.id, step.strength))
    return replace(step, strength=strength, before_asks=step.strength, reasons=(*step.reasons, reason))


def _costs(network: Network, ego: int, known: Willing) -> IntArray:
    """By number what the tie to somebody costs now, `UNMOVED` for most."""
    size = len(network.people)
    costs = np.full(size, UNMOVED, dtype=np.int64)
    row = slice(*network.after.indptr[ego : ego + 2].tolist())
    for other, cost in zip(network.after.indices[row].tolist(), network.after.cost[row].tolist(), strict=True):
        if other < size:  # an inferred tie leads to the second place of a person
            strength = chance_of(cost)
            chance = known.willing(network.people[other], strength)
            costs[other] = UNMOVED if chance == strength else cost_of(chance)
    return costs


def _rows(rows: Rows, ego: int, costs: IntArray) -> Rows:
    """The rows with the ties of ego at their new costs, both ways and at all places of ego."""
    size = len(costs)
    own = [np.arange(*rows.indptr[place : place + 2]) for place in range(ego, len(rows.indptr) - 1, size)]
    entries = np.concatenate([*own, np.flatnonzero(rows.indices % size == ego)])
    starts = np.searchsorted(rows.indptr, entries, side="right") - 1
    ends = rows.indices[entries]
    new = costs[np.where(starts % size == ego, ends, starts) % size]
    changed = (new != UNMOVED) & (starts // size == ends // size)
    cost = rows.cost.copy()
    cost[entries[changed]] = new[changed]
    return replace(rows, cost=cost)
