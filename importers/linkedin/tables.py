"""What LinkedIn's tables share: told by the names of their columns, read row by row, every row accounted for.

Each file has its own form of dates and its own columns, and no fixed number of lines before the header. What stands
here knows none of them: a `Shape` says what one kind of file looks like, an importer makes records of its rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from graph.records import Problem, Record, SourceRef
from graph.text import clean_text
from importers import table
from importers.base import SourceFile
from importers.dates import NumberOrder, number_order, read_moment
from importers.decoding import decode

LONGEST_KEPT = 200
"""Letters of a cell whose cleaned form is kept for the next rows; longer ones hardly ever come again."""

LONGEST_DATE = 60
"""Letters; the longest form of a date has 30. A longer text is none, whatever it starts with."""

_LETTERS_GUESSED = "The letters had to be guessed: check names with accents."
_DAY_UNREADABLE = "The date cannot be read for certain, so it was left out."
_QUOTE_OPEN = "A quotation mark in this row is not closed, so check what was read."
_LETTERS_DAMAGED = "Some letters in this row are damaged."
_COMMA_OPEN = "A comma in this row is not in quotes, so check what was read."
_UNREADABLE_LETTER = "\ufffd"

_SLASHED_DAY = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{2,4}\s*")
_TIME_OF_DAY = re.compile(r"\s*\d{1,2}:\d{2}\s*[AaPp]\.?[Mm]\.?\s*")
_LINK = re.compile(r"[\s,]*(?:https?://|www\.|linkedin\.com/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells one kind of file, and how its rows are read.

    Names of columns are in lower case without blanks and underscores. A header holds all of `columns`. `day` is the
    one among them whose date every row has, `order` how LinkedIn writes its numbers in this file. `loose` are columns
    whose commas some programs leave without quotes, the likeliest first.
    """

    columns: frozenset[str]
    day: str = ""
    order: NumberOrder = NumberOrder.UNKNOWN
    loose: tuple[str, ...] = ()

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row names the columns of this kind of file."""
        return self.columns <= set(map(column_name, cells))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that could be read. `at` is what its `day` column says, None where it says nothing readable."""

    source: SourceRef
    places: Mapping[str, int]
    cells: Sequence[str]
    day_column: str = ""
    at: datetime | date | None = None
    complaints: tuple[str, ...] = ()

    def text(self, *columns: str) -> str:
        """The text in the first of the columns that the file has and that is filled, on one line; else empty."""
        for column in columns:
            raw = self.raw(column)
            if not raw:
                continue
            found = _clean(raw) if len(raw) <= LONGEST_KEPT else clean_text(raw)
            if found:
                return found
        return ""

    def raw(self, column: str) -> str:
        """The text in a column as it stands; empty where the file lacks the column."""
        place = self.places.get(column)
        return "" if place is None else self.cells[place]

    def name(self, *columns: str) -> str:
        """The texts of several columns, put together to a name."""
        return " ".join(filter(None, map(self.text, columns)))

    @property
    def day(self) -> date | None:
        """The day of `at`."""
        return self.at.date() if isinstance(self.at, datetime) else self.at

    @property
    def moment_text(self) -> str:
        """`at` as a text that stays the same in every export; as it stands where it cannot be read."""
        return self.at.isoformat() if self.at else self.text(self.day_column)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with a row that is kept."""
        return (Problem(self.source, complaint, kept=True) for complaint in self.complaints)


_clean = lru_cache(maxsize=4096)(clean_text)
"""The same names and addresses stand in many rows."""

Row = Entry | Problem
"""One row of a table, or why it was lost."""


@dataclass(frozen=True, slots=True)
class TableOf:
    """Reads one kind of LinkedIn's tables.

    `records` makes records of all rows of a file. `accepts` looks at the file's base name (lower case, without blanks
    and underscores) where files of different kinds have the same columns.
    """

    name: str
    shape: Shape
    records: Callable[[Sequence[Row]], Iterator[Record | Problem]]
    accepts: Callable[[str], bool] = lambda name: True

    def identify(self, file: SourceFile) -> bool:
        """Whether the first rows hold the header of this kind of file."""
        return any(map(self.shape.columns.issubset, _first_headers(file.head()))) and self.accepts(
            column_name(file.base_name)
        )

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A record, a skipped row or a problem for every row; a header that comes again is no row."""
        decoded = decode(file.read())
        lines = table.split_lines(decoded.text)
        header = table.find_header(lines, self.shape.is_header)
        if header is None:
            return
        if decoded.guessed:
            yield Problem(SourceRef(f"{file.base_name} line {header.line}"), _LETTERS_GUESSED, kept=True)
        damaged = _UNREADABLE_LETTER in decoded.text
        yield from self.records(_rows(file, lines, header, self.shape, damaged=damaged))


def each_row(
    read: Callable[[Entry], Iterator[Record | Problem]],
) -> Callable[[Sequence[Row]], Iterator[Record | Problem]]:
    """Makes the records of a file whose rows have nothing to do with each other."""

    def read_all(rows: Sequence[Row]) -> Iterator[Record | Problem]:
        for row in rows:
            yield from read_row(row, read)

    return read_all


