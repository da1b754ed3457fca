"""A write under way, in SQL."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set

from graph.model import (
    Decision,
    ImportRun,
    Organization,
    OrganizationId,
    PersonId,
    Target,
)
from graph.records import Identifier, Origin, RunId
from graph.store.base import StoreTransaction, changing_network
from graph.store.codec import counts_to_text, files_to_text
from graph.store.kept import Note, PairEnds, PersonEntry, RecordEvidence, RecordId, StoredRecord
from graph.store.rows import affiliation_row, evidence_row, facts_of, words_of
from graph.store.sqlite.queries import SqliteView, pairs_where, records_where
from graph.store.sqlite.words import erase_words

_OF_THESE = "in (select value from json_each(?))"


class SqliteTransaction(SqliteView, StoreTransaction):
    """Writes on one connection that has begun a transaction; `SqliteStore.write` ends it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._held: dict[RecordId, StoredRecord] = {}
        """Records as they are now, as far as this write has put or read them: they need not be read again."""

    def put_unfinished(self, name: str) -> None:
        self._connection.execute("delete from meta where name = 'unfinished'")
        if name:
            self._connection.execute("insert into meta values ('unfinished', ?)", (name,))

    @changing_network
    def put_run(self, run: ImportRun) -> None:
        self._held.clear()  # they tell the day of their run's export
        self._connection.execute(
            "insert into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set "
            "number = excluded.number, owner = excluded.owner, owner_name = excluded.owner_name, "
            "files = excluded.files, at = excluded.at, counts = excluded.counts, as_of = excluded.as_of, "
            "shows = excluded.shows, expires = excluded.expires, made = excluded.made",
            (
                run.id, run.number, run.owner, run.owner_name, files_to_text(run.files), run.at.isoformat(),
                counts_to_text(run.counts), run.as_of.isoformat() if run.as_of else None, run.shows.value,
                run.expires.isoformat() if run.expires else None,
                run.made.isoformat() if run.made else None,
            ),
        )  # fmt: skip

    @changing_network
    def remove_run(self, run: RunId) -> None:
        self._held.clear()
        of_run = "(select id from record where run = ?)"
        self._connection.execute(f"delete from evidence where record in {of_run}", (run,))
        self._connection.execute(f"delete from identifier where record in {of_run}", (run,))
        self._connection.execute(f"delete from pair where record in {of_run}", (run,))
        self._connection.execute("delete from record where run = ?", (run,))
        self._connection.execute("delete from run where id = ?", (run,))

    def erase_traces(self) -> None:
        erase_words(self._connection)

    @changing_network
    def put_records(self, records: Iterable[StoredRecord]) -> None:
        kept = list(records)
        self._held.update((record.id, record) for record in kept)
        self._connection.executemany(
            "insert into record values (?, ?, ?, ?, ?, ?, ?, ?)",
            ((r.id, r.run, r.scope, r.origin.value, r.key, r.content, r.source.locator, r.person) for r in kept),
        )
        self._connection.executemany(
            "insert into identifier values (?, ?, ?)",
            ((r.id, said.kind, said.value) for r in kept for said in r.identifiers),
        )

    @changing_network
    def remove_records(self, records: Iterable[RecordId]) -> None:
        gone = list(records)
        for record in gone:
            self._held.pop(record, None)
        for table in ("evidence", "identifier", "pair"):
            self._connection.execute(f"delete from {table} where record {_OF_THESE}", (json.dumps(gone),))
        self._connection.execute(f"delete from record where id {_OF_THESE}", (json.dumps(gone),))

    def records_saying(self, texts: Iterable[str]) -> tuple[StoredRecord, ...]:
        said = "content || key || locator"
        condition = (
            "exists (select 1 from json_each(?) as asked "
            f"where instr(lower({said}), lower(asked.value)) or instr({said}, asked.value))"
        )
        return records_where(self._connection, condition, (json.dumps(list(texts)),))

    def contents(self, scope: str) -> Mapping[tuple[Origin, str], str]:
        rows = self._connection.execute(
            "select origin, key, content from record where scope = ? and origin <> 'pair' order by id", (scope,)
        )
        return {(Origin(origin), key): content for origin, key, content in rows}

    def related_records(self, records: Iterable[RecordId]) -> tuple[StoredRecord, ...]:
        found = set(records)
        frontier: set[RecordId] = set(found)
        asked: set[tuple[str, str]] = set()
        while frontier:
            said = self._identifiers_of(frontier) - asked
            asked |= said
            frontier = {RecordId(row[0]) for row in self._records_with(said)} - found
            found |= frontier
        return self._known(found)

    def listed_in(self, run: RunId) -> frozenset[RecordId]:
        rows = self._connection.execute("select id from record where run = ? and origin <> 'pair'", (run,))
        return frozenset(RecordId(row[0]) for row in rows)

    def records(self, ids: Iterable[RecordId]) -> tuple[StoredRecord, ...]:
        return self._known(set(ids))

    def records_with(self, said: Iterable[Identifier]) -> tuple[RecordId, ...]:
        found = self._records_with((each.kind.value, each.value) for each in said)
        return tuple(sorted(RecordId(row[0]) for row in found))

    def records_about(self, people: Iterable[PersonId]) -> frozenset[RecordId]:
        rows = self._connection.execute(f"select id from record where person {_OF_THESE}", (json.dumps(list(people)),))
        return frozenset(RecordId(row[0]) for row in rows)

    def names_alone(self) -> Iterator[str]:
        rows = self._connection.execute("select distinct value from identifier where kind = 'name'")
        return (row[0] for row in rows)

    def people_of(self, records: Iterable[RecordId]) -> Mapping[RecordId, PersonId]:
        rows = self._connection.execute(
            f"select id, person from record where person is not null and id {_OF_THESE}", (json.dumps(list(records)),)
        )
        return {RecordId(record): PersonId(person) for record, person in rows}

    @changing_network
    def put_pairs(self, pairs: Iterable[PairEnds]) -> None:
        self._connection.executemany(
            "insert into pair values (?, ?, ?, ?, ?) on conflict (record) do update set "
            "person_a = excluded.person_a, person_b = excluded.person_b",
            ((each.record, each.a, each.b, each.person_a, each.person_b) for each in pairs),
        )

    def pairs_with(self, records: Iterable[RecordId]) -> tuple[PairEnds, ...]:
        return pairs_where(self._connection, f"a {_OF_THESE} or b {_OF_THESE}", (json.dumps(list(records)),) * 2)

    def pairs_between(self, people: Iterable[tuple[PersonId, PersonId]]) -> tuple[PairEnds, ...]:
        asked = json.dumps([each for pair in people for each in (pair, pair[::-1])])
        ends = "select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?)"
        return pairs_where(self._connection, f"(person_a, person_b) in ({ends})", (asked,))

    def pair_records(self, scope: str) -> Iterator[StoredRecord]:
        yield from records_where(self._connection, "scope = ? and origin = 'pair'", (scope,))

    @changing_network
    def assign(self, people: Mapping[RecordId, PersonId | None]) -> None:
        for record in people:
            self._held.pop(record, None)
        self._connection.executemany(
            "update record set person = ? where id = ? and person is not ?",
            ((person, record, person) for record, person in people.items()),
        )

    @changing_network
    def put_people(self, people: Iterable[PersonEntry]) -> None:
        kept = list(people)
        self.remove_people(each.person.id for each in kept)
        start = self._connection.execute("select coalesce(max(number), 0) + 1 from person").fetchone()[0]
        self._connection.executemany(
            "insert into person values (?, ?, ?, ?, ?)",
            (
                (number, each.person.id, each.person.name, each.name_fold, facts_of(each.person))
                for number, each in enumerate(kept, start)
            ),
        )
        self._connection.executemany(
            "insert into person_words (rowid, words) values (?, ?)",
            ((number, words_of(each.person)) for number, each in enumerate(kept, start)),
        )
        self._connection.executemany(
            "insert into affiliation values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (affiliation_row(held) for each in kept for held in each.person.affiliations),
        )
        self._connection.executemany(
            "insert into alias values (?, ?)", ((alias, each.person.id) for each in kept for alias in each.aliases)
        )

    @changing_network
    def remove_people(self, people: Iterable[PersonId]) -> None:
        these = (json.dumps(list(people)),)
        numbers = f"(select number from person where id {_OF_THESE})"
        self._connection.execute(f"delete from affiliation where person {_OF_THESE}", these)
        self._connection.execute(f"delete from alias where person {_OF_THESE}", these)
        self._connection.execute(f"delete from person_words where rowid in {numbers}", these)
        self._connection.execute(f"delete from person where id {_OF_THESE}", these)

    def put_organizations(self, organizations: Iterable[Organization]) -> None:
        self._connection.executemany(
            "insert into organization (id, name, key) values (?, ?, ?) "
            "on conflict (id) do update set name = excluded.name",
            ((each.id, each.name, each.key) for each in organizations),
        )

    def settle_organizations(self, organizations: Iterable[OrganizationId]) -> None:
        these = json.dumps(sorted(organizations))
        decided = json.dumps(sorted({subject for decision in self.decisions() for subject in decision.subjects}))
        self._connection.execute(
            f"delete from organization where id {_OF_THESE} and id not {_OF_THESE} "
            "and not exists (select 1 from affiliation where organization = organization.id) "
            "and not exists (select 1 from target where organization = organization.id)",
            (these, decided),
        )
        self._connection.execute(
            "update organization set name = coalesce((select name from affiliation "
            "where organization = organization.id group by name order by count(*) desc, name limit 1), name) "
            f"where id {_OF_THESE}",
            (these,),
        )

    @changing_network
    def replace_evidence(self, records: Iterable[RecordId], evidence: Iterable[RecordEvidence]) -> None:
        self._connection.execute(f"delete from evidence where record {_OF_THESE}", (json.dumps(list(records)),))
        self._connection.executemany(
            "insert into evidence values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (evidence_row(each.record, each.evidence) for each in evidence),
        )

    @changing_network
    def put_shift(self, scope: str, shift: float | None) -> None:
        self._connection.execute("delete from archive where scope = ?", (scope,))
        if shift is not None:
            self._connection.execute("insert into archive values (?, ?)", (scope, shift))
        self._connection.execute(
            "update evidence set shift = ? where kind in ('message', 'mail') "
            "and record in (select id from record where scope = ? and origin = 'pair')",
            (shift or 0.0, scope),
        )

    def put_target(self, target: Target) -> None:
        self._connection.execute(
            "insert into target values (?, ?, ?, ?, ?, ?, ?) on conflict (organization) do update set "
            "name = excluded.name, role = excluded.role, priority = excluded.priority, posting = excluded.posting, "
            "stage = excluded.stage",
            (
                target.organization, target.name, target.role, target.priority, target.added_at.isoformat(),
                target.posting, target.stage.value,
            ),
        )  # fmt: skip

    def remove_target(self, organization: OrganizationId) -> None:
        self._connection.execute("delete from target where organization = ?", (organization,))

    @changing_network
    def put_decision(self, decision: Decision) -> None:
        self._connection.execute(
            "insert into decision values (?, ?, ?) on conflict do nothing",
            (decision.kind.value, json.dumps(decision.subjects), decision.at.isoformat()),
        )

    @changing_network
    def remove_decision(self, decision: Decision) -> None:
        self._connection.execute(
            "delete from decision where kind = ? and subjects = ?", (decision.kind.value, json.dumps(decision.subjects))
        )

    def put_note(self, note: Note) -> None:
        self._connection.execute(
            "insert or replace into note values (?, ?, ?, ?)",
            (note.kind, note.id, note.content, json.dumps(note.about)),
        )

    def remove_note(self, kind: str, name: str) -> None:
        self._connection.execute("delete from note where kind = ? and id = ?", (kind, name))

    def put_suppressed(self, marks: Iterable[str]) -> None:
        self._connection.executemany("insert or ignore into suppressed values (?)", ((mark,) for mark in marks))

    def remove_suppressed(self, marks: Iterable[str]) -> None:
        self._connection.executemany("delete from suppressed where mark = ?", ((mark,) for mark in marks))

    def _known(self, records: Set[RecordId]) -> tuple[StoredRecord, ...]:
        """Records in order of id."""
        missing = json.dumps([record for record in records if record not in self._held])
        read = records_where(self._connection, f"id {_OF_THESE}", (missing,))
        self._held.update((record.id, record) for record in read)
        return tuple(self._held[record] for record in sorted(records) if record in self._held)

    def _identifiers_of(self, records: set[RecordId]) -> set[tuple[str, str]]:
        held = records & self._held.keys()
        rows = self._connection.execute(
            f"select distinct kind, value from identifier where record {_OF_THESE}",
            (json.dumps(list(records - held)),),
        )
        known = ((str(said.kind), said.value) for record in held for said in self._held[record].identifiers)
        return {*known, *((kind, value) for kind, value in rows)}

    def _records_with(self, said: Iterable[tuple[str, str]]) -> Iterable[tuple[str]]:
        return self._connection.execute(
            "select distinct record from json_each(?) as asked join identifier "
            "on kind = json_extract(asked.value, '$[0]') and identifier.value = json_extract(asked.value, '$[1]')",
            (json.dumps([list(each) for each in said]),),
        )
