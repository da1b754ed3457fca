"""Somebody who was forgotten is in no byte of what is kept, and no later import brings them back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import streamlit as st

from graph import curate, forgetting, merging, stating
from graph.errors import UserError
from graph.ingest import IngestOptions, ingest
from graph.model import EGO, Person
from graph.owners import Owner
from graph.records import (
    LIST_OWNER,
    ContactRecord,
    GroupRecord,
    InteractionKind,
    Party,
    Problem,
    Record,
    RunFile,
    SourceRef,
)
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from tests.command import Run
from tests.networks import TODAY
from tests.samples import NOW, card, member, named_in_card, take_in, wrote
from views import state

ANN = member("Ann Lemoine", "Acme")
ADDRESS = "ann.lemoine@example.com"
TRACES = ("lemoine", "ann-lemoine", "5550123")
"""What nothing else in these tests holds."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_store(str(tmp_path / "network.db"))
    yield opened
    opened.close()


def traces(folder: Path, texts: tuple[str, ...] = TRACES) -> list[tuple[str, str]]:
    """In which files a text stands, in whatever case, as UTF-8 or UTF-16."""
    found = []
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        held = file.read_bytes().lower()
        for text in texts:
            written = (text.lower().encode(), text.lower().encode("utf-16-le"), text.lower().encode("utf-16-be"))
            found += [(file.name, text) for each in written if each in held]
    return found


def everything_about_ann() -> list[Record | Problem]:
    """Ann in every way in which a source can name somebody, and Bo, who stays."""
    source = SourceRef("Ann Lemoine.vcf line 1")
    bo, party = card("Bo Chen", email="bo@example.com"), Party(name="Ann Lemoine", email=ADDRESS)
    return [
        replace(ANN, emails=(ADDRESS,)),
        replace(card("Ann Lemoine, MBA", email=ADDRESS, phone="+1 418 555 0123", uid="1"), source=source),
        replace(bo, note="Ask Ann Lemoine about him; write to ANN.LEMOINE@example.com", labels=("Friends",)),
        GroupRecord("Friends", (Party(name="Ann Lemoine"), Party(name="Bo Chen")), source),
        wrote(party, [LIST_OWNER], 1),
        wrote(LIST_OWNER, [party, Party(name="Bo Chen", email="bo@example.com")], 2),
        wrote(Party(name="Ann Lemoine"), [LIST_OWNER, Party(email="bo@example.com")], 3, InteractionKind.MEETING),
        named_in_card(Party(name="Bo Chen"), Party(name="Ann Lemoine")),
    ]


def person(store: GraphStore, text: str) -> Person:
    (found,) = store.find_people(text)
    return found


def test_no_byte_of_them_is_left_in_any_file(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [member("Cy Diaz", "Acme"), member("Zoe Quinn", "Beta")])
    file = RunFile("Ann Lemoine.vcf", "test", "digest")
    ingest(store, [file], everything_about_ann(), owner=Owner(), options=IngestOptions(NOW, region="US"))
    ann, bo = person(store, "lemoine"), person(store, "bo chen")
    stating.state_tie(store, ann.id, bo.id, 4, at=NOW)
    merging.keep_apart(store, ann.id, person(store, "cy diaz").id, at=NOW)
    about = Note("ask", "1", '{"to": "Ann Lemoine"}', (ann.id,))
    other = Note("talk", "2", '{"text": "Bo says Ann  Lemoine left Acme"}', (bo.id,))
    store.write(lambda tx: (tx.put_note(about), tx.put_note(other)))
    project(store, TODAY)
    assert traces(tmp_path)
    left = forgetting.forget(store, ann.id)
    assert (left.person.name, left.notes, left.decisions > 0) == ("Ann Lemoine", 1, True)
    assert traces(tmp_path) == []
    assert store.person(ann.id) is None
    assert {one.name for one in store.find_people("")} == {"Bo Chen", "Cy Diaz", "Zoe Quinn"}
    assert [note.content for note in store.notes("talk")] == ['{"text": "Bo says somebody left Acme"}']
    store.close()
    assert traces(tmp_path) == []


