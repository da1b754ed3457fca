"""What an owner's archive teaches about how to read it: run inside a write, after the archive has changed."""

from collections import defaultdict
from collections.abc import Iterator

from graph.records import PairRecord
from graph.store.base import StoreTransaction
from graph.ties.backtest import Sent, shift_of
from graph.ties.strength import WRITTEN


def calibrate(tx: StoreTransaction, scope: str) -> None:
    """Learns again how readily the people of an owner's messages and mails keep writing."""
    before = tx.shifts().get(scope)
    shift = shift_of(_correspondence(tx, scope))
    if shift != before:
        tx.put_shift(scope, shift)


def _correspondence(tx: StoreTransaction, scope: str) -> Iterator[list[Sent]]:
    """What each two people wrote to each other, over all imports of the owner; the same message counts once."""
    days = {run.id: run.at.date().toordinal() for run in tx.runs()}
    said: dict[str, dict[str, Sent]] = defaultdict(dict)
    for record in tx.pair_records(scope):
        if isinstance(record.fact, PairRecord) and record.fact.kind in WRITTEN:
            people = record.key.partition("|")[2]
            said[people].update(
                (entry.key, (entry.day.toordinal(), entry.outward))
                for entry in record.fact.entries
                if entry.day and entry.day.toordinal() <= days[record.run]
            )
    return (list(entries.values()) for entries in said.values())
