"""Taking an import back, whole: because the user says so, because its time is over, or because a newer one replaces it.

What others say stays, and what is left is what there would be had it never been imported. Time is kept by taking back
what has expired whenever a store is opened (`expire`), rather than by leaving it out of every answer: there is one way
to be gone, it is tested to leave nothing, and no question can forget to ask for the date.
"""

from collections.abc import Iterator
from datetime import date

from graph.calibrate import calibrate
from graph.derive import derive
from graph.model import ImportRun
from graph.records import ContactRecord, Origin, RunId
from graph.resolve.clusters import Verdicts
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import StoredRecord
from graph.store.reader import GraphReader


def withdraw(tx: StoreTransaction, run: RunId) -> None:
    """Takes one import back within a write."""
    leaving = tx.records_of_run(run)
    left = {record.id for record in tx.related_records(record.id for record in leaving)}
    left |= tx.records_about({each.person for each in leaving if each.person})  # by name, or by the user's word
    tied = Verdicts.of(tx.decisions()).partners({record.entry for record in leaving})
    left |= {record.id for entry in tied for record in tx.records_of_entry(entry)}
    bereft = [(pair.person_a, pair.person_b) for pair in tx.pairs_of_run(run) if pair.person_a and pair.person_b]
    tx.remove_run(run)
    people = {record.person for record in leaving if record.person}
    derive(tx, left - {record.id for record in leaving}, people, bereft)
    for scope in {record.scope for record in leaving if record.origin is Origin.PAIR}:
        calibrate(tx, scope)
    tx.erase_traces()


def expire(store: GraphStore, today: date) -> tuple[ImportRun, ...]:
    """Takes back every import whose time is over; returns those that are gone. Writes only when there is one."""
    if not _over(store, today):
        return ()

    def work(tx: StoreTransaction) -> tuple[ImportRun, ...]:
        over = _over(tx, today)
        for run in over:
            withdraw(tx, run.id)
        return over

    return store.write(work)


def senders(store: GraphReader) -> Iterator[tuple[StoredRecord, str]]:
    """For each bundle that is held, the record that tells of its owner, and the key it was signed with."""
    for record in store.records_of_origin(Origin.OWNER):
        if isinstance(record.fact, ContactRecord) and record.fact.uid and not record.is_owners_card:
            yield record, record.fact.uid


def _over(store: GraphReader, today: date) -> tuple[ImportRun, ...]:
    return tuple(run for run in store.runs() if run.expires and run.expires <= today)