def read_row(row: Row, read: Callable[[Entry], Iterator[Record | Problem]]) -> Iterator[Record | Problem]:
    """The records of one row, and after them what is wrong with it; a row that was lost is its own problem."""
    if isinstance(row, Problem):
        yield row
        return
    yield from read(row)
    yield from row.problems()


def column_name(text: str) -> str:
    """A column's or file's name in lower case without blanks, underscores and marks."""
    return "".join(text.casefold().replace("_", "").split()).strip("\u200b\ufeff\"'")


@lru_cache(maxsize=4)
def _first_headers(head: bytes) -> frozenset[frozenset[str]]:
    """The first rows as sets of column names, for each delimiter; kept, as one importer after another asks."""
    seen: set[frozenset[str]] = set()

    def look(cells: Sequence[str]) -> bool:
        seen.add(frozenset(map(column_name, cells)))
        return False

    table.find_header(table.first_lines(head), look)
    return frozenset(seen)


def _rows(
    file: SourceFile, lines: Sequence[str], header: table.Header, shape: Shape, *, damaged: bool
) -> Sequence[Row]:
    """The rows below the header; a header that comes again is left out."""
    names = [column_name(name) for name in header.names]
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name, place)
    reader = _Reader(shape, tuple(names), places, damaged)
    again = list(header.names)
    found = [row for row in table.rows(lines, header, reader.makes_row) if row.cells != again]
    order = reader.order_in(found)
    return [reader.read(row, order, SourceRef(f"{file.base_name} line {row.line}")) for row in found]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Fits rows to the columns of one file."""

    shape: Shape
    names: tuple[str, ...]
    places: Mapping[str, int]
    damaged: bool
    """Whether there are damaged letters in the file."""

    def makes_row(self, cells: Sequence[str]) -> bool:
        """Whether cells are a whole row, told from their number, the date, the links and marks that match."""
        if len(cells) != len(self.names) or not self.shape.day or any(cell.count('"') % 2 for cell in cells):
            return False
        linked = (cell for name, cell in zip(self.names, cells, strict=True) if "url" in name)
        return self._day(cells, self.shape.order) is not None and all(not cell or _LINK.match(cell) for cell in linked)

    def order_in(self, rows: Sequence[table.Row]) -> NumberOrder:
        """How this file writes the numbers of its dates: as its rows show, else as LinkedIn does."""
        place = self.places.get(self.shape.day)
        if place is None:
            return NumberOrder.UNKNOWN
        shown = number_order(row.cells[place].partition(",")[0] for row in rows if len(row.cells) == len(self.names))
        return self.shape.order if shown is NumberOrder.UNKNOWN else shown

    def read(self, row: table.Row, order: NumberOrder, source: SourceRef) -> Row:
        """An entry as wide as the header, or a problem where nobody can say which cell is which."""
        cells, complaint = self._fitted(row.cells)
        if cells is None:
            return Problem(source, complaint)
        written = self.shape.day and cells[self.places[self.shape.day]].strip()
        at = self._day(cells, order) if written else None
        wrong = (
            complaint,
            _QUOTE_OPEN if row.torn else "",
            _DAY_UNREADABLE if written and at is None else "",
            _LETTERS_DAMAGED if self.damaged and any(_UNREADABLE_LETTER in cell for cell in cells) else "",
        )
        return Entry(source, self.places, cells, self.shape.day, at, tuple(filter(None, wrong)))

    def _day(self, cells: Sequence[str], order: NumberOrder) -> datetime | date | None:
        text = cells[self.places[self.shape.day]].strip()
        return read_moment(text, order) if len(text) <= LONGEST_DATE else None

    def _fitted(self, cells: Sequence[str]) -> tuple[Sequence[str] | None, str]:
        """Cells as many as the header has, with a complaint where that was a guess."""
        width = len(self.names)
        if len(cells) == width:
            return cells, ""
        if len(cells) < width:
            complaint = f"This row has only {len(cells)} of {width} columns."
            return (None, complaint) if 2 * len(cells) < width else ([*cells, *[""] * (width - len(cells))], complaint)
        if not any(map(str.strip, cells[width:])):
            return cells[:width], ""
        whole = _with_whole_dates(cells)
        if len(whole) == width:
            return whole, ""
        found = self._unshifted(whole) if len(whole) > width else None
        return (found, _COMMA_OPEN) if found else (None, f"This row has {len(cells)} columns instead of {width}.")

    def _unshifted(self, cells: Sequence[str]) -> Sequence[str] | None:
        """Cells of a row in which commas without quotes cut one of the loose columns in several."""
        extra = len(cells) - len(self.names)
        for name in self.shape.loose:
            place = self.places.get(name)
            if place is not None:
                merged = ",".join(cells[place : place + extra + 1])
                whole = [*cells[:place], merged, *cells[place + extra + 1 :]]
                if self.makes_row(whole):
                    return whole
        return None


def _with_whole_dates(cells: Sequence[str]) -> list[str]:
    """Cells in which "1/29/26, 2:37 PM" is one, though its comma was not in quotes."""
    whole: list[str] = []
    for cell in cells:
        if whole and _TIME_OF_DAY.fullmatch(cell) and _SLASHED_DAY.fullmatch(whole[-1]):
            whole[-1] += f",{cell}"
        else:
            whole.append(cell)
    return whole
