"""Conversations and events, noted in a line or two, become people, ties and leads.

An entry goes through `graph.ingest` as an import of its own kind, so that it can be taken back whole like any other.
Whom you met is known to you from then on; whom somebody named is known to them; a company that is new becomes a
proposed target. What was said stays in a note beside the people.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from graph.errors import UserError
from graph.model import EGO, Person, PersonId
from graph.outreach import kept
from graph.outreach.kept import Who
from graph.owners import Owner
from graph.records import (
    LIST_OWNER,
    CardKind,
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Party,
    PersonName,
    Record,
    RelationRecord,
    RunFile,
    RunId,
    SourceRef,
)
from graph.resolve.companies import organization_id, organization_key
from graph.resolve.names import fold_name
from graph.search.targets import same_organizations
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.text import clean_text

IMPORTER = "journal"
"""The importer of an entry's run."""

MENTIONED = "mentioned in a talk"
"""What somebody is to whoever named them, where nothing more is known."""

INTEREST = "came up in a talk"
"""Why a company that somebody named is proposed as a target."""

CONVERSATION, EVENT = "conversation", "event"
"""The kinds of the notes."""

_PERSON = re.compile(r"\s*([^(),;\n]+?)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*(?:[,;\n]|$)")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as they are noted: a name or an id, and where they work."""

    name: str
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: with whom, when, what was said, what is to be done; `named` are people they pointed to."""

    who: Named
    on: date
    said: str = ""
    to_do: str = ""
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A class, a club, a party: what, when, and who was met there."""

    title: str
    on: date
    met: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the journal holds of a talk or an event (`title`). `run` is its import; `leads` whom somebody pointed to."""

    run: RunId
    on: date
    people: tuple[Who, ...]
    title: str = ""
    said: str = ""
    to_do: str = ""
    leads: tuple[Who, ...] = ()
    companies: tuple[str, ...] = ()


def read_event(text: str, today: date) -> Event:
    """An event from two lines: what and when, then whom you met, each with the company in brackets where known.

    >>> read_event("Chamber breakfast, 20 Nov 2026\\nAnn Lee (Acme), Bo Sand", date(2026, 11, 23)).met
    (Named(name='Ann Lee', company='Acme'), Named(name='Bo Sand', company=None))

    Raises:
        UserError: when a line is missing.
    """
    first, _, rest = text.strip().partition("\n")
    title, day = _title_and_day(first, today)
    met = tuple(people_in(rest))
    if not title or not met:
        raise UserError(
            "An event takes two lines.", "First what and when (Chamber breakfast, 20 Nov 2026), then whom you met."
        )
    return Event(title, day, met)


def people_in(text: str) -> Iterator[Named]:
    """People as one writes them down: NAME (COMPANY), NAME, ..."""
    for found in _PERSON.finditer(text):
        name, company = clean_text(found[1]), clean_text(found[2] or "")
        if any(sign.isalnum() for sign in name):
            yield Named(name, company or None)


def log_event(store: GraphStore, event: Event, *, at: datetime, region: str | None = None) -> Entry:
    """Keeps an event.

    Raises:
        UserError: when several people may be meant by a name.
    """
    source = SourceRef(f"your journal of {event.on} line 2")
    records, known = _Records(store, source), [_found(store, one) for one in event.met]
    for one, person in zip(event.met, known, strict=True):
        records.met(one, person, event.on)
    entry = Entry(_taken_in(store, records.all, event, at, region), event.on, (), event.title)
    return _noted(store, EVENT, replace(entry, companies=records.companies), event.met, known)


def log_talk(store: GraphStore, talk: Talk, *, at: datetime, region: str | None = None) -> Entry:
    """Keeps a conversation.

    Raises:
        UserError: when several people may be meant by a name.
    """
    source = SourceRef(f"your journal of {talk.on} line 1")
    records, who = _Records(store, source), _found(store, talk.who)
    people = [_found(store, one) for one in talk.named]
    records.met(talk.who, who, talk.on)
    for one, person in zip(talk.named, people, strict=True):
        records.named((talk.who, who), one, person)
    run = _taken_in(store, records.all, talk, at, region)
    entry = Entry(run, talk.on, (), "", clean_text(talk.said), clean_text(talk.to_do))
    entry = replace(entry, leads=_people_of(store, run, talk.named, people), companies=records.companies)
    return _noted(store, CONVERSATION, entry, (talk.who,), [who])


def entries(store: GraphReader) -> tuple[Entry, ...]:
    """Everything noted whose import was not taken back, the latest first."""
    runs = {run.id for run in store.runs()}
    found = [
        entry for kind in (CONVERSATION, EVENT) for entry in kept.held(store, kind, Entry).values() if entry.run in runs
    ]
    return tuple(
        sorted((_present(store, entry) for entry in found), key=lambda each: (each.on, each.run), reverse=True)
    )


def _present(store: GraphReader, entry: Entry) -> Entry:
    people, leads = (tuple(kept.now(store, who) for who in group) for group in (entry.people, entry.leads))
    return replace(entry, people=people, leads=leads)


