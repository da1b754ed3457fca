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
    size, potentials = len(finder.network.people), finder.potentials
    ways: list[list[int]] = [[place % size] for place in at.tolist()]
    left = np.arange(len(at))
    for further in range(hops - 1, -1, -1):
        is_direct = rest == potentials.cheapest(1).take(at)
        for way, place in zip(left[is_direct].tolist(), at[is_direct].tolist(), strict=True):
            ways[way].append(potentials.source_of(place) % size)
        at, rest, left = at[~is_direct], rest[~is_direct], left[~is_direct]
        if not len(at):
            break
        at, rest = _step(finder, at, rest, further)
        for way, place in zip(left.tolist(), at.tolist(), strict=True):
            ways[way].append(place % size)
    return [tuple(reversed(way)) for way in ways]


def _step(finder: PathFinder, at: IntArray, rest: IntArray, further: int) -> tuple[IntArray, IntArray]:
    """Who comes before each place on a way that costs exactly so much, and what is left to pay from there.

    What is left depends on the place alone, so each is looked at once: many ways lead over the same few people.
    """
    before, potentials = finder.network.before, finder.potentials
    order = np.argsort(at, kind="stable")
    is_first = np.append(True, at[order][1:] != at[order][:-1])
    place_of = np.empty(len(at), dtype=np.int64)
    place_of[order] = np.cumsum(is_first) - 1
    distinct = order[is_first]
    entries, counts = entries_of(before, at[distinct])
    who, cost = before.indices[entries], before.cost[entries]
    fits = potentials.cheapest(further).take(who) + cost + potentials.hop == np.repeat(rest[distinct], counts)
    place = np.where(fits, np.arange(len(who)), len(who))
    chosen = np.minimum.reduceat(place, counts.cumsum() - counts)
    earlier, paid = who[chosen].astype(np.int64), cost[chosen] + potentials.hop
    return earlier[place_of], rest - paid[place_of]
