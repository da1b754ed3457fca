"""What Dana looks for and whom she has asked, so that the demo shows a week under way."""

from collections.abc import Sequence
from datetime import date, timedelta

from graph.model import PersonId
from graph.outreach import asking
from graph.outreach.asks import Event, Happening
from graph.outreach.focus import Focus, set_focus
from graph.outreach.second_calls import note_vague_asks
from graph.outreach.workdays import before
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store.base import GraphStore

FOCUS = Focus(
    "Product Manager",
    "I rebuilt billing for 4,000 customers without a day of downtime",
    "the product is used by people who have no time for bad software",
)
"""What Dana looks for."""

_ASKED = (Happening.ASKED,)
_AGREED = (Happening.ASKED, Happening.AGREED, Happening.TARGET_ASKED, Happening.TARGET_AGREED)

ASKED_VAGUELY = "Priya Raghunathan"
"""Whom Dana asked in spring whether she had heard of anything."""


def begin(store: GraphStore, companies: Sequence[str], today: date) -> None:
    """Keeps a focus, an ask without an answer yet, one on which both sides agreed, a planned one, and a vague one."""
    set_focus(store, FOCUS)
    for company, steps, days in zip(companies, (_ASKED, _AGREED, ()), (4, 9, 0), strict=True):
        _ask(store, company, steps, before(today, days), today)
    friends = [one for one in store.find_people(ASKED_VAGUELY) if one.name == ASKED_VAGUELY]
    note_vague_asks(store, friends, today - timedelta(days=8 * 30))


def _ask(store: GraphStore, company: str, steps: Sequence[Happening], start: date, today: date) -> None:
    organization = organization_called(store, company)
    without: frozenset[PersonId] = asking.not_now(store, organization.id, today)
    found = find(store, project(store, today), organization, Question(limit=1, without=without))
    if found.paths:
        ask = asking.plan(store, organization, found.paths[0], start)
        for step in steps:
            ask = asking.record(store, ask, Event(step, start))
