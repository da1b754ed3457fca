"""Who and what is in a picture of the network: the people around some, or everybody, and their ties, as arrays.

A picture is only of use while it can be read, so each kind has a limit, keeps the strongest ties, and says how many
people it left out. Everything is taken from the arrays of the search, so that 250,000 people cost some milliseconds.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.search.network import Network, chances_of
from graph.search.potentials import entries_of
from graph.ties.judgement import Guesses

MOST_AROUND = 2000
"""People drawn around somebody or some company: more could not be told apart."""
MOST_PEOPLE = 300_000
"""People drawn of a whole network: as many as a browser moves about smoothly."""

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """People and ties of a network (`people` are numbers in it).

    Row i of `ring` says how many steps from the middle person `people[i]` stands, 0 in a picture of everybody. Ties
    lead between the rows `low` < `high`. `hidden` counts the people left out, of each ring or in all.
    """

    people: IntArray
    ring: IntArray
    low: IntArray
    high: IntArray
    strength: npt.NDArray[np.float64]
    observed: npt.NDArray[np.bool_]
    hidden: tuple[int, ...]

    @property
    def degree(self) -> IntArray:
        """How many ties each person has in the scene."""
        ends = np.concatenate([self.low, self.high])
        return np.bincount(ends, minlength=len(self.people)).astype(np.int64)

    @property
    def strongest(self) -> npt.NDArray[np.float64]:
        """The strength of everybody's strongest tie, 0 without any."""
        best = np.zeros(len(self.people))
        np.maximum.at(best, self.low, self.strength)
        np.maximum.at(best, self.high, self.strength)
        return best


def around(network: Network, middle: Collection[int], depth: int, most: int = MOST_AROUND) -> Scene:
    """Some people, those whom they know, and with `depth` 2 those whom these know; the strongest ties first."""
    inner = np.fromiter(dict.fromkeys(middle), np.int64)
    rings, hidden = [inner[:most]], [max(len(inner) - most, 0)]
    seen = np.zeros(len(network.people), dtype=bool)
    seen[inner] = True
    for _ in range(depth):
        found = _met(network, rings[-1], seen)
        room = most - sum(map(len, rings))
        rings.append(found[:room])
        hidden.append(max(len(found) - room, 0))
        seen[found] = True
    ring = np.repeat(np.arange(len(rings)), list(map(len, rings)))
    return _scene(network, np.concatenate(rings), ring, tuple(hidden))


def everybody(network: Network, most: int = MOST_PEOPLE) -> Scene:
    """All people, or those with most ties where they are too many, in the order of their numbers."""
    size = len(network.people)
    degree = np.diff(network.after.indptr)[:size]
    kept = np.sort(np.lexsort((network.people.rank, -degree))[:most])
    return _scene(network, kept, np.zeros(len(kept), dtype=np.int64), (size - len(kept),))


def with_guesses(scene: Scene, network: Network, guesses: Guesses) -> Scene:
    """A scene with the inferred ties among those who are in it, by their chance."""
    row = _rows(scene.people, len(network.people))
    ends = [row[network.people.by_rank[side]] for side in (guesses.ties.low, guesses.ties.high)]
    inside = (ends[0] >= 0) & (ends[1] >= 0)
    return replace(
        scene,
        low=np.append(scene.low, np.minimum(*ends)[inside]),
        high=np.append(scene.high, np.maximum(*ends)[inside]),
        strength=np.append(scene.strength, guesses.ties.probability[inside]),
        observed=np.append(scene.observed, np.zeros(int(inside.sum()), dtype=bool)),
    )


def _met(network: Network, people: IntArray, seen: npt.NDArray[np.bool_]) -> IntArray:
    """Those at the other ends of these people's ties who were not seen yet, the one with the strongest tie first."""
    entries, _ = entries_of(network.after, people)
    who, cost = network.after.indices[entries].astype(np.int64), network.after.cost[entries]
    who, cost = who[~seen[who]], cost[~seen[who]]
    order = np.lexsort((network.people.rank[who], cost))
    _, first = np.unique(who[order], return_index=True)
    return who[order][np.sort(first)]


def _scene(network: Network, people: IntArray, ring: npt.NDArray[np.integer], hidden: tuple[int, ...]) -> Scene:
    entries, counts = entries_of(network.after, people)
    low = np.repeat(np.arange(len(people)), counts)
    high = _rows(people, len(network.people))[network.after.indices[entries]]
    once = low < high
    strength = chances_of(network.after.cost[entries[once]])
    seen = np.ones(int(once.sum()), dtype=bool)
    return Scene(people, ring.astype(np.int64), low[once].astype(np.int64), high[once], strength, seen, hidden)


def _rows(people: IntArray, size: int) -> IntArray:
    """For everybody their row among `people`, -1 for those who are not among them."""
    row = np.full(size, -1, dtype=np.int64)
    row[people] = np.arange(len(people))
    return row
