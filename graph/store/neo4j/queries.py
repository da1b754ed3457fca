"""Reading a network, in Cypher."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from graph.model import (
    EGO,
    NAMELESS_IDS,
    Affiliation,
    ImportRun,
    Organization,
    OrganizationId,
    Person,
    PersonId,
    Shows,
    Tie,
)
from graph.records import Identifier, IdentifierKind, Origin, RunId, SourceRef
from graph.store.codec import counts_from_text, fact_from_text, files_from_text
from graph.store.columns import columns_from
from graph.store.kept import (
    EGO_RUN,
    Background,
    EvidenceColumns,
    PairEnds,
    PersonEntry,
    RecordEvidence,
    RecordId,
    StoredRecord,
)
from graph.store.neo4j.said import Neo4jSaid, Rows
from graph.store.neo4j.schema import WORDS
from graph.store.rows import affiliation_from, day_from, evidence_from, person_from, post_from, ties_from, time_from
from graph.text import fold_words

AT = "o.id, at.name, at.title, at.start, at.end, at.current, at.run, at.locator"
EVIDENCE = (
    "a.id, b.id, e.outward, e.kind, e.first, e.last, e.sent, e.received, e.run, e.locator, e.together, e.stated, "
    "e.label, e.sent_fresh, e.received_fresh, e.shift"
)
COLUMNS = (
    "collect([a.id, b.id, e.outward, e.kind, e.last, e.sent, e.received, e.together, e.stated, e.sent_fresh, "
    "e.received_fresh, e.shift])"
)
"""All in one row of the answer: each row costs more than what is in it."""
PAIR = "RETURN DISTINCT p.record, p.a, p.b, p.person_a, p.person_b"
NETWORK = "CASE WHEN m.seen = m.stamp THEN m.network ELSE m.stamp END"
"""The network stamp of the meta node m; where an older version, which knows of none, has written since, that of all."""
FEW = 2_000
"""Up to so many who have the words that are looked for are put in order; where there are more, order is followed."""
WITH_WORDS = f"CALL db.index.fulltext.queryNodes('{WORDS}', $words"
NAMED = f"NOT p.id STARTS WITH '{NAMELESS_IDS}'"
SPECIAL = '+-&|!(){}[]^"~*?:\\/'
"""Signs that mean something in a query of the full-text index."""


class Neo4jQueries(Neo4jSaid):
    """The reading half; a subclass says in which transaction a question is asked."""

    def revision(self) -> int:
        (revision,) = self.one("MATCH (m:Meta {id: 'store'}) RETURN m.revision") or [0]
        return int(revision)

    def network_stamp(self) -> str:
        (stamp,) = self.one(f"MATCH (m:Meta {{id: 'store'}}) RETURN {NETWORK}") or [""]
        return str(stamp)

    def stamp(self) -> str:
        (stamp,) = self.one("MATCH (m:Meta {id: 'store'}) RETURN m.stamp") or [""]
        return str(stamp)

    def unfinished(self) -> str:
        (name,) = self.one("MATCH (m:Meta {id: 'store'}) RETURN m.unfinished") or [""]
        return str(name or "")

    def beside(self) -> Path | None:
        return None

    def runs(self) -> tuple[ImportRun, ...]:
        rows = self.rows(
            "MATCH (r:Run) WHERE r.id <> $own RETURN r.id, r.number, r.owner, r.owner_name, r.files, r.at, r.counts, "
            "r.as_of, coalesce(r.shows, 'everything'), r.expires, r.made ORDER BY r.number",
            own=EGO_RUN,
        )
        return tuple(
            ImportRun(
                RunId(run), number, PersonId(owner), name, files_from_text(files), datetime.fromisoformat(at),
                counts_from_text(counts), day_from(as_of), Shows(shows), day_from(expires), time_from(made),
            )
            for run, number, owner, name, files, at, counts, as_of, shows, expires, made in rows
        )  # fmt: skip

    def person(self, person: PersonId) -> Person | None:
        known = self.people([person])
        if person in known:
            return known[person]
        found = self.one("MATCH (:Alias {id: $id})-[:OF]->(p) RETURN p.id ORDER BY p.id LIMIT 1", id=person)
        return self.people([PersonId(found[0])]).get(PersonId(found[0])) if found else None

    def people(self, ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        wanted = list(dict.fromkeys(ids))
        rows = self.rows(
            "UNWIND $ids AS id MATCH (p:Person {id: id}) OPTIONAL MATCH (p)-[at:AT]->(o) "
            f"WITH p, at, o ORDER BY at.current DESC, at.number RETURN p.id, p.name, p.facts, collect([{AT}])",
            ids=wanted,
        )
        found = {PersonId(row[0]): _person(row) for row in rows}
        return {each: found[each] for each in wanted if each in found}

    def entries(self, after: str, limit: int) -> tuple[PersonEntry, ...]:
        rows = self.rows(
            "MATCH (p:Person) WHERE p.id > $after WITH p ORDER BY p.id LIMIT $limit "
            "OPTIONAL MATCH (p)-[at:AT]->(o) WITH p, at, o ORDER BY at.current DESC, at.number "
            f"WITH p, collect([{AT}]) AS held ORDER BY p.id "
            "RETURN p.id, p.name, p.facts, held, p.name_fold, [(x:Alias)-[:OF]->(p) | x.id]",
            after=after,
            limit=limit,
        )
        return tuple(PersonEntry(_person(row[:4]), row[4], tuple(map(PersonId, sorted(row[5])))) for row in rows)

    def find_people(self, text: str, limit: int = 50) -> tuple[Person, ...]:
        words = fold_words(text).split()
        if not words and text.strip():
            return ()
        rows = self._by_word(words, limit) if words and self._are_few(words) else self._by_name(words, limit)
        return tuple(self.people([PersonId(row[0]) for row in rows]).values())

    def _are_few(self, words: Sequence[str]) -> bool:
        """Whether those who have these words are soon put in order."""
        (count,) = self.one(f"{WITH_WORDS}, {{limit: $most}}) YIELD node RETURN count(node)", words=_sought(words),
                            most=FEW + 1) or [0]  # fmt: skip
        return int(count) <= FEW

    def _by_word(self, words: Sequence[str], limit: int) -> Rows:
        return self.rows(
            f"{WITH_WORDS}) YIELD node AS p WITH DISTINCT p WHERE p.id <> '{EGO}' AND {NAMED} "
            "RETURN p.id ORDER BY p.name_fold, p.id LIMIT $limit",
            words=_sought(words),
            limit=limit,
        )

    def _by_name(self, words: Sequence[str], limit: int) -> Rows:
        """Follows the order of names until enough people with these words are met."""
        return self.rows(
            f"MATCH (p:Person) WHERE p.name_fold >= '' AND p.id <> '{EGO}' AND {NAMED} "
            "AND all(word IN $words WHERE (' ' + p.words) CONTAINS word) "
            "RETURN p.id ORDER BY p.name_fold, p.id LIMIT $limit",
            words=[f" {word}" for word in words],
            limit=limit,
        )

    def people_named(self, name_folds: Iterable[str]) -> Mapping[str, tuple[PersonId, ...]]:
        rows = self.rows(
            f"UNWIND $names AS name MATCH (p:Person {{name_fold: name}}) WHERE {NAMED} RETURN DISTINCT name, p.id",
            names=list(name_folds),
        )
        return {
            name: tuple(PersonId(row[1]) for row in group)
            for name, group in groupby(sorted(rows), key=lambda row: str(row[0]))
        }

    def organization(self, organization: OrganizationId) -> Organization | None:
        row = self.one("MATCH (o:Organization {id: $id}) RETURN o.id, o.name, o.key", id=organization)
        return Organization(OrganizationId(row[0]), row[1], row[2]) if row else None

    def organizations(self) -> tuple[tuple[Organization, int], ...]:
        return self._organizations_where("true")

    def organizations_like(self, key: str, keys: Collection[str]) -> tuple[tuple[Organization, int], ...]:
        return self._organizations_where(
            "o.key CONTAINS $key OR $key CONTAINS o.key OR o.key IN $keys "
            "OR any(sign IN $signs WHERE o.name CONTAINS sign)",
            key=key,
            keys=list(keys),
            signs=list("([（"),
        )

    def _organizations_where(self, condition: str, **parameters: Any) -> tuple[tuple[Organization, int], ...]:
        rows = self.rows(
            f"MATCH (o:Organization) WHERE {condition} RETURN o.id, o.name, o.key, "
            "COUNT { MATCH (p:Person)-[at:AT]->(o) WHERE at.current = 1 RETURN DISTINCT p } AS people",
            **parameters,
        )
        found = [(Organization(OrganizationId(row[0]), row[1], row[2]), int(row[3])) for row in rows]
        return tuple(sorted(found, key=lambda each: (-each[1], each[0].name, each[0].id)))

    def affiliations_at(self, organizations: Iterable[OrganizationId]) -> tuple[Affiliation, ...]:
        rows = self.rows(
            f"UNWIND $ids AS id MATCH (p:Person)-[at:AT]->(o:Organization {{id: id}}) RETURN p.id, {AT}",
            ids=list(dict.fromkeys(organizations)),
        )
        found = sorted(rows, key=lambda row: (-row[6], row[0], row[3] is not None, row[3] or "", row[7], row[8]))
        return tuple(map(affiliation_from, found))

    def entries_of_run(self, run: RunId, origin: Origin) -> Mapping[PersonId, str]:
        rows = self.rows(
            "MATCH (r:Record {run: $run}) WHERE r.origin = $origin AND r.person IS NOT NULL "
            "RETURN r.person, r.content ORDER BY r.id DESC",
            run=run,
            origin=origin.value,
        )
        return {PersonId(person): content for person, content in rows}

    def records_of(self, person: PersonId) -> tuple[StoredRecord, ...]:
        return self.records_where("MATCH (r:Record {person: $person})", person=person)

    def records_of_origin(self, origin: Origin) -> tuple[StoredRecord, ...]:
        return self.records_where("MATCH (r:Record {origin: $origin})", origin=origin.value)

    def records_of_entry(self, entry: str) -> tuple[StoredRecord, ...]:
        return self.records_where("MATCH (r:Record {entry: $entry})", entry=entry)

    def records_where(self, match: str, **parameters: Any) -> tuple[StoredRecord, ...]:
        """The records `r` that a query's beginning finds, in order of id."""
        rows = self.rows(
            f"{match} WITH DISTINCT r OPTIONAL MATCH (run:Run {{id: r.run}}) RETURN r.id, r.run, r.scope, r.key, "
            "r.content, r.locator, r.person, run.as_of, [(r)-[:CARRIES]->(i) | [i.kind, i.value]]",
            **parameters,
        )
        return tuple(sorted(map(_record, rows), key=lambda record: record.id))

    def pairs_of_run(self, run: RunId) -> tuple[PairEnds, ...]:
        return self.pairs_where(f"MATCH (r:Record {{run: $run}}) MATCH (p:Pair {{record: r.id}}) {PAIR}", run=run)

    def pairs_where(self, query: str, **parameters: Any) -> tuple[PairEnds, ...]:
        """The pairs that a query returns, in order of their own records."""
        return tuple(sorted(map(_pair, self.rows(query, **parameters)), key=lambda pair: pair.record))

    def records_of_run(self, run: RunId) -> tuple[StoredRecord, ...]:
        return self.records_where("MATCH (r:Record {run: $run})", run=run)

    def evidence_of_run(self, run: RunId) -> tuple[RecordEvidence, ...]:
        rows = self.rows(
            "MATCH (r:Record {run: $run}) MATCH (a:Person)-[e:EVIDENCE {record: r.id}]->(b) "
            f"RETURN r.id, {EVIDENCE}",
            run=run,
        )
        return tuple(RecordEvidence(RecordId(row[0]), evidence_from(row[1:])) for row in rows)

    def shifts(self) -> Mapping[str, float]:
        return {str(row[0]): float(row[1]) for row in self.rows("MATCH (x:Archive) RETURN x.scope, x.shift")}

    def lists_of_people(self) -> Mapping[PersonId, frozenset[str]]:
        found: dict[PersonId, set[str]] = {}
        for person, scope in self.rows(
            "MATCH (r:Record) WHERE r.origin IN ['network', 'address_book'] AND r.person IS NOT NULL "
            "RETURN DISTINCT r.person, r.scope"
        ):
            found.setdefault(PersonId(person), set()).add(scope)
        return {person: frozenset(scopes) for person, scopes in found.items()}

    def ties_of(self, person: PersonId) -> tuple[Tie, ...]:
        rows = self.rows(
            "MATCH (p:Person {id: $id})-[e:EVIDENCE]-() WITH e, startNode(e) AS a, endNode(e) AS b "
            f"RETURN {EVIDENCE}",
            id=person,
        )
        return tuple(sorted(_ties(rows), key=lambda tie: tie.other(person)))

    def ties_between(self, pairs: Iterable[tuple[PersonId, PersonId]]) -> Mapping[frozenset[PersonId], Tie]:
        rows = self.rows(
            "UNWIND $pairs AS pair MATCH (a:Person {id: pair[0]})-[e:EVIDENCE]->(b:Person {id: pair[1]}) "
            f"RETURN DISTINCT {EVIDENCE}, elementId(e)",
            pairs=[list(each) for each in {tuple(sorted(pair)) for pair in pairs}],
        )
        return {frozenset((tie.a, tie.b)): tie for tie in _ties([row[:-1] for row in rows])}

    def ties(self) -> Iterator[Tie]:
        rows = self.rows(
            f"MATCH (a:Person)-[e:EVIDENCE]->(b:Person) RETURN {EVIDENCE} "
            "ORDER BY a.id, b.id, coalesce(e.last, ''), e.run, e.locator, e.kind, e.outward"
        )
        yield from ties_from(rows)

    def evidence_columns(self) -> EvidenceColumns:
        (people,) = self.one("MATCH (p:Person) RETURN collect(p.id)") or [[]]
        (rows,) = self.one(f"MATCH (a:Person)-[e:EVIDENCE]->(b:Person) RETURN {COLUMNS}") or [[]]
        return columns_from(self.network_stamp(), rows, map(PersonId, people))

    def evidence_around(
        self, people: Collection[PersonId], others: Collection[PersonId] | None = None
    ) -> EvidenceColumns:
        first, among = "", ""
        if others is not None:  # nodes are told apart faster than their ids are read
            first = "MATCH (one:Person) WHERE one.id IN $others WITH collect(one) AS others "
            among = "WHERE o IN others "
        (rows,) = self.one(
            f"{first}UNWIND $people AS id MATCH (p:Person {{id: id}})-[e:EVIDENCE]-(o) {among}"
            f"WITH DISTINCT e, startNode(e) AS a, endNode(e) AS b RETURN {COLUMNS}",
            people=list(people),
            others=list(others or ()),
        ) or [[]]
        return columns_from(self.network_stamp(), rows)

    def kinds_around(self, people: Collection[PersonId]) -> Mapping[PersonId, Sequence[tuple[PersonId, str]]]:
        rows = self.rows(
            "UNWIND $people AS id MATCH (p:Person {id: id})-[e:EVIDENCE]-(o) "
            "RETURN p.id, collect(o.id), collect(e.kind)",
            people=list(people),
        )
        return {PersonId(row[0]): list(zip(map(PersonId, row[1]), row[2], strict=True)) for row in rows}

    def evidence_count(self, people: Collection[PersonId] | None = None) -> int:
        if people is None:
            (count,) = self.one("MATCH ()-[e:EVIDENCE]->() RETURN count(e)") or [0]
        else:
            (count,) = self.one(
                "UNWIND $people AS id MATCH (p:Person {id: id}) RETURN sum(COUNT { (p)-[:EVIDENCE]-() })",
                people=list(people),
            ) or [0]
        return int(count)

    def names(self) -> Iterator[tuple[PersonId, str]]:
        for person, name in self.rows("MATCH (p:Person) RETURN p.id, p.name"):
            yield PersonId(person), name

    def workplaces(self) -> Iterator[tuple[PersonId, OrganizationId]]:
        for organization, people in self.rows(
            "MATCH (p:Person)-[at:AT]->(o:Organization) WHERE at.current = 1 RETURN o.id, collect(DISTINCT p.id)"
        ):
            yield from ((PersonId(person), OrganizationId(organization)) for person in people)

    def backgrounds(self) -> Iterator[Background]:
        for person, facts, posts in self.rows(
            f"MATCH (p:Person) WHERE {NAMED} OPTIONAL MATCH (p)-[at:AT]->(o) WITH p, at, o ORDER BY at.number "
            "WITH p, collect([p.id, o.id, at.name, at.title, at.start, at.end, at.current]) AS posts "
            "RETURN p.id, p.facts, posts ORDER BY p.id"
        ):
            data = json.loads(facts)
            yield Background(
                PersonId(person), data.get("family", ""), data.get("city"), tuple(data.get("schools", ())),
                tuple(data.get("labels", ())), tuple(post_from(post) for post in posts if post[1]),
            )  # fmt: skip

    def counts(self) -> dict[str, int]:
        """How much the store holds, by name of what it holds."""
        questions = {
            "people": f"MATCH (p:Person) WHERE p.id <> '{EGO}' AND {NAMED} RETURN count(p)",
            "organizations": "MATCH (o:Organization) RETURN count(o)",
            "records": f"MATCH (r:Record) WHERE r.run <> '{EGO_RUN}' RETURN count(r)",
            "ties": "MATCH (a:Person)-[:EVIDENCE]->(b:Person) WITH DISTINCT a, b RETURN count(*)",
            "runs": f"MATCH (r:Run) WHERE r.id <> '{EGO_RUN}' RETURN count(r)",
            "targets": "MATCH (t:Target) RETURN count(t)",
        }
        return {name: int((self.one(query) or [0])[0]) for name, query in questions.items()}


