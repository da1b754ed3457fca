"""Which pairs of one person's contacts share something, and what that says of them: contexts, and circles around them.

A pair is kept as one number, `low * size + high`, by the places of the two in a list of `size` people.
"""

import numpy as np
import numpy.typing as npt

from graph.ties.groups import KINDS, Groups

CIRCLE, HIGHEST_CIRCLE = 2.5, 0.5
"""How much others tell who share something with both; however many, half of such pairs are strangers."""

CIRCLE_BESIDES = 0.3
"""The same where the two share something themselves, which already tells most of it."""

ALONE, CROWDED = 0.5, 0.7
"""Who shares something with everybody tells less about each: what others say is divided by how much they share, to
this power; the first keeps those who share little from being taken at their word."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def shared_pairs(groups: Groups, size: int, apart: npt.NDArray[np.bool_]) -> tuple[IntArray, FloatArray]:
    """The pairs in groups that are to be taken apart, and what all contexts together say of them.

    Of each kind the most telling context counts, also when it is a group that is not taken apart.
    """
    rows = np.bincount(groups.group, minlength=len(groups.sizes))
    starts = np.cumsum(rows) - rows
    parts = [
        _taken_apart(groups, starts[apart & (rows == count)], int(count), size) for count in np.unique(rows[apart])
    ]
    pairs = distinct(np.concatenate([np.zeros(0, dtype=np.int64), *(part[0] for part in parts)]))
    parts += _also_in(groups, ~apart, pairs, size)
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *(part[0] for part in parts)])
    group = np.concatenate([np.zeros(0, dtype=np.int32), *(part[1] for part in parts)])
    if not len(keys):
        return keys, np.zeros(0)
    # Of each kind the highest rate, then over the kinds the product of what they leave.
    fact = keys * len(KINDS) + groups.kinds[group]
    order = np.argsort(fact)
    fact = fact[order]
    begins = np.flatnonzero(np.append(True, fact[1:] != fact[:-1]))
    rate = np.maximum.reduceat(groups.rates[group[order]], begins)
    keys = fact[begins] // len(KINDS)
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[begins], 1.0 - np.multiply.reduceat(1.0 - rate, begins)


def _taken_apart(
    groups: Groups, starts: npt.NDArray[np.intp], count: int, size: int
) -> tuple[IntArray, npt.NDArray[np.int32]]:
    """All pairs in the groups of `count` rows that begin at `starts`, who were there at the same time."""
    one, other = np.triu_indices(count, 1)
    a, b = (starts[:, None] + one).ravel(), (starts[:, None] + other).ravel()
    at_once = np.maximum(groups.start[a], groups.start[b]) <= np.minimum(groups.end[a], groups.end[b])
    apart = groups.person[a] != groups.person[b]
    a, b = a[at_once & apart], b[at_once & apart]
    return groups.person[a].astype(np.int64) * size + groups.person[b], groups.group[a]


def _also_in(
    groups: Groups, these: npt.NDArray[np.bool_], pairs: IntArray, size: int
) -> list[tuple[IntArray, npt.NDArray[np.int32]]]:
    """Those of some pairs who are in some groups too: the groups of each person side by side, compared as columns."""
    low, high = np.divmod(pairs, max(size, 1))
    found = []
    for kind in np.unique(groups.kinds[these]).tolist():
        rows = np.flatnonzero((these & (groups.kinds == kind))[groups.group])
        rows = rows[np.argsort(groups.person[rows], kind="stable")]
        person = groups.person[rows]
        column = np.arange(len(rows)) - np.searchsorted(person, person)
        table = np.full((int(column.max()) + 1, size), -1)
        table[column, person] = rows
        for mine in table:
            for theirs in table:
                a, b = mine[low], theirs[high]
                both = np.flatnonzero((a >= 0) & (b >= 0) & (groups.group[a] == groups.group[b]))
                a, b = a[both], b[both]
                at_once = np.maximum(groups.start[a], groups.start[b]) <= np.minimum(groups.end[a], groups.end[b])
                found.append((pairs[both[at_once]], groups.group[a[at_once]]))
    return found


def circles_of(keys: IntArray, shared: FloatArray, size: int) -> FloatArray:
    """What those say who share something with both: a matrix, filled above its diagonal."""
    ties = np.zeros((size, size))
    low, high = np.divmod(keys, size)
    ties[low, high] = ties[high, low] = shared
    reach = (ties.sum(axis=1) + ALONE) ** -CROWDED
    circles = (ties @ ties) * reach[:, None] * reach
    circles *= np.where(ties > 0, CIRCLE_BESIDES, CIRCLE)
    np.minimum(circles, HIGHEST_CIRCLE, out=circles)
    return np.triu(circles, 1)


def distinct(keys: IntArray) -> IntArray:
    """The keys in order, each once; sorting is many times as fast as `np.unique`, which hashes."""
    keys = np.sort(keys)
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first]
