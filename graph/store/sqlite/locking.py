"""From a plain store to an encrypted one and back: a new file is made, compared and put in the old one's place.

Nobody else may have the store open, since they would go on writing to the old file. Until the new file takes its place
in one step the old one stays as it is, so a process that is killed leaves the one or the other.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from graph.errors import UserError
from graph.store.sqlite.locked import cipher, database_errors, is_locked, quoted, say_locked
from graph.store.sqlite.store import in_plain_words

CACHE_ENDINGS = ("-network", "-network.seal")
"""Files that are derived from a plain store and go with it."""

_NEW = ".being-changed"
_TABLES = "select name from main.sqlite_schema where type = 'table' and sql not like 'create virtual%'"


def lock(path: Path, passphrase: str) -> None:
    """Encrypts a plain store.

    Raises:
        UserError: when there is none, it is encrypted already, or somebody has it open.
    """
    _check(path, locked=False)
    _change(path, old="", new=passphrase)
    for ending in CACHE_ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def unlock(path: Path, passphrase: str) -> None:
    """Makes an encrypted store a plain one.

    Raises:
        UserError: when there is none, it is plain already, the passphrase is wrong, or somebody has it open.
    """
    quoted(passphrase)
    _check(path, locked=True)
    _change(path, old=passphrase, new="")


def _check(path: Path, *, locked: bool) -> None:
    if not path.exists():
        raise UserError(f"There is no store at {path}.", "Name it with --store.")
    if is_locked(path) is not locked:
        is_so = "not encrypted" if locked else "encrypted already"
        raise UserError(f"The store at {path} is {is_so}.", "There is nothing to do.")


def _change(path: Path, *, old: str, new: str) -> None:
    made = path.with_name(path.name + _NEW)
    made.unlink(missing_ok=True)
    os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with _alone(path, old) as connection:
            _copy(connection, made, new)
            os.replace(made, path)
            _sync(path.parent)
            say_locked(path, bool(new))
            connection.execute("pragma application_id = 0")  # who waited for the old file finds that it is no store
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path, passphrase: str) -> Iterator[Any]:
    """A connection that keeps everybody else out, with all that was written in the one file."""
    with (
        closing(cipher().connect(str(path), timeout=2.0, isolation_level=None)) as connection,
        in_plain_words(path, locked=bool(passphrase)),
    ):
        connection.execute("pragma cipher_log_level = none")
        if passphrase:
            connection.execute(f"pragma key = {quoted(passphrase)}")
        connection.execute("pragma locking_mode = exclusive")
        try:
            (mode,) = connection.execute("pragma journal_mode = delete").fetchone()
            connection.execute("begin exclusive")
            connection.execute("commit")
        except database_errors() as error:
            if "locked" not in str(error):
                raise
            mode = "wal"
        if mode != "delete":
            raise UserError("Somebody has the store open.", "Close the app and other commands, then try again.")
        yield connection


def _copy(connection: Any, made: Path, passphrase: str) -> None:
    key = quoted(passphrase) if passphrase else "''"
    connection.execute(f"attach database ? as made key {key}", (str(made),))
    connection.execute("select sqlcipher_export('made')")
    for mark in ("user_version", "application_id"):
        (value,) = connection.execute(f"pragma main.{mark}").fetchone()
        connection.execute(f"pragma made.{mark} = {int(value)}")
    _compare(connection)
    connection.execute("detach database made")
    with made.open("rb") as opened:
        os.fsync(opened.fileno())


def _compare(connection: Any) -> None:
    """Whether the copy holds just what the store holds."""
    is_sound = connection.execute("pragma made.integrity_check").fetchone() == ("ok",)
    for (table,) in connection.execute(_TABLES).fetchall():
        counts = [connection.execute(f'select count(*) from {side}."{table}"').fetchone() for side in ("main", "made")]
        more = connection.execute(f'select 1 from (select * from main."{table}" except select * from made."{table}")')
        is_sound = is_sound and counts[0] == counts[1] and more.fetchone() is None
    if not is_sound:
        raise UserError("The new store is not the same as the old.", "Nothing was changed; check the disk.")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
