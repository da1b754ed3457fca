"""Pictures of paths: everybody has a place, and cards keep clear of one another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.model import PersonId
from views.components.canvas import Dot, Line, network_of
from views.components.layout import ROW, layered

WAYS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=4, unique=True).map(lambda way: ["me", *way]),
    min_size=1,
    max_size=9,
)


def ids(ways: list[list[str]]) -> list[list[PersonId]]:
    return [[PersonId(who) for who in way] for way in ways]


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


def test_names_are_cleaned_before_they_reach_the_canvas() -> None:
    hostile = Dot(PersonId("p"), "An\u202en\n<b>", "x\u0000y", 0, 0)
    network = network_of([hostile], [Line(PersonId("p"), PersonId("p"), 0.6)])
    assert network.nodes[0]["label"] == "Ann <b>"
    assert network.nodes[0]["line"] == "x y"
    assert network.edges[0]["word"] == "strong"
