"""On which connection a question is asked; and what the user said and keeps beside the people, in SQL."""

import json
import sqlite3
from abc import abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime

from graph.model import Decision, DecisionKind, OrganizationId, PersonId, Stage, Target
from graph.store.kept import Note
from graph.store.reader import GraphReader


class SqliteSaid(GraphReader):
    """Targets, decisions, notes, and whom to keep out; a subclass says which connection they are asked on."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that shows one consistent state for as long as it is held."""

    def targets(self) -> tuple[Target, ...]:
        with self.reading() as connection:
            rows = connection.execute(
                "select organization, name, role, priority, added_at, posting, stage from target "
                "order by priority desc, name, organization"
            )
            return tuple(
                Target(OrganizationId(place), name, role, priority, datetime.fromisoformat(at), posting, Stage(stage))
                for place, name, role, priority, at, posting, stage in rows
            )

    def decisions(self) -> tuple[Decision, ...]:
        with self.reading() as connection:
            rows = connection.execute("select kind, subjects, at from decision order by at, kind, subjects")
            return tuple(
                Decision(DecisionKind(row[0]), tuple(json.loads(row[1])), datetime.fromisoformat(row[2]))
                for row in rows
            )

    def notes(self, kind: str | None = None) -> tuple[Note, ...]:
        with self.reading() as connection:
            rows = connection.execute(
                "select kind, id, content, about from note where kind = ?1 or ?1 is null order by kind, id", (kind,)
            )
            return tuple(Note(row[0], row[1], row[2], tuple(map(PersonId, json.loads(row[3])))) for row in rows)

    def suppressed(self) -> frozenset[str]:
        with self.reading() as connection:
            return frozenset(row[0] for row in connection.execute("select mark from suppressed"))
