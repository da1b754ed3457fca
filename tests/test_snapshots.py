"""A newer export tells who moved, came and went, whatever order the exports were imported in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from graph import curate
from graph.records import CardKind, ContactRecord, Origin, PersonName, SourceRef
from graph.search.targets import proposed
from graph.snapshots import ChangeKind, changes
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, take_in

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def newest(*members: ContactRecord, day: date) -> list[ContactRecord]:
    return [replace(members[0], connected_on=day), *members[1:]]


OLD = newest(member("Zoe Fox", "Acme"), member("Ann Lee", "Acme"), member("Bo Chen", "Beta"), day=MARCH)
NEW = newest(member("Zoe Fox", "Acme"), member("Ann Lee", "Globex Inc."), member("Cy Diaz", "Beta"), day=JUNE)


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_news_are_the_same_whichever_export_is_imported_first(
    store: GraphStore, order: tuple[list[ContactRecord], list[ContactRecord]]
) -> None:
    curate.add_target(store, "Globex", at=NOW)
    for rows in order:
        take_in(store, rows)
    assert [(each.person.name, each.kind, each.before, each.now, each.target) for each in changes(store)] == [
        ("Ann Lee", ChangeKind.MOVED, "Acme", "Globex Inc.", True),
        ("Cy Diaz", ChangeKind.NEW, None, "Beta", False),
        ("Bo Chen", ChangeKind.GONE, "Beta", None, False),
    ]
    assert {each.day for each in changes(store)} == {JUNE}


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_the_newer_export_says_where_somebody_is_now(
    store: GraphStore, order: tuple[list[ContactRecord], list[ContactRecord]]
) -> None:
    for rows in order:
        take_in(store, rows)
    (ann,) = store.find_people("Ann")
    assert [(held.organization_name, held.current) for held in ann.affiliations] == [
        ("Globex Inc.", True),
        ("Acme", False),
    ]


def test_another_spelling_or_title_of_the_company_is_no_move(store: GraphStore) -> None:
    take_in(store, OLD)
    take_in(store, newest(*(replace(each, organization=f"{each.organization}, Inc.") for each in OLD), day=JUNE))
    assert changes(store) == ()


def test_part_of_a_list_makes_nobody_gone(store: GraphStore) -> None:
    take_in(store, OLD)
    take_in(store, newest(member("Zoe Fox", "Acme"), day=JUNE))
    assert changes(store) == ()


def test_one_export_or_an_address_book_tells_no_news(store: GraphStore) -> None:
    take_in(store, OLD)
    take_in(store, [replace(card("Ann Lee"), organization="Beta")])
    assert changes(store) == ()


def test_friends_lists_are_compared_with_their_own_only(store: GraphStore) -> None:
    take_in(store, OLD)
    take_in(store, NEW, "Maya Ruiz")
    assert changes(store) == ()


def interest(company: str, why: str, day: date | None = None) -> ContactRecord:
    source = SourceRef("Company Follows.csv line 2")
    return ContactRecord(
        PersonName(company), source, CardKind.ORGANIZATION, Origin.INTEREST, labels=(why,), connected_on=day
    )


def test_companies_of_interest_are_proposed_once_those_with_people_first(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee", "Globex"), interest("Acme", "follows", MARCH), interest("Zeta", "follows")])
    take_in(store, [interest("Globex GmbH", "applied"), interest("ACME, Inc", "applied", JUNE)])
    assert [(each.name, each.why, each.day, each.people) for each in proposed(store)] == [
        ("Globex GmbH", ("applied",), None, 1),
        ("ACME, Inc", ("applied", "follows"), JUNE, 0),
        ("Zeta", ("follows",), None, 0),
    ]
    curate.add_target(store, "Acme", at=NOW)
    assert [each.name for each in proposed(store)] == ["Globex GmbH", "Zeta"]


def test_a_friends_interests_are_not_proposed(store: GraphStore) -> None:
    take_in(store, [interest("Acme", "follows")], "Maya Ruiz")
    assert proposed(store) == ()
