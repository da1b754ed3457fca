"""Ranked introduction paths: the k best simple paths with at most H hops from the sources to any of the targets.

The score of a path is the product of its strengths, times the penalty for each hop beyond the first, times the weights
of its source and target. Own code: no library answers hop-limited, ranked and exact at once, and on a large network
general ones are 50 to 5,000 times slower (benchmarks/paths.py).

How it works. What the rest of a path costs at least is known for everybody (`graph.search.potentials`). A search walks
backward from the targets, always extending the piece of path whose cheapest possible completion is cheapest. What comes
off the heap complete is the next best path: the potentials never overestimate, also when people are blocked, or when
ties became weaker since.

Costs are whole numbers (see `graph.search.network`) with the hops in the lowest bits, so that equals are told apart
exactly: fewer hops first, then by id from the contact backward, contact before introducers.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

import numpy as np

from graph.search.network import IntArray, Network, Numbers, chance_of, cost_of
from graph.search.potentials import NEVER, Potentials

HOP_PENALTY = 0.8
"""What each hop beyond the first leaves of the chance: one in five introductions is lost on the way even when everyone
is willing. Judgement: chains of e-mails lose far more (Dodds, Muhamad and Watts 2003), but nobody had asked there."""

MOST_HOPS = 6
"""Nobody passes a request on over more: even three strangers in a row rarely do."""

ROWS_KEPT = 100_000
"""Sorted rows that are remembered between searches; with more of them memory would grow without end."""

SORTED_FIRST = 64
"""How many of a long row are sorted before anybody asks for more; a search for ten paths rarely takes ten of them."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """At most `limit` paths of `min_hops` to `max_hops` hops that avoid the people `blocked` (numbers)."""

    limit: int = 10
    max_hops: int = 3
    min_hops: int = 1
    blocked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundPath:
    """A path as numbers of people, source first and contact last."""

    score: float
    people: tuple[int, ...]

    @property
    def hops(self) -> int:
        """How many ties it takes."""
        return len(self.people) - 1


class _Row:
    """Who may come before somebody, the cheapest completion first and equals by id.

    `keys[i]` is what is still to pay when `people[i]` comes next. Only the first few are sorted at once; the rest waits
    until somebody asks for more: few searches do, and a row may be thousands long. Whoever cannot be reached is left
    out.
    """

    __slots__ = ("_rest", "keys", "people")

    def __init__(self, people: list[int], keys: list[int], rest: tuple[Numbers, IntArray] | None = None) -> None:
        self.people = people
        self.keys = keys
        self._rest = rest

    @classmethod
    def of(cls, people: Numbers, keys: IntArray) -> "_Row":
        """The row of people in order of id and what each costs."""
        if len(keys) <= SORTED_FIRST:
            return cls(*_sorted(people, keys))
        few = (keys <= np.partition(keys, SORTED_FIRST)[SORTED_FIRST]).nonzero()[0]
        return cls(*_sorted(people[few], keys[few]), (people, keys))

    def has(self, place: int) -> bool:
        """Whether there is a person at a place."""
        if place >= len(self.people) and self._rest is not None:
            self.people, self.keys = _sorted(*self._rest)
            self._rest = None
        return place < len(self.people)


class _Piece:
    """The end of a path, contact first, and who may come before it (as places of the network).

    `spent` is what the piece itself costs, and `hops` how many ties whoever comes next may be away from a source;
    `ranks` are its people by order of id.
    """

    __slots__ = ("backward", "hops", "ranks", "row", "spent")

    def __init__(self, backward: tuple[int, ...], ranks: tuple[int, ...], spent: int, hops: int, row: _Row) -> None:
        self.backward = backward
        self.ranks = ranks
        self.spent = spent
        self.hops = hops
        self.row = row


_Heap = list[tuple[int, tuple[int, ...], int, _Piece]]


class PathFinder:
    """Answers path questions from the same sources; what it learns about the network serves all of them.

    Args:
        network: everybody and every tie.
        sources: the people who look, by number, with their weight in (0, 1]. They are never in the middle of a path.
        penalty: factor in (0, 1] for each hop beyond the first.
    """

    def __init__(self, network: Network, sources: Mapping[int, float], penalty: float = HOP_PENALTY) -> None:
        self._begin(network, Potentials(network, sources, penalty), penalty)

    def _begin(self, network: Network, potentials: Potentials, penalty: float) -> None:
        self.pops = 0
        """Pieces of path taken off the heap, over all searches: the work done, free of noise."""
        self.network = network
        """Where it searches."""
        self.penalty = penalty
        """What each hop beyond the first leaves of the chance."""
        self.potentials = potentials
        """What is known about everybody, as seen from the sources."""
        self._people, self._places = len(network.people), network.places
        self._rank = network.people.rank.data
        self._rows: dict[tuple[int, int], _Row] = {}
        self._weights = {1.0: 0}

    def weakened(self, network: Network) -> "PathFinder":
        """The same search in a network of the same people in which some ties are weaker or gone and none is stronger.

        What is known so far is kept, since no way became cheaper. The answers are those of a new search.
        """
        finder = PathFinder.__new__(PathFinder)
        finder._begin(network, self.potentials.weakened(network), self.penalty)
        return finder

    def search(self, targets: Mapping[int, float], options: SearchOptions) -> list[FoundPath]:
        """The best paths to any of `targets` (number -> weight in (0, 1]), best first."""
        return list(islice(self.stream(targets, options, options.blocked), options.limit))

    def stream(self, targets: Mapping[int, float], options: SearchOptions, blocked: Set[int]) -> Iterator[FoundPath]:
        """All paths, best first, as they are found. People added to `blocked` meanwhile are on no later path."""
        heap: _Heap = []
        sources, people, bound = self.potentials.sources, self._people, self.potentials.bound
        penalty, hop = self.potentials.penalty, self.potentials.hop
        self._offer(heap, self._roots(targets, options.max_hops), 0)
        while heap:
            key, _, place, piece = heappop(heap)
            self.pops += 1
            self._offer(heap, piece, place + 1)
            at = piece.row.people[place]
            person = at % people
            if person in piece.backward or person in blocked:
                continue
            backward = (*piece.backward, person)
            if not blocked.isdisjoint(piece.backward):
                continue
            if at not in sources:
                row = self._row(at, piece.hops)
                if row.keys:
                    paid = key - bound(piece.hops, at) if piece.backward else self._weight(targets[person])
                    ranks = (*piece.ranks, self._rank[person])
                    self._offer(heap, _Piece(backward, ranks, paid + hop, piece.hops - 1, row), 0)
            elif len(backward) > options.min_hops:
                yield FoundPath(chance_of(key - penalty), backward[::-1])

    def _roots(self, targets: Mapping[int, float], hops: int) -> _Piece:
        """No path yet: the targets, whoever is reached most cheaply first."""
        people = sorted(targets.keys() - self.potentials.sources.keys(), key=self._rank.__getitem__)
        places = np.array(people, dtype=np.int64) + (self._places - self._people)  # where all ties may be used
        keys = self.potentials.bounds(places, hops)
        if any(targets[number] != 1.0 for number in people):
            keys = keys + np.array([self._weight(targets[number]) for number in people], dtype=np.int64)
        return _Piece((), (), 0, hops, _Row.of(places.astype(np.int32), keys))

    def _weight(self, weight: float) -> int:
        if weight not in self._weights:
            self._weights[weight] = cost_of(weight)
        return self._weights[weight]

    def _offer(self, heap: _Heap, piece: _Piece, place: int) -> None:
        """Puts the extension of a piece by its `place`-th best person on the heap, when there is one."""
        row = piece.row
        if place < len(row.keys) or row.has(place):
            ranks = (*piece.ranks, self._rank[row.people[place] % self._people])
            heappush(heap, (piece.spent + row.keys[place], ranks, place, piece))

    def _row(self, person: int, hops: int) -> _Row:
        """Who may come before `person` when `hops` ties are left, and what each way costs at least."""
        known = self._rows.get((person, hops))
        if known is None:
            if len(self._rows) >= ROWS_KEPT:
                self._rows.clear()
            known = self._last(person) if hops == 1 else _Row.of(*self.potentials.ways(person, hops))
            self._rows[person, hops] = known
        return known

    def _last(self, person: int) -> _Row:
        """The row of somebody who must be known to a source directly."""
        direct = sorted(self.potentials.direct(person), key=lambda each: (each[0], self._rank[each[1] % self._people]))
        return _Row([source for _, source in direct], [cost for cost, _ in direct])


def _sorted(people: Numbers, keys: IntArray) -> tuple[list[int], list[int]]:
    order = keys.argsort(kind="stable")
    costs: list[int] = keys[order].tolist()
    numbers: list[int] = people[order].tolist()
    if costs and costs[-1] >= NEVER:
        reached = bisect_left(costs, NEVER)
        del costs[reached:], numbers[reached:]
    return numbers, costs
