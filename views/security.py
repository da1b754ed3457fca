"""What a browser may do with our pages: run our own scripts, and ask nobody but this machine for anything.

The policy is the backstop behind `views.text`: should a contact's text ever become markup, it could neither run nor
call out. Streamlit's page has one inline script, which is allowed by the hash of the installed file.
"""

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HOSTS = ["localhost", "127.0.0.1"]
"""Names under which the app answers: a page that points its own name at this machine gets nothing."""

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def middleware() -> list[Middleware]:
    """What stands around every request, outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=own_hosts(os.environ)),
        Middleware(OwnOrigin),
    ]


def own_hosts(environment: Mapping[str, str]) -> list[str]:
    """The names the app answers to; where a team signs in also those that `INTROGRAPH_HOSTS` lists.

    The app itself still listens on this machine only: what makes it reachable stands before it and speaks HTTPS.
    """
    named = environment.get("INTROGRAPH_HOSTS", "") if environment.get("INTROGRAPH_TEAM") else ""
    return [*OWN_HOSTS, *(host.strip() for host in named.split(",") if host.strip() not in ("", "*"))]


def content_policy() -> str:
    """The Content-Security-Policy for every answer."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE_SCRIPT.findall(page))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every answer that has not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "content-security-policy": content_policy(),
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and adds the headers where its answer starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class OwnOrigin:
    """Refuses what pages of other origins send, also those of other programs on this machine.

    A browser says with every WebSocket and everything that changes something where the page comes from. That must be
    the address that was asked, with its port; a WebSocket that does not say so is no page of ours.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what comes from our own pages."""
        if scope["type"] not in ("http", "websocket") or _is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})
        else:
            await PlainTextResponse("foreign origin", status_code=403)(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin, host = headers.get("origin"), headers.get("host", "")
    if origin is None:
        return bool(scope["type"] == "http")
    return origin in (f"http://{host}", f"https://{host}")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
