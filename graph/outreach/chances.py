"""How likely each target is reached by asking each contact first: the numbers that a plan is made of.

For every contact c of whoever asks, and every target t: the best chance over all paths "asker, c, ..., somebody at t"
of at most H hops, as the search has it (`graph.search.paths`), which is strengths times the penalty for each hop beyond
the first. It is split in two, for c says yes or no once, whatever is asked of them:

    yes[c] = strength of the tie to c        given[c, t] = 1 if c is at t, else max over x of p * s(c, x) * given[x, t]

Somebody at the target who is known directly is asked themselves: then nobody need pass anything on.

How it works. This is a product of sparse matrices in which "times" multiplies and "plus" takes the greater. From the
targets' side it is cheap: who is next to a target is sorted once. The rows of the few people who lead to many targets
are then written out in full, and a handful of contacts at a time take over the best of their acquaintances' rows, in
pieces that fit a processor's cache; the short rows of all others are put in one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.search.network import IntArray, Network, Rows, chances_of
from graph.search.paths import HOP_PENALTY
from graph.search.potentials import entries_of

FULL = 0.1
"""From this share of all targets on a row is written out in full."""

BUFFER = 1 << 15
"""How many numbers are worked on at once: a quarter of a megabyte, which fits the cache of one core."""

FloatArray = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """For each contact (`introducers[row]` is their number) the chance of a yes, and what follows from it.

    `given[row, target]` is the chance that the target is reached when they say yes; 0 where no way leads on.
    """

    introducers: IntArray
    yes: FloatArray
    given: FloatArray

    @property
    def reached(self) -> FloatArray:
        """The chance that asking a contact (row) leads to a target (column): that of the best path over them."""
        return self.yes[:, None] * self.given


@dataclass(frozen=True, slots=True)
class Rules:
    """Paths take at most `hops` ties (one or more) and lead over nobody in `blocked` (numbers).

    They may end at somebody in `last`, but never lead over them. Only the contacts in `only` are asked about, or all.
    Each hop beyond the first costs the `penalty` in (0, 1].
    """

    hops: int = 3
    blocked: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    only: frozenset[int] | None = None
    penalty: float = HOP_PENALTY


def chances(network: Network, asker: int, targets: Sequence[Sequence[int]], rules: Rules) -> Chances:
    """The chance of each target by way of each contact who may be asked, in order of number.

    Args:
        network: everybody and every tie, without inferred ties.
        asker: the number of whoever asks.
        targets: the people at each target, by number; the asker among them counts for nothing.
        rules: what a path may be.
    """
    allowed = np.ones(len(network.people), dtype=bool)
    allowed[[asker, *rules.blocked]] = False
    contacts, yes = _contacts(network, asker, allowed, rules)
    passes = allowed.copy()
    passes[list(rules.last)] = False
    ties = _Ties(network.before, allowed, passes, rules.penalty)
    reach = _staff(targets, allowed)
    if rules.hops > 2:
        reach = _beside(ties, reach)
    for further in range(rules.hops - 3, 0, -1):
        reach = _one_hop_more(ties, _within(ties, contacts, further), reach)
    given = _best(ties, contacts, reach) if rules.hops > 1 else reach.full(contacts)
    return Chances(contacts, yes, given)


@dataclass(frozen=True, slots=True, eq=False)
class _Reach:
    """For everybody the targets that they reach: those of v are `target[indptr[v]:indptr[v + 1]]`, by `chance`."""

    indptr: IntArray
    target: IntArray
    chance: FloatArray
    targets: int

    def full(self, people: IntArray) -> FloatArray:
        """The rows of some people with a number for each target."""
        rows = np.zeros((len(people), self.targets))
        entries, counts = entries_of(self, people)
        rows[np.repeat(np.arange(len(people)), counts), self.target.take(entries)] = self.chance.take(entries)
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class _Ties:
    """Ties that a path may take beyond its first: who is `allowed` on it, who `passes` it on, and the penalty."""

    rows: Rows
    allowed: Mask
    passes: Mask
    penalty: float

    def of(self, people: IntArray, wanted: Mask) -> tuple[IntArray, IntArray, FloatArray]:
        """For all ties from some people to somebody wanted: whose (place in `people`), to whom, and the chance."""
        entries, counts = entries_of(self.rows, people)
        whose, other = np.repeat(np.arange(len(people)), counts), self.rows.indices.take(entries)
        kept = (self.allowed & wanted).take(other).nonzero()[0]
        chance = chances_of(self.rows.cost.take(entries.take(kept))) * self.penalty
        return whose.take(kept), other.take(kept).astype(np.int64), chance


def _contacts(network: Network, asker: int, allowed: Mask, rules: Rules) -> tuple[IntArray, FloatArray]:
    """Whom the asker knows and may ask, in order of number, and the chance of their yes."""
    start, end = network.after.indptr[asker : asker + 2]
    people, chance = network.after.indices[start:end].astype(np.int64), chances_of(network.after.cost[start:end])
    order = np.argsort(people)
    order = order[allowed.take(people[order])]
    if rules.only is not None:
        order = order[np.isin(people[order], list(rules.only))]
    return people[order], chance[order]


def _staff(targets: Sequence[Sequence[int]], allowed: Mask) -> _Reach:
    """Who is at a target reaches it without anybody's help."""
    target = np.repeat(np.arange(len(targets)), [len(staff) for staff in targets])
    people = np.fromiter((one for staff in targets for one in staff), dtype=np.int64, count=len(target))
    kept = allowed.take(people).nonzero()[0]
    return _reach(people[kept], target[kept], np.ones(len(kept)), len(allowed), len(targets))


