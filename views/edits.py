"""What is edited in a table of the target list, told apart from what was edited before.

The browser keeps all edits on top of the table for as long as it is the same table, and so keeps the cell that one is
in. It stays the same while the list is as its own edits left it; once somebody else has written, or the order is
another one, a new table begins, so that no old edit hides what is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.model import Target

Edits = Mapping[int, Mapping[str, Any]]
"""What was edited: new values by column, by row."""


@dataclass(slots=True)
class TargetTable:
    """One table after the other, told apart by number; the `targets` of its rows and the edits `taken` from it."""

    number: int = 0
    targets: tuple[Target, ...] = ()
    taken: Edits = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Of the widget."""
        return f"targets_{self.number}"

    def hold(self, targets: Sequence[Target]) -> None:
        """Goes on with the table if these are its rows; otherwise a new one begins."""
        if self.targets != tuple(targets):
            self.begin_anew()
            self.targets = tuple(targets)

    def new_in(self, edited: Edits) -> Edits:
        """Those of all edits that were not taken yet."""
        said = {
            row: {cell: value for cell, value in cells.items() if self.taken.get(row, {}).get(cell) != value}
            for row, cells in edited.items()
        }
        return {row: cells for row, cells in said.items() if cells}

    def take(self, edited: Edits) -> None:
        """Notes that all of these are kept."""
        self.taken = {row: dict(cells) for row, cells in edited.items()}

    def expect(self, targets: Iterable[Target]) -> None:
        """Takes the targets of the rows as they are after an edit."""
        now = {target.organization: target for target in targets}
        self.targets = tuple(now[target.organization] for target in self.targets if target.organization in now)

    def begin_anew(self) -> None:
        """The next table is another one."""
        self.number, self.targets, self.taken = self.number + 1, (), {}
