"""Brokers, structural holes and cores, held to networkx and to counting every way by hand."""

from collections import defaultdict
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.search.metrics import Betweenness, betweenness, constraint, core_numbers, effective_size, reach_of
from graph.search.network import Rows, chances_of
from tests.networks import Ties, network_of

PEOPLE = 9


@st.composite
def networks(draw: st.DrawFn) -> tuple[Rows, nx.Graph]:
    """Up to nine people, some of whom know each other, and the same for networkx."""
    pairs = draw(st.sets(st.sampled_from(list(combinations(range(PEOPLE), 2)))))
    ties: Ties = {pair: draw(st.floats(0.02, 0.9)) for pair in sorted(pairs)}
    return both(ties)


def both(ties: Ties) -> tuple[Rows, nx.Graph]:
    rows = network_of([f"p{number}" for number in range(PEOPLE)], ties).before
    graph = nx.Graph()
    graph.add_nodes_from(range(PEOPLE))
    start = np.repeat(np.arange(PEOPLE), np.diff(rows.indptr))
    graph.add_weighted_edges_from(
        zip(start.tolist(), rows.indices.tolist(), chances_of(rows.cost).tolist(), strict=True)
    )
    return rows, graph


def carried_by_hand(graph: nx.Graph, hops: int) -> tuple[dict[int, float], int]:
    """Every shortest way that is short enough, counted one by one."""
    carried: dict[int, float] = defaultdict(float)
    pairs = 0
    for a in graph:
        for b, distance in nx.single_source_shortest_path_length(graph, a).items():
            if 0 < distance <= hops:
                pairs += 1
                ways = list(nx.all_shortest_paths(graph, a, b))
                for way in ways:
                    for v in way[1:-1]:
                        carried[v] += 1 / len(ways)
    return carried, pairs


def of_all(found: Betweenness) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return found.share * found.pairs


@settings(max_examples=150)
@given(networks())
def test_constraint_and_effective_size_are_those_of_networkx(drawn: tuple[Rows, nx.Graph]) -> None:
    rows, graph = drawn
    people = range(PEOPLE)
    expected = nx.constraint(graph, weight="weight")
    np.testing.assert_allclose(constraint(rows, people), [expected[one] for one in people], rtol=1e-9)
    sizes = nx.effective_size(graph)
    known = [0.0 if np.isnan(sizes[one]) else sizes[one] for one in people]  # whoever knows nobody has no circle
    np.testing.assert_allclose(effective_size(rows, people), known, rtol=1e-9, atol=1e-12)


@settings(max_examples=150)
@given(networks())
def test_core_numbers_are_those_of_networkx(drawn: tuple[Rows, nx.Graph]) -> None:
    rows, graph = drawn
    expected = nx.core_number(graph)
    assert core_numbers(rows).tolist() == [expected[one] for one in range(PEOPLE)]


@settings(max_examples=60)
@given(networks())
def test_betweenness_is_that_of_networkx_where_ways_may_be_long(drawn: tuple[Rows, nx.Graph]) -> None:
    rows, graph = drawn
    found = betweenness(rows, hops=PEOPLE)
    expected = nx.betweenness_centrality(graph, normalized=False)
    np.testing.assert_allclose(of_all(found), [2 * expected[one] for one in range(PEOPLE)], atol=1e-9)
    assert not found.is_estimate


@settings(max_examples=60)
@given(networks(), st.integers(1, 4))
def test_only_ways_that_are_short_enough_are_counted(drawn: tuple[Rows, nx.Graph], hops: int) -> None:
    rows, graph = drawn
    found = betweenness(rows, hops)
    carried, pairs = carried_by_hand(graph, hops)
    assert found.pairs == pairs
    np.testing.assert_allclose(of_all(found), [carried[one] for one in range(PEOPLE)], atol=1e-9)


@settings(max_examples=60)
@given(networks(), st.integers(1, 4))
def test_what_one_person_reaches_adds_up_to_what_all_reach(drawn: tuple[Rows, nx.Graph], hops: int) -> None:
    rows, graph = drawn
    each = [reach_of(rows, one, hops) for one in range(PEOPLE)]
    np.testing.assert_allclose(sum(one.carried for one in each), of_all(betweenness(rows, hops)), atol=1e-9)
    distance = dict(nx.all_pairs_shortest_path_length(graph, cutoff=hops))
    for one, found in enumerate(each):
        assert found.steps.tolist() == [distance[one].get(other, -1) for other in range(PEOPLE)]


def test_a_sample_is_said_to_be_one_and_is_the_same_each_time() -> None:
    rows, _ = both({(0, other): 0.5 for other in range(1, PEOPLE)})
    found = betweenness(rows, 3, most_steps=10)
    assert found.is_estimate
    assert 0 < found.sampled < found.people
    assert (found.share == betweenness(rows, 3, most_steps=10).share).all()
    assert found.share.argmax() == 0
    assert found.share[1:].sum() == 0


@pytest.mark.parametrize("ties", [{}, {(0, 1): 0.5}])
def test_networks_with_hardly_anybody_have_no_brokers(ties: Ties) -> None:
    rows, _ = both(ties)
    assert not betweenness(rows, 3).share.any()
    assert core_numbers(rows).max() == len(ties)
