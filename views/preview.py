"""What the files that were dropped hold: looked into once, before anything is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

SHOWN_CONTACTS = 200
"""Contacts that a preview shows; the rest are counted."""


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
class Preview:
    """What dropped files hold. `contacts` are the first people; `table` is how the one table of contacts is guessed.

    `uploads` says which files these are, `columns` what the user said of the table's columns.
    """

    uploads: tuple[str, ...]
    columns: Mapping[str, str]
    reading: Reading
    files: tuple[RunFile, ...]
    found: Found
    contacts: tuple[ContactRecord, ...]
    problems: tuple[Problem, ...]
    table: Mapped | None


def look_into(uploads: tuple[str, ...], sources: Sequence[SourceFile], columns: Mapping[str, str]) -> Preview:
    """Reads everything once, keeping counts, the first people and the problems.

    Raises:
        UserError: when there is nothing to read, or a file is damaged.
    """
    reading = read(sources, columns)
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
    table = _table(reading, sources)
    return Preview(uploads, columns, reading, reading.files, found, tuple(contacts), tuple(problems), table)


def _table(reading: Reading, sources: Sequence[SourceFile]) -> Mapped | None:
    """How the columns of the table of contacts are guessed, where there is exactly one."""
    tables = [file.digest for file in reading.files if file.importer == CONTACTS_CSV.name]
    if len(tables) != 1:
        return None
    return CONTACTS_CSV.mapping_of(next(file for file in sources if file.digest() == tables[0]))
