"""How new is whom somebody knows? Willing friends are often the ones who know whom you know already.

What moves people are ties neither close nor strange: those to people whose circle overlaps theirs little (Rajkumar and
others 2022, on twenty million people). So a path is judged on two axes, how warm it is and how new.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from graph.model import EGO
from graph.search.network import Network
from graph.search.region import circles
from graph.store.reader import GraphReader


class Novelty:
    """For introducers the share of their circle, ego and whom ego knows apart, that is new to ego.

    Args:
        store: where their ties are, for a network that is not whole.
        network: with all of ego's ties.
    """

    def __init__(self, store: GraphReader, network: Network) -> None:
        self._store = store
        self._network = network
        self._found: dict[int, float] = {}
        self._known = np.zeros(len(network.people), dtype=bool)
        ego = network.number(EGO)
        if ego is not None:
            self._known[self._circle(ego)] = True

    def of(self, people: Iterable[int]) -> Mapping[int, float]:
        """The novelty of people (by number) whom ego knows; 0 for somebody who knows nobody else."""
        asked = list(dict.fromkeys(people))
        self._found.update(self._worked_out([person for person in asked if person not in self._found]))
        return {person: self._found[person] for person in asked}

    def _worked_out(self, people: Collection[int]) -> dict[int, float]:
        if self._network.whole:
            rows = {person: self._circle(person) for person in people}
            return {person: self._share(len(row), int(self._known[row].sum())) for person, row in rows.items()}
        ids = {person: self._network.people[person] for person in people}
        found = circles(self._store, ids.values(), self._network.today) if ids else {}
        known = {self._network.people[number] for number in self._known.nonzero()[0].tolist()}
        return {person: self._share(len(found[one]), len(found[one] & known)) for person, one in ids.items()}

    def _circle(self, person: int) -> npt.NDArray[np.int32]:
        """Whom somebody was seen to know, by number."""
        rows = self._network.before
        start, end = rows.indptr[person : person + 2]  # somebody's first place has no inferred ties before it
        return rows.indices[start:end]

    @staticmethod
    def _share(circle: int, known: int) -> float:
        others = circle - 1  # ego is one of them
        return max(others - known, 0) / others if others > 0 else 0.0
