"""Files that a page makes for the browser to fetch, such as where 50,000 people stand: by an address of their content.

They are kept in memory while they are among the last that were asked to be shown. An address tells nothing and cannot
be guessed without the content, and only pages from this machine may read it.
"""

import hashlib
from collections import OrderedDict
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

MADE = "/made"
"""Where the browser finds them."""
MOST_KEPT = 48
"""Files that are kept: those of about ten open pages."""

_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def keep(data: bytes) -> str:
    """Keeps a file and returns its address."""
    name = hashlib.sha256(data).hexdigest()
    with _lock:
        _kept[name] = data
        _kept.move_to_end(name)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return f"{MADE}/{name}"


def kept(address: str) -> bytes | None:
    """The file at an address; None when it is not kept any more."""
    with _lock:
        return _kept.get(address.removeprefix(f"{MADE}/"))


async def answer(request: Request) -> Response:
    """The file that a browser asks for; it never changes."""
    data = kept(f"{MADE}/{request.path_params['name']}")
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type="application/octet-stream", headers={"cache-control": "private, max-age=3600"})
