"""What an import page does away from the page: looks into dropped files, and imports them in a thread of its own.

Streamlit ends a run at its next call when the user clicks elsewhere or leaves the page, so an import must not be
part of a run. The thread touches no page; a page looks at the job whenever it is shown.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from graph.ingest import ImportReport
from graph.records import CardKind, ContactRecord, Problem, RunFile, Skipped
from importers import Reading

SHOWN_CONTACTS = 200
"""Contacts that a preview shows; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What dropped files hold. `key` says which files these are; `contacts` are the first ones."""

    key: tuple[str, ...]
    reading: Reading
    files: tuple[RunFile, ...]
    rows: int
    people: int
    companies: int
    left_out: int
    contacts: tuple[ContactRecord, ...]
    problems: tuple[Problem, ...]


def look_into(key: tuple[str, ...], reading: Reading) -> Preview:
    """Reads everything once, keeping counts, the first contacts and the problems."""
    kinds: Counter[str] = Counter()
    contacts: list[ContactRecord] = []
    problems: list[Problem] = []
    for record in reading.records():
        if isinstance(record, Problem):
            problems.append(record)
            kinds["row"] += not record.kept
            continue
        kinds["row"] += 1
        if isinstance(record, Skipped):
            kinds["left out"] += 1
        elif isinstance(record, ContactRecord):
            kinds["company" if record.kind is CardKind.ORGANIZATION else "person"] += 1
            if len(contacts) < SHOWN_CONTACTS:
                contacts.append(record)
    return Preview(
        key,
        reading,
        reading.files,
        kinds["row"],
        kinds["person"],
        kinds["company"],
        kinds["left out"],
        tuple(contacts),
        tuple(problems),
    )


@dataclass(slots=True)
class ImportJob:
    """An import under way or done. `done` counts rows of `total`; it only ever grows, so no lock is needed."""

    total: int
    done: int = 0
    _result: Future[ImportReport] = field(default_factory=Future)

    @classmethod
    def start(cls, workers: ThreadPoolExecutor, total: int, work: Callable[["ImportJob"], ImportReport]) -> "ImportJob":
        """Starts `work`, which is given the job so that it can tell how far it is."""
        job = cls(total)
        job._result = workers.submit(work, job)
        return job

    @property
    def running(self) -> bool:
        """Whether the import is still under way."""
        return not self._result.done()

    @property
    def failed(self) -> bool:
        """Whether it ended with an error, which `report` raises."""
        return self._result.done() and self._result.exception() is not None

    @property
    def share(self) -> float:
        """How much has been read, from 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 1.0

    def progress(self, rows: int) -> None:
        """Told by the import how many rows it has read."""
        self.done = rows

    def report(self) -> ImportReport:
        """What came of it; raises what the import raised."""
        return self._result.result()
