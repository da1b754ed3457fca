"""Which records are one person, told through imports: shared identifiers join, names do not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from graph import curate
from graph.errors import UserError
from graph.ingest import IngestOptions, ingest
from graph.model import EGO, PersonId
from graph.owners import Owner, owner_of
from graph.records import ContactRecord, GroupRecord, Job, Party, RunFile, SourceRef
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, take_in


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def names(store: GraphStore) -> list[str]:
    return [person.name for person in store.find_people("")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (member("Katherine O'Neil", "Acme"), replace(card("Kate ONeil"), profile="linkedin.com/in/katherine-o'neil")),
        (replace(member("Ann Lee"), emails=("ann@example.com",)), card("A. Lee", email="ANN@example.com")),
        (card("Bill Gray", phone="(418) 656-9254"), card("William Gray", phone="+1 418 656 9254", uid="7")),
    ],
)
def test_a_shared_profile_address_or_phone_is_one_person(
    store: GraphStore, one: ContactRecord, other: ContactRecord
) -> None:
    take_in(store, [one])
    report = take_in(store, [other])
    assert report.counts.matched == 1
    assert len(names(store)) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [member("Wei Chen", slug="wei-1"), member("Wei Chen", slug="wei-2")],
        [member("Wei Chen"), card("Wei Chen")],
        [card("Wei Chen"), card("Wei Chen")],
        [card("Ann Lee", phone="+14186569254"), card("Bob Lee", phone="+14186569254")],
        [card("Ann Lee", email="info@example.com"), card("Bob Ray", email="info@example.com")],
        [
            replace(member("Wei Chen", slug="wei-1"), emails=("wei@example.com",)),
            replace(member("Wei Chen", slug="wei-2"), emails=("wei@example.com",)),
        ],
    ],
)
def test_a_name_a_household_a_mailbox_or_two_profiles_are_two_people(
    store: GraphStore, rows: Sequence[ContactRecord]
) -> None:
    take_in(store, rows)
    assert len(names(store)) == 2


def test_the_number_of_an_office_joins_only_those_of_one_name(store: GraphStore) -> None:
    staff = [card(f"Pat{number} Quill{number}", phone="+14186569254") for number in range(30)]
    take_in(store, [*staff, card("Pat7 Quill7", phone="+14186569254", email="pat@example.com")])
    assert len(store.find_people("")) == 30


def test_a_namesake_is_told_for_review_unless_both_have_profiles(store: GraphStore) -> None:
    take_in(store, [member("Wei Chen", slug="wei-1"), member("Ann Lee")])
    report = take_in(store, [member("Wei Chen", slug="wei-2"), card("Ann Lee"), card("Bo Ray")], "Maya Ruiz")
    assert (report.counts.to_review, report.counts.added, report.counts.read) == (1, 2, 3)


def test_the_order_of_imports_does_not_matter() -> None:
    lists: list[tuple[list[ContactRecord], str | None]] = [
        ([member("Maya Ruiz", "Orbit"), replace(member("Tom Wu", "Acme"), emails=("tom@example.com",))], None),
        ([card("Thomas Wu", email="tom@example.com", phone="+14186569254"), card("Maya Ruiz")], "Raj Patel"),
        ([card("T. Wu", phone="+14186569254"), member("Raj Patel", "Globex")], "Maya Ruiz"),
    ]
    seen = set()
    for order in permutations(lists):
        store = open_store(":memory:")
        for rows, owner in order:
            take_in(store, rows, owner)
        people = sorted((person.id, person.profile, sorted(person.emails)) for person in store.find_people(""))
        ties = [(tie.a, tie.b, len(tie.evidence)) for tie in store.ties()]
        seen.add(repr((people, ties)))
        store.close()
    assert len(seen) == 1


def test_a_newer_export_makes_the_old_job_a_former_one(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee", "Acme")])
    report = take_in(store, [member("Ann Lee", "Beta")])
    (ann,) = store.find_people("ann")
    assert [(held.organization_name, held.current) for held in ann.affiliations] == [("Beta", True), ("Acme", False)]
    assert report.counts.changed == 1
    assert len(store.ties_of(ann.id)[0].evidence) == 1


def test_what_the_member_says_beats_an_old_address_book(store: GraphStore) -> None:
    take_in(store, [replace(card("Ann Lee", email="ann@example.com"), organization="Oldco", title="Clerk")])
    take_in(store, [replace(member("Ann Lee", "Acme"), emails=("ann@example.com",))])
    (ann,) = store.find_people("ann")
    assert [(held.organization_name, held.current) for held in ann.affiliations] == [("Acme", True), ("Oldco", False)]


def test_words_of_the_past_and_ended_jobs_are_former(store: GraphStore) -> None:
    jobs = (Job("Beta", "CTO", end=NOW.date()), Job("Gamma", "Advisor"))
    take_in(store, [replace(card("Ann Lee"), organization="ex-Acme", jobs=jobs)])
    (ann,) = store.find_people("ann")
    assert {held.organization_name: held.current for held in ann.affiliations} == {
        "Gamma": True, "Acme": False, "Beta": False,
    }  # fmt: skip


def test_a_group_becomes_a_label_of_its_members(store: GraphStore) -> None:
    group = GroupRecord("Alumni", (Party(uid="u1"), Party(name="Bo Ray")), SourceRef("contacts.vcf line 9"))
    take_in(store, [card("Ann Lee", uid="u1"), card("Bo Ray"), card("Cy Diaz", uid="u3"), group])
    assert {person.name: person.labels for person in store.find_people("")} == {
        "Ann Lee": ("Alumni",), "Bo Ray": ("Alumni",), "Cy Diaz": (),
    }  # fmt: skip


def test_ego_is_recognised_in_a_friends_list(store: GraphStore) -> None:
    curate.set_ego(store, "Dana Reyes", ["dana@example.com"], "https://www.linkedin.com/in/dana-reyes")
    take_in(store, [member("Dana Reyes"), member("Raj Patel")], "Maya Ruiz")
    ego = store.person(EGO)
    assert ego is not None
    assert ego.name == "Dana Reyes"
    assert sorted(names(store)) == ["Maya Ruiz", "Raj Patel"]


def test_ego_named_later_is_recognised_all_the_same(store: GraphStore) -> None:
    take_in(store, [member("Dana Reyes"), member("Raj Patel")], "Maya Ruiz")
    assert len(names(store)) == 3
    curate.set_ego(store, "Dana Reyes", [], "dana-reyes")
    assert sorted(names(store)) == ["Maya Ruiz", "Raj Patel"]
    curate.set_ego(store, "Dana R.", [], None)
    assert sorted(names(store)) == ["Dana Reyes", "Maya Ruiz", "Raj Patel"]


@pytest.mark.parametrize("friend_first", [True, False])
def test_a_named_owner_is_egos_contact_of_that_name(store: GraphStore, friend_first: bool) -> None:
    mine = ([member("Maya Ruiz", "Orbit"), member("Tom Wu")], None)
    hers = ([member("Raj Patel", "Globex")], "maya ruiz")
    for rows, owner in (hers, mine) if friend_first else (mine, hers):
        take_in(store, rows, owner)
    (maya,) = store.find_people("maya")
    assert maya.profile == "maya-ruiz"
    assert {run.owner for run in store.runs()} == {EGO, maya.id}
    (raj,) = store.find_people("raj")
    assert [tie.other(raj.id) for tie in store.ties_of(raj.id)] == [maya.id]


def test_an_owner_whom_two_contacts_could_be_must_be_told_by_id(store: GraphStore) -> None:
    take_in(store, [member("Maya Ruiz", slug="maya-1"), member("Maya Ruiz", slug="maya-2")])
    with pytest.raises(UserError, match="2 of your contacts") as caught:
        take_in(store, [member("Raj Patel")], "Maya Ruiz")
    ids = [person.id for person in store.find_people("maya")]
    assert all(person in caught.value.next_step for person in ids)
    assert owner_of(store, Owner(person=ids[0])).name == "Maya Ruiz"


def test_an_owner_told_by_id_is_that_person(store: GraphStore) -> None:
    take_in(store, [member("Maya Ruiz", slug="maya-1"), member("Maya Ruiz", slug="maya-2")])
    second = next(person for person in store.find_people("maya") if person.profile == "maya-2")
    ingest(
        store, [RunFile("x.csv", "test", "x")], [member("Raj Patel")], owner=Owner(person=second.id),
        options=IngestOptions(NOW),
    )  # fmt: skip
    (raj,) = store.find_people("raj")
    assert [tie.other(raj.id) for tie in store.ties_of(raj.id)] == [second.id]


def test_an_owner_nobody_knows_is_a_new_person_tied_to_ego(store: GraphStore) -> None:
    take_in(store, [member("Raj Patel")], "Maya Ruiz")
    (maya,) = store.find_people("maya")
    assert {tie.other(maya.id) for tie in store.ties_of(maya.id)} == {EGO, store.find_people("raj")[0].id}


@pytest.mark.parametrize("owner", [Owner(name="  "), Owner(name="🚀"), Owner(person=PersonId("pnobody"))])
def test_an_owner_who_is_nobody_is_refused(store: GraphStore, owner: Owner) -> None:
    with pytest.raises(UserError):
        owner_of(store, owner)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (card("Ann Lee", uid="1"), card("Bob Stone", uid="1")),
        (card("Ann Lee", phone="+14186569254"), card("Bob Lee", phone="+14186569254")),
        (replace(card("Wei Chen"), organization="Acme"), replace(card("Wei Chen"), organization="Globex")),
        (
            replace(card("John Smith"), profile="https://www.linkedin.com/pub/john-smith/5/a1/b23"),
            replace(card("John Smith"), profile="https://www.linkedin.com/pub/john-smith/77/3c4/d5e"),
        ),
    ],
)
def test_two_imports_of_one_owner_do_not_make_two_people_one(
    store: GraphStore, one: ContactRecord, other: ContactRecord
) -> None:
    take_in(store, [one])
    report = take_in(store, [other])
    assert len(names(store)) == 2
    assert report.counts.changed == 0


def test_a_card_keeps_its_person_when_its_name_is_corrected(store: GraphStore) -> None:
    uid = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    take_in(store, [card("Mum", uid=uid)])
    assert take_in(store, [card("Maria Lopez", uid=uid)]).counts.changed == 1
    assert names(store) == ["Maria Lopez"]


def test_old_exports_without_profiles_are_versions_by_day_of_connection(store: GraphStore) -> None:
    take_in(store, [member("Wei Chen", "Acme", slug=None)])
    assert take_in(store, [member("Wei Chen", "Globex", slug=None)]).counts.changed == 1
    (wei,) = store.find_people("wei")
    assert [(held.organization_name, held.current) for held in wei.affiliations] == [("Globex", True), ("Acme", False)]


def test_old_and_new_export_in_one_import_leave_only_the_new_job_current(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee", "Acme"), member("Ann Lee", "Globex")])
    (ann,) = store.find_people("ann")
    assert [(held.organization_name, held.current) for held in ann.affiliations] == [("Globex", True), ("Acme", False)]
    assert len(store.ties_of(ann.id)[0].evidence) == 1


def test_two_owners_of_one_name_told_by_id_stay_two(store: GraphStore) -> None:
    take_in(store, [member("Wei Chen", slug="wei-a"), member("Wei Chen", slug="wei-b")])
    first, second = (person.id for person in store.find_people("wei"))
    for owner, contact in ((first, "Raj Patel"), (second, "Sue Fox")):
        ingest(
            store, [RunFile(contact, "test", contact)], [member(contact)], owner=Owner(person=owner),
            options=IngestOptions(NOW),
        )  # fmt: skip
    assert {run.owner for run in store.runs()} == {EGO, first, second}
    assert len(names(store)) == 4
    again = ingest(
        store, [RunFile("x", "test", "Sue Fox")], [member("Sue Fox")], owner=Owner(person=second),
        options=IngestOptions(NOW),
    )  # fmt: skip
    assert again.repeated
