"""The chance of each target by way of each contact is that of the best path that trying everything finds."""

import math
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from graph.outreach import chances as chances_module
from graph.outreach.chances import Rules, chances
from graph.search.overview import best_paths
from graph.search.paths import PathFinder, SearchOptions
from tests.networks import every_path, network_of
from tests.test_search_paths import grown

STRENGTHS = (1.0, 0.5, 0.5, 0.3, 0.2, 0.1)


class RandomCase:
    """Up to nine people, some at companies, ties at random, and targets of up to three people each."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        people = range(rng.randint(2, 9))
        density = rng.choice([0.2, 0.4, 0.7])
        self.ties = {(a, b): rng.choice(STRENGTHS) for a in people for b in people if a < b and rng.random() < density}
        companies = [rng.choice(["", "a", "b"]) for _ in people] if seed % 2 else []
        self.network = network_of([f"p{number}" for number in people], self.ties, companies)
        self.asker = rng.choice(people)
        self.targets = [rng.sample(people, rng.randint(0, min(3, len(people)))) for _ in range(rng.randint(0, 4))]
        self.blocked = frozenset(rng.sample(people, rng.choice([0, 0, 1, 2]))) - {self.asker}
        self.hops = rng.randint(1, 5)
        self.penalty = rng.choice([1.0, 0.8])

    def found(self) -> dict[tuple[int, int], float]:
        """By contact (place in the order of ids) and target, where there is a way."""
        by_rank, rank = self.network.people.by_rank, self.network.people.rank
        blocked = frozenset(int(by_rank[one]) for one in self.blocked)
        rules = Rules(self.hops, blocked, penalty=self.penalty)
        targets = [[int(by_rank[one]) for one in staff] for staff in self.targets]
        table = chances(self.network, int(by_rank[self.asker]), targets, rules)
        assert np.all(np.diff(table.introducers) > 0)
        rows, columns = table.given.nonzero()
        return {
            (int(rank[table.introducers[row]]), column): float(table.reached[row, column])
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        }

    def expected(self) -> dict[tuple[int, int], float]:
        best: dict[tuple[int, int], float] = {}
        options = SearchOptions(10**9, self.hops, 1, self.blocked)
        for column, staff in enumerate(self.targets):
            for way in every_path(self.ties, {self.asker: 1.0}, dict.fromkeys(staff, 1.0), options):
                steps = [self.ties[min(pair), max(pair)] for pair in pairwise(way)]
                score = math.prod(steps) * self.penalty ** (len(steps) - 1)
                best[way[1], column] = max(best.get((way[1], column), 0.0), score)
        return best


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0], ids=["rows in full", "usual", "entry by entry"])
def test_each_is_the_best_of_all_paths_over_the_contact(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chances_module, "FULL", share)
    compared = 0
    for seed in range(1_500):
        monkeypatch.setattr(chances_module, "BUFFER", 1 if seed % 3 else 1 << 15)
        case = RandomCase(seed)
        found, expected = case.found(), case.expected()
        assert found.keys() == expected.keys(), seed
        assert found == {key: pytest.approx(chance, rel=1e-10) for key, chance in expected.items()}
        compared += len(found)
    assert compared > 2_500


def test_the_best_contact_of_each_target_is_as_good_as_its_best_path() -> None:
    ties, rng = grown(3_000, owners=6, known=400, seed=5)
    network = network_of([f"p{number:04}" for number in range(3_000)], ties)
    targets = [rng.sample(range(6, 3_000), 15) for _ in range(60)]
    for hops in (1, 2, 3, 4):
        table = chances(network, 0, targets, Rules(hops))
        paths = best_paths(PathFinder(network, {0: 1.0}), targets, hops)
        best = [path.score if path else 0.0 for path in paths]
        assert table.reached.max(axis=0).tolist() == pytest.approx(best, rel=1e-10)


def test_only_some_contacts_can_be_asked_about() -> None:
    ties, rng = grown(300, owners=4, known=80, seed=6)
    network = network_of([f"p{number:03}" for number in range(300)], ties)
    targets = [rng.sample(range(4, 300), 10) for _ in range(12)]
    whole = chances(network, 0, targets, Rules())
    some = whole.introducers[3:30:4]
    part = chances(network, 0, targets, Rules(only=frozenset(some.tolist())))
    assert part.introducers.tolist() == some.tolist()
    assert np.array_equal(part.given, whole.given[3:30:4])


def test_somebody_at_the_target_is_asked_themselves() -> None:
    network = network_of(["ann", "me", "raj"], {(0, 1): 0.5, (0, 2): 1.0, (1, 2): 0.25})
    table = chances(network, 1, [[2]], Rules())
    assert table.introducers.tolist() == [0, 2]
    assert table.yes.tolist() == pytest.approx([0.5, 0.25])
    assert table.given[:, 0].tolist() == pytest.approx([0.8, 1.0])
