"""JSON for other programs has the fields that are promised, in comparable form."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from graph import wire, wire_ties
from graph.model import (
    EGO,
    Affiliation,
    Evidence,
    Introductions,
    IntroPath,
    Organization,
    OrganizationId,
    Person,
    PersonId,
    Reason,
    Step,
    TargetPeople,
    TargetPerson,
    Tie,
    Unreachable,
)
from graph.records import (
    CardKind,
    ContactRecord,
    EvidenceKind,
    GroupRecord,
    InteractionKind,
    InteractionRecord,
    Job,
    Party,
    PersonName,
    Problem,
    Record,
    RelationRecord,
    RunFile,
    RunId,
    Skipped,
    SkipReason,
    SourceRef,
)
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.judgement import judged
from tests.samples import member, take_in

LINE = SourceRef("Connections.csv line 5")
NOBODY = {"name": None, "email": None, "profile": None, "uid": None}


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """An empty store."""
    with closing(open_store(":memory:")) as opened:
        yield opened


def test_a_contact_is_shown_with_comparable_names_numbers_and_addresses() -> None:
    fact = ContactRecord(
        PersonName("Ann Lee, Ph.D.", "Ann", "Lee, Ph.D."),
        LINE,
        emails=("mailto:Ann@Example.com", "ann@example.com", "/o=Acme/cn=ann"),
        phones=("+1 (418) 656-9254", "ext. 7"),
        profile="HTTP://linkedin.com/in/Ann-Lee/?trk=x",
        organization="Acme,\nInc.",
        title="CTO",
        jobs=(Job("Globex", "Clerk", date(2010, 1, 1), date(2012, 1, 1)),),
        connected_on=date(2024, 1, 1),
    )
    assert wire.record(fact, None) == {
        "type": "contact",
        "name": "Ann Lee",
        "given": "Ann",
        "family": "Lee",
        "credentials": ["Ph.D."],
        "emails": ["ann@example.com"],
        "phones": ["+14186569254", "ext. 7"],
        "profile": "ann-lee",
        "organization": "Acme, Inc.",
        "department": None,
        "title": "CTO",
        "jobs": [{"organization": "Globex", "title": "Clerk", "start": "2010-01-01", "end": "2012-01-01"}],
        "schools": [],
        "city": None,
        "labels": [],
        "uid": None,
        "connected_on": "2024-01-01",
        "note": None,
        "source": "Connections.csv line 5",
    }


def test_a_phone_number_without_plus_is_read_as_one_of_the_region() -> None:
    fact = ContactRecord(PersonName("Ann Lee"), LINE, phones=("418 656 9254",))
    assert wire.record(fact, "CA")["phones"] == ["+14186569254"]


def test_a_card_of_a_company_is_an_organization_and_its_name_no_persons() -> None:
    fact = ContactRecord(PersonName("Acme Support, MBA"), LINE, kind=CardKind.ORGANIZATION)
    shown = wire.record(fact, None)
    assert (shown["type"], shown["name"], shown["given"]) == ("organization", "Acme Support, MBA", "")


def test_interactions_relations_and_groups_name_their_parties_in_full() -> None:
    ann, bo = Party(name="Ann Lee", email="ANN@example.com"), Party(profile="https://www.linkedin.com/in/Bo")
    at = datetime(2024, 1, 2, 9, tzinfo=UTC)
    mail = wire.record(InteractionRecord(InteractionKind.MAIL, ann, (bo,), at, LINE, "t1"), None)
    assert mail["from"] == {**NOBODY, "name": "Ann Lee", "email": "ann@example.com"}
    assert mail["to"] == [{**NOBODY, "profile": "bo"}]
    assert (mail["type"], mail["kind"], mail["thread"]) == ("interaction", "mail", "t1")
    assert mail["at"] == "2024-01-02T09:00:00Z"
    relation = wire.record(RelationRecord(ann, bo, "manager", LINE), None)
    assert (relation["type"], relation["label"], relation["to"]["profile"]) == ("relation", "manager", "bo")
    group = wire.record(GroupRecord("Alumni", (ann,), LINE), None)
    assert (group["type"], group["name"], group["members"][0]["name"]) == ("group", "Alumni", "Ann Lee")


def test_a_preview_ends_with_counts_of_everything_that_it_showed() -> None:
    summary = wire.Summary([RunFile("Connections.csv", "linkedin-connections", "x"), RunFile("a.txt", None, "")], None)
    items: list[Record | Problem] = [
        member("Ann Lee"),
        Skipped(SkipReason.HIDDEN, LINE),
        Skipped(SkipReason.SPAM, LINE),
        Problem(LINE, "The day cannot be read.", kept=True),
    ]
    lines = [summary.line(item) for item in items]
    assert [line and line["type"] for line in lines] == ["contact", None, None, "problem"]
    assert lines[-1] == {
        "type": "problem",
        "source": "Connections.csv line 5",
        "message": "The day cannot be read.",
        "kept": True,
    }
    assert summary.last_line() == {
        "type": "summary",
        "files": [
            {"name": "Connections.csv", "importer": "linkedin-connections"},
            {"name": "a.txt", "importer": None},
        ],
        "contacts": 1,
        "organizations": 0,
        "interactions": 0,
        "relations": 0,
        "groups": 0,
        "hidden": 1,
        "skipped": {reason.value: int(reason is SkipReason.SPAM) for reason in SkipReason if reason.value != "hidden"},
        "problems": 1,
        "columns": {},
    }


def test_an_import_report_tells_lost_rows_from_kept_ones_and_adds_up(store: GraphStore) -> None:
    lost, kept = Problem(LINE, "No name."), Problem(LINE, "The day cannot be read.", kept=True)
    shown = wire.import_report(take_in(store, [member("Ann Lee"), lost, kept]))
    assert shown["problems"] == [{"source": "Connections.csv line 5", "message": "No name."}]
    assert shown["warnings"] == [{"source": "Connections.csv line 5", "message": "The day cannot be read."}]
    parts = ("added", "changed", "unchanged", "matched", "to_review", "hidden")
    assert shown["read"] == sum(shown[part] for part in parts) + len(shown["problems"]) == 2
    assert shown["ties_added"] == 1
    assert wire.run(store.runs()[0])["run"] == shown["run"]


def test_a_persons_records_and_a_ties_evidence_name_their_source(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee", "Acme, Inc.")])
    ann = store.find_people("ann")[0]
    (held,) = store.ties_of(ann.id)
    seen = judged(held, date(2026, 11, 23))
    assert seen
    ties = [wire_ties.tie(seen, {EGO: "You", ann.id: ann.name})]
    shown = wire.person_in_full(ann, store.records_of(ann.id), ties, None)
    assert (shown["id"], shown["organization"], shown["profile"]) == (ann.id, "Acme, Inc.", "ann-lee")
    assert shown["records"][0]["source"] == "Connections.csv line 5"
    assert shown["records"][0]["run"] == store.runs()[0].id
    tie = shown["ties"][0]
    assert {tie["a"], tie["b"]} == {EGO, ann.id}
    assert tie["observed"] is True
    assert tie["probability"] == 1.0
    assert 0 < tie["strength"] < 1
    assert tie["evidence"][0]["kind"] == "connection"
    assert (tie["evidence"][0]["last"], tie["evidence"][0]["source"]) == ("2020-03-01", "Connections.csv line 5")
    assert {"of", "label", "effect", "detail"} == set(tie["reasons"][0])
    for number in ("probability", "strength"):
        assert [each["effect"] for each in tie["reasons"] if each["of"] == number][-1] == tie[number]


def test_a_former_position_is_told_as_one() -> None:
    held = Affiliation(
        PersonId("p1"), OrganizationId("o1"), "Acme", "CTO", date(2010, 1, 1), date(2012, 1, 1), False, LINE
    )
    ann = Person(PersonId("p1"), "Ann Lee", "Ann", "Lee", affiliations=(held,))
    shown = wire.person_in_full(ann, [], [], None)
    assert (shown["organization"], shown["title"]) == (None, None)
    assert shown["affiliations"] == [
        {
            "organization": "Acme",
            "title": "CTO",
            "start": "2010-01-01",
            "end": "2012-01-01",
            "current": False,
            "source": "Connections.csv line 5",
        }
    ]


def test_paths_name_every_step_the_introducers_and_the_contact() -> None:
    me, ann, raj = (Person(PersonId(one), one.title(), one.title(), "") for one in ("me", "ann", "raj"))
    why = (Reason("Connected", 0.2, "Connections.csv line 5"),)
    path = IntroPath((Step(me, ann, 0.4, True, why), Step(ann, raj, 0.2, True, why)), 0.07, 0.03, 0.2, why)
    target = TargetPeople(Organization(OrganizationId("o1"), "Globex", "globex"), (TargetPerson(raj, "COO", True),), ())
    shown = wire.introductions(Introductions(target, (path,), None))
    assert shown["target"]["organization"] == "Globex"
    assert shown["target"]["people"] == [{"id": "raj", "name": "Raj", "title": "COO", "current": True}]
    assert shown["unreachable"] is None
    only = shown["paths"][0]
    assert (only["warmth"], only["low"], only["high"], only["direct"]) == (0.07, 0.03, 0.2, False)
    assert [(step["from"], step["to_name"], step["strength"]) for step in only["steps"]] == [
        ("me", "Ann", 0.4),
        ("ann", "Raj", 0.2),
    ]
    assert only["introducers"] == ["ann"]
    assert only["contact"]["id"] == "raj"
    assert json.loads(json.dumps(shown)) == shown


def test_no_path_is_told_with_its_reason_and_next_steps() -> None:
    target = TargetPeople(Organization(OrganizationId("o1"), "Globex", "globex"), (), ())
    shown = wire.introductions(Introductions(target, (), Unreachable("No way", "Because.", ("Ask.", "Add.", "Look."))))
    assert shown["paths"] == []
    assert shown["unreachable"] == {"label": "No way", "detail": "Because.", "next": ["Ask.", "Add.", "Look."]}


def test_evidence_counts_both_directions() -> None:
    ref = SourceRef("messages.csv line 2", RunId("r1"))
    said = Evidence(EvidenceKind.CONNECTION, EGO, PersonId("p1"), None, date(2024, 1, 1), 3, 4, ref)
    seen = judged(Tie(EGO, PersonId("p1"), (said,)), date(2026, 1, 1))
    assert seen
    shown = wire_ties.tie(seen, {EGO: "You", PersonId("p1"): "Ann"})
    assert shown["evidence"][0] == {
        "kind": "connection",
        "label": None,
        "count": 7,
        "first": None,
        "last": "2024-01-01",
        "source": "messages.csv line 2",
        "run": "r1",
    }
