"""What every sub-command needs: the store, and a way to answer in lines or in JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from getpass import getpass
from typing import TYPE_CHECKING, Any

from graph.erasing import go_on
from graph.errors import LockedError, UserError
from graph.model import PersonId
from graph.passing import sweep
from graph.settings import Settings
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.withdrawing import expire
from views import terminal

if TYPE_CHECKING:
    from graph.search.network import Network

ALL = 2**31 - 1
"""As many people as there are."""


@contextmanager
def view(settings: Settings) -> Iterator[GraphReader]:
    """The store for reading only, unchanging while the command looks at it."""
    with opened(settings) as store, store.snapshot() as view:
        yield view


@contextmanager
def opened(settings: Settings, *, filling: bool = False) -> Iterator[GraphStore]:
    """The store, closed in the end, without what has expired; `filling` to put a copy in.

    What a killed command left undone is done first.
    """
    with closing(_unlocked(settings, filling)) as store:
        if not filling:
            expire(store, date.today())
            go_on(store)
        sweep(settings.data_folder, store.file())
        yield store


def _unlocked(settings: Settings, filling: bool) -> GraphStore:
    """The store; on a terminal its passphrase is asked for where the environment does not give it."""
    try:
        return open_store(settings.store_url, filling=filling, passphrase=settings.passphrase)
    except LockedError:
        if not sys.stdin.isatty():
            raise
        return open_store(settings.store_url, filling=filling, passphrase=ask_passphrase())


def ask_passphrase(prompt: str = "Passphrase: ") -> str:
    """Asks for a passphrase without showing it.

    Raises:
        UserError: when nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise UserError("There is no passphrase.", "Give it in INTROGRAPH_PASSPHRASE, or call this on a terminal.")
    return getpass(prompt)


def new_passphrase() -> str:
    """Asks for a new passphrase, twice.

    Raises:
        UserError: when nobody is there to be asked, or the two are not the same.
    """
    first = ask_passphrase("New passphrase: ")
    if first != ask_passphrase("Once more: "):
        raise UserError("The two are not the same.", "Try again; nothing was changed.")
    return first


def network(store: GraphReader, today: date) -> "Network":
    """The network as arrays; of a store that holds more than fits, the part around the target list."""
    from graph.search.coverage import around_targets
    from graph.search.projection import project
    from graph.search.region import fits

    return project(store, today) if fits(store) else around_targets(store, today)


def names_of(store: GraphReader, ids: Iterable[PersonId]) -> dict[PersonId, str]:
    """How people are called, by id."""
    return {each: one.name for each, one in store.people(dict.fromkeys(ids)).items()}


def say(lines: Iterable[str]) -> None:
    """Prints lines, without anything that steers a terminal."""
    for line in lines:
        print(terminal.printable(line))


def print_json(lines: Iterable[Any]) -> None:
    """Prints one object a line."""
    for line in lines:
        print(json.dumps(line, ensure_ascii=False, allow_nan=False))
