"""Stores that are encrypted with a passphrase (SQLCipher), and those that are not.

One file is only ever opened with one SQLite library in a process: a second one would drop the locks of the first, and
committed rows would be lost. A plain store is opened with Python's own library, an encrypted one with SQLCipher.
Which of the two a file is, is looked up once, before it is first opened.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any, cast

from graph.errors import UserError

CIPHER = "sqlcipher3.dbapi2"
"""The library, which comes with `pip install ".[encrypted]"`."""

_PLAIN = b"SQLite format 3\0"
_PAGE = 4096
"""An encrypted file is a whole number of pages and begins with random bytes, which other files seldom do."""


_known: dict[Path, bool] = {}


def is_locked(path: Path) -> bool:
    """Whether a file is an encrypted store. It is read at most once: closing it later would drop SQLite's locks."""
    file = path.resolve()
    if file not in _known:
        try:
            size = file.stat().st_size
            with file.open("rb") as opened:
                head = opened.read(len(_PLAIN))
        except OSError:
            return False  # there is none, or it cannot be opened: what opens it will say so
        _known[file] = bool(size) and size % _PAGE == 0 and head != _PLAIN and not _is_text(head)
    return _known[file]


def is_plain(path: Path) -> bool:
    """Whether a file is a plain database; nobody may have it open here, as with `is_locked`."""
    with path.open("rb") as opened:
        return opened.read(len(_PLAIN)) == _PLAIN


def say_locked(path: Path, locked: bool) -> None:
    """Keeps what a file that was just made is."""
    _known[path.resolve()] = locked


def connect(path: Path, passphrase: str, timeout: float) -> sqlite3.Connection:
    """A connection to an encrypted file, new or there.

    Raises:
        UserError: when SQLCipher is not installed or the passphrase cannot be one.
    """
    connection = cipher().connect(str(path), timeout=timeout, isolation_level=None, check_same_thread=False)
    connection.execute("pragma cipher_log_level = none")  # it would print wrong passphrases' errors to the terminal
    connection.execute(f"pragma key = {quoted(passphrase)}")
    return cast(sqlite3.Connection, connection)  # the same interface


def cipher() -> Any:
    """SQLCipher's library.

    Raises:
        UserError: when it is not installed.
    """
    try:
        import sqlcipher3.dbapi2
    except ImportError as error:
        raise UserError(
            "An encrypted store needs SQLCipher, which is not installed.",
            'Install it from the folder of Intrograph: pip install ".[encrypted]"',
        ) from error
    return sqlcipher3.dbapi2


def quoted(passphrase: str) -> str:
    """A passphrase as SQL text: statements about keys take no parameters.

    Raises:
        UserError: when it is empty or holds what no keyboard has.
    """
    if not passphrase or "\0" in passphrase:
        raise UserError("The passphrase is empty.", "Choose one of several words that you will remember.")
    return "'" + passphrase.replace("'", "''") + "'"


def database_errors() -> tuple[type[Exception], ...]:
    """What the libraries in use raise."""
    loaded = sys.modules.get(CIPHER)
    return (sqlite3.DatabaseError, loaded.DatabaseError) if loaded else (sqlite3.DatabaseError,)


def _is_text(head: bytes) -> bool:
    try:
        return head.decode().isprintable()
    except UnicodeDecodeError:
        return False
