"""What the files that were dropped hold: looked into once, before anything is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import UserError
from graph.records import (
    CardKind,
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Problem,
    Record,
    RelationRecord,
    RunFile,
    Skipped,
    SkipReason,
)
from importers import Reading, read
from importers.base import SourceFile
from importers.contacts_csv import CONTACTS_CSV, Mapped
from importers.unmapped import unmapped

SHOWN_CONTACTS = 200
"""Contacts that a preview shows; the rest are counted."""

MOST_UNKNOWN = 5
"""Files that nobody reads of which it is asked which column is what."""

NOTHING_READ = Reading((), lambda: iter(()), lambda: iter(()))
"""What is read of files that hold nothing known."""


@dataclass(slots=True)
class Found:
    """How much there is of everything; `entries` are all rows, cards, messages and meetings, also those left out.

    `interests` are companies that somebody follows or applied to, `companies` cards of companies.
    """

    entries: int = 0
    people: int = 0
    companies: int = 0
    interests: int = 0
    relations: int = 0
    interactions: Counter[InteractionKind] = field(default_factory=Counter)
    skipped: Counter[SkipReason] = field(default_factory=Counter)

    def count(self, item: Record | Problem) -> None:
        """Counts one more; a problem that cost only a part of a row is no entry of its own."""
        self.entries += not (isinstance(item, Problem) and item.kept)
        if isinstance(item, Skipped):
            self.skipped[item.reason] += 1
        elif isinstance(item, InteractionRecord):
            self.interactions[item.kind] += 1
        elif isinstance(item, RelationRecord):
            self.relations += 1
        elif isinstance(item, ContactRecord):
            self._count_contact(item)

    def _count_contact(self, item: ContactRecord) -> None:
        if item.origin is Origin.INTEREST:
            self.interests += 1
        elif item.kind is CardKind.ORGANIZATION:
            self.companies += 1
        elif item.origin is not Origin.OWNER:
            self.people += 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of contacts: its file, whose digest names it, and how its columns are guessed."""

    name: str
    digest: str
    mapped: Mapped


ColumnsSaid = Mapping[str, Mapping[str, str]]
"""What the user says of the columns of tables: digest -> field -> column, or nothing for what is not to be read."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What dropped files hold. `contacts` are the first people; `tables` those whose columns had to be guessed.

    `uploads` says which files these are, `columns` what the user said of the tables. `refusal` says why nothing can be
    read yet; then there are tables of which no column is known.
    """

    uploads: tuple[str, ...]
    columns: ColumnsSaid
    reading: Reading
    found: Found
    contacts: tuple[ContactRecord, ...]
    problems: tuple[Problem, ...]
    tables: tuple[Table, ...]
    refusal: UserError | None = None

    @property
    def files(self) -> tuple[RunFile, ...]:
        """Every file, also those that nobody reads."""
        return self.reading.files


def look_into(uploads: tuple[str, ...], sources: Sequence[SourceFile], columns: ColumnsSaid) -> Preview:
    """Reads everything once, keeping counts, the first people and the problems.

    Raises:
        UserError: when there is nothing to read and no table to ask about, or a file is damaged.
    """
    try:
        reading = read(sources, of_tables=columns)
    except UserError as refusal:
        tables = tuple(_unknown(sources))
        if not tables:
            raise
        return Preview(uploads, columns, NOTHING_READ, Found(), (), (), tables, refusal)
    found = Found()
    contacts: list[ContactRecord] = []
    problems: list[Problem] = []
    for item in reading.records():
        people = found.people
        found.count(item)
        if isinstance(item, Problem):
            problems.append(item)
        elif isinstance(item, ContactRecord) and people < found.people <= SHOWN_CONTACTS:
            contacts.append(item)
    tables = tuple(_guessed(reading, sources))
    return Preview(uploads, columns, reading, found, tuple(contacts), tuple(problems), tables)


def _guessed(reading: Reading, sources: Sequence[SourceFile]) -> Iterator[Table]:
    """The tables of contacts and how their columns are guessed, before the user says otherwise."""
    wanted = {file.digest for file in reading.files if file.importer == CONTACTS_CSV.name}
    for file in sources if wanted else ():
        if (digest := file.digest()) in wanted:
            wanted.remove(digest)
            mapped = CONTACTS_CSV.mapping_of(file) if CONTACTS_CSV.identify(file) else unmapped(file)
            if mapped:
                yield Table(file.base_name, digest, mapped)


def _unknown(sources: Sequence[SourceFile]) -> Iterator[Table]:
    """Tables of which no column is known, where nothing else was dropped."""
    for file in sources[:MOST_UNKNOWN]:
        mapped = None if file.fault else unmapped(file)
        if mapped:
            yield Table(file.base_name, file.digest(), mapped)
