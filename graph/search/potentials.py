"""What the rest of a path costs at least: the cheapest way from the sources to a person with at most so many hops.

Where one looks from hardly ever changes, so this is found once for everybody and serves every target, every number of
paths and every list of people to avoid: who is avoided only makes ways dearer. With h hops left and c a tie's cost,

    F(0, v) = never    F(1, v) = the tie from a source    F(h, v) = min over u of F(h - 1, u) + penalty + c(u, v)

or F(h - 1, v) where that is less. A source is the start of a path and never in the middle: F(h, source) = never. Where
inferred ties are among the ways, v is a place of `graph.search.network.Network`, else simply a person.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from graph.search.network import IntArray, Network, Rows, cost_of

HOP_BITS = 3
"""Hops are counted in the lowest bits of what a path costs: up to seven, more than anybody asks for."""

NEVER = np.iinfo(np.int64).max // 4
"""The cost of what cannot be reached."""


class Potentials:
    """The potentials of some sources in a network; a further hop is worked out when somebody first asks for it.

    Args:
        network: everybody and every tie.
        sources: the people who look, by number, with their weight in (0, 1].
        penalty: factor in (0, 1] for each hop beyond the first.
    """

    def __init__(self, network: Network, sources: Mapping[int, float], penalty: float) -> None:
        copies = range(0, max(network.places, 1), max(len(network.people), 1))
        self.sources = {
            number + copy: cost_of(sources[number]) << HOP_BITS for copy in copies for number in sorted(sources)
        }
        """What each source costs, at all its places."""
        self._before, self._after = network.before, network.after
        self._further = (cost_of(penalty) << HOP_BITS) + 1
        self._levels = [np.full(network.places, NEVER, dtype=np.int64)]
        own = {source: self._ties_of(source) for source in self.sources}
        self._own = [
            (source, dict(zip(people.tolist(), keys.tolist(), strict=True))) for source, (people, keys) in own.items()
        ]

    def cheapest(self, hops: int) -> IntArray:
        """F(hops, v) for everybody."""
        while len(self._levels) <= hops:
            self._levels.append(self._next_level())
        return self._levels[hops]

    def bounds(self, people: IntArray, hops: int) -> IntArray:
        """F(hops, v) for some people only, whose ties are looked through instead of everybody's."""
        if hops < max(len(self._levels), 2):
            return self.cheapest(hops)[people]
        bounds = self.cheapest(1)[people]
        entries, counts = _entries_of(self._before, people)
        tied = np.flatnonzero(counts)
        if len(tied):
            ways = (self._before.cost[entries] << HOP_BITS) + self.cheapest(hops - 1)[self._before.indices[entries]]
            starts = (np.cumsum(counts) - counts)[tied]
            bounds[tied] = np.minimum(bounds[tied], np.minimum.reduceat(ways, starts) + self._further)
        return bounds

    def direct(self, person: int) -> list[tuple[int, int]]:
        """(cost, source) for each source that knows a person."""
        known = []
        for source, keys in self._own:
            if person in keys:
                known.append((keys[person], source))
        return known

    def ways(self, person: int, hops: int) -> tuple[npt.NDArray[np.int32], IntArray]:
        """Everybody tied to a person, and what a way of at most `hops` hops (2 or more) over each costs at least."""
        start, end = self._before.indptr[person : person + 2]
        people = self._before.indices[start:end]
        keys = (self._before.cost[start:end] << HOP_BITS) + self.cheapest(hops - 1).take(people) + self._further
        for key, source in self.direct(person):
            keys[people == source] = key
        return people, keys

    def _next_level(self) -> IntArray:
        """One more hop: from the sources at first, then from everybody whose way became cheaper by the last hop."""
        last = self._levels[-1]
        level = last.copy()
        if len(self._levels) == 1:
            for people, keys in map(self._ties_of, self.sources):
                level[people] = np.minimum(level[people], keys)
        else:
            start = np.flatnonzero(last < self._levels[-2])
            entries, counts = _entries_of(self._after, start)
            ways = (self._after.cost[entries] << HOP_BITS) + np.repeat(last[start] + self._further, counts)
            np.minimum.at(level, self._after.indices[entries], ways)
        level[list(self.sources)] = NEVER
        return level

    def _ties_of(self, source: int) -> tuple[npt.NDArray[np.int32], IntArray]:
        """Whom a source knows, and what a path of that tie alone costs."""
        start, end = self._after.indptr[source : source + 2]
        keys: IntArray = (self._after.cost[start:end] << HOP_BITS) + self.sources[source] + 1
        return self._after.indices[start:end], keys


def _entries_of(table: Rows, rows: IntArray) -> tuple[IntArray, IntArray]:
    """Where the entries of some rows stand, one row after the other, and how many entries each row has."""
    first = table.indptr[rows]
    counts: IntArray = table.indptr[rows + 1] - first
    ends = np.cumsum(counts)
    entries: IntArray = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
    return entries, counts
