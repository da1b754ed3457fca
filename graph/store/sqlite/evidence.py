"""What a store answers about who knows whom, in SQL."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graph.model import PersonId, Tie
from graph.records import RunId
from graph.store.columns import columns_from
from graph.store.kept import EvidenceColumns, RecordEvidence, RecordId
from graph.store.rows import evidence_from, ties_from
from graph.store.sqlite.columns import evidence_columns, network_stamp
from graph.store.sqlite.said import SqliteSaid

_EVIDENCE_COLUMNS = (
    "low, high, outward, kind, first, last, sent, received, run, locator, together, stated, label, sent_fresh, "
    "received_fresh, shift"
)
_EVIDENCE = f"select {_EVIDENCE_COLUMNS} from evidence"
_IN_ORDER = "order by low, high, last, run, locator, kind, outward"


class SqliteEvidence(SqliteSaid):
    """Questions about evidence."""

    def evidence_of_run(self, run: RunId) -> tuple[RecordEvidence, ...]:
        with self.reading() as connection:
            rows = connection.execute(
                f"select record, {_EVIDENCE_COLUMNS} from evidence "
                "where record in (select id from record where run = ?)",
                (run,),
            )
            return tuple(RecordEvidence(RecordId(row[0]), evidence_from(row[1:])) for row in rows)

    def ties_of(self, person: PersonId) -> tuple[Tie, ...]:
        with self.reading() as connection:
            rows = connection.execute(
                f"{_EVIDENCE} where low = ? union all {_EVIDENCE} where high = ? {_IN_ORDER}",
                (person, person),
            )
            found = tuple(ties_from(rows))
        return tuple(sorted(found, key=lambda tie: tie.other(person)))

    def ties_between(self, pairs: Iterable[tuple[PersonId, PersonId]]) -> Mapping[frozenset[PersonId], Tie]:
        asked = json.dumps([sorted(pair) for pair in pairs])
        with self.reading() as connection:
            rows = connection.execute(
                f"{_EVIDENCE} where (low, high) in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') "
                f"from json_each(?)) {_IN_ORDER}",
                (asked,),
            )
            return {frozenset((tie.a, tie.b)): tie for tie in ties_from(rows)}

    def ties(self) -> Iterator[Tie]:
        with self.reading() as connection:
            yield from ties_from(connection.execute(f"{_EVIDENCE} {_IN_ORDER}"))

    def evidence_columns(self) -> EvidenceColumns:
        with self.reading() as connection:
            return evidence_columns(connection)

    def evidence_around(
        self, people: Collection[PersonId], others: Collection[PersonId] | None = None
    ) -> EvidenceColumns:
        these, those = json.dumps(list(people)), json.dumps(list(others or ()))
        ends = [("low", "high"), ("high", "low")]
        asked = " union ".join(
            f"select rowid from evidence where {end} in (select value from json_each(:these))"
            + (f" and {other} in (select value from json_each(:those))" if others is not None else "")
            for end, other in ends
        )
        with self.reading() as connection:
            rows = connection.execute(
                "select low, high, outward, kind, last, sent, received, together, stated, sent_fresh, received_fresh, "
                f"shift from evidence where rowid in ({asked})",
                {"these": these, "those": those},
            ).fetchall()
            return columns_from(network_stamp(connection), rows)

    def kinds_around(self, people: Collection[PersonId]) -> Mapping[PersonId, Sequence[tuple[PersonId, str]]]:
        these = "in (select value from json_each(?1))"
        found: dict[PersonId, list[tuple[PersonId, str]]] = {}
        with self.reading() as connection:
            for person, other, kind in connection.execute(
                f"select low, high, kind from evidence where low {these} "
                f"union all select high, low, kind from evidence where high {these}",
                (json.dumps(list(people)),),
            ):
                found.setdefault(person, []).append((other, kind))
        return found

    def evidence_count(self, people: Collection[PersonId] | None = None) -> int:
        with self.reading() as connection:
            if people is None:
                return int(connection.execute("select count(*) from evidence").fetchone()[0])
            these = "in (select value from json_each(?1))"
            (count,) = connection.execute(
                f"select (select count(*) from evidence where low {these}) "
                f"+ (select count(*) from evidence where high {these})",
                (json.dumps(list(people)),),
            ).fetchone()
            return int(count)
