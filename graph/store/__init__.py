"""Where a network is kept. `open_store` gives the store behind a URL; everything else speaks to `base.GraphStore`."""

import re
from pathlib import Path

from graph.errors import UserError
from graph.store.base import NOT_WHOLE, GraphStore

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)

_SERVERS = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(url: str, *, filling: bool = False, passphrase: str | None = None) -> GraphStore:
    """The store at a file path, `sqlite:///PATH`, `:memory:` or `neo4j://SERVER`; a new one where there is none.

    Args:
        url: where it is.
        filling: to put a copy in, which may have begun before.
        passphrase: of a store that is encrypted; a new one will be.

    Raises:
        UserError: when the URL names no place a store can be, or what is there is no store of this version, or not
            whole.
    """
    store = _opened(url, passphrase)
    try:
        if not filling and store.unfinished():
            raise UserError(*NOT_WHOLE)
    except BaseException:
        store.close()
        raise
    return store


def _opened(url: str, passphrase: str | None) -> GraphStore:
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).casefold() in _SERVERS:
        from graph.store.neo4j.store import Neo4jStore

        return Neo4jStore(url)
    from graph.store.sqlite.store import SqliteStore

    return SqliteStore(path_of(url), passphrase)


def is_store(file: Path) -> bool:
    """Whether a file that was never opened here looks like a store, plain or encrypted."""
    from graph.store.sqlite.locked import is_locked, is_plain

    return is_plain(file) or is_locked(file)


def path_of(url: str) -> Path | None:
    """The file that a URL names; None for a store in memory.

    Raises:
        UserError: when it names none.
    """
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).casefold() != "sqlite":
        raise UserError(
            f"A store cannot be opened with {scheme.group(1)}://.",
            "Give a file path, such as --store network.db, or a server, such as neo4j://127.0.0.1:7687.",
        )
    path = url[scheme.end() :] if scheme else url
    if scheme and path[:1] != "/":  # sqlite://NAME:PASSWORD@SERVER is no file
        raise UserError("The store has no name.", "Give a file path, such as --store network.db.")
    if scheme:
        path = "/" + path.lstrip("/") if path.startswith("//") else path[1:]
    if path == ":memory:":
        return None
    if not path.strip() or "\0" in path:
        raise UserError("The store has no name.", "Give a file path, such as --store network.db.")
    try:
        return Path(path).expanduser()
    except RuntimeError as error:  # ~somebody who has no home here
        raise UserError(f"There is no folder {path}.", "Give the whole path of the store.") from error
