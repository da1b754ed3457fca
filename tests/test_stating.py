"""What the user says about who knows whom is the strongest evidence, outlives imports, and can be taken back."""

from collections.abc import Iterator

import pytest

from graph import curate, merging, stating
from graph.errors import UserError
from graph.model import EGO, PersonId
from graph.records import EvidenceKind
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.judgement import judged
from graph.ties.strength import STATED
from tests.samples import NOW, card, member, take_in


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def called(store: GraphStore, name: str) -> PersonId:
    return store.find_people(name)[0].id


def strength(store: GraphStore, one: PersonId, other: PersonId) -> float:
    tie = store.ties_between([(one, other)]).get(frozenset((one, other)))
    seen = judged(tie, NOW.date()) if tie else None
    return seen.strength if seen else 0.0


def test_a_stated_tie_makes_a_way_and_has_the_strength_that_was_said(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee"), member("Bo Chen")])
    ann, bo = called(store, "Ann"), called(store, "Bo")
    for level, value in enumerate(STATED, 1):
        stating.state_tie(store, ann, bo, level, at=NOW)
        assert strength(store, bo, ann) == pytest.approx(value)
        assert len(project(store, NOW.date()).before.indices) == 2 * 3
    assert len(store.decisions()) == 1


def test_the_users_word_counts_more_than_all_files(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee")])
    ann = called(store, "Ann")
    stating.state_tie(store, EGO, ann, 1, at=NOW)
    assert strength(store, EGO, ann) == pytest.approx(STATED[0])
    stating.deny_tie(store, EGO, ann, at=NOW)
    assert strength(store, EGO, ann) == 0.0
    take_in(store, [member("Ann Lee"), member("Bo Chen")])
    assert strength(store, EGO, ann) == 0.0
    assert len(project(store, NOW.date()).before.indices) == 2


def test_what_was_said_can_be_taken_back_without_a_trace(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee"), member("Bo Chen")])
    before = store.digest()
    ann, bo = called(store, "Ann"), called(store, "Bo")
    stating.state_tie(store, ann, bo, 4, at=NOW)
    assert store.digest() != before
    stating.take_back_tie(store, bo, ann)
    assert store.digest() == before


@pytest.mark.parametrize("first_undone", [0, 1])
def test_a_stated_tie_leaves_with_either_person_and_comes_back_with_them(store: GraphStore, first_undone: int) -> None:
    lists = [[member("Ann Lee")], [card("Bo Chen", email="bo@example.com")]]
    runs = [take_in(store, rows, file=str(place)) for place, rows in enumerate(lists)]
    stating.state_tie(store, called(store, "Ann"), called(store, "Bo"), 5, at=NOW)
    whole = store.digest()
    curate.undo(store, runs[first_undone].run)
    assert [tie for tie in store.ties() if EGO not in (tie.a, tie.b)] == []
    take_in(store, lists[first_undone], file="again")
    assert strength(store, called(store, "Ann"), called(store, "Bo")) == pytest.approx(0.75)
    curate.undo(store, runs[1 - first_undone].run)
    take_in(store, lists[1 - first_undone], file="once more")
    assert store.digest() == whole


def test_a_stated_tie_follows_people_who_are_merged_and_split(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee"), member("Bo Chen"), card("Bobby Chen", email="bo@example.com")])
    ann, bobby = called(store, "Ann"), called(store, "Bobby")
    stating.state_tie(store, ann, bobby, 4, at=NOW)
    merging.merge(store, called(store, "Bo Chen"), bobby, at=NOW)
    assert strength(store, ann, called(store, "Bo")) == pytest.approx(0.5)
    merging.take_back(store, called(store, "Bo"), bobby)
    assert strength(store, ann, called(store, "Bobby")) == pytest.approx(0.5)
    merging.merge(store, ann, bobby, at=NOW)
    (both,) = store.find_people("Ann")
    kinds = {said.kind for tie in store.ties_of(both.id) for said in tie.evidence}
    assert EvidenceKind.STATED not in kinds


def test_nonsense_is_refused_with_the_next_step(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee"), member("Bo Chen")])
    ann, bo = called(store, "Ann"), called(store, "Bo")
    with pytest.raises(UserError, match="one person"):
        stating.state_tie(store, ann, ann, at=NOW)
    with pytest.raises(UserError, match="strength of 6"):
        stating.state_tie(store, ann, bo, 6, at=NOW)
    with pytest.raises(UserError, match="Nobody has the id"):
        stating.deny_tie(store, ann, PersonId("nobody"), at=NOW)
    with pytest.raises(UserError, match="few, some, most, all"):
        stating.rate_group(store, "employer:acme", "many", at=NOW)
    assert store.decisions() == ()
