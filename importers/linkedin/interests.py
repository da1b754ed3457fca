"""The companies LinkedIn's archive tells the owner cares for: followed, applied to, saved a job of, dreams of."""

import re
from collections.abc import Callable, Iterator

from graph.records import CardKind, ContactRecord, Origin, PersonName, Problem, Record, Skipped, SkipReason
from graph.text import clean_text
from importers.base import Importer
from importers.dates import NumberOrder
from importers.linkedin.tables import Entry, Shape, TableOf, each_row

_LIST_MARKS = re.compile(r"[|;\n\r\t]|\s[•·]\s")
_COMMA_BEFORE_A_NAME = re.compile(
    r",(?!\s*(?:inc|llc|ltd|limited|corp|corporation|co|company|plc|gmbh|ag|s\.?a|s\.?r\.?l|b\.?v|n\.?v|l\.?p|llp|pty)\b)",
    re.IGNORECASE,
)
"""A comma between two companies, not the one in "Stripe, Inc."."""


def _of_row(company: str, label: str) -> Callable[[Entry], Iterator[Record | Problem]]:
    def read(entry: Entry) -> Iterator[Record | Problem]:
        name = entry.text(company)
        if name:
            yield _interest(entry, name, label)
        else:
            yield Problem(entry.source, "This row names no company.")

    return read


def _dreams(entry: Entry) -> Iterator[Record | Problem]:
    names = _listed(entry.raw("dreamcompanies"))
    if not names:
        yield Skipped(SkipReason.EMPTY, entry.source)
    for name in names:
        yield _interest(entry, name, "dream company")


def _interest(entry: Entry, name: str, label: str) -> ContactRecord:
    return ContactRecord(
        PersonName(name),
        entry.source,
        kind=CardKind.ORGANIZATION,
        origin=Origin.INTEREST,
        organization=name,
        title=entry.text("jobtitle") or None,
        labels=(label,),
        connected_on=entry.day,
    )


def _listed(cell: str) -> tuple[str, ...]:
    """The companies in one cell, whatever separates them; commas do only where nothing else does."""
    text = cell.strip().removeprefix("[").removesuffix("]")
    parts = _LIST_MARKS.split(text) if _LIST_MARKS.search(text) else _COMMA_BEFORE_A_NAME.split(text)
    return tuple(dict.fromkeys(filter(None, (clean_text(part).strip("\"', ") for part in parts))))


_APPLICATIONS = Shape(
    frozenset({"applicationdate", "companyname", "jobtitle"}),
    "applicationdate",
    NumberOrder.MONTH_FIRST,
    ("questionandanswers", "jobtitle", "companyname"),
)
_SAVED = Shape(
    frozenset({"saveddate", "companyname", "jobtitle"}),
    "saveddate",
    NumberOrder.MONTH_FIRST,
    ("jobtitle", "companyname"),
)
_FOLLOWS = Shape(frozenset({"organization", "followedon"}), "followedon", loose=("organization",))

INTERESTS: tuple[Importer, ...] = (
    TableOf("linkedin-company-follows", _FOLLOWS, each_row(_of_row("organization", "follows"))),
    TableOf("linkedin-job-applications", _APPLICATIONS, each_row(_of_row("companyname", "applied"))),
    TableOf("linkedin-saved-jobs", _SAVED, each_row(_of_row("companyname", "saved job"))),
    TableOf("linkedin-job-preferences", Shape(frozenset({"dreamcompanies"})), each_row(_dreams)),
)
"""The importers of companies the owner is interested in."""
