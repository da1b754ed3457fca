"""Pictures: everybody has a place, nobody covers another, and the same input gives the same picture."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import PersonId
from views.components.canvas import Dot, Line, network_of
from views.components.discs import GAP, Disc, belt, packed, ringed, within
from views.components.layout import ROW, layered

WAYS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=4, unique=True).map(lambda way: ["me", *way]),
    min_size=1,
    max_size=9,
)
SIZES = st.lists(st.integers(1, 60), min_size=1, max_size=25)


def ids(ways: list[list[str]]) -> list[list[PersonId]]:
    return [[PersonId(who) for who in way] for way in ways]


def apart(discs: list[Disc], slack: float) -> bool:
    return all(
        np.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - slack
        for at, one in enumerate(discs)
        for other in discs[:at]
    )


@given(WAYS)
def test_everybody_on_a_path_has_a_place_and_cards_of_a_column_keep_clear(ways: list[list[str]]) -> None:
    places = layered(ids(ways))
    assert set(places) == {who for way in ways for who in way}
    columns: dict[float, list[float]] = {}
    for place in places.values():
        columns.setdefault(place.x, []).append(place.y)
    for rows in columns.values():
        assert all(low + ROW <= high + 1e-6 for low, high in pairwise(sorted(rows)))


def test_people_at_the_target_stand_in_the_last_column_however_short_their_path() -> None:
    places = layered(ids([["me", "direct"], ["me", "ann", "raj"], ["me", "bo", "cy", "dee"]]))
    assert {places[PersonId(who)].x for who in ("direct", "raj", "dee")} == {3}
    assert places[PersonId("me")].x == 0


@given(SIZES)
def test_discs_in_rings_never_cover_one_another(sizes: list[int]) -> None:
    assert apart(ringed(sizes, inner=80), slack=1e-6)


@given(SIZES, st.integers(0, 2**16))
def test_packed_discs_never_cover_one_another_and_are_the_same_every_time(sizes: list[int], seed: int) -> None:
    links = np.random.default_rng(seed).integers(0, len(sizes), (40, 2))
    discs = packed(sizes, links)
    assert apart(discs, slack=GAP)
    assert discs == packed(sizes, links)


@pytest.mark.parametrize("count", [0, 1, 7, 300])
def test_people_stand_inside_their_disc_or_around_all_discs(count: int) -> None:
    disc = Disc(10, -20, 400)
    assert all(np.hypot(x - 10, y + 20) <= 400 for x, y in within(disc, count))
    assert all(np.hypot(x / 1.0, y / 1.0) >= 380 for x, y in belt([disc], count))


def test_names_are_cleaned_before_they_reach_the_canvas() -> None:
    hostile = Dot(PersonId("p"), "An\u202en\n<b>", "x\u0000y", 0, 0)
    network = network_of([hostile], [Line(PersonId("p"), PersonId("p"), 0.6)])
    assert network.nodes[0]["label"] == "Ann <b>"
    assert network.nodes[0]["line"] == "x y"
    assert network.edges[0]["word"] == "strong"
