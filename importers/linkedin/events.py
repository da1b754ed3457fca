"""LinkedIn's Events.csv: meetings the owner was asked to. It names nobody else, so its rows are counted, not kept."""

from collections.abc import Iterator

from graph.records import Problem, Record, Skipped, SkipReason
from importers.linkedin.tables import Entry, Shape, TableOf, each_row


def _event(entry: Entry) -> Iterator[Record | Problem]:
    yield Skipped(SkipReason.EMPTY, entry.source)


EVENTS = TableOf("linkedin-events", Shape(frozenset({"eventname", "eventtime", "status"})), each_row(_event))
"""The importer of events."""
