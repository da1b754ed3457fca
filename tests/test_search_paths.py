"""Ranked paths are exactly those that trying everything finds, in exactly that order, whatever was asked before."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import networkx as nx
import pytest

from graph.search import paths as paths_module
from graph.search.network import Network, build_twice
from graph.search.overview import best_paths
from graph.search.paths import FoundPath, PathFinder, SearchOptions
from tests.networks import FILES, TODAY, Case, every_path, load, network_of, strengths_of, workplaces_of

CERTAIN_OR_PRIME = [Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(1, 5), Fraction(1, 7)]
"""Two products of these are equal exactly when the same factors other than 1 are in both: ties that must be kept."""
PENALTIES = [Fraction(1), Fraction(11, 13)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_named_network_has_the_paths_that_are_written_beside_it(path: Path) -> None:
    case = load(path)
    assert case.named(case.finder().search(case.targets, case.options)) == case.paths


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_written_there_is_what_trying_everything_finds(path: Path) -> None:
    case = load(path)
    every = {tuple(case.network.people[one] for one in way) for way in _every(case)}
    assert {people for _, people in case.paths} <= every
    assert len(case.paths) == min(len(every), case.options.limit)


def _every(case: Case) -> Iterable[tuple[int, ...]]:
    return every_path(case.ties, case.sources, case.targets, case.options)


class RandomCase:
    """Up to eight people, strengths and weights with many equals, and exact arithmetic to tell what is best."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        self.size = rng.randint(3, 8)
        people = range(self.size)
        density = rng.choice([0.3, 0.5, 0.8])
        chances = rng.choice([CERTAIN_OR_PRIME, CERTAIN_OR_PRIME[:3]])
        self.strengths = {
            (a, b): rng.choice(chances) for a in people for b in people if a < b and rng.random() < density
        }
        self.sources = {one: rng.choice(chances) for one in rng.sample(people, rng.choice([1, 1, 2, 3]))}
        self.targets = {one: rng.choice(chances) for one in rng.sample(people, rng.randint(1, self.size - 1))}
        self.penalty = rng.choice(PENALTIES)
        self.blocked = frozenset(rng.sample(people, rng.choice([0, 0, 1, 2])))
        self.ties = {ends: float(strength) for ends, strength in self.strengths.items()}
        self.companies = [rng.choice(["", "a", "b"]) for _ in people] if seed % 3 else []
        self.network = self.network_of(self.ties)

    def network_of(self, ties: dict[tuple[int, int], float]) -> Network:
        return network_of([f"p{number}" for number in range(len(self.people))], ties, self.companies)

    @property
    def people(self) -> range:
        return range(self.size)

    def numbers(self, weights: Mapping[int, Fraction]) -> dict[int, float]:
        """By number in the network; here people are their places in the order of ids."""
        return {int(self.network.people.by_rank[one]): float(weight) for one, weight in weights.items()}

    def finder(self) -> PathFinder:
        return PathFinder(self.network, self.numbers(self.sources), float(self.penalty))

    def found(self, finder: PathFinder, options: SearchOptions) -> list[FoundPath]:
        blocked = frozenset(int(self.network.people.by_rank[one]) for one in options.blocked)
        found = finder.search(self.numbers(self.targets), replace(options, blocked=blocked))
        return [self.by_place(path) for path in found]

    def by_place(self, path: FoundPath) -> FoundPath:
        return FoundPath(path.score, tuple(int(self.network.people.rank[one]) for one in path.people))

    def expected(self, options: SearchOptions) -> list[tuple[Fraction, tuple[int, ...]]]:
        """The best paths by exact score, fewer hops, then numbers from the contact backward."""
        weights = {one: float(weight) for one, weight in self.sources.items()}
        ways = every_path(self.ties, weights, dict.fromkeys(self.targets, 1.0), options)
        scored = [(self._score(way), way) for way in ways]
        scored.sort(key=lambda each: (-each[0], len(each[1]), each[1][::-1]))
        return scored[: options.limit]

    def _score(self, way: tuple[int, ...]) -> Fraction:
        steps = [self.strengths[min(pair), max(pair)] for pair in pairwise(way)]
        ends = self.sources[way[0]] * self.targets[way[-1]]
        return ends * math.prod(steps) * self.penalty ** (len(steps) - 1)


