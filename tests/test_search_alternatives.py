"""Ways that do not depend on one another share nobody, and are the best ones that greed finds."""

from itertools import pairwise
from pathlib import Path
from random import Random

import networkx as nx
import pytest

from graph.search.alternatives import disjoint_paths
from graph.search.paths import PathFinder, SearchOptions
from tests.networks import FILES, load, network_of


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_named_network_has_the_separate_ways_that_are_written_beside_it(path: Path) -> None:
    case = load(path)
    assert case.named(disjoint_paths(case.finder(), case.targets, case.options)) == case.disjoint


def test_each_next_way_is_the_best_that_avoids_everybody_before() -> None:
    for seed in range(300):
        rng = Random(seed)
        people = range(rng.randint(4, 12))
        pairs = [(a, b) for a in people for b in people if a < b and rng.random() < 0.5]
        network = network_of([f"p{number:02}" for number in people], {pair: rng.uniform(0.1, 1) for pair in pairs})
        targets = dict.fromkeys(rng.sample(people[1:], 3), 1.0)
        options = SearchOptions(limit=4, max_hops=rng.randint(1, 4))
        found = disjoint_paths(PathFinder(network, {0: 1.0}), targets, options)
        used: frozenset[int] = frozenset()
        for path in found:
            (best,) = PathFinder(network, {0: 1.0}).search(targets, SearchOptions(1, options.max_hops, 1, used))
            assert path == best
            used |= set(path.people[1:])
        rest = SearchOptions(1, options.max_hops, 1, used)
        assert len(found) == options.limit or PathFinder(network, {0: 1.0}).search(targets, rest) == []


def test_one_person_less_closes_at_most_one_of_them() -> None:
    ends = [("me", "ann"), ("ann", "x"), ("me", "bob"), ("bob", "y"), ("bob", "x"), ("me", "cat"), ("cat", "bob")]
    names = sorted({one for pair in ends for one in pair})
    ties = {(names.index(a), names.index(b)): 0.5 for a, b in ends}
    targets = {names.index("x"): 1.0, names.index("y"): 1.0}
    found = disjoint_paths(PathFinder(network_of(names, ties), {names.index("me"): 1.0}), targets, SearchOptions())
    assert len(found) == 2
    for one in range(len(names)):
        assert sum(one in path.people[1:] for path in found) <= 1
    known = nx.Graph(list(ties))
    assert all(nx.is_path(known, path.people) for path in found)
    assert all(pair in known.edges for path in found for pair in pairwise(path.people))
