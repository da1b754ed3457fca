"""Which backups, exports and bundles were made here, so that somebody who is forgotten can be found in them too."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.passing import sweep
from graph.private import write_private

LIST_NAME = "copies.jsonl"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds what the store held at that time."""

    file: Path
    at: datetime


class Copies:
    """The list of them, in the data folder: one line each, and one for each folder where one is being written."""

    def __init__(self, folder: Path) -> None:
        self._list = folder / LIST_NAME

    @contextmanager
    def making(self, file: Path, at: datetime) -> Iterator[None]:
        """Around the writing of a file, which is then listed; one that is written again stands there once.

        Where the writing is killed, `sweep` clears away what it left, so the folder is noted before.
        """
        file = file.absolute()
        self._keep(self._listed(), {*self._begun(), file.parent})
        try:
            yield
        except BaseException:
            self._keep(self._listed(), self._begun() - {file.parent})
            raise
        others = (each for each in self._listed() if each.file != file)
        self._keep([*others, Copy(file, at)], self._begun() - {file.parent})

    def there(self) -> tuple[Copy, ...]:
        """The copies that are where they were written, oldest first."""
        return tuple(each for each in self._listed() if each.file.exists())

    def sweep(self) -> None:
        """Clears away what killed backups and exports left, beside copies and where none came to be."""
        begun = self._begun()
        for folder in begun | {each.file.parent for each in self._listed()}:
            sweep(folder)
        self._keep(self._listed(), {folder for folder in begun if not folder.exists()})

    def remove(self) -> tuple[Copy, ...]:
        """Deletes all that are there; returns them."""
        gone = self.there()
        for each in gone:
            each.file.unlink()
        self._keep(self._listed(), self._begun())
        return gone

    def _listed(self) -> list[Copy]:
        """All but those that somebody deleted; a folder that is not there may be a stick that comes again."""
        copies = [Copy(Path(row["file"]), datetime.fromisoformat(row["at"])) for row in self._rows() if "file" in row]
        return [each for each in copies if each.file.exists() or not each.file.parent.exists()]

    def _begun(self) -> set[Path]:
        return {Path(row["begun"]) for row in self._rows() if "begun" in row}

    def _rows(self) -> list[dict[str, Any]]:
        with suppress(FileNotFoundError):
            return [json.loads(line) for line in self._list.read_text("utf-8").splitlines()]
        return []

    def _keep(self, copies: Iterable[Copy], begun: Iterable[Path]) -> None:
        rows = [{"file": str(each.file), "at": each.at.isoformat()} for each in copies]
        rows += [{"begun": str(folder)} for folder in sorted(begun)]
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        if lines or self._list.exists():
            write_private(self._list, (line.encode("utf-8", "surrogatepass") for line in lines), replacing=True)