def check(case: RandomCase, finder: PathFinder, options: SearchOptions) -> int:
    found, expected = case.found(finder, options), case.expected(options)
    assert [path.people for path in found] == [way for _, way in expected]
    for path, (score, _) in zip(found, expected, strict=True):
        assert math.isclose(path.score, score, rel_tol=1e-10)
    return len(found)


@pytest.mark.parametrize("start", range(0, 3600, 400))
def test_random_networks_have_exactly_the_paths_that_trying_everything_finds(
    start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long rows are cut after a few in half of them; one search serves fewer and more hops, in any order."""
    compared = 0
    for seed in range(start, start + 400):
        monkeypatch.setattr(paths_module, "SORTED_FIRST", 64 if seed % 2 else 1)
        case, rng = RandomCase(seed), Random(seed)
        finder = case.finder()
        for hops in rng.sample([1, 2, 3, 4, 5], 2):
            options = SearchOptions(rng.choice([1, 3, 10, 1000]), hops, rng.choice([1, 1, 2]), case.blocked)
            compared += check(case, finder, options)
    assert compared > 1_500


class GuessedCase(RandomCase):
    """As before, but some of the ties are inferred: no path may take two of them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        rng = Random(-seed)
        self.inferred = {ends for ends in self.ties if rng.random() < 0.4}
        seen, guessed = (
            strengths_of({ends: chance for ends, chance in self.ties.items() if (ends in self.inferred) is which})
            for which in (False, True)
        )
        people = sorted(self.network.people)
        self.network = build_twice(people, seen, guessed, today=TODAY, workplaces=workplaces_of(self.companies))

    def expected(self, options: SearchOptions) -> list[tuple[Fraction, tuple[int, ...]]]:
        every = super().expected(replace(options, limit=10**6))
        allowed = [
            each for each in every if sum((min(pair), max(pair)) in self.inferred for pair in pairwise(each[1])) <= 1
        ]
        return allowed[: options.limit]


def test_no_path_takes_two_inferred_steps_and_none_with_one_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    for seed in range(1500):
        monkeypatch.setattr(paths_module, "SORTED_FIRST", 64 if seed % 2 else 1)
        case, rng = GuessedCase(seed), Random(seed)
        finder = case.finder()
        for hops in rng.sample([1, 2, 3, 4, 5], 2):
            compared += check(case, finder, SearchOptions(rng.choice([1, 3, 10, 1000]), hops, 1, case.blocked))
    assert compared > 5_000


def test_what_was_known_before_ties_were_weakened_still_leads_to_the_best_paths() -> None:
    compared = 0
    for seed in range(1500):
        case, rng = RandomCase(seed), Random(seed)
        stale = case.finder()
        for hops in rng.sample([1, 2, 3, 4], rng.randint(1, 2)):
            case.found(stale, SearchOptions(rng.choice([1, 1000]), hops))
        weaker = {
            ends: rng.choice([strength, *(each for each in CERTAIN_OR_PRIME if each < strength)])
            for ends, strength in case.strengths.items()
        }
        case.strengths = {ends: strength for ends, strength in weaker.items() if rng.random() < 0.9}
        case.ties = {ends: float(strength) for ends, strength in case.strengths.items()}
        case.network = case.network_of(case.ties)
        for hops in rng.sample([1, 2, 3, 4, 5], 2):
            options = SearchOptions(rng.choice([1, 3, 1000]), hops, 1, case.blocked)
            compared += check(case, stale.weakened(case.network), options)
    assert compared > 5_000


def test_the_best_paths_to_many_targets_are_those_that_searches_find() -> None:
    compared = 0
    for seed in range(1500):
        case, rng = (RandomCase if seed % 2 else GuessedCase)(seed), Random(seed)
        targets = [rng.sample(case.people, rng.randint(0, 3)) for _ in range(rng.randint(1, 6))]
        numbered = [[int(case.network.people.by_rank[one]) for one in staff] for staff in targets]
        hops = rng.randint(1, 5)
        finder = case.finder()
        for staff, best in zip(numbered, best_paths(case.finder(), numbered, hops), strict=True):
            expected = finder.search(dict.fromkeys(staff, 1.0), SearchOptions(1, hops))
            assert expected == [best] if best else not expected
            compared += len(expected)
    assert compared > 2_500


def test_forgetting_rows_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths_module, "ROWS_KEPT", 1)
    for seed in range(100):
        case = RandomCase(seed)
        check(case, case.finder(), SearchOptions(50, 4, 1, case.blocked))


