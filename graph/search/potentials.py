"""What the rest of a path costs at least: the cheapest way from the sources to a person with at most so many hops.

Where one looks from hardly ever changes, so this is found once for everybody and serves every target, every number of
paths and every list of people to avoid: who is avoided only makes ways dearer. With h hops left and c a tie's cost,

    F(0, v) = what a source costs, for others never    F(h, v) = min over u of F(h - 1, u) + c(u, v) + penalty

or F(h - 1, v) where that is less. A source is the start of a path and never in the middle: F(h, source) = F(0, source).
Every hop pays the penalty here, the first too; a path gets it back once. Where inferred ties are among the ways, v is
a place of `graph.search.network.Network`, else simply a person.
"""

from collections.abc import Mapping
from copy import copy
from typing import Protocol

import numpy as np
import numpy.typing as npt

from graph.search.network import IntArray, Network, Numbers, cost_of

NEVER = np.iinfo(np.int64).max // 4
"""The cost of what cannot be reached."""

LONG_ROW = 32
"""In rows longer than this, who is not known to a source is left out before costs are looked up: the table of who is
known fits a processor's cache, that of the costs does not."""

MANY_TIES = 0.1
"""From this share of all ties on, potentials are worked out for everybody rather than for those who are asked about."""


class Potentials:
    """The potentials of some sources in a network; a further hop is worked out when somebody first asks for it.

    Args:
        network: everybody and every tie.
        sources: the people who look, by number, with their weight in (0, 1].
        penalty: factor in (0, 1] for each hop beyond the first.
    """

    def __init__(self, network: Network, sources: Mapping[int, float], penalty: float) -> None:
        twins = range(0, max(network.places, 1), max(len(network.people), 1))
        self.sources = {number + twin: cost_of(sources[number]) for twin in twins for number in sorted(sources)}
        """What each source costs, at all its places."""
        self.penalty = cost_of(penalty)
        """What a path gets back, since its first hop is free of it."""
        self.ties_seen = 0
        """How many ties were looked at: the work done, free of noise."""
        self.hop = self.penalty + 1
        """What a further hop costs, itself counted in the lowest bits."""
        self._people, self._rank = len(network.people), network.people.rank.data
        self._levels: list[IntArray] = []
        self._numbers: list[memoryview[int]] = []
        self._is_direct = np.zeros(network.places, dtype=bool)
        self._reached = np.zeros(0, dtype=np.int64)
        self._search_in(network)

    def _search_in(self, network: Network) -> None:
        self._before, self._after = network.before, network.after
        self._start = self._before.indptr.data
        self._own = [(source, *self._ties_of(source)) for source in self.sources]
        self._direct: list[tuple[int, dict[int, int]]] | None = None

    def weakened(self, network: Network) -> "Potentials":
        """These potentials for a network in which ties are weaker or gone: they overestimate nothing there."""
        found = copy(self)
        found._levels, found._numbers = list(self._levels), list(self._numbers)
        found._search_in(network)
        return found

    def cheapest(self, hops: int) -> IntArray:
        """F(hops, v) for everybody; one hop or more."""
        while len(self._levels) < hops:
            self._levels.append(self._next_level() if self._levels else self._first_level())
        return self._levels[hops - 1]

    def bound(self, hops: int, place: int) -> int:
        """F(hops, v) for one place, as plain number; as many hops as were looked at before."""
        while len(self._numbers) < len(self._levels):
            self._numbers.append(self._levels[len(self._numbers)].data)
        return self._numbers[hops - 1][place]

    def source_of(self, place: int) -> int:
        """The source that knows somebody most cheaply, among equals the first by id."""
        return min(self.direct(place), key=lambda each: (each[0], self._rank[each[1] % self._people]))[1]

    def bounds(self, people: IntArray, hops: int) -> IntArray:
        """F(hops, v) for some people only, whose ties are looked through instead of everybody's."""
        if hops <= max(len(self._levels), 1):
            return self.cheapest(hops)[people]
        before = self.cheapest(hops - 1)
        bounds = before[people]
        counts = self._before.indptr.take(people + 1) - self._before.indptr.take(people)
        if counts.sum() > MANY_TIES * len(self._before.indices):
            return self.cheapest(hops)[people]
        entries, counts = entries_of(self._before, people)
        self.ties_seen += len(entries)
        tied = counts.nonzero()[0]
        if len(tied):
            ways = before.take(self._before.indices.take(entries))
            ways += self._before.cost.take(entries)
            starts = (counts.cumsum() - counts)[tied]
            bounds[tied] = np.minimum(bounds[tied], np.minimum.reduceat(ways, starts) + self.hop)
        return bounds

    def direct(self, person: int) -> list[tuple[int, int]]:
        """(cost, source) for each source that knows a person, without the hop between."""
        if self._direct is None:
            self._direct = [(source, dict(zip(who.tolist(), cost.tolist(), strict=True)))
                            for source, who, cost in self._own]  # fmt: skip
        return [(known[person], source) for source, known in self._direct if person in known]

    def ways(self, person: int, hops: int) -> tuple[Numbers, IntArray]:
        """Everybody tied to a person, and what a way of at most `hops` hops (2 or more) over each costs at least.

        The last hop, from them to the person, is not counted: it is the same for all.
        """
        start, end = self._start[person], self._start[person + 1]
        self.ties_seen += end - start
        people, cost = self._before.indices[start:end], self._before.cost[start:end]
        if hops == 2 and end - start > LONG_ROW:
            some = self._is_direct.take(people).nonzero()[0]
            people, cost = people[some], cost[some]
        keys = self._levels[hops - 2].take(people)
        keys += cost
        return people, keys

    def _first_level(self) -> IntArray:
        level = np.full(len(self._is_direct), NEVER, dtype=np.int64)
        self._is_direct[list(self.sources)] = True
        for _, people, cost in self._own:
            self._is_direct[people] = True
            level[people] = np.minimum(level[people], cost + self.hop)
            self.ties_seen += len(people)
        self._reached = self._is_direct.nonzero()[0]
        return self._without_sources(level)

    def _next_level(self) -> IntArray:
        """One more hop, from everybody whose way became cheaper by the last one."""
        last = self._levels[-1]
        start = self._reached if len(self._levels) == 1 else (last < self._levels[-2]).nonzero()[0]
        level = last.copy()
        entries, counts = entries_of(self._after, start)
        self.ties_seen += len(entries)
        ways = np.repeat(last[start] + self.hop, counts)
        ways += self._after.cost.take(entries)
        np.minimum.at(level, self._after.indices.take(entries), ways)
        return self._without_sources(level)

    def _without_sources(self, level: IntArray) -> IntArray:
        for source, cost in self.sources.items():
            level[source] = cost
        return level

    def _ties_of(self, source: int) -> tuple[Numbers, IntArray]:
        """Whom a source knows, and what that tie and the source cost."""
        start, end = self._after.indptr[source : source + 2]
        return self._after.indices[start:end], self._after.cost[start:end] + self.sources[source]


class Compressed(Protocol):
    """A table in compressed rows: the entries of row v stand from `indptr[v]` up to `indptr[v + 1]`."""

    @property
    def indptr(self) -> IntArray:
        """Where each row begins, and at last where the last one ends."""


def entries_of(table: Compressed, rows: npt.NDArray[np.integer]) -> tuple[IntArray, IntArray]:
    """Where the entries of some rows stand, one row after the other, and how many entries each row has."""
    first = table.indptr.take(rows)
    counts: IntArray = table.indptr.take(rows + 1) - first
    ends = counts.cumsum()
    first -= ends
    first += counts
    entries: IntArray = np.repeat(first, counts)
    entries += np.arange(len(entries))
    return entries, counts