def _beside(ties: _Ties, reach: _Reach) -> _Reach:
    """What everybody reaches with one hop more, found from those who reach something."""
    there = np.flatnonzero(np.diff(reach.indptr))
    whose, other, chance = ties.of(there, ties.passes)
    entries, counts = entries_of(reach, there[whose])
    people = np.concatenate([np.repeat(other, counts), np.repeat(there, np.diff(reach.indptr)[there])])
    target = np.concatenate([reach.target.take(entries), reach.target])
    chances = np.concatenate([np.repeat(chance, counts) * reach.chance.take(entries), reach.chance])
    return _reach(people, target, chances, len(ties.allowed), reach.targets)


def _reach(people: IntArray, target: IntArray, chance: FloatArray, everybody: int, targets: int) -> _Reach:
    """Compressed rows from entries in any order; of several about one person and target the greatest counts."""
    key = people * targets + target
    order = np.argsort(key)
    key = key[order]
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else order
    best = np.maximum.reduceat(chance[order], starts) if len(key) else chance
    key = key[starts]
    indptr = np.zeros(everybody + 1, dtype=np.int64)
    np.cumsum(np.bincount(key // max(targets, 1), minlength=everybody), out=indptr[1:])
    return _Reach(indptr, key % max(targets, 1), best, targets)


def _one_hop_more(ties: _Ties, people: IntArray, reach: _Reach) -> _Reach:
    """What some people reach with one hop more; what others do is not asked any more."""
    found: list[tuple[IntArray, IntArray, FloatArray]] = []
    size = max(BUFFER // max(reach.targets, 1), 1)
    for start in range(0, len(people), size):
        rows = people[start : start + size]
        best = _best(ties, rows, reach)
        row, target = best.nonzero()
        found.append((rows[row], target, best[row, target]))
    columns = [np.concatenate([each[column] for each in found]) for column in range(3)] if found else []
    who, target, chance = columns or (people, people, np.zeros(0))
    return _reach(who, target, chance, len(ties.allowed), reach.targets)


def _within(ties: _Ties, people: IntArray, hops: int) -> IntArray:
    """Everybody at most so many hops from some people, in order of number."""
    reached = np.zeros(len(ties.allowed), dtype=bool)
    reached[people] = True
    for _ in range(hops):
        reached[ties.of(reached.nonzero()[0], ~reached)[1]] = True
    return reached.nonzero()[0]


def _best(ties: _Ties, people: IntArray, reach: _Reach) -> FloatArray:
    """For some people and each target the best chance with one hop more."""
    best = np.zeros((len(people), reach.targets))
    passing = ties.passes.take(people).nonzero()[0]
    whose, other, chance = ties.of(people.take(passing), np.diff(reach.indptr) > 0)
    whose = passing.take(whose)
    counts = reach.indptr.take(other + 1) - reach.indptr.take(other)
    is_full = counts > FULL * reach.targets
    _take_over(best, whose[is_full], other[is_full], chance[is_full], reach)
    rest = (~is_full).nonzero()[0]
    _put_in(best, whose.take(rest), chance.take(rest), other.take(rest), reach)
    _put_in(best, np.arange(len(people)), np.ones(len(people)), people, reach)
    return best


def _take_over(best: FloatArray, whose: IntArray, other: IntArray, chance: FloatArray, reach: _Reach) -> None:
    """Puts in the best of the long rows, which few people have and many know; ties of one person stand together.

    In a piece are people who know about as many of these few: their first rows are taken over together, then their
    second, and so on.
    """
    hubs, place = np.unique(other, return_inverse=True)
    rows = reach.full(hubs)
    starts = np.flatnonzero(np.append(True, whose[1:] != whose[:-1])) if len(whose) else whose
    counts = np.diff(starts, append=len(whose))
    order = np.argsort(counts, kind="stable")
    size = max(BUFFER // max(reach.targets, 1), 1)
    for some in (order[first : first + size] for first in range(0, len(order), size)):
        start, count = starts[some], counts[some]
        piece = np.zeros((len(some), reach.targets))
        for turn in range(count[-1]):
            ties = start[np.searchsorted(count, turn, side="right") :] + turn
            ways = rows.take(place.take(ties), axis=0)
            ways *= chance.take(ties)[:, None]
            further = piece[-len(ties) :]
            np.maximum(further, ways, out=further)
        best[whose.take(start)] = piece


def _put_in(best: FloatArray, whose: IntArray, chance: FloatArray, other: IntArray, reach: _Reach) -> None:
    """Puts in what others reach, entry by entry."""
    entries, counts = entries_of(reach, other)
    place = np.repeat(whose * reach.targets, counts) + reach.target.take(entries)
    np.maximum.at(best.reshape(-1), place, np.repeat(chance, counts) * reach.chance.take(entries))
