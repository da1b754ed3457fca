"""What a calendar should remind of: planned asks, follow-ups, and people to keep in touch with."""

from collections.abc import Iterator
from datetime import date

from graph.outreach.asking import asks
from graph.outreach.asks import Ask, State
from graph.outreach.cadence import keep_in_touch
from graph.outreach.calendar_file import Reminder
from graph.outreach.contacts import last_contacts
from graph.outreach.followups import Move, follow_ups
from graph.outreach.workdays import after
from graph.store.reader import GraphReader
from graph.text import clean_text

MOST_IN_TOUCH = 20
"""People to keep in touch with whom a file reminds of: a calendar full of names is looked at by nobody."""


def reminders(store: GraphReader, today: date) -> tuple[Reminder, ...]:
    """What to do from today on, in order of day; what is overdue stands on today."""
    found = [*_planned(store, today), *_follow_ups(store, today), *_in_touch(store, today)]
    return tuple(sorted(found, key=lambda each: (each.on, each.title)))


def _planned(store: GraphReader, today: date) -> Iterator[Reminder]:
    for ask in asks(store):
        if ask.state is State.PLANNED:
            on = max(today, after(ask.planned_on, 1))
            yield Reminder(_key(ask, "ask"), on, title_of(ask), "The words to send are in Intrograph.")


def _follow_ups(store: GraphReader, today: date) -> Iterator[Reminder]:
    for each in follow_ups(asks(store), last_contacts(store, today)):
        name = clean_text(each.ask.asked_person.name)
        title = (
            f"Remind {name}, once" if each.move is Move.NUDGE else f"No answer from {name} yet: try the next contact"
        )
        yield Reminder(_key(each.ask, each.move.name), max(today, each.on), title, title_of(each.ask))


def _in_touch(store: GraphReader, today: date) -> Iterator[Reminder]:
    for each in keep_in_touch(store, today)[:MOST_IN_TOUCH]:
        name = clean_text(each.person.name)
        yield Reminder(f"touch|{each.person.id}", max(today, each.on), f"Write to {name}", f"Last contact: {each.last}")


def title_of(ask: Ask) -> str:
    """An ask in one line."""
    name, company = clean_text(ask.asked_person.name), clean_text(ask.company)
    if ask.is_direct:
        return f"Write to {name} about {company}"
    return f"Ask {name} for an introduction to {clean_text(ask.toward.name)} ({company})"


def _key(ask: Ask, what: str) -> str:
    return f"{ask.id}|{ask.planned_on}|{ask.organization}|{what}"
