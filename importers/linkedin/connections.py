"""LinkedIn's Connections.csv of every generation, and as people re-save it in Excel.

The columns are found by their names, so a preamble, another order and missing columns make no difference, and neither
does the file's name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.records import ContactRecord, Origin, PersonName, Problem, Record, Skipped, SkipReason, SourceRef
from importers import table
from importers.base import SourceFile
from importers.dates import NumberOrder, number_order, read_day
from importers.decoding import decode

_COLUMNS = {
    "firstname": "given",
    "lastname": "family",
    "url": "profile",
    "profileurl": "profile",
    "emailaddress": "email",
    "email": "email",
    "company": "organization",
    "position": "title",
    "connectedon": "connected",
    "vorname": "given",
    "nachname": "family",
    "e-mail-adresse": "email",
    "e-mail": "email",
    "unternehmen": "organization",
    "verbundenam": "connected",
    "verbundenseit": "connected",
}
"""What each column is, by its name in lower case without blanks: as LinkedIn writes it, then in German."""

_LETTERS_GUESSED = "The letters had to be guessed: check names with accents."
_UNREADABLE_LETTER = "\ufffd"

_DELETED_ACCOUNT = "LinkedIn Member"
"""What LinkedIn writes in place of a name once an account is gone: it is not one person."""


@dataclass(frozen=True, slots=True)
class Connections:
    """Reads Connections.csv."""

    name: str = "linkedin-connections"

    def identify(self, file: SourceFile) -> bool:
        """Whether the first rows hold the header of a list of connections."""
        return table.find_header(table.first_lines(file.head()), _is_header) is not None

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A contact for each row with a name; members who left are skipped, other rows are problems.

        A header that comes again, as where two files were put together, is no row.
        """
        decoded = decode(file.read())
        lines = table.split_lines(decoded.text)
        header = table.find_header(lines, _is_header)
        if header is None:
            return
        if decoded.guessed:
            yield Problem(SourceRef(f"{file.base_name} line {header.line}"), _LETTERS_GUESSED, kept=True)
        columns = _Columns.of(header.names)
        rows = [row for row in table.rows(lines, header, columns.make_row) if tuple(row.cells) != header.names]
        columns = replace(columns, order=number_order(columns.days(rows)))
        for row in rows:
            yield from _read(row, columns, SourceRef(f"{file.base_name} line {row.line}"))


CONNECTIONS = Connections()
"""The importer of LinkedIn connections."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each field stands; a missing column stands behind the last one, where every fitted row has a blank."""

    width: int
    given: int
    family: int
    profile: int
    email: int
    organization: int
    title: int
    connected: int
    order: NumberOrder = field(default=NumberOrder.UNKNOWN, kw_only=True)

    @classmethod
    def of(cls, names: Sequence[str]) -> "_Columns":
        fields = [_field(name) for name in names]
        places = {name: fields.index(name) for name in fields if name}
        wanted = ("given", "family", "profile", "email", "organization", "title", "connected")
        return cls(len(names), *(places.get(name, len(names)) for name in wanted))

    def days(self, rows: Iterable[table.Row]) -> Iterator[str]:
        """The days in rows that are as wide as the header."""
        return (row.cells[self.connected] for row in rows if len(row.cells) == self.width)

    def read_day(self, cell: str) -> date | None:
        """The day in a cell, in the order of numbers that the column shows."""
        return read_day(cell, self.order)

    def make_row(self, cells: Sequence[str]) -> bool:
        """Whether cells are a whole row, told from their number and the date."""
        return len(cells) == self.width and read_day(cells[self.connected]) is not None


def _field(name: str) -> str | None:
    return _COLUMNS.get("".join(name.casefold().replace("_", "").split()).strip("\u200b\ufeff\"'"))


def _is_header(cells: Sequence[str]) -> bool:
    return {"given", "connected"} <= {_field(cell) for cell in cells}


def _read(row: table.Row, columns: _Columns, source: SourceRef) -> Iterator[Record | Problem]:
    """What one row is, and what is wrong with it; every row yields one record or one problem that loses it."""
    cells, complaint = _fitted([" ".join(cell.split()) for cell in row.cells], columns)
    if cells is None:
        yield Problem(source, complaint)
        return
    given, family = cells[columns.given], cells[columns.family]
    full = f"{given} {family}".strip()
    if not full or (full == _DELETED_ACCOUNT and not cells[columns.profile]):
        yield _nobody(cells, columns, source)
        return
    connected = cells[columns.connected]
    day = columns.read_day(connected)
    yield ContactRecord(
        PersonName(full, given, family),
        source,
        origin=Origin.NETWORK,
        emails=(cells[columns.email],) if cells[columns.email] else (),
        profile=cells[columns.profile] or None,
        organization=cells[columns.organization] or None,
        title=cells[columns.title] or None,
        connected_on=day,
    )
    if complaint:
        yield Problem(source, complaint, kept=True)
    if row.torn:
        yield Problem(source, "A quotation mark in this row is not closed, so check what was read.", kept=True)
    if connected and day is None:
        yield Problem(source, "The day of connecting cannot be read for certain, so it was left out.", kept=True)
    if any(_UNREADABLE_LETTER in cell for cell in cells):
        yield Problem(source, "Some letters in this row are damaged.", kept=True)


def _nobody(cells: Sequence[str], columns: _Columns, source: SourceRef) -> Record | Problem:
    """A member who left has only a date; anything else without a name is a row that lost it."""
    others = [
        cell for place, cell in enumerate(cells) if place not in (columns.connected, columns.given, columns.family)
    ]
    if any(others) or not any(map(str.isdigit, cells[columns.connected])):
        return Problem(source, "This row has no name.")
    return Skipped(SkipReason.HIDDEN, source)


def _fitted(cells: list[str], columns: _Columns) -> tuple[list[str] | None, str]:
    """Cells as many as the header has, and one blank for missing columns; with a complaint where that was a guess."""
    width = columns.width
    if 2 * len(cells) < width:
        return None, f"This row has only {len(cells)} of {width} columns."
    if len(cells) < width:
        return cells + [""] * (width + 1 - len(cells)), f"This row has only {len(cells)} of {width} columns."
    if any(cells[width:]):
        return _unshifted(cells, columns)
    return [*cells[:width], ""], ""


def _unshifted(cells: list[str], columns: _Columns) -> tuple[list[str] | None, str]:
    """A row with more cells than the header: a comma without quotes cut one of them in two.

    In LinkedIn's order of columns the profile's URL tells on which side of it that was: in the name, which is put
    together again, or in company or position, which are left out because nobody can say where one ends.
    """
    extra = len(cells) - columns.width
    date_at, link_at, name_at = columns.connected, columns.profile, columns.family
    usual = name_at < link_at < min(columns.organization, columns.title) and date_at == columns.width - 1
    if usual and read_day(cells[-1]):
        if _is_link(cells[link_at + extra]):
            name = ", ".join(cells[name_at : name_at + extra + 1])
            whole = [*cells[:name_at], name, *cells[name_at + extra + 1 :], ""]
            return whole, "A comma in the name of this row is not in quotes; check the name."
        if _is_link(cells[link_at]):
            known = [cell if place <= link_at or "@" in cell else "" for place, cell in enumerate(cells[:date_at])]
            return [*known, cells[-1], ""], "A comma in this row is not in quotes; company and position were left out."
    return None, f"This row has {len(cells)} columns instead of {columns.width}."


def _is_link(cell: str) -> bool:
    return "/in/" in cell or cell.startswith(("http://", "https://"))
