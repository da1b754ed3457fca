"""The network around some people, for a store that holds more than an app should: their ties, and those among them."""

from collections.abc import Collection
from datetime import date

from graph.model import PersonId
from graph.search.network import Network, build
from graph.store.reader import GraphReader
from graph.ties.strength import strengths

MOST_EVIDENCE = 60_000
"""Evidence that a picture may be made from: beyond it people a step farther away are left out."""


def surroundings(store: GraphReader, middle: Collection[PersonId], depth: int, today: date) -> Network:
    """Everybody within `depth` steps of some people, and the ties among them.

    Args:
        store: a view that does not change meanwhile.
        middle: who is in the middle.
        depth: steps from them, one or more.
        today: strengths are as of this day.
    """
    near = set(middle)
    for _ in range(depth):
        if store.evidence_count(near) > MOST_EVIDENCE:
            break
        near.update(store.evidence_around(near).people)
    columns = store.evidence_around(near, near)
    people = store.people(columns.people)
    workplaces = [
        (place, held.organization)
        for place, who in enumerate(columns.people)
        if who in people
        for held in people[who].affiliations
        if held.current
    ]
    ties = strengths(columns, today)
    return build(columns.people, ties, stamp=columns.stamp, today=today, workplaces=workplaces, whole=False)
