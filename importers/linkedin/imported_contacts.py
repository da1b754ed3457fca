"""The address books people once gave LinkedIn: ImportedContacts.csv, and Contacts.csv as it was called before."""

import re
from collections.abc import Iterator

from graph.records import CardKind, ContactRecord, PersonName, Problem, Record
from graph.text import clean_text
from importers.linkedin.places import city_of
from importers.linkedin.tables import Entry, Shape, TableOf, each_row

_BETWEEN_ADDRESSES = re.compile(r"[\s,;|<>]+")
_BETWEEN_NUMBERS = re.compile(r"[\n\r,;|]+")
_PROFILE = re.compile(r"(?:https?://)?(?:\w{2,3}\.)?linkedin\.com/(?:in|pub)/[^\s,;|\"]+", re.IGNORECASE)


def _contact(entry: Entry) -> Iterator[Record | Problem]:
    emails = _each_once(part for part in _BETWEEN_ADDRESSES.split(entry.raw("emails")) if "@" in part)
    phones = _each_once(part for part in _BETWEEN_NUMBERS.split(entry.raw("phonenumbers")) if re.search(r"\d", part))
    given, family = entry.name("firstname", "middlename"), entry.text("lastname")
    written = f"{given} {family}".strip() or entry.text("fullname", "nickname")
    company = next(iter(_each_once(re.split(r"[;|\n\r]", entry.raw("companies")))), "")
    address = emails[0].partition("@")[0] if emails else ""
    name = written or company or address
    if not name:
        yield Problem(entry.source, "This row holds no name, company or e-mail address.")
        return
    profile = _PROFILE.search(entry.raw("profiles")) or _PROFILE.search(entry.raw("sites"))
    yield ContactRecord(
        PersonName(name, given, family),
        entry.source,
        kind=CardKind.PERSON if written or not company else CardKind.ORGANIZATION,
        emails=emails,
        phones=phones,
        profile=profile.group() if profile else None,
        organization=company or None,
        title=entry.text("title") or None,
        city=city_of(entry.text("location")),
    )
    if not (written or company):
        yield Problem(entry.source, "This row holds no name; its e-mail address stands in.", kept=True)


def _each_once(parts: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean_text, parts))))


IMPORTED_CONTACTS = TableOf(
    "linkedin-imported-contacts",
    Shape(frozenset({"firstname", "lastname", "emails", "phonenumbers", "createdat"})),
    each_row(_contact),
)
"""The importer of address books that were given to LinkedIn."""
