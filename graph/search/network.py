"""The arrays that the search runs on: people by number, and for each the people they are tied to.

Ties stand in compressed rows, both ways: 24 bytes a tie and 8 a person. A tie's strength p is kept as a whole number,
its cost -ln(p) in units of 2^-43: then the best path is the cheapest one, costs add up without rounding, and two paths
of the same strengths cost exactly the same, in whatever order the strengths come (products of floats would not).

People are numbered by organisation, so that what is asked about a company lies together in memory. Whoever comes first
among equals is told by id all the same: within a row people stand in the order of their ids.

A network with inferred ties has everybody twice: as reached over ties that were seen alone, and as reached with at most
one inferred tie on the way. So no path takes two steps that are guesses.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import overload

import numpy as np
import numpy.typing as npt

from graph.model import OrganizationId, PersonId
from graph.ties.judgement import Guesses
from graph.ties.strength import TieStrengths

HOP_BITS = 3
"""Costs leave their lowest bits free, in which a search counts hops: up to seven, more than anybody asks for."""

COST_UNIT = 2.0 ** -(40 + HOP_BITS)
"""One unit of cost; a path of six hops is exact to one part in 10^11."""

IntArray = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Ids = npt.NDArray[np.bytes_]


@dataclass(frozen=True, slots=True, eq=False)
class People(Sequence[PersonId]):
    """Everybody's id, by number.

    `rank` is by number the place in the order of ids, and `by_rank` by that place the number.
    """

    ids: Ids
    rank: Numbers
    by_rank: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, number: int) -> PersonId: ...
    @overload
    def __getitem__(self, number: slice) -> list[PersonId]: ...
    def __getitem__(self, number: int | slice) -> PersonId | list[PersonId]:
        if isinstance(number, slice):
            return [PersonId(each.decode()) for each in self.ids[number].tolist()]
        return PersonId(bytes(self.ids[number]).decode())

    def __iter__(self) -> Iterator[PersonId]:
        return iter(self[:])

    def number(self, person: PersonId) -> int | None:
        """The number of a person; None when they are not among them."""
        wanted, everybody = person.encode(), range(len(self))
        place = bisect_left(everybody, wanted, key=lambda rank: self.ids[self.by_rank[rank]])
        if place == len(self) or self.ids[self.by_rank[place]] != wanted:
            return None
        return int(self.by_rank[place])


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """Who is where now: at `organizations[i]` (in order of id) the people `people[indptr[i]:indptr[i + 1]]`."""

    organizations: Ids
    indptr: IntArray
    people: Numbers

    def at(self, organizations: Iterable[OrganizationId]) -> list[int]:
        """The numbers of everybody who is at one of these now, in order."""
        found: set[int] = set()
        for each in organizations:
            place = bisect_left(self.organizations, each.encode())
            if place < len(self.organizations) and self.organizations[place] == each.encode():
                found.update(self.people[self.indptr[place] : self.indptr[place + 1]].tolist())
        return sorted(found)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Ties in compressed rows: those of place v lead to `indices[indptr[v]:indptr[v + 1]]` at `cost`.

    Within a row they are in order of id. Costs are multiples of 2 ** `HOP_BITS`.
    """

    indptr: IntArray
    indices: npt.NDArray[np.int32]
    cost: IntArray

    def of(self, place: int) -> list[int]:
        """Where the ties of a place lead."""
        found: list[int] = self.indices[self.indptr[place] : self.indptr[place + 1]].tolist()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Everybody and every tie, as of a day; where not `whole`, only those that some question is about.

    A place is somebody's number or, in a network with inferred ties, that plus the number of people for the same person
    reached with at most one of them. `before` leads from a place to those that may come before it on a path, `after` to
    those that may come after it. `stamp` is the store's network stamp; its stamp of all where the network is not whole.
    """

    stamp: str
    today: date
    people: People
    before: Rows
    after: Rows
    staff: Staff
    guesses: Guesses | None = None
    whole: bool = True

    @property
    def places(self) -> int:
        """How many places there are: one for everybody, or two."""
        return len(self.before.indptr) - 1

    def number(self, person: PersonId) -> int | None:
        """The number of a person; None when they are not in the network."""
        return self.people.number(person)


Workplaces = Sequence[tuple[int, OrganizationId]]
"""Who is where now: the place of somebody in the order of ids, and an organisation."""


def build(
    people: Sequence[PersonId],
    ties: TieStrengths,
    *,
    stamp: str,
    today: date,
    workplaces: Workplaces = (),
    whole: bool = True,
) -> Network:
    """A network from people in order of id and the ties and workplaces of their places in it."""
    everybody, staff = _numbered(people, workplaces)
    a, b, cost = _ends(everybody, ties)
    rows = _rows(everybody, len(people), (a, b, cost), (b, a, cost))
    return Network(stamp, today, everybody, rows, rows, staff, whole=whole)


def build_twice(
    people: Sequence[PersonId],
    seen: TieStrengths,
    inferred: TieStrengths,
    *,
    today: date,
    workplaces: Workplaces = (),
    guesses: Guesses | None = None,
) -> Network:
    """A network in which a path takes at most one of the inferred ties; `guesses` tell their reasons."""
    everybody, staff = _numbered(people, workplaces)
    size = len(people)
    both, steps = ([(a, b, cost), (b, a, cost)] for a, b, cost in (_ends(everybody, ties) for ties in (seen, inferred)))
    both += [(a + size, b + size, cost) for a, b, cost in both]
    after = _rows(everybody, 2 * size, *both, *((a, b + size, cost) for a, b, cost in steps))
    before = _rows(everybody, 2 * size, *both, *((b + size, a, cost) for a, b, cost in steps))
    stamp = guesses.stamp if guesses else ""
    return Network(stamp, today, everybody, before, after, staff, guesses)


def _numbered(people: Sequence[PersonId], workplaces: Workplaces) -> tuple[People, Staff]:
    """Numbers by organisation, for somebody who is at several the first; then by id."""
    organizations = sorted({organization for _, organization in workplaces})
    place = {organization: number for number, organization in enumerate(organizations)}
    person = np.fromiter((who for who, _ in workplaces), np.int32, len(workplaces))
    employer = np.fromiter((place[where] for _, where in workplaces), np.int32, len(workplaces))
    first = np.full(len(people), len(organizations), dtype=np.int32)
    np.minimum.at(first, person, employer)
    rank = np.argsort(first, kind="stable").astype(np.int32)
    by_rank = np.empty_like(rank)
    by_rank[rank] = np.arange(len(rank), dtype=np.int32)
    numbers = by_rank[person]
    indptr = np.zeros(len(organizations) + 1, dtype=np.int64)
    np.cumsum(np.bincount(employer, minlength=len(organizations)), out=indptr[1:])
    staff = Staff(_encoded(organizations), indptr, numbers[np.lexsort((numbers, employer))])
    return People(_encoded(people)[rank], rank, by_rank), staff


def _ends(people: People, ties: TieStrengths) -> tuple[Numbers, Numbers, IntArray]:
    return people.by_rank[ties.a], people.by_rank[ties.b], costs_of(ties.value)


def _encoded(texts: Sequence[str]) -> Ids:
    encoded = [text.encode() for text in texts]
    return np.array(encoded, dtype=f"S{max(map(len, encoded), default=1)}")


def _rows(people: People, places: int, *ties: tuple[Numbers, Numbers, IntArray]) -> Rows:
    """Rows of ties, each given as from where, to where and at what cost; within a row in order of id."""
    starts, ends = (np.concatenate([each[side] for each in ties]) for side in (0, 1))
    size = max(len(people), 1)
    key = people.rank[ends % size].astype(np.int64) * 2 + ends // size
    key += starts.astype(np.int64) * (2 * size)
    order = np.argsort(key)
    del key
    indptr = np.zeros(places + 1, dtype=np.int64)
    np.cumsum(np.bincount(starts, minlength=places), out=indptr[1:])
    return Rows(indptr, ends[order].astype(np.int32), np.concatenate([each[2] for each in ties])[order])


def costs_of(chances: npt.NDArray[np.float64]) -> IntArray:
    """The costs of chances in (0, 1]; the same chance costs the same everywhere."""
    costs: IntArray = np.rint(np.log(chances) / -(COST_UNIT * 2**HOP_BITS)).astype(np.int64) << HOP_BITS
    return costs


def cost_of(chance: float) -> int:
    """The cost of one chance in (0, 1]."""
    return int(costs_of(np.array([chance]))[0])


def chance_of(cost: int) -> float:
    """The chance that a cost stands for, whatever number of hops it counts."""
    return exp(-(cost >> HOP_BITS << HOP_BITS) * COST_UNIT)


def chances_of(costs: IntArray) -> npt.NDArray[np.float64]:
    """The chances that costs stand for."""
    chances: npt.NDArray[np.float64] = np.exp(-(costs >> HOP_BITS << HOP_BITS) * COST_UNIT)
    return chances
