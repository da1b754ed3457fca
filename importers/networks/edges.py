"""Edge lists: a table with a row for each tie, of which the header names both ends. The names are the nodes.

A table without a header is not taken for one: any table of two columns would be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.records import Problem, Record, SourceRef
from importers import table
from importers.base import SourceFile
from importers.decoding import decode
from importers.networks.network import Edge, Network, plain_name, records_of

_WEIGHTS = ("weight", "strength", "count")
_LABELS = ("label", "relation", "relationship", "type", "kind")
_BESIDE_FROM_TO = frozenset({"from", "to", "id", "directed", *_WEIGHTS, *_LABELS})
"""Tables of messages and invitations have the columns "from" and "to" as well, but others than these beside them."""

_GUESSED = "The letters had to be guessed: check names with accents."
_QUOTE_OPEN = "A quotation mark in this row is not closed, so check what was read."
_END_MISSING = "This row does not name two people."


@dataclass(frozen=True, slots=True)
class EdgeList:
    """Reads edge lists, with commas or tabs."""

    name: str = "edge-list"

    def identify(self, file: SourceFile) -> bool:
        """Whether the first rows hold a header that names both ends of a tie."""
        return table.find_header(table.first_lines(file.head()), _is_header) is not None

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A contact for each name, a relation for each row."""
        decoded = decode(file.read())
        lines = table.split_lines(decoded.text)
        header = table.find_header(lines, _is_header)
        if header is None:
            return
        if decoded.guessed:
            yield Problem(SourceRef(f"{file.base_name} line {header.line}"), _GUESSED, kept=True)
        width = len(header.names)
        network = Network()
        for row in table.rows(lines, header, lambda cells: len(cells) == width):
            if row.torn:
                yield Problem(SourceRef(f"{file.base_name} line {row.line}"), _QUOTE_OPEN, kept=True)
            _take(row, header, network)
        yield from records_of(network, file.base_name)


EDGE_LIST = EdgeList()
"""The importer of edge lists."""


def _is_header(cells: Sequence[str]) -> bool:
    names = set(map(plain_name, cells))
    return {"source", "target"} <= names or ({"from", "to"} <= names and names - {""} <= _BESIDE_FROM_TO)


def _take(row: table.Row, header: table.Header, network: Network) -> None:
    """Adds the edge of a row; columns are told by their names, the first of each."""
    said: dict[str, str] = {}
    for name, cell in zip(map(plain_name, header.names), row.cells, strict=False):
        said.setdefault(name, cell.strip())
    source, target = ("source", "target") if "target" in map(plain_name, header.names) else ("from", "to")
    if said.get(source) and said.get(target):
        weight = next((said[name] for name in _WEIGHTS if said.get(name)), "")
        label = next((said[name] for name in _LABELS if said.get(name)), "")
        network.edges.append(Edge(said[source], said[target], row.line, weight, label))
    else:
        network.problems.append((row.line, _END_MISSING))
