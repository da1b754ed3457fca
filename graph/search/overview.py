"""The best path to each of many targets at once, for a page that shows all of them.

It falls out of the potentials (`graph.search.potentials`): for everybody at a target what the cheapest way to them
costs is known, and whoever stands before them on it is the one over whom it costs exactly that. All targets are traced
back together, step by step, without a search. Costs are whole numbers, so that "exactly" can be asked; each step has
one hop less, so that nobody is met twice.
"""

from collections.abc import Sequence

import numpy as np

from graph.search.network import IntArray, chance_of
from graph.search.paths import FoundPath, PathFinder
from graph.search.potentials import NEVER, entries_of

_NOBODY = np.iinfo(np.int32).max


def best_paths(finder: PathFinder, targets: Sequence[Sequence[int]], hops: int) -> list[FoundPath | None]:
    """For each target (the numbers of its people) what a search for one path would find, None where there is none.

    Args:
        finder: the search, from its sources.
        targets: the people at each target; sources among them count for nothing.
        hops: ties that a path takes at most.
    """
    network, potentials = finder.network, finder.potentials
    size, rank = len(network.people), network.people.rank
    target = np.repeat(np.arange(len(targets)), [len(people) for people in targets])
    people = np.fromiter((one for staff in targets for one in staff), dtype=np.int64, count=len(target))
    kept = ~np.isin(people, list(potentials.sources)) if len(people) else np.zeros(0, dtype=bool)
    target, places = target[kept], people[kept] + (network.places - size)
    if not len(places):
        return [None] * len(targets)
    keys = potentials.bounds(places, hops)
    starts = np.flatnonzero(np.append(True, target[1:] != target[:-1]))
    best = np.minimum.reduceat(keys, starts)
    is_best = keys == np.repeat(best, np.diff(starts, append=len(keys)))
    first = np.minimum.reduceat(np.where(is_best, rank[places % size], _NOBODY), starts)
    reached = best < NEVER
    at = network.people.by_rank[first[reached]] + np.int64(network.places - size)
    ways = _traced(finder, at, best[reached], hops)
    scores = [chance_of(key - potentials.penalty) for key in best[reached].tolist()]
    found: list[FoundPath | None] = [None] * len(targets)
    for number, score, way in zip(target[starts][reached].tolist(), scores, ways, strict=True):
        found[number] = FoundPath(score, way)
    return found


def _traced(finder: PathFinder, at: IntArray, rest: IntArray, hops: int) -> list[tuple[int, ...]]:
    """The ways that end at each of these places and cost exactly so much, source first."""
    before, size = finder.network.before, len(finder.network.people)
    potentials = finder.potentials
    ways: list[list[int]] = [[place % size] for place in at.tolist()]
    left = np.arange(len(at))
    for further in range(hops - 1, -1, -1):
        entries, counts = entries_of(before, at)
        who, cost = before.indices[entries], before.cost[entries]
        fits = potentials.exactly(who, further) + cost + potentials.hop == np.repeat(rest, counts)
        place = np.where(fits, np.arange(len(who)), len(who))
        chosen = np.minimum.reduceat(place, counts.cumsum() - counts)
        at, rest = who[chosen].astype(np.int64), rest - cost[chosen] - potentials.hop
        for way, person in zip(left.tolist(), at.tolist(), strict=True):
            ways[way].append(person % size)
        going = ~np.isin(at, list(potentials.sources))
        at, rest, left = at[going], rest[going], left[going]
        if not len(at):
            break
    return [tuple(reversed(way)) for way in ways]
