"""What an open ask waits for: after three business days another contact, after seven one nudge, then it is left alone.

The days are counted from the last time something happened: the ask, a step of it, or a talk with whoever is to answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph.model import PersonId
from graph.outreach.asks import Ask, Happening, State
from graph.outreach.workdays import after

NEXT_CONTACT_DAYS = 3
"""Business days after which another contact is tried: whoever answers at all mostly answers within two days."""

NUDGE_DAYS = 7
"""Business days after which one nudge is in order. After that an ask is left alone."""

_WAITING = (State.ASKED, State.AGREED, State.TARGET_ASKED)
"""States in which somebody else is to move."""


class Move(Enum):
    """What is due on an ask."""

    NEXT_CONTACT = "try the next contact"
    NUDGE = "nudge once"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is or will be due on an ask, and since or from when."""

    ask: Ask
    move: Move
    on: date


def follow_ups(asks: Iterable[Ask], last_talks: Mapping[PersonId, date]) -> tuple[FollowUp, ...]:
    """What comes next on every ask that waits for an answer, today's and to come, in order of day.

    Args:
        asks: any asks; only those that wait have follow-ups.
        last_talks: the day of the last real contact with somebody.
    """
    found = [each for ask in asks for each in _of(ask, last_talks)]
    return tuple(sorted(found, key=lambda each: (each.on, each.ask.id, each.move.value)))


def due(asks: Iterable[Ask], last_talks: Mapping[PersonId, date], today: date) -> tuple[FollowUp, ...]:
    """What is due today: of each ask the latest move."""
    latest = {each.ask.id: each for each in follow_ups(asks, last_talks) if each.on <= today}
    return tuple(latest.values())


def _of(ask: Ask, last_talks: Mapping[PersonId, date]) -> Iterable[FollowUp]:
    if ask.state not in _WAITING or not ask.events:
        return
    step = max(event.on for event in ask.events if event.what is not Happening.NUDGED)
    since = max(step, last_talks.get(ask.asked_person.id, step))
    nudged = ask.day_of(Happening.NUDGED)
    if nudged and nudged >= step:
        return
    if ask.state is State.ASKED:
        yield FollowUp(ask, Move.NEXT_CONTACT, after(since, NEXT_CONTACT_DAYS))
    yield FollowUp(ask, Move.NUDGE, after(since, NUDGE_DAYS))
