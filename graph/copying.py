"""From one store into another: everything as it is, in steps that can go on after an interruption.

What was concluded is copied, not concluded again: that takes a tenth of the time. So the copy is not whole before its
last step, and no store opens it or writes to it until then (`GraphStore.write`).
"""

from collections.abc import Callable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from graph.errors import UserError
from graph.model import EGO, Decision, ImportCounts, ImportRun, Organization, Person, PersonId, Target
from graph.records import RunId
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import EGO_RUN, Note, PairEnds, PersonEntry, RecordEvidence, StoredRecord, StoreStatus
from graph.store.reader import GraphReader

PEOPLE_A_STEP = 5_000
"""People that go over in one write: one step of a copy needs no more memory than a large import."""


class Source(Protocol):
    """What can be copied from: a store, or an export of everything (`graph.exchange.reading`)."""

    def stamp(self) -> str: ...
    def digest(self) -> str: ...
    def status(self) -> StoreStatus: ...
    def runs(self) -> tuple[ImportRun, ...]: ...
    def organizations(self) -> tuple[tuple[Organization, int], ...]: ...
    def entries(self, after: str, limit: int) -> tuple[PersonEntry, ...]: ...
    def person(self, person: PersonId) -> Person | None: ...
    def targets(self) -> tuple[Target, ...]: ...
    def decisions(self) -> tuple[Decision, ...]: ...
    def notes(self) -> tuple[Note, ...]: ...
    def shifts(self) -> Mapping[str, float]: ...
    def suppressed(self) -> frozenset[str]: ...
    def records_of_run(self, run: RunId) -> tuple[StoredRecord, ...]: ...
    def pairs_of_run(self, run: RunId) -> tuple[PairEnds, ...]: ...
    def evidence_of_run(self, run: RunId) -> tuple[RecordEvidence, ...]: ...


Step = Callable[[StoreTransaction], None]


@dataclass(frozen=True, slots=True)
class CopyReport:
    """How many imports went over, and how many were there already."""

    copied: int
    there: int


def copy(source: Source, target: GraphStore) -> CopyReport:
    """Copies all of a store into another that is empty, or into which a copy was begun.

    Args:
        source: what is copied; nobody may write to it meanwhile.
        target: where it goes, opened for `filling`.

    Raises:
        UserError: when the target holds something else, or somebody wrote to the source meanwhile.
    """
    stamp, runs = source.stamp(), source.runs()
    begun = target.unfinished()
    if not begun and _is_same(source, target):
        return CopyReport(0, len(runs))
    if not begun and not _is_empty(target):
        raise UserError(
            "The store to copy to already holds other contacts.", "Name a new one, or a server with an empty database."
        )
    if begun and begun != stamp:
        _clear(target)
    there = {run.id for run in target.runs()}
    target.write(lambda tx: _begin(tx, source, stamp), filling=True)
    for step in _ahead(_steps(source, there)):
        target.write(step, filling=True)
    _finish(source, target, stamp)
    return CopyReport(len(runs) - len(there), len(there))


def _is_same(source: Source, target: GraphReader) -> bool:
    """Whether the target holds just this, from an earlier copy."""
    mine, theirs = source.status(), target.status()
    return (
        bool(source.runs())
        and source.runs() == target.runs()
        and source.decisions() == target.decisions()
        and source.targets() == target.targets()
        and source.notes() == target.notes()
        and source.suppressed() == target.suppressed()
        and (mine.people, mine.records, mine.ties) == (theirs.people, theirs.records, theirs.ties)
    )


def _is_empty(target: GraphReader) -> bool:
    return not (target.runs() or target.entries("", 1) or target.targets() or target.decisions() or target.notes())


def _clear(target: GraphStore) -> None:
    """Takes out what was copied of another state of a store."""
    for run in (EGO_RUN, *(run.id for run in target.runs())):
        target.write(partial(_remove_run, run), filling=True)
    while people := target.entries("", PEOPLE_A_STEP):
        target.write(partial(_remove_people, people), filling=True)
    target.write(_clear_rest, filling=True)


def _remove_run(run: RunId, tx: StoreTransaction) -> None:
    tx.remove_run(run)


def _remove_people(people: tuple[PersonEntry, ...], tx: StoreTransaction) -> None:
    tx.remove_people(each.person.id for each in people)


def _clear_rest(tx: StoreTransaction) -> None:
    for decision in tx.decisions():
        tx.remove_decision(decision)
    for target in tx.targets():
        tx.remove_target(target.organization)
    for note in tx.notes():
        tx.remove_note(note.kind, note.id)
    for scope in tx.shifts():
        tx.put_shift(scope, None)
    tx.settle_organizations(organization.id for organization, _ in tx.organizations())


def _begin(tx: StoreTransaction, source: Source, stamp: str) -> None:
    """Says that the copy begins; companies, what the user said and keeps, and what archives taught, which are few."""
    tx.put_unfinished(stamp)
    for scope, shift in source.shifts().items():
        tx.put_shift(scope, shift)
    tx.put_organizations(organization for organization, _ in source.organizations())
    for decision in source.decisions():
        tx.put_decision(decision)
    for target in source.targets():
        tx.put_target(target)
    for note in source.notes():
        tx.put_note(note)
    tx.put_suppressed(source.suppressed())


def _steps(source: Source, there: Set[RunId]) -> Iterator[Step]:
    """What goes over, in order: everybody, then import by import. Each step leaves alone what is there already."""
    last = ""
    while not there and (people := source.entries(last, PEOPLE_A_STEP)):
        yield partial(_put_people, people)
        last = people[-1].person.id
    for run in source.runs():
        if run.id not in there:
            yield _Held.of(source, run).put_once


def _ahead(steps: Iterator[Step]) -> Iterator[Step]:
    """The same steps, each read while the one before it is written."""
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(next, steps, None)
        while step := waiting.result():
            waiting = reader.submit(next, steps, None)
            yield step


def _put_people(people: tuple[PersonEntry, ...], tx: StoreTransaction) -> None:
    tx.put_people(people)


def _finish(source: Source, target: GraphStore, stamp: str) -> None:
    """Ego's card stands beside the imports; it is the last, and with it the copy is whole."""
    ego = source.person(EGO)
    own = _Held.of(source, ImportRun(EGO_RUN, 0, EGO, ego.name if ego else "", (), datetime.now(UTC), ImportCounts()))
    if source.stamp() != stamp:
        raise UserError("Somebody wrote to the store while it was copied.", "Run it again; it begins anew.")

    def work(tx: StoreTransaction) -> None:
        if own.records:
            own.put(tx)
        tx.put_unfinished("")

    target.write(work, filling=True)


@dataclass(frozen=True, slots=True)
class _Held:
    """All that came with an import."""

    run: ImportRun
    records: tuple[StoredRecord, ...]
    pairs: tuple[PairEnds, ...]
    evidence: tuple[RecordEvidence, ...]

    @classmethod
    def of(cls, source: Source, run: ImportRun) -> "_Held":
        return cls(run, source.records_of_run(run.id), source.pairs_of_run(run.id), source.evidence_of_run(run.id))

    def put_once(self, tx: StoreTransaction) -> None:
        if self.run.id not in {held.id for held in tx.runs()}:
            self.put(tx)

    def put(self, tx: StoreTransaction) -> None:
        tx.put_run(self.run)
        tx.put_records(self.records)
        tx.put_pairs(self.pairs)
        tx.replace_evidence((), self.evidence)
