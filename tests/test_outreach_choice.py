"""The choice of whom to ask keeps its limits, its bound holds, and where little is to choose nothing is better."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
import pytest

from graph.outreach import choice as choice_module
from graph.outreach.choice import Choice, choose, choose_freely, value_of

SMALL_CASES = 1_000

Table = npt.NDArray[np.float64]


def table(seed: int, rows: int, columns: int) -> Table:
    """Chances of which some are none, some alike, and some certain."""
    rng = np.random.default_rng(seed)
    chances = rng.random((rows, columns)) * rng.choice([0.1, 0.5, 1.0])
    chances = np.round(chances, rng.choice([1, 8]))
    return np.where(rng.random((rows, columns)) < rng.choice([0.3, 0.8]), chances, 0.0)


def small(seed: int) -> tuple[Table, int, int]:
    rng = np.random.default_rng(-seed % 2**32)
    return (
        table(seed, int(rng.integers(1, 6)), int(rng.integers(1, 5))),
        int(rng.integers(1, 4)),
        int(rng.integers(1, 4)),
    )


@cache
def best_value(seed: int) -> float:
    """What the best choice of a small case is worth, by trying every one."""
    chances, asks, named = small(seed)
    rows, columns = chances.shape
    named = min(named, columns)
    return max(
        value_of(chances, dict(zip(some, targets, strict=True)))
        for some in combinations(range(rows), min(asks, rows))
        for targets in product(list(combinations(range(columns), named)), repeat=len(some))
    )


def check_limits(found: Choice, chances: Table, asks: int, named: int) -> None:
    assert len(found.asks) <= asks
    assert len({row for row, _ in found.asks}) == len(found.asks)
    for row, targets in found.asks:
        assert 1 <= len(targets) <= named
        assert len(set(targets)) == len(targets)
        assert np.all(chances[row, list(targets)] > 0.0)
    assert found.value == pytest.approx(value_of(chances, dict(found.asks)))


def test_where_little_is_to_choose_nothing_is_better() -> None:
    for seed in range(SMALL_CASES):
        chances, asks, named = small(seed)
        found = choose(chances, asks, named)
        check_limits(found, chances, asks, named)
        assert found.value == pytest.approx(best_value(seed), abs=1e-9), seed
        assert found.bound == pytest.approx(found.value, abs=1e-9), seed


def test_without_trying_everything_it_is_nearly_as_good_and_the_bound_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice_module, "FEW", 0)
    shares = []
    for seed in range(SMALL_CASES):
        chances, asks, named = small(seed)
        found, best = choose(chances, asks, named), best_value(seed)
        check_limits(found, chances, asks, named)
        assert found.value <= best + 1e-9
        assert found.bound >= best - 1e-9, seed
        shares.append(found.value / best if best else 1.0)
    assert min(shares) >= 0.9
    assert np.mean(shares) >= 0.998


def test_when_patience_ends_the_limits_and_the_bound_hold_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice_module, "TRIES", 3)
    monkeypatch.setattr(choice_module, "CONTENDERS", 2)
    for seed in range(300):
        chances, asks, named = small(seed)
        found = choose(chances, asks, named)
        check_limits(found, chances, asks, named)
        assert found.bound >= best_value(seed) - 1e-9, seed


def larger() -> Iterator[tuple[Table, int, int]]:
    for seed in range(12):
        for asks, named in ((5, 1), (5, 2), (12, 3)):
            yield table(seed, 60, 25), asks, named


def test_on_larger_tables_the_bound_is_close() -> None:
    shares = []
    for chances, asks, named in larger():
        found = choose(chances, asks, named)
        check_limits(found, chances, asks, named)
        shares.append(found.value / found.bound)
    assert min(shares) >= 0.8
    assert np.mean(shares) >= 0.95


def test_what_adds_most_comes_first() -> None:
    for chances, asks, named in larger():
        left, before = np.ones(chances.shape[1]), np.inf
        for row, targets in choose(chances, asks, named).asks:
            adds = float((chances[row] * left)[list(targets)].sum())
            assert adds <= before + 1e-9
            before = adds
            left[list(targets)] *= 1.0 - chances[row, list(targets)]


def test_who_may_ask_freely_asks_the_best_again_for_something_else() -> None:
    chances = np.array([[0.5, 0.4, 0.3], [0.1, 0.1, 0.1]])
    assert choose(chances, 2, 1).asks == ((0, (0,)), (1, (1,)))
    assert _sorted(choose_freely(chances, 2, 1)) == [(0, (0,)), (0, (1,))]
    assert choose_freely(chances, 2, 1).value == pytest.approx(0.9)
    assert choose_freely(chances, 9, 3).value == pytest.approx(3 - 0.5 * 0.9 - 0.6 * 0.9 - 0.7 * 0.9)


def _sorted(found: Choice) -> Sequence[tuple[int, tuple[int, ...]]]:
    return sorted(found.asks)


@pytest.mark.parametrize(("rows", "columns"), [(0, 3), (3, 0), (0, 0)])
def test_nobody_to_ask_or_nothing_to_ask_for_is_an_empty_choice(rows: int, columns: int) -> None:
    for find in (choose, choose_freely):
        found = find(np.zeros((rows, columns)), 5, 2)
        assert (found.asks, found.value) == ((), 0.0)
    assert choose(np.zeros((2, 2)), 5, 2).asks == ()
