"""What the user says about who is who holds, survives the next import, and can be taken back."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import curate, merging
from graph.errors import UserError
from graph.model import DecisionKind, PersonId
from graph.records import ContactRecord
from graph.review import candidates
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, take_in

PHONE = "+14186569254"


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def ids(store: GraphStore, text: str = "") -> list[PersonId]:
    return [person.id for person in store.find_people(text)]


def names(store: GraphStore) -> list[str]:
    return [person.name for person in store.find_people("")]


def test_two_people_become_one_with_all_that_is_known_of_both(store: GraphStore) -> None:
    take_in(store, [member("Katherine Oneil", "Acme"), card("Kate Oneil", email="kate@example.com")])
    before = store.digest()
    both = ids(store)
    merging.merge(store, *both, at=NOW)
    (kate,) = store.find_people("")
    assert (kate.profile, kate.emails) == ("katherine-oneil", ("kate@example.com",))
    (tie,) = store.ties_of(kate.id)
    assert len(tie.evidence) == 2
    merging.take_back(store, *both)
    assert store.digest() == before


def test_a_merge_survives_the_next_import_and_an_undo_in_between(store: GraphStore) -> None:
    take_in(store, [card("Kate Oneil", email="kate@example.com")])
    linkedin = take_in(store, [member("Katherine Oneil", "Acme")])
    merging.merge(store, *ids(store), at=NOW)
    take_in(store, [member("Katherine Oneil", "Globex"), member("Bo Chen")])
    assert names(store) == ["Bo Chen", "Katherine Oneil"]
    curate.undo(store, linkedin.run)
    assert names(store) == ["Bo Chen", "Katherine Oneil"]
    for run in reversed(store.runs()):
        curate.undo(store, run.id)
    take_in(store, [member("Katherine Oneil", "Globex"), card("Kate Oneil", email="kate@example.com")])
    assert names(store) == ["Katherine Oneil"]


def test_merged_people_are_found_by_either_id(store: GraphStore) -> None:
    take_in(store, [member("Katherine Oneil"), card("Kate Oneil", email="kate@example.com")])
    both = ids(store)
    merging.merge(store, *both, at=NOW)
    assert {person.id for each in both if (person := store.person(each))} == set(ids(store))
    with pytest.raises(UserError, match="one person already"):
        merging.merge(store, *both, at=NOW)


def test_three_merged_in_two_steps_are_one_and_split_into_three_again(store: GraphStore) -> None:
    take_in(store, [card("Kate A", email="a@example.com"), card("Kate B", email="b@example.com"), card("Kate C")])
    one, two, three = ids(store)
    merging.merge(store, one, two, at=NOW)
    merging.merge(store, two, three, at=NOW)
    (kate,) = ids(store)
    merging.split(store, kate, at=NOW)
    assert names(store) == ["Kate A", "Kate B", "Kate C"]


def test_people_kept_apart_stay_two_even_when_they_come_to_share_an_address(store: GraphStore) -> None:
    take_in(store, [member("Wei Chen"), card("Wei Chen", email="wei@example.com")])
    merging.keep_apart(store, *ids(store), at=NOW)
    take_in(store, [replace(member("Wei Chen"), emails=("wei@example.com",))])
    assert names(store) == ["Wei Chen", "Wei Chen"]


def test_a_household_that_was_taken_for_one_person_can_be_taken_apart(store: GraphStore) -> None:
    take_in(store, [card("John Lee", email="lees@example.com"), card("Jo Lee", email="lees@example.com")])
    (both,) = ids(store)
    merging.split(store, both, at=NOW)
    assert names(store) == ["Jo Lee", "John Lee"]
    take_in(store, [card("Jo Lee", email="lees@example.com", phone=PHONE)])
    assert len(names(store)) == 2


def test_entries_that_say_the_same_name_are_taken_apart_one_by_one(store: GraphStore) -> None:
    take_in(store, [card("Ann Lee", phone=PHONE)])
    take_in(store, [card("Ann Lee", phone=PHONE)], "Maya Ruiz")
    assert names(store).count("Ann Lee") == 1
    merging.split(store, ids(store, "Ann")[0], at=NOW)
    assert names(store).count("Ann Lee") == 2


def test_what_was_kept_apart_can_be_taken_back(store: GraphStore) -> None:
    take_in(store, [member("Wei Chen"), card("Wei Chen", email="wei@example.com")])
    before = store.digest()
    merging.keep_apart(store, *ids(store), at=NOW)
    merging.take_back(store, *ids(store))
    assert store.digest() == before


def test_what_was_split_can_be_made_one_again(store: GraphStore) -> None:
    take_in(store, [card("John Lee", email="lees@example.com"), card("Jo Lee", email="lees@example.com")])
    merging.split(store, ids(store)[0], at=NOW)
    merging.merge(store, *ids(store), at=NOW)
    assert len(ids(store)) == 1
    assert [decision.kind for decision in store.decisions()] == [DecisionKind.MERGE]


def test_one_entry_cannot_be_taken_apart(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee")])
    with pytest.raises(UserError, match="one entry only"):
        merging.split(store, ids(store)[0], at=NOW)
    with pytest.raises(UserError, match="Nobody has the id"):
        merging.split(store, PersonId("p0"), at=NOW)


def test_a_card_and_a_member_of_one_rare_name_are_proposed_with_reasons(store: GraphStore) -> None:
    take_in(store, [member("Katherine Quillfeather", "Acme"), card("Kate Quillfeather"), member("Bo Chen", "Acme")])
    (found,) = candidates(store)
    assert {found.one.name, found.other.name} == {"Katherine Quillfeather", "Kate Quillfeather"}
    assert found.match.weight == pytest.approx(sum(reason.effect for reason in found.match.reasons))
    assert len(found.match.reasons) > 1


def test_what_was_decided_is_not_asked_again_and_what_can_wait_comes_last(store: GraphStore) -> None:
    take_in(store, [member("Katherine Quillfeather", "Acme"), card("Kate Quillfeather")])
    take_in(store, [member("Robert Marrowby", "Acme"), card("Bob Marrowby")])
    first, second = candidates(store)
    merging.later(store, first.one.id, first.other.id, at=NOW)
    assert [(each.match.a, each.put_off) for each in candidates(store)] == [
        (second.match.a, False), (first.match.a, True),
    ]  # fmt: skip
    merging.keep_apart(store, first.one.id, first.other.id, at=NOW)
    take_in(store, [replace(card("Kate Quillfeather"), title="Beekeeper")])
    assert first.match.a not in [each.match.a for each in candidates(store)]


def test_two_members_of_one_name_are_never_proposed(store: GraphStore) -> None:
    take_in(store, [member("Zoe Quillfeather", "Acme"), member("Zoe Quillfeather", "Acme", slug="zoe-2")])
    assert candidates(store) == ()


NAMES = st.sampled_from(["Ann Lee", "Anna Lee", "Bo Chen", "Wei Chen"])
CARDS = st.one_of(
    st.builds(member, NAMES, st.sampled_from(["Acme", None]), slug=st.sampled_from(["", "x", None])),
    st.builds(card, NAMES, email=st.sampled_from([None, "a@example.com", "b@example.com"]), phone=st.just(None)),
)
WORDS = st.tuples(
    st.sampled_from([merging.merge, merging.keep_apart, merging.later]), st.integers(0, 5), st.integers(0, 5)
)


@given(st.lists(st.lists(CARDS, min_size=1, max_size=4), min_size=2, max_size=3), st.lists(WORDS, max_size=4))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_decided_holds_when_the_last_import_is_taken_back_and_made_again(
    lists: list[list[ContactRecord]], said: list[tuple[Callable[..., None], int, int]]
) -> None:
    with closing(open_store(":memory:")) as store:
        runs = [take_in(store, rows, file=f"f{number}").run for number, rows in enumerate(lists)]
        for decide, one, other in said:
            people = ids(store)
            if one != other and max(one, other) < len(people):
                decide(store, people[one], people[other], at=NOW)
        before = store.digest()
        curate.undo(store, runs[-1])
        take_in(store, lists[-1], file=f"f{len(lists) - 1}")
        assert store.digest() == before
        for person in store.find_people(""):
            assert store.records_of(person.id)


@given(st.lists(CARDS, min_size=2, max_size=5))
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_merging_and_taking_it_back_leaves_everything_as_it_was(rows: list[ContactRecord]) -> None:
    with closing(open_store(":memory:")) as store:
        take_in(store, rows)
        before = store.digest()
        people = ids(store)
        if len(people) > 1:
            merging.merge(store, people[0], people[1], at=NOW)
            assert len(ids(store)) == len(people) - 1
            merging.take_back(store, people[0], people[1])
        assert store.digest() == before


def test_somebody_joined_with_a_lists_owner_by_name_can_be_taken_apart(store: GraphStore) -> None:
    take_in(store, [member("Maya Ruiz")])
    take_in(store, [member("Raj Patel")], "Maya Ruiz")
    (maya,) = ids(store, "Maya")
    two = merging.split(store, maya, at=NOW)
    assert len(two) == len(ids(store, "Maya")) == 2
    (raj,) = ids(store, "Raj")
    (tie,) = store.ties_of(raj)
    (friend,) = (person.id for person in two if person.profile is None)
    assert tie.other(raj) == friend
