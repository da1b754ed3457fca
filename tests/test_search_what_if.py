"""What a new tie would bring is what a search finds once the tie is there."""

from itertools import combinations
from random import Random

import pytest

from graph.search.overview import best_paths
from graph.search.paths import FoundPath, PathFinder
from graph.search.what_if import gains
from tests.networks import network_of

STRENGTH = 0.3


def score(path: FoundPath | None) -> float:
    return path.score if path else 0.0


def test_what_is_foretold_is_what_happens() -> None:
    opened = warmed = 0
    for seed in range(600):
        rng = Random(seed)
        size = rng.randint(4, 12)
        names = [f"p{number:02}" for number in range(size)]
        ties = {pair: rng.uniform(0.1, 1.0) for pair in combinations(range(size), 2) if rng.random() < 0.2}
        targets = {name: rng.sample(range(1, size), rng.randint(1, 2)) for name in "abc"}
        strangers = [[one] for one in range(1, size) if (0, one) not in ties]
        hops = rng.randint(1, 4)
        penalty = rng.choice([0.8, 0.5])
        finder = PathFinder(network_of(names, ties), {0: 1.0}, penalty)
        before = dict(zip(targets, best_paths(finder, list(targets.values()), hops), strict=True))
        foretold = {gain.group: gain for gain in gains(finder, targets, strangers, hops, STRENGTH, 100)}
        for place, (stranger,) in enumerate(strangers):
            grown = PathFinder(network_of(names, {**ties, (0, stranger): STRENGTH}), {0: 1.0}, penalty)
            after = dict(zip(targets, best_paths(grown, list(targets.values()), hops), strict=True))
            scores = {name: score(after[name]) - score(before[name]) for name in targets}
            better = [name for name in targets if scores[name] > 0]
            gain = foretold.pop(place, None)
            assert (gain is None) is (not better)
            if gain:
                assert gain.opens == tuple(name for name in better if before[name] is None)
                assert gain.warms == tuple(name for name in better if before[name] is not None)
                assert gain.chance == pytest.approx(sum(scores.values()), rel=1e-12)
                opened += len(gain.opens)
                warmed += len(gain.warms)
        assert not foretold
    assert opened > 1_000
    assert warmed > 500


def test_what_opens_most_comes_first_and_of_a_group_the_best_placed_counts() -> None:
    names = ["a", "b", "c", "me", "x", "y"]
    at = {name: place for place, name in enumerate(names)}
    ties = {(at["a"], at["x"]): 0.9, (at["b"], at["x"]): 0.2, (at["b"], at["y"]): 0.2, (at["c"], at["me"]): 0.5}
    finder = PathFinder(network_of(names, ties), {at["me"]: 1.0})
    targets = {"X": [at["x"]], "Y": [at["y"]]}
    groups = [[at["a"]], [at["b"]], [at["a"], at["b"]], [at["c"]], [], [at["me"]]]
    found = gains(finder, targets, groups, 3, STRENGTH, 10)
    assert [(gain.group, gain.opens) for gain in found] == [(2, ("X", "Y")), (1, ("X", "Y")), (0, ("X",))]
    assert found[0].chance == pytest.approx(STRENGTH * 0.8 * (0.9 + 0.2))
    assert [gain.group for gain in gains(finder, targets, groups, 3, STRENGTH, 1)] == [2]
    assert gains(finder, targets, groups, 1, STRENGTH, 10) == []
    assert gains(finder, {}, groups, 3, STRENGTH, 10) == []
