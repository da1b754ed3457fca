"""Who stands where in a network: brokers, structural holes and the core, by the textbooks' measures.

All of it runs on the arrays of `graph.search.network` and on ties that were seen: among inferred ties everybody at a
company would be a broker. networkx has each of these measures, and the tests hold ours to it. On the 1,122 people of
the demo it takes 12 times as long to count ways, 8 times for cores and 2.5 times for the constraint of everybody, so
the app does without; it is as fast only for the effective size of all, where here a few are asked about.

Whoever gave their contacts is seen with all their ties, everybody else with few of them: the measures tell how the
*data* hangs together, and what is said with them must say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.search.network import IntArray, Rows, chances_of
from graph.search.potentials import entries_of

SEED = 7
"""Of the sample of people from whom ways are counted: the same network gives the same figures."""

MOST_STEPS = 2_500_000
"""Ties that are walked to count ways: a third of a second. In a larger network ways from a sample are counted."""

Floats = npt.NDArray[np.float64]


def constraint(rows: Rows, people: Iterable[int]) -> Floats:
    """How little freedom their circle leaves these people: low for who stands between circles, about 1 within one.

    With p(i, j) the share of i's ties, by strength, that is the tie to j,

        c(i) = sum over j known to i of (p(i, j) + sum over q of p(i, q) p(q, j)) ** 2

    where i knows q too. Whoever knows nobody has none (nan). R. S. Burt, *Structural Holes*, 1992, and "Structural
    Holes and Good Ideas", American Journal of Sociology 110, 2004.

    >>> from datetime import date
    >>> from graph.search.network import build
    >>> from graph.ties.strength import TieStrengths
    >>> ties = TieStrengths(np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.full(4, 0.5))
    >>> rows = build(["ann", "bo", "cy", "di"], ties, stamp="", today=date.min).before
    >>> constraint(rows, range(4)).round(3).tolist()
    [0.611, 1.007, 1.007, 1.0]
    """
    circles = _Circles(rows)
    return np.array([_constraint(circles.of(person)) for person in people])


def effective_size(rows: Rows, people: Iterable[int]) -> Floats:
    """Into how many circles the acquaintances of these people fall: their number less what they overlap.

    With n acquaintances and t pairs among them who know each other,

        e = n - 2 t / n

    which is Burt's effective size where all ties weigh the same (S. P. Borgatti, "Structural Holes: Unpacking Burt's
    Redundancy Measures", Connections 20, 1997).

    >>> from datetime import date
    >>> from graph.search.network import build
    >>> from graph.ties.strength import TieStrengths
    >>> ties = TieStrengths(np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.full(4, 0.5))
    >>> rows = build(["ann", "bo", "cy", "di"], ties, stamp="", today=date.min).before
    >>> effective_size(rows, range(4)).round(2).tolist()
    [2.33, 1.0, 1.0, 1.0]
    """
    circles = _Circles(rows)
    found = (circles.of(person) for person in people)
    return np.array([len(one.share) - len(one.first) / max(len(one.share), 1) for one in found])


def core_numbers(rows: Rows) -> IntArray:
    """The largest k for which somebody is in a group each of whom knows at least k others in it.

    Whoever knows fewer than k others is taken away until nobody is left to take away (S. B. Seidman, "Network Structure
    and Minimum Degree", Social Networks 5, 1983).

    >>> from datetime import date
    >>> from graph.search.network import build
    >>> from graph.ties.strength import TieStrengths
    >>> ties = TieStrengths(np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.full(4, 0.5))
    >>> core_numbers(build(["ann", "bo", "cy", "di"], ties, stamp="", today=date.min).before).tolist()
    [2, 2, 2, 1]
    """
    left = np.diff(rows.indptr)
    core = np.zeros(len(left), dtype=np.int64)
    is_left = np.ones(len(left), dtype=bool)
    k = 0
    while is_left.any():
        k = max(k, int(left[is_left].min()))
        going = np.flatnonzero(is_left & (left <= k))
        while len(going):
            core[going], is_left[going] = k, False
            known = rows.indices[entries_of(rows, going)[0]]
            np.subtract.at(left, known, 1)
            going = np.unique(known[is_left[known] & (left[known] <= k)])
    return core


@dataclass(frozen=True, slots=True, eq=False)
class Betweenness:
    """By number, on what share of the shortest ways between two others somebody is; `sampled` of `people` were asked.

    `pairs` is how many ordered pairs of people are joined by a way that is short enough (estimated where not all were
    asked).
    """

    share: Floats
    pairs: float
    sampled: int
    people: int

    @property
    def is_estimate(self) -> bool:
        """Whether ways were counted from some people only."""
        return self.sampled < self.people


def betweenness(rows: Rows, hops: int, most_steps: int = MOST_STEPS) -> Betweenness:
    """On how many of the shortest ways of at most `hops` ties between two people somebody stands.

    With s(a, b) the number of shortest ways from a to b and s(a, b | v) that of those over v,

        carried(v) = sum over a and b of s(a, b | v) / s(a, b)        share(v) = carried(v) / number of such a, b

    Ways are counted from one person after the other, in a seeded order, until `most_steps` ties were walked; the sum is
    then scaled up. L. C. Freeman, "A Set of Measures of Centrality Based on Betweenness", Sociometry 40, 1977; U.
    Brandes, "A Faster Algorithm for Betweenness Centrality", Journal of Mathematical Sociology 25, 2001; the bound on
    length from S. P. Borgatti and M. G. Everett, "A Graph-Theoretic Perspective on Centrality", Social Networks 28,
    2006, the sample from U. Brandes and C. Pich, "Centrality Estimation in Large Networks", 2007.

    >>> from datetime import date
    >>> from graph.search.network import build
    >>> from graph.ties.strength import TieStrengths
    >>> ties = TieStrengths(np.array([0, 1, 2]), np.array([1, 2, 3]), np.full(3, 0.5))
    >>> found = betweenness(build(["ann", "bo", "cy", "di"], ties, stamp="", today=date.min).before, hops=2)
    >>> found.share.round(2).tolist(), found.pairs
    ([0.0, 0.2, 0.2, 0.0], 10.0)
    """
    people = len(rows.indptr) - 1
    walk = _Walk(rows, hops)
    asked = 0
    for source in np.random.default_rng(SEED).permutation(people).tolist():
        if walk.steps >= most_steps:
            break
        walk.from_(source)
        asked += 1
    scale = people / asked if asked else 0.0
    return Betweenness(walk.carried / max(walk.reached, 1), walk.reached * scale, asked, people)


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Whom one person reaches: by number, over how many ties at least (-1 for not) and how many ways lead over them.

    `carried` counts, for somebody on the way, the people beyond them who are reached over them: someone with two
    shortest ways counts half for each.
    """

    steps: IntArray
    carried: Floats


def reach_of(rows: Rows, source: int, hops: int) -> Reach:
    """Whom a person reaches with at most `hops` ties, and who carries their ways (Brandes' dependency of one source).

    >>> from datetime import date
    >>> from graph.search.network import build
    >>> from graph.ties.strength import TieStrengths
    >>> ties = TieStrengths(np.array([0, 1, 1]), np.array([1, 2, 3]), np.full(3, 0.5))
    >>> found = reach_of(build(["ann", "bo", "cy", "di"], ties, stamp="", today=date.min).before, 0, hops=2)
    >>> found.steps.tolist(), found.carried.tolist()
    ([0, 1, 2, 2], [0.0, 2.0, 0.0, 0.0])
    """
    walk = _Walk(rows, hops)
    steps = np.full(len(rows.indptr) - 1, -1, dtype=np.int64)
    for step, people in enumerate(walk.from_(source)):
        steps[people] = step
    return Reach(steps, walk.carried)


class _Walk:
    """Shortest ways from one person after the other, level by level; what they carry is added up."""

    def __init__(self, rows: Rows, hops: int) -> None:
        people = len(rows.indptr) - 1
        self._rows, self._hops = rows, hops
        self._step = np.full(people, -1, dtype=np.int64)
        self._ways, self._beyond = np.zeros(people), np.zeros(people)
        self._seat = np.zeros(people, dtype=np.int64)
        self.carried = np.zeros(people)
        self.reached = 0
        """People who were reached, each once for every source."""
        self.steps = 0
        """Ties that were walked, each way."""

    def from_(self, source: int) -> list[IntArray]:
        """Adds the ways from one person; who is reached with no tie, one, two ..."""
        levels, walked = [np.array([source])], []
        self._step[source], self._ways[source] = 0, 1.0
        for step in range(1, self._hops + 1):
            entries, counts = entries_of(self._rows, levels[-1])
            self.steps += len(entries)
            ends = self._rows.indices[entries].astype(np.int64)
            is_new = self._step[ends] < 0
            self._step[ends[is_new]] = step
            is_on = is_new | (self._step[ends] == step)
            starts, ends = np.repeat(levels[-1], counts)[is_on], ends[is_on]
            if not len(ends):
                break
            np.add.at(self._ways, ends, self._ways[starts])
            walked.append((starts, ends))
            levels.append(self._once(ends[is_new[is_on]]))
        for starts, ends in reversed(walked):
            np.add.at(self._beyond, starts, self._ways[starts] / self._ways[ends] * (1.0 + self._beyond[ends]))
        self._beyond[source] = 0.0
        for people in levels:
            self.carried[people] += self._beyond[people]
            self._step[people], self._ways[people], self._beyond[people] = -1, 0.0, 0.0
        self.reached += sum(map(len, levels[1:]))
        return levels

    def _once(self, people: IntArray) -> IntArray:
        """Each of these people once, without sorting them: whoever is written last to a place stays there."""
        at = np.arange(len(people))
        self._seat[people] = at
        kept: IntArray = people[self._seat[people] == at]
        return kept


@dataclass(frozen=True, slots=True, eq=False)
class _Circle:
    """Somebody's acquaintances by place: the share of the ties that is each, and who of them knows whom how much.

    The acquaintance at `first[i]` gives `weight[i]` of their own ties to the one at `second[i]`; each pair twice.
    """

    share: Floats
    first: IntArray
    second: IntArray
    weight: Floats


class _Circles:
    """Cuts circles out of a network."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._place = np.full(len(rows.indptr) - 1, -1, dtype=np.int64)

    def of(self, person: int) -> _Circle:
        """The circle of one person."""
        rows, row = self._rows, slice(*self._rows.indptr[person : person + 2].tolist())
        known = rows.indices[row]
        strength = chances_of(rows.cost[row])
        entries, counts = entries_of(rows, known)
        first, given = np.repeat(np.arange(len(known)), counts), chances_of(rows.cost[entries])
        self._place[known] = np.arange(len(known))
        second = self._place[rows.indices[entries]]
        self._place[known] = -1
        among = second >= 0
        total = np.bincount(first, given, len(known))
        return _Circle(strength / strength.sum(), first[among], second[among], given[among] / total[first[among]])


def _constraint(circle: _Circle) -> float:
    if not len(circle.share):
        return float("nan")
    over_others = np.bincount(circle.second, circle.share[circle.first] * circle.weight, len(circle.share))
    return float(((circle.share + over_others) ** 2).sum())
