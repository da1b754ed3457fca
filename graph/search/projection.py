"""The store as arrays that the search runs on (`graph.search.network`)."""

from datetime import date

import numpy as np

from graph.search import cache
from graph.search.network import Network, build, build_twice
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.ties.judgement import Guesses
from graph.ties.kinds import POSSIBLE
from graph.ties.strength import LINKED, TieStrengths, strengths

CACHE_ENDING = "-network"
"""The arrays lie beside the store, under its name with this ending."""


def project(store: GraphReader, today: date, *, guessing: bool = False) -> Network:
    """The network that a store holds, with strengths as of `today`; with the inferred ties when `guessing`.

    Without them the arrays are kept beside the store, and taken from there while the network stays as it is and the day
    lasts.
    """
    if isinstance(store, GraphStore):
        with store.snapshot() as view:
            return project(view, today, guessing=guessing)
    if guessing:
        return _made(store, today, guessing=True)
    beside, state = store.beside(), store.network_stamp()
    file = beside and beside.with_name(beside.name + CACHE_ENDING)
    network = cache.load(file, state, today) if file else None
    if network is None:
        network = _made(store, today)
        if file:
            cache.save(file, network)
    return network


def is_current(network: Network, store: GraphReader) -> bool:
    """Whether a network is of the store as it is now; one that is not whole depends on what was asked about, too."""
    return network.stamp == (store.network_stamp() if network.whole else store.stamp())


def _made(store: GraphReader, today: date, *, guessing: bool = False) -> Network:
    columns = store.evidence_columns()
    place = {person: number for number, person in enumerate(columns.people)}
    workplaces = [(place[person], organization) for person, organization in store.workplaces()]
    ties = strengths(columns, today)
    if not guessing:
        return build(columns.people, ties, stamp=columns.stamp, today=today, workplaces=workplaces)
    guesses = Guesses(store, today, POSSIBLE)
    inferred = TieStrengths(
        guesses.ties.low.astype(np.int64), guesses.ties.high.astype(np.int64), guesses.ties.probability * LINKED
    )
    return build_twice(columns.people, ties, inferred, today=today, workplaces=workplaces, guesses=guesses)
