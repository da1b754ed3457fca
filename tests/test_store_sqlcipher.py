"""The encrypted store: the contract, what lies on the disk, wrong passphrases, and the change from plain and back."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st

pytest.importorskip("sqlcipher3", reason="the extra is not installed: pip install '.[encrypted]'")
pytest.importorskip("pyrage", reason="the extra is not installed: pip install '.[encrypted]'")

from graph.errors import LockedError, UserError
from graph.passing import PREFIX
from graph.search import region
from graph.search.projection import CACHE_ENDING, project
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.sealing import seal, unseal
from graph.store.sqlite.locked import connect
from graph.store.sqlite.locking import lock, unlock
from tests.command import Run, answer, answers
from tests.conftest import OpenPage
from tests.samples import NOW, member, take_in
from tests.store_contract import StoreContract

ROOT = Path(__file__).resolve().parent.parent
SECRET = "correct horse 'battery' staple"
SEEN = (b"Ann Lee", b"ann-lee", b"Acme", b"SQLite format 3")


class TestEncryptedFile(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[GraphStore]:
        opened = open_store(str(tmp_path / "network.db"), passphrase=SECRET)
        yield opened
        opened.close()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    store = open_store(str(tmp_path / "a.db"))
    take_in(store, [member("Ann Lee", "Acme"), member("Bo Ek", "Globex")])
    project(store, date(2026, 11, 29))
    store.close()
    return tmp_path / "a.db"


def digest(path: Path, passphrase: str | None = None) -> str:
    store = open_store(str(path), passphrase=passphrase)
    found = store.digest()
    store.close()
    return found


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_can_be_read_from_an_encrypted_store_or_beside_it(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"), passphrase=SECRET)
    take_in(store, [member("Ann Lee", "Acme")])
    network = project(store, NOW.date())
    assert len(network.people) == 2
    assert region.fits(store)
    assert store.beside() is None
    assert not [word for word in (*SEEN, SECRET.encode()) if word in on_disk(tmp_path)]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    store.close()
    assert not [path for path in tmp_path.iterdir() if CACHE_ENDING in path.name]


def test_a_large_encrypted_store_is_searched_as_a_whole_without_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(region, "FITS", 0)
    store = open_store(str(tmp_path / "a.db"), passphrase=SECRET)
    take_in(store, [member("Ann Lee", "Acme")])
    with store.snapshot() as view:
        assert region.fits(store)
        assert region.fits(view)
        assert view.beside() is None
    store.close()


def test_a_wrong_passphrase_and_none_are_one_clear_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.db"
    open_store(str(path), passphrase=SECRET).close()
    with pytest.raises(UserError, match="not the passphrase of the store"):
        open_store(str(path), passphrase="another")
    with pytest.raises(LockedError, match="locked with a passphrase"):
        open_store(str(path))
    open_store(str(path), passphrase=SECRET).close()
    assert capfd.readouterr() == ("", "")


def test_a_plain_store_becomes_an_encrypted_one_and_a_plain_one_again(plain: Path) -> None:
    before = digest(plain)
    assert plain.with_name("a.db-network").exists()
    lock(plain, SECRET)
    assert not [word for word in SEEN if word in on_disk(plain.parent)]
    assert digest(plain, SECRET) == before
    with pytest.raises(UserError, match="encrypted already"):
        lock(plain, SECRET)
    with pytest.raises(UserError, match=r"not the passphrase"):
        unlock(plain, "another")
    unlock(plain, SECRET)
    assert plain.read_bytes().startswith(b"SQLite format 3")
    assert digest(plain) == before
    with pytest.raises(UserError, match="not encrypted"):
        unlock(plain, SECRET)
    assert [path.name for path in plain.parent.iterdir() if "being" in path.name] == []


def test_a_store_that_somebody_has_open_is_left_alone(plain: Path) -> None:
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select * from run').fetchone(); "
    code += "print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(plain)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(UserError, match="has the store open"):
            lock(plain, SECRET)
        other.communicate()
    digest(plain)
    lock(plain, SECRET)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_change_that_is_killed_leaves_the_old_store_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = open_store(str(path))
    take_in(store, [member(f"Person {number}", "Acme") for number in range(300)])
    before = store.digest()
    store.close()
    code = "import sys; from pathlib import Path; from graph.store.sqlite import locking; print('go', flush=True); "
    code += "getattr(locking, sys.argv[3])(Path(sys.argv[1]), sys.argv[2])"
    is_locked = False
    for number in range(12):
        todo = "unlock" if is_locked else "lock"
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path), SECRET, todo], stdout=subprocess.PIPE, cwd=ROOT
        ) as other:
            assert other.stdout
            assert other.stdout.readline() == b"go\n"
            time.sleep(0.03 * number)
            other.send_signal(signal.SIGKILL)
        is_locked = not path.read_bytes().startswith(b"SQLite format 3")
    looked_at = tmp_path / "copy.db"  # a file of its own: this process has seen the first one in another state
    looked_at.write_bytes(path.read_bytes())
    assert digest(looked_at, SECRET if is_locked else None) == before


def test_the_command_takes_the_passphrase_from_the_environment_alone(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, _, error = network("encrypt")
    assert (status, "no passphrase" in error) == (1, True)
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", SECRET)
    status, out, _ = network("encrypt")
    assert (status, "is encrypted" in out) == (0, True)
    assert network("paths", "Globex")[0] == 0
    monkeypatch.delenv("INTROGRAPH_PASSPHRASE")
    status, out, error = network("people")
    assert (status, out, "locked with a passphrase" in error) == (1, "", True)
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", "another")
    assert "not the passphrase" in network("people")[2]
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", SECRET)
    assert network("decrypt")[0] == 0
    assert network("people")[1].count("\n") > 2


def test_the_app_asks_for_the_passphrase_and_keeps_it_to_itself(
    empty_data: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(empty_data / "intrograph.db"), passphrase=SECRET)
    take_in(store, [member("Ann Lee", "Acme")])
    store.close()
    page = open_page("start")
    assert [each.value for each in page.title] == ["Your store is locked"]
    page.text_input(key="passphrase").set_value("another")
    page.button(key="unlock_button").click().run()
    assert "not the passphrase" in page.error[0].value
    page.text_input(key="passphrase").set_value(SECRET)
    page.button(key="unlock_button").click().run()
    assert not page.error
    assert "Your store is locked" not in [each.value for each in page.title]
    st.cache_resource.clear()


def test_an_older_encrypted_store_is_backed_up_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(str(path), passphrase=SECRET).close()
    connection = connect(path, SECRET, 5.0)
    connection.execute("drop table note")
    connection.execute("drop table suppressed")
    for column in ("posting", "stage"):
        connection.execute(f"alter table target drop column {column}")
    for column in ("shows", "expires", "made"):
        connection.execute(f"alter table run drop column {column}")
    connection.execute("delete from meta where name in ('network', 'seen')")
    connection.execute("pragma user_version = 4")
    connection.close()
    open_store(str(path), passphrase=SECRET).close()
    (backup,) = tmp_path.glob("a.db.before-version-*")
    assert not backup.read_bytes().startswith(b"SQLite format 3")
    assert backup.stat().st_mode & 0o777 == 0o600


def test_what_is_sealed_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_bytes(b"Ann Lee" * 1000)
    seal(file, tmp_path / "backup.db.age", SECRET)
    sealed = (tmp_path / "backup.db.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n")
    assert b"Ann Lee" not in sealed
    assert (tmp_path / "backup.db.age").stat().st_mode & 0o777 == 0o600
    unseal(tmp_path / "backup.db.age", tmp_path / "again.db", SECRET)
    assert (tmp_path / "again.db").read_bytes() == file.read_bytes()
    (tmp_path / "cut.age").write_bytes(sealed[:-20])
    for name, given in (("backup.db.age", "another"), ("cut.age", SECRET)):
        with pytest.raises(UserError, match="does not open"):
            unseal(tmp_path / name, tmp_path / "x", given)
    assert not (tmp_path / "x").exists()


def test_other_files_are_no_locked_stores(tmp_path: Path) -> None:
    for name, data in (("a.txt", b"x" * 8192), ("b.bin", bytes(range(256)) * 3)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UserError, match="no Intrograph store"):
            open_store(str(tmp_path / name))
    with sqlite3.connect(tmp_path / "c.db") as other:
        other.execute("create table t (x)")
    other.close()
    with pytest.raises(UserError, match="another program"):
        open_store(str(tmp_path / "c.db"))


def test_the_files_of_an_encrypted_store_are_told_and_cleaned_as_of_a_plain_one(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", SECRET)
    store, old = tmp_path / "far" / "work.db", tmp_path / "far" / "work.db.before-version-4-1"
    store.parent.mkdir()
    assert network("--store", str(store), "import", "mine")[0] == 0
    assert not store.read_bytes().startswith(b"SQLite format 3")
    old.write_bytes(b"an older one")
    told = {Path(each["path"]): each["holds"] for each in answer(network, "--store", str(store), "status")["files"]}
    assert told[store] == "your network"
    assert old in told
    assert network("--store", str(store), "backup")[0] == 0
    (backup,) = (tmp_path / "data" / "backups").iterdir()
    assert backup.name.startswith("work-")
    assert not backup.read_bytes().startswith(b"SQLite format 3")
    assert network("--store", str(store), "share", "--to", "x.bundle", "--show", "names", "--as", "Dana")[0] == 0
    status, out, _ = network("--store", str(store), "forget", "Ann Lee")
    assert (status, backup.name in out, "x.bundle" in out) == (0, True, True)
    assert not old.exists()
    assert network("--store", str(store), "forget", "Maya Ruiz", "--with-copies")[0] == 0
    assert not backup.exists()
    assert not (tmp_path / "x.bundle").exists()


def test_a_sealed_backup_comes_back_with_its_passphrase_alone_and_no_plain_copy_stays(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers(network, "people")
    status, _, error = network("backup", "out/mine.AGE")
    assert (status, "no passphrase" in error) == (1, True)
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", SECRET)
    assert network("backup", "out/mine.AGE")[0] == 0
    (sealed,) = (tmp_path / "out").iterdir()
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    status, out, error = network("backup", "out/mine.AGE")
    assert (status, out, "already" in error) == (1, "", True)
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", "another")
    status, out, error = network("--store", "new.db", "restore", "out/mine.AGE")
    assert (status, out, error.count("\n"), "does not open" in error) == (1, "", 1, True)
    assert network("--store", "new.db", "people")[1] == "Nobody was found.\n"
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", SECRET)
    assert network("--store", "newer.db", "restore", "out/mine.AGE")[0] == 0
    assert answers(network, "--store", "newer.db", "people") == before
    assert [sealed] == list((tmp_path / "out").iterdir())
    assert not list((tmp_path / "data").glob(f"{PREFIX}*"))


@pytest.mark.parametrize("ending", ["db", "db.age"])
def test_a_backup_of_an_encrypted_store_comes_back_with_its_passphrase(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    before = answers(network, "people")
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", SECRET)
    assert network("encrypt")[0] == 0
    assert network("backup", f"mine.{ending}")[0] == 0
    monkeypatch.delenv("INTROGRAPH_PASSPHRASE")
    status, out, error = network("--store", "plain.db", "restore", f"mine.{ending}")
    assert (status, out, error.count("\n"), "passphrase" in error) == (1, "", 1, True)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("views.shell.getpass", lambda _: "another")
    status, out, error = network("--store", "plain.db", "restore", f"mine.{ending}")
    assert (status, out, error.count("\n"), "passphrase" in error) == (1, "", 1, True)
    monkeypatch.setattr("views.shell.getpass", lambda _: SECRET)
    assert network("--store", "plain.db", "restore", f"mine.{ending}")[0] == 0
    assert answers(network, "--store", "plain.db", "people") == before
    assert not list((tmp_path / "data").glob(f"{PREFIX}*"))


def test_a_new_passphrase_is_typed_twice_and_a_backup_that_fails_leaves_nothing(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["one", "other", SECRET, SECRET, "", ""])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("views.shell.getpass", lambda _: next(typed))
    status, _, error = network("backup", "out/a.age")
    assert (status, "not the same" in error) == (1, True)
    assert network("backup", "out/b.age")[0] == 0
    status, _, error = network("backup", "out/c.age")
    assert (status, "passphrase is empty" in error) == (1, True)
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["b.age"]
    unseal(tmp_path / "out" / "b.age", tmp_path / "b.db", SECRET)
    assert len(answers(network, "--store", "b.db", "people")) > 2
