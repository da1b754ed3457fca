"""The arrays that the search runs on: people by number, and for each the people they are tied to.

Ties stand in compressed rows, both ways: 24 bytes a tie and 8 a person. A tie's strength p is kept as a whole number,
its cost -ln(p) in units of 2^-40: then the best path is the cheapest one, costs add up without rounding, and two paths
of the same strengths cost exactly the same, in whatever order the strengths come (products of floats would not).

A network with inferred ties has everybody twice: as reached over ties that were seen alone, and as reached with at most
one inferred tie on the way. So no path takes two steps that are guesses.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from math import exp

import numpy as np
import numpy.typing as npt

from graph.model import PersonId
from graph.ties.judgement import Guesses
from graph.ties.strength import TieStrengths

COST_UNIT = 2.0**-40
"""One unit of cost; a path of six hops is exact to one part in 10^11."""

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Ties in compressed rows: those of place v lead to `indices[indptr[v]:indptr[v + 1]]` at `cost`.

    Within a row they are in order of person.
    """

    indptr: IntArray
    indices: npt.NDArray[np.int32]
    cost: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Everybody and every tie, as of a day.

    People are numbered in the order of their ids. A place is somebody's number or, in a network with inferred ties,
    that plus the number of people for the same person reached with at most one of them. `before` leads from a place to
    those that may come before it on a path, `after` to those that may come after it.
    """

    revision: int
    today: date
    people: tuple[PersonId, ...]
    before: Rows
    after: Rows
    guesses: Guesses | None = None

    @property
    def places(self) -> int:
        """How many places there are: one for everybody, or two."""
        return len(self.before.indptr) - 1

    def number(self, person: PersonId) -> int | None:
        """The number of a person; None when they are not in the network."""
        place = bisect_left(self.people, person)
        return place if place < len(self.people) and self.people[place] == person else None


def build(people: tuple[PersonId, ...], ties: TieStrengths, *, revision: int, today: date) -> Network:
    """A network from people in order of id and ties between their numbers."""
    cost = costs_of(ties.value)
    rows = _rows(len(people), len(people), (ties.a, ties.b, cost), (ties.b, ties.a, cost))
    return Network(revision, today, people, rows, rows)


def build_twice(
    people: tuple[PersonId, ...],
    seen: TieStrengths,
    inferred: TieStrengths,
    *,
    today: date,
    guesses: Guesses | None = None,
) -> Network:
    """A network in which a path takes at most one of the inferred ties; `guesses` tell their reasons."""
    size = len(people)
    cost, guess = costs_of(seen.value), costs_of(inferred.value)
    both = [(seen.a, seen.b, cost), (seen.b, seen.a, cost)]
    both += [(a + size, b + size, each) for a, b, each in both]
    steps = [(inferred.a, inferred.b + size, guess), (inferred.b, inferred.a + size, guess)]
    after = _rows(size, 2 * size, *both, *steps)
    before = _rows(size, 2 * size, *both, *((b, a, each) for a, b, each in steps))
    return Network(guesses.revision if guesses else 0, today, people, before, after, guesses)


def _rows(people: int, places: int, *ties: tuple[IntArray, IntArray, IntArray]) -> Rows:
    """Rows of ties, each given as from where, to where and at what cost; within a row in order of person."""
    starts, ends, costs = (np.concatenate([each[side] for each in ties]) for side in range(3))
    order = np.lexsort((ends, ends % max(people, 1), starts))
    indptr = np.zeros(places + 1, dtype=np.int64)
    np.cumsum(np.bincount(starts, minlength=places), out=indptr[1:])
    return Rows(indptr, ends[order].astype(np.int32), costs[order])


def costs_of(chances: npt.NDArray[np.float64]) -> IntArray:
    """The costs of chances in (0, 1]; the same chance costs the same everywhere."""
    return np.rint(np.log(chances) / -COST_UNIT).astype(np.int64)


def cost_of(chance: float) -> int:
    """The cost of one chance in (0, 1]."""
    return int(costs_of(np.array([chance]))[0])


def chance_of(cost: int) -> float:
    """The chance that a cost stands for."""
    return exp(-cost * COST_UNIT)
