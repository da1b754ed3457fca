"""The arrays that are searched hold exactly the people and ties of the store."""

import math
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import curate
from graph.model import EGO, OrganizationId, PersonId
from graph.search.network import chance_of, cost_of
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.strength import strength_of
from tests.networks import network_of
from tests.samples import card, member, take_in

TODAY = date(2026, 11, 23)


@pytest.fixture
def store() -> GraphStore:
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    take_in(opened, [member("Maya Ruiz", "Orbit"), member("Tom Wu"), card("Uma Roy", email="uma@example.com")])
    take_in(opened, [member("Raj Patel", "Globex"), member("Tom Wu"), member("Dana Reyes")], "Maya Ruiz")
    return opened


def test_each_tie_of_the_store_stands_in_both_rows_with_its_strength(store: GraphStore) -> None:
    network = project(store, TODAY)
    expected = {(tie.a, tie.b): strength_of(tie, TODAY).value for tie in store.ties()}
    expected |= {(b, a): strength for (a, b), strength in expected.items()}
    rows = network.before
    found = {
        (network.people[person], network.people[int(rows.indices[entry])]): chance_of(int(rows.cost[entry]))
        for person in range(len(network.people))
        for entry in range(int(rows.indptr[person]), int(rows.indptr[person + 1]))
    }
    assert len(expected) == 2 * 5
    assert found == pytest.approx(expected, rel=1e-11)


def test_people_are_numbered_by_company_and_rows_are_in_order_of_id(store: GraphStore) -> None:
    take_in(store, [member("Zoe Quinn", "Orbit"), member("Al Beck", "Orbit")], file="more")
    network = project(store, TODAY)
    at = dict(store.workplaces())
    companies = [at.get(person, "~") for person in network.people]
    assert companies == sorted(companies)
    for company in set(companies) - {"~"}:
        together = [person for person in network.people if at.get(person) == company]
        assert together == sorted(together)
    for start, end in pairwise(network.before.indptr.tolist()):
        row = [network.people[number] for number in network.before.indices[start:end].tolist()]
        assert row == sorted(set(row))


def test_the_staff_of_companies_are_those_who_are_there_now(store: GraphStore) -> None:
    take_in(store, [member("Al Beck", "Orbit")], file="more")
    network = project(store, TODAY)
    for organization, number in store.organizations():
        staff = [network.people[each] for each in network.staff.at([organization.id])]
        current = [each.person for each in store.affiliations_at([organization.id]) if each.current]
        assert sorted(staff) == sorted(current)
        assert len(staff) == number
    assert network.staff.at([OrganizationId("nowhere")]) == []


def test_a_projection_is_of_a_state_and_a_day(store: GraphStore) -> None:
    before = project(store, TODAY)
    take_in(store, [member("New One")])
    after = project(store, TODAY)
    assert before.stamp != after.stamp == store.network_stamp()
    assert (before.today, after.today) == (TODAY, TODAY)
    assert len(after.people) == len(before.people) + 1


def test_people_are_found_by_id(store: GraphStore) -> None:
    network = project(store, TODAY)
    assert [network.number(person) for person in network.people] == list(range(len(network.people)))
    assert network.number(EGO) is not None
    assert network.number(PersonId("nobody")) is None
    assert network.number(PersonId("zzz")) is None


def test_an_empty_store_is_an_empty_network() -> None:
    empty = open_store(":memory:")
    network = project(empty, TODAY)
    assert (list(network.people), network.before.indptr.tolist(), network.before.indices.tolist()) == ([], [0], [])
    assert network.number(EGO) is None
    empty.close()


def test_a_network_takes_24_bytes_a_tie_and_8_a_person() -> None:
    network = network_of(["ann", "bob", "cat"], {(0, 1): 0.5, (1, 2): 0.25})
    assert network.before.indices.nbytes + network.before.cost.nbytes == 2 * 24
    assert network.before.indptr.nbytes == (3 + 1) * 8


@given(st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=6))
def test_costs_add_up_to_the_product_of_the_chances(chances: list[float]) -> None:
    costs = [cost_of(chance) for chance in chances]
    assert math.isclose(chance_of(sum(costs)), math.prod(chances), rel_tol=1e-11)
    assert sum(costs) == sum(reversed(costs))


def test_the_arrays_cost_what_a_single_chance_costs() -> None:
    chances = np.linspace(0.05, 1.0, 40).tolist()
    network = network_of(
        [f"p{number:02}" for number in range(41)], {(0, number + 1): chance for number, chance in enumerate(chances)}
    )
    assert network.before.cost[:40].tolist() == [cost_of(chance) for chance in chances]
