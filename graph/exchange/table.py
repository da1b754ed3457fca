"""Tables for spreadsheets, as CSV.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, which may call
other programs. Such a cell gets an apostrophe in front, which spreadsheets do not show (OWASP, *CSV injection*).
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO

from graph.exchange import KnownTie
from graph.model import Person, PersonId
from graph.text import clean_text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a formula begins with; spreadsheets take the wide forms of these signs for the same."""

BETWEEN = "; "
"""Between several e-mails, phones, schools or labels in one cell."""

_PERSON: Mapping[str, Callable[[Person], str]] = {
    "Name": lambda one: one.name,
    "First Name": lambda one: one.given,
    "Last Name": lambda one: one.family,
    "Company": lambda one: one.position.organization_name if one.position else "",
    "Position": lambda one: (one.position.title or "") if one.position else "",
    "Email Address": lambda one: BETWEEN.join(one.emails),
    "Phone": lambda one: BETWEEN.join(one.phones),
    "URL": lambda one: one.profile or "",
    "City": lambda one: one.city or "",
    "School": lambda one: BETWEEN.join(one.schools),
    "Labels": lambda one: BETWEEN.join(one.labels),
    "Before": lambda one: BETWEEN.join(held.organization_name for held in one.affiliations if not held.current),
    "Id": lambda one: one.id,
}
"""The columns of the table of people."""

_TIE = ("Source", "Target", "Weight", "Label", "Observed", "Last", "Source Id", "Target Id")


def people_table(people: Iterable[Person]) -> Iterator[str]:
    """The lines of a table with a row for each person."""
    yield _line(_PERSON)
    for person in people:
        yield _line(column(person) for column in _PERSON.values())


def tie_table(people: Sequence[Person], ties: Iterable[KnownTie]) -> Iterator[str]:
    """The lines of a table with a row for each tie among these people, strength as weight: an edge list."""
    names = _names(people)
    yield _line(_TIE)
    for tie in ties:
        if tie.a in names and tie.b in names:
            seen, last = "yes" if tie.observed else "no", tie.last.isoformat() if tie.last else ""
            kinds = ", ".join(tie.kinds)
            yield _line((names[tie.a], names[tie.b], f"{tie.strength:.6g}", kinds, seen, last, tie.a, tie.b))


def cell(text: str) -> str:
    r"""Text on one line that no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell(" \t-2"), cell("Ann\nLee")
    ("'=1+1", "'-2", 'Ann Lee')
    """
    cleaned = clean_text(text)
    return f"'{cleaned}" if cleaned.startswith(FORMULA_STARTS) else cleaned


def _names(people: Sequence[Person]) -> dict[PersonId, str]:
    """Everybody's name, with the id behind it where several have the same."""
    cleaned = {one.id: clean_text(one.name) for one in people}
    often = Counter(cleaned.values())
    return {who: name if often[name] == 1 else f"{name} ({who})" for who, name in cleaned.items()}


def _line(cells: Iterable[str]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([cell(text) for text in cells])
    return written.getvalue()
