"""Starts the app's server in this process, the same way whatever folder it is called from.

Streamlit looks for its configuration beside the script that was started; `serve` names `app.py` as that script, so
that an installed app finds its own `.streamlit/config.toml` and a foreign one in the caller's folder is overruled.
"""

import os
import socket
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import streamlit
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from graph.errors import UserError
from graph.settings import Settings
from views import files, security

OWN_ASSETS = "/assets"
"""Where the browser finds our fonts, icon and graph drawing."""
PYVIS_ASSETS = "/vendor/pyvis"
"""Where it finds the vis-network that pyvis brings along."""
USUAL_PORT = 8501
"""The port that is tried first; the ones after it are tried when it is taken."""
PORTS_TRIED = 50
CONNECTIONS_TRIED = 1500
"""How often, every fiftieth of a second, it is looked whether the server answers before the browser is opened."""
FIRST_PAGE = ("views.frame", "views.start")
"""What the first page needs; the server answers before it is loaded."""
SWITCHING = 0.001
"""Seconds after which a thread that computes lets others go on: a page's many small files are then not kept waiting."""

_ADDRESS = "127.0.0.1"


class Assets(StaticFiles):
    """Files that a browser may keep but must ask about, so that an update is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or that it has not changed."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "no-cache"
        return response


def routes() -> list[BaseRoute]:
    """Our own files and those of pyvis, straight from the installed packages, and those that pages make."""
    return [
        Route(files.MADE + "/{name}", files.answer),
        Mount(OWN_ASSETS, Assets(directory=Path(__file__).parent / "static")),
        Mount(PYVIS_ASSETS, Assets(directory=_folder_of("pyvis") / "lib")),
    ]


def _folder_of(package: str) -> Path:
    """Where a package is installed, without the half second that importing it may take."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    return Path(found.origin).parent


def serve(app: streamlit.App, script: Path, settings: Settings, *, port: int | None, open_browser: bool) -> None:
    """Serves `app` until it is stopped.

    `script` is the page frame's file. Without a `port` the first free one from 8501 on is taken; a named port that is
    taken is a `UserError`. The pages learn the store from the environment, which is set here from `settings`.
    """
    signing_in = sign_in(settings)
    chosen = free_port(port)
    os.environ["INTROGRAPH_STORE"] = settings.store_url
    os.environ["INTROGRAPH_DATA"] = str(settings.data_folder)
    if settings.region:
        os.environ["INTROGRAPH_REGION"] = settings.region
    sys.argv = [str(script)]
    address = f"http://{_ADDRESS}:{chosen}"
    sys.stderr.write(f"Intrograph is at {address} (stop it with Ctrl+C)\n")
    sys.setswitchinterval(SWITCHING)
    threading.Thread(target=_when_listening, args=(chosen, open_browser), daemon=True).start()
    app.run(config={"server.port": chosen, "server.address": _ADDRESS, "server.headless": True, **signing_in})


def sign_in(settings: Settings) -> dict[str, object]:
    """What Streamlit must know where a team signs in; nothing for one person.

    Raises:
        UserError: when a team could not sign in, or others could read how it does.
    """
    if settings.team is None:
        return {}
    path = Path(os.environ.get("INTROGRAPH_SIGN_IN", ""))
    if not path.is_file():
        raise UserError(
            "A team has to sign in, and it is not said how.",
            "Name the file that says so in INTROGRAPH_SIGN_IN (the README shows one).",
        )
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise UserError(f"Others can read {path}, which holds secrets.", f"Keep it to yourself: chmod 600 {path}")
    return {"secrets.files": [str(path)], "server.allowedHosts": security.own_hosts(os.environ)}


def free_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8501 on; `UserError` when there is none."""
    if wanted is not None:
        if not _is_free(wanted):
            raise UserError(f"Port {wanted} is taken by another program.", "Choose another one with --port.")
        return wanted
    free = (port for port in range(USUAL_PORT, USUAL_PORT + PORTS_TRIED) if _is_free(port))
    found = next(free, None)
    if found is None:
        raise UserError(
            f"All ports from {USUAL_PORT} to {USUAL_PORT + PORTS_TRIED - 1} are taken.",
            "Name a free one with --port.",
        )
    return found


def _when_listening(port: int, open_browser: bool) -> None:
    """Opens the browser, and while that loads its part of the first page, loads ours and makes what will be shown."""
    for _ in range(CONNECTIONS_TRIED):
        with suppress(OSError, HTTPException):
            asking = HTTPConnection(_ADDRESS, port, timeout=1)
            asking.request("GET", "/_stcore/health")
            asking.getresponse()
            break
        time.sleep(0.02)
    if open_browser:
        webbrowser.open(f"http://{_ADDRESS}:{port}")
    for module in FIRST_PAGE:
        import_module(module)
    from views import beforehand, state  # they are loaded with it

    state.begin()
    beforehand.keep_ready()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_ADDRESS, port))
        except OSError:
            return False
        return True
