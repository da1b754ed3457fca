"""An import in a thread of its own, away from the page.

Streamlit ends a run at its next call when the user clicks elsewhere or leaves the page, so an import must not be
part of a run. The thread touches no page; a page looks at the job whenever it is shown.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from graph.ingest import ImportReport


@dataclass(slots=True)
class ImportJob:
    """An import under way or done. `done` counts entries of `total`; it only ever grows, so no lock is needed."""

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

    def progress(self, entries: int) -> None:
        """Told by the import how many entries it has read."""
        self.done = entries

    def report(self) -> ImportReport:
        """What came of it; raises what the import raised."""
        return self._result.result()
