"""Backups and exports hold everything, and put back they are the same network."""

import json
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import vobject

from graph import curate, forgetting, safekeeping
from graph.errors import UserError
from graph.model import EGO
from graph.records import ContactRecord
from graph.search import introductions
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from importers.base import SourceFile
from importers.vcard import VCARD
from tests.networks import TODAY
from tests.samples import NOW, card, member, take_in
from tests.test_store_same_answers import step
from tests.test_ties_backtest import mails

HOSTILE = 'Zoë; "Lee", =cmd|x!A1 \\n <b>\u202e\x07 李'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_store(str(tmp_path / "network.db"))
    yield opened
    opened.close()


@pytest.fixture
def empty() -> Iterator[GraphStore]:
    opened = open_store(":memory:", filling=True)
    yield opened
    opened.close()


def saved(store: GraphStore, folder: Path, kind: str, *, replacing: bool = False) -> Path:
    file = folder / f"saved.{kind}"
    if kind == "db":
        safekeeping.back_up(store, file, replacing=replacing)
    else:
        safekeeping.export(store, file, NOW, replacing=replacing)
    return file


def is_same(one: GraphStore, other: GraphStore) -> bool:
    held = [
        (each.digest(), each.runs(), list(each.ties()), each.targets(), each.decisions(), each.notes(),
         each.suppressed(), each.shifts(), each.person(EGO), [each.records_of_run(run.id) for run in each.runs()])
        for each in (one, other)
    ]  # fmt: skip
    return held[0] == held[1]


@pytest.mark.parametrize("kind", ["db", "zip"])
@pytest.mark.parametrize("seed", range(10))
def test_whatever_was_done_it_comes_back_the_same(
    seed: int, kind: str, store: GraphStore, empty: GraphStore, tmp_path: Path
) -> None:
    rng = Random(seed)
    for _ in range(10):
        step(rng)(store)
    safekeeping.restore(saved(store, tmp_path, kind), empty, tmp_path)
    assert is_same(store, empty)
    assert empty.unfinished() == ""


@pytest.mark.parametrize("kind", ["db", "zip"])
def test_everything_that_is_kept_comes_back(kind: str, store: GraphStore, empty: GraphStore, tmp_path: Path) -> None:
    curate.set_ego(store, "Dana Reyes", ["dana@example.com"])
    take_in(store, mails(60, (400, 200, 60, 10)), file="mail")
    take_in(store, [member(HOSTILE, "Acme"), member("Bo Chen", "Acme"), card("Ann Lee", phone="+14185550123")])
    take_in(store, [member("Raj Patel", "Globex")], owner="Bo Chen")
    curate.add_target(store, "Globex", role="Lead", posting=3, at=NOW)
    store.write(lambda tx: tx.put_note(Note("ask", "1", '{"text": "Hello\\n李"}', (EGO,))))
    (ann,) = store.find_people("ann lee")
    forgetting.forget(store, ann.id)
    safekeeping.restore(saved(store, tmp_path, kind), empty, tmp_path)
    assert any(store.shifts().values())
    assert store.suppressed()
    assert is_same(store, empty)
    take_in(empty, [card("Ann Lee", phone="+14185550123")], file="again")
    assert empty.find_people("ann lee") == ()


def test_the_answers_are_the_same(demo_file: Path, empty: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_bytes(demo_file.read_bytes())
    store = open_store(str(tmp_path / "demo.db"))
    safekeeping.restore(saved(store, tmp_path, "zip"), empty, tmp_path)
    assert store.targets()
    for target in store.targets():
        answers = [
            introductions.find(each, project(each, TODAY), organization_called(each, target.name), QUESTION)
            for each in (store, empty)
        ]
        assert answers[0] == answers[1]
    store.close()


QUESTION = introductions.Question(limit=10)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access lists instead of modes")
@pytest.mark.parametrize("kind", ["db", "zip", "csv", "vcf", "graphml"])
def test_nobody_else_may_read_what_was_saved_and_nothing_half_is_left(
    kind: str, store: GraphStore, tmp_path: Path
) -> None:
    take_in(store, [member("Ann Lee", "Acme")])
    (tmp_path / "out").mkdir()
    before = os.umask(0o000)
    try:
        file = saved(store, tmp_path / "out", kind)
    finally:
        os.umask(before)
    assert [each.name for each in (tmp_path / "out").iterdir()] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["db", "zip", "csv"])
