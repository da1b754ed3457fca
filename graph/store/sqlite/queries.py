"""What a store answers, in SQL. The same questions are asked outside and inside a write."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path

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
)
from graph.records import Identifier, IdentifierKind, Origin, RunId, SourceRef
from graph.store.codec import counts_from_text, fact_from_text, files_from_text
from graph.store.kept import (
    EGO_RUN,
    ENTRY_SEPARATOR,
    Background,
    PairEnds,
    PersonEntry,
    RecordId,
    StoredRecord,
    StoreStatus,
)
from graph.store.rows import affiliation_from, day_from, person_from, post_from, time_from
from graph.store.sqlite.columns import network_stamp
from graph.store.sqlite.evidence import SqliteEvidence
from graph.text import fold_words

_RECORD = "select id, run, scope, key, content, locator, person from record"
_AFFILIATION = 'select person, organization, name, title, start, "end", current, run, locator from affiliation'
_PAIR = "select record, a, b, person_a, person_b from pair"
_NAMED = f"id not glob '{NAMELESS_IDS}*'"
_IDENTIFIER_KINDS = {kind.value: kind for kind in IdentifierKind}

Row = tuple[object, ...]


class SqliteQueries(SqliteEvidence):
    """The reading half; a subclass says which connection a question is asked on."""

    def revision(self) -> int:
        with self.reading() as connection:
            return _revision(connection)

    def stamp(self) -> str:
        with self.reading() as connection:
            return str(connection.execute("select value from meta where name = 'stamp'").fetchone()[0])

    def network_stamp(self) -> str:
        with self.reading() as connection:
            return network_stamp(connection)

    def unfinished(self) -> str:
        with self.reading() as connection:
            row = connection.execute("select value from meta where name = 'unfinished'").fetchone()
        return str(row[0]) if row else ""

    def runs(self) -> tuple[ImportRun, ...]:
        with self.reading() as connection:
            rows = connection.execute(
                "select id, number, owner, owner_name, files, at, counts, as_of, shows, expires, made from run "
                "where id <> ? order by number",
                (EGO_RUN,),
            )
            return tuple(
                ImportRun(
                    RunId(run), number, PersonId(owner), name, files_from_text(files), datetime.fromisoformat(at),
                    counts_from_text(counts), day_from(as_of), Shows(shows), day_from(expires), time_from(made),
                )
                for run, number, owner, name, files, at, counts, as_of, shows, expires, made in rows
            )  # fmt: skip

    def person(self, person: PersonId) -> Person | None:
        with self.reading() as connection:
            found = connection.execute(
                "select id from person where id = ?1 union all select person from alias where id = ?1 limit 1",
                (person,),
            ).fetchone()
            return _people(connection, [found[0]]).get(found[0]) if found else None

    def people(self, ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        with self.reading() as connection:
            return _people(connection, list(dict.fromkeys(ids)))

    def find_people(self, text: str, limit: int = 50) -> tuple[Person, ...]:
        words = fold_words(text).split()
        with self.reading() as connection:
            if words:
                match = " ".join(f'"{word}"*' for word in words)
                rows = connection.execute(
                    "select id from person where number in (select rowid from person_words where words match ?) "
                    f"and id <> ? and {_NAMED} order by name_fold, id limit ?",
                    (match, EGO, limit),
                )
            elif text.strip():
                return ()
            else:
                rows = connection.execute(
                    f"select id from person where id <> ? and {_NAMED} order by name_fold, id limit ?", (EGO, limit)
                )
            return tuple(_people(connection, [PersonId(row[0]) for row in rows]).values())

    def people_named(self, name_folds: Iterable[str]) -> Mapping[str, tuple[PersonId, ...]]:
        with self.reading() as connection:
            rows = connection.execute(
                "select name_fold, id from person where name_fold in (select value from json_each(?)) "
                f"and {_NAMED} order by name_fold, id",
                (json.dumps(list(name_folds)),),
            ).fetchall()
        return {name: tuple(PersonId(row[1]) for row in group) for name, group in groupby(rows, key=lambda row: row[0])}

    def entries(self, after: str, limit: int) -> tuple[PersonEntry, ...]:
        with self.reading() as connection:
            folds = dict(
                connection.execute("select id, name_fold from person where id > ? order by id limit ?", (after, limit))
            )
            aliases: dict[str, list[PersonId]] = {}
            for alias, person in connection.execute(
                "select id, person from alias where person in (select value from json_each(?)) order by id",
                (json.dumps(list(folds)),),
            ):
                aliases.setdefault(person, []).append(PersonId(alias))
            people = _people(connection, list(folds)).items()
        return tuple(PersonEntry(one, folds[person], tuple(aliases.get(person, ()))) for person, one in people)

    def organization(self, organization: OrganizationId) -> Organization | None:
        with self.reading() as connection:
            row = connection.execute("select id, name, key from organization where id = ?", (organization,)).fetchone()
        return Organization(OrganizationId(row[0]), row[1], row[2]) if row else None

    def organizations(self) -> tuple[tuple[Organization, int], ...]:
        return self._organizations_where("true", ())

    def organizations_like(self, key: str, keys: Collection[str]) -> tuple[tuple[Organization, int], ...]:
        return self._organizations_where(
            "instr(key, ?1) or instr(?1, key) or key in (select value from json_each(?2)) or name glob '*[[(（]*'",
            (key, json.dumps(list(keys))),
        )

    def _organizations_where(self, condition: str, values: Sequence[str]) -> tuple[tuple[Organization, int], ...]:
        with self.reading() as connection:
            rows = connection.execute(
                "select id, name, key, (select count(distinct person) from affiliation "
                "where organization = organization.id and current) as people "
                f"from organization where {condition} order by people desc, name, id",
                values,
            )
            return tuple((Organization(OrganizationId(row[0]), row[1], row[2]), row[3]) for row in rows)

    def affiliations_at(self, organizations: Iterable[OrganizationId]) -> tuple[Affiliation, ...]:
        with self.reading() as connection:
            rows = connection.execute(
                f"{_AFFILIATION} where organization in (select value from json_each(?)) "
                "order by current desc, person, title, run, locator",
                (json.dumps(list(organizations)),),
            )
            return tuple(affiliation_from(row) for row in rows)

    def records_of(self, person: PersonId) -> tuple[StoredRecord, ...]:
        with self.reading() as connection:
            return _records(connection, f"{_RECORD} where person = ? order by id", (person,))

    def entries_of_run(self, run: RunId, origin: Origin) -> Mapping[PersonId, str]:
        with self.reading() as connection:
            rows = connection.execute(
                "select person, content from record where run = ? and origin = ? and person is not null "
                "order by id desc",
                (run, origin.value),
            )
            return {PersonId(person): content for person, content in rows}

    def records_of_origin(self, origin: Origin) -> tuple[StoredRecord, ...]:
        with self.reading() as connection:
            # Written out, not bound: only so does SQLite see that the index of owners' cards serves.
            return records_where(connection, f"origin = '{origin.value}'", ())

    def records_of_entry(self, entry: str) -> tuple[StoredRecord, ...]:
        with self.reading() as connection:
            condition = "scope = ? and origin = ? and key = ?"
            return records_where(connection, condition, entry.split(ENTRY_SEPARATOR, 2))

    def pairs_of_run(self, run: RunId) -> tuple[PairEnds, ...]:
        with self.reading() as connection:
            return pairs_where(connection, "record in (select id from record where run = ?)", (run,))

    def records_of_run(self, run: RunId) -> tuple[StoredRecord, ...]:
        with self.reading() as connection:
            return records_where(connection, "run = ?", (run,))

    def shifts(self) -> Mapping[str, float]:
        with self.reading() as connection:
            return dict(connection.execute("select scope, shift from archive"))

    def lists_of_people(self) -> Mapping[PersonId, frozenset[str]]:
        found: dict[PersonId, set[str]] = {}
        with self.reading() as connection:
            for person, scope in connection.execute(
                "select distinct person, scope from record "
                "where person is not null and origin in ('network', 'address_book')"
            ):
                found.setdefault(person, set()).add(scope)
        return {person: frozenset(scopes) for person, scopes in found.items()}

    def names(self) -> Iterator[tuple[PersonId, str]]:
        with self.reading() as connection:
            yield from connection.execute("select id, name from person")

    def workplaces(self) -> Iterator[tuple[PersonId, OrganizationId]]:
        with self.reading() as connection:
            yield from connection.execute("select distinct person, organization from affiliation where current")

    def backgrounds(self) -> Iterator[Background]:
        with self.reading() as connection:
            held = connection.execute(
                'select person, organization, name, title, start, "end", current from affiliation '
                "order by person, rowid"
            )
            posts = {person: tuple(map(post_from, rows)) for person, rows in groupby(held, key=lambda row: row[0])}
            for person, facts in connection.execute(f"select id, facts from person where {_NAMED} order by id"):
                data = json.loads(facts)
                yield Background(
                    PersonId(person), data.get("family", ""), data.get("city"), tuple(data.get("schools", ())),
                    tuple(data.get("labels", ())), posts.get(person, ()),
                )  # fmt: skip

    def counts(self, connection: sqlite3.Connection) -> dict[str, int]:
        """How much a store holds, by name of what it holds."""
        questions = {
            "people": f"select count(*) from person where id <> '{EGO}' and {_NAMED}",
            "organizations": "select count(*) from organization",
            "records": f"select count(*) from record where run <> '{EGO_RUN}'",
            "ties": "select count(*) from (select distinct low, high from evidence)",
            "runs": f"select count(*) from run where id <> '{EGO_RUN}'",
            "targets": "select count(*) from target",
        }
        return {name: connection.execute(question).fetchone()[0] for name, question in questions.items()}


class SqliteView(SqliteQueries):
    """Questions on one connection that has begun a transaction, which somebody else ends."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None, *, locked: bool = False) -> None:
        self._connection = connection
        self._path = path
        self._locked = locked

    def beside(self) -> Path | None:
        return None if self._locked else self._path

    def at_hand(self) -> bool:
        return self._path is not None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        yield self._connection

    def status(self) -> StoreStatus:
        return StoreStatus("", self.revision(), **self.counts(self._connection), size=0)


