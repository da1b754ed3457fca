"""What an import reports, whatever was in the file."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph import curate
from graph.errors import UserError
from graph.records import (
    LIST_OWNER,
    CardKind,
    ContactRecord,
    InteractionKind,
    Party,
    Problem,
    Record,
    RelationRecord,
    Skipped,
    SkipReason,
    SourceRef,
)
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, named_in_card, take_in, wrote

PEOPLE = st.sampled_from(["Ann Lee", "Bo Chen", "Wei Chen", "Cy Diaz"])
COMPANIES = st.sampled_from(["Acme", "ACME Inc", "Beta", None])
PARTIES = st.one_of(
    st.just(LIST_OWNER),
    st.builds(Party, name=PEOPLE),
    st.builds(Party, name=st.none() | PEOPLE, email=st.sampled_from(["a@example.com", "b@example.com"])),
    st.builds(Party, name=PEOPLE, profile=st.sampled_from(["x", "ann-lee"])),
    st.builds(Party, name=PEOPLE, uid=st.sampled_from(["1", "2"])),
)
ROWS: st.SearchStrategy[Record | Problem] = st.one_of(
    st.builds(member, PEOPLE, COMPANIES, slug=st.sampled_from(["", "x", None])),
    st.builds(
        card,
        PEOPLE,
        email=st.sampled_from([None, "a@example.com", "info@example.com"]),
        phone=st.sampled_from([None, "+14186569254"]),
        uid=st.sampled_from([None, "1", "2"]),
    ),
    st.builds(wrote, PARTIES, st.lists(PARTIES, max_size=3), st.integers(1, 6)),
    st.builds(wrote, PARTIES, st.lists(PARTIES, max_size=3), st.integers(1, 6), st.just(InteractionKind.MEETING)),
    st.builds(named_in_card, PARTIES, PARTIES),
    st.just(Skipped(SkipReason.HIDDEN, SourceRef("Connections.csv line 3"))),
    st.just(Problem(SourceRef("Connections.csv line 4"), "no name")),
)
OWNERS = st.sampled_from([None, "Ann Lee", "Zed"])
LISTS = st.lists(st.tuples(st.lists(ROWS, min_size=1, max_size=6), OWNERS), max_size=5)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


SHARED = "a@example.com"


@example(
    [
        ([card("Ann Lee", email=SHARED, uid="1"), card("Bo Chen", email=SHARED)], None),
        ([card("Wei Chen", email=SHARED)], None),
    ]
)
@example(
    [
        ([member("Ann Lee", "Acme")], None),
        ([Problem(SourceRef("Connections.csv line 4"), "no name")], None),
        (
            [
                card("Ann Lee", email=SHARED),
                wrote(Party(name="Wei Chen", email=SHARED), [Party(name="Wei Chen")], 1, InteractionKind.MEETING),
            ],
            "Ann Lee",
        ),
    ]
)
@given(LISTS)
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_any_imports_undone_in_any_order_leave_what_the_rest_says(
    lists: list[tuple[list[Record | Problem], str | None]],
) -> None:
    whole, rest = open_store(":memory:"), open_store(":memory:")
    runs = []
    for number, (rows, owner) in enumerate(lists):
        try:
            report = take_in(whole, rows, owner, file=f"f{number}")
        except UserError:  # two contacts have the owner's name
            continue
        assert report.counts.read == sum(not isinstance(row, RelationRecord) for row in rows)
        runs.append((report.run, number))
    keep = [number for _, number in runs][::2]
    for run, number in reversed(runs):
        if number not in keep:
            curate.undo(whole, run)
    for number in keep:
        rows, owner = lists[number]
        try:
            take_in(rest, rows, owner, file=f"f{number}")
        except UserError:
            whole.close()
            rest.close()
            return
    assert whole.digest() == rest.digest()
    whole.close()
    rest.close()


def test_a_list_of_somebody_who_shares_a_phone_leaves_the_others_of_that_phone_alone(store: GraphStore) -> None:
    phone = "+14186569254"
    take_in(store, [card("Bo Chen", phone=phone), card("Ann Lee", phone=phone)])
    before = store.people_named(["ann lee", "bo chen"])
    nothing = take_in(store, [Skipped(SkipReason.HIDDEN, SourceRef("Connections.csv line 3"))])
    take_in(store, [member("Zoe Fox")], "Ann Lee")
    assert store.people_named(["ann lee", "bo chen"]) == before
    curate.undo(store, nothing.run)
    assert store.people_named(["ann lee", "bo chen"]) == before
    assert len(before) == 2


def test_company_cards_are_no_people_and_are_counted(store: GraphStore) -> None:
    company = replace(card("Acme Support", phone="+14186569254"), kind=CardKind.ORGANIZATION)
    first = take_in(store, [company, card("Ann Lee", phone="+14186569254")])
    again = take_in(store, [company, card("Ann Lee", phone="+14186569254"), card("Bo Chen")])
    assert [person.name for person in store.find_people("")] == ["Ann Lee", "Bo Chen"]
    assert (first.counts.added, again.counts.unchanged, again.counts.added) == (2, 2, 1)


def test_a_relation_is_kept_but_is_no_row_of_its_own(store: GraphStore) -> None:
    relation = RelationRecord(Party(name="Ann Lee"), Party(name="Bo"), "manager", SourceRef("contacts.vcf line 1"))
    report = take_in(store, [card("Ann Lee"), relation])
    assert report.counts.read == 1
    assert [record.name for record in store.find_people("")] == ["Ann Lee"]


def test_the_same_file_of_another_owner_is_another_import(store: GraphStore) -> None:
    rows: list[ContactRecord] = [member("Raj Patel", "Globex")]
    take_in(store, rows, file="f")
    report = take_in(store, rows, "Maya Ruiz", file="f")
    assert not report.repeated
    assert (report.counts.matched, report.ties_added) == (1, 2)


def test_a_repeated_file_after_undo_is_imported_again(store: GraphStore) -> None:
    first = take_in(store, [member("Ann Lee")], file="f")
    curate.undo(store, first.run)
    assert take_in(store, [member("Ann Lee")], file="f").counts.added == 1


def test_progress_is_told_and_ends_with_all_rows(store: GraphStore) -> None:
    from graph.ingest import IngestOptions, ingest
    from graph.owners import Owner
    from graph.records import RunFile

    told: list[int] = []
    rows = [member(f"A{number} B") for number in range(1200)]
    ingest(store, [RunFile("f", "test", "f")], rows, owner=Owner(), options=IngestOptions(NOW, progress=told.append))
    assert told == [500, 1000, 1200]


def test_ego_must_be_somebody(store: GraphStore) -> None:
    with pytest.raises(UserError, match="no name"):
        curate.set_ego(store, "  ")
    with pytest.raises(UserError, match="e-mail"):
        curate.set_ego(store, "Dana", ["dana"])
    with pytest.raises(UserError, match="LinkedIn"):
        curate.set_ego(store, "Dana", [], "https://example.com/dana")


@pytest.mark.parametrize(("name", "priority"), [("", 1), ("N/A", 1), ("Acme", 4), ("Acme", -1)])
def test_a_target_needs_a_name_and_a_priority_that_exists(store: GraphStore, name: str, priority: int) -> None:
    with pytest.raises(UserError):
        curate.add_target(store, name, priority=priority, at=NOW)


def test_only_known_and_different_companies_can_be_made_one(store: GraphStore) -> None:
    take_in(store, [member("A B", "Acme")])
    with pytest.raises(UserError, match="No company called"):
        curate.same_organization(store, "Acme", "Nowhere", at=NOW)
    with pytest.raises(UserError, match="already"):
        curate.same_organization(store, "Acme", "ACME Inc.", at=NOW)
