"""The main question, end to end: who can introduce me to this company, how, and why do you think so?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from graph.search.network import Network
from graph.search.novelty import Novelty
from graph.search.paths import HOP_PENALTY, MOST_HOPS, FoundPath, PathFinder, SearchOptions
from graph.search.projection import is_current, project
from graph.search.region import region
from graph.search.sources import owners, with_owners
from graph.search.targets import target_people
from graph.search.unreachable import Search, why_unreachable
from graph.search.willing import Willing, moved, moved_step
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.ties.judgement import judged


@dataclass(frozen=True, slots=True)
class Question:
    """How to look: at most `hops` ties in a row and `limit` paths, without some people, with nobody on two paths.

    `willing` is what asks have taught about who says yes; without it a tie is as strong as the data says.
    """

    hops: int = 3
    limit: int = 10
    without: frozenset[PersonId] = frozenset()
    disjoint: bool = False
    willing: Willing | None = None


LOOKED_THROUGH = 50
"""Among so many of the warmest paths newer introducers are looked for; colder ones are hardly worth asking for."""

MOST_NEWER = 3
"""More colder paths than this would bury the warm ones."""


def find(store: GraphStore, network: Network, organization: Organization, question: Question) -> Introductions:
    """Ranked, explained paths from ego to the people who are at a company now; people known directly come first.

    Args:
        store: where the people and their ties are.
        network: the store's projection, with inferred ties or without, or the part of it around several companies;
            when it has changed since it was made, what is needed is made again.
        organization: the company.
        question: how to look.

    Raises:
        UserError: when hops or limit make no sense.
    """
    _check(question)
    with store.snapshot() as view:
        target = target_people(view, organization)
        if is_current(network, view):
            now = network
        elif network.whole:
            now = project(view, network.today, guessing=network.guesses is not None)
        else:
            now = _around(view, target, question.hops, network.today)
        return _find(view, now, target, question)


def find_near(store: GraphStore, today: date, organization: Organization, question: Question) -> Introductions:
    """The same answer as `find` gives without inferred ties, from a store that holds more than fits.

    The store is asked only for what the question is about.

    Raises:
        UserError: when hops or limit make no sense, or too many ties would have to be looked at.
    """
    _check(question)
    with store.snapshot() as view:
        target = target_people(view, organization)
        return _find(view, _around(view, target, question.hops, today), target, question)


def _around(store: GraphReader, target: TargetPeople, hops: int, today: date) -> Network:
    return region(store, [each.person.id for each in target.people if each.current], hops, today)


def finder_of(network: Network) -> PathFinder | None:
    """The search from ego through a network; None while nobody is in it."""
    ego = network.number(EGO)
    return None if ego is None else PathFinder(network, {ego: 1.0})


def explained(
    store: GraphReader,
    network: Network,
    found: Sequence[FoundPath],
    novelty: Novelty | None = None,
    willing: Willing | None = None,
) -> tuple[IntroPath, ...]:
    """Paths from ego with their people, the reasons of each step, and how new the first introducer's circle is.

    Where `willing` is given, the first step is as strong as asks have taught.
    """
    novelty = novelty or Novelty(store, network)
    ways = [[network.people[number] for number in path.people] for path in found]
    people = store.people(one for way in ways for one in way)
    whose = owners(store)
    between = store.ties_between(pair for way in ways for pair in pairwise(way))
    ties = {pair: with_owners(tie, whose) for pair, tie in between.items()}
    novelties = novelty.of(path.people[1] for path in found if path.hops > 1)
    return tuple(
        replace(
            _path(
                [_step(network, ties, people[giver], people[receiver]) for giver, receiver in pairwise(way)], willing
            ),
            novelty=novelties[path.people[1]] if path.hops > 1 else None,
        )
        for way, path in zip(ways, found, strict=True)
    )


def _find(store: GraphReader, seen: Network, target: TargetPeople, question: Question) -> Introductions:
    network, ego = seen, seen.number(EGO)
    if question.willing and ego is not None:
        network = moved(seen, ego, question.willing)
    finder = finder_of(network)
    found = _search(network, finder, target, question) if finder else []
    if not found or finder is None:
        search = Search(target, question.hops, question.without)
        return Introductions(target, (), why_unreachable(store, network, finder, search))
    novelty = Novelty(store, network)
    newer = [] if question.disjoint else _newer(network, finder, novelty, _ends(network, target), question, found)
    told = explained(store, network, [*found, *newer], novelty, question.willing)
    return Introductions(target, told[: len(found)], None, told[len(found) :])


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
    network: Network,
    finder: PathFinder,
    novelty: Novelty,
    targets: Mapping[int, float],
    question: Question,
    found: Sequence[FoundPath],
) -> list[FoundPath]:
    """Colder paths than those found, each over an introducer whose circle is newer than that of any warmer one."""
    asked = [path.people[1] for path in found if path.hops > 1]
    if not asked or len(found) < question.limit:
        return []
    options = SearchOptions(LOOKED_THROUGH, question.hops, 2, _blocked(network, question))
    colder = finder.search(targets, options)[question.limit :]
    novelties = novelty.of([*asked, *(path.people[1] for path in colder)])
    newest, newer = max(novelties[introducer] for introducer in asked), []
    for path in colder:
        if novelties[path.people[1]] > newest:
            newest = novelties[path.people[1]]
            newer.append(path)
    return newer[:MOST_NEWER]


def _step(network: Network, ties: Mapping[frozenset[PersonId], Tie], giver: Person, receiver: Person) -> Step:
    tie = ties.get(frozenset((giver.id, receiver.id)))
    seen = judged(tie, network.today) if tie else None
    if seen:
        return Step(giver, receiver, seen.strength, True, seen.strength_reasons[:-1])
    guess = network.guesses.between(giver.id, receiver.id) if network.guesses else None
    assert guess, "a step is a tie that was seen or inferred"
    reasons = (*guess.probability_reasons, *guess.strength_reasons)
    return Step(giver, receiver, guess.strength, False, reasons, guess.probability)


def _path(seen: Sequence[Step], willing: Willing | None) -> IntroPath:
    steps = [moved_step(seen[0], willing), *seen[1:]] if willing else seen
    names = ["You", *(step.receiver.name for step in steps)]
    reasons = path_reasons([(step.strength, step.probability) for step in steps], names, HOP_PENALTY)
    low, high = warmth_range([step.strength * step.probability for step in steps], HOP_PENALTY)
    return IntroPath(tuple(steps), reasons[-1].effect, low, high, reasons)
