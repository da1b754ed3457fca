"""Files in, records out: finds the importer that reads a file, and reads many files as one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.errors import UserError
from graph.records import Problem, Record, RunFile
from importers.base import Importer, SourceFile
from importers.linkedin import CONNECTIONS
from importers.unread import nothing_to_read
from importers.vcard import VCARD

IMPORTERS: tuple[Importer, ...] = (CONNECTIONS, VCARD)
"""Every importer there is. No file is read by two of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: every file, also those that nobody reads, and a way to go through all records in file order."""

    files: tuple[RunFile, ...]
    records: Callable[[], Iterator[Record | Problem]]


def identify(file: SourceFile) -> Importer:
    """The one importer that reads a file.

    Raises:
        UserError: when none does, or several do.
    """
    importer = _importer_of(file)
    if importer is None:
        raise nothing_to_read([file])
    return importer


def read(sources: Iterable[SourceFile]) -> Reading:
    """Finds out what each file is. A file that is there twice is read once; one that nobody reads has no digest.

    Raises:
        UserError: when there is nothing to read in any of the files, or one is damaged.
    """
    given = tuple(sources)
    files: list[RunFile] = []
    chosen: list[tuple[Importer, SourceFile]] = []
    digests: set[str] = set()
    for file in given:
        importer = _importer_of(file)
        digest = file.digest() if importer else ""
        if importer and digest in digests:
            continue
        files.append(RunFile(file.name, importer.name if importer else None, digest))
        if importer:
            digests.add(digest)
            chosen.append((importer, file))
    if not chosen:
        raise nothing_to_read(given)
    return Reading(tuple(files), lambda: (record for importer, file in chosen for record in importer.extract(file)))


def _importer_of(file: SourceFile) -> Importer | None:
    rivals = [importer for importer in IMPORTERS if importer.identify(file)]
    if len(rivals) > 1:
        names = " and ".join(importer.name for importer in rivals)
        raise UserError(f"{file.base_name} can be read in several ways: {names}.", "Keep one kind of data in a file.")
    return rivals[0] if rivals else None
