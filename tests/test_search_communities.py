"""Communities: the same every time, as good as those of a well-known program, and called by what sets them apart."""

from contextlib import closing
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EGO, PersonId
from graph.search.communities import NOBODY, communities, grouped, members
from graph.search.network import build
from graph.search.projection import project
from graph.store import open_store
from graph.ties.strength import TieStrengths

TIES = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)).filter(lambda tie: tie[0] < tie[1]), unique=True)


def labels_of(graph: nx.Graph) -> list[int]:
    ends = np.array(list(graph.edges()), dtype=np.int64).reshape(-1, 2).T
    found: list[int] = grouped(len(graph), ends[0], ends[1], np.ones(len(graph.edges()))).tolist()
    return found


def modularity(graph: nx.Graph, labels: list[int]) -> float:
    groups = [{who for who, label in enumerate(labels) if label == one} for one in set(labels)]
    found: float = nx.community.modularity(graph, groups)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_groups_that_know_each_other_are_found_as_well_as_by_networkx(seed: int) -> None:
    graph = nx.planted_partition_graph(12, 25, 0.35, 0.01, seed=seed)
    best = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    assert modularity(graph, labels_of(graph)) >= 0.97 * best


@given(TIES)
def test_everybody_in_a_community_is_tied_to_it_and_the_largest_comes_first(ties: list[tuple[int, int]]) -> None:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2).T
    labels = grouped(20, ends[0], ends[1], np.ones(len(ties)))
    assert labels.tolist() == grouped(20, ends[0], ends[1], np.ones(len(ties))).tolist()
    sizes = np.bincount(labels[labels != NOBODY])
    assert (np.diff(sizes) <= 0).all()
    assert sizes.min(initial=3) >= 3
    for who in np.flatnonzero(labels != NOBODY).tolist():
        near = {b if a == who else a for a, b in ties if who in (a, b)}
        assert labels[who] in {int(labels[one]) for one in near}


def test_whom_only_ego_knows_belongs_to_no_community() -> None:
    people = [EGO, *(PersonId(f"p{number}") for number in range(1, 8))]
    pairs = [*((0, other) for other in range(1, 8)), (1, 2), (1, 3), (2, 3)]
    ends = np.array(pairs, dtype=np.int64).T
    network = build(people, TieStrengths(ends[0], ends[1], np.full(len(pairs), 0.5)), stamp="", today=date.today())
    found = members(network)
    assert {person: int(found[number]) for number, person in enumerate(network.people)} == {
        person: 0 if person in {"p1", "p2", "p3"} else NOBODY for person in people
    }


def test_the_communities_of_the_demo_are_called_apart_and_hold_who_is_said_to_be_in_them(demo_file: Path) -> None:
    with closing(open_store(str(demo_file))) as store:
        network = project(store, date.today())
        found = communities(network, store)
        assert len({each.name for each in found}) == len(found) >= 3
        inside = [number for each in found for number in each.people.tolist()]
        assert len(inside) == len(set(inside))
        for each in found:
            people = store.people(network.people[number] for number in each.people.tolist())
            held = [
                {post.organization_name for post in one.affiliations} | {*one.labels, *one.schools}
                for one in people.values()
            ]
            if each.kind != "person":
                assert sum(each.name.partition(", around")[0] in said for said in held) >= 0.2 * len(held)
