"""The command refuses in one line what cannot be done, and nothing that it is given harms the terminal or itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from tests.command import HEADER, Run, answer

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "missing.csv"],
        ["import", "text.txt"],
        ["import", "empty.csv"],
        ["preview", "cut.zip"],
        ["preview", "folder"],
        ["undo", "r0"],
        ["person", "nobody"],
        ["paths", ""],
        ["paths", "Acme", "--hops", "0"],
        ["paths", "Acme", "-k", "0"],
        ["paths", "Acme", "--without", "nobody"],
        ["target", "remove", "Acme"],
        ["target", "add", "..."],
        ["status", "--store", "nowhere://x"],
        ["status", "--store", "text.txt"],
        ["me", "Ann Lee", "--email", "none"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_in_one_line_with_exit_status_1(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "text.txt").write_text("just text\n", "utf-8")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "folder").mkdir()
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert len(err.rstrip(".\n").split(". ")) >= 2 or ": " in err


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["import"], ["paths"], ["target"], ["target", "add", "Acme", "--priority", "4"], ["app", "--port", "0"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_exit_status_2(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2


def test_a_contacts_name_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    row = "\x1b[2JAnn\u202e,Lee\x07,https://www.linkedin.com/in/ann,,\x1b]0;Acme\x07,\x9b31mCTO,1 Mar 2019\n"
    (tmp_path / "Connections.csv").write_text(HEADER + row, "utf-8")
    for command in (["preview", "Connections.csv"], ["import", "Connections.csv"], ["people"], ["ties"], ["runs"]):
        status, out, err = run(*command)
        assert status == 0
        assert all(sign.isprintable() or sign == "\n" for sign in out + err)
    status, _, err = run("paths", "\x1b[31m", "--without", "\x1b[2J\n")
    assert "\x1b" not in err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_files_name_cannot_steer_the_terminal_either(run: Run, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTEL:1\nEND:VCARD\nBEGIN:VCARD\n", "utf-8"
    )
    for command in (["preview", "."], ["import", "."], ["person", "Ann Lee"], ["runs"]):
        status, out, err = run(*command)
        assert status == 0
        assert "[31m.vcf" in out
        assert "\x1b" not in out + err
    status, _, err = run("preview", "\x1b[31m.csv")
    assert (status, "\x1b" in err) == (1, False)


def test_an_empty_file_name_is_wrong_use_and_imports_nothing(network: Run) -> None:
    before = answer(network, "status")
    with pytest.raises(SystemExit) as stopped:
        network("import", "")
    assert stopped.value.code == 2
    assert answer(network, "status") == before


def test_halves_of_characters_in_what_was_typed_are_no_crash(network: Run) -> None:
    assert network("me", "D\udcff")[0] == 0
    assert network("target", "add", "Ac\udcff")[0] == 0
    assert network("person", "Ac\udcff")[0] == 1
    assert network("import", "mine", "--owner", "Ac\udcff")[0] == 0


def test_reading_while_another_process_writes_never_fails(network: Run, tmp_path: Path) -> None:
    rows = "".join(f"A{n},B{n},https://www.linkedin.com/in/ab{n},,Acme,CTO,12 Mar 2019\n" for n in range(300))
    (tmp_path / "many").mkdir()
    (tmp_path / "many" / "Connections.csv").write_text(HEADER + rows, "utf-8")
    script = (
        "import cli, os\n"
        "from graph import curate\n"
        "from graph.settings import Settings\n"
        "from graph.store import open_store\n"
        "store = open_store(Settings.from_environment(os.environ).store_url)\n"
        "for turn in range(6):\n"
        "    assert cli.main(['import', 'many']) == 0\n"
        "    curate.undo(store, store.runs()[-1].id)\n"
        "store.close()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent)},
        stdout=subprocess.DEVNULL,
    )
    turns = 0
    while writer.poll() is None or turns < 3:
        for command in (("ties",), ("paths", "Acme"), ("people",), ("runs",)):
            status, _, errors = network(*command, "--json")
            assert (status, errors) == (0, "")
        turns += 1
    assert writer.returncode == 0
