"""Outcomes move chances as they should: not at all while there are none, to the truth in the end, honestly between."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from graph.model import PersonId
from graph.outreach.learning import (
    NO_OUTCOMES,
    OWN_WEIGHT,
    PRIOR_WEIGHT,
    Kind,
    Outcome,
    beta_range,
    kind_of,
    learnt,
)

PENALTY = 0.8
USERS = 400


def test_without_outcomes_every_strength_is_exactly_what_it_was() -> None:
    strengths = np.linspace(0.0, 1.0, 101)
    for rates in (NO_OUTCOMES, learnt([])):
        assert np.array_equal(rates.adjusted(strengths), strengths)
        for strength in strengths.tolist():
            assert rates.adjusted(strength) == strength
            assert rates.of_tie(PersonId("sam"), strength).chance == strength
        assert [rates.of(kind).chance for kind in Kind] == [0.5, 0.25, 0.1]


def test_outcomes_move_their_kind_and_no_other() -> None:
    rates = learnt([Outcome(Kind.FAMILIAR, True)] * 4)
    assert rates.of(Kind.FAMILIAR).chance == pytest.approx((PRIOR_WEIGHT * 0.25 + 4) / (PRIOR_WEIGHT + 4))
    assert rates.adjusted(0.25) == pytest.approx(rates.of(Kind.FAMILIAR).chance)
    assert rates.adjusted(0.2) > 0.2
    assert (rates.adjusted(0.1), rates.adjusted(0.5)) == (0.1, 0.5)


def test_one_by_one_and_all_at_once_strengths_move_alike_and_stay_chances() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        said = [Outcome(kind, bool(rng.random() < 0.4)) for kind in Kind for _ in range(int(rng.integers(0, 30)))]
        rates = learnt(said)
        strengths = np.append(rng.random(20), [0.0, 1.0])
        moved = rates.adjusted(strengths)
        assert moved.tolist() == pytest.approx([rates.adjusted(each) for each in strengths.tolist()])
        assert np.all((moved >= 0.0) & (moved <= 1.0))
        assert moved[-2:].tolist() == [0.0, 1.0]
        assert rates == learnt(reversed(said))


def test_more_yes_never_lowers_a_chance_and_the_range_holds_it() -> None:
    for kind in Kind:
        for yes in range(0, 30, 3):
            found, more = (learnt([Outcome(kind, True)] * each + [Outcome(kind, False)] * 9) for each in (yes, yes + 1))
            assert more.of(kind).chance > found.of(kind).chance
            assert found.of(kind).low < found.of(kind).chance < found.of(kind).high
            assert found.of(kind).answers == yes + 9


def test_what_somebody_said_before_counts_most_for_themselves() -> None:
    sam, ida = PersonId("sam"), PersonId("ida")
    rates = learnt([Outcome(Kind.STRONG, True, sam)])
    kind = rates.of(Kind.STRONG).chance
    assert rates.willing(ida, 0.5) == rates.of_tie(ida, 0.5).chance == pytest.approx(kind)
    assert rates.willing(sam, 0.5) == pytest.approx((PRIOR_WEIGHT * kind + OWN_WEIGHT) / (PRIOR_WEIGHT + OWN_WEIGHT))
    assert rates.of_tie(sam, 0.5).low < rates.willing(sam, 0.5) < rates.of_tie(sam, 0.5).high
    assert learnt([Outcome(Kind.STRONG, False, sam)]).willing(sam, 0.5) < 0.4
    assert rates.of_tie(sam, 0.5).answers == 1


@pytest.mark.parametrize(
    ("yes", "no", "low", "high"),
    [
        (1.0, 1.0, 0.1, 0.9),
        (2.0, 5.0, 0.0925953, 0.5103164),
        (0.8, 7.2, 0.0074322, 0.2395243),
        (400, 600, 0.3801929, 0.4198929),
    ],
)
def test_the_range_is_that_of_the_beta_distribution(yes: float, no: float, low: float, high: float) -> None:
    """Numbers from another implementation, scipy.stats.beta.ppf."""
    assert beta_range(yes, no) == pytest.approx((low, high), abs=1e-6)


class User:
    """Somebody whose friends help at rates of their own, and the paths they took: kinds of ties and what came of it."""

    def __init__(self, rng: np.random.Generator, asks: int) -> None:
        self.rates = {
            kind: float(rng.beta(PRIOR_WEIGHT * kind.value, PRIOR_WEIGHT * (1 - kind.value))) for kind in Kind
        }
        self.paths: list[tuple[tuple[Kind, ...], list[bool]]] = []
        kinds = list(Kind)
        for _ in range(asks):
            steps = tuple(kinds[each] for each in rng.integers(0, 3, int(rng.integers(1, 4))))
            self.paths.append((steps, [bool(rng.random() < self.rates[kind]) for kind in steps]))
        self.lost = rng.random((asks, 3)) >= PENALTY

    def reached(self, number: int) -> bool:
        steps, said = self.paths[number]
        return all(said) and not self.lost[number, : len(steps) - 1].any()

    def outcomes(self, until: int) -> Iterator[Outcome]:
        """What the people asked said; after a no nobody further on is asked."""
        for steps, said in self.paths[:until]:
            for kind, yes in zip(steps, said, strict=True):
                yield Outcome(kind, yes)
                if not yes:
                    break


def users(asks: int) -> list[User]:
    rng = np.random.default_rng(11)
    return [User(rng, asks) for _ in range(USERS)]


@pytest.mark.parametrize("asks", [0, 5, 40])
def test_an_eighty_percent_range_holds_the_truth_eight_times_in_ten(asks: int) -> None:
    inside = []
    for user in users(asks):
        rates = learnt(user.outcomes(asks))
        for kind in Kind:
            found = rates.of(kind)
            inside.append(found.low <= user.rates[kind] <= found.high)
    assert 0.75 <= np.mean(inside) <= 0.85


def test_what_was_learnt_foretells_better_than_hops_or_lengths_however_they_are_read() -> None:
    """The others are read in hindsight: each hop count, and each sum of 1 / strength, foretells its own share of
    successes among all users. Even so what was learnt has the lower Brier score; and lower than the prior."""
    asks, learnt_from = 60, 30
    told: dict[str, list[float]] = defaultdict(list)
    keys: dict[str, list[float]] = defaultdict(list)
    truth: list[bool] = []
    for user in users(asks):
        rates = learnt(user.outcomes(learnt_from))
        chance = {kind: rates.adjusted(kind.value) for kind in Kind}
        for number in range(learnt_from, asks):
            steps = user.paths[number][0]
            truth.append(user.reached(number))
            penalty = PENALTY ** (len(steps) - 1)
            told["learnt"].append(float(np.prod([chance[kind] for kind in steps])) * penalty)
            told["prior"].append(float(np.prod([kind.value for kind in steps])) * penalty)
            keys["hops"].append(len(steps))
            keys["lengths"].append(sum(1 / kind.value for kind in steps))
    scores = {name: _brier(chances, truth) for name, chances in told.items()}
    scores |= {name: _brier(_in_hindsight(values, truth), truth) for name, values in keys.items()}
    assert scores["learnt"] < min(scores["prior"], scores["hops"], scores["lengths"])


def _brier(chances: Sequence[float], truth: Sequence[bool]) -> float:
    return float(np.mean((np.array(chances) - np.array(truth)) ** 2))


def _in_hindsight(values: Sequence[float], truth: Sequence[bool]) -> list[float]:
    _, place = np.unique(np.array(values), return_inverse=True)
    share = np.bincount(place, weights=np.array(truth)) / np.bincount(place)
    return [float(each) for each in share[place]]


def test_a_kind_is_told_by_strength() -> None:
    assert [kind_of(each.value) for each in Kind] == list(Kind)
    assert kind_of(0.0) is Kind.LINKED
    assert kind_of(1.0) is Kind.STRONG
