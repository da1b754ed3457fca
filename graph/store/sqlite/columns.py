"""All evidence as arrays: the one question whose answer is as large as the store."""

import sqlite3
from typing import Any

from graph.model import PersonId
from graph.store.columns import Days
from graph.store.kept import EVIDENCE_KINDS, EvidenceColumns
from graph.store.sqlite.collector import without_collector

_CHUNK = 50_000
"""Rows of evidence that are turned into arrays at once: all at a time they would take ten times the memory."""

_MORE = (
    "sent <> 1 or received <> 0 or together <> 0 or stated is not null or sent_fresh <> 0 or received_fresh <> 0 "
    "or shift <> 0"
)
"""Which evidence says more than that there is a tie; most of it is a connection and no more."""


def network_stamp(connection: sqlite3.Connection) -> str:
    """`GraphReader.network_stamp`; where an older version, which knows of none, has written since, the stamp of all."""
    held = dict(connection.execute("select name, value from meta where name in ('stamp', 'seen', 'network')"))
    return str(held["network"] if held["seen"] == held["stamp"] else held["stamp"])


@without_collector()
def evidence_columns(connection: sqlite3.Connection) -> EvidenceColumns:
    """What `graph.store.reader.GraphReader.evidence_columns` answers, in the connection's view."""
    import numpy as np  # most commands need no arrays

    people = tuple(PersonId(row[0]) for row in connection.execute("select id from person order by id"))
    place = {person: number for number, person in enumerate(people)}
    kinds = {kind.value: number for number, kind in enumerate(EVIDENCE_KINDS)}
    days = Days()
    parts: list[tuple[Any, ...]] = []
    rows = connection.execute("select rowid, low, high, outward, kind, last from evidence order by rowid")
    while chunk := rows.fetchmany(_CHUNK):
        number, low, high, outward, called, last = zip(*chunk, strict=True)
        ends = [np.fromiter(map(place.__getitem__, side), np.int32, len(chunk)) for side in (low, high)]
        is_outward = np.array(outward, dtype=bool)
        parts.append(
            (
                np.array(number, dtype=np.int64),
                np.where(is_outward, *ends),
                np.where(is_outward, *ends[::-1]),
                np.fromiter(map(kinds.__getitem__, called), np.uint8, len(chunk)),
                np.fromiter(map(days.__getitem__, last), np.int32, len(chunk)),
            )
        )
    parts.append(tuple(np.zeros(0, dtype) for dtype in (np.int64, np.int32, np.int32, np.uint8, np.int32)))
    row, a, b, kind, day = map(np.concatenate, zip(*parts, strict=True))
    counts = {name: np.zeros(len(row), dtype=np.int32) for name in ("sent", "received", "together")}
    shares = {name: np.zeros(len(row)) for name in ("stated", "sent_fresh", "received_fresh", "shift")}
    counts["sent"][:] = 1
    more = connection.execute(
        f"select rowid, sent, received, together, coalesce(stated, 0), sent_fresh, received_fresh, shift "
        f"from evidence where {_MORE} order by rowid"
    )
    while chunk := more.fetchmany(_CHUNK):
        number, *said = zip(*chunk, strict=True)
        at = np.searchsorted(row, number)
        columns: list[Any] = [*counts.values(), *shares.values()]
        for column, values in zip(columns, said, strict=True):
            column[at] = values
    return EvidenceColumns(
        stamp=network_stamp(connection), people=people, a=a, b=b, kind=kind, day=day, sent=counts["sent"],
        received=counts["received"], group=counts["together"], **shares,
    )  # fmt: skip
