"""The main question, end to end: who can introduce me to this company, how, and why do you think so?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graph.errors import UserError
from graph.model import (
    EGO,
    Introductions,
    IntroPath,
    Organization,
    Person,
    PersonId,
    Step,
    TargetPeople,
    Tie,
)
from graph.search.alternatives import disjoint_paths
from graph.search.explain import path_reasons, warmth_range
from graph.search.paths import HOP_PENALTY, MOST_HOPS, FoundPath, PathFinder, SearchOptions
from graph.search.projection import Network, project
from graph.search.targets import target_people
from graph.search.unreachable import Search, why_unreachable
from graph.store.base import GraphReader, GraphStore
from graph.ties.strength import strength_of


@dataclass(frozen=True, slots=True)
class Question:
    """How to look: at most `hops` ties in a row and `limit` paths, without some people, with nobody on two paths."""

    hops: int = 3
    limit: int = 10
    without: frozenset[PersonId] = frozenset()
    disjoint: bool = False


def find(store: GraphStore, network: Network, organization: Organization, question: Question) -> Introductions:
    """Ranked, explained paths from ego to the people who are at a company now; people known directly come first.

    Args:
        store: where the people and their ties are.
        network: the store's projection; when somebody has written since it was made, it is made again.
        organization: the company.
        question: how to look.

    Raises:
        UserError: when hops or limit make no sense.
    """
    _check(question)
    with store.snapshot() as view:
        is_fresh = view.revision() == network.revision
        return _find(view, network if is_fresh else project(view, network.today), organization, question)


def finder_of(network: Network) -> PathFinder | None:
    """The search from ego through a network; None while nobody is in it."""
    ego = network.number(EGO)
    return None if ego is None else PathFinder(network, {ego: 1.0})


def _find(store: GraphReader, network: Network, organization: Organization, question: Question) -> Introductions:
    target = target_people(store, organization)
    finder = finder_of(network)
    found = _search(network, finder, target, question) if finder else []
    if not found:
        search = Search(target, question.hops, question.without)
        return Introductions(target, (), why_unreachable(store, network, finder, search))
    return Introductions(target, _explained(store, network, found), None)


def _check(question: Question) -> None:
    if not 1 <= question.hops <= MOST_HOPS:
        raise UserError(f"Paths of {question.hops} hops cannot be searched.", f"Use 1 to {MOST_HOPS}; 3 is usual.")
    if question.limit < 1:
        raise UserError("No path was asked for.", "Ask for at least one: -k 10")


def _search(network: Network, finder: PathFinder, target: TargetPeople, question: Question) -> list[FoundPath]:
    """People known directly, best first, then the best longer ways, `limit` altogether."""
    blocked = frozenset(number for one in question.without if (number := network.number(one)) is not None)
    current = (network.number(each.person.id) for each in target.people if each.current)
    targets = {number: 1.0 for number in current if number is not None}
    direct = finder.search(targets, SearchOptions(question.limit, 1, 1, blocked))
    left = question.limit - len(direct)
    if left < 1 or question.hops < 2:
        return direct
    if question.disjoint:
        used = blocked | {path.people[-1] for path in direct}
        return direct + disjoint_paths(finder, targets, SearchOptions(left, question.hops, 2, used))
    return direct + finder.search(targets, SearchOptions(left, question.hops, 2, blocked))


def _explained(store: GraphReader, network: Network, found: Sequence[FoundPath]) -> tuple[IntroPath, ...]:
    ways = [[network.people[number] for number in path.people] for path in found]
    people = store.people(one for way in ways for one in way)
    ties = store.ties_between(pair for way in ways for pair in pairwise(way))
    return tuple(_path(_steps(way, people, ties, network.today)) for way in ways)


def _steps(
    way: Sequence[PersonId], people: Mapping[PersonId, Person], ties: Mapping[frozenset[PersonId], Tie], today: date
) -> Iterator[Step]:
    for giver, receiver in pairwise(way):
        tie = ties[frozenset((giver, receiver))]
        strength = strength_of(tie, today)
        yield Step(people[giver], people[receiver], strength.value, not tie.inferred, strength.reasons)


def _path(steps: Iterable[Step]) -> IntroPath:
    taken = tuple(steps)
    strengths = [step.strength for step in taken]
    reasons = path_reasons(strengths, ["You", *(step.receiver.name for step in taken)], HOP_PENALTY)
    low, high = warmth_range(strengths, HOP_PENALTY)
    return IntroPath(taken, reasons[-1].effect, low, high, reasons)
