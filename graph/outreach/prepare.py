"""One page before a conversation: who they are, what you share, whom you both know, what to ask, what was said."""

from dataclasses import dataclass
from datetime import date

from graph.model import Person, PersonId
from graph.outreach.asking import asks
from graph.outreach.asks import Ask
from graph.outreach.focus import Focus, focus_of
from graph.outreach.history import Shared, common_people, shared
from graph.outreach.journal import Entry, entries
from graph.search.targets import same_organizations
from graph.store.reader import GraphReader
from graph.text import clean_text


@dataclass(frozen=True, slots=True)
class Preparation:
    """What to know before a conversation with somebody.

    `talks` are what was noted of earlier ones, the latest first; `asks` those in which they have a part; `company` is
    the target at which they are.
    """

    person: Person
    shared: tuple[Shared, ...]
    common: tuple[Person, ...]
    talks: tuple[Entry, ...]
    asks: tuple[Ask, ...]
    company: str | None
    focus: Focus | None
    questions: tuple[str, ...]


def prepare(store: GraphReader, person: Person, today: date) -> Preparation:
    """What to know before a conversation with somebody."""
    company = _target_of(store, person)
    having_part = tuple(ask for ask in asks(store) if person.id in {who.id for who in ask.way})
    focus = focus_of(store)
    return Preparation(
        person,
        shared(store, person),
        common_people(store, person.id, today),
        _talks(store, person.id),
        having_part,
        company,
        focus,
        _questions(person, company, having_part, focus),
    )


def _talks(store: GraphReader, person: PersonId) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries(store) if person in {who.id for who in entry.people})


def _target_of(store: GraphReader, person: Person) -> str | None:
    held = {place.organization for place in person.affiliations if place.current}
    found = (one.name for one in store.targets() if held & same_organizations(store, one.organization))
    return next(found, None)


def _questions(
    person: Person, company: str | None, having_part: tuple[Ask, ...], focus: Focus | None
) -> tuple[str, ...]:
    """Few questions, the one ask last; what can be read on a profile is not among them."""
    role = focus.role if focus else "somebody like me"
    open_asks = [ask for ask in having_part if ask.is_open and not ask.is_direct and ask.asked_person.id == person.id]
    if company:
        where = clean_text(company)
        usual = [
            f"What does a good first year as {role} look like at {where}?",
            f"What would you want to know about {where} before joining, that no page says?",
        ]
    else:
        usual = [
            "What has changed in your work over the last year?",
            f"Where would you look for a role as {role} today?",
        ]
    if open_asks:
        ask = open_asks[0]
        return (*usual, f"Would you introduce me to {clean_text(ask.toward.name)} ({clean_text(ask.company)})?")
    return (*usual, "Who is one more person I should talk to?")
