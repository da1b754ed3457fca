"""A picture: the octets say what is in it, filters say what they hide, and a part of it holds no word of the rest."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.drawing import filters, picture, tones
from graph.drawing.filters import Filter
from graph.drawing.picture import Picture, only
from graph.drawing.sheet import INFERRED, LONGEST_TEXT, encoded, shown
from graph.model import EGO, PersonId
from graph.search.communities import members
from graph.search.projection import project
from graph.search.scene import with_guesses
from graph.search.surroundings import surroundings
from graph.store import open_store
from graph.store.base import GraphStore
from tests.sheets import read_sheet

TODAY = date.today()
LIMITS = (0.2, 0.5)


@pytest.fixture(scope="module")
def store(demo_file: Path) -> Iterator[GraphStore]:
    with closing(open_store(str(demo_file))) as opened:
        yield opened


@pytest.fixture(scope="module")
def whole(store: GraphStore) -> Picture:
    names = {one.id: one.name for one, _ in store.organizations()}
    return picture.everybody(store, project(store, TODAY), names)


def test_the_octets_tell_who_is_where_and_who_knows_whom(store: GraphStore, whole: Picture) -> None:
    read = read_sheet(whole.sheet(LIMITS))
    ids = whole.ids()
    people = store.people(ids)
    assert len(ids) == store.status().people + 1  # ego too
    assert read["names"] == ["You" if who == EGO else people[who].name for who in ids]
    held = [people[who].position for who in ids]
    names = [read["companies"][number] if number >= 0 else None for number in read["company"].tolist()]
    called = {one.id: one.name for one, _ in store.organizations()}
    now = [{called[post.organization] for post in people[who].affiliations if post.current} for who in ids]
    assert all(name is None or name in posts for name, posts in zip(names, now, strict=True))
    assert [name is None for name in names] == [post is None for post in held]
    drawn = {tuple(sorted((ids[a], ids[b]))) for a, b in zip(read["low"].tolist(), read["high"].tolist(), strict=True)}
    network = whole.network
    assert drawn == {
        tuple(sorted((network.people[a], network.people[int(b)])))
        for a in range(len(network.people))
        for b in network.after.of(a)
    }
    assert set(read["word"].tolist()) <= {0, 1, 2}
    assert len(read["discX"]) == len(read["discCompany"]) == len(read["discCount"])


def test_around_a_person_a_store_too_large_to_hold_gives_the_same_picture(store: GraphStore) -> None:
    names = {one.id: one.name for one, _ in store.organizations()}
    near = picture.around(store, surroundings(store, [EGO], 1, TODAY), names, [EGO], 1)
    held = picture.around(store, project(store, TODAY), names, [EGO], 1)
    assert near.ids() == held.ids()
    assert near.sheet(LIMITS) == held.sheet(LIMITS)


def test_a_filter_says_how_many_it_hides_and_for_what_reason(whole: Picture) -> None:
    company = whole.companies[int(np.bincount(whole.company[whole.company >= 0]).argmax())]
    asked = Filter(known_by=EGO, company=company, least=0.2)
    found = filters.shown(whole, asked)
    assert found.mask.sum() + found.unknown + found.elsewhere + found.weaker == len(whole)
    assert found.unknown > 0 < found.elsewhere
    row = whole.row(EGO)
    ego = {row} | {
        low if high == row else high
        for low, high in zip(whole.scene.low.tolist(), whole.scene.high.tolist(), strict=True)
        if row in (low, high)
    }
    assert set(np.flatnonzero(found.mask).tolist()) <= ego
    packed = found.packed()
    assert packed is not None
    assert (np.unpackbits(np.frombuffer(packed, dtype=np.uint8))[: len(whole)] == found.mask).all()
    assert filters.shown(whole, Filter()).packed() is None


def test_a_part_of_a_picture_leaves_everybody_where_they_stand_and_names_nobody_else(whole: Picture) -> None:
    found = filters.shown(whole, Filter(known_by=EGO))
    part = only(whole, found.mask, found.ties)
    assert part.ids() == [who for who, kept in zip(whole.ids(), found.mask, strict=True) if kept]
    assert (part.places.x == whole.places.x[found.mask]).all()
    sheet = part.sheet(LIMITS)
    read = read_sheet(sheet)
    assert len(read["low"]) == found.ties.sum()
    left_out = {name for name, kept in zip(whole.names, found.mask, strict=True) if not kept} - set(part.names)
    assert left_out
    assert not any(name.encode() in sheet for name in left_out)
    assert {part.companies[number] for number in part.places.company.tolist()} <= set(part.companies)
    assert [part.companies[number] for number in read["company"].tolist() if number >= 0] == [
        whole.companies[number]
        for number, kept in zip(whole.company.tolist(), found.mask, strict=True)
        if kept and number >= 0
    ]


def test_colours_stand_for_the_largest_groups_and_are_counted(whole: Picture) -> None:
    coloured = tones.by_company(whole)
    for tone, (name, count) in enumerate(coloured.legend):
        there = {whole.companies[number] for number in whole.company[coloured.people == tone].tolist()}
        assert there == {name}
        assert count == (coloured.people == tone).sum()
    membership = members(whole.network)
    communities = tones.by_community(whole, membership, [f"C{number}" for number in range(10)])
    assert (communities.people == membership[whole.scene.people])[communities.people >= 0].all()
    assert len(communities.packed()) == len(whole) + len(whole.places.discs)
    strong = tones.by_strength(whole, LIMITS, ("weak", "familiar", "strong"))
    best = whole.scene.strongest
    assert ((strong.people == 2) == (best >= 0.5)).all()


def test_likely_ties_are_told_from_those_that_were_seen(store: GraphStore, whole: Picture) -> None:
    guesses = project(store, TODAY, guessing=True).guesses
    assert guesses is not None
    both = with_guesses(whole.scene, whole.network, guesses)
    assert len(both.low) == len(whole.scene.low) + len(guesses.ties.low)
    ids = [PersonId(who) for who in whole.ids()]
    found = {
        frozenset((ids[a], ids[b])) for a, b in zip(both.low[~both.observed], both.high[~both.observed], strict=True)
    }
    assert found == {frozenset((one.a, one.b)) for one in guesses.all()}
    assert INFERRED == 4


def test_names_are_written_on_one_line_and_not_too_long() -> None:
    assert shown("An\u202en\n<b>\u0000") == "Ann <b>"
    assert len(shown("x" * 5000)) == LONGEST_TEXT
    assert shown("é" * 5000).endswith("…")
    read = read_sheet(encoded({"a": np.array([1, 2, 3], dtype="<i4")}, {"names": ["a\nb", "", "\ud800"], "none": []}))
    assert read["a"].tolist() == [1, 2, 3]
    assert len(read["names"]) == 3
    assert read["names"][:2] == ["a b", ""]
