"""The reasons of a path multiply to its warmth, and the range holds what it says: eight of ten."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.explain import PRIOR_WEIGHT, path_reasons, warmth_range
from graph.search.paths import HOP_PENALTY

STRENGTHS = st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6)


def certain(strengths: list[float]) -> list[tuple[float, float]]:
    return [(strength, 1.0) for strength in strengths]


@given(STRENGTHS)
def test_the_last_reason_is_the_product_of_all_before_it(strengths: list[float]) -> None:
    names = ["You", *(f"Person {number}" for number in range(len(strengths)))]
    *effects, last = path_reasons(certain(strengths), names, HOP_PENALTY)
    assert math.isclose(last.effect, math.prod(reason.effect for reason in effects), rel_tol=1e-9)
    expected = math.prod(strengths) * HOP_PENALTY ** (len(strengths) - 1)
    assert math.isclose(last.effect, expected, rel_tol=1e-9)


def test_every_step_is_named_and_the_penalty_only_where_there_is_one() -> None:
    direct = path_reasons(certain([0.5]), ["You", "Raj"], 0.8)
    assert [reason.label for reason in direct] == ["You to Raj", "All together"]
    further = path_reasons(certain([0.5, 0.5, 0.25]), ["You", "Maya", "Tom", "Raj"], 0.8)
    assert [reason.label for reason in further] == [
        "You to Maya", "Maya to Tom", "Tom to Raj", "2 introducers", "All together",
    ]  # fmt: skip
    assert [reason.effect for reason in further] == pytest.approx([0.5, 0.5, 0.25, 0.64, 0.04])


def test_a_step_that_is_inferred_is_weighed_by_its_probability_too() -> None:
    path = path_reasons([(0.5, 1.0), (0.1, 0.4)], ["You", "Maya", "Raj"], 0.8)
    assert [(reason.label, reason.effect) for reason in path[:-1]] == [
        ("You to Maya", 0.5), ("Maya to Raj", 0.1), ("If Maya knows Raj", 0.4), ("1 introducer", 0.8),
    ]  # fmt: skip
    assert path[-1].effect == pytest.approx(0.016)
    assert path[2].detail == "nobody has seen it; about 2 in 5 such pairs do"


@given(STRENGTHS)
def test_a_range_lies_in_what_is_possible(strengths: list[float]) -> None:
    low, high = warmth_range(strengths, HOP_PENALTY)
    assert 0.0 <= low <= high <= HOP_PENALTY ** (len(strengths) - 1)


@given(st.lists(st.floats(0.1, 1.0), min_size=1, max_size=6))
def test_the_warmth_lies_in_its_range(strengths: list[float]) -> None:
    low, high = warmth_range(strengths, HOP_PENALTY)
    warmth = math.prod(strengths) * HOP_PENALTY ** (len(strengths) - 1)
    assert low <= warmth * (1 + 1e-9)
    assert warmth <= high * (1 + 1e-9)


@pytest.mark.parametrize(
    "strengths", [[0.1], [0.25], [0.5], [0.5, 0.25], [0.1, 0.1], [0.5, 0.25, 0.1], [0.5, 0.5, 0.5, 0.5]]
)
def test_about_eight_of_ten_simulated_networks_lie_in_the_range(strengths: list[float]) -> None:
    rng = np.random.default_rng(5)
    draws = [rng.beta(PRIOR_WEIGHT * p, PRIOR_WEIGHT * (1 - p), 100_000) for p in strengths]
    warmth = np.prod(draws, axis=0) * 0.8 ** (len(strengths) - 1)
    low, high = warmth_range(strengths, 0.8)
    assert np.mean((low <= warmth) & (warmth <= high)) == pytest.approx(0.83, abs=0.035)
    assert np.mean(warmth < low) == pytest.approx(0.10, abs=0.015)
