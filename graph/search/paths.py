"""Ranked introduction paths: the k best simple paths with at most H hops from the sources to any of the targets.

The score of a path is the product of its strengths, times the penalty for each hop beyond the first, times the weights
of its source and target. Own code: no library answers hop-limited, ranked and exact at once, and on a large network
general ones are 50 to 5,000 times slower (benchmarks/paths.py).

How it works. What the rest of a path costs at least is known for everybody (`graph.search.potentials`). A search walks
backward from the targets, always extending the piece of path whose cheapest possible completion is cheapest. What comes
off the heap complete is the next best path: the potentials never overestimate, also when people are blocked.

Costs are whole numbers (see `graph.search.network`) with the hops in the lowest bits, so that equals are told apart
exactly: fewer hops first, then by number from the contact backward, contact before introducers.
"""

import heapq
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from graph.search.network import IntArray, Network, chance_of, costs_of
from graph.search.potentials import HOP_BITS, NEVER, Potentials

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


@dataclass(slots=True, eq=False)
class _Row:
    """Who may come before somebody, the cheapest completion first and equals by number.

    `keys[i]` is what is still to pay when `people[i]` comes next. Only the first few are sorted at once; `rest` holds
    everybody until somebody asks for more: few searches do, and a row may be thousands long.
    """

    people: list[int]
    keys: list[int]
    rest: tuple[npt.NDArray[np.integer], IntArray] | None = None

    @classmethod
    def of(cls, people: npt.NDArray[np.integer], keys: IntArray) -> "_Row":
        """The row of people in order of number and what each costs; whoever cannot be reached is left out."""
        if len(keys) <= SORTED_FIRST:
            return cls(*_sorted(people, keys))
        few = np.flatnonzero(keys <= np.partition(keys, SORTED_FIRST)[SORTED_FIRST])
        return cls(*_sorted(people[few], keys[few]), (people, keys))

    def has(self, place: int) -> bool:
        """Whether there is a person at a place."""
        if place >= len(self.people) and self.rest is not None:
            self.people, self.keys = _sorted(*self.rest)
            self.rest = None
        return place < len(self.people)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """The end of a path, contact first, and who may come before it (as places of the network).

    `spent` is what the piece itself costs, and `hops` how many ties whoever comes next may be away from a source.
    """

    backward: tuple[int, ...]
    spent: int
    hops: int
    row: _Row


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
        self._people, self._places = len(network.people), network.places
        self._potentials = Potentials(network, sources, penalty)
        self._rows: dict[tuple[int, int], _Row] = {}

    def search(self, targets: Mapping[int, float], options: SearchOptions) -> list[FoundPath]:
        """The best paths to any of `targets` (number -> weight in (0, 1]), best first."""
        return list(islice(self.stream(targets, options, options.blocked), options.limit))

    def stream(
        self, targets: Mapping[int, float], options: SearchOptions, blocked: Set[int]
    ) -> Iterator[FoundPath]:
        """All paths, best first, as they are found. People added to `blocked` meanwhile are on no later path."""
        heap: _Heap = []
        self._offer(heap, self._roots(targets, options.max_hops), 0)
        while heap:
            key, backward, place, piece = heapq.heappop(heap)
            self.pops += 1
            self._offer(heap, piece, place + 1)
            if backward[-1] in piece.backward or not blocked.isdisjoint(backward):
                continue
            at = piece.row.people[place]
            if at not in self._potentials.sources:
                row = self._row(at, piece.hops)
                spent = key - row.keys[0]  # the key already counts the cheapest completion, which stands first
                self._offer(heap, _Piece(backward, spent, piece.hops - 1, row), 0)
            elif len(backward) > options.min_hops:
                yield FoundPath(chance_of(key >> HOP_BITS), backward[::-1])

    def _roots(self, targets: Mapping[int, float], hops: int) -> _Piece:
        """No path yet: the targets, whoever is reached most cheaply first."""
        people = sorted(targets.keys() - self._potentials.sources.keys())
        weights = np.array([targets[number] for number in people], dtype=np.float64)
        places = np.array(people, dtype=np.int64) + (self._places - self._people)  # where all ties may be used
        keys = (costs_of(weights) << HOP_BITS) + self._potentials.bounds(places, hops)
        return _Piece((), 0, hops, _Row.of(places, keys))

    def _offer(self, heap: _Heap, piece: _Piece, place: int) -> None:
        """Puts the extension of a piece by its `place`-th best person on the heap, when there is one."""
        if piece.row.has(place):
            backward = (*piece.backward, piece.row.people[place] % self._people)
            heapq.heappush(heap, (piece.spent + piece.row.keys[place], backward, place, piece))

    def _row(self, person: int, hops: int) -> _Row:
        """Who may come before `person` when `hops` ties are left, and what each way costs at least."""
        known = self._rows.get((person, hops))
        if known is None:
            if len(self._rows) >= ROWS_KEPT:
                self._rows.clear()
            last = hops == 1
            known = self._last(person) if last else _Row.of(*self._potentials.ways(person, hops))
            self._rows[person, hops] = known
        return known

    def _last(self, person: int) -> _Row:
        """The row of somebody who must be known to a source directly."""
        direct = sorted(self._potentials.direct(person), key=lambda each: (each[0], each[1] % self._people))
        return _Row([source for _, source in direct], [key for key, _ in direct])


def _sorted(people: npt.NDArray[np.integer], keys: IntArray) -> tuple[list[int], list[int]]:
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    reached = int(np.searchsorted(keys, NEVER))
    return people[order[:reached]].tolist(), keys[:reached].tolist()
