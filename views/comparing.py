"""Who may be one person in a store, found out beside the app.

To compare thirty thousand people with each other takes ten seconds in which nothing else would be answered quickly, and
more memory than everything else. So a process of its own does it; a small network is compared at once.
"""

import os
import pickle
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Lock

import streamlit as st

from graph.review import Candidate
from graph.review import candidates as compared
from graph.store import open_store
from views.computed import Moment, by_network, kept, status

QUICKLY_COMPARED = 2000
"""Up to so many people are compared with each other at once: it takes half a second."""

_arranging = Lock()
_ROOT = Path(__file__).resolve().parent.parent
_BESIDE = "import sys; sys.path.insert(0, sys.argv[1]); from views import comparing; comparing.answer()"


def candidates(moment: Moment, passphrase: str | None) -> tuple[Candidate, ...] | None:
    """The pairs worth a look, the most likely first; None while they are being looked for."""
    if is_quick(moment):
        return _at_once(moment)
    found = _beside(moment, passphrase)
    if not found.done():
        return None
    if found.exception():  # the next who asks tries again
        _under_way().pop(moment.url, None)
    return found.result()


def is_quick(moment: Moment) -> bool:
    """Whether the answer is there at once."""
    return status(moment).people <= QUICKLY_COMPARED


def answer() -> None:
    """What the process beside does: it reads which store is meant and writes the pairs."""
    url, passphrase = pickle.load(sys.stdin.buffer)
    with closing(open_store(url, passphrase=passphrase)) as store:
        pickle.dump(compared(store), sys.stdout.buffer)


@kept(until=by_network)
def _at_once(moment: Moment) -> tuple[Candidate, ...]:
    return compared(moment.store)


def _beside(moment: Moment, passphrase: str | None) -> Future[tuple[Candidate, ...]]:
    """The comparison of a moment; one of an earlier moment is called off if it has not begun."""
    with _arranging:
        held = _under_way().get(moment.url)
        if held and held[0] == moment.stamp:
            return held[1]
        if held:
            held[1].cancel()
        begun = _workers().submit(_asked, moment.url, passphrase)
        _under_way()[moment.url] = moment.stamp, begun
        return begun


def _asked(url: str, passphrase: str | None) -> tuple[Candidate, ...]:
    told = subprocess.run(
        [sys.executable, "-c", _BESIDE, str(_ROOT)],
        input=pickle.dumps((url, passphrase)),
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what goes wrong there may name people
        check=True,
    )
    found: tuple[Candidate, ...] = pickle.loads(told.stdout)
    return found


@st.cache_resource(show_spinner=False)
def _under_way() -> dict[str, tuple[str, Future[tuple[Candidate, ...]]]]:
    """The last comparison of each store, and of which state of the network."""
    return {}


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="comparing")
