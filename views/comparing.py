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

import streamlit as st

from graph.review import Candidate
from graph.review import candidates as compared
from graph.store import open_store
from views.computed import Moment, kept, status

QUICKLY_COMPARED = 2000
"""Up to so many people are compared with each other at once: it takes half a second."""

_ROOT = Path(__file__).resolve().parent.parent
_BESIDE = "import sys; sys.path.insert(0, sys.argv[1]); from views import comparing; comparing.answer()"


def candidates(moment: Moment, passphrase: str | None) -> tuple[Candidate, ...] | None:
    """The pairs worth a look, the most likely first; None while they are being looked for."""
    if is_quick(moment):
        return _at_once(moment)
    found = _beside(moment, passphrase)
    return found.result() if found.done() else None


def is_quick(moment: Moment) -> bool:
    """Whether the answer is there at once."""
    return status(moment).people <= QUICKLY_COMPARED


def answer() -> None:
    """What the process beside does: it reads which store is meant and writes the pairs."""
    url, passphrase = pickle.load(sys.stdin.buffer)
    with closing(open_store(url, passphrase=passphrase)) as store:
        pickle.dump(compared(store), sys.stdout.buffer)


@kept(2)
def _at_once(moment: Moment) -> tuple[Candidate, ...]:
    return compared(moment.store)


@kept(2)
def _beside(moment: Moment, _passphrase: str | None) -> Future[tuple[Candidate, ...]]:
    return _workers().submit(_asked, moment.url, _passphrase)


def _asked(url: str, passphrase: str | None) -> tuple[Candidate, ...]:
    told = subprocess.run(
        [sys.executable, "-c", _BESIDE, str(_ROOT)],
        input=pickle.dumps((url, passphrase)),
        env=os.environ,
        stdout=subprocess.PIPE,
        check=True,
    )
    found: tuple[Candidate, ...] = pickle.loads(told.stdout)
    return found


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="comparing")
