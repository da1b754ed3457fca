"""Tables of contacts from any program: Google and Outlook of every generation and language, Thunderbird, one's own.

What each column is, `importers.columns` guesses; the user may say otherwise. Here a row becomes a contact, with those
whom it names (manager, assistant, spouse) after it. Every row is a record or a problem.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest
from types import MappingProxyType

from graph.errors import UserError
from graph.records import CardKind, ContactRecord, Job, Party, PersonName, Problem, Record, RelationRecord, SourceRef
from graph.text import clean_text, fold_words
from importers import table
from importers.base import SourceFile
from importers.columns import (
    FIELDS,
    MOST,
    SAMPLE,
    ColumnMap,
    by_content,
    by_name,
    lists_people,
    lists_things,
    overridden,
)
from importers.dates import read_day
from importers.decoding import Decoded, decode
from importers.relations import is_profile

NAME = "contacts-csv"
"""What files of this kind are called in reports."""

_BETWEEN_ADDRESSES = re.compile(r"[\s<>()\[\],;:|\"']+")
_ADDRESS = re.compile(r"(?<![^@])[^@]+@[^@]+\.[^@.]{2,}")
_BETWEEN_NUMBERS = re.compile(r" ::: |[\n\r;|]+")
_SEVERAL = " ::: "
_EXCHANGE = ("/o=", "/cn=", "ex:/o=")
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")
_RELATED = {"manager": "manager", "assistant": "assistant", "spouse": "spouse", "introducer": "introduced by"}
_RELATION = re.compile(r"relation \d+")
_UNNAMED = "related"
_LOOSE = ("organization", "title", "name", "note", "department", "city", "school", "label")
_ADDRESSES_OR_NOT = (None, "note", "email name", "profile")
_COMMA_OPEN = "A comma in this row is not in quotes, so check what was read."
_LETTERS_GUESSED = "The letters had to be guessed: check names with accents."
_NO_NAME = "This row has no name, company, e-mail address or phone number."
_UNREADABLE_LETTER = "\ufffd"


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a table is read: its columns, their names (none where it has no header), and its first rows."""

    columns: ColumnMap
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ContactsCsv:
    """Reads a table of contacts. `said` is what the user says: field -> column's name or number, or "" for none."""

    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    name: str = NAME

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "ContactsCsv":
        """An importer that reads columns as the user says.

        Raises:
            UserError: when a field does not exist.
        """
        known = {name.casefold().replace(" ", "_"): column for name, column in said.items()}
        unknown = next((name for name in known if name not in FIELDS), None)
        if unknown:
            raise UserError(f"There is no field {clean_text(unknown)}.", f"Use one of these: {', '.join(FIELDS)}.")
        return cls(MappingProxyType(known))

    @property
    def _named(self) -> Mapping[str, str]:
        return {name: column for name, column in self.said.items() if column}

    def identify(self, file: SourceFile) -> bool:
        """Whether a file is a table in which people can be told apart; for files that no other importer reads."""
        head = file.head()
        return b"\x00\x00\x00" not in head[:4000] and self._layout(table.first_lines(head)) is not None

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A contact for each row that names somebody or a company; other rows are problems.

        Raises:
            UserError: when a column that the user named is not in the file.
        """
        decoded = decode(file.read())
        lines = table.split_lines(decoded.text)
        layout = self._layout(lines)
        if layout is None:
            raise self._missing(file, lines)
        columns = self._columns(layout, lines)
        yield from _guessed(file, decoded, layout.header)
        width = len(layout.header.names)
        known = _Known(columns, {name: columns.places(name) for name in filter(None, columns.fields)})
        for row in table.rows(lines, layout.header, lambda cells: len(cells) == width > 2):
            if tuple(row.cells) != layout.header.names or layout.header.line == 0:
                yield from _Row.fitted(row, known, SourceRef(f"{file.base_name} line {row.line}")).records()

    def mapping_of(self, file: SourceFile) -> Mapped:
        """How a file would be read.

        Raises:
            UserError: when it is no table of contacts, or lacks a column that the user named.
        """
        lines = table.split_lines(decode(file.read()).text)
        layout = self._layout(lines)
        if layout is None:
            raise self._missing(file, lines)
        columns = self._columns(layout, lines)
        names = layout.header.names if layout.header.line else ()
        return Mapped(columns, names, tuple(tuple(row) for row in _sample(lines, layout.header)[:3]))

    def refusal(self, files: Sequence[SourceFile]) -> UserError:
        """Why what the user says of columns fits none of the files."""
        named = next((file for file in files if file.base_name.casefold().endswith((".csv", ".tsv", ".txt"))), None)
        if named is None:
            return UserError("None of the files is a table of contacts.", "Leave --map away, or choose a CSV file.")
        return self._missing(named, table.split_lines(decode(named.read()).text))

    def _layout(self, lines: Sequence[str]) -> "_Layout | None":
        """Where the header is: among the first rows by its names, or else none but cells that speak for themselves."""
        header = table.find_header(lines, self._is_header)
        if header:
            return _Layout(header, by_name(header.names))
        for delimiter in table.DELIMITERS:
            first = next(iter(table.rows(lines, table.Header(0, ("", ""), delimiter), lambda _: False)), None)
            if first is not None and len(first.cells) > 1:
                layout = self._without_known_names(lines, delimiter, first.cells)
                if layout:
                    return layout
        return None

    def _is_header(self, cells: Sequence[str]) -> bool:
        if any("@" in cell or "\t" in cell for cell in cells):
            return False
        if self._named:
            only_numbers = all(column.isdecimal() for column in self._named.values())
            return overridden(by_name(cells), cells, self._named) is not None and not only_numbers
        return lists_people(cells)

    def _without_known_names(self, lines: Sequence[str], delimiter: str, first: Sequence[str]) -> "_Layout | None":
        """A table whose header says nothing, or that has none; then its first row is one like the others.

        Text with commas is no table, and rows of nothing but addresses are ties between people.
        """
        width = len(first)
        if not _is_even(lines, delimiter, width) or lists_things(first) or all("@" in cell for cell in first):
            return None
        below = table.Header(1, tuple(first), delimiter)
        sample = _sample(lines, below)
        blank = ColumnMap((None,) * width)
        found = by_content(by_name(first), sample) if sample else blank
        whole = by_content(blank, [first])
        if whole.names_people and whole.places("email", "profile"):
            header = table.Header(0, tuple(f"column {number}" for number in range(1, width + 1)), delimiter)
            return _Layout(header, by_content(blank, _sample(lines, header)))
        told = found.places("email", "profile") or (self._named and overridden(found, first, self._named))
        return _Layout(below, found) if told and (found.names_people or self._named) else None

    def _columns(self, layout: "_Layout", lines: Sequence[str]) -> ColumnMap:
        found = by_content(layout.columns, _sample(lines, layout.header))
        chosen = overridden(found, layout.header.names, self.said) if self.said else found
        if chosen is None:
            columns = ", ".join(clean_text(name) for name in layout.header.names if name.strip())
            raise UserError("A column that you named is not in the file.", f"Its columns are: {columns[:400]}.")
        return chosen

    def _missing(self, file: SourceFile, lines: Sequence[str]) -> UserError:
        if not self.said:
            return UserError(
                f"{file.base_name} has no columns that are known here.",
                "Say which column is what, such as: --map name='Full Name' --map organization=Employer",
            )
        header = table.find_header(lines, lambda cells: len(cells) > 1)
        columns = ", ".join(clean_text(name) for name in header.names if name.strip()) if header else "none"
        return UserError(f"{file.base_name} lacks a column that you named.", f"Its columns are: {columns[:400]}.")


CONTACTS_CSV = ContactsCsv()
"""The importer of tables of contacts, reading columns as they seem."""


@dataclass(frozen=True, slots=True)
class _Layout:
    header: table.Header
    columns: ColumnMap


@dataclass(frozen=True, slots=True)
class _Known:
    """What the columns are, and where those of each field stand: asked twenty times a row."""

    columns: ColumnMap
    places: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table and what its columns are."""

    row: table.Row
    known: _Known
    source: SourceRef
    mended: bool = False
    """Whether commas without quotes were taken for parts of a text."""

    @classmethod
    def fitted(cls, row: table.Row, known: _Known, source: SourceRef) -> "_Row":
        """A row; where it is too wide, with the one text put together again that commas may have cut."""
        extra = len(row.cells) - len(known.columns.fields)
        if extra <= 0 or not any(map(str.strip, row.cells[-extra:])):
            return cls(row, known, source)
        mended = (
            cls(replace(row, cells=_joined(row.cells, place, extra)), known, source, mended=True)
            for place in known.columns.places(*_LOOSE)
            if all(part.startswith(" ") for part in row.cells[place + 1 : place + extra + 1])
        )
        fitting = [each for each in mended if each.fits]
        return fitting[0] if len(fitting) == 1 else cls(row, known, source)

    @property
    def fits(self) -> bool:
        """Whether addresses stand where they belong and nowhere else."""
        both = zip(self.known.columns.fields, self.row.cells, strict=True)
        telling = ((one, cell) for one, cell in both if one not in _ADDRESSES_OR_NOT and cell.strip())
        return all(("@" in cell) is (one == "email") for one, cell in telling)

    def records(self) -> Iterator[Record | Problem]:
        """The contact, what is wrong with it, and whom it names; or why it was lost."""
        complaint = self._misfit()
        if complaint and self._shifted():
            yield Problem(self.source, complaint)
            return
        contact, stands_in = self._contact()
        if contact is None:
            yield Problem(self.source, complaint or _NO_NAME)
            return
        yield contact
        complaints = (
            complaint,
            _COMMA_OPEN if self.mended else "",
            f"This row has no name; its {stands_in} stands in." if stands_in else "",
            "A quotation mark in this row is not closed, so check what was read." if self.row.torn else "",
            "Some letters in this row are damaged." if self._is_damaged() else "",
        )
        yield from (Problem(self.source, each, kept=True) for each in complaints if each)
        yield from self._relations(contact)

    def _contact(self) -> tuple[ContactRecord | None, str]:
        emails, phones = self._emails(), self._phones()
        name = self._name()
        jobs = self._jobs()
        stands_in = ""
        kind = CardKind.PERSON
        if not name.full and jobs and jobs[0].organization:
            kind, name = CardKind.ORGANIZATION, PersonName(jobs[0].organization)
        if not name.full and emails:
            name, stands_in = PersonName(emails[0].partition("@")[0]), "e-mail address"
        if not name.full and phones:
            name, stands_in = PersonName(phones[0]), "phone number"
        if not name.full:
            return None, ""
        contact = ContactRecord(
            name,
            self.source,
            kind=kind,
            emails=emails,
            phones=phones,
            profile=next(filter(is_profile, self._all("profile")), None),
            uid=self._first("uid") or None,
            organization=jobs[0].organization or None,
            title=jobs[0].title,
            jobs=jobs[1:],
            department=self._first("department") or None,
        )
        return self._with_context(contact), stands_in

    def _with_context(self, contact: ContactRecord) -> ContactRecord:
        return replace(
            contact,
            schools=tuple(dict.fromkeys(self._all("school"))),
            city=self._first("city") or None,
            labels=self._labels(),
            note=self._first("note") or None,
            connected_on=read_day(self._first("connected_on")),
        )

    def _relations(self, contact: ContactRecord) -> Iterator[RelationRecord]:
        subject = Party(name=contact.name.full, uid=contact.uid)
        for label, name in self._related():
            if name != contact.name.full:
                yield RelationRecord(subject, Party(name=name), label, self.source)

    def _related(self) -> Iterator[tuple[str, str]]:
        """What somebody is and who; a cell of labels holds as many as the cell of names beside it."""
        for one, label in _RELATED.items():
            yield from ((label, name) for name in self._all(one))
        for one in filter(_RELATION.fullmatch, self.known.places):
            names = self._all(one)
            labels = self._all(one.replace("relation", "relation label"))
            for name, label in zip_longest(names, labels[: len(names)], fillvalue=_UNNAMED):
                yield label.removeprefix("* ").casefold(), name

    def _name(self) -> PersonName:
        given, middle, family, suffix = (self._first(each) for each in ("given", "middle", "family", "suffix"))
        parts = " ".join(filter(None, (given, middle, family)))
        whole = parts if given and family else self._first("name") or parts or self._first("nickname")
        if whole and suffix and suffix not in whole:
            whole += f" {suffix}" if fold_words(suffix) in _GENERATIONS else f", {suffix}"
        return PersonName(whole, given, family)

    def _jobs(self) -> tuple[Job, ...]:
        """Companies with the titles beside them, the present one first; without any, a title alone."""
        companies, titles = self._by_column("organization"), self._by_column("title")
        if len(companies) != len(titles):
            companies, titles = [self._all("organization")], [self._all("title")]
        both = chain.from_iterable(map(zip_longest, companies, titles))
        jobs = tuple(dict.fromkeys(Job(company or "", title) for company, title in both))
        return tuple(job for job in jobs if job.organization) or jobs or (Job(""),)

    def _emails(self) -> tuple[str, ...]:
        """Every address; where Exchange writes a name of its own instead, the one in the name to be shown."""
        cells = self._all("email")
        if any(cell.casefold().startswith(_EXCHANGE) for cell in cells):
            cells = [cell for cell in cells if not cell.casefold().startswith(_EXCHANGE)] + self._all("email name")
        parts = (part.strip(".") for cell in cells for part in _BETWEEN_ADDRESSES.split(cell) if "@" in part)
        return tuple(dict.fromkeys(filter(_ADDRESS.fullmatch, parts)))

    def _phones(self) -> tuple[str, ...]:
        parts = (clean_text(part) for cell in self._cells("phone") for part in _BETWEEN_NUMBERS.split(cell))
        return tuple(dict.fromkeys(filter(None, parts)))

    def _labels(self) -> tuple[str, ...]:
        """Groups and tags; Google marks those that it made itself with a star."""
        parts = (part.strip() for cell in self._all("label") for part in re.split(r"[;,]", cell))
        return tuple(dict.fromkeys(part for part in parts if part and not part.startswith("* ")))

    def _all(self, field: str) -> list[str]:
        """What stands in all columns of a field, on one line each."""
        return list(chain.from_iterable(self._by_column(field))) if field in self.known.places else []

    def _by_column(self, field: str) -> list[list[str]]:
        """The same for each column; a cell may hold several."""
        cells = ([clean_text(part) for part in cell.split(_SEVERAL)] for cell in self._cells(field))
        return [[part for part in parts if part] for parts in cells]

    def _cells(self, field: str) -> list[str]:
        cells = self.row.cells
        return [cells[place] if place < len(cells) else "" for place in self.known.places.get(field, ())]

    def _first(self, field: str) -> str:
        return next(iter(self._all(field)), "")

    def _misfit(self) -> str:
        width, found = len(self.known.columns.fields), len(self.row.cells)
        if found > width and any(map(str.strip, self.row.cells[width:])):
            return f"This row has {found} columns instead of {width}."
        return f"This row has only {found} of {width} columns." if 2 * found < width else ""

    def _shifted(self) -> bool:
        """Whether a comma without quotes pushed cells to where they do not belong."""
        width = len(self.known.columns.fields)
        emails = [cell for cell in self._all("email") if not _ADDRESS.search(cell)]
        stray = any("@" in cell for cell in self.row.cells[width:])
        return len(self.row.cells) > width and (bool(emails) or stray)

    def _is_damaged(self) -> bool:
        return any(_UNREADABLE_LETTER in cell for cell in self.row.cells)


def _joined(cells: Sequence[str], place: int, extra: int) -> list[str]:
    return [*cells[:place], ",".join(cells[place : place + extra + 1]), *cells[place + extra + 1 :]]


def _guessed(file: SourceFile, decoded: Decoded, header: table.Header) -> Iterator[Problem]:
    if decoded.guessed:
        yield Problem(SourceRef(f"{file.base_name} line {max(header.line, 1)}"), _LETTERS_GUESSED, kept=True)


def _sample(lines: Sequence[str], header: table.Header) -> list[list[str]]:
    found = table.rows(lines[: header.line + 20 * SAMPLE], header, lambda _: False)
    return [row.cells for row, _ in zip(found, range(SAMPLE), strict=False)]


def _is_even(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether most rows are equally wide."""
    widths = [len(cells) for cells in _sample(lines, table.Header(0, ("",) * width, delimiter))]
    return widths.count(width) >= MOST * len(widths)
