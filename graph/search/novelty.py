"""How new is whom somebody knows? Willing friends are often the ones who know whom you know already.

What moves people are ties neither close nor strange: those to people whose circle overlaps theirs little (Rajkumar and
others 2022, on twenty million people). So a path is judged on two axes, how warm it is and how new.
"""

import numpy as np
import numpy.typing as npt

from graph.search.network import Network


def known_to(network: Network, person: int | None) -> npt.NDArray[np.bool_]:
    """Whether somebody was seen to know each person, by number; nobody for None."""
    known = np.zeros(len(network.people), dtype=bool)
    if person is not None:
        known[circle_of(network, person)] = True
    return known


def circle_of(network: Network, person: int) -> npt.NDArray[np.int32]:
    """Whom somebody was seen to know, by number, in order of id."""
    start, end = network.before.indptr[person : person + 2]  # somebody's first place has no inferred ties before it
    return network.before.indices[start:end]


def novelty(network: Network, person: int, known: npt.NDArray[np.bool_]) -> float:
    """The share of a person's circle, ego and whom ego knows apart, that is new to ego; 0 for somebody without one.

    Args:
        network: everybody and every tie.
        person: the introducer, by number.
        known: whether ego knows somebody, by number.
    """
    circle = circle_of(network, person)
    others = len(circle) - 1  # ego is one of them
    new = others - int(known[circle].sum())
    return max(new, 0) / others if others > 0 else 0.0
