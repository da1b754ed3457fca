"""The asks of a plan with their paths, chosen so that nobody is asked twice at a time, not even by others.

The arithmetic (`graph.outreach.choice`) knows whom one asks oneself. On a longer path they ask somebody in turn, who
may be on another path too, or be asked directly. When the best choice asks somebody twice, then in every choice that
does not, one of the two asks has to avoid that person: both are looked into, what promises most first, until a choice
that asks nobody twice promises at least as much as all that is left (Sharon et al. 2015, "Conflict-based search").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import combinations, count

from graph.outreach.chances import Chances, FloatArray, Rules, chances
from graph.outreach.choice import Choice, choose
from graph.search.network import Network
from graph.search.paths import FoundPath, PathFinder, SearchOptions

MOST_DRAFTS = 16
"""So many choices are looked into; then the best that asks nobody twice is kept, with the bound that is left."""

FURTHER_TRIES = 120
"""Pieces of a choice that are looked at in all but the first: there are many of these choices."""

SURELY = 1e-9
"""Smaller differences are rounding."""

Avoided = Mapping[int, frozenset[int]]
"""By row of the chances whom the paths over that contact must not lead over; themselves when they are not asked."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One ask: by row of the chances whom, and what it names, each target (column) with its path from the asker."""

    row: int
    ways: tuple[tuple[int, FoundPath], ...]

    def asked(self, known: frozenset[int]) -> frozenset[int]:
        """Everybody who is asked for something: introducers, and contacts who are known to the asker themselves."""
        inner = {person for _, way in self.ways for person in way.people[1:-1]}
        return frozenset(inner) | (known & {way.people[-1] for _, way in self.ways})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A choice under some avoidances, which may still ask somebody twice."""

    choice: Choice
    avoided: Avoided = field(default_factory=dict)


class Selection:
    """Chooses asks over a network.

    Args:
        network: everybody and every tie, without inferred ties.
        asker: the number of whoever asks.
        targets: the people at each target, by number.
        rules: what a path may be.
        table: the chances under these rules.
    """

    def __init__(
        self, network: Network, asker: int, targets: Sequence[Sequence[int]], rules: Rules, table: Chances
    ) -> None:
        self._network, self._asker, self._targets, self._rules, self._table = network, asker, targets, rules, table
        self._known = frozenset(table.introducers.tolist())
        self._finders: dict[int, PathFinder] = {}
        self._ways: dict[tuple[int, int, frozenset[int]], FoundPath] = {}

    def choose(self, asks: int, named: int) -> tuple[tuple[Asking, ...], float]:
        """The asks, those that add most first, and what no choice of so many exceeds."""
        first = _Draft(choose(self._table.reached, asks, named))
        drafts, number = [(-first.choice.bound, 0, first)], count(1)
        best: tuple[Asking, ...] = ()
        value = bound = 0.0
        for _ in range(MOST_DRAFTS):
            if not drafts or -drafts[0][0] <= value + SURELY:
                break
            draft = heappop(drafts)[2]
            found = self._with_ways(draft)
            clash = next(self._clashes(found), None)
            kept = found if clash is None else self._without_clashes(found)
            if (reached := expected(kept)) > value:
                best, value = kept, reached
            if clash is None:
                bound = max(bound, draft.choice.bound)
                continue
            for avoided in _avoiding(draft.avoided, *clash):
                further = choose(self._reached(avoided), asks, named, FURTHER_TRIES)
                heappush(drafts, (-further.bound, next(number), _Draft(further, avoided)))
        return best, max(value, bound, -drafts[0][0] if drafts else 0.0)

    def _with_ways(self, draft: _Draft) -> tuple[Asking, ...]:
        return tuple(
            Asking(row, tuple((target, self._way(row, target, draft.avoided)) for target in targets))
            for row, targets in draft.choice.asks
        )

    def _way(self, row: int, target: int, avoided: Avoided) -> FoundPath:
        """The best path to a target over a contact."""
        key = row, target, avoided.get(row, frozenset())
        if key not in self._ways:
            self._ways[key] = self._searched(*key)
        return self._ways[key]

    def _searched(self, row: int, target: int, avoided: frozenset[int]) -> FoundPath:
        contact, yes = int(self._table.introducers[row]), float(self._table.yes[row])
        if contact in self._targets[target]:
            return FoundPath(yes, (self._asker, contact))
        finder = self._finders.setdefault(contact, PathFinder(self._network, {contact: 1.0}, self._rules.penalty))
        blocked, last = self._blocked_and_last(avoided)
        staff = frozenset(self._targets[target]) - {self._asker}
        searches = [(staff - last, blocked | last), *(({one}, blocked | last - {one}) for one in sorted(staff & last))]
        found = [
            way
            for ends, without in searches
            for way in finder.search(dict.fromkeys(ends, 1.0), SearchOptions(1, self._rules.hops - 1, 1, without))
        ]
        best = max(found, key=lambda way: way.score)
        return FoundPath(yes * self._rules.penalty * best.score, (self._asker, *best.people))

    def _blocked_and_last(self, avoided: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
        """Whom paths must not lead over at all, and who may only end them: strangers who are not asked, but met."""
        return self._rules.blocked | {self._asker} | (avoided & self._known), avoided - self._known

    def _reached(self, avoided: Avoided) -> FloatArray:
        """The chances when the paths over some contacts have to avoid people."""
        reached = self._table.reached
        for row, people in avoided.items():
            contact = int(self._table.introducers[row])
            if contact in people:
                reached[row] = 0.0
            else:
                blocked, last = self._blocked_and_last(people)
                rules = replace(self._rules, blocked=blocked, last=last, only=frozenset({contact}))
                given = chances(self._network, self._asker, self._targets, rules).given[0]
                reached[row] = self._table.yes[row] * given
        return reached

    def _clashes(self, asks: Sequence[Asking]) -> Iterator[tuple[int, int, int]]:
        """Two asks, by row, and somebody who is asked in both."""
        for one, other in combinations(asks, 2):
            for person in sorted(one.asked(self._known) & other.asked(self._known)):
                yield one.row, other.row, person

    def _without_clashes(self, asks: Sequence[Asking]) -> tuple[Asking, ...]:
        """The asks without those in which somebody is asked whom an earlier one asks."""
        kept: list[Asking] = []
        for each in asks:
            if next(self._clashes([*kept, each]), None) is None:
                kept.append(each)
        return tuple(kept)


def expected(asks: Sequence[Asking]) -> float:
    """How many targets may be expected to be reached."""
    left: dict[int, float] = {}
    for target, way in (each for ask in asks for each in ask.ways):
        left[target] = left.get(target, 1.0) * (1.0 - way.score)
    return sum(1.0 - each for each in left.values())


def _avoiding(avoided: Avoided, one: int, other: int, person: int) -> Iterator[Avoided]:
    """The two ways to ask somebody once: the paths of one ask avoid them, or those of the other."""
    for row in (one, other):
        yield {**avoided, row: avoided.get(row, frozenset()) | {person}}
