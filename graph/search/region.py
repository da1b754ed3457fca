"""The part of a network that one question is about, for a store that holds more than an app should.

A tie is on a way of at most H hops only if it is within reach of both ends of the way. So the store is asked for the
ties around whoever looks and around whoever is looked for, always on the side where fewer hang, until the two sides are
one tie apart, and then for the ties between them. The search on these gives the same paths as on the whole network.
"""

from collections.abc import Collection, Iterable
from datetime import date

import numpy as np

from graph.errors import UserError
from graph.model import EGO, OrganizationId, PersonId
from graph.search.network import Network, build
from graph.store.reader import GraphReader
from graph.ties.strength import CERTAIN, SAID_BY_USER, TieStrengths, strength_of, strengths

FITS = 100_000
"""Evidence up to which a network is read whole where there is no file to keep it in: it takes a few seconds once."""

MOST_EVIDENCE = 400_000
"""Evidence that one question may look at: with more an answer would take longer than anybody waits."""

_CERTAIN = frozenset(kind.value for kind in CERTAIN)
_SAID_BY_USER = frozenset(kind.value for kind in SAID_BY_USER)

Ties = dict[tuple[PersonId, PersonId], float]


def fits(store: GraphReader) -> bool:
    """Whether the whole network may be held as arrays (`graph.search.projection`)."""
    return store.at_hand() or store.evidence_count() <= FITS


def region(
    store: GraphReader,
    targets: Collection[PersonId],
    hops: int,
    today: date,
    workplaces: Iterable[tuple[PersonId, OrganizationId]] = (),
) -> Network:
    """All ties on ways of at most so many hops from ego to any of `targets`, and all of ego's own.

    Args:
        store: a view that does not change meanwhile.
        targets: who is looked for.
        hops: one or more.
        today: strengths are as of this day.
        workplaces: who is where, as far as it is asked of the result.

    Raises:
        UserError: when too many ties would have to be looked at.
    """
    asked = _Asked(store, today)
    known, wanted = {EGO}, {EGO, *targets}
    near, sought = asked.further({EGO}, known), set(targets)
    for _ in range(hops - 2):
        if asked.count(near) <= asked.count(sought):
            known |= near
            near = asked.further(near, known)
        else:
            sought = asked.further(sought, wanted)
            wanted |= sought
    if hops > 1:
        asked.between(near, sought)
    people = store.people({EGO, *targets}).keys()
    return asked.network(people, workplaces)


def circles(store: GraphReader, people: Collection[PersonId], today: date) -> dict[PersonId, set[PersonId]]:
    """Whom each of these people was seen to know."""
    found: dict[PersonId, set[PersonId]] = {person: set() for person in people}
    unsure: set[tuple[PersonId, PersonId]] = set()
    for person, others in store.kinds_around(found.keys()).items():
        said = {other for other, kind in others if kind in _SAID_BY_USER}
        found[person] = {other for other, kind in others if kind in _CERTAIN} - said
        unsure |= {(person, other) for other, _ in others if other not in found[person]}
    for ends, tie in store.ties_between(unsure).items():
        if strength_of(tie, today).value > 0:
            for person in ends & found.keys():
                found[person].add(tie.other(person))
    return found


class _Asked:
    """The ties that were asked for so far."""

    def __init__(self, store: GraphReader, today: date) -> None:
        self._store = store
        self._today = today
        self._ties: Ties = {}
        self._counts: dict[frozenset[PersonId], int] = {}
        self._looked_at = 0

    def count(self, people: Collection[PersonId]) -> int:
        """How much evidence hangs on somebody of these."""
        key = frozenset(people)
        if key not in self._counts:
            self._counts[key] = self._store.evidence_count(key) if key else 0
        return self._counts[key]

    def further(self, people: Collection[PersonId], without: Collection[PersonId]) -> set[PersonId]:
        """Asks for all ties of these people; who else is at an end of one, `without` apart."""
        self._bear(people)
        found = _ties(self._store, people, None, self._today)
        self._ties.update(found)
        return {end for ends in found for end in ends}.difference(people, without)

    def between(self, some: Collection[PersonId], others: Collection[PersonId]) -> None:
        """Asks for the ties between some people and others."""
        few, many = sorted((some, others), key=self.count)
        self._bear(few)
        self._ties.update(_ties(self._store, few, many, self._today))

    def network(self, people: Iterable[PersonId], workplaces: Iterable[tuple[PersonId, OrganizationId]]) -> Network:
        """What was asked for, as arrays; `people` are in it even without a tie."""
        everybody = sorted({*people, *(end for ends in self._ties for end in ends)})
        place = {person: number for number, person in enumerate(everybody)}
        a, b = (np.array([place[pair[side]] for pair in self._ties], dtype=np.int64) for side in (0, 1))
        ties = TieStrengths(a, b, np.array(list(self._ties.values()), dtype=np.float64))
        at = [(place[person], organization) for person, organization in workplaces if person in place]
        stamp = self._store.stamp()
        return build(everybody, ties, stamp=stamp, today=self._today, workplaces=at, whole=False)

    def _bear(self, people: Collection[PersonId]) -> None:
        self._looked_at += self.count(people)
        if self._looked_at > MOST_EVIDENCE:
            raise UserError(
                "Ways of so many steps lead through too many people to look at them all.", "Allow fewer steps."
            )


def _ties(store: GraphReader, people: Collection[PersonId], others: Collection[PersonId] | None, today: date) -> Ties:
    if not people or (others is not None and not others):
        return {}
    columns = store.evidence_around(people, others)
    found = strengths(columns, today)
    ends = ([columns.people[place] for place in side.tolist()] for side in (found.a, found.b))
    return dict(zip(zip(*ends, strict=True), found.value.tolist(), strict=True))
