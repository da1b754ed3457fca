"""Who is in a picture: those within so many steps, the strongest ties first, and who is left out is counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.model import PersonId
from graph.search import scene
from graph.search.network import Network
from graph.search.scene import Scene
from tests.networks import network_of

PEOPLE = [f"p{number:02d}" for number in range(14)]
TIES = st.dictionaries(
    st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda tie: tie[0] < tie[1]),
    st.sampled_from([0.1, 0.3, 0.7]),
)


def named(network: Network, found: Scene) -> list[PersonId]:
    return [network.people[number] for number in found.people.tolist()]


@given(TIES, st.integers(1, 3))
def test_around_somebody_is_everybody_within_so_many_steps_with_all_ties_among_them(
    ties: dict[tuple[int, int], float], depth: int
) -> None:
    network = network_of(PEOPLE, ties, ["b", "a"] * 7)
    start = network.number(PersonId("p00"))
    assert start is not None
    found = scene.around(network, [start], depth)
    expected = {0: 0}
    for step in range(1, depth + 1):
        near = {who for who, at in expected.items() if at == step - 1}
        for a, b in ties:
            if a in near or b in near:
                expected.setdefault(b if a in near else a, step)
                expected.setdefault(a if b in near else b, step)
    people = named(network, found)
    assert {who: int(ring) for who, ring in zip(people, found.ring, strict=True)} == {
        PEOPLE[who]: step for who, step in expected.items()
    }
    drawn = {
        frozenset((people[low], people[high])): round(float(strength), 6)
        for low, high, strength in zip(found.low, found.high, found.strength, strict=True)
    }
    assert drawn == {
        frozenset((PEOPLE[a], PEOPLE[b])): strength
        for (a, b), strength in ties.items()
        if a in expected and b in expected
    }
    assert len(found.low) == len(drawn)
    assert found.hidden == (0,) * (depth + 1)


def test_the_strongest_ties_stay_where_there_are_too_many_and_the_others_are_counted() -> None:
    ties = {(0, other): 0.1 * other for other in range(1, 9)} | {(8, 9): 0.9}
    network = network_of(PEOPLE, ties)
    found = scene.around(network, [0], 2, most=5)
    assert named(network, found) == ["p00", "p08", "p07", "p06", "p05"]
    assert found.hidden == (0, 4, 1)


@given(TIES)
def test_the_whole_network_has_everybody_and_every_tie_once(ties: dict[tuple[int, int], float]) -> None:
    network = network_of(PEOPLE, ties)
    found = scene.everybody(network)
    assert sorted(named(network, found)) == PEOPLE
    assert len(found.low) == len(ties)
    assert (found.low < found.high).all()
    degree = np.bincount([end for tie in ties for end in tie], minlength=14)
    assert found.degree.tolist() == degree[found.people].tolist()


def test_of_too_many_those_with_most_ties_stay() -> None:
    network = network_of(PEOPLE, {(0, 1): 0.5, (0, 2): 0.5, (1, 2): 0.5, (3, 4): 0.5})
    found = scene.everybody(network, most=3)
    assert sorted(named(network, found)) == ["p00", "p01", "p02"]
    assert found.hidden == (11,)
