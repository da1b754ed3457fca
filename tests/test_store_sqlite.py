"""The SQLite store: the contract, in a file and in memory, and what only a file can do wrong."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph import curate
from graph.errors import UserError
from graph.store import open_store
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import Note
from graph.store.sqlite import words
from graph.store.sqlite.schema import MIGRATIONS
from graph.store.sqlite.store import READING_KIB, WRITING_KIB, SqliteStore
from graph.store.sqlite.writes import SqliteTransaction
from tests.samples import card, member, take_in
from tests.store_contract import StoreContract

ROOT = Path(__file__).resolve().parent.parent


class TestSqliteFile(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[GraphStore]:
        opened = open_store(str(tmp_path / "network.db"))
        yield opened
        opened.close()


class TestSqliteInMemory(StoreContract):
    writes_beside_readers = False

    @pytest.fixture
    def store(self) -> Iterator[GraphStore]:
        opened = open_store(":memory:")
        yield opened
        opened.close()


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    first = open_store(str(tmp_path / "a.db"))
    take_in(first, [member("Ann Lee", "Acme")])
    digest = first.digest()
    first.close()
    again = open_store(f"sqlite:///{tmp_path}/a.db")
    assert again.digest() == digest
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access lists instead of modes")
def test_nobody_else_may_read_the_store(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "folder" / "a.db"))
    take_in(store, [member("Ann Lee", "Acme")])
    files = list((tmp_path / "folder").iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
    store.close()


WRONG_URLS = ["postgres://localhost", "http://127.0.0.1/x", "postgresql://x/y", "", "   ", "sqlite://"]


@pytest.mark.parametrize("url", [*WRONG_URLS, "~nobody-has-this-name/x.db"])
def test_a_wrong_url_is_one_sentence_and_a_next_step(url: str) -> None:
    with pytest.raises(UserError) as caught:
        open_store(url)
    assert caught.value.what.endswith(".")
    assert "store" in caught.value.next_step


def test_a_file_that_is_no_store_is_refused_and_kept(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("these are my notes, not a database; " * 50)
    before = text.read_bytes()
    with pytest.raises(UserError, match="no Intrograph store"):
        open_store(str(text))
    assert text.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_kept(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("create table mine (x)")
    other.execute("pragma user_version = 1")
    other.close()
    before = (tmp_path / "other.db").read_bytes()
    with pytest.raises(UserError, match="another program"):
        open_store(str(tmp_path / "other.db"))
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file that could hold a store"):
        open_store(str(tmp_path))


def test_much_memory_is_lent_for_writing_only(tmp_path: Path) -> None:
    def room(connection: sqlite3.Connection) -> int:
        return int(connection.execute("pragma cache_size").fetchone()[0])

    def work(tx: StoreTransaction) -> int:
        assert isinstance(tx, SqliteTransaction)
        return room(tx._connection)

    with closing(SqliteStore(tmp_path / "a.db")) as store:
        assert store.write(work) == -WRITING_KIB
        with pytest.raises(ZeroDivisionError):
            store.write(lambda tx: 1 // 0)
        with store.reading() as connection:
            assert room(connection) == -READING_KIB


def test_a_write_of_an_older_version_that_still_runs_moves_the_network_stamp_too(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_store(str(path))) as store, closing(sqlite3.connect(path)) as older:
        take_in(store, [member("Maya Ruiz")])
        before = store.network_stamp()
        older.execute("update meta set value = 'of the older version' where name = 'stamp'")
        older.commit()
        since = store.network_stamp()
        assert since not in (before, "")
        store.write(lambda tx: tx.put_note(Note("kind", "id", "text")))
        assert store.network_stamp() == since == store.evidence_columns().stamp


def test_a_store_of_a_newer_version_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    open_store(str(path)).close()
    newer = sqlite3.connect(path)
    newer.execute(f"pragma user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    with pytest.raises(UserError, match="newer version"):
        open_store(str(path))


def test_two_processes_write_and_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    mine = open_store(str(path))
    script = (
        "import sys; from graph.store import open_store; from tests.samples import *; s = open_store(sys.argv[1]); "
        "[take_in(s, [member(f'Theirs {n}', 'Acme')]) for n in range(10)]; s.close()"
    )
    other = subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=ROOT)
    for number in range(10):
        take_in(mine, [member(f"Mine {number}", "Beta")])
        mine.find_people("theirs")
    assert other.wait(60) == 0
    assert mine.status().people == 20
    assert mine.revision() == 20
    mine.close()


def test_a_killed_import_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    store = open_store(str(path))
    take_in(store, [member("Ann Lee", "Acme")])
    base = store.digest()
    script = (
        "import sys; from graph.store import open_store; from tests.samples import *; s = open_store(sys.argv[1]); "
        "rows = [member(f'P{n} Q{n}', f'Company {n % 99}', line=n) for n in range(4000)]; "
        "print('started', flush=True); take_in(s, rows); print('done', flush=True)"
    )
    outcomes = set()
    for delay in (0.0, 0.05, 0.2, 0.4, 0.7):
        child = subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        child.wait()
        finished = b"done" in child.stdout.read()
        child.stdout.close()
        people = store.status().people
        assert people in (1, 4001)
        assert people == 4001 if finished else True
        if people == 1:
            assert store.digest() == base
        outcomes.add(people)
        check = sqlite3.connect(path)
        assert check.execute("pragma integrity_check").fetchone() == ("ok",)
        assert check.execute("pragma foreign_key_check").fetchall() == []
        check.close()
        if people == 4001:
            break
    assert 1 in outcomes
    store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a folder that nobody can write to")
def test_a_place_that_cannot_be_written_is_one_sentence() -> None:
    with pytest.raises(UserError, match="cannot be opened at"):
        open_store("/proc/intrograph/network.db")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write to everything")
def test_a_read_only_store_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(str(path)).close()
    path.chmod(0o400)
    with pytest.raises(UserError, match="cannot be"):
        open_store(str(path))


def test_no_word_of_an_import_stays_in_the_file_when_it_is_taken_back(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "x.db"))
    take_in(store, [member(f"Ann{number} Lee{number}") for number in range(300)])
    gone = take_in(store, [replace(card("Zebedee Quux", email="zeb@quuxcorp.example"), organization="Quuxcorp")])
    curate.undo(store, gone.run)
    store.close()
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir()).lower()
    assert b"lee7" in data
    assert b"zebedee" not in data
    assert b"quux" not in data


def test_thousands_of_undos_do_not_wear_out_the_index_of_words(tmp_path: Path) -> None:
    """SQLite 3.40 cannot read an index of more than 2,000 levels, and each erasing adds two."""
    store = open_store(str(tmp_path / "a.db"))
    take_in(store, [member("Ann Lee", "Beta"), *(member(f"Bo Chen{number}", "Acme") for number in range(500))])
    people = store.entries("p", 20)

    def wear(tx: StoreTransaction) -> None:
        for _ in range(300):
            tx.put_people(people)
            tx.erase_traces()

    store.write(wear)
    store.close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert 2 < words.levels(connection) < 502
    store = open_store(str(tmp_path / "a.db"))
    assert [one.name for one in store.find_people("lee beta")] == ["Ann Lee"]
    store.close()
