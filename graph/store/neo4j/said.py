"""How a question is asked of the server; and what the user said and keeps beside the people, in Cypher."""

import json
from abc import abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from graph.model import Decision, DecisionKind, OrganizationId, PersonId, Stage, Target
from graph.store.kept import Note
from graph.store.reader import GraphReader

Rows = Iterator[list[Any]]


class Neo4jSaid(GraphReader):
    """Targets, decisions, notes, and whom to keep out; a subclass says in which transaction a question is asked."""

    @abstractmethod
    def rows(self, query: str, **parameters: Any) -> Rows:
        """What a query returns, row by row."""

    def one(self, query: str, **parameters: Any) -> list[Any] | None:
        """The only row of a query, or None."""
        return next(iter(list(self.rows(query, **parameters))), None)

    def targets(self) -> tuple[Target, ...]:
        rows = self.rows(
            "MATCH (t:Target) RETURN t.organization, t.name, t.role, t.priority, t.added_at, coalesce(t.posting, 0), "
            "coalesce(t.stage, 'wished')"
        )
        found = (
            Target(OrganizationId(place), name, role, priority, datetime.fromisoformat(at), posting, Stage(stage))
            for place, name, role, priority, at, posting, stage in rows
        )
        return tuple(sorted(found, key=lambda each: (-each.priority, each.name, each.organization)))

    def decisions(self) -> tuple[Decision, ...]:
        rows = sorted(self.rows("MATCH (d:Decision) RETURN d.at, d.kind, d.subjects"))
        return tuple(
            Decision(DecisionKind(kind), tuple(json.loads(subjects)), datetime.fromisoformat(at))
            for at, kind, subjects in rows
        )

    def notes(self, kind: str | None = None) -> tuple[Note, ...]:
        rows = self.rows(
            "MATCH (n:Note) WHERE $kind IS NULL OR n.kind = $kind RETURN n.kind, n.id, n.content, n.about", kind=kind
        )
        return tuple(Note(row[0], row[1], row[2], tuple(map(PersonId, row[3]))) for row in sorted(rows))

    def suppressed(self) -> frozenset[str]:
        return frozenset(row[0] for row in self.rows("MATCH (s:Suppressed) RETURN s.mark"))
