"""The command as a process of its own: quick to load, and quiet when it is stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.store import open_store
from tests.command import HEADER

ROOT = Path(__file__).parent.parent


def intrograph(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


def test_paths_are_answered_without_loading_the_app(demo_file: Path, tmp_path: Path) -> None:
    code = (
        "import sys, cli; status = cli.main(sys.argv[1:]); "
        "heavy = {'streamlit', 'pandas', 'networkx', 'pyvis', 'starlette', 'neo4j'} & set(sys.modules); "
        "sys.exit(' '.join(heavy) or status)"
    )
    store = str(tmp_path / "demo.db")
    Path(store).write_bytes(demo_file.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", code, "paths", "Alderpoint Analytics", "--store", store], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_json_is_utf_8_whatever_the_machines_code_page(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(HEADER + "さくら,Żółć,,,Acme,,1 Mar 2019\n", "utf-8")
    process = intrograph(
        "preview", "Connections.csv", "--json", cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "cp1252"}
    )
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "さくら Żółć" in out.decode("utf-8")


def test_a_reader_who_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    rows = "".join(f"Ann{n},Lee,https://www.linkedin.com/in/ann-{n},,Acme,,1 Mar 2019\n" for n in range(5000))
    (tmp_path / "Connections.csv").write_text(HEADER + rows, "utf-8")
    process = intrograph("preview", "Connections.csv", "--json", cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.wait(30) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no way to send Ctrl-C to one process")
def test_ctrl_c_ends_an_import_quietly_and_stores_nothing(tmp_path: Path) -> None:
    code = (
        "import signal, sys, time, cli, importers\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # in the background, shells have it ignored
        "def stop(sources, columns):\n"
        "    print('reading', flush=True)\n"
        "    time.sleep(60)\n"
        "importers.read = stop\n"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    (tmp_path / "Connections.csv").write_text(HEADER, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", code, "import", "Connections.csv", "--store", "x.db"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"reading\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")
    store = open_store(str(tmp_path / "x.db"))
    assert store.runs() == ()
    store.close()
