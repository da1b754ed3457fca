"""Why a path is as warm as it is: ordered reasons from which the number can be recomputed, and how sure it is."""

import math
from collections.abc import Sequence

from graph.chances import odds
from graph.model import Reason

PRIOR_WEIGHT = 8.0
"""A strength without any outcome yet counts like eight asks that were answered (measured on real networks)."""

_TENTH = 1.2815515655446004
"""Distance from the middle of a normal distribution that leaves a tenth on each side, in standard deviations."""


def path_reasons(strengths: Sequence[float], names: Sequence[str], penalty: float) -> tuple[Reason, ...]:
    """One reason for each step, one for the hops beyond the first, and last the product of all effects before it.

    Args:
        strengths: of each step, in order.
        names: of the people, ego first: one more than strengths.
        penalty: factor for each hop beyond the first.
    """
    steps = [
        Reason(f"{giver} to {receiver}", strength, f"passes it on about {odds(strength)} times")
        for strength, giver, receiver in zip(strengths, names, names[1:], strict=False)
    ]
    further = len(strengths) - 1
    if further:
        word = "introducer" if further == 1 else "introducers"
        steps.append(
            Reason(f"{further} {word}", penalty**further, "each further person asked loses one in five introductions")
        )
    warmth = math.prod(reason.effect for reason in steps)
    return (*steps, Reason("All together", warmth, f"about {odds(warmth)}: every step has to work"))


def warmth_range(strengths: Sequence[float], penalty: float) -> tuple[float, float]:
    """The 80 % range of a path's warmth when each strength is only known as well as eight answers tell.

    Each strength p is taken as Beta(8p, 8(1-p)), independent of the others. The product has mean m = prod p and second
    moment prod (p^2 + p(1-p)/9); a normal distribution on the log-odds scale with mean logit(m) and standard deviation
    s / (m(1-m)) (delta method, s the product's standard deviation) gives the tenth and the ninetieth percentile. The
    penalty is a known factor.

    >>> low, high = warmth_range([0.5], 1.0)
    >>> round(low, 2), round(high, 2)
    (0.3, 0.7)
    >>> warmth_range([1.0], 1.0)
    (1.0, 1.0)
    """
    mean = math.prod(strengths)
    if not 0.0 < mean < 1.0:
        return mean * penalty ** (len(strengths) - 1), mean * penalty ** (len(strengths) - 1)
    square = math.prod(p * p + p * (1 - p) / (PRIOR_WEIGHT + 1) for p in strengths)
    spread = math.sqrt(max(square - mean * mean, 0.0)) / (mean * (1 - mean))
    middle = math.log(mean / (1 - mean))
    factor = penalty ** (len(strengths) - 1)
    return factor * _on_log_odds(middle - _TENTH * spread), factor * _on_log_odds(middle + _TENTH * spread)


def _on_log_odds(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))
