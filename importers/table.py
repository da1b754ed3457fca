"""Tables as programs write them: the header row found by its names, rows with their line numbers.

A quotation mark that is never closed would swallow every row up to the next one, without a word. So a line inside
quotes that reads as a row by itself is taken for one, and the row before it is read alone and marked as torn.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from importers.base import HEAD_BYTES
from importers.decoding import decode, whole_lines

HEADER_ROWS = 40
"""A header stands in the first rows or not at all; LinkedIn puts three lines of notes before it."""

DELIMITERS = ",;\t|"

_NO_CELL_LIMIT = 2**31 - 1
"""Characters in one cell; the reader's own limit of 131,072 is less than a long message, and files are no larger."""

MOST_COLUMNS = 500
"""Cells of a row that are read; address books have up to two hundred columns."""

MAX_ROW_LINES = 1000
"""Lines that one row may span; more are an unclosed quotation mark."""

LEAST_ROW_LINES = 10
"""The same in a file where such marks were met again and again: each time fewer lines are looked through."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns; `line` counts from 1."""

    line: int
    names: tuple[str, ...]
    delimiter: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands, of any width. `torn`: its quotation marks do not match, so cells may hold stray ones."""

    line: int
    cells: list[str]
    torn: bool = False


def lines_of(data: bytes) -> list[str]:
    """Physical lines with their ends, whichever ends and encoding the program writes."""
    return split_lines(decode(data).text)


def split_lines(text: str) -> list[str]:
    """The same for text."""
    return list(io.StringIO(text.removeprefix("\ufeff"), newline=""))


def first_lines(head: bytes) -> list[str]:
    """The same for the head of a file that may go on."""
    return lines_of(whole_lines(head, HEAD_BYTES))


def find_header(lines: Sequence[str], is_header: Callable[[Sequence[str]], bool]) -> Header | None:
    """The first row among the first ones that `is_header` accepts, whatever separates its cells."""
    csv.field_size_limit(_NO_CELL_LIMIT)
    first = lines[:HEADER_ROWS]
    for delimiter in _by_likelihood(first):
        for number, line in enumerate(first, 1):
            names = tuple(_cells(line, delimiter))
            if is_header(names):
                return Header(number, names, delimiter)
    return None


def rows(lines: Sequence[str], header: Header, is_row: Callable[[Sequence[str]], bool]) -> Iterator[Row]:
    """The rows below the header that hold anything.

    `is_row` says whether a line that stands inside quotes is a row by itself, after a mark that was not closed.
    """
    csv.field_size_limit(_NO_CELL_LIMIT)
    feed = _Lines(lines, header, is_row)
    while not feed.at_end:
        reader = csv.reader(feed, delimiter=header.delimiter, strict=True)
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield Row(feed.row_line, cells[:MOST_COLUMNS])
                feed.row_ended()
        except csv.Error:
            yield _alone(feed, header)


class _Lines:
    """Hands out physical lines one by one, and knows where the row being read started."""

    def __init__(self, lines: Sequence[str], header: Header, is_row: Callable[[Sequence[str]], bool]) -> None:
        self._lines = lines
        self._delimiter = header.delimiter
        self._is_row = is_row
        self._delimiters = len(header.names) - 1
        self._start = self._next = header.line
        self._most = MAX_ROW_LINES

    @property
    def at_end(self) -> bool:
        """Whether there are no more lines."""
        return self._next >= len(self._lines)

    @property
    def row_line(self) -> int:
        """The line on which the present row starts, from 1."""
        return self._start + 1

    def row_ended(self) -> None:
        """The next line starts a row."""
        self._start = self._next

    def restart(self) -> str:
        """Gives back all lines of the present row but its first, which is returned."""
        self._next = self._start + 1
        self._start = self._next
        return self._lines[self._next - 1]

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._next >= len(self._lines):
            raise StopIteration
        line = self._lines[self._next]
        if self._next > self._start:
            # With an odd quotation mark it ends what stands in quotes; with too few delimiters it is no whole row.
            alone = line.count(self._delimiter) >= self._delimiters and line.count('"') % 2 == 0
            is_long = self._next - self._start >= self._most
            if is_long or (alone and self._is_row(_cells(line, self._delimiter))):
                self._most = max(self._most * 9 // 10, LEAST_ROW_LINES) if is_long else self._most
                raise csv.Error("a quotation mark is not closed")
        self._next += 1
        return line


def _alone(feed: _Lines, header: Header) -> Row:
    """The first line of a row whose quotation marks do not match, read by itself."""
    number, line = feed.row_line, feed.restart()
    cells = _cells(line, header.delimiter)
    if len(cells) != len(header.names):
        unquoted = next(csv.reader([line], delimiter=header.delimiter, quoting=csv.QUOTE_NONE), [])
        if len(unquoted) == len(header.names):
            cells = [cell.strip().strip('"') for cell in unquoted]
    return Row(number, cells, torn=True)


def _cells(line: str, delimiter: str) -> list[str]:
    """One line read by itself, however its quotation marks stand."""
    return next(csv.reader([line], delimiter=delimiter), [])[:MOST_COLUMNS]


def _by_likelihood(lines: Sequence[str]) -> Sequence[str]:
    """Delimiters, first the one with which most rows have one and the same width."""

    def score(delimiter: str) -> int:
        widths = Counter(len(_cells(line, delimiter)) for line in lines)
        return max((count for width, count in widths.items() if width > 1), default=0)

    return sorted(DELIMITERS, key=score, reverse=True)
