"""Backups, exports and putting them back."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

from graph import copying
from graph.errors import UserError
from graph.exchange import KnownTie, known_tie
from graph.exchange.card import cards
from graph.exchange.everything import write_everything
from graph.exchange.graphml import graphml
from graph.exchange.reading import Everything
from graph.exchange.table import people_table
from graph.model import EGO, Person
from graph.private import cannot_write, check_free, private_file, write_private
from graph.store import open_store
from graph.store.base import GraphReader, GraphStore
from graph.text import clean_text
from graph.ties.judgement import judged

PEOPLE_AT_ONCE = 5_000

BACKUPS = "backups"
"""The folder in the data folder that backups go to when no other place is named."""

SQLITE = b"SQLite format 3\0"


def back_up(store: GraphStore, file: Path, *, replacing: bool = False) -> None:
    """Copies a store's file as it is now.

    Raises:
        UserError: when the file is there already or cannot be written, or the store is a server.
    """
    check_free(file, replacing=replacing)
    store.back_up(file)


def backup_name(folder: Path, store: GraphStore, at: datetime) -> Path:
    """Where a backup goes when no place is named."""
    beside = store.beside()
    return folder / BACKUPS / f"{beside.stem if beside else 'intrograph'}-{at:%Y-%m-%d-%H%M%S}.db"


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


def restore(file: Path, target: GraphStore, folder: Path) -> None:
    """Puts an export of everything or a backup into an empty store, opened for `filling`.

    Args:
        file: what is put back.
        target: where it goes.
        folder: where a copy of a backup may lie meanwhile, so that the backup itself is not touched.

    Raises:
        UserError: when the file is neither, is damaged or of a newer version, or the store is not empty.
    """
    if not file.is_file():
        raise UserError(f"There is no file {clean_text(str(file))}.", "Check its name.")
    with file.open("rb") as opened:
        is_backup = opened.read(len(SQLITE)) == SQLITE
    with (_backup if is_backup else _exported)(file, folder) as source:
        copying.copy(source, target)
        if target.digest() != source.digest():
            raise UserError(
                "What was put back is not what was exported.", "Do not use this store; restore another backup."
            )


@contextmanager
def _exported(file: Path, folder: Path) -> Iterator[copying.Source]:
    with closing(Everything(file)) as source:
        yield source


@contextmanager
def _backup(file: Path, folder: Path) -> Iterator[copying.Source]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="restoring-", ignore_cleanup_errors=True) as place:
            copy = Path(place) / "backup.db"
            shutil.copyfile(file, copy)
            with closing(open_store(str(copy))) as source:
                yield source
    except OSError as error:
        raise cannot_write(folder, error) from error


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
