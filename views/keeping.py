"""The commands that keep data safe or let it go: status, backup, export, restore, forget, compact."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph import inventory, wire
from graph.copies import Copies, Copy
from graph.errors import UserError
from graph.inventory import KeptFile
from graph.search.people import person_called
from graph.settings import Settings
from graph.store.base import GraphStore
from graph.text import clean_text
from views import shell, terminal, wording

if TYPE_CHECKING:
    from graph.forgetting import Leaving

PAGE = ".html"
"""How the names of pages that draw themselves end."""


def status(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows what is kept, and in which files."""
    with shell.opened(settings) as store:
        held, files = store.status(), inventory.kept_files(store.file(), settings.data_folder)
    if arguments.json:
        shell.print_json([{**wire.status(held), "files": [_wire(file) for file in files]}])
    else:
        shell.say((*terminal.status(held), "", *_table(files), "Nothing of it leaves this machine by itself."))


def backup(arguments: argparse.Namespace, settings: Settings) -> None:
    """Copies the store's file, sealed when its name says so."""
    from graph import safekeeping

    at = datetime.now(UTC)
    with shell.opened(settings) as store:
        file = arguments.path or safekeeping.backup_name(settings.data_folder, store, at)
        with Copies(settings.data_folder).making(file, at):
            safekeeping.back_up(
                store, file, lambda: settings.passphrase or shell.new_passphrase(), replacing=arguments.force
            )
    shell.say(
        [f"Backed up to {file} ({wording.size(file.stat().st_size)}).", "To put it back: intrograph restore FILE"]
    )


def export(arguments: argparse.Namespace, settings: Settings) -> None:
    """Writes everything, or people and ties for other programs."""
    from graph import safekeeping

    at = datetime.now(UTC)
    with shell.opened(settings) as store, Copies(settings.data_folder).making(arguments.path, at):
        if arguments.path.suffix.casefold() == PAGE:
            _draw(store, arguments.path, at.date(), replacing=arguments.force)
        else:
            safekeeping.export(store, arguments.path, at, replacing=arguments.force)
    size = wording.size(arguments.path.stat().st_size)
    shell.say([f"Exported to {arguments.path} ({size}). It is as private as your address book, and not encrypted."])


def _draw(store: GraphStore, path: Path, today: date, *, replacing: bool) -> None:
    """Writes the network as a page that draws itself."""
    from graph.private import write_private
    from views.standalone import page_of

    with store.snapshot() as view:
        write_private(path, [page_of(view, today).encode("utf-8", "replace")], replacing=replacing)


def restore(arguments: argparse.Namespace, settings: Settings) -> None:
    """Puts a backup or an export of everything into an empty store."""
    from graph import safekeeping

    with shell.opened(settings, filling=True) as store:
        safekeeping.restore(
            arguments.path, store, settings.data_folder, lambda: settings.passphrase or shell.ask_passphrase()
        )
        held = store.status()
    if arguments.json:
        shell.print_json([wire.status(held)])
    else:
        shell.say(("Restored, and checked to be the same.", *terminal.status(held)))


def forget(arguments: argparse.Namespace, settings: Settings) -> None:
    """Erases somebody and keeps them out of later imports."""
    from graph import forgetting

    copies = Copies(settings.data_folder)
    with shell.opened(settings) as store:
        if arguments.allow:
            shell.say((wording.let_back(forgetting.let_back(store, arguments.person)),))
            return
        one = person_called(store, arguments.person)
        leaving = forgetting.preview(store, one.id)
        if arguments.dry_run:
            shell.say(("Nothing was changed. This would go:", *_leaving(leaving)))
        else:
            try:
                forgetting.forget(store, one.id)
            finally:  # they may be gone although their traces are not
                copies.sweep()
                gone = copies.remove() if arguments.with_copies and not store.people([one.id]) else ()
            shell.say(("Forgotten, and kept out of later imports. Gone for good:", *_leaving(leaving)))
            shell.say(f"  the copy {copy.file}" for copy in gone)
        shell.say(_copies(copies.there()))
        if store.file() is None:
            shell.say([forgetting.SERVER_KEEPS])


def compact(arguments: argparse.Namespace, settings: Settings) -> None:
    """Gives back the room of what is gone."""
    with shell.opened(settings) as store:
        before = store.status().size
        if not store.compact():
            raise UserError(
                "Another window or command is reading the store.", "Close it, and run again: intrograph compact"
            )
        after = store.status().size
    shell.say([f"{wording.size(before)} before, {wording.size(after)} now."])


def _leaving(leaving: "Leaving") -> Iterator[str]:
    name = clean_text(leaving.person.name)
    yield f"  {name}: {', '.join(wording.leaving(leaving))}"
    yield from (f"  the import {run.id}, which is their list" for run in leaving.lists)


def _copies(held: Sequence[Copy]) -> Iterator[str]:
    """What is said about copies that hold them yet."""
    if held:
        yield "These copies may hold them still. Delete them, or let --with-copies do it:"
        yield from (f"  {copy.file} ({wording.day(copy.at.date())})" for copy in held)
    yield "What you sent elsewhere, synchronised or backed up by other programs is not reached from here."


def _table(files: Sequence[KeptFile]) -> Iterator[str]:
    rows = [(str(file.path), wording.size(file.size), f"{file.mode:04o}", file.holds) for file in files]
    yield from terminal.table(rows, right=(1,)) if rows else ()


def _wire(file: KeptFile) -> wire.Json:
    return {"path": str(file.path), "size": file.size, "mode": f"{file.mode:04o}", "holds": file.holds}
