"""The SQLite store: opening the file, and one write at a time."""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from graph.errors import LockedError, UserError
from graph.store.base import NOT_WHOLE, GraphStore, Result, StoreTransaction
from graph.store.kept import StoreStatus
from graph.store.reader import GraphReader
from graph.store.sqlite import locked, schema
from graph.store.sqlite.collector import without_collector
from graph.store.sqlite.locked import database_errors, is_locked, say_locked
from graph.store.sqlite.queries import SqliteQueries, SqliteView
from graph.store.sqlite.writes import SqliteTransaction

BUSY_SECONDS = 60.0
"""How long a write waits for another process's write: longer than a large import takes."""

READING_KIB, WRITING_KIB = 4 * 1024, 64 * 1024
"""Memory for pages of a connection at most. A large import writes each page once instead of again and again if it has
much; to read, the system's own memory of the file is as good, and there is a connection for all who read at once."""

_FILE_ENDINGS = ("", "-wal", "-shm")


class SqliteStore(SqliteQueries, GraphStore):
    """A network in one file, or in memory when `path` is None. Safe to use from several threads.

    Connections are lent to one caller at a time and kept for the next. In memory there is only one, so callers wait.
    """

    def __init__(self, path: Path | None, passphrase: str | None = None) -> None:
        self._path = path.absolute() if path else None
        self._passphrase: str | None = None
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Condition(threading.RLock())
        self._open = True
        if self._path:
            _make_private(self._path)
            self._passphrase = _passphrase_of(self._path, passphrase)
        try:
            with self._lent() as connection, in_plain_words(self._path), _much_memory(connection):
                schema.prepare(connection, self._path)
                connection.execute("pragma journal_mode = wal")
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._lent() as connection, in_plain_words(self._path):
            if connection.in_transaction:
                yield connection
                return
            connection.execute("begin")
            try:
                yield connection
            finally:
                connection.rollback()

    def write(self, work: Callable[[StoreTransaction], Result], *, filling: bool = False) -> Result:
        with self._lent() as connection, in_plain_words(self._path), without_collector(), _much_memory(connection):
            connection.execute("begin immediate")
            try:
                transaction = SqliteTransaction(connection)
                if not filling and transaction.unfinished():
                    raise UserError(*NOT_WHOLE)
                result = work(transaction)
                connection.execute("update meta set value = cast(value as integer) + 1 where name = 'revision'")
                stamp = secrets.token_hex(8)
                network = stamp if transaction.changes_network else transaction.network_stamp()
                connection.execute("update meta set value = ? where name in ('stamp', 'seen')", (stamp,))
                connection.execute("update meta set value = ? where name = 'network'", (network,))
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
        return result

    @contextmanager
    def snapshot(self) -> Iterator[GraphReader]:
        with self.reading() as connection:
            view = SqliteView(connection, self._path, locked=self._passphrase is not None)
            view.revision()  # the first question is what fixes the view
            yield view

    def beside(self) -> Path | None:
        return None if self._passphrase is not None else self._path

    def file(self) -> Path | None:
        return self._path

    def at_hand(self) -> bool:
        return self._path is not None

    def status(self) -> StoreStatus:
        size = sum(file.stat().st_size for file in self._files() if file.exists())
        with self.reading() as connection:
            counts = self.counts(connection)
            revision = self.revision()
        return StoreStatus(str(self._path or ":memory:"), revision, **counts, size=size)

    def back_up(self, file: Path) -> None:
        with self._lent() as connection, in_plain_words(file):
            schema.back_up(connection, file)

    def compact(self) -> bool:
        with self._lent() as connection, in_plain_words(self._path), _much_memory(connection):
            connection.execute("vacuum")
            is_blocked, _, _ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not is_blocked

    def close(self) -> None:
        with self._guard:
            self._open = False
            while self._idle:
                self._idle.pop().close()

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            with self._guard:
                yield self._only()
            return
        with self._guard:
            connection = self._idle.pop() if self._idle else None
        connection = connection or _connect(self._path, self._passphrase)
        try:
            yield connection
        finally:
            with self._guard:
                if self._open and len(self._idle) < 8:
                    self._idle.append(connection)
                else:
                    connection.close()

    def _only(self) -> sqlite3.Connection:
        if not self._idle:
            self._idle.append(_connect(None))
        return self._idle[0]

    def _files(self) -> list[Path]:
        return [self._path.with_name(self._path.name + ending) for ending in _FILE_ENDINGS] if self._path else []


