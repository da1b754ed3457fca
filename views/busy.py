"""Whether a page is being made, so that what is made beforehand (`views.beforehand`) keeps out of its way."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

REST = 0.3
"""Seconds after a page during which the next click is expected."""

_lock = threading.Lock()
_pages: list[float] = []
"""When each page that is being made was begun."""
_last = [0.0]
"""When the last one was done."""


@contextmanager
def page() -> Iterator[None]:
    """While a page is made."""
    begun = time.monotonic()
    with _lock:
        _pages.append(begun)
    try:
        yield
    finally:
        with _lock:
            _pages.remove(begun)
            _last[0] = time.monotonic()


def is_busy() -> bool:
    """Whether a page is being made, or was a moment ago."""
    return bool(_pages) or time.monotonic() - _last[0] < REST
