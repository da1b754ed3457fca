"""Killed in the middle of what it writes, the store is as before or as after (`benchmarks.kills` does it 200 times),
and a full or read-only disk is told in one sentence."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import kills
from graph import safekeeping
from graph.errors import UserError
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.sqlite.schema import MIGRATIONS
from tests.command import Run
from tests.samples import NOW, member, take_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither kill -9 nor limits of this kind")


@pytest.mark.parametrize("step", kills.STEPS, ids=lambda step: step.name)
def test_a_killed_process_leaves_the_state_before_or_after(step: kills.Step, tmp_path: Path) -> None:
    outcome = kills.trials(step, 12, 7, tmp_path)
    assert set(outcome.ends) <= {"before", "after"}
    assert outcome.survived == 12


def test_a_store_of_the_version_before_is_backed_up_and_brought_up_to_this_one(tmp_path: Path) -> None:
    path = tmp_path / "network.db"
    with closing(sqlite3.connect(path)) as connection:
        for statements in MIGRATIONS[:4]:
            connection.executescript(statements)
        connection.execute("pragma user_version = 4")
        connection.execute("insert into organization values ('o1', 'Acme', 'acme')")
        connection.execute("insert into target values ('o1', 'Acme', 'Lead', 3, '2026-11-23T09:00:00+00:00')")
        connection.commit()
    before = path.read_bytes()
    with closing(open_store(str(path))) as store:
        (target,) = store.targets()
        assert (target.name, target.role, target.priority, target.posting) == ("Acme", "Lead", 3, 0)
        take_in(store, [member("Ann Lee", "Acme")])
    backup = tmp_path / f"network.db.before-version-{len(MIGRATIONS)}"
    assert backup.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (4,)
        assert connection.execute("select name from target").fetchall() == [("Acme",)]
    path.write_bytes(before)
    with closing(open_store(str(path))) as store:
        assert len(store.targets()) == 1


FILL = """
import resource, sys
from graph.store import open_store
from tests.samples import member, take_in
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from graph.errors import UserError
try:
    take_in(store, [member(f"Person {number}", f"Company {number}") for number in range(3000)])
except UserError as error:
    print(error)
"""
"""A limit on the size of files stops a write like a full disk does."""


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "network.db"
    with closing(open_store(str(path))) as store:
        take_in(store, [member("Ann Lee", "Acme")])
        digest = store.digest()
    limit = str(path.stat().st_size + 200_000)
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path), limit], capture_output=True, text=True, cwd=kills_folder(), check=False
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert "disk" in done.stdout
    with closing(open_store(str(path))) as store:
        assert store.digest() == digest
        take_in(store, [member("Bo Chen", "Acme")])


def kills_folder() -> Path:
    return Path(kills.__file__).parent.parent


def test_a_full_disk_leaves_no_half_backup_and_the_one_before_it(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "network.db"))) as store:
        take_in(store, [member(f"Person {number}", f"Company {number}") for number in range(300)])
        file = tmp_path / "out" / "backup.db"
        safekeeping.back_up(store, file)
        before = file.read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
        try:
            for name, write in (("backup.db", safekeeping.back_up), ("all.zip", export)):
                with pytest.raises(UserError):
                    write(store, tmp_path / "out" / name, replacing=True)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert [each.name for each in (tmp_path / "out").iterdir()] == ["backup.db"]
        assert file.read_bytes() == before


def export(store: GraphStore, file: Path, *, replacing: bool) -> None:
    safekeeping.export(store, file, NOW, replacing=replacing)


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write anywhere")
def test_a_read_only_folder_is_one_sentence_and_keeps_the_data(network: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    held = sorted(each.name for each in folder.iterdir())
    folder.chmod(0o500)
    for file in folder.iterdir():
        file.chmod(0o400)
    arguments = ["--store", str(folder / "intrograph.db"), "target", "add", "Acme"]
    as_others = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_others, sys.executable, "cli.py", *arguments],
        capture_output=True,
        text=True,
        cwd=kills_folder(),
        check=False,
    )
    folder.chmod(0o700)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(each.name for each in folder.iterdir()) == held