def _passphrase_of(path: Path, given: str | None) -> str | None:
    """The passphrase for a store that is encrypted or, being new, will be; None for a plain one."""
    if not path.stat().st_size:
        say_locked(path, given is not None)
    if not is_locked(path):
        return None
    if given is None:
        raise LockedError(str(path))
    return given


def _connect(path: Path | None, passphrase: str | None = None) -> sqlite3.Connection:
    with in_plain_words(path, locked=passphrase is not None):
        if path and passphrase is not None:
            connection = locked.connect(path, passphrase, BUSY_SECONDS)
        else:
            connection = sqlite3.connect(
                path or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            if passphrase is not None:
                connection.execute("select count(*) from sqlite_schema")  # a wrong passphrase shows here
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma secure_delete = on")
            connection.execute(f"pragma cache_size = -{READING_KIB:d}")
            connection.execute("pragma synchronous = normal")
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def _much_memory(connection: sqlite3.Connection) -> Iterator[None]:
    """A large cache of pages while much is written, given back afterwards."""
    connection.execute(f"pragma cache_size = -{WRITING_KIB:d}")
    try:
        yield
    finally:
        connection.execute(f"pragma cache_size = -{READING_KIB:d}")
        connection.execute("pragma shrink_memory")


def _make_private(path: Path) -> None:
    """A new file exists before SQLite opens it, readable by nobody else; its companions inherit that.

    One that exists is never opened here: closing it would drop the locks that this process's connections hold on it.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        is_file = S_ISREG(path.stat().st_mode)
    except OSError as error:
        raise UserError(
            f"The store cannot be opened at {path}: {error.strerror}.",
            "Choose another place with --store PATH, or set INTROGRAPH_STORE.",
        ) from error
    if not is_file:  # SQLite would put its journal beside a device
        raise UserError(f"{path} is no file that could hold a store.", "Name another with --store.")


@contextmanager
def in_plain_words(path: Path | None, *, locked: bool = False) -> Iterator[None]:
    """Turns what a person can put right into a `UserError`; everything else stays what it is."""
    try:
        yield
    except database_errors() as error:
        if locked and str(error) == "file is not a database":
            raise UserError(
                f"This is not the passphrase of the store at {path}.", "Try it again; nothing was changed."
            ) from error
        said = getattr(error, "sqlite_errorname", "") or str(error)
        for name, (what, next_step) in _FAULTS.items():
            if said.startswith(name):
                raise UserError(what.format(path=path), next_step) from error
        raise


_FAULTS = {
    "SQLITE_NOTADB": (
        "The file {path} is no Intrograph store.",
        "Name another file with --store; this one was not changed.",
    ),
    "SQLITE_CORRUPT": ("The store at {path} is damaged.", "Restore it from a backup; nothing was written to it."),
    "SQLITE_FULL": ("The disk is full.", "Make room and try again; nothing was changed."),
    "SQLITE_READONLY": (
        "The store at {path} cannot be written to.",
        "Make the file and its folder writable, or name another with --store.",
    ),
    "SQLITE_CANTOPEN": ("The store at {path} cannot be opened.", "Check the folder's permissions, or name another."),
    "SQLITE_IOERR": ("The disk of the store at {path} does not answer.", "Check the disk and try again."),
    "SQLITE_BUSY": (
        "Another program has been writing to the store for a minute.",
        "Wait until its import is done and try again; nothing was changed.",
    ),
}
