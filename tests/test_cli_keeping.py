"""The commands that keep data safe or let it go."""

import os
import stat
from pathlib import Path

import pytest

from graph.errors import UserError
from tests.command import Run, answer, answers


def test_everything_goes_out_and_comes_back(network: Run, tmp_path: Path) -> None:
    network("target", "add", "Globex")
    before = (
        answers(network, "people"),
        answers(network, "ties"),
        answers(network, "runs"),
        answer(network, "paths", "Globex"),
    )
    for name in ("all.zip", "backup.db"):
        command = "export" if name.endswith(".zip") else "backup"
        status, out, _ = network(command, name)
        assert (status, name in out) == (0, True)
        store = ("--store", f"{name}-restored.db")
        assert network(*store, "restore", name)[0] == 0
        after = (answers(network, *store, "people"), answers(network, *store, "ties"), answers(network, *store, "runs"),
                 answer(network, *store, "paths", "Globex"))  # fmt: skip
        assert after == before
        status, _, error = network(*store, "import", "mine")
        assert (status, error) == (0, "")


def test_a_backup_without_a_name_goes_to_the_data_folder(network: Run, tmp_path: Path) -> None:
    assert network("backup")[0] == 0
    (backup,) = (tmp_path / "data" / "backups").iterdir()
    assert backup.suffix == ".db"


@pytest.mark.parametrize("name", ["all.zip", "people.csv", "people.vcf", "network.graphml"])
def test_a_file_is_not_replaced_unless_told(network: Run, tmp_path: Path, name: str) -> None:
    assert network("export", name)[0] == 0
    status, out, error = network("export", name)
    assert (status, out) == (1, "")
    assert "already" in error
    assert network("export", name, "--force")[0] == 0


def test_a_restore_never_writes_over_people(network: Run) -> None:
    network("export", "all.zip")
    network("target", "add", "Globex")
    status, _, error = network("restore", "all.zip")
    assert (status, "already holds" in error) == (1, True)
    assert network("restore", "nothing.zip")[0] == 1
    assert network("restore", "mine/Connections.csv")[0] == 1


def test_forgetting_says_what_goes_and_does_it(network: Run, tmp_path: Path) -> None:
    network("export", "all.zip")
    status, out, _ = network("forget", "Raj Patel", "--dry-run")
    assert (status, "Nothing was changed" in out, "all.zip" in out) == (0, True, True)
    assert answers(network, "people", "raj")
    status, out, _ = network("forget", "Raj Patel", "--with-copies")
    assert (status, "Gone for good" in out) == (0, True)
    assert answers(network, "people", "raj") == []
    assert not (tmp_path / "all.zip").exists()
    kept = [held for held in (tmp_path / "data").rglob("*") if held.is_file()]
    assert not [held for held in kept if b"raj-patel" in held.read_bytes().lower()]
    with (tmp_path / "mayas" / "Connections.csv").open("a") as file:
        file.write("Eve,Oz,https://www.linkedin.com/in/eve-oz,,Acme,,1 Feb 2020\n")
    report = answer(network, "import", "mayas", "--owner", "Maya Ruiz")
    assert (report["added"], report["hidden"]) == (1, 1)
    assert answers(network, "people", "raj") == []


def test_who_was_forgotten_comes_back_only_for_who_types_their_name_and_company(network: Run) -> None:
    network("forget", "Raj Patel")
    assert network("import", "mayas", "--owner", "Maya Ruiz", "--json")[0] == 0
    status, out, error = network("forget", "--allow", "Raj Patel")
    assert (status, out, error.count("\n"), "Patel" in error) == (1, "", 1, False)
    with pytest.raises(SystemExit, match="2"):
        network("forget", "--allow", "--with-copies", "Raj Patel")
    status, out, _ = network("forget", "--allow", "raj patel, globex")
    assert (status, out) == (0, "Later imports may bring them again. What was erased stays so.\n")
    (run,) = [each["run"] for each in answers(network, "runs") if each["owner"] == "Maya Ruiz"]
    network("undo", run)
    network("import", "mayas", "--owner", "Maya Ruiz")
    assert [one["name"] for one in answers(network, "people", "raj")] == ["Raj Patel"]


def test_copies_stay_where_forgetting_fails(network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(store: object, person: object) -> None:
        raise UserError("The disk is full.", "Make room.")

    network("export", "all.zip")
    with monkeypatch.context() as patched:
        patched.setattr("graph.forgetting.forget", failing)
        assert network("forget", "Raj Patel", "--with-copies")[0] == 1
    assert (tmp_path / "all.zip").exists()
    assert network("forget", "Raj Patel", "--with-copies")[0] == 0
    assert not (tmp_path / "all.zip").exists()


def test_nobody_and_oneself_cannot_be_forgotten(network: Run) -> None:
    for who in ("Nobody Atall", "me"):
        status, out, error = network("forget", who)
        assert (status, out, error.count("\n")) == (1, "", 1)


def test_status_tells_every_file_with_its_size_and_mode(network: Run, tmp_path: Path) -> None:
    network("backup")
    files = {Path(each["path"]).name: each for each in answer(network, "status")["files"]}
    assert files["intrograph.db"]["holds"] == "your network"
    assert files["intrograph.db"]["size"] > 0
    told = {Path(each["path"]) for each in files.values()}
    there = {
        file for file in (tmp_path / "data").rglob("*") if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }
    assert there <= told
    if os.name != "nt":
        assert {each["mode"] for each in files.values()} == {"0600"}
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert "your network" in network("status")[1]


def test_compacting_says_how_much_it_gave_back(network: Run) -> None:
    status, out, _ = network("compact")
    assert (status, "before" in out, "now" in out) == (0, True, True)


def test_the_network_goes_out_as_a_page_that_draws_itself(network: Run, tmp_path: Path) -> None:
    assert network("export", "network.html")[0] == 0
    page = (tmp_path / "network.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    status, _, error = network("export", "network.html")
    assert (status, "--force" in error) == (1, True)
    status, _, error = network("export", "network.pdf")
    assert (status, ".html" in error) == (1, True)
