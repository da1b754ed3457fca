"""What lies on the disk in plain for a moment is gone, also when the process was killed meanwhile."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from graph import forgetting, passing, safekeeping
from graph.passing import PREFIX, passing_place, sweep
from graph.private import write_private
from graph.store import open_store
from tests.command import Run, answer
from tests.samples import member, take_in
from tests.test_forgetting import traces

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither kill -9 nor locks on folders")

ROOT = Path(__file__).resolve().parent.parent
SEAL = """
import sys, time
from pathlib import Path
from graph import safekeeping
from graph.store import open_store, sealing
def seal(*arguments):
    print("sealing", flush=True)
    time.sleep(99)
sealing.seal = seal
safekeeping.back_up(open_store(sys.argv[1]), Path(sys.argv[2]), lambda: "six rivers")
"""
"""A backup that hangs when its plain copy is there and is to be sealed."""


WRITE = """
import os, sys, time
import cli
real = os.replace
def replace(what, place):
    if str(place) == sys.argv[2]:
        print("written", flush=True)
        time.sleep(99)
    real(what, place)
os.replace = replace
os.environ |= {"INTROGRAPH_STORE": sys.argv[1], "INTROGRAPH_DATA": os.path.dirname(sys.argv[1])}
sys.exit(cli.main(["backup" if sys.argv[2].endswith(".db") else "export", sys.argv[2]]))
"""
"""A command that hangs when all is written and is to get its name."""


def begin(store: Path, file: Path, script: str = SEAL) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(store), str(file)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout
    assert child.stdout.readline() in ("sealing\n", "written\n")
    return child


def killed(child: "subprocess.Popen[str]") -> None:
    child.send_signal(signal.SIGKILL)
    child.communicate()


def left(folder: Path) -> list[Path]:
    return list(folder.rglob(f"{PREFIX}*"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "network.db"
    path.parent.mkdir()
    with closing(open_store(str(path))) as store:
        take_in(store, [member("Ann Lemoine", "Acme"), member("Bo Chen", "Acme")])
    return path


def seal_again(path: Path) -> None:
    pytest.importorskip("pyrage", reason="the extra is not installed: pip install '.[encrypted]'")
    with closing(open_store(str(path))) as store:
        safekeeping.back_up(store, path.with_name("other.db.age"), lambda: "six rivers")


def forget(path: Path) -> None:
    with closing(open_store(str(path))) as store:
        forgetting.forget(store, store.find_people("lemoine")[0].id)


@pytest.mark.parametrize("comes_next", [seal_again, forget])
def test_the_plain_copy_of_a_backup_that_was_killed_goes_with_what_comes_next(
    path: Path, tmp_path: Path, comes_next: Callable[[Path], None]
) -> None:
    backup = tmp_path / "stick" / "backup.db.age"
    killed(begin(path, backup))
    (copy,) = left(tmp_path)
    assert copy.parent == path.parent  # on the stick it would have been for others to find
    assert copy.stat().st_mode & 0o777 == 0o700
    assert traces(copy, ("lemoine",))
    comes_next(path)
    assert left(tmp_path) == []
    assert not backup.exists()
    if comes_next is forget:
        assert traces(tmp_path) == []


@pytest.mark.parametrize("name", ["backup.db", "all.zip", "people.csv"])
@pytest.mark.parametrize("comes_next", ["export", "forget"])
def test_what_a_killed_backup_or_export_wrote_goes_with_the_next_one_there_or_with_who_is_forgotten(
    network: Run, tmp_path: Path, name: str, comes_next: str
) -> None:
    path, file = tmp_path / "data" / "intrograph.db", tmp_path / "stick" / name
    killed(begin(path, file, WRITE))
    (rest,) = left(tmp_path)
    assert rest.parent == file.parent
    assert rest.stat().st_mode & 0o777 == 0o700
    assert any(rest.iterdir())
    if comes_next == "export":
        assert network("export", str(file.with_name("other.csv")))[0] == 0
    else:
        assert network("forget", "Raj Patel")[0] == 0
    assert left(tmp_path) == []
    assert not file.exists()


def test_what_a_killed_backup_left_in_the_data_folder_is_told(network: Run, tmp_path: Path) -> None:
    killed(begin(tmp_path / "data" / "intrograph.db", tmp_path / "data" / "backups" / "one.db", WRITE))
    told = {file["holds"] for file in answer(network, "status")["files"]}
    assert "a copy that is not whole; the next one clears it away" in told
    assert "not of Intrograph" not in told
    assert network("backup")[0] == 0
    assert left(tmp_path) == []


def test_a_copy_on_a_stick_is_remembered_while_that_is_away(network: Run, tmp_path: Path) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    assert network("export", str(stick / "people.csv"))[0] == 0
    stick.rename(away)
    assert network("backup", str(tmp_path / "other.db"))[0] == 0
    away.rename(stick)
    assert str(stick / "people.csv") in network("forget", "Raj Patel")[1]
    (stick / "people.csv").unlink()
    assert str(stick / "people.csv") not in network("forget", "Cy Diaz")[1]


def test_a_copy_that_was_not_made_is_not_listed(network: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("mine")
    assert network("export", str(mine))[0] == 1
    assert network("forget", "Raj Patel", "--with-copies")[0] == 0
    assert mine.read_text() == "mine"


def test_a_folder_that_a_stranger_holds_is_written_to_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(passing, "WAITED", 0.2)
    held = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        write_private(tmp_path / "a.txt", [b"text"])
    finally:
        os.close(held)
    assert (tmp_path / "a.txt").read_bytes() == b"text"


def test_where_the_disk_knows_no_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def none(*arguments: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    (tmp_path / f"{PREFIX}old").mkdir()
    write_private(tmp_path / "a.txt", [b"text"])
    assert (tmp_path / "a.txt").read_bytes() == b"text"
    assert left(tmp_path) == [tmp_path / f"{PREFIX}old"]


def test_the_next_command_clears_it_away_and_the_one_that_runs_yet_keeps_its_own(network: Run, tmp_path: Path) -> None:
    path = tmp_path / "data" / "intrograph.db"
    one, other = (begin(path, tmp_path / name) for name in ("a.db.age", "b.db.age"))
    killed(one)
    assert len(left(tmp_path)) == 2
    assert network("status")[0] == 0
    assert len(left(tmp_path)) == 2
    killed(other)
    assert network("status")[0] == 0
    assert left(tmp_path) == []


def test_only_such_folders_are_cleared_away(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mine.txt").write_text("mine")
    (tmp_path / f"{PREFIX}link").symlink_to(kept)
    (tmp_path / f"{PREFIX}file").write_text("mine")
    (tmp_path / f"{PREFIX}old").mkdir()
    with passing_place(tmp_path) as place:
        assert not (tmp_path / f"{PREFIX}old").exists()
        sweep(tmp_path)
        assert place.is_dir()
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"{PREFIX}file", f"{PREFIX}link", "kept"]
    assert (kept / "mine.txt").exists()