class _Records:
    """The records that an entry becomes, one after the other."""

    def __init__(self, store: GraphReader, source: SourceRef) -> None:
        self._source = source
        self._wanted = {each for one in store.targets() for each in same_organizations(store, one.organization)}
        self._companies: dict[str, str] = {}
        self.all: list[Record] = []

    @property
    def companies(self) -> tuple[str, ...]:
        """Companies that were named and are no target yet."""
        return tuple(self._companies.values())

    def met(self, one: Named, person: Person | None, day: date) -> None:
        """You met somebody, whom you know from then on."""
        if person is None:
            self.all.append(replace(self._card(one), origin=Origin.ADDRESS_BOOK, connected_on=day))
        self._interest(one.company, day)
        key = f"{day}|{fold_name(one.name)}|{one.company}"
        party = _party(one, person)
        self.all.append(InteractionRecord(InteractionKind.MEETING, LIST_OWNER, (party,), day, self._source, key=key))

    def named(self, by: tuple[Named, Person | None], one: Named, person: Person | None) -> None:
        """Somebody whom you met named another, whom they know."""
        if person is None:
            self.all.append(replace(self._card(one), origin=Origin.NAMED))
        self._interest(one.company, None)
        self.all.append(RelationRecord(_party(*by), _party(one, person), MENTIONED, self._source))

    def _card(self, one: Named) -> ContactRecord:
        where = organization_key(one.company) if one.company else self._source.locator
        uid = sha256(f"{fold_name(one.name)}|{where}".encode()).hexdigest()[:24]
        given, _, family = one.name.rpartition(" ")
        return ContactRecord(
            PersonName(one.name, given or family, family if given else ""),
            self._source,
            uid=uid,
            organization=one.company,
        )

    def _interest(self, company: str | None, day: date | None) -> None:
        key = organization_key(company) if company else ""
        if not company or not key or organization_id(key) in self._wanted or key in self._companies:
            return
        self._companies[key] = company
        self.all.append(
            ContactRecord(PersonName(company), self._source, CardKind.ORGANIZATION, Origin.INTEREST,
                          organization=company, labels=(INTEREST,), connected_on=day)
        )  # fmt: skip


def _found(store: GraphReader, one: Named) -> Person | None:
    """Who is known already by this id or name (and company); None for somebody new."""
    by_id = store.person(PersonId(one.name))
    if by_id:
        return by_id
    folded = fold_name(one.name)
    if not folded:
        raise UserError("Somebody has no name.", "Write whom you met as: Ann Lee (Acme), Bo Sand")
    namesakes = [each for each in store.people(store.people_named([folded]).get(folded, ())).values() if each.id != EGO]
    if one.company:
        wanted = same_organizations(store, organization_id(organization_key(one.company)))
        there = [each for each in namesakes if any(place.organization in wanted for place in each.affiliations)]
        namesakes = there or [each for each in namesakes if not each.affiliations]
    if len(namesakes) > 1:
        ids = ", ".join(each.id for each in namesakes[:10])
        raise UserError(f"{len(namesakes)} people are called {clean_text(one.name)}.", f"Say which one by id: {ids}")
    return namesakes[0] if namesakes else None


def _party(one: Named, person: Person | None) -> Party:
    if person is None:
        return Party(name=one.name)
    profile = f"https://www.linkedin.com/in/{person.profile}" if person.profile else None
    return Party(person.name, next(iter(person.emails), None), profile)


def _taken_in(
    store: GraphStore, records: Sequence[Record], what: Talk | Event, at: datetime, region: str | None
) -> RunId:
    digest = sha256(kept.text_of(what).encode()).hexdigest()
    file = RunFile(f"Journal {what.on}", IMPORTER, digest)
    from graph.ingest import IngestOptions, ingest  # what only reads entries does without

    return ingest(store, [file], records, owner=Owner(person=EGO), options=IngestOptions(at, region)).run


def _noted(store: GraphStore, kind: str, entry: Entry, named: Iterable[Named], known: Sequence[Person | None]) -> Entry:
    entry = replace(entry, people=_people_of(store, entry.run, named, known))
    about = [who.id for who in (*entry.people, *entry.leads)]
    store.write(lambda tx: kept.hold(tx, kind, entry.run, entry, about))
    return entry


def _people_of(
    store: GraphReader, run: RunId, named: Iterable[Named], known: Sequence[Person | None]
) -> tuple[Who, ...]:
    """Who they are now that the entry is taken in: those known before, and the new ones of its run by name."""
    new = {fold_name(one.name): Who.of(one) for one in store.people(_ids_of(store, run)).values()}
    found = (
        Who.of(person) if person else new.get(fold_name(one.name)) for one, person in zip(named, known, strict=True)
    )
    return tuple(who for who in found if who)


def _ids_of(store: GraphReader, run: RunId) -> list[PersonId]:
    origins = (Origin.ADDRESS_BOOK, Origin.NAMED)
    return [person for origin in origins for person in store.entries_of_run(run, origin)]


def _title_and_day(line: str, today: date) -> tuple[str, date]:
    """What stands before the last comma and the day after it; today where no day is named."""
    from importers.dates import read_day  # with it come all importers

    title, comma, said = line.rpartition(",")
    while comma:
        day = today if said.strip().casefold() == "today" else read_day(said.strip())
        if day:
            return clean_text(title), day
        title, comma, more = title.rpartition(",")
        said = f"{more},{said}"
    return clean_text(line), today
