"""What if there were one more tie: whom to get to know, or where to go, to reach the most targets.

For each target the cheapest way from anybody to it is worked out from the target's side; a new tie from ego then costs
what it costs itself and the rest of the way. So everybody is tried at once, and what is foretold is exactly what a
search finds when the tie is there. A way that comes back over ego is no path, but never beats the one that ego has.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from graph.search.network import IntArray, chances_of, cost_of
from graph.search.overview import best_paths
from graph.search.paths import PathFinder
from graph.search.potentials import NEVER, Potentials

Target = TypeVar("Target", bound=Hashable)
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gain(Generic[Target]):
    """What getting to know somebody in a group would bring.

    `opens` are targets that cannot be reached today, `warms` those that are reached better; `chance` is by how much the
    best chances of all targets grow together.
    """

    group: int
    opens: tuple[Target, ...]
    warms: tuple[Target, ...]
    chance: float


def gains(
    finder: PathFinder,
    targets: Mapping[Target, Sequence[int]],
    groups: Sequence[Sequence[int]],
    hops: int,
    strength: float,
    limit: int,
) -> list[Gain[Target]]:
    """Which groups it would help most to know the best-placed member of: those that open most targets, then chances.

    Args:
        finder: the search, from one source, in a network without inferred ties.
        targets: the people at each target, by number.
        groups: who could be met together, by number: one person, or all who go to an event; the source counts not.
        hops: ties that a way takes at most.
        strength: of the new tie, in (0, 1].
        limit: how many groups are told at most; groups that bring nothing are left out.
    """
    now = dict(zip(targets, best_paths(finder, list(targets.values()), hops), strict=True))
    members = np.fromiter((one for group in groups for one in group), dtype=np.int64)
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    filled = np.flatnonzero(sizes)
    starts = (np.cumsum(sizes) - sizes)[filled]
    opened = np.zeros(len(groups), dtype=np.int64)
    chance = np.zeros(len(groups))
    after: dict[Target, FloatArray] = {}
    for target, staff in targets.items():
        best = np.zeros(len(groups))
        if len(filled):
            best[filled] = np.maximum.reduceat(_chances(finder, staff, members, hops, strength), starts)
        held = now[target]
        before = held.score if held else 0.0
        after[target] = np.maximum(best - before, 0.0)
        chance += after[target]
        opened += (best > 0.0) & (held is None)
    order = np.lexsort((np.arange(len(groups)), -chance, -opened))
    return [
        Gain(
            group,
            tuple(target for target, more in after.items() if more[group] > 0 and now[target] is None),
            tuple(target for target, more in after.items() if more[group] > 0 and now[target] is not None),
            float(chance[group]),
        )
        for group in order[:limit].tolist()
        if chance[group] > 0
    ]


def _chances(finder: PathFinder, staff: Sequence[int], members: IntArray, hops: int, strength: float) -> FloatArray:
    """The chance of the best path to a target over a new tie to each of these people; 0 where there is none."""
    potentials, network = finder.potentials, finder.network
    (source,) = potentials.sources
    ends = {person: 1.0 for person in staff if person != source}
    rest = Potentials(network, ends, finder.penalty)
    costs = rest.cheapest(hops - 1).take(members) if hops > 1 else np.where(np.isin(members, list(ends)), 0, NEVER)
    costs = costs + potentials.sources[source] + cost_of(strength) + potentials.hop - potentials.penalty
    reached = (costs < NEVER) & (members != source)
    chances = np.zeros(len(members))
    chances[reached] = chances_of(costs[reached])
    return chances
