"""The server: our settings whatever the folder, headers on every answer, this machine only."""

import socket
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.errors import UserError
from views import serving
from views.boundary import where
from views.security import content_policy

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def address(start_app: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    return start_app(tmp_path_factory.mktemp("data"))


def answer(address: str, path: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def test_every_answer_forbids_inline_scripts_and_other_hosts(address: str) -> None:
    for path in ("/", "/assets/graph/canvas.js", "/vendor/pyvis/vis-9.1.2/vis-network.min.js"):
        status, headers, _ = answer(address, path)
        assert status == 200
        rules = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
        assert "'unsafe-inline'" not in rules["script-src"]
        assert rules["default-src"] == "'self'"
        assert "http" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"


def test_streamlit_s_own_inline_script_is_allowed_by_its_hash() -> None:
    assert content_policy().count("'sha256-") >= 1


def test_a_page_that_comes_under_another_name_is_refused(address: str) -> None:
    assert answer(address, "/", host="evil.example")[0] == 400
    assert answer(address, "/_stcore/health", host="evil.example")[0] == 400


def test_fonts_and_drawing_come_from_our_own_files(address: str) -> None:
    for name in ("fonts/inter-latin-wght-normal.woff2", "fonts/inter-latin-ext-wght-normal.woff2", "graph/canvas.js"):
        status, headers, body = answer(address, f"/assets/{name}")
        assert status == 200
        assert body == (ROOT / "views" / "static" / name).read_bytes()
        assert headers["cache-control"] == "no-cache"


def test_files_outside_the_assets_are_not_served(address: str) -> None:
    assert b"def show" not in answer(address, "/assets/../start.py")[2]
    assert b"def show" not in answer(address, "/assets/%2e%2e/start.py")[2]


def test_the_first_free_port_is_taken_when_the_usual_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        monkeypatch.setattr(serving, "USUAL_PORT", busy)
        assert busy < serving.free_port(None) <= busy + serving.PORTS_TRIED


def test_a_named_port_that_is_taken_is_said_to_be_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="taken"):
            serving.free_port(taken.getsockname()[1])


def test_the_app_starts_as_a_plain_script_too(tmp_path: Path) -> None:
    code = "import runpy, streamlit; streamlit.App.run = lambda app, **how: print(how['config']['server.address'])"
    run = f"{code}; runpy.run_path({str(ROOT / 'app.py')!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", run],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={"INTROGRAPH_DATA": str(tmp_path), "PATH": "", "BROWSER": "true"},
    )
    assert done.stdout.strip() == "127.0.0.1"


def test_an_error_is_traced_to_our_own_innermost_line() -> None:
    with pytest.raises(OverflowError) as caught:
        serving.free_port(-1)
    assert where(caught.value).startswith("views/serving.py line ")
