"""Which backups, exports and bundles were made here, so that somebody who is forgotten can be found in them too."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graph.passing import sweep
from graph.private import write_private

LIST_NAME = "copies.jsonl"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds what the store held at that time."""

    file: Path
    at: datetime


class Copies:
    """The list of them, in the data folder: one line each."""

    def __init__(self, folder: Path) -> None:
        self._list = folder / LIST_NAME

    def add(self, file: Path, at: datetime) -> None:
        """Notes that a file was written; one that is written again stands there once."""
        others = [each for each in self.there() if each.file != file.absolute()]
        self._keep([*others, Copy(file.absolute(), at)])

    def there(self) -> tuple[Copy, ...]:
        """The copies that are still where they were written, oldest first."""
        return tuple(each for each in self._listed() if each.file.exists())

    def sweep(self) -> None:
        """Clears away what killed backups and exports left beside the copies."""
        for folder in {each.file.parent for each in self._listed()}:
            sweep(folder)

    def remove(self) -> tuple[Copy, ...]:
        """Deletes all that are there; returns them."""
        gone = self.there()
        for each in gone:
            each.file.unlink()
        self._keep([])
        return gone

    def _listed(self) -> Iterator[Copy]:
        with suppress(FileNotFoundError):
            for row in map(json.loads, self._list.read_text("utf-8").splitlines()):
                yield Copy(Path(row["file"]), datetime.fromisoformat(row["at"]))

    def _keep(self, copies: Iterable[Copy]) -> None:
        rows = [{"file": str(each.file), "at": each.at.isoformat()} for each in copies]
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        write_private(self._list, (line.encode("utf-8", "surrogatepass") for line in lines), replacing=True)