def test_what_others_are_to_each_other_stays(store: GraphStore) -> None:
    take_in(store, everything_about_ann())
    bo = person(store, "bo chen")
    forgetting.forget(store, person(store, "lemoine").id)
    (tie,) = store.ties_of(bo.id)
    assert tie.other(bo.id) == EGO
    assert person(store, "bo chen").emails == ("bo@example.com",)


def test_a_later_import_keeps_them_out_and_says_so(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [ANN])
    take_in(store, everything_about_ann())
    forgetting.forget(store, person(store, "lemoine").id)
    report = take_in(store, [*everything_about_ann(), member("Dee Fox")], file="again")
    assert store.find_people("lemoine") == ()
    assert {one.name for one in store.find_people("")} == {"Bo Chen", "Dee Fox"}
    assert report.counts.hidden >= 2
    assert report.counts.read == 8
    store.compact()
    assert traces(tmp_path, ("ann-lemoine", ADDRESS)) == [("network.db", ADDRESS)]  # in Bo's own note


@pytest.mark.parametrize(
    ("known", "comes", "is_out"),
    [
        (ANN, member("Ann Lemoine", "Beta"), True),
        (ANN, member("Ann Lemoine-Fox", "Beta", slug="ann-lemoine"), True),
        (ANN, member("Ann Lemoine", "Acme", slug="another-ann"), False),
        (ANN, member("Ann Lemoine", "Beta", slug="another-ann"), False),
        (ANN, replace(card("Ann Lemoine", email="private@example.com"), organization="Acme Inc."), True),
        (ANN, card("Ann Lemoine", email="private@example.com"), False),
        (card("Ann Lemoine", email=ADDRESS), card("A. L.", email=ADDRESS), True),
        (card("Ann Lemoine", email=ADDRESS), card("Ann Lemoine", phone="+14185550123"), False),
        (card("Ann Lemoine", phone="+14185550123"), card("Ann Lemoine", phone="(418) 555-0123"), True),
        (card("Ann Lemoine", phone="+14185550123"), card("Max Lemoine", phone="(418) 555-0123"), False),
        (replace(card("Ann Lemoine"), organization="Acme"), member("Ann Lemoine", "Acme"), True),
        (replace(card("Ann Lemoine"), organization="Acme"), member("Ann Lemoine", "Beta"), False),
        (card("Ann Lemoine"), card("Ann Lemoine"), True),
        (card("Ann Lemoine"), card("Ann Lemoine", email="ann@beta.example"), False),
    ],
)
def test_they_are_known_again_and_namesakes_are_not(
    store: GraphStore, known: ContactRecord, comes: ContactRecord, is_out: bool
) -> None:
    take_in(store, [known])
    forgetting.forget(store, person(store, "ann").id)
    report = take_in(store, [comes], file="later")
    assert (store.find_people("") == ()) is is_out
    assert (report.counts.hidden, report.counts.read) == (int(is_out), 1)


def test_what_they_are_known_by_elsewhere_keeps_them_out_too(store: GraphStore) -> None:
    take_in(store, [ANN])
    forgetting.forget(store, person(store, "lemoine").id)
    with_address = replace(ANN, emails=(ADDRESS,))
    take_in(store, [with_address, card("Ann Lemoine", email=ADDRESS), card("Max Lemoine", email=ADDRESS)])
    assert [one.name for one in store.find_people("")] == ["Max Lemoine"]


def test_an_address_that_a_family_shares_keeps_nobody_else_out(store: GraphStore) -> None:
    family = [card("Ann Lemoine", email="lemoines@example.com"), card("Max Stone", email="lemoines@example.com")]
    take_in(store, family)
    forgetting.forget(store, person(store, "ann").id)
    assert [one.name for one in store.find_people("")] == ["Max Stone"]
    take_in(store, family, file="again")
    assert [one.name for one in store.find_people("")] == ["Max Stone"]


def test_what_is_kept_of_them_is_no_list_of_names(store: GraphStore) -> None:
    take_in(store, [ANN])
    forgetting.forget(store, person(store, "lemoine").id)
    assert store.suppressed()
    assert all(len(mark) == 64 and set(mark) <= set("0123456789abcdef") for mark in store.suppressed())


