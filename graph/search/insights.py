"""The network at a glance: who holds it together, into which circles it falls, what sleeps in it and how it grew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model import EGO, Person, PersonId
from graph.search.communities import communities
from graph.search.dormant import Dormant, dormant_ties, own_ties
from graph.search.growth import Growth, growth
from graph.search.metrics import Reach, betweenness, constraint, core_numbers, effective_size, reach_of
from graph.search.network import IntArray, Network
from graph.search.reliance import Reliance, reliance
from graph.store.reader import GraphReader

HOPS = 3
"""Ties in a row that a way takes at most, as everywhere."""

SHOWN_BROKERS = 6
"""Brokers that are told, those on most ways first."""

LEAST_SHARE = 0.01
"""Whoever is on fewer ways than this part of those of the first broker is none."""

SHOWN_DORMANT = 12
"""Dormant ties that are told."""

SHOWN_CIRCLES = 16
"""Communities that are told, the largest first."""

SHOWN_CORE = 8
"""People of the innermost core that are named, those who know most people first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: how many they know, in how many circles, how bound they are by one (`constraint`).

    `share` is the part of the shortest ways between others that lead over them, `carried` how many people ego reaches
    over them; `gave` says whether their contacts are in the data, so that they are seen with all their ties.
    """

    person: Person
    known: int
    circles: float
    constraint: float
    share: float
    carried: float
    gave: bool


@dataclass(frozen=True, slots=True)
class Brokers:
    """Who is on most ways, ego's own standing, and from how many of `people` ways were counted (`sampled`)."""

    first: tuple[Standing, ...]
    ego: Standing | None
    steps: tuple[int, ...]
    """How many people ego reaches over one tie at least, two and so on."""
    sampled: int
    people: int


@dataclass(frozen=True, slots=True)
class Core:
    """How many people are in a core of k at most, k from 0 on, and the best known people of the innermost."""

    sizes: tuple[int, ...]
    innermost: tuple[Person, ...]

    @property
    def depth(self) -> int:
        """How many others of the innermost core everybody in it knows at least."""
        return len(self.sizes) - 1


@dataclass(frozen=True, slots=True)
class Circle:
    """A community: what it is called after, how many people it has and how many of them ego knows.

    `nearest` is whom ego knows in it who knows most people, None where ego knows nobody; `best_known` knows most people
    of all.
    """

    name: str
    kind: str
    share: float
    size: int
    known: int
    nearest: Person | None
    best_known: Person | None


@dataclass(frozen=True, slots=True)
class Circles:
    """The communities, and for pairs of their places how many ties there are between them."""

    circles: tuple[Circle, ...]
    ties: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Insights:
    """Everything but the communities, which take longer in large networks."""

    brokers: Brokers
    core: Core
    dormant: Dormant
    growth: Growth
    reliance: Reliance


def insights(store: GraphReader, network: Network) -> Insights:
    """What a network tells about itself.

    Args:
        store: a view that does not change meanwhile.
        network: its projection, without inferred ties.
    """
    known = own_ties(store, network)
    return Insights(
        brokers=brokers(store, network),
        core=_core(store, network),
        dormant=dormant_ties(store, network, known, SHOWN_DORMANT),
        growth=growth(known, network.today),
        reliance=reliance(store, network, HOPS),
    )


def brokers(store: GraphReader, network: Network) -> Brokers:
    """Who stands between circles."""
    rows, ego = network.before, network.number(EGO)
    found = betweenness(rows, HOPS)
    reach = _nowhere(len(network.people)) if ego is None else reach_of(rows, ego, HOPS)
    order = np.lexsort((network.people.rank, -found.share))[: SHOWN_BROKERS + 1].tolist()
    least = found.share.max(initial=0.0) * LEAST_SHARE
    first = [number for number in order if number != ego and found.share[number] > least][:SHOWN_BROKERS]
    numbers = [*first, *([] if ego is None else [ego])]
    owners = {run.owner for run in store.runs()}
    people = store.people(network.people[number] for number in numbers)
    standing = [
        Standing(
            people[network.people[number]], int(np.diff(rows.indptr)[number]), circles, bound,
            float(found.share[number]), float(reach.carried[number]), network.people[number] in owners,
        )
        for number, circles, bound in zip(
            numbers, effective_size(rows, numbers).tolist(), constraint(rows, numbers).tolist(), strict=True
        )
        if network.people[number] in people
    ]  # fmt: skip
    own = next((one for one in standing if one.person.id == EGO), None)
    steps = np.bincount(reach.steps[reach.steps > 0], minlength=HOPS + 1)[1:]
    return Brokers(
        tuple(one for one in standing if one is not own), own, tuple(steps.tolist()), found.sampled, found.people
    )


def _nowhere(people: int) -> Reach:
    return Reach(np.full(people, -1), np.zeros(people))


def circles(store: GraphReader, network: Network) -> Circles:
    """The communities, those of inferred ties too where the network has them."""
    found = communities(network, store, SHOWN_CIRCLES)
    ego, size = network.number(EGO), len(network.people)
    known = set() if ego is None else {number % size for number in network.after.of(ego)}
    best = [int(each.people[0]) for each in found]
    near = [next((number for number in each.people.tolist() if number in known), None) for each in found]
    people = store.people(network.people[number] for number in {*best, *near} if number is not None)
    told = tuple(
        Circle(
            each.name, each.kind, each.share, len(each.people), len(known.intersection(each.people.tolist())),
            None if there is None else people.get(network.people[there]), people.get(network.people[first]),
        )
        for each, first, there in zip(found, best, near, strict=True)
    )  # fmt: skip
    return Circles(told, _between(network, [each.people for each in found]))


def _between(network: Network, groups: Sequence[Collection[int]]) -> dict[tuple[int, int], int]:
    """How many ties that were seen lead from one group to another."""
    size = len(network.people)
    group = np.full(size, -1, dtype=np.int64)
    for number, people in enumerate(groups):
        group[np.array(people, dtype=np.int64)] = number
    start = np.repeat(np.arange(size), np.diff(network.before.indptr)[:size])
    a, b = group[start], group[network.before.indices[: len(start)] % size]
    kept = (a >= 0) & (a < b)
    keys, counts = np.unique(a[kept] * len(groups) + b[kept], return_counts=True)
    pairs = ((key // len(groups), key % len(groups)) for key in keys.tolist())
    return dict(zip(pairs, counts.tolist(), strict=True))


def _core(store: GraphReader, network: Network) -> Core:
    core = core_numbers(network.before)
    if not len(core):
        return Core((), ())
    innermost = np.flatnonzero(core == core.max())
    known = np.diff(network.before.indptr)[innermost]
    order = np.lexsort((network.people.rank[innermost], -known))[:SHOWN_CORE]
    ids = _ids(network, innermost[order])
    people = store.people(ids)
    return Core(tuple(np.bincount(core).tolist()), tuple(people[one] for one in ids if one in people))


def _ids(network: Network, numbers: IntArray) -> list[PersonId]:
    return [network.people[number] for number in numbers.tolist()]
