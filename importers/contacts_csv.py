"""Tables of contacts from any program: Google and Outlook of every generation and language, Thunderbird, one's own.

What each column is, `importers.columns` guesses; the user may say otherwise. Here a row becomes a contact, with those
whom it names (manager, assistant, spouse) after it. Every row is a record or a problem.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from graph.errors import UserError
from graph.records import CardKind, ContactRecord, Job, Party, PersonName, Problem, Record, RelationRecord, SourceRef
from graph.text import clean_text, fold_words
from importers import table
from importers.base import SourceFile
from importers.columns import FIELDS, SAMPLE, ColumnMap, by_content, by_name, overridden
from importers.dates import read_day
from importers.decoding import Decoded, decode
from importers.relations import is_profile

NAME = "contacts-csv"
"""What files of this kind are called in reports."""

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[^\s@<>()\[\],;:\"'.]{2,}")
_SEVERAL = " ::: "
_EXCHANGE = ("/o=", "/cn=", "ex:/o=")
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")
_RELATED = ("manager", "assistant", "spouse")
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
    """Reads a table of contacts. `said` is what the user says of its columns: field -> column's name or number."""

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
        for row in table.rows(lines, layout.header, lambda cells: len(cells) == width > 2):
            if tuple(row.cells) != layout.header.names or layout.header.line == 0:
                yield from _Row(row, columns, SourceRef(f"{file.base_name} line {row.line}")).records()

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
        if any("@" in cell for cell in cells):
            return False
        found = by_name(cells)
        if self.said:
            return overridden(found, cells, self.said) is not None and not _only_numbers(self.said)
        filled = sum(bool(cell.strip()) for cell in cells)
        enough = found.known >= 2 and (found.known >= 3 or 2 * found.known >= filled)
        return found.names_people and (enough or (found.known == filled == len(found.places("email")) > 0))

    def _without_known_names(self, lines: Sequence[str], delimiter: str, first: Sequence[str]) -> "_Layout | None":
        """A table whose header says nothing, or that has none; then its first row is one like the others."""
        width = len(first)
        below = table.Header(1, tuple(first), delimiter)
        sample = _sample(lines, below)
        blank = ColumnMap((None,) * width)
        found = by_content(by_name(first), sample) if sample else blank
        whole = by_content(blank, [first])
        if whole.names_people and whole.places("email", "profile"):
            header = table.Header(0, tuple(f"column {number}" for number in range(1, width + 1)), delimiter)
            return _Layout(header, by_content(blank, _sample(lines, header)))
        told = found.places("email", "profile") or (self.said and overridden(found, first, self.said))
        return _Layout(below, found) if told and (found.names_people or self.said) else None

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
class _Row:
    """One row of a table and what its columns are."""

    row: table.Row
    columns: ColumnMap
    source: SourceRef

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
            f"This row has no name; its {stands_in} stands in." if stands_in else "",
            "A quotation mark in this row is not closed, so check what was read." if self.row.torn else "",
            "Some letters in this row are damaged." if self._is_damaged() else "",
        )
        yield from (Problem(self.source, each, kept=True) for each in complaints if each)
        yield from self._relations(contact)

    def _contact(self) -> tuple[ContactRecord | None, str]:
        emails, phones = self._emails(), tuple(dict.fromkeys(self._all("phone")))
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
        named = [(label, name) for label in _RELATED for name in self._all(label)]
        numbered = sorted({each for each in self.columns.fields if each and each.startswith("relation ")})
        for each in numbered:
            if not each.startswith("relation label"):
                labels = self._all(f"relation label {each.removeprefix('relation ')}")
                named += [(labels[0].casefold() if labels else "related", name) for name in self._all(each)]
        for label, name in named:
            if name != contact.name.full:
                yield RelationRecord(subject, Party(name=name), label.removeprefix("* "), self.source)

    def _name(self) -> PersonName:
        given, middle, family, suffix = (self._first(each) for each in ("given", "middle", "family", "suffix"))
        parts = " ".join(filter(None, (given, middle, family)))
        whole = parts if given and family else self._first("name") or parts or self._first("nickname")
        if whole and suffix and suffix not in whole:
            whole += f" {suffix}" if fold_words(suffix) in _GENERATIONS else f", {suffix}"
        return PersonName(whole, given, family)

    def _jobs(self) -> tuple[Job, ...]:
        """Companies with the titles that stand in the same place, the present one first; its company may be empty."""
        companies, titles = self._all("organization"), self._all("title")
        first = Job(companies[0] if companies else "", titles[0] if titles else None)
        further = (
            Job(company, titles[place] if place < len(titles) else None) for place, company in enumerate(companies)
        )
        return (first, *[job for job in dict.fromkeys(further) if job != first and job.organization != companies[0]])

    def _emails(self) -> tuple[str, ...]:
        """Every address; where Exchange writes a name of its own instead, the one in the name to be shown."""
        cells = self._all("email")
        if any(cell.casefold().startswith(_EXCHANGE) for cell in cells):
            cells = [cell for cell in cells if not cell.casefold().startswith(_EXCHANGE)] + self._all("email name")
        return tuple(dict.fromkeys(address for cell in cells for address in _ADDRESS.findall(cell)))

    def _labels(self) -> tuple[str, ...]:
        """Groups and tags; Google marks those that it made itself with a star."""
        parts = (part.strip() for cell in self._all("label") for part in re.split(r"[;,]", cell))
        return tuple(dict.fromkeys(part for part in parts if part and not part.startswith("* ")))

    def _all(self, field: str) -> list[str]:
        """What stands in all columns of a field, on one line each; a cell may hold several."""
        cells = self.row.cells
        texts = (cells[place] for place in self.columns.places(field) if place < len(cells))
        parts = (clean_text(part) for text in texts for part in text.split(_SEVERAL))
        return [part for part in parts if part]

    def _first(self, field: str) -> str:
        return next(iter(self._all(field)), "")

    def _misfit(self) -> str:
        width, found = len(self.columns.fields), len(self.row.cells)
        if found > width and any(map(str.strip, self.row.cells[width:])):
            return f"This row has {found} columns instead of {width}."
        return f"This row has only {found} of {width} columns." if 2 * found < width else ""

    def _shifted(self) -> bool:
        """Whether a comma without quotes pushed cells to where they do not belong."""
        width = len(self.columns.fields)
        emails = [cell for cell in self._all("email") if not _ADDRESS.search(cell)]
        stray = any("@" in cell for cell in self.row.cells[width:])
        return len(self.row.cells) > width and (bool(emails) or stray)

    def _is_damaged(self) -> bool:
        return any(_UNREADABLE_LETTER in cell for cell in self.row.cells)


def _guessed(file: SourceFile, decoded: Decoded, header: table.Header) -> Iterator[Problem]:
    if decoded.guessed:
        yield Problem(SourceRef(f"{file.base_name} line {max(header.line, 1)}"), _LETTERS_GUESSED, kept=True)


def _sample(lines: Sequence[str], header: table.Header) -> list[list[str]]:
    found = table.rows(lines[: header.line + 20 * SAMPLE], header, lambda _: False)
    return [row.cells for row, _ in zip(found, range(SAMPLE), strict=False)]


def _only_numbers(said: Mapping[str, str]) -> bool:
    return all(column.isdecimal() for column in said.values())
