"""What an introduction hangs on: how many ways into a company share nobody, and whose "no" would close it.

Ways that share neither an introducer nor a contact are counted exactly up to three hops. There a way that could be
shortened over its own people never helps, so everybody has one place: known to a source, next to them, or at the
target; and the number is the largest flow through them in which nobody is passed twice (Menger, Ford and Fulkerson).
With more hops the number is the one that taking the best way again and again finds, which may be too low.
"""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.search.alternatives import disjoint_paths
from graph.search.paths import PathFinder, SearchOptions

EXACT_HOPS = 3
"""Up to so many hops separate ways are counted exactly."""

MOST_WAYS = 10
"""More separate ways than this need not be told apart."""

Target = TypeVar("Target", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Routes:
    """How a target is reached: over how many ways that share nobody, and who is on every way (numbers, nearest first).

    `ways` is `MOST_WAYS` where there are so many or more; `exact` is false where there may be more than were found.
    """

    ways: int
    exact: bool
    needed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fragility(Generic[Target]):
    """How each target is reached, and for everybody who could close some of them, which; the most targets first."""

    routes: Mapping[Target, Routes]
    closed_by: Mapping[int, tuple[Target, ...]]

    @property
    def reached(self) -> int:
        """How many targets can be reached at all."""
        return sum(each.ways > 0 for each in self.routes.values())


def fragility(
    finder: PathFinder,
    targets: Mapping[Target, Sequence[int]],
    hops: int,
    blocked: frozenset[int] = frozenset(),
) -> Fragility[Target]:
    """How firmly each target (with the numbers of its people) is reached with at most `hops` hops.

    Args:
        finder: the search, from its sources, in a network without inferred ties.
        targets: the people at each target, by number.
        hops: ties that a way takes at most.
        blocked: people over whom no way leads.
    """
    routes = {target: _routes(finder, staff, hops, blocked) for target, staff in targets.items()}
    closed: dict[int, list[Target]] = {}
    for target, each in routes.items():
        for person in each.needed:
            closed.setdefault(person, []).append(target)
    rank = finder.network.people.rank
    order = sorted(closed, key=lambda person: (-len(closed[person]), rank[person]))
    return Fragility(routes, {person: tuple(closed[person]) for person in order})


def _routes(finder: PathFinder, staff: Sequence[int], hops: int, blocked: frozenset[int]) -> Routes:
    weights = dict.fromkeys(staff, 1.0)
    best = finder.search(weights, SearchOptions(1, hops, 1, blocked))
    if not best:
        return Routes(0, True, ())
    if hops <= EXACT_HOPS:
        ways = _Flow(finder, frozenset(staff) - blocked, hops, blocked).most(MOST_WAYS)
    else:
        ways = len(disjoint_paths(finder, weights, SearchOptions(MOST_WAYS, hops, 1, blocked)))
    needed: tuple[int, ...] = ()
    if ways == 1:
        needed = tuple(
            person
            for person in best[0].people[1:]
            if not finder.search(weights, SearchOptions(1, hops, 1, blocked | {person}))
        )
    return Routes(ways, hops <= EXACT_HOPS, needed)


class _Flow:
    """Separate ways, found one after the other; a new one may take over people of those found before.

    Whoever is on a way knows who comes next on it and who came before; the start and the end stand for themselves.
    """

    def __init__(self, finder: PathFinder, staff: Set[int], hops: int, blocked: Set[int]) -> None:
        sources = finder.potentials.sources.keys()
        known = {person for source in sources for person in finder.network.after.of(source)} - sources - blocked
        self._direct = len(known & staff)
        ends = staff - known - sources if hops > 1 else set()
        first = known - staff
        self._next: dict[int, list[int]] = {}
        """Who may come after somebody, who is known to a source or next to such a person."""
        middle: set[int] = set()
        for end in sorted(ends):
            for person in finder.network.before.of(end):
                if person in first:
                    self._next.setdefault(person, []).append(end)
                elif hops > 2 and person not in staff and person not in sources and person not in blocked:
                    self._next.setdefault(person, []).append(end)
                    middle.add(person)
        for person in sorted(middle):
            for other in finder.network.before.of(person):
                if other in first:
                    self._next.setdefault(other, []).append(person)
        self._first = sorted(first & self._next.keys())
        self._ends = ends
        self._after: dict[int, int] = {}
        self._before: dict[int, int] = {}

    def most(self, limit: int) -> int:
        """How many ways there are, counted up to a limit."""
        ways = self._direct
        while ways < limit and self._one_more():
            ways += 1
        return min(ways, limit)

    def _one_more(self) -> bool:
        """Looks for a further way, breadth first; to step onto somebody of another way is to step back along it.

        A state is a person and whether they were entered along a way that is taken back: only from there, or from
        somebody on no way, one may go on to anybody.
        """
        start = [(person, False) for person in self._first if person not in self._before]
        came: dict[tuple[int, bool], tuple[int, bool] | None] = dict.fromkeys(start)
        waiting = deque(start)
        while waiting:
            state = waiting.popleft()
            person, is_back = state
            is_taken = person in self._before
            if person in self._ends and not is_taken:
                self._turn(state, came)
                return True
            steps: list[tuple[int, bool]] = []
            if not is_taken or is_back:
                following = (one for one in self._next.get(person, ()) if one != self._after.get(person))
                steps += [(one, False) for one in following]
            if is_taken and self._before[person] != person:
                steps.append((self._before[person], True))
            for step in steps:
                if step not in came:
                    came[step] = state
                    waiting.append(step)
        return False

    def _turn(self, end: tuple[int, bool], came: Mapping[tuple[int, bool], tuple[int, bool] | None]) -> None:
        """Takes the steps back to the start: each forward step is added, each backward one removed."""
        steps = []
        state, earlier = end, came[end]
        while earlier is not None:
            steps.append((earlier[0], state))
            state, earlier = earlier, came[earlier]
        added = [(one, other) for one, (other, is_back) in steps if not is_back]
        removed = [(other, one) for one, (other, is_back) in steps if is_back]
        for one, other in removed:
            self._after.pop(one, None)
            self._before.pop(other, None)
        for one, other in added:
            self._after[one] = other
            self._before[other] = one
        self._before[state[0]] = state[0]
