"""A write under way, in Cypher."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import neo4j

from graph.model import Decision, ImportRun, Organization, OrganizationId, PersonId, Target
from graph.records import Identifier, IdentifierKind, Origin, RunId
from graph.store.base import StoreTransaction, changing_network
from graph.store.codec import counts_to_text, files_to_text
from graph.store.kept import Note, PairEnds, PersonEntry, RecordEvidence, RecordId, StoredRecord, StoreStatus
from graph.store.neo4j.queries import PAIR, Neo4jQueries
from graph.store.neo4j.said import Rows
from graph.store.rows import affiliation_row, evidence_row, facts_of, words_of

BATCH = 2_000
"""Rows that one statement is given: fewer cost a journey each, more cost the server memory."""

Value = TypeVar("Value")


def _said(*names: str) -> str:
    """A map of a row's values by name. Rows are lists: a map that names every value of each takes twice as long."""
    return "{" + ", ".join(f"{name}: row[{number}]" for number, name in enumerate(names) if name) + "}"


_EVIDENCE = _said(
    "record", "", "", "outward", "kind", "first", "last", "sent", "received", "run", "locator", "together", "stated",
    "label", "sent_fresh", "received_fresh", "shift",
)  # fmt: skip
_AT = _said("", "", "name", "title", "start", "end", "current", "run", "locator", "number")
_RECORD = _said("id", "run", "scope", "origin", "key", "entry", "content", "locator", "person")


