"""LinkedIn's Notes.csv: what the owner noted about somebody, whom they need not be connected with."""

from collections.abc import Iterator

from graph.records import ContactRecord, Origin, PersonName, Problem, Record
from graph.text import clean_text
from importers.linkedin.tables import Entry, Shape, TableOf, each_row

_COLUMNS = frozenset({"connectionfirstname", "connectionlastname", "note"})


def _note(entry: Entry) -> Iterator[Record | Problem]:
    given, family = entry.text("connectionfirstname"), entry.text("connectionlastname")
    if not given and not family:
        yield Problem(entry.source, "This row has no name.")
        return
    lines = map(clean_text, entry.raw("note").splitlines())
    yield ContactRecord(
        PersonName(f"{given} {family}".strip(), given, family),
        entry.source,
        origin=Origin.NAMED,
        profile=entry.text("connectionprofileurl") or None,
        note="\n".join(filter(None, lines)) or None,
    )


NOTES = TableOf("linkedin-notes", Shape(_COLUMNS), each_row(_note))
"""The importer of notes."""
