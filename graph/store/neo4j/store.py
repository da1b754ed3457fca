"""The Neo4j store: one write at a time, and views that no commit disturbs.

Writers wait for each other at the lock of one node. Somebody who reads several things at once shares the lock of an
entry in a unique index (`MERGE` takes it), which a commit takes for itself at its very end: so a view never changes, an
import of minutes stops nobody from reading, and only the moment of the commit waits.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
from neo4j.exceptions import IncompleteCommit, Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import UserError
from graph.store.base import NOT_WHOLE, GraphStore, Result, StoreTransaction
from graph.store.kept import StoreStatus
from graph.store.neo4j import connection, schema
from graph.store.neo4j.connection import Address, address_of, driver_of, in_plain_words
from graph.store.neo4j.queries import NETWORK, Neo4jQueries
from graph.store.neo4j.said import Rows
from graph.store.neo4j.writes import Neo4jTransaction, Neo4jView
from graph.store.reader import GraphReader

FIRST_PAUSE = 0.2
"""Seconds before the first further try; each later pause is twice as long, up to two seconds."""

WRITES_KEPT = 1_000
"""Writes whose commit can be told afterwards: others may have written before an answer that was lost is asked for."""


class Neo4jStore(Neo4jQueries, GraphStore):
    """A network in a Neo4j server. Safe to use from several threads; each question has a session of its own."""

    def __init__(self, url: str) -> None:
        self._address: Address = address_of(url)
        self._driver = driver_of(self._address)
        try:
            with in_plain_words(self._address):
                self._driver.verify_connectivity()
                self._check_server()
                self._prepare()
        except BaseException:
            self.close()
            raise

    def rows(self, query: str, **parameters: Any) -> Rows:
        @neo4j.unit_of_work(timeout=connection.READ_SECONDS)
        def work(transaction: neo4j.ManagedTransaction) -> list[list[Any]]:
            return [list(row) for row in transaction.run(query, parameters)]

        with in_plain_words(self._address), self._session(neo4j.READ_ACCESS) as session:
            return iter(session.execute_read(work))

    def write(self, work: Callable[[StoreTransaction], Result], *, filling: bool = False) -> Result:
        stamp = secrets.token_hex(8)
        started = time.monotonic()
        pause = FIRST_PAUSE
        done: list[Result] = []
        is_unknown = False
        while True:
            try:
                with in_plain_words(self._address):
                    if is_unknown and self._is_committed(stamp):
                        return done[-1]
                    is_unknown = False
                    return self._write_once(work, stamp, filling, done)
            except UserError as error:
                cause = error.__cause__
                is_unknown = is_unknown or isinstance(cause, IncompleteCommit)
                if not _is_passing(cause) or time.monotonic() - started > connection.WRITE_RETRY_SECONDS:
                    raise
            except Neo4jError as error:
                if not error.is_retryable() or time.monotonic() - started > connection.WRITE_RETRY_SECONDS:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 2.0)

    @contextmanager
    def snapshot(self) -> Iterator[GraphReader]:
        with in_plain_words(self._address), self._session(neo4j.WRITE_ACCESS) as session:
            transaction = session.begin_transaction(timeout=connection.READ_SECONDS)
            try:
                transaction.run("MERGE (t:Turn {key: 'read'}) RETURN t").consume()
                yield Neo4jView(transaction)
            finally:
                transaction.close()

    def status(self) -> StoreStatus:
        with self.snapshot() as view:
            assert isinstance(view, Neo4jView)
            return StoreStatus(self._address.shown, view.revision(), **view.counts(), size=0)

    def file(self) -> Path | None:
        return None

    def back_up(self, file: Path) -> None:
        raise UserError(
            "A server is no file that could be copied.", f"Export everything instead: intrograph export {file.stem}.zip"
        )

    def compact(self) -> bool:
        """The server gives room back by itself."""
        return True

    def close(self) -> None:
        self._driver.close()

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._address.database, default_access_mode=access)

    def _write_once(
        self, work: Callable[[StoreTransaction], Result], stamp: str, filling: bool, done: list[Result]
    ) -> Result:
        with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as transaction:
            first = "MATCH (m:Meta {id: 'store'}) SET m.writer = $stamp RETURN m.unfinished"
            if transaction.run(first, stamp=stamp).single(strict=True)[0] and not filling:
                raise UserError(*NOT_WHOLE)
            writing = Neo4jTransaction(transaction)
            done.append(work(writing))
            transaction.run(
                f"MATCH (m:Meta {{id: 'store'}}) WITH m, CASE WHEN $changes THEN $stamp ELSE {NETWORK} END AS network "
                "SET m.revision = m.revision + 1, m.stamp = $stamp, m.seen = $stamp, m.network = network "
                "REMOVE m.writer "
                "CREATE (:Write {stamp: $stamp, revision: m.revision}) "
                "WITH m CALL (m) { MATCH (w:Write) WHERE w.revision <= m.revision - $kept DELETE w } "
                "WITH m MATCH (t:Turn {key: 'read'}) SET t.key = 'write' WITH t SET t.key = 'read'",
                stamp=stamp,
                changes=writing.changes_network,
                kept=WRITES_KEPT,
            ).consume()
            transaction.commit()
        return done[-1]

    def _is_committed(self, stamp: str) -> bool:
        """Whether a write whose answer was lost is there after all."""
        return self.one("MATCH (w:Write {stamp: $stamp}) RETURN true", stamp=stamp) is not None

    def _check_server(self) -> None:
        ((version,),) = self.rows("CALL dbms.components() YIELD name, versions RETURN versions[0] LIMIT 1")
        numbers = tuple(int(part) for part in str(version).split(".")[:2] if part.isdigit())
        if numbers < schema.OLDEST_SERVER:
            raise UserError(
                f"The server at {self._address.shown} is Neo4j {version}, which is too old.",
                f"Use version {schema.OLDEST_SERVER[0]} or newer.",
            )

    def _prepare(self) -> None:
        held = self.one("MATCH (m:Meta {id: 'store'}) RETURN m.version") or [0]
        if held[0] < schema.VERSION:
            with self._session(neo4j.WRITE_ACCESS) as session:
                for statement in schema.STATEMENTS:
                    session.run(statement).consume()
                session.run("CALL db.awaitIndexes(60)").consume()
                session.execute_write(lambda tx: tx.run(schema.FIRST, version=schema.VERSION).consume())
        elif held[0] > schema.VERSION:
            raise UserError(
                "This store was written by a newer version of Intrograph.",
                "Update Intrograph, or name another store with --store.",
            )


def _is_passing(cause: BaseException | None) -> bool:
    """Whether a fault may be gone in a moment."""
    return isinstance(cause, (ServiceUnavailable, SessionExpired)) or (
        isinstance(cause, Neo4jError) and cause.is_retryable()
    )
