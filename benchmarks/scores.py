"""How good probabilities are: how well they rank, and whether what is said is what is true."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]

BINS = 15
"""Bins of the calibration error."""


def area(truth: Truth, said: Floats) -> float:
    """The chance that a true pair is ranked above a false one (AUC); equals count half."""
    _, place, count = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2.0)[place]
    true = int(truth.sum())
    return float((ranks[truth].sum() - true * (true + 1) / 2.0) / (true * (len(truth) - true)))


def average_precision(truth: Truth, said: Floats) -> float:
    """The mean precision over all true pairs, going down the ranking; equals are taken together."""
    order = np.argsort(-said, kind="stable")
    said, found = said[order], np.cumsum(truth[order])
    last = np.append(said[1:] != said[:-1], True)
    found, seen = found[last], (np.arange(len(said)) + 1)[last]
    return float((np.diff(np.append(0, found)) * found / seen).sum() / truth.sum())


def precision_at(truth: Truth, said: Floats, number: int) -> float:
    """What share of the best `number` is true."""
    return float(truth[np.argsort(-said, kind="stable")[:number]].mean())


def calibration_error(truth: Truth, said: Floats, weight: Floats) -> float:
    """By how much what is said differs from what is true, averaged over bins of what is said (ECE)."""
    bins = np.clip((said * BINS).astype(int), 0, BINS - 1)
    apart = [abs(float((weight * (said - truth))[bins == each].sum())) for each in range(BINS)]
    return sum(apart) / float(weight.sum())
