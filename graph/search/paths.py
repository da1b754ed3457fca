"""Ranked introduction paths: the k best simple paths with at most H hops from the sources to any of the targets.

The score of a path is the product of its strengths, times the penalty for each hop beyond the first, times the weights
of its source and target. Own code: no library answers hop-limited, ranked and exact at once, and general ones are
hundreds of times slower (benchmarks/RESULTS.md).

How it works. Where one looks from hardly ever changes, so the cheapest way from the sources to everybody with at most
r hops is computed once for each r (the potentials). A search then walks backward from the targets, always extending the
piece of path whose cheapest possible completion is cheapest. What comes off the heap complete is the next best path:
the potentials never overestimate, also when people are blocked.

Costs are whole numbers (see `graph.search.projection`) with the hops in the lowest bits, so that equals are told apart
exactly: fewer hops first, then by number from the contact backward, contact before introducers.
"""

import heapq
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice

import numpy as np

from graph.search.projection import IntArray, Network, chance_of, cost_of

HOP_PENALTY = 0.8
"""What each hop beyond the first leaves of the chance: one in five introductions is lost on the way even when everyone
is willing. Judgement: chains of e-mails lose far more (Dodds, Muhamad and Watts 2003), but nobody had asked there."""

_HOP_BITS = 3
"""Hops are counted in the lowest bits of a cost: up to seven."""

_NEVER = np.iinfo(np.int64).max // 4
"""The cost of what cannot be reached."""

ROWS_KEPT = 100_000
"""Sorted rows that are remembered between searches; with more of them memory would grow without end."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """The end of a path, contact first, and who may come before it: cheapest completion first.

    `keys[i]` is what is still to pay when `people[i]` comes next, `spent` what the piece itself costs, and `hops` how
    many ties whoever comes next may be away from a source.
    """

    backward: tuple[int, ...]
    spent: int
    hops: int
    people: list[int]
    keys: list[int]


_Heap = list[tuple[int, tuple[int, ...], int, _Piece]]


class PathFinder:
    """Answers path questions from the same sources; what it learns about the network serves all of them.

    Args:
        network: everybody and every tie.
        sources: the people who look, by number, with their weight in (0, 1]. They are never in the middle of a path.
        penalty: factor in (0, 1] for each hop beyond the first.
    """

    def __init__(self, network: Network, sources: Mapping[int, float], penalty: float = HOP_PENALTY) -> None:
        self.pops = 0
        """Pieces of path taken off the heap, over all searches: the work done, free of noise."""
        self._network = network
        self._sources = {number: cost_of(weight) << _HOP_BITS for number, weight in sources.items()}
        self._penalty = cost_of(penalty) << _HOP_BITS
        self._levels = [np.full(len(network.people), _NEVER, dtype=np.int64)]
        self._rows: dict[tuple[int, int], tuple[list[int], list[int]]] = {}

    def search(self, targets: Mapping[int, float], options: SearchOptions) -> list[FoundPath]:
        """The best paths to any of `targets` (number -> weight in (0, 1]), best first."""
        return list(islice(self.stream(targets, options, options.blocked), options.limit))

    def stream(
        self, targets: Mapping[int, float], options: SearchOptions, blocked: Set[int]
    ) -> Iterator[FoundPath]:
        """All paths, best first, as they are found. People added to `blocked` meanwhile are on no later path."""
        heap: _Heap = []
        _offer(heap, self._roots(targets, options.max_hops), 0)
        while heap:
            key, backward, place, piece = heapq.heappop(heap)
            self.pops += 1
            _offer(heap, piece, place + 1)
            person = backward[-1]
            if person in piece.backward or not blocked.isdisjoint(backward):
                continue
            if person not in self._sources:
                spent = key - int(self._cheapest(piece.hops)[person])
                people, keys = self._row(person, piece.hops)
                _offer(heap, _Piece(backward, spent, piece.hops - 1, people, keys), 0)
            elif len(backward) > options.min_hops:
                yield FoundPath(chance_of(key >> _HOP_BITS), backward[::-1])

    def _roots(self, targets: Mapping[int, float], hops: int) -> _Piece:
        """No path yet: the targets, whoever is reached most cheaply first."""
        cheapest = self._cheapest(hops)
        reached = [
            ((cost_of(weight) << _HOP_BITS) + int(cheapest[number]), number)
            for number, weight in targets.items()
            if cheapest[number] < _NEVER
        ]
        reached.sort()
        return _Piece((), 0, hops, [number for _, number in reached], [key for key, _ in reached])

    def _row(self, person: int, hops: int) -> tuple[list[int], list[int]]:
        """Who may come before `person` when `hops` ties are left, and what each way costs at least; cheapest first."""
        known = self._rows.get((person, hops))
        if known is None:
            start, end = self._network.indptr[person : person + 2]
            people = self._network.indices[start:end]
            keys = (self._network.cost[start:end] << _HOP_BITS) + 1 + self._cheapest(hops - 1)[people] + self._penalty
            for source, cost in self._sources.items():
                place = int(np.searchsorted(people, source))
                if place < len(people) and people[place] == source:
                    keys[place] = (int(self._network.cost[start + place]) << _HOP_BITS) + 1 + cost
            order = np.argsort(keys, kind="stable")
            order = order[: np.searchsorted(keys[order], _NEVER)]
            if len(self._rows) >= ROWS_KEPT:
                self._rows.clear()
            known = self._rows[person, hops] = people[order].tolist(), keys[order].tolist()
        return known

    def _cheapest(self, hops: int) -> IntArray:
        """For everybody the cost of the cheapest way from a source with at most `hops` hops; never for the sources."""
        while len(self._levels) <= hops:
            self._levels.append(self._next_level())
        return self._levels[hops]

    def _next_level(self) -> IntArray:
        """One more hop: from the sources at first, then from everybody whose way became cheaper by the last hop."""
        last = self._levels[-1]
        if len(self._levels) == 1:
            start = np.fromiter(self._sources, dtype=np.int64, count=len(self._sources))
            paid = np.fromiter(self._sources.values(), dtype=np.int64, count=len(start))
        else:
            start = np.flatnonzero(last < self._levels[-2])
            paid = last[start] + self._penalty
        ties = _places_of_rows(self._network.indptr, start)
        counts = self._network.indptr[start + 1] - self._network.indptr[start]
        level = last.copy()
        ways = (self._network.cost[ties] << _HOP_BITS) + 1 + np.repeat(paid, counts)
        np.minimum.at(level, self._network.indices[ties], ways)
        level[list(self._sources)] = _NEVER
        return level


def _offer(heap: _Heap, piece: _Piece, place: int) -> None:
    """Puts the extension of a piece by its `place`-th best person on the heap, when there is one."""
    if place < len(piece.people):
        backward = (*piece.backward, piece.people[place])
        heapq.heappush(heap, (piece.spent + piece.keys[place], backward, place, piece))


def _places_of_rows(indptr: IntArray, rows: IntArray) -> IntArray:
    """The places of all entries of some rows, one row after the other."""
    counts = indptr[rows + 1] - indptr[rows]
    ends = np.cumsum(counts)
    places: IntArray = np.arange(ends[-1] if len(ends) else 0) + np.repeat(indptr[rows] - ends + counts, counts)
    return places
