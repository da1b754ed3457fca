"""The main question, end to end: who can introduce me to this company, how, and why do you think so?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from graph.search.network import Network
from graph.search.novelty import known_to, novelty
from graph.search.paths import HOP_PENALTY, MOST_HOPS, FoundPath, PathFinder, SearchOptions
from graph.search.projection import project
from graph.search.targets import target_people
from graph.search.unreachable import Search, why_unreachable
from graph.store.base import GraphReader, GraphStore
from graph.ties.judgement import judged


@dataclass(frozen=True, slots=True)
class Question:
    """How to look: at most `hops` ties in a row and `limit` paths, without some people, with nobody on two paths."""

    hops: int = 3
    limit: int = 10
    without: frozenset[PersonId] = frozenset()
    disjoint: bool = False


LOOKED_THROUGH = 200
"""Among so many of the warmest paths newer introducers are looked for; colder ones are hardly worth asking for."""

MOST_NEWER = 3
"""More colder paths than this would bury the warm ones."""


def find(store: GraphStore, network: Network, organization: Organization, question: Question) -> Introductions:
    """Ranked, explained paths from ego to the people who are at a company now; people known directly come first.

    Args:
        store: where the people and their ties are.
        network: the store's projection, with inferred ties or without; when somebody has written since it was made, it
            is made again.
        organization: the company.
        question: how to look.

    Raises:
        UserError: when hops or limit make no sense.
    """
    _check(question)
    with store.snapshot() as view:
        is_fresh = view.revision() == network.revision
        guessing = network.guesses is not None
        now = network if is_fresh else project(view, network.today, guessing=guessing)
        return _find(view, now, organization, question)


def finder_of(network: Network) -> PathFinder | None:
    """The search from ego through a network; None while nobody is in it."""
    ego = network.number(EGO)
    return None if ego is None else PathFinder(network, {ego: 1.0})


def _find(store: GraphReader, network: Network, organization: Organization, question: Question) -> Introductions:
    target = target_people(store, organization)
    finder = finder_of(network)
    found = _search(network, finder, target, question) if finder else []
    if not found or finder is None:
        search = Search(target, question.hops, question.without)
        return Introductions(target, (), why_unreachable(store, network, finder, search))
    newer = [] if question.disjoint else _newer(network, finder, _ends(network, target), question, found)
    explained = _explained(store, network, [*found, *newer])
    return Introductions(target, explained[: len(found)], None, explained[len(found) :])


def _check(question: Question) -> None:
    if not 1 <= question.hops <= MOST_HOPS:
        raise UserError(f"Paths of {question.hops} hops cannot be searched.", f"Use 1 to {MOST_HOPS}; 3 is usual.")
    if question.limit < 1:
        raise UserError("No path was asked for.", "Ask for at least one: -k 10")


def _search(network: Network, finder: PathFinder, target: TargetPeople, question: Question) -> list[FoundPath]:
    """People known directly, best first, then the best longer ways, `limit` altogether."""
    blocked, targets = _blocked(network, question), _ends(network, target)
    direct = finder.search(targets, SearchOptions(question.limit, 1, 1, blocked))
    left = question.limit - len(direct)
    if left < 1 or question.hops < 2:
        return direct
    if question.disjoint:
        used = blocked | {path.people[-1] for path in direct}
        return direct + disjoint_paths(finder, targets, SearchOptions(left, question.hops, 2, used))
    return direct + finder.search(targets, SearchOptions(left, question.hops, 2, blocked))


def _blocked(network: Network, question: Question) -> frozenset[int]:
    return frozenset(number for one in question.without if (number := network.number(one)) is not None)


def _ends(network: Network, target: TargetPeople) -> dict[int, float]:
    current = (network.number(each.person.id) for each in target.people if each.current)
    return {number: 1.0 for number in current if number is not None}


def _newer(
    network: Network, finder: PathFinder, targets: Mapping[int, float], question: Question, found: Sequence[FoundPath]
) -> list[FoundPath]:
    """Colder paths than those found, each over an introducer whose circle is newer than that of any warmer one."""
    known = known_to(network, network.number(EGO))
    novelties = {path.people[1]: novelty(network, path.people[1], known) for path in found if path.hops > 1}
    if not novelties or len(found) < question.limit:
        return []
    newest, newer = max(novelties.values()), []
    options = SearchOptions(LOOKED_THROUGH, question.hops, 2, _blocked(network, question))
    for path in finder.search(targets, options)[question.limit :]:
        introducer = path.people[1]
        if introducer not in novelties:
            novelties[introducer] = novelty(network, introducer, known)
        if novelties[introducer] > newest:
            newest = novelties[introducer]
            newer.append(path)
    return newer[:MOST_NEWER]


def _explained(store: GraphReader, network: Network, found: Sequence[FoundPath]) -> tuple[IntroPath, ...]:
    ways = [[network.people[number] for number in path.people] for path in found]
    people = store.people(one for way in ways for one in way)
    ties = store.ties_between(pair for way in ways for pair in pairwise(way))
    known = known_to(network, network.number(EGO))
    return tuple(
        replace(
            _path([_step(network, ties, people[giver], people[receiver]) for giver, receiver in pairwise(way)]),
            novelty=novelty(network, path.people[1], known) if path.hops > 1 else None,
        )
        for way, path in zip(ways, found, strict=True)
    )


def _step(network: Network, ties: Mapping[frozenset[PersonId], Tie], giver: Person, receiver: Person) -> Step:
    tie = ties.get(frozenset((giver.id, receiver.id)))
    seen = judged(tie, network.today) if tie else None
    if seen:
        return Step(giver, receiver, seen.strength, True, seen.strength_reasons[:-1])
    guess = network.guesses.between(giver.id, receiver.id) if network.guesses else None
    assert guess, "a step is a tie that was seen or inferred"
    reasons = (*guess.probability_reasons, *guess.strength_reasons)
    return Step(giver, receiver, guess.strength, False, reasons, guess.probability)


def _path(steps: Sequence[Step]) -> IntroPath:
    names = ["You", *(step.receiver.name for step in steps)]
    reasons = path_reasons([(step.strength, step.probability) for step in steps], names, HOP_PENALTY)
    low, high = warmth_range([step.strength * step.probability for step in steps], HOP_PENALTY)
    return IntroPath(tuple(steps), reasons[-1].effect, low, high, reasons)
