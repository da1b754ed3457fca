"""From one store into another: what was said and decided is copied, what follows from it is concluded again.

Each import goes over whole, in one write, so that a copy that was interrupted is a smaller network and goes on where it
stopped. What is concluded does not depend on the order, so both stores end with the same people, ties and ids.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.calibrate import calibrate
from graph.derive import derive
from graph.errors import UserError
from graph.model import EGO, ImportCounts, ImportRun, OrganizationId
from graph.records import Origin, RunId
from graph.store.base import GraphReader, GraphStore, StoreTransaction
from graph.store.kept import EGO_RUN, PairEnds, StoredRecord


@dataclass(frozen=True, slots=True)
class CopyReport:
    """How many imports went over, and how many were there already."""

    copied: int
    there: int


def copy(source: GraphReader, target: GraphStore) -> CopyReport:
    """Copies all of a store into another that is empty, or holds a part of the same from an earlier copy.

    Args:
        source: a view that does not change meanwhile.
        target: where it goes.

    Raises:
        UserError: when the target holds something else.
    """
    runs = source.runs()
    there = {run.id for run in target.runs()}
    if there - {run.id for run in runs}:
        raise UserError(
            "The store to copy to already holds other contacts.", "Name a new one, or a server with an empty database."
        )
    target.write(lambda tx: _put_own(tx, source))
    for run in runs:
        if run.id not in there:
            _copy_run(source, target, run)
    return CopyReport(len(runs) - len(there), len(there))


def _put_own(tx: StoreTransaction, source: GraphReader) -> None:
    """Ego's card, what was decided, and the target list."""
    records = source.records_of_run(EGO_RUN)
    gone = {record.person for record in tx.records_of_run(EGO_RUN) if record.person}
    hanging = {record.id for record in tx.related_records(record.id for record in tx.records_of_run(EGO_RUN))}
    hanging -= {record.id for record in tx.records_of_run(EGO_RUN)}
    tx.remove_run(EGO_RUN)
    if records:
        name = getattr(records[0].fact, "name", None)
        full = name.full if name else ""
        tx.put_run(ImportRun(EGO_RUN, 0, EGO, full, (), datetime.now(UTC), ImportCounts()))
        tx.put_records(replace(record, person=None) for record in records)
    for held in tx.decisions():
        tx.remove_decision(held)
    subjects = {OrganizationId(subject) for decision in source.decisions() for subject in decision.subjects}
    wanted = subjects | {target.organization for target in source.targets()}
    tx.put_organizations(found for each in sorted(wanted) if (found := source.organization(each)))
    for decision in source.decisions():
        tx.put_decision(decision)
    for held_target in tx.targets():
        tx.remove_target(held_target.organization)
    for target in source.targets():
        tx.put_target(target)
    derive(tx, hanging | {record.id for record in records}, gone)


def _copy_run(source: GraphReader, target: GraphStore, run: ImportRun) -> None:
    records, pairs = source.records_of_run(run.id), source.pairs_of_run(run.id)
    target.write(lambda tx: _put_run(tx, run, records, pairs))


def _put_run(
    tx: StoreTransaction, run: ImportRun, records: tuple[StoredRecord, ...], pairs: tuple[PairEnds, ...]
) -> RunId:
    tx.put_run(run)
    tx.put_records(replace(record, person=None) for record in records)
    tx.put_pairs(replace(pair, person_a=None, person_b=None) for pair in pairs)
    derive(tx, [record.id for record in records if record.origin is not Origin.PAIR])
    for scope in sorted({record.scope for record in records if record.origin is Origin.PAIR}):
        calibrate(tx, scope)
    return run.id
