"""Backups, exports and putting them back."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from datetime import date, datetime
from pathlib import Path

from graph import copying
from graph.errors import LockedError, UserError
from graph.exchange import KnownTie, known_tie
from graph.exchange.card import cards
from graph.exchange.everything import write_everything
from graph.exchange.graphml import graphml
from graph.exchange.reading import Everything
from graph.exchange.table import people_table
from graph.model import EGO, Person
from graph.passing import passing_place
from graph.private import check_free, private_file, write_private
from graph.store import is_store, open_store, sealing
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.text import clean_text
from graph.ties.judgement import judged

PEOPLE_AT_ONCE = 5_000

BACKUPS = "backups"
"""The folder in the data folder that backups go to when no other place is named."""

ZIP = b"PK"

Asking = Callable[[], str]
"""Gives a passphrase where one is needed."""


def nobody_to_ask() -> str:
    """For files that need none.

    Raises:
        UserError: always.
    """
    raise UserError("This file needs a passphrase.", "Give it in INTROGRAPH_PASSPHRASE.")


def back_up(store: GraphStore, file: Path, ask: Asking = nobody_to_ask, *, replacing: bool = False) -> None:
    """Copies a store's file as it is now; sealed with a passphrase when the name ends with `.age`.

    Raises:
        UserError: when the file is there already or cannot be written, the store is a server, or the passphrase is
            missing.
    """
    check_free(file, replacing=replacing)
    if file.suffix.casefold() != sealing.ENDING:
        store.back_up(file)
        return
    passphrase = ask()
    held = store.file()
    with passing_place(held.parent if held else file.parent) as place:  # where the same lies in plain anyway
        plain = place / file.stem
        store.back_up(plain)
        sealing.seal(plain, file, passphrase)


def backup_name(folder: Path, store: GraphStore, at: datetime) -> Path:
    """Where a backup goes when no place is named."""
    held = store.file()
    return folder / BACKUPS / f"{held.stem if held else 'intrograph'}-{at:%Y-%m-%d-%H%M%S}.db"


def export(store: GraphStore, file: Path, at: datetime, *, replacing: bool = False) -> None:
    """Writes what the ending of the file's name says: `.zip` for everything, or one of `FORMATS`.

    Raises:
        UserError: when there is no such ending, or the file is there already or cannot be written.
    """
    ending = file.suffix.casefold()
    if ending != EVERYTHING and ending not in FORMATS:
        raise UserError(
            f"Nothing can be exported as {clean_text(ending) or 'a file without an ending'}.",
            f"Use one of: {', '.join((EVERYTHING, *FORMATS, '.html'))}",
        )
    if ending == EVERYTHING:
        with store.snapshot() as view, private_file(file, replacing=replacing) as opened:
            write_everything(view, opened, at)
        return
    write_private(file, text_of(store, ending, at.date()), replacing=replacing)


def text_of(store: GraphStore, ending: str, today: date) -> Iterator[bytes]:
    """What a file of this ending holds."""
    with store.snapshot() as view:
        for part in FORMATS[ending](view, today):
            yield part.encode("utf-8", "replace")


def restore(file: Path, target: GraphStore, folder: Path, ask: Asking = nobody_to_ask) -> None:
    """Puts an export of everything or a backup, plain or not, into an empty store, opened for `filling`.

    Args:
        file: what is put back.
        target: where it goes.
        folder: where a copy of a backup may lie meanwhile, so that the backup itself is not touched.
        ask: called for the passphrase of a file that is sealed, and of a backup that is encrypted.

    Raises:
        UserError: when the file is neither, is damaged or of a newer version, the passphrase is missing or another one,
            or the store is not empty.
    """
    if not os.path.isfile(file):  # which also means names that are too long for one
        raise UserError(f"There is no file {clean_text(str(file))}.", "Check its name.")
    with passing_place(folder) as place, _source(_unsealed(file, place, ask), place, ask) as source:
        copying.copy(source, target)
        if target.digest() != source.digest():
            raise UserError(
                "What was put back is not what was exported.", "Do not use this store; restore another backup."
            )


def _unsealed(file: Path, place: Path, ask: Asking) -> Path:
    """The file, or what was sealed in it."""
    if not sealing.is_sealed(file):
        return file
    plain = place / "unsealed"
    sealing.unseal(file, plain, ask())
    return plain


def _source(file: Path, place: Path, ask: Asking) -> AbstractContextManager[copying.Source]:
    with file.open("rb") as opened:
        is_export = opened.read(len(ZIP)) == ZIP
    if is_export or not is_store(file):
        return closing(Everything(file))
    copy = place / "backup.db"
    shutil.copyfile(file, copy)
    return closing(_opened(copy, ask))


def _opened(backup: Path, ask: Asking) -> GraphStore:
    try:
        return open_store(str(backup))
    except LockedError:
        return open_store(str(backup), passphrase=ask())


def _people(view: GraphReader) -> Iterator[Person]:
    last = ""
    while held := view.entries(last, PEOPLE_AT_ONCE):
        yield from (entry.person for entry in held)
        last = held[-1].person.id


def _others(view: GraphReader) -> Iterator[Person]:
    return (person for person in _people(view) if person.id != EGO)


def _ties(view: GraphReader, today: date) -> Iterator[KnownTie]:
    return (known_tie(tie) for held in view.ties() if (tie := judged(held, today)))


EVERYTHING = ".zip"

FORMATS: Mapping[str, Callable[[GraphReader, date], Iterable[str]]] = {
    ".graphml": lambda view, today: graphml(_people(view), _ties(view, today)),
    ".csv": lambda view, today: people_table(_others(view)),
    ".vcf": lambda view, today: cards(_others(view)),
}
"""What other programs read, by the ending of the file's name."""
