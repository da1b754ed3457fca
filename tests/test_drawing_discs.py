"""Discs and places: nobody covers another, and the same network gives the same picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.drawing import places
from graph.drawing.discs import SPACING, Discs, belt, packed, radius_of, ringed
from graph.drawing.places import NOWHERE

SIZES = st.lists(st.integers(1, 60), min_size=1, max_size=25).map(lambda sizes: sorted(sizes, reverse=True))


def least_gap(discs: Discs) -> float:
    apart = np.hypot(discs.x[:, None] - discs.x, discs.y[:, None] - discs.y) - discs.radius[:, None] - discs.radius
    np.fill_diagonal(apart, np.inf)
    return float(apart.min(initial=np.inf))


def network(people: int, ties: int, companies: int, seed: int = 3) -> tuple[places.Rows, places.Rows, places.Rows]:
    """A made-up network: company, and the ends of the ties, each once; person 0 is ego, of no company."""
    rng = np.random.default_rng(seed)
    company = rng.zipf(1.5, people) % companies - 1
    company[0] = NOWHERE
    ends = np.unique(np.sort(rng.integers(0, people, (ties, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]]
    return company.astype(np.int64), ends[:, 0].astype(np.int64), ends[:, 1].astype(np.int64)


@given(SIZES)
def test_discs_in_rings_never_cover_one_another(sizes: list[int]) -> None:
    discs = ringed(radius_of(np.array(sizes)), inner=80)
    assert least_gap(discs) >= -1e-6
    assert (np.hypot(discs.x, discs.y) - discs.radius >= 80).all()


@given(SIZES, st.integers(0, 2**16))
def test_packed_discs_never_cover_one_another_nor_the_middle_and_are_the_same_every_time(
    sizes: list[int], seed: int
) -> None:
    radius = radius_of(np.array(sizes))
    one, other = np.random.default_rng(seed).integers(0, len(sizes), (2, 40))
    discs = packed(radius, one, other, np.ones(40), room=40)
    assert least_gap(discs) > 0
    assert (np.hypot(discs.x, discs.y) - discs.radius > 40).all()
    again = packed(radius, one, other, np.ones(40), room=40)
    assert (again.x == discs.x).all()
    assert (again.y == discs.y).all()


def test_a_thousand_small_companies_find_room_around_the_large_ones() -> None:
    none = np.zeros(0, dtype=np.int64)
    sizes = np.sort(np.random.default_rng(1).zipf(1.8, 1200) % 400 + 2)[::-1]
    discs = packed(radius_of(sizes), none, none, none.astype(float), room=40)
    assert len(discs) == 1200
    assert least_gap(discs) > 0


@pytest.mark.parametrize("count", [0, 1, 7, 900])
def test_single_people_stand_clear_of_all_discs_and_of_each_other(count: int) -> None:
    discs = Discs(np.array([0.0, 300.0]), np.array([0.0, 40.0]), np.array([120.0, 60.0]))
    x, y = belt(count, discs)
    assert len(x) == count
    single = Discs(x, y, np.zeros(count))
    assert least_gap(single) >= SPACING - 1e-6 or count < 2
    for at in range(2):
        assert (np.hypot(x - discs.x[at], y - discs.y[at]) > discs.radius[at]).all()


def test_in_the_whole_network_everybody_stands_on_the_disc_of_their_company_and_on_nobody_s_toes() -> None:
    company, low, high = network(3000, 9000, 200)
    found = places.everybody(company, low, high, ego=0)
    assert (found.x[0], found.y[0]) == (0.0, 0.0)
    on = np.flatnonzero(found.disc >= 0)
    assert (found.company[found.disc[on]] == company[on]).all()
    away = np.hypot(found.x[on] - found.discs.x[found.disc[on]], found.y[on] - found.discs.y[found.disc[on]])
    assert (away <= found.discs.radius[found.disc[on]]).all()
    assert (np.bincount(found.disc[on], minlength=len(found.discs)) == found.count).all()
    assert least_gap(Discs(found.x, found.y, np.zeros(3000))) > SPACING * 0.8
    again = places.everybody(company, low, high, ego=0)
    assert (again.x == found.x).all()
    assert (again.y == found.y).all()


def test_who_knows_most_people_stands_in_the_middle_of_their_company() -> None:
    company = np.array([NOWHERE, 0, 0, 0, 1, 1])
    low, high = np.array([0, 0, 2, 2]), np.array([2, 4, 4, 5])
    found = places.everybody(company, low, high, ego=0)
    disc = found.disc[2]
    assert (found.x[2], found.y[2]) == (found.discs.x[disc], found.discs.y[disc])


def test_around_somebody_each_ring_is_farther_out_and_single_people_have_no_ground() -> None:
    ring = np.array([0, 1, 1, 1, 2, 2, 2])
    company = np.array([NOWHERE, 0, 0, 1, 0, NOWHERE, 0])
    found = places.around(ring, company, np.ones(7, dtype=np.int64))
    away = np.hypot(found.x, found.y)
    assert away[0] == 0
    assert away[ring == 1].max() < away[ring == 2].min()
    assert found.disc.tolist() == [NOWHERE, 0, 0, NOWHERE, 1, NOWHERE, 1]
    assert found.company.tolist() == [0, 0]
    assert found.count.tolist() == [2, 2]