def test_two_stores_mark_the_same_person_differently(tmp_path: Path) -> None:
    marks = []
    for name in ("a.db", "b.db"):
        store = open_store(str(tmp_path / name))
        take_in(store, [ANN])
        forgetting.forget(store, person(store, "lemoine").id)
        marks.append(store.suppressed())
        store.close()
    assert marks[0].isdisjoint(marks[1])


def test_undo_does_not_let_them_in_again(store: GraphStore) -> None:
    take_in(store, [ANN])
    run = take_in(store, [member("Bo Chen"), ANN]).run
    forgetting.forget(store, person(store, "lemoine").id)
    marks = store.suppressed()
    curate.undo(store, run)
    assert store.suppressed() == marks
    take_in(store, [ANN], file="again")
    assert store.find_people("") == ()


@pytest.mark.parametrize(
    "typed",
    [
        "Ann Lemoine, Acme", " ann  LEMOINE ,ACME Inc. ", ADDRESS.upper(), f"mailto:{ADDRESS}", "ann-lemoine",
        "https://www.linkedin.com/in/Ann-Lemoine/",
    ],
)  # fmt: skip
def test_who_types_what_they_are_known_by_lets_them_in_again(store: GraphStore, tmp_path: Path, typed: str) -> None:
    take_in(store, [replace(ANN, emails=(ADDRESS,)), card("Ann Lemoine", email=ADDRESS, phone="+14185550123", uid="1")])
    take_in(store, [member("Zoe Quinn", "Acme")])
    never = store.suppressed()
    forgetting.forget(store, person(store, "lemoine").id)
    forgetting.forget(store, person(store, "zoe").id)
    assert forgetting.let_back(store, typed) == 1
    store.compact()
    assert traces(tmp_path) == []
    ann = [replace(ANN, emails=(ADDRESS,)), card("Ann Lemoine", email=ADDRESS, uid="1")]
    take_in(store, [*ann, member("Zoe Quinn", "Acme")], file="again")
    assert [one.name for one in store.find_people("")] == ["Ann Lemoine"]
    assert forgetting.let_back(store, "zoe quinn, acme") == 1
    assert store.suppressed() == never
    assert store.notes("kept_out") == ()


@pytest.mark.parametrize(
    "typed",
    [
        "Ann Lemoine",
        "Lemoine, Acme",
        "Ann Lemoine, Beta",
        ", Acme",
        "Ann Lemoine,",
        "ann@example.com",
        "Acme",
        "Bo Chen",
        "",
        "x" * 9_999,
        "\0",
        "*",
    ],
)
def test_nobody_is_let_in_by_anything_else(store: GraphStore, typed: str) -> None:
    take_in(store, [replace(ANN, emails=(ADDRESS,)), member("Bo Chen")])
    forgetting.forget(store, person(store, "lemoine").id)
    marks = store.suppressed()
    with pytest.raises(UserError, match="Nobody who was forgotten"):
        forgetting.let_back(store, typed)
    assert store.suppressed() == marks


def test_what_marks_somebody_else_too_stays(store: GraphStore) -> None:
    take_in(store, [ANN])
    forgetting.forget(store, person(store, "ann").id)
    married = member("Ann Stone", "Acme", slug="ann-stone")
    take_in(store, [married])
    forgetting.forget(store, person(store, "ann").id)
    take_in(store, [replace(card("Ann Lemoine", email=ADDRESS), organization="Beta")], file="another")
    forgetting.forget(store, person(store, "ann").id)
    assert forgetting.let_back(store, "Ann Lemoine, Acme") == 1
    assert forgetting.let_back(store, "Ann Lemoine, Beta") == 1
    take_in(store, [ANN, married], file="again")
    assert [one.name for one in store.find_people("")] == ["Ann Lemoine"]


def test_another_store_beside_whose_name_begins_alike_stays(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [ANN])
    held = store.file()
    assert held
    other = held.with_name(f"{held.name}-network.db")
    other.write_bytes(b"somebody else's")
    forgetting.forget(store, person(store, "ann").id)
    assert other.exists()


