"""How new is whom somebody knows? Willing friends are often the ones who know whom you know already.

What moves people are ties neither close nor strange: those to people whose circle overlaps theirs little (Rajkumar and
others 2022, on twenty million people). So a path is judged on two axes, how warm it is and how new.
"""

import numpy as np
import numpy.typing as npt

from graph.search.network import Network


def circle_of(network: Network, person: int | None) -> npt.NDArray[np.int32]:
    """Whom somebody was seen to know, by number, in order; nobody for None."""
    if person is None:
        return np.zeros(0, dtype=np.int32)
    start, end = network.before.indptr[person : person + 2]  # somebody's first place has no inferred ties before it
    return network.before.indices[start:end]


def novelty(network: Network, person: int, known: npt.NDArray[np.int32]) -> float:
    """The share of a person's circle, ego and whom ego knows apart, that is new to ego; 0 for somebody without one.

    Args:
        network: everybody and every tie.
        person: the introducer, by number.
        known: ego's circle.
    """
    circle = circle_of(network, person)
    others = len(circle) - 1  # ego is one of them
    new = len(circle) - 1 - int(np.isin(circle, known).sum())
    return max(new, 0) / others if others > 0 else 0.0