def test_a_file_that_is_there_is_only_replaced_when_asked_for(kind: str, store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [member("Ann Lee", "Acme")])
    (tmp_path / f"saved.{kind}").write_text("mine")
    with pytest.raises(UserError, match="already"):
        saved(store, tmp_path, kind)
    assert (tmp_path / f"saved.{kind}").read_text() == "mine"
    saved(store, tmp_path, kind, replacing=True)
    assert (tmp_path / f"saved.{kind}").read_bytes() != b"mine"


def test_a_store_that_holds_something_is_not_restored_over(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [member("Ann Lee", "Acme")])
    file = saved(store, tmp_path, "zip")
    take_in(store, [member("Bo Chen", "Acme")])
    before = store.digest()
    with pytest.raises(UserError, match="already holds"):
        safekeeping.restore(file, store, tmp_path)
    assert store.digest() == before


def damaged(file: Path, how: str) -> None:
    if how == "cut":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif how == "other":
        file.write_text("these are my notes")
    else:
        with zipfile.ZipFile(file) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        if how == "changed":
            held["people.jsonl"] = held["people.jsonl"].replace(b"Ann", b"Eve")
        elif how == "missing":
            del held["runs/1/records.jsonl"]
        elif how == "newer":
            held["manifest.json"] = json.dumps({**json.loads(held["manifest.json"]), "version": 99}).encode()
        elif how == "no zip of ours":
            held = {"Connections.csv": b"First Name,Last Name\n"}
        else:
            held["people.jsonl"] = b" " * (64 << 20)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in held.items():
                archive.writestr(name, content)


@pytest.mark.parametrize("how", ["cut", "other", "changed", "missing", "newer", "no zip of ours", "bomb"])
def test_a_file_that_is_not_what_it_should_be_is_refused(
    how: str, store: GraphStore, empty: GraphStore, tmp_path: Path
) -> None:
    take_in(store, [member("Ann Lee", "Acme")])
    file = saved(store, tmp_path, "zip")
    damaged(file, how)
    with pytest.raises(UserError) as caught:
        safekeeping.restore(file, empty, tmp_path)
    assert caught.value.what.endswith(".")
    assert empty.find_people("") == () or empty.unfinished()


def test_a_restore_that_stopped_goes_on(store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Ann Lee", "Bo Chen", "Cy Diaz"):
        take_in(store, [member(name, "Acme")])
    file = saved(store, tmp_path, "zip")
    target = open_store(str(tmp_path / "new.db"), filling=True)
    with monkeypatch.context() as patch:
        patch.setattr("graph.copying._finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            safekeeping.restore(file, target, tmp_path)
    with pytest.raises(UserError, match="not finished"):
        open_store(str(tmp_path / "new.db"))
    safekeeping.restore(file, target, tmp_path)
    assert is_same(store, target)
    target.close()


def test_no_restored_backup_is_left_behind_and_the_backup_is_not_touched(
    store: GraphStore, empty: GraphStore, tmp_path: Path
) -> None:
    take_in(store, [member("Ann Lee", "Acme")])
    file = saved(store, tmp_path, "db")
    before = file.read_bytes()
    safekeeping.restore(file, empty, tmp_path / "data")
    assert file.read_bytes() == before
    assert list((tmp_path / "data").iterdir()) == []


def test_cards_are_read_back_by_us_and_by_others(store: GraphStore, tmp_path: Path) -> None:
    take_in(
        store, [member(HOSTILE, "Lee, Ann; & Sons\\"), card("Bo Chen", email="bo@example.com", phone="+14185550123")]
    )
    file = saved(store, tmp_path, "vcf")
    people = store.find_people("")
    source = SourceFile(file.name, lambda: file.open("rb"))
    read = [each for each in VCARD.extract(source) if isinstance(each, ContactRecord)]
    other = list(vobject.readComponents(file.read_text("utf-8")))
    assert {one.name for one in people} <= {each.name.full for each in read}
    assert {one.name for one in people} <= {each.fn.value for each in other}
    assert {(one.emails, one.phones) for one in people} <= {(each.emails, each.phones) for each in read}
    assert {one.position.organization_name for one in people if one.position} <= {each.organization for each in read}
    assert max(len(line) for line in file.read_bytes().split(b"\r\n")) <= 75


def test_a_table_holds_no_formula(store: GraphStore, tmp_path: Path) -> None:
    take_in(store, [member("=1+1", "@Acme")])
    cells = saved(store, tmp_path, "csv").read_text("utf-8").replace("\r\n", ",").split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


def test_an_ending_that_nothing_is_written_for_is_refused(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.docx"):
        safekeeping.export(store, tmp_path / "a.docx", NOW)
