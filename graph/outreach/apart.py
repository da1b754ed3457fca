"""The asks of a plan with their paths, chosen so that nobody is asked twice at a time, not even by others.

The arithmetic (`graph.outreach.choice`) knows whom one asks oneself. On longer paths they ask somebody in turn, who may
be on another path too, or be asked directly. Then the path that adds less has to avoid that person, which makes it
colder or takes it away, and the choice is made anew. What bounded the first choice bounds these as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.outreach.chances import Chances, Rules, chances
from graph.outreach.choice import Choice, choose
from graph.search.network import Network
from graph.search.paths import FoundPath, PathFinder, SearchOptions

ROUNDS = 20
"""So often a choice is made anew; whoever is still asked twice then is left out where they add less."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One ask: by row of the chances whom, and what it names, each target (column) with its path from the asker."""

    row: int
    ways: tuple[tuple[int, FoundPath], ...]

    @property
    def asked(self) -> frozenset[int]:
        """Everybody who is asked for something: who is asked first, and introducers further on."""
        return frozenset(person for _, way in self.ways for person in (way.people[1], *way.people[2:-1]))

    @property
    def met(self) -> frozenset[int]:
        """Everybody on its paths but the asker."""
        return frozenset(person for _, way in self.ways for person in way.people[1:])


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
        self.table = replace(table, given=table.given.copy())
        """The chances, less where somebody would be asked twice."""
        self._network, self._asker, self._targets, self._rules = network, asker, targets, rules
        self._avoided: dict[int, frozenset[int]] = {}
        self._finders: dict[int, PathFinder] = {}

    def choose(self, asks: int, named: int) -> tuple[list[Asking], float]:
        """The asks, those that add most first, and what no choice of so many exceeds."""
        first = choose(self.table.reached, asks, named)
        choice, found = first, self._with_ways(first)
        for _ in range(ROUNDS):
            clash = next(_clashes(found), None)
            if clash is None:
                break
            self._avoid(*clash)
            choice = choose(self.table.reached, asks, named)
            found = self._with_ways(choice)
        kept: list[Asking] = []
        for each in found:
            if not any(True for _ in _clashes([*kept, each])):
                kept.append(each)
        return kept, max(first.bound, choice.value)

    def _with_ways(self, choice: Choice) -> list[Asking]:
        return [
            Asking(row, tuple((target, self._way(row, target)) for target in targets)) for row, targets in choice.asks
        ]

    def _way(self, row: int, target: int) -> FoundPath:
        """The best path to a target over a contact."""
        first = int(self.table.introducers[row])
        yes = float(self.table.yes[row])
        if first in self._targets[target]:
            return FoundPath(yes, (self._asker, first))
        finder = self._finders.setdefault(first, PathFinder(self._network, {first: 1.0}, self._rules.penalty))
        ends = {person: 1.0 for person in self._targets[target] if person != self._asker}
        blocked = self._rules.blocked | self._avoided.get(row, frozenset()) | {self._asker}
        (found,) = finder.search(ends, SearchOptions(1, self._rules.hops - 1, 1, blocked))
        return FoundPath(yes * self._rules.penalty * found.score, (self._asker, *found.people))

    def _avoid(self, row: int, people: frozenset[int]) -> None:
        """From now on no path over a contact leads over some other people."""
        self._avoided[row] = self._avoided.get(row, frozenset()) | people
        first = int(self.table.introducers[row])
        rules = replace(self._rules, blocked=self._rules.blocked | self._avoided[row], only=frozenset({first}))
        self.table.given[row] = chances(self._network, self._asker, self._targets, rules).given[0]


def _clashes(asks: Sequence[Asking]) -> Iterator[tuple[int, frozenset[int]]]:
    """Which ask has to avoid whom, because they are asked in another one: the later, unless it asks them first."""
    for one, other in combinations(asks, 2):
        if twice := (one.asked & other.met) | (one.met & other.asked):
            firsts = frozenset(way.people[1] for _, way in other.ways)
            yield (one.row, twice & firsts) if twice & firsts else (other.row, twice)
