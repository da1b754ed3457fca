"""The app as `intrograph` serves it, in a process of its own, and the browser of this machine to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN_ADDRESSES = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
"""Where a page may send requests to."""

SERVE = """
import os, sys
sys.path.insert(0, sys.argv[1])
import app
from graph.settings import Settings
app.serve(Settings.from_environment(os.environ), port=int(sys.argv[2]), open_browser=False)
"""
_TRIES = 600
"""How often, every twentieth of a second, it is asked whether the app answers."""


def chromium() -> str | None:
    """Where the browser of this machine is; None when it has none that we know."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def serve(data: Path, folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """Serves the app on a data folder, started in another one; returns its address once it answers.

    Raises:
        RuntimeError: when it does not start; with what it said.
    """
    port = _free_port()
    log = folder / "log.txt"
    environment = {
        **os.environ,
        "INTROGRAPH_DATA": str(data),
        "INTROGRAPH_STORE": str(data / "intrograph.db"),
        "HOME": str(folder),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(ROOT), str(port)],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    _wait_until_healthy(address, process, log)
    return address, process


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a server and waits until it has."""
    process.terminate()
    process.wait(10)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_TRIES):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            _pause(process)
    raise RuntimeError(f"the app did not start: {log.read_text()}")


def _pause(process: subprocess.Popen[bytes]) -> None:
    """A twentieth of a second, or until the process ends."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
