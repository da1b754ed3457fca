"""What happened with a person, as far as the sources tell: posts, first and last contact with ego, imports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import EGO, Person
from graph.records import EvidenceKind
from graph.store.reader import GraphReader

FIRST = {
    EvidenceKind.CONNECTION: "You connected",
    EvidenceKind.ADDRESS_BOOK: "You put them in your address book",
    EvidenceKind.SHARED_EXPORT: "They gave you their contacts",
    EvidenceKind.MESSAGE: "First message",
    EvidenceKind.MAIL: "First mail",
    EvidenceKind.MEETING: "First meeting",
    EvidenceKind.RECOMMENDATION: "Recommendation",
    EvidenceKind.ENDORSEMENT: "Endorsement",
    EvidenceKind.INVITATION: "Invitation to connect",
    EvidenceKind.STATED: "You said that you know each other",
    EvidenceKind.DENIED: "You said that you do not know each other",
}
"""What the first day of each kind of evidence with ego was; other kinds are no event."""

LAST = {EvidenceKind.MESSAGE: "Last message", EvidenceKind.MAIL: "Last mail", EvidenceKind.MEETING: "Last meeting"}
"""What the last day was, for what happens again and again."""


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened on a day, and where it stands."""

    day: date
    what: str
    source: str


def history(store: GraphReader, person: Person) -> tuple[Event, ...]:
    """What is known to have happened, the latest first; of the same event in several sources the first is told."""
    found = sorted({*_posts(person), *_contacts(store, person), *_imports(store, person)}, reverse=True)
    once = {(each.day, each.what): each for each in reversed(found)}
    return tuple(sorted(once.values(), key=lambda each: (-each.day.toordinal(), each.what)))


def _posts(person: Person) -> Iterator[Event]:
    for held in person.affiliations:
        role = f"{held.title}, {held.organization_name}" if held.title else held.organization_name
        if held.start:
            yield Event(held.start, f"Began as {role}", held.source.locator)
        if held.end and not held.current:
            yield Event(held.end, f"Left as {role}", held.source.locator)


def _contacts(store: GraphReader, person: Person) -> Iterator[Event]:
    tie = store.ties_between([(EGO, person.id)]).get(frozenset((EGO, person.id)))
    for each in tie.evidence if tie else ():
        if each.first and each.kind in FIRST:
            yield Event(each.first, FIRST[each.kind], each.source.locator)
        if each.last and each.last != each.first and each.kind in LAST:
            yield Event(each.last, LAST[each.kind], each.source.locator)


def _imports(store: GraphReader, person: Person) -> Iterator[Event]:
    runs = {run.id: run for run in store.runs()}
    for record in store.records_of(person.id):
        run = runs.get(record.run)
        if run is not None:
            whose = "your contacts" if run.owner == EGO else f"the contacts of {run.owner_name}"
            yield Event(run.at.date(), f"In {whose}", record.source.locator)
