"""How firmly targets are reached: separate ways are counted as trying everything and networkx count them."""

from itertools import combinations, pairwise
from random import Random

import networkx as nx

from graph.search.fragility import MOST_WAYS, fragility
from graph.search.network import Network
from graph.search.paths import PathFinder, SearchOptions
from tests.networks import Ties, every_path, network_of


def random_ties(rng: Random, size: int) -> Ties:
    density = rng.choice([0.2, 0.35, 0.5])
    return {pair: rng.uniform(0.1, 1.0) for pair in combinations(range(size), 2) if rng.random() < density}


def finder_of(size: int, ties: Ties) -> PathFinder:
    return PathFinder(network_of([f"p{number:02}" for number in range(size)], ties), {0: 1.0})


def most_separate(ways: list[frozenset[int]]) -> int:
    """The most of these ways of which no two share anybody, by trying everything."""
    if not ways:
        return 0
    first, *others = ways
    return max(most_separate(others), 1 + most_separate([way for way in others if not way & first]))


def test_separate_ways_and_who_is_needed_are_what_trying_everything_finds() -> None:
    several = needed = 0
    for seed in range(1200):
        rng = Random(seed)
        size = rng.randint(3, 8)
        ties = random_ties(rng, size)
        staff = rng.sample(range(1, size), rng.randint(1, min(4, size - 1)))
        blocked = frozenset(rng.sample(range(1, size), rng.choice([0, 0, 1])))
        hops = rng.randint(1, 3)
        found = fragility(finder_of(size, ties), {"acme": staff}, hops, blocked)
        options = SearchOptions(max_hops=hops, blocked=blocked)
        ways = list({frozenset(way[1:]) for way in every_path(ties, {0: 1.0}, dict.fromkeys(staff, 1.0), options)})
        routes = found.routes["acme"]
        assert routes.exact
        assert routes.ways == most_separate(sorted(ways, key=sorted))
        expected = set.intersection(*map(set, ways)) if ways else set()
        assert set(routes.needed) == expected
        assert found.closed_by == dict.fromkeys(sorted(expected), ("acme",))
        assert found.reached == bool(ways)
        several += routes.ways > 1
        needed += bool(expected)
    assert several > 250
    assert needed > 300


def layered(rng: Random) -> tuple[int, Ties, list[int]]:
    """Ego, people whom ego knows, people next to them, people at a target: no tie leads back or skips a layer."""
    sizes = [1, rng.randint(2, 9), rng.randint(2, 9), rng.randint(1, 9)]
    starts = [sum(sizes[:place]) for place in range(5)]
    layers = [range(start, end) for start, end in pairwise(starts)]
    ties = {(0, one): 0.5 for one in layers[1]}
    for near, far in ((layers[1], layers[2]), (layers[2], layers[3])):
        ties |= {(one, other): 0.5 for one in near for other in far if rng.random() < 0.35}
    return starts[4], ties, list(layers[3])


def test_networkx_counts_as_many_separate_ways() -> None:
    counted = 0
    for seed in range(400):
        size, ties, staff = layered(Random(seed))
        known = nx.Graph(ties.keys())
        known.add_edges_from((one, "target") for one in staff)
        expected = len(list(nx.node_disjoint_paths(known, 0, "target"))) if nx.has_path(known, 0, "target") else 0
        routes = fragility(finder_of(size, ties), {"acme": staff}, 3).routes["acme"]
        assert routes.ways == min(expected, MOST_WAYS)
        counted += expected
    assert counted > 800


def test_with_more_hops_the_number_is_one_that_is_surely_there() -> None:
    for seed in range(300):
        rng = Random(seed)
        size = rng.randint(4, 8)
        ties = random_ties(rng, size)
        staff = rng.sample(range(1, size), 2)
        routes = fragility(finder_of(size, ties), {"acme": staff}, 5).routes["acme"]
        options = SearchOptions(max_hops=5)
        ways = [frozenset(way[1:]) for way in every_path(ties, {0: 1.0}, dict.fromkeys(staff, 1.0), options)]
        assert routes.ways <= most_separate(sorted(set(ways), key=sorted)[:12]) or len(set(ways)) > 12
        assert routes.ways > 0 or not ways
        assert routes.exact is not bool(ways)


def network() -> Network:
    """You know Ann and Bo; Ann leads to Acme and to Beta, Bo to Beta, nobody to Cee."""
    ties = {("me", "ann"): 0.5, ("me", "bo"): 0.5, ("ann", "x"): 0.5, ("ann", "y"): 0.5, ("bo", "y2"): 0.5}
    names = sorted({end for pair in ties for end in pair} | {"z"})
    return network_of(names, {(names.index(a), names.index(b)): value for (a, b), value in ties.items()})


def test_it_tells_what_a_no_would_close() -> None:
    drawn = network()
    at = {str(name): drawn.number(name) or 0 for name in drawn.people}
    finder = PathFinder(drawn, {at["me"]: 1.0})
    found = fragility(finder, {"acme": [at["x"]], "beta": [at["y"], at["y2"]], "cee": [at["z"]]}, 3)
    assert {target: each.ways for target, each in found.routes.items()} == {"acme": 1, "beta": 2, "cee": 0}
    assert found.reached == 2
    assert found.closed_by == {at["ann"]: ("acme",), at["x"]: ("acme",)}
    without_bo = fragility(finder, {"acme": [at["x"]], "beta": [at["y"], at["y2"]]}, 3, frozenset([at["bo"]]))
    assert without_bo.closed_by[at["ann"]] == ("acme", "beta")
    assert next(iter(without_bo.closed_by)) == at["ann"]
