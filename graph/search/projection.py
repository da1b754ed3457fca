"""The store as arrays that the search runs on (`graph.search.network`)."""

from datetime import date

import numpy as np

from graph.search.network import Network, build, build_twice
from graph.store.base import GraphReader
from graph.ties.judgement import Guesses
from graph.ties.kinds import POSSIBLE
from graph.ties.strength import LINKED, TieStrengths, strengths


def project(store: GraphReader, today: date, *, guessing: bool = False) -> Network:
    """The network that a store holds, with strengths as of `today`; with the inferred ties when `guessing`."""
    columns = store.evidence_columns()
    place = {person: number for number, person in enumerate(columns.people)}
    workplaces = [(place[person], organization) for person, organization in store.workplaces()]
    ties = strengths(columns, today)
    if not guessing:
        return build(columns.people, ties, revision=columns.revision, today=today, workplaces=workplaces)
    guesses = Guesses(store, today, POSSIBLE)
    inferred = TieStrengths(
        guesses.ties.low.astype(np.int64), guesses.ties.high.astype(np.int64), guesses.ties.probability * LINKED
    )
    return build_twice(columns.people, ties, inferred, today=today, workplaces=workplaces, guesses=guesses)