def records_where(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> tuple[StoredRecord, ...]:
    """The records that fulfil a condition on the record table, in order of id."""
    return _records(connection, f"{_RECORD} where {condition} order by id", values)


def pairs_where(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> tuple[PairEnds, ...]:
    """The pairs that fulfil a condition on the pair table, in order of their own records."""
    rows = connection.execute(f"{_PAIR} where {condition} order by record", values)
    return tuple(PairEnds(*row) for row in rows)


def _revision(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select value from meta where name = 'revision'").fetchone()[0])


def _people(connection: sqlite3.Connection, ids: Sequence[PersonId]) -> dict[PersonId, Person]:
    wanted = json.dumps(ids)
    held: dict[str, list[Affiliation]] = {}
    for row in connection.execute(
        f"{_AFFILIATION} where person in (select value from json_each(?)) order by person, current desc, rowid",
        (wanted,),
    ):
        held.setdefault(row[0], []).append(affiliation_from(row))
    rows = connection.execute(
        "select id, name, facts from person where id in (select value from json_each(?))", (wanted,)
    )
    found = {PersonId(row[0]): person_from(row[0], row[1], row[2], held.get(row[0], ())) for row in rows}
    return {each: found[each] for each in ids if each in found}


def _records(connection: sqlite3.Connection, query: str, values: Sequence[object]) -> tuple[StoredRecord, ...]:
    rows = connection.execute(query, values).fetchall()
    identifiers: dict[str, list[Identifier]] = {}
    for start in range(0, len(rows), 10_000):
        ids = json.dumps([row[0] for row in rows[start : start + 10_000]])
        for record, kind, value in connection.execute(
            "select record, kind, value from identifier where record in (select value from json_each(?))", (ids,)
        ):
            identifiers.setdefault(record, []).append(Identifier(_IDENTIFIER_KINDS[kind], value))
    days = {run: day_from(as_of) for run, as_of in connection.execute("select id, as_of from run")}
    return tuple(
        StoredRecord(
            RecordId(record), RunId(run), scope, key, fact_from_text(content, SourceRef(locator, RunId(run))),
            tuple(identifiers.get(record, ())), content, PersonId(person) if person else None, days[run],
        )
        for record, run, scope, key, content, locator, person in rows
    )  # fmt: skip
