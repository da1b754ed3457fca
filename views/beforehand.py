"""What pages are about to show, made before anybody asks: when the app has started and after every write.

A thread looks twice a second whether a store that a page has shown was written to, by the app or by anybody else, and
then computes what pages show of it, the first pages first. A step begins only while no page is being made, so that a
click meets one step at most; a page that needs what is being made waits for it instead of making it twice.

What was made is then set aside from Python's garbage collector, which would otherwise go through all of a large network
again and again, a quarter of a second each time in which nobody is answered.
"""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module

from graph.errors import UserError
from graph.model import EGO
from views import busy, computed, due, pictures
from views.boundary import where
from views.computed import Moment, by_network
from views.pictures import Subject

PAUSE = 0.5
"""Seconds between two looks at the stores."""

OTHER_PAGES = (
    "introductions", "network", "people", "targets", "week", "insights", "sharpen", "review", "sources", "settings",
)  # fmt: skip
"""What pages after the first need takes more than a second to load, which the first does not wait for."""

_log = logging.getLogger("intrograph")


def keep_ready() -> None:
    """Makes what is about to be shown, for as long as the app runs."""
    ready: dict[str, Moment] = {}
    while True:
        for shown in computed.shown():
            look_at(shown, ready)
        time.sleep(PAUSE)


def look_at(shown: Moment, ready: dict[str, Moment]) -> None:
    """Makes what is about to be shown of a store if it was written to; `ready` is of which moment that was done last.

    A store of which that fails is let go: the page that shows it next tells what is wrong with it.
    """
    try:
        at = computed.now(shown.url, shown.store, date.today())
        last = ready.get(at.url)
        if last == at or not _made(at):
            return
        ready[at.url] = at
        if last is None or by_network(last) != by_network(at):
            _set_aside()
    except UserError:
        computed.let_go(shown)
    except Exception as error:  # noqa: BLE001 - this is the boundary: it would end the thread, unheard
        computed.let_go(shown)
        _log.error("%s at %s", type(error).__name__, where(error))


def _made(at: Moment) -> bool:
    """Whether everything was made before somebody wrote again."""
    for step in _steps(at):
        while busy.is_busy():
            time.sleep(busy.REST / 3)
        if at.store.revision() != at.revision:
            return False
        step()
    return True


def _set_aside() -> None:
    """Takes everything that is there out of the garbage collector's rounds, and what is gone out of memory."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _steps(at: Moment) -> Iterator[Callable[[], object]]:
    """What is to be made, in the order of the pages."""
    yield lambda: (computed.status(at), computed.best_ways(at), computed.organizations(at))
    yield lambda: computed.coverage(at, False)
    yield lambda: (due.of_today(at), computed.news(at))
    while busy.awaits_first():
        time.sleep(busy.REST / 3)
    yield from (partial(import_module, f"views.{page}") for page in OTHER_PAGES)
    yield lambda: computed.acquaintances(at)
    yield lambda: computed.proposals(at)
    yield lambda: computed.everybody_by_name(at)
    if not computed.fits(at):
        return
    yield lambda: pictures.coloured(at, Subject(person=EGO), "company")
    yield lambda: due.of_week(at)
    yield lambda: due.companies_to_choose(at)
    yield lambda: computed.insights(at)
    yield lambda: computed.circles(at)
    yield lambda: pictures.coloured(at, Subject(), "company")
    yield lambda: pictures.coloured(at, Subject(), "community")
    yield lambda: computed.network(at, True)
