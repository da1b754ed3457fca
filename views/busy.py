"""Whether a page is being made, so that what is made beforehand (`views.beforehand`) keeps out of its way."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

REST = 0.3
"""Seconds after a page during which the next click is expected."""

FIRST_WITHIN = 6.0
"""Seconds after the start within which the first page is expected."""

_lock = threading.Lock()
_pages: list[float] = []
"""When each page that is being made was begun."""
_last = [0.0]
"""When the last one was done; 0 before the first."""
_start = time.monotonic()


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


def awaits_first() -> bool:
    """Whether the app has just started and no page was made yet."""
    return not _last[0] and time.monotonic() - _start < FIRST_WITHIN


def is_busy() -> bool:
    """Whether a page is being made, or was a moment ago."""
    return bool(_pages) or time.monotonic() - _last[0] < REST
