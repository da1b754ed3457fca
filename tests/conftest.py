"""Fixtures: the command, a store to look at, a page of the app without a browser, and the app in a real browser."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import streamlit as st
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

import cli
from graph import demo
from graph.store import open_store
from tests.command import MAYAS, MINE, Run
from tests.neo4j_server import PASSWORD, Server, empty, start_server
from tests.served import CHROMIUM_FLAGS, OWN_ADDRESSES, ROOT, chromium, serve, stop

PATIENCE = 60_000
"""Milliseconds that a test waits for something to appear, on a machine that does other things too."""
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")  # how long an example takes says more about the machine than about us
OpenPage = Callable[..., AppTest]
StartApp = Callable[[Path], str]


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the demo network; copy it, do not write to it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    store = open_store(str(path))
    demo.fill(store)
    store.close()
    return path


@pytest.fixture
def empty_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder without anything in it, which the app is pointed to; the store is `intrograph.db`."""
    monkeypatch.setenv("INTROGRAPH_DATA", str(tmp_path))
    monkeypatch.setenv("INTROGRAPH_STORE", str(tmp_path / "intrograph.db"))
    yield tmp_path
    st.cache_resource.clear()


@pytest.fixture
def demo_data(empty_data: Path, demo_file: Path) -> Path:
    """A data folder whose store is the demo network."""
    shutil.copy(demo_file, empty_data / "intrograph.db")
    return empty_data


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a folder of its own and returns exit status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTROGRAPH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTROGRAPH_STORE", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


@pytest.fixture
def network(run: Run, tmp_path: Path) -> Run:
    """A store with two owners' exports: Dana knows Maya, who knows Raj at Globex."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "Connections.csv").write_text(MINE, "utf-8")
    (tmp_path / "mayas").mkdir()
    (tmp_path / "mayas" / "Connections.csv").write_text(MAYAS, "utf-8")
    assert run("me", "Dana Reyes", "--profile", "https://www.linkedin.com/in/dana-reyes")[0] == 0
    assert run("import", "mine")[0] == 0
    assert run("import", "mayas", "--owner", "Maya Ruiz")[0] == 0
    return run


@pytest.fixture
def open_page() -> OpenPage:
    """Opens a page of the app, by its file's name, without a browser."""

    def open_named(page: str, **query: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        return test if page == "start" else test.switch_page(f"views/{page}.py").run()

    return open_named


@pytest.fixture(scope="module")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartApp]:
    """Serves the app on a data folder, as `intrograph` does, from a folder full of traps; returns its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(data: Path) -> str:
        address, process = serve(data, _folder_of_traps(tmp_path_factory.mktemp("elsewhere")))
        running.append(process)
        return address

    yield start
    for process in running:
        stop(process)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Makes pytest-playwright use the Chromium of this machine."""
    found = chromium()
    if found is None:
        pytest.skip("no Chromium found; install it or set CHROMIUM to its path")
    return {**browser_type_launch_args, "executable_path": found, "args": CHROMIUM_FLAGS}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A browser tab in which any script error and any request to another machine fails the test."""
    errors: list[str] = []
    outside: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(OWN_ADDRESSES) else outside.append(request.url))
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield page
    assert errors == []
    assert outside == []


def _folder_of_traps(folder: Path) -> Path:
    """Modules and settings of other programs lie where the command is called; none of them may win."""
    for name in ("app.py", "graph.py", "views.py", "importers.py"):
        (folder / name).write_text("raise SystemExit('the module of another program was imported')\n")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(
        "[server]\naddress = '0.0.0.0'\nbaseUrlPath = 'elsewhere'\n[theme]\nprimaryColor = '#ff0000'\nbase = 'dark'\n"
        "[browser]\ngatherUsageStats = true\n"
    )
    return folder


@pytest.fixture(scope="module")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server | None]:
    """A Neo4j server of our own, None where the environment names another."""
    if os.environ.get("NEO4J_URI"):
        yield None
        return
    started = start_server(tmp_path_factory.mktemp("neo4j"))
    yield started
    started.stop()


@pytest.fixture
def neo4j_url(neo4j_server: Server | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a Neo4j server with nothing in it."""
    if neo4j_server:
        monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
        monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    address = neo4j_server.url if neo4j_server else os.environ["NEO4J_URI"]
    open_store(address).close()
    empty(address)
    return address