def _pair(row: Sequence[str]) -> PairEnds:
    record, a, b, person_a, person_b = row
    people = (PersonId(each) if each else None for each in (person_a, person_b))
    return PairEnds(RecordId(record), RecordId(a), RecordId(b), *people)


def _person(row: Sequence[Any]) -> Person:
    person, name, facts, held = row
    return person_from(person, name, facts, [affiliation_from((person, *each)) for each in held if each[0]])


def _record(row: Sequence[Any]) -> StoredRecord:
    record, run, scope, key, content, locator, person, as_of, identifiers = row
    return StoredRecord(
        RecordId(record), RunId(run), scope, key, fact_from_text(content, SourceRef(locator, RunId(run))),
        tuple(Identifier(IdentifierKind(kind), value) for kind, value in sorted(identifiers)), content,
        PersonId(person) if person else None, day_from(as_of),
    )  # fmt: skip


def _ties(rows: Iterable[Sequence[Any]]) -> Iterator[Tie]:
    return ties_from(sorted(rows, key=_in_order))


def _in_order(row: Sequence[Any]) -> tuple[Any, ...]:
    low, high, outward, kind, _, last, _, _, run, locator, *_ = row
    return low, high, last or "", run, locator, kind, outward


def _sought(words: Iterable[str]) -> str:
    """A query of the full-text index for everything that has words with these beginnings."""
    return " ".join(f"+{_escaped(word)}*" for word in words)


def _escaped(word: str) -> str:
    return "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in word)