def test_namesakes_at_one_company_are_both_let_in(store: GraphStore) -> None:
    for slug in ("ann-1", "ann-2", "ann-3", "ann-4"):
        take_in(store, [member("Ann Lee", "Acme", slug=slug)], file=slug)
    while found := store.find_people("ann"):
        forgetting.forget(store, found[0].id)
    assert forgetting.let_back(store, "Ann Lee, Acme") == 4
    assert store.suppressed() == frozenset()


def test_the_lists_that_they_gave_leave_with_them(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [ANN])
    take_in(store, [member("Raj Patel", "Globex")], owner="Ann Lemoine")
    ann = person(store, "lemoine")
    assert [run.owner_name for run in forgetting.preview(store, ann.id).lists] == ["Ann Lemoine"]
    forgetting.forget(store, ann.id)
    assert store.find_people("") == ()
    assert len(store.runs()) == 1
    assert traces(tmp_path) == []
    with pytest.raises(UserError, match="asked to forget"):
        take_in(store, [member("Raj Patel", "Globex")], owner="Ann Lemoine", file="again")


def test_a_preview_changes_nothing(store: GraphStore) -> None:
    take_in(store, everything_about_ann())
    before = store.digest(), store.revision()
    left = forgetting.preview(store, person(store, "lemoine").id)
    assert (left.records >= 3, left.ties >= 2) == (True, True)
    assert (store.digest(), store.revision()) == before


def test_you_cannot_be_forgotten(store: GraphStore) -> None:
    curate.set_ego(store, "Dana Reyes")
    with pytest.raises(UserError, match="yourself"):
        forgetting.forget(store, EGO)


def test_backups_from_before_a_migration_go_too(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [ANN])
    store.back_up(tmp_path / "network.db.before-version-5")
    assert traces(tmp_path, ("network.db.before-version-5", "lemoine"))
    forgetting.forget(store, person(store, "lemoine").id)
    assert traces(tmp_path) == []
    assert not (tmp_path / "network.db.before-version-5").exists()


def test_while_somebody_reads_it_says_that_traces_are_left(
    store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.sqlite.store.BUSY_SECONDS", 0.1)
    take_in(store, [ANN])
    reader = open_store(str(tmp_path / "network.db"))
    writer = open_store(str(tmp_path / "network.db"))
    with reader.snapshot(), pytest.raises(UserError, match="traces stay"):
        forgetting.forget(writer, person(store, "lemoine").id)
    assert writer.compact()
    assert traces(tmp_path) == []
    reader.close()
    writer.close()


@pytest.mark.parametrize("comes_next", ["command", "app"])
def test_where_it_was_interrupted_it_goes_on_with_the_next_opening(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comes_next: str
) -> None:
    store = open_store(str(tmp_path / "data" / "intrograph.db"))
    take_in(store, [ANN])
    with monkeypatch.context() as killed:
        killed.setattr("graph.erasing.finish", lambda store: True)
        forgetting.forget(store, person(store, "lemoine").id)
    assert traces(tmp_path / "data")
    if comes_next == "command":
        assert network("status")[0] == 0
    else:
        st.cache_resource.clear()
        assert state.store().find_people("lemoine") == ()
    assert traces(tmp_path / "data") == []
    assert store.notes("erasing") == ()
    store.close()


@pytest.mark.parametrize("seed", range(8))
def test_whoever_is_forgotten_in_a_large_network_leaves_no_byte(seed: int, demo_file: Path, tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_bytes(demo_file.read_bytes())
    store, rng = open_store(str(tmp_path / "demo.db")), Random(seed)
    everybody = store.find_people("", limit=10_000)
    often = {text: sum(text in (one.profile or "", *one.emails) for one in everybody) for one in everybody
             for text in (one.profile or "", *one.emails)}  # fmt: skip
    told = [one for one in everybody if one.profile or one.emails]
    one = rng.choice(told)
    held = tuple(text for text in (one.profile or "", *one.emails) if text and often[text] == 1)
    others = [other for other in everybody if other.id != one.id]
    assert traces(tmp_path, held)
    left = forgetting.forget(store, one.id)
    assert traces(tmp_path, held) == []
    if not left.lists:
        assert {other.id for other in store.find_people("", limit=10_000)} == {other.id for other in others}
    store.close()
