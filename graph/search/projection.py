"""The store as arrays that the search runs on: people by number, and for each the people they are tied to.

Ties stand in compressed rows, both ways: 24 bytes a tie and 8 a person. A tie's strength p is kept as a whole number,
its cost -ln(p) in units of 2^-40: then the best path is the cheapest one, costs add up without rounding, and two paths
of the same strengths cost exactly the same, in whatever order the strengths come (products of floats would not).
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from math import exp

import numpy as np
import numpy.typing as npt

from graph.model import PersonId
from graph.store.base import GraphReader
from graph.ties.strength import TieStrengths, strengths

COST_UNIT = 2.0**-40
"""One unit of cost; a path of six hops is exact to one part in 10^11."""

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Everybody and every tie, as of a day.

    People are numbered in the order of their ids. The neighbours of person v are `indices[indptr[v]:indptr[v + 1]]`,
    in order of number, and `cost` holds what each of these ties costs.
    """

    revision: int
    today: date
    people: tuple[PersonId, ...]
    indptr: IntArray
    indices: npt.NDArray[np.int32]
    cost: IntArray

    def number(self, person: PersonId) -> int | None:
        """The number of a person; None when they are not in the network."""
        place = bisect_left(self.people, person)
        return place if place < len(self.people) and self.people[place] == person else None


def project(store: GraphReader, today: date) -> Network:
    """The network that a store holds, with strengths as of `today`."""
    columns = store.evidence_columns()
    return build(columns.people, strengths(columns, today), revision=columns.revision, today=today)


def build(people: tuple[PersonId, ...], ties: TieStrengths, *, revision: int, today: date) -> Network:
    """A network from people in order of id and ties between their places."""
    ends = np.concatenate([ties.a, ties.b])
    others = np.concatenate([ties.b, ties.a])
    order = np.lexsort((others, ends))
    indptr = np.zeros(len(people) + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=len(people)), out=indptr[1:])
    cost = costs_of(ties.value)
    return Network(revision, today, people, indptr, others[order].astype(np.int32), np.tile(cost, 2)[order])


def costs_of(chances: npt.NDArray[np.float64]) -> IntArray:
    """The costs of chances in (0, 1]; the same chance costs the same everywhere."""
    return np.rint(np.log(chances) / -COST_UNIT).astype(np.int64)


def cost_of(chance: float) -> int:
    """The cost of one chance in (0, 1]."""
    return int(costs_of(np.array([chance]))[0])


def chance_of(cost: int) -> float:
    """The chance that a cost stands for."""
    return exp(-cost * COST_UNIT)
