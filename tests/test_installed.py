"""Installed from a wheel, called from a folder full of traps: the command and the app find their own files.

Nothing is downloaded: the wheel is built and installed without its dependencies, which are those of these tests.
"""

import json
import os
import site
import socket
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("graph", "importers", "views", ".streamlit")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands in an environment that holds the wheel and, behind it, everything installed here."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, symlinks=os.name != "nt")
    python = home / SCRIPTS / "python"
    run([sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], home)
    libraries = next(path.parent for path in home.rglob("cli.py"))
    (libraries / "here.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return home / SCRIPTS


@pytest.fixture
def traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files have the names of ours."""
    for name in ("app.py", "cli.py", "graph.py", "views.py", "importers.py"):
        (tmp_path / name).write_text("raise SystemExit('the module of another program was imported')\n")
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server]\naddress = '0.0.0.0'\nbaseUrlPath = 'elsewhere'\n")
    monkeypatch.setenv("INTROGRAPH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTROGRAPH_STORE", raising=False)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return tmp_path


@pytest.fixture
def address(scripts: Path, traps: Path) -> Iterator[str]:
    """Where the installed app answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(scripts / "intrograph"), "app", "--no-browser", "--port", str(port)]
    with (traps / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=traps, stdout=log, stderr=log)
    try:
        yield until_it_answers(f"http://127.0.0.1:{port}", process, traps / "log.txt")
    finally:
        process.terminate()
        process.wait(20)


def until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return address
        except OSError:
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
    pytest.fail(f"the app did not start: {log.read_text('utf-8')}")


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_of_the_program_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"} | {"app.py", "cli.py"}
    assert inside == wanted
    assert {Path(name).suffix for name in inside} >= {".py", ".js", ".css", ".woff2", ".png", ".toml"}


def test_the_command_works_from_a_folder_with_files_of_the_same_names(scripts: Path, traps: Path) -> None:
    command = str(scripts / "intrograph")
    status = json.loads(run([command, "status", "--json"], traps))
    assert status["store"] == str(traps / "data" / "intrograph.db")
    out = run([command, "demo", "--no-app"], traps)
    assert "A made-up network" in out
    demo = str(traps / "data" / "demo.db")
    assert json.loads(run([command, "status", "--json", "--store", demo], traps))["people"] > 1000


def test_every_module_is_the_installed_one(scripts: Path, traps: Path) -> None:
    code = "import app, cli, graph, importers, views; print(app.__file__, views.__file__)"
    out = run([str(scripts / "python"), "-P", "-c", code], traps)
    assert str(scripts.parent) in out
    assert str(ROOT) not in out


def test_the_app_is_served_with_its_own_settings_and_look(address: str) -> None:
    with urllib.request.urlopen(address, timeout=20) as page:
        assert "default-src 'self'" in page.headers["content-security-policy"]
    for name in ("app.css", "icon.png", "graph/component.js", "fonts/inter-latin-wght-normal.woff2"):
        with urllib.request.urlopen(f"{address}/assets/{name}", timeout=20) as asset:
            assert asset.read()
