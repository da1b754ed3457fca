"""A table of which no column is known: somebody can still say which column is what."""

from importers import table
from importers.base import SourceFile
from importers.columns import ColumnMap
from importers.contacts_csv import Mapped

_LOOKED_AT = 20
"""Rows by which a table is told from a text with commas."""
_SHOWN = 3


def unmapped(file: SourceFile) -> Mapped | None:
    """The table as it stands, with its first rows; None when a file is no table."""
    head = file.head()
    if b"\x00\x00" in head or head[:4] in (b"PK\x03\x04", b"%PDF"):
        return None
    lines = table.first_lines(head)
    header = table.find_header(lines, lambda cells: len(cells) > 1 and all(cell.strip() for cell in cells))
    if header is None:
        return None
    width = len(header.names)
    found = table.rows(lines, header, lambda cells: len(cells) == width)
    sample = [tuple(row.cells) for row, _ in zip(found, range(_LOOKED_AT), strict=False)]
    if 2 * sum(len(cells) == width for cells in sample) < len(sample) or not sample:
        return None
    return Mapped(ColumnMap((None,) * width), header.names, tuple(sample[:_SHOWN]))
