"""A store that is too large is asked for the part that a question is about, and gives the same answers as the whole."""

from random import Random

import pytest

from graph import curate, demo, stating, wire_coverage
from graph.errors import UserError
from graph.model import EGO
from graph.search import region
from graph.search.coverage import around_targets, coverage
from graph.search.introductions import Question, find, find_near
from graph.search.projection import is_current, project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, member, take_in
from tests.test_store_same_answers import step

TODAY = NOW.date()


@pytest.mark.parametrize("seed", range(40))
def test_the_part_answers_like_the_whole(seed: int) -> None:
    store, rng = open_store(":memory:"), Random(seed)
    for _ in range(12):
        step(rng)(store)
    check_same_answers(store, rng)
    store.close()


def test_a_part_around_targets_is_made_again_when_they_change_and_the_whole_is_not() -> None:
    store = open_store(":memory:")
    take_in(store, [member("Maya Ruiz", "Orbit"), member("Tom Wu", "Globex")])
    curate.add_target(store, "Orbit", at=NOW)
    whole, part = project(store, TODAY), around_targets(store, TODAY)
    assert is_current(whole, store)
    assert is_current(part, store)
    curate.add_target(store, "Globex", at=NOW)
    assert is_current(whole, store)
    assert not is_current(part, store)
    found = find(store, part, organization_called(store, "Globex"), Question())
    assert [path.steps[-1].receiver.name for path in found.paths] == ["Tom Wu"]
    take_in(store, [member("Ann Lee", "Globex")])
    assert not is_current(whole, store)
    store.close()


def check_same_answers(store: GraphStore, rng: Random) -> int:
    """Every company, asked about in several ways; returns how many paths were compared."""
    whole, compared = project(store, TODAY), 0
    people = [person.id for person in store.find_people("", limit=1000)]
    for organization, _ in store.organizations():
        for hops in (1, 2, 3, 4, 5):
            for disjoint in (False, True):
                without = frozenset(rng.sample(people, min(len(people), rng.choice([0, 0, 1, 3]))))
                question = Question(hops, rng.choice([1, 3, 10]), without, disjoint)
                mine = find(store, whole, organization, question)
                assert find_near(store, TODAY, organization, question) == mine
                compared += len(mine.paths)
    return compared


def test_the_made_up_network_has_the_same_ways_in() -> None:
    store = open_store(":memory:")
    demo.fill(store)
    whole, compared = project(store, TODAY), 0
    for target in store.targets():
        for question in (Question(), Question(4, 25), Question(2, 10, disjoint=True)):
            organization = organization_called(store, target.name)
            found = find(store, whole, organization, question)
            assert find_near(store, TODAY, organization, question) == found
            compared += len(found.paths)
    assert compared > 50
    store.close()


def test_the_target_list_is_covered_alike_but_for_who_would_help() -> None:
    store = open_store(":memory:")
    demo.fill(store)
    whole = wire_coverage.coverage(coverage(store, project(store, TODAY)))
    part = wire_coverage.coverage(coverage(store, around_targets(store, TODAY)))
    assert whole["reached"] >= 5
    assert part == {**whole, "would_help": []}
    store.close()


def test_what_lies_far_away_is_not_asked_for() -> None:
    store = chained(12)
    (last,) = store.find_people("Person11")
    with store.snapshot() as view:
        near = region.region(view, [last.id], 3, TODAY)
    assert len(near.people) < 8
    assert not near.whole
    store.close()


def test_a_question_that_needs_too_much_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    store = chained(6)
    monkeypatch.setattr(region, "MOST_EVIDENCE", 3)
    with pytest.raises(UserError, match="too many people"):
        find_near(store, TODAY, organization_called(store, "Firm 5"), Question(hops=6))
    store.close()


def test_how_many_steps_it_would_take_is_told_as_far_as_one_can_look(monkeypatch: pytest.MonkeyPatch) -> None:
    store = chained(6)
    asked = organization_called(store, "Firm 4"), Question(hops=2)
    found = find_near(store, TODAY, *asked)
    assert found.unreachable
    assert found.unreachable.label == "Too many steps away"
    assert found == find(store, project(store, TODAY), *asked)
    monkeypatch.setattr(region, "MOST_EVIDENCE", store.evidence_count({EGO}) + 4)
    found = find_near(store, TODAY, *asked)
    assert found.unreachable
    assert found.unreachable.label == "No way in your data yet"
    store.close()


def test_only_a_large_network_without_a_file_is_asked_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    store = chained(4)
    assert region.fits(store)
    monkeypatch.setattr(region, "FITS", 3)
    assert not region.fits(store)
    store.close()


def chained(length: int) -> GraphStore:
    """Ego knows Person0, who knows Person1, and so on."""
    store = open_store(":memory:")
    curate.set_ego(store, "Dana Reyes", [], "dana-reyes")
    owners = [None, *(f"Person{place} Chain" for place in range(length - 1))]
    for place, owner in enumerate(owners):
        take_in(store, [member(f"Person{place} Chain", f"Firm {place}")], owner, file=str(place))
    for person in store.find_people("Chain"):
        if not person.name.startswith("Person0 "):  # whoever gave their export is taken for somebody whom ego knows
            stating.deny_tie(store, EGO, person.id, at=NOW)
    return store