class Neo4jView(Neo4jQueries):
    """Questions in one transaction, which somebody else ends."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def rows(self, query: str, **parameters: Any) -> Rows:
        for record in self._transaction.run(query, parameters):
            yield list(record)

    def status(self) -> StoreStatus:
        return StoreStatus("", self.revision(), **self.counts(), size=0)


class Neo4jTransaction(Neo4jView, StoreTransaction):
    """Writes in a transaction that `Neo4jStore.write` ends."""

    def put_unfinished(self, name: str) -> None:
        self._do("MATCH (m:Meta {id: 'store'}) SET m.unfinished = $name", name=name or None)

    @changing_network
    def put_run(self, run: ImportRun) -> None:
        self._do(
            "MERGE (r:Run {id: $id}) SET r += $said",
            id=run.id,
            said={
                "number": run.number, "owner": run.owner, "owner_name": run.owner_name,
                "files": files_to_text(run.files), "at": run.at.isoformat(), "counts": counts_to_text(run.counts),
                "as_of": run.as_of.isoformat() if run.as_of else None, "shows": run.shows.value,
                "expires": run.expires.isoformat() if run.expires else None,
                "made": run.made.isoformat() if run.made else None,
            },
        )  # fmt: skip

    @changing_network
    def remove_run(self, run: RunId) -> None:
        self._do(
            "MATCH (r:Record {run: $run}) CALL (r) { MATCH ()-[e:EVIDENCE {record: r.id}]->() DELETE e } "
            "CALL (r) { MATCH (p:Pair {record: r.id}) DELETE p } "
            "WITH r, [(r)-[:CARRIES]->(i) | i] AS said DETACH DELETE r WITH said UNWIND said AS i "
            "WITH DISTINCT i WHERE NOT (i)<-[:CARRIES]-() DELETE i",
            run=run,
        )
        self._do("MATCH (r:Run {id: $run}) DELETE r", run=run)

    def erase_traces(self) -> None:
        """The server puts its index of words together anew by itself."""

    @changing_network
    def put_records(self, records: Iterable[StoredRecord]) -> None:
        rows = (
            [
                r.id, r.run, r.scope, r.origin.value, r.key, r.entry, r.content, r.source.locator, r.person,
                [[f"{each.kind.value} {each.value}", each.kind.value, each.value] for each in r.identifiers],
            ]
            for r in records
        )  # fmt: skip
        self._each(
            f"UNWIND $rows AS row CREATE (r:Record {_RECORD}) WITH r, row UNWIND row[9] AS said "
            "MERGE (i:Identifier {key: said[0]}) ON CREATE SET i.kind = said[1], i.value = said[2] "
            "CREATE (r)-[:CARRIES]->(i)",
            rows,
        )

    @changing_network
    def remove_records(self, records: Iterable[RecordId]) -> None:
        self._each(
            "UNWIND $rows AS id MATCH (r:Record {id: id}) "
            "CALL (r) { MATCH ()-[e:EVIDENCE {record: r.id}]->() DELETE e } "
            "CALL (r) { MATCH (p:Pair {record: r.id}) DELETE p } "
            "WITH r, [(r)-[:CARRIES]->(i) | i] AS said DETACH DELETE r WITH said UNWIND said AS i "
            "WITH DISTINCT i WHERE NOT (i)<-[:CARRIES]-() DELETE i",
            list(records),
        )

    def records_saying(self, texts: Iterable[str]) -> tuple[StoredRecord, ...]:
        return self.records_where(
            "MATCH (r:Record) WITH r, toLower(r.content + r.key + r.locator) AS said "
            "WHERE any(text IN $texts WHERE said CONTAINS toLower(text)) WITH r",
            texts=list(texts),
        )

    def contents(self, scope: str) -> Mapping[tuple[Origin, str], str]:
        rows = self.rows(
            "MATCH (r:Record {scope: $scope}) WHERE r.origin <> 'pair' RETURN r.origin, r.key, r.content ORDER BY r.id",
            scope=scope,
        )
        return {(Origin(origin), key): content for origin, key, content in rows}

    def related_records(self, records: Iterable[RecordId]) -> tuple[StoredRecord, ...]:
        found = set(records)
        frontier = set(found)
        while frontier:
            rows = self.rows(
                "UNWIND $ids AS id MATCH (:Record {id: id})-[:CARRIES]->(i) WITH DISTINCT i "
                "MATCH (r)-[:CARRIES]->(i) RETURN DISTINCT r.id",
                ids=list(frontier),
            )
            frontier = {RecordId(row[0]) for row in rows} - found
            found |= frontier
        return self.records(found)

    def listed_in(self, run: RunId) -> frozenset[RecordId]:
        rows = self.rows("MATCH (r:Record {run: $run}) WHERE r.origin <> 'pair' RETURN r.id", run=run)
        return frozenset(RecordId(row[0]) for row in rows)

    def records(self, ids: Iterable[RecordId]) -> tuple[StoredRecord, ...]:
        return self.records_where("UNWIND $ids AS id MATCH (r:Record {id: id})", ids=list(dict.fromkeys(ids)))

    def records_with(self, said: Iterable[Identifier]) -> tuple[RecordId, ...]:
        rows = self.rows(
            "UNWIND $keys AS key MATCH (r)-[:CARRIES]->(:Identifier {key: key}) RETURN DISTINCT r.id",
            keys=[f"{each.kind.value} {each.value}" for each in said],
        )
        return tuple(sorted(RecordId(row[0]) for row in rows))

    def records_about(self, people: Iterable[PersonId]) -> frozenset[RecordId]:
        rows = self.rows("UNWIND $ids AS id MATCH (r:Record {person: id}) RETURN r.id", ids=list(dict.fromkeys(people)))
        return frozenset(RecordId(row[0]) for row in rows)

    def names_alone(self) -> Iterator[str]:
        rows = self.rows("MATCH (i:Identifier {kind: $kind}) RETURN i.value", kind=IdentifierKind.NAME.value)
        return (row[0] for row in list(rows))

    def people_of(self, records: Iterable[RecordId]) -> Mapping[RecordId, PersonId]:
        rows = self.rows(
            "UNWIND $ids AS id MATCH (r:Record {id: id}) WHERE r.person IS NOT NULL RETURN r.id, r.person",
            ids=list(dict.fromkeys(records)),
        )
        return {RecordId(record): PersonId(person) for record, person in rows}

    @changing_network
    def put_pairs(self, pairs: Iterable[PairEnds]) -> None:
        self._each(
            "UNWIND $rows AS row MERGE (p:Pair {record: row[0]}) ON CREATE SET p.a = row[1], p.b = row[2] "
            "SET p.person_a = row[3], p.person_b = row[4]",
            ([each.record, each.a, each.b, each.person_a, each.person_b] for each in pairs),
        )

    def pairs_with(self, records: Iterable[RecordId]) -> tuple[PairEnds, ...]:
        ids = list(dict.fromkeys(records))
        return self.pairs_where(f"UNWIND $ids AS id MATCH (p:Pair) WHERE p.a = id OR p.b = id {PAIR}", ids=ids)

    def pairs_between(self, people: Iterable[tuple[PersonId, PersonId]]) -> tuple[PairEnds, ...]:
        asked = [list(each) for pair in people for each in (pair, pair[::-1])]
        return self.pairs_where(
            f"UNWIND $asked AS pair MATCH (p:Pair {{person_a: pair[0]}}) WHERE p.person_b = pair[1] {PAIR}", asked=asked
        )

    def pair_records(self, scope: str) -> Iterator[StoredRecord]:
        yield from self.records_where("MATCH (r:Record {scope: $scope}) WHERE r.origin = 'pair'", scope=scope)

    @changing_network
    def assign(self, people: Mapping[RecordId, PersonId | None]) -> None:
        self._each(
            "UNWIND $rows AS row MATCH (r:Record {id: row[0]}) SET r.person = row[1]",
            ([record, person] for record, person in people.items()),
        )

    @changing_network
    def put_people(self, people: Iterable[PersonEntry]) -> None:
        kept = list(people)
        self._each(
            "UNWIND $rows AS row MERGE (p:Person {id: row.id}) SET p += row "
            "WITH p OPTIONAL MATCH (p)-[at:AT]->() DELETE at "
            "WITH DISTINCT p OPTIONAL MATCH (x:Alias)-[:OF]->(p) DETACH DELETE x",
            (
                {"id": each.person.id, "name": each.person.name, "name_fold": each.name_fold,
                 "facts": facts_of(each.person), "words": words_of(each.person)}
                for each in kept
            ),
        )  # fmt: skip
        self._each(
            "UNWIND $rows AS row MATCH (p:Person {id: row[0]}) MATCH (o:Organization {id: row[1]}) "
            f"CREATE (p)-[:AT {_AT}]->(o)",
            ([*affiliation_row(held), number] for each in kept for number, held in enumerate(each.person.affiliations)),
        )
        self._each(
            "UNWIND $rows AS row MATCH (p:Person {id: row[1]}) "
            "CREATE (:Alias {id: row[0], key: row[0] + ' ' + row[1]})-[:OF]->(p)",
            ([alias, each.person.id] for each in kept for alias in each.aliases),
        )

    @changing_network
    def remove_people(self, people: Iterable[PersonId]) -> None:
        self._each(
            "UNWIND $rows AS id MATCH (p:Person {id: id}) OPTIONAL MATCH (x:Alias)-[:OF]->(p) DETACH DELETE x, p",
            list(dict.fromkeys(people)),
        )

    def put_organizations(self, organizations: Iterable[Organization]) -> None:
        self._each(
            "UNWIND $rows AS row MERGE (o:Organization {id: row[0]}) ON CREATE SET o.key = row[2] SET o.name = row[1]",
            ([each.id, each.name, each.key] for each in organizations),
        )

    def settle_organizations(self, organizations: Iterable[OrganizationId]) -> None:
        these = list(dict.fromkeys(organizations))
        decided = sorted({subject for decision in self.decisions() for subject in decision.subjects})
        self._each(
            "UNWIND $rows AS id MATCH (o:Organization {id: id}) WHERE NOT id IN $decided AND NOT ()-[:AT]->(o) "
            "AND NOT EXISTS { MATCH (:Target {organization: id}) } DELETE o",
            these,
            decided=decided,
        )
        self._each(
            "UNWIND $rows AS id MATCH (o:Organization {id: id})<-[at:AT]-() WITH o, at.name AS name, count(*) AS times "
            "ORDER BY times DESC, name WITH o, collect(name)[0] AS name SET o.name = name",
            these,
        )

    @changing_network
    def replace_evidence(self, records: Iterable[RecordId], evidence: Iterable[RecordEvidence]) -> None:
        ids = list(dict.fromkeys(records))
        self._each("UNWIND $rows AS id MATCH ()-[e:EVIDENCE {record: id}]->() DELETE e", ids)
        self._each(
            "UNWIND $rows AS row MATCH (a:Person {id: row[1]}) MATCH (b:Person {id: row[2]}) "
            f"CREATE (a)-[:EVIDENCE {_EVIDENCE}]->(b)",
            (list(evidence_row(each.record, each.evidence)) for each in evidence),
        )

    @changing_network
    def put_shift(self, scope: str, shift: float | None) -> None:
        if shift is None:
            self._do("MATCH (x:Archive {scope: $scope}) DELETE x", scope=scope)
        else:
            self._do("MERGE (x:Archive {scope: $scope}) SET x.shift = $shift", scope=scope, shift=shift)
        self._do(
            "MATCH (r:Record {scope: $scope}) WHERE r.origin = 'pair' MATCH ()-[e:EVIDENCE {record: r.id}]->() "
            "WHERE e.kind IN ['message', 'mail'] SET e.shift = $shift",
            scope=scope,
            shift=shift or 0.0,
        )

    def put_target(self, target: Target) -> None:
        self._do(
            "MERGE (t:Target {organization: $organization}) ON CREATE SET t.added_at = $at "
            "SET t.name = $name, t.role = $role, t.priority = $priority, t.posting = $posting, t.stage = $stage",
            organization=target.organization, at=target.added_at.isoformat(), name=target.name, role=target.role,
            priority=target.priority, posting=target.posting, stage=target.stage.value,
        )  # fmt: skip

    def remove_target(self, organization: OrganizationId) -> None:
        self._do("MATCH (t:Target {organization: $id}) DELETE t", id=organization)

    @changing_network
    def put_decision(self, decision: Decision) -> None:
        subjects = json.dumps(decision.subjects)
        self._do(
            "MERGE (d:Decision {key: $key}) ON CREATE SET d.kind = $kind, d.subjects = $subjects, d.at = $at",
            key=f"{decision.kind.value} {subjects}", kind=decision.kind.value, subjects=subjects,
            at=decision.at.isoformat(),
        )  # fmt: skip

    @changing_network
    def remove_decision(self, decision: Decision) -> None:
        key = f"{decision.kind.value} {json.dumps(decision.subjects)}"
        self._do("MATCH (d:Decision {key: $key}) DELETE d", key=key)

    def put_note(self, note: Note) -> None:
        self._do(
            "MERGE (n:Note {key: $key}) SET n.kind = $kind, n.id = $id, n.content = $content, n.about = $about",
            key=f"{note.kind} {note.id}", kind=note.kind, id=note.id, content=note.content, about=list(note.about),
        )  # fmt: skip

    def remove_note(self, kind: str, name: str) -> None:
        self._do("MATCH (n:Note {key: $key}) DELETE n", key=f"{kind} {name}")

    def put_suppressed(self, marks: Iterable[str]) -> None:
        self._each("UNWIND $rows AS mark MERGE (:Suppressed {mark: mark})", marks)

    def remove_suppressed(self, marks: Iterable[str]) -> None:
        self._each("UNWIND $rows AS mark MATCH (s:Suppressed {mark: mark}) DELETE s", marks)

    def _do(self, query: str, **parameters: Any) -> None:
        self._transaction.run(query, parameters).consume()

    def _each(self, query: str, rows: Iterable[Any], **parameters: Any) -> None:
        """Runs a query that takes rows as often as the batches of them are many."""
        for batch in _batches(rows):
            self._do(query, rows=batch, **parameters)


def _batches(rows: Iterable[Value]) -> Iterator[Sequence[Value]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
