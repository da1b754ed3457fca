"""Keep in touch: how often a tie wants a sign of life, counted from the last real contact.

A strong tie a month, a familiar one a quarter, another one half a year. Only people with whom there was a real contact
are reminded of: a list of connections is no list of friends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model import EGO, Person
from graph.outreach.contacts import last_contacts
from graph.store.reader import GraphReader
from graph.ties.judgement import judged
from graph.ties.strength import FAMILIAR, STRONG

CADENCES = ((STRONG, 30), (FAMILIAR, 90), (0.0, 180))
"""From which strength a tie wants a sign of life after how many days."""


@dataclass(frozen=True, slots=True)
class KeepInTouch:
    """Somebody to write to: the last real contact, and the day on which the next is due."""

    person: Person
    strength: float
    last: date
    every: int
    on: date


def keep_in_touch(store: GraphReader, today: date) -> tuple[KeepInTouch, ...]:
    """Everybody with whom there was a real contact, whoever is most overdue first."""
    return tuple(sorted(_all(store, today), key=lambda each: (-((today - each.on).days / each.every), each.person.id)))


def days_between(strength: float) -> int:
    """After how many days a tie of this strength wants a sign of life."""
    return next(days for least, days in CADENCES if strength >= least)


def _all(store: GraphReader, today: date) -> Iterator[KeepInTouch]:
    last = last_contacts(store, today)
    people = store.people(last)
    for tie in store.ties_of(EGO):
        who = tie.other(EGO)
        seen = judged(tie, today) if who in last and who in people else None
        if seen:
            every = days_between(seen.strength)
            yield KeepInTouch(people[who], seen.strength, last[who], every, last[who] + timedelta(days=every))
