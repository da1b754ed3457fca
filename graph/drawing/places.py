"""Where everybody in a scene stands: company by company, around the middle or all together.

Around somebody, near people stand in the inner rings. Of a whole network, ego stands in the middle, companies that know
each other stand together, and those who are alone at their company, or at none, in a belt around them, on the side
where those stand whom they know best.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.drawing.discs import SPACING, Discs, belt, packed, radius_of, ringed, seeds

NOWHERE = -1
"""The company of people of whom none is known, and the disc of people who stand on none."""
LEAST_ON_DISC = 2
"""A company needs this many people in the picture for a ground of its own."""
LEAST_REACH = 80.0
"""Free space around a single person in the middle, so that their name and ties can be seen."""

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Everybody's place and the number of their disc; the discs, how many people stand on each, and their company."""

    x: Numbers
    y: Numbers
    disc: Rows
    discs: Discs
    count: Rows
    company: Rows


def around(ring: Rows, company: Rows, degree: Rows) -> Places:
    """The people of ring 0 in the middle, the others around them, company by company, the largest company first.

    Args:
        ring: for each person how many steps they stand from the middle; rows are in this order.
        company: the number of their company, `NOWHERE` for none.
        degree: how many ties they have: who has most stands in the middle of a disc.
    """
    x, y, disc = np.zeros(len(ring)), np.zeros(len(ring)), np.full(len(ring), NOWHERE)
    middle = np.flatnonzero(ring == 0)
    x[middle], y[middle] = seeds(len(middle))
    reach = max(float(radius_of(np.array(len(middle)))), LEAST_REACH)
    made: list[tuple[Discs, Rows, Rows]] = []
    for step in range(1, int(ring.max(initial=0)) + 1):
        people = np.flatnonzero(ring == step)
        group, at, count = _grouped(company[people])
        discs = ringed(radius_of(count), reach)
        _stand(people, group, degree, discs, x, y)
        disc[people] = group + sum(len(each) for each, _, _ in made)
        made.append((discs, count, at))
        reach = max(reach, discs.reach)
    return _only_companies(x, y, disc, made)


def everybody(company: Rows, low: Rows, high: Rows, ego: int | None) -> Places:
    """All people of a network; `low` and `high` are the rows of the people at the ends of each tie."""
    size = len(company)
    degree = np.bincount(np.concatenate([low, high]), minlength=size).astype(np.int64)
    at = company.copy()
    if ego is not None:
        at[ego] = NOWHERE
    count = np.bincount(at[at >= 0], minlength=int(at.max(initial=-1)) + 1)
    order = np.argsort(-count, kind="stable")
    order = order[count[order] >= LEAST_ON_DISC]
    number = np.full(len(count) + 1, NOWHERE)
    number[order] = np.arange(len(order))
    disc = number[at]
    pairs = _weighted(disc, low, high, len(order))
    discs = packed(radius_of(count[order]), *pairs, room=LEAST_REACH / 2)
    x, y = np.zeros(size), np.zeros(size)
    on = np.flatnonzero(disc >= 0)
    _stand(on, disc[on], degree, discs, x, y)
    alone = np.flatnonzero(disc < 0)
    alone = alone[alone != ego] if ego is not None else alone
    _stand_around(alone, disc, discs, low, high, ego, x, y)
    return Places(x, y, disc, discs, count[order].astype(np.int64), order.astype(np.int64))


def _grouped(company: Rows) -> tuple[Rows, Rows, Rows]:
    """For each person the number of their group, and for each group its company and size: the largest first, then
    single people of no company."""
    at = np.where(company >= 0, company, company.max(initial=0) + 1 + np.arange(len(company)))
    names, group, count = np.unique(at, return_inverse=True, return_counts=True)
    is_company = names <= company.max(initial=0)
    order = np.lexsort((names, -count, ~is_company))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return number[group], np.where(is_company, names, NOWHERE)[order], count[order]


def _stand(people: Rows, group: Rows, degree: Rows, discs: Discs, x: Numbers, y: Numbers) -> None:
    """Gives people their places on their discs, who has most ties in the middle."""
    order = np.lexsort((people, -degree[people], group))
    count = np.bincount(group, minlength=len(discs))
    place = np.arange(len(people)) - np.repeat(count.cumsum() - count, count)
    seed_x, seed_y = seeds(int(count.max(initial=0)))
    x[people[order]] = discs.x[group[order]] + seed_x[place]
    y[people[order]] = discs.y[group[order]] + seed_y[place]


def _only_companies(x: Numbers, y: Numbers, disc: Rows, made: list[tuple[Discs, Rows, Rows]]) -> Places:
    """Places with the discs of companies of several people alone: a single person needs no ground."""
    parts = [(each.x, each.y, each.radius, count, at) for each, count, at in made]
    empty = (np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    all_x, all_y, radius, count, company = map(np.concatenate, zip(empty, *parts, strict=True))
    kept = (count >= LEAST_ON_DISC) & (company >= 0)
    number = np.append(np.where(kept, kept.cumsum() - 1, NOWHERE), NOWHERE)
    discs = Discs(all_x[kept], all_y[kept], radius[kept])
    return Places(x, y, number[disc], discs, count[kept], company[kept])


def _weighted(disc: Rows, low: Rows, high: Rows, count: int) -> tuple[Rows, Rows, Numbers]:
    """Each pair of discs that share a tie once, with a weight that grows with the logarithm of their ties."""
    one, other = np.minimum(disc[low], disc[high]), np.maximum(disc[low], disc[high])
    between = (one >= 0) & (one != other)
    key, ties = np.unique(one[between] * count + other[between], return_counts=True)
    return key // max(count, 1), key % max(count, 1), np.log1p(ties)


def _stand_around(
    alone: Rows, disc: Rows, discs: Discs, low: Rows, high: Rows, ego: int | None, x: Numbers, y: Numbers
) -> None:
    """Gives single people places around all discs, each on the side of those on discs whom they know."""
    own = np.stack([np.append(low, high), np.append(high, low)])
    useful = (disc[own[0]] < 0) & (disc[own[1]] >= 0)
    who, at = own[0][useful], disc[own[1][useful]]
    across = np.bincount(who, discs.x[at], minlength=len(x))[alone]
    down = np.bincount(who, discs.y[at], minlength=len(x))[alone]
    turn = np.where((across == 0) & (down == 0), alone * 2.399963 % (2 * np.pi) - np.pi, np.arctan2(down, across))
    around_all = Discs(np.append(discs.x, 0), np.append(discs.y, 0), np.append(discs.radius, SPACING * 3))
    belt_x, belt_y = belt(len(alone), around_all)
    free = np.argsort(np.arctan2(belt_y, belt_x), kind="stable")
    wanted = np.argsort(turn, kind="stable")
    x[alone[wanted]], y[alone[wanted]] = belt_x[free], belt_y[free]
