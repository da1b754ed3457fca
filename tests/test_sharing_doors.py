"""Nobody gets in: raw requests under foreign names and from foreign pages, and what others on the machine can read."""

import base64
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.command import Run

TOKENS = ("s3cret-passphrase", "s3cret-database")


@pytest.fixture(scope="module")
def address(start_app: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    return start_app(tmp_path_factory.mktemp("data"))


def status_of(address: str, *lines: str) -> int:
    """The status of the answer to a request of just these lines."""
    host, port = urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(("\r\n".join((*lines, "Connection: close", "", ""))).encode())
        return int(connection.recv(4096).split(b" ", 2)[1])


def upgrade(address: str, host: str, *more: str) -> int:
    """Asks for Streamlit's WebSocket; 101 when it opens."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}")
    own, port = urlsplit(address).netloc.split(":")
    with socket.create_connection((own, int(port)), timeout=30) as connection:
        request = ("GET /_stcore/stream HTTP/1.1", *lines, "Sec-WebSocket-Version: 13", *more, "", "")
        connection.sendall("\r\n".join(request).encode())
        return int(connection.recv(4096).split(b" ", 2)[1])


def test_a_websocket_opens_for_our_own_page_alone(address: str) -> None:
    host = urlsplit(address).netloc
    other_port = f"127.0.0.1:{int(host.split(':')[1]) + 1}"
    assert upgrade(address, host, f"Origin: http://{host}") == 101
    foreign = ("http://evil.example", f"http://{other_port}", "http://127.0.0.1", f"http://evil.{host}")
    for origin in (*foreign, "null", ""):
        assert upgrade(address, host, f"Origin: {origin}") == 403, origin
    assert upgrade(address, host) == 403


def test_a_name_that_was_rebound_to_this_machine_gets_nothing(address: str) -> None:
    port = urlsplit(address).port
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1].evil.example", ""):
        host = f"{name}:{port}" if name else ""
        assert status_of(address, "GET / HTTP/1.1", f"Host: {host}") == 400, name
        assert upgrade(address, host, f"Origin: http://{host}") in (400, 403), name
    assert status_of(address, "GET / HTTP/1.1", f"Host: localhost:{port}") == 200


def test_a_foreign_page_can_send_nothing_to_us(address: str) -> None:
    host = urlsplit(address).netloc
    for method in ("PUT", "POST", "DELETE", "GET"):
        lines = (f"{method} /_stcore/upload_file/x/y HTTP/1.1", f"Host: {host}", "Content-Length: 0")
        assert status_of(address, *lines, "Origin: http://evil.example") == 403, method
    assert status_of(address, "GET /_stcore/health HTTP/1.1", f"Host: {host}", f"Origin: http://{host}") == 200


def test_the_app_listens_on_loopback_alone(address: str) -> None:
    port = urlsplit(address).port or 0
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if " 0A " in line]
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening
    if Path("/proc/net/tcp6").exists():
        assert f":{port:04X} " not in "".join(
            line for line in Path("/proc/net/tcp6").read_text().splitlines() if " 0A " in line
        )


def test_every_file_that_is_made_is_for_its_owner_alone(network: Run, tmp_path: Path) -> None:
    os.umask(0o022)
    assert network("paths", "Globex")[0] == 0
    assert network("share", "--to", "x.bundle", "--show", "names")[0] == 0
    mine = [tmp_path / "x.bundle", *(tmp_path / "data").rglob("*")]
    assert {path.name for path in mine} >= {"intrograph.db", "intrograph.db-network", "sharing.key", "x.bundle"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in mine if path.is_file()} == {0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_no_secret_is_in_an_output_or_a_file(
    network: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra is not installed: pip install '.[encrypted]'")
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", TOKENS[0])
    monkeypatch.setenv("NEO4J_PASSWORD", TOKENS[1])
    said = [repr(network("encrypt")), repr(network("status")), repr(network("people"))]
    said.append(repr(network("status", "--store", "neo4j://127.0.0.1:9")))
    monkeypatch.setenv("INTROGRAPH_PASSPHRASE", TOKENS[0] + "x")
    said.append(repr(network("status")))
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in TOKENS:
        assert secret not in "".join(said) + caplog.text
        assert secret.encode() not in files
