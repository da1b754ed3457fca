"""Arguments made to harm: one sentence or a good answer, no traceback, no secret, nothing that steers a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Run

ROOT = Path(__file__).resolve().parent.parent
SECRET = "s3cr3t-pw"
"""What no error may repeat: somebody has put it in a wrong place."""

NO_STORES = (
    f"neo4j://neo4j:{SECRET}@127.0.0.1:7687", f"bolt+s://neo4j:{SECRET}@example.org/x", f"neo4j://{SECRET}@127.0.0.1",
    f"neo4j+s://neo4j%3A{SECRET}%40example.org", f"NEO4J://neo4j:{SECRET}@[::1", f"neo4j://127.0.0.1:{SECRET}",
    f"neo4j://127.0.0.1:7687?password={SECRET}", f"neo4j://127.0.0.1:7687/x#{SECRET}", "neo4j://127.0.0.1:0",
    "neo4j://127.0.0.1:99999", "neo4j://", "neo4j:///", "neo4j://\n", "bolt://127.0.0.1:1\n@evil", "neo4j://\udcff",
    "neo4j://127.0.0.1:1", "neo4j://127.0.0.1:1/\u202ex", "bolt://127.0.0.1:1/" + "x" * 99_999,
    "neo4j://" + "a" * 300, f"sqlite://u:{SECRET}@host/x", f"SQLITE://{SECRET}", "sqlite://", "sqlite:///",
    f"postgres://u:{SECRET}@host/db", f"http://u:{SECRET}@host", "file:///etc/passwd", "javascript://x",
    "", "   ", "\n", "a\0b.db", "x" * 300, "x/" * 3_000 + "y", "~nobody9/x.db", "text.txt", "text.txt/x.db", "folder",
    ".", "..", "/", "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/stdin", "sqlite:////dev/zero",
    "zero.db", "pipe.db", "loop.db", "/proc/self/mem", "../" * 200 + "dev/null", "\x1b[31m\u202e/\0",
)  # fmt: skip
"""Addresses at which there is no store and cannot be one."""

TEXTS = (
    "\udcff\udc80", "\u202eeeL nnA\u202c", "\u2066\u2069\u200b\ufeff", "\x1b[2J\x1b]0;x\x07", "\r\nAnn", "\x9b31m",
    "%s%n{0}",
    "'; drop table person; --", "') MATCH (n) DETACH DELETE n //", "=cmd|' /C calc'!A0", "<script>alert(1)</script>",
    "../../../../etc/passwd", "a" * 100_000, "\u0301" * 5_000, "*" * 500, '"' * 99 + "(NEAR", "-1", "٣", "𝕬𝖓𝖓",
)  # fmt: skip

COMMANDS = (
    ("people",), ("person",), ("paths",), ("paths", "Acme", "--without"), ("target", "add"), ("target", "remove"),
    ("undo",), ("forget",), ("forget", "--allow"), ("merge", "Ann Lee"), ("split",), ("me",),
    ("me", "Dana", "--profile"), ("me", "Dana", "--email"), ("import",), ("import", "mine", "--owner"), ("preview",),
    ("restore",), ("tie", "Ann Lee"), ("share", "--show", "names", "--to", "x.bundle", "--as"), ("focus", "add"),
    ("lint",), ("copy", "--from"),
)  # fmt: skip
"""What takes a text, which comes last."""


def check_refused(status: int, out: str, error: str) -> None:
    assert (status, out) == (1, "")
    assert error.count("\n") == 1
    assert len(error) < 7_000
    check_harmless(error)


def check_harmless(told: str) -> None:
    assert "Traceback" not in told
    assert SECRET not in told
    assert all(sign.isprintable() or sign == "\n" for sign in told)


@pytest.fixture
def places(run: Run, tmp_path: Path) -> Run:
    """A folder with what is no store."""
    (tmp_path / "text.txt").write_text("just text")
    (tmp_path / "folder").mkdir()
    (tmp_path / "zero.db").symlink_to("/dev/zero")
    (tmp_path / "loop.db").symlink_to("loop.db")
    os.mkfifo(tmp_path / "pipe.db")
    return run


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither devices nor pipes of this kind")
@pytest.mark.parametrize("url", NO_STORES, ids=lambda url: ascii(url[:40]))
def test_a_store_that_is_none_is_refused_in_one_sentence(places: Run, tmp_path: Path, url: str) -> None:
    before = {*os.listdir("/dev"), *os.listdir(tmp_path)}
    check_refused(*places("target", "add", "Acme", "--store", url))
    assert {*os.listdir("/dev"), *os.listdir(tmp_path)} <= {*before, "x"}  # the folder of a path too long to go on


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize("name", ["a\nb.db", "\udcff.db", "\u202emoc.db", "\x1b[31m.db", "C:\\x.db", "file:x?mode=rw"])
def test_a_store_of_a_strange_name_is_a_store(run: Run, tmp_path: Path, name: str) -> None:
    assert run("target", "add", "Acme", "--store", name)[0] == 0
    status, out, error = run("target", "list", "--store", name)
    assert (status, "Acme" in out, error) == (0, True, "")
    check_harmless("".join(run("status", "--store", name)[1:]))
    assert [each for each in os.listdir(tmp_path) if each.startswith(name)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_text_harms_a_command(network: Run, command: tuple[str, ...]) -> None:
    for text in TEXTS:
        try:
            status, out, error = network(*command, text)
        except SystemExit as stop:  # the parser says what is wrong with how it was called
            status, out, error = int(stop.code or 0), "", ""
        assert status in (0, 1, 2)
        assert error.count("\n") <= 1 or status == 0
        check_harmless(out + error)


@pytest.mark.parametrize(
    "command", [("backup",), ("export",), ("share", "--show", "names", "--as", "Dana", "--to"), ("restore",)]
)
def test_a_name_too_long_for_a_file_is_refused(network: Run, command: tuple[str, ...]) -> None:
    for name in ("a" * 300 + ".zip", "a/" * 3_000 + "b.zip"):
        check_refused(*network(*command, name))


def test_no_argument_prints_a_traceback_or_a_secret_in_a_process_of_its_own(tmp_path: Path) -> None:
    environment = {**os.environ, "INTROGRAPH_DATA": str(tmp_path), "NEO4J_PASSWORD": SECRET}
    for url in ("neo4j://127.0.0.1:1", f"neo4j://127.0.0.1:{SECRET}", f"neo4j://neo4j:{SECRET}@127.0.0.1:1"):
        done = subprocess.run(
            [sys.executable, "cli.py", "status", "--store", url], capture_output=True, text=True, cwd=ROOT,
            env=environment, check=False,
        )  # fmt: skip
        check_refused(done.returncode, done.stdout, done.stderr)