def grown(size: int, owners: int, known: int, seed: int) -> tuple[dict[tuple[int, int], float], Random]:
    """What pooled exports look like: the first people know many others, everybody else is in a few of their lists."""
    rng = Random(seed)
    ties = {(0, owner): rng.uniform(0.1, 0.6) for owner in range(1, owners)}
    for owner in range(owners):
        for one in rng.sample(range(owners, size), known):
            ties[owner, one] = rng.uniform(0.1, 0.6)
    return ties, rng


def test_networkx_finds_the_same_paths() -> None:
    ties, rng = grown(300, owners=3, known=60, seed=4)
    network = network_of([f"p{number:03}" for number in range(300)], ties)
    known = nx.Graph(list(ties))
    targets = rng.sample(range(3, 300), 12)
    finder = PathFinder(network, {0: 1.0})
    for hops in (2, 3, 4):
        scores = sorted(
            (
                math.prod(ties[min(pair), max(pair)] for pair in pairwise(way)) * 0.8 ** (len(way) - 2)
                for target in targets
                if target in known
                for way in nx.all_simple_paths(known, 0, target, cutoff=hops)
            ),
            reverse=True,
        )
        found = finder.search(dict.fromkeys(targets, 1.0), SearchOptions(50, hops))
        assert [path.score for path in found] == pytest.approx(scores[:50], rel=1e-10)


@pytest.mark.parametrize(("hops", "most_pops_a_path"), [(2, 4), (3, 4), (4, 10)])
def test_little_more_work_is_done_than_there_are_people_on_the_paths(hops: int, most_pops_a_path: int) -> None:
    """In a network of 30,000 people and 60,000 ties, as 21 pooled exports have."""
    ties, rng = grown(30_000, owners=21, known=2_850, seed=8)
    finder = PathFinder(network_of([f"p{number:05}" for number in range(30_000)], ties), {0: 1.0})
    work = []
    for _ in range(40):
        before = finder.pops
        targets = dict.fromkeys(rng.sample(range(21, 30_000), 30), 1.0)
        assert len(finder.search(targets, SearchOptions(10, hops))) == 10
        work.append(finder.pops - before)
    assert sorted(work)[37] <= most_pops_a_path * 10


def test_nobody_is_a_path_to_themselves() -> None:
    finder = PathFinder(network_of(["ann", "me"], {(0, 1): 0.5}), {1: 1.0})
    assert finder.search({1: 1.0}, SearchOptions()) == []


def test_no_targets_are_no_paths() -> None:
    finder = PathFinder(network_of(["ann", "me"], {(0, 1): 0.5}), {1: 1.0})
    assert finder.search({}, SearchOptions()) == []
    assert finder.search({}, SearchOptions(max_hops=1)) == []


def test_a_path_tells_its_hops_and_its_people_from_the_source_on() -> None:
    network = network_of(["ann", "me", "you"], {(0, 1): 0.5, (0, 2): 0.25})
    (found,) = PathFinder(network, {1: 1.0}).search({2: 1.0}, SearchOptions())
    assert (found.people, found.hops) == ((1, 0, 2), 2)
    assert found.score == pytest.approx(0.1)
