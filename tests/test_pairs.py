"""Messages, meetings and relations become evidence about pairs of people, each interaction once, whoever tells it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from graph import curate
from graph.model import EGO, Evidence, PersonId
from graph.records import (
    LIST_OWNER,
    ContactRecord,
    EvidenceKind,
    InteractionKind,
    Origin,
    Party,
    PersonName,
    RelationRecord,
    SourceRef,
)
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, named_in_card, take_in, wrote

ANN = Party(name="Ann Lee", email="ann@example.com")
BO = Party(name="Bo Chen", email="bo@example.com")
CY = Party(name="Cy Diaz", email="cy@example.com")
DAY = date(2026, 5, 1)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def called(store: GraphStore, name: str) -> PersonId:
    (found,) = store.find_people(name)
    return found.id


def names(store: GraphStore) -> list[str]:
    return [person.name for person in store.find_people("")]


def between(store: GraphStore, one: str, other: str) -> list[Evidence]:
    ends = tuple(EGO if name == "me" else called(store, name) for name in (one, other))
    tie = store.ties_between([(ends[0], ends[1])]).get(frozenset(ends))
    return list(tie.evidence) if tie else []


def test_mail_both_ways_makes_two_people_and_counts_each_way(store: GraphStore) -> None:
    curate.set_ego(store, "Dana Reyes", ["dana@example.com"])
    me = Party(email="DANA@example.com")
    take_in(store, [wrote(me, [ANN], 1), wrote(me, [ANN], 2), wrote(ANN, [me], 3)])
    (said,) = between(store, "me", "Ann")
    assert (said.kind, said.first, said.last) == (EvidenceKind.MAIL, DAY, date(2026, 5, 3))
    assert {said.a: said.sent, said.b: said.received} == {EGO: 2, called(store, "Ann"): 1}
    assert said.source.locator == "mail.mbox message 1 and 2 more"


def test_a_stranger_who_had_no_answer_is_nobody_until_they_are_somebody(store: GraphStore) -> None:
    curate.set_ego(store, "Dana Reyes", ["dana@example.com"])
    take_in(store, [wrote(ANN, [Party(email="dana@example.com")], 1)])
    assert names(store) == []
    book = take_in(store, [card("Ann Lee", email="ann@example.com")])
    assert names(store) == ["Ann Lee"]
    assert [said.kind for said in between(store, "me", "Ann")] == [EvidenceKind.ADDRESS_BOOK, EvidenceKind.MAIL]
    curate.undo(store, book.run)
    assert names(store) == []
    assert list(store.ties()) == []


def test_one_way_mail_is_no_tie_to_go_by(store: GraphStore) -> None:
    take_in(store, [card("Ann Lee", email="ann@example.com"), card("Bo Chen", email="bo@example.com")])
    before = len(project(store, NOW.date()).before.indices)
    take_in(store, [wrote(ANN, [BO], 1)])
    assert between(store, "Ann", "Bo")
    assert len(project(store, NOW.date()).before.indices) == before


def test_a_message_in_two_imports_counts_once_and_stays_when_one_is_taken_back(store: GraphStore) -> None:
    mails = [wrote(ANN, [BO], 1), wrote(BO, [ANN], 2)]
    take_in(store, mails, file="first")
    again = take_in(store, [*mails, wrote(ANN, [BO], 3)], file="second")
    assert (again.counts.unchanged, again.counts.added) == (2, 1)
    (said,) = between(store, "Ann", "Bo")
    assert said.sent + said.received == 3
    curate.undo(store, again.run)
    (said,) = between(store, "Ann", "Bo")
    assert said.sent + said.received == 2


def test_both_ends_exports_show_the_same_mail_once(store: GraphStore) -> None:
    mails = [wrote(ANN, [BO], 1), wrote(BO, [ANN], 2)]
    take_in(store, mails, "Ann Lee", file="hers")
    take_in(store, mails, "Bo Chen", file="his")
    mail = [said for said in between(store, "Ann", "Bo") if said.kind is EvidenceKind.MAIL]
    assert [said.sent + said.received for said in mail] == [2]


def test_those_who_are_addressed_together_get_a_tie_that_falls_with_their_number(store: GraphStore) -> None:
    take_in(store, [card(each.name or "", email=each.email) for each in (ANN, BO, CY)])
    crowd = [Party(email=f"x{number}@example.com") for number in range(40)]
    take_in(store, [wrote(ANN, [BO, CY], 1), wrote(ANN, [BO, CY, *crowd[:3]], 2), wrote(ANN, [BO, CY, *crowd], 3)])
    (said,) = between(store, "Bo", "Cy")
    assert (said.kind, said.group, said.sent + said.received) == (EvidenceKind.CO_RECIPIENT, 2, 2)
    kinds = [said.kind for said in between(store, "Ann", "Bo")]
    assert kinds == [EvidenceKind.CO_RECIPIENT, EvidenceKind.MAIL]


def test_lists_and_machines_make_no_ties_and_are_counted(store: GraphStore) -> None:
    bulk = replace(wrote(ANN, [BO], 1), bulk=True)
    report = take_in(store, [bulk, wrote(BO, [ANN], 2)])
    assert (report.counts.hidden, report.counts.added) == (1, 1)
    assert names(store) == []


def test_everybody_at_a_meeting_met_everybody(store: GraphStore) -> None:
    take_in(store, [wrote(ANN, [BO, CY], 1, InteractionKind.MEETING)])
    assert names(store) == ["Ann Lee", "Bo Chen", "Cy Diaz"]
    assert [(said.kind, said.group) for said in between(store, "Bo", "Cy")] == [(EvidenceKind.MEETING, 3)]


def test_at_a_huge_meeting_only_the_one_who_called_it_met_all(store: GraphStore) -> None:
    crowd = [Party(email=f"x{number}@example.com") for number in range(60)]
    take_in(store, [wrote(ANN, crowd, 1, InteractionKind.MEETING)])
    assert store.status().ties == 60


def test_a_name_without_address_means_the_one_contact_of_that_name(store: GraphStore) -> None:
    take_in(store, [member("Maya Ruiz"), wrote(Party(name="Maya Ruiz"), [LIST_OWNER], 1, InteractionKind.MESSAGE)])
    assert names(store) == ["Maya Ruiz"]
    assert [said.kind for said in between(store, "me", "Maya")] == [EvidenceKind.CONNECTION, EvidenceKind.MESSAGE]


def test_a_name_that_two_contacts_have_means_nobody(store: GraphStore) -> None:
    take_in(store, [member("Wei Chen"), wrote(Party(name="Wei Chen"), [LIST_OWNER], 1, InteractionKind.MESSAGE)])
    second = take_in(store, [member("Wei Chen", slug="another")])
    kinds = [said.kind for tie in store.ties() for said in tie.evidence]
    assert kinds == [EvidenceKind.CONNECTION] * 2
    curate.undo(store, second.run)
    assert [said.kind for tie in store.ties() for said in tie.evidence] == [
        EvidenceKind.CONNECTION,
        EvidenceKind.MESSAGE,
    ]


def test_a_name_in_one_friends_list_does_not_mean_another_friends_contact(store: GraphStore) -> None:
    take_in(store, [member("Raj Patel")], "Maya Ruiz")
    take_in(store, [wrote(Party(name="Raj Patel"), [LIST_OWNER], 1, InteractionKind.RECOMMENDATION)], "Tomas Vega")
    assert names(store) == ["Maya Ruiz", "Raj Patel", "Raj Patel", "Tomas Vega"]


def test_a_card_ties_those_whom_it_names(store: GraphStore) -> None:
    cards = [replace(card("Ann Lee", uid="1")), card("Bo Chen", uid="2")]
    take_in(store, [*cards, named_in_card(Party(name="Ann Lee", uid="1"), Party(name="Bo Chen", uid="2"), "spouse")])
    (said,) = between(store, "Ann", "Bo")
    assert (said.kind, said.label) == (EvidenceKind.RELATION, "spouse")


def test_somebody_whom_only_a_card_names_becomes_known_through_it(store: GraphStore) -> None:
    take_in(store, [card("Ann Lee"), named_in_card(Party(name="Ann Lee"), Party(name="Zoe Fox"))])
    assert names(store) == ["Ann Lee", "Zoe Fox"]
    assert between(store, "Ann", "Zoe")
    assert between(store, "me", "Zoe") == []


def test_a_deleted_account_is_nobody(store: GraphStore) -> None:
    gone = Party(name="LinkedIn Member")
    report = take_in(store, [wrote(gone, [LIST_OWNER], 1), wrote(LIST_OWNER, [gone], 2)])
    assert names(store) == []
    assert report.counts.hidden == 2


def test_a_network_that_somebody_made_ties_its_people_but_not_to_the_owner(store: GraphStore) -> None:
    def node(name: str) -> ContactRecord:
        return ContactRecord(PersonName(name), SourceRef("net.graphml line 1"), origin=Origin.NAMED, uid=name)

    ann, bo = (Party(name=name, uid=name) for name in ("Ann Lee", "Bo Chen"))
    tie = RelationRecord(ann, bo, "tie", SourceRef("net.graphml line 9"), 0.4)
    take_in(store, [member("Bo Chen", "Acme")])
    take_in(store, [node("Ann Lee"), node("Bo Chen"), tie])
    assert names(store) == ["Ann Lee", "Bo Chen"]
    (said,) = between(store, "Ann", "Bo")
    assert (said.kind, said.stated) == (EvidenceKind.NETWORK, 0.4)
    assert between(store, "me", "Ann") == []


def owner_fact(name: str = "", **told: object) -> ContactRecord:
    return replace(ContactRecord(PersonName(name), SourceRef("Profile.csv line 2"), origin=Origin.OWNER), **told)  # type: ignore[arg-type]


def test_files_that_tell_their_owner_say_who_ego_is(store: GraphStore) -> None:
    report = take_in(store, [owner_fact("Lena Fischer", profile="lena-0", organization="Globex"), member("Ann Lee")])
    ego = store.person(EGO)
    assert ego is not None
    assert (ego.name, ego.profile) == ("Lena Fischer", "lena-0")
    assert report.counts.read == 2
    curate.undo(store, report.run)
    ego = store.person(EGO)
    assert ego is not None
    assert (ego.name, ego.profile) == ("You", None)


def test_a_file_that_tells_no_name_leaves_ego_called_as_before(store: GraphStore) -> None:
    take_in(store, [owner_fact(), owner_fact(emails=("dana@example.com",)), member("Ann Lee")])
    ego = store.person(EGO)
    assert ego is not None
    assert (ego.name, ego.emails) == ("You", ("dana@example.com",))


def test_files_of_somebody_else_are_taken_for_theirs(store: GraphStore) -> None:
    curate.set_ego(store, "Dana Reyes")
    report = take_in(store, [owner_fact("Maya Ruiz", profile="maya"), member("Raj Patel")])
    assert report.owner_name == "Maya Ruiz"
    assert between(store, "Maya", "Raj")
    assert between(store, "me", "Raj") == []


def test_what_the_user_says_about_the_owner_counts_more_than_the_files(store: GraphStore) -> None:
    report = take_in(store, [owner_fact("Maya Ruiz"), member("Raj Patel")], "Tomas Vega")
    assert report.owner_name == "Tomas Vega"
    assert names(store) == ["Raj Patel", "Tomas Vega"]
    assert [problem.message for problem in report.warnings] == [
        "The file says that it is somebody else's; what you said counts."
    ]


def test_a_stray_mail_among_sent_ones_does_not_make_its_sender_the_owner(store: GraphStore) -> None:
    mine = [owner_fact(emails=("dana@example.com",)) for _ in range(100)]
    take_in(store, [*mine, owner_fact(emails=("ann@example.com",)), member("Ann Lee")])
    ego = store.person(EGO)
    assert ego is not None
    assert ego.emails == ("dana@example.com",)
