"""Files in, records out: finds the importer that reads a file, and reads many files as one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType

from graph.errors import UserError
from graph.records import (
    LIST_OWNER,
    ContactRecord,
    InteractionRecord,
    Origin,
    Party,
    Problem,
    Record,
    RunFile,
    SourceRef,
)
from importers.base import Importer, SourceFile
from importers.bundle import BUNDLE
from importers.calendar import CALENDAR
from importers.contacts_csv import CONTACTS_CSV, ContactsCsv, Mapped
from importers.limits import within_limits
from importers.linkedin import LINKEDIN, OWNER_FILES
from importers.mail import MAIL
from importers.networks import NETWORKS
from importers.unread import nothing_to_read
from importers.vcard import VCARD

IMPORTERS: tuple[Importer, ...] = (BUNDLE, *LINKEDIN, VCARD, MAIL, CALENDAR, *NETWORKS)
"""Every importer that knows its files. No file is read by two of them; other tables may be contacts all the same."""


NOTHING_SAID: Mapping[str, str] = MappingProxyType({})
"""Columns are as they are guessed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: every file, also those that nobody reads, and a way to go through all records in file order.

    `mapped` tells, by the names of tables whose columns had to be guessed, what each column was taken for.
    """

    files: tuple[RunFile, ...]
    records: Callable[[], Iterator[Record | Problem]]
    mapped: Callable[[], Iterator[tuple[str, Mapped]]]


def identify(file: SourceFile) -> Importer:
    """The one importer that reads a file.

    Raises:
        UserError: when none does, or several do.
    """
    importer = _importer_of(file)
    if importer is None:
        raise nothing_to_read([file])
    return importer


def read(
    sources: Iterable[SourceFile],
    columns: Mapping[str, str] = NOTHING_SAID,
    of_tables: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Reading:
    """Finds out what each file is. A file that is there twice is read once; one that nobody reads has no digest.

    Args:
        sources: the files.
        columns: which column of a table of contacts is what (field -> header), where a guess would be wrong.
        of_tables: the same for single tables, by the digest of the file.

    Raises:
        UserError: when there is nothing to read in any of the files, or one is damaged.
    """
    given = tuple(sources)
    files: list[RunFile] = []
    chosen: list[_Chosen] = []
    faults = [Problem(SourceRef(file.name), str(file.fault)) for file in given if file.fault]
    digests: set[str] = set()
    usual = ContactsCsv.of(columns)
    for file in given:
        said = of_tables.get(file.digest()) if of_tables else None
        importer = _importer_of(file, ContactsCsv.of(said) if said else usual)
        digest = file.digest() if importer else ""
        if importer and digest in digests:
            continue
        files.append(RunFile(file.name, importer.name if importer else None, digest))
        if importer:
            digests.add(digest)
            chosen.append((importer, file))
    guessed = [(importer, file) for importer, file in chosen if isinstance(importer, ContactsCsv)]
    if columns and not guessed:
        raise usual.refusal(given)
    if not chosen:
        raise nothing_to_read(given)
    return Reading(
        tuple(files),
        lambda: chain(faults, _records(chosen)),
        lambda: ((file.name, importer.mapping_of(file)) for importer, file in guessed),
    )


_Chosen = tuple[Importer, SourceFile]


def _records(chosen: Iterable[_Chosen]) -> Iterator[Record | Problem]:
    """All records, with the owner of the list named wherever a file of the same batch says who that is."""
    owner = _owner_in(chosen)
    for importer, file in chosen:
        for found in importer.extract(file):
            for record in within_limits(found):
                yield _with_owner(record, owner) if isinstance(record, InteractionRecord) else record


def _owner_in(chosen: Iterable[_Chosen]) -> Party:
    told = [
        record
        for importer, file in chosen
        if importer in OWNER_FILES
        for record in importer.extract(file)
        if isinstance(record, ContactRecord) and record.origin is Origin.OWNER
    ]
    name = next((fact.name.full for fact in told if fact.name.full), None)
    email = next((email for fact in told for email in fact.emails), None)
    profile = next((fact.profile for fact in told if fact.profile), None)
    return replace(LIST_OWNER, name=name, email=email, profile=profile)


def _with_owner(record: InteractionRecord, owner: Party) -> InteractionRecord:
    if record.sender.is_owner:
        return replace(record, sender=owner)
    if any(party.is_owner for party in record.recipients):
        return replace(record, recipients=tuple(owner if each.is_owner else each for each in record.recipients))
    return record


def _importer_of(file: SourceFile, tables: ContactsCsv = CONTACTS_CSV) -> Importer | None:
    rivals = [importer for importer in IMPORTERS if importer.identify(file)]
    if len(rivals) > 1:
        names = " and ".join(importer.name for importer in rivals)
        raise UserError(f"{file.base_name} can be read in several ways: {names}.", "Keep one kind of data in a file.")
    if rivals:
        return rivals[0]
    return tables if tables.identify(file) else None
